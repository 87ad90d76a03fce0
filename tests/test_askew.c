/* A camera that stands askew and looks down: angles are the body's all the same. */
#include <criterion/criterion.h>
#include <math.h>

#include "movement/body.h"
#include "movement/features.h"
#include "session/gauge.h"

#define ASPECT (16.0f / 9)

static const struct feature_settings *settings(void)
{
    static struct feature_settings standard;
    standard = feature_settings_default();
    return &standard;
}

/* The body of these angles for some seconds, seen by this camera. */
static struct features show(struct feature_state *state, const struct body_angles *angles,
                            enum posture posture, const struct body_camera *camera, double seconds,
                            bool rests)
{
    struct body_shape shape = body_shape_default();
    struct pose pose = body_pose(&shape, angles, posture, camera);
    struct features features = {0};
    for (int i = 0; i < (int)(seconds * 30); i++) {
        pose.t_us = state->last_us + 33333;
        features = features_step(state, settings(), &pose, rests);
    }
    return features;
}

static struct body_camera askew(enum posture posture, enum view view, float yaw, float pitch)
{
    struct body_camera camera = body_camera_default(posture, view, ASPECT);
    camera.yaw_deg += yaw;
    camera.pitch_deg = pitch;
    return camera;
}

static double truth(const struct body_angles *angles, enum posture posture, enum view view,
                    struct signal signal)
{
    struct body_shape shape = body_shape_default();
    struct pose look = gauge_look(&shape, angles, posture, view);
    double value = NAN;
    cr_assert(gauge_read(&look, &look, view, signal, SIDE_LEFT, &value));
    return value;
}

Test(askew, knees_part_as_far_as_they_do)
{
    struct signal opening = {FEATURE_KNEE_OPENING, SIGNAL_BOTH};
    struct body_angles stands = {0};
    struct body_angles parted = {.trunk_inclination = -90,
                                 .hip_flexion = {39, 39},
                                 .knee_flexion = {105, 105},
                                 .hip_abduction = {28, 28},
                                 .hip_rotation = {35, 35}};
    double real = truth(&parted, POSTURE_SUPINE, VIEW_FEET, opening);
    for (float yaw = -18; yaw <= 18; yaw += 9)
        for (float pitch = 0; pitch <= 25; pitch += 5) {
            struct feature_state state = {0};
            struct body_camera before = askew(POSTURE_STANDING, VIEW_FRONT, yaw, pitch);
            struct body_camera at = askew(POSTURE_SUPINE, VIEW_FEET, yaw, 15 + 0.4f * pitch);
            show(&state, &stands, POSTURE_STANDING, &before, 3, true);
            struct features now = show(&state, &parted, POSTURE_SUPINE, &at, 3, false);
            cr_assert(now.valid >> (2 * FEATURE_KNEE_OPENING) & 1u);
            cr_expect_float_eq(now.value[2 * FEATURE_KNEE_OPENING], real, 2.0,
                               "%.1f for %.1f at yaw %.0f, pitch %.0f",
                               (double)now.value[2 * FEATURE_KNEE_OPENING], real, (double)yaw,
                               (double)pitch);
        }
}

/* At rest first, so that the camera's look is learnt; then the limbs move and are read. */
struct case_of {
    const char *what;
    enum posture posture;
    enum view view;
    struct body_angles rest, moved;
    struct signal signal;
};

static const struct case_of cases[] = {
    {.what = "a thigh lowered on the back",
     .posture = POSTURE_SUPINE,
     .view = VIEW_SIDE,
     .rest = {.trunk_inclination = -90, .hip_flexion = {90, 90}, .knee_flexion = {90, 90}},
     .moved = {.trunk_inclination = -90, .hip_flexion = {45, 90}, .knee_flexion = {90, 90}},
     .signal = {FEATURE_HIP_FLEXION, SIGNAL_LEFT}},
    {.what = "the far thigh lowered on the back",
     .posture = POSTURE_SUPINE,
     .view = VIEW_SIDE,
     .rest = {.trunk_inclination = -90, .hip_flexion = {90, 90}, .knee_flexion = {90, 90}},
     .moved = {.trunk_inclination = -90, .hip_flexion = {90, 45}, .knee_flexion = {90, 90}},
     .signal = {FEATURE_HIP_FLEXION, SIGNAL_RIGHT}},
    {.what = "a knee bent standing",
     .posture = POSTURE_STANDING,
     .view = VIEW_SIDE,
     .moved = {.trunk_inclination = 30, .hip_flexion = {80, 80}, .knee_flexion = {60, 60}},
     .signal = {FEATURE_KNEE_FLEXION, SIGNAL_LEFT}},
    {.what = "a trunk bent forward",
     .posture = POSTURE_STANDING,
     .view = VIEW_SIDE,
     .moved = {.trunk_inclination = 50, .hip_flexion = {60, 60}, .knee_flexion = {15, 15}},
     .signal = {FEATURE_TRUNK_INCLINATION, SIGNAL_BOTH}},
    {.what = "a leg stretched on hands and knees",
     .posture = POSTURE_QUADRUPED,
     .view = VIEW_SIDE,
     .rest = {.trunk_inclination = 78,
              .hip_flexion = {78, 78},
              .knee_flexion = {90, 90},
              .shoulder_flexion = {78, 78}},
     .moved = {.trunk_inclination = 78,
               .hip_flexion = {-6, 78},
               .knee_flexion = {0, 90},
               .shoulder_flexion = {78, 160}},
     .signal = {FEATURE_LEG_ELEVATION, SIGNAL_LEFT}},
    {.what = "a leg lifted standing",
     .posture = POSTURE_STANDING,
     .view = VIEW_FRONT,
     .moved = {.hip_abduction = {25, 0}},
     .signal = {FEATURE_HIP_ABDUCTION, SIGNAL_LEFT}},
};

/* A camera both more askew and higher than that shows neither side nor front. */
Test(askew, angles_are_the_body_s_whichever_way_the_camera_looks)
{
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        for (float yaw = -18; yaw <= 18; yaw += 9)
            for (float pitch = 0; pitch <= 20; pitch += 5) {
                const struct case_of *c = &cases[i];
                struct body_shape shape = body_shape_default();
                struct feature_state state = {0};
                struct body_camera camera = askew(c->posture, c->view, yaw, pitch);
                show(&state, &c->rest, c->posture, &camera, 4, true);
                struct features now = show(&state, &c->moved, c->posture, &camera, 2, false);
                struct reading seen = features_read(&now, &state, c->signal, SIDE_LEFT);
                struct pose rest = gauge_look(&shape, &c->rest, c->posture, c->view);
                struct pose look = gauge_look(&shape, &c->moved, c->posture, c->view);
                double real;
                cr_assert(gauge_read(&look, &rest, c->view, c->signal, SIDE_LEFT, &real));
                cr_assert(seen.seen, "%s at yaw %.0f, pitch %.0f", c->what, (double)yaw,
                          (double)pitch);
                cr_expect_float_eq(seen.value, real, 1.0,
                                   "%s: %.2f for %.2f at yaw %.0f, pitch %.0f", c->what,
                                   (double)seen.value, real, (double)yaw, (double)pitch);
            }
}

Test(askew, on_the_side_the_slant_of_the_trunk_is_taken_off)
{
    struct body_angles rest = {
        .hip_abduction = {-12, 6}, .hip_flexion = {0, 45}, .knee_flexion = {0, 70}};
    struct body_angles lifted = {
        .hip_abduction = {25, 6}, .hip_flexion = {0, 45}, .knee_flexion = {0, 70}};
    struct signal signal = {FEATURE_HIP_ABDUCTION, SIGNAL_LEFT};
    double real = truth(&lifted, POSTURE_SIDE_LYING, VIEW_FRONT, signal);
    for (float yaw = -18; yaw <= 18; yaw += 9)
        for (float pitch = 0; pitch <= 20; pitch += 5) {
            struct feature_state state = {0};
            struct body_camera camera = askew(POSTURE_SIDE_LYING, VIEW_FRONT, yaw, pitch);
            show(&state, &rest, POSTURE_SIDE_LYING, &camera, 4, true);
            struct features now = show(&state, &lifted, POSTURE_SIDE_LYING, &camera, 2, false);
            struct reading seen = features_read(&now, &state, signal, SIDE_LEFT);
            cr_assert(seen.seen);
            /* How much shorter things look along and across stays in it: 8 degrees without. */
            cr_expect_float_eq(seen.value, real, 2.5, "%.2f for %.2f at yaw %.0f, pitch %.0f",
                               (double)seen.value, real, (double)yaw, (double)pitch);
        }
}
