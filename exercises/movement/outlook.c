#include "movement/outlook.h"

#include "base.h"
#include "movement/exact.h"
#include "movement/frame.h"

/* Lengths over one another after Drillis and Contini 1966, shoulders and hips between the points
 * that trackers mark: hip to shoulder 0.288 of a height, shoulders 0.220 and hips 0.130 apart,
 * thigh and shank 0.491, foot 0.152. */
#define SHOULDERS_OF_TRUNK (0.220f / 0.288f)
#define HIPS_OF_TRUNK      (0.130f / 0.288f)
#define FOOT_OF_LEG        (0.152f / 0.491f)

#define DEEP_MOST    0.45f /* of a sine, 27 degrees: beyond it is no side or front view */
#define SLANT_MOST   0.2f  /* sine of 27 degrees, twice */
#define SQUARE_LEAST 0.5f  /* upright or lying, and across: of the product of their lengths */
#define UPRIGHT      0.96f /* of its length: a hanging limb */

struct outlook_plane outlook_plane(const struct outlook *outlook)
{
    struct outlook_plane plane = {1.0f, 0.0f, 1.0f};
    if (outlook->deep_s > 0.0f) {
        double x = (double)clamp_float(outlook->deep_x, -DEEP_MOST, DEEP_MOST);
        double y = (double)clamp_float(outlook->deep_y, -DEEP_MOST, DEEP_MOST);
        double along = exact_sqrt(1.0 - x * x), pitch = y / along;
        plane.along = (float)along;
        plane.slant = (float)(-x * pitch);
        plane.up = (float)exact_sqrt(1.0 - pitch * pitch);
    } else if (outlook->slant_s > 0.0f) {
        plane.slant = clamp_float(outlook->slant, -SLANT_MOST, SLANT_MOST);
    }
    return plane;
}

struct point outlook_flatten(struct outlook_plane plane, struct point point)
{
    float along = point.x / plane.along;
    return (struct point){along, (point.y - plane.slant * along) / plane.up};
}

static struct point difference(struct point from, struct point to)
{
    return (struct point){to.x - from.x, to.y - from.y};
}

static float length_of(struct point vector)
{
    return point_distance((struct point){0.0f, 0.0f}, vector);
}

/* A running mean over OUTLOOK_S, exact until then. */
static float share_of(float *gathered_s, double dt_s)
{
    float dt = (float)dt_s;
    *gathered_s = clamp_float(*gathered_s + dt, 0.0f, OUTLOOK_S);
    return *gathered_s > 0.0f ? dt / *gathered_s : 1.0f;
}

static void learn_deep(struct outlook *outlook, struct point deep, double dt_s)
{
    float share = share_of(&outlook->deep_s, dt_s);
    outlook->deep_x += (deep.x - outlook->deep_x) * share;
    outlook->deep_y += (deep.y - outlook->deep_y) * share;
}

/* From the right shoulder and hip to the left ones, added up. Returns the added length that these
 * would have in the plane, trunk lengths; 0 where none is seen. */
static float take_across(const struct frame *frame, struct point *across)
{
    static const enum joint lefts[] = {JOINT_LEFT_SHOULDER, JOINT_LEFT_HIP};
    static const float lengths[] = {SHOULDERS_OF_TRUNK, HIPS_OF_TRUNK};
    float length = 0.0f;
    *across = (struct point){0.0f, 0.0f};
    for (size_t i = 0; i < ARRAY_LENGTH(lefts); i++) {
        enum joint right = joint_opposite(lefts[i]);
        if (!frame_sees(frame, joint_bit(lefts[i]) | joint_bit(right)))
            continue;
        struct point one = difference(frame->joint[right], frame->joint[lefts[i]]);
        *across = (struct point){across->x + one.x, across->y + one.y};
        length += lengths[i];
    }
    return length;
}

static void learn_from_side(struct outlook *outlook, const struct frame *frame)
{
    struct point across;
    float length = take_across(frame, &across);
    if (length <= 0.0f || !frame->limb_flat[LIMB_TRUNK])
        return;
    struct point trunk = difference(frame->bottom, frame->top);
    length *= length_of(outlook_flatten(outlook_plane(outlook), trunk));
    if (length > 0.0f)
        learn_deep(outlook, (struct point){across.x / length, across.y / length}, frame->dt_s);
}

/* Added lengths of both legs where they hang; -1 where they surely don't; 0 where too little is
 * seen.
 */
static float hanging_legs(const struct frame *frame, struct outlook_plane plane)
{
    float legs = 0.0f;
    for (int side = 0; side < 2; side++) {
        for (int part = 0; part < 2; part++) {
            int limb = (part == 0 ? LIMB_LEFT_THIGH : LIMB_LEFT_SHANK) + side;
            enum joint from = part == 0 ? JOINT_LEFT_HIP : JOINT_LEFT_KNEE;
            struct point along = difference(frame->joint[joint_of(from, side)],
                                            frame->joint[joint_of(from, side) + 2]);
            if (!frame->limb_seen[limb])
                return 0.0f;
            if (!frame->limb_flat[limb] || along.y < UPRIGHT * frame->length[limb])
                return -1.0f;
            legs += length_of(outlook_flatten(plane, along));
        }
    }
    return frame->limb_seen[LIMB_TRUNK] && frame->top.y < frame->bottom.y ? legs : 0.0f;
}

/* Flat on the floor, feet point out of the plane. Each may be turned out; the two together are not.
 */
static void learn_from_feet(struct outlook *outlook, const struct frame *frame)
{
    const uint32_t feet = joint_bit(JOINT_LEFT_HEEL) | joint_bit(JOINT_RIGHT_HEEL) |
                          joint_bit(JOINT_LEFT_TOE) | joint_bit(JOINT_RIGHT_TOE);
    float legs = hanging_legs(frame, outlook_plane(outlook));
    if (legs < 0.0f) /* sits or lies by now: perhaps turned otherwise */
        outlook->deep_s = 0.0f;
    if (legs <= 0.0f || !frame_sees(frame, feet))
        return;
    struct point left = difference(frame->joint[JOINT_LEFT_HEEL], frame->joint[JOINT_LEFT_TOE]);
    struct point right = difference(frame->joint[JOINT_RIGHT_HEEL], frame->joint[JOINT_RIGHT_TOE]);
    float length = FOOT_OF_LEG * legs;
    learn_deep(outlook, (struct point){(left.x + right.x) / length, (left.y + right.y) / length},
               frame->dt_s);
}

/* The slant makes trunk and shoulders meet at another than a right angle. The hips are no measure:
 * a trunk that leans aside leaves them behind. */
static void learn_from_trunk(struct outlook *outlook, const struct frame *frame)
{
    if (!frame_sees(frame, joint_bit(JOINT_LEFT_SHOULDER) | joint_bit(JOINT_RIGHT_SHOULDER)) ||
        !frame->limb_flat[LIMB_TRUNK])
        return;
    struct point trunk = difference(frame->bottom, frame->top);
    struct point across =
        difference(frame->joint[JOINT_RIGHT_SHOULDER], frame->joint[JOINT_LEFT_SHOULDER]);
    float mixed = trunk.x * across.y + trunk.y * across.x;
    float product = length_of(trunk) * length_of(across);
    if (abs_float(mixed) < SQUARE_LEAST * product || product <= 0.0f)
        return;
    float slant = (trunk.x * across.x + trunk.y * across.y) / mixed;
    outlook->slant += (slant - outlook->slant) * share_of(&outlook->slant_s, frame->dt_s);
}

void outlook_learn(struct feature_state *state, const struct frame *frame)
{
    struct outlook *outlook = &state->outlook;
    if (frame->sagittal == frame->frontal || frame->dt_s <= 0.0 || frame->dt_s > 0.5)
        return;
    if (outlook->frontal != frame->frontal)
        *outlook = (struct outlook){.frontal = frame->frontal};
    if (frame->sagittal) {
        learn_from_side(outlook, frame);
        return;
    }
    learn_from_feet(outlook, frame);
    learn_from_trunk(outlook, frame);
}

/* Half a width, from the body's middle plane to the left; none from the front, where left and right
 * lie in the plane. */
static struct point half_width(const struct outlook *outlook, float trunk, float width_of_trunk)
{
    float half = outlook->deep_s > 0.0f && !outlook->frontal ? 0.5f * trunk * width_of_trunk : 0.0f;
    return (struct point){half * outlook->deep_x, half * outlook->deep_y};
}

static struct point end_of(const struct frame *frame, enum joint left)
{
    enum joint right = joint_opposite(left);
    if (!frame_sees(frame, joint_bit(left)))
        return frame->straight[right];
    if (!frame_sees(frame, joint_bit(right)))
        return frame->straight[left];
    return point_middle(frame->straight[left], frame->straight[right]);
}

void outlook_straighten(const struct feature_state *state, struct frame *frame)
{
    struct outlook outlook = state->outlook;
    if (frame->sagittal == frame->frontal || frame->frontal != outlook.frontal)
        outlook = (struct outlook){0}; /* not this plane's */
    struct outlook_plane plane = outlook_plane(&outlook);
    float trunk = state->limb_length[LIMB_TRUNK] * (1.0f - state->trunk_shrink);
    const struct point arms = half_width(&outlook, trunk, SHOULDERS_OF_TRUNK);
    const struct point legs = half_width(&outlook, trunk, HIPS_OF_TRUNK);
    float wider = 1.0f / plane.along, higher = 1.0f / plane.up;
    for (int joint = JOINT_LEFT_SHOULDER; joint < JOINT_COUNT; joint++) {
        struct point at = frame->joint[joint], off = joint < JOINT_LEFT_HIP ? arms : legs;
        float side = (joint - JOINT_LEFT_SHOULDER) % 2 == 0 ? 1.0f : -1.0f;
        at.x = (at.x - side * off.x) * wider;
        at.y = (at.y - side * off.y - plane.slant * at.x) * higher;
        frame->straight[joint] = at;
    }
    frame->straight_top = end_of(frame, JOINT_LEFT_SHOULDER);
    frame->straight_bottom = end_of(frame, JOINT_LEFT_HIP);
}
