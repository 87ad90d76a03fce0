#include "coach/coach.h"

#include <string.h>

#include "coach/coach_ask.h"
#include "coach/coach_signs.h"
#include "coach/coach_watch.h"
#include "movement/posture.h"

#define REP_MOST_TIMES  2.0f    /* a repetition may take so many times what was asked for, */
#define REP_MOST_MORE_S 15.0f   /* and this much longer */
#define WELCOME_US      8000000 /* the session's own first words are over by then */

static void emit_step(struct coach *coach, struct outlet *outlet, enum event_type type)
{
    struct event *event = emit(coach, outlet, type);
    event->u.step.reps = reps_wanted(coach);
    event->u.step.sets = current(coach)->dosage.sets;
}

/* ---- the order of a session ---- */

static bool has_other_side(const struct coach *coach)
{
    return plan_has_two_sides(&coach->plan, coach->step) &&
           coach->side == plan_first_side(&coach->plan, coach->step);
}

/* Back to the start posture: nothing half done is carried over. */
static void restart_movement(struct coach *coach)
{
    phase_restart(&coach->phase);
    guard_restart(&coach->guard);
    score_forget_start(&coach->score);
    signs_watch_restart(&coach->signs.watch);
}

static void begin_set(struct coach *coach, struct outlet *outlet)
{
    coach->stage = STAGE_POSITION;
    coach->reps = 0;
    coach->unseen_us = coach->view_us = 0;
    coach->far_us = 0;
    coach->view_said = coach->turn_said = coach->turning = false;
    score_begin_set(&coach->score);
    signs_begin_set(&coach->signs);
    restart_movement(coach);
    emit_step(coach, outlet, EVENT_SET_STARTED);
}

/* Speeds are read of the signals of all limits, and of the faults that judge speed. */
static uint64_t rates_read(const struct exercise *exercise)
{
    uint64_t slots = 1ull << (2 * FEATURE_BODY_SPEED); /* one at least: none would mean all */
    for (int i = 0; i < exercise->limit_count; i++)
        slots |= 3ull << (2 * (int)exercise->limit[i].signal.kind);
    for (int i = 0; i < exercise->fault_count; i++)
        if (exercise->fault[i].quantity == QUANTITY_RATE)
            slots |= 3ull << (2 * (int)exercise->fault[i].signal.kind);
    return slots;
}

/* Into the step with the given set and side; the set itself is still to begin. */
static void enter_step(struct coach *coach, struct outlet *outlet, int32_t set, enum body_side side)
{
    coach->set = set;
    coach->side = side;
    coach->reference_said = false;
    coach->noisy_said = 0;
    features_restart(&coach->features);
    coach->features.counted = features_level(current(coach)->phase.signal.kind);
    coach->features.rated = rates_read(current(coach));
    coach->now.valid = coach->now.rate_valid = 0;
    coach->in_posture = false;
    memset(&coach->score, 0, sizeof coach->score);
    memset(&coach->signs, 0, sizeof coach->signs);
    emit_step(coach, outlet, EVENT_STEP_STARTED);
}

static void begin_step(struct coach *coach, struct outlet *outlet)
{
    enter_step(coach, outlet, 1, plan_first_side(&coach->plan, coach->step));
    begin_set(coach, outlet);
}

static void abandon_rep(struct coach *coach, struct outlet *outlet)
{
    emit(coach, outlet, EVENT_REP_ABANDONED); /* where it began may be where the next one does */
}

/* Skipping, quitting and the source's end may come in the middle of a repetition. */
static void abandon_open(struct coach *coach, struct outlet *outlet)
{
    if (coach->phase.phase != PHASE_START)
        abandon_rep(coach, outlet);
    restart_movement(coach);
}

static void end_session(struct coach *coach, struct outlet *outlet, enum done_reason reason)
{
    abandon_open(coach, outlet);
    coach_signs_baselines(coach, outlet, BASELINE_ENOUGH); /* of a step that ends early */
    coach->stage = STAGE_DONE;
    coach->pain_open = coach->paused = coach->closing = false;
    coach->rest_pain_open = coach->effort_open = false;
    emit(coach, outlet, EVENT_SESSION_DONE)->u.done.reason = reason;
}

static void begin_rest(struct coach *coach, struct outlet *outlet, bool step_done)
{
    float rest_s = current(coach)->dosage.rest_s;
    coach->stage = STAGE_REST;
    coach->rest_left_us = (int64_t)((double)rest_s * 1e6);
    emit(coach, outlet, EVENT_REST_STARTED)->u.rest.seconds = rest_s;
    ask_in_rest(coach, outlet, step_done);
}

static void end_set(struct coach *coach, struct outlet *outlet)
{
    abandon_open(coach, outlet);
    emit_step(coach, outlet, EVENT_SET_DONE);
    bool last = coach->set >= current(coach)->dosage.sets && !has_other_side(coach);
    if (last) {
        coach_signs_baselines(coach, outlet, 1);
        emit_step(coach, outlet, EVENT_STEP_DONE);
        if (coach->step + 1 >= coach->plan.step_count) {
            if (ask_closing(coach, outlet))
                end_session(coach, outlet, DONE_COMPLETED);
            return;
        }
    }
    begin_rest(coach, outlet, last);
}

/* After a rest: the other side, the next set, or the next step. */
static void end_rest(struct coach *coach, struct outlet *outlet)
{
    float left_s = (float)((double)coach->rest_left_us * 1e-6);
    emit(coach, outlet, EVENT_REST_ENDED)->u.rest.seconds = left_s > 0.0f ? left_s : 0.0f;
    coach->rest_left_us = 0;
    ask_rest_over(coach);
    if (has_other_side(coach)) {
        coach->side = coach->side == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT;
        begin_set(coach, outlet);
    } else if (coach->set < current(coach)->dosage.sets) {
        coach->set++;
        coach->side = plan_first_side(&coach->plan, coach->step);
        begin_set(coach, outlet);
    } else {
        coach->step++;
        begin_step(coach, outlet);
    }
}

/* At the plan's start: mostly its first step, or in the middle, where an earlier session broke off.
 * A set whose repetitions had all been done ends here: its rest comes next. */
static void enter_plan(struct coach *coach, struct outlet *outlet)
{
    const struct plan_start *start = &coach->plan.start;
    coach->step = clamp_int(start->step, 0, coach->plan.step_count - 1);
    enum body_side side = plan_first_side(&coach->plan, coach->step);
    if (plan_has_two_sides(&coach->plan, coach->step) && start->side != SIDE_NONE)
        side = start->side;
    enter_step(coach, outlet, clamp_int(start->set, 1, current(coach)->dosage.sets), side);
    int32_t done = clamp_int(start->reps, 0, reps_wanted(coach));
    if (done < reps_wanted(coach))
        begin_set(coach, outlet);
    coach->reps = done;
    if (done == reps_wanted(coach))
        end_set(coach, outlet);
}

/* What is led by the clock waits at the session's start until it could be read or heard: later a
 * rest has been there for it. 14 letters a second is calm speech. */
static void leave_time_to_listen(struct coach *coach)
{
    const struct exercise *exercise = current(coach);
    size_t letters = strlen(exercise->name) + strlen(exercise->start_cue) +
                     strlen(exercise->side_cue) + strlen(exercise->move_cue);
    if (exercise->guided && coach->stage == STAGE_POSITION)
        coach->phase.clock_us = -(int64_t)letters * 1000000 / 14 - WELCOME_US;
}

static void begin_session(struct coach *coach, struct outlet *outlet)
{
    coach->started = true;
    for (int i = 0; i < coach->plan.change_count; i++) {
        struct event *event = emit(coach, outlet, EVENT_CHANGE);
        event->step = coach->plan.change[i].step;
        event->side = coach->plan.change[i].side;
        event->u.change.index = i;
    }
    enter_plan(coach, outlet);
    leave_time_to_listen(coach);
    if (coach->stage != STAGE_DONE && !coach->closing)
        ask_opening(coach, outlet);
}

/* ---- repetitions ---- */

static void emit_phase(struct coach *coach, struct outlet *outlet, enum phase phase)
{
    emit(coach, outlet, EVENT_PHASE)->u.phase.phase = phase;
}

static void ask_now(struct coach *coach, struct outlet *outlet)
{
    abandon_open(coach, outlet);
    coach->paused = false;
    ask_hurt(coach, outlet);
}

/* The set pauses, unless nobody is there to answer, or pain is asked about already. */
static void heed_alert(struct coach *coach, struct outlet *outlet, bool alert)
{
    if (alert && coach->stage != STAGE_DONE && !ask_waits(coach) && !coach->plan.unattended)
        ask_now(coach, outlet);
}

static void complete_rep(struct coach *coach, struct outlet *outlet)
{
    coach->reps++;
    struct event *event = emit(coach, outlet, EVENT_REP);
    event->u.rep = score_finish(&coach->score, current(coach), &coach->phase, coach->reps);
    score_remember(&coach->score, &event->u.rep);
    bool alert = coach_signs_rep(coach, outlet, &event->u.rep);
    coach->phase.phase = PHASE_START;
    score_forget_start(&coach->score);
    if (coach->reps >= reps_wanted(coach))
        end_set(coach, outlet);
    else
        emit_phase(coach, outlet, PHASE_START);
    heed_alert(coach, outlet, alert);
}

static void turn_back(struct coach *coach, struct outlet *outlet)
{
    struct sign_found found[SIGN_COUNT];
    int count = coach_signs_turned_back(coach, found);
    abandon_rep(coach, outlet);
    bool alert = coach_signs_tell(coach, outlet, found, count, coach->reps + 1);
    emit_phase(coach, outlet, PHASE_START);
    heed_alert(coach, outlet, alert);
}

static void step_score(struct coach *coach, struct outlet *outlet)
{
    const struct exercise *exercise = current(coach);
    struct score_state *score = &coach->score;
    uint32_t passed = score_step(score, exercise, &coach->now, &coach->features, coach->side);
    for (int i = 0; i < exercise->fault_count; i++) {
        if (!(passed >> i & 1u))
            continue;
        struct event *event = emit(coach, outlet, EVENT_FAULT);
        text_copy(event->u.rule.id, sizeof event->u.rule.id, exercise->fault[i].id);
        event->u.rule.value = score->fault[i].value;
        event->u.rule.limit = exercise->fault[i].limit;
    }
    float target_s = exercise->target.hold_s;
    if (exercise->guided && coach->phase.phase == PHASE_HOLD)
        score->hold_s = (float)((double)coach->phase.clock_us * 1e-6);
    else if (exercise->guided && coach->phase.phase == PHASE_RETURN)
        score->hold_s = target_s;
    if (target_s <= 0.0f || score->hold_s < score->hold_said_s + 1.0f)
        return;
    score->hold_said_s += 1.0f;
    if (score->hold_said_s > target_s + 1.0f)
        return; /* the hold is done: counting on would invite more */
    struct event *event = emit(coach, outlet, EVENT_HOLD);
    event->u.hold.held_s = score->hold_said_s;
    event->u.hold.target_s = target_s;
}

static void follow_change(struct coach *coach, struct outlet *outlet, enum phase_change change)
{
    switch (change) {
    case PHASE_READY:
        coach->stage = STAGE_EXERCISE;
        score_forget_start(&coach->score); /* what was passed on the way in is no start */
        emit_step(coach, outlet, EVENT_READY);
        break;
    case PHASE_MOVED:
        score_begin(&coach->score);
        guard_begin(&coach->guard);
        signs_watch_begin(&coach->signs.watch);
        emit_phase(coach, outlet, PHASE_MOVE);
        break;
    case PHASE_REACHED:
        emit_phase(coach, outlet, PHASE_HOLD);
        break;
    case PHASE_LEFT_ZONE:
        emit_phase(coach, outlet, PHASE_RETURN);
        break;
    case PHASE_COMPLETED:
        complete_rep(coach, outlet);
        break;
    case PHASE_ABANDONED:
        turn_back(coach, outlet);
        break;
    case PHASE_DROPPED:
        abandon_rep(coach, outlet);
        break;
    default:
        break;
    }
}

/* Says once a step which limits the camera does not show well enough to be judged. */
static void tell_noisy(struct coach *coach, struct outlet *outlet)
{
    const struct exercise *exercise = current(coach);
    for (int i = 0; i < exercise->limit_count; i++) {
        const struct limit_rule *rule = &exercise->limit[i];
        if (!coach->guard.limit[i].noisy || (coach->noisy_said >> i & 1u))
            continue;
        coach->noisy_said |= 1u << i;
        struct event *event = emit(coach, outlet, EVENT_NOT_SEEN_WELL);
        text_copy(event->u.rule.id, sizeof event->u.rule.id, rule->id);
        event->u.rule.value = guard_noise(exercise, rule, &coach->features);
        event->u.rule.limit = GUARD_NOISE_MOST * abs_float(rule->warn);
    }
}

/* A stop ends the repetition kindly: back to the start posture, not counted, nothing lost. */
static void watch_limits(struct coach *coach, struct outlet *outlet)
{
    const struct profile *profile = &coach->plan.profile;
    bool sore = profile->painful_side != SIDE_NONE &&
                (coach->side == SIDE_NONE || coach->side == profile->painful_side);
    const struct exercise *exercise = current(coach);
    struct guard_warning warning[EXERCISE_MAX_LIMITS];
    int count = guard_step(&coach->guard, exercise, &coach->now, &coach->features, coach->side,
                           sore ? profile->painful_tightening : 1.0f, warning);
    bool stop = false;
    tell_noisy(coach, outlet);
    for (int i = 0; i < count; i++) {
        struct event *event = emit(coach, outlet, EVENT_WARNING);
        text_copy(event->u.rule.id, sizeof event->u.rule.id, exercise->limit[warning[i].rule].id);
        event->u.rule.level = warning[i].level;
        event->u.rule.value = warning[i].value;
        event->u.rule.limit = warning[i].limit;
        event->u.rule.lead_s = warning[i].lead_s;
        stop = stop || warning[i].level == WARNING_STOP;
    }
    if (!stop || coach->phase.phase == PHASE_START)
        return;
    abandon_rep(coach, outlet);
    phase_restart(&coach->phase);
}

static enum phase_change step_phase(struct coach *coach, struct reading count)
{
    const struct exercise *exercise = current(coach);
    if (exercise->guided)
        return phase_step_guided(&coach->phase, &exercise->target, coach->now_us, count.seen);
    return phase_step(&coach->phase, &exercise->phase, coach->now_us, count.seen, count.value);
}

/* Far longer in one repetition than was asked for: the person holds on and on, which no one should,
 * or has stepped back and only looks smaller. Either way it starts anew. */
static void watch_length(struct coach *coach, struct outlet *outlet)
{
    const struct target *target = &current(coach)->target;
    float usual_s = target->move_s + target->hold_s + target->return_s;
    float most_s = REP_MOST_TIMES * usual_s + REP_MOST_MORE_S;
    int64_t open_us = coach->now_us - coach->phase.left_us;
    if (coach->phase.phase == PHASE_START || (double)open_us < (double)most_s * 1e6)
        return;
    abandon_rep(coach, outlet);
    restart_movement(coach);
    coach->stage = STAGE_POSITION;
}

/* Rest is a posture, not one angle alone: standing, the hips are as straight as in a bridge. In
 * another posture than the exercise's nobody is at rest, nor on the way, nor led by the clock. */
static struct reading in_posture(struct coach *coach, const struct pose *pose, struct reading count)
{
    const struct exercise *exercise = current(coach);
    bool moves =
        count.seen && !exercise->guided && phase_progress(&exercise->phase, count.value) > 0.0f;
    coach->in_posture = posture_fits(exercise->posture, exercise->view, pose, &coach->features,
                                     &coach->plan.features, moves);
    count.seen = count.seen && coach->in_posture;
    return count;
}

static void step_movement(struct coach *coach, struct outlet *outlet, const struct pose *pose,
                          int64_t passed_us)
{
    const struct exercise *exercise = current(coach);
    struct reading count =
        features_read(&coach->now, &coach->features, exercise->phase.signal, coach->side);
    struct reading target =
        features_read(&coach->now, &coach->features, exercise->target.signal, coach->side);
    watch_tracking(coach, outlet, pose, count.seen, passed_us);
    if (count.seen && !target.seen)
        watch_view(coach, outlet, passed_us);
    else if (target.seen)
        coach->view_us = 0;
    if (watch_side(coach, outlet, passed_us)) {
        coach->stage = STAGE_POSITION;
        abandon_open(coach, outlet);
    }
    if (coach->features.has_reference && !coach->reference_said) {
        coach->reference_said = true;
        emit_step(coach, outlet, EVENT_REFERENCE);
    }
    count = in_posture(coach, pose, count);
    bool idle = coach->phase.phase == PHASE_START;
    if (idle)
        score_idle(&coach->score, exercise, coach->now_us, count, target);
    enum phase_change change = step_phase(coach, count);
    follow_change(coach, outlet, change);
    if (!idle && change == PHASE_SAME && coach->phase.phase == PHASE_START)
        emit_phase(coach, outlet, PHASE_START); /* a twitch, not a repetition */
    if (coach->stage != STAGE_EXERCISE || coach->pain_open)
        return;
    heed_alert(coach, outlet, coach_signs_watch(coach, outlet, pose, target));
    if (coach->pain_open)
        return;
    if (coach->phase.phase != PHASE_START)
        step_score(coach, outlet);
    watch_limits(coach, outlet);
    watch_length(coach, outlet);
}

/* ---- inputs ---- */

static bool waits(const struct coach *coach)
{
    return coach->paused || ask_waits(coach);
}

static void take_pose(struct coach *coach, struct outlet *outlet, const struct pose *pose,
                      int64_t passed_us)
{
    /* The quiet reference is taken in the start posture, while nothing moves; where that is known
     * by the reference itself, in any posture that shows what is counted. */
    bool rests = coach->phase.at_rest || coach->features.counted;
    bool quiet = coach->phase.phase == PHASE_START && rests && coach->in_posture &&
                 (coach->stage == STAGE_POSITION || coach->stage == STAGE_EXERCISE);
    coach->features.settling = coach->phase.phase == PHASE_START && !coach->phase.at_rest;
    coach->now = features_step(&coach->features, &coach->plan.features, pose, quiet);
    if (waits(coach) || coach->stage == STAGE_REST || coach->stage == STAGE_DONE)
        return;
    step_movement(coach, outlet, pose, passed_us);
}

/* Time without a pose: nobody is seen, the clocks go on. */
static void take_silence(struct coach *coach, struct outlet *outlet, int64_t passed_us)
{
    if (waits(coach) || coach->stage == STAGE_REST)
        return;
    watch_tracking(coach, outlet, NULL, false, passed_us);
    follow_change(coach, outlet, step_phase(coach, (struct reading){0}));
}

static void take_pause(struct coach *coach, struct outlet *outlet, bool pause)
{
    if (coach->paused == pause || ask_waits(coach))
        return;
    coach->paused = pause;
    abandon_open(coach, outlet);
    emit(coach, outlet, pause ? EVENT_PAUSED : EVENT_RESUMED);
}

static void follow_answer(struct coach *coach, struct outlet *outlet, struct ask_outcome outcome)
{
    if (outcome.ends)
        end_session(coach, outlet, outcome.reason);
    else if (outcome.eased && coach->stage == STAGE_EXERCISE && coach->reps >= reps_wanted(coach))
        end_set(coach, outlet);
}

static void take_skip(struct coach *coach, struct outlet *outlet)
{
    struct ask_outcome outcome;
    if (ask_skip(coach, outlet, &outcome))
        follow_answer(coach, outlet, outcome);
    else if (waits(coach))
        return;
    else if (coach->stage == STAGE_REST)
        end_rest(coach, outlet);
    else
        end_set(coach, outlet);
}

static void take_action(struct coach *coach, struct outlet *outlet, struct action action)
{
    switch (action.type) {
    case ACTION_PAUSE:
        take_pause(coach, outlet, true);
        break;
    case ACTION_GO_ON:
        if (!waits(coach) && coach->stage == STAGE_REST)
            end_rest(coach, outlet);
        else
            take_pause(coach, outlet, false);
        break;
    case ACTION_SKIP:
        take_skip(coach, outlet);
        break;
    case ACTION_QUIT:
        end_session(coach, outlet, DONE_QUIT);
        break;
    case ACTION_THAT_HURT:
        if (coach->pain_open || ask_is_screening(coach))
            break;
        ask_now(coach, outlet);
        break;
    default:
        follow_answer(coach, outlet, ask_take(coach, outlet, action));
        break;
    }
}

void coach_init(struct coach *coach, const struct plan *plan)
{
    memset(coach, 0, sizeof *coach);
    coach->plan = *plan;
    coach->plan_hash = plan_hash(plan);
    coach->set = 1;
    coach->ease = plan->start.ease > 0.0f ? clamp_float(plan->start.ease, 0.0f, 1.0f) : 1.0f;
    coach->first_nrs = -1;
}

/* Lets the time since the last input pass. */
static int64_t pass_time(struct coach *coach, struct outlet *outlet, int64_t t_us)
{
    int64_t passed_us = coach->started ? t_us - coach->now_us : 0;
    coach->now_us = t_us;
    if (!coach->started)
        begin_session(coach, outlet);
    if (coach->stage == STAGE_REST && !waits(coach)) {
        coach->rest_left_us -= passed_us;
        if (coach->rest_left_us <= 0)
            end_rest(coach, outlet);
    }
    return passed_us;
}

int coach_step(struct coach *coach, const struct input *input, struct event out[COACH_MAX_EVENTS])
{
    struct outlet outlet = {out, 0};
    bool backwards = coach->started && input->t_us < coach->now_us;
    bool repeated = coach->started && input->type == INPUT_POSE && input->t_us == coach->now_us &&
                    coach->features.last_us == input->t_us;
    if (backwards || repeated || coach->stage == STAGE_DONE || coach->plan.step_count == 0)
        return 0;
    int64_t passed_us = pass_time(coach, &outlet, input->t_us);
    if (coach->stage == STAGE_DONE)
        return outlet.count; /* the plan begins where nothing was left to do */
    switch (input->type) {
    case INPUT_POSE:
        take_pose(coach, &outlet, &input->u.pose, passed_us);
        break;
    case INPUT_TICK:
        take_silence(coach, &outlet, passed_us);
        break;
    case INPUT_GAP:
        emit(coach, &outlet, EVENT_GAP)->u.gap.dropped = input->u.dropped;
        break;
    default:
        take_action(coach, &outlet, input->u.action);
        break;
    }
    return outlet.count;
}

int coach_finish(struct coach *coach, struct event out[COACH_MAX_EVENTS])
{
    struct outlet outlet = {out, 0};
    if (coach->stage == STAGE_DONE || !coach->started)
        return 0;
    if (coach->phase.phase == PHASE_RETURN && coach->phase.at_rest && !waits(coach))
        complete_rep(coach, &outlet); /* back at rest; only the settling was not seen */
    if (coach->stage != STAGE_DONE)
        end_session(coach, &outlet, coach->closing ? DONE_COMPLETED : DONE_SOURCE_ENDED);
    return outlet.count;
}
