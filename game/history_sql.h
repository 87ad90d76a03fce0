/* The only talk with SQLite: statements with typed values, and its failures in words. For the
 * history_*.c files alone. */
#ifndef UNGUARD_HISTORY_SQL_H
#define UNGUARD_HISTORY_SQL_H

#include "paths.h"

#include <sqlite3.h>

#define HISTORY_PATIENCE_MS 5000 /* how long another program's writing is waited for */

struct history {
    sqlite3 *db; /* NULL: a mend went wrong */
    int lock;    /* FILE-lock, shared; -1: there is none */
    bool alone;  /* while opening: no other program has the file open */
    bool damaged;
    char path[PATH_SIZE];
};

struct sql_value {
    enum { SQL_NULL, SQL_INTEGER, SQL_REAL, SQL_TEXT } type;
    int64_t integer;
    double real;
    const char *text; /* borrowed until the statement is done with */
};

static inline struct sql_value sql_int(int64_t value)
{
    return (struct sql_value){.type = SQL_INTEGER, .integer = value};
}

/* NULL below 0: a number that may be missing. */
static inline struct sql_value sql_index(int64_t value)
{
    return (struct sql_value){.type = value < 0 ? SQL_NULL : SQL_INTEGER, .integer = value};
}

/* NULL at 0: a row that may be none. */
static inline struct sql_value sql_row_id(int64_t value)
{
    return (struct sql_value){.type = value == 0 ? SQL_NULL : SQL_INTEGER, .integer = value};
}

static inline struct sql_value sql_real(float value)
{
    return (struct sql_value){.type = SQL_REAL, .real = (double)value};
}

static inline struct sql_value sql_real_if(bool known, float value)
{
    return (struct sql_value){.type = known ? SQL_REAL : SQL_NULL, .real = (double)value};
}

static inline struct sql_value sql_text(const char *text)
{
    return (struct sql_value){.type = text ? SQL_TEXT : SQL_NULL, .text = text};
}

/* The values of a statement's ?1, ?2 ... as two arguments. */
#define SQL_VALUES(...)                                                                            \
    (const struct sql_value[]){__VA_ARGS__},                                                       \
        (int)ARRAY_LENGTH(((const struct sql_value[]){__VA_ARGS__}))
#define SQL_NO_VALUES NULL, 0

/* One statement to its end, its rows unread. */
bool sql_run(struct history *history, const char *sql, const struct sql_value *value, int count,
             struct error *err);

/* Several statements without values. */
bool sql_script(struct history *history, const char *sql, struct error *err);

/* A statement to be read row by row; NULL with err. sql_next: true and the row is in the columns,
 * false at the end, or when reading failed (*good false, err). Free with sqlite3_finalize. */
sqlite3_stmt *sql_query(struct history *history, const char *sql, const struct sql_value *value,
                        int count, struct error *err);
bool sql_next(struct history *history, sqlite3_stmt *statement, bool *good, struct error *err);

/* The first column of the first row; none_value without a row. */
bool sql_number(struct history *history, const char *sql, const struct sql_value *value, int count,
                int64_t none_value, int64_t *number, struct error *err);

/* A text column into a buffer, cut to fit; "" for NULL. */
void sql_column_text(sqlite3_stmt *statement, int column, char *text, size_t size);

/* The column, or missing where it is NULL. */
float sql_column_real(sqlite3_stmt *statement, int column, float missing);
int32_t sql_column_int(sqlite3_stmt *statement, int column, int32_t missing);

/* What the last failed call means for a person: the file, why, and what to do. Returns false. */
bool sql_fail(struct history *history, struct error *err);

/* Looks the whole file over; false too where it can't be read. */
bool sql_is_sound(struct history *history);

bool sql_is_damage(int code); /* an SQLite result that means a damaged file */

#endif
