/* Rendered people through a pose network and the tracker: how near its joints come to those that
 * were drawn, by exercise, and how long drawing takes. Says how well the demo works, and nothing
 * about real people: rendered frames are no measure of accuracy. */
#include "bench.h"

#include "live.h"
#include "prescribe.h"
#include "vision/rendered.h"
#include "vision/tracker.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define EVERY  5    /* of 30 frames a second are looked at */
#define SPAN_S 14.0 /* of a session; enough for three repetitions of most */
#define NEAR   0.2f /* of the torso */

struct options {
    const char *network, *only, *png;
    int width_px, height_px;
    uint64_t seed;
};

struct watch {
    struct input_source performer; /* what is seen of it: */
    struct performer *person;
    struct rendered *rendered;
    struct tracker tracker;
    struct image frame;
    struct tracker_hint hint;
    const struct options *options;
    const char *id;
    int64_t count;
    double draw_s;
    int drawn, present, joints, near_joints;
    double off;
    bool failed;
};

static const char *const all[] = {"mini_squat",
                                  "hip_hinge",
                                  "hip_abduction_standing",
                                  "sit_to_stand",
                                  "side_bend_seated",
                                  "adductor_squeeze",
                                  "hip_flexor_half_kneeling",
                                  "bird_dog",
                                  "quadruped_hip_ext",
                                  "childs_pose",
                                  "cat_camel",
                                  "bridge",
                                  "dead_bug",
                                  "single_knee_to_chest",
                                  "figure4_piriformis",
                                  "hamstring_supine",
                                  "pelvic_tilt",
                                  "tra_brace",
                                  "lower_trunk_rotation",
                                  "adductor_butterfly",
                                  "clamshell",
                                  "hip_abduction_side_lying",
                                  "side_plank_knees"};

/* Processor time of this thread: what drawing takes where nothing else runs. */
static double thread_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static float gap(const struct pose *a, int i, const struct pose *b, int k)
{
    return hypotf(a->joint[i].x - b->joint[k].x, a->joint[i].y - b->joint[k].y);
}

/* The longer of the two ways from a shoulder to the opposite hip. */
static float torso(const struct pose *pose)
{
    return fmaxf(gap(pose, JOINT_LEFT_SHOULDER, pose, JOINT_RIGHT_HIP),
                 gap(pose, JOINT_RIGHT_SHOULDER, pose, JOINT_LEFT_HIP));
}

static void compare(struct watch *watch, const struct pose *truth, const struct pose *seen)
{
    static const enum joint joints[] = {JOINT_LEFT_SHOULDER, JOINT_RIGHT_SHOULDER,
                                        JOINT_LEFT_HIP,      JOINT_RIGHT_HIP,
                                        JOINT_LEFT_KNEE,     JOINT_RIGHT_KNEE};
    watch->present += seen->present;
    for (size_t i = 0; i < ARRAY_LENGTH(joints); i++) {
        float share = gap(truth, joints[i], seen, joints[i]) / torso(truth);
        bool good = seen->present && seen->joint[joints[i]].confidence > 0 && share <= NEAR;
        watch->joints++;
        watch->near_joints += good;
        watch->off += good ? (double)share : 0;
    }
}

static void save(const struct watch *watch, const struct pose *seen)
{
    char path[600];
    if (!watch->options->png || watch->drawn % 15 != 1 || watch->drawn > 90)
        return;
    struct image marked = {0};
    if (!image_copy(&marked, &watch->frame, NULL))
        return;
    for (int i = 0; i < JOINT_COUNT && seen->present; i++)
        for (int k = -3; k <= 3; k++)
            for (int j = -3; j <= 3; j++) {
                int x = (int)(seen->joint[i].x * (float)marked.height_px) + k;
                int y = (int)(seen->joint[i].y * (float)marked.height_px) + j;
                if (seen->joint[i].confidence <= 0 || x < 0 || y < 0 || x >= marked.width_px ||
                    y >= marked.height_px)
                    continue;
                unsigned char *p = marked.bgr + (size_t)y * marked.stride_bytes + 3 * (size_t)x;
                bool shoulder = i == JOINT_LEFT_SHOULDER || i == JOINT_RIGHT_SHOULDER;
                bool hip = i == JOINT_LEFT_HIP || i == JOINT_RIGHT_HIP;
                bool knee = i == JOINT_LEFT_KNEE || i == JOINT_RIGHT_KNEE;
                p[0] = shoulder ? 0 : hip ? 0 : knee ? 255 : 150;
                p[1] = hip ? 255 : knee || shoulder ? 0 : 150;
                p[2] = shoulder ? 255 : hip || knee ? 0 : 150;
            }
    snprintf(path, sizeof path, "%s/%s_%02d.png", watch->options->png, watch->id, watch->drawn);
    cv_image_write_png(path, &marked, NULL);
    image_free(&marked);
}

static bool look(struct watch *watch, const struct pose *truth, struct error *err)
{
    const struct rendered_person person = {*truth, watch->hint.posture, watch->hint.view, 0};
    struct pose seen, now, rest;
    double start = thread_s();
    if (!rendered_draw(watch->rendered, &person, 1, truth->t_us, &watch->frame, err))
        return false;
    watch->draw_s += thread_s() - start;
    watch->drawn++;
    if (!tracker_step(&watch->tracker, &watch->frame, truth->t_us, &seen, err))
        return false;
    if (performer_looks(watch->person, &now, &rest))
        compare(watch, truth, &seen);
    save(watch, &seen);
    return true;
}

static enum pull next(void *self, struct input *out, struct error *err)
{
    struct watch *watch = self;
    enum pull pull = watch->performer.next(watch->performer.self, out, err);
    if (pull != PULL_INPUT || (double)out->t_us > SPAN_S * 1e6)
        return PULL_END;
    if (watch->count++ % EVERY == 0 && !look(watch, &out->u.pose, err))
        return PULL_FAILED;
    return PULL_INPUT;
}

static bool run(struct watch *watch, const struct settings *settings, struct error *err)
{
    const struct prescription wanted = {.exercise = watch->id};
    struct plan *plan = prescribe_plan(settings, &wanted, err);
    if (!plan)
        return false;
    plan->unattended = true;
    struct performer_options options = performer_options_default();
    options.noise_px = 0;
    options.faulty_set = 0;
    options.seed = watch->options->seed;
    options.aspect = (float)watch->options->width_px / (float)watch->options->height_px;
    watch->person = performer_create(plan, options);
    watch->performer = performer_source(watch->person);
    watch->hint = live_hint(&plan->step[0]);
    tracker_set_hint(&watch->tracker, watch->hint);
    struct session *session = session_create(plan, (struct input_source){next, watch}, NULL);
    session_add_sink(session, performer_sink(watch->person));
    bool good = session_run(session, err);
    session_free(session);
    performer_free(watch->person);
    free(plan);
    return good;
}

static bool measure(const struct options *options, const char *id, const struct settings *settings,
                    struct pose_network *network, struct error *err)
{
    const struct rendered_options size = {.width_px = options->width_px,
                                          .height_px = options->height_px,
                                          .seed = options->seed,
                                          .noise = 2};
    struct watch watch = {.options = options, .id = id};
    watch.rendered = rendered_open(&size, err);
    if (!watch.rendered)
        return false;
    tracker_init(&watch.tracker, network, (struct tracker_hint){0});
    bool good = run(&watch, settings, err);
    double joints = watch.joints > 0 ? watch.joints : 1, frames = joints / 6;
    if (good)
        printf("%-26s %-11s %-6s %4.0f frames  somebody in %3.0f %%  near %.3f  off %.3f torso  "
               "drawn in %.1f ms\n",
               id, posture_name(watch.hint.posture), view_name(watch.hint.view), frames,
               100 * watch.present / frames, watch.near_joints / joints,
               watch.near_joints ? watch.off / watch.near_joints : 0,
               1e3 * watch.draw_s / (watch.drawn ? watch.drawn : 1));
    fflush(stdout);
    image_free(&watch.frame);
    rendered_close(watch.rendered);
    return good;
}

static void read_options(int argc, char **argv, struct options *options)
{
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--network") == 0)
            options->network = argv[i + 1];
        else if (strcmp(argv[i], "--exercise") == 0)
            options->only = argv[i + 1];
        else if (strcmp(argv[i], "--png") == 0)
            options->png = argv[i + 1];
        else if (strcmp(argv[i], "--seed") == 0)
            options->seed = strtoull(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--size") == 0)
            sscanf(argv[i + 1], "%dx%d", &options->width_px, &options->height_px);
    }
}

int bench_rendered(int argc, char **argv)
{
    struct options options = {.network = "builtin", .width_px = 960, .height_px = 540, .seed = 1};
    struct error err = {{0}};
    struct settings settings;
    char path[PATH_SIZE];
    read_options(argc, argv, &options);
    cv_use_threads(1);
    struct pose_network *network = NULL;
    bool good = settings_load(&settings, &err) && prescribe_model(options.network, path, &err) &&
                (network = pose_network_load(path, &err)) != NULL;
    for (size_t i = 0; good && i < ARRAY_LENGTH(all); i++)
        if (!options.only || strcmp(options.only, all[i]) == 0)
            good = measure(&options, all[i], &settings, network, &err);
    pose_network_free(network);
    if (!good)
        fprintf(stderr, "unguard-bench: %s\n", err.text);
    return good ? 0 : 1;
}
