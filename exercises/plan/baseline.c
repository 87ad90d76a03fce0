#include "plan/baseline.h"

#include "movement/exact.h"
#include "plan/cfg.h"

#define NORMAL_MAD   1.4826f /* standard deviation over median absolute deviation */
#define DEVIATIONS   2.5f
#define USUAL_WEIGHT 12 /* repetitions that the usual spread counts for */

/* What people usually vary by: a share of the mean, but at least `least`. Tempo +-20 % and range
 * +-5 degrees of the simulated person are deviations of 12 % and 3 degrees. [D] */
static const struct {
    const char *name;
    float share, least;
} measures[BASELINE_MEASURE_COUNT] = {
    [BASELINE_RANGE] = {"range", 0.06f, 0.0f},
    [BASELINE_MOVE_S] = {"move_s", 0.12f, 0.1f},
    [BASELINE_RETURN_S] = {"return_s", 0.12f, 0.1f},
    [BASELINE_HESITATION_S] = {"hesitation_s", 0.0f, 0.1f},
    [BASELINE_SPARC] = {"sparc", 0.0f, 0.2f},
    [BASELINE_LEAN] = {"lean", 0.0f, 1.0f},
    [BASELINE_SUPPORT_S] = {"support_s", 0.0f, 0.2f},
};

const char *baseline_measure_name(enum baseline_measure measure)
{
    return measures[measure].name;
}

bool baseline_is_empty(const struct baseline *baseline)
{
    for (int i = 0; i < BASELINE_MEASURE_COUNT; i++)
        if (baseline->of[i].count > 0)
            return false;
    return true;
}

/* The middle of the first `count`, which it sorts. */
static float median(float *value, int32_t count)
{
    for (int32_t i = 1; i < count; i++)
        for (int32_t k = i; k > 0 && value[k] < value[k - 1]; k--) {
            float higher = value[k - 1];
            value[k - 1] = value[k];
            value[k] = higher;
        }
    return 0.5f * (value[(count - 1) / 2] + value[count / 2]);
}

struct baseline_figure baseline_learn(const float *value, int32_t count)
{
    float sorted[BASELINE_MOST];
    struct baseline_figure figure = {.count = clamp_int(count, 0, BASELINE_MOST)};
    if (figure.count == 0)
        return figure;
    for (int32_t i = 0; i < figure.count; i++)
        sorted[i] = value[i];
    figure.mean = median(sorted, figure.count);
    for (int32_t i = 0; i < figure.count; i++)
        sorted[i] = abs_float(value[i] - figure.mean);
    figure.spread = NORMAL_MAD * median(sorted, figure.count);
    return figure;
}

struct baseline_figure baseline_merge(struct baseline_figure known, struct baseline_figure added)
{
    if (known.count <= 0 || added.count <= 0)
        return known.count > 0 ? known : added;
    added.count = clamp_int(added.count, 1, BASELINE_MOST);
    known.count = clamp_int(known.count, 1, BASELINE_MOST);
    int32_t most = BASELINE_MOST - added.count;
    known.count = known.count < most ? known.count : most;
    float a = (float)known.count, b = (float)added.count, all = a + b;
    float apart = added.mean - known.mean;
    float variance = (a * known.spread * known.spread + b * added.spread * added.spread) / all +
                     a * b * apart * apart / (all * all);
    return (struct baseline_figure){.mean = known.mean + apart * b / all,
                                    .spread = (float)exact_sqrt((double)variance),
                                    .count = known.count + added.count};
}

float baseline_unusual(const struct baseline *baseline, enum baseline_measure measure)
{
    const struct baseline_figure *figure = &baseline->of[measure];
    float usual = measures[measure].share * abs_float(figure->mean);
    usual = usual > measures[measure].least ? usual : measures[measure].least;
    float count = (float)(figure->count > 0 ? figure->count : 1), weight = (float)USUAL_WEIGHT;
    float variance =
        (weight * usual * usual + count * figure->spread * figure->spread) / (weight + count);
    return DEVIATIONS * (float)exact_sqrt((double)(variance * (1.0f + 1.0f / count)));
}

/* ---- in a plan's text ---- */

static const char *const measure_names[] = {"range", "move_s", "return_s",  "hesitation_s",
                                            "sparc", "lean",   "support_s", NULL};
static const char *const side_names[] = {"none", "left", "right", NULL};

/* clang-format off: one key a line reads as the table it is */
#define AT(field) offsetof(struct baseline_row, field)
static const struct cfg_key row_keys[] = {
    {"step", CFG_INT, AT(step), .required = true, .low = 0, .high = 1000},
    {"side", CFG_ENUM, AT(side), .required = true, .names = side_names},
    {"measure", CFG_ENUM, AT(measure), .required = true, .names = measure_names},
    {"mean", CFG_FLOAT, AT(mean), .required = true, .low = -1e6, .high = 1e6},
    {"spread", CFG_FLOAT, AT(spread), .required = true, .low = 0, .high = 1e6},
    {"count", CFG_INT, AT(count), .required = true, .low = 1, .high = 1000000},
};
#undef AT
/* clang-format on */

const struct cfg_table baseline_row_table = {"baseline", row_keys, ARRAY_LENGTH(row_keys), NULL};
