/* Where pictures come from: a camera, a video file or a maker, each picture with its capture time.
 */
#ifndef UNGUARD_VISION_FRAME_SOURCE_H
#define UNGUARD_VISION_FRAME_SOURCE_H

#include "vision/cv.h"

struct frame_source_info {
    bool camera;
    int width_px, height_px; /* of the first picture, upright */
    float fps;               /* declared; 0 = unknown */
};

enum frame_answer { FRAME_GOT, FRAME_END, FRAME_FAILED };

/* Pictures that are made instead of captured. next waits for one, from whatever thread reads the
 * source; its *t_us is kept as it is and must grow. stop, from another thread, makes a next that
 * waits answer FRAME_END; it may be NULL where next never waits for long. */
struct frame_maker {
    enum frame_answer (*next)(void *self, struct image *into, int64_t *t_us, struct error *err);
    void (*stop)(void *self);
    void *self; /* borrowed; outlives the source */
    int width_px, height_px;
    float fps;
};

struct frame_source; /* used by one thread at a time */

/* name: "camera:N", or the path of a video file; wish is for cameras. Reads one picture, so that
 * a source that gives none fails here. Fails with one sentence that says what the source is. */
struct frame_source *frame_source_open(const char *name, struct cv_camera_wish wish,
                                       struct error *err);
struct frame_source *frame_source_open_maker(const struct frame_maker *maker, struct error *err);
void frame_source_close(struct frame_source *source); /* NULL-safe */

/* A maker that waits is told to stop; others need no telling. From any thread. */
void frame_source_stop(struct frame_source *source); /* NULL-safe */

const struct frame_source_info *frame_source_info(const struct frame_source *source); /* borrowed */

/* Waits for the next picture. *t_us: capture time from the first picture, strictly increasing.
 * FRAME_END: the file is over. FRAME_FAILED: err says what was lost. */
enum frame_answer frame_source_read(struct frame_source *source, struct image *into, int64_t *t_us,
                                    struct error *err);

/* Pictures so far whose time stamp was unusable and was filled in by the frame rate. */
int64_t frame_source_repaired(const struct frame_source *source);

#endif
