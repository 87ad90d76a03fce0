#include "garden.h"

#include <string.h>

#define GARDEN_JITTER 0.16f /* so that it looks grown, not planted in rows. [D] */
#define GAIN_REPS     3     /* scored repetitions in each half before they are compared. [D] */

void garden_init(struct garden *garden, uint64_t seed)
{
    memset(garden, 0, sizeof *garden);
    garden->seed = seed;
    garden->alert_us = -1;
    garden->at_bed = -1;
}

static struct garden_bed *find_bed(struct garden *garden, int32_t step, enum body_side side)
{
    for (int32_t i = 0; i < garden->bed_count; i++) {
        if (garden->bed[i].step == step && garden->bed[i].side == side) {
            return &garden->bed[i];
        }
    }
    return NULL;
}

struct garden_bed *garden_add_bed(struct garden *garden, int32_t step, enum body_side side,
                                  int32_t wanted, float hold_s)
{
    struct garden_bed *bed = find_bed(garden, step, side);
    if (bed) {
        return bed;
    }
    if (garden->bed_count == GARDEN_MAX_BEDS) {
        return &garden->bed[GARDEN_MAX_BEDS - 1];
    }
    bed = &garden->bed[garden->bed_count++];
    *bed = (struct garden_bed){.step = step, .side = side, .wanted = wanted, .hold_s = hold_s};
    return bed;
}

void garden_init_plan(struct garden *garden, const struct plan *plan)
{
    garden_init(garden, plan ? plan_hash(plan) : 0);
    for (int step = 0; plan && step < plan->step_count; step++) {
        const struct exercise *exercise = &plan->step[step];
        int32_t wanted = exercise->dosage.sets * exercise->dosage.reps;
        if (!plan_has_two_sides(plan, step)) {
            garden_add_bed(garden, step, plan->side[step], wanted, exercise->target.hold_s);
            continue;
        }
        garden_add_bed(garden, step, SIDE_LEFT, wanted, exercise->target.hold_s);
        garden_add_bed(garden, step, SIDE_RIGHT, wanted, exercise->target.hold_s);
    }
}

/* ---- what a repetition is worth ---- */

enum loss { LOSS_OF_EXTENT, LOSS_OF_STEADINESS, LOSS_OF_CONTROL };

/* More range and longer holds are nothing to grow by; haste and unlike repetitions are unsteady. */
static enum loss loss_of(const char *rule)
{
    if (strcmp(rule, "range") == 0 || strcmp(rule, "hold") == 0) {
        return LOSS_OF_EXTENT;
    }
    bool steady = strcmp(rule, "tempo_move") == 0 || strcmp(rule, "tempo_return") == 0 ||
                  strcmp(rule, "constancy") == 0;
    return steady ? LOSS_OF_STEADINESS : LOSS_OF_CONTROL;
}

static float points_lost(const struct rep_result *rep, enum loss loss)
{
    float points = 0;
    for (int32_t i = 0; i < rep->item_count && i < SCORE_MAX_ITEMS; i++) {
        if (rep->item[i].seen && loss_of(rep->item[i].rule) == loss) {
            points += rep->item[i].points;
        }
    }
    return points;
}

float garden_openness(const struct rep_result *rep)
{
    if (rep->guided || rep->unscored) {
        return GARDEN_UNSCORED_OPEN;
    }
    float lost = points_lost(rep, LOSS_OF_STEADINESS) + points_lost(rep, LOSS_OF_CONTROL);
    return 1 - (1 - GARDEN_LEAST_OPEN) * clamp_float(lost / GARDEN_POINTS, 0, 1);
}

/* ---- growing ---- */

/* A repetition or a set is over: was a limit heeded in it? What came after until_us belongs to what
 * is next: a repetition is told a little after its end. */
static void settle_warnings(struct garden *garden, int64_t until_us)
{
    bool near = garden->near && garden->near_us <= until_us;
    bool passed = garden->passed && garden->passed_us <= until_us;
    if (near && !passed && garden->at_bed >= 0) {
        garden->bed[garden->at_bed].heeded++;
    }
    garden->near = garden->near && garden->last_near_us > until_us;
    garden->near_us = garden->last_near_us;
    garden->passed = garden->passed && garden->last_passed_us > until_us;
    garden->passed_us = garden->last_passed_us;
}

static void plant_told(struct garden *garden)
{
    if (garden->at_bed < 0 && garden->bed_count > 0) {
        garden->at_bed = 0;
    }
    if (garden->at_bed >= 0) {
        garden->bed[garden->at_bed].told++;
    }
    garden->asked = false;
}

/* What was not seen, or was led by the clock, counts as held. */
static float held_of(const struct garden_bed *bed, const struct rep_result *rep)
{
    return rep->hold_seen ? clamp_float(rep->hold_s, 0, bed->hold_s) : bed->hold_s;
}

static void add_losses(struct garden_bed *bed, const struct rep_result *rep)
{
    float control = points_lost(rep, LOSS_OF_CONTROL);
    float steady = points_lost(rep, LOSS_OF_STEADINESS);
    bed->scored++;
    bed->control += control;
    bed->steady += steady;
    if (2 * bed->flowers < bed->wanted) { /* flowers: those before this one */
        bed->lost_first += control + steady;
        bed->first++;
    } else {
        bed->lost_last += control + steady;
        bed->last++;
    }
}

static void take_rep(struct garden *garden, const struct event *event)
{
    const struct rep_result *rep = &event->u.rep;
    struct garden_bed *bed = garden_add_bed(garden, event->step, event->side, 0, 0);
    garden->at_bed = (int32_t)(bed - garden->bed);
    settle_warnings(garden, rep->end_us);
    garden->reps++;
    garden->held_s += held_of(bed, rep);
    if (!rep->guided && !rep->unscored) {
        add_losses(bed, rep);
    }
    if (garden->flower_count < GARDEN_MAX_FLOWERS) {
        garden->flower[garden->flower_count++] =
            (struct garden_flower){.bed = (int16_t)garden->at_bed,
                                   .index = (int16_t)bed->flowers,
                                   .open = garden_openness(rep),
                                   .at_s = (double)event->t_us * 1e-6};
    }
    bed->flowers++;
}

static void take_warning(struct garden *garden, enum warning_level level, int64_t t_us)
{
    if (level == WARNING_APPROACHING || level == WARNING_OVER) {
        garden->near_us = garden->near ? garden->near_us : t_us;
        garden->last_near_us = t_us;
        garden->near = true;
    } else if (level == WARNING_STOP) {
        garden->passed_us = garden->passed ? garden->passed_us : t_us;
        garden->last_passed_us = t_us;
        garden->passed = true;
        garden->stops++;
    }
}

/* "That hurt" plants at once; where the coach asked because of guarding signs, an answer does. */
static void take_pain(struct garden *garden, const struct event *event)
{
    if (event->type == EVENT_PAIN_ASKED && event->u.pain.kind == ASK_HURT) {
        if (garden->alert_us == event->t_us) {
            garden->asked = true;
        } else {
            plant_told(garden);
        }
        return;
    }
    bool answered = (event->type == EVENT_PAIN_ANSWERED && event->u.pain.kind == ASK_HURT) ||
                    event->type == EVENT_PAIN_PLACE ||
                    (event->type == EVENT_DECISION && event->u.decision.rule == RULE_PAIN_SHARP);
    if (answered && garden->asked) {
        plant_told(garden);
    }
    if (event->type == EVENT_ANSWER_SKIPPED) {
        garden->asked = false;
    }
}

void garden_event(struct garden *garden, const struct event *event)
{
    switch (event->type) {
    case EVENT_SET_STARTED: {
        settle_warnings(garden, event->t_us);
        struct garden_bed *bed = garden_add_bed(garden, event->step, event->side, 0, 0);
        garden->at_bed = (int32_t)(bed - garden->bed);
        break;
    }
    case EVENT_REP:
        take_rep(garden, event);
        break;
    case EVENT_WARNING:
        take_warning(garden, event->u.rule.level, event->t_us);
        break;
    case EVENT_SET_DONE:
        settle_warnings(garden, event->t_us);
        break;
    case EVENT_ALERT:
        garden->alert_us = event->t_us;
        break;
    case EVENT_SESSION_DONE:
        settle_warnings(garden, event->t_us);
        garden->ended = true;
        garden->complete = event->u.done.reason == DONE_COMPLETED;
        break;
    default:
        take_pain(garden, event);
        break;
    }
}

/* ---- what is read from it ---- */

float garden_light(const struct garden *garden)
{
    float wanted = 0, hold_s = 0;
    for (int32_t i = 0; i < garden->bed_count; i++) {
        wanted += (float)garden->bed[i].wanted;
        hold_s += (float)garden->bed[i].wanted * garden->bed[i].hold_s;
    }
    if (garden->complete) {
        return 1;
    }
    float moved = wanted > 0 ? clamp_float((float)garden->reps / wanted, 0, 1) : 0;
    return hold_s > 0 ? 0.5f * (moved + clamp_float(garden->held_s / hold_s, 0, 1)) : moved;
}

uint64_t garden_hash(const struct garden *garden)
{
    uint64_t hash = hash_bytes(HASH_START, &garden->seed, sizeof garden->seed);
    hash = hash_bytes(hash, &garden->bed_count, sizeof garden->bed_count);
    for (int32_t i = 0; i < garden->bed_count; i++) {
        const struct garden_bed *bed = &garden->bed[i];
        const int32_t number[] = {bed->step,    (int32_t)bed->side, bed->wanted,
                                  bed->flowers, bed->heeded,        bed->told};
        hash = hash_bytes(hash, number, sizeof number);
        hash = hash_bytes(hash, &bed->hold_s, sizeof bed->hold_s);
    }
    for (int32_t i = 0; i < garden->flower_count; i++) {
        const struct garden_flower *flower = &garden->flower[i];
        const int32_t number[] = {flower->bed, flower->index};
        hash = hash_bytes(hash, number, sizeof number);
        hash = hash_bytes(hash, &flower->open, sizeof flower->open);
    }
    const int32_t rest[] = {garden->reps, garden->complete};
    hash = hash_bytes(hash, rest, sizeof rest);
    return hash_bytes(hash, &garden->held_s, sizeof garden->held_s);
}

/* 24 bits of a hash as a number below 1. */
static float share_of(uint64_t hash)
{
    return (float)(hash >> 40) / 16777216.0f;
}

static float fraction(float value)
{
    return value - (float)(int32_t)value;
}

struct garden_spot garden_spot(uint64_t seed, int32_t bed, enum garden_salt salt, int32_t index)
{
    const int32_t place[] = {bed, (int32_t)salt};
    uint64_t hash = hash_bytes(hash_bytes(HASH_START, &seed, sizeof seed), place, sizeof place);
    uint64_t next = hash_bytes(hash, &hash, sizeof hash);
    uint64_t own = hash_bytes(next, &index, sizeof index);
    uint64_t off = hash_bytes(own, &index, sizeof index), aside = hash_bytes(off, &own, sizeof own);
    float n = (float)(index % 4096) + 1;
    float x = share_of(hash) + n * 0.7548776662f + GARDEN_JITTER * share_of(off);
    float depth = share_of(next) + n * 0.5698402910f + GARDEN_JITTER * share_of(aside);
    return (struct garden_spot){fraction(x), fraction(depth), share_of(own)};
}

/* ---- stars ---- */

static enum garden_star star_of(float lost, int32_t scored)
{
    if (scored < GARDEN_STAR_REPS) {
        return STAR_UNKNOWN;
    }
    return lost <= GARDEN_STAR_POINTS * (float)scored ? STAR_SHINING : STAR_GROWING;
}

struct garden_stars garden_stars(const struct garden *garden)
{
    float control = 0, steady = 0;
    int32_t scored = 0, heeded = 0, told = 0;
    for (int32_t i = 0; i < garden->bed_count; i++) {
        control += garden->bed[i].control;
        steady += garden->bed[i].steady;
        scored += garden->bed[i].scored;
        heeded += garden->bed[i].heeded;
        told += garden->bed[i].told;
    }
    bool in_time = told > 0 || garden->stops <= heeded; /* nothing to stop for is in time, too */
    return (struct garden_stars){.of = {[STAR_CONTROL] = star_of(control, scored),
                                        [STAR_STEADY] = star_of(steady, scored),
                                        [STAR_IN_TIME] = garden->reps == 0 && told == 0
                                                             ? STAR_UNKNOWN
                                                         : in_time ? STAR_SHINING
                                                                   : STAR_GROWING}};
}

float garden_gain(const struct garden *garden)
{
    float first = 0, last = 0;
    int32_t firsts = 0, lasts = 0;
    for (int32_t i = 0; i < garden->bed_count; i++) {
        const struct garden_bed *bed = &garden->bed[i];
        if (bed->first < GAIN_REPS || bed->last < GAIN_REPS) {
            continue; /* like is compared with like */
        }
        first += bed->lost_first;
        last += bed->lost_last;
        firsts += bed->first;
        lasts += bed->last;
    }
    if (firsts == 0 || lasts == 0) {
        return 0;
    }
    float gain = first / (float)firsts - last / (float)lasts;
    return gain > 0 ? gain : 0;
}
