/* Going on with a session that broke off or was ended early. */
#ifndef UNGUARD_HISTORY_RESUME_H
#define UNGUARD_HISTORY_RESUME_H

#include "history_read.h"

/* The person's latest session, if it is unfinished: its plan, begun where it broke off (malloc'ed,
 * for the caller to free), and what it was. A session that was already gone on with is not offered
 * again, nor one that pain or a red flag ended; sessions that ended before their first repetition
 * are looked past. NULL with err: there is none, or it can't be read. */
struct plan *history_unfinished(struct history *history, const char *person,
                                struct history_summary *summary, struct error *err);

#endif
