#include "movement/exact.h"
#include "session/performer_state.h"

#include <string.h>

#define REACTION_S   0.6  /* from hearing a cue to moving */
#define SETTLE_S     2.0  /* into another posture */
#define SHIFT_S      1.2  /* into the start of the same one */
#define QUIET_S      3.8  /* in the start posture: the coach takes its quiet reference */
#define QUIET_MAX_S  10.0 /* then the person begins, ready or not */
#define AGAIN_S      3.0  /* all done but the set goes on: wait this long, then do another */
#define EASE_S       1.2  /* back to the start on a stop */
#define AFTER_STOP_S 2.0
#define WELCOME_S    7.0

const struct exercise *performer_exercise(const struct performer *performer)
{
    return &performer->plan->step[performer->step];
}

void performer_begin(struct performer *performer, enum activity activity, double at_s,
                     double length_s)
{
    performer->activity = activity;
    performer->since_s = at_s;
    performer->length_s = length_s;
}

int64_t performer_microseconds(double seconds)
{
    return (int64_t)exact_round(seconds * 1e6);
}

struct performer_rep *performer_open_rep(const struct performer *performer)
{
    if (performer->rep_count == 0)
        return NULL;
    struct performer_rep *rep = &performer->rep[performer->rep_count - 1];
    return rep->end_us == 0 ? rep : NULL;
}

/* The flaw of the options, where this repetition is to have it; tiredness grows over the set. */
static struct flaw flaw_now(const struct performer *performer)
{
    const struct performer_options *options = &performer->options;
    struct flaw flaw = options->flaw;
    int bit = performer->attempts < 32 ? performer->attempts - 1 : 31;
    bool chosen = options->flaw_reps == 0 || (options->flaw_reps >> bit & 1u);
    if (!chosen || performer->set < options->flaw_from_set)
        flaw.kind = FLAW_NONE;
    if (flaw.kind == FLAW_FATIGUE && performer->wanted > 1) {
        float part = (float)(performer->attempts - 1) / (float)(performer->wanted - 1);
        flaw.grade *= part < 1 ? part : 1;
    }
    return flaw;
}

static void make_intent(struct performer *performer, struct flaw *flaw)
{
    const struct exercise *exercise = performer_exercise(performer);
    const struct body_shape *shape = &performer->sight.shape;
    bool faulty = performer->options.faulty_set == performer->set;
    struct intent *intent = &performer->intent;
    *intent = intent_make(exercise, performer->side, performer->attempts, faulty, &performer->luck);
    if (performer->options.varied && !faulty)
        flaw_vary(exercise, shape, performer->side, &performer->whim, intent);
    *flaw = flaw_now(performer);
    if (flaw_apply(exercise, shape, performer->side, *flaw, intent))
        intent->faults |= PERFORMER_FLAWED;
    else
        *flaw = (struct flaw){0};
}

static void begin_rep(struct performer *performer, double at_s)
{
    const struct intent *intent = &performer->intent;
    struct flaw flaw;
    performer->attempts++;
    make_intent(performer, &flaw);
    performer->withdraw_s = -1;
    performer->noted = false;
    performer->hand_s = 0;
    performer_begin(performer, MOVING, at_s, (double)intent->move_s + (double)intent->hesitation_s);
    if (performer->rep_count == performer->rep_room)
        return;
    struct performer_rep *rep = &performer->rep[performer->rep_count++];
    *rep = (struct performer_rep){.step = performer->step,
                                  .set = performer->set,
                                  .index = performer->attempts,
                                  .side = performer->side,
                                  .start_us = performer_microseconds(at_s),
                                  .move_s = intent->move_s + intent->hesitation_s,
                                  .hold_s = intent->hold_s,
                                  .return_s = intent->return_s,
                                  .hidden = performer->options.hips_hidden == performer->attempts,
                                  .faults = intent->faults,
                                  .flaw = flaw};
}

/* On the way back already, just goes on. */
void performer_ease_off(struct performer *performer)
{
    struct performer_rep *rep = performer_open_rep(performer);
    if (rep)
        rep->faults |= PERFORMER_STOPPED;
    if (performer->activity != MOVING && performer->activity != HOLDING)
        return;
    performer->eased_share = performer_target_share(performer);
    performer->eased_offset = performer_offset_share(performer);
    performer->eased_hand = performer_hand_share(performer);
    performer_begin(performer, EASING, performer->now_s, EASE_S);
}

void performer_end_rep(struct performer *performer, double at_s)
{
    struct performer_rep *rep = performer_open_rep(performer);
    if (!rep)
        return;
    rep->end_us = performer_microseconds(at_s);
    rep->completed = !(rep->faults & PERFORMER_STOPPED) && !performer->intent.turns_back;
}

void performer_settle(struct performer *performer, double at_s)
{
    const struct exercise *exercise = performer_exercise(performer);
    struct sight *sight = &performer->sight;
    performer->from = performer->drawn;
    performer->from_angles = performer->angles;
    performer->start = intent_angles(exercise, 0, performer->side);
    performer->target = intent_angles(exercise, 1, performer->side);
    performer->blends = exercise->posture != performer->posture ||
                        exercise->view != performer->view || sight->turned != performer->turned ||
                        performer->start.on_left_side != performer->angles.on_left_side;
    performer->posture = exercise->posture;
    performer->view = exercise->view;
    performer->turned = sight->turned;
    performer->camera = sight_camera(sight, exercise->posture, exercise->view);
    performer_begin(performer, SETTLING, at_s + REACTION_S, performer->blends ? SETTLE_S : SHIFT_S);
}

/* After PAUSING or QUIET: the next repetition, or waiting for the coach. */
static void go_on(struct performer *performer, double at_s)
{
    if (!performer->in_set || performer->held) {
        performer_begin(performer, WAITING, at_s, 0);
        return;
    }
    bool done = performer->attempts >= performer->wanted;
    double since_s = at_s - performer->since_s;
    if (performer->activity == PAUSING && done && performer->length_s < AGAIN_S) {
        performer->length_s = AGAIN_S;
        return;
    }
    /* Who is led by the clock waits to be led. */
    bool waits = performer_exercise(performer)->guided || since_s < QUIET_MAX_S;
    if (performer->activity == QUIET && !performer->heard_ready && waits) {
        performer->length_s = since_s + 0.1;
        return;
    }
    begin_rep(performer, at_s);
}

/* Nobody moves before having heard what to do; after a rest it has been said in the rest. Calm
 * speech is 14 letters a second. */
static double listening_s(const struct performer *performer)
{
    const struct exercise *exercise = performer_exercise(performer);
    if (!performer->options.listens || performer->rep_count > 0)
        return 0;
    return (double)(strlen(exercise->name) + strlen(exercise->start_cue) +
                    strlen(exercise->side_cue) + strlen(exercise->move_cue)) /
               14 +
           WELCOME_S;
}

/* The present activity is over at at_s. */
static void advance(struct performer *performer, double at_s)
{
    const struct intent *intent = &performer->intent;
    switch (performer->activity) {
    case SETTLING:
        performer_begin(performer, QUIET, at_s, QUIET_S + listening_s(performer));
        break;
    case MOVING:
        performer_begin(performer, HOLDING, at_s, (double)intent->hold_s);
        break;
    case HOLDING:
        performer_begin(performer, RETURNING, at_s, (double)intent->return_s);
        break;
    case RETURNING:
        performer_end_rep(performer, at_s);
        performer_begin(performer, PAUSING, at_s, (double)intent->pause_s);
        break;
    case EASING:
        performer_end_rep(performer, at_s);
        performer_begin(performer, PAUSING, at_s, AFTER_STOP_S);
        break;
    default:
        go_on(performer, at_s);
        break;
    }
}

void performer_live(struct performer *performer)
{
    while (performer->activity != WAITING) {
        double end_s = performer->since_s + performer->length_s;
        if (end_s > performer->now_s)
            break;
        advance(performer, end_s);
    }
}
