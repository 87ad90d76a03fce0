/* A recording gives back what was put into it, to the bit, and refuses what it can't hold. */
#include "sample.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct recording_header header = {"0.1.0", "demo", "-", 0};

/* A name that no file has. */
static void make_path(char path[64], const char *what)
{
    snprintf(path, 64, "/tmp/unguard-%s-%ld.rec", what, (long)getpid());
    unlink(path);
}

static struct input make_pose(int64_t t_us, uint64_t *seed)
{
    struct input input = {.t_us = t_us, .type = INPUT_POSE};
    input.u.pose.t_us = t_us;
    input.u.pose.present = true;
    for (int j = 0; j < JOINT_COUNT; j++) {
        struct landmark *joint = &input.u.pose.joint[j];
        joint->x = (float)((double)(sample_random(seed) % 1600001) / 100000 - 8);
        joint->y = (float)((double)(sample_random(seed) % 1600001) / 100000 - 8);
        joint->z = (float)((double)(sample_random(seed) % 1600001) / 100000 - 8);
        joint->confidence = (float)(sample_random(seed) % 256) / 255;
    }
    input.u.pose = pose_quantize(input.u.pose);
    return input;
}

static bool same_input(const struct input *a, const struct input *b)
{
    if (a->t_us != b->t_us || a->type != b->type)
        return false;
    switch (a->type) {
    case INPUT_POSE:
        return a->u.pose.t_us == b->u.pose.t_us && a->u.pose.present == b->u.pose.present &&
               memcmp(a->u.pose.joint, b->u.pose.joint, sizeof a->u.pose.joint) == 0;
    case INPUT_GAP:
        return a->u.dropped == b->u.dropped;
    case INPUT_ACTION:
        return a->u.action.type == b->u.action.type && a->u.action.value == b->u.action.value;
    case INPUT_TICK:
        return true;
    }
    return false;
}

static void write_inputs(const char *path, const struct input *input, int count)
{
    struct plan *plan = sample_plan();
    struct error err = {""};
    struct recorder *recorder = recorder_open(path, &header, plan, &err);
    cr_assert_not_null(recorder, "%s", err.text);
    for (int i = 0; i < count; i++)
        recorder_put(recorder, &input[i]);
    cr_assert(recorder_close(recorder, &err), "%s", err.text);
    free(plan);
}

static void check_inputs(const char *path, const struct input *input, int count)
{
    struct error err = {""};
    struct recording *recording = recording_open(path, &err);
    cr_assert_not_null(recording, "%s", err.text);
    struct input got;
    for (int i = 0; i < count; i++) {
        cr_assert_eq(recording_next(recording, &got), PULL_INPUT, "input %d", i);
        cr_assert(same_input(&got, &input[i]), "input %d differs", i);
    }
    cr_assert_eq(recording_next(recording, &got), PULL_END);
    cr_assert(recording_complete(recording, &err), "%s", err.text);
    recording_close(recording);
}

Test(recording, gives_back_every_kind_of_input)
{
    uint64_t seed = 7;
    struct input input[] = {
        {.t_us = 0, .type = INPUT_TICK},
        make_pose(0, &seed),
        {.t_us = 33333, .type = INPUT_POSE, .u.pose.t_us = 33333},
        {.t_us = 33333, .type = INPUT_GAP, .u.dropped = 3},
        {.t_us = 33333, .type = INPUT_ACTION, .u.action = {ACTION_PAUSE, 0}},
        {.t_us = 33333, .type = INPUT_ACTION, .u.action = {ACTION_GO_ON, 0}},
        {.t_us = 33333, .type = INPUT_ACTION, .u.action = {ACTION_SKIP, 0}},
        {.t_us = 33333, .type = INPUT_ACTION, .u.action = {ACTION_QUIT, 0}},
        {.t_us = 33333, .type = INPUT_ACTION, .u.action = {ACTION_THAT_HURT, 0}},
        {.t_us = 33333, .type = INPUT_ACTION, .u.action = {ACTION_PAIN_ANSWER, 0}},
        {.t_us = 33333, .type = INPUT_ACTION, .u.action = {ACTION_PAIN_ANSWER, 10}},
        {.t_us = 33333, .type = INPUT_ACTION, .u.action = {ACTION_PAIN_PLACE, PLACE_COUNT - 1}},
        {.t_us = 33333, .type = INPUT_ACTION, .u.action = {ACTION_PAIN_SHARP, 0}},
        {.t_us = 33333, .type = INPUT_ACTION, .u.action = {ACTION_EFFORT_ANSWER, 10}},
        {.t_us = 33333, .type = INPUT_ACTION, .u.action = {ACTION_SCREENING_ANSWER, 63}},
        {.t_us = 133333, .type = INPUT_TICK},
        make_pose(RECORDING_MAX_US, &seed),
        {.t_us = RECORDING_MAX_US, .type = INPUT_GAP, .u.dropped = RECORDING_MAX_DROPPED},
    };
    char path[64];
    make_path(path, "kinds");
    write_inputs(path, input, ARRAY_LENGTH(input));
    check_inputs(path, input, ARRAY_LENGTH(input));
    unlink(path);
}

Test(recording, holds_every_number_of_the_grid)
{
    enum { COUNT = 2 * POSE_LIMIT * POSE_GRID_XY + 1 };
    int poses = COUNT / JOINT_COUNT + 1;
    struct input *input = calloc((size_t)poses, sizeof *input);
    cr_assert_not_null(input);
    for (int i = 0; i < poses * JOINT_COUNT; i++) {
        int n = (i < COUNT ? i : COUNT - 1) - POSE_LIMIT * POSE_GRID_XY;
        struct landmark *joint = &input[i / JOINT_COUNT].u.pose.joint[i % JOINT_COUNT];
        /* A little beside the grid, both ways: the pose is rounded, not the writer. */
        float beside = n == 0 ? -0.2f : i % 2 ? 0.2f : -0.2f;
        joint->x = ((float)n + beside) / POSE_GRID_XY;
        joint->y = (float)n / POSE_GRID_XY;
        joint->z = (float)(n / 20) / POSE_GRID_Z;
        joint->confidence = (float)(1 + i % 255) / POSE_GRID_CONFIDENCE;
    }
    for (int i = 0; i < poses; i++) {
        input[i].type = INPUT_POSE;
        input[i].t_us = input[i].u.pose.t_us = (int64_t)i * 33333;
        input[i].u.pose.present = true;
        input[i].u.pose = pose_quantize(input[i].u.pose);
    }
    char path[64];
    make_path(path, "grid");
    write_inputs(path, input, poses);
    check_inputs(path, input, poses);
    free(input);
    unlink(path);
}

Test(recording, keeps_header_and_plan)
{
    char path[64];
    make_path(path, "header");
    struct plan *plan = sample_plan();
    struct recording_header odd = {"0.1.0", "my model\n(lite).onnx", "", 16.0f / 9};
    struct error err = {""};
    struct recorder *recorder = recorder_open(path, &odd, plan, &err);
    cr_assert_not_null(recorder, "%s", err.text);
    cr_assert(recorder_close(recorder, &err));

    struct recording *recording = recording_open(path, &err);
    cr_assert_not_null(recording, "%s", err.text);
    cr_assert_str_eq(recording_header(recording)->core_version, "0.1.0");
    cr_assert_str_eq(recording_header(recording)->tracker, "my_model_(lite).onnx");
    cr_assert_str_eq(recording_header(recording)->model_checksum, "-");
    cr_assert_float_eq(recording_header(recording)->aspect, 16.0f / 9, 1e-4f);
    cr_assert_eq(plan_hash(recording_plan(recording)), plan_hash(plan));
    struct input input;
    cr_assert_eq(recording_next(recording, &input), PULL_END);
    cr_assert(recording_complete(recording, NULL), "a session without any input is whole too");
    recording_close(recording);
    free(plan);
    unlink(path);
}

Test(recording, is_private_and_never_overwrites)
{
    char path[64];
    make_path(path, "private");
    umask(0);
    write_inputs(path, NULL, 0);
    struct stat before, after;
    cr_assert_eq(stat(path, &before), 0);
    cr_assert_eq(before.st_mode & 0777, 0600);

    struct plan *plan = sample_plan();
    struct error err = {""};
    cr_assert_null(recorder_open(path, &header, plan, &err));
    cr_assert(strstr(err.text, path) && strstr(err.text, "not overwritten"), "%s", err.text);
    cr_assert_eq(stat(path, &after), 0);
    cr_assert_eq(before.st_size, after.st_size);

    cr_assert_null(recorder_open("/no/such/folder/a.rec", &header, plan, &err));
    cr_assert(strstr(err.text, "/no/such/folder/a.rec"), "%s", err.text);
    free(plan);
    unlink(path);
}

Test(recording, is_on_disk_after_an_action_and_after_256_inputs)
{
    char path[64];
    make_path(path, "flush");
    struct plan *plan = sample_plan();
    struct recorder *recorder = recorder_open(path, &header, plan, NULL);
    cr_assert_not_null(recorder);
    struct stat start, now;
    cr_assert_eq(stat(path, &start), 0);
    cr_assert_gt(start.st_size, 0, "the plan is there from the start");

    struct input action = {.type = INPUT_ACTION, .u.action = {ACTION_THAT_HURT, 0}};
    recorder_put(recorder, &action);
    cr_assert_eq(stat(path, &now), 0);
    cr_assert_gt(now.st_size, start.st_size);
    start = now;
    struct input tick = {.type = INPUT_TICK};
    for (int i = 0; i < 256; i++)
        recorder_put(recorder, &tick);
    cr_assert_eq(stat(path, &now), 0);
    cr_assert_eq(now.st_size, start.st_size + 256 * 4, "256 lines of \"t 0\"");
    cr_assert(recorder_close(recorder, NULL));
    free(plan);
    unlink(path);
}

Test(recording, says_when_there_is_no_room_for_its_head)
{
    FILE *full = fopen("/dev/full", "w");
    if (!full)
        cr_skip_test("this system has no /dev/full");
    struct plan *plan = sample_plan();
    struct error err = {""};
    cr_assert_null(recorder_open_stream(full, "full.rec", &header, plan, &err));
    cr_assert(strstr(err.text, "full.rec") && strstr(err.text, "No space left"), "%s", err.text);
    free(plan);
}

Test(recording, remembers_that_the_disk_was_full)
{
    char path[64];
    make_path(path, "limit");
    struct plan *plan = sample_plan();
    struct error err = {""};
    struct recorder *recorder = recorder_open(path, &header, plan, &err);
    cr_assert_not_null(recorder, "%s", err.text);
    struct stat head;
    cr_assert_eq(stat(path, &head), 0);
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit = {(rlim_t)head.st_size + 1234, (rlim_t)head.st_size + 1234};
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    struct input tick = {.type = INPUT_TICK, .t_us = 123456};
    for (int i = 0; i < 1000; i++)
        recorder_put(recorder, &tick);
    cr_assert_not(recorder_close(recorder, &err));
    cr_assert(strstr(err.text, path) && strstr(err.text, "too large"), "%s", err.text);

    struct recording *recording = recording_open(path, &err);
    cr_assert_not_null(recording, "%s", err.text);
    int count = 0;
    while (recording_next(recording, &tick) == PULL_INPUT)
        count++;
    cr_assert_eq(count, 1234 / 9, "%d", count);
    cr_assert_not(recording_complete(recording, &err));
    cr_assert(strstr(err.text, "the end is missing"), "%s", err.text);
    recording_close(recording);
    free(plan);
    unlink(path);
}

Test(recording, a_name_that_is_no_recording_is_told)
{
    struct error err = {""};
    cr_assert_null(recording_open("/no/such.rec", &err));
    cr_assert(strstr(err.text, "/no/such.rec: can't be opened"), "%s", err.text);
    cr_assert_null(recording_open("/tmp", &err));
    cr_assert(strstr(err.text, "/tmp: can't be read"), "%s", err.text);
    cr_assert_null(recording_open("/dev/zero", &err));
    cr_assert(strstr(err.text, "not an unguard recording"), "%s", err.text);
    cr_assert_null(recording_open("/dev/null", &err));
    cr_assert(strstr(err.text, "not an unguard recording"), "%s", err.text);

    char longest[400] = "/";
    memset(longest + 1, 'x', sizeof longest - 2);
    cr_assert_null(recording_open(longest, &err));
    cr_assert(strstr(err.text, "check the name"), "the remedy is not cut off: %s", err.text);
}
