#include "cues_part.h"

#include <string.h>

#define REST_ENDS_S 10.0    /* announced so long before */
#define REST_LONG_S 25.0    /* in rests at least this long */
#define UNSEEN_US   1200000 /* a flicker is not worth a word */
#define READY_US    900000  /* whether the person has to turn round is known by then */
#define NEXT_US     500000  /* what comes next waits for a question in the rest */

void cues_init(struct cues *cues, const struct plan *plan, const struct safety_rules *rules)
{
    memset(cues, 0, sizeof *cues);
    cues->plan = plan;
    cues->rules = rules;
    cues->named_step = cues->start_step = cues->led_step = cues->hold_step = cues->back_step = -1;
    world_init(&cues->world, plan);
}

const char *cue_tone_name(enum cue_tone tone)
{
    static const char *const names[] = {"count", "reached", "held"};
    return names[tone];
}

void cues_sound(struct cues *cues, enum cue_tone tone)
{
    if (cues->tone_count < CUES_TONES)
        cues->tone[cues->tone_count++] = tone;
}

bool cues_tone(struct cues *cues, enum cue_tone *tone)
{
    if (cues->tone_count == 0)
        return false;
    *tone = cues->tone[0];
    cues->tone_count--;
    memmove(&cues->tone[0], &cues->tone[1], (size_t)cues->tone_count * sizeof cues->tone[0]);
    return true;
}

static void drop(struct cues *cues, const enum cue_topic *topics, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cue_drop(&cues->line, topics[i]);
}

void cues_drop_preparing(struct cues *cues)
{
    static const enum cue_topic topics[] = {TOPIC_WELCOME,   TOPIC_NAME, TOPIC_START, TOPIC_READY,
                                            TOPIC_REST_ENDS, TOPIC_SET,  TOPIC_NEXT};
    drop(cues, topics, ARRAY_LENGTH(topics));
}

void cues_drop_moving(struct cues *cues)
{
    static const enum cue_topic topics[] = {TOPIC_MOVE, TOPIC_HOLD, TOPIC_BACK, TOPIC_SECONDS,
                                            TOPIC_WARNING};
    drop(cues, topics, ARRAY_LENGTH(topics));
}

/* ---- into position ---- */

static bool start_is_told(const struct cues *cues)
{
    return cues->start_step == cues->world.step && cues->start_side == cues->world.side;
}

void cues_greet(struct cues *cues)
{
    char text[CUE_TEXT_SIZE];
    if (cues->welcomed)
        return;
    spoken_welcome(cues->plan, text);
    cues_offer(cues, TOPIC_WELCOME, text);
}

/* Whatever is not known yet of the set that begins, and nothing twice. */
void cues_explain_set(struct cues *cues)
{
    const struct world *world = &cues->world;
    const struct exercise *exercise = cues_exercise(cues);
    char text[CUE_TEXT_SIZE];
    if (!exercise || cues->waits)
        return;
    cue_drop(&cues->line, TOPIC_NEXT);
    cues_greet(cues);
    if (cues->named_step != world->step) {
        spoken_name(cues->plan, world->step, text);
        cues_offer(cues, TOPIC_NAME, text);
    }
    if (!start_is_told(cues)) {
        spoken_start(exercise, world->side, text);
        cues_offer(cues, TOPIC_START, text);
    }
}

static void begin_set(struct cues *cues)
{
    const struct world *world = &cues->world;
    char text[CUE_TEXT_SIZE];
    cues->readied = cues->back_told = cues->faulty = cues->warned = false;
    cues->fault_said = 0;
    if (cues->waits)
        return;
    if (cues->named_step == world->step) {
        spoken_set(cues->plan, world->step, world->set, world->side, text);
        cues_offer(cues, TOPIC_SET, text);
    }
    cues_explain_set(cues);
}

static void greet_ready(struct cues *cues)
{
    const struct exercise *exercise = cues_exercise(cues);
    bool told = cues->led_step == cues->world.step;
    char text[CUE_TEXT_SIZE];
    if (!exercise || cues->waits || (cues->readied && told))
        return;
    spoken_ready(exercise, told, text);
    cue_offer(&cues->line, TOPIC_READY, cues->now_us + READY_US, text);
}

/* ---- rests ---- */

static void begin_rest(struct cues *cues, const struct event *event)
{
    const struct world *world = &cues->world;
    struct world_next next;
    char text[CUE_TEXT_SIZE];
    if (!world_next(world, &next))
        return;
    const int32_t step = (int32_t)(next.exercise - cues->plan->step);
    const bool same = step == world->step;
    const enum body_side side = same ? next.side : plan_first_side(cues->plan, step);
    cues->rest_ending = (double)event->u.rest.seconds >= REST_LONG_S;
    spoken_rest(world->reps, world->reps_wanted, !same, event->u.rest.seconds, text);
    cues_offer(cues, TOPIC_SET_DONE, text);
    spoken_next(cues->plan, world->step, step, next.set, side, text);
    cue_offer(&cues->line, TOPIC_NEXT, cues->now_us + NEXT_US, text);
    if (!same) {
        spoken_start(next.exercise, side, text);
        cue_offer(&cues->line, TOPIC_START, cues->now_us + NEXT_US + 1, text);
    }
}

static void end_set(struct cues *cues)
{
    static const enum cue_topic over[] = {TOPIC_REP, TOPIC_PRAISE, TOPIC_CORRECTION, TOPIC_AGAIN,
                                          TOPIC_EASED};
    cues_drop_moving(cues);
    cues_drop_preparing(cues);
    drop(cues, over, ARRAY_LENGTH(over));
}

static void watch_rest(struct cues *cues)
{
    double left_s = world_rest_left_s(&cues->world);
    if (!cues->rest_ending || cues->waits || cues->world.stage != WORLD_REST ||
        left_s > REST_ENDS_S)
        return;
    cues->rest_ending = false;
    cues_offer(cues, TOPIC_REST_ENDS, spoken_rest_ends());
}

/* ---- what the camera sees ---- */

static void take_sight(struct cues *cues, const struct event *event)
{
    char text[WORDS_SIZE];
    words_event(event, cues->plan, text, sizeof text);
    switch (event->type) {
    case EVENT_TRACKING_LOST:
        cue_offer(&cues->line, TOPIC_UNSEEN, cues->now_us + UNSEEN_US, text);
        break;
    case EVENT_TRACKING_FOUND:
        cue_drop(&cues->line, TOPIC_UNSEEN);
        if (cues->unseen_said)
            cues_offer(cues, TOPIC_SEEN, text);
        cues->unseen_said = false;
        break;
    case EVENT_NOT_SEEN_WELL:
        cues_offer(cues, TOPIC_NOT_JUDGED, text);
        break;
    default:
        cues->readied = false; /* it will be, once more, the other way round */
        cue_drop(&cues->line, TOPIC_READY);
        cues_offer(cues, TOPIC_TURN, text);
        break;
    }
}

/* ---- the sink ---- */

static void take_event(struct cues *cues, const struct event *event)
{
    switch (event->type) {
    case EVENT_SET_STARTED:
        begin_set(cues);
        break;
    case EVENT_READY:
        greet_ready(cues);
        break;
    case EVENT_PHASE:
        cues_take_phase(cues, event->u.phase.phase);
        break;
    case EVENT_HOLD:
        cues_take_second(cues, event);
        break;
    case EVENT_REP:
        cues_take_rep(cues, event);
        break;
    case EVENT_REP_ABANDONED:
        cues_take_back_early(cues, event);
        break;
    case EVENT_FAULT:
        cues_take_fault(cues, event);
        break;
    case EVENT_WARNING:
        cues_take_warning(cues, event);
        break;
    case EVENT_SET_DONE:
        end_set(cues);
        break;
    case EVENT_REST_STARTED:
        begin_rest(cues, event);
        break;
    case EVENT_REST_ENDED:
        cues->rest_ending = false;
        cues_drop_questions(cues);
        cue_drop(&cues->line, TOPIC_SET_DONE);
        cue_drop(&cues->line, TOPIC_REST_ENDS);
        break;
    case EVENT_TRACKING_LOST:
    case EVENT_TRACKING_FOUND:
    case EVENT_VIEW:
    case EVENT_TURN:
    case EVENT_NOT_SEEN_WELL:
        take_sight(cues, event);
        break;
    default:
        cues_take_other(cues, event);
        break;
    }
}

void cues_event(void *self, const struct event *event)
{
    struct cues *cues = self;
    world_event(&cues->world, event);
    cues->now_us = event->t_us > cues->now_us ? event->t_us : cues->now_us;
    /* What a question holds back is known before the event is told; what it set free, after. */
    cues->waits =
        cues->waits || cues->world.paused || cues->world.pain_open || cues->world.screening_open;
    take_event(cues, event);
    cues_take_waiting(cues);
}

void cues_notice(struct cues *cues, const char *notice)
{
    if (notice)
        cues_offer(cues, TOPIC_NOTICE, notice);
}

/* What was said is known from here on. */
static void note_said(struct cues *cues, const struct cue *cue)
{
    const struct world *world = &cues->world;
    struct world_next next;
    const bool rests = world->stage == WORLD_REST && world_next(world, &next);
    const int32_t step = rests ? (int32_t)(next.exercise - cues->plan->step) : world->step;
    switch (cue->topic) {
    case TOPIC_WELCOME:
        cues->welcomed = true;
        break;
    case TOPIC_NAME:
        cues->named_step = step;
        break;
    case TOPIC_NEXT:
        cues->named_step = step;
        if (step == world->step && rests)
            cues->start_side = next.side;
        break;
    case TOPIC_START:
        cues->start_step = step;
        cues->start_side = step != world->step ? plan_first_side(cues->plan, step) : world->side;
        break;
    case TOPIC_READY:
        cues->readied = true;
        cues->led_step = world->step;
        break;
    case TOPIC_MOVE:
        cues->led_step = world->step;
        break;
    case TOPIC_HOLD:
        cues->hold_step = world->step;
        break;
    case TOPIC_BACK:
        cues->back_step = world->step;
        break;
    case TOPIC_TONES:
        cues->tones_told = true;
        break;
    case TOPIC_CORRECTION:
        cues->fault_said |= 1u << cues->fault_waits;
        break;
    case TOPIC_UNSEEN:
        cues->unseen_said = true;
        break;
    case TOPIC_ANSWER:
        cues->answer_told = true;
        break;
    default:
        break;
    }
}

bool cues_next(struct cues *cues, int64_t now_us, struct cue *out)
{
    cues->now_us = now_us > cues->now_us ? now_us : cues->now_us;
    world_tick(&cues->world, (double)cues->now_us * 1e-6);
    watch_rest(cues);
    cues_watch_hold(cues);
    cues_watch_question(cues);
    if (!cue_next(&cues->line, cues->now_us, out))
        return false;
    note_said(cues, out);
    return true;
}
