#include "movement/pose.h"

#include "movement/exact.h"

static const char *const joint_names[JOINT_COUNT] = {
    "head_top",   "neck",        "left_shoulder", "right_shoulder", "left_elbow", "right_elbow",
    "left_wrist", "right_wrist", "left_hip",      "right_hip",      "left_knee",  "right_knee",
    "left_ankle", "right_ankle", "left_heel",     "right_heel",     "left_toe",   "right_toe",
};

static const char *const posture_names[POSTURE_COUNT] = {
    "standing", "sitting", "kneeling", "supine", "side_lying", "quadruped",
};

static const char *const view_names[VIEW_COUNT] = {"side", "front", "feet"};

static bool on_grid_range(float value)
{
    return value >= -POSE_LIMIT && value <= POSE_LIMIT; /* false for NaN too */
}

/* Adding zero turns -0, which a recording's integers cannot hold, into 0. */
static float round_to(float value, int grid)
{
    return (float)(exact_round((double)value * grid) / grid) + 0.0f;
}

static struct landmark quantize_landmark(struct landmark landmark)
{
    const struct landmark not_seen = {0};
    if (!on_grid_range(landmark.x) || !on_grid_range(landmark.y) || !on_grid_range(landmark.z) ||
        !(landmark.confidence > 0.0f))
        return not_seen;
    float confidence = landmark.confidence < 1.0f ? landmark.confidence : 1.0f;
    confidence = round_to(confidence, POSE_GRID_CONFIDENCE);
    if (confidence <= 0.0f)
        return not_seen;
    return (struct landmark){round_to(landmark.x, POSE_GRID_XY), round_to(landmark.y, POSE_GRID_XY),
                             round_to(landmark.z, POSE_GRID_Z), confidence};
}

struct pose pose_quantize(struct pose pose)
{
    struct pose rounded = {.t_us = pose.t_us, .present = pose.present};
    if (pose.present)
        for (int i = 0; i < JOINT_COUNT; i++)
            rounded.joint[i] = quantize_landmark(pose.joint[i]);
    return rounded;
}

struct pose pose_mirror(struct pose pose, float aspect)
{
    struct pose mirrored = {.t_us = pose.t_us, .present = pose.present};
    for (int i = 0; i < JOINT_COUNT; i++) {
        struct landmark landmark = pose.joint[i];
        if (landmark.confidence > 0.0f)
            landmark.x = aspect - landmark.x;
        mirrored.joint[joint_opposite((enum joint)i)] = landmark;
    }
    return mirrored;
}

enum joint joint_opposite(enum joint joint)
{
    if (joint < JOINT_LEFT_SHOULDER || joint >= JOINT_COUNT)
        return joint;
    return (enum joint)(joint ^ 1); /* pairs start at an even number, left first */
}

const char *joint_name(enum joint joint)
{
    return joint_names[joint];
}

const char *posture_name(enum posture posture)
{
    return posture_names[posture];
}

const char *view_name(enum view view)
{
    return view_names[view];
}
