/* The demo's pictures: poses of its performer go in, on the main thread, and frames that show them
 * come out, on whatever thread reads them, as from a camera. */
#ifndef UNGUARD_DEMO_H
#define UNGUARD_DEMO_H

#include "vision/frame_source.h"
#include "vision/rendered.h"

#define DEMO_LOOK    4 /* of the person and the room: the seed */
#define DEMO_WAITING 4 /* poses that may wait to be drawn; the oldest gives way to a fifth */

/* What the pretended camera gives. */
struct demo_camera {
    int width_px, height_px;
    float fps; /* how often the performer moves, too */
};

/* For whoever looks on; and where nobody does, as little as the tracker needs, since time is then
 * all that it costs. */
struct demo_camera demo_camera(bool looked_at);

struct demo;

/* NULL with one sentence where memory is short. */
struct demo *demo_open(struct demo_camera camera, struct error *err);
void demo_close(struct demo *demo); /* after the reader has ended; NULL-safe */

/* The next picture is of this person, taken at pose.t_us; fades it where the performer changes from
 * one posture or view to another. Never waits. */
void demo_post(struct demo *demo, struct rendered_person person);

void demo_end(struct demo *demo); /* no further pose comes */

/* What an estimator reads. Frames keep the poses' times. */
struct frame_maker demo_maker(struct demo *demo);

#endif
