#include "vision/estimator.h"

#include "vision/frame_clock.h"
#include "vision/frame_source.h"
#include "vision/markers.h"
#include "vision/tracker.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

/* A picture on its way, with its times. */
struct frame {
    struct image image;
    int64_t t_us, captured_us;
};

/* What main, capture and estimator share; all of it behind one lock. */
struct shared {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool stop;         /* main wants both threads to end */
    bool source_ended; /* capture is done */
    bool ended;        /* the estimator is done: no further pose comes */
    struct error why;  /* of whoever failed; text empty: nobody */
    struct tracker_hint hint;

    bool frame_waits; /* in next, for the estimator */
    struct frame next;

    struct estimate queue[ESTIMATOR_QUEUE];
    int queue_start, queue_length;
    int lost; /* since the last pose that found room */

    bool picture_waits; /* in picture, for main */
    struct frame picture;
    struct pose newest_pose;

    struct estimator_count count;
    int64_t start_us, last_frame_us;
};

struct estimator {
    struct estimator_info info;
    enum estimator_pace pace;
    enum estimator_pictures pictures;
    struct frame_source *source;  /* the capture thread's */
    struct pose_network *network; /* the estimator thread's; NULL with tags */
    struct markers *markers;      /* likewise; NULL with a network */
    pthread_t capture, estimate;
    bool capture_runs, estimate_runs;
    struct shared shared;
};

static void frame_swap(struct frame *a, struct frame *b)
{
    struct frame kept = *a;
    *a = *b;
    *b = kept;
}

/* ---- capture ---- */

/* A file is played at its own pace: waits until its frame is due, or for stop. Lock held. */
static void wait_until_due(struct shared *shared, int64_t due_us)
{
    struct timespec due = {.tv_sec = due_us / 1000000, .tv_nsec = due_us % 1000000 * 1000};
    while (!shared->stop && monotonic_us() < due_us)
        pthread_cond_timedwait(&shared->changed, &shared->lock, &due);
}

/* When the frame was taken on the monotonic clock; the first one sets the start. */
static int64_t time_frame(const struct estimator *estimator, struct shared *shared, int64_t t_us)
{
    int64_t now_us = monotonic_us();
    if (shared->start_us == 0)
        shared->start_us = now_us - t_us;
    bool paced = estimator->info.camera || estimator->pace == ESTIMATOR_LIVE;
    return paced ? shared->start_us + t_us : now_us;
}

/* Hands the frame over; the caller gets an old picture's memory back. Lock held. */
static void publish_frame(struct estimator *estimator, struct frame *frame)
{
    struct shared *shared = &estimator->shared;
    bool lock_step = estimator->pace == ESTIMATOR_LOCK_STEP;
    while (lock_step && shared->frame_waits && !shared->stop && !shared->ended)
        pthread_cond_wait(&shared->changed, &shared->lock);
    frame->captured_us = time_frame(estimator, shared, frame->t_us);
    if (!lock_step && !estimator->info.camera)
        wait_until_due(shared, frame->captured_us);
    shared->count.frames++;
    shared->last_frame_us = monotonic_us();
    /* A copy that fails for want of memory shows the picture before for one frame longer. */
    if (estimator->pictures == ESTIMATOR_PICTURES_AT_ONCE &&
        image_copy(&shared->picture.image, &frame->image, NULL)) {
        shared->picture.t_us = frame->t_us;
        shared->picture.captured_us = frame->captured_us;
        shared->picture_waits = true;
    }
    shared->count.skipped += shared->frame_waits;
    frame_swap(&shared->next, frame);
    shared->frame_waits = true;
    pthread_cond_broadcast(&shared->changed);
}

static void *run_capture(void *self)
{
    struct estimator *estimator = self;
    struct shared *shared = &estimator->shared;
    struct frame frame = {0};
    struct error why = {{0}};
    enum frame_answer answer = FRAME_GOT;
    bool stop = false;
    while (!stop && answer == FRAME_GOT) {
        answer = frame_source_read(estimator->source, &frame.image, &frame.t_us, &why);
        pthread_mutex_lock(&shared->lock);
        if (answer == FRAME_GOT && !shared->stop)
            publish_frame(estimator, &frame);
        shared->count.repaired = frame_source_repaired(estimator->source);
        stop = shared->stop || shared->ended;
        pthread_mutex_unlock(&shared->lock);
    }
    pthread_mutex_lock(&shared->lock);
    shared->source_ended = true;
    if (answer == FRAME_FAILED)
        shared->why = why;
    pthread_cond_broadcast(&shared->changed);
    pthread_mutex_unlock(&shared->lock);
    image_free(&frame.image);
    return NULL;
}

/* ---- estimator ---- */

/* Waits for a frame and takes it; false when none will come. */
static bool take_frame(struct shared *shared, struct frame *frame, struct tracker_hint *hint)
{
    pthread_mutex_lock(&shared->lock);
    while (!shared->frame_waits && !shared->source_ended && !shared->stop)
        pthread_cond_wait(&shared->changed, &shared->lock);
    bool took = shared->frame_waits && !shared->stop;
    if (took) {
        frame_swap(&shared->next, frame);
        shared->frame_waits = false;
        *hint = shared->hint;
        pthread_cond_broadcast(&shared->changed);
    }
    pthread_mutex_unlock(&shared->lock);
    return took;
}

/* Queues the pose; in lock-step waits for room, else counts what finds none. Lock held. */
static void queue_pose(struct estimator *estimator, const struct frame *frame,
                       const struct pose *pose, enum sight sight)
{
    struct shared *shared = &estimator->shared;
    shared->count.poses++;
    int64_t ready_us = monotonic_us();
    bool lock_step = estimator->pace == ESTIMATOR_LOCK_STEP;
    while (lock_step && shared->queue_length == ESTIMATOR_QUEUE && !shared->stop)
        pthread_cond_wait(&shared->changed, &shared->lock);
    if (shared->queue_length == ESTIMATOR_QUEUE) {
        shared->count.lost++;
        shared->lost++;
        return;
    }
    int end = (shared->queue_start + shared->queue_length++) % ESTIMATOR_QUEUE;
    shared->queue[end] = (struct estimate){.pose = *pose,
                                           .sight = sight,
                                           .lost = shared->lost,
                                           .captured_us = frame->captured_us,
                                           .ready_us = ready_us};
    shared->lost = 0;
}

static void publish_pose(struct estimator *estimator, struct frame *frame, const struct pose *pose,
                         enum sight sight)
{
    struct shared *shared = &estimator->shared;
    pthread_mutex_lock(&shared->lock);
    queue_pose(estimator, frame, pose, sight);
    shared->newest_pose = *pose;
    if (estimator->pictures == ESTIMATOR_PICTURES_WITH_POSE) {
        frame_swap(&shared->picture, frame);
        shared->picture_waits = true;
    }
    pthread_cond_broadcast(&shared->changed);
    pthread_mutex_unlock(&shared->lock);
}

static bool find_pose(struct estimator *estimator, struct tracker *tracker,
                      const struct frame *frame, struct pose *pose, struct error *err)
{
    if (estimator->markers)
        return markers_step(estimator->markers, &frame->image, frame->t_us, pose, err);
    return tracker_step(tracker, &frame->image, frame->t_us, pose, err);
}

static void *run_estimate(void *self)
{
    struct estimator *estimator = self;
    struct shared *shared = &estimator->shared;
    struct tracker tracker;
    struct tracker_hint hint = {0};
    struct frame frame = {0};
    struct error why = {{0}};
    bool good = true;
    tracker_init(&tracker, estimator->network, hint);
    while (good && take_frame(shared, &frame, &hint)) {
        struct pose pose;
        tracker_set_hint(&tracker, hint);
        good = find_pose(estimator, &tracker, &frame, &pose, &why);
        if (good)
            publish_pose(estimator, &frame, &pose, tracker.sight);
    }
    pthread_mutex_lock(&shared->lock);
    shared->ended = true;
    if (!good)
        shared->why = why;
    pthread_cond_broadcast(&shared->changed);
    pthread_mutex_unlock(&shared->lock);
    image_free(&frame.image);
    return NULL;
}

/* ---- main ---- */

/* Deadlines are of the clock that frames are stamped with. */
static void init_shared(struct shared *shared)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&shared->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&shared->lock, NULL);
}

static void describe(struct estimator *estimator)
{
    const struct frame_source_info *source = frame_source_info(estimator->source);
    estimator->info = (struct estimator_info){.camera = source->camera,
                                              .width_px = source->width_px,
                                              .height_px = source->height_px,
                                              .fps = source->fps};
    const struct pose_network_info *network =
        estimator->network ? pose_network_info(estimator->network) : NULL;
    text_copy(estimator->info.tracker, sizeof estimator->info.tracker,
              network ? network->name : MARKERS_NAME);
    text_copy(estimator->info.checksum, sizeof estimator->info.checksum,
              network ? network->checksum : markers_checksum(estimator->markers));
}

static bool open_tracker(struct estimator *estimator, const char *model, struct error *err)
{
    if (markers_named(model))
        estimator->markers = markers_create(err);
    else
        estimator->network = pose_network_load(model, err);
    return estimator->markers || estimator->network;
}

static bool start(struct estimator *estimator, const struct estimator_config *config,
                  struct error *err)
{
    struct cv_camera_wish wish = {config->width_px, config->height_px, config->fps};
    cv_use_threads(config->threads);
    if (!open_tracker(estimator, config->model, err))
        return false;
    estimator->source = config->maker ? frame_source_open_maker(config->maker, err)
                                      : frame_source_open(config->source, wish, err);
    if (!estimator->source)
        return false;
    describe(estimator);
    estimator->pace = estimator->info.camera ? ESTIMATOR_LIVE : config->pace;
    estimator->pictures = config->pictures;
    estimator->shared.hint = config->hint;
    estimator->shared.last_frame_us = monotonic_us();
    estimator->capture_runs =
        pthread_create(&estimator->capture, NULL, run_capture, estimator) == 0;
    estimator->estimate_runs =
        pthread_create(&estimator->estimate, NULL, run_estimate, estimator) == 0;
    if (estimator->capture_runs && estimator->estimate_runs)
        return true;
    return error_set(err, "no thread could be started; close other programs");
}

struct estimator *estimator_open(const struct estimator_config *config, struct error *err)
{
    struct estimator *estimator = calloc(1, sizeof *estimator);
    if (!estimator) {
        error_set(err, "no memory for the tracker; close other programs");
        return NULL;
    }
    init_shared(&estimator->shared);
    if (start(estimator, config, err))
        return estimator;
    estimator_close(estimator);
    return NULL;
}

void estimator_close(struct estimator *estimator)
{
    if (!estimator)
        return;
    struct shared *shared = &estimator->shared;
    pthread_mutex_lock(&shared->lock);
    shared->stop = true;
    pthread_cond_broadcast(&shared->changed);
    pthread_mutex_unlock(&shared->lock);
    frame_source_stop(estimator->source);
    if (estimator->capture_runs)
        pthread_join(estimator->capture, NULL);
    if (estimator->estimate_runs)
        pthread_join(estimator->estimate, NULL);
    frame_source_close(estimator->source);
    pose_network_free(estimator->network);
    markers_free(estimator->markers);
    image_free(&shared->next.image);
    image_free(&shared->picture.image);
    pthread_cond_destroy(&shared->changed);
    pthread_mutex_destroy(&shared->lock);
    free(estimator);
}

const struct estimator_info *estimator_info(const struct estimator *estimator)
{
    return &estimator->info;
}

int64_t estimator_start_us(struct estimator *estimator)
{
    pthread_mutex_lock(&estimator->shared.lock);
    int64_t start_us = estimator->shared.start_us;
    pthread_mutex_unlock(&estimator->shared.lock);
    return start_us;
}

static enum estimator_poll next_pose(struct estimator *estimator, bool wait, struct estimate *out,
                                     struct error *err)
{
    struct shared *shared = &estimator->shared;
    enum estimator_poll answer = ESTIMATOR_NONE;
    pthread_mutex_lock(&shared->lock);
    while (wait && shared->queue_length == 0 && !shared->ended)
        pthread_cond_wait(&shared->changed, &shared->lock);
    if (shared->queue_length > 0) {
        *out = shared->queue[shared->queue_start];
        shared->queue_start = (shared->queue_start + 1) % ESTIMATOR_QUEUE;
        shared->queue_length--;
        pthread_cond_broadcast(&shared->changed);
        answer = ESTIMATOR_POSE;
    } else if (shared->ended && shared->why.text[0]) {
        error_set(err, "%s", shared->why.text);
        answer = ESTIMATOR_FAILED;
    } else if (shared->ended) {
        answer = ESTIMATOR_ENDED;
    }
    pthread_mutex_unlock(&shared->lock);
    return answer;
}

enum estimator_poll estimator_poll_pose(struct estimator *estimator, struct estimate *out,
                                        struct error *err)
{
    return next_pose(estimator, false, out, err);
}

enum estimator_poll estimator_wait_pose(struct estimator *estimator, struct estimate *out,
                                        struct error *err)
{
    return next_pose(estimator, true, out, err);
}

bool estimator_take_picture(struct estimator *estimator, struct estimator_picture *picture)
{
    struct shared *shared = &estimator->shared;
    pthread_mutex_lock(&shared->lock);
    bool took = shared->picture_waits;
    if (took) {
        image_swap(&picture->image, &shared->picture.image);
        picture->t_us = shared->picture.t_us;
        picture->captured_us = shared->picture.captured_us;
        picture->pose = shared->newest_pose;
        shared->picture_waits = false;
    }
    pthread_mutex_unlock(&shared->lock);
    return took;
}

void estimator_set_hint(struct estimator *estimator, struct tracker_hint hint)
{
    pthread_mutex_lock(&estimator->shared.lock);
    estimator->shared.hint = hint;
    pthread_mutex_unlock(&estimator->shared.lock);
}

struct estimator_count estimator_count(struct estimator *estimator)
{
    struct shared *shared = &estimator->shared;
    pthread_mutex_lock(&shared->lock);
    struct estimator_count count = shared->count;
    count.frame_age_us = monotonic_us() - shared->last_frame_us;
    pthread_mutex_unlock(&shared->lock);
    return count;
}
