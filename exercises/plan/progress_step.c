#include "plan/progress_step.h"

#include "plan/caps.h"
#include "plan/exercise_check.h"
#include "plan/keyframe.h"
#include "plan/limits.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SAME_FIGURE  0.01f /* a history keeps floats as text or double */
#define RANGE_LEAST  0.25f /* of the routine's way: less can't be told from noise */
#define SHORTEST_S   1.0f  /* [D] a hold is not made shorter */
#define CLEARLY_LESS 0.9f  /* [D] of the way asked for: nearer to it is the same range */

/* ---- figures ---- */

struct figures progress_figures(const struct exercise *exercise)
{
    return (struct figures){exercise->dosage.sets, exercise->dosage.reps, exercise->target.hold_s,
                            exercise->target.value};
}

static bool near(float a, float b)
{
    return fabsf(a - b) < SAME_FIGURE;
}

bool progress_same(const struct figures *a, const struct figures *b)
{
    return a->sets == b->sets && a->reps == b->reps && near(a->hold_s, b->hold_s) &&
           near(a->target, b->target);
}

struct figures progress_asked(const struct past_step *step)
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

float progress_way_share(const struct loop *loop, int step, float target)
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

struct figures progress_bounded(const struct loop *loop, int step, struct figures last)
{
    const struct figures *base = &loop->base[step];
    struct figures top = ceiling_of(loop, step);
    last.sets = clamp_int(last.sets, 1, top.sets);
    last.reps = clamp_int(last.reps, 1, top.reps);
    float shortest = base->hold_s < SHORTEST_S ? base->hold_s : SHORTEST_S;
    last.hold_s = near(last.hold_s, base->hold_s) ? base->hold_s
                                                  : clamp_float(last.hold_s, shortest, top.hold_s);
    float share = clamp_float(progress_way_share(loop, step, last.target), RANGE_LEAST, 1.0f);
    last.target = near(last.target, base->target) ? base->target : target_at(loop, step, share);
    return last;
}

static bool is_same_routine(const struct loop *loop, const struct past_session *session)
{
    return strcmp(session->routine, loop->in->routine->id) == 0;
}

struct past_telling progress_tell(const struct loop *loop, int session, int step)
{
    const struct routine_step *asked = &loop->in->routine->step[step];
    return past_tell(&loop->in->past->session[session], asked->exercise, asked->side, step);
}

int progress_newest(const struct loop *loop, int step, bool same_routine)
{
    for (int i = loop->in->past->session_count - 1; i >= 0; i--)
        if ((!same_routine || is_same_routine(loop, &loop->in->past->session[i])) &&
            progress_tell(loop, i, step).found)
            return i;
    return -1;
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
    struct past_telling telling = progress_tell(loop, index, step);
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

bool progress_find_back(const struct loop *loop, int step, struct reason *why)
{
    int last = progress_newest(loop, step, false), own = progress_newest(loop, step, true);
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
    float share = clamp_float(progress_way_share(loop, step, target), RANGE_LEAST, 1.0f);
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

bool progress_go_back(const struct loop *loop, int step, const struct reason *why,
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

bool progress_may_go_on(const struct loop *loop, int step)
{
    int good = 0;
    if (loop->plan->step[step].guided || loop->altered[step])
        return false; /* nothing of it is seen; or nothing is known of its new figures */
    for (int i = loop->in->past->session_count - 1; i >= 0; i--) {
        struct past_telling telling = progress_tell(loop, i, step);
        if (!telling.found)
            continue;
        if (!felt_good(loop, i, &telling))
            return false;
        if (!is_same_routine(loop, &loop->in->past->session[i]))
            continue;
        struct figures asked = progress_asked(telling.asked);
        if (!progress_same(&asked, &loop->start[step]) || !went_well(loop, &telling))
            return false;
        if (++good >= loop->rules.progress.sessions)
            return true;
    }
    return false;
}

bool progress_go_on(const struct loop *loop, int step, struct figures *figures)
{
    const struct figures *base = &loop->base[step];
    struct figures top = ceiling_of(loop, step);
    float share = loop->rules.progress.share;
    float more = tenths(figures->hold_s * (1.0f + share) - 0.05f);
    if (!near(figures->target, base->target)) {
        figures->target =
            target_at(loop, step, progress_way_share(loop, step, figures->target) + share);
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
