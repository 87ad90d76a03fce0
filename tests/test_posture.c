#include "base.h"
#include "movement/body.h"
#include "movement/posture.h"

#include <criterion/criterion.h>

#define ASPECT (16.0f / 9)

static const struct {
    const char *what;
    enum posture as; /* the ground it is on */
    struct body_angles angles;
    bool standing, supine, quadruped; /* fits, at rest */
} cases[] = {
    {"standing", POSTURE_STANDING, {.trunk_inclination = 0}, true, false, false},
    {"sitting",
     POSTURE_SITTING,
     {.hip_flexion = {90, 90}, .knee_flexion = {90, 90}},
     true,
     false,
     false},
    {"half kneeling",
     POSTURE_KNEELING,
     {.hip_flexion = {0, 90}, .knee_flexion = {90, 90}},
     true,
     false,
     false},
    {"hands and knees",
     POSTURE_QUADRUPED,
     {.trunk_inclination = 78, .hip_flexion = {78, 78}, .knee_flexion = {90, 90}},
     false,
     false,
     true},
    {"child's pose",
     POSTURE_QUADRUPED,
     {.trunk_inclination = 95, .hip_flexion = {120, 120}, .knee_flexion = {115, 115}},
     false,
     false,
     true},
    {"on the back",
     POSTURE_SUPINE,
     {.trunk_inclination = -90, .hip_flexion = {48, 48}, .knee_flexion = {100, 100}},
     false,
     true,
     false},
    {"a bridge",
     POSTURE_SUPINE,
     {.trunk_inclination = -112, .hip_flexion = {3, 3}, .knee_flexion = {88, 88}},
     false,
     true,
     false},
};

/* Half a second of it, seen from the left or the right. */
static struct pose look(size_t index, bool from_right, struct feature_state *state)
{
    struct feature_settings settings = feature_settings_default();
    struct body_shape shape = body_shape_default();
    struct body_camera camera = body_camera_default(cases[index].as, VIEW_SIDE, ASPECT);
    struct pose pose = body_pose(&shape, &cases[index].angles, cases[index].as, &camera);
    if (from_right)
        pose = pose_mirror(pose, ASPECT);
    *state = (struct feature_state){0};
    for (int i = 1; i <= 15; i++) {
        pose.t_us = i * 33333;
        features_step(state, &settings, &pose, false);
    }
    return pose;
}

Test(posture, upright_is_not_lying_nor_face_up_face_down)
{
    struct feature_settings settings = feature_settings_default();
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        for (int mirrored = 0; mirrored < 2; mirrored++) {
            struct feature_state state;
            struct pose pose = look(i, mirrored, &state);
            cr_expect_eq(posture_fits(POSTURE_STANDING, VIEW_SIDE, &pose, &state, &settings, false),
                         cases[i].standing, "%s as standing", cases[i].what);
            cr_expect_eq(posture_fits(POSTURE_SUPINE, VIEW_SIDE, &pose, &state, &settings, false),
                         cases[i].supine, "%s as supine", cases[i].what);
            cr_expect_eq(
                posture_fits(POSTURE_QUADRUPED, VIEW_SIDE, &pose, &state, &settings, false),
                cases[i].quadruped, "%s as on hands and knees", cases[i].what);
        }
}

Test(posture, what_is_not_seen_is_not_held_against_anybody)
{
    struct feature_settings settings = feature_settings_default();
    struct feature_state state;
    struct pose pose = look(0, false, &state);
    cr_assert_not(posture_fits(POSTURE_SUPINE, VIEW_SIDE, &pose, &state, &settings, false));
    struct pose hidden = pose;
    hidden.joint[JOINT_LEFT_HIP].confidence = hidden.joint[JOINT_RIGHT_HIP].confidence = 0.2f;
    cr_assert(posture_fits(POSTURE_SUPINE, VIEW_SIDE, &hidden, &state, &settings, false));
    hidden = (struct pose){.t_us = pose.t_us};
    cr_assert(posture_fits(POSTURE_SUPINE, VIEW_SIDE, &hidden, &state, &settings, false));
}

Test(posture, on_the_way_a_trunk_may_lean_further)
{
    struct feature_settings settings = feature_settings_default();
    struct body_shape shape = body_shape_default();
    struct body_camera camera = body_camera_default(POSTURE_STANDING, VIEW_SIDE, ASPECT);
    struct body_angles deep = {.trunk_inclination = 68, .hip_flexion = {80, 80}};
    struct pose pose = body_pose(&shape, &deep, POSTURE_STANDING, &camera);
    struct feature_state state = {0};
    cr_assert_not(posture_fits(POSTURE_STANDING, VIEW_SIDE, &pose, &state, &settings, false));
    cr_assert(posture_fits(POSTURE_STANDING, VIEW_SIDE, &pose, &state, &settings, true));
}

/* A camera at the feet that looks down by pitch_deg; the same look for half a second. */
static bool fits_at_the_feet(enum posture as, struct body_angles angles, float pitch_deg)
{
    struct feature_settings settings = feature_settings_default();
    struct body_shape shape = body_shape_default();
    struct body_camera camera = body_camera_default(as, VIEW_FEET, ASPECT);
    camera.pitch_deg = pitch_deg;
    struct pose pose = body_pose(&shape, &angles, as, &camera);
    struct feature_state state = {0};
    for (int i = 1; i <= 15; i++) {
        pose.t_us = i * 33333;
        features_step(&state, &settings, &pose, false);
    }
    return posture_fits(POSTURE_SUPINE, VIEW_FEET, &pose, &state, &settings, false);
}

Test(posture, nobody_lies_before_the_feet_s_camera_on_hanging_legs)
{
    struct body_angles stands = {0};
    struct body_angles leans = {.trunk_inclination = 20, .hip_flexion = {20, 20}};
    struct body_angles knees_up = {
        .trunk_inclination = -90, .hip_flexion = {48, 48}, .knee_flexion = {100, 100}};
    struct body_angles knees_out = {.trunk_inclination = -90,
                                    .hip_flexion = {39, 39},
                                    .knee_flexion = {105, 105},
                                    .hip_abduction = {45, 45},
                                    .hip_rotation = {35, 35}};
    for (float pitch = 0; pitch <= 25; pitch += 5) {
        cr_expect_not(fits_at_the_feet(POSTURE_STANDING, stands, pitch), "%.0f", (double)pitch);
        cr_expect_not(fits_at_the_feet(POSTURE_STANDING, leans, pitch), "%.0f", (double)pitch);
        cr_expect(fits_at_the_feet(POSTURE_SUPINE, knees_up, pitch), "%.0f", (double)pitch);
        cr_expect(fits_at_the_feet(POSTURE_SUPINE, knees_out, pitch), "%.0f", (double)pitch);
    }
}

Test(posture, legs_that_are_not_seen_are_not_held_against_anybody_either)
{
    struct feature_settings settings = feature_settings_default();
    struct feature_state state;
    struct pose pose = look(0, false, &state);
    cr_assert_not(posture_fits(POSTURE_SUPINE, VIEW_FEET, &pose, &state, &settings, false));
    for (int side = 0; side < 2; side++)
        pose.joint[JOINT_LEFT_ANKLE + side].confidence = 0.2f;
    cr_assert(posture_fits(POSTURE_SUPINE, VIEW_FEET, &pose, &state, &settings, false));
}
