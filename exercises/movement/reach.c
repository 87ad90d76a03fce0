#include "movement/reach.h"

#define PARAMETERS   4 /* start_s, length_s, from, and way where the end is not known */
#define MOST_STEPS   12
#define FIRST_DAMP   0.01
#define GOOD_ENOUGH  1e-4 /* of what is left: a step that gains less is the last */
#define MOST_DAMP    1e4
#define MOST_STRETCH 2.0 /* a step at most doubles or halves the length */

struct samples {
    const int64_t *t_us;
    const float *value;
    int32_t count;
    int parameters;
};

/* Normal equations, with the right side as the last column. */
struct equations {
    double row[PARAMETERS][PARAMETERS + 1];
};

/* Sum of squares of what the reach leaves over, and the equations of a step from it. */
static double left_over(const struct samples *samples, const struct reach *reach,
                        struct equations *equations)
{
    double sum = 0.0;
    *equations = (struct equations){0};
    for (int32_t i = 0; i < samples->count; i++) {
        double t_s = (double)(samples->t_us[i] - samples->t_us[0]) * 1e-6;
        double s = (t_s - reach->start_s) / reach->length_s;
        s = s < 0.0 ? 0.0 : s > 1.0 ? 1.0 : s;
        double covered = s * s * s * (10.0 + s * (6.0 * s - 15.0));
        double slope = reach->way * 30.0 * s * s * (1.0 - s) * (1.0 - s) / reach->length_s;
        double off = (double)samples->value[i] - (reach->from + reach->way * covered);
        /* Where the end is known, a higher start means a longer way. */
        double by[PARAMETERS] = {-slope, -slope * s, 1.0, covered};
        if (samples->parameters < PARAMETERS)
            by[2] -= covered;
        for (int m = 0; m < samples->parameters; m++) {
            for (int n = 0; n < samples->parameters; n++)
                equations->row[m][n] += by[m] * by[n];
            equations->row[m][PARAMETERS] += by[m] * off;
        }
        sum += off * off;
    }
    return sum;
}

/* Gaussian elimination; the matrix is positive definite or not to be solved. */
static bool solve(struct equations equations, int count, double step[PARAMETERS])
{
    double(*row)[PARAMETERS + 1] = equations.row;
    for (int i = 0; i < count; i++) {
        if (!(row[i][i] > 1e-12))
            return false;
        for (int k = i + 1; k < count; k++) {
            double share = row[k][i] / row[i][i];
            for (int n = i; n <= PARAMETERS; n++)
                row[k][n] -= share * row[i][n];
        }
    }
    for (int i = count - 1; i >= 0; i--) {
        step[i] = row[i][PARAMETERS];
        for (int k = i + 1; k < count; k++)
            step[i] -= row[i][k] * step[k];
        step[i] /= row[i][i];
    }
    return true;
}

static struct reach stepped(const struct reach *reach, int parameters,
                            const double step[PARAMETERS])
{
    double longer = parameters < PARAMETERS ? -step[2] : step[3];
    double length = reach->length_s + step[1];
    if (length > MOST_STRETCH * reach->length_s)
        length = MOST_STRETCH * reach->length_s;
    if (length < reach->length_s / MOST_STRETCH)
        length = reach->length_s / MOST_STRETCH;
    return (struct reach){.start_s = reach->start_s + step[0],
                          .length_s = length,
                          .from = reach->from + step[2],
                          .way = reach->way + longer};
}

bool reach_fit(const int64_t t_us[], const float value[], int32_t count, bool ends_known,
               struct reach *reach)
{
    struct samples samples = {t_us, value, count, ends_known ? PARAMETERS - 1 : PARAMETERS};
    struct reach best = *reach;
    struct equations equations, there;
    double damp = FIRST_DAMP, step[PARAMETERS];
    if (count < PARAMETERS + 1 || !(best.length_s > 0.0))
        return false;
    best.start_s -= (double)t_us[0] * 1e-6; /* near 0, where differences are exact */
    double least = left_over(&samples, &best, &equations);
    for (int i = 0; i < MOST_STEPS && damp < MOST_DAMP; i++) {
        struct equations damped = equations;
        for (int k = 0; k < samples.parameters; k++)
            damped.row[k][k] *= 1.0 + damp;
        if (!solve(damped, samples.parameters, step))
            return false;
        struct reach next = stepped(&best, samples.parameters, step);
        double left = left_over(&samples, &next, &there);
        if (left >= least) {
            damp *= 5.0;
            continue;
        }
        bool last = least - left < GOOD_ENOUGH * least;
        best = next;
        least = left;
        equations = there;
        damp *= 0.3;
        if (last)
            break;
    }
    best.start_s += (double)t_us[0] * 1e-6;
    best.left = least;
    *reach = best;
    return true;
}
