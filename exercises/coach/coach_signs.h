/* Guarding signs as events: coach/signs.h finds them, this tells them. Only for coach.c, which asks
 * about pain where a function here returns true. */
#ifndef UNGUARD_COACH_SIGNS_H
#define UNGUARD_COACH_SIGNS_H

#include "coach/coach_outlet.h"

/* Signs of a movement that is over; index: the repetition, or what it would have been. True: with
 * those before they are enough to ask about pain. */
bool coach_signs_tell(struct coach *coach, struct outlet *outlet, const struct sign_found *found,
                      int count, int32_t index);

/* A repetition is over: judged, told. */
bool coach_signs_rep(struct coach *coach, struct outlet *outlet, const struct rep_result *rep);

/* Back at rest without the target: how far it went may be a sign. Before the repetition is
 * forgotten; returns how many signs it wrote. */
int coach_signs_turned_back(struct coach *coach, struct sign_found found[SIGN_COUNT]);

/* One pose of a set: what is told as it happens. */
bool coach_signs_watch(struct coach *coach, struct outlet *outlet, const struct pose *pose,
                       struct reading target);

/* What the step has taught of each side, where that many clean repetitions are behind it (at least
 * 1). Told once: the step is over. Later steps of the same exercise and view begin with it. */
void coach_signs_baselines(struct coach *coach, struct outlet *outlet, int32_t least);

#endif
