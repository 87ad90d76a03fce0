/* Whatever a disk, a crash or a stranger does to a recording: it is read to its last whole good
 * line, or refused with a sentence, and never taken for whole. */
#include "sample.h"

#include <criterion/criterion.h>

#define MAX_LINES 64

struct whole {
    char *bytes;
    size_t size;
    int count;             /* inputs in it */
    size_t end[MAX_LINES]; /* byte after the i-th input's line */
    struct input input[MAX_LINES];
};

static struct input sample_pose(int64_t t_us, float offset)
{
    struct input input = {.t_us = t_us, .type = INPUT_POSE};
    input.u.pose = (struct pose){.t_us = t_us, .present = true};
    for (int j = 0; j < JOINT_COUNT; j += 2)
        input.u.pose.joint[j] = (struct landmark){(float)j * 0.1f - offset, offset, -0.1f, 0.9f};
    input.u.pose = pose_quantize(input.u.pose);
    return input;
}

/* A short recording of every kind of line, in memory. */
static struct whole make_whole(void)
{
    struct whole whole = {0};
    struct input input[] = {
        sample_pose(0, 0.25f),
        sample_pose(33333, 0.5f),
        {.t_us = 33333, .type = INPUT_GAP, .u.dropped = 12},
        {.t_us = 66666, .type = INPUT_POSE, .u.pose.t_us = 66666},
        {.t_us = 66666, .type = INPUT_ACTION, .u.action = {ACTION_THAT_HURT, 0}},
        {.t_us = 66666, .type = INPUT_ACTION, .u.action = {ACTION_PAIN_ANSWER, 10}},
        {.t_us = 166666, .type = INPUT_TICK},
        sample_pose(199999, 0.75f),
    };
    struct plan *plan = sample_plan();
    struct recording_header header = {"0.1.0", "demo", "-", 0};
    FILE *stream = open_memstream(&whole.bytes, &whole.size);
    struct recorder *recorder = recorder_open_stream(stream, "whole.rec", &header, plan, NULL);
    cr_assert_not_null(recorder);
    for (size_t i = 0; i < ARRAY_LENGTH(input); i++)
        recorder_put(recorder, &input[i]);
    cr_assert(recorder_close(recorder, NULL));
    free(plan);

    struct recording *recording = recording_open_bytes("w", whole.bytes, whole.size, NULL);
    cr_assert_not_null(recording);
    while (recording_next(recording, &whole.input[whole.count]) == PULL_INPUT)
        whole.count++;
    cr_assert(recording_complete(recording, NULL));
    cr_assert_eq(whole.count, (int)ARRAY_LENGTH(input));
    recording_close(recording);

    size_t at = whole.size; /* the lines' ends, from the back */
    for (int i = whole.count; i >= 0; i--) {
        do
            at--;
        while (whole.bytes[at - 1] != '\n');
        if (i > 0)
            whole.end[i - 1] = at;
    }
    return whole;
}

/* Reads what can be read; the inputs must be the first ones of the whole. Returns how many, -1 when
 * it could not be opened. */
static int read_prefix(const struct whole *whole, const char *bytes, size_t size, bool *complete,
                       struct error *err)
{
    *complete = false;
    err->text[0] = '\0';
    struct recording *recording = recording_open_bytes("cut.rec", bytes, size, err);
    if (!recording)
        return -1;
    struct input input;
    int count = 0;
    for (; recording_next(recording, &input) == PULL_INPUT; count++) {
        cr_assert_lt(count, whole->count);
        const struct input *want = &whole->input[count];
        cr_assert(input.type == want->type && input.t_us == want->t_us);
        if (input.type == INPUT_POSE)
            cr_assert_arr_eq(input.u.pose.joint, want->u.pose.joint, sizeof want->u.pose.joint);
    }
    cr_assert_eq(recording_next(recording, &input), PULL_END, "the end stays the end");
    *complete = recording_complete(recording, err);
    recording_close(recording);
    return count;
}

Test(recording_damage, cut_at_any_byte)
{
    struct whole whole = make_whole();
    size_t first = whole.end[0];
    while (whole.bytes[first - 2] != '\n')
        first--;
    first--; /* where the first input's line begins */
    int refused = 0;
    for (size_t size = 0; size < whole.size; size++) {
        bool complete;
        struct error err;
        int count = read_prefix(&whole, whole.bytes, size, &complete, &err);
        cr_assert_not(complete, "cut at %zu", size);
        cr_assert(strncmp(err.text, "cut.rec: line ", 14) == 0, "cut at %zu: %s", size, err.text);
        if (size < first) {
            cr_assert_eq(count, -1, "cut at %zu: its plan is not whole", size);
            refused++;
            continue;
        }
        int want = 0;
        while (want < whole.count && whole.end[want] <= size)
            want++;
        cr_assert_eq(count, want, "cut at %zu: %d inputs, not %d", size, count, want);
        cr_assert(strstr(err.text, "the end is missing"), "%s", err.text);
        char told[64];
        snprintf(told, sizeof told, "read %d inputs", want);
        cr_assert(strstr(err.text, told), "%s", err.text);
    }
    cr_assert_gt(refused, 100);
    free(whole.bytes);
}

Test(recording_damage, one_flipped_bit_is_never_whole)
{
    struct whole whole = make_whole();
    char *copy = malloc(whole.size);
    cr_assert_not_null(copy);
    for (size_t i = 0; i < whole.size; i++)
        for (int bit = 0; bit < 8; bit++) {
            /* A number in a pose may change into another good one: the closing hash tells. */
            memcpy(copy, whole.bytes, whole.size);
            copy[i] = (char)(copy[i] ^ 1 << bit);
            struct error err = {""};
            struct recording *recording = recording_open_bytes("bit.rec", copy, whole.size, &err);
            struct input input;
            while (recording && recording_next(recording, &input) == PULL_INPUT)
                continue;
            bool complete = recording && recording_complete(recording, &err);
            recording_close(recording);
            cr_assert_not(complete, "byte %zu bit %d", i, bit);
            cr_assert(strncmp(err.text, "bit.rec: ", 9) == 0, "%s", err.text);
        }
    free(copy);
    free(whole.bytes);
}

/* The whole's head, the given lines, no closing line. Returns the inputs read. */
static int count_inputs(const struct whole *whole, const char *lines, struct error *err)
{
    size_t head = whole->end[0];
    while (whole->bytes[head - 2] != '\n')
        head--;
    head--;
    size_t size = head + strlen(lines);
    char *bytes = malloc(size + 1);
    cr_assert_not_null(bytes);
    memcpy(bytes, whole->bytes, head);
    strcpy(bytes + head, lines);
    struct recording *recording = recording_open_bytes("odd.rec", bytes, size, err);
    cr_assert_not_null(recording, "%s", err->text);
    struct input input;
    int count = 0;
    while (recording_next(recording, &input) == PULL_INPUT)
        count++;
    recording_complete(recording, err);
    recording_close(recording);
    free(bytes);
    return count;
}

Test(recording_damage, only_one_spelling_is_good)
{
    static const char *const bad[] = {
        "",
        "t",
        "t ",
        "t 05",
        "t +5",
        "t -1",
        "t  5",
        "t 5 ",
        "t 5\r",
        " t 5",
        "t 5 6",
        "t 5.0",
        "t 5e1",
        "t 99999999999999999999",
        "t 1000000000001",
        "t 3", /* time runs backwards */
        "T 5",
        "tt 5",
        "q 5",
        "g 5",
        "g 5 0",
        "g 5 -1",
        "g 5 1000001",
        "a 5",
        "a 5 ",
        "a 5 hop",
        "a 5 pause 1",
        "a 5 paused",
        "a 5 pain_answer",
        "a 5 pain_answer 11",
        "a 5 pain_answer -1",
        "a 5 pain_answer 1 2",
        "n 4", /* a pose at the time of the pose before */
        "n 5 -",
        "p 5",
        "p 5 - - - - - - - - - - - - - - - - -",     /* seventeen joints */
        "p 5 - - - - - - - - - - - - - - - - - - -", /* nineteen */
        "p 5 1 2 3 0 - - - - - - - - - - - - - - - - -",
        "p 5 1 2 3 256 - - - - - - - - - - - - - - - - -",
        "p 5 160001 2 3 255 - - - - - - - - - - - - - - - - -",
        "p 5 1 -160001 3 255 - - - - - - - - - - - - - - - - -",
        "p 5 1 2 8001 255 - - - - - - - - - - - - - - - - -",
        "p 5 1 -0 3 255 - - - - - - - - - - - - - - - - -",
        "p 5 1 2 3 - - - - - - - - - - - - - - - - -",
        "end",
        "end 2",
        "end 2 0123456789abcdeg",
        "end 2 0123456789ABCDEF",
        "end 2 0123456789abcdef0",
    };
    struct whole whole = make_whole();
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
        char lines[256];
        struct error err = {""};
        snprintf(lines, sizeof lines, "n 4\nt 4\n%s\nt 6\n", bad[i]);
        cr_assert_eq(count_inputs(&whole, lines, &err), 2, "\"%s\" was taken", bad[i]);
        cr_assert(strstr(err.text, "this line is damaged"), "\"%s\": %s", bad[i], err.text);
    }
    struct error err = {""};
    const char *good = "n 4\nt 4\np 5 160000 -160000 -8000 1 - - - - - - - - - - - - - - - - -\n"
                       "g 5 1\na 5 pain_answer 0\nt 1000000000000\n";
    cr_assert_eq(count_inputs(&whole, good, &err), 6, "%s", err.text);
    free(whole.bytes);
}

Test(recording_damage, a_closing_line_that_does_not_fit_is_told)
{
    struct whole whole = make_whole();
    struct error err = {""};
    cr_assert_eq(count_inputs(&whole, "t 4\nend 2 0123456789abcdef\n", &err), 1);
    cr_assert(strstr(err.text, "missing or too many"), "%s", err.text);
    cr_assert_eq(count_inputs(&whole, "t 4\nend 1 0123456789abcdef\n", &err), 1);
    cr_assert(strstr(err.text, "changed after it was recorded"), "%s", err.text);

    char *more = malloc(whole.size + 5);
    cr_assert_not_null(more);
    memcpy(more, whole.bytes, whole.size);
    memcpy(more + whole.size, "t 99\n", 5);
    bool complete;
    cr_assert_eq(read_prefix(&whole, more, whole.size + 5, &complete, &err), whole.count);
    cr_assert_not(complete);
    cr_assert(strstr(err.text, "something follows the closing line"), "%s", err.text);
    free(more);
    free(whole.bytes);
}

Test(recording_damage, a_bad_head_is_told_with_its_line)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", "bad.rec: line 1: this is not an unguard recording"},
        {"\x89PNG\r\n", "bad.rec: line 1: this is not an unguard recording"},
        {"unguard-recording 2\ncore 9\n", "bad.rec: line 1: the recording has format 2"},
        {"unguard-recording\n", "bad.rec: line 1: the recording's head is cut or damaged"},
        {"unguard-recording 1\ncorn 1\n", "bad.rec: line 2: the recording's head"},
        {"unguard-recording 1\ncore 0123456789abcdef\n", "bad.rec: line 2: "},
        {"unguard-recording 1\ncore 1\ntracker demo\n", "bad.rec: line 3: "},
        {"unguard-recording 1\ncore 1\ntracker demo -\npicture 160001\n", "bad.rec: line 4: "},
        {"unguard-recording 1\ncore 1\ntracker demo -\npicture 0\nplan 0 0123456789abcdef\n",
         "line 5: "},
        {"unguard-recording 1\ncore 1\ntracker demo -\npicture 0\nplan 100001 0123456789abcdef\n",
         "line 5: "},
        {"unguard-recording 1\ncore 1\ntracker demo -\npicture 0\nplan 2 0123456789abcdef\na\n",
         "line 6: "},
        {"unguard-recording 1\ncore 1\ntracker demo -\npicture 0\nplan 1 0123456789abcdef\na\n",
         "bad.rec: line 6: the plan inside the recording is damaged"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct error err = {""};
        cr_assert_null(recording_open_bytes("bad.rec", cases[i].text, strlen(cases[i].text), &err));
        cr_assert(strstr(err.text, cases[i].want), "%zu: %s", i, err.text);
    }
}

Test(recording_damage, a_plan_with_a_right_hash_is_still_checked)
{
    static const char *const plans[] = {
        "\n",
        "routine = ;\n",
        "((((((((((((((((((\n",
        "@include \"/etc/hostname\"\n",
        "routine = \"a\\x00b\";\n",
        "step = ( { } );\n",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(plans); i++) {
        char text[512];
        struct error err = {""};
        snprintf(
            text, sizeof text,
            "unguard-recording 1\ncore 1\ntracker demo -\npicture 0\nplan 1 %016llx\n%send 0 0\n",
            (unsigned long long)hash_bytes(HASH_START, plans[i], strlen(plans[i])), plans[i]);
        cr_assert_null(recording_open_bytes("bad.rec", text, strlen(text), &err), "%zu", i);
        cr_assert(strstr(err.text, "bad.rec"), "%zu: %s", i, err.text);
    }
}

static void read_rubbish(const char *bytes, size_t size)
{
    struct error err = {""};
    struct recording *recording = recording_open_bytes("r.rec", bytes, size, &err);
    if (!recording) {
        cr_assert_neq(err.text[0], '\0');
        return;
    }
    struct input input;
    int64_t last_us = 0;
    while (recording_next(recording, &input) == PULL_INPUT) {
        cr_assert(input.t_us >= last_us && input.t_us <= RECORDING_MAX_US);
        last_us = input.t_us;
        if (input.type != INPUT_POSE)
            continue;
        struct pose again = pose_quantize(input.u.pose);
        cr_assert_arr_eq(again.joint, input.u.pose.joint, sizeof again.joint);
    }
    recording_complete(recording, &err);
    recording_close(recording);
}

Test(recording_damage, rubbish_is_survived)
{
    struct whole whole = make_whole();
    uint64_t seed = 20240501;
    char *copy = malloc(2 * whole.size);
    cr_assert_not_null(copy);
    for (int round = 0; round < 20000; round++) {
        size_t size = whole.size;
        memcpy(copy, whole.bytes, size);
        /* Mostly behind the head, whose hash would end most rounds at once. */
        size_t from = round % 4 ? whole.end[0] - 60 : 0;
        int changes = 1 + (int)(sample_random(&seed) % 8);
        for (int i = 0; i < changes; i++) {
            size_t at = from + sample_random(&seed) % (size - from);
            size_t to = from + sample_random(&seed) % (size - from);
            size_t length = sample_random(&seed) % 40;
            if (length > size - (at > to ? at : to))
                length = size - (at > to ? at : to);
            if (round % 3 == 0)
                copy[at] = (char)sample_random(&seed);
            else if (round % 3 == 1)
                memmove(copy + to, copy + at, length);
            else
                copy[at] = "0123456789 -\n"[sample_random(&seed) % 13];
        }
        read_rubbish(copy, size);
    }
    for (int round = 0; round < 2000; round++) {
        size_t size = sample_random(&seed) % whole.size;
        for (size_t i = 0; i < size; i++)
            copy[i] = (char)sample_random(&seed);
        if (round % 2 && size > 20)
            memcpy(copy, "unguard-recording 1\n", 20);
        read_rubbish(copy, size);
    }
    free(copy);
    free(whole.bytes);
}
