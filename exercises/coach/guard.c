#include "coach/guard.h"

#include <string.h>

#include "coach/score.h"
#include "plan/keyframe.h"

#define TENDING_US 90000  /* an approach must last: one or two noisy poses are none */
#define EASED_US   300000 /* and so must the easing off */
#define UNSEEN_US  500000 /* after a longer silence nothing is known to have lasted */
#define NOISE_BACK 0.85f  /* once too noisy, so much less of it before a rule is judged again */

/* An approach is foreseen by a calmer rate than speed itself is judged by: a rate's noise would
 * pass for haste, and one quick pose for the movement's fastest. */
#define CALM_MIN_SAMPLES 4

void guard_restart(struct guard_state *state)
{
    memset(state, 0, sizeof *state);
}

void guard_begin(struct guard_state *state)
{
    for (int i = 0; i < EXERCISE_MAX_LIMITS; i++)
        if (state->limit[i].active && state->limit[i].level == WARNING_STOP)
            state->limit[i].level = WARNING_OVER;
}

/* Remembers since when a condition has held. Returns whether it has for at least this long. */
static bool lasts(bool now, bool *held, int64_t *since_us, int64_t t_us, int64_t least_us)
{
    if (now && !*held)
        *since_us = t_us;
    *held = now;
    return now && t_us - *since_us >= least_us;
}

/* Nearer to where the movement starts: a level above that is positive, or below that is negative,
 * shrinks towards 0. The others lie on the far side of 0 from their start (a hip's height below
 * which the squat is deep), and come nearer to the start posture, never past it. */
static float nearer(const struct exercise *exercise, const struct limit_rule *rule, float level,
                    float tighten)
{
    bool below = rule->compare == COMPARE_BELOW;
    float start;
    if (below ? level < 0.0f : level > 0.0f)
        return level * tighten;
    if (rule->quantity == QUANTITY_RATE ||
        !keyframe_signal(exercise, &exercise->keyframe[0], rule->signal, &start) ||
        (below ? start < level : start > level))
        return level;
    return start + (level - start) * tighten;
}

/* A tightened level leaves room for what is asked for: it comes no nearer than `kept` of the
 * target's tolerance beyond the target. */
static float nearer_but(const struct exercise *exercise, const struct limit_rule *rule, float level,
                        float tighten, float kept)
{
    const struct target *target = &exercise->target;
    float near = nearer(exercise, rule, level, tighten);
    bool same = rule->quantity == QUANTITY_VALUE && rule->signal.kind == target->signal.kind &&
                rule->signal.side == target->signal.side;
    if (!same || rule->compare == COMPARE_EITHER)
        return near;
    if (rule->compare == COMPARE_BELOW) {
        float edge = target->value - kept * target->tolerance;
        return level < edge && near > edge ? edge : near;
    }
    float edge = target->value + kept * target->tolerance;
    return level > edge && near < edge ? edge : near;
}

/* Whoever comes to the target itself is not warned of it. */
static float nearer_warn(const struct exercise *exercise, const struct limit_rule *rule,
                         float tighten)
{
    return nearer_but(exercise, rule, rule->warn, tighten, 0.0f);
}

/* What lies in the target's band may be warned of, but ending each repetition before it would
 * leave none to be done. */
static float nearer_stop(const struct exercise *exercise, const struct limit_rule *rule,
                         float tighten)
{
    return nearer_but(exercise, rule, rule->stop, tighten, 1.0f);
}

static bool raise_to(struct limit_track *track, enum warning_level level)
{
    if (track->active && track->level >= level)
        return false;
    track->active = true;
    track->level = level;
    return true;
}

/* A speed that must last is taken over a longer time. */
static bool looks_long(const struct limit_rule *rule)
{
    return jitter_look_at(rule) == JITTER_LONG_RATE;
}

static bool step_limit(struct limit_track *track, const struct exercise *exercise,
                       const struct limit_rule *rule, struct reading reading, int64_t t_us,
                       float tighten, struct guard_warning *warning)
{
    bool of_rate = rule->quantity == QUANTITY_RATE;
    if (of_rate ? !reading.rate_seen : !reading.seen)
        return false;
    if (t_us - track->seen_us > UNSEEN_US)
        track->tending = track->over = track->beyond = track->eased = false;
    track->seen_us = t_us;
    filter_put(&track->calm, t_us, reading.value, GUARD_CALM_S, -1.0f);
    float value = of_rate ? reading.rate : track->calm.value;
    float warn = nearer_warn(exercise, rule, tighten);
    float excess = score_excess(rule->compare, value, warn);
    /* A speed taken over a long time has lasted. */
    int64_t least_us = looks_long(rule) ? 0 : (int64_t)((double)rule->min_s * 1e6);
    *warning = (struct guard_warning){.value = value, .limit = warn};

    /* Either way, the middle lies `warn` from the limit: more than that can't be eased off. */
    float hysteresis = rule->hysteresis;
    if (rule->compare == COMPARE_EITHER && hysteresis > 0.5f * warn)
        hysteresis = 0.5f * warn;
    bool has_stop = rule->stop > 0.0f || rule->stop < 0.0f;
    float stop = has_stop ? nearer_stop(exercise, rule, tighten) : 0.0f;
    bool stopped = has_stop && score_excess(rule->compare, value, stop) > 0.0f;
    /* Out of the stop but not eased off: going there again stops again. */
    if (track->active && track->level == WARNING_STOP &&
        score_excess(rule->compare, value, stop) < -hysteresis)
        track->level = WARNING_OVER;
    if (lasts(stopped, &track->beyond, &track->beyond_us, t_us, least_us) &&
        raise_to(track, WARNING_STOP)) {
        warning->level = WARNING_STOP;
        warning->limit = stop;
        return true;
    }
    if (lasts(excess > 0.0f, &track->over, &track->over_us, t_us, least_us) &&
        raise_to(track, WARNING_OVER)) {
        warning->level = WARNING_OVER;
        return true;
    }
    /* How fast the excess grows: the rate's sign follows the comparison. */
    float growth = track->calm.rate;
    if (rule->compare == COMPARE_BELOW || (rule->compare == COMPARE_EITHER && value < 0.0f))
        growth = -growth;
    bool known = reading.rate_seen && track->calm.samples >= CALM_MIN_SAMPLES;
    bool approaches = !of_rate && known && growth > 0.0f;
    track->fastest = !approaches ? 0.0f : growth > track->fastest ? growth : track->fastest;
    bool tends = approaches && excess <= 0.0f &&
                 -excess <= growth * rule->lead_s * (growth / track->fastest);
    if (lasts(tends, &track->tending, &track->tending_us, t_us, TENDING_US) &&
        raise_to(track, WARNING_APPROACHING)) {
        warning->level = WARNING_APPROACHING;
        warning->lead_s = -excess / growth;
        return true;
    }
    bool eased = track->active && !tends && excess < -hysteresis;
    if (lasts(eased, &track->eased, &track->eased_us, t_us, EASED_US)) {
        *track = (struct limit_track){.seen_us = t_us, .calm = track->calm};
        warning->level = WARNING_WITHDRAWN;
        return true;
    }
    return false;
}

float guard_noise(const struct exercise *exercise, const struct limit_rule *rule,
                  const struct feature_state *feature_state)
{
    return feature_state->jitter * jitter_of(rule->signal, jitter_look_at(rule), exercise->view);
}

/* Too noisy to be judged? A warning that stood is dropped without a word: nothing was eased. */
static bool is_noisy(struct limit_track *track, const struct exercise *exercise,
                     const struct limit_rule *rule, const struct feature_state *feature_state,
                     float tighten)
{
    float level = abs_float(nearer_warn(exercise, rule, tighten));
    float most = GUARD_NOISE_MOST * level * (track->noisy ? NOISE_BACK : 1.0f);
    track->noisy = guard_noise(exercise, rule, feature_state) > most;
    if (track->noisy)
        *track = (struct limit_track){.noisy = true};
    return track->noisy;
}

int guard_step(struct guard_state *state, const struct exercise *exercise,
               const struct features *features, const struct feature_state *feature_state,
               enum body_side active, float tighten, struct guard_warning out[EXERCISE_MAX_LIMITS])
{
    int count = 0;
    for (int i = 0; i < exercise->limit_count; i++) {
        const struct limit_rule *rule = &exercise->limit[i];
        if (is_noisy(&state->limit[i], exercise, rule, feature_state, tighten))
            continue;
        struct reading reading =
            looks_long(rule) ? features_read_long(features, feature_state, rule->signal, active)
                             : features_read(features, feature_state, rule->signal, active);
        if (step_limit(&state->limit[i], exercise, rule, reading, features->t_us, tighten,
                       &out[count]))
            out[count++].rule = i;
    }
    return count;
}
