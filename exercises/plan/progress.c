#include "plan/progress.h"

#include "plan/caps.h"
#include "plan/exercise_check.h"
#include "plan/keyframe.h"
#include "plan/limits.h"
#include "plan/past_reading.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define HOURS_A_DAY  24
#define SAME_FIGURE  0.01f /* a history keeps floats as text or double */
#define RANGE_LEAST  0.25f /* of the routine's way: less can't be told from noise */
#define SHORTEST_S   1.0f  /* [D] a hold is not made shorter */
#define CLEARLY_LESS 0.9f  /* [D] of the way asked for: nearer to it is the same range */

struct figures {
    int sets, reps;
    float hold_s, target;
};

/* Why one figure changes. */
struct reason {
    const char *rule;
    float value, limit;
    char text[EVIDENCE_SIZE];
    const char *source;
    enum body_side side;
    bool pain; /* a range that was given up shrinks the target */
    struct past_telling telling;
};

struct loop {
    const struct progress_input *in;
    struct safety_rules rules; /* capped */
    struct routine routine;    /* what the changes make of it */
    struct figures base[ROUTINE_MAX_STEPS], start[ROUTINE_MAX_STEPS];
    bool altered[ROUTINE_MAX_STEPS]; /* the therapist changed the routine since: a fresh start */
    bool went_back;
    struct plan *plan;
    struct progress *out;
};

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

/* ---- figures ---- */

static struct figures figures_of(const struct exercise *exercise)
{
    return (struct figures){exercise->dosage.sets, exercise->dosage.reps, exercise->target.hold_s,
                            exercise->target.value};
}

static bool near(float a, float b)
{
    return fabsf(a - b) < SAME_FIGURE;
}

static bool same(const struct figures *a, const struct figures *b)
{
    return a->sets == b->sets && a->reps == b->reps && near(a->hold_s, b->hold_s) &&
           near(a->target, b->target);
}

static struct figures asked_figures(const struct past_step *step)
{
    return (struct figures){step->sets, step->reps, step->hold_s, step->target};
}

/* What good sessions may lead to; never below the routine's own figures, never beyond a cap. */
static struct figures ceiling_of(const struct loop *loop, int step)
{
    const struct routine_step *asked = &loop->in->routine->step[step];
    const struct figures *base = &loop->base[step];
    struct figures top = *base;
    enum exercise_kind kind = loop->plan->step[step].kind;
    float share = loop->rules.progress.ceiling_share;
    if (!asked->progress)
        return top;
    int usual = (int)((float)base->reps * (1.0f + share));
    usual = usual > USUAL_REPS ? USUAL_REPS : usual;
    top.reps = asked->max_reps > 0 ? asked->max_reps : usual;
    top.sets = asked->max_sets > 0 ? asked->max_sets : base->sets;
    float longest = base->hold_s * (1.0f + share);
    if (kind == EXERCISE_STRETCH && longest > USUAL_HOLD_STRETCH_S)
        longest = USUAL_HOLD_STRETCH_S;
    top.hold_s = isnan(asked->max_hold_s) ? longest : asked->max_hold_s;
    top.reps = clamp_int(top.reps, base->reps, LIMIT_REPS);
    top.sets = clamp_int(top.sets, base->sets, LIMIT_SETS);
    top.hold_s = clamp_float(top.hold_s, base->hold_s, caps_of_hold(kind));
    return top;
}

/* Share of the routine's way from rest to target; 1 where there is no way. */
static float way_share(const struct loop *loop, int step, float target)
{
    float rest = keyframe_resting_value(&loop->plan->step[step]);
    float way = loop->base[step].target - rest;
    return fabsf(way) < 1e-3f ? 1.0f : (target - rest) / way;
}

static float target_at(const struct loop *loop, int step, float share)
{
    float rest = keyframe_resting_value(&loop->plan->step[step]);
    return share >= 1.0f ? loop->base[step].target
                         : rest + (loop->base[step].target - rest) * share;
}

/* The last figures, inside today's bounds. */
static struct figures bounded(const struct loop *loop, int step, struct figures last)
{
    const struct figures *base = &loop->base[step];
    struct figures top = ceiling_of(loop, step);
    last.sets = clamp_int(last.sets, 1, top.sets);
    last.reps = clamp_int(last.reps, 1, top.reps);
    float shortest = base->hold_s < SHORTEST_S ? base->hold_s : SHORTEST_S;
    last.hold_s = near(last.hold_s, base->hold_s) ? base->hold_s
                                                  : clamp_float(last.hold_s, shortest, top.hold_s);
    float share = clamp_float(way_share(loop, step, last.target), RANGE_LEAST, 1.0f);
    last.target = near(last.target, base->target) ? base->target : target_at(loop, step, share);
    return last;
}

static bool is_same_routine(const struct loop *loop, const struct past_session *session)
{
    return strcmp(session->routine, loop->in->routine->id) == 0;
}

static struct past_telling tell(const struct loop *loop, int session, int step)
{
    const struct routine_step *asked = &loop->in->routine->step[step];
    return past_tell(&loop->in->past->session[session], asked->exercise, asked->side, step);
}

/* The newest session with this exercise; -1: none. */
static int newest(const struct loop *loop, int step, bool same_routine)
{
    for (int i = loop->in->past->session_count - 1; i >= 0; i--)
        if ((!same_routine || is_same_routine(loop, &loop->in->past->session[i])) &&
            tell(loop, i, step).found)
            return i;
    return -1;
}

static void find_start(struct loop *loop, int step)
{
    int last = newest(loop, step, true);
    loop->start[step] = loop->base[step];
    if (last < 0)
        return;
    const struct past_step *asked = tell(loop, last, step).asked;
    struct figures base = {asked->base_sets, asked->base_reps, asked->base_hold_s,
                           asked->base_target};
    loop->altered[step] = asked->base_sets > 0 && !same(&base, &loop->base[step]);
    if (loop->altered[step])
        return;
    loop->start[step] = bounded(loop, step, asked_figures(asked));
    struct reason kept = {.rule = "kept", .source = loop->rules.progress.source};
    text_copy(kept.text, sizeof kept.text, "as in the last session, after earlier changes");
    add_changes(loop, step, &loop->base[step], &loop->start[step], &kept);
}

/* ---- going back ---- */

static bool blames_itself(const struct loop *loop, const struct past_session *session,
                          const struct past_telling *telling, struct reason *why)
{
    enum pain_policy policy = loop->plan->profile.pain_policy;
    if (!past_pain_calls(telling->nrs, session->nrs_before, policy, &loop->rules.pain, &why->value,
                         &why->limit)) {
        if (!telling->hurt || telling->nrs >= 0)
            return false;
        why->value = why->limit = 0.0f;
    }
    why->rule = "pain";
    why->pain = true;
    why->side = telling->side;
    text_copy(why->text, sizeof why->text, "there was pain during it last time: less of it now");
    return true;
}

/* Pain that no exercise of the session owns up to is each one's. */
static bool session_hurt(const struct loop *loop, int index, struct reason *why)
{
    const struct past_session *session = &loop->in->past->session[index];
    struct reason unused = {0};
    bool after =
        past_pain_calls(session->nrs_after, session->nrs_before, loop->plan->profile.pain_policy,
                        &loop->rules.pain, &why->value, &why->limit);
    if (!after && !session->stopped_for_pain)
        return false;
    for (int i = 0; i < session->step_count; i++) {
        const struct past_step *step = &session->step[i];
        struct past_telling telling = past_tell(session, step->exercise, step->side, 0);
        if (blames_itself(loop, session, &telling, &unused))
            return false;
    }
    why->rule = "pain_after";
    why->pain = true;
    text_copy(why->text, sizeof why->text, "the last session ended with pain: less of it now");
    return true;
}

static bool morning_rose(const struct loop *loop, int index, struct reason *why)
{
    const struct past *past = loop->in->past;
    if (!past_morning_rose(past, index))
        return false;
    why->rule = "next_day";
    why->value = (float)past->session[index].nrs_next_day;
    why->limit = (float)past_baseline(past, index);
    why->pain = true;
    text_copy(why->text, sizeof why->text,
              "the morning after hurt more than the day before: one level back");
    return true;
}

static bool unsteady(const struct loop *loop, const struct past_telling *telling,
                     struct reason *why)
{
    if (telling->alerts > 0) {
        why->rule = "guarding";
        why->value = (float)telling->alerts;
        why->limit = 0.0f;
        text_copy(why->text, sizeof why->text, "guarding signs paused it: one level back");
    } else if (telling->worst_set_form >= 0.0f &&
               telling->worst_set_form < loop->rules.regress.form_below) {
        why->rule = "form";
        why->value = telling->worst_set_form;
        why->limit = loop->rules.regress.form_below;
        text_copy(why->text, sizeof why->text, "two sets were unsteady: one level back, steadily");
    } else {
        return false;
    }
    why->side = telling->side;
    return true;
}

static bool calls_back(const struct loop *loop, int index, int step, struct reason *why)
{
    const struct past_session *session = &loop->in->past->session[index];
    struct past_telling telling = tell(loop, index, step);
    if (!telling.found)
        return false;
    why->telling = telling;
    return blames_itself(loop, session, &telling, why) ||
           (telling.some_done && morning_rose(loop, index, why)) ||
           (telling.some_done && session_hurt(loop, index, why)) || unsteady(loop, &telling, why);
}

static bool was_away(const struct loop *loop, int last, struct reason *why)
{
    int32_t days = loop->in->today - loop->in->past->session[last].day;
    if (days <= loop->rules.regress.absence_days)
        return false;
    why->rule = "absence";
    why->value = (float)days;
    why->limit = (float)loop->rules.regress.absence_days;
    snprintf(why->text, sizeof why->text, "%d days since it was last done: one level back",
             (int)days);
    return true;
}

static bool find_back(const struct loop *loop, int step, struct reason *why)
{
    int last = newest(loop, step, false), own = newest(loop, step, true);
    *why = (struct reason){.source = loop->rules.regress.source};
    if (last < 0 || (loop->altered[step] && own == last))
        return false;
    if (calls_back(loop, last, step, why))
        return true;
    if (own >= 0 && own != last && !loop->altered[step] && calls_back(loop, own, step, why))
        return true;
    return was_away(loop, last, why);
}

/* A range given up to pain is the new target, if it is clearly less than was asked for. */
static bool shrink_target(const struct loop *loop, int step, const struct reason *why,
                          struct figures *figures)
{
    const struct exercise *exercise = &loop->plan->step[step];
    float rest = keyframe_resting_value(exercise), way = figures->target - rest;
    if (!why->pain || !why->telling.range_seen || exercise->fixed_range || exercise->guided ||
        fabsf(way) < 1e-3f || why->telling.range >= CLEARLY_LESS * fabsf(way))
        return false;
    float target = rest + (way > 0.0f ? why->telling.range : -why->telling.range);
    float share = clamp_float(way_share(loop, step, target), RANGE_LEAST, 1.0f);
    target = target_at(loop, step, share);
    bool less = fabsf(target - rest) < fabsf(way) - SAME_FIGURE;
    if (less)
        figures->target = target;
    return less;
}

static float tenths(float value)
{
    return floorf(value * 10.0f + 0.5f) * 0.1f;
}

static int share_of(int count, float share)
{
    int part = (int)((float)count * share);
    return part < 1 ? 1 : part;
}

/* One level back, one figure: what was grown last first. False: it can't become less. */
static bool go_back(const struct loop *loop, int step, const struct reason *why,
                    struct figures *figures)
{
    float share = loop->rules.regress.share, base_hold = loop->base[step].hold_s;
    if (shrink_target(loop, step, why, figures))
        return true;
    if (figures->sets > loop->base[step].sets) {
        figures->sets--;
    } else if (figures->hold_s > base_hold) {
        float less = tenths(figures->hold_s * (1.0f - share));
        figures->hold_s = less > base_hold ? less : base_hold;
    } else if (figures->reps > 1) {
        figures->reps -= share_of(figures->reps, share);
    } else if (figures->hold_s > SHORTEST_S) {
        float less = tenths(figures->hold_s * (1.0f - share));
        figures->hold_s = less > SHORTEST_S ? less : SHORTEST_S;
    } else if (figures->sets > 1) {
        figures->sets--;
    } else {
        return false;
    }
    return true;
}

/* ---- going on ---- */

static bool known_most(int32_t value, int most)
{
    return value >= 0 && value <= most;
}

static bool felt_good(const struct loop *loop, int index, const struct past_telling *telling)
{
    const struct past_session *session = &loop->in->past->session[index];
    int most = loop->rules.progress.nrs_at_most;
    return known_most(session->nrs_before, most) && known_most(session->nrs_after, most) &&
           session->nrs_next_day >= 0 && session->nrs_next_day <= session->nrs_before &&
           !session->stopped_for_pain && !session->red_flag && telling->nrs <= most &&
           !telling->hurt && telling->alerts == 0 && telling->stops == 0;
}

static bool went_well(const struct loop *loop, const struct past_telling *telling)
{
    const struct progress_rules *rules = &loop->rules.progress;
    return telling->done && telling->form >= (float)rules->form_at_least &&
           telling->signs_per_set <= (float)rules->signs_per_set &&
           known_most(telling->effort, rules->effort_at_most);
}

/* Every condition, in each of the last sessions, at the very figures of the last one. */
static bool may_go_on(const struct loop *loop, int step)
{
    int good = 0;
    if (loop->plan->step[step].guided || loop->altered[step])
        return false; /* nothing of it is seen; or nothing is known of its new figures */
    for (int i = loop->in->past->session_count - 1; i >= 0; i--) {
        struct past_telling telling = tell(loop, i, step);
        if (!telling.found)
            continue;
        if (!felt_good(loop, i, &telling))
            return false;
        if (!is_same_routine(loop, &loop->in->past->session[i]))
            continue;
        struct figures asked = asked_figures(telling.asked);
        if (!same(&asked, &loop->start[step]) || !went_well(loop, &telling))
            return false;
        if (++good >= loop->rules.progress.sessions)
            return true;
    }
    return false;
}

/* One figure grows, by the share at most (one repetition at least). False: all are at their top. */
static bool go_on(const struct loop *loop, int step, struct figures *figures)
{
    const struct figures *base = &loop->base[step];
    struct figures top = ceiling_of(loop, step);
    float share = loop->rules.progress.share;
    float more = tenths(figures->hold_s * (1.0f + share) - 0.05f);
    if (!near(figures->target, base->target)) {
        figures->target = target_at(loop, step, way_share(loop, step, figures->target) + share);
        return share > 0.0f;
    }
    if (figures->reps < top.reps) {
        int reps = figures->reps + share_of(figures->reps, share);
        figures->reps = reps < top.reps ? reps : top.reps;
    } else if (figures->hold_s < top.hold_s && more > figures->hold_s) {
        figures->hold_s = more < top.hold_s ? more : top.hold_s;
    } else if (figures->sets < top.sets) {
        figures->sets++;
    } else {
        return false;
    }
    return true;
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
        if (!find_back(loop, i, &why))
            continue;
        loop->went_back = true;
        char text[2 * EVIDENCE_SIZE];
        if (go_back(loop, i, &why, &now)) {
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
        if (!may_go_on(loop, i))
            continue;
        snprintf(why.text, sizeof why.text, "%d comfortable, steady sessions in a row",
                 rules->sessions);
        char text[2 * EVIDENCE_SIZE];
        if (go_on(loop, i, &now)) {
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
    asked->target = rest + (own - rest) * way_share(loop, step, now->target);
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
        const struct figures now = figures_of(&plan->step[change->step]);
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
        loop.base[i] = figures_of(&plan->step[i]);
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
