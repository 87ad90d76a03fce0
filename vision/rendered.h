/* A camera's picture of people who aren't there: joints in, pixels out. Bodies of ellipsoids with
 * clothes, skin and hair, in depth order, in a room with a window, a floor and a mat. It stands in
 * for a camera in the demo and in tests, and says nothing about how well real people are seen.
 *
 * The view is a pose's own: orthographic, joints exactly where the pose says. The same seed, poses
 * and times give the same bytes. */
#ifndef UNGUARD_VISION_RENDERED_H
#define UNGUARD_VISION_RENDERED_H

#include "movement/pose.h"
#include "vision/image.h"

#define RENDERED_PEOPLE 4 /* at most in one picture */

/* Zero-initialised is valid: 640 x 480 and no noise. */
struct rendered_options {
    int width_px, height_px; /* 0: 640 x 480; at least 64, at most 4096 a side */
    uint64_t seed;           /* of the room, and of each person's body and clothes */
    float noise;             /* of the sensor, levels of 255 (standard deviation), 0..20 */
    float light;             /* share of daylight that is missing: 0 bright .. 1 black */
    bool bare;               /* no mat and nothing on the wall */
};

struct rendered; /* used by one thread at a time */

/* Draws the room once. Fails for a size that can't be used and when memory is short. */
struct rendered *rendered_open(const struct rendered_options *options, struct error *err);
void rendered_close(struct rendered *rendered); /* NULL-safe */

/* Someone in the picture. */
struct rendered_person {
    struct pose pose; /* image heights; every joint with its depth z, as body_pose gives it; a pose
                         that isn't present draws nobody */
    enum posture posture; /* sitting: on a stool; quadruped: hands flat on the floor */
    enum view view;       /* VIEW_FEET: the camera looks down further */
    float faded;          /* 0 solid .. 1 gone: for cuts between postures */
};

/* The picture at t_us (which the sensor's noise follows); count people, 0: an empty room. into is
 * given the size. Fails only when memory is short. */
bool rendered_draw(struct rendered *rendered, const struct rendered_person *people, int count,
                   int64_t t_us, struct image *into, struct error *err);

#endif
