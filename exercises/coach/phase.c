#include "coach/phase.h"

#include <string.h>

/* Share of leave..reach that a hold may sag before it is a return. */
#define ZONE_HYSTERESIS 0.25f

/* Back at rest, the way on to stillness belongs to the repetition, for a moment at most. */
#define SETTLE_STEP    0.1f /* of rest..reach: still on the way */
#define SETTLE_US      200000
#define SETTLE_MOST_US 1000000

void phase_restart(struct phase_state *state)
{
    memset(state, 0, sizeof *state);
}

float phase_progress(const struct phase_rule *rule, float value)
{
    return (value - rule->rest) / (rule->reach - rule->rest);
}

/* Whole microseconds: 0.2f alone is a little more than a fifth of a second. */
static int64_t to_us(float seconds)
{
    return (int64_t)((double)seconds * 1e6 + 0.5);
}

static void enter_rest(struct phase_state *state, int64_t t_us)
{
    if (!state->at_rest)
        state->rest_us = t_us;
    state->at_rest = true;
}

static bool rested(const struct phase_state *state, const struct phase_rule *rule, int64_t t_us)
{
    return state->at_rest && t_us - state->rest_us >= to_us(rule->min_rest_s);
}

static enum phase_change step_start(struct phase_state *state, const struct phase_rule *rule,
                                    int64_t t_us, float progress, float leave)
{
    if (progress <= 0.0f) {
        enter_rest(state, t_us);
        state->left_us = state->still_us = t_us;
        if (!state->ready && rested(state, rule, t_us)) {
            state->ready = true;
            return PHASE_READY;
        }
        return PHASE_SAME;
    }
    if (progress < leave)
        return PHASE_SAME;
    state->at_rest = false;
    if (!state->ready)
        return PHASE_SAME; /* getting into position */
    state->phase = PHASE_MOVE;
    state->beyond = false;
    state->left_us = state->still_us; /* the last return's, where it was off again at once */
    return PHASE_MOVED;
}

static enum phase_change step_move(struct phase_state *state, const struct phase_rule *rule,
                                   int64_t t_us, float progress)
{
    /* Two in a row: one alone may be the camera's noise. */
    bool again = state->beyond;
    state->beyond = progress >= 1.0f;
    if (state->beyond && !again)
        state->reached_us = t_us;
    if (state->beyond && again) {
        state->phase = PHASE_HOLD;
        state->returned_us = t_us;
        return PHASE_REACHED;
    }
    if (progress > 0.0f)
        return PHASE_SAME;
    bool noise = t_us - state->left_us < to_us(rule->min_move_s);
    state->phase = PHASE_START;
    state->at_rest = false;
    enter_rest(state, t_us);
    state->left_us = state->still_us = t_us;
    return noise ? PHASE_SAME : PHASE_ABANDONED;
}

static enum phase_change step_hold(struct phase_state *state, int64_t t_us, float progress,
                                   float leave)
{
    if (progress >= 1.0f)
        state->returned_us = t_us;
    if (progress >= 1.0f - ZONE_HYSTERESIS * (1.0f - leave))
        return PHASE_SAME;
    state->phase = PHASE_RETURN;
    state->at_rest = false;
    return PHASE_LEFT_ZONE;
}

static enum phase_change step_return(struct phase_state *state, const struct phase_rule *rule,
                                     int64_t t_us, float progress, float leave)
{
    if (progress >= 1.0f && !state->at_rest) {
        state->phase = PHASE_HOLD;
        state->returned_us = t_us;
        return PHASE_REACHED;
    }
    if (progress <= 0.0f && !state->at_rest) {
        enter_rest(state, t_us);
        state->lowest = progress;
        state->lowest_us = t_us;
    }
    if (!state->at_rest)
        return PHASE_SAME;
    if (progress <= 0.0f)
        state->still_us = t_us;
    if (progress < state->lowest - SETTLE_STEP) {
        state->lowest = progress;
        state->lowest_us = t_us;
    }
    bool settled = t_us - state->lowest_us >= SETTLE_US || t_us - state->rest_us >= SETTLE_MOST_US;
    /* Settled, or already off again: either way the last repetition is over. */
    if (!(settled && rested(state, rule, t_us)) && progress < leave)
        return PHASE_SAME;
    state->phase = PHASE_START;
    bool noise = state->rest_us - state->left_us < to_us(rule->min_move_s);
    return noise ? PHASE_SAME : PHASE_COMPLETED; /* there and back in a moment is no repetition */
}

enum phase_change phase_step(struct phase_state *state, const struct phase_rule *rule, int64_t t_us,
                             bool seen, float value)
{
    if (state->samples > 0 && t_us - state->last_us > PHASE_MAX_UNSEEN_US) {
        bool open = state->phase != PHASE_START;
        phase_restart(state);
        if (open)
            return PHASE_DROPPED;
    }
    if (!seen)
        return PHASE_SAME;
    state->last_us = t_us;
    if (state->samples < INT32_MAX)
        state->samples++;
    float progress = phase_progress(rule, value);
    float leave = phase_progress(rule, rule->leave);
    switch (state->phase) {
    case PHASE_MOVE:
        return step_move(state, rule, t_us, progress);
    case PHASE_HOLD:
        return step_hold(state, t_us, progress, leave);
    case PHASE_RETURN:
        return step_return(state, rule, t_us, progress, leave);
    default:
        return step_start(state, rule, t_us, progress, leave);
    }
}

/* ---- led by the clock ---- */

#define GUIDED_READY_US 2000000
#define GUIDED_PAUSE_US 1000000
#define GUIDED_GAP_US   250000 /* a longer gap between poses was not watched */

/* The next phase begins where this one's time was over, between two poses. */
static enum phase_change enter(struct phase_state *state, enum phase phase, int64_t spent_us,
                               enum phase_change change)
{
    state->phase = phase;
    state->clock_us -= spent_us;
    return change;
}

static enum phase_change step_clock(struct phase_state *state, const struct target *target,
                                    int64_t t_us)
{
    switch (state->phase) {
    case PHASE_MOVE:
        if (state->clock_us < to_us(target->move_s))
            return PHASE_SAME;
        state->reached_us = t_us;
        return enter(state, PHASE_HOLD, to_us(target->move_s), PHASE_REACHED);
    case PHASE_HOLD:
        if (state->clock_us < to_us(target->hold_s))
            return PHASE_SAME;
        state->returned_us = t_us;
        return enter(state, PHASE_RETURN, to_us(target->hold_s), PHASE_LEFT_ZONE);
    case PHASE_RETURN:
        if (state->clock_us < to_us(target->return_s))
            return PHASE_SAME;
        state->rest_us = t_us;
        return enter(state, PHASE_START, to_us(target->return_s), PHASE_COMPLETED);
    default:
        break;
    }
    state->at_rest = true;
    if (!state->ready && state->clock_us >= GUIDED_READY_US) {
        state->ready = true;
        return enter(state, PHASE_START, GUIDED_READY_US, PHASE_READY);
    }
    if (!state->ready || state->clock_us < GUIDED_PAUSE_US)
        return PHASE_SAME;
    state->at_rest = false;
    state->left_us = t_us;
    return enter(state, PHASE_MOVE, GUIDED_PAUSE_US, PHASE_MOVED);
}

enum phase_change phase_step_guided(struct phase_state *state, const struct target *target,
                                    int64_t t_us, bool seen)
{
    if (state->samples > 0 && t_us - state->last_us > PHASE_MAX_UNSEEN_US) {
        bool open = state->phase != PHASE_START;
        phase_restart(state);
        if (open)
            return PHASE_DROPPED;
    }
    if (!seen)
        return PHASE_SAME;
    int64_t passed_us = state->samples > 0 ? t_us - state->last_us : 0;
    state->clock_us += passed_us < GUIDED_GAP_US ? passed_us : GUIDED_GAP_US;
    state->last_us = t_us;
    if (state->samples < INT32_MAX)
        state->samples++;
    return step_clock(state, target, t_us);
}
