#include "history_garden.h"

#include "history_read.h"
#include "history_sql.h"

#include <stdlib.h>
#include <string.h>

#define MOST_ROWS (3 * GALLERY_MAX) /* of the session table: some go on from others */

/* One row of it. */
struct session_row {
    int64_t id, resumed_from;
    int32_t day;
    char routine_name[NAME_SIZE], plan_hash[32], reason[ID_SIZE];
};

struct place {
    int32_t step, set;
    enum body_side side;
};

static enum body_side side_at(sqlite3_stmt *row, int column)
{
    char name[16];
    sql_column_text(row, column, name, sizeof(name));
    for (int i = SIDE_NONE; i <= SIDE_RIGHT; i++)
        if (strcmp(name, side_name((enum body_side)i)) == 0)
            return (enum body_side)i;
    return SIDE_NONE;
}

static int64_t us_at(sqlite3_stmt *row, int column)
{
    return (int64_t)((double)sql_column_real(row, column, 0) * 1e6);
}

/* ---- the rows as the events they came from ---- */

static bool read_beds(struct history *history, int64_t session, struct garden *garden,
                      struct error *err)
{
    bool good = false;
    sqlite3_stmt *rows = sql_query(history,
                                   "SELECT position, side, sets * reps, hold_s FROM step"
                                   " WHERE session = ?1 ORDER BY position, side",
                                   SQL_VALUES(sql_int(session)), err);
    while (rows != NULL && sql_next(history, rows, &good, err))
        garden_add_bed(garden, sql_column_int(rows, 0, 0), side_at(rows, 1),
                       sql_column_int(rows, 2, 0), sql_column_real(rows, 3, 0));
    sqlite3_finalize(rows);
    return good;
}

static bool read_items(struct history *history, int64_t repetition, struct rep_result *rep,
                       struct error *err)
{
    bool good = false;
    sqlite3_stmt *rows = sql_query(history,
                                   "SELECT rule, points, seen FROM deduction"
                                   " WHERE repetition = ?1 ORDER BY rowid",
                                   SQL_VALUES(sql_int(repetition)), err);
    while (rows != NULL && sql_next(history, rows, &good, err)) {
        if (rep->item_count >= SCORE_MAX_ITEMS)
            continue;
        struct score_item *item = &rep->item[rep->item_count++];
        sql_column_text(rows, 0, item->rule, sizeof(item->rule));
        item->points = sql_column_real(rows, 1, 0);
        item->seen = sql_column_int(rows, 2, 0) != 0;
    }
    sqlite3_finalize(rows);
    return good;
}

static void begin_set(struct garden *garden, struct place *at, struct place now, int64_t t_us)
{
    if (at->set == now.set && at->step == now.step && at->side == now.side)
        return;
    *at = now;
    const struct event event = {.type = EVENT_SET_STARTED,
                                .t_us = t_us,
                                .step = now.step,
                                .set = now.set,
                                .side = now.side};
    garden_event(garden, &event);
}

static enum warning_level level_at(sqlite3_stmt *row, int column)
{
    char name[16];
    sql_column_text(row, column, name, sizeof(name));
    for (int i = WARNING_APPROACHING; i < WARNING_WITHDRAWN; i++)
        if (strcmp(name, warning_level_name((enum warning_level)i)) == 0)
            return (enum warning_level)i;
    return WARNING_WITHDRAWN;
}

static bool take_row(struct history *history, sqlite3_stmt *row, struct garden *garden,
                     struct place *at, struct error *err)
{
    struct event event = {.type = EVENT_WARNING,
                          .t_us = us_at(row, 5),
                          .step = sql_column_int(row, 2, 0),
                          .side = side_at(row, 3),
                          .set = sql_column_int(row, 4, 1)};
    begin_set(garden, at, (struct place){event.step, event.set, event.side}, event.t_us);
    if (sql_column_int(row, 0, 0) == 0) {
        event.u.rule.level = level_at(row, 8);
        garden_event(garden, &event);
        return true;
    }
    event.type = EVENT_REP;
    event.u.rep = (struct rep_result){.end_us = event.t_us,
                                      .unscored = sqlite3_column_type(row, 6) == SQLITE_NULL,
                                      .score = sql_column_real(row, 6, 0),
                                      .hold_seen = sqlite3_column_type(row, 7) != SQLITE_NULL,
                                      .hold_s = sql_column_real(row, 7, 0)};
    if (!read_items(history, sqlite3_column_int64(row, 1), &event.u.rep, err))
        return false;
    garden_event(garden, &event);
    return true;
}

static bool read_movement(struct history *history, int64_t session, struct garden *garden,
                          struct error *err)
{
    bool good = false, whole = true;
    struct place at = {.step = -1};
    sqlite3_stmt *rows = sql_query(
        history,
        "SELECT 1 AS what, id, position, side, set_no, t_s, score, hold_s, NULL FROM repetition"
        " WHERE session = ?1 UNION ALL"
        " SELECT 0, id, position, side, set_no, t_s, NULL, NULL, level FROM warning"
        " WHERE session = ?1 ORDER BY t_s, what, id",
        SQL_VALUES(sql_int(session)), err);
    while (rows != NULL && whole && sql_next(history, rows, &good, err))
        whole = take_row(history, rows, garden, &at, err);
    sqlite3_finalize(rows);
    return good && whole;
}

/* Where it hurt is known only by step and side: which set it was makes no difference. */
static bool read_told(struct history *history, int64_t session, struct garden *garden,
                      struct error *err)
{
    bool good = false;
    sqlite3_stmt *rows = sql_query(history,
                                   "SELECT position, side FROM pain WHERE session = ?1 AND"
                                   " kind = 'hurt' ORDER BY id",
                                   SQL_VALUES(sql_int(session)), err);
    struct place at = {.step = -1};
    while (rows != NULL && sql_next(history, rows, &good, err)) {
        const struct event asked = {.type = EVENT_PAIN_ASKED, .u.pain.kind = ASK_HURT};
        begin_set(garden, &at, (struct place){sql_column_int(rows, 0, 0), 0, side_at(rows, 1)},
                  INT64_MAX);
        garden_event(garden, &asked);
    }
    sqlite3_finalize(rows);
    return good;
}

static enum done_reason reason_of(const char *name)
{
    for (int i = DONE_COMPLETED; i <= DONE_RED_FLAG; i++)
        if (strcmp(name, done_reason_name((enum done_reason)i)) == 0)
            return (enum done_reason)i;
    return DONE_QUIT;
}

/* ---- sessions ---- */

static bool list_sessions(struct history *history, int64_t person, struct session_row *row,
                          int *count, struct error *err)
{
    bool good = false;
    *count = 0;
    sqlite3_stmt *rows = sql_query(history,
                                   "SELECT id, resumed_from, day, routine_name, plan_hash, reason"
                                   " FROM session WHERE person = ?1 ORDER BY id DESC LIMIT ?2",
                                   SQL_VALUES(sql_int(person), sql_int(MOST_ROWS)), err);
    while (rows != NULL && *count < MOST_ROWS && sql_next(history, rows, &good, err)) {
        struct session_row *own = &row[(*count)++];
        own->id = sqlite3_column_int64(rows, 0);
        own->resumed_from = sqlite3_column_int64(rows, 1);
        own->day = sql_column_int(rows, 2, 0);
        sql_column_text(rows, 3, own->routine_name, sizeof(own->routine_name));
        sql_column_text(rows, 4, own->plan_hash, sizeof(own->plan_hash));
        sql_column_text(rows, 5, own->reason, sizeof(own->reason));
    }
    sqlite3_finalize(rows);
    return good;
}

static bool read_part(struct history *history, const struct session_row *row, struct garden *garden,
                      struct error *err)
{
    if (!read_beds(history, row->id, garden, err) ||
        !read_movement(history, row->id, garden, err) || !read_told(history, row->id, garden, err))
        return false;
    const struct event done = {
        .type = EVENT_SESSION_DONE, .t_us = INT64_MAX, .u.done.reason = reason_of(row->reason)};
    garden_event(garden, &done);
    return true;
}

/* The session that row[newest] went on with, and so on back; then forwards again. */
static bool read_chain(struct history *history, const struct session_row *row, int count,
                       int newest, bool *taken, struct garden *garden, struct error *err)
{
    int chain[MOST_ROWS], length = 0;
    for (int i = newest; i < count; i++) {
        if (i == newest || row[i].id == row[chain[length - 1]].resumed_from) {
            chain[length++] = i;
            taken[i] = true;
        }
    }
    garden_init(garden, strtoull(row[chain[length - 1]].plan_hash, NULL, 16));
    for (int i = length - 1; i >= 0; i--)
        if (!read_part(history, &row[chain[i]], garden, err))
            return false;
    return true;
}

static bool read_gardens(struct history *history, int64_t person, struct session_row *row,
                         struct gallery *gallery, struct error *err)
{
    bool taken[MOST_ROWS] = {false};
    int count;
    if (!list_sessions(history, person, row, &count, err))
        return false;
    for (int i = 0; i < count && gallery->count < GALLERY_MAX; i++) {
        if (taken[i])
            continue;
        struct gallery_garden *past = &gallery->past[gallery->count];
        past->day = row[i].day;
        text_copy(past->routine_name, sizeof(past->routine_name), row[i].routine_name);
        if (!read_chain(history, row, count, i, taken, &past->garden, err))
            return false;
        int32_t told = 0;
        for (int32_t bed = 0; bed < past->garden.bed_count; bed++)
            told += past->garden.bed[bed].told;
        gallery->count += past->garden.reps > 0 || told > 0;
    }
    return true;
}

bool history_gardens(struct history *history, const char *person, struct gallery *gallery,
                     struct error *err)
{
    int64_t number;
    gallery->count = 0;
    struct session_row *row = calloc(MOST_ROWS, sizeof(*row));
    if (row == NULL)
        return error_set(err, "there isn't enough memory to look at past gardens");
    bool good = sql_script(history, "BEGIN", err);
    if (good) {
        good = history_person(history, person, &number, err) &&
               (number == 0 || read_gardens(history, number, row, gallery, err));
        sql_script(history, "COMMIT", NULL);
    }
    free(row);
    return good;
}
