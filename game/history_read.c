#include "history_read.h"

#include "history_sql.h"

bool history_person(struct history *history, const char *name, int64_t *person, struct error *err)
{
    return sql_number(history, "SELECT id FROM person WHERE name = ?1", SQL_VALUES(sql_text(name)),
                      0, person, err);
}

static void read_summary(sqlite3_stmt *row, struct history_summary *summary)
{
    *summary = (struct history_summary){.session = sqlite3_column_int64(row, 0),
                                        .resumed_from = sqlite3_column_int64(row, 1),
                                        .started_at = sqlite3_column_int64(row, 5),
                                        .ended_at = sqlite3_column_int64(row, 6),
                                        .day = sql_column_int(row, 7, 0),
                                        .minutes = sql_column_real(row, 9, 0),
                                        .repetitions = sql_column_int(row, 10, 0),
                                        .form = sql_column_real(row, 11, -1)};
    sql_column_text(row, 2, summary->person, sizeof(summary->person));
    sql_column_text(row, 3, summary->routine, sizeof(summary->routine));
    sql_column_text(row, 4, summary->routine_name, sizeof(summary->routine_name));
    sql_column_text(row, 8, summary->reason, sizeof(summary->reason));
}

bool history_sessions(struct history *history, const char *person, struct history_summary *summary,
                      int most, int *count, struct error *err)
{
    bool good = false;
    int64_t number = 0;
    *count = 0;
    if (person != NULL && !history_person(history, person, &number, err))
        return false;
    if (person != NULL && number == 0)
        return true;
    sqlite3_stmt *rows = sql_query(
        history,
        "SELECT s.id, s.resumed_from, p.name, s.routine, s.routine_name, s.started_at, s.ended_at,"
        " s.day, s.reason, s.minutes,"
        " coalesce(s.repetitions, (SELECT count(*) FROM repetition r WHERE r.session = s.id)),"
        " CASE WHEN s.repetitions IS NOT NULL THEN s.form"
        "  ELSE (SELECT avg(score) FROM repetition r WHERE r.session = s.id) END"
        " FROM session s JOIN person p ON p.id = s.person"
        " WHERE ?1 = 0 OR s.person = ?1 ORDER BY s.id DESC LIMIT ?2",
        SQL_VALUES(sql_int(number), sql_int(most)), err);
    while (rows != NULL && sql_next(history, rows, &good, err))
        read_summary(rows, &summary[(*count)++]);
    sqlite3_finalize(rows);
    return good;
}

static void turn_round(struct history_point *point, int count)
{
    for (int i = 0; i < count / 2; i++) {
        const struct history_point last = point[count - 1 - i];
        point[count - 1 - i] = point[i];
        point[i] = last;
    }
}

bool history_series(struct history *history, const char *person, const char *exercise,
                    enum body_side side, struct history_point *point, int most, int *count,
                    struct error *err)
{
    bool good = false;
    int64_t number;
    *count = 0;
    if (!history_person(history, person, &number, err))
        return false;
    sqlite3_stmt *rows = sql_query(
        history,
        "SELECT s.id, s.day, count(*), avg(r.score), avg(r.range_deg)"
        " FROM session s JOIN repetition r ON r.session = s.id"
        " WHERE s.person = ?1 AND r.exercise = ?2 AND r.side = ?3"
        " GROUP BY s.id ORDER BY s.id DESC LIMIT ?4",
        SQL_VALUES(sql_int(number), sql_text(exercise), sql_text(side_name(side)), sql_int(most)),
        err);
    while (rows != NULL && sql_next(history, rows, &good, err))
        point[(*count)++] = (struct history_point){.session = sqlite3_column_int64(rows, 0),
                                                   .day = sql_column_int(rows, 1, 0),
                                                   .repetitions = sql_column_int(rows, 2, 0),
                                                   .form = sql_column_real(rows, 3, -1),
                                                   .range = sql_column_real(rows, 4, -1)};
    sqlite3_finalize(rows);
    turn_round(point, *count);
    return good;
}

bool history_baseline_of(struct history *history, const char *person, const char *exercise,
                         enum body_side side, const char *view, const char *tracker,
                         const char *model, const char *measure, struct history_usual *usual,
                         struct error *err)
{
    bool good = false;
    *usual = (struct history_usual){0};
    sqlite3_stmt *row = sql_query(
        history,
        "SELECT mean, spread, count FROM baseline JOIN person ON person.id = baseline.person"
        " WHERE name = ?1 AND exercise = ?2 AND side = ?3 AND view = ?4 AND tracker = ?5"
        " AND model = ?6 AND measure = ?7",
        SQL_VALUES(sql_text(person), sql_text(exercise), sql_text(side_name(side)), sql_text(view),
                   sql_text(tracker), sql_text(model), sql_text(measure)),
        err);
    if (row != NULL && sql_next(history, row, &good, err))
        *usual = (struct history_usual){sql_column_real(row, 0, 0), sql_column_real(row, 1, 0),
                                        sql_column_int(row, 2, 0)};
    sqlite3_finalize(row);
    return good;
}
