/* What the history costs at the program's start: opening it and reading what home screen and next
 * plan need, after a week and after ten years of daily sessions. */
#include "bench.h"
#include "history_past.h"
#include "history_read.h"
#include "history_write.h"
#include "paths.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RUNS      31
#define DAY_S     86400
#define STEPS     8  /* of a session; */
#define SETS      2  /* a step's */
#define REPS      8  /* a set's */
#define RECENT    30 /* sessions on the home screen */
#define TEN_YEARS 3652

static bool put_repetitions(struct history *history, int64_t session, int position,
                            struct error *err)
{
    struct history_place place = {session, position, "mini_squat", SIDE_NONE, 1};
    for (int i = 0; i < SETS * REPS; i++) {
        struct rep_result rep = {.index = i % REPS + 1, .score = 90, .judged = 1, .seen = 1};
        rep.end_us = (int64_t)(60 * position + 5 * i) * 1000000;
        rep.range_seen = true;
        rep.range = 40;
        rep.item_count = 2;
        text_copy(rep.item[0].rule, ID_SIZE, "range");
        text_copy(rep.item[1].rule, ID_SIZE, "tempo_move");
        place.set = 1 + i / REPS;
        if (!history_put_repetition(history, &place, &rep, err))
            return false;
    }
    return true;
}

static bool put_day(struct history *history, int64_t person, const struct plan *plan, int day,
                    struct error *err)
{
    struct history_about about = {"me", "demo", "-", 1500000000 + (int64_t)day * DAY_S, 0};
    struct history_pain pain = {person, 0, about.started_at, "before", -1, SIDE_NONE, 2, NULL};
    int64_t session;
    if (!history_put_session(history, &about, person, plan, &session, err))
        return false;
    pain.session = session;
    for (int i = 0; i < STEPS; i++)
        if (!put_repetitions(history, session, i, err))
            return false;
    return history_put_pain(history, &pain, err) &&
           history_end_session(history, session, about.started_at + 900, DONE_COMPLETED, 15, err);
}

static bool make(const char *path, int days, struct error *err)
{
    struct plan *plan = bench_plan();
    int64_t person;
    plan->step_count = STEPS;
    for (int i = 1; i < STEPS; i++)
        plan->step[i] = plan->step[0];
    struct history *history = history_open(path, NULL, err);
    bool good = history != NULL && history_begin(history, err) &&
                history_put_person(history, "me", 1500000000, &person, err);
    for (int day = 0; good && day < days; day++)
        good = put_day(history, person, plan, day, err);
    good = good && history_commit(history, err);
    history_close(history);
    free(plan);
    return good;
}

/* Seconds of each: opening, and reading. */
static bool time_once(const char *path, struct past *past, double took[2], struct error *err)
{
    struct history_summary recent[RECENT];
    int count;
    const double start = bench_now_s();
    struct history *history = history_open(path, NULL, err);
    took[0] = bench_now_s() - start;
    const bool good = history != NULL &&
                      history_sessions(history, "me", recent, RECENT, &count, err) &&
                      history_past(history, "me", past, err);
    took[1] = bench_now_s() - start - took[0];
    history_close(history);
    return good;
}

/* Median seconds of opening and reading, one after the other. */
static bool measure(const char *folder, const char *name, int days, double median[2],
                    struct error *err)
{
    char path[PATH_SIZE], lock[PATH_SIZE + 8];
    double opening[RUNS], reading[RUNS];
    struct stat file = {0};
    snprintf(path, sizeof(path), "%s/%d.db", folder, days);
    snprintf(lock, sizeof(lock), "%s-lock", path);
    struct past *past = malloc(sizeof(*past));
    bool good = past != NULL && make(path, days, err) && stat(path, &file) == 0;
    for (int i = 0; good && i < RUNS; i++) {
        double took[2];
        good = time_once(path, past, took, err);
        opening[i] = took[0];
        reading[i] = took[1];
    }
    free(past);
    unlink(path);
    unlink(lock);
    if (!good)
        return false;
    median[0] = bench_median(opening, RUNS);
    median[1] = bench_median(reading, RUNS);
    printf("  %-9s %5d sessions, %6.1f MB: open %6.2f ms, read %6.2f ms, both %6.2f ms\n", name,
           days, (double)file.st_size / 1e6, median[0] * 1e3, median[1] * 1e3,
           (median[0] + median[1]) * 1e3);
    return true;
}

int bench_history(int argc, char **argv)
{
    char folder[] = "/tmp/unguard-bench-XXXXXX";
    double week[2], months[2], years[2];
    struct error err = {{0}};
    (void)argc;
    (void)argv;
    if (mkdtemp(folder) == NULL) {
        fprintf(stderr, "history: /tmp can't be written to: %s\n", strerror(errno));
        return 3;
    }
    printf("history: open it, read the newest %d sessions and the past of %d (medians of %d)\n",
           RECENT, PAST_MAX_SESSIONS, RUNS);
    const bool good = measure(folder, "a week", 7, week, &err) &&
                      measure(folder, "64 days", PAST_MAX_SESSIONS, months, &err) &&
                      measure(folder, "ten years", TEN_YEARS, years, &err);
    rmdir(folder);
    if (!good) {
        fprintf(stderr, "history: %s\n", err.text);
        return 3;
    }
    printf("  ten years against a week: open %.2f times, both %.2f; against 64 days: both %.2f\n",
           years[0] / week[0], (years[0] + years[1]) / (week[0] + week[1]),
           (years[0] + years[1]) / (months[0] + months[1]));
    return 0;
}
