#include "cues_part.h"

#define ASK_AGAIN_US 25000000

void cues_drop_questions(struct cues *cues)
{
    cues->asked_us = 0;
    cue_drop(&cues->line, TOPIC_QUESTION);
    cue_drop(&cues->line, TOPIC_ANSWER);
    cue_cut(&cues->line, TOPIC_QUESTION, cues->now_us);
    cue_cut(&cues->line, TOPIC_ANSWER, cues->now_us);
}

static void ask(struct cues *cues)
{
    char text[CUE_TEXT_SIZE];
    enum ask_kind kind;
    const struct world *world = &cues->world;
    cues->asked_us = cues->now_us;
    if (world->screening_open) {
        const struct red_flag *flag =
            spoken_flag(cues->rules, cues->plan->flag[world->screening_flag].id);
        cues_offer(cues, TOPIC_QUESTION, flag ? flag->question : "");
        if (!cues->answer_told || world->screening_flag == 0)
            cues_offer(cues, TOPIC_ANSWER, spoken_yes_no());
        return;
    }
    if (!world_question(world, &kind))
        return;
    if (kind == ASK_HURT && !world->guarding && !cues->hurt_placed) {
        spoken_places(text);
        cues_offer(cues, TOPIC_QUESTION, text);
        return;
    }
    spoken_question(kind, text);
    cues_offer(cues, TOPIC_QUESTION, text);
    if (!cues->answer_told)
        cues_offer(cues, TOPIC_ANSWER, spoken_answer());
}

/* Everything stops for it. */
static void halt(struct cues *cues, const char *text)
{
    cue_drop_all(&cues->line);
    cues_offer(cues, TOPIC_HALT, text);
}

static void take_question(struct cues *cues, const struct event *event)
{
    bool hurt = event->type == EVENT_PAIN_ASKED && event->u.pain.kind == ASK_HURT;
    cues->hurt_placed = false;
    if (hurt)
        halt(cues, cues->world.guarding ? "A guarding sign. Let's rest, and breathe out slowly."
                                        : words_question_help(ASK_HURT));
    else if (cues->waits) {
        cues_drop_preparing(cues);
        cues_greet(cues);
    }
    ask(cues);
}

static void take_answer(struct cues *cues, const struct event *event)
{
    char text[WORDS_SIZE];
    cues_drop_questions(cues);
    if (event->type == EVENT_PAIN_PLACE) {
        cues->hurt_placed = true;
        ask(cues);
        return;
    }
    if (event->type == EVENT_PAIN_ANSWERED && words_event(event, cues->plan, text, sizeof text))
        cues_offer(cues, TOPIC_HEARD, text);
    if (event->type == EVENT_EFFORT_ANSWERED)
        cues_offer(cues, TOPIC_HEARD, "Thank you.");
}

/* A pause or a question is over: back to where it was, with what has to be known for it. */
static void go_on(struct cues *cues)
{
    const struct world *world = &cues->world;
    if (world->stage == WORLD_POSITION || world->stage == WORLD_EXERCISE) {
        cues->readied = false;
        cues_explain_set(cues);
    }
}

void cues_take_waiting(struct cues *cues)
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
    cues_drop_questions(cues);
    cues_offer(cues, TOPIC_DONE, words_done(reason));
    if (reason != DONE_RED_FLAG || plan->flag_count == 0)
        return;
    const struct red_flag *flag =
        spoken_flag(cues->rules, plan->flag[cues->world.screening_flag].id);
    if (flag)
        cues_offer(cues, TOPIC_ANSWER, flag->action);
}

void cues_take_other(struct cues *cues, const struct event *event)
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
        cues_offer(cues, TOPIC_GO_ON, text);
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
        cues_offer(cues, TOPIC_LESS, text);
        break;
    case EVENT_SESSION_DONE:
        finish(cues, event->u.done.reason);
        break;
    default:
        break;
    }
}

void cues_watch_question(struct cues *cues)
{
    if (cues->asked_us == 0 || cues->now_us - cues->asked_us < ASK_AGAIN_US)
        return;
    ask(cues);
    cues->asked_us = 0; /* once more is enough */
}
