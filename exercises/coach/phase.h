/* The repetition state machine: START, MOVE, HOLD (beyond reach), RETURN, in capture time. */
#ifndef UNGUARD_PHASE_H
#define UNGUARD_PHASE_H

#include "plan/exercise.h"

enum phase { PHASE_START, PHASE_MOVE, PHASE_HOLD, PHASE_RETURN, PHASE_COUNT };

/* Longer than this without the counting signal, a repetition can't be vouched for: it is dropped
 * and the start posture must be held anew. */
#define PHASE_MAX_UNSEEN_US 1000000

struct phase_state {
    enum phase phase;
    bool ready;          /* at rest long enough: a repetition may begin */
    bool at_rest;        /* START: in the rest zone; RETURN: back in it, settling */
    int64_t rest_us;     /* since when at rest */
    int64_t last_us;     /* of the last seen sample */
    int64_t left_us;     /* the movement's start: last time at rest */
    int64_t still_us;    /* last time at rest, the end of a repetition included */
    bool beyond;         /* MOVE: the last sample was beyond reach */
    int64_t reached_us;  /* first beyond reach */
    int64_t returned_us; /* last beyond reach */
    float lowest;        /* RETURN, back at rest: progress so far, and since when no lower */
    int64_t lowest_us;
    int64_t clock_us; /* guided: time spent in this phase while seen */
    int32_t samples;  /* seen so far; 0: none yet */
};

enum phase_change {
    PHASE_SAME,
    PHASE_READY,     /* the start posture has been held */
    PHASE_MOVED,     /* a movement began at left_us */
    PHASE_REACHED,   /* the target zone was entered (again, if from RETURN) */
    PHASE_LEFT_ZONE, /* on the way back */
    PHASE_COMPLETED, /* settled at rest: one repetition, ended at rest_us */
    PHASE_ABANDONED, /* back at rest without the target */
    PHASE_DROPPED    /* not seen for too long in the middle of a repetition */
};

void phase_restart(struct phase_state *state);

/* One sample of the counting signal, seen or not. At most one change a sample. */
enum phase_change phase_step(struct phase_state *state, const struct phase_rule *rule, int64_t t_us,
                             bool seen, float value);

/* 0 at rest, 1 at reach, linear between and beyond. */
float phase_progress(const struct phase_rule *rule, float value);

/* The same for an exercise that is led by the clock: two seconds in view make ready; then a pause,
 * the movement, the hold and the way back take their prescribed times. Time unseen does not count.
 * Gives PHASE_READY, _MOVED, _REACHED, _LEFT_ZONE, _COMPLETED and _DROPPED. */
enum phase_change phase_step_guided(struct phase_state *state, const struct target *target,
                                    int64_t t_us, bool seen);

#endif
