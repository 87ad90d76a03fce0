#include "history_sql.h"

#include <string.h>

bool sql_is_damage(int code)
{
    return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

bool sql_is_sound(struct history *history)
{
    char answer[16] = "";
    bool good = false;
    sqlite3_stmt *check = sql_query(history, "PRAGMA quick_check(1)", SQL_NO_VALUES, NULL);
    if (check != NULL && sql_next(history, check, &good, NULL))
        sql_column_text(check, 0, answer, sizeof(answer));
    sqlite3_finalize(check);
    return strcmp(answer, "ok") == 0;
}

/* Why, and what to do about it, by SQLite's primary result code. */
static const struct {
    int code;
    const char *why;
} reasons[] = {
    {SQLITE_FULL, "the disk is full; free some space"},
    {SQLITE_READONLY, "it can't be written to; let your user write to it and to its folder, or "
                      "name another with --history"},
    {SQLITE_PERM, "your user may not write to it; change its owner or mode, or name another with "
                  "--history"},
    {SQLITE_CANTOPEN, "it can't be opened or made there; see that its folder is there and can be "
                      "written to, or name another with --history"},
    {SQLITE_BUSY, "another program is busy with it; close that one and try again"},
    {SQLITE_LOCKED, "another program is busy with it; close that one and try again"},
    {SQLITE_CORRUPT, "it is damaged; at the next start it is kept aside as .bad and a new one "
                     "begins"},
    {SQLITE_NOTADB, "it is damaged; at the next start it is kept aside as .bad and a new one "
                    "begins"},
    {SQLITE_NOMEM, "there isn't enough memory; close other programs and try again"},
    {SQLITE_IOERR, "the disk does not take or give it; see whether the disk is full or failing"},
};

bool sql_fail(struct history *history, struct error *err)
{
    const int code = history->db != NULL ? sqlite3_errcode(history->db) : SQLITE_NOMEM;
    history->damaged = history->damaged || sql_is_damage(code);
    for (size_t i = 0; i < ARRAY_LENGTH(reasons); i++)
        if (reasons[i].code == (code & 0xff))
            return error_set(err, "%.110s: %s", history->path, reasons[i].why);
    return error_set(err, "%.110s: the history does not answer as it should (%.80s)", history->path,
                     history->db != NULL ? sqlite3_errmsg(history->db) : "closed");
}

static bool bind(sqlite3_stmt *statement, int index, const struct sql_value *value)
{
    switch (value->type) {
    case SQL_INTEGER:
        return sqlite3_bind_int64(statement, index, value->integer) == SQLITE_OK;
    case SQL_REAL:
        return sqlite3_bind_double(statement, index, value->real) == SQLITE_OK;
    case SQL_TEXT:
        return sqlite3_bind_text(statement, index, value->text, -1, SQLITE_STATIC) == SQLITE_OK;
    case SQL_NULL:
        break;
    }
    return sqlite3_bind_null(statement, index) == SQLITE_OK;
}

sqlite3_stmt *sql_query(struct history *history, const char *sql, const struct sql_value *value,
                        int count, struct error *err)
{
    sqlite3_stmt *statement = NULL;
    bool good = history->db != NULL &&
                sqlite3_prepare_v2(history->db, sql, -1, &statement, NULL) == SQLITE_OK;
    for (int i = 0; good && i < count; i++)
        good = bind(statement, i + 1, &value[i]);
    if (good)
        return statement;
    sql_fail(history, err);
    sqlite3_finalize(statement);
    return NULL;
}

bool sql_next(struct history *history, sqlite3_stmt *statement, bool *good, struct error *err)
{
    const int code = sqlite3_step(statement);
    *good = code == SQLITE_ROW || code == SQLITE_DONE;
    if (!*good)
        sql_fail(history, err);
    return code == SQLITE_ROW;
}

bool sql_run(struct history *history, const char *sql, const struct sql_value *value, int count,
             struct error *err)
{
    sqlite3_stmt *statement = sql_query(history, sql, value, count, err);
    bool good = statement != NULL;
    while (good && sql_next(history, statement, &good, err))
        continue;
    sqlite3_finalize(statement);
    return good;
}

bool sql_script(struct history *history, const char *sql, struct error *err)
{
    if (history->db != NULL && sqlite3_exec(history->db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return true;
    return sql_fail(history, err);
}

bool sql_number(struct history *history, const char *sql, const struct sql_value *value, int count,
                int64_t none_value, int64_t *number, struct error *err)
{
    bool good = false;
    sqlite3_stmt *statement = sql_query(history, sql, value, count, err);
    *number = none_value;
    if (statement != NULL && sql_next(history, statement, &good, err) &&
        sqlite3_column_type(statement, 0) != SQLITE_NULL)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return good;
}

void sql_column_text(sqlite3_stmt *statement, int column, char *text, size_t size)
{
    const unsigned char *found = sqlite3_column_text(statement, column);
    text_copy(text, size, found != NULL ? (const char *)found : "");
}

float sql_column_real(sqlite3_stmt *statement, int column, float missing)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return missing;
    return (float)sqlite3_column_double(statement, column);
}

int32_t sql_column_int(sqlite3_stmt *statement, int column, int32_t missing)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return missing;
    return (int32_t)sqlite3_column_int64(statement, column);
}
