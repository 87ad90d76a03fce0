#include "live.h"

#include "demo.h"
#include "pace.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STALL_US 1500000 /* a camera silent this long has stopped */
#define AHEAD    2       /* demo poses that are drawn or estimated at once when it needn't wait */

/* What the tracker sees is said once it has lasted: a glance elsewhere is nothing to read about. */
#define SIGHT_US 500000
#define BEHIND_US                                                                                  \
    5000000 /* whoever keeps it so may have a reason: what the coach says matters more */
#define NOBODY_US 2000000 /* getting into position takes a while */

struct live {
    const struct plan *plan; /* borrowed */
    enum live_pace pace;
    struct estimator *estimator; /* camera, video, and the demo's pictures */
    struct performer *performer; /* demo, */
    struct demo *demo;           /* whose pictures this draws; NULL: its poses go to the coach */
    struct sink performer_ears;
    struct tracker_hint scene; /* how the performer is to be drawn: as in the set it is in */
    int in_flight;             /* demo poses on their way through pictures */
    bool performed;            /* the performer has ended */
    struct pacer pacer;        /* around the performer in real time */
    float aspect;
    char tracker[64];
    struct ticker ticker;
    bool pose_waits;      /* held back behind the gap that came before it */
    struct input waiting; /* that pose */
    int32_t late;         /* poses that came behind a tick: told as a gap */
    int64_t last_us;      /* of the last input given out */
    int64_t captured_us;
    enum sight sight;       /* of the newest pose */
    int64_t sight_since_us; /* session time when it began */
    int64_t sight_for_us;   /* how long it has lasted by then */
    struct input_source (*stand)(void *self, struct input_source seen); /* as in live_options */
    void *stand_self;
};

struct tracker_hint live_hint(const struct exercise *exercise)
{
    return (struct tracker_hint){.posture = exercise->posture, .view = exercise->view};
}

bool live_is_demo(const char *source)
{
    return strcmp(source, "demo") == 0 || strcmp(source, "demo:poses") == 0;
}

static bool open_performer(struct live *live, struct performer_options options, struct error *err)
{
    options.listens = true;
    live->performer = performer_create(live->plan, options);
    if (live->performer == NULL)
        return error_set(err, "there isn't enough memory for the demo");
    live->performer_ears = performer_sink(live->performer);
    live->pacer.inner = performer_source(live->performer);
    live->aspect = options.aspect;
    text_copy(live->tracker, sizeof(live->tracker), "demo");
    return true;
}

static bool open_estimator(struct live *live, const struct live_options *options, struct error *err)
{
    const bool real_time = options->pace == LIVE_IN_REAL_TIME;
    const struct frame_maker maker = live->demo ? demo_maker(live->demo) : (struct frame_maker){0};
    const struct estimator_config config = {
        .source = options->source,
        .maker = live->demo ? &maker : NULL,
        .model = options->model,
        .pace = real_time ? ESTIMATOR_LIVE : ESTIMATOR_LOCK_STEP,
        .pictures = options->pictures ? ESTIMATOR_PICTURES_AT_ONCE : ESTIMATOR_PICTURES_NONE,
        .hint = live_hint(&live->plan->step[live->plan->start.step]),
        .width_px = options->camera_width_px,
        .height_px = options->camera_height_px,
        .fps = options->camera_fps,
    };
    live->estimator = estimator_open(&config, err);
    if (live->estimator == NULL)
        return false;
    const struct estimator_info *info = estimator_info(live->estimator);
    if (info->camera)
        live->pace = LIVE_IN_REAL_TIME;
    live->aspect = info->height_px > 0 ? (float)info->width_px / (float)info->height_px : 0;
    text_copy(live->tracker, sizeof(live->tracker),
              options->tracker != NULL ? options->tracker : info->tracker);
    return true;
}

/* The performer moves without a tracker's noise: pictures and network bring their own. */
static bool open_rendered(struct live *live, const struct live_options *options, struct error *err)
{
    const struct demo_camera camera = demo_camera(options->pictures);
    struct performer_options performer = performer_options_default();
    performer.noise_px = 0;
    performer.frame_rate = camera.fps;
    performer.aspect = (float)camera.width_px / (float)camera.height_px;
    live->demo = demo_open(camera, err);
    if (live->demo == NULL || !open_performer(live, performer, err) ||
        !open_estimator(live, options, err))
        return false;
    char name[sizeof(live->tracker)];
    text_copy(name, sizeof(name), live->tracker);
    snprintf(live->tracker, sizeof(live->tracker), "demo:%.50s", name);
    return true;
}

static bool open_source(struct live *live, const struct live_options *options, struct error *err)
{
    if (!live_is_demo(options->source))
        return open_estimator(live, options, err);
    if (options->model != NULL && strcmp(options->source, "demo") == 0)
        return open_rendered(live, options, err);
    return open_performer(live, performer_options_default(), err);
}

struct live *live_open(const struct live_options *options, const struct plan *plan,
                       struct error *err)
{
    struct live *live = calloc(1, sizeof(*live));
    if (live == NULL) {
        error_set(err, "there isn't enough memory for a session");
        return NULL;
    }
    live->plan = plan;
    live->pace = options->pace;
    live->scene = (struct tracker_hint){.posture = POSTURE_STANDING, .view = VIEW_FRONT};
    live->stand = options->stand;
    live->stand_self = options->stand_self;
    if (open_source(live, options, err))
        return live;
    live_close(live);
    return NULL;
}

void live_close(struct live *live)
{
    if (live == NULL)
        return;
    estimator_close(live->estimator);
    demo_close(live->demo);
    performer_free(live->performer);
    free(live);
}

/* Hands the pose out, or first the gap that stands before it. */
static void give_pose(struct live *live, const struct pose *pose, int lost, struct input *out)
{
    const struct input input = {.t_us = pose->t_us, .type = INPUT_POSE, .u.pose = *pose};
    const int32_t dropped = lost + live->late;
    live->late = 0;
    if (dropped == 0) {
        *out = input;
        return;
    }
    live->waiting = input;
    live->pose_waits = true;
    *out = (struct input){.t_us = live->last_us, .type = INPUT_GAP, .u.dropped = dropped};
}

static bool give_tick(struct live *live, struct input *out)
{
    int64_t t_us;
    if (!ticker_due(&live->ticker, pace_now_us(), &t_us))
        return false;
    *out = (struct input){.t_us = t_us, .type = INPUT_TICK};
    return true;
}

static void take_sight(struct live *live, const struct estimate *estimate)
{
    if (estimate->sight != live->sight)
        live->sight_since_us = estimate->pose.t_us;
    live->sight = estimate->sight;
    live->sight_for_us = estimate->pose.t_us - live->sight_since_us;
}

static enum pull next_estimated(struct live *live, struct input *out, struct error *err)
{
    const bool real_time = live->pace == LIVE_IN_REAL_TIME;
    for (;;) {
        struct estimate estimate;
        switch (real_time ? estimator_poll_pose(live->estimator, &estimate, err)
                          : estimator_wait_pose(live->estimator, &estimate, err)) {
        case ESTIMATOR_POSE:
            break;
        case ESTIMATOR_NONE:
            return real_time && give_tick(live, out) ? PULL_INPUT : PULL_WAIT;
        case ESTIMATOR_ENDED:
            return PULL_END;
        case ESTIMATOR_FAILED:
            return PULL_FAILED;
        }
        if (real_time && !ticker_pose(&live->ticker, estimate.pose.t_us, pace_now_us())) {
            live->late += 1 + estimate.lost;
            continue;
        }
        live->captured_us = estimate.captured_us;
        take_sight(live, &estimate);
        live->in_flight--;
        give_pose(live, &estimate.pose, estimate.lost, out);
        return PULL_INPUT;
    }
}

static enum pull next_performed(struct live *live, struct input *out, struct error *err)
{
    if (live->pace == LIVE_IN_REAL_TIME)
        return pacer_next(&live->pacer, pace_now_us(), out, err);
    return live->pacer.inner.next(live->pacer.inner.self, out, err);
}

/* Moves the performer on and has it drawn: in real time up to now, otherwise a fixed number of
 * poses ahead of the one that comes back, so that it hears the coach at the same pose each time. */
static enum pull perform(struct live *live, struct error *err)
{
    const bool real_time = live->pace == LIVE_IN_REAL_TIME;
    while (!live->performed && (real_time || live->in_flight < AHEAD)) {
        struct input input;
        const enum pull pull = next_performed(live, &input, err);
        if (pull == PULL_WAIT || pull == PULL_FAILED)
            return pull;
        live->performed = pull == PULL_END;
        if (live->performed) {
            demo_end(live->demo);
            break;
        }
        demo_post(live->demo, (struct rendered_person){.pose = input.u.pose,
                                                       .posture = live->scene.posture,
                                                       .view = live->scene.view});
        live->in_flight++;
    }
    return PULL_INPUT;
}

static enum pull next_rendered(struct live *live, struct input *out, struct error *err)
{
    if (perform(live, err) == PULL_FAILED)
        return PULL_FAILED;
    return next_estimated(live, out, err);
}

static enum pull next_of(struct live *live, struct input *out, struct error *err)
{
    if (live->demo != NULL)
        return next_rendered(live, out, err);
    return live->performer != NULL ? next_performed(live, out, err)
                                   : next_estimated(live, out, err);
}

static enum pull next(void *self, struct input *out, struct error *err)
{
    struct live *live = self;
    if (live->pose_waits) {
        live->pose_waits = false;
        *out = live->waiting;
        live->last_us = out->t_us;
        return PULL_INPUT;
    }
    const enum pull pull = next_of(live, out, err);
    if (pull == PULL_INPUT)
        live->last_us = out->t_us;
    return pull;
}

struct input_source live_source(struct live *live)
{
    const struct input_source seen = {.next = next, .self = live};
    return live->stand != NULL ? live->stand(live->stand_self, seen) : seen;
}

static void hear(void *self, const struct event *event)
{
    struct live *live = self;
    if (live->performer != NULL)
        live->performer_ears.event(live->performer_ears.self, event);
    if (event->type == EVENT_SET_STARTED)
        live->scene = live_hint(&live->plan->step[event->step]);
    if (live->estimator != NULL && event->type == EVENT_STEP_STARTED)
        estimator_set_hint(live->estimator, live_hint(&live->plan->step[event->step]));
}

struct sink live_sink(struct live *live)
{
    return (struct sink){.event = hear, .self = live};
}

struct recording_header live_header(const struct live *live)
{
    struct recording_header header = {
        .core_version = UNGUARD_VERSION, .model_checksum = "-", .aspect = live->aspect};
    text_copy(header.tracker, sizeof(header.tracker), live->tracker);
    for (char *at = header.tracker; *at != '\0'; at++)
        if (*at == ' ' || *at == '\t' || *at == '\n')
            *at = '_'; /* the format's fields are split by spaces */
    if (live->estimator != NULL)
        text_copy(header.model_checksum, sizeof(header.model_checksum),
                  estimator_info(live->estimator)->checksum);
    return header;
}

bool live_take_picture(struct live *live, struct estimator_picture *picture)
{
    return live->estimator != NULL && estimator_take_picture(live->estimator, picture);
}

float live_aspect(const struct live *live)
{
    return live->aspect;
}

bool live_is_camera(const struct live *live)
{
    return live->estimator != NULL && estimator_info(live->estimator)->camera;
}

int64_t live_time_us(const struct live *live)
{
    if (live->pace != LIVE_IN_REAL_TIME)
        return live->last_us;
    if (live->estimator == NULL)
        return pacer_time_us(&live->pacer, pace_now_us());
    const int64_t start_us = estimator_start_us(live->estimator);
    return start_us == 0 ? 0 : pace_now_us() - start_us;
}

const char *live_notice(struct live *live)
{
    if (live_is_camera(live)) {
        const struct estimator_count count = estimator_count(live->estimator);
        if (count.frames == 0)
            return "Waiting for the camera's first picture";
        if (count.frame_age_us > STALL_US)
            return "The camera has stopped sending pictures: is it still plugged in?";
    }
    const int64_t patience_us = live->sight == SIGHT_NOBODY ? NOBODY_US : SIGHT_US;
    if (live->sight == SIGHT_BEHIND && live->sight_for_us > BEHIND_US)
        return NULL;
    return live->sight_for_us >= patience_us ? words_sight(live->sight) : NULL;
}

enum sight live_sight(const struct live *live)
{
    return live->sight;
}

int64_t live_captured_us(const struct live *live)
{
    return live->captured_us;
}
