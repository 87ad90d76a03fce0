/* The hard caps of limits.h, by what they cap. */
#ifndef UNGUARD_CAPS_H
#define UNGUARD_CAPS_H

#include "plan/exercise.h"

struct span {
    float low, high;
};

struct span caps_of_value(enum feature_kind kind); /* the feature's unit; very wide if uncapped */
float caps_of_rate(enum exercise_kind kind);       /* degrees a second */
float caps_of_hold(enum exercise_kind kind);       /* seconds */

/* Brings everything in the exercise inside the caps: dosage, hold, target band, counting levels,
 * limits and postures. What is inside already is not touched. */
void caps_apply(struct exercise *exercise);

#endif
