/* The coach: inputs in, events out. Flat, no pointers: copying it is a snapshot.
 *
 * Output = f(plan, inputs). Nothing else is read: no clock, no file, no random number. */
#ifndef UNGUARD_COACH_H
#define UNGUARD_COACH_H

#include "coach/event.h"
#include "coach/guard.h"
#include "coach/input.h"
#include "coach/phase.h"

#define COACH_MAX_EVENTS                                                                           \
    (24 + PLAN_MAX_CHANGES) /* one step never gives more: changes are told first */

enum stage {
    STAGE_POSITION, /* waiting for the start posture of a set */
    STAGE_EXERCISE,
    STAGE_REST,
    STAGE_DONE
};

/* Large (it holds the plan): put it on the heap. The fields are coach.c's; others read the events
 * and coach_display. */
struct coach {
    struct plan plan;
    uint64_t plan_hash;
    bool started;
    int64_t now_us; /* of the last input */
    enum stage stage;
    bool paused;
    bool pain_open;       /* asked, not yet answered: everything waits */
    enum ask_kind asking; /* what pain_open waits for */
    int32_t screened;     /* screening questions answered no so far; below plan.flag_count one is
                             open */
    uint32_t asked;       /* bits of enum ask_kind: asked once at the start or end, not again */
    bool rest_pain_open;  /* asked in this rest, which goes on */
    bool effort_open;     /* asked; the rest goes on */
    bool closing;         /* every exercise is done; the last questions are open */
    int32_t first_nrs;    /* the session's first answer about pain now; -1: none yet */
    int32_t step;         /* from 0 */
    int32_t set;          /* from 1 */
    enum body_side side;
    int32_t reps; /* completed in this set and side */
    float ease;   /* share of the repetitions left by the pain policy; 1 at the start */
    int64_t rest_left_us;
    int64_t unseen_us;   /* how long the counting signal has not been seen */
    int64_t view_us;     /* how long the view has not shown the target */
    bool in_posture;     /* the last pose was in the exercise's posture */
    bool lost;           /* tracking was said to be lost */
    int64_t far_us;      /* how long the side to be watched has been the far one */
    bool view_said;      /* in this set */
    bool turn_said;      /* in this set */
    bool turning;        /* asked to; the side to be watched is the far one still */
    uint32_t noisy_said; /* limits that were said, in this step, not to be seen well enough */
    bool reference_said; /* in this step */
    struct feature_state features;
    struct features now; /* of the last pose */
    struct phase_state phase;
    struct score_state score;
    struct guard_state guard;
    struct signs_state signs; /* of this step */
};

void coach_init(struct coach *coach, const struct plan *plan);

/* Takes one input; returns how many events it wrote to out. Times must not run backwards; an input
 * that does is dropped. */
int coach_step(struct coach *coach, const struct input *input, struct event out[COACH_MAX_EVENTS]);

/* The inputs are over: abandons what is open and ends the session if it hasn't. */
int coach_finish(struct coach *coach, struct event out[COACH_MAX_EVENTS]);

uint64_t coach_hash(const struct coach *coach); /* of the state, field by field */

/* What a screen may show between events; never stored, never scored. */
struct coach_display {
    enum stage stage;
    enum phase phase;
    bool target_seen;
    float target_value; /* of the target signal now, its unit */
    float progress;     /* counting signal: 0 at rest, 1 at reach; may pass either end */
    bool progress_seen;
    float rest_left_s;
    float held_s;        /* inside the band in this repetition */
    float hold_target_s; /* 0: this exercise has no hold */
};
struct coach_display coach_display(const struct coach *coach);

#endif
