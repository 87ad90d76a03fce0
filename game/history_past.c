#include "history_past.h"

#include "history_day.h"
#include "history_read.h"
#include "history_sql.h"
#include "plan/limits.h"

#include <stdlib.h>
#include <string.h>

#define MOST_ROWS (2 * PAST_MAX_SESSIONS) /* of the session table: some go on from others */
#define MOST_REPS (PAST_MAX_STEPS * LIMIT_SETS * LIMIT_REPS)

#define MOST_TABLES 10

struct rep_row {
    int step;           /* index in the past session */
    int set;            /* from 1 */
    float score, range; /* below 0: none; range: with has_range */
    bool has_range;
};

/* What one call works with. */
struct survey {
    struct history *history;
    struct past *past;
    struct error *err;
    int64_t id[MOST_ROWS];
    int slot[MOST_ROWS]; /* in past; below 0: too old */
    int count;
    struct rep_row rep[MOST_REPS]; /* of the present slot */
    int rep_count;
    sqlite3_stmt *statement[MOST_TABLES]; /* of session_tables, prepared once */
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

static void take_step(struct survey *survey, struct past_session *session, sqlite3_stmt *row)
{
    (void)survey;
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
}

static void take_rep(struct survey *survey, struct past_session *session, sqlite3_stmt *row)
{
    const int step = find_step(session, sql_column_int(row, 0, 0), side_at(row, 1));
    if (step < 0 || survey->rep_count >= MOST_REPS)
        return;
    survey->rep[survey->rep_count++] =
        (struct rep_row){.step = step,
                         .set = sql_column_int(row, 2, 1),
                         .score = sql_column_real(row, 3, -1),
                         .range = sql_column_real(row, 4, 0),
                         .has_range = sqlite3_column_type(row, 4) != SQLITE_NULL};
}

static void take_warnings(struct survey *survey, struct past_session *session, sqlite3_stmt *row)
{
    (void)survey;
    const int step = find_step(session, sql_column_int(row, 0, 0), side_at(row, 1));
    if (step < 0)
        return;
    session->step[step].warnings += sql_column_int(row, 2, 0);
    session->step[step].stops += sql_column_int(row, 3, 0);
}

static void take_signs(struct survey *survey, struct past_session *session, sqlite3_stmt *row)
{
    (void)survey;
    const int step = find_step(session, sql_column_int(row, 0, 0), side_at(row, 1));
    if (step >= 0)
        session->step[step].signs += sql_column_int(row, 2, 0);
}

static void take_alerts(struct survey *survey, struct past_session *session, sqlite3_stmt *row)
{
    (void)survey;
    const int step = find_step(session, sql_column_int(row, 0, 0), side_at(row, 1));
    if (step >= 0)
        session->step[step].alerts += sql_column_int(row, 2, 0);
}

static void raise_to(int32_t *most, int32_t value)
{
    *most = value > *most ? value : *most;
}

static void take_pain(struct survey *survey, struct past_session *session, sqlite3_stmt *row)
{
    (void)survey;
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

static void take_effort(struct survey *survey, struct past_session *session, sqlite3_stmt *row)
{
    (void)survey;
    for (int i = 0; i < session->step_count; i++)
        if (session->step[i].position == sql_column_int(row, 0, -1))
            raise_to(&session->step[i].effort, sql_column_int(row, 1, -1));
}

/* Newest first, so that the session's first change has the last word: its `from` is what the
 * routine asked for. */
static void take_change(struct survey *survey, struct past_session *session, sqlite3_stmt *row)
{
    (void)survey;
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

static void take_flag(struct survey *survey, struct past_session *session, sqlite3_stmt *row)
{
    (void)survey;
    session->red_flag = session->red_flag || sql_column_int(row, 0, 0) != 0;
}

static void take_head(struct survey *survey, struct past_session *session, sqlite3_stmt *row)
{
    (void)survey;
    char reason[ID_SIZE];
    sql_column_text(row, 0, session->routine, sizeof(session->routine));
    sql_column_text(row, 2, reason, sizeof(reason));
    session->day = sql_column_int(row, 1, 0);
    session->completed = strcmp(reason, done_reason_name(DONE_COMPLETED)) == 0;
    session->stopped_for_pain =
        session->stopped_for_pain || strcmp(reason, done_reason_name(DONE_PAIN)) == 0;
}

/* In this order: steps first, for the others to find theirs. */
static const struct {
    const char *sql;
    void (*take)(struct survey *, struct past_session *, sqlite3_stmt *);
} session_tables[MOST_TABLES] = {
    {"SELECT routine, day, reason FROM session WHERE id = ?1", take_head},
    {"SELECT position, side, exercise, sets, reps, hold_s, target FROM step"
     " WHERE session = ?1 ORDER BY id",
     take_step},
    {"SELECT position, side, set_no, score, range_deg FROM repetition"
     " WHERE session = ?1 ORDER BY id",
     take_rep},
    {"SELECT position, side, count(*), sum(level = 'stop') FROM warning WHERE session = ?1"
     " GROUP BY position, side",
     take_warnings},
    {"SELECT position, side, count(DISTINCT set_no * 1000 + index_no) FROM sign"
     " WHERE session = ?1 GROUP BY position, side",
     take_signs},
    {"SELECT position, side, count(*) FROM alert WHERE session = ?1 GROUP BY position, side",
     take_alerts},
    {"SELECT kind, position, side, nrs FROM pain WHERE session = ?1", take_pain},
    {"SELECT position, cr10 FROM effort WHERE session = ?1", take_effort},
    {"SELECT exercise, side, variable, from_value FROM change WHERE session = ?1"
     " ORDER BY id DESC",
     take_change},
    {"SELECT max(answer) FROM screening WHERE session = ?1", take_flag},
};

static bool read_session(struct survey *survey, int64_t id, struct past_session *session)
{
    bool good = true;
    for (int i = 0; good && i < MOST_TABLES; i++) {
        sqlite3_stmt *rows = survey->statement[i];
        sqlite3_reset(rows);
        sqlite3_bind_int64(rows, 1, id);
        while (sql_next(survey->history, rows, &good, survey->err))
            session_tables[i].take(survey, session, rows);
    }
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

static void summarise_step(const struct survey *survey, int index, struct past_step *step)
{
    float range[LIMIT_SETS * LIMIT_REPS], sum[LIMIT_SETS] = {0}, form[LIMIT_SETS], all = 0;
    int ranges = 0, scored[LIMIT_SETS] = {0}, sets = 0;
    for (int i = 0; i < survey->rep_count; i++) {
        const struct rep_row *rep = &survey->rep[i];
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

/* ---- which sessions ---- */

/* The place of a session in past: a new one, or that of the one it goes on with. */
static int place_of(const struct survey *survey, int at, int64_t resumed_from, int slots)
{
    for (int i = at - 1; i >= 0; i--)
        if (survey->id[i] == resumed_from)
            return survey->slot[i];
    return slots;
}

/* The newest sessions, oldest first, and the slots they share. False with err. */
static bool list_sessions(struct survey *survey, int64_t person)
{
    int64_t resumed_from[MOST_ROWS];
    bool good = false;
    sqlite3_stmt *rows =
        sql_query(survey->history,
                  "SELECT id, resumed_from FROM (SELECT id, resumed_from FROM session"
                  " WHERE person = ?1 ORDER BY id DESC LIMIT ?2) ORDER BY id",
                  SQL_VALUES(sql_int(person), sql_int(MOST_ROWS)), survey->err);
    while (rows != NULL && sql_next(survey->history, rows, &good, survey->err)) {
        survey->id[survey->count] = sqlite3_column_int64(rows, 0);
        resumed_from[survey->count++] = sqlite3_column_int64(rows, 1);
    }
    sqlite3_finalize(rows);
    int slots = 0;
    for (int i = 0; i < survey->count; i++) {
        survey->slot[i] = place_of(survey, i, resumed_from[i], slots);
        slots += survey->slot[i] == slots;
    }
    const int over = slots > PAST_MAX_SESSIONS ? slots - PAST_MAX_SESSIONS : 0;
    for (int i = 0; i < survey->count; i++)
        survey->slot[i] -= over;
    survey->past->session_count = slots - over;
    return good;
}

static bool read_slot(struct survey *survey, int slot)
{
    struct past_session *session = &survey->past->session[slot];
    *session = (struct past_session){.nrs_before = -1, .nrs_after = -1, .nrs_next_day = -1};
    survey->rep_count = 0;
    for (int i = 0; i < survey->count; i++)
        if (survey->slot[i] == slot && !read_session(survey, survey->id[i], session))
            return false;
    for (int i = 0; i < session->step_count; i++)
        summarise_step(survey, i, &session->step[i]);
    return true;
}

/* The newest answer to each question. */
static bool read_screening(struct survey *survey, int64_t person)
{
    struct past *past = survey->past;
    bool good = false;
    sqlite3_stmt *rows =
        sql_query(survey->history,
                  "SELECT flag, answer, at FROM screening WHERE id IN"
                  " (SELECT max(id) FROM screening WHERE person = ?1 GROUP BY flag) ORDER BY id",
                  SQL_VALUES(sql_int(person)), survey->err);
    while (rows != NULL && sql_next(survey->history, rows, &good, survey->err)) {
        past->screened = true;
        past->screened_day = history_day(sqlite3_column_int64(rows, 2));
        if (past->red_flag[0] == '\0' && sql_column_int(rows, 1, 0) != 0)
            sql_column_text(rows, 0, past->red_flag, sizeof(past->red_flag));
    }
    sqlite3_finalize(rows);
    return good;
}

static bool read_all(struct survey *survey, int64_t person)
{
    for (int i = 0; i < MOST_TABLES; i++) {
        survey->statement[i] =
            sql_query(survey->history, session_tables[i].sql, SQL_NO_VALUES, survey->err);
        if (survey->statement[i] == NULL)
            return false;
    }
    if (!list_sessions(survey, person) || !read_screening(survey, person))
        return false;
    for (int i = 0; i < survey->past->session_count; i++)
        if (!read_slot(survey, i))
            return false;
    return true;
}

/* All as it is at one moment. */
static bool read_person(struct survey *survey, const char *name)
{
    int64_t person;
    if (!sql_script(survey->history, "BEGIN", survey->err))
        return false;
    bool good = history_person(survey->history, name, &person, survey->err);
    if (good && person != 0)
        good = read_all(survey, person);
    for (int i = 0; i < MOST_TABLES; i++)
        sqlite3_finalize(survey->statement[i]);
    sql_script(survey->history, "COMMIT", NULL);
    return good;
}

bool history_past(struct history *history, const char *person, struct past *past, struct error *err)
{
    memset(past, 0, sizeof(*past));
    struct survey *survey = calloc(1, sizeof(*survey));
    if (survey == NULL)
        return error_set(err, "there isn't enough memory to look at earlier sessions");
    survey->history = history;
    survey->past = past;
    survey->err = err;
    const bool good = read_person(survey, person);
    if (!good)
        memset(past, 0, sizeof(*past));
    free(survey);
    return good;
}
