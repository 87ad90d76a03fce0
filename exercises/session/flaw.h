/* One thing done badly on purpose, by how much: what a simulated person's repetition is given to
 * find out whether the coach sees it. Solved on the body itself, by the gauge. */
#ifndef UNGUARD_FLAW_H
#define UNGUARD_FLAW_H

#include "session/intent.h"

enum flaw_kind {
    FLAW_NONE,
    FLAW_FAULT,      /* the exercise's fault number `rule` */
    FLAW_LIMIT,      /* its limit number `rule`: at grade 2 and up beyond the stop level, if any */
    FLAW_SHORT,      /* turns back short of the target's band, beyond reach */
    FLAW_RUSH,       /* there faster than asked */
    FLAW_DROP,       /* back faster than asked */
    FLAW_HOLD_CUT,   /* leaves the target too soon */
    FLAW_HESITATION, /* stops halfway there */
    FLAW_TREMOR,     /* trembles, four times a second */
    FLAW_WITHDRAWAL, /* turns back at once before reach: no repetition */
    FLAW_KIND_COUNT
};

struct flaw {
    enum flaw_kind kind;
    int rule;    /* index of the fault or limit */
    float grade; /* 1..4; of a fault or limit below 1: that share of the way to it, a near miss */
};

const char *flaw_name(enum flaw_kind kind); /* "hold_cut"; static */

/* Gives the intent that flaw. False, and the intent as it was, where the exercise has nothing of
 * the kind or the body can't do it. */
bool flaw_apply(const struct exercise *exercise, const struct body_shape *shape,
                enum body_side side, struct flaw flaw, struct intent *intent);

/* A clean repetition as people vary: tempo +-20 %, range +-5 degrees or +-5 %, never by more than
 * the target's tolerance, the pelvis 0 to 3 degrees aslant at the target where a leg is free. */
void flaw_vary(const struct exercise *exercise, const struct body_shape *shape, enum body_side side,
               struct chance *chance, struct intent *intent);

#endif
