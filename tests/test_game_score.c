/* `unguard score` from the command line to its bytes. */
#include "commands.h"
#include "sample.h"
#include "scored.h"

#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <unistd.h>

/* The sample's squats as a file, cut after so many bytes when cut is above 0. */
static void make_recording(char path[64], const char *what, long cut)
{
    snprintf(path, 64, "/tmp/unguard-score-%s-%ld.rec", what, (long)getpid());
    unlink(path);
    struct plan *plan = sample_plan();
    struct recording_header header = {"0.1.0", "test", "-", 0};
    struct recorder *recorder = recorder_open(path, &header, plan, NULL);
    cr_assert_not_null(recorder);
    uint64_t seed = 5;
    for (int i = 0; i < 900; i++) {
        struct input input = {.type = INPUT_POSE, .t_us = (int64_t)i * 1000000 / 30};
        double knee = sample_squat_knee((double)i / 30, 64);
        input.u.pose = pose_quantize(sample_squat_pose(input.t_us, knee, 0.001, &seed));
        recorder_put(recorder, &input);
    }
    cr_assert(recorder_close(recorder, NULL));
    free(plan);
    if (cut)
        cr_assert_eq(truncate(path, cut), 0);
}

struct ran {
    int exit_code;
    char out[20000], err[2000];
};

static void slurp(FILE *file, char *text, size_t size)
{
    rewind(file);
    text[fread(text, 1, size - 1, file)] = '\0';
    fclose(file);
}

/* `unguard score` with these arguments, NULL at their end. */
static struct ran run(char **arguments)
{
    char *argv[12] = {"score"};
    int argc = 1;
    while (arguments[argc - 1]) {
        argv[argc] = arguments[argc - 1];
        argc++;
    }
    fflush(NULL);
    FILE *out = tmpfile(), *err = tmpfile();
    int kept_out = dup(STDOUT_FILENO), kept_err = dup(STDERR_FILENO);
    cr_assert(out && err && kept_out >= 0 && kept_err >= 0);
    dup2(fileno(out), STDOUT_FILENO);
    dup2(fileno(err), STDERR_FILENO);
    struct ran ran = {.exit_code = cmd_score(argc, argv)};
    fflush(NULL);
    dup2(kept_out, STDOUT_FILENO);
    dup2(kept_err, STDERR_FILENO);
    close(kept_out);
    close(kept_err);
    slurp(out, ran.out, sizeof ran.out);
    slurp(err, ran.err, sizeof ran.err);
    return ran;
}

#define RUN(...) run((char *[]){__VA_ARGS__, NULL})

static cJSON *parse(const char *text)
{
    cJSON *object = cJSON_Parse(text);
    cr_assert_not_null(object, "no JSON: %s", text);
    return object;
}

static const char *string_of(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(object, key));
    cr_assert_not_null(text, "no \"%s\"", key);
    return text;
}

Test(score, tells_guarding_signs)
{
    struct ran ran = RUN(UNGUARD_SOURCE_DIR "/tests/golden/squat_guarding.rec", "--json");
    cJSON *object = parse(ran.out);
    cJSON *block = cJSON_GetArrayItem(cJSON_GetObjectItem(object, "exercises"), 0);
    cJSON *signs = cJSON_GetObjectItem(block, "guarding"), *sign = cJSON_GetArrayItem(signs, 0);
    cr_assert_eq(cJSON_GetArraySize(signs), 2);
    cr_assert_str_eq(string_of(sign, "sign"), "withdrawal");
    cr_assert_eq(cJSON_GetObjectItem(sign, "rep")->valueint, 4);
    cr_assert_float_eq(cJSON_GetObjectItem(sign, "baseline")->valuedouble, 1, 1e-6);
    cr_assert_gt(cJSON_GetObjectItem(sign, "value")->valuedouble, 2);
    cr_assert_eq(cJSON_GetObjectItem(block, "alerts")->valueint, 1);
    cJSON_Delete(object);
    ran = RUN(UNGUARD_SOURCE_DIR "/tests/golden/squat_guarding.rec");
    cr_assert_not_null(strstr(ran.out, "guarding sign: turned back early or quickly"));
}

Test(score, gives_the_same_bytes_every_time)
{
    char path[64];
    make_recording(path, "twice", 0);
    struct ran a = RUN(path, "--json"), b = RUN(path, "--json");
    cr_assert_eq(a.exit_code, EXIT_DONE);
    cr_assert_str_eq(a.out, b.out);
    cr_assert_str_empty(a.err);

    cJSON *object = parse(a.out);
    cr_assert_str_eq(string_of(object, "recording"), path);
    cr_assert_str_eq(string_of(object, "tracker"), "test");
    cr_assert_eq(strlen(string_of(object, "plan")), 16);
    cr_assert_eq(strlen(string_of(object, "hash")), 16);
    cr_assert(cJSON_IsFalse(cJSON_GetObjectItem(object, "what_if")));
    cr_assert(cJSON_IsTrue(cJSON_GetObjectItem(object, "complete")));
    const cJSON *exercise = cJSON_GetArrayItem(cJSON_GetObjectItem(object, "exercises"), 0);
    cr_assert_str_eq(string_of(exercise, "exercise"), "sample_squat");
    cr_assert_str_eq(string_of(exercise, "side"), "none");
    const cJSON *reps = cJSON_GetObjectItem(exercise, "reps");
    cr_assert_geq(cJSON_GetArraySize(reps), 3);
    static const char *const keys[] = {"set",    "index",    "start_s",    "end_s",   "score",
                                       "judged", "rom_deg",  "hold_s",     "seen",    "sparc",
                                       "move_s", "return_s", "deductions", "not_seen"};
    for (size_t i = 0; i < ARRAY_LENGTH(keys); i++)
        cr_assert(cJSON_HasObjectItem(cJSON_GetArrayItem(reps, 0), keys[i]), "no %s", keys[i]);
    cr_assert_gt(cJSON_GetArraySize(cJSON_GetObjectItem(exercise, "warnings")), 0);
    cr_assert(cJSON_IsArray(cJSON_GetObjectItem(exercise, "guarding")));
    cJSON_Delete(object);
    unlink(path);
}

Test(score, tells_people_too)
{
    char path[64];
    make_recording(path, "people", 0);
    struct ran ran = RUN(path);
    cr_assert_eq(ran.exit_code, EXIT_DONE);
    cr_assert(strstr(ran.out, "Sample squat\n  set 1, repetition 1: "), "%s", ran.out);
    cr_assert(strstr(ran.out, "\nForm "), "%s", ran.out);
    unlink(path);
}

Test(score, scores_what_is_left_of_a_cut_recording_and_says_so)
{
    char path[64];
    make_recording(path, "cut", 100000);
    struct ran ran = RUN(path, "--json");
    cr_assert_eq(ran.exit_code, EXIT_DONE);
    cJSON *object = parse(ran.out);
    cr_assert(cJSON_IsFalse(cJSON_GetObjectItem(object, "complete")));
    cr_assert(strstr(string_of(object, "missing"), "the end is missing"));
    cJSON_Delete(object);
    ran = RUN(path);
    cr_assert(strstr(ran.out, "the end is missing"), "%s", ran.out);
    unlink(path);
}

Test(score, one_bad_file_does_not_stop_the_others)
{
    char a[64], b[64];
    make_recording(a, "first", 0);
    make_recording(b, "second", 0);
    struct ran ran = RUN(a, "/no/such.rec", b, "--json");
    cr_assert_eq(ran.exit_code, EXIT_INPUT);
    cr_assert_str_eq(ran.err, "/no/such.rec: can't be opened: No such file or directory; "
                              "check the name\n");
    const char *second = strchr(ran.out, '\n') + 1;
    cr_assert(strstr(second, b), "the second object is the second recording's: %s", ran.out);
    cr_assert_eq(second[strlen(second) - 1], '\n');
    unlink(a);
    unlink(b);
}

Test(score, what_if_is_another_plan_and_marked)
{
    const char *exercise = UNGUARD_SOURCE_DIR "/config/exercises/mini_squat.cfg";
    char path[64];
    make_recording(path, "whatif", 0);
    struct ran ran = RUN(path, "--json", "--exercise", (char *)exercise);
    cr_assert_eq(ran.exit_code, EXIT_DONE, "%s", ran.err);
    cJSON *object = parse(ran.out);
    cr_assert(cJSON_IsTrue(cJSON_GetObjectItem(object, "what_if")));
    const cJSON *block = cJSON_GetArrayItem(cJSON_GetObjectItem(object, "exercises"), 0);
    cr_assert_str_eq(string_of(block, "exercise"), "mini_squat");
    struct ran plain = RUN(path, "--json");
    cJSON *recorded = parse(plain.out);
    cr_assert_str_neq(string_of(object, "plan"), string_of(recorded, "plan"));
    cJSON_Delete(object);
    cJSON_Delete(recorded);

    ran = RUN(path, "--exercise", "/no/such.cfg");
    cr_assert_eq(ran.exit_code, EXIT_INPUT);
    cr_assert(strstr(ran.err, "/no/such.cfg"), "%s", ran.err);
    ran = RUN(path, "--routine", "/no/such.cfg");
    cr_assert_eq(ran.exit_code, EXIT_INPUT);
    cr_assert(strstr(ran.err, "/no/such.cfg"), "%s", ran.err);
    ran = RUN(path, "--routine", "a.cfg", "--exercise", "b.cfg");
    cr_assert_eq(ran.exit_code, EXIT_USAGE);
    unlink(path);
}

Test(score, rounds_to_short_numbers_without_a_negative_zero)
{
    cr_assert_eq(scored_round(1.25, 1), 1.3);
    cr_assert_eq(scored_round(-1.25, 1), -1.3);
    cr_assert_eq(scored_round(0.0004, 3), 0);
    double zero = scored_round(-0.0004, 3);
    cr_assert(zero == 0 && !signbit(zero));
    cr_assert_eq(scored_round(47.4999, 0), 47);
}

Test(score, writes_any_file_name_as_good_json)
{
    struct plan *plan = sample_plan();
    struct recording_header header = {"0.1.0", "test", "-", 0};
    struct scored scored = {.name = "a\"b\xff\xc3\xa9\xe2\x28\n.rec", .header = &header};
    scored.plan = plan;
    char *text = scored_json(&scored);
    cr_assert_not_null(text);
    cr_assert(strstr(text, "{\"recording\":\"a\\\"b?\xc3\xa9?(\\n.rec\""), "%s", text);
    free(text);
    free(plan);
}
