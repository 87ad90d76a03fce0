#include "movement/features.h"

#include <string.h>

#include "base.h"
#include "movement/exact.h"
#include "movement/geometry.h"

#define LIMB_ATTACK_S    0.3f   /* a limb seen longer than known is believed within this */
#define LIMB_MOST_GROWTH 1.05f  /* of the known length at once: a joint that jumps is no limb */
#define LIMB_DECAY_S     120.0f /* and slowly forgotten, as a person moves away */
#define LIMB_SETTLE_S    0.5f   /* but soon while getting into position */
#define VIEW_SMOOTH_S    0.5f
#define VOTE_MOST_S      0.25   /* one pose's weight at most: a long silence gives it no more */
#define VOTE_KNOWN       0.2f   /* a running vote beyond this has an answer */
#define KNEE_BACKWARD    20.0f  /* deg; no knee bends so far back: the facing vote is mistaken */
#define RATE_MAX_FRAME   0.1251 /* s; slower than 8 frames a second, rates are not seen */
#define RATE_MIN_SAMPLE  4
#define RATE_SMOOTHING   2.0f /* times smoothing_s: a difference doubles the noise */

static const struct feature_info infos[FEATURE_KIND_COUNT] = {
    [FEATURE_HIP_FLEXION] = {"hip_flexion", "deg", true, PLANE_SAGITTAL},
    [FEATURE_KNEE_FLEXION] = {"knee_flexion", "deg", true, PLANE_SAGITTAL},
    [FEATURE_HIP_ABDUCTION] = {"hip_abduction", "deg", true, PLANE_FRONTAL},
    [FEATURE_THIGH_ELEVATION] = {"thigh_elevation", "deg", true, PLANE_SAGITTAL},
    [FEATURE_PELVIC_OBLIQUITY] = {"pelvic_obliquity", "deg", true, PLANE_FRONTAL},
    [FEATURE_LATERAL_LEAN] = {"lateral_lean", "deg", true, PLANE_FRONTAL},
    [FEATURE_TRUNK_SHIFT] = {"trunk_shift", "ratio", true, PLANE_FRONTAL},
    [FEATURE_TRUNK_INCLINATION] = {"trunk_inclination", "deg", false, PLANE_SAGITTAL},
    [FEATURE_HIP_HEIGHT] = {"hip_height", "ratio", true, PLANE_ANY},
    [FEATURE_HIP_LINE] = {"hip_line", "deg", true, PLANE_SAGITTAL},
    [FEATURE_KNEE_GAP] = {"knee_gap", "ratio", false, PLANE_FRONTAL},
};

/* The body of one frame: filtered points of the joints that were seen in it. */
struct frame {
    struct point joint[JOINT_COUNT];
    uint32_t seen; /* bit per joint */
    float length[LIMB_COUNT];
    bool limb_seen[LIMB_COUNT]; /* both ends seen */
    bool limb_flat[LIMB_COUNT]; /* and long enough to lie in the picture plane */
    struct point top, bottom;   /* of the trunk */
    bool sagittal, frontal;     /* what the view can show */
    double dt_s;                /* since the last pose; 0 at the first */
};

static bool sees(const struct frame *frame, enum joint joint)
{
    return frame->seen >> joint & 1u;
}

static bool sees_all(const struct frame *frame, uint32_t joints)
{
    return (frame->seen & joints) == joints;
}

static uint32_t bit(enum joint joint)
{
    return 1u << joint;
}

static enum joint sided(enum joint left, int side)
{
    return (enum joint)(left + side);
}

const struct feature_info *feature_info(enum feature_kind kind)
{
    return &infos[kind];
}

struct feature_settings feature_settings_default(void)
{
    return (struct feature_settings){.min_confidence = 0.5f,
                                     .side_max_width = 0.40f,
                                     .front_min_width = 0.62f,
                                     .min_limb = 0.7f,
                                     .smoothing_s = 0.07f,
                                     .reference_s = 3.0f,
                                     .quiet_speed = 0.25f};
}

void features_restart(struct feature_state *state)
{
    memset(state, 0, sizeof *state);
}

/* ---- the frame ---- */

static void take_joints(struct feature_state *state, const struct feature_settings *settings,
                        const struct pose *pose, struct frame *frame)
{
    float theta = -1.0f;
    if (frame->dt_s > 0.0)
        theta = (float)exact_exp(-frame->dt_s / (double)settings->smoothing_s);
    for (int i = 0; i < JOINT_COUNT; i++) {
        const struct landmark *landmark = &pose->joint[i];
        if (landmark->confidence <= 0.0f || landmark->confidence < settings->min_confidence)
            continue;
        struct filter *x = &state->joint_x[i], *y = &state->joint_y[i];
        float same = x->t_us == state->last_us ? theta : -1.0f;
        filter_put(x, pose->t_us, landmark->x, settings->smoothing_s, same);
        filter_put(y, pose->t_us, landmark->y, settings->smoothing_s, same);
        frame->joint[i] = (struct point){x->value, y->value};
        frame->seen |= bit((enum joint)i);
    }
}

/* The end of the trunk between a left and a right joint, or at the one that is seen. */
static bool take_middle(const struct frame *frame, enum joint left, struct point *middle)
{
    enum joint right = joint_opposite(left);
    if (sees(frame, left) && sees(frame, right))
        *middle = point_middle(frame->joint[left], frame->joint[right]);
    else if (sees(frame, left))
        *middle = frame->joint[left];
    else if (sees(frame, right))
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
    frame->limb_seen[limb] = sees(frame, from) && sees(frame, to);
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

/* How far the body is turned: shoulders are as wide as three quarters of the trunk from the front
 * and vanish from the side. Where a shoulder is hidden the hips, half as wide, must answer. */
static void take_view(struct feature_state *state, const struct feature_settings *settings,
                      struct frame *frame)
{
    const float hips_to_shoulders = 1.7f; /* breadth of the shoulders over that of the hip joints */
    float trunk = state->limb_length[LIMB_TRUNK], width = -1.0f;
    if (trunk > 0.0f && sees_all(frame, bit(JOINT_LEFT_SHOULDER) | bit(JOINT_RIGHT_SHOULDER)))
        width =
            point_distance(frame->joint[JOINT_LEFT_SHOULDER], frame->joint[JOINT_RIGHT_SHOULDER]) /
            trunk;
    else if (trunk > 0.0f && sees_all(frame, bit(JOINT_LEFT_HIP) | bit(JOINT_RIGHT_HIP)))
        width = hips_to_shoulders *
                point_distance(frame->joint[JOINT_LEFT_HIP], frame->joint[JOINT_RIGHT_HIP]) / trunk;
    if (width >= 0.0f) {
        float share = clamp_float((float)frame->dt_s / VIEW_SMOOTH_S, 0.0f, 1.0f);
        state->view_width +=
            (width - state->view_width) * (state->view_width > 0.0f ? share : 1.0f);
    }
    /* One side only: that is how a side view looks when the far side is hidden. */
    frame->sagittal = state->view_width <= settings->side_max_width;
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
        enum joint hip = sided(JOINT_LEFT_HIP, side), knee = sided(JOINT_LEFT_KNEE, side);
        enum joint ankle = sided(JOINT_LEFT_ANKLE, side), heel = sided(JOINT_LEFT_HEEL, side);
        enum joint toe = sided(JOINT_LEFT_TOE, side);
        bool leg = sees_all(frame, bit(hip) | bit(knee) | bit(ankle));
        if (leg && frame->sagittal) {
            float bend = angle_between(frame->joint[hip], frame->joint[knee], frame->joint[knee],
                                       frame->joint[ankle]);
            vote(&state->facing, weight * (double)clamp_float(bend / 30.0f, -1.0f, 1.0f));
        }
        if (leg && frame->sagittal && sees_all(frame, bit(heel) | bit(toe))) {
            float foot = angle_between(frame->joint[knee], frame->joint[ankle], frame->joint[heel],
                                       frame->joint[toe]);
            vote(&state->facing, weight * (double)clamp_float(-foot / 90.0f, -1.0f, 1.0f));
        }
        enum joint shoulder = sided(JOINT_LEFT_SHOULDER, side);
        if (sees(frame, hip) && sees(frame, shoulder)) {
            double sign = side == 0 ? -1.0 : 1.0; /* nearer is more negative */
            depth += sign * ((double)pose->joint[hip].z + (double)pose->joint[shoulder].z);
        }
    }
    if (depth > 0.0 || depth < 0.0)
        vote(&state->near_vote, depth > 0.0 ? weight : -weight);
}

/* ---- the features ---- */

static void put(struct features *features, enum feature_kind kind, int side, float value)
{
    int slot = 2 * (int)kind + side;
    features->value[slot] = value;
    features->valid |= 1ull << slot;
}

/* +1 faces the picture's right (upright), -1 its left, 0 not known yet. */
static float facing_sign(const struct feature_state *state)
{
    return state->facing > VOTE_KNOWN ? 1.0f : state->facing < -VOTE_KNOWN ? -1.0f : 0.0f;
}

static float magnitude(float value)
{
    return value < 0.0f ? -value : value;
}

/* A straight leg was seen: its length. Otherwise thigh and shank together, which noise makes a
 * little too long. */
static float leg_length(const struct feature_state *state, int side)
{
    const float nearly_straight = 0.9f;
    float parts =
        state->limb_length[LIMB_LEFT_THIGH + side] + state->limb_length[LIMB_LEFT_SHANK + side];
    float whole = state->limb_length[LIMB_LEFT_LEG + side];
    return whole >= nearly_straight * parts ? whole : parts;
}

/* hip_flexion = 180 - angle(shoulder, hip, knee), extension negative; knee_flexion = 180 -
 * angle(hip, knee, ankle); thigh_elevation = femur against the horizontal. */
static void measure_leg(struct feature_state *state, const struct frame *frame, int side,
                        struct features *features)
{
    enum joint shoulder = sided(JOINT_LEFT_SHOULDER, side), hip = sided(JOINT_LEFT_HIP, side);
    enum joint knee = sided(JOINT_LEFT_KNEE, side), ankle = sided(JOINT_LEFT_ANKLE, side);
    bool thigh = frame->limb_flat[LIMB_LEFT_THIGH + side];
    bool shank = frame->limb_flat[LIMB_LEFT_SHANK + side];
    const struct point *at = frame->joint;

    if (thigh && shank && frame->sagittal) {
        float bend = angle_between(at[hip], at[knee], at[knee], at[ankle]);
        float sign = facing_sign(state);
        if (sign * bend < -KNEE_BACKWARD) {
            state->facing = 0.0f;
            sign = 0.0f;
        }
        float flexion = sign > 0.0f || sign < 0.0f ? sign * bend : magnitude(bend);
        put(features, FEATURE_KNEE_FLEXION, side, flexion);
    }
    if (thigh && frame->sagittal) {
        float rise = at[hip].y - at[knee].y, run = magnitude(at[knee].x - at[hip].x);
        float elevation = (float)(exact_atan2((double)rise, (double)run) * 180.0 / EXACT_PI);
        put(features, FEATURE_THIGH_ELEVATION, side, elevation);
    }
    if (thigh && frame->sagittal && frame->limb_flat[LIMB_TRUNK] && sees(frame, shoulder)) {
        float sign = facing_sign(state);
        float turn = angle_between(at[shoulder], at[hip], at[hip], at[knee]);
        float flexion = sign > 0.0f || sign < 0.0f ? -sign * turn : magnitude(turn);
        put(features, FEATURE_HIP_FLEXION, side, flexion);
        put(features, FEATURE_HIP_LINE, side, 180.0f - flexion);
    }
    float leg = leg_length(state, side);
    if (leg > 0.0f && sees_all(frame, bit(hip) | bit(knee) | bit(ankle)))
        put(features, FEATURE_HIP_HEIGHT, side, (at[ankle].y - at[hip].y) / leg);
}

/* trunk_inclination = mid-hip to mid-shoulder against the vertical, in the sagittal plane. Kept as
 * the picture shows it, + leaning to the picture's right; the facing gives the sign later. */
static void measure_trunk_sagittal(const struct frame *frame, struct features *features)
{
    if (!frame->sagittal || !frame->limb_flat[LIMB_TRUNK])
        return;
    double dx = (double)frame->top.x - (double)frame->bottom.x;
    double dy = (double)frame->bottom.y - (double)frame->top.y;
    put(features, FEATURE_TRUNK_INCLINATION, 0, (float)(exact_atan2(dx, dy) * 180.0 / EXACT_PI));
}

/* Frontal kinds: pelvic_obliquity = atan2(dy, dx) of the hips; lateral_trunk_lean = mid-hip to
 * mid-shoulder against the vertical; trunk_shift = (x mid-shoulder - x mid-hip) / trunk length;
 * hip_abduction = thigh against the normal of the hip line. */
static void measure_frontal(const struct feature_state *state, const struct frame *frame,
                            struct features *features)
{
    const struct point *at = frame->joint;
    if (!frame->frontal)
        return;
    float trunk = state->limb_length[LIMB_TRUNK];
    if (trunk > 0.0f && sees_all(frame, bit(JOINT_LEFT_KNEE) | bit(JOINT_RIGHT_KNEE)))
        put(features, FEATURE_KNEE_GAP, 0,
            point_distance(at[JOINT_LEFT_KNEE], at[JOINT_RIGHT_KNEE]) / trunk);
    if (!sees_all(frame, bit(JOINT_LEFT_HIP) | bit(JOINT_RIGHT_HIP)))
        return;
    struct point left = at[JOINT_LEFT_HIP], right = at[JOINT_RIGHT_HIP];
    float to_left =
        left.x >= right.x ? 1.0f : -1.0f; /* where the person's left is in the picture */
    float across = magnitude(left.x - right.x);
    float rise =
        (float)(exact_atan2((double)right.y - (double)left.y, (double)across) * 180.0 / EXACT_PI);
    put(features, FEATURE_PELVIC_OBLIQUITY, 0, rise);
    put(features, FEATURE_PELVIC_OBLIQUITY, 1, -rise);
    for (int side = 0; side < 2; side++) {
        enum joint hip = sided(JOINT_LEFT_HIP, side), knee = sided(JOINT_LEFT_KNEE, side);
        if (frame->limb_flat[LIMB_LEFT_THIGH + side])
            put(features, FEATURE_HIP_ABDUCTION, side,
                90.0f -
                    magnitude(angle_between(side == 0 ? right : left, at[hip], at[hip], at[knee])));
    }
    if (!frame->limb_flat[LIMB_TRUNK] ||
        !sees_all(frame, bit(JOINT_LEFT_SHOULDER) | bit(JOINT_RIGHT_SHOULDER)))
        return;
    double dx = ((double)frame->top.x - (double)frame->bottom.x) * (double)to_left;
    double dy = (double)frame->bottom.y - (double)frame->top.y;
    float lean = (float)(exact_atan2(dx, dy) * 180.0 / EXACT_PI);
    put(features, FEATURE_LATERAL_LEAN, 0, lean);
    put(features, FEATURE_LATERAL_LEAN, 1, -lean);
    put(features, FEATURE_TRUNK_SHIFT, 0, (float)dx / trunk);
    put(features, FEATURE_TRUNK_SHIFT, 1, -(float)dx / trunk);
}

/* ---- the quiet reference ---- */

static bool is_relative(enum feature_kind kind)
{
    return kind == FEATURE_PELVIC_OBLIQUITY || kind == FEATURE_LATERAL_LEAN ||
           kind == FEATURE_TRUNK_SHIFT || kind == FEATURE_TRUNK_INCLINATION;
}

static bool is_quiet(const struct feature_state *state, const struct feature_settings *settings,
                     const struct frame *frame)
{
    double sum = 0.0;
    int joints = 0;
    for (int joint = JOINT_LEFT_HIP; joint <= JOINT_RIGHT_ANKLE; joint++) {
        if (!sees(frame, (enum joint)joint))
            continue;
        double x = (double)state->joint_x[joint].rate, y = (double)state->joint_y[joint].rate;
        sum += x * x + y * y;
        joints++;
    }
    double limit = (double)settings->quiet_speed * (double)state->limb_length[LIMB_TRUNK];
    return joints >= 2 && limit > 0.0 && sum <= limit * limit * joints;
}

/* A person who turns into the exercise's view starts anew: one plane's level says nothing about the
 * other's. A view that shows neither gives no reference. */
static void gather_reference(struct feature_state *state, const struct feature_settings *settings,
                             const struct frame *frame, const struct features *features)
{
    float dt = (float)frame->dt_s;
    if (state->has_reference || frame->sagittal == frame->frontal || dt <= 0.0f || dt > 0.5f)
        return;
    if (state->reference_frontal != frame->frontal) {
        state->reference_frontal = frame->frontal;
        state->reference_s = 0.0f;
        memset(state->reference_weight, 0, sizeof state->reference_weight);
    }
    if (!is_quiet(state, settings, frame))
        return;
    state->reference_s += dt;
    for (int slot = 0; slot < FEATURE_COUNT; slot++) {
        if (!(features->valid >> slot & 1u) || !is_relative((enum feature_kind)(slot / 2)))
            continue;
        state->reference_weight[slot] += dt;
        state->reference[slot] +=
            (features->value[slot] - state->reference[slot]) * dt / state->reference_weight[slot];
    }
    state->has_reference = state->reference_s >= settings->reference_s;
}

/* Relative kinds become differences from the reference, or not seen where there is none. */
static void apply_reference(const struct feature_state *state, struct features *features)
{
    for (int slot = 0; slot < FEATURE_COUNT; slot++) {
        enum feature_kind kind = (enum feature_kind)(slot / 2);
        if (!is_relative(kind) || !(features->valid >> slot & 1u))
            continue;
        if (!state->has_reference || state->reference_weight[slot] < 0.5f * state->reference_s) {
            features->valid &= ~(1ull << slot);
            continue;
        }
        float value = features->value[slot] - state->reference[slot];
        if (kind != FEATURE_TRUNK_SHIFT)
            value += value > 180.0f ? -360.0f : value < -180.0f ? 360.0f : 0.0f;
        if (kind == FEATURE_TRUNK_INCLINATION) {
            float sign = facing_sign(state);
            value = sign > 0.0f || sign < 0.0f ? sign * value : magnitude(value);
        }
        features->value[slot] = value;
    }
}

static void measure_rates(struct feature_state *state, const struct feature_settings *settings,
                          struct features *features)
{
    bool fast_enough = (double)state->frame_s <= RATE_MAX_FRAME;
    for (int slot = 0; slot < FEATURE_COUNT; slot++) {
        if (!(features->valid >> slot & 1u))
            continue;
        struct filter *smooth = &state->smooth[slot];
        filter_put(smooth, features->t_us, features->value[slot],
                   RATE_SMOOTHING * settings->smoothing_s, -1.0f);
        features->rate[slot] = smooth->rate;
        if (fast_enough && smooth->samples >= RATE_MIN_SAMPLE)
            features->rate_valid |= 1ull << slot;
    }
}

struct features features_step(struct feature_state *state, const struct feature_settings *settings,
                              const struct pose *pose, bool want_reference)
{
    struct features features = {.t_us = pose->t_us};
    if (!pose->present)
        return features;
    struct frame frame = {0};
    if (state->last_us > 0 || state->frame_s > 0.0f)
        frame.dt_s = (double)(pose->t_us - state->last_us) * 1e-6;
    if (frame.dt_s > 0.0 && frame.dt_s < 1.0) {
        float dt = (float)frame.dt_s;
        state->frame_s += (dt - state->frame_s) * (state->frame_s > 0.0f ? 0.1f : 1.0f);
    }
    take_joints(state, settings, pose, &frame);
    take_limbs(state, settings, &frame);
    take_view(state, settings, &frame);
    take_votes(state, pose, &frame);
    state->last_us = pose->t_us;
    for (int side = 0; side < 2; side++)
        measure_leg(state, &frame, side, &features);
    measure_trunk_sagittal(&frame, &features);
    measure_frontal(state, &frame, &features);
    if (want_reference)
        gather_reference(state, settings, &frame, &features);
    apply_reference(state, &features);
    measure_rates(state, settings, &features);
    return features;
}
