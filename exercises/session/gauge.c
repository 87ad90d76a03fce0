#include "session/gauge.h"

#include "movement/exact.h"

/* In a side look + goes where a standing person faces, and up. */
struct arrow {
    double ahead, up;
};

struct pose gauge_look(const struct body_shape *shape, const struct body_angles *angles,
                       enum posture posture, enum view view)
{
    struct body_camera camera = body_camera_default(posture, view, 1);
    return body_pose(shape, angles, posture, &camera);
}

void gauge_turn(struct pose *look)
{
    for (int i = 0; i < JOINT_COUNT; i++) /* seen from behind the picture */
        look->joint[i].z = -look->joint[i].z;
}

static double degrees(double y, double x)
{
    return exact_atan2(y, x) * (180 / EXACT_PI);
}

static struct arrow between(const struct pose *look, int from, int to)
{
    const struct landmark *a = &look->joint[from], *b = &look->joint[to];
    return (struct arrow){(double)a->x - (double)b->x, (double)a->y - (double)b->y};
}

static struct arrow trunk_of(const struct pose *look)
{
    struct arrow left = between(look, JOINT_LEFT_HIP, JOINT_LEFT_SHOULDER);
    struct arrow right = between(look, JOINT_RIGHT_HIP, JOINT_RIGHT_SHOULDER);
    return (struct arrow){(left.ahead + right.ahead) / 2, (left.up + right.up) / 2};
}

/* -120 .. 240: no joint bends so far back. */
static double wrapped(double angle)
{
    while (angle >= 240)
        angle -= 360;
    while (angle < -120)
        angle += 360;
    return angle;
}

/* To the front of hanging down. */
static double swing(struct arrow limb)
{
    return degrees(limb.ahead, -limb.up);
}

static double size(double x)
{
    return x < 0 ? -x : x;
}

/* True length in image heights, whichever way the limb points. */
static double length_of(const struct pose *look, int from, int to)
{
    const struct landmark *a = &look->joint[from], *b = &look->joint[to];
    double x = (double)a->x - (double)b->x, y = (double)a->y - (double)b->y;
    double z = (double)a->z - (double)b->z;
    return exact_sqrt(x * x + y * y + z * z);
}

/* As the picture shows it. */
static double apart(const struct pose *look, int from, int to)
{
    struct arrow gap = between(look, from, to);
    return exact_sqrt(gap.ahead * gap.ahead + gap.up * gap.up);
}

/* The neck stands between the shoulders. */
static double trunk_length(const struct pose *look)
{
    const struct landmark *l = &look->joint[JOINT_LEFT_HIP], *r = &look->joint[JOINT_RIGHT_HIP];
    struct pose bare = *look;
    struct landmark *middle = &bare.joint[JOINT_HEAD_TOP];
    middle->x = (l->x + r->x) / 2;
    middle->y = (l->y + r->y) / 2;
    middle->z = (l->z + r->z) / 2;
    return length_of(&bare, JOINT_HEAD_TOP, JOINT_NECK);
}

/* Height of the hip over the ankle in lengths of the whole leg. */
static double hip_height(const struct pose *look, int side)
{
    int hip = JOINT_LEFT_HIP + side, knee = JOINT_LEFT_KNEE + side, ankle = JOINT_LEFT_ANKLE + side;
    double leg = length_of(look, hip, knee) + length_of(look, knee, ankle);
    return between(look, hip, ankle).up * -1 / leg;
}

static bool read_side_look(const struct pose *look, enum feature_kind kind, int side, double *value)
{
    int hip = JOINT_LEFT_HIP + side, knee = JOINT_LEFT_KNEE + side, ankle = JOINT_LEFT_ANKLE + side;
    struct arrow trunk = trunk_of(look), thigh = between(look, hip, knee), limb;
    double inclination = degrees(trunk.ahead, trunk.up);
    switch (kind) {
    case FEATURE_TRUNK_INCLINATION:
        *value = inclination;
        return true;
    case FEATURE_HIP_FLEXION:
        *value = wrapped(swing(thigh) + inclination);
        return true;
    case FEATURE_HIP_LINE:
        *value = 180 - wrapped(swing(thigh) + inclination);
        return true;
    case FEATURE_KNEE_FLEXION:
        *value = wrapped(swing(thigh) - swing(between(look, knee, ankle)));
        return true;
    case FEATURE_THIGH_ELEVATION:
        *value = degrees(thigh.up, size(thigh.ahead));
        return true;
    case FEATURE_LEG_ELEVATION:
        limb = between(look, hip, ankle);
        *value = degrees(limb.up, size(limb.ahead));
        return true;
    case FEATURE_ARM_ELEVATION:
        limb = between(look, JOINT_LEFT_SHOULDER + side, JOINT_LEFT_WRIST + side);
        *value = degrees(limb.up, size(limb.ahead));
        return true;
    default:
        return false;
    }
}

/* The angle of a pair of joints, + the left one higher. */
static double tilt(const struct pose *look, int left)
{
    struct arrow line = between(look, left + 1, left);
    return degrees(line.up, size(line.ahead));
}

/* A front or feet look has the person's left at the right: ahead points to the right side. */
static double opening(const struct pose *look, enum feature_kind kind)
{
    double thigh = length_of(look, JOINT_LEFT_HIP, JOINT_LEFT_KNEE) / 2 +
                   length_of(look, JOINT_RIGHT_HIP, JOINT_RIGHT_KNEE) / 2;
    double knees = apart(look, JOINT_LEFT_KNEE, JOINT_RIGHT_KNEE);
    if (kind == FEATURE_ANKLE_GAP)
        return apart(look, JOINT_LEFT_ANKLE, JOINT_RIGHT_ANKLE) / thigh;
    if (kind == FEATURE_KNEE_GAP)
        return knees / trunk_length(look);
    double half = knees / (2 * thigh);
    half = half > 1 ? 1 : half;
    return 2 * (90 - exact_acos(half) * (180 / EXACT_PI));
}

/* From the middle of hips and ankles to the knees, + to the left. */
static double knee_tilt(const struct pose *look)
{
    double across = 0, up = 0;
    for (int side = 0; side < 2; side++) {
        struct arrow thigh = between(look, JOINT_LEFT_HIP + side, JOINT_LEFT_KNEE + side);
        struct arrow shank = between(look, JOINT_LEFT_ANKLE + side, JOINT_LEFT_KNEE + side);
        across -= (thigh.ahead + shank.ahead) / 4;
        up += (thigh.up + shank.up) / 4;
    }
    return degrees(across, up);
}

/* Shoulders, hips, knees: 180 straight, less with the hips under that line. */
static double side_line(const struct pose *look)
{
    struct arrow trunk = trunk_of(look), thigh = {0, 0};
    for (int side = 0; side < 2; side++) {
        struct arrow one = between(look, JOINT_LEFT_HIP + side, JOINT_LEFT_KNEE + side);
        thigh.ahead += one.ahead / 2;
        thigh.up += one.up / 2;
    }
    double turn = degrees(trunk.ahead * thigh.up - trunk.up * thigh.ahead,
                          trunk.ahead * thigh.ahead + trunk.up * thigh.up);
    double way = thigh.ahead - trunk.ahead;
    double across = way > 0 || way < 0 ? -trunk.ahead / way : 0.5;
    double level = trunk.up + across * (thigh.up - trunk.up);
    return level > 0 ? size(turn) : 360 - size(turn);
}

static double abduction(const struct pose *look, int side)
{
    int hip = JOINT_LEFT_HIP + side, other = JOINT_LEFT_HIP + 1 - side;
    struct arrow line = between(look, other, hip), thigh = between(look, hip, hip + 2);
    double across = line.ahead * thigh.ahead + line.up * thigh.up;
    double along = size(line.ahead * thigh.up - line.up * thigh.ahead);
    return degrees(across, along);
}

static bool read_front_look(const struct pose *look, enum feature_kind kind, int side,
                            double *value)
{
    double to_side = side == 0 ? 1 : -1;
    struct arrow trunk = trunk_of(look);
    switch (kind) {
    case FEATURE_HIP_ABDUCTION:
        *value = abduction(look, side);
        return true;
    case FEATURE_PELVIC_OBLIQUITY:
        *value = to_side * tilt(look, JOINT_LEFT_HIP);
        return true;
    case FEATURE_SHOULDER_TILT:
        *value = to_side * tilt(look, JOINT_LEFT_SHOULDER);
        return true;
    case FEATURE_LATERAL_LEAN:
        *value = to_side * degrees(-trunk.ahead, trunk.up);
        return true;
    case FEATURE_TRUNK_SHIFT:
        *value = -to_side * trunk.ahead / trunk_length(look);
        return true;
    case FEATURE_KNEE_TILT:
        *value = to_side * knee_tilt(look);
        return true;
    case FEATURE_SIDE_LINE:
        *value = side_line(look);
        return true;
    case FEATURE_KNEE_GAP:
    case FEATURE_KNEE_OPENING:
    case FEATURE_ANKLE_GAP:
        *value = opening(look, kind);
        return true;
    default:
        return false;
    }
}

static bool read_one(const struct pose *look, enum view view, enum feature_kind kind, int side,
                     double *value)
{
    if (kind == FEATURE_HIP_HEIGHT) {
        *value = hip_height(look, side);
        return true;
    }
    return view == VIEW_SIDE ? read_side_look(look, kind, side, value)
                             : read_front_look(look, kind, side, value);
}

/* Kinds that count from the quiet reference. */
static bool is_relative(enum feature_kind kind)
{
    return kind == FEATURE_PELVIC_OBLIQUITY || kind == FEATURE_LATERAL_LEAN ||
           kind == FEATURE_TRUNK_INCLINATION || kind == FEATURE_KNEE_TILT ||
           kind == FEATURE_SHOULDER_TILT || kind == FEATURE_TRUNK_SHIFT;
}

static int one_side(const struct pose *look, struct signal signal, enum body_side active)
{
    int active_side = active == SIDE_LEFT ? 0 : active == SIDE_RIGHT ? 1 : -1;
    int near_side = look->joint[JOINT_LEFT_HIP].z <= look->joint[JOINT_RIGHT_HIP].z ? 0 : 1;
    switch (signal.side) {
    case SIGNAL_ACTIVE:
        return active_side;
    case SIGNAL_OTHER:
        return active_side < 0 ? -1 : 1 - active_side;
    case SIGNAL_NEAR:
        return near_side;
    case SIGNAL_FAR:
        return 1 - near_side;
    case SIGNAL_LEFT:
        return 0;
    case SIGNAL_RIGHT:
        return 1;
    default:
        return -1;
    }
}

bool gauge_read(const struct pose *look, const struct pose *rest, enum view view,
                struct signal signal, enum body_side active, double *value)
{
    bool sided = feature_info(signal.kind)->sided;
    int only = sided ? one_side(look, signal, active) : 0;
    double sum = 0;
    int count = 0;
    for (int side = 0; side < 2; side++) {
        double now, then = 0;
        if (only >= 0 && side != only)
            continue;
        if (!read_one(look, view, signal.kind, side, &now))
            return false;
        if (is_relative(signal.kind) && !read_one(rest, view, signal.kind, side, &then))
            return false;
        sum += now - then;
        count++;
    }
    *value = sum / count;
    return true;
}

/* From a point to the nearest one between two others, in the picture. */
static double apart_from_line(const struct pose *look, int at, int from, int to)
{
    struct arrow line = between(look, from, to), way = between(look, from, at);
    double length = line.ahead * line.ahead + line.up * line.up;
    double along = length > 0 ? (way.ahead * line.ahead + way.up * line.up) / length : 0;
    along = along < 0 ? 0 : along > 1 ? 1 : along;
    double x = way.ahead - along * line.ahead, y = way.up - along * line.up;
    return exact_sqrt(x * x + y * y);
}

double gauge_hand(const struct pose *look)
{
    int left = JOINT_LEFT_HIP, right = JOINT_RIGHT_HIP;
    double l = apart_from_line(look, JOINT_LEFT_WRIST, left, JOINT_LEFT_KNEE);
    double r = apart_from_line(look, JOINT_RIGHT_WRIST, right, JOINT_RIGHT_KNEE);
    return (l < r ? l : r) / trunk_length(look);
}
