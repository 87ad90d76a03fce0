#include "session/performer_state.h"

#define RESUME_S    2.0
#define END_AFTER_S 2.0
#define ARRIVE_S    3.0
#define REACT_S     0.2 /* as quick as people react */

/* The limb that the target is read from comes to the near side. */
static bool right_should_be_near(const struct performer *performer)
{
    const struct exercise *exercise = performer_exercise(performer);
    struct signal signal = exercise->target.signal;
    bool each = exercise->sides == SIDES_EACH && exercise->view == VIEW_SIDE;
    return each && intent_sides(signal, performer->side) == 2;
}

/* Into the start posture the other way round before the camera. */
static void turn_round(struct performer *performer)
{
    performer_ease_off(performer);
    performer_end_rep(performer, performer->now_s);
    performer->sight.turned = !performer->sight.turned;
    performer_settle(performer, performer->now_s);
}

static void hear_set(struct performer *performer, const struct event *event)
{
    if (event->step < 0 || event->step >= performer->plan->step_count)
        return;
    performer_ease_off(performer);
    performer_end_rep(performer, performer->now_s);
    bool comes = performer->options.arrives && !performer->in_set && performer->rep_count == 0;
    double at_s = performer->now_s + (comes ? ARRIVE_S : 0);
    performer->step = event->step;
    performer->set = event->set;
    performer->side = event->side;
    performer->wanted = event->u.step.reps;
    performer->attempts = 0;
    performer->in_set = true;
    performer->heard_ready = false;
    performer->counted_s = performer->now_s;
    if (performer->options.turns && performer->sight.turned != right_should_be_near(performer))
        turn_round(performer);
    else
        performer_settle(performer, at_s);
}

static void hear_warning(struct performer *performer, enum warning_level level)
{
    if (level == WARNING_STOP)
        performer_ease_off(performer);
    else if (performer->options.heedless)
        return;
    else if (level != WARNING_WITHDRAWN && performer->withdraw_s < 0)
        performer->withdraw_s = performer->now_s + REACT_S;
}

/* A coach may call a repetition done in its last moments: that is no stop. */
static void leave_set(struct performer *performer)
{
    performer->in_set = false;
    if (performer->activity == MOVING || performer->activity == HOLDING)
        performer_ease_off(performer);
    else if (performer->activity == RETURNING)
        performer_end_rep(performer, performer->since_s + performer->length_s);
}

void performer_hear(void *self, const struct event *event)
{
    struct performer *performer = self;
    performer->heard_s = performer->now_s;
    switch (event->type) {
    case EVENT_SET_STARTED:
        hear_set(performer, event);
        break;
    case EVENT_READY:
        performer->heard_ready = true;
        break;
    case EVENT_REP:
        performer->counted_s = performer->now_s;
        break;
    case EVENT_WARNING:
        hear_warning(performer, event->u.rule.level);
        break;
    case EVENT_PAIN_ASKED:
        if (event->u.pain.kind == ASK_BETWEEN)
            break; /* the rest goes on */
        performer->held = true;
        performer_ease_off(performer);
        break;
    case EVENT_PAUSED:
    case EVENT_SCREENING_ASKED:
        performer->held = true;
        performer_ease_off(performer);
        break;
    case EVENT_RESUMED:
    case EVENT_PAIN_ANSWERED:
    case EVENT_ANSWER_SKIPPED:
    case EVENT_SCREENING_ANSWERED:
        performer->held = false;
        performer->counted_s = performer->now_s;
        if (performer->activity == WAITING && performer->in_set)
            performer_begin(performer, PAUSING, performer->now_s, RESUME_S);
        break;
    case EVENT_SET_DONE:
        leave_set(performer);
        break;
    case EVENT_TURN:
        turn_round(performer);
        break;
    case EVENT_SESSION_DONE:
        leave_set(performer);
        performer->end_s = performer->now_s + END_AFTER_S;
        break;
    default:
        break;
    }
}
