/* Provocation limits: warnings before a movement reaches what provokes guarding, withdrawn when the
 * person eases off. Guarding signs are signs.h's.
 *
 * Anticipation: with value v and rate r, `warn` is reached in (warn - v) / r seconds; the warning
 * comes when that is at most lead_s. A movement that has slowed to a share of its fastest is
 * braking and will go less far: its lead is that share of lead_s. CLINICAL section 2 gives the
 * levels; all of them [D].
 *
 * Values are judged calm, as a filter of GUARD_CALM_S gives them; speeds of rules that must last
 * JITTER_LONG_S over a longer time, and then at once: they have lasted. A rule whose noise is
 * still more than a tenth of its warning level is not judged: it is not seen well enough. */
#ifndef UNGUARD_GUARD_H
#define UNGUARD_GUARD_H

#include "movement/features.h"
#include "plan/exercise.h"
#include "plan/jitter.h"

#define GUARD_CALM_S     0.11f
#define GUARD_NOISE_MOST 0.1f /* of the warning level */

enum warning_level {
    WARNING_APPROACHING, /* expected to reach `warn` within the lead time */
    WARNING_OVER,        /* beyond `warn` */
    WARNING_STOP,        /* beyond `stop`: this repetition or hold ends kindly */
    WARNING_WITHDRAWN    /* eased off */
};

/* Flat; zero is a valid start. */
struct guard_state {
    struct limit_track {
        bool active; /* a warning stands, at this level */
        enum warning_level level;
        bool tending, over, beyond; /* approaching, past warn, past stop; in the last pose seen */
        int64_t tending_us, over_us, beyond_us; /* since when */
        struct filter calm; /* of the value: its rate is what an approach is foreseen by */
        float fastest;      /* towards the limit, in this movement */
        bool eased;
        int64_t eased_us;
        int64_t seen_us; /* of the last pose that saw the signal; 0 before */
        bool noisy;      /* its noise is too large to judge by */
    } limit[EXERCISE_MAX_LIMITS];
};

struct guard_warning {
    int32_t rule; /* index into the exercise's limits */
    enum warning_level level;
    float value, limit;
    float lead_s; /* approaching: expected time to the limit; otherwise 0 */
};

void guard_restart(struct guard_state *state);

/* A repetition begins: one that is still beyond a stop is told so again. */
void guard_begin(struct guard_state *state);

/* The noise of a rule's signal now: standard deviation in its unit; 0: not known yet. */
float guard_noise(const struct exercise *exercise, const struct limit_rule *rule,
                  const struct feature_state *feature_state);

/* One pose's features; returns how many warnings it wrote (at most one a rule). tighten, 0.5..1,
 * brings every level nearer (the painful side); 1 leaves them. A signal that is not seen changes
 * nothing and never stops anything. */
int guard_step(struct guard_state *state, const struct exercise *exercise,
               const struct features *features, const struct feature_state *feature_state,
               enum body_side active, float tighten, struct guard_warning out[EXERCISE_MAX_LIMITS]);

#endif
