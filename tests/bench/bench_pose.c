/* How well a network finds labelled joints in pictures, what its confidence is worth, and how long
 * it takes: PCK@0.2 of the torso, beside another network on the same pictures. */
#include "bench.h"
#include "labelled.h"

#include "vision/frame_clock.h"
#include "vision/tracker.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUILTIN UNGUARD_SOURCE_DIR "/assets/models/unguard_pose.onnx"
#define BESIDE  UNGUARD_SOURCE_DIR "/../shared/models/pose_landmark_lite.onnx"

#define NEAR       0.2f /* of the torso: a joint this near its label is found */
#define BODY_SHARE 0.8f /* of the crop's side that the box of the labelled joints takes */
#define BINS       10   /* of confidence */
#define MOST_TIMED 200  /* pictures whose passes are timed */

/* Angle between the trunk, hips to shoulders, and upright: up to this many degrees. */
static const struct {
    const char *name;
    float most_deg;
} directions[] = {{"upright", 30}, {"tilted", 60}, {"lying", 120}, {"inverted", 180}};

enum { DIRECTIONS = ARRAY_LENGTH(directions) };

/* What the coach needs most, and what the headline counts. */
static const enum joint counted[] = {JOINT_LEFT_HIP,   JOINT_RIGHT_HIP,     JOINT_LEFT_KNEE,
                                     JOINT_RIGHT_KNEE, JOINT_LEFT_SHOULDER, JOINT_RIGHT_SHOULDER};

struct ratio {
    int right, all;
};

struct tally {
    struct ratio joint[JOINT_COUNT], direction[DIRECTIONS], total;
    struct ratio forgiven, forgiven_direction[DIRECTIONS]; /* left and right may be changed over */
    int pictures[DIRECTIONS], nobody;
    double said[BINS]; /* sum of confidences */
    struct ratio bin[BINS];
};

struct options {
    const char *images, *csv, *network, *beside;
    long digit; /* only pictures whose number ends in it; -1: all */
    int most;   /* pictures; 0: all */
};

static void add(struct ratio *ratio, bool right)
{
    ratio->right += right;
    ratio->all++;
}

static double share(struct ratio ratio)
{
    return ratio.all > 0 ? (double)ratio.right / ratio.all : 0;
}

static struct point middle(const struct labelled *item, enum joint a, enum joint b)
{
    return (struct point){(item->joint[a].x_px + item->joint[b].x_px) / 2,
                          (item->joint[a].y_px + item->joint[b].y_px) / 2};
}

static float apart(const struct labelled *item, enum joint a, enum joint b)
{
    return hypotf(item->joint[a].x_px - item->joint[b].x_px,
                  item->joint[a].y_px - item->joint[b].y_px);
}

/* The torso is the longer of the two ways from a shoulder to the opposite hip. False where a hip or
 * a shoulder has no label, or the torso no length. */
static bool torso_of(const struct labelled *item, float *length_px, int *direction)
{
    static const enum joint corners[] = {JOINT_LEFT_HIP, JOINT_RIGHT_HIP, JOINT_LEFT_SHOULDER,
                                         JOINT_RIGHT_SHOULDER};
    for (size_t i = 0; i < ARRAY_LENGTH(corners); i++)
        if (!item->joint[corners[i]].known)
            return false;
    *length_px = fmaxf(apart(item, JOINT_LEFT_SHOULDER, JOINT_RIGHT_HIP),
                       apart(item, JOINT_RIGHT_SHOULDER, JOINT_LEFT_HIP));
    struct point hips = middle(item, JOINT_LEFT_HIP, JOINT_RIGHT_HIP);
    struct point shoulders = middle(item, JOINT_LEFT_SHOULDER, JOINT_RIGHT_SHOULDER);
    float angle_deg = fabsf(atan2f(shoulders.x - hips.x, hips.y - shoulders.y)) * 180 / 3.14159265f;
    *direction = 0;
    while (*direction < DIRECTIONS - 1 && angle_deg > directions[*direction].most_deg)
        ++*direction;
    return *length_px > 0;
}

/* Centred on the box of all labelled joints; the body's direction is not given away. */
static struct roi centred(const struct labelled *item)
{
    struct point low = {INFINITY, INFINITY}, high = {-INFINITY, -INFINITY};
    for (int i = 0; i < JOINT_COUNT; i++) {
        const struct labelled_joint *joint = &item->joint[i];
        if (!joint->known)
            continue;
        low = (struct point){fminf(low.x, joint->x_px), fminf(low.y, joint->y_px)};
        high = (struct point){fmaxf(high.x, joint->x_px), fmaxf(high.y, joint->y_px)};
    }
    return (struct roi){.x_px = (low.x + high.x) / 2,
                        .y_px = (low.y + high.y) / 2,
                        .size_px = fmaxf(high.x - low.x, high.y - low.y) / BODY_SHARE};
}

static bool is_counted(enum joint joint)
{
    for (size_t i = 0; i < ARRAY_LENGTH(counted); i++)
        if (counted[i] == joint)
            return true;
    return false;
}

static float error_of(const struct landmark *found, const struct labelled_joint *label,
                      float torso_px)
{
    if (!(found->confidence > 0))
        return INFINITY;
    return hypotf(found->x - label->x_px, found->y - label->y_px) / torso_px;
}

/* joint: in picture pixels; one not seen is not found. */
static void judge(const struct labelled *item, const struct landmark joint[JOINT_COUNT],
                  struct tally *tally)
{
    float torso_px;
    int direction;
    if (!torso_of(item, &torso_px, &direction))
        return;
    tally->pictures[direction]++;
    for (int i = 0; i < JOINT_COUNT; i++) {
        if (!item->joint[i].known)
            continue;
        float plain = error_of(&joint[i], &item->joint[i], torso_px);
        float other = error_of(&joint[joint_opposite((enum joint)i)], &item->joint[i], torso_px);
        bool right = plain < NEAR;
        add(&tally->joint[i], right);
        int bin = (int)(joint[i].confidence * BINS);
        bin = bin < BINS ? bin : BINS - 1;
        add(&tally->bin[bin], right);
        tally->said[bin] += joint[i].confidence;
        if (!is_counted((enum joint)i))
            continue;
        add(&tally->total, right);
        add(&tally->direction[direction], right);
        add(&tally->forgiven, right || other < NEAR);
        add(&tally->forgiven_direction[direction], right || other < NEAR);
    }
}

/* One pass on the crop that is centred on the body. */
static bool try_centred(struct pose_network *network, const struct image *picture,
                        const struct labelled *item, struct tally *tally, struct error *err)
{
    struct body body;
    struct roi roi = centred(item);
    if (!pose_network_run(network, picture, &roi, &body, err))
        return false;
    judge(item, body.joint, tally);
    return true;
}

/* The tracker, which is told neither where the body is nor how it lies. */
static bool try_tracker(struct pose_network *network, const struct image *picture,
                        const struct labelled *item, struct tally *tally, struct error *err)
{
    struct tracker tracker;
    struct pose pose;
    tracker_init(&tracker, network, (struct tracker_hint){0});
    if (!tracker_step(&tracker, picture, 0, &pose, err))
        return false;
    tally->nobody += !pose.present;
    for (int i = 0; i < JOINT_COUNT; i++) {
        pose.joint[i].x *= (float)picture->height_px;
        pose.joint[i].y *= (float)picture->height_px;
    }
    judge(item, pose.joint, tally);
    return true;
}

static bool chosen(const struct labelled *item, const struct options *options)
{
    float torso_px;
    int direction;
    return item->file != NULL && torso_of(item, &torso_px, &direction) &&
           (options->digit < 0 || labelled_number(item) % 10 == options->digit);
}

static bool measure(struct pose_network *network, const struct labelled_set *set,
                    const struct options *options, struct tally *centre, struct tally *tracked,
                    struct error *err)
{
    struct image picture = {0};
    bool good = true;
    for (int i = 0, taken = 0; good && i < set->count; i++) {
        const struct labelled *item = &set->item[i];
        if (!chosen(item, options) || (options->most > 0 && taken++ >= options->most))
            continue;
        good = cv_image_decode(item->name, item->file, item->size, &picture, err) &&
               try_centred(network, &picture, item, centre, err) &&
               try_tracker(network, &picture, item, tracked, err);
    }
    image_free(&picture);
    return good;
}

static void print_tally(const char *how, const struct tally *tally)
{
    printf("%s: PCK@%.1f of hips, knees and shoulders %.3f (%.3f with sides forgiven)", how,
           (double)NEAR, share(tally->total), share(tally->forgiven));
    printf(tally->nobody > 0 ? ", nobody found in %d pictures\n" : "\n", tally->nobody);
    for (int i = 0; i < DIRECTIONS; i++)
        if (tally->pictures[i] > 0)
            printf("  %-9s %.3f (%.3f)  %d pictures\n", directions[i].name,
                   share(tally->direction[i]), share(tally->forgiven_direction[i]),
                   tally->pictures[i]);
}

static void print_joints(const struct tally *tally)
{
    printf("  by joint:");
    for (int i = 0; i < JOINT_COUNT; i++)
        if (tally->joint[i].all > 0)
            printf(" %s %.2f", joint_name((enum joint)i), share(tally->joint[i]));
    printf("\n  confidence said, was so, joints:\n");
    double gap = 0;
    int all = 0;
    for (int i = 0; i < BINS; i++) {
        if (tally->bin[i].all == 0)
            continue;
        double said = tally->said[i] / tally->bin[i].all;
        printf("    %.2f %.2f %d\n", said, share(tally->bin[i]), tally->bin[i].all);
        gap += fabs(said - share(tally->bin[i])) * tally->bin[i].all;
        all += tally->bin[i].all;
    }
    if (all > 0)
        printf("    mean gap %.3f\n", gap / all);
}

/* Milliseconds of a bare pass, both networks picture by picture in turn, so that what else the
 * machine does meets both alike. */
static bool time_passes(struct pose_network *network[2], int threads, struct error *err)
{
    static double ms[2][MOST_TIMED], ratio[MOST_TIMED];
    int networks = network[1] != NULL ? 2 : 1;
    cv_use_threads(threads);
    for (int i = 0; i < MOST_TIMED; i++)
        for (int which = 0; which < networks; which++) {
            int64_t start_us = monotonic_us();
            if (!pose_network_run_bare(network[which], err))
                return false;
            ms[which][i] = (double)(monotonic_us() - start_us) / 1e3;
            if (which == 1)
                ratio[i] = ms[1][i] > 0 ? ms[0][i] / ms[1][i] : 0;
        }
    printf("a pass on %d thread%s: %.2f ms", threads, threads == 1 ? "" : "s",
           bench_median(ms[0], MOST_TIMED));
    if (networks == 2)
        printf(", beside %.2f ms: ratio %.3f", bench_median(ms[1], MOST_TIMED),
               bench_median(ratio, MOST_TIMED));
    printf("; medians of %d\n", MOST_TIMED);
    return true;
}

static bool report(struct pose_network *network, const struct labelled_set *set,
                   const struct options *options, struct error *err)
{
    struct tally centre = {0}, tracked = {0};
    const struct pose_network_info *info = pose_network_info(network);
    if (!measure(network, set, options, &centre, &tracked, err))
        return false;
    printf("%s (%s, %d px)\n", info->name, info->kind, info->input_px);
    print_tally(" one pass, crop centred on the body, direction not given", &centre);
    print_joints(&centre);
    print_tally(" tracker, neither place nor direction given", &tracked);
    return true;
}

static bool read_options(int argc, char **argv, struct options *options)
{
    *options = (struct options){.network = BUILTIN, .beside = BESIDE, .digit = -1};
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--images") == 0)
            options->images = argv[i + 1];
        else if (strcmp(argv[i], "--csv") == 0)
            options->csv = argv[i + 1];
        else if (strcmp(argv[i], "--network") == 0)
            options->network = argv[i + 1];
        else if (strcmp(argv[i], "--beside") == 0)
            options->beside = argv[i + 1];
        else if (strcmp(argv[i], "--digit") == 0)
            options->digit = strtol(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--most") == 0)
            options->most = (int)strtol(argv[i + 1], NULL, 10);
        else
            return false;
    }
    return argc % 2 == 1 && options->images != NULL && options->csv != NULL;
}

static bool run(const struct options *options, struct error *err)
{
    struct labelled_set set = {0};
    struct pose_network *network[2] = {NULL, NULL};
    bool good = labelled_read(options->images, options->csv, &set, err) &&
                (network[0] = pose_network_load(options->network, err)) != NULL;
    if (good && strcmp(options->beside, "none") != 0) {
        network[1] = pose_network_load(options->beside, err);
        if (network[1] == NULL)
            printf("nothing beside it: %s\n", err->text);
    }
    for (int i = 0; good && i < 2 && network[i] != NULL; i++)
        good = report(network[i], &set, options, err);
    for (int threads = 1; good && threads <= 2; threads++)
        good = time_passes(network, threads, err);
    pose_network_free(network[0]);
    pose_network_free(network[1]);
    labelled_free(&set);
    return good;
}

int bench_pose(int argc, char **argv)
{
    struct options options;
    struct error err = {{0}};
    if (!read_options(argc, argv, &options)) {
        fprintf(stderr,
                "unguard-bench pose --images TAR|FOLDER --csv FILE [--digit D: pictures whose "
                "number ends in D] [--most N] [--network ONNX] [--beside ONNX|none]\n");
        return 2;
    }
    if (run(&options, &err))
        return 0;
    fprintf(stderr, "unguard-bench pose: %s\n", err.text);
    return 1;
}
