#include "plan/jitter.h"

/* Of one side (or the whole body) and of the mean of both. */
struct jitter {
    float of[JITTER_LOOK_COUNT][2];
};

/* clang-format off: as the test prints it */
#define ROW(view, kind) [VIEW_##view][FEATURE_##kind]
static const struct jitter table[VIEW_COUNT][FEATURE_KIND_COUNT] = {
    ROW(SIDE, HIP_FLEXION) = {{{0.741f, 0.530f}, {5.26f, 3.86f}, {0.569f, 0.403f}, {3.42f, 2.49f}}},
    ROW(SIDE, KNEE_FLEXION) = {{{0.770f, 0.551f}, {5.45f, 4.02f}, {0.584f, 0.419f}, {3.49f, 2.54f}}},
    ROW(SIDE, THIGH_ELEVATION) = {{{0.341f, 0.247f}, {2.19f, 1.57f}, {0.220f, 0.160f}, {1.31f, 0.922f}}},
    ROW(SIDE, TRUNK_INCLINATION) = {{{0.342f, 0.342f}, {2.48f, 2.48f}, {0.258f, 0.258f}, {1.56f, 1.56f}}},
    ROW(SIDE, HIP_HEIGHT) = {{{0.00469f, 0.00324f}, {0.0337f, 0.0241f}, {0.00348f, 0.00238f}, {0.0209f, 0.0148f}}},
    ROW(SIDE, HIP_LINE) = {{{0.741f, 0.530f}, {5.26f, 3.86f}, {0.569f, 0.403f}, {3.42f, 2.49f}}},
    ROW(SIDE, LEG_ELEVATION) = {{{0.172f, 0.122f}, {1.07f, 0.780f}, {0.110f, 0.0793f}, {0.645f, 0.462f}}},
    ROW(SIDE, ARM_ELEVATION) = {{{0.254f, 0.178f}, {1.61f, 1.09f}, {0.166f, 0.115f}, {0.953f, 0.653f}}},
    ROW(SIDE, BODY_SPEED) = {{{0.0101f, 0.0101f}, {0.0581f, 0.0581f}, {0.00606f, 0.00606f}, {0.0342f, 0.0342f}}},
    ROW(FRONT, HIP_ABDUCTION) = {{{0.879f, 0.407f}, {6.11f, 2.94f}, {0.801f, 0.317f}, {4.41f, 1.88f}}},
    ROW(FRONT, PELVIC_OBLIQUITY) = {{{0.389f, 0.00f}, {3.03f, 0.00f}, {0.351f, 0.00f}, {2.08f, 0.00f}}},
    ROW(FRONT, LATERAL_LEAN) = {{{0.347f, 0.00f}, {2.55f, 0.00f}, {0.264f, 0.00f}, {1.62f, 0.00f}}},
    ROW(FRONT, TRUNK_SHIFT) = {{{0.00597f, 0.00f}, {0.0439f, 0.00f}, {0.00455f, 0.00f}, {0.0280f, 0.00f}}},
    ROW(FRONT, HIP_HEIGHT) = {{{0.00480f, 0.00341f}, {0.0342f, 0.0249f}, {0.00359f, 0.00257f}, {0.0213f, 0.0154f}}},
    ROW(FRONT, KNEE_GAP) = {{{0.00848f, 0.00848f}, {0.0601f, 0.0601f}, {0.00652f, 0.00652f}, {0.0379f, 0.0379f}}},
    ROW(FRONT, KNEE_OPENING) = {{{0.597f, 0.597f}, {4.20f, 4.20f}, {0.463f, 0.463f}, {2.65f, 2.65f}}},
    ROW(FRONT, ANKLE_GAP) = {{{0.00965f, 0.00965f}, {0.0695f, 0.0695f}, {0.00736f, 0.00736f}, {0.0439f, 0.0439f}}},
    ROW(FRONT, KNEE_TILT) = {{{0.698f, 0.00f}, {5.06f, 0.00f}, {0.529f, 0.00f}, {3.22f, 0.00f}}},
    ROW(FRONT, SHOULDER_TILT) = {{{0.384f, 0.00f}, {2.42f, 0.00f}, {0.248f, 0.00f}, {1.43f, 0.00f}}},
    ROW(FRONT, SIDE_LINE) = {{{0.649f, 0.649f}, {3.94f, 3.94f}, {0.406f, 0.406f}, {2.32f, 2.32f}}},
    ROW(FRONT, BODY_SPEED) = {{{0.0101f, 0.0101f}, {0.0581f, 0.0581f}, {0.00606f, 0.00606f}, {0.0342f, 0.0342f}}},
    ROW(FEET, HIP_ABDUCTION) = {{{1.49f, 0.962f}, {10.5f, 7.05f}, {1.22f, 0.752f}, {7.03f, 4.51f}}},
    ROW(FEET, PELVIC_OBLIQUITY) = {{{0.687f, 0.00f}, {4.43f, 0.00f}, {0.687f, 0.00f}, {3.45f, 0.00f}}},
    ROW(FEET, LATERAL_LEAN) = {{{1.01f, 0.00f}, {7.45f, 0.00f}, {0.772f, 0.00f}, {4.74f, 0.00f}}},
    ROW(FEET, TRUNK_SHIFT) = {{{0.0170f, 0.00f}, {0.125f, 0.00f}, {0.0130f, 0.00f}, {0.0797f, 0.00f}}},
    ROW(FEET, HIP_HEIGHT) = {{{0.00712f, 0.00511f}, {0.0504f, 0.0367f}, {0.00536f, 0.00389f}, {0.0314f, 0.0228f}}},
    ROW(FEET, KNEE_GAP) = {{{0.0249f, 0.0249f}, {0.176f, 0.176f}, {0.0192f, 0.0192f}, {0.111f, 0.111f}}},
    ROW(FEET, KNEE_OPENING) = {{{0.642f, 0.642f}, {4.53f, 4.53f}, {0.496f, 0.496f}, {2.86f, 2.86f}}},
    ROW(FEET, ANKLE_GAP) = {{{0.0106f, 0.0106f}, {0.0766f, 0.0766f}, {0.00803f, 0.00803f}, {0.0484f, 0.0484f}}},
    ROW(FEET, KNEE_TILT) = {{{0.526f, 0.00f}, {3.81f, 0.00f}, {0.399f, 0.00f}, {2.43f, 0.00f}}},
    ROW(FEET, SHOULDER_TILT) = {{{0.631f, 0.00f}, {4.45f, 0.00f}, {0.485f, 0.00f}, {2.89f, 0.00f}}},
    ROW(FEET, SIDE_LINE) = {{{38.5f, 38.5f}, {215.f, 215.f}, {21.9f, 21.9f}, {126.f, 126.f}}},
    ROW(FEET, BODY_SPEED) = {{{0.0129f, 0.0129f}, {0.0743f, 0.0743f}, {0.00774f, 0.00774f}, {0.0437f, 0.0437f}}},
};
#undef ROW
/* clang-format on */

static bool is_measured(enum feature_kind kind, enum view view)
{
    return (size_t)view < ARRAY_LENGTH(table) && (size_t)kind < ARRAY_LENGTH(table[0]);
}

float jitter_of(struct signal signal, enum jitter_look look, enum view view)
{
    if (!is_measured(signal.kind, view))
        return 0.0f;
    int both = feature_info(signal.kind)->sided && signal.side == SIGNAL_BOTH;
    float noise = table[view][signal.kind].of[look][both];
    return signal.side == SIGNAL_DIFFERENCE ? 1.41f * noise : noise;
}

bool jitter_cancels(enum feature_kind kind)
{
    for (int view = 0; view < VIEW_COUNT; view++)
        if (is_measured(kind, (enum view)view) && table[view][kind].of[JITTER_VALUE][0] > 0.0f)
            return feature_info(kind)->sided && table[view][kind].of[JITTER_VALUE][1] <= 0.0f;
    return false;
}

enum jitter_look jitter_look_at(const struct limit_rule *rule)
{
    if (rule->quantity == QUANTITY_VALUE)
        return JITTER_CALM_VALUE;
    return rule->min_s >= JITTER_LONG_S ? JITTER_LONG_RATE : JITTER_RATE;
}
