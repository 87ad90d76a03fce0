#include "base.h"
#include "movement/body.h"

#include <criterion/criterion.h>
#include <math.h>

/* Angles are read off the projected joints with plane trigonometry of the tests' own, in the view
 * that shows them, and compared with the angles that went in. */
#define TOLERANCE_DEG 0.5
#define ASPECT        (16.0f / 9.0f)

static const double DEGREES = 57.29577951308232;

static double direction(struct landmark from, struct landmark to)
{
    return atan2((double)from.y - (double)to.y, (double)to.x - (double)from.x) * DEGREES;
}

/* From direction a to b, anticlockwise, -180..180. */
static double turned(double a, double b)
{
    return remainder(b - a, 360);
}

static double distance(struct landmark a, struct landmark b)
{
    return hypot((double)a.x - (double)b.x, (double)a.y - (double)b.y);
}

static struct landmark middle(struct landmark a, struct landmark b)
{
    return (struct landmark){(a.x + b.x) / 2, (a.y + b.y) / 2, (a.z + b.z) / 2, 1};
}

static struct pose see(struct body_angles angles, enum posture posture, enum view view)
{
    struct body_shape shape = body_shape_default();
    struct body_camera camera = body_camera_default(posture, view, ASPECT);
    return body_pose(&shape, &angles, posture, &camera);
}

/* Seen from the left, the front at the picture's left: flexing the hip turns the thigh clockwise
 * off the trunk line, bending the knee turns the shank anticlockwise off the thigh. */
static double hip_flexion(const struct pose *p, int side)
{
    double trunk = direction(p->joint[JOINT_LEFT_SHOULDER + side], p->joint[JOINT_LEFT_HIP + side]);
    double thigh = direction(p->joint[JOINT_LEFT_HIP + side], p->joint[JOINT_LEFT_KNEE + side]);
    return -turned(trunk, thigh);
}

static double knee_flexion(const struct pose *p, int side)
{
    double thigh = direction(p->joint[JOINT_LEFT_HIP + side], p->joint[JOINT_LEFT_KNEE + side]);
    double shank = direction(p->joint[JOINT_LEFT_KNEE + side], p->joint[JOINT_LEFT_ANKLE + side]);
    return turned(thigh, shank);
}

static double trunk_direction(const struct pose *p)
{
    return direction(middle(p->joint[JOINT_LEFT_HIP], p->joint[JOINT_RIGHT_HIP]),
                     middle(p->joint[JOINT_LEFT_SHOULDER], p->joint[JOINT_RIGHT_SHOULDER]));
}

Test(body, sagittal_angles_come_back_in_every_posture)
{
    static const struct {
        enum posture posture;
        float inclination;
    } cases[] = {{POSTURE_STANDING, 0},  {POSTURE_STANDING, 40},   {POSTURE_SITTING, 10},
                 {POSTURE_KNEELING, 5},  {POSTURE_QUADRUPED, 80},  {POSTURE_SUPINE, -90},
                 {POSTURE_STANDING, -8}, {POSTURE_QUADRUPED, 100}, {POSTURE_SUPINE, -110}};
    for (size_t c = 0; c < ARRAY_LENGTH(cases); c++) {
        for (float hip = -15; hip <= 125; hip += 20) {
            for (float knee = 0; knee <= 135; knee += 15) {
                struct body_angles angles = {.trunk_inclination = cases[c].inclination,
                                             .hip_flexion = {hip, 125 - hip},
                                             .knee_flexion = {knee, 135 - knee}};
                struct pose p = see(angles, cases[c].posture, VIEW_SIDE);
                for (int side = 0; side < 2; side++) {
                    cr_assert_float_eq(hip_flexion(&p, side), (double)angles.hip_flexion[side],
                                       TOLERANCE_DEG);
                    cr_assert_float_eq(knee_flexion(&p, side), (double)angles.knee_flexion[side],
                                       TOLERANCE_DEG);
                }
            }
        }
    }
}

Test(body, inclination_is_towards_the_front)
{
    for (float inclination = -90; inclination <= 100; inclination += 10) {
        struct body_angles angles = {.trunk_inclination = inclination};
        struct pose p = see(angles, POSTURE_STANDING, VIEW_SIDE);
        cr_assert_float_eq(turned(90, trunk_direction(&p)), (double)inclination, TOLERANCE_DEG);
    }
}

Test(body, abduction_obliquity_and_lean_from_the_front)
{
    for (float obliquity = -12; obliquity <= 12; obliquity += 4) {
        for (float lean = -25; lean <= 25; lean += 5) {
            for (float abduction = -10; abduction <= 45; abduction += 5) {
                struct body_angles angles = {.lateral_lean = lean,
                                             .pelvic_obliquity = obliquity,
                                             .hip_abduction = {abduction, 35 - abduction}};
                struct pose p = see(angles, POSTURE_STANDING, VIEW_FRONT);
                const struct landmark *at = p.joint;
                double hips = direction(at[JOINT_RIGHT_HIP], at[JOINT_LEFT_HIP]);
                double left = direction(at[JOINT_LEFT_HIP], at[JOINT_LEFT_KNEE]);
                double right = direction(at[JOINT_RIGHT_HIP], at[JOINT_RIGHT_KNEE]);
                cr_assert_gt(at[JOINT_LEFT_HIP].x, at[JOINT_RIGHT_HIP].x, "left is at the right");
                cr_assert_float_eq(hips, (double)obliquity, TOLERANCE_DEG);
                cr_assert_float_eq(turned(hips - 90, left), (double)angles.hip_abduction[0],
                                   TOLERANCE_DEG);
                cr_assert_float_eq(turned(right, hips - 90), (double)angles.hip_abduction[1],
                                   TOLERANCE_DEG);
                cr_assert_float_eq(turned(trunk_direction(&p), 90), (double)lean, TOLERANCE_DEG);
            }
        }
    }
}

Test(body, side_lying_lifts_the_upper_leg)
{
    for (int on_left = 0; on_left < 2; on_left++) {
        struct body_angles angles = {.on_left_side = on_left};
        angles.hip_abduction[on_left] = 30;
        struct pose p = see(angles, POSTURE_SIDE_LYING, VIEW_FRONT);
        const struct landmark *upper = &p.joint[JOINT_LEFT_HIP + on_left];
        const struct landmark *lower = &p.joint[JOINT_LEFT_HIP + 1 - on_left];
        cr_assert_lt(upper->y, lower->y);
        double line = direction(*lower, *upper), thigh = direction(*upper, upper[2]);
        cr_assert_float_eq(90 - fabs(turned(line, thigh)), 30, TOLERANCE_DEG);
        cr_assert_eq(p.joint[JOINT_HEAD_TOP].x < upper->x, !on_left, "where the head lies");
    }
}

Test(body, segments_keep_their_lengths)
{
    struct body_shape shape = body_shape_default();
    struct body_camera camera = body_camera_default(POSTURE_STANDING, VIEW_SIDE, ASPECT);
    struct body_angles angles = {.hip_flexion = {70, 20}, .knee_flexion = {40, 110}};
    struct pose p = body_pose(&shape, &angles, POSTURE_STANDING, &camera);
    double scale = (double)camera.body_height / 1.70;
    for (int side = 0; side < 2; side++) {
        const struct landmark *hip = &p.joint[JOINT_LEFT_HIP + side];
        cr_assert_float_eq(distance(hip[0], hip[2]) / scale, (double)shape.thigh, 2e-3);
        cr_assert_float_eq(distance(hip[2], hip[4]) / scale, (double)shape.shank, 2e-3);
        cr_assert_float_eq(distance(hip[6], hip[8]) / scale, (double)shape.foot, 2e-3);
    }
}

Test(body, a_standing_body_has_the_height_asked_for)
{
    struct body_angles straight = {0};
    struct body_shape shape = body_shape_default();
    struct body_camera camera = {.body_height = 0.6f, .x = 0.9f, .y = 0.9f, .yaw_deg = 30};
    struct pose p = body_pose(&shape, &straight, POSTURE_STANDING, &camera);
    cr_assert_float_eq(p.joint[JOINT_HEAD_TOP].y, 0.3, 2e-3);
    cr_assert_float_eq(p.joint[JOINT_HEAD_TOP].x, 0.9, 1e-5);
    for (int joint = JOINT_LEFT_HEEL; joint <= JOINT_RIGHT_TOE; joint++)
        cr_assert_float_eq(p.joint[joint].y, 0.9, 1e-5);
    struct body_shape none = {0};
    struct pose q = body_pose(&none, &straight, POSTURE_STANDING, &camera);
    cr_assert_eq(p.joint[JOINT_LEFT_TOE].x, q.joint[JOINT_LEFT_TOE].x, "no shape is the default");
}

Test(body, feet_stay_on_the_floor)
{
    struct pose rest = see((struct body_angles){0}, POSTURE_STANDING, VIEW_SIDE);
    for (float depth = 0; depth <= 100; depth += 5) {
        struct body_angles squat = {.trunk_inclination = 0.4f * depth,
                                    .hip_flexion = {depth, depth},
                                    .knee_flexion = {depth, depth}};
        struct pose p = see(squat, POSTURE_STANDING, VIEW_SIDE);
        for (int joint = JOINT_LEFT_ANKLE; joint <= JOINT_RIGHT_ANKLE; joint++)
            cr_assert_lt(distance(p.joint[joint], rest.joint[joint]), 1e-5);
        cr_assert_float_eq(p.joint[JOINT_LEFT_TOE].y, rest.joint[JOINT_LEFT_TOE].y, 1e-5);
        cr_assert(depth == 0 || p.joint[JOINT_LEFT_HIP].y > rest.joint[JOINT_LEFT_HIP].y);
    }
    struct body_angles lifted = {.hip_abduction = {25, 0}};
    rest = see((struct body_angles){0}, POSTURE_STANDING, VIEW_FRONT);
    struct pose p = see(lifted, POSTURE_STANDING, VIEW_FRONT);
    cr_assert_lt(distance(p.joint[JOINT_RIGHT_ANKLE], rest.joint[JOINT_RIGHT_ANKLE]), 1e-5);
    cr_assert_lt(p.joint[JOINT_LEFT_ANKLE].y, rest.joint[JOINT_LEFT_ANKLE].y - 0.02f);
}

/* The rear knee and the front foot stay where they are while the hips go forward. */
Test(body, half_kneeling_stands_on_a_flat_foot)
{
    static const struct body_angles back = {
        .trunk_inclination = 3, .hip_flexion = {20, 95}, .knee_flexion = {107, 75}};
    static const struct body_angles forward = {
        .trunk_inclination = 3, .hip_flexion = {-7, 96}, .knee_flexion = {80, 102}};
    struct pose rest = see(back, POSTURE_KNEELING, VIEW_SIDE);
    struct pose p = see(forward, POSTURE_KNEELING, VIEW_SIDE);
    double leg = distance(rest.joint[JOINT_RIGHT_HIP], rest.joint[JOINT_RIGHT_KNEE]);
    cr_assert_lt(distance(p.joint[JOINT_LEFT_KNEE], rest.joint[JOINT_LEFT_KNEE]), 1e-5);
    cr_assert_lt(distance(p.joint[JOINT_RIGHT_ANKLE], rest.joint[JOINT_RIGHT_ANKLE]), 0.05 * leg);
    cr_assert_lt(p.joint[JOINT_LEFT_HIP].x, rest.joint[JOINT_LEFT_HIP].x - 0.03f, "forward: left");
    const struct pose *both[] = {&rest, &p};
    for (int i = 0; i < 2; i++) {
        const struct landmark *at = both[i]->joint;
        cr_assert_float_eq(at[JOINT_RIGHT_HEEL].y, at[JOINT_RIGHT_TOE].y, 0.006, "flat: %d", i);
        cr_assert_lt(at[JOINT_RIGHT_TOE].x, at[JOINT_RIGHT_HEEL].x, "and points ahead");
        cr_assert_gt(at[JOINT_LEFT_TOE].x, at[JOINT_LEFT_ANKLE].x, "the rear one is pointed");
    }
}

/* Knee angles that keep shoulders and feet equally far apart, from the law of cosines. */
Test(body, a_bridge_keeps_shoulders_and_feet)
{
    struct body_shape shape = body_shape_default();
    double trunk = (double)shape.trunk, thigh = (double)shape.thigh, shank = (double)shape.shank;
    struct body_angles low = {
        .trunk_inclination = -90, .hip_flexion = {47.5f, 47.5f}, .knee_flexion = {100, 100}};
    struct body_camera camera = body_camera_default(POSTURE_SUPINE, VIEW_SIDE, ASPECT);
    struct pose rest = body_pose(&shape, &low, POSTURE_SUPINE, &camera);
    double scale = (double)camera.body_height / 1.70;
    double apart = distance(rest.joint[JOINT_LEFT_SHOULDER], rest.joint[JOINT_LEFT_ANKLE]) / scale;
    double line = trunk + thigh; /* straight at the hip */
    double knee = acos((line * line + shank * shank - apart * apart) / (2 * line * shank));
    struct body_angles high = {.trunk_inclination = -90};
    high.knee_flexion[0] = high.knee_flexion[1] = (float)(180 - knee * DEGREES);
    struct pose top = body_pose(&shape, &high, POSTURE_SUPINE, &camera);
    cr_assert_lt(distance(top.joint[JOINT_NECK], rest.joint[JOINT_NECK]), 1e-5);
    cr_assert_lt(distance(top.joint[JOINT_LEFT_ANKLE], rest.joint[JOINT_LEFT_ANKLE]) / scale, 0.03);
    cr_assert_lt(top.joint[JOINT_LEFT_HIP].y, rest.joint[JOINT_LEFT_HIP].y - 0.08f, "hips rise");
    cr_assert_float_eq(hip_flexion(&top, 0), 0, TOLERANCE_DEG);
    cr_assert_float_eq(top.joint[JOINT_HEAD_TOP].y, top.joint[JOINT_NECK].y, 1e-5, "head lies");
}

Test(body, depth_is_negative_towards_the_camera)
{
    struct pose p = see((struct body_angles){0}, POSTURE_STANDING, VIEW_SIDE);
    cr_assert_lt(p.joint[JOINT_LEFT_HIP].z, 0);
    cr_assert_gt(p.joint[JOINT_RIGHT_HIP].z, 0);
    cr_assert_float_eq(p.joint[JOINT_NECK].z, 0, 1e-6);
    p = see((struct body_angles){.shoulder_flexion = {90, 0}}, POSTURE_STANDING, VIEW_FRONT);
    cr_assert_lt(p.joint[JOINT_LEFT_WRIST].z, -0.2f);
    cr_assert_float_eq(p.joint[JOINT_RIGHT_WRIST].z, 0, 1e-6);
}

Test(body, the_other_side_is_a_mirror)
{
    struct body_shape shape = body_shape_default();
    struct body_angles angles = {.trunk_inclination = -90,
                                 .hip_flexion = {110, 50},
                                 .knee_flexion = {115, 100},
                                 .shoulder_flexion = {50, 0}};
    struct body_angles swapped = {.trunk_inclination = -90,
                                  .hip_flexion = {50, 110},
                                  .knee_flexion = {100, 115},
                                  .shoulder_flexion = {0, 50}};
    struct body_camera left = body_camera_default(POSTURE_SUPINE, VIEW_SIDE, ASPECT), right = left;
    right.yaw_deg = -left.yaw_deg;
    struct pose p = pose_mirror(body_pose(&shape, &angles, POSTURE_SUPINE, &left), ASPECT);
    struct pose q = body_pose(&shape, &swapped, POSTURE_SUPINE, &right);
    for (int joint = 0; joint < JOINT_COUNT; joint++)
        cr_assert_lt(distance(p.joint[joint], q.joint[joint]), 1e-5, "%s",
                     joint_name((enum joint)joint));
    cr_assert_gt(q.joint[JOINT_LEFT_TOE].x, q.joint[JOINT_HEAD_TOP].x, "head at the left");
}

Test(body, roll_turns_the_picture_and_pitch_looks_down)
{
    struct body_shape shape = body_shape_default();
    struct body_angles angles = {0};
    struct body_camera camera = body_camera_default(POSTURE_STANDING, VIEW_FRONT, ASPECT);
    camera.roll_deg = 10;
    struct pose p = body_pose(&shape, &angles, POSTURE_STANDING, &camera);
    cr_assert_float_eq(turned(trunk_direction(&p), 90), 10, TOLERANCE_DEG, "clockwise");
    camera.roll_deg = 0;
    camera.pitch_deg = 30;
    p = body_pose(&shape, &angles, POSTURE_STANDING, &camera);
    cr_assert_gt(p.joint[JOINT_LEFT_TOE].y, p.joint[JOINT_LEFT_HEEL].y, "toes nearer, lower");
}

static bool is_inside(const struct pose *p, float aspect)
{
    for (int joint = 0; joint < JOINT_COUNT; joint++) {
        const struct landmark *at = &p->joint[joint];
        if (at->x < 0 || at->x > aspect || at->y < 0 || at->y > 1)
            return false;
    }
    return true;
}

Test(body, every_posture_fits_the_picture)
{
    static const float aspects[] = {16.0f / 9, 4.0f / 3, 1, 9.0f / 16};
    static const struct {
        enum posture posture;
        float inclination, hip, knee;
    } cases[] = {{POSTURE_STANDING, 0, 0, 0},        {POSTURE_STANDING, 80, 80, 0},
                 {POSTURE_SITTING, 0, 90, 90},       {POSTURE_SITTING, 40, 130, 90},
                 {POSTURE_KNEELING, 0, 0, 90},       {POSTURE_SUPINE, -90, 0, 0},
                 {POSTURE_SUPINE, -90, 90, 0},       {POSTURE_SUPINE, -90, 0, 90},
                 {POSTURE_QUADRUPED, 90, 90, 90},    {POSTURE_QUADRUPED, 60, 60, 90},
                 {POSTURE_QUADRUPED, 100, 130, 130}, {POSTURE_SIDE_LYING, 0, 0, 0}};
    for (size_t a = 0; a < ARRAY_LENGTH(aspects); a++) {
        for (size_t c = 0; c < ARRAY_LENGTH(cases); c++) {
            for (int view = 0; view < VIEW_COUNT; view++) {
                for (float arm = 0; arm <= 170; arm += 85) {
                    struct body_angles angles = {.trunk_inclination = cases[c].inclination,
                                                 .hip_flexion = {cases[c].hip, cases[c].hip},
                                                 .knee_flexion = {cases[c].knee, cases[c].knee},
                                                 .shoulder_flexion = {arm, arm}};
                    struct body_shape shape = body_shape_default();
                    struct body_camera camera =
                        body_camera_default(cases[c].posture, (enum view)view, aspects[a]);
                    struct pose p = body_pose(&shape, &angles, cases[c].posture, &camera);
                    cr_assert(is_inside(&p, aspects[a]), "case %zu, %s, aspect %.2f, arms %.0f", c,
                              view_name((enum view)view), (double)aspects[a], (double)arm);
                }
            }
        }
    }
}

/* No jump anywhere while angles change little by little: what is on the ground may change, the
 * picture may not jump. */
Test(body, moves_without_jumps)
{
    for (int posture = 0; posture < POSTURE_COUNT; posture++) {
        struct pose before = {0};
        for (int step = 0; step <= 1000; step++) {
            float s = (float)step / 1000;
            float base = posture == POSTURE_SUPINE      ? -90.0f
                         : posture == POSTURE_QUADRUPED ? 85.0f
                                                        : 0;
            struct body_angles angles = {.trunk_inclination = base + 10 * s,
                                         .pelvic_obliquity = 6 * (2 * s - 1),
                                         .hip_flexion = {100 * s, 60 - 50 * s},
                                         .knee_flexion = {110 - 80 * s, 100 * s},
                                         .hip_abduction = {20 * s, 5}};
            struct pose p = see(angles, (enum posture)posture, VIEW_SIDE);
            for (int joint = 0; step > 0 && joint < JOINT_COUNT; joint++)
                cr_assert_lt(distance(p.joint[joint], before.joint[joint]), 0.008,
                             "%s jumps at step %d, %s", joint_name((enum joint)joint), step,
                             posture_name((enum posture)posture));
            before = p;
        }
    }
}
