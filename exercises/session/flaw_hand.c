#include "session/flaw_hand.h"

#include "session/gauge.h"

#define CLEARLY_AWAY 0.30 /* trunk lengths: a hand that is nearer without a flaw belongs there */
#define NEAR_ENOUGH  0.01 /* of the distance that was meant */
#define ON_THE_WAY_S 0.8f /* a hand comes and goes */
#define RUB_DEG      4.0f /* 0.035 trunk lengths to either side */

/* How near the hands are with one arm so: the furthest of a moment on the way and the target, as
 * the thigh moves under the hand. */
static double hand_at(const struct situation *c, const struct intent *intent, int side,
                      float shoulder, float elbow)
{
    double furthest = 0;
    for (int i = 1; i <= 2; i++) {
        struct body_angles at = angles_between(
            &c->start, &c->target, (double)intent->share * 0.5 * (double)i, &intent->offset, 1);
        at.shoulder_flexion[side] = shoulder;
        at.elbow_flexion[side] = elbow;
        struct pose look = gauge_look(c->shape, &at, c->exercise->posture, c->exercise->view);
        double hand = gauge_hand(&look);
        furthest = hand > furthest ? hand : furthest;
    }
    return furthest;
}

/* Of all ways the arm can bend, the one whose hand comes closest to being so near. */
static double bend_arm(const struct situation *c, int side, double wanted, struct intent *intent)
{
    double best = 1;
    for (float shoulder = -60; shoulder <= 90; shoulder += 5)
        for (float elbow = 0; elbow <= 140; elbow += 5) {
            double off = situation_size(hand_at(c, intent, side, shoulder, elbow) - wanted);
            if (off >= best)
                continue;
            best = off;
            intent->hand_shoulder = shoulder;
            intent->hand_elbow = elbow;
        }
    return best;
}

bool flaw_put_hand(const struct situation *c, enum body_side hand, float grade, bool rubs,
                   struct intent *intent)
{
    int side = hand == SIDE_RIGHT ? 1 : 0;
    struct pose look = situation_look(c, (double)intent->share, &intent->offset);
    if (gauge_hand(&look) < CLEARLY_AWAY)
        return false;
    double wanted = rubs ? 0.2 - 0.01 * (double)grade : 0.26 - 0.02 * (double)grade;
    if (bend_arm(c, side, wanted, intent) > NEAR_ENOUGH)
        return false;
    intent->hand = hand == SIDE_RIGHT ? SIDE_RIGHT : SIDE_LEFT;
    intent->hand_s = 0.8f + 0.4f * grade;
    intent->rub = rubs ? RUB_DEG : 0;
    float missing_s = intent->hand_s + ON_THE_WAY_S - intent_length_s(intent);
    if (missing_s > 0)
        intent->hold_s += missing_s;
    return true;
}
