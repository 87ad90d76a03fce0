/* Days kept in a row: rest that the routine's weekly plan asks for counts as much as a session
 * does, and so does rest after pain. Pure: the calendar comes in as numbers, local days since
 * 1970-01-01.
 *
 * Of a routine with fixed days, each of them wants a session, on that day or on another of its
 * week (Monday to Sunday). Where only the sessions a week are said, a week wants so many. Where
 * nothing is said, two days of rest between sessions are kept. [D] */
#ifndef UNGUARD_STREAK_H
#define UNGUARD_STREAK_H

#include "report_days.h"

#define STREAK_FREE_REST 2 /* days of rest in a row that a routine without a weekly plan leaves */

/* A day with at least one repetition. */
struct streak_day {
    int32_t day;
    bool asks_for_rest; /* pain ended it, or the morning after was worse: DAYS_EASED are kept */
};

struct streak_plan {
    unsigned days;      /* as routine.days: bit 0 Monday; 0: free */
    int times_per_week; /* with free days; 0: not said */
};

struct streak {
    int32_t days;     /* kept in a row, up to today; 0: the next session begins anew */
    bool first;       /* no session yet */
    bool trained;     /* today */
    bool today;       /* a session is meant for today, or may be done; false once trained */
    int32_t next_day; /* when the next session is meant, today or later */
};

/* day: in rising order; the same one twice is one. */
struct streak streak_make(const struct streak_day *day, int count, struct streak_plan plan,
                          int32_t today);

#endif
