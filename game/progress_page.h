/* The weeks behind, as the progress screen shows them: days kept, pain, form, range left and right,
 * what changed in the plan. Taken from a report; draws nothing. Few figures, and what was not asked
 * or not seen is a gap, never zero. */
#ifndef UNGUARD_PROGRESS_PAGE_H
#define UNGUARD_PROGRESS_PAGE_H

#include "draw_chart.h"
#include "report_days.h"

#define PROGRESS_WEEKS   8 /* of the calendar, the newest */
#define PROGRESS_CHANGES 3 /* the newest */
#define PROGRESS_LINE    280

enum progress_leaf { LEAF_DAYS, LEAF_PAIN, LEAF_FORM, LEAF_RANGE, LEAF_PLAN, LEAF_COUNT };

/* Large: put it on the heap. */
struct progress_page {
    bool empty;                           /* no session yet */
    char said[LEAF_COUNT][PROGRESS_LINE]; /* one sentence each */
    struct chart chart[LEAF_COUNT];       /* series_count 0: there is none */
    struct report_week week[PROGRESS_WEEKS];
    int week_count;
    int32_t today;
    bool planned; /* the routine says how often: marks for more and for left out mean something */
    char change[PROGRESS_CHANGES][PROGRESS_LINE]; /* newest first */
    char reason[PROGRESS_CHANGES][PROGRESS_LINE];
    int change_count;
    struct error report; /* where the therapist's page was written, or why not; "": not asked for */
};

const char *progress_leaf_title(enum progress_leaf leaf); /* "Days"; static */

/* schedule: the weekly plan; NULL: not said. today: local days since 1970-01-01. False: no memory.
 */
bool progress_page_make(struct progress_page *page, const struct report *report,
                        const struct routine *schedule, int32_t today);

#endif
