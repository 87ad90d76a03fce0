/* Main-thread time of a frame with SDL's software renderer: from the start of app_present to the
 * return of SDL_RenderPresent. With --png FOLDER every state is written as a picture instead. */
#include "bench.h"

#include "../screen_sample.h"
#include "instructor.h"

#include <SDL.h>
#include <dirent.h>
#include <time.h>

#define FRAMES 300
#define SIZE   2400 /* a path's characters */

/* Processor time of this thread: what a frame takes where nothing else runs. */
static double thread_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

/* A camera at half the display's rate, a body that moves with each picture, a ring that follows. */
static void next_frame(struct screen_sample *sample, int frame, bool new_picture)
{
    float bend = 30 + 25 * sinf((float)frame * 0.05f);
    sample->view.now_s += 1.0 / 60;
    world_tick(sample->world, sample->view.now_s);
    sample->view.display.progress = bend / 55;
    sample->view.display.held_s = 0.02f * (float)(frame % 100);
    if (new_picture) {
        sample->view.picture_serial++;
        sample->pose = screen_sample_pose(bend, sample->pose.t_us + 33333, sample->view.aspect);
    }
}

static void measure(struct app *app, struct screen_sample *sample, enum screen_sample_state state,
                    int every)
{
    double took[FRAMES], busy[FRAMES];
    screen_sample_make(sample, state);
    sample->view.picture_serial = 1;
    for (int i = 0; i < 20; i++) {
        screen_sample_show(app, sample);
    }
    for (int i = 0; i < FRAMES; i++) {
        next_frame(sample, i, every > 0 && i % every == 0);
        double start = bench_now_s(), cpu = thread_ms();
        app_present(app, &sample->view);
        took[i] = (bench_now_s() - start) * 1e3;
        busy[i] = thread_ms() - cpu;
    }
    double median = bench_median(took, FRAMES); /* leaves them sorted */
    double calm = bench_median(busy, FRAMES);
    printf("%-12s %-20s median %6.2f ms   p99 %6.2f ms   of processor: median %5.2f p99 %5.2f ms\n",
           screen_sample_name(state),
           every == 1   ? "picture every frame"
           : every == 2 ? "picture every second"
                        : "no new picture",
           median, took[FRAMES * 99 / 100], calm, busy[FRAMES * 99 / 100]);
}

/* A set as it is done, at the display's pace: flowers open, the light rises while a posture is
 * held, all of it sways, before a camera picture at half the rate. */
static void measure_growing(struct app *app, struct screen_sample *sample)
{
    enum { SECONDS = 20, COUNT = 60 * SECONDS };
    static double took[COUNT], busy[COUNT];
    screen_sample_make(sample, SAMPLE_HOLD);
    sample->view.display.hold_target_s = 2;
    for (int i = 0; i < COUNT; i++) {
        double start = bench_now_s();
        next_frame(sample, i, i % 2 == 0);
        if (i % 120 == 110) {
            screen_sample_rep(sample->world, 2 + i / 120, 90, sample->world->now_s);
            screen_sample_phase(sample->world, PHASE_HOLD, sample->world->now_s);
        }
        double before = bench_now_s(), cpu = thread_ms();
        app_present(app, &sample->view);
        took[i] = (bench_now_s() - before) * 1e3;
        busy[i] = thread_ms() - cpu;
        app_wait(app, (int)(1000.0 / 60 - (bench_now_s() - start) * 1e3));
    }
    double median = bench_median(took, COUNT), calm = bench_median(busy, COUNT);
    printf("%-12s %-20s median %6.2f ms   p99 %6.2f ms   of processor: median %5.2f p99 %5.2f "
           "worst %5.2f ms\n",
           "growing", "at 60 frames a second", median, took[COUNT * 99 / 100], calm,
           busy[COUNT * 99 / 100], busy[COUNT - 1]);
}

static int write_pictures(const char *folder, int width, int height, bool high_contrast)
{
    struct error err = {""};
    struct app_options options = {.width_px = width,
                                  .height_px = height,
                                  .offscreen = true,
                                  .reduced_motion = true,
                                  .high_contrast = high_contrast};
    struct app *app = app_open(&options, &err);
    struct screen_sample sample = {0};
    bool good = app != NULL;
    for (int state = 0; good && state < SAMPLE_STATE_COUNT; state++) {
        char path[SIZE];
        screen_sample_make(&sample, (enum screen_sample_state)state);
        screen_sample_show(app, &sample);
        snprintf(path, sizeof path, "%s/%02d_%s_%dx%d%s.png", folder, state,
                 screen_sample_name((enum screen_sample_state)state), width, height,
                 high_contrast ? "_high" : "");
        good = app_save_png(app, path, &err);
        printf("%s: smallest type %d px, %d cut\n", path, app_smallest_text_px(app),
               app_cut_texts(app));
    }
    screen_sample_free(&sample);
    app_close(app);
    if (!good) {
        fprintf(stderr, "unguard-bench: %s\n", err.text);
    }
    return good ? 0 : 3;
}

/* Loads a shipped exercise as the sample's first step; the set's first event follows. */
static enum body_side take_exercise(struct screen_sample *sample, const char *name)
{
    char path[SIZE];
    struct error err = {""};
    struct exercise *step = &sample->plan->step[0];
    snprintf(path, sizeof path, UNGUARD_SOURCE_DIR "/config/exercises/%s", name);
    if (!exercise_load(path, step, &err)) {
        fprintf(stderr, "unguard-bench: %s\n", err.text);
        exit(1);
    }
    enum body_side side = step->sides == SIDES_EACH ? SIDE_LEFT : SIDE_NONE;
    world_init(sample->world, sample->plan);
    screen_sample_set(sample->world, 0, 1, side, 0);
    return side;
}

/* The person's body at a share of the way, as a tracker sees it. */
static struct pose person_at(const struct exercise *exercise, enum body_side side, float share)
{
    struct instructor instructor;
    instructor_prepare(&instructor, exercise, side, 16.0f / 9);
    return pose_quantize(instructor_figure(&instructor, share).pose);
}

/* Of every shipped exercise its demonstration and a moment of it being done. */
static int write_demos(const char *folder, int width, int height, bool still, bool high_contrast)
{
    struct error err = {""};
    struct app_options options = {.width_px = width,
                                  .height_px = height,
                                  .offscreen = true,
                                  .reduced_motion = still,
                                  .high_contrast = high_contrast};
    struct app *app = app_open(&options, &err);
    struct screen_sample sample = {0};
    DIR *shelf = opendir(UNGUARD_SOURCE_DIR "/config/exercises");
    bool good = app != NULL && shelf != NULL;
    for (struct dirent *entry; good && (entry = readdir(shelf)) != NULL;) {
        char path[SIZE];
        if (!strstr(entry->d_name, ".cfg")) {
            continue;
        }
        screen_sample_make(&sample, SAMPLE_POSITION);
        enum body_side side = take_exercise(&sample, entry->d_name);
        const struct exercise *exercise = &sample.plan->step[0];
        sample.pose = person_at(exercise, side, 0.8f);
        app_present(app, &sample.view);
        snprintf(path, sizeof path, "%s/%.*s_demo.png", folder, (int)strlen(entry->d_name) - 4,
                 entry->d_name);
        good = app_save_png(app, path, &err);
        printf("%s: smallest type %d px, %d cut\n", path, app_smallest_text_px(app),
               app_cut_texts(app));
        screen_sample_send(sample.world, EVENT_READY, 2);
        screen_sample_phase(sample.world, PHASE_MOVE, 3);
        world_tick(sample.world, 4);
        sample.view.display.target_seen = true;
        sample.view.display.target_value = exercise->target.value - 2;
        app_present(app, &sample.view);
        snprintf(path, sizeof path, "%s/%.*s_move.png", folder, (int)strlen(entry->d_name) - 4,
                 entry->d_name);
        good = good && app_save_png(app, path, &err);
    }
    if (shelf) {
        closedir(shelf);
    }
    screen_sample_free(&sample);
    app_close(app);
    if (!good) {
        fprintf(stderr, "unguard-bench: %s\n", err.text);
    }
    return good ? 0 : 3;
}

int bench_screen(int argc, char **argv)
{
    if (argc > 2 && strcmp(argv[1], "--demos") == 0) {
        int width = argc > 4 ? atoi(argv[3]) : 1280, height = argc > 4 ? atoi(argv[4]) : 720;
        bool still = argc > 5 && strchr(argv[5], 's'), high = argc > 5 && strchr(argv[5], 'h');
        return write_demos(argv[2], width, height, still, high);
    }
    if (argc > 2 && strcmp(argv[1], "--png") == 0) {
        int width = argc > 4 ? atoi(argv[3]) : 1280, height = argc > 4 ? atoi(argv[4]) : 720;
        return write_pictures(argv[2], width, height, argc > 5);
    }
    int width = argc > 2 ? atoi(argv[1]) : 1280, height = argc > 2 ? atoi(argv[2]) : 720;
    struct app_options options = {.width_px = width, .height_px = height, .software = true};
    SDL_SetHint(SDL_HINT_RENDER_VSYNC, "0");
    struct error err = {""};
    options.offscreen = !getenv("DISPLAY") && !getenv("WAYLAND_DISPLAY");
    struct app *app = app_open(&options, &err);
    if (!app) {
        fprintf(stderr, "unguard-bench: %s\n", err.text);
        return 3;
    }
    printf("%d x %d, software renderer, %s, camera 1280 x 720\n", width, height,
           options.offscreen ? "in memory" : SDL_GetCurrentVideoDriver());
    struct screen_sample sample = {0};
    static const enum screen_sample_state states[] = {
        SAMPLE_POSITION, SAMPLE_MOVE,   SAMPLE_HOLD,    SAMPLE_OVER,  SAMPLE_REST,
        SAMPLE_PAIN,     SAMPLE_PAUSED, SAMPLE_RESULTS, SAMPLE_FIGURE};
    for (size_t i = 0; i < ARRAY_LENGTH(states); i++) {
        for (int every = 0; every < 3; every++) {
            measure(app, &sample, states[i], every);
        }
    }
    measure_growing(app, &sample);
    screen_sample_free(&sample);
    app_close(app);
    return 0;
}
