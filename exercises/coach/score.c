#include "coach/score.h"

#include "coach/guard.h"
#include "movement/reach.h"

#include <string.h>

#define RANGE_SPAN     2.0f  /* tolerances short of the band at which all range points are lost */
#define CONSTANCY_SPAN 0.25f /* of the mean, beyond the slack: all constancy points are lost */
#define MIN_SEEN       0.5f  /* share of a repetition in which a signal must be seen to be judged */
#define HOLD_NEARLY    0.9f  /* of a hold: the rest is a matter of frames, not of sight */
#define MAX_HOLD_STEP  (TRACE_MAX_STEP_US / 1e6f) /* s, as the trace has it */
#define START_CALM_S   0.4f    /* the furthest of many noisy samples is the noise's */
#define START_US       2000000 /* whoever turned round or lay down before then is at rest by now */
#define CALM_S         0.14f   /* s; smoothing of the target as it is shown */

float score_excess(enum compare compare, float value, float limit)
{
    switch (compare) {
    case COMPARE_BELOW:
        return limit - value;
    case COMPARE_EITHER:
        return abs_float(value) - limit;
    default:
        return value - limit;
    }
}

static float seconds_since(int64_t then_us, int64_t t_us)
{
    return then_us < 0 ? 0.0f : (float)((double)(t_us - then_us) * 1e-6);
}

/* The target without most of its noise: a hold told as it happens must not come and go with it. */
static struct reading calm_target(struct score_state *state, int64_t t_us, struct reading target)
{
    if (!target.seen)
        return target;
    filter_put(&state->calm, t_us, target.value, CALM_S, -1.0f);
    target.value = state->calm.value;
    return target;
}

static float further(float a, float b, bool rising)
{
    return (rising ? b < a : b > a) ? b : a;
}

/* The posture furthest from the target is where the movement starts from: the last one at rest is
 * already under way. One that was left long ago is none: it was of getting into position. */
static void remember_start(struct score_state *state, int64_t t_us, float value, bool rising)
{
    float passed_s = seconds_since(state->rest_us, t_us);
    if (!state->has_start || passed_s > MAX_HOLD_STEP) {
        state->rest = value;
        state->start_us += t_us - state->rest_us; /* time under way is none at rest */
    } else {
        state->rest += (value - state->rest) * passed_s / (START_CALM_S + passed_s);
    }
    state->rest_us = t_us;
    if (!state->has_start) {
        state->start = state->start_newest = value;
        state->start_us = t_us;
        state->has_start = true;
    } else if (t_us - state->start_us > START_US) {
        state->start = state->start_newest;
        state->start_newest = state->rest;
        state->start_us = t_us;
    }
    state->start_newest = further(state->start_newest, state->rest, rising);
    state->start = further(state->start, state->rest, rising);
}

void score_idle(struct score_state *state, const struct exercise *exercise, int64_t t_us,
                struct reading count, struct reading target)
{
    if (!count.seen)
        return;
    float progress = phase_progress(&exercise->phase, count.value);
    trace_put(&state->trace, t_us, progress, target.seen, target.value);
    trace_keep_lead(&state->trace);
    target = calm_target(state, t_us, target);
    if (!target.seen || progress > 0.0f)
        return;
    remember_start(state, t_us, target.value, exercise->target.value >= target.value);
}

void score_forget_start(struct score_state *state)
{
    state->has_start = false;
    trace_clear(&state->trace);
}

void score_begin(struct score_state *state)
{
    state->samples = state->count_seen = state->target_seen = 0;
    state->hold_s = state->hold_said_s = 0.0f;
    state->blind_s = state->gap_s = 0.0f;
    state->in_band = state->beyond = false;
    state->zone = state->zone_seen = 0;
    state->last_us = state->target_us = -1;
    memset(state->fault, 0, sizeof state->fault);
    trace_begin(&state->trace);
}

/* Time inside the band. A moment unseen between two poses in it was held; other time unseen beyond
 * reach may have been, and is kept apart. */
static void step_hold(struct score_state *state, const struct target *target,
                      struct reading reading, int64_t t_us)
{
    float step_s = seconds_since(state->last_us, t_us);
    state->zone += state->beyond;
    state->zone_seen += state->beyond && reading.seen;
    if (!reading.seen) {
        state->gap_s += state->beyond ? step_s : 0.0f;
        return;
    }
    float off = reading.value - target->value;
    bool inside = abs_float(off) <= target->tolerance;
    float unseen_s = seconds_since(state->target_us, t_us);
    if (inside && state->in_band && unseen_s <= MAX_HOLD_STEP) {
        step_s = unseen_s;
        state->gap_s = 0.0f;
    }
    if (inside && step_s <= MAX_HOLD_STEP)
        state->hold_s += step_s;
    else if (state->beyond && step_s > MAX_HOLD_STEP)
        state->gap_s += step_s;
    state->blind_s += state->gap_s;
    state->gap_s = 0.0f;
    state->in_band = inside;
    state->target_us = t_us;
}

/* True when the fault has just been beyond its limit for min_s. */
static bool step_fault(struct fault_track *track, const struct fault *fault, struct reading reading,
                       int64_t t_us)
{
    bool seen = fault->quantity == QUANTITY_RATE ? reading.rate_seen : reading.seen;
    if (!seen)
        return false;
    /* What lay between was not watched: an excursion lasts only while it is seen to. */
    if (track->seen > 0 && seconds_since(track->seen_us, t_us) > MAX_HOLD_STEP)
        track->beyond = false;
    track->seen_us = t_us;
    track->seen++;
    bool of_rate = fault->quantity == QUANTITY_RATE;
    filter_put(&track->calm, t_us, reading.value, GUARD_CALM_S, -1.0f);
    float value = of_rate ? reading.rate : track->calm.value;
    float excess = score_excess(fault->compare, value, fault->limit);
    if (excess <= 0.0f) {
        track->beyond = false;
        return false;
    }
    if (!track->beyond)
        track->since_us = t_us;
    track->beyond = true;
    if ((double)(t_us - track->since_us) < (double)fault->min_s * 1e6)
        return false;
    /* Smoothing overshoots where a movement stops short: no further than the pose itself. */
    float bare = score_excess(fault->compare, reading.value, fault->limit);
    if (!of_rate && bare < excess) {
        if (bare <= 0.0f)
            return false;
        value = reading.value;
        excess = bare;
    }
    if (!track->reported || excess > track->worst) {
        track->worst = excess;
        track->value = value;
        track->worst_us = t_us;
    }
    bool first = !track->reported;
    track->reported = true;
    return first;
}

uint32_t score_step(struct score_state *state, const struct exercise *exercise,
                    const struct features *features, const struct feature_state *feature_state,
                    enum body_side active)
{
    struct reading count = features_read(features, feature_state, exercise->phase.signal, active);
    struct reading target = features_read(features, feature_state, exercise->target.signal, active);
    int64_t t_us = features->t_us;
    state->samples++;
    if (count.seen) {
        float progress = phase_progress(&exercise->phase, count.value);
        state->count_seen++;
        state->beyond = progress >= 1.0f;
        trace_put(&state->trace, t_us, progress, target.seen, target.value);
    }
    target = calm_target(state, t_us, target);
    state->target_seen += target.seen;
    if (target.seen && !state->has_start) {
        state->start = target.value;
        state->has_start = true;
    }
    step_hold(state, &exercise->target, target, t_us);
    state->last_us = t_us;
    uint32_t passed = 0;
    for (int i = 0; i < exercise->fault_count; i++) {
        const struct fault *fault = &exercise->fault[i];
        struct reading reading = features_read(features, feature_state, fault->signal, active);
        if (step_fault(&state->fault[i], fault, reading, t_us))
            passed |= 1u << i;
    }
    return passed;
}

void score_begin_set(struct score_state *state)
{
    state->range_sum = 0.0f;
    state->range_count = 0;
}

void score_remember(struct score_state *state, const struct rep_result *rep)
{
    if (!rep->range_seen)
        return;
    state->range_sum += rep->range;
    state->range_count++;
}

/* ---- the result ---- */

/* Points are gathered unscaled, then scaled so that the exercise's whole is 100. */
struct sheet {
    struct rep_result *rep;
    float whole, judged, lost;
};

static void mark(struct sheet *sheet, const char *rule, float points, bool seen, float share_lost,
                 float value, float limit, int64_t t_us)
{
    if (points <= 0.0f)
        return;
    sheet->whole += points;
    if (seen)
        sheet->judged += points;
    float lost = seen ? points * clamp_float(share_lost, 0.0f, 1.0f) : 0.0f;
    sheet->lost += lost;
    struct rep_result *rep = sheet->rep;
    if ((seen && lost <= 0.0f) || rep->item_count == SCORE_MAX_ITEMS)
        return;
    struct score_item *item = &rep->item[rep->item_count++];
    text_copy(item->rule, sizeof item->rule, rule);
    item->seen = seen;
    item->points = lost;
    item->value = value;
    item->limit = limit;
    item->t_us = t_us;
}

static bool seen_enough(const struct score_state *state, int32_t seen)
{
    return state->samples > 0 && (float)seen >= MIN_SEEN * (float)state->samples;
}

static void mark_target(struct sheet *sheet, const struct score_state *state,
                        const struct target *target, const struct phase_state *phase)
{
    struct rep_result *rep = sheet->rep;
    bool rising = target->value >= state->start;
    float peak = 0.0f;
    int64_t peak_us = 0;
    bool seen = seen_enough(state, state->target_seen) &&
                (float)state->zone_seen >= MIN_SEEN * (float)state->zone &&
                trace_peak(&state->trace, phase->left_us, rising, &peak, &peak_us);
    float band = rising ? target->value - target->tolerance : target->value + target->tolerance;
    float missing = rising ? band - peak : peak - band;
    rep->range_seen = seen;
    if (seen) {
        rep->peak = peak;
        rep->peak_us = peak_us;
        rep->range = rising ? peak - state->start : state->start - peak;
    }
    mark(sheet, "range", target->range_points, seen, missing / (RANGE_SPAN * target->tolerance),
         rep->peak, band, rep->peak_us);
    if (target->hold_s <= 0.0f)
        return;
    float held_s = trace_held_s(&state->trace, phase->left_us, target->value - target->tolerance,
                                target->value + target->tolerance);
    /* A hold that is short by no more than the time unseen may have been whole, but for one that
     * never came to the band. */
    float most_s = held_s + (missing > 0.0f ? 0.0f : state->blind_s + state->gap_s);
    bool may_be_whole = held_s < HOLD_NEARLY * target->hold_s && most_s >= target->hold_s;
    seen = seen && !may_be_whole;
    rep->hold_seen = seen;
    rep->hold_s = seen ? held_s : 0.0f;
    mark(sheet, "hold", target->hold_points, seen, 1.0f - most_s / target->hold_s, rep->hold_s,
         target->hold_s, phase->returned_us);
}

/* Like the set's others: constancy, the second item of the clinical questionnaire's primary
 * outcome. The first repetition has nothing to be like. */
static void mark_constancy(struct sheet *sheet, const struct score_state *state,
                           const struct target *target)
{
    const struct rep_result *rep = sheet->rep;
    if (state->range_count == 0)
        return;
    float mean = state->range_sum / (float)state->range_count;
    float off = mean > 0.0f ? abs_float(rep->range - mean) / mean : 0.0f;
    mark(sheet, "constancy", target->constancy_points, rep->range_seen,
         (off - target->constancy_slack) / CONSTANCY_SPAN, rep->range, mean, rep->peak_us);
}

static void mark_tempo(struct sheet *sheet, const struct target *target,
                       const struct phase_state *phase)
{
    const struct rep_result *rep = sheet->rep;
    float points = target->tempo_points;
    float least = target->move_s * (1.0f - target->tempo_slack);
    if (least > 0.0f)
        mark(sheet, "tempo_move", points, rep->move_s > 0.0f, 2.0f * (1.0f - rep->move_s / least),
             rep->move_s, least, phase->reached_us);
    least = target->return_s * (1.0f - target->tempo_slack);
    if (least > 0.0f)
        mark(sheet, "tempo_return", points, rep->return_s > 0.0f,
             2.0f * (1.0f - rep->return_s / least), rep->return_s, least, phase->rest_us);
}

/* How fast the movement there and the one back were at their fastest, from how far and how long
 * they were: of a quick one few poses tell, and some of those are lost. */
static void find_fastest(const struct rep_result *rep, bool rising, const struct fault *fault,
                         const struct phase_state *phase, struct fault_track *track)
{
    for (int back = 0; back <= 1; back++) {
        float length_s = back ? rep->return_s : rep->move_s;
        if (length_s <= 0.0f)
            continue;
        float speed = (float)REACH_FASTEST * rep->range / length_s;
        speed = rising != (back == 1) ? speed : -speed;
        float excess = score_excess(fault->compare, speed, fault->limit);
        if (excess <= 0.0f || (track->reported && excess <= track->worst))
            continue;
        track->reported = true;
        track->worst = excess;
        track->value = speed;
        track->worst_us = back ? phase->rest_us : phase->reached_us;
    }
}

static void mark_fault(struct sheet *sheet, const struct score_state *state,
                       const struct exercise *exercise, const struct phase_state *phase, int index)
{
    const struct fault *fault = &exercise->fault[index];
    const struct target *target = &exercise->target;
    struct fault_track track = state->fault[index];
    if (fault->quantity == QUANTITY_RATE && fault->signal.kind == target->signal.kind &&
        fault->signal.side == target->signal.side && sheet->rep->range_seen)
        find_fastest(sheet->rep, target->value >= state->start, fault, phase, &track);
    float share = 0.0f;
    if (track.reported)
        share = fault->span > 0.0f ? track.worst / fault->span : 1.0f;
    bool seen = seen_enough(state, track.seen);
    mark(sheet, fault->id, fault->points, seen, share, track.value, fault->limit, track.worst_us);
}

/* Scales points to the whole and drops losses too small to be read. */
static void scale_items(struct sheet *sheet)
{
    struct rep_result *rep = sheet->rep;
    float scale = sheet->whole > 0.0f ? 100.0f / sheet->whole : 0.0f, lost = 0.0f;
    int32_t kept = 0;
    for (int32_t i = 0; i < rep->item_count; i++) {
        struct score_item item = rep->item[i];
        item.points *= scale;
        if (item.seen && item.points < SCORE_LEAST_POINTS)
            continue;
        lost += item.points;
        rep->item[kept++] = item;
    }
    rep->item_count = kept;
    rep->score = clamp_float(100.0f - lost, 0.0f, 100.0f);
    rep->judged = sheet->whole > 0.0f ? sheet->judged / sheet->whole : 0.0f;
}

struct rep_result score_finish(const struct score_state *state, const struct exercise *exercise,
                               const struct phase_state *phase, int32_t index)
{
    struct rep_result rep = {.index = index, .start_us = phase->left_us, .end_us = phase->rest_us};
    if (state->samples > 0)
        rep.seen = (float)state->count_seen / (float)state->samples;
    if (exercise->guided) {
        rep.guided = rep.unscored = true;
        return rep;
    }
    struct sheet sheet = {.rep = &rep};
    struct trace_timing timing = trace_time(&state->trace);
    rep.move_s = timing.move_s;
    rep.return_s = timing.return_s;
    rep.pauses_seen = trace_pauses(&state->trace, timing, &rep.pauses);
    rep.sparc_seen = trace_sparc(&state->trace, timing, &rep.sparc);
    mark_target(&sheet, state, &exercise->target, phase);
    mark_constancy(&sheet, state, &exercise->target);
    mark_tempo(&sheet, &exercise->target, phase);
    for (int i = 0; i < exercise->fault_count; i++)
        mark_fault(&sheet, state, exercise, phase, i);
    scale_items(&sheet);
    rep.unscored = rep.seen < SCORE_ENOUGH_SEEN || rep.judged < SCORE_ENOUGH_JUDGED;
    return rep;
}
