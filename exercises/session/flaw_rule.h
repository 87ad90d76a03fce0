/* Going against a rule of the exercise on purpose, solved on the body by the gauge. For flaw.c. */
#ifndef UNGUARD_FLAW_RULE_H
#define UNGUARD_FLAW_RULE_H

#include "session/situation.h"

/* False, and the intent is of no use, where the view can't show the signal or the body can't do it.
 * grade as in struct flaw. */
bool flaw_break_limit(const struct situation *situation, const struct limit_rule *limit,
                      float grade, struct intent *intent);
bool flaw_commit_fault(const struct situation *situation, const struct fault *fault, float grade,
                       struct intent *intent);

#endif
