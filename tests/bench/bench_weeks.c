/* Ten weeks of three simulated people, and the report of each: unguard-bench weeks -o FOLDER
 *
 * One recovers, one flares up, one stops in the third week. Each day that the routine names they do
 * what `unguard play` does: the plan comes from the history by the rules of config/safety.cfg, a
 * simulated person moves before the real coach and answers what it asks, all of it is stored as it
 * happens, and the next plan takes it in. Made up here, by rules and a seed, are the people alone:
 * how much it hurts and when, how well they move, which days they miss, and that they rest when a
 * rest day is proposed. What becomes of their plan is the program's doing. */
#include "bench.h"
#include "commands.h"
#include "history_baseline.h"
#include "history_consent.h"
#include "history_morning.h"
#include "history_past.h"
#include "history_session.h"
#include "paths.h"
#include "prescribe.h"
#include "session/performer.h"
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WEEKS      10
#define ROUTINE    "core_and_glutes" /* Monday, Wednesday, Friday */
#define ROUTE_DAYS 0x15u             /* bits from Monday on: as the routine says */
#define FIRST_DAY  20514             /* Monday, 2 March 2026 */
#define LAST_DATE  "2026-05-10"
#define DAY_S      86400
#define EVENING_S  (18 * 3600)
#define FRAME_RATE 15.0f
#define TRACKER    "simulated"
#define UNTOLD     0.03 /* share of the questions that a person would rather not answer */

enum course { RECOVERS, FLARES_UP, STOPS, COURSE_COUNT };
static const struct {
    const char *name, *file;
    uint64_t seed;
    float pain_first, pain_last;   /* NRS before a session, in week 1 and 10 */
    float flaws_first, flaws_last; /* share of sessions with a flaw */
    float grade_first, grade_last; /* of it */
    float worse_first, worse_last; /* share of mornings after that hurt more than the day before */
    float missed;                  /* share of the planned days */
} courses[COURSE_COUNT] = {
    {"Recovering (simulated)", "recovering", 11, 2.4f, -0.8f, 0.7f, 0.1f, 1.8f, 0.6f, 0.25f, 0.0f,
     0.06f},
    {"Flaring up (simulated)", "flaring_up", 24, 1.6f, 5.0f, 0.2f, 0.9f, 0.8f, 2.2f, 0.05f, 0.5f,
     0.10f},
    {"Stopping (simulated)", "stopping", 35, 3.6f, 3.6f, 0.6f, 0.6f, 1.5f, 1.5f, 0.2f, 0.2f, 0.10f},
};

/* One person's weeks so far. */
struct weeks {
    enum course course;
    struct chance chance;
    struct history *history;
    struct settings settings;
    const struct safety_rules *rules;
    int32_t day;     /* from the first on */
    int32_t morning; /* NRS of the morning after the last session; -1: there was none */
    int sessions, rested, changes;
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
    return clamp_int((int)((double)mean + chance_between(&weeks->chance, -0.7, 0.7) + 0.5), 0, 9);
}

/* What the person does badly today, if anything; whoever is sore goes less far, or stops on the
 * way. */
static struct performer_options person_today(struct weeks *weeks, int32_t pain)
{
    static const enum flaw_kind kinds[] = {FLAW_FAULT, FLAW_FAULT,      FLAW_LIMIT, FLAW_RUSH,
                                           FLAW_SHORT, FLAW_HESITATION, FLAW_DROP};
    static const enum flaw_kind sore[] = {FLAW_SHORT, FLAW_SHORT, FLAW_HESITATION, FLAW_SLOWING};
    const enum course course = weeks->course;
    struct performer_options options = {.frame_rate = FRAME_RATE,
                                        .noise_px = 0.5f,
                                        .dropout = 0.01f,
                                        .seed = chance_bits(&weeks->chance),
                                        .aspect = 16.0f / 9,
                                        .varied = true};
    const double flaws =
        (double)between(weeks, courses[course].flaws_first, courses[course].flaws_last);
    const float grade = between(weeks, courses[course].grade_first, courses[course].grade_last);
    const double pick = luck(weeks);
    const int rule = (int)(luck(weeks) * 3);
    const bool flawed = luck(weeks) < flaws;
    options.faulty_set = luck(weeks) < flaws / 2 ? 1 : 0;
    if (flawed && pain >= 3)
        options.flaw = (struct flaw){sore[(size_t)(pick * (double)ARRAY_LENGTH(sore))], 0,
                                     grade < 1 ? 1 : grade, SIDE_NONE};
    else if (flawed)
        options.flaw = (struct flaw){kinds[(size_t)(pick * (double)ARRAY_LENGTH(kinds))], rule,
                                     grade, SIDE_NONE};
    return options;
}

/* How it is for the person on one day: the same, whoever asks. */
struct body_today {
    int32_t before, during, after, effort; /* NRS, and CR10 */
    int hurts_at; /* "that hurt" with this repetition of the session; 0: never */
};

static struct body_today body_today(struct weeks *weeks)
{
    struct body_today body = {.before = pain_now(weeks)};
    const bool worse = luck(weeks) < (double)body.before / 12;
    body.during = clamp_int(body.before + (worse                              ? 2
                                           : luck(weeks) < 0.12 * body.before ? 1
                                                                              : 0),
                            0, 10);
    body.after = clamp_int(body.during - (luck(weeks) < 0.6 ? 1 : 0), 0, 10);
    body.effort = clamp_int(2 + body.before / 2 + (luck(weeks) < 0.4), 0, 10);
    if (worse)
        body.hurts_at = 8 + (int)(luck(weeks) * 20);
    return body;
}

/* Pain comes back overnight, or eases. */
static int32_t next_morning(struct weeks *weeks, const struct body_today *body)
{
    const double worse = (double)between(weeks, courses[weeks->course].worse_first,
                                         courses[weeks->course].worse_last);
    const int32_t change = luck(weeks) < worse ? 1 + (luck(weeks) < 0.3) : -(luck(weeks) < 0.5);
    return clamp_int(body->before + change, 0, 10);
}

/* ---- a session ---- */

#define LONGEST_US (2 * 3600 * (int64_t)1000000) /* nobody exercises that long */

/* Looks at what is asked, as the screens show it, and answers one thing after each input. */
struct person {
    struct world world;
    struct weeks *weeks;
    const struct body_today *body;
    int reps;
    bool hurts, placed; /* wants to say so; has said where */
};

static void listen(void *self, const struct event *event)
{
    struct person *person = self;
    if (event->type == EVENT_REP && ++person->reps == person->body->hurts_at)
        person->hurts = true;
    world_event(&person->world, event);
}

static struct action where(struct person *person)
{
    static const enum pain_place places[] = {PLACE_LEFT_PELVIS, PLACE_LEFT_PELVIS, PLACE_BUTTOCK,
                                             PLACE_LOW_BACK};
    const double pick = luck(person->weeks) * (double)ARRAY_LENGTH(places);
    person->placed = true;
    return (struct action){ACTION_PAIN_PLACE, (int32_t)places[(size_t)pick]};
}

static struct action answer(struct person *person, enum ask_kind kind)
{
    const struct body_today *body = person->body;
    const int32_t value[ASK_KIND_COUNT] = {
        [ASK_HURT] = body->during,   [ASK_NEXT_DAY] = person->weeks->morning,
        [ASK_BEFORE] = body->before, [ASK_BETWEEN] = body->during,
        [ASK_AFTER] = body->after,   [ASK_EFFORT] = body->effort};
    if (kind == ASK_HURT && !person->placed && !person->world.guarding)
        return where(person);
    person->placed = false;
    if (kind != ASK_HURT && luck(person->weeks) < UNTOLD)
        return (struct action){.type = ACTION_SKIP};
    return (struct action){kind == ASK_EFFORT ? ACTION_EFFORT_ANSWER : ACTION_PAIN_ANSWER,
                           value[kind]};
}

static void act(struct person *person, struct session *session)
{
    enum ask_kind kind;
    if (person->world.screening_open) {
        session_act(session,
                    (struct action){ACTION_SCREENING_ANSWER, 2 * person->world.screening_flag});
    } else if (world_question(&person->world, &kind)) {
        session_act(session, answer(person, kind));
    } else if (person->hurts) {
        person->hurts = false;
        session_act(session, (struct action){.type = ACTION_THAT_HURT});
    }
}

/* A set in which nothing is counted for a while is skipped, as people do. */
static bool step_through(struct session *session, struct person *person, struct error *err)
{
    const int64_t patience_us = 60000000;
    int64_t since_us = 0;
    int reps = 0;
    for (;;) {
        const enum pull pull = session_step(session, err);
        if (pull != PULL_INPUT)
            return pull == PULL_END;
        const struct coach *coach = session_coach(session);
        if (coach->now_us > LONGEST_US)
            return error_set(err, "a session went on for two hours");
        act(person, session);
        if (person->reps != reps || coach->stage == STAGE_REST)
            since_us = coach->now_us;
        reps = person->reps;
        if (coach->now_us - since_us < patience_us)
            continue;
        session_act(session, (struct action){ACTION_SKIP, 0});
        since_us = coach->now_us;
    }
}

static int64_t evening_of(const struct weeks *weeks)
{
    return (int64_t)(FIRST_DAY + weeks->day) * DAY_S + EVENING_S;
}

static bool run_session(struct weeks *weeks, const struct plan *plan, const struct body_today *body,
                        struct error *err)
{
    const struct history_about about = {.person = courses[weeks->course].name,
                                        .tracker = TRACKER,
                                        .model = "-",
                                        .started_at = evening_of(weeks)};
    struct performer *performer = performer_create(plan, person_today(weeks, body->before));
    struct session *session =
        performer == NULL ? NULL : session_create(plan, performer_source(performer), NULL);
    struct history_session *stored =
        session == NULL ? NULL : history_session_open(weeks->history, plan, &about);
    struct person *person = calloc(1, sizeof *person);
    bool good = (stored != NULL && person != NULL) || error_set(err, "out of memory");
    if (good) {
        person->weeks = weeks;
        person->body = body;
        world_init(&person->world, plan);
        session_add_sink(session, history_session_sink(stored));
        session_add_sink(session, (struct sink){listen, person});
        session_add_sink(session, performer_sink(performer));
        good = step_through(session, person, err);
    }
    good = history_session_close(stored, good ? err : NULL) && good;
    session_free(session);
    performer_free(performer);
    free(person);
    return good;
}

/* The next session's plan, as `unguard play` makes it; progress: what it has to say. */
static struct plan *plan_today(struct weeks *weeks, struct progress *progress, struct error *err)
{
    const struct prescription wanted = {.routine = ROUTINE};
    const char *person = courses[weeks->course].name;
    struct past *past = calloc(1, sizeof *past);
    struct plan *plan = NULL;
    if (past == NULL)
        error_set(err, "out of memory");
    else if (history_past(weeks->history, person, past, err))
        plan = prescribe_session(&weeks->settings, &wanted, weeks->rules, past,
                                 FIRST_DAY + weeks->day, progress, err);
    free(past);
    if (plan == NULL || history_baselines(weeks->history, person, TRACKER, "-", plan, err))
        return plan;
    free(plan);
    return NULL;
}

static int count_changes(const struct plan *plan)
{
    int count = 0;
    for (int i = 0; i < plan->change_count; i++)
        count += strcmp(plan->change[i].rule, "kept") != 0;
    return count;
}

static bool do_session(struct weeks *weeks, struct error *err)
{
    struct progress progress;
    if (weeks->morning >= 0 && luck(weeks) >= UNTOLD &&
        !history_tell_morning(weeks->history, courses[weeks->course].name, evening_of(weeks),
                              weeks->morning, err))
        return false;
    weeks->morning = -1; /* told once */
    struct plan *plan = plan_today(weeks, &progress, err);
    if (plan == NULL)
        return false;
    plan->ask.next_day = false;
    bool good = true;
    if (progress.verdict == PROGRESS_GO) {
        const struct body_today body = body_today(weeks);
        good = run_session(weeks, plan, &body, err);
        weeks->morning = next_morning(weeks, &body);
        weeks->changes += count_changes(plan);
        weeks->sessions++;
    } else {
        weeks->rested++;
    }
    free(plan);
    return good;
}

/* ---- the weeks ---- */

static bool comes_today(struct weeks *weeks)
{
    const bool planned = ROUTE_DAYS >> weeks->day % 7 & 1u;
    if (weeks->course == STOPS && weeks->day > 2 * 7 + 4)
        return false;
    return planned && luck(weeks) >= (double)courses[weeks->course].missed;
}

/* The first start: the text on intended use is agreed to. */
static bool agree(const struct weeks *weeks, struct error *err)
{
    struct history_consent consent = history_consent_of(weeks->rules);
    consent.agreed = true;
    return history_consent_answer(weeks->history, courses[weeks->course].name, evening_of(weeks),
                                  &consent, err);
}

static bool live_through(struct weeks *weeks, const char *path, struct error *err)
{
    weeks->chance = chance_seeded(courses[weeks->course].seed);
    weeks->morning = -1;
    weeks->history = history_open(path, NULL, err);
    bool good = weeks->history != NULL && settings_load(&weeks->settings, err) && agree(weeks, err);
    for (weeks->day = 0; good && weeks->day < WEEKS * 7; weeks->day++)
        if (comes_today(weeks))
            good = do_session(weeks, err);
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

static int run_course(const char *folder, enum course course, const struct safety_rules *rules)
{
    char path[PATH_SIZE + 64];
    struct error err = {""};
    struct weeks weeks = {.course = course, .rules = rules};
    snprintf(path, sizeof path, "%s/%s.db", folder, courses[course].file);
    if (paths_exists(path)) {
        fprintf(stderr, "weeks: %s is there already; give an empty folder\n", path);
        return EXIT_INPUT;
    }
    const double before = bench_now_s();
    if (!live_through(&weeks, path, &err)) {
        fprintf(stderr, "weeks: %s\n", err.text);
        return EXIT_DEVICE;
    }
    printf("%-24s %3d sessions, %d days of rest instead, %d changes of the plan, in %.1f s\n",
           courses[course].name, weeks.sessions, weeks.rested, weeks.changes,
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
    setenv("TZ", "UTC0", 1);               /* the same days everywhere, */
    setenv("XDG_CONFIG_HOME", argv[2], 1); /* and nobody's own settings */
    struct safety_rules *rules = prescribe_rules(&err);
    if (rules == NULL || (mkdir(argv[2], 0700) != 0 && !paths_exists(argv[2]))) {
        fprintf(stderr, "weeks: %s\n", rules == NULL ? err.text : "the folder can't be made");
        free(rules);
        return EXIT_DEVICE;
    }
    int exit_code = EXIT_DONE;
    for (int course = 0; course < COURSE_COUNT && exit_code == EXIT_DONE; course++)
        exit_code = run_course(argv[2], (enum course)course, rules);
    free(rules);
    return exit_code;
}
