#include "history_card.h"

#include "history_read.h"
#include "history_sql.h"
#include "history_write.h"

bool history_cards_shown(struct history *history, const char *person, struct card_shown *shown,
                         int most, int *count, struct error *err)
{
    bool good = false;
    int64_t number;
    *count = 0;
    if (!history_person(history, person, &number, err))
        return false;
    sqlite3_stmt *rows = sql_query(history,
                                   "SELECT card, max(day) AS newest FROM card WHERE person = ?1"
                                   " GROUP BY card ORDER BY newest DESC LIMIT ?2",
                                   SQL_VALUES(sql_int(number), sql_int(most)), err);
    while (rows != NULL && *count < most && sql_next(history, rows, &good, err)) {
        struct card_shown *own = &shown[(*count)++];
        sql_column_text(rows, 0, own->id, sizeof(own->id));
        own->day = sql_column_int(rows, 1, 0);
    }
    sqlite3_finalize(rows);
    return good;
}

bool history_show_card(struct history *history, const char *person, int64_t at, const char *card,
                       struct error *err)
{
    int64_t number;
    return history_put_person(history, person, at, &number, err) &&
           history_put_card(history, number, at, card, err);
}
