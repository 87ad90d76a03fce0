/* How a person usually moves, out of the history into a plan. */
#ifndef UNGUARD_HISTORY_BASELINE_H
#define UNGUARD_HISTORY_BASELINE_H

#include "history.h"
#include "plan/plan.h"

/* Fills the plan's baselines with what is known of the person in each exercise, side and view, by
 * the same tracker and model: another one measures otherwise. What is not known stays as it is.
 * False with err: the file can't be read. */
bool history_baselines(struct history *history, const char *person, const char *tracker,
                       const char *model, struct plan *plan, struct error *err);

#endif
