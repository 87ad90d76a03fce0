/* The real clip and the real network: landmarks within 6 % of the trunk of a larger network's, and
 * the same person when the picture is mirrored, scaled, padded or turned. Skipped, saying so, where
 * the folder of test data beside the checkout is missing. */
#include "vision/frame_source.h"
#include "vision/tracker.h"
#include "vision_sample.h"

#include <math.h>
#include <sys/stat.h>

#define MODEL     UNGUARD_SOURCE_DIR "/../shared/models/pose_landmark_lite.onnx"
#define CLIP      UNGUARD_SOURCE_DIR "/../shared/data/pose_squats/pose_squats.mp4"
#define REFERENCE UNGUARD_SOURCE_DIR "/../shared/data/pose_squats/pose_squats.full.json"

#define FRAMES    65
#define ONE_SQUAT 30 /* frames that hold the first one, down and up */
#define POINTS    33
#define WIDTH     720
#define HEIGHT    1280

/* BlazePose's points of the joints that are compared. */
static const struct {
    enum joint joint;
    int point;
} judged[] = {{JOINT_LEFT_SHOULDER, 11}, {JOINT_RIGHT_SHOULDER, 12}, {JOINT_LEFT_HIP, 23},
              {JOINT_RIGHT_HIP, 24},     {JOINT_LEFT_KNEE, 25},      {JOINT_RIGHT_KNEE, 26},
              {JOINT_LEFT_ANKLE, 27},    {JOINT_RIGHT_ANKLE, 28}};

/* Where a pixel of the clip lands in the picture shown: to = a x + b y + c, d x + e y + f. */
struct change {
    const char *name;
    double m[6];
    int width_px, height_px; /* of the picture shown */
    bool mirrored;
    struct tracker_hint hint;
};

static double reference[FRAMES][POINTS][2];

static bool data_there(void)
{
    struct stat status;
    if (stat(MODEL, &status) == 0 && stat(CLIP, &status) == 0 && stat(REFERENCE, &status) == 0)
        return true;
    cr_log_warn("skipped: no test data beside the checkout (" CLIP ")");
    return false;
}

/* The file is nothing but nested arrays of numbers: frames x points x (x, y, z). */
static void read_reference(void)
{
    FILE *file = fopen(REFERENCE, "rb");
    cr_assert(file);
    for (int i = 0; i < FRAMES * POINTS * 3; i++) {
        double value;
        fscanf(file, "%*[][, \n\t]");
        cr_assert_eq(fscanf(file, "%lf", &value), 1);
        if (i % 3 < 2)
            reference[i / 3 / POINTS][i / 3 % POINTS][i % 3] = value;
    }
    fclose(file);
}

static int compare_double(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median_trunk_px(void)
{
    double length[FRAMES];
    for (int i = 0; i < FRAMES; i++) {
        double(*p)[2] = reference[i];
        length[i] = hypot(p[11][0] + p[12][0] - p[23][0] - p[24][0],
                          p[11][1] + p[12][1] - p[23][1] - p[24][1]) /
                    2;
    }
    qsort(length, FRAMES, sizeof *length, compare_double);
    return length[FRAMES / 2];
}

/* cv_image_warp wants the way back: from the picture shown to the clip. */
static void invert(const double m[6], double out[6])
{
    double det = m[0] * m[4] - m[1] * m[3];
    out[0] = m[4] / det;
    out[1] = -m[1] / det;
    out[3] = -m[3] / det;
    out[4] = m[0] / det;
    out[2] = -(out[0] * m[2] + out[1] * m[5]);
    out[5] = -(out[3] * m[2] + out[4] * m[5]);
}

/* Sum of the distances to the reference in this frame, in pixels of the clip. */
static double distance_px(const struct change *change, const struct pose *pose, int frame,
                          int *seen)
{
    double sum = 0, scale = hypot(change->m[0], change->m[3]);
    for (size_t i = 0; i < ARRAY_LENGTH(judged); i++) {
        enum joint joint = judged[i].joint;
        const struct landmark *at = &pose->joint[change->mirrored ? joint_opposite(joint) : joint];
        const double *p = reference[frame][judged[i].point], *m = change->m;
        if (!(at->confidence > 0))
            continue;
        sum += hypot((double)at->x * change->height_px - (m[0] * p[0] + m[1] * p[1] + m[2]),
                     (double)at->y * change->height_px - (m[3] * p[0] + m[4] * p[1] + m[5])) /
               scale;
        ++*seen;
    }
    return sum;
}

/* Mean distance in per cent of the trunk; the person must be there in every frame, all of the
 * judged joints seen. */
static double measure(const struct change *change, int frame_count)
{
    struct error err = {{0}};
    struct pose_network *network = pose_network_load(MODEL, &err);
    cr_assert(network, "%s", err.text);
    struct frame_source *source = frame_source_open(CLIP, (struct cv_camera_wish){0}, &err);
    cr_assert(source, "%s", err.text);
    struct image frame = {0}, shown = {0};
    struct tracker tracker;
    double back[6], sum_px = 0;
    int64_t t_us;
    int frames = 0, seen = 0;
    cv_use_threads(1); /* tests run side by side */
    read_reference();
    invert(change->m, back);
    cr_assert(image_resize(&shown, change->width_px, change->height_px, NULL));
    tracker_init(&tracker, network, change->hint);
    while (frames < frame_count) {
        struct pose pose;
        cr_assert_eq(frame_source_read(source, &frame, &t_us, &err), FRAME_GOT, "%s", err.text);
        cr_assert(cv_image_warp(&frame, back, &shown, &err), "%s", err.text);
        cr_assert(tracker_step(&tracker, &shown, t_us, &pose, &err), "%s", err.text);
        cr_assert(pose.present, "%s: nobody in frame %d", change->name, frames);
        cr_assert_eq(pose.t_us, t_us);
        sum_px += distance_px(change, &pose, frames++, &seen);
    }
    cr_assert_eq(seen, frames * (int)ARRAY_LENGTH(judged));
    /* One pass a frame; only the first frame is searched. */
    cr_assert_leq(tracker.passes, frames - 1 + 14, "%s: lost on the way", change->name);
    frame_source_close(source);
    pose_network_free(network);
    image_free(&frame);
    image_free(&shown);
    double percent = 100 * sum_px / seen / median_trunk_px();
    cr_log_info("%s: mean distance %.2f %% of the trunk", change->name, percent);
    return percent;
}

Test(clip, landmarks_within_6_per_cent_of_the_trunk)
{
    if (!data_there())
        return;
    const struct change as_it_is = {"as it is", {1, 0, 0, 0, 1, 0}, WIDTH, HEIGHT, false, {0}};
    cr_assert_leq(measure(&as_it_is, FRAMES), 6.0);
}

/* The network itself answers a changed picture a little differently; 8 % is still well inside the
 * 20 % that counts as finding a joint. */
Test(clip, the_same_person_mirrored_scaled_and_padded)
{
    if (!data_there())
        return;
    const struct change changes[] = {
        {"mirrored", {-1, 0, WIDTH, 0, 1, 0}, WIDTH, HEIGHT, true, {0}},
        {"half the size", {0.5, 0, 0, 0, 0.5, 0}, WIDTH / 2, HEIGHT / 2, false, {0}},
        {"padded", {1, 0, 900, 0, 1, 100}, 1920, 1440, false, {0}},
        {"half the size, padded", {0.5, 0, 100, 0, 0.5, 40}, 1280, 720, false, {0}},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(changes); i++)
        cr_assert_leq(measure(&changes[i], ONE_SQUAT), 8.0);
}

/* Turned by quarters, found by the search alone and with the hint that fits. */
Test(clip, the_same_person_turned)
{
    if (!data_there())
        return;
    const struct change changes[] = {
        {"head to the right", {0, -1, HEIGHT, 1, 0, 0}, HEIGHT, WIDTH, false, {0}},
        {"head to the left", {0, 1, 0, -1, 0, WIDTH}, HEIGHT, WIDTH, false, {0}},
        {"upside down", {-1, 0, WIDTH, 0, -1, HEIGHT}, WIDTH, HEIGHT, false, {0}},
        {"head to the left, so declared",
         {0, 1, 0, -1, 0, WIDTH},
         HEIGHT,
         WIDTH,
         false,
         {POSTURE_SUPINE, VIEW_SIDE, HEAD_LEFT}},
        {"lying, side unknown",
         {0, -1, HEIGHT, 1, 0, 0},
         HEIGHT,
         WIDTH,
         false,
         {POSTURE_SUPINE, VIEW_SIDE, HEAD_UNKNOWN}},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(changes); i++)
        cr_assert_leq(measure(&changes[i], ONE_SQUAT), 8.0);
}

/* Without the person the same room is empty: nobody is made up. */
Test(clip, an_empty_room_and_the_dark_hold_nobody)
{
    if (!data_there())
        return;
    struct error err = {{0}};
    struct pose_network *network = pose_network_load(MODEL, &err);
    cr_assert(network, "%s", err.text);
    struct image picture = {0};
    struct tracker tracker;
    cv_use_threads(1);
    uint64_t state = 88172645463325252ull;
    cr_assert(image_resize(&picture, 640, 480, NULL));
    tracker_init(&tracker, network, (struct tracker_hint){0});
    for (int i = 0; i < 12; i++) {
        struct pose pose;
        int light = i < 4 ? 0 : i < 8 ? 12 : 255; /* black, nearly black, snow */
        for (size_t at = 0; at < 640 * 480 * 3; at++) {
            state ^= state << 13, state ^= state >> 7, state ^= state << 17;
            picture.bgr[at] = (unsigned char)((state >> 32) % (uint64_t)(light + 1));
        }
        cr_assert(tracker_step(&tracker, &picture, i * 100000, &pose, &err), "%s", err.text);
        cr_assert_not(pose.present, "somebody in picture %d", i);
        for (int joint = 0; joint < JOINT_COUNT; joint++)
            cr_assert(pose.joint[joint].confidence == 0);
    }
    image_free(&picture);
    pose_network_free(network);
}
