/* From what was prescribed to what will be done: overrides, the person's share of range, caps. */
#include "plan/plan.h"

#include "plan/caps.h"
#include "plan/keyframe.h"

#include <math.h>
#include <string.h>

/* How far a range may be scaled, whatever routine and profile say together: below a quarter a
 * movement can't be told from noise, above one and a half it is another exercise. */
#define SHARE_LEAST 0.25f
#define SHARE_MOST  1.5f

/* Of a and b, the one that is reached first on the way from `from` in the direction of `way`. */
static float sooner(float a, float b, float way)
{
    return (way > 0.0f) == (a < b) ? a : b;
}

/* Makes the levels fit a smaller movement: three quarters of its way counts at the latest, and rest
 * and leave keep clear of that. A larger movement counts where the smaller one did. */
static void fit_phase(struct phase_rule *phase, float start, float target, float scaled)
{
    const float count_at = 0.75f, rest_at = 0.6f, leave_at = 0.8f; /* shares of a way */
    float before = (phase->reach - start) / (target - start), way = target - start;
    float share = before > count_at ? before : count_at;
    phase->reach = sooner(phase->reach, start + share * (scaled - start), way);
    phase->rest = sooner(phase->rest, start + rest_at * (phase->reach - start), way);
    phase->leave = sooner(phase->leave, start + leave_at * (phase->reach - start), way);
}

/* The counting signal goes its own share of its way: an angle the posture's, a hip's height less,
 * because it falls slowly at first. */
static void scale_phase(struct exercise *exercise, const struct keyframe *scaled, float share)
{
    const float least_way = 1e-3f;
    struct phase_rule *phase = &exercise->phase;
    float start, target, now;
    bool known = keyframe_signal(exercise, &exercise->keyframe[0], phase->signal, &start) &&
                 keyframe_signal(exercise, &exercise->keyframe[1], phase->signal, &target) &&
                 keyframe_signal(exercise, scaled, phase->signal, &now);
    if (known && fabsf(target - start) > least_way && fabsf(now - start) > least_way) {
        fit_phase(phase, start, target, now);
    } else if (share < 1.0f) {
        phase->leave = phase->rest + (phase->leave - phase->rest) * share;
        phase->reach = phase->rest + (phase->reach - phase->rest) * share;
    }
}

/* Faults on the target's own signal ("deeper than asked") keep their distance from the target. */
static void shift_faults(struct exercise *exercise, float change)
{
    bool rising = exercise->target.value >= keyframe_resting_value(exercise);
    for (int i = 0; i < exercise->fault_count; i++) {
        struct fault *fault = &exercise->fault[i];
        bool same = fault->signal.kind == exercise->target.signal.kind &&
                    fault->signal.side == exercise->target.signal.side &&
                    fault->quantity == QUANTITY_VALUE;
        bool beyond = fault->compare == (rising ? COMPARE_ABOVE : COMPARE_BELOW);
        if (same && beyond)
            fault->limit = clamp_float(fault->limit + change, -500.0f, 500.0f);
    }
}

/* Asks for another range: the target, how far counts, and the posture shown, all together. */
static void scale_range(struct exercise *exercise, float share)
{
    share = clamp_float(share, SHARE_LEAST, SHARE_MOST);
    float rest = keyframe_resting_value(exercise), before = exercise->target.value;
    struct keyframe scaled =
        keyframe_between(&exercise->keyframe[0], &exercise->keyframe[1], share);
    scale_phase(exercise, &scaled, share);
    exercise->keyframe[1] = scaled;
    exercise->target.value = rest + (before - rest) * share;
    shift_faults(exercise, exercise->target.value - before);
}

static float override_share(const struct exercise *exercise, float target)
{
    float rest = keyframe_resting_value(exercise), way = exercise->target.value - rest;
    return fabsf(way) < 1e-3f ? 1.0f : (target - rest) / way;
}

static void override_step(struct exercise *exercise, const struct routine_step *step)
{
    if (step->sets > 0)
        exercise->dosage.sets = step->sets;
    if (step->reps > 0)
        exercise->dosage.reps = step->reps;
    if (step->rest_s > 0.0f)
        exercise->dosage.rest_s = step->rest_s;
    if (!isnan(step->hold_s))
        exercise->target.hold_s = step->hold_s;
    if (step->max_sets > 0 && exercise->dosage.sets > step->max_sets)
        exercise->dosage.sets = step->max_sets;
    if (step->max_reps > 0 && exercise->dosage.reps > step->max_reps)
        exercise->dosage.reps = step->max_reps;
    if (exercise->target.hold_s > step->max_hold_s) /* false where it is left out */
        exercise->target.hold_s = step->max_hold_s;
}

static void resolve_step(struct exercise *exercise, const struct routine_step *step,
                         const struct profile *profile)
{
    float share = exercise->fixed_range ? 1.0f : profile->range_share;
    override_step(exercise, step);
    if (!isnan(step->target))
        share *= override_share(exercise, step->target);
    if (share != 1.0f)
        scale_range(exercise, share);
    caps_apply(exercise);
}

static struct profile capped_profile(const struct profile *profile)
{
    struct profile capped = *profile;
    capped.range_share = clamp_float(capped.range_share, SHARE_LEAST, 1.0f);
    capped.painful_tightening = clamp_float(capped.painful_tightening, 0.5f, 1.0f);
    return capped;
}

bool plan_resolve(const struct routine *routine, struct exercise_finder finder,
                  const struct profile *profile, const struct feature_settings *settings,
                  struct plan *plan, struct error *err)
{
    memset(plan, 0, sizeof *plan);
    text_copy(plan->routine, sizeof plan->routine, routine->id);
    text_copy(plan->name, sizeof plan->name, routine->name);
    plan->features = *settings;
    plan->profile = capped_profile(profile);
    plan->profile.pain_policy = routine_pain_policy(routine, profile->pain_policy);
    for (int i = 0; i < routine->step_count; i++) {
        const struct routine_step *step = &routine->step[i];
        const struct exercise *exercise = finder.find(finder.self, step->exercise);
        if (!exercise)
            return error_set(err, "%s:%d: step %d: exercise \"%s\" is not known", routine->id,
                             step->line, i + 1, step->exercise);
        plan->step[i] = *exercise;
        plan->side[i] = exercise->sides == SIDES_EACH ? step->side : SIDE_NONE;
        resolve_step(&plan->step[i], step, &plan->profile);
    }
    plan->step_count = routine->step_count;
    return true;
}

float plan_duration_s(const struct plan *plan)
{
    float total = 0.0f;
    for (int i = 0; i < plan->step_count; i++) {
        const struct exercise *exercise = &plan->step[i];
        const struct target *target = &exercise->target;
        bool two = exercise->sides == SIDES_EACH && plan->side[i] == SIDE_NONE;
        float rep = target->move_s + target->hold_s + target->return_s + exercise->phase.min_rest_s;
        float set = PLAN_POSITION_S + (float)exercise->dosage.reps * rep + exercise->dosage.rest_s;
        total += (float)exercise->dosage.sets * (two ? 2.0f : 1.0f) * set;
        if (i + 1 == plan->step_count)
            total -= exercise->dosage.rest_s;
    }
    return total;
}
