/* What the rules of plan/progress.h want to know of a past. */
#ifndef UNGUARD_PAST_READING_H
#define UNGUARD_PAST_READING_H

#include "plan/past.h"
#include "plan/safety_rules.h"

/* One exercise in one session, both sides taken together: the worse of them. */
struct past_telling {
    bool found;
    const struct past_step *asked; /* its figures; borrowed from the past */
    enum body_side side;           /* the one that pain, guarding or form speaks of; NONE: both */
    bool done;                     /* every repetition of every set */
    bool some_done;
    int32_t nrs, effort;  /* the most; -1: not told */
    bool hurt;            /* "that hurt" */
    float form;           /* the least of the sides; -1: of some side there is none */
    float worst_set_form; /* the least; -1 */
    float signs_per_set;  /* the most */
    int32_t alerts, stops;
    bool range_seen;
    float range; /* the smallest */
};

/* side: SIDE_NONE for both. position: of the plan's step, chosen where the exercise stands twice.
 */
struct past_telling past_tell(const struct past_session *session, const char *exercise,
                              enum body_side side, int position);

/* Pain before the session, to which the morning after is held: as told, else as last known before
 * that session, else 0: on the careful side. */
int32_t past_baseline(const struct past *past, int session);

/* True if the next morning was told and hurt more than that. */
bool past_morning_rose(const struct past *past, int session);

/* True if pain during an exercise calls for less: by the policy's bands, or by its rise. value and
 * limit get what was found and what the rule allows. */
bool past_pain_calls(int32_t nrs, int32_t before, enum pain_policy policy,
                     const struct pain_rules *rules, float *value, float *limit);

/* True if pain rose anywhere in the last sessions: within one, the morning after, or from one to
 * the next. Nothing grows then. */
bool past_pain_rises(const struct past *past, int sessions);

#endif
