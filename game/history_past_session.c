#include "history_past_session.h"

#include "coach/event.h"
#include "history_sql.h"
#include "plan/limits.h"

#include <stdlib.h>
#include <string.h>

#define MOST_REPS   (PAST_MAX_STEPS * LIMIT_SETS * LIMIT_REPS)
#define TABLE_COUNT 10

struct rep_row {
    int step;           /* index in the past session */
    int set;            /* from 1 */
    float score, range; /* below 0: none; range: with has_range */
    bool has_range;
};

/* Large. */
struct past_reader {
    struct history *history;              /* borrowed */
    sqlite3_stmt *statement[TABLE_COUNT]; /* of session_tables */
    bool digested;                        /* the present session's steps have their digest */
    struct rep_row rep[MOST_REPS];        /* of the present session, where they have none */
    int rep_count;
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

static int find_step(const struct past_session *session, int32_t position, enum body_side side)
{
    for (int i = 0; i < session->step_count; i++)
        if (session->step[i].position == position && session->step[i].side == side)
            return i;
    return -1;
}

/* ---- a row of each table ---- */

/* What the step came to, where its session has a digest. */
static void take_digest(struct past_step *step, sqlite3_stmt *row)
{
    step->reps_done = sql_column_int(row, 7, 0);
    step->reps_scored = sql_column_int(row, 8, 0);
    step->form = sql_column_real(row, 9, -1);
    step->worst_set_form = sql_column_real(row, 10, -1);
    step->range_seen = sqlite3_column_type(row, 11) != SQLITE_NULL;
    step->range = sql_column_real(row, 11, 0);
    step->warnings = sql_column_int(row, 12, 0);
    step->stops = sql_column_int(row, 13, 0);
    step->signs = sql_column_int(row, 14, 0);
    step->alerts = sql_column_int(row, 15, 0);
}

static void take_step(struct past_reader *reader, struct past_session *session, sqlite3_stmt *row)
{
    const int32_t position = sql_column_int(row, 0, 0);
    const enum body_side side = side_at(row, 1);
    if (session->step_count >= PAST_MAX_STEPS || find_step(session, position, side) >= 0)
        return;
    struct past_step *step = &session->step[session->step_count++];
    *step = (struct past_step){.side = side,
                               .position = position,
                               .sets = sql_column_int(row, 3, 0),
                               .reps = sql_column_int(row, 4, 0),
                               .hold_s = sql_column_real(row, 5, 0),
                               .target = sql_column_real(row, 6, 0),
                               .form = -1,
                               .worst_set_form = -1,
                               .nrs = -1,
                               .effort = -1};
    step->base_sets = step->sets;
    step->base_reps = step->reps;
    step->base_hold_s = step->hold_s;
    step->base_target = step->target;
    sql_column_text(row, 2, step->exercise, sizeof(step->exercise));
    reader->digested = reader->digested && sqlite3_column_type(row, 7) != SQLITE_NULL;
    if (reader->digested)
        take_digest(step, row);
}

static void take_rep(struct past_reader *reader, struct past_session *session, sqlite3_stmt *row)
{
    const int step = find_step(session, sql_column_int(row, 0, 0), side_at(row, 1));
    if (step < 0 || reader->rep_count >= MOST_REPS)
        return;
    reader->rep[reader->rep_count++] =
        (struct rep_row){.step = step,
                         .set = sql_column_int(row, 2, 1),
                         .score = sql_column_real(row, 3, -1),
                         .range = sql_column_real(row, 4, 0),
                         .has_range = sqlite3_column_type(row, 4) != SQLITE_NULL};
}

static void take_warnings(struct past_reader *reader, struct past_session *session,
                          sqlite3_stmt *row)
{
    (void)reader;
    const int step = find_step(session, sql_column_int(row, 0, 0), side_at(row, 1));
    if (step < 0)
        return;
    session->step[step].warnings += sql_column_int(row, 2, 0);
    session->step[step].stops += sql_column_int(row, 3, 0);
}

static void take_signs(struct past_reader *reader, struct past_session *session, sqlite3_stmt *row)
{
    (void)reader;
    const int step = find_step(session, sql_column_int(row, 0, 0), side_at(row, 1));
    if (step >= 0)
        session->step[step].signs += sql_column_int(row, 2, 0);
}

static void take_alerts(struct past_reader *reader, struct past_session *session, sqlite3_stmt *row)
{
    (void)reader;
    const int step = find_step(session, sql_column_int(row, 0, 0), side_at(row, 1));
    if (step >= 0)
        session->step[step].alerts += sql_column_int(row, 2, 0);
}

static void raise_to(int32_t *most, int32_t value)
{
    *most = value > *most ? value : *most;
}

static void take_pain(struct past_reader *reader, struct past_session *session, sqlite3_stmt *row)
{
    (void)reader;
    char kind[16];
    sql_column_text(row, 0, kind, sizeof(kind));
    const int32_t nrs = sql_column_int(row, 3, -1), position = sql_column_int(row, 1, -1);
    if (strcmp(kind, "before") == 0)
        raise_to(&session->nrs_before, nrs);
    else if (strcmp(kind, "after") == 0)
        raise_to(&session->nrs_after, nrs);
    else if (strcmp(kind, "next_day") == 0)
        raise_to(&session->nrs_next_day, nrs);
    const int step = position < 0 ? -1 : find_step(session, position, side_at(row, 2));
    if (step < 0)
        return;
    raise_to(&session->step[step].nrs, nrs);
    session->step[step].hurt = session->step[step].hurt || strcmp(kind, "hurt") == 0;
}

static void take_effort(struct past_reader *reader, struct past_session *session, sqlite3_stmt *row)
{
    (void)reader;
    for (int i = 0; i < session->step_count; i++)
        if (session->step[i].position == sql_column_int(row, 0, -1))
            raise_to(&session->step[i].effort, sql_column_int(row, 1, -1));
}

/* Newest first, so that the session's first change has the last word: its `from` is what the
 * routine asked for. */
static void take_change(struct past_reader *reader, struct past_session *session, sqlite3_stmt *row)
{
    (void)reader;
    char exercise[ID_SIZE], variable[ID_SIZE];
    sql_column_text(row, 0, exercise, sizeof(exercise));
    sql_column_text(row, 2, variable, sizeof(variable));
    const enum body_side side = side_at(row, 1);
    const float from = sql_column_real(row, 3, 0);
    for (int i = 0; i < session->step_count; i++) {
        struct past_step *step = &session->step[i];
        if (strcmp(step->exercise, exercise) != 0 || (side != SIDE_NONE && side != step->side))
            continue;
        if (strcmp(variable, "sets") == 0)
            step->base_sets = (int32_t)from;
        else if (strcmp(variable, "reps") == 0)
            step->base_reps = (int32_t)from;
        else if (strcmp(variable, "hold_s") == 0)
            step->base_hold_s = from;
        else if (strcmp(variable, "target") == 0)
            step->base_target = from;
    }
}

static void take_flag(struct past_reader *reader, struct past_session *session, sqlite3_stmt *row)
{
    (void)reader;
    session->red_flag = session->red_flag || sql_column_int(row, 0, 0) != 0;
}

static void take_head(struct past_reader *reader, struct past_session *session, sqlite3_stmt *row)
{
    (void)reader;
    char reason[ID_SIZE];
    sql_column_text(row, 0, session->routine, sizeof(session->routine));
    sql_column_text(row, 2, reason, sizeof(reason));
    session->day = sql_column_int(row, 1, 0);
    session->completed = strcmp(reason, done_reason_name(DONE_COMPLETED)) == 0;
    session->stopped_for_pain =
        session->stopped_for_pain || strcmp(reason, done_reason_name(DONE_PAIN)) == 0;
}

enum session_table {
    TABLE_HEAD,
    TABLE_STEP, /* before the others, which find theirs */
    TABLE_REP,  /* this one and the next three: what a digest stands for */
    TABLE_WARNING,
    TABLE_SIGN,
    TABLE_ALERT,
    TABLE_PAIN,
    TABLE_EFFORT,
    TABLE_CHANGE,
    TABLE_FLAG
};

static const struct {
    const char *sql;
    void (*take)(struct past_reader *, struct past_session *, sqlite3_stmt *);
} session_tables[TABLE_COUNT] = {
    [TABLE_HEAD] = {"SELECT routine, day, reason FROM session WHERE id = ?1", take_head},
    [TABLE_STEP] = {"SELECT position, side, exercise, sets, reps, hold_s, target, reps_done,"
                    " reps_scored, form, worst_set_form, range_median, warnings, stops, signs,"
                    " alerts FROM step WHERE session = ?1 ORDER BY id",
                    take_step},
    [TABLE_REP] = {"SELECT position, side, set_no, score, range_deg FROM repetition"
                   " WHERE session = ?1 ORDER BY id",
                   take_rep},
    [TABLE_WARNING] = {"SELECT position, side, count(*), sum(level = 'stop') FROM warning"
                       " WHERE session = ?1 GROUP BY position, side",
                       take_warnings},
    [TABLE_SIGN] = {"SELECT position, side, count(DISTINCT set_no * 1000 + index_no) FROM sign"
                    " WHERE session = ?1 GROUP BY position, side",
                    take_signs},
    [TABLE_ALERT] = {"SELECT position, side, count(*) FROM alert WHERE session = ?1"
                     " GROUP BY position, side",
                     take_alerts},
    [TABLE_PAIN] = {"SELECT kind, position, side, nrs FROM pain WHERE session = ?1", take_pain},
    [TABLE_EFFORT] = {"SELECT position, cr10 FROM effort WHERE session = ?1", take_effort},
    [TABLE_CHANGE] = {"SELECT exercise, side, variable, from_value FROM change WHERE session = ?1"
                      " ORDER BY id DESC",
                      take_change},
    [TABLE_FLAG] = {"SELECT answer FROM screening WHERE session = ?1 AND answer != 0 LIMIT 1",
                    take_flag},
};

static bool read_table(struct past_reader *reader, enum session_table table, int64_t id,
                       struct past_session *session, struct error *err)
{
    bool good = true;
    sqlite3_stmt *rows = reader->statement[table];
    sqlite3_reset(rows);
    sqlite3_bind_int64(rows, 1, id);
    while (sql_next(reader->history, rows, &good, err))
        session_tables[table].take(reader, session, rows);
    return good;
}

/* ---- figures of a step ---- */

static int by_value(const void *a, const void *b)
{
    const float left = *(const float *)a, right = *(const float *)b;
    return (left > right) - (left < right);
}

static float median(float *value, int count)
{
    qsort(value, (size_t)count, sizeof(*value), by_value);
    return count % 2 ? value[count / 2] : 0.5f * (value[count / 2 - 1] + value[count / 2]);
}

static void summarise_step(const struct past_reader *reader, int index, struct past_step *step)
{
    float range[LIMIT_SETS * LIMIT_REPS], sum[LIMIT_SETS] = {0}, form[LIMIT_SETS], all = 0;
    int ranges = 0, scored[LIMIT_SETS] = {0}, sets = 0;
    for (int i = 0; i < reader->rep_count; i++) {
        const struct rep_row *rep = &reader->rep[i];
        if (rep->step != index)
            continue;
        const int set = clamp_int(rep->set, 1, LIMIT_SETS) - 1;
        step->reps_done++;
        if (rep->score >= 0) {
            step->reps_scored++;
            all += rep->score;
            sum[set] += rep->score;
            scored[set]++;
        }
        if (rep->has_range && ranges < (int)ARRAY_LENGTH(range))
            range[ranges++] = rep->range;
    }
    for (int i = 0; i < LIMIT_SETS; i++)
        if (scored[i] > 0)
            form[sets++] = sum[i] / (float)scored[i];
    qsort(form, (size_t)sets, sizeof(*form), by_value);
    step->form = step->reps_scored > 0 ? all / (float)step->reps_scored : -1;
    step->worst_set_form = sets > 1 ? form[1] : -1;
    step->range_seen = ranges > 0;
    step->range = ranges > 0 ? median(range, ranges) : 0;
}

/* ---- reading ---- */

struct past_reader *past_reader_open(struct history *history, struct error *err)
{
    struct past_reader *reader = calloc(1, sizeof(*reader));
    if (reader == NULL) {
        error_set(err, "there isn't enough memory to look at earlier sessions");
        return NULL;
    }
    reader->history = history;
    for (int i = 0; i < TABLE_COUNT; i++) {
        reader->statement[i] = sql_query(history, session_tables[i].sql, SQL_NO_VALUES, err);
        if (reader->statement[i] == NULL) {
            past_reader_close(reader);
            return NULL;
        }
    }
    return reader;
}

void past_reader_close(struct past_reader *reader)
{
    for (int i = 0; reader != NULL && i < TABLE_COUNT; i++)
        sqlite3_finalize(reader->statement[i]);
    free(reader);
}

/* The newest row has the last word on how it ended. */
static bool read(struct past_reader *reader, const int64_t *id, int count, bool trust,
                 struct past_session *session, struct error *err)
{
    *session = (struct past_session){.nrs_before = -1, .nrs_after = -1, .nrs_next_day = -1};
    reader->rep_count = 0;
    reader->digested = trust && count == 1;
    for (int i = 0; i < count; i++)
        for (int table = 0; table < TABLE_COUNT; table++) {
            if (reader->digested && table >= TABLE_REP && table <= TABLE_ALERT)
                continue;
            if (!read_table(reader, (enum session_table)table, id[i], session, err))
                return false;
        }
    for (int i = 0; !reader->digested && i < session->step_count; i++)
        summarise_step(reader, i, &session->step[i]);
    return true;
}

bool past_reader_read(struct past_reader *reader, const int64_t *id, int count,
                      struct past_session *session, struct error *err)
{
    return read(reader, id, count, true, session, err);
}

/* ---- the digest ---- */

static bool put_step(struct history *history, int64_t session, const struct past_step *step,
                     struct error *err)
{
    return sql_run(history,
                   "UPDATE step SET reps_done = ?4, reps_scored = ?5, form = ?6,"
                   " worst_set_form = ?7, range_median = ?8, warnings = ?9, stops = ?10,"
                   " signs = ?11, alerts = ?12"
                   " WHERE session = ?1 AND position = ?2 AND side = ?3",
                   SQL_VALUES(sql_int(session), sql_int(step->position),
                              sql_text(side_name(step->side)), sql_int(step->reps_done),
                              sql_int(step->reps_scored), sql_real_if(step->form >= 0, step->form),
                              sql_real_if(step->worst_set_form >= 0, step->worst_set_form),
                              sql_real_if(step->range_seen, step->range), sql_int(step->warnings),
                              sql_int(step->stops), sql_int(step->signs), sql_int(step->alerts)),
                   err);
}

bool history_put_digest(struct history *history, int64_t session, struct error *err)
{
    struct past_reader *reader = past_reader_open(history, err);
    struct past_session *past = malloc(sizeof(*past));
    bool good = reader != NULL && past != NULL && read(reader, &session, 1, false, past, err);
    for (int i = 0; good && i < past->step_count; i++)
        good = put_step(history, session, &past->step[i], err);
    if (reader != NULL && past == NULL)
        error_set(err, "there isn't enough memory to sum up the session");
    free(past);
    past_reader_close(reader);
    return good && sql_run(history,
                           "UPDATE session SET (repetitions, form) = (SELECT count(*), avg(score)"
                           " FROM repetition WHERE session = ?1) WHERE id = ?1",
                           SQL_VALUES(sql_int(session)), err);
}
