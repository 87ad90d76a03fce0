/* One session as it is stored: a sink that puts away each repetition as it is completed, in a
 * transaction of its own. What can't be stored (a full disk, another program's long writing) is
 * kept in memory and tried again with the next event, so the session goes on and loses nothing that
 * a later moment could still store. */
#ifndef UNGUARD_HISTORY_SESSION_H
#define UNGUARD_HISTORY_SESSION_H

#include "history_write.h"
#include "session/session.h"

struct history_session;

/* Begins to store a session at once. history and plan are borrowed and must outlive it; about is
 * copied. NULL: no memory. */
struct history_session *history_session_open(struct history *history, const struct plan *plan,
                                             const struct history_about *about);

struct sink history_session_sink(struct history_session *session);

/* Its number in the table; 0 while it could not be stored. */
int64_t history_session_id(const struct history_session *session);

/* A sentence for the person, once each: what can't be stored and why, or that a damaged file was
 * set aside. NULL: nothing new to say. Borrowed until the next event. */
const char *history_session_notice(struct history_session *session);

/* Stores what is left, frees. False with err: some of it is lost. NULL-safe. */
bool history_session_close(struct history_session *session, struct error *err);

#endif
