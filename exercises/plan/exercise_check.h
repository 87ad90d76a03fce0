/* What must hold between the keys of an exercise. */
#ifndef UNGUARD_EXERCISE_CHECK_H
#define UNGUARD_EXERCISE_CHECK_H

#include "plan/cfg.h"

/* A cfg_table's check of a struct exercise: signals that the view can show, levels in order and
 * met by the postures, targets and limits inside the caps, names that can be told apart. */
void exercise_check(const void *item, struct cfg_check *check);

#endif
