/* Calendar days: what each was meant for and what came of it. Rest is part of the plan, so a rest
 * day that was rested is kept; nothing is gained by a day too many. */
#ifndef UNGUARD_REPORT_DAYS_H
#define UNGUARD_REPORT_DAYS_H

#include "report.h"

enum day_mark {
    DAY_OUTSIDE, /* before the first or after the last day of the report */
    DAY_DONE,    /* a session, as planned */
    DAY_EXTRA,   /* a session more than planned, on a day for rest */
    DAY_REST,    /* rested, as planned */
    DAY_EASED,   /* rested after pain, though a session had been planned: kept */
    DAY_MISSED,  /* a session was planned and not done: only where the plan names its days */
    DAY_MARK_COUNT
};

struct report_week {
    int32_t monday; /* days since 1970-01-01 */
    enum day_mark mark[ROUTINE_DAYS];
    int32_t days;    /* of it inside the report */
    int32_t planned; /* sessions; less those that pain put off */
    int32_t done;    /* days with a session */
    int32_t missed, extra;
};

struct report_days {
    struct report_week *week; /* owned */
    int32_t week_count;
    bool planned; /* the routine says how often: otherwise planned, missed and extra mean nothing */
    int32_t days, rests; /* all days; those meant for rest */
    int32_t sessions;    /* planned */
    int32_t done, missed, extra, eased;
    int32_t kept;                  /* days as planned, rest and sessions */
    int32_t longest_gap, gap_from; /* days without a session in a row, and the first of them */
};

/* Two days without a session are rest, kept, after one that pain ended or that hurt more the day
 * after than before ([D], CLINICAL section 3: rest 24 to 48 hours). */
#define DAYS_EASED 2

/* schedule NULL: it isn't said how often. False: no memory. */
bool report_days_make(const struct report *report, const struct routine *schedule,
                      struct report_days *days);
void report_days_free(struct report_days *days);

#define DAY_TEXT_SIZE 24

/* "3 Mar 2026", or "3 Mar" without the year. Returns text. */
const char *day_text(int32_t day, bool year, char text[DAY_TEXT_SIZE]);

void day_iso(int32_t day, char text[DAY_TEXT_SIZE]); /* "2026-03-03": history_day_parse reads it */

#endif
