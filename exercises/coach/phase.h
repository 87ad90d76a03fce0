/* The repetition state machine: START, MOVE, HOLD (beyond reach), RETURN, in capture time. */
#ifndef UNGUARD_PHASE_H
#define UNGUARD_PHASE_H

#include "coach/event.h"

struct phase_state {
    enum phase phase;
    bool ready;          /* at rest long enough: a repetition may begin */
    int64_t rest_us;     /* since when at rest; -1 when not */
    int64_t last_us;     /* of the last seen sample; -1 before the first */
    int64_t left_us;     /* last time at rest: the movement's start */
    int64_t reached_us;  /* first beyond reach */
    int64_t returned_us; /* last beyond reach */
    int32_t past;        /* consecutive samples past the next threshold */
};

enum phase_change {
    PHASE_SAME,
    PHASE_READY,     /* the start posture has been held */
    PHASE_MOVED,     /* a movement began at left_us */
    PHASE_REACHED,   /* the target zone was entered (again, if from RETURN) */
    PHASE_LEFT_ZONE, /* on the way back */
    PHASE_COMPLETED, /* back at rest: one repetition */
    PHASE_ABANDONED  /* back at rest without the target */
};

void phase_restart(struct phase_state *state);

/* One sample of the counting signal, seen or not. At most one change a sample. */
enum phase_change phase_step(struct phase_state *state, const struct phase_rule *rule, int64_t t_us,
                             bool seen, float value);

/* 0 at rest, 1 at reach, linear between and beyond. */
float phase_progress(const struct phase_rule *rule, float value);

#endif
