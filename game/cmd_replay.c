/* `unguard replay`: a recorded session again, to the same events at the same times. The keys steer
 * the viewing alone; nothing of it reaches the coach. */
#include "commands.h"
#include "options.h"
#include "pace.h"
#include "prescribe.h"
#include "speaker.h"
#include "stop.h"
#include "tell.h"
#include "window.h"

#include <stdlib.h>

#define MAX_INPUTS_A_FRAME 256

struct replay_options {
    bool headless;
};

static const struct option option_rows[] = {
    {"--headless", NULL, "no window: print every event as a line",
     offsetof(struct replay_options, headless), NULL},
};

static const struct option_table table = {
    .command = "replay",
    .usage = "unguard replay FILE.rec [--headless]",
    .summary =
        "Shows a recorded session again, at the pace it was done, as a figure: recordings\n"
        "hold no pictures; what was said is said again. Space stops and goes on, q or Escape\n"
        "leaves. Without a display, or with --headless, it prints the events, a line each,\n"
        "time in seconds first.\n"
        "A recording whose end is missing is shown up to there.",
    .example = "  unguard replay session.rec\n  unguard replay session.rec --headless",
    .option = option_rows,
    .option_count = ARRAY_LENGTH(option_rows),
    .least = 1,
    .most = 1,
};

struct replay {
    struct recording *recording;
    struct safety_rules *rules; /* owned; NULL: questions show their ids */
    const struct plan *plan;    /* the recording's */
    struct pacer pacer;         /* for a window: gives each input at its time */
    struct session *session;
    struct world world;
    struct window window;
    struct speaker speaker;
    bool over, leave;
};

static enum pull next_input(void *self, struct input *input, struct error *err)
{
    (void)err;
    return recording_next(self, input);
}

static bool open_session(struct replay *replay, bool paced, struct error *err)
{
    const struct input_source source = {.next = next_input, .self = replay->recording};
    replay->pacer.inner = source;
    replay->session =
        session_create(replay->plan, paced ? pacer_source(&replay->pacer) : source, NULL);
    return replay->session != NULL ||
           error_set(err, "there isn't enough memory for this recording");
}

static void take_requests(struct replay *replay)
{
    struct request request;
    while (window_poll(&replay->window, &request)) {
        const enum action_type action = request.action.type;
        const bool is_action = request.type == REQUEST_ACTION;
        if (is_action && (action == ACTION_PAUSE || action == ACTION_GO_ON))
            pacer_freeze(&replay->pacer, replay->pacer.frozen_at_us == 0, pace_now_us());
        if (request.type == REQUEST_CLOSE || (is_action && action == ACTION_QUIT))
            replay->leave = true;
    }
    replay->leave = replay->leave || stop_asked();
}

static void take_inputs(struct replay *replay, struct error *err)
{
    for (int i = 0; i < MAX_INPUTS_A_FRAME && !replay->over; i++) {
        const enum pull pull = session_step(replay->session, err);
        if (pull == PULL_WAIT)
            return;
        replay->over = pull != PULL_INPUT;
    }
}

static int show(struct replay *replay, struct error *err)
{
    struct screen_view *view = &replay->window.view;
    view->rules = replay->rules;
    view->aspect = recording_header(replay->recording)->aspect;
    while (!replay->leave) {
        take_requests(replay);
        take_inputs(replay, err);
        if (!replay->over) {
            view->now_s = (double)pacer_time_us(&replay->pacer, pace_now_us()) / 1e6;
            world_tick(&replay->world, view->now_s);
        }
        const bool stopped = replay->pacer.frozen_at_us != 0;
        view->notice = stopped ? "Stopped: space goes on" : NULL;
        if (stopped)
            speaker_hush(&replay->speaker, view);
        else
            speaker_follow(&replay->speaker, view, replay->over);
        window_show_session(&replay->window, replay->session, &replay->world, replay->plan);
        window_frame(&replay->window);
        if (app_failed(replay->window.app, err))
            return EXIT_DEVICE;
    }
    return EXIT_DONE;
}

/* What the coach didn't take any more is read too, so that whether the end is there is known. */
static void say_if_cut(struct replay *replay)
{
    struct error missing;
    struct input rest;
    while (recording_next(replay->recording, &rest) == PULL_INPUT)
        continue;
    if (!recording_complete(replay->recording, &missing))
        fprintf(stderr, "unguard: %s\n", missing.text);
}

static int replay_in_window(struct replay *replay, struct error *err)
{
    if (!open_session(replay, true, err))
        return EXIT_DEVICE;
    world_init(&replay->world, replay->plan);
    session_add_sink(replay->session, (struct sink){world_event, &replay->world});
    session_add_sink(replay->session, speaker_sink(&replay->speaker, replay->plan, replay->rules));
    return show(replay, err);
}

static int replay_in_words(struct replay *replay, struct error *err)
{
    if (!open_session(replay, false, err))
        return EXIT_DEVICE;
    struct tell tell = {.plan = replay->plan, .out = stdout};
    session_add_sink(replay->session, tell_lines_sink(&tell));
    const bool good = session_run(replay->session, err);
    say_if_cut(replay);
    return good ? EXIT_DONE : EXIT_INPUT;
}

static bool open_window(struct replay *replay, struct error *err)
{
    struct settings settings;
    if (!window_possible(err) || !settings_load(&settings, err) ||
        !window_open(&replay->window, &settings, false, err))
        return false;
    speaker_open(&replay->speaker, &settings.voice);
    return true;
}

static int replay_file(struct replay *replay, const char *path, bool headless, struct error *err)
{
    replay->recording = recording_open(path, err);
    if (replay->recording == NULL)
        return EXIT_INPUT;
    replay->plan = recording_plan(replay->recording);
    replay->rules = prescribe_rules(NULL);
    if (!headless && open_window(replay, err))
        return replay_in_window(replay, err);
    if (!headless) {
        fprintf(stderr, "unguard: %s; here are the events instead\n", err->text);
        *err = (struct error){{0}};
    }
    return replay_in_words(replay, err);
}

int cmd_replay(int argc, char **argv)
{
    struct replay_options options = {0};
    int count, exit_code;
    if (!options_parse(&table, argc, argv, &options, &count, &exit_code))
        return exit_code;
    stop_watch();
    struct error err = {{0}};
    struct replay *replay = calloc(1, sizeof(*replay));
    if (replay == NULL) {
        fprintf(stderr, "unguard: there isn't enough memory for this recording\n");
        return EXIT_DEVICE;
    }
    exit_code = replay_file(replay, argv[1], options.headless, &err);
    if (exit_code != EXIT_DONE)
        fprintf(stderr, "unguard: %s\n", err.text);
    if (replay->window.app != NULL && replay->over)
        say_if_cut(replay);
    speaker_close(&replay->speaker);
    window_close(&replay->window);
    session_free(replay->session);
    recording_close(replay->recording);
    free(replay->rules);
    free(replay);
    return exit_code;
}
