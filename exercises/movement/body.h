/* Forward kinematics: joint angles to joints, seen from a view. Serves the avatar, the demo and the
 * tests; nothing that is scored.
 *
 * World: metres, y up, the floor (or mat) at y = 0. A person standing at the origin faces +z with
 * the left side towards +x. Lying on the back the face is up, the head towards -z, the feet +z.
 * Side-lying the belly faces +z, the head lies towards -x (on the right side) or +x (on the left).
 *
 * Picture: at yaw 0 the camera looks at the chest (side-lying: the belly; supine: along the body
 * from the feet) and the person's left is at the picture's right. At yaw 90 it sees the left side:
 * upright the person faces the picture's left; supine the head lies at the right, the face up; on
 * hands and knees the head is at the left. At yaw -90 all of that is mirrored. */
#ifndef UNGUARD_BODY_H
#define UNGUARD_BODY_H

#include "movement/pose.h"

/* Segment lengths in metres, between joint centres; the foot from heel to toe, the head from
 * mid-shoulder to crown. A shape with a height of 0 (all zero) is the default one. */
struct body_shape {
    float trunk, thigh, shank, foot, upper_arm, forearm, head, hip_width, shoulder_width;
};

/* Joint angles in degrees; index 0 left, 1 right. Zero is standing straight, arms down. */
struct body_angles {
    float trunk_inclination; /* of mid-hip to mid-shoulder: 0 upright, + towards the front, 90 on
                                hands and knees, -90 on the back; side-lying: + curls up */
    float lateral_lean;      /* of the trunk in the frontal plane, + towards the left */
    float pelvic_obliquity;  /* + the left hip higher */
    float trunk_rotation;    /* pelvis and legs against the shoulders, + turned to the left */
    float hip_flexion[2];    /* thigh against the trunk line: 0 straight, + to the front */
    float knee_flexion[2];   /* 0 straight, + heel to the buttock */
    float hip_abduction[2];  /* thigh out of the pelvis' sagittal plane, + outwards */
    float hip_rotation[2];   /* of the thigh about its length, + outwards: the foot goes inwards */
    float shoulder_flexion[2]; /* 0 along the trunk, 90 to the front, 180 overhead */
    float elbow_flexion[2];    /* 0 straight */
    bool on_left_side;         /* side-lying: the left side below; otherwise the right */
};

/* Orthographic, turned about the point of the floor under the body. */
struct body_camera {
    float yaw_deg;     /* see above */
    float pitch_deg;   /* + looks down */
    float roll_deg;    /* + turns the picture's content clockwise */
    float body_height; /* a standing body's height in picture heights, 0.3..0.95 */
    float x, y; /* where the ground point under the body lies in the picture, image heights */
};

struct body_shape body_shape_default(void); /* 1.70 m, after Drillis and Contini's shares */

/* A camera that keeps the whole body in a picture of the given width / height, whatever it does in
 * that posture. Side: the left one. Feet: from 20 degrees above. */
struct body_camera body_camera_default(enum posture posture, enum view view, float aspect);

/* All eighteen joints with confidence 1, t_us 0, in image heights; z counts from mid-hip. What
 * stays on the ground follows from the posture:
 *   standing, sitting     the feet: the lower ankle keeps its place
 *   kneeling, quadruped   the lower knee keeps its place; no knee or ankle sinks into the floor. A
 *                         shank that stands upright stands on a flat foot (half kneeling)
 *   supine                the shoulders keep their place on the mat; angles that would press a foot
 *                         into it lift the pelvis instead (a bridge), tilting the trunk further
 *   side-lying            the pelvis; no knee sinks into the mat: that lifts the pelvis */
struct pose body_pose(const struct body_shape *shape, const struct body_angles *angles,
                      enum posture posture, const struct body_camera *camera);

#endif
