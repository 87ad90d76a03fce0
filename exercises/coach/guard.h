/* Provocation limits: warnings before a movement reaches what provokes guarding, withdrawn when the
 * person eases off. (Guarding signs against a person's baseline join here with the history.) */
#ifndef UNGUARD_GUARD_H
#define UNGUARD_GUARD_H

#include "coach/event.h"

struct guard_state {
    struct limit_track {
        enum warning_level level;
        bool active;      /* level says something */
        int64_t since_us; /* the present crossing, -1 when inside */
        int64_t last_us;  /* last seen */
    } limit[EXERCISE_MAX_LIMITS];
};

struct guard_warning {
    int32_t rule; /* index into the exercise's limits */
    enum warning_level level;
    float value, limit, lead_s;
};

void guard_restart(struct guard_state *state);

/* One pose's features; returns how many warnings it wrote (at most one a rule). A signal that is
 * not seen changes nothing and never stops anything. */
int guard_step(struct guard_state *state, const struct exercise *exercise,
               const struct features *features, const struct feature_state *feature_state,
               enum body_side active, struct guard_warning out[EXERCISE_MAX_LIMITS]);

#endif
