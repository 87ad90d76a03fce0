/* One simulated set before the coach, and how its answers compare with what really was. */
#ifndef UNGUARD_BENCH_TRIAL_H
#define UNGUARD_BENCH_TRIAL_H

#include "session/performer.h"

#define TRIAL_MAX_REPS 32 /* attempts: what was not seen is tried again */
#define TRIAL_RULES    (EXERCISE_MAX_FAULTS + EXERCISE_MAX_LIMITS) /* faults, then limits */

/* A rule in one repetition. */
struct trial_rule {
    bool noisy;   /* the coach said, at any time in the set, that it doesn't see it well enough */
    float so_s;   /* when it first was so */
    bool is_so;   /* without noise the signal was past the level for the rule's own time, before
                     the coach ended the repetition by a stop: after that nothing is coached */
    bool nearly;  /* without noise it was past the level at all, or past 0.97 of the way there */
    bool found;   /* fault, over or stop */
    bool early;   /* approaching was said */
    bool crossed; /* likewise, at once: a limit's stop level, its warning where it has none */
    float crossed_s; /* when first */
    float told_s;    /* the first word of any level */
};

/* A stop speaks for what would have been told this much later: the coach's smoothing and a frame.
 */
#define TRIAL_REACTION_S 0.2f

struct trial_rep {
    bool counted, completed, hidden;
    bool stopped;    /* a stop was said, */
    float stopped_s; /* first then */
    bool scored, ranged, held;
    float score, judged; /* judged: share of the points that could be */
    float peak, true_peak; /* of the target signal */
    float hold_s, true_hold_s;
    uint32_t items; /* lost points: bit 0 range, 1 hold, 2 tempo_move, 3 tempo_return */
    struct trial_rule rule[TRIAL_RULES];
};

struct trial {
    int rep_count;
    struct trial_rep rep[TRIAL_MAX_REPS]; /* what was really done */
    int counted, completed, hidden_counted;
    int stray;        /* counted where nobody exercised: getting into position */
    int twice;        /* counted though one was counted in that repetition already */
    double error_sum; /* of the target signal against the truth, absolute, over poses that saw it */
    int poses, seen;  /* while a repetition was under way */
    bool flawed;      /* the performer could do the flaw asked for */
};

/* plan: one step. Returns false when out of memory. */
bool trial_run(const struct plan *plan, struct performer_options options, struct trial *trial);

#endif
