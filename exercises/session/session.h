/* Source to coach to sinks, and the recorder as a tap on the inputs: taking the tap or a sink away
 * changes no score. play, replay, record and score differ only in what they plug in. */
#ifndef UNGUARD_SESSION_H
#define UNGUARD_SESSION_H

#include "coach/coach.h"
#include "session/recording.h"

/* next returns PULL_WAIT when nothing is there yet (live only; it never blocks for longer than a
 * frame), PULL_FAILED with err filled when the source broke. Times must not run backwards, and
 * those of poses must increase: an input that breaks this is dropped before anything hears of it,
 * so a live source makes a tick only when no older pose can still come. An action's time is set by
 * the session. */
struct input_source {
    enum pull (*next)(void *self, struct input *out, struct error *err);
    void *self;
};

struct sink {
    void (*event)(void *self, const struct event *event);
    void *self;
};

#define SESSION_MAX_SINKS 8

struct session;

/* plan is copied. recorder may be NULL; it is borrowed, the caller closes it. NULL: no memory. */
struct session *session_create(const struct plan *plan, struct input_source source,
                               struct recorder *recorder);
void session_free(struct session *session); /* NULL-safe */

/* Up to SESSION_MAX_SINKS, called in this order; false when full. */
bool session_add_sink(struct session *session, struct sink sink);

/* Pulls and handles one input. PULL_END once the source ended or the session is done, PULL_FAILED
 * once when the source broke (either way the last events have then been sent, and PULL_END is all
 * that follows). Poses are quantised before the recorder and the coach see them. */
enum pull session_step(struct session *session, struct error *err);

/* A user's action, consumed now, with the time of the last consumed input; from within a sink's
 * event, after the events of the present input (up to 16 then, more are dropped). A value is
 * clamped to what action_most allows. Without effect once the session is done. */
void session_act(struct session *session, struct action action);

/* Steps to the end. False with err when the source failed (what came before has been sent). Only
 * for sources that never wait (file, recording, demo): with PULL_WAIT it stops and returns false,
 * for going round would burn a processor to no end. */
bool session_run(struct session *session, struct error *err);

const struct coach *session_coach(const struct session *session);
const struct pose *session_last_pose(const struct session *session); /* NULL before the first */

#endif
