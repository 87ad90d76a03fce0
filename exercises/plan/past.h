/* What earlier sessions taught: all that the next plan takes from a person's history. Pure data;
 * the caller fills it (the history, a test), plan/progress.h reads it. Zero is a valid start: no
 * past.
 *
 * -1 stands for "not asked" or "not known": it never counts as no pain, and never as good form. */
#ifndef UNGUARD_PAST_H
#define UNGUARD_PAST_H

#include "plan/routine.h"

#define PAST_MAX_SESSIONS 64                      /* the newest; older ones teach nothing more */
#define PAST_MAX_STEPS    (2 * ROUTINE_MAX_STEPS) /* every step on either side */

/* One exercise of a session, on one side, all its sets. */
struct past_step {
    char exercise[ID_SIZE];
    enum body_side side;
    int32_t position; /* of the plan's step, from 0 */

    /* As prescribed, after every change; target in its unit. */
    int32_t sets, reps;
    float hold_s, target;
    /* What the routine itself asked for then (a change's first `from`; as prescribed where nothing
     * was changed). Another figure today means that the therapist has altered the routine. 0 sets:
     * not known. */
    int32_t base_sets, base_reps;
    float base_hold_s, base_target;

    int32_t reps_done, reps_scored;
    float form;           /* mean form score, 0..100; -1: none */
    float worst_set_form; /* the set but worst: two sets were no better than this; -1: fewer */
    bool range_seen;
    float range;      /* median excursion of the target signal, its unit */
    int32_t warnings; /* limits passed or nearly so */
    int32_t stops;    /* of them, stops */
    int32_t signs;    /* repetitions with a guarding sign */
    int32_t alerts;   /* pauses for guarding */
    int32_t nrs;      /* most pain told during it, 0..10; -1 */
    int32_t effort;   /* CR10, 0..10; -1 */
    bool hurt;        /* "that hurt" was said during it */
};

struct past_session {
    char routine[ID_SIZE];
    int32_t day;                                 /* local days since 1970-01-01 */
    int32_t nrs_before, nrs_after, nrs_next_day; /* 0..10; -1 */
    bool completed;
    bool stopped_for_pain;
    bool red_flag; /* a screening question was answered yes */
    int32_t step_count;
    struct past_step step[PAST_MAX_STEPS];
};

/* Large: put it on the heap. */
struct past {
    bool screened;          /* the red-flag questions were asked at least once */
    int32_t screened_day;   /* when last; days since 1970-01-01 */
    char red_flag[ID_SIZE]; /* id of the first question whose newest answer is yes; "": none */
    int32_t session_count;
    struct past_session session[PAST_MAX_SESSIONS]; /* oldest first */
};

#endif
