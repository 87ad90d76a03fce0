/* One thing done badly on purpose, by how much: what a simulated person's repetition is given to
 * find out whether the coach sees it. Solved on the body itself, by the gauge. */
#ifndef UNGUARD_FLAW_H
#define UNGUARD_FLAW_H

#include "session/intent.h"

/* By grade g, 1 to 4. */
enum flaw_kind {
    FLAW_NONE,
    FLAW_FAULT,      /* the exercise's fault number `rule` */
    FLAW_LIMIT,      /* its limit number `rule`: at grade 2 and up beyond the stop level, if any */
    FLAW_SHORT,      /* turns back short of the target's band, beyond reach */
    FLAW_RUSH,       /* there faster than asked */
    FLAW_DROP,       /* back faster than asked */
    FLAW_HOLD_CUT,   /* leaves the target too soon */
    FLAW_HESITATION, /* stops halfway there, for 0.4 g s */
    FLAW_TREMOR,     /* trembles, four times a second */
    FLAW_WITHDRAWAL, /* turns back at once before reach: no repetition */
    FLAW_RECOIL,     /* reaches the target and is back at 1.5 + 0.5 g times the speed */
    FLAW_ASYMMETRY,  /* `side` goes less far, by 10 g %: one leg of two, in a view from front or
                        feet; where each side exercises, all of its movement, 15 g % slower too,
                        but never short of reach, and no slower than that leaves it short */
    FLAW_SUPPORT,    /* a hand is put to the hip: 0.24 to 0.18 trunk lengths from it in the
                        picture, for 0.8 + 0.4 g s; not where hands belong near the hip */
    FLAW_RUBBING,    /* likewise at 0.19 to 0.16, and rubs there */
    FLAW_SLOWING,    /* all of the movement takes 1.2 to 2 times as long: smooth but slow */
    FLAW_FATIGUE,    /* grows over the set up to 2 g % less far, 5 g % slower and a slight tremor:
                        tired, not guarding */
    FLAW_SHIFT,      /* upright, from the front: leans 4 + 2 g degrees aside for 2.2 s */
    FLAW_KIND_COUNT
};

struct flaw {
    enum flaw_kind kind;
    int rule;    /* index of the fault or limit */
    float grade; /* 1..4; of a fault or limit below 1: that share of the way to it, a near miss */
    enum body_side side; /* which side an asymmetry, a shift or a hand is of; NONE: the left, of an
                            asymmetry of exercises done on each side the right */
};

const char *flaw_name(enum flaw_kind kind); /* "hold_cut"; static */

/* Gives the intent that flaw. False, and the intent as it was, where the exercise has nothing of
 * the kind, the body can't do it, or it is not this side's turn. */
bool flaw_apply(const struct exercise *exercise, const struct body_shape *shape,
                enum body_side side, struct flaw flaw, struct intent *intent);

/* A clean repetition as people vary: tempo +-20 %, range +-5 degrees or +-5 %, never by more than
 * the target's tolerance, the pelvis 0 to 3 degrees aslant at the target where a leg is free. */
void flaw_vary(const struct exercise *exercise, const struct body_shape *shape, enum body_side side,
               struct chance *chance, struct intent *intent);

#endif
