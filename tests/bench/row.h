/* Many sets alike, and what came of them. */
#ifndef UNGUARD_BENCH_ROW_H
#define UNGUARD_BENCH_ROW_H

#include "trial.h"

struct row {
    const struct plan *plan;
    struct performer_options options;
    int sets;
    /* what came of them */
    int done, exact, reps, counted, stray, twice, hidden_counted;
    int lost, unfinished; /* done, seen and not counted; counted though not done to the end */
    int false_any;        /* rules said without cause, over all repetitions */
    double error_sum, bias_sum, score_sum;
    double *hold_error_s; /* owned: room for TRIAL_MAX_REPS a set, `held` of them filled */
    int seen, poses, ranged, held, scored, below_95;
    int false_found[TRIAL_RULES], false_early[TRIAL_RULES]; /* per repetition, without the cause */
    /* of the flaw of the options, in one repetition a set; of a fault or limit: */
    int flawed;       /* sets in which the person could and did */
    int is_so, found; /* without noise the level was passed; and the coach said so */
    int wrong;        /* said so, without cause */
    int stopped;      /* the coach ended it by a stop before that rule's level was passed, or in the
                         moment (TRIAL_REACTION_S) that it takes to say so */
    int noisy;        /* the coach said that it doesn't see that limit well enough */
    int told;         /* sets in which any fault or limit was said */
    int items[4];     /* sets that lost points for range, hold, tempo there, back */
    int lead_count;
    double *lead_s; /* owned: before the noise-free crossing; room for `sets` */
    float *score;   /* owned: of the set's first repetition; NAN: none; `sets` of them */
    float *judged;  /* owned, as score: share of its points that could be judged */
};

/* Performs all of them on as many threads as there are cores. */
void rows_run(struct row *row, int count);
void rows_free(struct row *row, int count); /* what the rows own */

/* Lets each plan's coach watch the other plans of its posture, and prints what it counted there.
 * Plans of one step; id: their names, `count` of each. */
void pairs_print(const struct plan *plan, const char *const *id, int count, uint64_t seed);

#endif
