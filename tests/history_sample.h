/* What the tests of the history start from: a folder of its own, a plan, a session's events, and a
 * look into the file past the program. */
#ifndef UNGUARD_TESTS_HISTORY_SAMPLE_H
#define UNGUARD_TESTS_HISTORY_SAMPLE_H

#include "history_session.h"
#include "program.h"
#include "sample.h"

#include <sqlite3.h>

#define SAMPLE_START 1700000000 /* 2023-11-14 */

/* Two steps: a squat of 2 sets of 3, and the same side by side. */
static inline struct plan *history_sample_plan(void)
{
    struct plan *plan = sample_plan();
    plan->step_count = 2;
    plan->step[1] = plan->step[0];
    plan->step[1].sides = SIDES_EACH;
    text_copy(plan->step[1].id, ID_SIZE, "sample_step");
    return plan;
}

static inline struct event history_sample_rep(int step, enum body_side side, int set, int index)
{
    struct event event = {.type = EVENT_REP, .step = step, .set = set, .side = side};
    event.t_us = (int64_t)(100 * step + 30 * set + 5 * index) * 1000000;
    event.u.rep = (struct rep_result){.index = index,
                                      .end_us = event.t_us,
                                      .score = 90,
                                      .judged = 1,
                                      .seen = 1,
                                      .range_seen = true,
                                      .range = 40 + (float)index,
                                      .peak = 45,
                                      .move_s = 2,
                                      .return_s = 2,
                                      .item_count = 1};
    event.u.rep.item[0] = (struct score_item){"range", true, 10, 41, 50, event.t_us};
    return event;
}

static inline struct event history_sample_event(enum event_type type, int step, enum body_side side,
                                                int set)
{
    struct event event = {.type = type, .step = step, .set = set, .side = side};
    event.t_us = (int64_t)(100 * step + 30 * set) * 1000000;
    if (type == EVENT_SET_STARTED || type == EVENT_SET_DONE)
        event.u.step.reps = 3;
    return event;
}

static inline struct history_about history_sample_about(const char *person)
{
    return (struct history_about){
        .person = person, .tracker = "demo", .model = "-", .started_at = SAMPLE_START};
}

/* One number out of the file, by SQLite alone; -1 where it can't be had. */
static inline int64_t history_sample_number(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    int64_t number = -1;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
        number = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    sqlite3_close(db);
    return number;
}

static inline void history_sample_script(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *why = NULL;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, &why), SQLITE_OK, "%s", why);
    sqlite3_close(db);
}

/* Stores the first set of the first step: three repetitions. */
static inline int64_t history_sample_set(struct history *history, const struct plan *plan,
                                         const char *person)
{
    struct history_about about = history_sample_about(person);
    struct history_session *session = history_session_open(history, plan, &about);
    cr_assert_not_null(session);
    struct sink sink = history_session_sink(session);
    struct event event = history_sample_event(EVENT_SET_STARTED, 0, SIDE_NONE, 1);
    sink.event(sink.self, &event);
    for (int i = 1; i <= 3; i++) {
        event = history_sample_rep(0, SIDE_NONE, 1, i);
        sink.event(sink.self, &event);
    }
    event = history_sample_event(EVENT_SET_DONE, 0, SIDE_NONE, 1);
    sink.event(sink.self, &event);
    int64_t id = history_session_id(session);
    struct error err = {""};
    cr_expect(history_session_close(session, &err), "%s", err.text);
    return id;
}

/* A whole small history at path. */
static inline void history_sample_make(const char *path)
{
    struct plan *plan = history_sample_plan();
    struct error err = {""};
    struct history *history = history_open(path, NULL, &err);
    cr_assert_not_null(history, "%s", err.text);
    for (int i = 0; i < 4; i++)
        history_sample_set(history, plan, i % 2 ? "ann" : "ben");
    history_close(history);
    free(plan);
}

/* A file whole; its text ends in a zero, for the caller to free. */
static inline char *history_sample_bytes(const char *path, long *size)
{
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file, "%s", path);
    fseek(file, 0, SEEK_END);
    *size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)*size + 1);
    cr_assert(bytes && fread(bytes, 1, (size_t)*size, file) == (size_t)*size);
    fclose(file);
    return bytes;
}

#endif
