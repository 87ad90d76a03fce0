/* A small history whose figures are known: four sessions of one exercise on both sides. */
#ifndef UNGUARD_TESTS_REPORT_SAMPLE_H
#define UNGUARD_TESTS_REPORT_SAMPLE_H

#include "history.h"
#include "program.h"
#include "report.h"
#include "report_days.h"

#include <sqlite3.h>

#define SAMPLE_MONDAY 20514 /* 2 March 2026 */

/* Three exercises' worth of trouble for a page: a name, a reason and a place that try to be tags.
 */
#define SAMPLE_PERSON "Ann <b>& \"Co\""
#define SAMPLE_REASON "Because, \"so\"\n<script>alert(1)</script>"
#define SAMPLE_PLACE  "left <i>hip"

static inline void sample_path(const struct place *place, char path[512])
{
    place_join(path, place->folder, "history.db");
}

static inline void sample_sql(sqlite3 *db, const char *sql)
{
    char *why = NULL;
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, &why), SQLITE_OK, "%s: %s", sql,
                 why != NULL ? why : "");
}

/* A new history, empty; the connection is the caller's to close. */
static inline sqlite3 *sample_open(const char *path)
{
    struct error err = {{0}};
    struct history *history = history_open(path, NULL, &err);
    cr_assert_not_null(history, "%s", err.text);
    history_close(history);
    sqlite3 *db = NULL;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    return db;
}

static inline void sample_session(sqlite3 *db, int id, int day, const char *reason)
{
    char sql[1024];
    snprintf(sql, sizeof sql,
             "INSERT INTO session(id, person, routine, routine_name, plan, plan_hash, tracker,"
             " model, started_at, day, ended_at, reason, minutes) VALUES(%d, 1, 'core_and_glutes',"
             " 'Core and glutes', '', '', 't', '-', %d, %d, %d, '%s', 12.5);"
             "INSERT INTO step(session, position, exercise, exercise_name, side, view, sets, reps,"
             " hold_s, target, unit) VALUES"
             "(%d, 0, 'clamshell', 'Clamshell', 'left', 'front', 1, 2, 0, 30, 'deg'),"
             "(%d, 0, 'clamshell', 'Clamshell', 'right', 'front', 1, 2, 0, 30, 'deg');",
             id, day * 86400 + 60000, day, day * 86400 + 61000, reason, id, id);
    sample_sql(db, sql);
}

/* A value below 0 is not seen. */
static inline void sample_rep(sqlite3 *db, int session, const char *side, int index, double score,
                              double range)
{
    char sql[512], score_text[32] = "NULL", range_text[32] = "NULL";
    if (score >= 0)
        snprintf(score_text, sizeof score_text, "%.17g", score);
    if (range >= 0)
        snprintf(range_text, sizeof range_text, "%.17g", range);
    snprintf(sql, sizeof sql,
             "INSERT INTO repetition(session, position, exercise, side, set_no, index_no, t_s,"
             " score, judged, seen, range_deg, move_s, return_s)"
             " VALUES(%d, 0, 'clamshell', '%s', 1, %d, %d, %s, 1, 1, %s, 2, 0);",
             session, side, index, 10 * index + (side[0] == 'r' ? 100 : 0), score_text, range_text);
    sample_sql(db, sql);
}

static inline void sample_pain(sqlite3 *db, int session, int at, const char *kind, int nrs)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "INSERT INTO pain(person, session, at, kind, nrs) VALUES(1, nullif(%d, 0), %d, '%s',"
             " %d);",
             session, at, kind, nrs);
    sample_sql(db, sql);
}

static inline void sample_fill(sqlite3 *db)
{
    static const struct {
        int day;
        double left_score[2], right_score[2], left_range[2], right_range[2];
        int before, after;
    } rows[] = {
        {0, {70, 80}, {90, -1}, {10, 20}, {30, 30}, 4, 5},
        {4, {84, 84}, {84, 84}, {-1, -1}, {30, 30}, 4, -1},
        {7, {-1, -1}, {-1, -1}, {18, 18}, {30, 30}, 2, 2},
        {9, {90, 90}, {100, 100}, {20, 23}, {33, 33}, 1, 1},
    };
    char *sql = sqlite3_mprintf("INSERT INTO person VALUES(1, %Q, 0);", SAMPLE_PERSON);
    sample_sql(db, sql);
    sqlite3_free(sql);
    for (int i = 0; i < 4; i++) {
        const int day = SAMPLE_MONDAY + rows[i].day;
        sample_session(db, i + 1, day, i == 2 ? "quit" : "completed");
        for (int k = 0; k < 2; k++) {
            sample_rep(db, i + 1, "left", k + 1, rows[i].left_score[k], rows[i].left_range[k]);
            sample_rep(db, i + 1, "right", k + 1, rows[i].right_score[k], rows[i].right_range[k]);
        }
        sample_pain(db, i + 1, day * 86400 + 59000, "before", rows[i].before);
        if (rows[i].after >= 0)
            sample_pain(db, i + 1, day * 86400 + 61000, "after", rows[i].after);
    }
    /* The day after the first one, asked outside a session. */
    sample_pain(db, 0, (SAMPLE_MONDAY + 1) * 86400 + 30000, "next_day", 5);
    sql = sqlite3_mprintf(
        "INSERT INTO deduction VALUES(1, 'range', 20, 10, 30, 12.3, 1),"
        "(1, 'hold', 0, NULL, NULL, NULL, 0);"
        "INSERT INTO warning(session, position, exercise, side, set_no, rule, level, t_s, value,"
        " limit_value, lead_s) VALUES"
        "(1, 0, 'clamshell', 'left', 1, 'wide_opening', 'approaching', 1, 40, 45, 0.3),"
        "(1, 0, 'clamshell', 'left', 1, 'wide_opening', 'over', 1.5, 46, 45, 0),"
        "(1, 0, 'clamshell', 'left', 1, 'wide_opening', 'stop', 2, 61, 60, 0),"
        "(1, 0, 'clamshell', 'left', 1, 'wide_opening', 'withdrawn', 3, 30, 45, 0),"
        "(1, 0, 'clamshell', 'left', 1, 'wide_opening', 'approaching', 5, 40, 45, 0.3),"
        "(4, 0, 'clamshell', 'right', 1, 'wide_opening', 'approaching', 5, 40, 45, 0.3);"
        "INSERT INTO sign(session, position, exercise, side, set_no, index_no, sign, t_s, value,"
        " baseline) VALUES(4, 0, 'clamshell', 'left', 1, 2, 'hesitation', 7, 0.6, 0.1);"
        "INSERT INTO effort(session, position, cr10) VALUES(1, 0, 4);"
        "INSERT INTO change(session, exercise, side, variable, from_value, to_value, reason,"
        " source) VALUES(2, 'clamshell', 'none', 'reps', 6, 5, %Q, 'a rule');"
        "UPDATE pain SET place = %Q WHERE kind = 'after' AND session = 1;",
        SAMPLE_REASON, SAMPLE_PLACE);
    sample_sql(db, sql);
    sqlite3_free(sql);
}

/* The sample in place's folder. */
static inline void sample_make(const struct place *place)
{
    char path[512];
    sample_path(place, path);
    sqlite3 *db = sample_open(path);
    sample_fill(db);
    sqlite3_close(db);
}

#endif
