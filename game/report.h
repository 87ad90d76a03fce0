/* What a report shows, taken from the history: plain figures in plain arrays, oldest first.
 *
 * Not asked and not seen are REPORT_UNKNOWN throughout, never zero, and are shown as gaps. */
#ifndef UNGUARD_REPORT_H
#define UNGUARD_REPORT_H

#include "movement/features.h"
#include "plan/routine.h"

#include <stdio.h>

#define REPORT_UNKNOWN   (-1)
#define REPORT_TEXT_SIZE 256 /* of a reason or a place, as much as a page has room for */

/* Whose report, and of when. */
struct report_wanted {
    const char *person; /* NULL: the only one there is */
    int32_t from_day;   /* local days since 1970-01-01 */
    int32_t to_day;     /* the last day, that one too */
    bool from_given;    /* false: from the first session on */
    bool to_given;      /* false: to_day is today, and is not held against anyone yet */
    bool one_session;   /* with every repetition of session_id... */
    bool last_session;  /* ...or of the last one there is */
    int64_t session_id; /* as the history numbers them */
};

struct report_session {
    int64_t id;
    int64_t started_at; /* unix seconds, UTC */
    int32_t day;        /* local days since 1970-01-01 */
    char routine[ID_SIZE], routine_name[NAME_SIZE];
    char reason[ID_SIZE];                        /* done_reason_name; "": was never ended */
    double minutes;                              /* or REPORT_UNKNOWN */
    int32_t nrs_before, nrs_after, nrs_next_day; /* 0..10 or REPORT_UNKNOWN */
    int32_t nrs_most;                            /* during and after it; or REPORT_UNKNOWN */
    int32_t effort;                              /* highest, CR10; or REPORT_UNKNOWN */
    int32_t reps, scored;                        /* repetitions; those that have a score */
    double form;                                 /* mean score 0..100; or REPORT_UNKNOWN */
    int32_t warnings;                            /* each with all its levels */
    int32_t signs;                               /* guarding signs */
};

/* One exercise on one side in one session. */
struct report_point {
    int32_t session; /* index into the sessions */
    int32_t reps;
    double form;  /* mean score 0..100; or REPORT_UNKNOWN */
    double range; /* median excursion in the line's unit; or REPORT_UNKNOWN */
};

/* One exercise on one side over time. */
struct report_line {
    char exercise[ID_SIZE], name[NAME_SIZE];
    char unit[16]; /* of range: "deg" or "ratio" */
    enum body_side side;
    int32_t position;           /* of the first step that it was, from 0 */
    struct report_point *point; /* owned by the report */
    int32_t count, room;
    int32_t reps;
};

/* What brought a warning or a sign on, how often. */
struct report_cause {
    bool sign;        /* a guarding sign; otherwise a limit that was passed */
    char id[ID_SIZE]; /* rule or sign */
    char exercise[ID_SIZE], name[NAME_SIZE];
    enum body_side side;
    int32_t count;       /* times; a warning with all its levels is one */
    int32_t passed;      /* of them beyond the limit, not only on the way there */
    int32_t stops;       /* of them beyond its stop level */
    int32_t sessions;    /* in how many */
    int32_t first, last; /* times in the first and in the last REPORT_WINDOW sessions */
};

struct report_change {
    int32_t day;
    char name[NAME_SIZE]; /* of the exercise; "" for the whole plan */
    enum body_side side;
    char variable[ID_SIZE];
    double from, to;
    char reason[REPORT_TEXT_SIZE], source[REPORT_TEXT_SIZE];
};

/* ---- one session, whole ---- */

struct report_item { /* a lost point, or what could not be judged */
    char rule[ID_SIZE];
    double points, value, limit, t_s;
    bool seen;
};

struct report_rep {
    int64_t id;
    int32_t position; /* plan step, from 0 */
    char exercise[ID_SIZE], name[NAME_SIZE], unit[16];
    enum body_side side;
    int32_t set, index;
    double t_s, score, judged, range, hold_s; /* any of them REPORT_UNKNOWN */
    int32_t first_item, item_count;
};

struct report_moment { /* a warning, a sign or a pain answer within the session */
    enum { MOMENT_WARNING, MOMENT_SIGN, MOMENT_PAIN } kind;
    char id[ID_SIZE], level[ID_SIZE]; /* rule, sign or kind of question; of a warning its level */
    char name[NAME_SIZE];             /* of the exercise; "" between them */
    char place[REPORT_TEXT_SIZE];     /* of a pain, where it was; "" not said */
    enum body_side side;
    double t_s, value, limit; /* limit: of a sign the person's usual value; or REPORT_UNKNOWN */
};

struct report {
    char person[NAME_SIZE];
    int64_t person_id;
    int32_t from_day, to_day; /* of the days that the plan is held against, both included */
    struct report_session *session;
    int32_t session_count, session_room;
    struct report_line *line; /* in the order of the steps, left before right */
    int32_t line_count, line_room;
    struct report_cause *cause; /* most often first */
    int32_t cause_count, cause_room;
    struct report_change *change; /* newest last */
    int32_t change_count, change_room;

    bool whole; /* the one session's own arrays are filled */
    struct report_rep *rep;
    int32_t rep_count, rep_room;
    struct report_item *item;
    int32_t item_count, item_room;
    struct report_moment *moment;
    int32_t moment_count, moment_room;
};

#define REPORT_WINDOW                                                                              \
    6 /* sessions at either end that are compared; fewer where there are fewer                     \
       */

/* How many sessions at either end are compared: never the same one at both; 0 with fewer than 2. */
int32_t report_window(const struct report *report);

/* Reads the history at path, which it neither makes nor changes. False with one sentence: no such
 * file, not a history, damaged, no such person (or more than one, and which), no such session. A
 * history without sessions is read, and has none. */
bool report_read(const char *path, const struct report_wanted *wanted, struct report *report,
                 struct error *err);
void report_free(struct report *report); /* frees what it owns, zeroes it */

/* The weekly plan that most of the sessions were done by: routine is where its name and days go.
 * False where no routine of theirs says how often, or its file is gone. */
bool report_schedule(const struct report *report, struct routine *routine);

/* The whole page. schedule NULL: not said. False: out could not be written. */
bool report_html(const struct report *report, const struct routine *schedule, FILE *out);

/* The page of the one session that was read whole. */
bool report_session_html(const struct report *report, FILE *out);

/* All that the history holds of these sessions, one observation a line: see report_csv.c. */
bool report_csv(const char *path, const struct report *report, FILE *out, struct error *err);

#endif
