#include "plan/jitter.h"

/* Of one side (or the whole body) and of the mean of both. */
struct jitter {
    float value[2], rate[2];
};

/* clang-format off: as the test prints it */
static const struct jitter table[VIEW_COUNT][FEATURE_KIND_COUNT] = {
    [VIEW_SIDE][FEATURE_HIP_FLEXION] = {{0.741f, 0.530f}, {1.71f, 1.22f}},
    [VIEW_SIDE][FEATURE_KNEE_FLEXION] = {{0.770f, 0.551f}, {1.74f, 1.26f}},
    [VIEW_SIDE][FEATURE_THIGH_ELEVATION] = {{0.341f, 0.247f}, {0.660f, 0.474f}},
    [VIEW_SIDE][FEATURE_TRUNK_INCLINATION] = {{0.342f, 0.342f}, {0.774f, 0.774f}},
    [VIEW_SIDE][FEATURE_HIP_HEIGHT] = {{0.00475f, 0.00338f}, {0.0106f, 0.00761f}},
    [VIEW_SIDE][FEATURE_HIP_LINE] = {{0.741f, 0.530f}, {1.71f, 1.22f}},
    [VIEW_SIDE][FEATURE_LEG_ELEVATION] = {{0.172f, 0.122f}, {0.330f, 0.238f}},
    [VIEW_SIDE][FEATURE_ARM_ELEVATION] = {{0.254f, 0.178f}, {0.496f, 0.342f}},
    [VIEW_SIDE][FEATURE_BODY_SPEED] = {{0.0101f, 0.0101f}, {0.0180f, 0.0180f}},
    [VIEW_FRONT][FEATURE_HIP_ABDUCTION] = {{1.21f, 0.407f}, {2.77f, 0.949f}},
    [VIEW_FRONT][FEATURE_PELVIC_OBLIQUITY] = {{0.643f, 0.00f}, {1.27f, 0.00f}},
    [VIEW_FRONT][FEATURE_LATERAL_LEAN] = {{0.347f, 0.00f}, {0.795f, 0.00f}},
    [VIEW_FRONT][FEATURE_TRUNK_SHIFT] = {{0.00597f, 0.00f}, {0.0137f, 0.00f}},
    [VIEW_FRONT][FEATURE_HIP_HEIGHT] = {{0.00480f, 0.00341f}, {0.0107f, 0.00768f}},
    [VIEW_FRONT][FEATURE_KNEE_GAP] = {{0.00837f, 0.00837f}, {0.0191f, 0.0191f}},
    [VIEW_FRONT][FEATURE_KNEE_OPENING] = {{0.579f, 0.579f}, {1.32f, 1.32f}},
    [VIEW_FRONT][FEATURE_ANKLE_GAP] = {{0.00959f, 0.00959f}, {0.0218f, 0.0218f}},
    [VIEW_FRONT][FEATURE_KNEE_TILT] = {{0.698f, 0.00f}, {1.61f, 0.00f}},
    [VIEW_FRONT][FEATURE_SHOULDER_TILT] = {{0.384f, 0.00f}, {0.743f, 0.00f}},
    [VIEW_FRONT][FEATURE_SIDE_LINE] = {{0.649f, 0.649f}, {1.21f, 1.21f}},
    [VIEW_FRONT][FEATURE_BODY_SPEED] = {{0.0101f, 0.0101f}, {0.0180f, 0.0180f}},
    [VIEW_FEET][FEATURE_HIP_ABDUCTION] = {{1.73f, 0.962f}, {3.99f, 2.26f}},
    [VIEW_FEET][FEATURE_PELVIC_OBLIQUITY] = {{1.08f, 0.00f}, {2.44f, 0.00f}},
    [VIEW_FEET][FEATURE_LATERAL_LEAN] = {{1.01f, 0.00f}, {2.32f, 0.00f}},
    [VIEW_FEET][FEATURE_TRUNK_SHIFT] = {{0.0170f, 0.00f}, {0.0390f, 0.00f}},
    [VIEW_FEET][FEATURE_HIP_HEIGHT] = {{0.00712f, 0.00511f}, {0.0158f, 0.0113f}},
    [VIEW_FEET][FEATURE_KNEE_GAP] = {{0.0239f, 0.0239f}, {0.0545f, 0.0545f}},
    [VIEW_FEET][FEATURE_KNEE_OPENING] = {{0.642f, 0.642f}, {1.46f, 1.46f}},
    [VIEW_FEET][FEATURE_ANKLE_GAP] = {{0.0106f, 0.0106f}, {0.0240f, 0.0240f}},
    [VIEW_FEET][FEATURE_KNEE_TILT] = {{0.526f, 0.00f}, {1.21f, 0.00f}},
    [VIEW_FEET][FEATURE_SHOULDER_TILT] = {{0.631f, 0.00f}, {1.45f, 0.00f}},
    [VIEW_FEET][FEATURE_SIDE_LINE] = {{38.5f, 38.5f}, {65.9f, 65.9f}},
    [VIEW_FEET][FEATURE_BODY_SPEED] = {{0.0129f, 0.0129f}, {0.0231f, 0.0231f}},
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
