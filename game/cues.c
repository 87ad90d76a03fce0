#include "cues.h"

#include "spoken.h"

#include <string.h>

#define REST_ENDS_S   10.0 /* announced so long before */
#define REST_LONG_S   25.0 /* in rests at least this long */
#define ASK_AGAIN_US  25000000
#define UNSEEN_US     1200000 /* a flicker is not worth a word */
#define HOLD_SPARE_S  1.5
#define SHORT_COUNT_S 5.5f
#define READY_US 900000 /* whether the person has to turn round is known by then */
#define NEXT_US       500000 /* what comes next waits for a question in the rest */
#define PRAISE_FROM   75.0f
#define PRAISE_EVERY  3 /* repetitions */

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

static void sound(struct cues *cues, enum cue_tone tone)
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

static const struct exercise *exercise_of(const struct cues *cues)
{
    return world_exercise(&cues->world);
}

static void offer(struct cues *cues, enum cue_topic topic, const char *text)
{
    cue_offer(&cues->line, topic, cues->now_us, text);
}

static void drop(struct cues *cues, const enum cue_topic *topics, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cue_drop(&cues->line, topics[i]);
}

/* What prepares for a set; done with once it is under way. */
static const enum cue_topic preparing[] = {TOPIC_WELCOME,   TOPIC_NAME, TOPIC_START, TOPIC_READY,
                                           TOPIC_REST_ENDS, TOPIC_SET,  TOPIC_NEXT};
/* What belongs to a repetition; done with once it is over. */
static const enum cue_topic moving[] = {TOPIC_MOVE, TOPIC_HOLD, TOPIC_BACK, TOPIC_SECONDS,
                                        TOPIC_WARNING};

/* ---- into position ---- */

static bool start_is_told(const struct cues *cues)
{
    return cues->start_step == cues->world.step && cues->start_side == cues->world.side;
}

/* Whatever is not known yet of the set that begins, and nothing twice. */
static void explain_set(struct cues *cues)
{
    const struct world *world = &cues->world;
    const struct exercise *exercise = exercise_of(cues);
    char text[CUE_TEXT_SIZE];
    if (!exercise || cues->waits)
        return;
    cue_drop(&cues->line, TOPIC_NEXT);
    if (!cues->welcomed) {
        spoken_welcome(cues->plan, text);
        offer(cues, TOPIC_WELCOME, text);
    }
    if (cues->named_step != world->step) {
        spoken_name(cues->plan, world->step, text);
        offer(cues, TOPIC_NAME, text);
    }
    if (!start_is_told(cues)) {
        spoken_start(exercise, world->side, text);
        offer(cues, TOPIC_START, text);
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
        offer(cues, TOPIC_SET, text);
    }
    explain_set(cues);
}

static void greet_ready(struct cues *cues)
{
    const struct exercise *exercise = exercise_of(cues);
    bool told = cues->led_step == cues->world.step;
    char text[CUE_TEXT_SIZE];
    if (!exercise || cues->waits || (cues->readied && told))
        return;
    spoken_ready(exercise, told, text);
    cue_offer(&cues->line, TOPIC_READY, cues->now_us + READY_US, text);
}

/* ---- a repetition ---- */

static void say_phase(struct cues *cues, enum cue_topic topic, enum phase phase, bool full)
{
    char text[CUE_TEXT_SIZE];
    spoken_phase(exercise_of(cues), phase, full, text);
    offer(cues, topic, text);
}

/* The first movement is announced before it is made; one that came sooner is told as it goes. */
static void begin_move(struct cues *cues)
{
    const struct exercise *exercise = exercise_of(cues);
    bool announced = cues->led_step == cues->world.step;
    cues->back_told = cues->faulty = cues->warned = false;
    if (!announced || exercise->guided)
        say_phase(cues, TOPIC_MOVE, PHASE_MOVE, !announced);
    drop(cues, preparing, ARRAY_LENGTH(preparing));
}

static void tell_back(struct cues *cues)
{
    if (cues->back_told)
        return;
    cues->back_told = true;
    cue_drop(&cues->line, TOPIC_SECONDS);
    cue_drop(&cues->line, TOPIC_HOLD);
    say_phase(cues, TOPIC_BACK, PHASE_RETURN, cues->back_step != cues->world.step);
}

static void take_phase(struct cues *cues, enum phase phase)
{
    const struct exercise *exercise = exercise_of(cues);
    if (!exercise)
        return;
    switch (phase) {
    case PHASE_MOVE:
        begin_move(cues);
        break;
    case PHASE_HOLD:
        if (cues->back_told)
            break; /* only wavering on the way back */
        sound(cues, TONE_REACHED);
        cue_drop(&cues->line, TOPIC_MOVE);
        say_phase(cues, TOPIC_HOLD, PHASE_HOLD, cues->hold_step != cues->world.step);
        break;
    case PHASE_RETURN:
        if (exercise->guided && !cues->back_told)
            sound(cues, TONE_HELD);
        tell_back(cues);
        break;
    default:
        break;
    }
}

static void take_second(struct cues *cues, const struct event *event)
{
    float held_s = event->u.hold.held_s, target_s = event->u.hold.target_s;
    char text[CUE_TEXT_SIZE];
    const struct exercise *exercise = exercise_of(cues);
    /* What is led by the clock is held once the clock says so. */
    if (!exercise || cues->back_told || (exercise->guided && cues->world.phase != PHASE_HOLD))
        return;
    if (held_s >= target_s - 0.01f) {
        sound(cues, TONE_HELD);
        tell_back(cues);
        return;
    }
    spoken_second(held_s, target_s, text);
    if (text[0])
        sound(cues, TONE_COUNT);
    /* The seconds of a short hold are known by the third: the tone alone goes on. */
    if (target_s > SHORT_COUNT_S || cues->world.reps < 2)
        offer(cues, TOPIC_SECONDS, text);
}

static void take_rep(struct cues *cues, const struct event *event)
{
    const struct rep_result *rep = &event->u.rep;
    char text[CUE_TEXT_SIZE];
    drop(cues, moving, ARRAY_LENGTH(moving));
    sound(cues, TONE_COUNT);
    spoken_rep(&cues->plan->step[cues->world.step], rep->index, cues->world.reps_wanted, text);
    if (!rep->guided || rep->index == cues->world.reps_wanted - 1)
        offer(cues, TOPIC_REP, text); /* otherwise "and again" follows at once */
    bool good = !rep->guided && !rep->unscored && rep->score >= PRAISE_FROM && !cues->faulty;
    if (good && rep->index % PRAISE_EVERY == 2)
        offer(cues, TOPIC_PRAISE, words_praise(rep->score));
}

static void take_fault(struct cues *cues, const struct event *event)
{
    const struct exercise *exercise = exercise_of(cues);
    char text[WORDS_SIZE];
    cues->faulty = true;
    for (int i = 0; exercise && i < exercise->fault_count; i++) {
        if (strcmp(exercise->fault[i].id, event->u.rule.id) != 0)
            continue;
        if (cues->warned || (cues->fault_said >> i & 1u) ||
            !words_event(event, cues->plan, text, sizeof text))
            return;
        cues->fault_waits = i;
        offer(cues, TOPIC_CORRECTION, text);
    }
}

static void take_warning(struct cues *cues, const struct event *event)
{
    enum warning_level level = event->u.rule.level;
    char text[WORDS_SIZE];
    cues->faulty = true;
    words_event(event, cues->plan, text, sizeof text);
    if (level == WARNING_WITHDRAWN) {
        cue_drop(&cues->line, TOPIC_WARNING);
        offer(cues, TOPIC_EASED, text);
        return;
    }
    /* One thing at a time: the warning has said what to do. */
    cues->warned = true;
    cue_drop(&cues->line, TOPIC_EASED);
    cue_drop(&cues->line, TOPIC_CORRECTION);
    offer(cues, level == WARNING_STOP ? TOPIC_STOP : TOPIC_WARNING, text);
}

static void take_back_early(struct cues *cues, const struct event *event)
{
    char text[WORDS_SIZE];
    drop(cues, moving, ARRAY_LENGTH(moving));
    words_event(event, cues->plan, text, sizeof text);
    offer(cues, TOPIC_AGAIN, text);
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
    offer(cues, TOPIC_SET_DONE, text);
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
    drop(cues, moving, ARRAY_LENGTH(moving));
    drop(cues, preparing, ARRAY_LENGTH(preparing));
    drop(cues, over, ARRAY_LENGTH(over));
}

static void drop_questions(struct cues *cues)
{
    cues->asked_us = 0;
    cue_drop(&cues->line, TOPIC_QUESTION);
    cue_drop(&cues->line, TOPIC_ANSWER);
    cue_cut(&cues->line, TOPIC_QUESTION, cues->now_us);
    cue_cut(&cues->line, TOPIC_ANSWER, cues->now_us);
}

static void watch_rest(struct cues *cues)
{
    double left_s = world_rest_left_s(&cues->world);
    if (!cues->rest_ending || cues->waits || cues->world.stage != WORLD_REST ||
        left_s > REST_ENDS_S)
        return;
    cues->rest_ending = false;
    offer(cues, TOPIC_REST_ENDS, spoken_rest_ends());
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
            offer(cues, TOPIC_SEEN, text);
        cues->unseen_said = false;
        break;
    case EVENT_NOT_SEEN_WELL:
        offer(cues, TOPIC_NOT_JUDGED, text);
        break;
    default:
        cues->readied = false; /* it will be, once more, the other way round */
        cue_drop(&cues->line, TOPIC_READY);
        offer(cues, TOPIC_TURN, text);
        break;
    }
}

/* ---- questions and pauses ---- */

static void ask(struct cues *cues)
{
    char text[CUE_TEXT_SIZE];
    enum ask_kind kind;
    const struct world *world = &cues->world;
    cues->asked_us = cues->now_us;
    if (world->screening_open) {
        const struct red_flag *flag =
            spoken_flag(cues->rules, cues->plan->flag[world->screening_flag].id);
        offer(cues, TOPIC_QUESTION, flag ? flag->question : "");
        if (!cues->answer_told || world->screening_flag == 0)
            offer(cues, TOPIC_ANSWER, spoken_yes_no());
        return;
    }
    if (!world_question(world, &kind))
        return;
    if (kind == ASK_HURT && !world->guarding && !cues->hurt_placed) {
        spoken_places(text);
        offer(cues, TOPIC_QUESTION, text);
        return;
    }
    spoken_question(kind, text);
    offer(cues, TOPIC_QUESTION, text);
    if (!cues->answer_told)
        offer(cues, TOPIC_ANSWER, spoken_answer());
}

/* Everything stops for it. */
static void halt(struct cues *cues, const char *text)
{
    cue_drop_all(&cues->line);
    offer(cues, TOPIC_HALT, text);
}

static void take_question(struct cues *cues, const struct event *event)
{
    bool hurt = event->type == EVENT_PAIN_ASKED && event->u.pain.kind == ASK_HURT;
    cues->hurt_placed = false;
    if (hurt)
        halt(cues, cues->world.guarding ? "A guarding sign. Let's rest, and breathe out slowly."
                                        : words_question_help(ASK_HURT));
    else if (cues->waits)
        drop(cues, preparing + 1, ARRAY_LENGTH(preparing) - 1); /* the welcome may come first */
    ask(cues);
}

static void take_answer(struct cues *cues, const struct event *event)
{
    char text[WORDS_SIZE];
    drop_questions(cues);
    if (event->type == EVENT_PAIN_PLACE) {
        cues->hurt_placed = true;
        ask(cues);
        return;
    }
    if (event->type == EVENT_PAIN_ANSWERED && words_event(event, cues->plan, text, sizeof text))
        offer(cues, TOPIC_HEARD, text);
    if (event->type == EVENT_EFFORT_ANSWERED)
        offer(cues, TOPIC_HEARD, "Thank you.");
}

/* A pause or a question is over: back to where it was, with what has to be known for it. */
static void go_on(struct cues *cues)
{
    const struct world *world = &cues->world;
    if (world->stage == WORLD_POSITION || world->stage == WORLD_EXERCISE) {
        cues->readied = false;
        explain_set(cues);
    }
}

static void take_waiting(struct cues *cues)
{
    const struct world *world = &cues->world;
    bool waits = world->paused || world->pain_open || world->screening_open;
    bool over = cues->waits && !waits;
    cues->waits = waits;
    if (over && world->stage != WORLD_DONE)
        go_on(cues);
}

static void finish(struct cues *cues, enum done_reason reason)
{
    const struct plan *plan = cues->plan;
    cue_drop_all(&cues->line);
    drop_questions(cues);
    offer(cues, TOPIC_DONE, words_done(reason));
    if (reason != DONE_RED_FLAG || plan->flag_count == 0)
        return;
    const struct red_flag *flag =
        spoken_flag(cues->rules, plan->flag[cues->world.screening_flag].id);
    if (flag)
        offer(cues, TOPIC_ANSWER, flag->action);
}

static void take_other(struct cues *cues, const struct event *event)
{
    char text[WORDS_SIZE];
    words_event(event, cues->plan, text, sizeof text);
    switch (event->type) {
    case EVENT_PAUSED:
        halt(cues, text);
        break;
    case EVENT_RESUMED:
        cue_drop_all(&cues->line);
        cue_cut(&cues->line, TOPIC_HALT, cues->now_us);
        offer(cues, TOPIC_GO_ON, text);
        break;
    case EVENT_SCREENING_ASKED:
    case EVENT_PAIN_ASKED:
    case EVENT_EFFORT_ASKED:
        take_question(cues, event);
        break;
    case EVENT_SCREENING_ANSWERED:
    case EVENT_PAIN_ANSWERED:
    case EVENT_EFFORT_ANSWERED:
    case EVENT_ANSWER_SKIPPED:
    case EVENT_PAIN_PLACE:
        take_answer(cues, event);
        break;
    case EVENT_EASED:
        offer(cues, TOPIC_LESS, text);
        break;
    case EVENT_SESSION_DONE:
        finish(cues, event->u.done.reason);
        break;
    default:
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
        take_phase(cues, event->u.phase.phase);
        break;
    case EVENT_HOLD:
        take_second(cues, event);
        break;
    case EVENT_REP:
        take_rep(cues, event);
        break;
    case EVENT_REP_ABANDONED:
        take_back_early(cues, event);
        break;
    case EVENT_FAULT:
        take_fault(cues, event);
        break;
    case EVENT_WARNING:
        take_warning(cues, event);
        break;
    case EVENT_SET_DONE:
        end_set(cues);
        break;
    case EVENT_REST_STARTED:
        begin_rest(cues, event);
        break;
    case EVENT_REST_ENDED:
        cues->rest_ending = false;
        drop_questions(cues);
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
        take_other(cues, event);
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
    take_waiting(cues);
}

void cues_notice(struct cues *cues, const char *notice)
{
    if (notice)
        offer(cues, TOPIC_NOTICE, notice);
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

/* Outside the target's band no second of a hold counts, and a person who can't see would wait for
 * its end. The way back is told all the same: never is more asked for. */
static void watch_hold(struct cues *cues)
{
    const struct world *world = &cues->world;
    const bool holds = world->stage == WORLD_EXERCISE && world->phase == PHASE_HOLD && !cues->waits;
    if (holds && !cues->back_told && !world->lost &&
        world->now_s - world->phase_s > (double)world->hold_target_s + HOLD_SPARE_S)
        tell_back(cues);
}

static void watch_question(struct cues *cues)
{
    if (cues->asked_us == 0 || cues->now_us - cues->asked_us < ASK_AGAIN_US)
        return;
    ask(cues);
    cues->asked_us = 0; /* once more is enough */
}

bool cues_next(struct cues *cues, int64_t now_us, struct cue *out)
{
    cues->now_us = now_us > cues->now_us ? now_us : cues->now_us;
    world_tick(&cues->world, (double)cues->now_us * 1e-6);
    watch_rest(cues);
    watch_hold(cues);
    watch_question(cues);
    if (!cue_next(&cues->line, cues->now_us, out))
        return false;
    note_said(cues, out);
    return true;
}
