/* One session of the history as the next plan takes it, and the digest that keeps reading it short:
 * what came of each step, worked out once, when the session ends. A session without a digest (it
 * broke off, goes on from another, or is older than the digest) is worked out from its repetitions
 * each time. */
#ifndef UNGUARD_HISTORY_PAST_SESSION_H
#define UNGUARD_HISTORY_PAST_SESSION_H

#include "history.h"
#include "plan/past.h"

struct past_reader; /* statements, prepared once for many sessions */

/* NULL with err. The history is borrowed. */
struct past_reader *past_reader_open(struct history *history, struct error *err);
void past_reader_close(struct past_reader *reader); /* NULL-safe */

/* Fills session with the rows of id[0..count-1] of the session table, the oldest first: one, and
 * those that went on with it. False with err. */
bool past_reader_read(struct past_reader *reader, const int64_t *id, int count,
                      struct past_session *session, struct error *err);

/* Writes the digest of a session that has ended; within the caller's transaction. */
bool history_put_digest(struct history *history, int64_t session, struct error *err);

#endif
