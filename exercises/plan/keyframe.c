#include "plan/keyframe.h"

#include "movement/exact.h"

static float cos_deg(float degrees)
{
    return (float)exact_cos((double)degrees * EXACT_PI / 180.0);
}

/* One side's value of a kind that depends on the side. */
static float side_value(const struct keyframe *at, enum feature_kind kind, int side)
{
    float hip = at->hip_flexion[side], knee = at->knee_flexion[side];
    float thigh = hip - at->trunk_inclination; /* forwards from hanging straight down */
    switch (kind) {
    case FEATURE_HIP_FLEXION:
        return hip;
    case FEATURE_KNEE_FLEXION:
        return knee;
    case FEATURE_HIP_ABDUCTION:
        return at->hip_abduction[side];
    case FEATURE_THIGH_ELEVATION:
        return 90.0f - abs_float(180.0f - abs_float(thigh)); /* forwards or backwards alike */
    case FEATURE_HIP_LINE:
        return 180.0f - hip;
    default: /* hip_height: thigh and shank are about equally long (Drillis and Contini) */
        return 0.5f * cos_deg(thigh) + 0.5f * cos_deg(knee - thigh);
    }
}

bool keyframe_signal(const struct exercise *exercise, const struct keyframe *keyframe,
                     struct signal signal, float *value)
{
    switch (signal.kind) {
    case FEATURE_TRUNK_INCLINATION:
        *value = keyframe->trunk_inclination - exercise->keyframe[0].trunk_inclination;
        return true;
    case FEATURE_HIP_FLEXION:
    case FEATURE_KNEE_FLEXION:
    case FEATURE_HIP_ABDUCTION:
    case FEATURE_THIGH_ELEVATION:
    case FEATURE_HIP_HEIGHT:
    case FEATURE_HIP_LINE:
        break;
    default:
        return false;
    }
    bool both = signal.side == SIGNAL_BOTH;
    if (signal.side == SIGNAL_DIFFERENCE) /* which side is the left one, a keyframe doesn't say */
        return false;
    bool second =
        signal.side == SIGNAL_OTHER || signal.side == SIGNAL_FAR || signal.side == SIGNAL_RIGHT;
    float active = side_value(keyframe, signal.kind, 0);
    float other = side_value(keyframe, signal.kind, 1);
    *value = both ? 0.5f * (active + other) : second ? other : active;
    return true;
}

static float between(float from, float to, float share)
{
    return share == 1.0f ? to : from + (to - from) * share;
}

struct keyframe keyframe_between(const struct keyframe *from, const struct keyframe *to,
                                 float share)
{
    struct keyframe at = {
        .trunk_inclination = between(from->trunk_inclination, to->trunk_inclination, share),
        .lateral_lean = between(from->lateral_lean, to->lateral_lean, share),
        .pelvic_obliquity = between(from->pelvic_obliquity, to->pelvic_obliquity, share),
        .trunk_rotation = between(from->trunk_rotation, to->trunk_rotation, share),
        .back_curve = between(from->back_curve, to->back_curve, share),
    };
    for (int i = 0; i < 2; i++) {
        at.hip_flexion[i] = between(from->hip_flexion[i], to->hip_flexion[i], share);
        at.knee_flexion[i] = between(from->knee_flexion[i], to->knee_flexion[i], share);
        at.hip_abduction[i] = between(from->hip_abduction[i], to->hip_abduction[i], share);
        at.hip_rotation[i] = between(from->hip_rotation[i], to->hip_rotation[i], share);
        at.shoulder_flexion[i] = between(from->shoulder_flexion[i], to->shoulder_flexion[i], share);
        at.elbow_flexion[i] = between(from->elbow_flexion[i], to->elbow_flexion[i], share);
    }
    return at;
}

float keyframe_resting_value(const struct exercise *exercise)
{
    float value;
    const struct target *target = &exercise->target;
    if (keyframe_signal(exercise, &exercise->keyframe[0], target->signal, &value))
        return value;
    if (target->signal.kind == exercise->phase.signal.kind)
        return exercise->phase.rest;
    return 0.0f;
}
