/* Forward kinematics: joint angles to joints, seen from a view. Serves the avatar, the demo and the
 * tests; nothing that is scored.
 *
 * World frame: x to the person's left... see the figure in body.c; metres, y up. */
#ifndef UNGUARD_BODY_H
#define UNGUARD_BODY_H

#include "movement/pose.h"

/* Segment lengths in metres; body_shape_default() is a 1.70 m adult after Drillis and Contini's
 * segment shares. */
struct body_shape {
    float trunk, thigh, shank, foot, upper_arm, forearm, head, hip_width, shoulder_width;
};

/* Joint angles in degrees; index 0 left, 1 right. Trunk inclination: 0 upright, + towards the
 * front, -90 lying on the back. */
struct body_angles {
    float trunk_inclination, lateral_lean, pelvic_obliquity;
    float hip_flexion[2], knee_flexion[2], hip_abduction[2];
    float shoulder_flexion[2], elbow_flexion[2];
};

struct body_camera {
    float yaw_deg;   /* 0: looks at the chest; 90: at the left side, so the person faces left... */
    float pitch_deg; /* camera looking down */
    float roll_deg;
    float body_height; /* a standing body's height in picture heights, 0.3..0.95 */
    float x, y;        /* where the ground point under the body lies in the picture */
};

struct body_shape body_shape_default(void);

/* All eighteen joints with confidence 1 (z filled), in image heights. What of the body stays on the
 * ground follows from the posture. */
struct pose body_pose(const struct body_shape *shape, const struct body_angles *angles,
                      enum posture posture, const struct body_camera *camera);

#endif
