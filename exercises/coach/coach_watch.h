/* Whether the person can be seen as the exercise needs it, and what is said where not. Only for
 * coach.c. passed_us: since the input before. */
#ifndef UNGUARD_COACH_WATCH_H
#define UNGUARD_COACH_WATCH_H

#include "coach/coach_outlet.h"

/* pose: NULL where there is none; seen: what is counted was seen in it. */
void watch_tracking(struct coach *coach, struct outlet *outlet, const struct pose *pose, bool seen,
                    int64_t passed_us);

/* What is counted is seen, the target's angle not: perhaps the view can't show it. */
void watch_view(struct coach *coach, struct outlet *outlet, int64_t passed_us);

/* True: the person is asked to turn round, or has done so. Turning is no repetition, neither what
 * it began as nor what it ends as: the set's start posture comes next. */
bool watch_side(struct coach *coach, struct outlet *outlet, int64_t passed_us);

#endif
