/* How near our landmarks come to a reference's, joint by joint: the yardstick of a tracker. */
#include "commands.h"
#include "options.h"
#include "prescribe.h"
#include "vision/frame_source.h"
#include "vision/markers.h"
#include "vision/tracker.h"

#include <cjson/cJSON.h>

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REFERENCE_POINTS    33 /* of BlazePose, in its order */
#define MAX_REFERENCE_BYTES (64L * 1024 * 1024)

struct landmarks_options {
    const char *source, *tracker, *reference;
    bool mirror;
};

static const struct option option_rows[] = {
    {"--source", "FILE", "the video", offsetof(struct landmarks_options, source),
     "which video to look at"},
    {"--tracker", "builtin|FILE|markers", "the pose network, or printed tags",
     offsetof(struct landmarks_options, tracker), "which tracker to measure"},
    {"--reference", "REF.json", "frames x 33 x [x, y, z] in pixels of the video",
     offsetof(struct landmarks_options, reference), "what to measure against"},
    {"--mirror", NULL, "mirror the video and the reference",
     offsetof(struct landmarks_options, mirror), NULL},
};

static const struct option_table table = {
    .command = "landmarks",
    .usage = "unguard landmarks --source FILE --tracker TRACKER --reference REF.json [--mirror]",
    .summary = "Measures the tracker: the mean distance between its unfiltered landmarks and a\n"
               "reference's 33 BlazePose points a frame, in per cent of the trunk length.",
    .example = "unguard landmarks --source squats.mp4 --tracker pose.onnx --reference squats.json",
    .option = option_rows,
    .option_count = ARRAY_LENGTH(option_rows),
};

/* The reference's point of each joint; -1: it has none. Left and right are the person's own. */
static const int point_of_joint[JOINT_COUNT] = {
    [JOINT_HEAD_TOP] = -1,       [JOINT_NECK] = -1,        [JOINT_LEFT_SHOULDER] = 11,
    [JOINT_RIGHT_SHOULDER] = 12, [JOINT_LEFT_ELBOW] = 13,  [JOINT_RIGHT_ELBOW] = 14,
    [JOINT_LEFT_WRIST] = 15,     [JOINT_RIGHT_WRIST] = 16, [JOINT_LEFT_HIP] = 23,
    [JOINT_RIGHT_HIP] = 24,      [JOINT_LEFT_KNEE] = 25,   [JOINT_RIGHT_KNEE] = 26,
    [JOINT_LEFT_ANKLE] = 27,     [JOINT_RIGHT_ANKLE] = 28, [JOINT_LEFT_HEEL] = 29,
    [JOINT_RIGHT_HEEL] = 30,     [JOINT_LEFT_TOE] = 31,    [JOINT_RIGHT_TOE] = 32,
};

static const enum joint judged[] = {JOINT_LEFT_SHOULDER, JOINT_RIGHT_SHOULDER, JOINT_LEFT_HIP,
                                    JOINT_RIGHT_HIP,     JOINT_LEFT_KNEE,      JOINT_RIGHT_KNEE,
                                    JOINT_LEFT_ANKLE,    JOINT_RIGHT_ANKLE};

/* x, y in pixels */
struct reference_frame {
    double point[REFERENCE_POINTS][2];
};

struct reference {
    int frame_count;
    struct reference_frame *frame; /* owned */
    double trunk_px;               /* median length from mid-hip to mid-shoulder */
};

struct tally {
    double sum_px[JOINT_COUNT];
    int seen[JOINT_COUNT]; /* frames */
    int frames, found;
};

static char *read_text(const char *path, struct error *err)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        error_set(err, "%s can't be opened: %s; name the reference's JSON file", path,
                  strerror(errno));
        return NULL;
    }
    long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    char *text = size > 0 && size <= MAX_REFERENCE_BYTES ? calloc(1, (size_t)size + 1) : NULL;
    rewind(file);
    if (!text || fread(text, 1, (size_t)size, file) != (size_t)size) {
        error_set(err, "%s can't be read; name the reference's JSON file", path);
        free(text);
        text = NULL;
    }
    fclose(file);
    return text;
}

static bool read_point(const cJSON *json, double point[2])
{
    for (int axis = 0; axis < 2; axis++) {
        const cJSON *value = cJSON_GetArrayItem(json, axis);
        if (!cJSON_IsNumber(value) || !isfinite(value->valuedouble))
            return false;
        point[axis] = value->valuedouble;
    }
    return true;
}

static bool read_frame(const char *path, const cJSON *json, int frame, struct reference_frame *out,
                       struct error *err)
{
    int count = cJSON_IsArray(json) ? cJSON_GetArraySize(json) : 0;
    if (count != REFERENCE_POINTS)
        return error_set(err, "%s: frame %d has %d points; it must have %d", path, frame, count,
                         REFERENCE_POINTS);
    int point = 0;
    for (const cJSON *item = json->child; item; item = item->next, point++)
        if (!read_point(item, out->point[point]))
            return error_set(err, "%s: frame %d: point %d is not [x, y, z]", path, frame, point);
    return true;
}

static bool read_frames(const char *path, const cJSON *json, struct reference *reference,
                        struct error *err)
{
    int count = cJSON_IsArray(json) ? cJSON_GetArraySize(json) : 0;
    if (count == 0)
        return error_set(err, "%s is no reference: it must be JSON, frames x %d x [x, y, z]", path,
                         REFERENCE_POINTS);
    reference->frame = calloc((size_t)count, sizeof *reference->frame);
    if (!reference->frame)
        return error_set(err, "no memory for %s; close other programs", path);
    for (const cJSON *frame = json->child; frame; frame = frame->next) {
        int index = reference->frame_count++;
        if (!read_frame(path, frame, index, &reference->frame[index], err))
            return false;
    }
    return true;
}

static int compare_double(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double trunk_length(const struct reference_frame *frame)
{
    double x =
        frame->point[11][0] + frame->point[12][0] - frame->point[23][0] - frame->point[24][0];
    double y =
        frame->point[11][1] + frame->point[12][1] - frame->point[23][1] - frame->point[24][1];
    return hypot(x, y) / 2;
}

static bool measure_trunk(const char *path, struct reference *reference, struct error *err)
{
    double *length = calloc((size_t)reference->frame_count, sizeof *length);
    if (!length)
        return error_set(err, "no memory for %s; close other programs", path);
    for (int i = 0; i < reference->frame_count; i++)
        length[i] = trunk_length(&reference->frame[i]);
    qsort(length, (size_t)reference->frame_count, sizeof *length, compare_double);
    reference->trunk_px = length[reference->frame_count / 2];
    free(length);
    if (reference->trunk_px >= 1)
        return true;
    return error_set(err, "%s: the trunk is shorter than a pixel; the points must be in pixels",
                     path);
}

static bool load_reference(const char *path, struct reference *reference, struct error *err)
{
    char *text = read_text(path, err);
    if (!text)
        return false;
    cJSON *json = cJSON_Parse(text);
    bool loaded = read_frames(path, json, reference, err) && measure_trunk(path, reference, err);
    cJSON_Delete(json);
    free(text);
    return loaded;
}

/* The frame as it is, or as a mirror shows it. */
static bool prepare(const struct image *frame, bool mirror, struct image *shown, struct error *err)
{
    if (!mirror)
        return image_copy(shown, frame, err);
    const double flip[6] = {-1, 0, frame->width_px, 0, 1, 0};
    return image_resize(shown, frame->width_px, frame->height_px, err) &&
           cv_image_warp(frame, flip, shown, err);
}

/* The pose belongs to a mirrored picture if mirror says so; the reference never does. */
static void add_pose(struct tally *tally, const struct pose *pose, double picture_height_px,
                     double mirror_width_px, const struct reference_frame *frame)
{
    tally->frames++;
    tally->found += pose->present;
    for (int i = 0; i < JOINT_COUNT; i++) {
        const struct landmark *joint = &pose->joint[i];
        enum joint truth = mirror_width_px > 0 ? joint_opposite((enum joint)i) : (enum joint)i;
        int point = point_of_joint[truth];
        if (point < 0 || !(joint->confidence > 0))
            continue;
        double x = frame->point[point][0], y = frame->point[point][1];
        if (mirror_width_px > 0)
            x = mirror_width_px - x;
        tally->sum_px[i] +=
            hypot(joint->x * picture_height_px - x, joint->y * picture_height_px - y);
        tally->seen[i]++;
    }
}

/* One of the two is there. */
struct eyes {
    struct pose_network *network;
    struct markers *markers;
    struct tracker tracker; /* of the network */
};

static bool open_eyes(const char *name, struct eyes *eyes, struct error *err)
{
    char model[PATH_SIZE];
    if (!prescribe_model(name, model, err))
        return false;
    if (markers_named(model))
        return (eyes->markers = markers_create(err));
    eyes->network = pose_network_load(model, err);
    if (eyes->network)
        tracker_init(&eyes->tracker, eyes->network, (struct tracker_hint){0});
    return eyes->network;
}

static bool see(struct eyes *eyes, const struct image *picture, int64_t t_us, struct pose *pose,
                struct error *err)
{
    if (eyes->markers)
        return markers_step(eyes->markers, picture, t_us, pose, err);
    return tracker_step(&eyes->tracker, picture, t_us, pose, err);
}

static bool measure(struct frame_source *source, struct eyes *eyes,
                    const struct reference *reference, bool mirror, struct tally *tally,
                    struct error *err)
{
    struct image frame = {0}, shown = {0};
    int64_t t_us;
    enum frame_answer answer = FRAME_END;
    bool good = true;
    while (good && tally->frames < reference->frame_count &&
           (answer = frame_source_read(source, &frame, &t_us, err)) == FRAME_GOT) {
        struct pose pose;
        good = prepare(&frame, mirror, &shown, err) && see(eyes, &shown, t_us, &pose, err);
        if (good)
            add_pose(tally, &pose, shown.height_px, mirror ? shown.width_px : 0,
                     &reference->frame[tally->frames]);
    }
    image_free(&frame);
    image_free(&shown);
    return good && answer != FRAME_FAILED;
}

static void print_row(const char *name, double sum_px, int seen, double trunk_px)
{
    if (seen)
        printf("%-16s %6.2f %% %6d\n", name, 100 * sum_px / seen / trunk_px, seen);
    else
        printf("%-16s not seen %6d\n", name, seen);
}

static void print_tally(const struct tally *tally, const struct reference *reference)
{
    double sum_px = 0;
    int seen = 0;
    printf("%-16s %8s %6s\n", "joint", "of trunk", "frames");
    for (int i = 0; i < JOINT_COUNT; i++)
        if (point_of_joint[i] >= 0)
            print_row(joint_name((enum joint)i), tally->sum_px[i], tally->seen[i],
                      reference->trunk_px);
    for (size_t i = 0; i < ARRAY_LENGTH(judged); i++) {
        sum_px += tally->sum_px[judged[i]];
        seen += tally->seen[judged[i]];
    }
    if (seen)
        printf("shoulders, hips, knees and ankles: mean distance %.2f %% of the trunk length "
               "(%.0f px)\n",
               100 * sum_px / seen / reference->trunk_px, reference->trunk_px);
    printf("person found in %d of %d frames; those %zu joints seen in %d of %zu places\n",
           tally->found, tally->frames, ARRAY_LENGTH(judged), seen,
           ARRAY_LENGTH(judged) * (size_t)tally->frames);
    if (tally->frames < reference->frame_count)
        printf("the video ends after %d frames; the reference has %d\n", tally->frames,
               reference->frame_count);
}

static bool run(const struct landmarks_options *options, struct error *err)
{
    struct reference reference = {0};
    struct tally tally = {0};
    struct eyes eyes = {0};
    struct frame_source *source = NULL;
    bool good = load_reference(options->reference, &reference, err) &&
                open_eyes(options->tracker, &eyes, err) &&
                (source = frame_source_open(options->source, (struct cv_camera_wish){0}, err)) &&
                measure(source, &eyes, &reference, options->mirror, &tally, err);
    if (good)
        print_tally(&tally, &reference);
    frame_source_close(source);
    pose_network_free(eyes.network);
    markers_free(eyes.markers);
    free(reference.frame);
    return good;
}

int cmd_landmarks(int argc, char **argv)
{
    struct landmarks_options options = {0};
    struct error err;
    int count = 0, exit_code = EXIT_DONE;
    if (!options_parse(&table, argc, argv, &options, &count, &exit_code))
        return exit_code;
    if (run(&options, &err))
        return EXIT_DONE;
    fprintf(stderr, "unguard landmarks: %s\n", err.text);
    return EXIT_INPUT;
}
