/* `unguard record`: a video of one exercise becomes a recording, frame by frame. */
#include "commands.h"
#include "options.h"
#include "prescribe.h"
#include "sitting.h"
#include "stop.h"

#include <stdlib.h>
#include <string.h>

struct record_options {
    const char *exercise, *source, *tracker, *out, *profile;
};

static const struct option option_rows[] = {
    {"--exercise", "ID", "which exercise it is", offsetof(struct record_options, exercise),
     "the name of an exercise in config/exercises, such as mini_squat"},
    {"--source", "FILE|demo", "the video", offsetof(struct record_options, source),
     "which video to read"},
    {"-o", "OUT.rec", "the recording to make; never overwrites one",
     offsetof(struct record_options, out), "where to leave the recording"},
    {"--tracker", "builtin|FILE|markers", "a BlazePose-type ONNX network, or printed tags",
     offsetof(struct record_options, tracker), NULL},
    {"--profile", "FILE", "the person's own limits: a name or a file",
     offsetof(struct record_options, profile), NULL},
};

static const struct option_table table = {
    .command = "record",
    .usage = "unguard record --exercise ID --source FILE [--tracker FILE.onnx] -o OUT.rec",
    .summary = "Turns a video of one exercise into a recording: every frame's joint positions and\n"
               "the plan they are to be scored by, never a picture. `unguard score` reads it.",
    .example = "  unguard record --exercise mini_squat --source squats.mp4 \\\n"
               "                 --tracker pose.onnx -o squats.rec",
    .option = option_rows,
    .option_count = ARRAY_LENGTH(option_rows),
};

static void say(const struct error *err)
{
    fprintf(stderr, "unguard: %s\n", err->text);
}

static int record(const struct plan *plan, const struct live_options *source, const char *out)
{
    struct sitting sitting;
    struct error err = {{0}};
    int exit_code;
    if (!sitting_open(&sitting, plan, source, out, &err, &exit_code)) {
        say(&err);
        return exit_code;
    }
    enum pull pull;
    do
        pull = sitting_step(&sitting, &err);
    while (pull == PULL_INPUT);
    if (pull == PULL_FAILED)
        say(&err);
    const struct tell tell = {.plan = plan, .out = stdout};
    tell_results(&tell, &sitting.summary);
    const bool whole = sitting_end(&sitting, &err);
    if (whole)
        printf("\nRecording: %s\n", out);
    else
        say(&err);
    sitting_close(&sitting);
    return whole && pull != PULL_FAILED ? EXIT_DONE : EXIT_DEVICE;
}

/* A live camera has no frame-by-frame: that is what `play --record` is for. */
static bool choose_source(const struct record_options *options, const struct settings *settings,
                          char model[PATH_SIZE], struct live_options *source, int *exit_code,
                          struct error *err)
{
    const char *tracker = options->tracker != NULL ? options->tracker : settings->tracker;
    const bool demo = live_is_demo(options->source);
    const bool poses = strcmp(options->source, "demo:poses") == 0;
    *exit_code = EXIT_USAGE;
    if (strncmp(options->source, "camera:", 7) == 0)
        return error_set(err, "record reads videos; for a camera use `unguard play --record %.80s`",
                         options->out);
    *exit_code = EXIT_DEVICE;
    const bool tracked = !poses && prescribe_model(tracker, model, err);
    if (!tracked && !demo)
        return false;
    *source = (struct live_options){
        .source = options->source,
        .model = tracked ? model : NULL,
        .tracker = tracked && strcmp(tracker, "builtin") == 0 ? tracker : NULL,
        .pace = LIVE_AS_FAST_AS_IT_CAN,
    };
    return true;
}

int cmd_record(int argc, char **argv)
{
    struct record_options options = {0};
    int count, exit_code;
    if (!options_parse(&table, argc, argv, &options, &count, &exit_code))
        return exit_code;
    stop_watch();
    struct settings settings;
    struct live_options source;
    char model[PATH_SIZE];
    struct error err = {{0}};
    const struct prescription wanted = {.exercise = options.exercise, .profile = options.profile};
    struct plan *plan = NULL;
    exit_code = EXIT_INPUT;
    if (!settings_load(&settings, &err) ||
        (plan = prescribe_plan(&settings, &wanted, &err)) == NULL ||
        !choose_source(&options, &settings, model, &source, &exit_code, &err))
        say(&err);
    else {
        plan->unattended = true; /* a video can't be asked */
        exit_code = record(plan, &source, options.out);
    }
    free(plan);
    return exit_code;
}
