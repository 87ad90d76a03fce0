#include "cue_texts.h"

#include "spoken.h"

#include <string.h>

struct taker {
    const struct plan *plan;
    void (*take)(void *self, const char *text);
    void *self;
    char text[CUE_TEXT_SIZE];
};

static void give(struct taker *taker)
{
    if (taker->text[0])
        taker->take(taker->self, taker->text);
}

static void give_event(struct taker *taker, struct event event)
{
    if (words_event(&event, taker->plan, taker->text, sizeof taker->text))
        give(taker);
}

static void give_start(struct taker *taker, int32_t step)
{
    const struct exercise *exercise = &taker->plan->step[step];
    spoken_name(taker->plan, step, taker->text);
    give(taker);
    spoken_start(exercise, plan_first_side(taker->plan, step), taker->text);
    give(taker);
    for (int told = 0; told < 2; told++) {
        spoken_ready(exercise, told, taker->text);
        give(taker);
    }
}

static void give_rep(struct taker *taker, int32_t step)
{
    const struct exercise *exercise = &taker->plan->step[step];
    for (int full = 1; full >= 0; full--)
        for (enum phase phase = PHASE_MOVE; phase < PHASE_COUNT; phase++) {
            spoken_phase(exercise, phase, full, taker->text);
            give(taker);
        }
    for (int second = 1; second < (int)exercise->target.hold_s + 1; second++) {
        spoken_second((float)second, exercise->target.hold_s, taker->text);
        give(taker);
    }
    for (int rep = 1; rep < exercise->dosage.reps; rep++) {
        spoken_rep(exercise, rep, exercise->dosage.reps, taker->text);
        give(taker);
    }
}

static void give_rules(struct taker *taker, int32_t step)
{
    const struct exercise *exercise = &taker->plan->step[step];
    struct event event = {.type = EVENT_FAULT, .step = step};
    for (int i = 0; i < exercise->limit_count; i++) {
        words_warning(exercise, exercise->limit[i].id, WARNING_OVER, taker->text,
                      sizeof taker->text);
        give(taker);
    }
    for (int i = 0; i < exercise->fault_count; i++) {
        text_copy(event.u.rule.id, ID_SIZE, exercise->fault[i].id);
        give_event(taker, event);
    }
}

/* Rests, other sides and sets, and what comes after. */
static void give_rests(struct taker *taker, int32_t step)
{
    const struct plan *plan = taker->plan;
    const struct exercise *exercise = &plan->step[step];
    const enum body_side first = plan_first_side(plan, step);
    const enum body_side other = first == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT;
    const bool two = plan_has_two_sides(plan, step);
    const int reps = exercise->dosage.reps;
    const bool last = step + 1 == plan->step_count;
    for (int done = 0; done < 2 - last; done++) {
        spoken_rest(reps, reps, done, exercise->dosage.rest_s, taker->text);
        give(taker);
    }
    for (int set = 1; set <= exercise->dosage.sets; set++) {
        for (int side = 0; side < 1 + two; side++) {
            if (set > 1 || side > 0) {
                spoken_next(plan, step, step, set, side ? other : first, taker->text);
                give(taker);
            }
            spoken_set(plan, step, set, side ? other : first, taker->text);
            give(taker);
        }
    }
    if (two) {
        spoken_start(exercise, other, taker->text);
        give(taker);
    }
    if (!last) {
        spoken_next(plan, step, step + 1, 1, plan_first_side(plan, step + 1), taker->text);
        give(taker);
    }
}

static void give_fixed(struct taker *taker)
{
    static const enum event_type always[] = {EVENT_PAUSED, EVENT_RESUMED, EVENT_REP_ABANDONED,
                                             EVENT_TRACKING_FOUND, EVENT_EASED};
    static const float forms[] = {95, 80};
    for (size_t i = 0; i < ARRAY_LENGTH(always); i++)
        give_event(taker, (struct event){.type = always[i]});
    for (enum warning_level level = WARNING_STOP; level <= WARNING_WITHDRAWN; level++) {
        words_warning(NULL, "", level, taker->text, sizeof taker->text);
        give(taker);
    }
    for (size_t i = 0; i < ARRAY_LENGTH(forms); i++)
        taker->take(taker->self, words_praise(forms[i]));
    for (enum done_reason why = DONE_COMPLETED; why <= DONE_PAIN; why++)
        taker->take(taker->self, words_done(why));
    for (int part = -1; part < JOINT_COUNT; part++) {
        words_not_seen(part < 0 ? 0 : 1u << part, part < 0, taker->text, sizeof taker->text);
        give(taker);
    }
    for (enum body_side side = SIDE_LEFT; side <= SIDE_RIGHT; side++)
        give_event(taker, (struct event){.type = EVENT_TURN, .side = side});
    for (int step = 0; step < taker->plan->step_count; step++)
        give_event(taker, (struct event){.type = EVENT_VIEW, .step = step});
}

static void give_questions(struct taker *taker, const struct safety_rules *rules)
{
    const struct plan *plan = taker->plan;
    for (int i = 0; i < plan->flag_count; i++) {
        const struct red_flag *flag = spoken_flag(rules, plan->flag[i].id);
        if (flag)
            taker->take(taker->self, flag->question);
    }
    if (plan->flag_count > 0)
        taker->take(taker->self, spoken_yes_no());
    taker->take(taker->self, spoken_answer());
    for (enum ask_kind kind = 0; kind < ASK_KIND_COUNT; kind++) {
        spoken_question(kind, taker->text);
        give(taker);
    }
    taker->take(taker->self, words_question_help(ASK_HURT));
    spoken_places(taker->text);
    give(taker);
    for (int nrs = 0; nrs <= 10; nrs++) { /* all, so that none of them tells what was answered */
        struct event event = {.type = EVENT_PAIN_ANSWERED};
        event.u.pain.nrs = nrs;
        give_event(taker, event);
    }
}

void cue_texts(const struct plan *plan, const struct safety_rules *rules,
               void (*take)(void *self, const char *text), void *self)
{
    struct taker taker = {.plan = plan, .take = take, .self = self};
    spoken_welcome(plan, taker.text);
    give(&taker);
    if (plan->flag_count > 0 || plan->ask.before)
        give_questions(&taker, rules);
    for (int32_t step = 0; step < plan->step_count; step++) {
        give_start(&taker, step);
        give_rep(&taker, step);
        give_rules(&taker, step);
        if (step == 0)
            give_fixed(&taker);
        give_rests(&taker, step);
    }
    take(self, spoken_rest_ends());
    take(self, spoken_tones());
    take(self, "And back.");
    give_questions(&taker, rules);
}
