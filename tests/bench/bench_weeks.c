/* Ten weeks of three simulated people, and the report of each: unguard-bench weeks -o FOLDER
 *
 * One recovers, one flares up, one stops in the third week. Every session is run: a simulated
 * person before the real coach, by a routine that comes with the program, and what the coach says
 * is what is stored. The people's pain, how well they move and which days they miss are made up
 * here, by rules and a seed; so is what changes in their plan, by simple rules of this file. */
#include "bench.h"
#include "commands.h"
#include "history_session.h"
#include "paths.h"
#include "plan/library.h"
#include "session/performer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WEEKS      10
#define ROUTINE    "core_and_glutes" /* Monday, Wednesday, Friday */
#define FIRST_DAY  20514             /* Monday, 2 March 2026 */
#define LAST_DATE  "2026-05-10"
#define DAY_S      86400
#define EVENING_S  (18 * 3600)
#define FRAME_RATE 15.0f
#define SIDED      "clamshell" /* done by each side as a step of its own, the left one smaller */
#define MOST_REPS  10

enum course { RECOVERS, FLARES_UP, STOPS, COURSE_COUNT };
static const struct {
    const char *name, *file;
    uint64_t seed;
    float pain_first, pain_last;   /* NRS before a session, in week 1 and 10 */
    float flaws_first, flaws_last; /* share of sessions with a flaw */
    float grade_first, grade_last; /* of it */
    float missed;                  /* share of the planned days */
} courses[COURSE_COUNT] = {
    {"Recovering (simulated)", "recovering", 11, 4.6f, 1.0f, 0.9f, 0.25f, 2.2f, 0.6f, 0.06f},
    {"Flaring up (simulated)", "flaring_up", 24, 2.0f, 5.2f, 0.3f, 0.9f, 0.8f, 2.4f, 0.10f},
    {"Stopping (simulated)", "stopping", 35, 3.6f, 3.6f, 0.6f, 0.6f, 1.5f, 1.5f, 0.10f},
};

/* One person's weeks so far. */
struct weeks {
    enum course course;
    struct chance chance;
    struct history *history;
    int64_t person, session;
    int32_t day;        /* from the first on */
    float side_target;  /* of SIDED on the left, degrees */
    int extra_reps;     /* of each step, on top of the routine's; may be negative */
    int good, sessions; /* sessions in a row that went well */
    int rest;           /* days of rest still due after pain */
    int32_t before, after;
};

/* ---- made up ---- */

static float between(const struct weeks *weeks, float first, float last)
{
    return first + (last - first) * (float)weeks->day / (WEEKS * 7 - 1);
}

static double luck(struct weeks *weeks)
{
    return chance_uniform(&weeks->chance);
}

static int32_t pain_now(struct weeks *weeks)
{
    const float mean =
        between(weeks, courses[weeks->course].pain_first, courses[weeks->course].pain_last);
    return clamp_int((int)((double)mean + chance_between(&weeks->chance, -1.2, 1.2) + 0.5), 0, 9);
}

/* What the person does badly today, if anything. */
static struct performer_options person_today(struct weeks *weeks)
{
    static const enum flaw_kind kinds[] = {FLAW_FAULT, FLAW_FAULT,      FLAW_LIMIT, FLAW_RUSH,
                                           FLAW_SHORT, FLAW_HESITATION, FLAW_DROP};
    const enum course course = weeks->course;
    struct performer_options options = {.frame_rate = FRAME_RATE,
                                        .noise_px = 0.5f,
                                        .dropout = 0.01f,
                                        .seed = chance_bits(&weeks->chance),
                                        .aspect = 16.0f / 9,
                                        .varied = true};
    const double flaws =
        (double)between(weeks, courses[course].flaws_first, courses[course].flaws_last);
    const double kind = luck(weeks) * (double)ARRAY_LENGTH(kinds);
    const int rule = (int)(luck(weeks) * 3);
    options.faulty_set = luck(weeks) < flaws ? 1 : 0;
    if (luck(weeks) < flaws)
        options.flaw = (struct flaw){
            kinds[(size_t)kind], rule,
            between(weeks, courses[course].grade_first, courses[course].grade_last), SIDE_NONE};
    return options;
}

/* ---- a session ---- */

/* Answers what it is asked, and says once that it hurt, if it does. */
struct listener {
    struct session *session;
    int hurts_at; /* this repetition of the session; 0: never */
    int reps;
    int32_t nrs;
    enum done_reason reason;
    double score_sum;
    int scored, stops;
};

static void listen(void *self, const struct event *event)
{
    struct listener *listener = self;
    if (event->type == EVENT_REP) {
        listener->scored += !event->u.rep.unscored;
        listener->score_sum += event->u.rep.unscored ? 0 : (double)event->u.rep.score;
        if (++listener->reps == listener->hurts_at)
            session_act(listener->session, (struct action){ACTION_THAT_HURT, 0});
    } else if (event->type == EVENT_WARNING) {
        listener->stops += event->u.rule.level == WARNING_STOP;
    } else if (event->type == EVENT_PAIN_ASKED) {
        session_act(listener->session, (struct action){ACTION_PAIN_ANSWER, listener->nrs});
    } else if (event->type == EVENT_SESSION_DONE) {
        listener->reason = event->u.done.reason;
    }
}

/* The routine, with the left of one exercise made a step of its own and smaller. */
static void make_routine(const struct weeks *weeks, const struct routine *prescribed,
                         struct routine *routine)
{
    *routine = *prescribed;
    routine->step_count = 0;
    for (int i = 0; i < prescribed->step_count; i++) {
        struct routine_step step = prescribed->step[i];
        step.reps = clamp_int(step.reps + weeks->extra_reps, 2, MOST_REPS);
        if (strcmp(step.exercise, SIDED) == 0) {
            step.side = SIDE_RIGHT;
            routine->step[routine->step_count++] = step;
            step.side = SIDE_LEFT;
            step.target = weeks->side_target;
        }
        routine->step[routine->step_count++] = step;
    }
}

/* A set in which nothing is counted for a while is skipped, as people do. */
static bool step_through(struct session *session, const struct listener *listener,
                         struct error *err)
{
    const int64_t patience_us = 60000000;
    int64_t since_us = 0;
    int reps = 0;
    for (;;) {
        const enum pull pull = session_step(session, err);
        if (pull != PULL_INPUT)
            return pull == PULL_END;
        const struct coach *coach = session_coach(session);
        if (listener->reps != reps || coach->stage == STAGE_REST)
            since_us = coach->now_us;
        reps = listener->reps;
        if (coach->now_us - since_us < patience_us)
            continue;
        session_act(session, (struct action){ACTION_SKIP, 0});
        since_us = coach->now_us;
    }
}

static bool run_session(struct weeks *weeks, const struct plan *plan, struct listener *listener,
                        struct error *err)
{
    const struct history_about about = {.person = courses[weeks->course].name,
                                        .tracker = "simulated",
                                        .model = "-",
                                        .started_at =
                                            (int64_t)(FIRST_DAY + weeks->day) * DAY_S + EVENING_S};
    struct performer *performer = performer_create(plan, person_today(weeks));
    struct session *session =
        performer == NULL ? NULL : session_create(plan, performer_source(performer), NULL);
    struct history_session *stored =
        session == NULL ? NULL : history_session_open(weeks->history, plan, &about);
    bool good = stored != NULL || error_set(err, "out of memory");
    if (good) {
        listener->session = session;
        session_add_sink(session, history_session_sink(stored));
        session_add_sink(session, (struct sink){listen, listener});
        session_add_sink(session, performer_sink(performer));
        good = step_through(session, listener, err);
        weeks->session = history_session_id(stored);
    }
    good = history_session_close(stored, good ? err : NULL) && good;
    session_free(session);
    performer_free(performer);
    return good;
}

/* ---- answers and changes ---- */

static bool put_pain(struct weeks *weeks, const char *kind, int64_t at, int32_t nrs,
                     struct error *err)
{
    const struct history_pain pain = {.person = weeks->person,
                                      .session = weeks->session,
                                      .at = at,
                                      .kind = kind,
                                      .position = -1,
                                      .nrs = nrs};
    return luck(weeks) < 0.08 || history_put_pain(weeks->history, &pain, err); /* not told */
}

static bool put_change(struct weeks *weeks, const char *exercise, enum body_side side,
                       const char *variable, float from, float to, const char *reason,
                       const char *source, struct error *err)
{
    const struct history_change change = {exercise, side, variable, from, to, reason, source};
    return history_put_change(weeks->history, weeks->session, &change, err);
}

/* What the next plan will be; stored with the session that led to it. One thing at a time. */
static bool adapt(struct weeks *weeks, const struct listener *listener, int32_t next_day,
                  struct error *err)
{
    const double form = listener->scored > 0 ? listener->score_sum / listener->scored : 0;
    const bool worse = next_day > weeks->before || listener->reason == DONE_PAIN;
    const bool well = weeks->before <= 2 && weeks->after <= 2 && !worse && form >= 80;
    weeks->good = well ? weeks->good + 1 : 0;
    weeks->rest = listener->reason == DONE_PAIN ? 2 : 0;
    if (worse && weeks->extra_reps > -3 && (listener->reason == DONE_PAIN || next_day > 4)) {
        const int was = weeks->extra_reps--;
        return put_change(weeks, SIDED, SIDE_NONE, "reps", (float)(6 + was), (float)(5 + was),
                          listener->reason == DONE_PAIN ? "The session ended for pain"
                                                        : "More pain the day after than before",
                          "pain rule, unvalidated for this joint", err);
    }
    if (weeks->good < 3)
        return true;
    weeks->good = 0;
    if (weeks->side_target < 30) {
        const float was = weeks->side_target;
        weeks->side_target = was + 2 > 30 ? 30 : was + 2;
        return put_change(weeks, SIDED, SIDE_LEFT, "target", was, weeks->side_target,
                          "Three sessions in a row with pain up to 2 and form of 80 or more",
                          "progression rule", err);
    }
    if (weeks->extra_reps >= 2)
        return true;
    const int was = weeks->extra_reps++;
    return put_change(weeks, SIDED, SIDE_NONE, "reps", (float)(6 + was), (float)(7 + was),
                      "Three sessions in a row with pain up to 2 and form of 80 or more",
                      "progression rule", err);
}

/* All that the coach doesn't say yet: the answers before, after and the day after, effort, and what
 * changes. */
static bool put_answers(struct weeks *weeks, const struct listener *listener, struct error *err)
{
    const int64_t start = (int64_t)(FIRST_DAY + weeks->day) * DAY_S + EVENING_S;
    const int worse = weeks->course == FLARES_UP ? 1 : 0;
    int32_t after = weeks->before + (int)(luck(weeks) * 3) - 1 + (luck(weeks) < 0.4 ? worse : 0);
    after = clamp_int(listener->reason == DONE_PAIN ? listener->nrs : after, 0, 10);
    const int32_t next_day =
        clamp_int(after + (luck(weeks) < 0.3 ? worse : -1) + (luck(weeks) < 0.15 ? 1 : 0), 0, 10);
    weeks->after = after;
    return put_pain(weeks, "before", start - 60, weeks->before, err) &&
           put_pain(weeks, "after", start + 1500, after, err) &&
           put_pain(weeks, "next_day", start + DAY_S, next_day, err) &&
           history_put_effort(weeks->history, weeks->session, 1,
                              clamp_int(3 + weeks->before / 3 + (luck(weeks) < 0.3), 0, 10), err) &&
           adapt(weeks, listener, next_day, err);
}

static bool do_session(struct weeks *weeks, struct library *library,
                       const struct routine *prescribed, struct error *err)
{
    struct plan *plan = calloc(1, sizeof *plan);
    struct routine *routine = calloc(1, sizeof *routine);
    struct profile profile = profile_default();
    struct feature_settings settings = feature_settings_default();
    weeks->before = pain_now(weeks);
    struct listener listener = {.nrs = clamp_int(weeks->before + 2, 0, 10)};
    if (luck(weeks) < (double)weeks->before / 20)
        listener.hurts_at = 10 + (int)(luck(weeks) * 30);
    bool good = plan != NULL && routine != NULL;
    if (good) {
        make_routine(weeks, prescribed, routine);
        good = plan_resolve(routine, library_finder(library), &profile, &settings, plan, err) &&
               run_session(weeks, plan, &listener, err) && put_answers(weeks, &listener, err);
    }
    weeks->sessions++;
    free(routine);
    free(plan);
    return good;
}

/* ---- the weeks ---- */

static bool comes_today(struct weeks *weeks, unsigned days)
{
    const bool planned = days >> weeks->day % 7 & 1u;
    const bool rests = weeks->rest > 0;
    weeks->rest -= rests;
    if (weeks->course == STOPS && weeks->day > 2 * 7 + 4)
        return false;
    return planned && !rests && luck(weeks) >= (double)courses[weeks->course].missed;
}

static bool live_through(struct weeks *weeks, const char *path, struct library *library,
                         struct error *err)
{
    struct routine routine;
    weeks->chance = chance_seeded(courses[weeks->course].seed);
    weeks->side_target = weeks->course == FLARES_UP ? 30 : 24;
    weeks->history = history_open(path, NULL, err);
    bool good = weeks->history != NULL && library_routine(library, ROUTINE, &routine, err) &&
                history_put_person(weeks->history, courses[weeks->course].name,
                                   (int64_t)FIRST_DAY * DAY_S, &weeks->person, err);
    for (weeks->day = 0; good && weeks->day < WEEKS * 7; weeks->day++)
        if (comes_today(weeks, routine.days))
            good = do_session(weeks, library, &routine, err);
    history_close(weeks->history);
    return good;
}

static int write_report(const char *folder, enum course course, const char *history)
{
    char page[PATH_SIZE + 64];
    snprintf(page, sizeof page, "%s/report_%s.html", folder, courses[course].file);
    char *arguments[] = {"report", "-o",      page,        "--csv",         "--force",
                         "--to",   LAST_DATE, "--history", (char *)history, NULL};
    return cmd_report((int)ARRAY_LENGTH(arguments) - 1, arguments);
}

static int run_course(const char *folder, enum course course, struct library *library)
{
    char path[PATH_SIZE + 64];
    struct error err = {""};
    struct weeks weeks = {.course = course};
    snprintf(path, sizeof path, "%s/%s.db", folder, courses[course].file);
    if (paths_exists(path)) {
        fprintf(stderr, "weeks: %s is there already; give an empty folder\n", path);
        return EXIT_INPUT;
    }
    const double before = bench_now_s();
    if (!live_through(&weeks, path, library, &err)) {
        fprintf(stderr, "weeks: %s\n", err.text);
        return EXIT_DEVICE;
    }
    printf("%-24s %3d sessions in %.1f s\n", courses[course].name, weeks.sessions,
           bench_now_s() - before);
    return write_report(folder, course, path);
}

int bench_weeks(int argc, char **argv)
{
    if (argc != 3 || strcmp(argv[1], "-o") != 0) {
        fprintf(stderr, "unguard-bench weeks -o FOLDER\n");
        return EXIT_USAGE;
    }
    struct error err = {""};
    char config[PATH_SIZE];
    setenv("TZ", "UTC0", 1); /* the same days everywhere */
    struct library *library = paths_config(config, &err) ? library_open(config, &err) : NULL;
    if (library == NULL || (mkdir(argv[2], 0700) != 0 && !paths_exists(argv[2]))) {
        fprintf(stderr, "weeks: %s\n", library == NULL ? err.text : "the folder can't be made");
        library_close(library);
        return EXIT_DEVICE;
    }
    int exit_code = EXIT_DONE;
    for (int course = 0; course < COURSE_COUNT && exit_code == EXIT_DONE; course++)
        exit_code = run_course(argv[2], (enum course)course, library);
    library_close(library);
    return exit_code;
}
