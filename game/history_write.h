/* Putting single rows into the history. Each returns false with err (file, reason, remedy) when it
 * could not be stored; none begins a transaction: history_begin and _commit hold several together.
 * What is NULL in a table is -1, 0 (a row), or NULL (a text) here, as each says. */
#ifndef UNGUARD_HISTORY_WRITE_H
#define UNGUARD_HISTORY_WRITE_H

#include "coach/event.h"
#include "history.h"

/* Who does it with what, and when. */
struct history_about {
    const char *person;   /* their name; made if new */
    const char *tracker;  /* as in a recording's header */
    const char *model;    /* checksum of its network, or "-" */
    int64_t started_at;   /* seconds since 1970-01-01 UTC */
    int64_t resumed_from; /* the session that this one goes on with; 0: none */
};

/* Where in a session something happened. */
struct history_place {
    int64_t session;
    int32_t position; /* step of the plan, from 0 */
    const char *exercise;
    enum body_side side;
    int32_t set; /* from 1 */
};

struct history_pain {
    int64_t person, session; /* session 0: outside one */
    int64_t at;              /* seconds since 1970-01-01 UTC */
    const char *kind;        /* "before", "between", "after", "hurt", "next_day" */
    int32_t position;        /* -1: at no step */
    enum body_side side;
    int32_t nrs;       /* 0..10; -1: no number was told */
    const char *place; /* NULL: not asked */
};

struct history_sign {
    int32_t index; /* repetition, from 1 */
    const char *sign;
    float t_s, value, baseline; /* seconds from the start; the sign's own unit */
};

struct history_alert {
    int32_t index; /* repetition, from 1 */
    const char *signs;
    float t_s; /* seconds from the start */
};

struct history_consent {
    int32_t version;
    char wording[24]; /* the text's checksum, 16 hex digits */
    bool agreed;
};

struct history_change {
    const char *exercise;
    enum body_side side;
    const char *variable; /* "reps", "hold_s" ... */
    float from, to;
    const char *reason, *source;
    const char
        *rule; /* "kept": the routine's figure and what it has been since the session before */
};

/* What a person's usual is known for. */
struct history_baseline {
    const char *exercise;
    enum body_side side;
    const char *view, *tracker, *model, *measure;
    float mean, spread; /* the measure's unit */
    int32_t count;      /* repetitions it comes from */
    int64_t updated_at; /* seconds since 1970-01-01 UTC */
};

/* All or nothing, and on the disk (not only in its cache) once committed. A commit that fails has
 * been rolled back. */
bool history_begin(struct history *history, struct error *err);
bool history_commit(struct history *history, struct error *err);
void history_rollback(struct history *history);

/* How long the next calls wait for another program's writing, ms; at first 5000. */
void history_be_patient(struct history *history, int patience_ms);

/* The person's number, made if new. */
bool history_put_person(struct history *history, const char *name, int64_t at, int64_t *person,
                        struct error *err);

/* A session and its steps from the plan's start on; day is the local one of started_at. */
bool history_put_session(struct history *history, const struct history_about *about, int64_t person,
                         const struct plan *plan, int64_t *session, struct error *err);
/* With its digest (history_past_session.h). */
bool history_end_session(struct history *history, int64_t session, int64_t ended_at,
                         enum done_reason reason, float minutes, struct error *err);

/* Where the session is now; reps of that set and side are done. */
bool history_put_place(struct history *history, int64_t session, const struct plan_start *place,
                       struct error *err);
bool history_count_set(struct history *history, int64_t session, int32_t position,
                       enum body_side side, struct error *err); /* one more is done */

/* A repetition with what its score lost, at the event's time. */
bool history_put_repetition(struct history *history, const struct history_place *place,
                            const struct rep_result *rep, struct error *err);
bool history_put_warning(struct history *history, const struct history_place *place,
                         const struct event *event, struct error *err);
bool history_put_sign(struct history *history, const struct history_place *place,
                      const struct history_sign *sign, struct error *err);
bool history_put_alert(struct history *history, const struct history_place *place,
                       const struct history_alert *alert, struct error *err);
/* What followed from an answer, at the event's time; event is an EVENT_DECISION. */
bool history_put_decision(struct history *history, const struct history_place *place,
                          const struct event *event, struct error *err);
bool history_put_pain(struct history *history, const struct history_pain *pain, struct error *err);

/* Of the session's last "that hurt", as long as it has no number: where, and how much (NULL and -1:
 * not told, what is there stays). found: there was one. */
bool history_complete_pain(struct history *history, int64_t session, const char *place, int32_t nrs,
                           bool *found, struct error *err);

/* The person's session before this one, that a morning after is told of; 0: there is none. */
bool history_session_before(struct history *history, int64_t person, int64_t session,
                            int64_t *before, struct error *err);
bool history_put_effort(struct history *history, int64_t session, int32_t position, int32_t cr10,
                        struct error *err);
bool history_put_change(struct history *history, int64_t session,
                        const struct history_change *change, struct error *err);
bool history_put_consent(struct history *history, int64_t person, int64_t at,
                         const struct history_consent *consent, struct error *err);
bool history_put_screening(struct history *history, int64_t person, int64_t session, int64_t at,
                           const char *flag, bool answer, struct error *err);
/* A card was shown; its local day is that of at. */
bool history_put_card(struct history *history, int64_t person, int64_t at, const char *card,
                      struct error *err);
bool history_put_baseline(struct history *history, int64_t person,
                          const struct history_baseline *baseline, struct error *err);

#endif
