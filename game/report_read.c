/* From the history's rows to a report's arrays; reads and never writes. */
#include "report_read.h"

#include <stdlib.h>
#include <string.h>

#define DAY_LAST 100000 /* some day in the year 2243: no history goes further */

/* ---- rows ---- */

bool report_query(struct report_reader *reader, const char *sql, report_row *row)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(reader->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return report_unreadable(reader);
    const struct report *report = reader->report;
    const int64_t value[] = {report->person_id, reader->from_day, reader->to_day,
                             reader->session_id};
    for (int i = 0; i < sqlite3_bind_parameter_count(statement); i++)
        sqlite3_bind_int64(statement, i + 1, value[i]);
    int step;
    bool good = true;
    while (good && (step = sqlite3_step(statement)) == SQLITE_ROW)
        good = row(reader, statement);
    if (good && step != SQLITE_DONE)
        good = report_unreadable(reader);
    sqlite3_finalize(statement);
    return good;
}

bool report_unreadable(struct report_reader *reader)
{
    return error_set(reader->err,
                     "%.120s: this is no history of Unguard, or it is damaged (%.60s); nothing was "
                     "changed",
                     reader->path, sqlite3_errmsg(reader->db));
}

void *report_more(void *array, int32_t count, int32_t *room, size_t size)
{
    if (count < *room)
        return array;
    const int32_t larger = *room > 0 ? 2 * *room : 32;
    void *moved = realloc(array, (size_t)larger * size);
    if (moved != NULL)
        *room = larger;
    return moved;
}

bool report_no_memory(struct report_reader *reader)
{
    return error_set(reader->err, "there isn't enough memory for this report; close other programs "
                                  "and try again");
}

void report_text(sqlite3_stmt *row, int column, char *to, size_t size)
{
    const unsigned char *text = sqlite3_column_text(row, column);
    text_copy(to, size, text == NULL ? "" : (const char *)text);
}

double report_number(sqlite3_stmt *row, int column)
{
    const bool known = sqlite3_column_type(row, column) != SQLITE_NULL;
    return known ? sqlite3_column_double(row, column) : REPORT_UNKNOWN;
}

static int32_t whole_number(sqlite3_stmt *row, int column)
{
    const bool known = sqlite3_column_type(row, column) != SQLITE_NULL;
    return known ? sqlite3_column_int(row, column) : REPORT_UNKNOWN;
}

enum body_side report_side(sqlite3_stmt *row, int column)
{
    char name[16];
    report_text(row, column, name, sizeof(name));
    return strcmp(name, "left") == 0    ? SIDE_LEFT
           : strcmp(name, "right") == 0 ? SIDE_RIGHT
                                        : SIDE_NONE;
}

/* ---- sessions ---- */

static bool take_session(struct report_reader *reader, sqlite3_stmt *row)
{
    struct report *report = reader->report;
    struct report_session *session = report_more(report->session, report->session_count,
                                                 &report->session_room, sizeof(*session));
    if (session == NULL)
        return report_no_memory(reader);
    report->session = session;
    session += report->session_count++;
    *session = (struct report_session){.id = sqlite3_column_int64(row, 0),
                                       .started_at = sqlite3_column_int64(row, 1),
                                       .day = sqlite3_column_int(row, 2),
                                       .minutes = report_number(row, 6),
                                       .nrs_before = REPORT_UNKNOWN,
                                       .nrs_after = REPORT_UNKNOWN,
                                       .nrs_next_day = REPORT_UNKNOWN,
                                       .nrs_most = REPORT_UNKNOWN,
                                       .effort = whole_number(row, 7),
                                       .form = REPORT_UNKNOWN};
    report_text(row, 3, session->routine, sizeof(session->routine));
    report_text(row, 4, session->routine_name, sizeof(session->routine_name));
    report_text(row, 5, session->reason, sizeof(session->reason));
    return true;
}

/* Rows come in the order of the sessions, so the search goes on where the last one ended. */
struct report_session *report_session_of(struct report_reader *reader, int64_t id)
{
    struct report *report = reader->report;
    if (reader->at < report->session_count && report->session[reader->at].id == id)
        return &report->session[reader->at];
    for (int32_t i = 0; i < report->session_count; i++) {
        const int32_t at = (reader->at + i) % report->session_count;
        if (report->session[at].id == id) {
            reader->at = at;
            return &report->session[at];
        }
    }
    return NULL;
}

static void larger(int32_t *most, int32_t value)
{
    if (value > *most)
        *most = value;
}

static bool take_pain(struct report_reader *reader, sqlite3_stmt *row)
{
    struct report_session *session = report_session_of(reader, sqlite3_column_int64(row, 0));
    char kind[ID_SIZE];
    report_text(row, 1, kind, sizeof(kind));
    const int32_t nrs = sqlite3_column_int(row, 2);
    if (session == NULL || sqlite3_column_type(row, 2) == SQLITE_NULL)
        return true; /* no number was told: no point of a chart */
    if (strcmp(kind, "before") == 0) {
        session->nrs_before = nrs;
    } else if (strcmp(kind, "next_day") == 0) {
        session->nrs_next_day = nrs;
    } else {
        if (strcmp(kind, "after") == 0)
            session->nrs_after = nrs;
        larger(&session->nrs_most, nrs);
    }
    return true;
}

/* ---- repetitions ---- */

static int compare_numbers(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The repetitions of one exercise and side in one session are over: their mean and median. */
static void close_point(struct report_reader *reader)
{
    struct report_tally *tally = &reader->tally;
    if (tally->point == NULL)
        return;
    if (tally->scored > 0)
        tally->point->form = tally->score_sum / tally->scored;
    if (tally->range_count > 0) {
        qsort(tally->range, (size_t)tally->range_count, sizeof(tally->range[0]), compare_numbers);
        const int32_t middle = tally->range_count / 2;
        tally->point->range = tally->range_count % 2 == 1
                                  ? tally->range[middle]
                                  : (tally->range[middle - 1] + tally->range[middle]) / 2;
    }
    *tally = (struct report_tally){.point = NULL};
}

static struct report_line *line_of(struct report_reader *reader, sqlite3_stmt *row)
{
    struct report *report = reader->report;
    char exercise[ID_SIZE];
    report_text(row, 1, exercise, sizeof(exercise));
    const enum body_side side = report_side(row, 3);
    for (int32_t i = 0; i < report->line_count; i++)
        if (report->line[i].side == side && strcmp(report->line[i].exercise, exercise) == 0)
            return &report->line[i];
    struct report_line *line =
        report_more(report->line, report->line_count, &report->line_room, sizeof(*line));
    if (line == NULL)
        return NULL;
    report->line = line;
    line += report->line_count++;
    memset(line, 0, sizeof(*line));
    line->side = side;
    line->position = sqlite3_column_int(row, 7);
    text_copy(line->exercise, sizeof(line->exercise), exercise);
    report_text(row, 2, line->name, sizeof(line->name));
    report_text(row, 4, line->unit, sizeof(line->unit));
    return line;
}

static bool open_point(struct report_reader *reader, sqlite3_stmt *row)
{
    struct report_line *line = line_of(reader, row);
    struct report_point *point =
        line == NULL ? NULL : report_more(line->point, line->count, &line->room, sizeof(*point));
    if (point == NULL)
        return report_no_memory(reader);
    line->point = point;
    point += line->count++;
    *point = (struct report_point){
        .session = reader->at, .form = REPORT_UNKNOWN, .range = REPORT_UNKNOWN};
    reader->tally = (struct report_tally){.line = line, .point = point};
    return true;
}

static bool goes_on(const struct report_reader *reader, sqlite3_stmt *row)
{
    const struct report_tally *tally = &reader->tally;
    return tally->point != NULL && tally->point->session == reader->at &&
           tally->line->side == report_side(row, 3) &&
           strcmp(tally->line->exercise, (const char *)sqlite3_column_text(row, 1)) == 0;
}

static bool take_repetition(struct report_reader *reader, sqlite3_stmt *row)
{
    struct report_session *session = report_session_of(reader, sqlite3_column_int64(row, 0));
    if (session == NULL || sqlite3_column_text(row, 1) == NULL)
        return true;
    if (!goes_on(reader, row)) {
        close_point(reader);
        if (!open_point(reader, row))
            return false;
    }
    struct report_tally *tally = &reader->tally;
    const int32_t position = sqlite3_column_int(row, 7);
    if (position < tally->line->position)
        tally->line->position = position;
    if (sqlite3_column_int(row, 8) == 0)
        return true;
    session->reps++;
    tally->point->reps++;
    tally->line->reps++;
    if (sqlite3_column_type(row, 5) != SQLITE_NULL) {
        const double score = sqlite3_column_double(row, 5);
        tally->score_sum += score;
        tally->scored++;
        session->form = (session->scored == 0 ? 0 : session->form * session->scored) + score;
        session->form /= ++session->scored;
    }
    if (sqlite3_column_type(row, 6) != SQLITE_NULL && tally->range_count < REPORT_MAX_RANGES)
        tally->range[tally->range_count++] = sqlite3_column_double(row, 6);
    return true;
}

static int compare_lines(const void *a, const void *b)
{
    const struct report_line *x = a, *y = b;
    return x->position != y->position ? x->position - y->position : (int)x->side - (int)y->side;
}

/* ---- changes ---- */

static bool take_change(struct report_reader *reader, sqlite3_stmt *row)
{
    struct report *report = reader->report;
    struct report_change *change =
        report_more(report->change, report->change_count, &report->change_room, sizeof(*change));
    if (change == NULL)
        return report_no_memory(reader);
    report->change = change;
    change += report->change_count++;
    *change = (struct report_change){.day = sqlite3_column_int(row, 0),
                                     .side = report_side(row, 2),
                                     .from = sqlite3_column_double(row, 4),
                                     .to = sqlite3_column_double(row, 5)};
    report_text(row, 1, change->name, sizeof(change->name));
    report_text(row, 3, change->variable, sizeof(change->variable));
    report_text(row, 6, change->reason, sizeof(change->reason));
    report_text(row, 7, change->source, sizeof(change->source));
    return true;
}

/* ---- the whole ---- */

/* clang-format off: a query reads as the lines it has */

static const char sessions_sql[] =
    "SELECT x.id, x.started_at, x.day, x.routine, x.routine_name, x.reason, x.minutes,"
    " (SELECT max(cr10) FROM effort e WHERE e.session = x.id)"
    " FROM session x WHERE" REPORT_SESSIONS "ORDER BY x.started_at, x.id";

static const char pain_sql[] =
    "SELECT x.id, p.kind, p.nrs FROM pain p CROSS JOIN session x ON x.id = " REPORT_PAIN_SESSION
    " WHERE p.person = ?1 AND" REPORT_SESSIONS "ORDER BY x.started_at, x.id, p.at, p.id";

/* Steps that were prescribed come too, without a repetition and first: they have the names, and
 * what was not seen, or not reached, is a gap of its session. */
static const char repetitions_sql[] =
    "SELECT x.id, r.exercise, r.name, r.side, r.unit, r.score, r.range, r.position, r.done FROM"
    " (SELECT session, exercise, NULL AS name, side, NULL AS unit, score, range_deg AS range,"
    "  position, 1 AS done, t_s FROM repetition"
    "  UNION ALL SELECT session, exercise, exercise_name, side, unit, NULL, NULL, position, 0, 0"
    "  FROM step) r JOIN session x ON x.id = r.session"
    " WHERE" REPORT_SESSIONS "ORDER BY x.started_at, x.id, r.exercise, r.side, r.done, r.t_s";

static const char changes_sql[] =
    "SELECT x.day, coalesce((SELECT s.exercise_name FROM step s WHERE s.session = c.session"
    " AND s.exercise = c.exercise LIMIT 1), c.exercise), c.side, c.variable, c.from_value,"
    " c.to_value, c.reason, c.source FROM " REPORT_CHANGES " c JOIN session x ON x.id = c.session"
    " WHERE" REPORT_SESSIONS "ORDER BY x.started_at, x.id, c.id";

static const char last_sql[] =
    "SELECT x.id FROM session x WHERE x.person = ?1 AND x.day BETWEEN ?2 AND ?3"
    " ORDER BY x.started_at DESC, x.id DESC LIMIT 1";
/* clang-format on */

static bool read_all(struct report_reader *reader)
{
    struct report *report = reader->report;
    if (!report_query(reader, sessions_sql, take_session) ||
        !report_query(reader, pain_sql, take_pain))
        return false;
    reader->at = 0;
    if (!report_query(reader, repetitions_sql, take_repetition))
        return false;
    close_point(reader);
    if (report->line_count > 0)
        qsort(report->line, (size_t)report->line_count, sizeof(*report->line), compare_lines);
    return report_read_causes(reader) && report_query(reader, changes_sql, take_change);
}

/* The days that the plan is held against: today isn't over yet. */
static void settle_days(struct report *report, const struct report_wanted *wanted)
{
    const int32_t count = report->session_count;
    report->from_day = wanted->from_day;
    report->to_day = wanted->to_day;
    if (count == 0)
        return;
    const int32_t last = report->session[count - 1].day;
    if (!wanted->from_given || wanted->one_session)
        report->from_day = report->session[0].day;
    if (wanted->one_session)
        report->to_day = last;
    else if (!wanted->to_given)
        report->to_day = last >= wanted->to_day ? last : wanted->to_day - 1;
}

static bool take_last(struct report_reader *reader, sqlite3_stmt *row)
{
    reader->session_id = sqlite3_column_int64(row, 0);
    return true;
}

static bool choose_session(struct report_reader *reader, const struct report_wanted *wanted)
{
    reader->session_id = wanted->session_id;
    return !wanted->last_session || report_query(reader, last_sql, take_last);
}

static bool read_report(struct report_reader *reader, const struct report_wanted *wanted)
{
    struct report *report = reader->report;
    if (!report_person(reader, wanted->person))
        return false;
    reader->from_day = wanted->from_given ? wanted->from_day : -DAY_LAST;
    reader->to_day = wanted->to_given ? wanted->to_day : DAY_LAST;
    if (wanted->one_session && !choose_session(reader, wanted))
        return false;
    if (!read_all(reader))
        return false;
    settle_days(report, wanted);
    if (!wanted->one_session)
        return true;
    if (report->session_count == 0 && !wanted->last_session)
        return error_set(reader->err,
                         "%.120s: there is no session %lld of %.60s; a report without a number "
                         "tells which there are",
                         reader->path, (long long)wanted->session_id, report->person);
    return report_read_whole(reader);
}

bool report_read(const char *path, const struct report_wanted *wanted, struct report *report,
                 struct error *err)
{
    memset(report, 0, sizeof(*report));
    struct report_reader reader = {.path = path, .report = report, .err = err};
    bool good = report_open(path, &reader.db, err) && read_report(&reader, wanted);
    sqlite3_close(reader.db);
    if (!good)
        report_free(report);
    return good;
}

void report_free(struct report *report)
{
    for (int32_t i = 0; i < report->line_count; i++)
        free(report->line[i].point);
    free(report->session);
    free(report->line);
    free(report->cause);
    free(report->change);
    free(report->rep);
    free(report->item);
    free(report->moment);
    memset(report, 0, sizeof(*report));
}

int32_t report_window(const struct report *report)
{
    const int32_t half = report->session_count / 2;
    return half < REPORT_WINDOW ? half : REPORT_WINDOW;
}
