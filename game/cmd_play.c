/* `unguard play`: looks at the command line and the machine, then plays in a window or in words. */
#include "commands.h"
#include "history_consent.h"
#include "options.h"
#include "plan_words.h"
#include "play.h"
#include "stop.h"

#include <stdlib.h>
#include <string.h>

struct play_options {
    const char *source, *tracker, *record, *profile, *person, *history;
    bool headless, cues, resume, no_history, home;
};

static const struct option option_rows[] = {
    {"--source", "camera:N|FILE|demo", "what is watched: a camera, a video, or a simulated person",
     offsetof(struct play_options, source), NULL},
    {"--tracker", "builtin|FILE|markers", "a BlazePose-type ONNX network, or printed tags",
     offsetof(struct play_options, tracker), NULL},
    {"--record", "OUT.rec", "keep the session (joint positions, never pictures)",
     offsetof(struct play_options, record), NULL},
    {"--headless", NULL, "no window: print what happens", offsetof(struct play_options, headless),
     NULL},
    {"--cues", NULL, "print what is said and when", offsetof(struct play_options, cues), NULL},
    {"--profile", "FILE", "your own limits: a name or a file",
     offsetof(struct play_options, profile), NULL},
    {"--person", "NAME", "whose session it is, in the history (me)",
     offsetof(struct play_options, person), NULL},
    {"--resume", NULL, "go on with your last session where it broke off",
     offsetof(struct play_options, resume), NULL},
    {"--home", NULL, "begin with the home screen, as `unguard` alone does",
     offsetof(struct play_options, home), NULL},
    {"--history", "FILE", "keep it in another file than your own history",
     offsetof(struct play_options, history), NULL},
    {"--no-history", NULL, "keep nothing of this session",
     offsetof(struct play_options, no_history), NULL},
};

static const struct option_table table = {
    .command = "play",
    .usage = "unguard [play] [ROUTINE] [options]",
    .summary =
        "Guides you through a routine: a name from config/routines, a file, or the name of one\n"
        "exercise. Without one, the routine that unguard.cfg names. Keys: space pauses and goes\n"
        "on, s skips, h says that it hurt, q or Escape ends. Ctrl-C ends kindly too. Before a\n"
        "camera both hands above the head pause and go on, and the screen shows the rest.\n"
        "The first start says what Unguard is for and asks whether you agree, before any camera "
        "is\n"
        "on; then come the questions of config/safety.cfg, and how the morning after last time "
        "was.\n"
        "Each repetition is kept in your history as it happens (`unguard history`), and never a\n"
        "picture; a demo is kept only with --person or --history.\n"
        "The demo draws its person to pictures and follows them with the pose network, as a "
        "camera's;\n"
        "--source demo:poses hands the person's positions straight to the coach, which is "
        "quicker.\n"
        "Without a camera or a pose network a demo is offered; without a display the demo is\n"
        "played at once, in words, and says where it leaves its recording and a picture.\n"
        "Exit code: 0 done, 1 the video, network or config is at fault, 2 wrong usage,\n"
        "3 a file or device is missing or failed.",
    .example = "  unguard play si_joint_starter --source camera:0 --tracker pose.onnx\n"
               "  unguard play mini_squat --headless --source squats.mp4 --tracker pose.onnx\n"
               "  unguard --source demo",
    .option = option_rows,
    .option_count = ARRAY_LENGTH(option_rows),
    .most = 1,
};

struct live_options play_live_options(const struct play *play)
{
    const struct settings_camera *camera = &play->settings.camera;
    return (struct live_options){
        .source = play->source,
        .model = play->model[0] != '\0' ? play->model : NULL,
        .tracker = play->tracker[0] != '\0' ? play->tracker : NULL,
        .camera_width_px = camera->width_px,
        .camera_height_px = camera->height_px,
        .camera_fps = camera->frames_per_second,
    };
}

bool play_open(struct play *play, struct sitting *sitting, const struct live_options *options,
               const char *record, struct error *err, int *exit_code)
{
    const bool demo = live_is_demo(play->source);
    if (!sitting_watch(sitting, play->plan, options, record, err, exit_code))
        return false;
    play_history_baselines(&play->keeping, sitting, play->plan, demo);
    return sitting_begin(sitting, record, err, exit_code);
}

/* Is there a camera of this number at all? Cheaper and clearer than opening it. */
static bool has_camera(int number, struct error *err)
{
    char path[32];
    snprintf(path, sizeof(path), "/dev/video%d", number);
    if (paths_exists(path))
        return true;
    return error_set(err, "There is no camera here (no %s)", path);
}

static int camera_number(const char *source)
{
    return (int)strtol(source + strlen("camera:"), NULL, 10);
}

/* "camera:N" with a number, "demo", or a path. */
static bool check_source(const char *source, struct error *err)
{
    if (strncmp(source, "camera", 6) != 0 || paths_exists(source))
        return true;
    char *end = NULL;
    const bool colon = source[6] == ':';
    const long number = colon ? strtol(source + 7, &end, 10) : -1;
    if (colon && end != source + 7 && *end == '\0' && number >= 0 && number <= 63)
        return true;
    return error_set(err, "play: --source %.60s: a camera is named camera:0, camera:1 and so on",
                     source);
}

/* Said before anything is said about a network: a video that isn't there. */
static bool source_is_there(const char *source, struct error *err)
{
    if (live_is_demo(source) || strncmp(source, "camera:", 7) == 0 || paths_exists(source))
        return true;
    return error_set(err,
                     "%.160s: there is no such video; name a video file, camera:0 or demo with "
                     "--source",
                     source);
}

void play_choose_source(struct play *play)
{
    const char *tracker =
        play->tracker_wanted != NULL ? play->tracker_wanted : play->settings.tracker;
    struct error *why = &play->hindrance;
    char camera[32];
    snprintf(camera, sizeof(camera), "camera:%d", play->settings.camera.number);
    text_copy(play->source, sizeof(play->source),
              play->source_wanted != NULL ? play->source_wanted : camera);
    *why = (struct error){{0}};
    play->no_camera = false;
    play->model[0] = '\0';
    text_copy(play->tracker, sizeof(play->tracker), strcmp(tracker, "builtin") == 0 ? tracker : "");
    if (strncmp(play->source, "camera:", 7) != 0)
        return;
    play->no_camera = !has_camera(camera_number(play->source), why);
    if (!play->no_camera)
        prescribe_model(tracker, play->model, why);
}

/* The network's path; a sentence where a video needs one and there is none. The demo does without
 * where none was named. */
static bool choose_model(struct play *play, struct error *err)
{
    const char *tracker =
        play->tracker_wanted != NULL ? play->tracker_wanted : play->settings.tracker;
    const bool demo = live_is_demo(play->source) || play->hindrance.text[0] != '\0';
    if (!demo || (play->tracker_wanted != NULL && live_is_demo(play->source)))
        return prescribe_model(tracker, play->model, err);
    prescribe_model(tracker, play->model, NULL);
    return true;
}

/* In words there is nothing to answer with. */
static void leave_unattended(struct plan *plan)
{
    plan->unattended = true;
    play_ask_nothing(plan);
}

/* no_display: why there is no window though one was wanted; "" where none was. */
static int play_headless(struct play *play, const struct play_options *options,
                         const struct error *no_display)
{
    const bool hindered = play->hindrance.text[0] != '\0';
    const bool wanted_window = no_display->text[0] != '\0';
    leave_unattended(play->plan);
    if (play->progress.note_count > 0)
        plan_words_print(stdout, play->plan, &play->progress);
    if (play->refused)
        return EXIT_DONE;
    if (options->source == NULL && (hindered || wanted_window)) {
        fprintf(stderr,
                "unguard: %s%s%s; here is the demo, in words. `unguard doctor` says more.\n",
                no_display->text, hindered && wanted_window ? "; " : "", play->hindrance.text);
        text_copy(play->source, sizeof(play->source), "demo:poses"); /* nobody sees its pictures */
        return play_in_words(play);
    }
    if (hindered) {
        fprintf(stderr, "unguard: %s%s\n", play->hindrance.text,
                play->no_camera ? "; --source takes another, a video file, or demo" : "");
        return EXIT_DEVICE;
    }
    if (wanted_window)
        fprintf(stderr, "unguard: %s; it goes on in words.\n", no_display->text);
    return play_in_words(play);
}

static int play_anyhow(struct play *play, const struct play_options *options)
{
    struct error err = {{0}};
    play->source_wanted = options->source;
    play->tracker_wanted = options->tracker;
    play_choose_source(play);
    if (!source_is_there(play->source, &err) || !choose_model(play, &err)) {
        fprintf(stderr, "unguard: %s\n", err.text);
        return EXIT_DEVICE;
    }
    if (!options->headless) {
        bool opened;
        const int exit_code = play_in_window(play, &opened, &err);
        if (opened)
            return exit_code;
    }
    return play_headless(play, options, &err);
}

/* What goes on with a session can't be another one. */
static bool check_resume(const struct play_options *options, int count, struct error *err)
{
    if (options->no_history && (options->resume || options->history || options->person))
        return error_set(err, "play: --no-history keeps nothing: leave out --resume, --history and "
                              "--person");
    if (options->resume && (count > 0 || options->profile != NULL))
        return error_set(err, "play: --resume goes on with the last session as it was prescribed: "
                              "leave out the routine and --profile");
    if (options->home && options->resume)
        return error_set(err, "play: --home offers what broke off: leave out --resume");
    return true;
}

static bool is_demo(const struct play_options *options)
{
    return options->source != NULL && live_is_demo(options->source);
}

/* The history is opened where something will be kept in it. Without it a session is held all the
 * same; only --resume can't do without. */
static bool open_history(struct play *play, const struct play_options *options, struct error *err)
{
    struct play_history *keeping = &play->keeping;
    const bool demo = is_demo(options);
    keeping->person = options->person != NULL ? options->person : "me";
    keeping->asked = options->person != NULL || options->history != NULL || options->resume;
    if (options->no_history || (demo && !keeping->asked))
        return true;
    if (play_history_open(keeping, options->history, err) || options->resume)
        return keeping->history != NULL;
    fprintf(stderr, "unguard: %s. The session goes on, and nothing of it is kept\n", err->text);
    err->text[0] = '\0';
    return true;
}

/* The next session takes in what past ones showed; in words only where that was asked for. Where
 * nothing is kept each is the first one, which a person is asked about all the same. */
static bool take_past(struct play *play, const struct play_options *options, struct error *err)
{
    const bool kept = play->keeping.history != NULL;
    const bool nobody = options->headless || is_demo(options);
    play->plain = nobody && !(kept && play->keeping.asked);
    if (options->resume || play->plain)
        return true;
    return play_take_past(play, err);
}

/* Whoever may move before the camera reads what Unguard is for, and agrees, once for each wording;
 * where nothing is kept, each time. In words nobody is there to read it, and a demo that is not
 * kept has no person. */
static bool look_for_consent(struct play *play, const struct play_options *options,
                             struct error *err)
{
    bool given = false;
    if (options->headless || (is_demo(options) && !play->keeping.asked))
        return true;
    if (!play_load_rules(play, err))
        return false;
    play->consent = history_consent_of(play->rules);
    if (play->keeping.history != NULL &&
        !history_consent_given(play->keeping.history, play->keeping.person, &play->consent, &given,
                               err))
        return false;
    play->consent_due = !given;
    return true;
}

/* Plan and history; *exit_code says whose fault it is where there is no plan. */
static bool prepare(struct play *play, const struct play_options *options, const char *routine,
                    int *exit_code, struct error *err)
{
    play->wanted = (struct prescription){.routine = routine, .profile = options->profile};
    *exit_code = EXIT_INPUT;
    if (!settings_load(&play->settings, err))
        return false;
    if (!options->resume &&
        (play->plan = prescribe_plan(&play->settings, &play->wanted, err)) == NULL)
        return false;
    *exit_code = EXIT_DEVICE;
    if (!open_history(play, options, err))
        return false;
    *exit_code = EXIT_INPUT;
    if (options->resume && (play->plan = play_history_resume(&play->keeping, err)) != NULL)
        play->plan->unattended = false;
    return play->plan != NULL && take_past(play, options, err) &&
           look_for_consent(play, options, err);
}

int cmd_play(int argc, char **argv)
{
    return play_with_keys(argc, argv, NULL);
}

int play_with_keys(int argc, char **argv, const struct key_source *keys)
{
    struct play_options options = {0};
    int count, exit_code;
    struct error err = {{0}};
    if (!options_parse(&table, argc, argv, &options, &count, &exit_code))
        return exit_code;
    if (!check_resume(&options, count, &err) ||
        (options.source != NULL && !check_source(options.source, &err))) {
        fprintf(stderr, "unguard %s\n", err.text);
        return EXIT_USAGE;
    }
    stop_watch();
    struct play *play = calloc(1, sizeof(*play));
    exit_code = EXIT_DEVICE;
    if (play == NULL) {
        error_set(&err, "there isn't enough memory for a session");
    } else if (prepare(play, &options, count > 0 ? argv[1] : NULL, &exit_code, &err)) {
        play->record = options.record;
        play->home = options.home;
        play->keys = keys;
        play->list_cues = options.cues;
        exit_code = play_anyhow(play, &options);
    }
    if (err.text[0] != '\0')
        fprintf(stderr, "unguard: %s\n", err.text);
    if (play != NULL) {
        play_history_close(&play->keeping);
        play_cards_close(&play->cards);
        free(play->plan);
        free(play->rules);
    }
    free(play);
    return exit_code;
}
