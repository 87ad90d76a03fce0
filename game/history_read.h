/* Reading the history back: what home screen, results over time and baselines need. All return
 * false with err when the file can't be read; then history_mend may help. */
#ifndef UNGUARD_HISTORY_READ_H
#define UNGUARD_HISTORY_READ_H

#include "coach/event.h"
#include "history.h"

struct history_summary {
    int64_t session, resumed_from; /* resumed_from 0: none */
    char person[NAME_SIZE], routine[ID_SIZE], routine_name[NAME_SIZE];
    int64_t started_at, ended_at; /* seconds since 1970-01-01 UTC; ended_at 0: broke off */
    int32_t day;                  /* local days since 1970-01-01 */
    char reason[ID_SIZE];         /* done_reason_name; "" while not ended */
    float minutes;                /* 0: not known */
    int32_t repetitions;
    float form; /* mean score, 0..100; -1: none */
};

/* Newest first, at most `most`; person NULL: everybody's. */
bool history_sessions(struct history *history, const char *person, struct history_summary *summary,
                      int most, int *count, struct error *err);

/* One exercise and side in one session. */
struct history_point {
    int64_t session;
    int32_t day;
    int32_t repetitions;
    float form;  /* mean score, 0..100; -1: none */
    float range; /* mean excursion, the target's unit; -1: none seen */
};

/* The newest `most` sessions that have it, oldest of them first. */
bool history_series(struct history *history, const char *person, const char *exercise,
                    enum body_side side, struct history_point *point, int most, int *count,
                    struct error *err);

struct history_usual {
    float mean, spread; /* the measure's unit */
    int32_t count;      /* repetitions behind it; 0: none is known */
};

bool history_baseline_of(struct history *history, const char *person, const char *exercise,
                         enum body_side side, const char *view, const char *tracker,
                         const char *model, const char *measure, struct history_usual *usual,
                         struct error *err);

/* The person's number; 0: not known here. */
bool history_person(struct history *history, const char *name, int64_t *person, struct error *err);

#endif
