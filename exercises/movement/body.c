/*        y            The person's own frame, standing: x to the left hand, y up, z to the front.
 *        |  z         Inclination turns the body about x, lean and obliquity about its front axis;
 *        | /          the thighs hang from the pelvis, the shanks bend in the plane of the thigh.
 *  x ----+            Last, what touches the ground is put in its place. */
#include "movement/body.h"

#include <stddef.h>

#include "movement/exact.h"

/* Heights of joint centres above the surface they rest on, metres. */
#define KNEE_REST      0.05
#define LYING_REST     0.09   /* hips and shoulders of someone on the back */
#define SIDE_REST      0.20   /* mid-hip of someone on the side */
#define ANKLE_PER_FOOT 0.2566 /* ankle height 0.039 H over foot length 0.152 H */
#define HEEL_BEHIND    0.25   /* of the foot length, behind the ankle */
#define BLEND_M        0.04   /* weight passes from foot to foot over this difference in height */

struct vector {
    double x, y, z;
};

/* The body before grounding: own origin at mid-hip, world directions. */
struct skeleton {
    struct vector joint[JOINT_COUNT];
    struct vector middle_shoulder;
};

/* Unit axes of the trunk, without lean and obliquity. */
struct axes {
    struct vector left, up, front;
};

static struct vector scaled(struct vector v, double by)
{
    return (struct vector){v.x * by, v.y * by, v.z * by};
}

static struct vector plus(struct vector a, struct vector b)
{
    return (struct vector){a.x + b.x, a.y + b.y, a.z + b.z};
}

/* a p + b q */
static struct vector mixed(double p, struct vector a, double q, struct vector b)
{
    return plus(scaled(a, p), scaled(b, q));
}

static double dot(struct vector a, struct vector b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

static double radians(float degrees)
{
    return (double)degrees * (EXACT_PI / 180);
}

static double clamp_double(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

struct body_shape body_shape_default(void)
{
    /* Shares of the stature after Drillis and Contini (1966). The widths are between the points
     * that pose trackers mark, narrower than over the trochanters and acromia. */
    const float stature = 1.70f;
    return (struct body_shape){.trunk = 0.288f * stature,
                               .thigh = 0.245f * stature,
                               .shank = 0.246f * stature,
                               .foot = 0.152f * stature,
                               .upper_arm = 0.186f * stature,
                               .forearm = 0.146f * stature,
                               .head = 0.182f * stature,
                               .hip_width = 0.130f * stature,
                               .shoulder_width = 0.220f * stature};
}

static double ankle_height(const struct body_shape *shape)
{
    return (double)shape->foot * ANKLE_PER_FOOT;
}

static double stature_of(const struct body_shape *shape)
{
    return (double)shape->head + (double)shape->trunk + (double)shape->thigh +
           (double)shape->shank + ankle_height(shape);
}

struct body_camera body_camera_default(enum posture posture, enum view view, float aspect)
{
    bool upright =
        posture == POSTURE_STANDING || posture == POSTURE_SITTING || posture == POSTURE_KNEELING;
    float height = 0.78f;        /* leaves room above a standing body for raised arms */
    float room = 0.77f * aspect; /* lying with the arms overhead, or bent forward and reaching */
    struct body_camera camera = {.body_height = height < room ? height : room};
    camera.x = 0.5f * aspect;
    camera.y = upright ? 0.94f : 0.8f;
    if (view == VIEW_SIDE)
        camera.yaw_deg = 90;
    if (view == VIEW_FEET)
        camera.pitch_deg = 20;
    return camera;
}

/* ---- the body about its own mid-hip ---- */

static struct axes trunk_axes(const struct body_angles *angles, enum posture posture)
{
    double i = radians(angles->trunk_inclination);
    double c = exact_cos(i), s = exact_sin(i);
    struct axes axes = {{1, 0, 0}, {0, c, s}, {0, -s, c}};
    if (posture != POSTURE_SIDE_LYING)
        return axes;
    /* Turned a quarter about z: on the right side, left is up and the head lies towards -x. */
    double side = angles->on_left_side ? -1 : 1;
    axes.left = (struct vector){0, side, 0};
    axes.up = (struct vector){-side * c, 0, s};
    axes.front = (struct vector){side * s, 0, c};
    return axes;
}

static void put_arm(const struct body_shape *shape, const struct body_angles *angles, int side,
                    const struct axes *trunk, struct skeleton *body)
{
    struct vector shoulder = body->joint[JOINT_LEFT_SHOULDER + side];
    double upper = radians(angles->shoulder_flexion[side]);
    double lower = upper + radians(angles->elbow_flexion[side]);
    struct vector elbow = mixed(-exact_cos(upper), trunk->up, exact_sin(upper), trunk->front);
    struct vector wrist = mixed(-exact_cos(lower), trunk->up, exact_sin(lower), trunk->front);
    elbow = plus(shoulder, scaled(elbow, (double)shape->upper_arm));
    body->joint[JOINT_LEFT_ELBOW + side] = elbow;
    body->joint[JOINT_LEFT_WRIST + side] = plus(elbow, scaled(wrist, (double)shape->forearm));
}

static void put_trunk(const struct body_shape *shape, const struct body_angles *angles,
                      const struct axes *axes, struct skeleton *body)
{
    double lean = radians(angles->lateral_lean);
    double c = exact_cos(lean), s = exact_sin(lean);
    struct axes trunk = {.left = mixed(c, axes->left, -s, axes->up),
                         .up = mixed(c, axes->up, s, axes->left),
                         .front = axes->front};
    struct vector top = scaled(trunk.up, (double)shape->trunk);
    body->middle_shoulder = top;
    body->joint[JOINT_NECK] = top;
    body->joint[JOINT_HEAD_TOP] = plus(top, scaled(trunk.up, (double)shape->head));
    for (int side = 0; side < 2; side++) {
        double half = (side == 0 ? 0.5 : -0.5) * (double)shape->shoulder_width;
        body->joint[JOINT_LEFT_SHOULDER + side] = plus(top, scaled(trunk.left, half));
        put_arm(shape, angles, side, &trunk, body);
    }
}

/* The angle between shank and foot, 90 at right angles, 0 pointed. Under an upright shank the foot
 * is flat on the floor where it stands on it, and at right angles where it hangs free, with a
 * gradual change between. Under a lying shank it is pointed when kneeling or face down, and at
 * right angles otherwise. */
static double foot_angle(enum posture posture, struct vector shank, struct vector front,
                         double height)
{
    const double right_angle = EXACT_PI / 2;
    double upright = clamp_double((-shank.y - 0.3) / 0.4, 0, 1);
    double near_floor = clamp_double(1 - height / 0.15, 0, 1);
    double flat = exact_atan2(-shank.y, front.y);
    double standing = right_angle + (flat - right_angle) * near_floor;
    bool points = posture == POSTURE_KNEELING || posture == POSTURE_QUADRUPED;
    double lying = points ? 0 : right_angle;
    return lying + (standing - lying) * upright;
}

/* Height above the floor is needed for the feet alone, so they are put last. */
static void put_foot(const struct body_shape *shape, enum posture posture, int side,
                     double floor_below, struct vector front, struct skeleton *body)
{
    struct vector knee = body->joint[JOINT_LEFT_KNEE + side];
    struct vector ankle = body->joint[JOINT_LEFT_ANKLE + side];
    struct vector shank = scaled(plus(ankle, scaled(knee, -1)), 1 / (double)shape->shank);
    double angle = foot_angle(posture, shank, front, ankle.y - floor_below - ankle_height(shape));
    double c = exact_cos(angle), s = exact_sin(angle);
    struct vector along = mixed(c, shank, s, front), sole = mixed(s, shank, -c, front);
    struct vector under = plus(ankle, scaled(sole, ankle_height(shape)));
    double length = (double)shape->foot;
    body->joint[JOINT_LEFT_HEEL + side] = plus(under, scaled(along, -HEEL_BEHIND * length));
    body->joint[JOINT_LEFT_TOE + side] = plus(under, scaled(along, (1 - HEEL_BEHIND) * length));
}

/* Returns the direction that the foot points in at right angles to the shank. */
static struct vector put_leg(const struct body_shape *shape, const struct body_angles *angles,
                             int side, const struct axes *pelvis, struct skeleton *body)
{
    double outward = side == 0 ? 1 : -1;
    double flexion = radians(angles->hip_flexion[side]);
    double abduction = radians(angles->hip_abduction[side]);
    double bend = radians(angles->knee_flexion[side]);
    double turn = radians(angles->hip_rotation[side]);
    double c = exact_cos(flexion), s = exact_sin(flexion);
    struct vector hip = scaled(pelvis->left, outward * 0.5 * (double)shape->hip_width);
    struct vector straight = mixed(-c, pelvis->up, s, pelvis->front);
    struct vector outer = scaled(pelvis->left, outward);
    struct vector ahead = mixed(s, pelvis->up, c, pelvis->front); /* in front of the thigh */
    c = exact_cos(abduction);
    s = exact_sin(abduction);
    struct vector thigh = mixed(c, straight, s, outer);
    struct vector aside = mixed(-s, straight, c, outer); /* outwards of the thigh */
    ahead = mixed(exact_cos(turn), ahead, exact_sin(turn), aside);
    c = exact_cos(bend);
    s = exact_sin(bend);
    struct vector shank = mixed(c, thigh, -s, ahead);
    body->joint[JOINT_LEFT_HIP + side] = hip;
    body->joint[JOINT_LEFT_KNEE + side] = plus(hip, scaled(thigh, (double)shape->thigh));
    body->joint[JOINT_LEFT_ANKLE + side] =
        plus(body->joint[JOINT_LEFT_KNEE + side], scaled(shank, (double)shape->shank));
    return mixed(s, thigh, c, ahead);
}

static void put_body(const struct body_shape *shape, const struct body_angles *angles,
                     enum posture posture, struct skeleton *body, struct vector foot_front[2])
{
    struct axes axes = trunk_axes(angles, posture);
    put_trunk(shape, angles, &axes, body);
    double tilt = radians(angles->pelvic_obliquity);
    double c = exact_cos(tilt), s = exact_sin(tilt);
    struct axes pelvis = {.left = mixed(c, axes.left, s, axes.up),
                          .up = mixed(c, axes.up, -s, axes.left),
                          .front = axes.front};
    double turn = radians(angles->trunk_rotation);
    c = exact_cos(turn);
    s = exact_sin(turn);
    struct vector left = pelvis.left;
    pelvis.left = mixed(c, left, -s, pelvis.front);
    pelvis.front = mixed(c, pelvis.front, s, left);
    for (int side = 0; side < 2; side++)
        foot_front[side] = put_leg(shape, angles, side, &pelvis, body);
}

/* ---- on the ground ---- */

/* Where mid-hip belongs so that the lower one of a pair of joints keeps its place: the places are
 * half a hip width to either side, `ahead` to the front. Weight passes smoothly between them. */
static struct vector stand_on(const struct body_shape *shape, const struct skeleton *body,
                              enum joint left, double ahead)
{
    struct vector l = body->joint[left], r = body->joint[left + 1];
    double half = 0.5 * (double)shape->hip_width;
    double on_left = clamp_double(0.5 + (r.y - l.y) / BLEND_M, 0, 1);
    struct vector for_left = {half - l.x, 0, ahead - l.z};
    struct vector for_right = {-half - r.x, 0, ahead - r.z};
    return mixed(on_left, for_left, 1 - on_left, for_right);
}

static double lowest(const struct skeleton *body, enum joint left)
{
    double l = body->joint[left].y, r = body->joint[left + 1].y;
    return l < r ? l : r;
}

/* Where mid-hip belongs in the world. */
static struct vector ground(const struct body_shape *shape, enum posture posture,
                            const struct skeleton *body)
{
    double on_ankles = ankle_height(shape) - lowest(body, JOINT_LEFT_ANKLE);
    double on_knees = KNEE_REST - lowest(body, JOINT_LEFT_KNEE);
    struct vector place;
    switch (posture) {
    case POSTURE_KNEELING:
    case POSTURE_QUADRUPED:
        place = stand_on(shape, body, JOINT_LEFT_KNEE, posture == POSTURE_QUADRUPED ? -0.1 : 0.0);
        place.y = on_knees > on_ankles ? on_knees : on_ankles;
        return place;
    case POSTURE_SUPINE:
        return (struct vector){-body->middle_shoulder.x, LYING_REST - body->middle_shoulder.y,
                               -(double)shape->trunk - body->middle_shoulder.z};
    case POSTURE_SIDE_LYING:
        return (struct vector){0, on_knees > SIDE_REST ? on_knees : SIDE_REST, 0};
    default:
        place = stand_on(shape, body, JOINT_LEFT_ANKLE, 0);
        place.y = on_ankles;
        return place;
    }
}

/* How far the body has to turn about the shoulders, feet up, for no ankle to sink into the mat.
 * The ankle at distance r and elevation e from the shoulders gets to elevation e + turn. */
static double bridge_turn(const struct body_shape *shape, const struct skeleton *body)
{
    double wanted = ankle_height(shape) - LYING_REST, most = 0;
    for (int side = 0; side < 2; side++) {
        struct vector ankle = body->joint[JOINT_LEFT_ANKLE + side];
        double z = ankle.z - body->middle_shoulder.z, y = ankle.y - body->middle_shoulder.y;
        double r = exact_sqrt(z * z + y * y);
        if (r <= -wanted || z <= 0)
            continue;
        double elevation = exact_atan2(wanted, exact_sqrt(r * r - wanted * wanted));
        double turn = elevation - exact_atan2(y, z);
        if (turn > most)
            most = turn;
    }
    return most;
}

/* A lifted trunk leaves the head where it lay. */
static void rest_head(const struct body_shape *shape, struct skeleton *body)
{
    struct vector on_mat = {0, 0, -(double)shape->head};
    if (body->middle_shoulder.y < 0)
        body->joint[JOINT_HEAD_TOP] = plus(body->middle_shoulder, on_mat);
}

/* ---- the picture ---- */

static struct pose project(const struct body_shape *shape, const struct skeleton *body,
                           struct vector place, const struct body_camera *camera)
{
    double yaw = radians(camera->yaw_deg), pitch = radians(camera->pitch_deg);
    double roll = radians(camera->roll_deg);
    double cy = exact_cos(yaw), sy = exact_sin(yaw), cp = exact_cos(pitch), sp = exact_sin(pitch);
    double cr = exact_cos(roll), sr = exact_sin(roll);
    struct vector right = {cy, 0, -sy};
    struct vector up = {-sy * sp, cp, -cy * sp};
    struct vector towards = {sy * cp, sp, cy * cp}; /* the camera */
    double scale = (double)camera->body_height / stature_of(shape);
    struct pose pose = {.present = true};
    for (int i = 0; i < JOINT_COUNT; i++) {
        struct vector at = plus(body->joint[i], place);
        double x = scale * dot(at, right), y = -scale * dot(at, up);
        struct landmark *landmark = &pose.joint[i];
        landmark->x = (float)((double)camera->x + x * cr - y * sr);
        landmark->y = (float)((double)camera->y + x * sr + y * cr);
        landmark->z = (float)(-scale * dot(body->joint[i], towards));
        landmark->confidence = 1;
    }
    return pose;
}

struct pose body_pose(const struct body_shape *shape, const struct body_angles *angles,
                      enum posture posture, const struct body_camera *camera)
{
    struct body_shape standard = body_shape_default();
    if (stature_of(shape) <= 0)
        shape = &standard;
    struct skeleton body;
    struct vector foot_front[2];
    put_body(shape, angles, posture, &body, foot_front);
    if (posture == POSTURE_SUPINE) {
        double turn = bridge_turn(shape, &body);
        if (turn > 0) {
            struct body_angles lifted = *angles;
            lifted.trunk_inclination -= (float)(turn * (180 / EXACT_PI));
            put_body(shape, &lifted, posture, &body, foot_front);
        }
        rest_head(shape, &body);
    }
    struct vector place = ground(shape, posture, &body);
    for (int side = 0; side < 2; side++)
        put_foot(shape, posture, side, -place.y, foot_front[side], &body);
    return project(shape, &body, place, camera);
}
