/* What a camera sees of somebody who says something with their hands, from where an exercise has
 * them. For the tests of gestures; each is a program of its own, so all of it is static inline. */
#ifndef UNGUARD_TESTS_GESTURE_SAMPLE_H
#define UNGUARD_TESTS_GESTURE_SAMPLE_H

#include "movement/body.h"
#include "plan/exercise.h"

#include <string.h>

#define GESTURE_ASPECT (16.0f / 9)

static inline struct body_angles gesture_angles(const struct exercise *exercise, int frame)
{
    const struct keyframe *key = &exercise->keyframe[frame];
    struct body_angles angles = {.trunk_inclination = key->trunk_inclination,
                                 .lateral_lean = key->lateral_lean,
                                 .pelvic_obliquity = key->pelvic_obliquity,
                                 .trunk_rotation = key->trunk_rotation};
    memcpy(angles.hip_flexion, key->hip_flexion, sizeof angles.hip_flexion);
    memcpy(angles.knee_flexion, key->knee_flexion, sizeof angles.knee_flexion);
    memcpy(angles.hip_abduction, key->hip_abduction, sizeof angles.hip_abduction);
    memcpy(angles.hip_rotation, key->hip_rotation, sizeof angles.hip_rotation);
    memcpy(angles.shoulder_flexion, key->shoulder_flexion, sizeof angles.shoulder_flexion);
    memcpy(angles.elbow_flexion, key->elbow_flexion, sizeof angles.elbow_flexion);
    return angles;
}

static inline struct pose gesture_look(const struct body_angles *angles, enum posture posture,
                                       enum view view)
{
    const struct body_shape shape = body_shape_default();
    const struct body_camera camera = body_camera_default(posture, view, GESTURE_ASPECT);
    return body_pose(&shape, angles, posture, &camera);
}

/* What somebody in an exercise's start posture does to say something; on hands and knees, and half
 * kneeling, they come up to their knees. */
static inline struct pose gesture_pose(const struct exercise *exercise, float left, float right)
{
    struct body_angles angles = gesture_angles(exercise, 0);
    enum posture posture = exercise->posture;
    if (posture == POSTURE_QUADRUPED || posture == POSTURE_KNEELING) {
        posture = POSTURE_KNEELING;
        angles = (struct body_angles){.knee_flexion = {90, 90}};
    }
    angles.shoulder_flexion[0] = left;
    angles.shoulder_flexion[1] = right;
    angles.elbow_flexion[0] = angles.elbow_flexion[1] = 0;
    return gesture_look(&angles, posture, exercise->view);
}

#endif
