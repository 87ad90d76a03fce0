#include "coach/signs_watch.h"

#include <string.h>

#include "movement/geometry.h"

#define GAP_US        500000 /* a longer gap was not watched */
#define LEAN_SMOOTH_S 0.3f   /* a lean that stays is slow: the camera's noise is not */
#define WAY_SMOOTH_S  0.1f
#define STILL_OFF     0.8f  /* of the limit: a lean that is less than this off has come back */
#define STILL_NEAR    1.2f  /* of the distance: a hand further away than this has left */
#define AT_REST       0.2f  /* share of the way: nearer to rest than this is at rest */
#define WENT_LEAST    0.25f /* a smaller movement is fidgeting [D] */

void signs_watch_restart(struct signs_watch *watch)
{
    memset(watch, 0, sizeof *watch);
}

void signs_watch_begin(struct signs_watch *watch)
{
    watch->lean_sum = watch->support_s = 0.0f;
    watch->lean_count = watch->poses = watch->hands_seen = 0;
    watch->hand[0].near = watch->hand[1].near = false;
}

static float seconds(int64_t from_us, int64_t to_us)
{
    return (float)((double)(to_us - from_us) * 1e-6);
}

static float smoothed(float before, float value, float passed_s, float over_s)
{
    return before + (value - before) * passed_s / (over_s + passed_s);
}

static void watch_lean(struct signs_watch *watch, const struct guarding *guarding, int64_t t_us,
                       struct reading lean, const float *usual, bool in_repetition)
{
    if (!lean.seen)
        return;
    bool goes_on = watch->lean_known && t_us - watch->lean_us <= GAP_US;
    watch->lean =
        goes_on ? smoothed(watch->lean, lean.value, seconds(watch->lean_us, t_us), LEAN_SMOOTH_S)
                : lean.value;
    if (!goes_on)
        watch->off = watch->lasts = watch->told = false;
    watch->lean_known = true;
    watch->lean_us = t_us;
    if (in_repetition) {
        watch->lean_sum += lean.value;
        watch->lean_count++;
    }
    if (!usual)
        return;
    float off = abs_float(watch->lean - *usual);
    if (off < STILL_OFF * guarding->shift_deg)
        watch->off = watch->lasts = watch->told = false;
    else if (!watch->off && off > guarding->shift_deg) {
        watch->off = true;
        watch->off_us = t_us;
    }
    watch->lasts = watch->off && seconds(watch->off_us, t_us) >= guarding->shift_s;
}

static struct point joint_at(const struct feature_state *state, enum joint joint)
{
    return (struct point){state->joint_x[joint].value, state->joint_y[joint].value};
}

/* From a wrist to its own thigh or hip, in trunk lengths; false when it is not seen. */
static bool hand_distance(const struct feature_state *state, const struct pose *pose,
                          float min_confidence, int side, float *distance)
{
    enum joint wrist = (enum joint)(JOINT_LEFT_WRIST + side);
    enum joint hip = (enum joint)(JOINT_LEFT_HIP + side);
    enum joint knee = (enum joint)(JOINT_LEFT_KNEE + side);
    float trunk = state->limb_length[LIMB_TRUNK];
    if (trunk <= 0.0f || pose->joint[wrist].confidence < min_confidence ||
        pose->joint[hip].confidence < min_confidence ||
        pose->joint[knee].confidence < min_confidence)
        return false;
    *distance = point_distance_to_line(joint_at(state, wrist), joint_at(state, hip),
                                       joint_at(state, knee)) /
                trunk;
    return true;
}

static void watch_hand(struct signs_watch *watch, struct signs_hand *hand,
                       const struct guarding *guarding, int64_t t_us, float distance)
{
    if (t_us - hand->seen_us > GAP_US)
        hand->near = false;
    hand->seen_us = t_us;
    if (distance > STILL_NEAR * guarding->support_distance) {
        hand->near = false;
        return;
    }
    if (!hand->near && distance < guarding->support_distance) {
        hand->near = true;
        hand->near_us = t_us;
    }
    float for_s = hand->near ? seconds(hand->near_us, t_us) : 0.0f;
    watch->support_s = for_s > watch->support_s ? for_s : watch->support_s;
}

void signs_watch_body(struct signs_watch *watch, const struct guarding *guarding,
                      const struct features *features, const struct feature_state *state,
                      const struct pose *pose, float min_confidence, const float *usual_lean,
                      bool in_repetition)
{
    const struct signal to_left = {FEATURE_LATERAL_LEAN, SIGNAL_LEFT};
    float distance = 0.0f;
    if (guarding->signs & guarding_bit(SIGN_SHIFT))
        watch_lean(watch, guarding, features->t_us,
                   features_read(features, state, to_left, SIDE_NONE), usual_lean, in_repetition);
    if (!in_repetition || !(guarding->signs & guarding_bit(SIGN_SUPPORT)))
        return;
    bool seen = false;
    for (int side = 0; side < 2; side++) {
        if (!hand_distance(state, pose, min_confidence, side, &distance))
            continue;
        watch_hand(watch, &watch->hand[side], guarding, features->t_us, distance);
        seen = true;
    }
    watch->poses++;
    watch->hands_seen += seen;
}

bool signs_watch_way(struct signs_watch *watch, int64_t t_us, float share, float min_move_s)
{
    bool goes_on = t_us - watch->way_us <= GAP_US;
    watch->way =
        goes_on ? smoothed(watch->way, share, seconds(watch->way_us, t_us), WAY_SMOOTH_S) : share;
    watch->way_us = t_us;
    watch->rested = watch->rested && goes_on;
    if (watch->way >= AT_REST) {
        if (watch->rested && !watch->out) {
            watch->out = true;
            watch->out_us = t_us;
            watch->furthest = 0.0f;
        }
        watch->furthest = watch->way > watch->furthest ? watch->way : watch->furthest;
        return false;
    }
    bool was_out = watch->out && watch->rested;
    watch->out = false;
    watch->rested = true;
    return was_out && watch->furthest >= WENT_LEAST && seconds(watch->out_us, t_us) >= min_move_s;
}

void signs_watch_leave(struct signs_watch *watch)
{
    watch->rested = watch->out = false;
}
