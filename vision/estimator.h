/* Pictures to poses on threads of their own, so that the main thread never waits: a capture thread
 * and an estimator thread behind one handle. All functions are called from one thread (main). */
#ifndef UNGUARD_VISION_ESTIMATOR_H
#define UNGUARD_VISION_ESTIMATOR_H

#include "movement/pose.h"
#include "vision/frame_source.h"
#include "vision/image.h"
#include "vision/sight.h"

enum estimator_pace {
    ESTIMATOR_LIVE, /* camera, or file paced by its own times like a camera: newest frame wins */
    ESTIMATOR_LOCK_STEP /* file: drops nothing, as fast as it can */
};

enum estimator_pictures {
    ESTIMATOR_PICTURES_NONE,     /* headless: keep none */
    ESTIMATOR_PICTURES_AT_ONCE,  /* as captured, before its pose is known: smooth, least late */
    ESTIMATOR_PICTURES_WITH_POSE /* each with its own pose */
};

#define ESTIMATOR_QUEUE 64 /* poses that wait for main; live, further ones are counted as lost */

/* Zero-initialised plus source and model is valid. Strings are borrowed during open only. */
struct estimator_config {
    const char *source;              /* "camera:0" or the path of a video file */
    const struct frame_maker *maker; /* pictures made instead, source is then NULL; copied */
    const char *model;        /* path of a pose network, .onnx; "markers": printed tags instead */
    enum estimator_pace pace; /* a camera is always live */
    enum estimator_pictures pictures;
    struct tracker_hint hint;
    int threads;                  /* of the network; 0 = one per processor */
    int width_px, height_px, fps; /* asked of a camera; 0 = its own choice */
};

struct estimator_info {
    bool camera;
    int width_px, height_px; /* of the pictures, upright */
    float fps;               /* declared; 0 = unknown */
    char tracker[64];        /* the model's file name, or "markers" */
    char checksum[17];       /* of the model or the tags, 16 hex digits */
};

/* A pose with what is needed to tell how late it is. Monotonic: CLOCK_MONOTONIC microseconds. */
struct estimate {
    struct pose pose;    /* t_us from the first frame = 0; unfiltered, not yet rounded */
    enum sight sight;    /* what the frame showed: why there is a pose, or none */
    int lost;            /* poses lost to a full queue just before this one */
    int64_t captured_us; /* monotonic: when the frame was taken (file: when it was due) */
    int64_t ready_us;    /* monotonic: when the pose was ready */
};

struct estimator_picture {
    struct image image;  /* the caller's; reused by the next take, freed by image_free */
    int64_t t_us;        /* as pose.t_us */
    int64_t captured_us; /* monotonic */
    struct pose pose;    /* the newest pose there was; its own when pose.t_us == t_us */
};

enum estimator_poll {
    ESTIMATOR_NONE,  /* nothing new */
    ESTIMATOR_POSE,  /* *out filled */
    ESTIMATOR_ENDED, /* the file is over and every pose was taken */
    ESTIMATOR_FAILED /* err filled: the camera was unplugged, the file is damaged */
};

struct estimator_count {
    int64_t frames;       /* taken from the source */
    int64_t poses;        /* estimated */
    int64_t skipped;      /* frames that a newer one overtook before the estimator came to them */
    int64_t lost;         /* poses that a full queue turned away */
    int64_t repaired;     /* frames whose time stamp was missing or ran backwards */
    int64_t frame_age_us; /* since the last frame came; live, a second or more means a stall */
};

struct estimator;

/* Opens source and model and starts the threads; may take a second or two for a camera. Fails with
 * one sentence about the source or the model. */
struct estimator *estimator_open(const struct estimator_config *config, struct error *err);

/* Stops the threads and waits for them: at once for a file, up to 2 s for a camera that hangs.
 * NULL-safe. */
void estimator_close(struct estimator *estimator);

const struct estimator_info *estimator_info(const struct estimator *estimator); /* borrowed */

/* The monotonic time of pose time 0: t_us = monotonic - start. 0 until the first frame came. */
int64_t estimator_start_us(struct estimator *estimator);

/* The next pose in order; poll never waits, wait does (for headless runs). After ENDED or FAILED
 * the same answer comes again. */
enum estimator_poll estimator_poll_pose(struct estimator *estimator, struct estimate *out,
                                        struct error *err);
enum estimator_poll estimator_wait_pose(struct estimator *estimator, struct estimate *out,
                                        struct error *err);

/* The newest picture, once: false if there was none since the last take. Never waits. picture
 * starts zero-initialised; its memory goes round. */
bool estimator_take_picture(struct estimator *estimator, struct estimator_picture *picture);

/* From the next frame on. */
void estimator_set_hint(struct estimator *estimator, struct tracker_hint hint);

struct estimator_count estimator_count(struct estimator *estimator);

#endif
