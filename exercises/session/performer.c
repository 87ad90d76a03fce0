#include "session/performer.h"

#include <stdlib.h>

#include "movement/exact.h"
#include "session/gauge.h"
#include "session/intent.h"
#include "session/sight.h"

#define REACTION_S   0.6  /* from hearing a cue to moving */
#define SETTLE_S     2.0  /* into another posture */
#define SHIFT_S      1.2  /* into the start of the same one */
#define QUIET_S      3.8  /* in the start posture: the coach takes its quiet reference */
#define QUIET_MAX_S  10.0 /* then the person begins, ready or not */
#define AGAIN_S      3.0  /* all done but the set goes on: wait this long, then do another */
#define EASE_S       1.2  /* back to the start on a stop */
#define WITHDRAW_S   0.8  /* out of a fault on a warning */
#define AFTER_STOP_S 2.0
#define RESUME_S     2.0
#define END_AFTER_S  2.0
#define UNCOUNTED_S  120.0 /* a set without a repetition counted: nobody sees this person */
#define UNHEARD_S    600.0 /* no event at all, pauses aside */
#define TREMOR_HZ    4.0
#define NOISE_LINES  480.0 /* noise is given in pixels of a picture this high */

/* What the person is doing; each lasts `length_s` from `since_s`. */
enum activity {
    WAITING, /* resting, listening */
    SETTLING,
    QUIET, /* in the start posture, before the first repetition */
    MOVING,
    HOLDING,
    RETURNING,
    PAUSING,
    EASING /* back to the start before the repetition is over */
};

struct performer {
    const struct plan *plan; /* borrowed */
    struct performer_options options;
    struct chance luck; /* of tempo and range */
    struct chance whim; /* of how clean repetitions vary */
    struct sight sight;
    int64_t frame;
    double now_s;

    enum activity activity;
    double since_s, length_s;
    int32_t step, set, attempts, wanted; /* of the current set */
    enum body_side side;
    bool in_set, heard_ready, held, over;
    double counted_s; /* last repetition counted, or the set's start */
    double heard_s;   /* last event */
    double end_s;     /* the session is done; 0 before */

    struct intent intent;
    double withdraw_s;                        /* began to withdraw the fault; < 0: not */
    double eased_share, eased_offset;         /* where EASING began */
    struct body_angles start, target, angles; /* of this set, and now */
    enum posture posture;
    enum view view;
    struct body_camera camera;
    bool blends; /* SETTLING between postures or views: from picture to picture */
    struct pose from, drawn;
    struct body_angles from_angles;

    struct performer_rep *rep; /* owned; of the last one, how far it went: */
    bool noted;
    double furthest;
    int rep_count, rep_room;
};

static const struct body_angles no_offset = {0};

struct performer_options performer_options_default(void)
{
    return (struct performer_options){
        .faulty_set = 2, .frame_rate = 30, .noise_px = 0.5f, .seed = 1, .aspect = 16.0f / 9.0f};
}

const char *performer_fault_name(enum performer_fault fault)
{
    static const char *const names[] = {"short",      "hurried", "posture", "hold_cut",
                                        "near_limit", "stopped", "rushed",  "flawed"};
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
        if ((unsigned)fault == 1u << i)
            return names[i];
    return "none";
}

/* Minimum-jerk position (Flash and Hogan 1985): 0 to 1 over 0..1. */
static double smooth_step(double u)
{
    u = u < 0 ? 0 : u > 1 ? 1 : u;
    return u * u * u * (10 + u * (6 * u - 15));
}

static const struct exercise *current(const struct performer *performer)
{
    return &performer->plan->step[performer->step];
}

struct performer *performer_create(const struct plan *plan, struct performer_options options)
{
    struct performer *performer = calloc(1, sizeof *performer);
    if (!performer)
        return NULL;
    struct performer_options standard = performer_options_default();
    options.frame_rate = options.frame_rate > 0 ? options.frame_rate : standard.frame_rate;
    options.frame_rate = clamp_float(options.frame_rate, 1, 240);
    options.aspect = options.aspect > 0 ? options.aspect : standard.aspect;
    performer->plan = plan;
    performer->options = options;
    performer->luck = chance_seeded(options.seed);
    sight_init(&performer->sight, ~options.seed, (float)((double)options.noise_px / NOISE_LINES),
               options.dropout, options.aspect);
    performer->sight.correlation = clamp_float(options.correlation, 0, 0.99f);
    performer->whim = chance_seeded(options.seed ^ 0x5bd1e995u);
    if (options.varied)
        sight_vary(&performer->sight, chance_bits(&performer->whim));
    if (options.body_px > 0)
        performer->sight.tall = clamp_float(options.body_px / (float)NOISE_LINES, 0.3f, 0.95f);
    performer->withdraw_s = -1;
    performer->posture = POSTURE_STANDING;
    performer->view = VIEW_FRONT;
    performer->camera = sight_camera(&performer->sight, POSTURE_STANDING, VIEW_FRONT);
    /* Room for every repetition and as many again that a coach might not count. */
    for (int i = 0; i < plan->step_count; i++)
        performer->rep_room += 4 * plan->step[i].dosage.sets * plan->step[i].dosage.reps + 64;
    performer->rep = calloc((size_t)performer->rep_room + 1, sizeof *performer->rep);
    if (!performer->rep) {
        free(performer);
        return NULL;
    }
    return performer;
}

void performer_free(struct performer *performer)
{
    if (!performer)
        return;
    free(performer->rep);
    free(performer);
}

int performer_truth(const struct performer *performer, const struct performer_rep **rep)
{
    *rep = performer->rep;
    return performer->rep_count;
}

/* ---- what to do next ---- */

static void begin(struct performer *performer, enum activity activity, double at_s, double length_s)
{
    performer->activity = activity;
    performer->since_s = at_s;
    performer->length_s = length_s;
}

static double progress(const struct performer *performer)
{
    if (performer->length_s <= 0)
        return 1;
    double u = (performer->now_s - performer->since_s) / performer->length_s;
    return u < 0 ? 0 : u > 1 ? 1 : u;
}

static int64_t microseconds(double seconds)
{
    return (int64_t)exact_round(seconds * 1e6);
}

static struct performer_rep *open_rep(struct performer *performer)
{
    if (performer->rep_count == 0)
        return NULL;
    struct performer_rep *rep = &performer->rep[performer->rep_count - 1];
    return rep->end_us == 0 ? rep : NULL;
}

static void begin_rep(struct performer *performer, double at_s)
{
    const struct exercise *exercise = current(performer);
    bool faulty = performer->options.faulty_set == performer->set;
    performer->attempts++;
    performer->intent =
        intent_make(exercise, performer->side, performer->attempts, faulty, &performer->luck);
    const struct body_shape *shape = &performer->sight.shape;
    struct intent *intent = &performer->intent;
    if (performer->options.varied && !faulty)
        flaw_vary(exercise, shape, performer->side, &performer->whim, intent);
    if (flaw_apply(exercise, shape, performer->side, performer->options.flaw, intent))
        intent->faults |= PERFORMER_FLAWED;
    performer->withdraw_s = -1;
    performer->noted = false;
    begin(performer, MOVING, at_s, (double)intent->move_s + (double)intent->hesitation_s);
    if (performer->rep_count == performer->rep_room)
        return;
    struct performer_rep *rep = &performer->rep[performer->rep_count++];
    *rep = (struct performer_rep){.step = performer->step,
                                  .set = performer->set,
                                  .index = performer->attempts,
                                  .side = performer->side,
                                  .start_us = microseconds(at_s),
                                  .move_s = intent->move_s + intent->hesitation_s,
                                  .hold_s = intent->hold_s,
                                  .return_s = intent->return_s,
                                  .hidden = performer->options.hips_hidden == performer->attempts,
                                  .faults = intent->faults};
}

/* How much of the fault shows: it grows late on the way there and goes early on the way back. */
static double offset_share(const struct performer *performer)
{
    double share, u = progress(performer);
    if (performer->activity == MOVING)
        share = smooth_step((u - 0.4) / 0.6);
    else if (performer->activity == HOLDING)
        share = 1;
    else if (performer->activity == RETURNING)
        share = 1 - smooth_step(u / 0.6);
    else if (performer->activity == EASING)
        return performer->eased_offset * (1 - smooth_step(u));
    else
        return 0;
    if (performer->withdraw_s < 0)
        return share;
    return share * (1 - smooth_step((performer->now_s - performer->withdraw_s) / WITHDRAW_S));
}

/* There in one smooth movement, or in two with a stop between them. */
static double way_there(const struct intent *intent, double u)
{
    double move_s = (double)intent->move_s, stop_s = (double)intent->hesitation_s;
    if (stop_s <= 0)
        return smooth_step(u);
    double at_s = u * (move_s + stop_s), second_s = at_s - move_s / 2 - stop_s;
    return (smooth_step(2 * at_s / move_s) + smooth_step(2 * second_s / move_s)) / 2;
}

/* Grows and fades with the movement, so that the start is still. */
static double tremor(const struct performer *performer, double share)
{
    double turns = TREMOR_HZ * performer->now_s;
    turns -= (double)(int64_t)turns;
    double full = share < 0.2 ? share / 0.2 : 1;
    return full * (double)performer->intent.tremor * exact_sin(2 * EXACT_PI * turns);
}

static double planned_share(const struct performer *performer)
{
    double whole = (double)performer->intent.share, u = progress(performer);
    switch (performer->activity) {
    case MOVING:
        return whole * way_there(&performer->intent, u);
    case HOLDING:
        return whole;
    case RETURNING:
        return whole * (1 - smooth_step(u));
    case EASING:
        return performer->eased_share * (1 - smooth_step(u));
    default:
        return 0;
    }
}

static double target_share(const struct performer *performer)
{
    double share = planned_share(performer);
    return performer->intent.tremor > 0 ? share + tremor(performer, share) : share;
}

static bool is_moving(const struct performer *performer)
{
    return performer->activity == MOVING || performer->activity == HOLDING ||
           performer->activity == RETURNING;
}

/* Turns back from wherever the movement is; on the way back already, just goes on. */
static void ease_off(struct performer *performer)
{
    struct performer_rep *rep = open_rep(performer);
    if (rep)
        rep->faults |= PERFORMER_STOPPED;
    if (performer->activity != MOVING && performer->activity != HOLDING)
        return;
    performer->eased_share = target_share(performer);
    performer->eased_offset = offset_share(performer);
    begin(performer, EASING, performer->now_s, EASE_S);
}

static void end_rep(struct performer *performer, double at_s)
{
    struct performer_rep *rep = open_rep(performer);
    if (!rep)
        return;
    rep->end_us = microseconds(at_s);
    rep->completed = !(rep->faults & PERFORMER_STOPPED) && !performer->intent.turns_back;
}

static void settle(struct performer *performer, double at_s)
{
    const struct exercise *exercise = current(performer);
    performer->from = performer->drawn;
    performer->from_angles = performer->angles;
    performer->start = intent_angles(exercise, 0, performer->side);
    performer->target = intent_angles(exercise, 1, performer->side);
    performer->blends = exercise->posture != performer->posture ||
                        exercise->view != performer->view ||
                        performer->start.on_left_side != performer->angles.on_left_side;
    performer->posture = exercise->posture;
    performer->view = exercise->view;
    performer->camera = sight_camera(&performer->sight, exercise->posture, exercise->view);
    begin(performer, SETTLING, at_s + REACTION_S, performer->blends ? SETTLE_S : SHIFT_S);
}

/* After PAUSING or QUIET: the next repetition, or waiting for the coach. */
static void go_on(struct performer *performer, double at_s)
{
    if (!performer->in_set || performer->held) {
        begin(performer, WAITING, at_s, 0);
        return;
    }
    bool done = performer->attempts >= performer->wanted;
    double since_s = at_s - performer->since_s;
    if (performer->activity == PAUSING && done && performer->length_s < AGAIN_S) {
        performer->length_s = AGAIN_S;
        return;
    }
    if (performer->activity == QUIET && !performer->heard_ready && since_s < QUIET_MAX_S) {
        performer->length_s = since_s + 0.1;
        return;
    }
    begin_rep(performer, at_s);
}

/* The present activity is over at at_s. */
static void advance(struct performer *performer, double at_s)
{
    switch (performer->activity) {
    case SETTLING:
        begin(performer, QUIET, at_s, QUIET_S);
        break;
    case MOVING:
        begin(performer, HOLDING, at_s, (double)performer->intent.hold_s);
        break;
    case HOLDING:
        begin(performer, RETURNING, at_s, (double)performer->intent.return_s);
        break;
    case RETURNING:
        end_rep(performer, at_s);
        begin(performer, PAUSING, at_s, (double)performer->intent.pause_s);
        break;
    case EASING:
        end_rep(performer, at_s);
        begin(performer, PAUSING, at_s, AFTER_STOP_S);
        break;
    default:
        go_on(performer, at_s);
        break;
    }
}

static void live_until_now(struct performer *performer)
{
    while (performer->activity != WAITING) {
        double end_s = performer->since_s + performer->length_s;
        if (end_s > performer->now_s)
            break;
        advance(performer, end_s);
    }
}

/* ---- what the person hears ---- */

static void hear_set(struct performer *performer, const struct event *event)
{
    if (event->step < 0 || event->step >= performer->plan->step_count)
        return;
    ease_off(performer);
    end_rep(performer, performer->now_s);
    performer->step = event->step;
    performer->set = event->set;
    performer->side = event->side;
    performer->wanted = event->u.step.reps;
    performer->attempts = 0;
    performer->in_set = true;
    performer->heard_ready = false;
    performer->counted_s = performer->now_s;
    settle(performer, performer->now_s);
}

static void hear_warning(struct performer *performer, enum warning_level level)
{
    if (level == WARNING_STOP)
        ease_off(performer);
    else if (performer->options.heedless)
        return;
    else if (level != WARNING_WITHDRAWN && performer->withdraw_s < 0)
        performer->withdraw_s = performer->now_s + 0.2; /* as quick as people react */
}

/* A coach may call a repetition done in its last moments: that is no stop. */
static void leave_set(struct performer *performer)
{
    performer->in_set = false;
    if (performer->activity == MOVING || performer->activity == HOLDING)
        ease_off(performer);
    else if (performer->activity == RETURNING)
        end_rep(performer, performer->since_s + performer->length_s);
}

static void hear(void *self, const struct event *event)
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
    case EVENT_PAUSED:
    case EVENT_PAIN_ASKED:
        performer->held = true;
        ease_off(performer);
        break;
    case EVENT_RESUMED:
    case EVENT_PAIN_ANSWERED:
        performer->held = false;
        performer->counted_s = performer->now_s;
        if (performer->activity == WAITING && performer->in_set)
            begin(performer, PAUSING, performer->now_s, RESUME_S);
        break;
    case EVENT_SET_DONE:
        leave_set(performer);
        break;
    case EVENT_SESSION_DONE:
        leave_set(performer);
        performer->end_s = performer->now_s + END_AFTER_S;
        break;
    default:
        break;
    }
}

/* ---- what the camera sees ---- */

static struct pose draw(struct performer *performer)
{
    double s = smooth_step(progress(performer));
    bool settles = performer->activity == SETTLING;
    if (!settles)
        performer->angles =
            angles_between(&performer->start, &performer->target, target_share(performer),
                           &performer->intent.offset, offset_share(performer));
    else if (performer->blends)
        performer->angles = performer->start;
    else
        performer->angles =
            angles_between(&performer->from_angles, &performer->start, s, &no_offset, 0);
    struct pose pose = sight_draw(&performer->sight, performer->angles, performer->posture,
                                  &performer->camera, performer->now_s);
    if (settles && performer->blends)
        return sight_between(&performer->from, &pose, s);
    return pose;
}

/* Keeps the angles of the moment that goes furthest, by the target signal where angles give it. */
static void note_truth(struct performer *performer)
{
    struct performer_rep *rep = open_rep(performer);
    if (!rep || !is_moving(performer))
        return;
    const struct exercise *exercise = current(performer);
    struct signal signal = exercise->target.signal;
    double from, to, value;
    bool has_value = intent_value(exercise, performer->side, signal, &performer->start, &from) &&
                     intent_value(exercise, performer->side, signal, &performer->target, &to) &&
                     intent_value(exercise, performer->side, signal, &performer->angles, &value);
    double far = target_share(performer);
    if (has_value)
        far = to >= from ? value - from : from - value;
    if (performer->noted && far <= performer->furthest)
        return;
    performer->furthest = far;
    performer->noted = true;
    rep->has_value = has_value;
    rep->value = has_value ? (float)value : 0;
    rep->target = performer->angles;
}

static bool gives_up(const struct performer *performer)
{
    if (performer->end_s > 0)
        return performer->now_s >= performer->end_s;
    if (performer->held)
        return false;
    if (performer->in_set && performer->now_s - performer->counted_s > UNCOUNTED_S)
        return true;
    return performer->now_s - performer->heard_s > UNHEARD_S;
}

static enum pull next(void *self, struct input *out, struct error *err)
{
    (void)err;
    struct performer *performer = self;
    if (performer->over)
        return PULL_END;
    performer->frame++;
    performer->now_s = (double)performer->frame / (double)performer->options.frame_rate;
    if (gives_up(performer)) {
        performer->over = true;
        return PULL_END;
    }
    live_until_now(performer);
    struct pose pose = performer->drawn = draw(performer);
    note_truth(performer);
    const struct performer_rep *rep = open_rep(performer);
    performer->sight.hidden = 0;
    if (rep && rep->hidden)
        performer->sight.hidden = 1u << JOINT_LEFT_HIP | 1u << JOINT_RIGHT_HIP;
    sight_blur(&performer->sight, performer->view, &pose);
    pose.t_us = microseconds(performer->now_s);
    *out = (struct input){.t_us = pose.t_us, .type = INPUT_POSE, .u.pose = pose};
    return PULL_INPUT;
}

bool performer_looks(const struct performer *performer, struct pose *now, struct pose *rest)
{
    const struct exercise *exercise = current(performer);
    const struct body_shape *shape = &performer->sight.shape;
    if (!performer->in_set || performer->activity == SETTLING)
        return false;
    *now = gauge_look(shape, &performer->angles, exercise->posture, exercise->view);
    *rest = gauge_look(shape, &performer->start, exercise->posture, exercise->view);
    return true;
}

struct input_source performer_source(struct performer *performer)
{
    return (struct input_source){next, performer};
}

struct sink performer_sink(struct performer *performer)
{
    return (struct sink){hear, performer};
}
