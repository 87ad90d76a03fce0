/* What the parts of the coach share: the events' way out, and the step that it is at. Only for the
 * coach_*.c files. */
#ifndef UNGUARD_COACH_OUTLET_H
#define UNGUARD_COACH_OUTLET_H

#include "coach/coach.h"

#include <string.h>

/* Where events go: the caller's array, never past its end. */
struct outlet {
    struct event *out;
    int count;
};

static inline const struct exercise *current(const struct coach *coach)
{
    return &coach->plan.step[coach->step];
}

static inline struct event *emit(struct coach *coach, struct outlet *outlet, enum event_type type)
{
    /* The last place is kept, so that a full outlet overwrites it instead of the stack. */
    int at = outlet->count < COACH_MAX_EVENTS ? outlet->count++ : COACH_MAX_EVENTS - 1;
    struct event *event = &outlet->out[at];
    memset(event, 0, sizeof *event);
    event->type = type;
    event->t_us = coach->now_us;
    event->step = coach->step;
    event->set = coach->set;
    event->side = coach->side;
    return event;
}

static inline int32_t reps_wanted(const struct coach *coach)
{
    /* Down, so that a quarter less is a quarter less; not for a rounding error. */
    int32_t reps = (int32_t)((float)current(coach)->dosage.reps * coach->ease + 0.001f);
    return reps < 1 ? 1 : reps;
}

#endif
