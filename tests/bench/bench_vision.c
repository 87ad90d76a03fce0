/* Frame to pose with a real network, beside the bare forward pass of the same outputs, frame by
 * frame in turn, so that what else the machine does meets both alike. */
#include "vision/frame_source.h"
#include "vision/tracker.h"

#include "vision/frame_clock.h"

#include <stdio.h>
#include <stdlib.h>

int bench_vision(int argc, char **argv);

#define MODEL      UNGUARD_SOURCE_DIR "/../shared/models/pose_landmark_lite.onnx"
#define VIDEO      UNGUARD_SOURCE_DIR "/../shared/data/pose_squats/pose_squats.mp4"
#define MAX_FRAMES 64
#define ROUNDS     3
#define FRAME_US   33333 /* as a camera gives them, whatever the film says */

struct clip {
    struct image frame[MAX_FRAMES];
    int64_t t_us[MAX_FRAMES];
    int count;
};

struct times {
    double pose_ms[MAX_FRAMES * ROUNDS], bare_ms[MAX_FRAMES * ROUNDS], ratio[MAX_FRAMES * ROUNDS];
    int count;
};

static bool load_clip(const char *path, struct clip *clip, struct error *err)
{
    struct frame_source *source = frame_source_open(path, (struct cv_camera_wish){0}, err);
    if (!source)
        return false;
    enum frame_answer answer = FRAME_GOT;
    while (clip->count < MAX_FRAMES && answer == FRAME_GOT) {
        answer =
            frame_source_read(source, &clip->frame[clip->count], &clip->t_us[clip->count], err);
        clip->count += answer == FRAME_GOT;
    }
    frame_source_close(source);
    return answer != FRAME_FAILED;
}

static int compare_double(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare_double);
    return count ? values[count / 2] : 0;
}

static bool time_frame(struct tracker *tracker, const struct image *frame, int64_t t_us,
                       struct times *times, struct error *err)
{
    struct pose pose;
    int64_t passes = tracker->passes, scouted = tracker->scout.passes;
    int64_t start_us = monotonic_us();
    if (!tracker_step(tracker, frame, t_us, &pose, err))
        return false;
    int64_t middle_us = monotonic_us();
    if (!pose_network_run_bare(tracker->network, err))
        return false;
    int64_t end_us = monotonic_us();
    /* A search is no frame of a track, and a look for somebody else is not part of each. */
    if (tracker->passes != passes + 1 || tracker->scout.passes != scouted)
        return true;
    double pose_ms = (double)(middle_us - start_us) / 1e3;
    double bare_ms = (double)(end_us - middle_us) / 1e3;
    times->pose_ms[times->count] = pose_ms;
    times->bare_ms[times->count] = bare_ms;
    times->ratio[times->count++] = pose_ms / bare_ms;
    return true;
}

static bool time_clip(struct pose_network *network, const struct clip *clip, int threads,
                      struct error *err)
{
    static struct times times;
    struct tracker tracker;
    times.count = 0;
    cv_use_threads(threads);
    for (int round = 0; round < ROUNDS; round++) {
        tracker_init(&tracker, network, (struct tracker_hint){0});
        for (int i = 0; i < clip->count; i++)
            if (!time_frame(&tracker, &clip->frame[i], i * FRAME_US, &times, err))
                return false;
    }
    double pose_ms = median(times.pose_ms, times.count);
    double bare_ms = median(times.bare_ms, times.count);
    printf("frame to pose, %d thread%s: %.2f ms, bare forward pass %.2f ms, ratio %.3f (frame by "
           "frame %.3f), %d frames of %d x %d; goal 1.15 or less\n",
           threads, threads == 1 ? "" : "s", pose_ms, bare_ms, pose_ms / bare_ms,
           median(times.ratio, times.count), times.count, clip->frame[0].width_px,
           clip->frame[0].height_px);
    return true;
}

/* argv[1], argv[2]: a model and a video instead of the test data's. */
int bench_vision(int argc, char **argv)
{
    static struct clip clip;
    struct error err = {{0}};
    const char *model = argc > 1 ? argv[1] : MODEL;
    struct pose_network *network = pose_network_load(model, &err);
    bool good = network && load_clip(argc > 2 ? argv[2] : VIDEO, &clip, &err);
    for (int threads = 1; good && threads <= 2; threads++)
        good = time_clip(network, &clip, threads, &err);
    if (!good)
        printf("frame to pose: not measured: %s\n", err.text);
    for (int i = 0; i < clip.count; i++)
        image_free(&clip.frame[i]);
    clip.count = 0;
    pose_network_free(network);
    return good || argc <= 1 ? 0 : 1;
}
