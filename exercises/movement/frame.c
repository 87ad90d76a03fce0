#include "movement/frame.h"

#include "base.h"
#include "movement/exact.h"

#define LIMB_ATTACK_S    0.3f   /* a limb seen longer than known is believed within this */
#define LIMB_MOST_GROWTH 1.05f  /* of the known length at once: a joint that jumps is no limb */
#define LIMB_DECAY_S     120.0f /* and slowly forgotten, as a person moves away */
#define LIMB_SETTLE_S    0.5f   /* but soon while getting into position */
#define SWAP_JOINTS      3      /* that tell, at least */
#define SWAP_LEAST_APART 0.1f   /* trunk lengths a joint: nearer, sides can't be told apart */
#define SWAP_MUCH_NEARER 0.4f
#define JUMP_TRUNKS      0.5f    /* trunk lengths from one look to the next */
#define JUMP_JOINTS      5       /* of trunk and legs; or all but one of those that are seen */
#define JUMP_STILL       3       /* still elsewhere, when a look before was */
#define JUMP_STAYS_US    1500000 /* the same is a new person, or one who walked while unseen */
#define LEG_SHRINK_S     0.5f /* a squat is a matter of 3 % of the leg: no drift may lag as much */
#define TRUNK_SHRINK_S   2.0f
#define SHRINK_MOST      0.4f
#define GROWTH_MOST      0.1f /* within those times: what is nearer still becomes the known length */
#define VIEW_SMOOTH_S    0.5f
#define VOTE_MOST_S      0.25 /* one pose's weight at most: a long silence gives it no more */

static bool is_believed(const struct landmark *landmark, const struct feature_settings *settings)
{
    return landmark->confidence > 0.0f && landmark->confidence >= settings->min_confidence;
}

static float distance_to(const struct feature_state *state, enum joint known,
                         const struct landmark *landmark)
{
    struct point from = {state->joint_x[known].value, state->joint_y[known].value};
    return point_distance(from, (struct point){landmark->x, landmark->y});
}

/* Did the tracker take left for right? Then every joint lies where its fellow was a moment ago.
 * Such a frame's sides are not seen; one that stays so is believed once the filters have forgotten.
 */
static bool is_swapped(const struct feature_state *state, const struct feature_settings *settings,
                       const struct pose *pose)
{
    static const enum joint lefts[] = {JOINT_LEFT_SHOULDER, JOINT_LEFT_HIP, JOINT_LEFT_KNEE,
                                       JOINT_LEFT_ANKLE};
    float same = 0.0f, crossed = 0.0f;
    int joints = 0;
    for (size_t i = 0; i < 2 * ARRAY_LENGTH(lefts); i++) {
        enum joint joint = joint_of(lefts[i / 2], (int)(i % 2)), fellow = joint_opposite(joint);
        bool fresh = state->joint_x[joint].samples > 0 && state->joint_x[fellow].samples > 0 &&
                     pose->t_us - state->joint_x[joint].t_us <= FILTER_GAP_US &&
                     pose->t_us - state->joint_x[fellow].t_us <= FILTER_GAP_US;
        if (!fresh || !is_believed(&pose->joint[joint], settings))
            continue;
        same += distance_to(state, joint, &pose->joint[joint]);
        crossed += distance_to(state, fellow, &pose->joint[joint]);
        joints++;
    }
    float apart = SWAP_LEAST_APART * (float)joints * state->limb_length[LIMB_TRUNK];
    return joints >= SWAP_JOINTS && same > apart && crossed < SWAP_MUCH_NEARER * same;
}

/* Somebody else? The whole body is at once elsewhere, by more than anybody moves: what was followed
 * until then is not seen. Who stays there is believed after JUMP_STAYS_US. */
static bool has_jumped(struct feature_state *state, const struct feature_settings *settings,
                       const struct pose *pose)
{
    int moved = 0, known = 0;
    float most = JUMP_TRUNKS * state->limb_length[LIMB_TRUNK];
    for (int joint = JOINT_LEFT_SHOULDER; joint <= JOINT_RIGHT_ANKLE; joint++) {
        bool arm = joint >= JOINT_LEFT_ELBOW && joint <= JOINT_RIGHT_WRIST;
        const struct filter *x = &state->joint_x[joint];
        if (arm || x->samples == 0 || pose->t_us - x->t_us > JUMP_STAYS_US ||
            !is_believed(&pose->joint[joint], settings))
            continue;
        known++;
        moved += distance_to(state, (enum joint)joint, &pose->joint[joint]) > most;
    }
    /* A stranger's joints may lie where some of a body's own were, by chance. */
    bool jumps = moved >= JUMP_JOINTS || (known >= JUMP_JOINTS && moved >= known - 1) ||
                 (state->jump_us > 0 && moved >= JUMP_STILL);
    if (!jumps || most <= 0.0f) {
        state->jump_us = 0;
        return false;
    }
    if (state->jump_us == 0)
        state->jump_us = pose->t_us;
    return pose->t_us - state->jump_us < JUMP_STAYS_US;
}

static void take_joints(struct feature_state *state, const struct feature_settings *settings,
                        const struct pose *pose, struct frame *frame)
{
    float theta = -1.0f;
    if (frame->dt_s > 0.0)
        theta = (float)exact_exp(-frame->dt_s / (double)settings->smoothing_s);
    if (has_jumped(state, settings, pose))
        return;
    bool swapped = is_swapped(state, settings, pose);
    for (int i = 0; i < JOINT_COUNT; i++) {
        const struct landmark *landmark = &pose->joint[i];
        bool sided = joint_opposite((enum joint)i) != (enum joint)i;
        if (!is_believed(landmark, settings) || (swapped && sided))
            continue;
        struct filter *x = &state->joint_x[i], *y = &state->joint_y[i];
        float same = x->t_us == state->last_us ? theta : -1.0f;
        filter_put(x, pose->t_us, landmark->x, settings->smoothing_s, same);
        filter_put(y, pose->t_us, landmark->y, settings->smoothing_s, same);
        frame->joint[i] = (struct point){x->value, y->value};
        frame->seen |= joint_bit((enum joint)i);
    }
}

/* The end of the trunk between a left and a right joint, or at the one that is seen. */
static bool take_middle(const struct frame *frame, enum joint left, struct point *middle)
{
    enum joint right = joint_opposite(left);
    if (frame_sees(frame, joint_bit(left)) && frame_sees(frame, joint_bit(right)))
        *middle = point_middle(frame->joint[left], frame->joint[right]);
    else if (frame_sees(frame, joint_bit(left)))
        *middle = frame->joint[left];
    else if (frame_sees(frame, joint_bit(right)))
        *middle = frame->joint[right];
    else
        return false;
    return true;
}

/* While nobody has come to rest yet, a body that looks smaller has stepped back from the camera:
 * the legs when all of them shrank together, the trunk by itself (near the camera it may have been
 * seen alone). In a repetition a short limb is one that has left the picture plane. */
static void take_distance(struct feature_state *state, const struct frame *frame)
{
    float share = clamp_float((float)frame->dt_s / LIMB_SETTLE_S, 0.0f, 1.0f), most = 0.0f;
    int legs = 0;
    for (int limb = LIMB_LEFT_THIGH; limb <= LIMB_RIGHT_SHANK; limb++) {
        if (!frame->limb_seen[limb] || state->limb_length[limb] <= 0.0f)
            continue;
        float ratio = frame->length[limb] / state->limb_length[limb];
        most = ratio > most ? ratio : most;
        legs++;
    }
    if (legs >= 2 && most < 1.0f)
        for (int limb = LIMB_LEFT_THIGH; limb < LIMB_COUNT; limb++)
            state->limb_length[limb] *= 1.0f - (1.0f - most) * share;
    float *trunk = &state->limb_length[LIMB_TRUNK], now = frame->length[LIMB_TRUNK];
    if (frame->limb_seen[LIMB_TRUNK] && now < *trunk)
        *trunk += (now - *trunk) * share;
}

static void take_limb(struct frame *frame, enum limb limb, enum joint from, enum joint to)
{
    frame->limb_seen[limb] = frame_sees(frame, joint_bit(from)) && frame_sees(frame, joint_bit(to));
    if (frame->limb_seen[limb])
        frame->length[limb] = point_distance(frame->joint[from], frame->joint[to]);
}

/* Calibrates limb lengths by a slowly forgetting maximum: a limb looks its full length only while
 * it lies in the picture plane, and never longer. */
static void take_limbs(struct feature_state *state, const struct feature_settings *settings,
                       struct frame *frame)
{
    frame->limb_seen[LIMB_TRUNK] = take_middle(frame, JOINT_LEFT_SHOULDER, &frame->top) &&
                                   take_middle(frame, JOINT_LEFT_HIP, &frame->bottom);
    if (frame->limb_seen[LIMB_TRUNK])
        frame->length[LIMB_TRUNK] = point_distance(frame->top, frame->bottom);
    take_limb(frame, LIMB_LEFT_THIGH, JOINT_LEFT_HIP, JOINT_LEFT_KNEE);
    take_limb(frame, LIMB_RIGHT_THIGH, JOINT_RIGHT_HIP, JOINT_RIGHT_KNEE);
    take_limb(frame, LIMB_LEFT_SHANK, JOINT_LEFT_KNEE, JOINT_LEFT_ANKLE);
    take_limb(frame, LIMB_RIGHT_SHANK, JOINT_RIGHT_KNEE, JOINT_RIGHT_ANKLE);
    take_limb(frame, LIMB_LEFT_LEG, JOINT_LEFT_HIP, JOINT_LEFT_ANKLE);
    take_limb(frame, LIMB_RIGHT_LEG, JOINT_RIGHT_HIP, JOINT_RIGHT_ANKLE);
    if (state->settling)
        take_distance(state, frame);
    float attack = clamp_float((float)frame->dt_s / LIMB_ATTACK_S, 0.0f, 1.0f);
    float decay = clamp_float((float)frame->dt_s / LIMB_DECAY_S, 0.0f, 1.0f);
    for (int limb = 0; limb < LIMB_COUNT; limb++) {
        if (!frame->limb_seen[limb])
            continue;
        float *known = &state->limb_length[limb], now = frame->length[limb];
        if (*known <= 0.0f)
            *known = now;
        else
            *known += (clamp_float(now, 0.0f, LIMB_MOST_GROWTH * *known) - *known) *
                      (now > *known ? attack : decay);
        frame->limb_flat[limb] = now > 0.0f && now >= settings->min_limb * *known;
    }
}

float frame_leg_length(const struct feature_state *state, int side)
{
    const float nearly_straight = 0.9f;
    float parts =
        state->limb_length[LIMB_LEFT_THIGH + side] + state->limb_length[LIMB_LEFT_SHANK + side];
    float whole = state->limb_length[LIMB_LEFT_LEG + side];
    return whole >= nearly_straight * parts ? whole : parts;
}

/* A body that has moved away looks smaller. The known lengths, which only a nearer body makes
 * longer, forget that too slowly; and a leg's own becomes longer only when it is stretched, so
 * that one who comes nearer in a squat would seem to rise. */
static void take_shrink(struct feature_state *state, struct frame *frame)
{
    float share = clamp_float((float)frame->dt_s / LEG_SHRINK_S, 0.0f, 1.0f), most = 0.0f;
    for (int side = 0; side < 2; side++) {
        int thigh = LIMB_LEFT_THIGH + side, shank = LIMB_LEFT_SHANK + side;
        if (!frame->limb_flat[thigh] || !frame->limb_flat[shank])
            continue;
        float ratio = (frame->length[thigh] + frame->length[shank]) / frame_leg_length(state, side);
        most = ratio > most ? ratio : most;
    }
    if (most > 0.0f)
        state->leg_shrink +=
            (clamp_float(1.0f - most, -GROWTH_MOST, SHRINK_MOST) - state->leg_shrink) * share;
    if (!frame->limb_flat[LIMB_TRUNK])
        return;
    share = clamp_float((float)frame->dt_s / TRUNK_SHRINK_S, 0.0f, 1.0f);
    float trunk = frame->length[LIMB_TRUNK] / state->limb_length[LIMB_TRUNK];
    state->trunk_shrink +=
        (clamp_float(1.0f - trunk, 0.0f, SHRINK_MOST) - state->trunk_shrink) * share;
}

/* How far the body is turned: shoulders are as wide as three quarters of the trunk from the front
 * and vanish from the side. Where a shoulder is hidden the hips, half as wide, must answer. */
static void take_view(struct feature_state *state, const struct feature_settings *settings,
                      struct frame *frame)
{
    const float hips_to_shoulders = 1.7f; /* breadth of the shoulders over that of the hip joints */
    float trunk = state->limb_length[LIMB_TRUNK] * (1.0f - state->trunk_shrink), width = -1.0f;
    if (trunk > 0.0f &&
        frame_sees(frame, joint_bit(JOINT_LEFT_SHOULDER) | joint_bit(JOINT_RIGHT_SHOULDER)))
        width =
            point_distance(frame->joint[JOINT_LEFT_SHOULDER], frame->joint[JOINT_RIGHT_SHOULDER]) /
            trunk;
    else if (trunk > 0.0f &&
             frame_sees(frame, joint_bit(JOINT_LEFT_HIP) | joint_bit(JOINT_RIGHT_HIP)))
        width = hips_to_shoulders *
                point_distance(frame->joint[JOINT_LEFT_HIP], frame->joint[JOINT_RIGHT_HIP]) / trunk;
    if (width >= 0.0f) {
        float share = clamp_float((float)frame->dt_s / VIEW_SMOOTH_S, 0.0f, 1.0f);
        state->view_width += (width - state->view_width) * (state->view_known ? share : 1.0f);
        state->view_known = true;
    }
    /* One side only: that is how a side view looks when the far side is hidden. */
    frame->sagittal = state->view_width <= settings->side_max_width;
    frame->aside = state->view_known && frame->sagittal;
    frame->frontal = width >= 0.0f && state->view_width >= settings->front_min_width;
}

static void vote(float *running, double amount)
{
    *running = clamp_float((float)((double)*running + amount), -1.0f, 1.0f);
}

/* Knees bend forwards and toes point forwards: either tells which way a body seen from the side is
 * facing. Which side is nearer, the tracker's depth tells. */
static void take_votes(struct feature_state *state, const struct pose *pose,
                       const struct frame *frame)
{
    double depth = 0.0, weight = frame->dt_s < VOTE_MOST_S ? frame->dt_s : VOTE_MOST_S;
    for (int side = 0; side < 2; side++) {
        enum joint hip = joint_of(JOINT_LEFT_HIP, side), knee = joint_of(JOINT_LEFT_KNEE, side);
        enum joint ankle = joint_of(JOINT_LEFT_ANKLE, side), heel = joint_of(JOINT_LEFT_HEEL, side);
        enum joint toe = joint_of(JOINT_LEFT_TOE, side);
        bool leg = frame_sees(frame, joint_bit(hip) | joint_bit(knee) | joint_bit(ankle));
        if (leg && frame->sagittal) {
            float bend = angle_between(frame->joint[hip], frame->joint[knee], frame->joint[knee],
                                       frame->joint[ankle]);
            vote(&state->facing, weight * (double)clamp_float(bend / 30.0f, -1.0f, 1.0f));
        }
        if (leg && frame->sagittal && frame_sees(frame, joint_bit(heel) | joint_bit(toe))) {
            float foot = angle_between(frame->joint[knee], frame->joint[ankle], frame->joint[heel],
                                       frame->joint[toe]);
            vote(&state->facing, weight * (double)clamp_float(-foot / 90.0f, -1.0f, 1.0f));
        }
        enum joint shoulder = joint_of(JOINT_LEFT_SHOULDER, side);
        if (frame_sees(frame, joint_bit(hip)) && frame_sees(frame, joint_bit(shoulder))) {
            double sign = side == 0 ? -1.0 : 1.0; /* nearer is more negative */
            depth += sign * ((double)pose->joint[hip].z + (double)pose->joint[shoulder].z);
        }
    }
    if (depth > 0.0 || depth < 0.0)
        vote(&state->near_vote, depth > 0.0 ? weight : -weight);
}

struct frame frame_take(struct feature_state *state, const struct feature_settings *settings,
                        const struct pose *pose)
{
    struct frame frame = {0};
    if (state->last_us > 0 || state->frame_s > 0.0f)
        frame.dt_s = (double)(pose->t_us - state->last_us) * 1e-6;
    if (frame.dt_s > 0.0 && frame.dt_s < 1.0) {
        float dt = (float)frame.dt_s;
        state->frame_s += (dt - state->frame_s) * (state->frame_s > 0.0f ? 0.1f : 1.0f);
    }
    take_joints(state, settings, pose, &frame);
    take_limbs(state, settings, &frame);
    take_shrink(state, &frame);
    take_view(state, settings, &frame);
    take_votes(state, pose, &frame);
    state->last_us = pose->t_us;
    return frame;
}
