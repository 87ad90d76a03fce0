#include "history_consent.h"

#include "history_read.h"
#include "history_sql.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* With the zero at its end, so that no words can move from one text to the next. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
    return hash_bytes(hash, text, strlen(text) + 1);
}

struct history_consent history_consent_of(const struct safety_rules *rules)
{
    struct history_consent text = {.version = rules->consent_version};
    uint64_t hash = hash_text(HASH_START, rules->intended_use);
    hash = hash_text(hash_text(hash, rules->not_for), rules->consent);
    snprintf(text.wording, sizeof(text.wording), "%016" PRIx64, hash);
    return text;
}

bool history_consent_given(struct history *history, const char *person,
                           const struct history_consent *text, bool *given, struct error *err)
{
    int64_t number, agreed = 0;
    *given = false;
    if (!history_person(history, person, &number, err) ||
        !sql_number(history,
                    "SELECT answer != 0 AND version = ?2 AND wording = ?3 FROM consent"
                    " WHERE person = ?1 ORDER BY id DESC LIMIT 1",
                    SQL_VALUES(sql_int(number), sql_int(text->version), sql_text(text->wording)), 0,
                    &agreed, err))
        return false;
    *given = agreed != 0;
    return true;
}

bool history_consent_answer(struct history *history, const char *person, int64_t at,
                            const struct history_consent *answer, struct error *err)
{
    int64_t number;
    if (!history_begin(history, err))
        return false;
    if (history_put_person(history, person, at, &number, err) &&
        history_put_consent(history, number, at, answer, err))
        return history_commit(history, err);
    history_rollback(history);
    return false;
}
