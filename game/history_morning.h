/* The morning after the last session: told before the next one is planned, so that its plan can
 * take it in. */
#ifndef UNGUARD_HISTORY_MORNING_H
#define UNGUARD_HISTORY_MORNING_H

#include "history.h"

/* Puts it down for the person's newest session. nrs: 0..10; at: when it is told, seconds since
 * 1970-01-01 UTC. False with err: it could not be stored, or there is no such session. */
bool history_tell_morning(struct history *history, const char *person, int64_t at, int32_t nrs,
                          struct error *err);

#endif
