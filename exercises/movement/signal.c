#include "base.h"
#include "movement/frame.h"

static struct reading read_slot(const struct features *features, int slot)
{
    return (struct reading){.seen = features->valid >> slot & 1u,
                            .rate_seen = features->rate_valid >> slot & 1u,
                            .value = features->value[slot],
                            .rate = features->rate[slot]};
}

static struct reading read_both(struct reading left, struct reading right)
{
    if (!left.seen || !right.seen)
        return left.seen ? left : right;
    return (struct reading){.seen = true,
                            .rate_seen = left.rate_seen && right.rate_seen,
                            .value = 0.5f * (left.value + right.value),
                            .rate = 0.5f * (left.rate + right.rate)};
}

static struct reading read_difference(struct reading left, struct reading right)
{
    return (struct reading){.seen = left.seen && right.seen,
                            .rate_seen = left.rate_seen && right.rate_seen,
                            .value = left.value - right.value,
                            .rate = left.rate - right.rate};
}

/* 0 left, 1 right, -1 both. */
static int signal_index(struct signal signal, enum body_side active, float near_vote)
{
    int active_index = active == SIDE_LEFT ? 0 : active == SIDE_RIGHT ? 1 : -1;
    int near_index = near_vote >= 0.0f ? 0 : 1;
    switch (signal.side) {
    case SIGNAL_ACTIVE:
        return active_index;
    case SIGNAL_OTHER:
        return active_index < 0 ? -1 : 1 - active_index;
    case SIGNAL_NEAR:
        return near_index;
    case SIGNAL_FAR:
        return 1 - near_index;
    case SIGNAL_LEFT:
        return 0;
    case SIGNAL_RIGHT:
        return 1;
    default:
        return -1;
    }
}

struct reading features_read(const struct features *features, const struct feature_state *state,
                             struct signal signal, enum body_side active)
{
    int slot = 2 * (int)signal.kind;
    if (!feature_info(signal.kind)->sided)
        return read_slot(features, slot);
    if (signal.side == SIGNAL_DIFFERENCE)
        return read_difference(read_slot(features, slot), read_slot(features, slot + 1));
    int index = signal_index(signal, active, state->near_vote);
    if (index < 0)
        return read_both(read_slot(features, slot), read_slot(features, slot + 1));
    return read_slot(features, slot + index);
}

#define LONG_LEAST_US (SLOPE_LONG_US * 2 / 3)

struct reading features_read_long(const struct features *features,
                                  const struct feature_state *state, struct signal signal,
                                  enum body_side active)
{
    struct features slow = *features;
    for (int slot = 2 * (int)signal.kind; slot < 2 * (int)signal.kind + 2; slot++)
        if (slow.rate_valid >> slot & 1u &&
            (!slope_spans(&state->slope[slot], LONG_LEAST_US) ||
             !slope_rate(&state->slope[slot], SLOPE_LONG_US, &slow.rate[slot])))
            slow.rate_valid &= ~(1ull << slot);
    return features_read(&slow, state, signal, active);
}

bool features_far(const struct feature_state *state, struct signal signal, enum body_side active)
{
    const float surely = 0.5f;
    int index = signal_index(signal, active, state->near_vote);
    if (!feature_info(signal.kind)->sided || index < 0 || abs_float(state->near_vote) < surely)
        return false;
    return index != (state->near_vote >= 0.0f ? 0 : 1);
}

bool features_view_shows(const struct feature_state *state, const struct feature_settings *settings,
                         enum feature_kind kind)
{
    if (!state->view_known || feature_info(kind)->plane == PLANE_ANY)
        return true;
    if (feature_info(kind)->plane == PLANE_SAGITTAL)
        return state->view_width <= settings->side_max_width;
    if (feature_info(kind)->plane == PLANE_NOT_SIDE)
        return state->view_width > settings->side_max_width;
    return state->view_width >= settings->front_min_width;
}

/* Joints of the left side that a kind rests on. */
static uint32_t kind_joints(enum feature_kind kind)
{
    const uint32_t trunk = joint_bit(JOINT_LEFT_SHOULDER) | joint_bit(JOINT_LEFT_HIP);
    switch (kind) {
    case FEATURE_KNEE_FLEXION:
    case FEATURE_HIP_HEIGHT:
        return joint_bit(JOINT_LEFT_HIP) | joint_bit(JOINT_LEFT_KNEE) | joint_bit(JOINT_LEFT_ANKLE);
    case FEATURE_HIP_ABDUCTION:
        return joint_bit(JOINT_LEFT_HIP) | joint_bit(JOINT_RIGHT_HIP) | joint_bit(JOINT_LEFT_KNEE);
    case FEATURE_THIGH_ELEVATION:
        return joint_bit(JOINT_LEFT_HIP) | joint_bit(JOINT_LEFT_KNEE);
    case FEATURE_PELVIC_OBLIQUITY:
        return joint_bit(JOINT_LEFT_HIP) | joint_bit(JOINT_RIGHT_HIP);
    case FEATURE_LATERAL_LEAN:
    case FEATURE_TRUNK_SHIFT:
        return trunk | joint_bit(JOINT_RIGHT_SHOULDER) | joint_bit(JOINT_RIGHT_HIP);
    case FEATURE_KNEE_GAP:
    case FEATURE_KNEE_OPENING:
        return joint_bit(JOINT_LEFT_HIP) | joint_bit(JOINT_RIGHT_HIP) | joint_bit(JOINT_LEFT_KNEE) |
               joint_bit(JOINT_RIGHT_KNEE);
    case FEATURE_TRUNK_INCLINATION:
    case FEATURE_BODY_SPEED:
        return trunk;
    case FEATURE_LEG_ELEVATION:
        return joint_bit(JOINT_LEFT_HIP) | joint_bit(JOINT_LEFT_ANKLE);
    case FEATURE_ARM_ELEVATION:
        return joint_bit(JOINT_LEFT_SHOULDER) | joint_bit(JOINT_LEFT_WRIST);
    case FEATURE_ANKLE_GAP:
        return joint_bit(JOINT_LEFT_ANKLE) | joint_bit(JOINT_RIGHT_ANKLE);
    case FEATURE_KNEE_TILT:
        return joint_bit(JOINT_LEFT_HIP) | joint_bit(JOINT_RIGHT_HIP) | joint_bit(JOINT_LEFT_KNEE) |
               joint_bit(JOINT_RIGHT_KNEE) | joint_bit(JOINT_LEFT_ANKLE) |
               joint_bit(JOINT_RIGHT_ANKLE);
    case FEATURE_SHOULDER_TILT:
        return joint_bit(JOINT_LEFT_SHOULDER) | joint_bit(JOINT_RIGHT_SHOULDER);
    default:
        return trunk | joint_bit(JOINT_LEFT_KNEE);
    }
}

static uint32_t mirror_joints(uint32_t joints)
{
    uint32_t mirrored = 0;
    for (int i = 0; i < JOINT_COUNT; i++)
        if (joints >> i & 1u)
            mirrored |= joint_bit(joint_opposite((enum joint)i));
    return mirrored;
}

uint32_t signal_joints(struct signal signal, enum body_side active)
{
    uint32_t left = kind_joints(signal.kind);
    int index = signal_index(signal, active, 0.0f);
    bool either_side = signal.side == SIGNAL_NEAR || signal.side == SIGNAL_FAR;
    if (!feature_info(signal.kind)->sided || index < 0 || either_side)
        return left | mirror_joints(left);
    return index == 0 ? left : mirror_joints(left);
}
