/* What holds of the next plan whatever the past and the config say. */
#include "progress_scene.h"

static int below(struct chance *chance, int count)
{
    return (int)(chance_uniform(chance) * count);
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

static int nrs_or_unknown(struct chance *chance, int highest)
{
    return below(chance, highest + 2) - 1;
}

static void random_step(struct chance *chance, struct past_step *step,
                        const struct routine *routine)
{
    static const char *const others[] = {"bend", "lift", "reach", "unknown"};
    bool calm = below(chance, 3) > 0;
    *step = good_step("bend", (enum body_side)below(chance, 3), 0, 1 + below(chance, 6),
                      1 + below(chance, 22), (float)below(chance, 70), (float)below(chance, 160));
    step->position = below(chance, routine->step_count);
    const struct routine_step *asked = &routine->step[step->position];
    text_copy(step->exercise, sizeof step->exercise,
              below(chance, 5) ? asked->exercise : others[below(chance, 4)]);
    if (calm)
        return;
    step->nrs = nrs_or_unknown(chance, 10);
    step->effort = nrs_or_unknown(chance, 10);
    step->form = (float)nrs_or_unknown(chance, 100);
    step->worst_set_form = (float)nrs_or_unknown(chance, 100);
    step->signs = below(chance, 6);
    step->alerts = below(chance, 4) == 0;
    step->stops = below(chance, 4) == 0;
    step->hurt = below(chance, 4) == 0;
    step->range_seen = below(chance, 2);
    step->range = (float)below(chance, 160);
    step->reps_done = below(chance, 60);
}

/* The routine as it stands, or a little less of it, comfortably done. */
static void steady_steps(struct chance *chance, struct past_session *session,
                         const struct plan *base)
{
    session->step_count = base->step_count;
    for (int i = 0; i < base->step_count; i++) {
        const struct exercise *e = &base->step[i];
        int less = below(chance, 2) * below(chance, 3);
        session->step[i] =
            good_step(e->id, SIDE_NONE, i, e->dosage.sets, most(1, e->dosage.reps - less),
                      e->target.hold_s, e->target.value - (float)(below(chance, 4) == 0));
    }
}

/* One thing goes another way in the last session. */
static void disturb(struct chance *chance, struct past_session *last)
{
    struct past_step *step = &last->step[below(chance, last->step_count)];
    int *const figures[] = {&last->nrs_before, &last->nrs_after, &last->nrs_next_day,
                            &step->nrs,        &step->effort,    &step->alerts,
                            &step->stops,      &step->reps_done};
    *figures[below(chance, ARRAY_LENGTH(figures))] = nrs_or_unknown(chance, 10);
}

static void random_past(struct chance *chance, struct past *past, const struct routine *routine,
                        const struct plan *base)
{
    past->session_count = below(chance, 7);
    past->screened = below(chance, 2);
    past->screened_day = TODAY - below(chance, 60);
    past->red_flag[0] = '\0';
    if (below(chance, 30) == 0)
        text_copy(past->red_flag, ID_SIZE, "fever");
    bool steady = below(chance, 2), other = below(chance, 3) == 0;
    for (int i = 0; i < past->session_count; i++) {
        struct past_session *session = &past->session[i];
        int pain = below(chance, 2);
        text_copy(session->routine, ID_SIZE, other && below(chance, 3) == 0 ? "other" : "mine");
        session->day = TODAY - 3 * (past->session_count - i);
        session->nrs_before = steady ? 1 : nrs_or_unknown(chance, 10);
        session->nrs_after = steady ? pain : nrs_or_unknown(chance, 10);
        session->nrs_next_day = steady ? pain : nrs_or_unknown(chance, 10);
        session->completed = true;
        session->stopped_for_pain = !steady && below(chance, 5) == 0;
        session->red_flag = false;
        session->step_count = 1 + below(chance, 4);
        if (steady && i == 0)
            steady_steps(chance, session, base);
        else if (steady)
            session->step_count = past->session[0].step_count;
        for (int s = 0; s < session->step_count && (!steady || i > 0); s++) {
            if (steady)
                session->step[s] = past->session[0].step[s];
            else
                random_step(chance, &session->step[s], routine);
        }
    }
    if (past->session_count > 0 && below(chance, 2))
        disturb(chance, &past->session[past->session_count - 1]);
}

static struct routine random_routine(struct chance *chance)
{
    static const char *const ids[] = {"bend", "lift", "reach", NULL};
    struct routine routine = made_routine(ids);
    for (int i = 0; i < routine.step_count; i++) {
        struct routine_step *step = &routine.step[i];
        step->sets = below(chance, 8);
        step->reps = below(chance, 25);
        step->hold_s = below(chance, 2) ? (float)below(chance, 80) : NAN;
        step->target = below(chance, 2) ? (float)below(chance, 150) : NAN;
        step->max_sets = below(chance, 2) ? below(chance, 8) : 0;
        step->max_reps = below(chance, 2) ? below(chance, 25) : 0;
        step->max_hold_s = below(chance, 2) ? (float)below(chance, 80) : NAN;
        step->progress = below(chance, 4) > 0;
    }
    return routine;
}

/* Also far outside of what a config may say. */
static struct safety_rules random_rules(struct chance *chance)
{
    struct safety_rules rules = safety_rules_default();
    if (below(chance, 3) == 0)
        return rules;
    rules.pain = (struct pain_rules){below(chance, 12), below(chance, 12), below(chance, 12),
                                     (float)chance_between(chance, -1, 2)};
    rules.strength_rest_h = below(chance, 200) - 50;
    rules.regress.form_below = (float)below(chance, 120);
    rules.regress.absence_days = below(chance, 60);
    rules.regress.share = (float)chance_between(chance, -1, 2);
    rules.progress.sessions = below(chance, 6) - 1;
    rules.progress.nrs_at_most = below(chance, 12);
    rules.progress.form_at_least = below(chance, 120);
    rules.progress.effort_at_most = below(chance, 12);
    rules.progress.signs_per_set = below(chance, 12);
    rules.progress.share = (float)chance_between(chance, -1, 3);
    rules.progress.ceiling_share = (float)chance_between(chance, -1, 5);
    rules.progress.at_once = below(chance, 30);
    return rules;
}

/* Rising pain, told apart from the program's own reading: in the last session, or after it. */
static bool pain_rose(const struct past *past)
{
    if (past->session_count == 0)
        return false;
    const struct past_session *last = &past->session[past->session_count - 1];
    int before = last->nrs_before;
    if (before < 0)
        return false; /* nothing to rise from is known */
    bool rose = last->nrs_after > before || last->nrs_next_day > before || last->stopped_for_pain;
    for (int i = 0; i < last->step_count; i++)
        rose = rose || last->step[i].nrs > before;
    return rose;
}

static void expect_bounds(const struct scene *scene, const struct plan *base, int step, int round)
{
    const struct exercise *own = &base->step[step], *now = &scene->plan.step[step];
    const struct routine_step *asked = &scene->routine.step[step];
    struct span cap = caps_of_value(now->target.signal.kind);
    const float slack = 1e-3f;
    cr_assert(now->dosage.sets >= 1 && now->dosage.sets <= LIMIT_SETS, "%d", round);
    cr_assert(now->dosage.reps >= 1 && now->dosage.reps <= LIMIT_REPS, "%d", round);
    cr_assert(now->target.hold_s >= 0 && now->target.hold_s <= caps_of_hold(now->kind), "%d",
              round);
    cr_assert(now->target.value + now->target.tolerance <= cap.high + slack, "%d", round);
    cr_assert(now->target.value <= own->target.value + slack, "%d: %g beyond %g", round,
              (double)now->target.value, (double)own->target.value);
    if (asked->max_reps > 0)
        cr_assert_leq(now->dosage.reps, asked->max_reps, "%d", round);
    if (asked->max_sets > 0)
        cr_assert_leq(now->dosage.sets, asked->max_sets, "%d", round);
    else
        cr_assert_leq(now->dosage.sets, own->dosage.sets, "%d", round);
    if (!isnan(asked->max_hold_s))
        cr_assert_leq(now->target.hold_s, asked->max_hold_s, "%d", round);
    else
        cr_assert_leq(now->target.hold_s, own->target.hold_s * 1.5f + slack, "%d", round);
    if (asked->max_reps == 0)
        cr_assert_leq(now->dosage.reps, most(own->dosage.reps, own->dosage.reps * 3 / 2), "%d",
                      round);
    if (!asked->progress) {
        cr_assert_leq(now->dosage.sets, own->dosage.sets, "%d", round);
        cr_assert_leq(now->dosage.reps, own->dosage.reps, "%d", round);
        cr_assert_leq(now->target.hold_s, own->target.hold_s, "%d", round);
    }
}

/* Whatever differs from the routine is told, from its figure to the plan's. */
static void expect_told(const struct scene *scene, const struct plan *base, int step, int round)
{
    const struct exercise *own = &base->step[step], *now = &scene->plan.step[step];
    float at[VARIABLE_COUNT] = {(float)own->dosage.sets, (float)own->dosage.reps,
                                own->target.hold_s, own->target.value};
    const float end[VARIABLE_COUNT] = {(float)now->dosage.sets, (float)now->dosage.reps,
                                       now->target.hold_s, now->target.value};
    for (int i = 0; i < scene->plan.change_count; i++) {
        const struct plan_change *change = &scene->plan.change[i];
        if (change->step != step)
            continue;
        cr_assert_float_eq(change->from, at[change->variable], 1e-3f, "%d", round);
        cr_assert(change->reason[0] && change->source[0] && change->rule[0], "%d", round);
        at[change->variable] = change->to;
    }
    for (int v = 0; v < VARIABLE_COUNT; v++)
        cr_assert_float_eq(at[v], end[v], 1e-3f, "%d: %s: told %g, planned %g", round,
                           plan_variable_name((enum plan_variable)v), (double)at[v],
                           (double)end[v]);
}

static int count_rule(const struct plan *plan, const char *rule)
{
    int count = 0;
    for (int i = 0; i < plan->change_count; i++)
        count += strcmp(plan->change[i].rule, rule) == 0;
    return count;
}

Test(progress, no_plan_passes_a_cap_or_ceiling_and_none_grows_after_rising_pain)
{
    struct chance chance = chance_seeded(4);
    struct scene *scene = open_scene();
    struct plan *base = calloc(1, sizeof *base);
    struct feature_settings settings = feature_settings_default();
    int grew = 0, rose = 0, back = 0, referred = 0;
    for (int round = 0; round < 100000; round++) {
        scene->routine = random_routine(&chance);
        scene->rules = random_rules(&chance);
        scene->profile.pain_policy = (enum pain_policy)below(&chance, 2);
        scene->profile.range_share = (float)chance_between(&chance, 0.1, 1.2);
        scene->today = TODAY + below(&chance, 30) - 3;
        cr_assert(plan_resolve(&scene->routine, (struct exercise_finder){find, NULL},
                               &scene->profile, &settings, base, NULL));
        random_past(&chance, &scene->past, &scene->routine, base);
        plan_scene(scene);
        if (scene->past.red_flag[0]) {
            cr_assert_eq(scene->progress.verdict, PROGRESS_REFER);
            cr_assert_eq(scene->plan.step_count, 0);
            referred++;
            continue;
        }
        for (int i = 0; i < scene->plan.step_count; i++) {
            expect_bounds(scene, base, i, round);
            expect_told(scene, base, i, round);
        }
        int up = count_rule(&scene->plan, "progress");
        cr_assert(up == 0 || !pain_rose(&scene->past), "%d grows after rising pain", round);
        cr_assert(up == 0 || scene->progress.verdict == PROGRESS_GO, "%d", round);
        cr_assert(pain_rules_capped(scene->plan.pain).stop_above <= LIMIT_PAIN_STOP);
        grew += up > 0;
        rose += pain_rose(&scene->past);
        back += scene->plan.change_count - up - count_rule(&scene->plan, "kept") > 0;
    }
    /* a property that nothing ever met would hold for nothing */
    cr_assert(grew > 500 && rose > 10000 && back > 10000 && referred > 1000, "%d %d %d %d", grew,
              rose, back, referred);
    free(base);
    free(scene);
}
