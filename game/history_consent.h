/* Who agreed to the text on what Unguard is for (config/safety.cfg), when, and to which wording.
 * It is asked before anything is watched, outside of every session: without a yes there is none. */
#ifndef UNGUARD_HISTORY_CONSENT_H
#define UNGUARD_HISTORY_CONSENT_H

#include "history_write.h"
#include "plan/safety_rules.h"

/* The present text, as it is remembered; agreed is left false. */
struct history_consent history_consent_of(const struct safety_rules *rules);

/* given: the person's newest answer is a yes, to this very version and wording. False with err: the
 * file can't be read. */
bool history_consent_given(struct history *history, const char *person,
                           const struct history_consent *text, bool *given, struct error *err);

/* Keeps the answer, and the person if new; all or nothing. */
bool history_consent_answer(struct history *history, const char *person, int64_t at,
                            const struct history_consent *answer, struct error *err);

#endif
