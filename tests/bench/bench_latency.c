/* From a frame's time to the return of SDL_RenderPresent, for the picture and for the skeleton,
 * with a video played in real time as a camera would be: the session's own loop, offscreen. */
#include "bench.h"

#include "live.h"
#include "options.h"
#include "pace.h"
#include "prescribe.h"
#include "window.h"
#include "world.h"

#include <stdio.h>
#include <stdlib.h>

#define MODEL       UNGUARD_SOURCE_DIR "/../shared/models/pose_landmark_lite.onnx"
#define VIDEO       UNGUARD_SOURCE_DIR "/../shared/data/pose_squats/pose_squats.mp4"
#define MAX_SAMPLES 8192

struct latency_options {
    const char *source, *tracker;
};

static const struct option option_rows[] = {
    {"--source", "FILE|camera:N", "what is watched", offsetof(struct latency_options, source),
     NULL},
    {"--tracker", "FILE.onnx", "the pose network", offsetof(struct latency_options, tracker), NULL},
};

static const struct option_table table = {
    .command = "latency",
    .usage = "unguard-bench latency [--source FILE] [--tracker FILE.onnx]",
    .summary = "Plays a video in real time and measures how late its pictures and poses are shown.",
    .example = "  unguard-bench latency --source squats.mp4 --tracker pose.onnx",
    .option = option_rows,
    .option_count = ARRAY_LENGTH(option_rows),
};

struct samples {
    double ms[MAX_SAMPLES];
    int count;
};

struct run {
    struct live *live;
    struct session *session;
    struct world world;
    struct window window;
    struct estimator_picture picture;
    uint64_t serial;
    int64_t pose_us; /* captured_us of the pose last shown */
    struct samples picture_late, skeleton_late, frame;
};

static void sample_put(struct samples *samples, int64_t span_us)
{
    if (samples->count < MAX_SAMPLES)
        samples->ms[samples->count++] = (double)span_us / 1e3;
}

static void samples_print(const char *name, struct samples *samples)
{
    const double median = bench_median(samples->ms, samples->count); /* sorts them */
    const double p95 = samples->count > 0 ? samples->ms[(samples->count - 1) * 95 / 100] : 0;
    printf("%-40s median %6.1f ms, 95th percentile %6.1f ms, %d shown\n", name, median, p95,
           samples->count);
}

/* One turn of the session's loop; false at the end. */
static bool turn(struct run *run, const struct plan *plan, struct error *err, bool *good)
{
    enum pull pull;
    do
        pull = session_step(run->session, err);
    while (pull == PULL_INPUT);
    *good = pull != PULL_FAILED;
    struct screen_view *view = &run->window.view;
    const bool fresh = live_take_picture(run->live, &run->picture);
    run->serial += fresh;
    view->picture = run->serial > 0 ? &run->picture.image : NULL;
    view->picture_serial = run->serial;
    view->aspect = live_aspect(run->live);
    view->now_s = (double)live_time_us(run->live) / 1e6;
    world_tick(&run->world, view->now_s);
    window_show_session(&run->window, run->session, &run->world, plan);

    const int64_t pose_us = live_captured_us(run->live), start_us = pace_now_us();
    app_present(run->window.app, view);
    const int64_t shown_us = pace_now_us();
    sample_put(&run->frame, shown_us - start_us);
    if (fresh)
        sample_put(&run->picture_late, shown_us - run->picture.captured_us);
    if (pose_us != run->pose_us)
        sample_put(&run->skeleton_late, shown_us - pose_us);
    run->pose_us = pose_us;
    pace_sleep_us(1000000 / 60 - (shown_us - start_us)); /* as window_frame does */
    return pull == PULL_WAIT;
}

static bool start(struct run *run, const struct live_options *options,
                  const struct settings *settings, const struct plan *plan, struct error *err)
{
    if (!window_open(&run->window, settings, true, err))
        return false;
    run->live = live_open(options, plan, err);
    if (run->live == NULL)
        return false;
    run->session = session_create(plan, live_source(run->live), NULL);
    if (run->session == NULL)
        return error_set(err, "there isn't enough memory for a session");
    world_init(&run->world, plan);
    session_add_sink(run->session, live_sink(run->live));
    session_add_sink(run->session, (struct sink){world_event, &run->world});
    return true;
}

static bool measure(struct run *run, const struct live_options *options, struct error *err)
{
    struct settings settings;
    const struct prescription wanted = {.exercise = "mini_squat"};
    struct plan *plan =
        settings_load(&settings, err) ? prescribe_plan(&settings, &wanted, err) : NULL;
    bool good = plan != NULL && start(run, options, &settings, plan, err);
    while (good && turn(run, plan, err, &good))
        continue;
    session_free(run->session);
    live_close(run->live);
    window_close(&run->window);
    image_free(&run->picture.image);
    free(plan);
    return good;
}

int bench_latency(int argc, char **argv)
{
    struct latency_options options = {.source = VIDEO, .tracker = MODEL};
    int count, exit_code;
    if (!options_parse(&table, argc, argv, &options, &count, &exit_code))
        return exit_code;
    const struct live_options live = {
        .source = options.source,
        .model = options.tracker,
        .pace = LIVE_IN_REAL_TIME,
        .pictures = true,
    };
    struct error err = {{0}};
    struct run *run = calloc(1, sizeof(*run));
    const bool good = run != NULL && measure(run, &live, &err);
    if (good) {
        printf("%s in real time, from the frame's time to the return of SDL_RenderPresent:\n",
               options.source);
        samples_print("  picture", &run->picture_late);
        samples_print("  skeleton (its pose's frame)", &run->skeleton_late);
        samples_print("  drawing alone, every frame", &run->frame);
    } else {
        printf("latency: not measured: %s\n", err.text);
    }
    free(run);
    return good || argc <= 1 ? 0 : 1;
}
