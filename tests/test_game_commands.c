/* The program as a user meets it: arguments, exit codes, sentences, and what it leaves on disk. */
#include "commands.h"
#include "options.h"
#include "program.h"

/* ---- the table of options ---- */

struct sample_options {
    const char *source, *out;
    bool quiet;
};

static const struct option sample_rows[] = {
    {"--source", "FILE", "the video", offsetof(struct sample_options, source), NULL},
    {"--quiet", NULL, "say less", offsetof(struct sample_options, quiet), NULL},
    {"-o", "OUT", "where to", offsetof(struct sample_options, out), "where it goes"},
};

static const struct option_table sample_table = {.command = "sample",
                                                 .usage = "unguard sample [FILE] -o OUT",
                                                 .option = sample_rows,
                                                 .option_count = ARRAY_LENGTH(sample_rows),
                                                 .most = 1};

Test(options, table)
{
    static const struct {
        const char *arguments[8];
        enum options_answer answer;
        const char *says; /* part of the error; NULL: none */
        const char *source, *out;
        bool quiet;
        int count;
    } rows[] = {
        {{"-o", "x"}, OPTIONS_GO, NULL, NULL, "x", false, 0},
        {{"-o", "x", "--source", "v.mp4", "--quiet", "a"}, OPTIONS_GO, NULL, "v.mp4", "x", true, 1},
        {{"a", "--source=v.mp4", "-o=x"}, OPTIONS_GO, NULL, "v.mp4", "x", false, 1},
        {{"-o", "x", "--", "--quiet"}, OPTIONS_GO, NULL, NULL, "x", false, 1},
        {{"-o", "x", "-"}, OPTIONS_GO, NULL, NULL, "x", false, 1},
        {{"--help", "--nonsense"}, OPTIONS_HELP, NULL, NULL, NULL, false, 0},
        {{"--sorce", "v"}, OPTIONS_WRONG, "did you mean --source?", NULL, NULL, false, 0},
        {{"--zzzzzzzz"}, OPTIONS_WRONG, "there is no option --zzzzzzzz;", NULL, NULL, false, 0},
        {{"-o"}, OPTIONS_WRONG, "-o needs a value: -o OUT", NULL, NULL, false, 0},
        {{"-o", "x", "--source", "--quiet"},
         OPTIONS_WRONG,
         "--source needs a value",
         NULL,
         "x",
         false,
         0},
        {{"-o", "x", "--source="}, OPTIONS_WRONG, "--source needs a value", NULL, "x", false, 0},
        {{"-o", "x", "--quiet=yes"}, OPTIONS_WRONG, "--quiet takes no value", NULL, "x", false, 0},
        {{"-o", "x", "a", "b"}, OPTIONS_WRONG, "one too many: b", NULL, "x", false, 2},
        {{"a"}, OPTIONS_WRONG, "-o OUT is needed: where it goes", NULL, NULL, false, 1},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        char *argv[10] = {(char *)"sample"};
        int argc = 1;
        for (; rows[i].arguments[argc - 1]; argc++)
            argv[argc] = (char *)rows[i].arguments[argc - 1];
        struct sample_options options = {0};
        struct error err = {{0}};
        int count;
        cr_expect_eq(options_read(&sample_table, argc, argv, &options, &count, &err),
                     rows[i].answer, "row %zu", i);
        cr_expect_eq(count, rows[i].count, "row %zu: %d arguments", i, count);
        cr_expect_eq(options.quiet, rows[i].quiet, "row %zu", i);
        cr_expect(!rows[i].says || strstr(err.text, rows[i].says), "row %zu: %s", i, err.text);
        cr_expect_eq(!options.out, !rows[i].out, "row %zu", i);
        cr_expect_eq(!options.source, !rows[i].source, "row %zu", i);
        cr_expect(!rows[i].source || !options.source || strcmp(options.source, rows[i].source) == 0,
                  "row %zu", i);
    }
}

/* ---- exit codes and sentences ---- */

/* NET and CLIP stand for the test data's files; rows with them are skipped where it is absent. */
#define NET  SHARED_NET
#define CLIP SHARED_CLIP

Test(program, says_what_is_wrong)
{
    static const struct {
        const char *arguments[12];
        int exit_code;
        const char *says; /* part of what it prints, on either */
    } rows[] = {
        {{"--version"}, EXIT_DONE, "unguard " UNGUARD_VERSION},
        {{"--help"}, EXIT_DONE, "Commands:"},
        {{"play", "--help"}, EXIT_DONE, "Example:"},
        {{"replay", "--help"}, EXIT_DONE, "Example:"},
        {{"record", "--help"}, EXIT_DONE, "Example:"},
        {{"score", "--help"}, EXIT_DONE, "Example:"},
        {{"check", "--help"}, EXIT_DONE, "Example:"},
        {{"history", "--help"}, EXIT_DONE, "Example:"},
        {{"doctor", "--help"}, EXIT_DONE, "Example:"},
        {{"landmarks", "--help"}, EXIT_DONE, "Example:"},
        {{"markers", "--help"}, EXIT_DONE, "Example:"},
        {{"report", "--help"}, EXIT_DONE, "Example:"},
        {{"replya"}, EXIT_USAGE, "did you mean replay?"},
        {{"qqqqqqqq"}, EXIT_USAGE, "there is no command or routine qqqqqqqq"},
        {{"--headles"}, EXIT_USAGE, "did you mean --headless?"},
        {{"play", "--source", "camera:x"}, EXIT_USAGE, "camera:0"},
        {{"play", "a", "b"}, EXIT_USAGE, "one too many: b"},
        {{"record", "--source", "x.mp4", "-o", "x.rec"}, EXIT_USAGE, "--exercise ID is needed"},
        {{"replay"}, EXIT_USAGE, "something is missing"},
        {{"play", "si_joint_startre"}, EXIT_INPUT, "si_joint_starter"},
        {{"replay", "none.rec"}, EXIT_INPUT, "none.rec"},
        {{"play", "--headless", "--source", "none.mp4", "--tracker", NET}, EXIT_DEVICE, "none.mp4"},
        {{"play", "--headless", "--source", "text.mp4", "--tracker", NET}, EXIT_INPUT, "text.mp4"},
        {{"play", "--headless", "--source", CLIP, "--tracker", "none.onnx"},
         EXIT_DEVICE,
         "none.onnx"},
        {{"play", "--headless", "--source", CLIP, "--tracker", "text.onnx"},
         EXIT_INPUT,
         "text.onnx"},
        {{"play", "--headless", "--source", "camera:63", "--tracker", NET},
         EXIT_DEVICE,
         "There is no camera"},
        {{"record", "--exercise", "mini_squatt", "--source", CLIP, "--tracker", NET, "-o", "x.rec"},
         EXIT_INPUT,
         "mini_squat"},
        {{"play", "--profile", "none.cfg", "--source", "demo:poses"}, EXIT_INPUT, "none.cfg"},
    };
    struct place place = place_make();
    place_write(&place, "text.mp4", "this is no video\n");
    place_write(&place, "text.onnx", "this is no network\n");
    const bool shared = shared_is_there();
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        bool needs_shared = false;
        for (int k = 0; rows[i].arguments[k]; k++)
            needs_shared |=
                strcmp(rows[i].arguments[k], NET) == 0 || strcmp(rows[i].arguments[k], CLIP) == 0;
        if (needs_shared && !shared)
            continue;
        struct ran *ran = program_run(&place, NULL, rows[i].arguments);
        cr_expect_eq(ran->exit_code, rows[i].exit_code, "row %zu: %d: %s%s", i, ran->exit_code,
                     ran->out, ran->err);
        cr_expect(strstr(ran->out, rows[i].says) || strstr(ran->err, rows[i].says), "row %zu: %s%s",
                  i, ran->out, ran->err);
        /* One sentence, not a report. */
        cr_expect(rows[i].exit_code == EXIT_DONE || text_count(ran->err, "\n") == 1, "row %zu: %s",
                  i, ran->err);
        free(ran);
    }
    place_remove(place.folder);
}

Test(program, a_video_without_a_network_says_so)
{
    struct place place = place_make();
    place_write(&place, "film.mp4", "any file will do\n");
    struct ran *ran = PROGRAM_RUN(&place, "play", "--source", "film.mp4", "--tracker", "builtin");
    if (strstr(ran->err, "no built-in pose network") == NULL)
        cr_log_warn("skipped: this build has a pose network of its own");
    else
        cr_expect_eq(ran->exit_code, EXIT_DEVICE);
    free(ran);
    place_remove(place.folder);
}

Test(program, bad_settings_are_named_by_file_and_line)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"mirror = true;\nwindwo = { };\n", "unguard.cfg:2: windwo"},
        {"mirror = 3;\n", "unguard.cfg:1: mirror"},
        {"window = {\n    width = 12;\n};\n", "unguard.cfg:2: window: width"},
        {"reading = { min_confidence = 7.0; };\n", "unguard.cfg:1: reading: min_confidence"},
        {"mirror = \n", "unguard.cfg:"},
        {"routine = \"no_such_routine\";\n", "no_such_routine"},
    };
    struct place place = place_make();
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        place_write(&place, "config/unguard/unguard.cfg", rows[i].text);
        struct ran *ran = PROGRAM_RUN(&place, "play", "--source", "demo:poses", "--headless");
        cr_expect_eq(ran->exit_code, EXIT_INPUT, "row %zu: %d %s", i, ran->exit_code, ran->err);
        cr_expect(strstr(ran->err, rows[i].says), "row %zu: %s", i, ran->err);
        free(ran);
    }
    /* A file that changes one thing keeps the rest as it comes. */
    place_write(&place, "config/unguard/unguard.cfg", "mirror = false;\n");
    struct ran *ran = PROGRAM_RUN(&place, "play", "--source", "demo:poses", "--headless");
    cr_expect_eq(ran->exit_code, EXIT_DONE, "%s", ran->err);
    free(ran);
    place_remove(place.folder);
}

Test(program, an_unknown_exercise_in_a_routine_is_named)
{
    struct place place = place_make();
    place_write(&place, "mine.cfg",
                "id = \"mine\";\nname = \"Mine\";\nauthor = \"me\";\nreviewed = \"2024-01-01\";\n"
                "steps = (\n    { exercise = \"mini_squatt\"; }\n);\n");
    struct ran *ran =
        PROGRAM_RUN(&place, "play", "mine.cfg", "--source", "demo:poses", "--headless");
    cr_expect_eq(ran->exit_code, EXIT_INPUT);
    cr_expect(strstr(ran->err, "mine.cfg:6") && strstr(ran->err, "mini_squat"), "%s", ran->err);
    free(ran);
    place_remove(place.folder);
}

/* ---- what it does and leaves ---- */

static long mode_of(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? (long)(status.st_mode & 0777) : -1;
}

Test(program, without_anything_it_plays_the_demo_and_says_where_all_is, .timeout = 300)
{
    struct place place = place_make();
    /* A camera that is surely not there, whatever this machine has. */
    place_write(&place, "config/unguard/unguard.cfg", "camera = { number = 63; };\n");
    struct ran *ran = program_run(&place, NULL, (const char *const[]){NULL});
    cr_assert_eq(ran->exit_code, EXIT_DONE, "%s%s", ran->out, ran->err);
    cr_expect(strstr(ran->err, "no display") && strstr(ran->err, "no camera"), "%s", ran->err);
    cr_expect(strstr(ran->err, "here is the demo"), "%s", ran->err);
    cr_expect(strstr(ran->out, "Results:"), "%s", ran->out);
    const int told = text_count(ran->out, "s  repetition ");
    cr_expect_gt(told, 20, "a whole routine");

    char recording[512] = "", picture[512] = "";
    cr_expect_eq(place_count(place.folder, ".rec", recording), 1);
    cr_expect_eq(place_count(place.folder, ".png", picture), 1);
    cr_expect(strstr(ran->out, recording) && strstr(ran->out, picture), "%s", ran->out);
    cr_expect_eq(mode_of(recording), 0600);
    *strrchr(recording, '/') = '\0';
    cr_expect_eq(mode_of(recording), 0700);
    recording[strlen(recording)] = '/';

    /* Its score is the same twice, and has every repetition that was told. */
    struct ran *one = PROGRAM_RUN(&place, "score", "--json", recording);
    struct ran *two = PROGRAM_RUN(&place, "score", "--json", recording);
    cr_expect_eq(one->exit_code, EXIT_DONE, "%s", one->err);
    cr_expect_str_eq(one->out, two->out);
    cr_expect_eq(text_count(one->out, "\"index\""), told, "%d", text_count(one->out, "\"index\""));

    struct ran *replay = PROGRAM_RUN(&place, "replay", "--headless", recording);
    cr_expect_eq(replay->exit_code, EXIT_DONE, "%s", replay->err);
    cr_expect_str_eq(replay->err, "");
    free(replay);
    free(one);
    free(two);
    free(ran);
    place_remove(place.folder);
}

Test(program, a_cut_recording_is_shown_up_to_there, .timeout = 300)
{
    struct place place = place_make();
    struct ran *made = PROGRAM_RUN(&place, "record", "--exercise", "mini_squat", "--source",
                                   "demo:poses", "-o", "whole.rec");
    cr_assert_eq(made->exit_code, EXIT_DONE, "%s", made->err);
    char path[512];
    place_join(path, place.folder, "whole.rec");
    struct stat status;
    cr_assert_eq(stat(path, &status), 0);
    cr_assert_eq(truncate(path, status.st_size * 2 / 3), 0);
    struct ran *ran = PROGRAM_RUN(&place, "replay", "whole.rec", "--headless");
    cr_expect_eq(ran->exit_code, EXIT_DONE);
    cr_expect(strstr(ran->err, "whole.rec") && strstr(ran->err, "missing"), "%s", ran->err);
    cr_expect_gt(text_count(ran->out, "\n"), 5);
    free(made);
    free(ran);
    place_remove(place.folder);
}

Test(program, a_recording_is_never_overwritten, .timeout = 300)
{
    struct place place = place_make();
    place_write(&place, "mine.rec", "precious\n");
    const char *const ways[][12] = {
        {"record", "--exercise", "mini_squat", "--source", "demo:poses", "-o", "mine.rec"},
        {"play", "mini_squat", "--source", "demo:poses", "--headless", "--record", "mine.rec"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(ways); i++) {
        struct ran *ran = program_run(&place, NULL, ways[i]);
        cr_expect_eq(ran->exit_code, EXIT_DEVICE, "%s", ran->err);
        cr_expect(strstr(ran->err, "mine.rec"), "%s", ran->err);
        free(ran);
    }
    char path[512], text[64] = "";
    place_join(path, place.folder, "mine.rec");
    FILE *file = fopen(path, "r");
    cr_assert(file && fgets(text, sizeof text, file));
    fclose(file);
    cr_expect_str_eq(text, "precious\n");
    place_remove(place.folder);
}

/* ---- with the real clip ---- */

Test(program, the_clip_has_two_squats_and_leaves_no_picture, .timeout = 300)
{
    if (!shared_is_there())
        return;
    struct place place = place_make();
    struct ran *ran = PROGRAM_RUN(&place, "play", "mini_squat", "--headless", "--source",
                                  SHARED_CLIP, "--tracker", SHARED_NET, "--no-history");
    cr_expect_eq(ran->exit_code, EXIT_DONE, "%s", ran->err);
    cr_expect_eq(text_count(ran->out, "s  repetition "), 2, "%s", ran->out);
    cr_expect_eq(place_count(place.folder, "", NULL), 0, "nothing was asked to be kept");
    free(ran);

    ran = PROGRAM_RUN(&place, "play", "mini_squat", "--headless", "--source", SHARED_CLIP,
                      "--tracker", SHARED_NET, "--record", "kept.rec");
    cr_expect_eq(ran->exit_code, EXIT_DONE, "%s", ran->err);
    cr_expect_eq(place_count(place.folder, "", NULL), 3, "recording, history and its lock");
    cr_expect_eq(place_count(place.folder, "history.db", NULL), 1);
    cr_expect_eq(place_count(place.folder, "kept.rec", NULL), 1);
    free(ran);

    ran = PROGRAM_RUN(&place, "score", "--json", "kept.rec");
    cr_expect_eq(text_count(ran->out, "\"index\""), 2, "%s", ran->out);
    free(ran);
    place_remove(place.folder);
}

Test(program, a_signal_ends_it_kindly, .timeout = 300)
{
    if (!shared_is_there())
        return;
    struct place place = place_make();
    struct ran *ran = program_run(&place, "set 1",
                                  (const char *const[]){"play", "mini_squat", "--headless",
                                                        "--source", SHARED_CLIP, "--tracker",
                                                        SHARED_NET, "--record", "cut.rec", NULL});
    cr_expect_eq(ran->exit_code, EXIT_DONE, "%s", ran->err);
    cr_expect(strstr(ran->out, "Results:"), "%s", ran->out);
    free(ran);
    ran = PROGRAM_RUN(&place, "replay", "cut.rec", "--headless");
    cr_expect_eq(ran->exit_code, EXIT_DONE);
    cr_expect_str_eq(ran->err, "", "the recording is whole");
    free(ran);
    place_remove(place.folder);
}
