#include "history_forget.h"

#include "history_read.h"
#include "history_sql.h"

bool history_amount(struct history *history, const char *person, struct history_amount *amount,
                    struct error *err)
{
    *amount = (struct history_amount){0};
    if (!history_person(history, person, &amount->person, err))
        return false;
    const struct sql_value number[] = {sql_int(amount->person)};
    return sql_number(history, "SELECT count(*) FROM session WHERE person = ?1", number, 1, 0,
                      &amount->sessions, err) &&
           sql_number(history,
                      "SELECT count(*) FROM repetition WHERE session IN"
                      " (SELECT id FROM session WHERE person = ?1)",
                      number, 1, 0, &amount->repetitions, err) &&
           sql_number(history,
                      "SELECT (SELECT count(*) FROM pain WHERE person = ?1)"
                      " + (SELECT count(*) FROM screening WHERE person = ?1)"
                      " + (SELECT count(*) FROM effort WHERE session IN"
                      " (SELECT id FROM session WHERE person = ?1))",
                      number, 1, 0, &amount->answers, err);
}

bool history_forget(struct history *history, int64_t person, bool *gone, struct error *err)
{
    int64_t busy = 1;
    *gone = false;
    /* secure_delete, set on opening, overwrites; all else of the person falls with this row. */
    if (!sql_run(history, "DELETE FROM person WHERE id = ?1", SQL_VALUES(sql_int(person)), err))
        return false;
    *gone = sql_script(history, "VACUUM", NULL) &&
            sql_number(history, "PRAGMA wal_checkpoint(TRUNCATE)", SQL_NO_VALUES, 1, &busy, NULL) &&
            busy == 0;
    if (!*gone)
        error_set(err,
                  "%.110s: it is deleted, but another program has the file open; traces stay in "
                  "its log until that one is closed and `unguard history --list` is run once",
                  history->path);
    return true;
}
