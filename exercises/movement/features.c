#include "movement/features.h"

#include <string.h>

#include "base.h"
#include "movement/exact.h"
#include "movement/frame.h"

#define SURELY_MOVES   2.0f   /* times quiet_speed: more than the noise of the joints */
#define GATHER_GAP_US  300000 /* a longer one is not taken for quiet */
#define RATE_MAX_FRAME 0.1251 /* s; slower than 8 frames a second, rates are not seen */

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
    [FEATURE_LEG_ELEVATION] = {"leg_elevation", "deg", true, PLANE_SAGITTAL},
    [FEATURE_ARM_ELEVATION] = {"arm_elevation", "deg", true, PLANE_SAGITTAL},
    [FEATURE_KNEE_OPENING] = {"knee_opening", "deg", false, PLANE_NOT_SIDE},
    [FEATURE_ANKLE_GAP] = {"ankle_gap", "ratio", false, PLANE_NOT_SIDE},
    [FEATURE_KNEE_TILT] = {"knee_tilt", "deg", true, PLANE_NOT_SIDE},
    [FEATURE_SHOULDER_TILT] = {"shoulder_tilt", "deg", true, PLANE_NOT_SIDE},
    [FEATURE_SIDE_LINE] = {"side_line", "deg", false, PLANE_NOT_SIDE},
    [FEATURE_BODY_SPEED] = {"body_speed", "ratio", false, PLANE_ANY},
};

const struct feature_info *feature_info(enum feature_kind kind)
{
    return &infos[kind];
}

struct feature_settings feature_settings_default(void)
{
    return (struct feature_settings){.min_confidence = 0.5f,
                                     .side_max_width = 0.45f,
                                     .front_min_width = 0.58f,
                                     .min_limb = 0.7f,
                                     .smoothing_s = 0.07f,
                                     .reference_s = 3.0f,
                                     .quiet_speed = 0.25f};
}

void features_restart(struct feature_state *state)
{
    struct feature_state anew = {.thigh_to_hips = state->thigh_to_hips,
                                 .thigh_looks = state->thigh_looks};
    *state = anew;
}

/* ---- the quiet reference ---- */

static bool is_relative(enum feature_kind kind)
{
    return kind == FEATURE_PELVIC_OBLIQUITY || kind == FEATURE_LATERAL_LEAN ||
           kind == FEATURE_TRUNK_SHIFT || kind == FEATURE_TRUNK_INCLINATION ||
           kind == FEATURE_KNEE_TILT || kind == FEATURE_SHOULDER_TILT;
}

uint64_t features_level(enum feature_kind kind)
{
    uint64_t slots = feature_info(kind)->sided ? 3 : 1;
    return is_relative(kind) ? slots << (2 * (int)kind) : 0;
}

/* The body's speed, in quiet ones: up to 1 it is quiet. Not known, it is very fast. */
static float unrest(const struct features *features, const struct feature_settings *settings)
{
    const int slot = 2 * FEATURE_BODY_SPEED;
    return features->valid >> slot & 1u ? features->value[slot] / settings->quiet_speed : 1e6f;
}

static void forget_gathered(struct feature_state *state)
{
    state->reference_s = 0.0f;
    memset(state->reference_weight, 0, sizeof state->reference_weight);
}

/* A person who turns into the exercise's view starts anew: one plane's level says nothing about the
 * other's. A view that shows neither gives no reference. */
static void gather_reference(struct feature_state *state, const struct feature_settings *settings,
                             const struct frame *frame, const struct features *features)
{
    if (state->has_reference || frame->sagittal == frame->frontal || frame->dt_s <= 0.0)
        return;
    if (state->reference_frontal != frame->frontal) {
        state->reference_frontal = frame->frontal;
        forget_gathered(state);
        state->gathered_us = features->t_us;
    }
    /* What is counted by has no rest before there is a level: nobody may move in between. */
    float moves = unrest(features, settings);
    if (state->counted && moves > SURELY_MOVES)
        forget_gathered(state);
    if (!(moves <= 1.0f))
        state->gathered_us = 0;
    bool shows = (features->valid & state->counted) == state->counted;
    if (!shows || !(moves <= 1.0f))
        return;
    /* A joint that is lost for a moment costs no time: the body kept still in between. */
    int64_t since_us = features->t_us - state->gathered_us;
    state->gathered_us = features->t_us;
    float dt = since_us <= GATHER_GAP_US ? (float)((double)since_us * 1e-6) : (float)frame->dt_s;
    if (dt <= 0.0f || dt > 0.5f)
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
    state->reference_facing = frame_facing(state);
}

/* Whoever has turned round is a mirror image of the level that was taken: it is taken anew. */
static void watch_turning(struct feature_state *state, const struct frame *frame)
{
    if (!state->has_reference || !frame->sagittal ||
        frame_facing(state) * state->reference_facing >= 0.0f)
        return;
    state->has_reference = false;
    forget_gathered(state);
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
            float sign = frame_facing(state);
            value = sign > 0.0f || sign < 0.0f ? sign * value : abs_float(value);
        }
        features->value[slot] = value;
    }
}

/* As many times the noise of plan/jitter.h, a 400th of a body's height. Noise that stays from frame
 * to frame averages less: by (1 + rho) / (1 - rho), up to the four frames that joints are smoothed
 * over. */
static void measure_noise(struct feature_state *state, const struct feature_settings *settings,
                          const struct pose *pose, const struct frame *frame,
                          const struct features *features)
{
    const float of_height = 1.0f / 400.0f, most = 4.0f;
    const float *limb = state->limb_length;
    /* Drillis and Contini 1966: trunk (hip to shoulder) 0.288, thigh and shank 0.491 of a height */
    float trunk = limb[LIMB_TRUNK] / 0.288f;
    float left = (limb[LIMB_LEFT_THIGH] + limb[LIMB_LEFT_SHANK]) / 0.491f;
    float right = (limb[LIMB_RIGHT_THIGH] + limb[LIMB_RIGHT_SHANK]) / 0.491f;
    float height = left > right ? left : right, deviation, rho;
    height = trunk > height ? trunk : height;
    bool news = noise_put(&state->noise, pose, frame->seen, unrest(features, settings) <= 1.0f);
    if (!news || height <= 0.0f || !noise_known(&state->noise, &deviation, &rho))
        return;
    float kept = (1.0f + rho) / (1.0f - rho);
    state->jitter =
        deviation / height / of_height * (float)exact_sqrt((double)(kept < most ? kept : most));
}

static void measure_rates(struct feature_state *state, struct features *features)
{
    bool fast_enough = (double)state->frame_s <= RATE_MAX_FRAME;
    for (int slot = 0; slot < FEATURE_COUNT; slot++) {
        bool asked = state->rated == 0 || (state->rated >> slot & 1u);
        if (!asked || !(features->valid >> slot & 1u))
            continue;
        slope_put(&state->slope[slot], features->t_us, features->value[slot]);
        if (slope_rate(&state->slope[slot], SLOPE_SPAN_US, &features->rate[slot]) && fast_enough)
            features->rate_valid |= 1ull << slot;
    }
}

struct features features_step(struct feature_state *state, const struct feature_settings *settings,
                              const struct pose *pose, bool want_reference)
{
    struct features features = {.t_us = pose->t_us};
    if (!pose->present)
        return features;
    struct frame frame = frame_take(state, settings, pose);
    bool rests = want_reference || state->settling;
    frame_measure(state, settings, &frame, rests, &features);
    measure_noise(state, settings, pose, &frame, &features);
    watch_turning(state, &frame);
    if (want_reference)
        gather_reference(state, settings, &frame, &features);
    apply_reference(state, &features);
    measure_rates(state, &features);
    return features;
}
