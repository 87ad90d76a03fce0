#include "plan/caps.h"

#include "plan/limits.h"

struct span caps_of_value(enum feature_kind kind)
{
    switch (kind) {
    case FEATURE_HIP_FLEXION:
        return (struct span){-LIMIT_HIP_EXTENSION_DEG, LIMIT_HIP_FLEXION_DEG};
    case FEATURE_HIP_LINE:
        return (struct span){180.0f - LIMIT_HIP_FLEXION_DEG, 180.0f + LIMIT_HIP_EXTENSION_DEG};
    case FEATURE_KNEE_FLEXION:
        return (struct span){-LIMIT_KNEE_EXTENSION_DEG, LIMIT_KNEE_FLEXION_DEG};
    case FEATURE_HIP_ABDUCTION:
        return (struct span){-LIMIT_HIP_ABDUCTION_DEG, LIMIT_HIP_ABDUCTION_DEG};
    case FEATURE_KNEE_OPENING:
        return (struct span){0.0f, LIMIT_KNEE_OPENING_DEG};
    case FEATURE_LATERAL_LEAN:
        return (struct span){-LIMIT_SIDE_BEND_DEG, LIMIT_SIDE_BEND_DEG};
    case FEATURE_SIDE_LINE:
        return (struct span){0.0f, 180.0f + LIMIT_SIDE_BEND_DEG};
    default:
        return (struct span){-180.0f, 180.0f};
    }
}

float caps_of_rate(enum exercise_kind kind)
{
    return kind == EXERCISE_STRETCH ? LIMIT_RATE_STRETCH_DEG_S : LIMIT_RATE_STRENGTH_DEG_S;
}

float caps_of_hold(enum exercise_kind kind)
{
    return kind == EXERCISE_STRETCH ? LIMIT_HOLD_STRETCH_S : LIMIT_HOLD_STRENGTH_S;
}

static float inside(struct span cap, float value)
{
    return clamp_float(value, cap.low, cap.high);
}

/* The whole band stays inside, so that nobody is asked to hold beyond a cap. */
static void cap_target(struct target *target, float longest_hold)
{
    struct span cap = caps_of_value(target->signal.kind);
    float widest = 0.5f * (cap.high - cap.low);
    target->tolerance = clamp_float(target->tolerance, 0.01f, widest);
    target->value =
        clamp_float(target->value, cap.low + target->tolerance, cap.high - target->tolerance);
    target->hold_s = clamp_float(target->hold_s, 0.0f, longest_hold);
}

/* Keeps the levels in order where a cap has pushed reach back. */
static void cap_phase(struct phase_rule *phase)
{
    struct span cap = caps_of_value(phase->signal.kind);
    phase->reach = inside(cap, phase->reach);
    phase->rest = inside(cap, phase->rest);
    bool ordered = phase->rest < phase->reach
                       ? phase->leave > phase->rest && phase->leave < phase->reach
                       : phase->leave < phase->rest && phase->leave > phase->reach;
    if (!ordered)
        phase->leave = 0.5f * (phase->rest + phase->reach);
}

static float cap_level(const struct limit_rule *limit, float level, enum exercise_kind kind)
{
    struct span cap = caps_of_value(limit->signal.kind);
    float most = cap.high;
    if (limit->quantity == QUANTITY_RATE) {
        most = caps_of_rate(kind);
        cap = (struct span){-most, most};
    }
    if (limit->compare == COMPARE_BELOW)
        return level < cap.low ? cap.low : level;
    return level > most ? most : level;
}

static void cap_keyframe(struct keyframe *keyframe)
{
    const struct span half_turn = {-180.0f, 180.0f};
    keyframe->trunk_inclination = inside(half_turn, keyframe->trunk_inclination);
    keyframe->lateral_lean = inside(half_turn, keyframe->lateral_lean);
    keyframe->pelvic_obliquity = inside(half_turn, keyframe->pelvic_obliquity);
    keyframe->trunk_rotation = inside(half_turn, keyframe->trunk_rotation);
    keyframe->back_curve = inside(half_turn, keyframe->back_curve);
    for (int i = 0; i < 2; i++) {
        keyframe->hip_flexion[i] =
            inside(caps_of_value(FEATURE_HIP_FLEXION), keyframe->hip_flexion[i]);
        keyframe->knee_flexion[i] =
            inside(caps_of_value(FEATURE_KNEE_FLEXION), keyframe->knee_flexion[i]);
        keyframe->hip_abduction[i] =
            inside(caps_of_value(FEATURE_HIP_ABDUCTION), keyframe->hip_abduction[i]);
        keyframe->hip_rotation[i] = inside(half_turn, keyframe->hip_rotation[i]);
        keyframe->shoulder_flexion[i] = inside(half_turn, keyframe->shoulder_flexion[i]);
        keyframe->elbow_flexion[i] = inside(half_turn, keyframe->elbow_flexion[i]);
    }
}

void caps_apply(struct exercise *exercise)
{
    exercise->dosage.sets = clamp_int(exercise->dosage.sets, 1, LIMIT_SETS);
    exercise->dosage.reps = clamp_int(exercise->dosage.reps, 1, LIMIT_REPS);
    exercise->dosage.rest_s =
        clamp_float(exercise->dosage.rest_s, LIMIT_REST_MIN_S, LIMIT_REST_MAX_S);
    cap_target(&exercise->target, caps_of_hold(exercise->kind));
    cap_phase(&exercise->phase);
    for (int i = 0; i < exercise->limit_count; i++) {
        struct limit_rule *limit = &exercise->limit[i];
        limit->warn = cap_level(limit, limit->warn, exercise->kind);
        limit->stop = cap_level(limit, limit->stop, exercise->kind);
    }
    for (int i = 0; i < EXERCISE_KEYFRAMES; i++)
        cap_keyframe(&exercise->keyframe[i]);
}
