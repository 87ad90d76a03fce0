/* Deleting a person's data, so that it is really gone. */
#ifndef UNGUARD_HISTORY_FORGET_H
#define UNGUARD_HISTORY_FORGET_H

#include "history.h"

/* How much there is of a person; all 0 for somebody unknown. */
struct history_amount {
    int64_t person;                         /* their number; 0: unknown */
    int64_t sessions, repetitions, answers; /* answers: about pain, effort, screening */
};

bool history_amount(struct history *history, const char *person, struct history_amount *amount,
                    struct error *err);

/* Deletes it all, overwrites where it stood and shortens the file and its log. *gone false: it is
 * deleted, but another program has the file open, and until that ends traces may stay in its log;
 * err then says so though true is returned. */
bool history_forget(struct history *history, int64_t person, bool *gone, struct error *err);

#endif
