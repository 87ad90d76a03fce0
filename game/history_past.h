/* The history as the next plan takes it. */
#ifndef UNGUARD_HISTORY_PAST_H
#define UNGUARD_HISTORY_PAST_H

#include "history.h"
#include "plan/past.h"

/* Fills past with the person's newest sessions; one that was gone on with and what it went on from
 * are one session. No such person: no past. False with err: the file can't be read, past is empty
 * then. */
bool history_past(struct history *history, const char *person, struct past *past,
                  struct error *err);

#endif
