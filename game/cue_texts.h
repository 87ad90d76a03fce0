/* Every text that a plan may have to say, the soonest first, so that it can be spoken ahead of
 * time. Left out is what only a rare turn of events says (a session resumed, fewer repetitions): it
 * is spoken when it comes. */
#ifndef UNGUARD_CUE_TEXTS_H
#define UNGUARD_CUE_TEXTS_H

#include "plan/plan.h"

struct safety_rules;

/* take gets each once or more; text is borrowed for the call. rules may be NULL. */
void cue_texts(const struct plan *plan, const struct safety_rules *rules,
               void (*take)(void *self, const char *text), void *self);

#endif
