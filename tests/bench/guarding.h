/* Rows of the report on guarding signs, and what came of them. */
#ifndef UNGUARD_BENCH_GUARDING_H
#define UNGUARD_BENCH_GUARDING_H

#include "bench.h"
#include "bout.h"

#define GUARDING_PRACTICE  3
#define GUARDING_EXERCISES 14

enum tally_kind {
    KIND_SIGN,    /* one repetition with a flaw after practice */
    KIND_SIDES,   /* asymmetry: a session before, and this one */
    KIND_CLEAN,   /* clean after practice */
    KIND_KNOWN,   /* clean, usual known from a session before */
    KIND_THROUGH, /* every repetition after practice with a flaw that is no guarding */
};

struct tally {
    enum tally_kind kind;
    enum guarding_sign sign;
    struct flaw flaw;
    float noise_px;
    int exercise; /* index into bench->plan */
    int sets;
    /* what came of them */
    int given, found;     /* repetitions that were given the flaw; and told */
    int is_so, found_so;  /* those beyond the threshold without noise; and told */
    int reps;             /* judged: after practice */
    int told[SIGN_COUNT]; /* of them */
    int with_any, alerts;
};

struct guarding_bench {
    struct plan plan[GUARDING_EXERCISES], long_plan[GUARDING_EXERCISES], both[GUARDING_EXERCISES];
    bool usable[GUARDING_EXERCISES];
    uint64_t seed;
    struct tally *tally;
};

/* Does a tally's sets; for pool_run: self is the bench. */
void guarding_do_tally(void *self, int at);

#endif
