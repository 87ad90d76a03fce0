/* Levels and limits of an exercise against what the camera's noise alone does to their signals. */
#include "plan/exercise_check.h"

#include "plan/jitter.h"

#include <stdio.h>

#define PATH_ROOM  48
#define SWING      2.0f /* deviations: 19 of 20 readings stay within this much either way */
#define SHARE_MOST 0.1f /* of a limit: with more noise than this the coach doesn't judge by it */

/* Two neighbouring counting levels that noise alone would cross are one. */
static void check_gap(const struct phase_rule *phase, float level, float other, const char *path,
                      const char *name, float noise, struct cfg_check *check)
{
    const char *signal = feature_info(phase->signal.kind)->name;
    float gap = abs_float(level - other);
    char allowed[CFG_ALLOWED_SIZE];
    snprintf(allowed, sizeof allowed, "at least %.2g away from %s", (double)(SWING * noise), name);
    if (gap >= SWING * noise)
        return;
    struct cfg_problem *problem =
        gap < noise
            ? cfg_complain(check, path,
                           "%g can't be told from %s, %g, in the camera's noise in %s; keep it %s",
                           (double)level, name, (double)other, signal, allowed)
            : cfg_advise(check, path,
                         "%g is hard to tell from %s, %g, in the camera's noise in %s; it is "
                         "steady %s",
                         (double)level, name, (double)other, signal, allowed);
    cfg_problem_hint(problem, NULL, allowed, NULL);
}

static void check_limit(const struct exercise *exercise, int index, struct cfg_check *check)
{
    const struct limit_rule *limit = &exercise->limit[index];
    const char *name = feature_info(limit->signal.kind)->name;
    const char *speed = limit->quantity == QUANTITY_RATE ? "the speed of " : "";
    float noise = jitter_of(limit->signal, jitter_look_at(limit), exercise->view);
    char path[PATH_ROOM], allowed[CFG_ALLOWED_SIZE];
    snprintf(path, sizeof path, "limits.[%d].hysteresis", index);
    snprintf(allowed, sizeof allowed, "at least %.2g", (double)(SWING * noise));
    if (limit->hysteresis < SWING * noise)
        cfg_problem_hint(cfg_advise(check, path,
                                    "%g is less than the camera's noise in %s%s; a warning stays "
                                    "steady from %.2g on",
                                    (double)limit->hysteresis, speed, name,
                                    (double)(SWING * noise)),
                         NULL, allowed, NULL);
    snprintf(path, sizeof path, "limits.[%d].warn", index);
    if (noise > SHARE_MOST * abs_float(limit->warn))
        cfg_advise(check, path,
                   "the camera's noise in %s%s, %.2g, is more than a tenth of %g; the coach may "
                   "not see it well enough",
                   speed, name, (double)noise, (double)limit->warn);
}

/* The target's own band sets the limit off. */
static void check_band(const struct exercise *exercise, int index, struct cfg_check *check)
{
    const struct limit_rule *limit = &exercise->limit[index];
    const struct target *target = &exercise->target;
    bool below = limit->compare == COMPARE_BELOW;
    float edge = below ? target->value - target->tolerance : target->value + target->tolerance;
    float sign = below ? -1.0f : 1.0f;
    char path[PATH_ROOM];
    if (limit->quantity != QUANTITY_VALUE || limit->signal.kind != target->signal.kind ||
        limit->signal.side != target->signal.side)
        return;
    bool stops = limit->stop > 0.0f || limit->stop < 0.0f;
    if (stops && sign * limit->stop < sign * edge) {
        snprintf(path, sizeof path, "limits.[%d].stop", index);
        cfg_complain(check, path, "%g lies inside the target's band, which goes to %g",
                     (double)limit->stop, (double)edge);
    } else if (sign * limit->warn < sign * edge) {
        snprintf(path, sizeof path, "limits.[%d].warn", index);
        cfg_advise(check, path,
                   "%g lies inside the target's band, which goes to %g; the coach would warn of "
                   "what it asks for",
                   (double)limit->warn, (double)edge);
    }
}

void exercise_check_noise(const struct exercise *exercise, struct cfg_check *check)
{
    const struct phase_rule *phase = &exercise->phase;
    float noise = jitter_of(phase->signal, JITTER_VALUE, exercise->view);
    if (!exercise->guided) {
        check_gap(phase, phase->leave, phase->rest, "counting.leave", "rest", noise, check);
        check_gap(phase, phase->reach, phase->leave, "counting.reach", "leave", noise, check);
    }
    for (int i = 0; i < exercise->limit_count; i++) {
        check_limit(exercise, i, check);
        check_band(exercise, i, check);
    }
}
