#include "plan/progress.h"

#include "plan/keyframe.h"
#include "plan/progress_step.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define HOURS_A_DAY 24

/* ---- saying ---- */

static void add_note(struct loop *loop, enum progress_note_kind kind, int step, float value,
                     float limit, const char *source, const char *text)
{
    if (loop->out->note_count >= PROGRESS_MAX_NOTES)
        return;
    struct progress_note *note = &loop->out->note[loop->out->note_count++];
    *note = (struct progress_note){.kind = kind, .step = step, .value = value, .limit = limit};
    text_copy(note->text, sizeof note->text, text);
    text_copy(note->source, sizeof note->source, source);
}

static void add_change(struct loop *loop, int step, enum plan_variable variable, float from,
                       float to, const struct reason *why)
{
    struct plan *plan = loop->plan;
    if (from == to || plan->change_count >= PLAN_MAX_CHANGES)
        return;
    struct plan_change *change = &plan->change[plan->change_count++];
    *change = (struct plan_change){.step = step,
                                   .side = why->side,
                                   .variable = variable,
                                   .from = from,
                                   .to = to,
                                   .value = why->value,
                                   .limit = why->limit};
    text_copy(change->exercise, sizeof change->exercise, plan->step[step].id);
    text_copy(change->rule, sizeof change->rule, why->rule);
    text_copy(change->reason, sizeof change->reason, why->text);
    text_copy(change->source, sizeof change->source, why->source);
}

static void add_changes(struct loop *loop, int step, const struct figures *from,
                        const struct figures *to, const struct reason *why)
{
    add_change(loop, step, VARIABLE_SETS, (float)from->sets, (float)to->sets, why);
    add_change(loop, step, VARIABLE_REPS, (float)from->reps, (float)to->reps, why);
    add_change(loop, step, VARIABLE_HOLD, from->hold_s, to->hold_s, why);
    add_change(loop, step, VARIABLE_TARGET, from->target, to->target, why);
}

static void find_start(struct loop *loop, int step)
{
    int last = progress_newest(loop, step, true);
    loop->start[step] = loop->base[step];
    if (last < 0)
        return;
    const struct past_step *asked = progress_tell(loop, last, step).asked;
    struct figures base = {asked->base_sets, asked->base_reps, asked->base_hold_s,
                           asked->base_target};
    loop->altered[step] = asked->base_sets > 0 && !progress_same(&base, &loop->base[step]);
    if (loop->altered[step])
        return;
    loop->start[step] = progress_bounded(loop, step, progress_asked(asked));
    struct reason kept = {.rule = "kept", .source = loop->rules.progress.source};
    text_copy(kept.text, sizeof kept.text, "as in the last session, after earlier changes");
    add_changes(loop, step, &loop->base[step], &loop->start[step], &kept);
}

/* ---- the plan ---- */

static bool is_strength(const struct loop *loop, const char *id)
{
    const struct exercise *exercise = loop->in->finder.find(loop->in->finder.self, id);
    return exercise && exercise->kind == EXERCISE_STRENGTH;
}

static bool had_strength(const struct loop *loop, const struct past_session *session)
{
    for (int i = 0; i < session->step_count; i++)
        if (session->step[i].reps_done > 0 && is_strength(loop, session->step[i].exercise))
            return true;
    return false;
}

static bool has_strength(const struct loop *loop)
{
    for (int i = 0; i < loop->plan->step_count; i++)
        if (loop->plan->step[i].kind == EXERCISE_STRENGTH)
            return true;
    return false;
}

/* Too soon after that session: days are what is known, so a part of one counts whole. */
static bool too_soon(const struct loop *loop, int session, int rest_h)
{
    int32_t days = loop->in->today - loop->in->past->session[session].day;
    return days < (rest_h + HOURS_A_DAY - 1) / HOURS_A_DAY;
}

static void say_rest(struct loop *loop, enum progress_note_kind kind, int session, int rest_h,
                     const char *source, const char *why)
{
    char text[2 * EVIDENCE_SIZE];
    const char *gentle = loop->rules.gentle_routine;
    snprintf(text, sizeof text, "%s: a rest day is better today%s%s", why,
             gentle[0] ? ", or the gentle routine " : "", gentle);
    int32_t days = loop->in->today - loop->in->past->session[session].day;
    add_note(loop, kind, -1, (float)(days * HOURS_A_DAY), (float)rest_h, source, text);
    loop->out->verdict = PROGRESS_REST;
}

static void look_for_rest(struct loop *loop)
{
    const struct past *past = loop->in->past;
    int last = past->session_count - 1;
    for (int i = last; i >= 0 && has_strength(loop); i--) {
        if (!had_strength(loop, &past->session[i]))
            continue;
        if (too_soon(loop, i, loop->rules.strength_rest_h))
            say_rest(loop, NOTE_STRENGTH_REST, i, loop->rules.strength_rest_h,
                     loop->rules.strength_source, "Muscles answer to strengthening in two days");
        break;
    }
    if (last >= 0 && past_morning_rose(past, last) &&
        too_soon(loop, last, loop->rules.regress.rest_h))
        say_rest(loop, NOTE_PAIN_REST, last, loop->rules.regress.rest_h, loop->rules.regress.source,
                 "The morning after the last session hurt more");
}

static void look_for_contact(struct loop *loop)
{
    const struct past *past = loop->in->past;
    int rises = 0;
    for (int i = 0; i < past->session_count; i++)
        rises += loop->in->today - past->session[i].day <= loop->rules.regress.contact_days &&
                 past_morning_rose(past, i);
    if (rises >= 2)
        add_note(loop, NOTE_CONTACT, -1, (float)rises, 2.0f, loop->rules.regress.source,
                 "Twice lately the morning after hurt more: talk to your therapist before you go "
                 "on");
}

static void go_back_everywhere(struct loop *loop)
{
    for (int i = 0; i < loop->plan->step_count; i++) {
        struct reason why;
        struct figures now = loop->start[i];
        if (!progress_find_back(loop, i, &why))
            continue;
        loop->went_back = true;
        char text[2 * EVIDENCE_SIZE];
        if (progress_go_back(loop, i, &why, &now)) {
            add_changes(loop, i, &loop->start[i], &now, &why);
            loop->start[i] = now;
        } else {
            snprintf(text, sizeof text, "%s can't become less; ask your therapist about: %s",
                     loop->plan->step[i].name,
                     loop->plan->step[i].regression[0] ? loop->plan->step[i].regression
                                                       : "leaving it out for now");
            add_note(loop, NOTE_EASIER, i, why.value, why.limit, why.source, text);
        }
    }
}

static void go_on_where_all_holds(struct loop *loop)
{
    const struct progress_rules *rules = &loop->rules.progress;
    int grown = 0;
    if (loop->went_back || loop->out->verdict != PROGRESS_GO ||
        past_pain_rises(loop->in->past, rules->sessions))
        return;
    for (int i = 0; i < loop->plan->step_count && grown < rules->at_once; i++) {
        struct figures now = loop->start[i];
        struct reason why = {.rule = "progress",
                             .value = (float)rules->sessions,
                             .limit = (float)rules->sessions,
                             .source = rules->source};
        if (!progress_may_go_on(loop, i))
            continue;
        snprintf(why.text, sizeof why.text, "%d comfortable, steady sessions in a row",
                 rules->sessions);
        char text[2 * EVIDENCE_SIZE];
        if (progress_go_on(loop, i, &now)) {
            add_changes(loop, i, &loop->start[i], &now, &why);
            loop->start[i] = now;
            grown++;
        } else if (loop->in->routine->step[i].progress && loop->plan->step[i].progression[0]) {
            snprintf(text, sizeof text, "%s is comfortable; a next step for your therapist: %s",
                     loop->plan->step[i].name, loop->plan->step[i].progression);
            add_note(loop, NOTE_NEXT, i, why.value, why.limit, why.source, text);
        }
    }
}

/* Writes the figures into the routine, so that plan_resolve makes the plan as ever. */
static void prescribe(struct loop *loop, int step)
{
    struct routine_step *asked = &loop->routine.step[step];
    const struct figures *base = &loop->base[step], *now = &loop->start[step];
    const struct exercise *raw = loop->in->finder.find(loop->in->finder.self, asked->exercise);
    asked->sets = now->sets;
    asked->reps = now->reps;
    if (now->hold_s != base->hold_s)
        asked->hold_s = now->hold_s;
    if (now->target == base->target)
        return;
    float rest = keyframe_resting_value(raw);
    float own = isnan(asked->target) ? raw->target.value : asked->target;
    asked->target = rest + (own - rest) * progress_way_share(loop, step, now->target);
}

/* What a change says is what the plan has, after caps and rounding. */
static void settle_changes(struct plan *plan)
{
    bool settled[ROUTINE_MAX_STEPS][VARIABLE_COUNT] = {{false}};
    for (int i = plan->change_count - 1; i >= 0; i--) {
        struct plan_change *change = &plan->change[i];
        if (settled[change->step][change->variable])
            continue;
        settled[change->step][change->variable] = true;
        const struct figures now = progress_figures(&plan->step[change->step]);
        const float value[VARIABLE_COUNT] = {(float)now.sets, (float)now.reps, now.hold_s,
                                             now.target};
        change->to = value[change->variable];
    }
}

static bool resolve(struct loop *loop, struct plan *plan, struct error *err)
{
    return plan_resolve(&loop->routine, loop->in->finder, loop->in->profile, loop->in->settings,
                        plan, err);
}

static int by_step(const struct plan_change *a, const struct plan_change *b)
{
    return a->step - b->step;
}

/* Stable, by step: few, and nearly in order. */
static void sort_changes(struct plan *plan)
{
    for (int i = 1; i < plan->change_count; i++)
        for (int j = i; j > 0 && by_step(&plan->change[j - 1], &plan->change[j]) > 0; j--) {
            struct plan_change swapped = plan->change[j];
            plan->change[j] = plan->change[j - 1];
            plan->change[j - 1] = swapped;
        }
}

static bool finish_plan(struct loop *loop, struct error *err)
{
    struct plan *plan = loop->plan;
    static const struct pain_rules zero;
    const struct pain_rules usual = pain_rules_default(), *pain = &loop->rules.pain;
    struct plan_change change[PLAN_MAX_CHANGES];
    int count = plan->change_count;
    memcpy(change, plan->change, (size_t)count * sizeof change[0]);
    for (int i = 0; i < plan->step_count; i++)
        prescribe(loop, i);
    if (!resolve(loop, plan, err))
        return false;
    memcpy(plan->change, change, (size_t)count * sizeof change[0]);
    plan->change_count = count;
    settle_changes(plan);
    sort_changes(plan);
    bool is_usual = pain->go_on == usual.go_on && pain->stop_above == usual.stop_above &&
                    pain->rise == usual.rise && pain->eased_to == usual.eased_to;
    plan->pain = is_usual ? zero : *pain; /* as a plan without them: the same text */
    return true;
}

/* ---- red flags ---- */

static const struct red_flag *flag_named(const struct safety_rules *rules, const char *id)
{
    for (int i = 0; i < rules->flag_count; i++)
        if (strcmp(rules->flag[i].id, id) == 0)
            return &rules->flag[i];
    return NULL;
}

static bool must_refer(const struct past *past)
{
    int last = past->session_count - 1;
    return past->red_flag[0] || (!past->screened && last >= 0 && past->session[last].red_flag);
}

static void refer(struct loop *loop)
{
    const struct red_flag *flag = flag_named(&loop->rules, loop->in->past->red_flag);
    memset(loop->plan, 0, sizeof *loop->plan);
    loop->out->verdict = PROGRESS_REFER;
    add_note(loop, NOTE_RED_FLAG, -1, 1.0f, 0.0f, flag ? flag->source : "CLINICAL section 3",
             flag ? flag->action
                  : "One of the questions was answered yes: have a doctor look at it before any "
                    "exercise");
}

bool progress_plan(const struct progress_input *input, struct plan *plan, struct progress *progress,
                   struct error *err)
{
    struct loop loop = {.in = input, .plan = plan, .out = progress};
    memset(progress, 0, sizeof *progress);
    loop.rules = *input->rules;
    safety_rules_cap(&loop.rules);
    loop.routine = *input->routine;
    if (!resolve(&loop, plan, err))
        return false;
    if (must_refer(input->past)) {
        refer(&loop);
        return true;
    }
    for (int i = 0; i < plan->step_count; i++)
        loop.base[i] = progress_figures(&plan->step[i]);
    for (int i = 0; i < plan->step_count; i++)
        find_start(&loop, i);
    look_for_rest(&loop);
    look_for_contact(&loop);
    go_back_everywhere(&loop);
    go_on_where_all_holds(&loop);
    return finish_plan(&loop, err);
}

/* ---- what is asked ---- */

bool progress_screening_due(const struct safety_rules *rules, const struct past *past,
                            int32_t today)
{
    return !past->screened || today - past->screened_day >= rules->screen_days || past->red_flag[0];
}

void progress_ask(struct plan *plan, const struct safety_rules *rules, const struct past *past,
                  int32_t today)
{
    int last = past->session_count - 1;
    plan->ask =
        (struct plan_questions){.before = true, .between = true, .effort = true, .after = true};
    if (last >= 0 && past->session[last].nrs_next_day < 0 && past->session[last].day < today) {
        plan->ask.next_day = true;
        plan->ask.next_day_limit = past_baseline(past, last);
    }
    if (!progress_screening_due(rules, past, today))
        return;
    plan->flag_count = rules->flag_count;
    for (int i = 0; i < rules->flag_count; i++) {
        text_copy(plan->flag[i].id, ID_SIZE, rules->flag[i].id);
        plan->flag[i].group = rules->flag[i].group;
    }
}
