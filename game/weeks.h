/* The weeks behind of one person, read from the history: the report's figures, the weekly plan of
 * the routine at hand, days kept in a row. */
#ifndef UNGUARD_WEEKS_H
#define UNGUARD_WEEKS_H

#include "history.h"
#include "streak.h"

/* Zero is valid, and nothing is known. */
struct weeks {
    struct report report;    /* owned; no sessions: there are none, or nothing could be read */
    struct routine schedule; /* the weekly plan; only where scheduled */
    bool scheduled;          /* the routine says how often */
    int32_t today;
    struct streak streak;
};

/* routine: id or path of the routine at hand. False with one sentence: the file can't be read; the
 * weeks are then empty, and stand all the same. */
bool weeks_read(struct weeks *weeks, struct history *history, const char *person,
                const char *routine, int32_t today, struct error *err);
void weeks_free(struct weeks *weeks);

#endif
