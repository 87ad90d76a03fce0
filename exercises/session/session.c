#include "session/session.h"

#include <stdlib.h>

/* Actions that sinks take while they are being told an event; a person cannot act quicker. */
#define MAX_PENDING 16

struct session {
    struct coach coach;
    struct input_source source;
    struct recorder *recorder; /* borrowed; may be NULL */
    struct sink sink[SESSION_MAX_SINKS];
    int sink_count;
    bool done;
    bool telling; /* sinks are being told: an action has to wait its turn */
    struct action pending[MAX_PENDING];
    int pending_count;
    int64_t last_us, pose_us; /* of the last input consumed, of the last pose; -1 before it */
    bool has_pose;
    struct pose pose;
    struct event event[COACH_MAX_EVENTS];
};

struct session *session_create(const struct plan *plan, struct input_source source,
                               struct recorder *recorder)
{
    struct session *session = calloc(1, sizeof *session);
    if (!session)
        return NULL;
    coach_init(&session->coach, plan);
    session->source = source;
    session->recorder = recorder;
    session->last_us = session->pose_us = -1;
    return session;
}

void session_free(struct session *session)
{
    free(session);
}

bool session_add_sink(struct session *session, struct sink sink)
{
    if (session->sink_count >= SESSION_MAX_SINKS)
        return false;
    session->sink[session->sink_count++] = sink;
    return true;
}

static void tell(struct session *session, int count)
{
    session->telling = true;
    for (int i = 0; i < count; i++) {
        const struct event *event = &session->event[i];
        session->done = session->done || event->type == EVENT_SESSION_DONE;
        for (int s = 0; s < session->sink_count; s++)
            session->sink[s].event(session->sink[s].self, event);
    }
    session->telling = false;
}

static void finish(struct session *session)
{
    if (session->done)
        return;
    int count = coach_finish(&session->coach, session->event);
    tell(session, count);
    session->done = true;
}

/* What reaches the coach reaches the recorder first, and nothing else does: that is what makes a
 * replay the same computation. */
static void consume(struct session *session, const struct input *input)
{
    session->last_us = input->t_us;
    if (session->recorder)
        recorder_put(session->recorder, input);
    int count = coach_step(&session->coach, input, session->event);
    tell(session, count);
}

static void consume_action(struct session *session, struct action action)
{
    if ((unsigned)action.type >= ACTION_TYPE_COUNT)
        return;
    int32_t most = action_most(action.type);
    struct input input = {.type = INPUT_ACTION};
    input.t_us = session->last_us < 0 ? 0 : session->last_us;
    input.u.action.type = action.type;
    input.u.action.value = most >= 0 ? clamp_int(action.value, 0, most) : 0;
    consume(session, &input);
}

/* In the order they were taken; each may lead to more. */
static void consume_pending(struct session *session)
{
    for (int i = 0; i < session->pending_count && !session->done; i++)
        consume_action(session, session->pending[i]);
    session->pending_count = 0;
}

void session_act(struct session *session, struct action action)
{
    if (session->done)
        return;
    if (session->telling) {
        if (session->pending_count < MAX_PENDING)
            session->pending[session->pending_count++] = action;
        return;
    }
    consume_action(session, action);
    consume_pending(session);
}

/* Time runs backwards, or out of what a recording can hold: neither recorder nor coach hear of it.
 */
static bool is_out_of_order(const struct session *session, const struct input *input)
{
    if (input->t_us < 0 || input->t_us > RECORDING_MAX_US || input->t_us < session->last_us)
        return true;
    return input->type == INPUT_POSE && input->t_us <= session->pose_us;
}

static void take_pose(struct session *session, struct input *input)
{
    input->u.pose.t_us = input->t_us;
    input->u.pose = pose_quantize(input->u.pose);
    session->pose = input->u.pose;
    session->pose_us = input->t_us;
    session->has_pose = true;
}

enum pull session_step(struct session *session, struct error *err)
{
    if (session->done)
        return PULL_END;
    struct input input = {0};
    enum pull pull = session->source.next(session->source.self, &input, err);
    if (pull == PULL_WAIT)
        return PULL_WAIT;
    if (pull != PULL_INPUT) {
        finish(session);
        return pull;
    }
    if (input.type == INPUT_ACTION) {
        consume_action(session, input.u.action);
    } else if (!is_out_of_order(session, &input)) {
        if (input.type == INPUT_POSE)
            take_pose(session, &input);
        else if (input.type == INPUT_GAP)
            input.u.dropped = clamp_int(input.u.dropped, 1, RECORDING_MAX_DROPPED);
        consume(session, &input);
    }
    consume_pending(session);
    return PULL_INPUT;
}

bool session_run(struct session *session, struct error *err)
{
    for (;;) {
        switch (session_step(session, err)) {
        case PULL_INPUT:
            break;
        case PULL_END:
            return true;
        case PULL_FAILED:
            return false;
        case PULL_WAIT:
            return error_set(err, "the source of this session is live and has to be stepped");
        }
    }
}

const struct coach *session_coach(const struct session *session)
{
    return &session->coach;
}

const struct pose *session_last_pose(const struct session *session)
{
    return session->has_pose ? &session->pose : NULL;
}
