#include "world.h"

#include <string.h>

static const struct exercise *plan_exercise(const struct plan *plan, int32_t step)
{
    return plan && step >= 0 && step < plan->step_count ? &plan->step[step] : NULL;
}

const struct exercise *world_exercise(const struct world *world)
{
    return world->stage == WORLD_WAITING ? NULL : plan_exercise(world->plan, world->step);
}

void world_init(struct world *world, const struct plan *plan)
{
    memset(world, 0, sizeof *world);
    world->plan = plan;
    world->pain = -1;
    world->fault_s = -WORLD_FAULT_S;
    garden_init_plan(&world->garden, plan);
}

void world_tick(struct world *world, double now_s)
{
    double passed_s = now_s - world->now_s;
    if (passed_s <= 0) {
        return;
    }
    world->now_s = now_s;
    if (world->paused || world->pain_open) {
        world->rest_end_s += passed_s; /* a rest waits, as the coach's does */
    }
}

/* ---- results ---- */

static struct world_result *result_of(struct world *world, int32_t step, enum body_side side)
{
    for (int32_t i = 0; i < world->result_count; i++) {
        if (world->result[i].step == step && world->result[i].side == side) {
            return &world->result[i];
        }
    }
    if (world->result_count == WORLD_MAX_RESULTS) {
        return &world->result[WORLD_MAX_RESULTS - 1]; /* a plan can't name more */
    }
    struct world_result *result = &world->result[world->result_count++];
    result->step = step;
    result->side = side;
    return result;
}

float world_form(const struct world_result *result)
{
    return result->scored > 0 ? result->score_sum / (float)result->scored : -1;
}

static void add_loss(struct world_result *result, const struct exercise *exercise,
                     const struct score_item *item)
{
    int slot = 0;
    while (slot < SCORE_MAX_ITEMS && result->lost_rule[slot][0] &&
           strcmp(result->lost_rule[slot], item->rule) != 0) {
        slot++;
    }
    if (slot == SCORE_MAX_ITEMS) {
        return;
    }
    text_copy(result->lost_rule[slot], ID_SIZE, item->rule);
    result->lost[slot] += item->points;
    if (result->lost[slot] > result->worst_points) {
        result->worst_points = result->lost[slot];
        words_item(exercise, item, result->work_on, sizeof result->work_on);
    }
}

static void take_lines(struct world_rep *rep, const struct exercise *exercise,
                       const struct rep_result *done)
{
    bool used[SCORE_MAX_ITEMS] = {false};
    int32_t count = clamp_int(done->item_count, 0, SCORE_MAX_ITEMS);
    while (rep->line_count < WORLD_MAX_LINES) {
        int32_t best = -1;
        for (int32_t i = 0; i < count; i++) {
            if (!used[i] && (best < 0 || done->item[i].points > done->item[best].points)) {
                best = i;
            }
        }
        if (best < 0) {
            return;
        }
        used[best] = true;
        words_item(exercise, &done->item[best], rep->line[rep->line_count++], WORDS_SIZE);
    }
}

static void take_rep(struct world *world, const struct event *event)
{
    const struct rep_result *done = &event->u.rep;
    const struct exercise *exercise = plan_exercise(world->plan, event->step);
    world->reps = done->index;
    world->rep = (struct world_rep){.index = done->index,
                                    .score = done->score,
                                    .judged = done->judged,
                                    .guided = done->guided,
                                    .unscored = done->unscored,
                                    .at_s = (double)event->t_us * 1e-6};
    take_lines(&world->rep, exercise, done);

    struct world_result *result = result_of(world, event->step, event->side);
    result->reps++;
    if (done->unscored) {
        return;
    }
    result->scored++;
    result->score_sum += done->score;
    result->judged_sum += done->judged;
    result->best = done->score > result->best ? done->score : result->best;
    for (int32_t i = 0; i < done->item_count && i < SCORE_MAX_ITEMS; i++) {
        if (done->item[i].seen) {
            add_loss(result, exercise, &done->item[i]);
        }
    }
}

/* ---- steps, sets, phases ---- */

static void clear_warnings(struct world *world)
{
    memset(world->limit, 0, sizeof world->limit);
    memset(&world->warning, 0, sizeof world->warning);
    world->fault[0] = '\0';
    world->fault_s = -WORLD_FAULT_S;
}

static void set_phase(struct world *world, enum phase phase)
{
    world->phase = phase;
    world->phase_s = world->now_s;
    if (phase == PHASE_START || phase == PHASE_MOVE) {
        world->held_s = 0;
    }
}

/* A set may ask for fewer repetitions than the one before it: the session was eased. */
static void count_wanted(struct world *world, const struct event *event, int32_t reps, int32_t sets)
{
    struct world_result *result = result_of(world, event->step, event->side);
    if (result->sets == 0) {
        result->sets = sets;
        result->reps_wanted = reps * result->sets;
    } else if (reps < result->reps_a_set) {
        int32_t sets_left = result->sets - event->set + 1;
        result->reps_wanted -= (result->reps_a_set - reps) * (sets_left > 0 ? sets_left : 1);
    }
    result->reps_a_set = reps;
}

/* A step or a set begins: into position. */
static void take_place(struct world *world, const struct event *event)
{
    world->stage = WORLD_POSITION;
    world->step = event->step;
    world->set = event->set;
    world->sets = event->u.step.sets;
    world->side = event->side;
    world->reps = 0;
    world->reps_wanted = event->u.step.reps;
    world->guarding = false;
    clear_warnings(world);
}

static void start_set(struct world *world, const struct event *event)
{
    count_wanted(world, event, event->u.step.reps, event->u.step.sets);
    take_place(world, event);
    world->ready = false;
    memset(&world->rep, 0, sizeof world->rep);
    set_phase(world, PHASE_START);
    const struct exercise *exercise = plan_exercise(world->plan, event->step);
    world->hold_target_s = exercise ? exercise->target.hold_s : 0;
}

/* ---- warnings ---- */

static int find_limit(const struct exercise *exercise, const char *id)
{
    for (int i = 0; exercise && i < exercise->limit_count; i++) {
        if (strcmp(exercise->limit[i].id, id) == 0) {
            return i;
        }
    }
    return -1;
}

/* Of several in force the most severe is shown, the earlier one first among equals. */
static void choose_warning(struct world *world, const struct exercise *exercise)
{
    int best = -1;
    for (int i = 0; exercise && i < exercise->limit_count; i++) {
        if (world->limit[i].active &&
            (best < 0 || world->limit[i].level > world->limit[best].level)) {
            best = i;
        }
    }
    world->warning.shown = best >= 0;
    if (best < 0) {
        return;
    }
    world->warning.level = world->limit[best].level;
    world->warning.since_s = world->limit[best].since_s;
    words_warning(exercise, exercise->limit[best].id, world->warning.level, world->warning.text,
                  sizeof world->warning.text);
}

static void take_warning(struct world *world, const struct event *event)
{
    const struct exercise *exercise = plan_exercise(world->plan, event->step);
    int rule = find_limit(exercise, event->u.rule.id);
    if (rule < 0) {
        return;
    }
    struct world_result *result = result_of(world, event->step, event->side);
    if (event->u.rule.level == WARNING_WITHDRAWN) {
        result->eased += world->limit[rule].active ? 1 : 0;
        world->limit[rule].active = false;
    } else {
        result->warnings += event->u.rule.level == WARNING_OVER ? 1 : 0;
        world->limit[rule].active = true;
        world->limit[rule].level = event->u.rule.level;
        world->limit[rule].since_s = world->now_s;
    }
    choose_warning(world, exercise);
}

static void show_fault(struct world *world, const struct event *event)
{
    if (words_event(event, world->plan, world->fault, sizeof world->fault)) {
        world->fault_s = world->now_s;
    }
}

bool world_fault_shown(const struct world *world)
{
    return world->fault[0] && world->now_s - world->fault_s < WORLD_FAULT_S;
}

/* ---- rest ---- */

double world_rest_left_s(const struct world *world)
{
    double left = world->rest_end_s - world->now_s;
    return world->stage == WORLD_REST && left > 0 ? left : 0;
}

bool world_next(const struct world *world, struct world_next *next)
{
    const struct exercise *exercise = world_exercise(world);
    if (!exercise) {
        return false;
    }
    bool each = plan_has_two_sides(world->plan, world->step) && world->side != SIDE_NONE;
    enum body_side other = world->side == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT;
    if (each && world->side == plan_first_side(world->plan, world->step)) {
        *next = (struct world_next){exercise, world->set, other};
        return true;
    }
    if (world->set < world->sets) {
        *next = (struct world_next){exercise, world->set + 1, each ? other : world->side};
        return true;
    }
    int32_t step = world->step + 1;
    exercise = plan_exercise(world->plan, step);
    *next = (struct world_next){exercise, 1, exercise ? world->plan->side[step] : SIDE_NONE};
    return exercise != NULL;
}

/* ---- the sink ---- */

bool world_question(const struct world *world, enum ask_kind *kind)
{
    *kind = world->pain_open ? world->asking : world->rest_pain_open ? ASK_BETWEEN : ASK_EFFORT;
    return world->pain_open || world->rest_pain_open || world->effort_open;
}

static void take_question(struct world *world, enum ask_kind kind)
{
    if (kind == ASK_BETWEEN) {
        world->rest_pain_open = true;
        return;
    }
    world->pain_open = true;
    world->asking = kind;
    world->rest_pain_open = false;
    world->paused = false;
    clear_warnings(world);
}

static void take_pauses(struct world *world, const struct event *event)
{
    switch (event->type) {
    case EVENT_PAUSED:
        world->paused = true;
        clear_warnings(world);
        break;
    case EVENT_RESUMED:
        world->paused = false;
        break;
    case EVENT_PAIN_ASKED:
        take_question(world, event->u.pain.kind);
        break;
    case EVENT_ALERT:
        world->guarding = true;
        show_fault(world, event);
        break;
    case EVENT_PAIN_ANSWERED:
        world->pain = event->u.pain.kind == ASK_NEXT_DAY ? world->pain : event->u.pain.nrs;
        world->pain_open = world->rest_pain_open = world->guarding = false;
        break;
    case EVENT_EFFORT_ASKED:
        world->effort_open = true;
        break;
    case EVENT_EFFORT_ANSWERED:
        world->effort_open = false;
        break;
    case EVENT_ANSWER_SKIPPED:
        world->effort_open = world->effort_open && event->u.pain.kind != ASK_EFFORT;
        if (event->u.pain.kind != ASK_EFFORT) {
            world->pain_open = world->rest_pain_open = false;
        }
        break;
    case EVENT_SCREENING_ASKED:
        world->screening_open = true;
        world->screening_flag = event->u.screening.flag;
        break;
    case EVENT_SCREENING_ANSWERED:
        world->screening_open = false;
        break;
    case EVENT_EASED:
        world->eased = true;
        if (world->stage != WORLD_REST && event->u.pain.reps > 0) {
            world->reps_wanted = event->u.pain.reps;
            count_wanted(world, event, event->u.pain.reps, world->sets);
        }
        show_fault(world, event);
        break;
    default:
        break;
    }
}

static void take_sight(struct world *world, const struct event *event)
{
    if (event->type == EVENT_TRACKING_FOUND) {
        world->lost = false;
        world->nobody = false;
        world->not_seen[0] = '\0';
    } else {
        world->lost = true;
        world->nobody = event->u.tracking.nobody;
        words_not_seen(event->u.tracking.joints, event->u.tracking.nobody, world->not_seen,
                       sizeof world->not_seen);
    }
}

void world_event(void *self, const struct event *event)
{
    struct world *world = self;
    world_tick(world, (double)event->t_us * 1e-6);
    garden_event(&world->garden, event);
    switch (event->type) {
    case EVENT_STEP_STARTED:
        take_place(world, event);
        break;
    case EVENT_SET_STARTED:
        start_set(world, event);
        break;
    case EVENT_READY:
        world->ready = true;
        world->reps_wanted = event->u.step.reps;
        world->stage = WORLD_EXERCISE;
        break;
    case EVENT_PHASE:
        world->stage = WORLD_EXERCISE;
        set_phase(world, event->u.phase.phase);
        break;
    case EVENT_REP_ABANDONED:
        set_phase(world, PHASE_START);
        break;
    case EVENT_HOLD:
        world->held_s = event->u.hold.held_s;
        world->hold_target_s = event->u.hold.target_s;
        break;
    case EVENT_REP:
        take_rep(world, event);
        break;
    case EVENT_FAULT:
    case EVENT_VIEW:
    case EVENT_TURN:
    case EVENT_NOT_SEEN_WELL:
        show_fault(world, event);
        break;
    case EVENT_WARNING:
        take_warning(world, event);
        break;
    case EVENT_TRACKING_LOST:
    case EVENT_TRACKING_FOUND:
        take_sight(world, event);
        break;
    case EVENT_SET_DONE:
        result_of(world, event->step, event->side)->sets_done++;
        clear_warnings(world);
        break;
    case EVENT_REST_STARTED:
        world->stage = WORLD_REST;
        world->rest_total_s = (double)event->u.rest.seconds;
        world->rest_end_s = world->now_s + world->rest_total_s;
        clear_warnings(world);
        break;
    case EVENT_REST_ENDED:
        world->stage = WORLD_POSITION;
        world->rest_pain_open = world->effort_open = false;
        break;
    case EVENT_SESSION_DONE:
        world->stage = WORLD_DONE;
        world->reason = event->u.done.reason;
        world->pain_open = world->rest_pain_open = world->effort_open = false;
        world->screening_open = false;
        world->paused = false;
        break;
    default:
        take_pauses(world, event);
        break;
    }
}
