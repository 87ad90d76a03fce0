/* What the past says about one step of a plan: where its figures start from, whether they go back
 * or on, and by how much. Only for progress.c, which asks it of every step. */
#ifndef UNGUARD_PROGRESS_STEP_H
#define UNGUARD_PROGRESS_STEP_H

#include "plan/past_reading.h"
#include "plan/progress.h"

struct figures {
    int sets, reps;
    float hold_s, target;
};

/* Why one figure changes. */
struct reason {
    const char *rule;
    float value, limit;
    char text[EVIDENCE_SIZE];
    const char *source;
    enum body_side side;
    bool pain; /* a range that was given up shrinks the target */
    struct past_telling telling;
};

struct loop {
    const struct progress_input *in;
    struct safety_rules rules; /* capped */
    struct routine routine;    /* what the changes make of it */
    struct figures base[ROUTINE_MAX_STEPS], start[ROUTINE_MAX_STEPS];
    bool altered[ROUTINE_MAX_STEPS]; /* the therapist changed the routine since: a fresh start */
    bool went_back;
    struct plan *plan;
    struct progress *out;
};

struct figures progress_figures(const struct exercise *exercise);
struct figures progress_asked(const struct past_step *step);
bool progress_same(const struct figures *a, const struct figures *b);

/* Share of the routine's way from rest to target; 1 where there is no way. */
float progress_way_share(const struct loop *loop, int step, float target);

/* The last session's figures, inside today's bounds. */
struct figures progress_bounded(const struct loop *loop, int step, struct figures last);

/* The newest session with the step's exercise, of this routine or of any; -1: none. And what it
 * tells. */
int progress_newest(const struct loop *loop, int step, bool same_routine);
struct past_telling progress_tell(const struct loop *loop, int session, int step);

/* True if something calls for less; why is filled either way. */
bool progress_find_back(const struct loop *loop, int step, struct reason *why);

/* One level back, one figure: what was grown last first. False: it can't become less. */
bool progress_go_back(const struct loop *loop, int step, const struct reason *why,
                      struct figures *figures);

/* Every condition, in each of the last sessions, at the very figures of the last one. */
bool progress_may_go_on(const struct loop *loop, int step);

/* One figure grows, by the share at most (one repetition at least). False: all are at their top. */
bool progress_go_on(const struct loop *loop, int step, struct figures *figures);

#endif
