#include "plan/jitter.h"

/* Of one side (or the whole body) and of the mean of both. */
struct jitter {
    float value[2], rate[2];
};

/* clang-format off: as the test prints it */
static const struct jitter table[VIEW_COUNT][FEATURE_KIND_COUNT] = {
    [VIEW_SIDE][FEATURE_HIP_FLEXION] = {{0.741f, 0.530f}, {5.26f, 3.86f}},
    [VIEW_SIDE][FEATURE_KNEE_FLEXION] = {{0.770f, 0.551f}, {5.45f, 4.02f}},
    [VIEW_SIDE][FEATURE_THIGH_ELEVATION] = {{0.341f, 0.247f}, {2.19f, 1.57f}},
    [VIEW_SIDE][FEATURE_TRUNK_INCLINATION] = {{0.342f, 0.342f}, {2.48f, 2.48f}},
    [VIEW_SIDE][FEATURE_HIP_HEIGHT] = {{0.00475f, 0.00338f}, {0.0339f, 0.0247f}},
    [VIEW_SIDE][FEATURE_HIP_LINE] = {{0.741f, 0.530f}, {5.26f, 3.86f}},
    [VIEW_SIDE][FEATURE_LEG_ELEVATION] = {{0.172f, 0.122f}, {1.07f, 0.780f}},
    [VIEW_SIDE][FEATURE_ARM_ELEVATION] = {{0.254f, 0.178f}, {1.61f, 1.09f}},
    [VIEW_SIDE][FEATURE_BODY_SPEED] = {{0.0101f, 0.0101f}, {0.0581f, 0.0581f}},
    [VIEW_FRONT][FEATURE_HIP_ABDUCTION] = {{0.879f, 0.407f}, {6.11f, 2.94f}},
    [VIEW_FRONT][FEATURE_PELVIC_OBLIQUITY] = {{0.389f, 0.00f}, {3.03f, 0.00f}},
    [VIEW_FRONT][FEATURE_LATERAL_LEAN] = {{0.347f, 0.00f}, {2.55f, 0.00f}},
    [VIEW_FRONT][FEATURE_TRUNK_SHIFT] = {{0.00597f, 0.00f}, {0.0439f, 0.00f}},
    [VIEW_FRONT][FEATURE_HIP_HEIGHT] = {{0.00480f, 0.00341f}, {0.0342f, 0.0249f}},
    [VIEW_FRONT][FEATURE_KNEE_GAP] = {{0.00837f, 0.00837f}, {0.0593f, 0.0593f}},
    [VIEW_FRONT][FEATURE_KNEE_OPENING] = {{0.579f, 0.579f}, {4.09f, 4.09f}},
    [VIEW_FRONT][FEATURE_ANKLE_GAP] = {{0.00959f, 0.00959f}, {0.0695f, 0.0695f}},
    [VIEW_FRONT][FEATURE_KNEE_TILT] = {{0.698f, 0.00f}, {5.06f, 0.00f}},
    [VIEW_FRONT][FEATURE_SHOULDER_TILT] = {{0.384f, 0.00f}, {2.42f, 0.00f}},
    [VIEW_FRONT][FEATURE_SIDE_LINE] = {{0.649f, 0.649f}, {3.94f, 3.94f}},
    [VIEW_FRONT][FEATURE_BODY_SPEED] = {{0.0101f, 0.0101f}, {0.0581f, 0.0581f}},
    [VIEW_FEET][FEATURE_HIP_ABDUCTION] = {{1.49f, 0.962f}, {10.6f, 7.05f}},
    [VIEW_FEET][FEATURE_PELVIC_OBLIQUITY] = {{0.659f, 0.00f}, {4.42f, 0.00f}},
    [VIEW_FEET][FEATURE_LATERAL_LEAN] = {{1.01f, 0.00f}, {7.45f, 0.00f}},
    [VIEW_FEET][FEATURE_TRUNK_SHIFT] = {{0.0170f, 0.00f}, {0.125f, 0.00f}},
    [VIEW_FEET][FEATURE_HIP_HEIGHT] = {{0.00712f, 0.00511f}, {0.0504f, 0.0367f}},
    [VIEW_FEET][FEATURE_KNEE_GAP] = {{0.0239f, 0.0239f}, {0.169f, 0.169f}},
    [VIEW_FEET][FEATURE_KNEE_OPENING] = {{0.642f, 0.642f}, {4.53f, 4.53f}},
    [VIEW_FEET][FEATURE_ANKLE_GAP] = {{0.0106f, 0.0106f}, {0.0766f, 0.0766f}},
    [VIEW_FEET][FEATURE_KNEE_TILT] = {{0.526f, 0.00f}, {3.81f, 0.00f}},
    [VIEW_FEET][FEATURE_SHOULDER_TILT] = {{0.631f, 0.00f}, {4.45f, 0.00f}},
    [VIEW_FEET][FEATURE_SIDE_LINE] = {{38.5f, 38.5f}, {215.f, 215.f}},
    [VIEW_FEET][FEATURE_BODY_SPEED] = {{0.0129f, 0.0129f}, {0.0743f, 0.0743f}},
};
/* clang-format on */

static bool is_measured(enum feature_kind kind, enum view view)
{
    return (size_t)view < ARRAY_LENGTH(table) && (size_t)kind < ARRAY_LENGTH(table[0]);
}

float jitter_of(struct signal signal, enum quantity quantity, enum view view)
{
    if (!is_measured(signal.kind, view))
        return 0.0f;
    const struct jitter *jitter = &table[view][signal.kind];
    int both = feature_info(signal.kind)->sided && signal.side == SIGNAL_BOTH;
    return quantity == QUANTITY_RATE ? jitter->rate[both] : jitter->value[both];
}

bool jitter_cancels(enum feature_kind kind)
{
    for (int view = 0; view < VIEW_COUNT; view++)
        if (is_measured(kind, (enum view)view) && table[view][kind].value[0] > 0.0f)
            return feature_info(kind)->sided && table[view][kind].value[1] <= 0.0f;
    return false;
}
