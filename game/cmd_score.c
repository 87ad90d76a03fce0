/* unguard score: recordings in, figures out, the same bytes every time. */
#include "commands.h"
#include "options.h"
#include "paths.h"
#include "plan/library.h"
#include "scored.h"
#include "session/session.h"

#include <stdlib.h>
#include <string.h>

struct score_options {
    const char *exercise, *routine;
    bool json;
};

static const struct option score_option[] = {
    {"--exercise", "FILE.cfg", "score by this exercise instead of the recorded plan",
     offsetof(struct score_options, exercise), NULL},
    {"--routine", "FILE.cfg", "score by this routine instead of the recorded plan",
     offsetof(struct score_options, routine), NULL},
    {"--json", NULL, "one JSON object a line per recording", offsetof(struct score_options, json),
     NULL},
};

static const struct option_table score_table = {
    .command = "score",
    .usage = "unguard score FILE.rec... [--exercise FILE.cfg | --routine FILE.cfg] [--json]",
    .summary = "Scores recordings by the plan inside them: repetitions, points lost and why,\n"
               "warnings. The same recording gives the same figures on every computer.\n"
               "With --exercise or --routine it tells what would have been, and says so.\n"
               "A recording whose end is missing is scored up to there, and says so. One that\n"
               "can't be read is told on stderr, the others are still scored, and the exit\n"
               "code is 1.",
    .example = "unguard record --exercise mini_squat --source film.mp4 -o film.rec\n"
               "unguard score film.rec --json",
    .option = score_option,
    .option_count = ARRAY_LENGTH(score_option),
    .least = 1,
    .most = -1,
};

/* ---- planning anew ---- */

static const struct exercise *find_only(void *self, const char *id)
{
    const struct exercise *exercise = self;
    return strcmp(exercise->id, id) == 0 ? exercise : NULL;
}

static bool plan_exercise(const char *path, const struct plan *recorded, struct plan *plan,
                          struct error *err)
{
    struct exercise *exercise = calloc(1, sizeof *exercise);
    if (!exercise)
        return error_set(err, "out of memory; close other programs and try again");
    bool good = exercise_load(path, exercise, err);
    if (good) {
        struct routine routine = routine_of_exercise(exercise->id, exercise->name);
        good = plan_resolve(&routine, (struct exercise_finder){find_only, exercise},
                            &recorded->profile, &recorded->features, plan, err);
    }
    free(exercise);
    return good;
}

static bool plan_routine(const char *path, const struct plan *recorded, struct plan *plan,
                         struct error *err)
{
    char folder[PATH_SIZE];
    struct library *library = paths_config(folder, err) ? library_open(folder, err) : NULL;
    if (!library)
        return false;
    struct routine routine;
    bool good = library_routine(library, path, &routine, err) &&
                plan_resolve(&routine, library_finder(library), &recorded->profile,
                             &recorded->features, plan, err);
    library_close(library);
    return good;
}

/* What the session would have been scored by; the person's limits and the camera's settings stay
 * those of the recording. */
static bool plan_anew(const struct score_options *options, const struct plan *recorded,
                      struct plan *plan, struct error *err)
{
    bool good = options->exercise ? plan_exercise(options->exercise, recorded, plan, err)
                                  : plan_routine(options->routine, recorded, plan, err);
    plan->unattended = true; /* what would have been asked, nobody has answered */
    return good;
}

/* ---- scoring ---- */

struct event_hash {
    const struct plan *plan;
    uint64_t hash;
};

static void hash_event(void *self, const struct event *event)
{
    struct event_hash *events = self;
    char line[1024];
    int length = event_text(event, events->plan, line, sizeof line);
    events->hash = hash_bytes(events->hash, line, (size_t)length);
    events->hash = hash_bytes(events->hash, "\n", 1);
}

/* Continued with the eight bytes of another hash, lowest first on every machine. */
static uint64_t hash_more(uint64_t hash, uint64_t value)
{
    for (int i = 0; i < 8; i++) {
        unsigned char byte = (unsigned char)(value >> 8 * i);
        hash = hash_bytes(hash, &byte, 1);
    }
    return hash;
}

static enum pull next_input(void *self, struct input *input, struct error *err)
{
    (void)err;
    return recording_next(self, input);
}

/* Fills figures and hash. What the coach does not consume (it had ended the session) is still read,
 * so that whether the recording is whole is known. */
static bool run_session(struct recording *recording, struct scored *scored, struct error *err)
{
    struct session *session =
        session_create(scored->plan, (struct input_source){next_input, recording}, NULL);
    if (!session)
        return error_set(err, "out of memory; close other programs and try again");
    struct event_hash events = {scored->plan, HASH_START};
    session_add_sink(session, (struct sink){summary_event, &scored->summary});
    session_add_sink(session, (struct sink){hash_event, &events});
    bool good = session_run(session, err);
    scored->hash = hash_more(events.hash, coach_hash(session_coach(session)));
    session_free(session);

    struct input rest;
    while (recording_next(recording, &rest) == PULL_INPUT)
        continue;
    scored->complete = recording_complete(recording, &scored->missing);
    if (good && scored->summary.out_of_memory)
        good = error_set(err, "out of memory; close other programs and try again");
    return good;
}

static bool print_scored(const struct scored *scored, bool json, struct error *err)
{
    if (!json) {
        scored_print(scored, stdout);
        return true;
    }
    char *text = scored_json(scored);
    if (!text)
        return error_set(err, "out of memory; close other programs and try again");
    puts(text);
    free(text);
    return true;
}

static bool score_file(const char *path, const struct score_options *options, struct error *err)
{
    struct recording *recording = recording_open(path, err);
    if (!recording)
        return false;
    struct plan *anew = NULL;
    struct scored scored = {.name = path,
                            .header = recording_header(recording),
                            .plan = recording_plan(recording),
                            .what_if = options->exercise || options->routine};
    bool good = true;
    if (scored.what_if) {
        anew = calloc(1, sizeof *anew);
        good = anew ? plan_anew(options, scored.plan, anew, err)
                    : error_set(err, "out of memory; close other programs and try again");
        scored.plan = anew;
    }
    if (good) {
        scored.plan_hash = plan_hash(scored.plan);
        good = run_session(recording, &scored, err) && print_scored(&scored, options->json, err);
    }
    summary_free(&scored.summary);
    free(anew);
    recording_close(recording);
    return good;
}

int cmd_score(int argc, char **argv)
{
    struct score_options options = {0};
    int count, exit_code;
    if (!options_parse(&score_table, argc, argv, &options, &count, &exit_code))
        return exit_code;
    if (options.exercise && options.routine) {
        fprintf(stderr, "score: --exercise and --routine exclude each other; give one of them\n");
        return EXIT_USAGE;
    }
    exit_code = EXIT_DONE;
    for (int i = 1; i <= count; i++) {
        struct error err = {""};
        if (score_file(argv[i], &options, &err))
            continue;
        fflush(stdout); /* in the order of the files where both go to one place */
        fprintf(stderr, "%s\n", err.text);
        exit_code = EXIT_INPUT;
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "score: the figures could not be written; is the disk full?\n");
        return EXIT_DEVICE;
    }
    return exit_code;
}
