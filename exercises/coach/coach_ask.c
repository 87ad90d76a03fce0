#include "coach/coach_ask.h"

bool ask_is_screening(const struct coach *coach)
{
    return coach->started && coach->screened < coach->plan.flag_count;
}

bool ask_waits(const struct coach *coach)
{
    return coach->pain_open || coach->closing || ask_is_screening(coach);
}

/* ---- asking ---- */

static void ask_pain(struct coach *coach, struct outlet *outlet, enum ask_kind kind)
{
    coach->asked |= 1u << kind;
    emit(coach, outlet, EVENT_PAIN_ASKED)->u.pain.kind = kind;
}

static void ask_and_wait(struct coach *coach, struct outlet *outlet, enum ask_kind kind)
{
    coach->pain_open = true;
    coach->asking = kind;
    ask_pain(coach, outlet, kind);
}

static void ask_effort(struct coach *coach, struct outlet *outlet)
{
    coach->effort_open = true;
    emit(coach, outlet, EVENT_EFFORT_ASKED);
}

static bool still_to_ask(const struct coach *coach, bool wanted, enum ask_kind kind)
{
    return wanted && !(coach->asked >> kind & 1u);
}

void ask_opening(struct coach *coach, struct outlet *outlet)
{
    const struct plan_questions *ask = &coach->plan.ask;
    if (ask_is_screening(coach))
        emit(coach, outlet, EVENT_SCREENING_ASKED)->u.screening.flag = coach->screened;
    else if (still_to_ask(coach, ask->next_day, ASK_NEXT_DAY))
        ask_and_wait(coach, outlet, ASK_NEXT_DAY);
    else if (still_to_ask(coach, ask->before, ASK_BEFORE))
        ask_and_wait(coach, outlet, ASK_BEFORE);
}

bool ask_closing(struct coach *coach, struct outlet *outlet)
{
    const struct plan_questions *ask = &coach->plan.ask;
    coach->closing = true;
    if (still_to_ask(coach, ask->effort, ASK_EFFORT)) {
        coach->asked |= 1u << ASK_EFFORT; /* the last exercise's; the others' came in their rests */
        ask_effort(coach, outlet);
        return false;
    }
    if (!still_to_ask(coach, ask->after, ASK_AFTER))
        return true;
    ask_and_wait(coach, outlet, ASK_AFTER);
    return false;
}

void ask_in_rest(struct coach *coach, struct outlet *outlet, bool step_done)
{
    coach->rest_pain_open = coach->plan.ask.between;
    if (coach->rest_pain_open)
        ask_pain(coach, outlet, ASK_BETWEEN);
    if (step_done && coach->plan.ask.effort)
        ask_effort(coach, outlet);
}

void ask_rest_over(struct coach *coach)
{
    coach->rest_pain_open = coach->effort_open = false; /* not answered is an answer */
}

void ask_hurt(struct coach *coach, struct outlet *outlet)
{
    coach->rest_pain_open = false;
    ask_and_wait(coach, outlet, ASK_HURT);
}

/* ---- answers ---- */

static struct ask_outcome ends(enum done_reason reason)
{
    return (struct ask_outcome){.ends = true, .reason = reason};
}

static void decide(struct coach *coach, struct outlet *outlet, struct safety_verdict verdict)
{
    emit(coach, outlet, EVENT_DECISION)->u.decision = verdict;
}

static void ease_off(struct coach *coach, struct outlet *outlet, int32_t nrs)
{
    coach->ease *= pain_rules_capped(coach->plan.pain).eased_to;
    struct event *eased = emit(coach, outlet, EVENT_EASED);
    eased->u.pain.nrs = nrs;
    eased->u.pain.reps = reps_wanted(coach);
}

static enum ask_kind asked_kind(const struct coach *coach)
{
    if (coach->pain_open)
        return coach->asking;
    return coach->rest_pain_open ? ASK_BETWEEN : ASK_HURT;
}

/* What was asked at the start or the end leads to the next question there. */
static struct ask_outcome ask_on(struct coach *coach, struct outlet *outlet, enum ask_kind kind)
{
    if (coach->closing && !coach->pain_open && ask_closing(coach, outlet))
        return ends(DONE_COMPLETED);
    if (!coach->closing && (kind == ASK_NEXT_DAY || kind == ASK_BEFORE))
        ask_opening(coach, outlet);
    return (struct ask_outcome){0};
}

static struct safety_verdict judge(const struct coach *coach, enum ask_kind kind, int32_t nrs)
{
    if (kind == ASK_NEXT_DAY)
        return safety_of_next_day(coach->plan.ask.next_day_limit, nrs);
    return safety_of_pain(coach->plan.profile.pain_policy, coach->plan.pain, coach->first_nrs, nrs);
}

static struct ask_outcome take_pain(struct coach *coach, struct outlet *outlet, int32_t nrs)
{
    enum ask_kind kind = asked_kind(coach);
    if (ask_is_screening(coach))
        return (struct ask_outcome){0};
    coach->pain_open = coach->rest_pain_open = false;
    struct event *answered = emit(coach, outlet, EVENT_PAIN_ANSWERED);
    answered->u.pain.nrs = nrs;
    answered->u.pain.kind = kind;
    if (kind != ASK_NEXT_DAY)
        signs_hear_pain(&coach->signs, nrs);
    struct safety_verdict verdict = judge(coach, kind, nrs);
    if (kind != ASK_NEXT_DAY && coach->first_nrs < 0)
        coach->first_nrs = nrs;
    decide(coach, outlet, verdict);
    if (verdict.decision == SAFETY_STOP)
        return ends(DONE_PAIN);
    bool eased = verdict.decision == SAFETY_EASE && !coach->closing;
    if (eased)
        ease_off(coach, outlet, nrs);
    struct ask_outcome outcome = ask_on(coach, outlet, kind);
    outcome.eased = eased;
    return outcome;
}

/* Sharp pain, or pain down the leg, ends the session whatever else was answered. */
static struct ask_outcome take_place(struct coach *coach, struct outlet *outlet,
                                     enum pain_place place)
{
    struct safety_verdict verdict = safety_of_place(place);
    emit(coach, outlet, EVENT_PAIN_PLACE)->u.place.place = place;
    if (verdict.decision != SAFETY_STOP)
        return (struct ask_outcome){0};
    decide(coach, outlet, verdict);
    return ends(DONE_PAIN);
}

static struct ask_outcome take_sharp(struct coach *coach, struct outlet *outlet)
{
    decide(coach, outlet, (struct safety_verdict){SAFETY_STOP, RULE_PAIN_SHARP, 1, 0});
    return ends(DONE_PAIN);
}

static struct ask_outcome take_effort(struct coach *coach, struct outlet *outlet, int32_t cr10)
{
    if (!coach->effort_open)
        return (struct ask_outcome){0};
    coach->effort_open = false;
    emit(coach, outlet, EVENT_EFFORT_ANSWERED)->u.effort.cr10 = cr10;
    return ask_on(coach, outlet, ASK_EFFORT);
}

/* Only the question that is open can be answered; the first yes ends the session. */
static struct ask_outcome take_screening(struct coach *coach, struct outlet *outlet, int32_t value)
{
    bool yes = value % 2 != 0;
    if (!ask_is_screening(coach) || value / 2 != coach->screened)
        return (struct ask_outcome){0};
    struct event *answered = emit(coach, outlet, EVENT_SCREENING_ANSWERED);
    answered->u.screening.flag = coach->screened;
    answered->u.screening.yes = yes;
    if (yes) {
        decide(coach, outlet, (struct safety_verdict){SAFETY_STOP, RULE_RED_FLAG, 1, 0});
        return ends(DONE_RED_FLAG);
    }
    coach->screened++;
    ask_opening(coach, outlet);
    return (struct ask_outcome){0};
}

struct ask_outcome ask_take(struct coach *coach, struct outlet *outlet, struct action action)
{
    switch (action.type) {
    case ACTION_PAIN_ANSWER:
        return take_pain(coach, outlet, clamp_int(action.value, 0, 10));
    case ACTION_PAIN_PLACE:
        return take_place(coach, outlet,
                          (enum pain_place)clamp_int(action.value, 0, PLACE_COUNT - 1));
    case ACTION_PAIN_SHARP:
        return take_sharp(coach, outlet);
    case ACTION_EFFORT_ANSWER:
        return take_effort(coach, outlet, clamp_int(action.value, 0, 10));
    case ACTION_SCREENING_ANSWER:
        return take_screening(coach, outlet, action.value);
    default:
        return (struct ask_outcome){0};
    }
}

/* ASK_HURT stands for none. */
static enum ask_kind may_skip(const struct coach *coach)
{
    if (coach->pain_open)
        return coach->asking;
    if (coach->rest_pain_open)
        return ASK_BETWEEN;
    return coach->effort_open ? ASK_EFFORT : ASK_HURT;
}

bool ask_skip(struct coach *coach, struct outlet *outlet, struct ask_outcome *outcome)
{
    enum ask_kind kind = may_skip(coach);
    if (coach->paused || ask_is_screening(coach) || kind == ASK_HURT)
        return false;
    if (kind == ASK_EFFORT)
        coach->effort_open = false;
    else
        coach->pain_open = coach->rest_pain_open = false;
    emit(coach, outlet, EVENT_ANSWER_SKIPPED)->u.pain.kind = kind;
    *outcome = ask_on(coach, outlet, kind);
    return true;
}
