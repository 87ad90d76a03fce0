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
                            enum posture posture, const struct body_camera *camera, double seconds)
{
    struct body_shape shape = body_shape_default();
    struct pose pose = body_pose(&shape, angles, posture, camera);
    struct features features = {0};
    for (int i = 0; i < (int)(seconds * 30); i++) {
        pose.t_us = state->last_us + 33333;
        features = features_step(state, settings(), &pose, false);
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
    for (float yaw = -20; yaw <= 20; yaw += 10)
        for (float pitch = 0; pitch <= 25; pitch += 5) {
            struct feature_state state = {0};
            struct body_camera before = askew(POSTURE_STANDING, VIEW_FRONT, yaw, pitch);
            struct body_camera at = askew(POSTURE_SUPINE, VIEW_FEET, yaw, 15 + 0.4f * pitch);
            show(&state, &stands, POSTURE_STANDING, &before, 3);
            struct features now = show(&state, &parted, POSTURE_SUPINE, &at, 3);
            cr_assert(now.valid >> (2 * FEATURE_KNEE_OPENING) & 1u);
            cr_expect_float_eq(now.value[2 * FEATURE_KNEE_OPENING], real, 2.0,
                               "%.1f for %.1f at yaw %.0f, pitch %.0f",
                               (double)now.value[2 * FEATURE_KNEE_OPENING], real, (double)yaw,
                               (double)pitch);
        }
}
