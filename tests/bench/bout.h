/* One simulated session before the coach: what each repetition really was, and which guarding signs
 * were told of it. */
#ifndef UNGUARD_BENCH_BOUT_H
#define UNGUARD_BENCH_BOUT_H

#include "session/performer.h"

#define BOUT_MAX_REPS 24

struct bout_rep {
    enum body_side side;
    bool flawed, completed;
    bool ranged;
    float range; /* of the target signal without noise, its unit */
    float move_s, return_s;
    unsigned signs; /* told of it, guarding_bit each */
};

struct bout {
    int rep_count;
    struct bout_rep rep[BOUT_MAX_REPS]; /* attempts, in order */
    int alerts;
    struct baseline learnt[PLAN_SIDES];
};

/* plan: one step. Pain, where it is asked about, is answered with 2. False when out of memory. */
bool bout_run(const struct plan *plan, struct performer_options options, struct bout *bout);

enum bout_measure { BOUT_MOVE_S, BOUT_RETURN_S, BOUT_RANGE };

/* The middle of the first three of that side's; 0 without them. */
float bout_usual(const struct bout *bout, enum body_side side, enum bout_measure measure);

#endif
