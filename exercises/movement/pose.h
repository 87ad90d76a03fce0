/* A body as a tracker sees it: eighteen joints at one capture time, on the recording's grid. */
#ifndef UNGUARD_POSE_H
#define UNGUARD_POSE_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Left and right are the person's own. Append only: the order is the recording's. */
enum joint {
    JOINT_HEAD_TOP,
    JOINT_NECK,
    JOINT_LEFT_SHOULDER,
    JOINT_RIGHT_SHOULDER,
    JOINT_LEFT_ELBOW,
    JOINT_RIGHT_ELBOW,
    JOINT_LEFT_WRIST,
    JOINT_RIGHT_WRIST,
    JOINT_LEFT_HIP,
    JOINT_RIGHT_HIP,
    JOINT_LEFT_KNEE,
    JOINT_RIGHT_KNEE,
    JOINT_LEFT_ANKLE,
    JOINT_RIGHT_ANKLE,
    JOINT_LEFT_HEEL,
    JOINT_RIGHT_HEEL,
    JOINT_LEFT_TOE,
    JOINT_RIGHT_TOE,
    JOINT_COUNT
};

/* Units: image heights on both axes, origin top left, x to the right, y down, so that a right
 * angle is a right angle at any aspect ratio. */
struct landmark {
    float x, y;
    float z;          /* image heights from mid-hip, negative nearer the camera; 0 if unknown */
    float confidence; /* 0..1; 0 = not seen, and then x, y and z mean nothing and are 0 */
};

struct pose {
    int64_t t_us; /* capture time in microseconds from the session's start, strictly increasing */
    bool present; /* false: nobody there, and every joint is zero */
    struct landmark joint[JOINT_COUNT];
};

/* What an exercise tells the tracker to expect; the one value that goes against the flow. */
enum posture {
    POSTURE_STANDING,
    POSTURE_SITTING,
    POSTURE_KNEELING,
    POSTURE_SUPINE,
    POSTURE_SIDE_LYING,
    POSTURE_QUADRUPED,
    POSTURE_COUNT
};

enum view {
    VIEW_SIDE,  /* the camera sees the person's left or right side */
    VIEW_FRONT, /* it faces the chest (side-lying: the belly) */
    VIEW_FEET,  /* it stands at the feet of a lying person */
    VIEW_COUNT
};

enum head_direction { HEAD_UNKNOWN, HEAD_LEFT, HEAD_RIGHT }; /* of the picture, lying down */

struct tracker_hint {
    enum posture posture;
    enum view view;
    enum head_direction head;
};

/* Grid of a recording: x and y in 1/20000 image height within +-8, z in 1/1000 within +-8,
 * confidence in 1/255. */
#define POSE_GRID_XY         20000
#define POSE_GRID_Z          1000
#define POSE_GRID_CONFIDENCE 255
#define POSE_LIMIT           8

/* Rounds to the grid (halves away from zero). A landmark with a value that is not finite or lies
 * outside POSE_LIMIT, or with confidence that rounds to 0, becomes "not seen"; if present is false,
 * all joints do. Idempotent: quantising twice changes nothing. */
struct pose pose_quantize(struct pose pose);

/* The pose as a mirror shows it: x becomes aspect - x (aspect = picture width / height) and the
 * sides swap. */
struct pose pose_mirror(struct pose pose, float aspect);

/* The same joint on the other side; itself for the head and the neck. */
enum joint joint_opposite(enum joint joint);

const char *joint_name(enum joint joint);       /* "left_shoulder"; static */
const char *posture_name(enum posture posture); /* "side_lying"; static */
const char *view_name(enum view view);          /* "front"; static */

#ifdef __cplusplus
}
#endif
#endif
