/* How still the skeleton on the screen is when the person is, and how far it lags when they move:
 * photographs shown as a camera would show them, through the real network; and a limb of known
 * angle through the filter alone. */
#include "bench.h"
#include "labelled.h"

#include "vision/one_euro.h"
#include "vision/tracker.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER  UNGUARD_SOURCE_DIR "/../shared/data/pose_images/"
#define BUILTIN UNGUARD_SOURCE_DIR "/assets/models/unguard_pose.onnx"

#define WIDTH     640
#define HEIGHT    480
#define FRAME_US  33333
#define STILL     120 /* frames of one photograph */
#define SETTLE    30  /* of them until the filter has come to rest */
#define NOISE     4   /* of 255, evenly to either side: a webcam indoors */
#define SHAKE_PX  0.5 /* how far the picture moves to either side, at random */
#define SEEN      0.5f
#define SWING     300   /* frames of a movement to and fro */
#define SPEED_DEG 60.0  /* a second */
#define REACH_DEG 60.0  /* from end to end */
#define THIGH     0.25f /* image heights */
#define MOST_LAG  200   /* ms, tried one by one */

static const long photographs[] = {1497, 926, 1707, 1467, 466, 756}; /* none held back */

struct spread {
    double sum[2], square[2];
    int count;
};

struct scene {
    struct image photo, shot;
    uint64_t luck;
};

static double chance(struct scene *scene)
{
    scene->luck ^= scene->luck << 13, scene->luck ^= scene->luck >> 7,
        scene->luck ^= scene->luck << 17;
    return (double)(scene->luck >> 11) / (double)(1ull << 53);
}

/* The photograph at the picture's height, turned about its middle, moved by a part of a pixel. */
static bool shoot(struct scene *scene, double turn_rad, struct error *err)
{
    double scale = (double)scene->photo.height_px / HEIGHT, c = cos(turn_rad) * scale,
           s = sin(turn_rad) * scale;
    double dx = WIDTH / 2.0 + (2 * chance(scene) - 1) * SHAKE_PX;
    double dy = HEIGHT / 2.0 + (2 * chance(scene) - 1) * SHAKE_PX;
    double m[6] = {c,  s, scene->photo.width_px / 2.0 - c * dx - s * dy,
                   -s, c, scene->photo.height_px / 2.0 + s * dx - c * dy};
    if (!image_resize(&scene->shot, WIDTH, HEIGHT, err) ||
        !cv_image_warp(&scene->photo, m, &scene->shot, err))
        return false;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < 3 * WIDTH; x++) {
            unsigned char *value =
                scene->shot.bgr + (size_t)y * (size_t)scene->shot.stride_bytes + x;
            int noisy = *value + (int)lround((2 * chance(scene) - 1) * NOISE);
            *value = (unsigned char)(noisy < 0 ? 0 : noisy > 255 ? 255 : noisy);
        }
    return true;
}

static void spread_add(struct spread *spread, const struct landmark *joint)
{
    spread->sum[0] += joint->x, spread->sum[1] += joint->y;
    spread->square[0] += joint->x * joint->x, spread->square[1] += joint->y * joint->y;
    spread->count++;
}

/* Root mean square distance from the middle, in per cent of the picture's height. */
static double spread_percent(const struct spread *spread)
{
    double sum = 0;
    for (int i = 0; i < 2; i++) {
        double mean = spread->sum[i] / spread->count;
        sum += spread->square[i] / spread->count - mean * mean;
    }
    return 100 * sqrt(sum > 0 ? sum : 0);
}

struct jitter {
    double raw[ARRAY_LENGTH(photographs) * JOINT_COUNT],
        steady[ARRAY_LENGTH(photographs) * JOINT_COUNT];
    int count; /* joints of all photographs */
};

static bool keep_still(struct scene *scene, struct pose_network *network, struct jitter *jitter,
                       struct error *err)
{
    struct tracker tracker;
    struct steady steady = {0};
    struct spread raw[JOINT_COUNT] = {0}, shown[JOINT_COUNT] = {0};
    tracker_init(&tracker, network, (struct tracker_hint){0});
    for (int i = 0; i < STILL; i++) {
        struct pose pose;
        if (!shoot(scene, 0, err) ||
            !tracker_step(&tracker, &scene->shot, (i + 1) * FRAME_US, &pose, err))
            return false;
        struct pose after = steady_pose(&steady, &pose);
        for (int joint = 0; i >= SETTLE && joint < JOINT_COUNT; joint++) {
            if (pose.joint[joint].confidence < SEEN)
                continue;
            spread_add(&raw[joint], &pose.joint[joint]);
            spread_add(&shown[joint], &after.joint[joint]);
        }
    }
    for (int joint = 0; joint < JOINT_COUNT; joint++)
        if (raw[joint].count >= (STILL - SETTLE) / 2) {
            jitter->raw[jitter->count] = spread_percent(&raw[joint]);
            jitter->steady[jitter->count++] = spread_percent(&shown[joint]);
        }
    return true;
}

static int compare_double(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_jitter(const char *what, double *value, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += value[i] * value[i];
    qsort(value, (size_t)count, sizeof *value, compare_double);
    printf("still person, %s: %.3f %% of the picture's height (%.2f px of %d), 95th percentile of "
           "joints %.3f %%\n",
           what, sqrt(sum / count), sqrt(sum / count) * HEIGHT / 100, HEIGHT,
           value[count * 95 / 100]);
}

/* To and fro at one speed; degrees at a time in seconds. */
static double swing_deg(double t_s)
{
    double way = fmod(t_s * SPEED_DEG, 2 * REACH_DEG);
    return way < REACH_DEG ? way : 2 * REACH_DEG - way;
}

/* The delay in ms at which the seen angles fit the true ones best; those not seen are NAN. */
static int best_lag(const double seen_deg[SWING])
{
    double best = INFINITY;
    int lag = 0;
    for (int ms = -MOST_LAG; ms <= MOST_LAG; ms++) {
        double sum = 0, mean = 0;
        int count = 0;
        for (int pass = 0; pass < 2; pass++) /* a constant difference is no lag */
            for (int i = SETTLE; i < SWING; i++) {
                if (isnan(seen_deg[i]))
                    continue;
                double off = seen_deg[i] - swing_deg((double)i * FRAME_US / 1e6 - ms / 1e3);
                sum += pass ? (off - mean) * (off - mean) : 0;
                mean += pass ? 0 : off;
                count += !pass;
                if (!pass && i == SWING - 1)
                    mean /= count;
            }
        if (sum < best) {
            best = sum;
            lag = ms;
        }
    }
    return lag;
}

static double angle_deg(const struct landmark *from, const struct landmark *to)
{
    return atan2((double)(to->x - from->x), (double)(to->y - from->y)) * 180 / 3.14159265358979;
}

static void time_filter(void)
{
    static double seen[SWING];
    struct steady steady = {0};
    for (int i = 0; i < SWING; i++) {
        double angle = swing_deg((double)i * FRAME_US / 1e6) * 3.14159265358979 / 180;
        struct pose pose = {.t_us = (i + 1) * FRAME_US, .present = true};
        pose.joint[JOINT_LEFT_HIP] = (struct landmark){0.5f, 0.5f, 0, 1};
        pose.joint[JOINT_LEFT_KNEE] = (struct landmark){0.5f + THIGH * (float)sin(angle),
                                                        0.5f + THIGH * (float)cos(angle), 0, 1};
        struct pose shown = steady_pose(&steady, &pose);
        seen[i] = angle_deg(&shown.joint[JOINT_LEFT_HIP], &shown.joint[JOINT_LEFT_KNEE]);
    }
    printf("filter alone: a thigh of %.2f heights at %.0f deg/s lags %d ms; goal 60 or less\n",
           (double)THIGH, SPEED_DEG, best_lag(seen));
}

static void middle_of(const struct pose *pose, enum joint left, struct landmark *out)
{
    const struct landmark *a = &pose->joint[left], *b = &pose->joint[joint_opposite(left)];
    *out = (struct landmark){(a->x + b->x) / 2, (a->y + b->y) / 2, 0, 1};
}

static double trunk_deg(const struct pose *pose)
{
    struct landmark hips, shoulders;
    if (!pose->present || !(pose->joint[JOINT_LEFT_HIP].confidence > 0) ||
        !(pose->joint[JOINT_RIGHT_HIP].confidence > 0) ||
        !(pose->joint[JOINT_LEFT_SHOULDER].confidence > 0) ||
        !(pose->joint[JOINT_RIGHT_SHOULDER].confidence > 0))
        return NAN;
    middle_of(pose, JOINT_LEFT_HIP, &hips);
    middle_of(pose, JOINT_LEFT_SHOULDER, &shoulders);
    return angle_deg(&shoulders, &hips);
}

/* The photograph leans to and fro: tracker, network and filter together. */
static bool time_pipeline(struct scene *scene, struct pose_network *network, struct error *err)
{
    static double raw[SWING], shown[SWING];
    struct tracker tracker;
    struct steady steady = {0};
    tracker_init(&tracker, network, (struct tracker_hint){0});
    for (int i = 0; i < SWING; i++) {
        struct pose pose;
        double lean_deg = swing_deg((double)i * FRAME_US / 1e6) - REACH_DEG / 2;
        if (!shoot(scene, lean_deg * 3.14159265358979 / 180, err) ||
            !tracker_step(&tracker, &scene->shot, (i + 1) * FRAME_US, &pose, err))
            return false;
        struct pose after = steady_pose(&steady, &pose);
        raw[i] = -trunk_deg(&pose);
        shown[i] = -trunk_deg(&after);
    }
    printf("a photograph leaning at %.0f deg/s, angle of the trunk: landmarks lag %d ms, on the "
           "screen %d ms (without the time of a pass)\n",
           SPEED_DEG, best_lag(raw), best_lag(shown));
    return true;
}

static const struct labelled *photograph(const struct labelled_set *set, long number)
{
    for (int i = 0; i < set->count; i++)
        if (set->item[i].file != NULL && labelled_number(&set->item[i]) == number)
            return &set->item[i];
    return NULL;
}

static bool run(const char *model, struct scene *scene, struct labelled_set *set,
                struct pose_network *network, struct error *err)
{
    static struct jitter jitter;
    jitter.count = 0;
    for (size_t i = 0; i < ARRAY_LENGTH(photographs); i++) {
        const struct labelled *item = photograph(set, photographs[i]);
        if (item == NULL)
            return error_set(err, "photograph %ld is missing in " FOLDER, photographs[i]);
        if (!cv_image_decode(item->name, item->file, item->size, &scene->photo, err) ||
            !keep_still(scene, network, &jitter, err) ||
            (i == 0 && !time_pipeline(scene, network, err)))
            return false;
    }
    printf("%s, %zu photographs, %d joints seen\n", model, ARRAY_LENGTH(photographs), jitter.count);
    if (jitter.count > 0) {
        print_jitter("landmarks", jitter.raw, jitter.count);
        print_jitter("on the screen (goal 0.3)", jitter.steady, jitter.count);
    }
    return true;
}

/* argv[1]: another network than the one that comes with Unguard. */
int bench_jitter(int argc, char **argv)
{
    struct error err = {{0}};
    struct scene scene = {.luck = 88172645463325252ull};
    struct labelled_set set = {0};
    const char *model = argc > 1 ? argv[1] : BUILTIN;
    struct pose_network *network = pose_network_load(model, &err);
    time_filter();
    bool good =
        network != NULL &&
        labelled_read(FOLDER "exercise_train.tar", FOLDER "exercise_train.csv", &set, &err) &&
        run(model, &scene, &set, network, &err);
    if (!good)
        printf("jitter: not measured: %s\n", err.text);
    image_free(&scene.photo);
    image_free(&scene.shot);
    labelled_free(&set);
    pose_network_free(network);
    return good || argc <= 1 ? 0 : 1;
}
