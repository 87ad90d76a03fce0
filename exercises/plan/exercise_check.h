/* What must hold between the keys of an exercise. */
#ifndef UNGUARD_EXERCISE_CHECK_H
#define UNGUARD_EXERCISE_CHECK_H

#include "plan/cfg.h"
#include "plan/exercise.h"

#define USUAL_REPS           15    /* the most of any exercise listed: 12-15 (protectyourback101) */
#define USUAL_HOLD_STRETCH_S 30.0f /* ACSM 2021: 10-30 s; up to 60 s for older adults */

/* A cfg_table's check of a struct exercise. Errors: signals that the view can't show, levels out of
 * order, never met by the postures or lost in the camera's noise, what exceeds a cap, names that
 * can't be told apart, words that frighten. Advice: more than the usual dosage, limits that noise
 * or the target itself would set off. */
void exercise_check(const void *item, struct cfg_check *check);

/* The part of it that looks at levels and limits against the jitter of their signals. */
void exercise_check_noise(const struct exercise *exercise, struct cfg_check *check);

/* The part of it that looks at guarding signs. */
void exercise_check_guarding(const struct exercise *exercise, struct cfg_check *check);

/* A text that a person hears or reads: an error if it frightens. path as for cfg_complain. */
void exercise_check_calm(const char *text, const char *path, struct cfg_check *check);

#endif
