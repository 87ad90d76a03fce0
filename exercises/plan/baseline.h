/* How a person usually moves in one exercise on one side: what guarding signs are measured from.
 *
 * Learnt from practice repetitions and carried from session to session through the plan. The middle
 * is the median and the spread 1.4826 times the median absolute deviation (the standard deviation
 * of what is spread normally): one odd repetition moves neither far. */
#ifndef UNGUARD_BASELINE_H
#define UNGUARD_BASELINE_H

#include <stdbool.h>
#include <stdint.h>

#define BASELINE_ENOUGH 3  /* repetitions before a figure is compared with [D] */
#define BASELINE_MOST   30 /* a figure weighs as much as so many at most: it follows the person */

/* Append only. */
enum baseline_measure {
    BASELINE_RANGE,        /* excursion of the target signal, its unit */
    BASELINE_MOVE_S,       /* time there */
    BASELINE_RETURN_S,     /* time back */
    BASELINE_HESITATION_S, /* nearly still on the way there */
    BASELINE_SPARC,        /* smoothness of the way there; nearer 0 is smoother */
    BASELINE_LEAN,         /* deg; mean lean of the trunk over the repetition, + to the left */
    BASELINE_SUPPORT_S,    /* longest time with a hand at hip or thigh */
    BASELINE_MEASURE_COUNT
};

const char *baseline_measure_name(enum baseline_measure measure); /* "move_s"; static */

struct baseline_figure {
    float mean, spread; /* in the measure's unit */
    int32_t count;      /* repetitions behind it; 0: not known */
};

struct baseline {
    struct baseline_figure of[BASELINE_MEASURE_COUNT];
};

bool baseline_is_empty(const struct baseline *baseline);

/* From the values of `count` repetitions, at most BASELINE_MOST of them. */
struct baseline_figure baseline_learn(const float *value, int32_t count);

/* What was known before and what a session adds: the mean weighted by count, the spread pooled.
 * Older repetitions count for at most BASELINE_MOST less the new ones. */
struct baseline_figure baseline_merge(struct baseline_figure known, struct baseline_figure added);

/* How far from the mean is unusual for this person: 2.5 deviations of one more repetition from
 * `count` others, spread * sqrt(1 + 1 / count). Where few repetitions are known the spread is
 * mostly what people usually have: it counts for twelve repetitions. [D], figures from simulated
 * people. */
float baseline_unusual(const struct baseline *baseline, enum baseline_measure measure);

/* One figure as the canonical text of a plan holds it. */
struct baseline_row {
    int step; /* position in the plan, from 0 */
    int side; /* enum body_side */
    enum baseline_measure measure;
    float mean, spread;
    int count;
};

struct cfg_table;
extern const struct cfg_table baseline_row_table;

#endif
