#include "movement/exact.h"
#include "session/performer_state.h"

#define WITHDRAW_S 0.8 /* out of a fault on a warning */
#define TREMOR_HZ  4.0
#define RUB_HZ     1.5
#define HAND_S     0.4 /* a hand's way to the hip, and back */

static const struct body_angles no_offset = {0};

double performer_smooth(double u)
{
    u = u < 0 ? 0 : u > 1 ? 1 : u;
    return u * u * u * (10 + u * (6 * u - 15));
}

double performer_progress(const struct performer *performer)
{
    if (performer->length_s <= 0)
        return 1;
    double u = (performer->now_s - performer->since_s) / performer->length_s;
    return u < 0 ? 0 : u > 1 ? 1 : u;
}

/* It grows late on the way there and goes early on the way back. */
double performer_offset_share(const struct performer *performer)
{
    double share, u = performer_progress(performer);
    if (performer->activity == MOVING)
        share = performer_smooth((u - 0.4) / 0.6);
    else if (performer->activity == HOLDING)
        share = 1;
    else if (performer->activity == RETURNING)
        share = 1 - performer_smooth(u / 0.6);
    else if (performer->activity == EASING)
        return performer->eased_offset * (1 - performer_smooth(u));
    else
        return 0;
    if (performer->withdraw_s < 0)
        return share;
    double gone = (performer->now_s - performer->withdraw_s) / WITHDRAW_S;
    return share * (1 - performer_smooth(gone));
}

/* There in one smooth movement, or in two with a stop between them. */
static double way_there(const struct intent *intent, double u)
{
    double move_s = (double)intent->move_s, stop_s = (double)intent->hesitation_s;
    if (stop_s <= 0)
        return performer_smooth(u);
    double at_s = u * (move_s + stop_s), second_s = at_s - move_s / 2 - stop_s;
    return (performer_smooth(2 * at_s / move_s) + performer_smooth(2 * second_s / move_s)) / 2;
}

/* -1..1, hz times a second. */
static double swing(double hz, double t_s)
{
    double turns = hz * t_s;
    return exact_sin(2 * EXACT_PI * (turns - (double)(int64_t)turns));
}

/* Grows and fades with the movement, so that the start is still. */
static double tremor(const struct performer *performer, double share)
{
    double full = share < 0.2 ? share / 0.2 : 1;
    return full * (double)performer->intent.tremor * swing(TREMOR_HZ, performer->now_s);
}

static double planned_share(const struct performer *performer)
{
    double whole = (double)performer->intent.share, u = performer_progress(performer);
    switch (performer->activity) {
    case MOVING:
        return whole * way_there(&performer->intent, u);
    case HOLDING:
        return whole;
    case RETURNING:
        return whole * (1 - performer_smooth(u));
    case EASING:
        return performer->eased_share * (1 - performer_smooth(u));
    default:
        return 0;
    }
}

double performer_target_share(const struct performer *performer)
{
    double share = planned_share(performer);
    return performer->intent.tremor > 0 ? share + tremor(performer, share) : share;
}

/* Since the repetition began; < 0 outside of one. */
static double rep_time(const struct performer *performer)
{
    const struct intent *intent = &performer->intent;
    double there_s = (double)intent->move_s + (double)intent->hesitation_s;
    double at_s = performer->now_s - performer->since_s;
    switch (performer->activity) {
    case MOVING:
        return at_s;
    case HOLDING:
        return there_s + at_s;
    case RETURNING:
        return there_s + (double)intent->hold_s + at_s;
    default:
        return -1;
    }
}

double performer_hand_share(const struct performer *performer)
{
    const struct intent *intent = &performer->intent;
    double at_s = rep_time(performer);
    if (intent->hand == SIDE_NONE)
        return 0;
    if (performer->activity == EASING)
        return performer->eased_hand * (1 - performer_smooth(performer_progress(performer)));
    if (at_s < 0)
        return 0;
    double middle_s = (double)intent_length_s(intent) / 2,
           from_s = middle_s - (double)intent->hand_s / 2;
    double to_s = from_s + (double)intent->hand_s;
    if (at_s < from_s)
        return performer_smooth((at_s - from_s + HAND_S) / HAND_S);
    return at_s <= to_s ? 1 : 1 - performer_smooth((at_s - to_s) / HAND_S);
}

static void bring_hand(const struct performer *performer, struct body_angles *angles)
{
    const struct intent *intent = &performer->intent;
    double share = performer_hand_share(performer);
    if (share <= 0)
        return;
    int side = intent->hand == SIDE_RIGHT ? 1 : 0;
    double rub = (double)intent->rub * swing(RUB_HZ, performer->now_s);
    float *shoulder = &angles->shoulder_flexion[side], *elbow = &angles->elbow_flexion[side];
    *shoulder = (float)((1 - share) * (double)*shoulder + share * (double)intent->hand_shoulder);
    *elbow = (float)((1 - share) * (double)*elbow + share * ((double)intent->hand_elbow + rub));
}

struct body_angles performer_angles(const struct performer *performer)
{
    double s = performer_smooth(performer_progress(performer));
    if (performer->activity == SETTLING && performer->blends)
        return performer->start;
    if (performer->activity == SETTLING)
        return angles_between(&performer->from_angles, &performer->start, s, &no_offset, 0);
    struct body_angles angles =
        angles_between(&performer->start, &performer->target, performer_target_share(performer),
                       &performer->intent.offset, performer_offset_share(performer));
    bring_hand(performer, &angles);
    return angles;
}
