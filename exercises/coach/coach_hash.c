#include "coach/coach.h"

/* Field by field, never a struct whole: padding has no value. */
#define HASH(hash, field) hash_bytes(hash, &(field), sizeof(field))

static uint64_t hash_filter(uint64_t hash, const struct filter *filter)
{
    hash = HASH(hash, filter->value);
    hash = HASH(hash, filter->rate);
    hash = HASH(hash, filter->samples);
    return HASH(hash, filter->t_us);
}

static uint64_t hash_slope(uint64_t hash, const struct slope *slope)
{
    size_t count = (size_t)slope->count;
    hash = HASH(hash, slope->count);
    hash = hash_bytes(hash, slope->t_us, count * sizeof slope->t_us[0]);
    return hash_bytes(hash, slope->value, count * sizeof slope->value[0]);
}

static uint64_t hash_noise(uint64_t hash, const struct noise *noise)
{
    size_t count = (size_t)noise->count;
    hash = HASH(hash, noise->count);
    hash = HASH(hash, noise->t_us);
    hash = hash_bytes(hash, noise->seen, count * sizeof noise->seen[0]);
    hash = hash_bytes(hash, noise->x, count * sizeof noise->x[0]);
    hash = hash_bytes(hash, noise->y, count * sizeof noise->y[0]);
    hash = HASH(hash, noise->square);
    hash = HASH(hash, noise->learnt);
    return HASH(hash, noise->weight);
}

static uint64_t hash_features(uint64_t hash, const struct feature_state *state,
                              const struct features *now)
{
    for (int i = 0; i < JOINT_COUNT; i++) {
        hash = hash_filter(hash, &state->joint_x[i]);
        hash = hash_filter(hash, &state->joint_y[i]);
    }
    hash = hash_filter(hash, &state->pelvis_x);
    hash = hash_filter(hash, &state->pelvis_y);
    for (int i = 0; i < FEATURE_COUNT; i++)
        hash = hash_slope(hash, &state->slope[i]);
    hash = HASH(hash, state->limb_length);
    hash = HASH(hash, state->frame_s);
    hash = HASH(hash, state->last_us);
    hash = HASH(hash, state->facing);
    hash = HASH(hash, state->near_vote);
    hash = HASH(hash, state->view_width);
    hash = HASH(hash, state->view_known);
    hash = HASH(hash, state->leg_shrink);
    hash = HASH(hash, state->trunk_shrink);
    hash = HASH(hash, state->thigh_to_hips);
    hash = HASH(hash, state->hips_width);
    hash = HASH(hash, state->thigh_looks);
    hash = HASH(hash, state->jump_us);
    hash = HASH(hash, state->reference);
    hash = HASH(hash, state->reference_weight);
    hash = HASH(hash, state->reference_s);
    hash = HASH(hash, state->gathered_us);
    hash = HASH(hash, state->reference_frontal);
    hash = HASH(hash, state->reference_facing);
    hash = HASH(hash, state->has_reference);
    hash = HASH(hash, state->outlook.deep_x);
    hash = HASH(hash, state->outlook.deep_y);
    hash = HASH(hash, state->outlook.deep_s);
    hash = HASH(hash, state->outlook.slant);
    hash = HASH(hash, state->outlook.slant_s);
    hash = HASH(hash, state->outlook.frontal);
    hash = hash_noise(hash, &state->noise);
    hash = HASH(hash, state->jitter);
    hash = HASH(hash, state->rated);
    hash = HASH(hash, state->counted);
    hash = HASH(hash, state->settling);
    hash = HASH(hash, now->t_us);
    hash = HASH(hash, now->value);
    hash = HASH(hash, now->rate);
    hash = HASH(hash, now->valid);
    return HASH(hash, now->rate_valid);
}

static uint64_t hash_phase(uint64_t hash, const struct phase_state *state)
{
    hash = HASH(hash, state->phase);
    hash = HASH(hash, state->beyond);
    hash = HASH(hash, state->ready);
    hash = HASH(hash, state->at_rest);
    hash = HASH(hash, state->rest_us);
    hash = HASH(hash, state->last_us);
    hash = HASH(hash, state->left_us);
    hash = HASH(hash, state->still_us);
    hash = HASH(hash, state->reached_us);
    hash = HASH(hash, state->returned_us);
    hash = HASH(hash, state->lowest);
    hash = HASH(hash, state->lowest_us);
    hash = HASH(hash, state->clock_us);
    return HASH(hash, state->samples);
}

static uint64_t hash_score(uint64_t hash, const struct score_state *state)
{
    hash = HASH(hash, state->samples);
    hash = HASH(hash, state->count_seen);
    hash = HASH(hash, state->target_seen);
    hash = hash_filter(hash, &state->calm);
    hash = HASH(hash, state->has_start);
    hash = HASH(hash, state->start);
    hash = HASH(hash, state->start_newest);
    hash = HASH(hash, state->start_us);
    hash = HASH(hash, state->rest);
    hash = HASH(hash, state->rest_us);
    hash = HASH(hash, state->last_us);
    hash = HASH(hash, state->hold_s);
    hash = HASH(hash, state->hold_said_s);
    hash = HASH(hash, state->beyond);
    hash = HASH(hash, state->blind_s);
    hash = HASH(hash, state->gap_s);
    hash = HASH(hash, state->in_band);
    hash = HASH(hash, state->target_us);
    hash = HASH(hash, state->zone);
    hash = HASH(hash, state->zone_seen);
    for (int i = 0; i < EXERCISE_MAX_FAULTS; i++) {
        const struct fault_track *track = &state->fault[i];
        hash = hash_filter(hash, &track->calm);
        hash = HASH(hash, track->seen);
        hash = HASH(hash, track->beyond);
        hash = HASH(hash, track->reported);
        hash = HASH(hash, track->worst);
        hash = HASH(hash, track->value);
        hash = HASH(hash, track->since_us);
        hash = HASH(hash, track->seen_us);
        hash = HASH(hash, track->worst_us);
    }
    hash = HASH(hash, state->range_sum);
    hash = HASH(hash, state->range_count);
    const struct trace *trace = &state->trace;
    hash = HASH(hash, trace->count);
    hash = HASH(hash, trace->stride);
    hash = HASH(hash, trace->skipped);
    size_t count = (size_t)trace->count;
    hash = hash_bytes(hash, trace->t_us, count * sizeof trace->t_us[0]);
    hash = hash_bytes(hash, trace->progress, count * sizeof trace->progress[0]);
    hash = hash_bytes(hash, trace->target, count * sizeof trace->target[0]);
    return hash_bytes(hash, trace->target_seen, count * sizeof trace->target_seen[0]);
}

static uint64_t hash_guard(uint64_t hash, const struct guard_state *state)
{
    for (int i = 0; i < EXERCISE_MAX_LIMITS; i++) {
        const struct limit_track *track = &state->limit[i];
        hash = HASH(hash, track->active);
        hash = HASH(hash, track->level);
        hash = HASH(hash, track->tending);
        hash = HASH(hash, track->over);
        hash = HASH(hash, track->beyond);
        hash = HASH(hash, track->tending_us);
        hash = HASH(hash, track->over_us);
        hash = HASH(hash, track->beyond_us);
        hash = hash_filter(hash, &track->calm);
        hash = HASH(hash, track->fastest);
        hash = HASH(hash, track->eased);
        hash = HASH(hash, track->eased_us);
        hash = HASH(hash, track->seen_us);
        hash = HASH(hash, track->noisy);
    }
    return hash;
}

static uint64_t hash_signs_watch(uint64_t hash, const struct signs_watch *watch)
{
    hash = HASH(hash, watch->lean_known);
    hash = HASH(hash, watch->lean);
    hash = HASH(hash, watch->lean_us);
    hash = HASH(hash, watch->lean_sum);
    hash = HASH(hash, watch->lean_count);
    hash = HASH(hash, watch->off);
    hash = HASH(hash, watch->off_us);
    hash = HASH(hash, watch->lasts);
    hash = HASH(hash, watch->told);
    hash = HASH(hash, watch->poses);
    hash = HASH(hash, watch->hands_seen);
    for (int i = 0; i < 2; i++) {
        hash = HASH(hash, watch->hand[i].near);
        hash = HASH(hash, watch->hand[i].near_us);
        hash = HASH(hash, watch->hand[i].seen_us);
    }
    hash = HASH(hash, watch->support_s);
    hash = HASH(hash, watch->rested);
    hash = HASH(hash, watch->out);
    hash = HASH(hash, watch->out_us);
    hash = HASH(hash, watch->way_us);
    hash = HASH(hash, watch->way);
    hash = HASH(hash, watch->start);
    return HASH(hash, watch->furthest);
}

static uint64_t hash_signs(uint64_t hash, const struct signs_state *state)
{
    for (int i = 0; i < PLAN_SIDES; i++) {
        const struct signs_side *side = &state->side[i];
        hash = HASH(hash, side->count);
        for (int k = 0; k < BASELINE_MEASURE_COUNT; k++)
            hash =
                hash_bytes(hash, side->value[k], (size_t)side->count[k] * sizeof side->value[k][0]);
        hash = HASH(hash, side->range);
        hash = HASH(hash, side->ranges);
    }
    hash = HASH(hash, state->recent);
    hash = HASH(hash, state->open);
    hash = HASH(hash, state->alerted);
    hash = HASH(hash, state->has_nrs);
    hash = HASH(hash, state->nrs);
    return hash_signs_watch(hash, &state->watch);
}

uint64_t coach_hash(const struct coach *coach)
{
    uint64_t hash = HASH(HASH_START, coach->plan_hash);
    hash = HASH(hash, coach->started);
    hash = HASH(hash, coach->now_us);
    hash = HASH(hash, coach->stage);
    hash = HASH(hash, coach->paused);
    hash = HASH(hash, coach->pain_open);
    hash = HASH(hash, coach->asking);
    hash = HASH(hash, coach->screened);
    hash = HASH(hash, coach->asked);
    hash = HASH(hash, coach->rest_pain_open);
    hash = HASH(hash, coach->effort_open);
    hash = HASH(hash, coach->closing);
    hash = HASH(hash, coach->first_nrs);
    hash = HASH(hash, coach->step);
    hash = HASH(hash, coach->set);
    hash = HASH(hash, coach->side);
    hash = HASH(hash, coach->reps);
    hash = HASH(hash, coach->ease);
    hash = HASH(hash, coach->rest_left_us);
    hash = HASH(hash, coach->unseen_us);
    hash = HASH(hash, coach->view_us);
    hash = HASH(hash, coach->in_posture);
    hash = HASH(hash, coach->lost);
    hash = HASH(hash, coach->far_us);
    hash = HASH(hash, coach->view_said);
    hash = HASH(hash, coach->turn_said);
    hash = HASH(hash, coach->turning);
    hash = HASH(hash, coach->noisy_said);
    hash = HASH(hash, coach->reference_said);
    hash = hash_features(hash, &coach->features, &coach->now);
    hash = hash_phase(hash, &coach->phase);
    hash = hash_score(hash, &coach->score);
    hash = hash_guard(hash, &coach->guard);
    /* What an earlier step handed on; the plan's own is in plan_hash. */
    if (coach->plan.step_count > 0)
        hash = HASH(hash, coach->plan.baseline[coach->step]);
    return hash_signs(hash, &coach->signs);
}
