#include "history_past.h"

#include "history_day.h"
#include "history_past_session.h"
#include "history_read.h"
#include "history_sql.h"

#include <stdlib.h>
#include <string.h>

#define MOST_ROWS (2 * PAST_MAX_SESSIONS) /* of the session table: some go on from others */

/* What one call works with. */
struct survey {
    struct history *history;
    struct past *past;
    struct error *err;
    int64_t id[MOST_ROWS];
    int slot[MOST_ROWS]; /* in past; below 0: too old */
    int count;
};

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

static bool read_slot(struct survey *survey, struct past_reader *reader, int slot)
{
    int64_t id[MOST_ROWS];
    int count = 0;
    for (int i = 0; i < survey->count; i++)
        if (survey->slot[i] == slot)
            id[count++] = survey->id[i];
    return past_reader_read(reader, id, count, &survey->past->session[slot], survey->err);
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
    struct past_reader *reader = past_reader_open(survey->history, survey->err);
    bool good = reader != NULL && list_sessions(survey, person) && read_screening(survey, person);
    for (int i = 0; good && i < survey->past->session_count; i++)
        good = read_slot(survey, reader, i);
    past_reader_close(reader);
    return good;
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
