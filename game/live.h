/* What happens now as a source of inputs: a camera, a video file, or the demo's performer. Poses
 * come from the estimator's threads; nothing here waits for them unless it was asked to. */
#ifndef UNGUARD_LIVE_H
#define UNGUARD_LIVE_H

#include "session/performer.h"
#include "vision/estimator.h"

enum live_pace {
    LIVE_AS_FAST_AS_IT_CAN, /* files and the demo: every frame, none dropped; a camera can't */
    LIVE_IN_REAL_TIME       /* by the clock; polling never waits, and silence gives ticks */
};

/* Strings are borrowed during live_open only. */
struct live_options {
    const char *source;  /* "camera:0", "demo", "demo:poses", or the path of a video */
    const char *model;   /* path of a pose network, or "markers"; NULL only for the demo */
    const char *tracker; /* how the recording names it; NULL: the model's file name, or "markers" */
    enum live_pace pace;
    bool pictures;                                     /* keep the newest picture for the screen */
    int camera_width_px, camera_height_px, camera_fps; /* 0: the camera's own choice */
    /* Not NULL: stands between this source and the session. */
    struct input_source (*stand)(void *self, struct input_source seen);
    void *stand_self;
};

/* The demo of a simulated person, in either form: "demo" draws it and tracks it by the pose network
 * as a camera's picture is (without a network, as the other), "demo:poses" hands its poses to the
 * coach as they are. Both are the same each time when not in real time. */
bool live_is_demo(const char *source);

struct live;

/* plan is borrowed and must outlive it. Fails with one sentence about the source or the model. */
struct live *live_open(const struct live_options *options, const struct plan *plan,
                       struct error *err);
void live_close(struct live *live); /* NULL-safe */

struct input_source live_source(struct live *live);

/* Follows the session: tells the tracker which posture comes, and the performer its cues. */
struct sink live_sink(struct live *live);

/* What a recording of it begins with. */
struct recording_header live_header(const struct live *live);

/* Newest picture, once; false when there is none. As estimator_take_picture. */
bool live_take_picture(struct live *live, struct estimator_picture *picture);

float live_aspect(const struct live *live); /* width / height of what the poses belong to */
bool live_is_camera(const struct live *live);

/* Session time now: by the clock in real time, otherwise of the last input. */
int64_t live_time_us(const struct live *live);

/* One line about the source itself ("the camera has stopped") or why the tracker sees no one person
 * in it ("too dark"), or NULL. Static. */
const char *live_notice(struct live *live);

/* What the tracker makes of the newest picture; SIGHT_UNKNOWN where none looks. */
enum sight live_sight(const struct live *live);

/* When the newest pose's frame was taken, on pace_now_us's clock; 0: not known. */
int64_t live_captured_us(const struct live *live);

struct tracker_hint live_hint(const struct exercise *exercise); /* what an exercise declares */

#endif
