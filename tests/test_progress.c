/* From past sessions to the next plan: each rule of CLINICAL section 3 as a row, and what holds
 * whatever the past and the config say. */
#include "plan/caps.h"
#include "plan/limits.h"
#include "plan/progress.h"
#include "session/chance.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TODAY 1000

static struct exercise known[3]; /* made by make_exercises */

static const struct exercise *find(void *self, const char *id)
{
    (void)self;
    for (size_t i = 0; i < ARRAY_LENGTH(known); i++)
        if (strcmp(known[i].id, id) == 0)
            return &known[i];
    return NULL;
}

static struct exercise made(const char *id, enum exercise_kind kind, enum exercise_sides sides,
                            float target, float hold_s, int sets, int reps)
{
    struct exercise e = {.kind = kind, .sides = sides};
    text_copy(e.id, sizeof e.id, id);
    text_copy(e.name, sizeof e.name, id);
    text_copy(e.regression, sizeof e.regression, "an easier one");
    text_copy(e.progression, sizeof e.progression, "a next one");
    e.phase.signal = e.target.signal = (struct signal){FEATURE_KNEE_FLEXION, SIGNAL_BOTH};
    e.phase.rest = 5;
    e.phase.leave = 12;
    e.phase.reach = 0.75f * target;
    e.target.value = target;
    e.target.tolerance = 5;
    e.target.hold_s = hold_s;
    e.dosage = (struct dosage){sets, reps, 20};
    e.keyframe[1].knee_flexion[0] = e.keyframe[1].knee_flexion[1] = target;
    return e;
}

static void make_exercises(void)
{
    known[0] = made("bend", EXERCISE_STRENGTH, SIDES_TOGETHER, 50, 2, 2, 6);
    known[1] = made("lift", EXERCISE_STRENGTH, SIDES_EACH, 40, 0, 3, 8);
    known[2] = made("reach", EXERCISE_STRETCH, SIDES_EACH, 60, 20, 2, 2);
}

static struct routine made_routine(const char *const *ids)
{
    struct routine routine = {.id = "mine", .name = "Mine"};
    for (; ids[routine.step_count]; routine.step_count++) {
        struct routine_step *step = &routine.step[routine.step_count];
        text_copy(step->exercise, sizeof step->exercise, ids[routine.step_count]);
        step->hold_s = step->target = step->max_hold_s = NAN;
        step->progress = true;
    }
    return routine;
}

/* A person with a past and what it leads to; on the heap. */
struct scene {
    struct routine routine;
    struct profile profile;
    struct safety_rules rules;
    struct past past;
    struct plan plan;
    struct progress progress;
    int32_t today;
};

static void plan_scene(struct scene *scene)
{
    struct feature_settings settings = feature_settings_default();
    struct progress_input input = {&scene->routine, {find, NULL}, &scene->profile, &settings,
                                   &scene->rules,   &scene->past, scene->today};
    struct error err;
    cr_assert(progress_plan(&input, &scene->plan, &scene->progress, &err), "%s", err.text);
}

static struct past_step good_step(const char *exercise, enum body_side side, int position, int sets,
                                  int reps, float hold_s, float target)
{
    struct past_step step = {.side = side,
                             .position = position,
                             .sets = sets,
                             .reps = reps,
                             .hold_s = hold_s,
                             .target = target,
                             .reps_done = sets * reps,
                             .reps_scored = sets * reps,
                             .form = 90,
                             .worst_set_form = 88,
                             .range_seen = true,
                             .range = target,
                             .nrs = -1,
                             .effort = 3};
    text_copy(step.exercise, sizeof step.exercise, exercise);
    return step;
}

/* Three comfortable, steady sessions of "bend", the last one three days ago. */
static struct scene *open_scene(void)
{
    static const char *const ids[] = {"bend", NULL};
    make_exercises();
    struct scene *scene = calloc(1, sizeof *scene);
    cr_assert_not_null(scene);
    scene->routine = made_routine(ids);
    scene->profile = profile_default();
    scene->rules = safety_rules_default();
    scene->today = TODAY;
    scene->past.session_count = 3;
    for (int i = 0; i < 3; i++) {
        struct past_session *session = &scene->past.session[i];
        *session = (struct past_session){.day = TODAY - 9 + 3 * i,
                                         .nrs_before = 1,
                                         .nrs_after = 1,
                                         .nrs_next_day = 1,
                                         .completed = true,
                                         .step_count = 1};
        text_copy(session->routine, sizeof session->routine, "mine");
        session->step[0] = good_step("bend", SIDE_NONE, 0, 2, 6, 2, 50);
    }
    return scene;
}

static const struct plan_change *last_change(const struct scene *scene)
{
    return scene->plan.change_count ? &scene->plan.change[scene->plan.change_count - 1] : NULL;
}

static bool has_note(const struct scene *scene, enum progress_note_kind kind)
{
    for (int i = 0; i < scene->progress.note_count; i++)
        if (scene->progress.note[i].kind == kind)
            return scene->progress.note[i].text[0] && scene->progress.note[i].source[0];
    return false;
}

enum field {
    NOTHING,
    BEFORE,
    AFTER,
    RISE_TO, /* after, from none before and none the next morning */
    NEXT_DAY,
    NRS,
    HURT,
    EFFORT,
    FORM,
    WORST_SETS,
    SCORED,
    DONE_REPS,
    SIGNS,
    ALERTS,
    STOPS,
    STOPPED,
    DAYS_AGO,
    SESSIONS,
    POLICY,
    FIRST_BEFORE /* of the session before the last */
};

static void set_field(struct scene *scene, enum field field, int value)
{
    if (field == NOTHING)
        return;
    struct past_session *last = &scene->past.session[scene->past.session_count - 1];
    struct past_step *step = &last->step[0];
    switch (field) {
    case NOTHING:
        break;
    case BEFORE:
        last->nrs_before = value;
        break;
    case AFTER:
        last->nrs_after = value;
        break;
    case RISE_TO:
        last->nrs_before = last->nrs_next_day = 0;
        last->nrs_after = value;
        break;
    case NEXT_DAY:
        last->nrs_next_day = value;
        break;
    case NRS:
        step->nrs = value;
        break;
    case HURT:
        step->hurt = value != 0;
        break;
    case EFFORT:
        step->effort = value;
        break;
    case FORM:
        step->form = (float)value;
        break;
    case WORST_SETS:
        step->worst_set_form = (float)value;
        break;
    case SCORED:
        step->reps_scored = value;
        break;
    case DONE_REPS:
        step->reps_done = value;
        break;
    case SIGNS:
        step->signs = value;
        break;
    case ALERTS:
        step->alerts = value;
        break;
    case STOPS:
        step->stops = value;
        break;
    case STOPPED:
        last->stopped_for_pain = value != 0;
        break;
    case DAYS_AGO:
        scene->today = last->day + value;
        break;
    case SESSIONS:
        scene->past.session_count = value;
        break;
    case POLICY:
        scene->profile.pain_policy = (enum pain_policy)value;
        break;
    case FIRST_BEFORE:
        scene->past.session[1].nrs_before = value;
        break;
    }
}

/* Six repetitions were asked for: seven is on, five is back, each for the rule named. */
static const struct {
    const char *what;
    enum field field;
    int value;
    enum field too;
    int too_value;
    const char *rule; /* NULL: nothing changes */
    int reps;
} rows[] = {
    {"all holds: one repetition more", NOTHING, 0, NOTHING, 0, "progress", 7},
    {"two sessions are too few", SESSIONS, 2, NOTHING, 0, NULL, 6},
    {"no past at all", SESSIONS, 0, NOTHING, 0, NULL, 6},
    /* pain must be known, at most 2, and not rise */
    {"before not asked", BEFORE, -1, NOTHING, 0, NULL, 6},
    {"after not asked", AFTER, -1, NOTHING, 0, NULL, 6},
    {"the morning after not known", NEXT_DAY, -1, NOTHING, 0, NULL, 6},
    {"2 after 1 is within the band, but more", AFTER, 2, NOTHING, 0, NULL, 6},
    {"2 during, 1 before", NRS, 2, NOTHING, 0, NULL, 6},
    {"1 during", NRS, 1, NOTHING, 0, "progress", 7},
    {"more before than the time before", FIRST_BEFORE, 0, NOTHING, 0, NULL, 6},
    {"that hurt, though it was 0", HURT, 1, NRS, 0, NULL, 6},
    {"that hurt, and nobody knows how much", HURT, 1, NOTHING, 0, "pain", 5},
    /* the bands: 3-5 less, a rise of 2 less, above 5 less */
    {"3 during", NRS, 3, NOTHING, 0, "pain", 5},
    {"5 during", NRS, 5, NOTHING, 0, "pain", 5},
    {"9 during", NRS, 9, NOTHING, 0, "pain", 5},
    {"a rise of 2 during", NRS, 2, BEFORE, 0, "pain", 5},
    {"strict: any pain", NRS, 1, POLICY, PAIN_STRICT, "pain", 5},
    {"3 after", AFTER, 3, NOTHING, 0, "pain_after", 5},
    {"a rise of 2 at the end", RISE_TO, 2, NOTHING, 0, "pain_after", 5},
    {"stopped for pain", STOPPED, 1, NOTHING, 0, "pain_after", 5},
    /* the next morning */
    {"a worse morning after", NEXT_DAY, 2, NOTHING, 0, "next_day", 5},
    {"a worse morning, before not asked: as last known", NEXT_DAY, 2, BEFORE, -1, "next_day", 5},
    {"a better morning after", NEXT_DAY, 0, NOTHING, 0, "progress", 7},
    /* form */
    {"form 79", FORM, 79, NOTHING, 0, NULL, 6},
    {"form 80", FORM, 80, NOTHING, 0, "progress", 7},
    {"form not seen", FORM, -1, NOTHING, 0, NULL, 6},
    {"too few repetitions scored", SCORED, 5, NOTHING, 0, NULL, 6},
    {"two sets below 60", WORST_SETS, 59, NOTHING, 0, "form", 5},
    {"two sets at 60", WORST_SETS, 60, NOTHING, 0, "progress", 7},
    {"one set only, unsteady", WORST_SETS, -1, NOTHING, 0, "progress", 7},
    /* guarding, limits, effort, all of it done */
    {"a sign a set", SIGNS, 2, NOTHING, 0, "progress", 7},
    {"three signs in two sets", SIGNS, 3, NOTHING, 0, NULL, 6},
    {"a guarding alert", ALERTS, 1, NOTHING, 0, "guarding", 5},
    {"a limit stopped it", STOPS, 1, NOTHING, 0, NULL, 6},
    {"effort 4", EFFORT, 4, NOTHING, 0, "progress", 7},
    {"effort 5", EFFORT, 5, NOTHING, 0, NULL, 6},
    {"effort not told", EFFORT, -1, NOTHING, 0, NULL, 6},
    {"not all done", DONE_REPS, 11, NOTHING, 0, NULL, 6},
    /* absence, rest */
    {"14 days away", DAYS_AGO, 14, NOTHING, 0, "progress", 7},
    {"15 days away", DAYS_AGO, 15, NOTHING, 0, "absence", 5},
    {"two days of rest", DAYS_AGO, 2, NOTHING, 0, "progress", 7},
    {"one day of rest", DAYS_AGO, 1, NOTHING, 0, NULL, 6},
};

Test(progress, each_rule_of_the_table)
{
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct scene *scene = open_scene();
        set_field(scene, rows[i].field, rows[i].value);
        set_field(scene, rows[i].too, rows[i].too_value);
        plan_scene(scene);
        const struct plan_change *change = last_change(scene);
        cr_expect_eq(scene->plan.step[0].dosage.reps, rows[i].reps, "%s: %d", rows[i].what,
                     scene->plan.step[0].dosage.reps);
        cr_expect_eq(scene->plan.step[0].dosage.sets, 2, "%s", rows[i].what);
        cr_expect_float_eq(scene->plan.step[0].target.hold_s, 2.0f, 1e-6f, "%s", rows[i].what);
        cr_expect_eq(change != NULL, rows[i].rule != NULL, "%s: %s", rows[i].what,
                     change ? change->rule : "nothing");
        if (change && rows[i].rule) {
            cr_expect_str_eq(change->rule, rows[i].rule, "%s: %s", rows[i].what, change->rule);
            cr_expect(change->reason[0] && change->source[0], "%s", rows[i].what);
            cr_expect_eq((int)change->from, 6);
            cr_expect_eq((int)change->to, rows[i].reps);
        }
        free(scene);
    }
}

Test(progress, strength_rests_two_days_and_a_gentle_day_is_offered)
{
    struct scene *scene = open_scene();
    text_copy(scene->rules.gentle_routine, ID_SIZE, "gentle_day");
    scene->today = scene->past.session[2].day + 1;
    plan_scene(scene);
    cr_expect_eq(scene->progress.verdict, PROGRESS_REST);
    cr_expect(has_note(scene, NOTE_STRENGTH_REST));
    cr_expect_not_null(strstr(scene->progress.note[0].text, "gentle_day"));
    scene->today = scene->past.session[2].day - 5; /* a clock set back */
    plan_scene(scene);
    cr_expect_eq(scene->progress.verdict, PROGRESS_REST);
    scene->today = scene->past.session[2].day + 2;
    plan_scene(scene);
    cr_expect_eq(scene->progress.verdict, PROGRESS_GO);
    scene->rules.strength_rest_h = 72;
    plan_scene(scene);
    cr_expect_eq(scene->progress.verdict, PROGRESS_REST, "a config may ask for more rest");
    scene->rules.strength_rest_h = 24;
    plan_scene(scene);
    cr_expect_eq(scene->progress.verdict, PROGRESS_GO);
    scene->today = scene->past.session[2].day + 1;
    plan_scene(scene);
    cr_expect_eq(scene->progress.verdict, PROGRESS_REST, "but never for less");
    free(scene);
}

Test(progress, a_stretch_needs_no_rest_day_unless_the_morning_hurt)
{
    static const char *const ids[] = {"reach", NULL};
    struct scene *scene = open_scene();
    scene->routine = made_routine(ids);
    for (int i = 0; i < 3; i++)
        scene->past.session[i].step[0] = good_step("reach", SIDE_LEFT, 0, 2, 2, 20, 60);
    scene->today = scene->past.session[2].day + 1;
    plan_scene(scene);
    cr_expect_eq(scene->progress.verdict, PROGRESS_GO);
    scene->past.session[2].nrs_next_day = 2;
    plan_scene(scene);
    cr_expect_eq(scene->progress.verdict, PROGRESS_REST);
    cr_expect(has_note(scene, NOTE_PAIN_REST));
    cr_expect_not(has_note(scene, NOTE_CONTACT), "once");
    scene->past.session[0].nrs_next_day = 3;
    plan_scene(scene);
    cr_expect(has_note(scene, NOTE_CONTACT), "twice");
    free(scene);
}

/* One figure at a time, in order, each to its ceiling; then the next variant is for the therapist.
 */
Test(progress, one_figure_grows_up_to_its_ceiling)
{
    static const struct {
        int reps;
        float hold_s;
        int max_reps;
        float max_hold_s;
        int max_sets;
        bool progress;
        int to_sets, to_reps;
        float to_hold_s;
        bool next;
    } steps[] = {
        {8, 2, 0, NAN, 0, true, 2, 9, 2, false},    /* no ceiling given: half as many again, 9 */
        {9, 2, 0, NAN, 0, true, 2, 9, 2.3f, false}, /* then the hold, 15 % */
        {9, 3, 0, NAN, 0, true, 2, 9, 3, true},     /* half as long again: the end */
        {7, 2, 7, NAN, 0, true, 2, 7, 2.3f, false}, /* the therapist's ceiling */
        {7, 2, 7, 2, 0, true, 2, 7, 2, true},
        {7, 2, 7, 2, 3, true, 3, 7, 2, false},    /* sets only where they are allowed */
        {6, 2, 0, NAN, 0, false, 2, 6, 2, false}, /* no progress wanted: nothing, and no advice */
        {20, 2, 20, NAN, 0, true, 2, 20, 2.3f, false}, /* the hard cap */
    };
    for (size_t i = 0; i < ARRAY_LENGTH(steps); i++) {
        struct scene *scene = open_scene();
        struct routine_step *step = &scene->routine.step[0];
        step->max_reps = steps[i].max_reps;
        step->max_hold_s = steps[i].max_hold_s;
        step->max_sets = steps[i].max_sets;
        step->progress = steps[i].progress;
        for (int s = 0; s < 3; s++)
            scene->past.session[s].step[0] =
                good_step("bend", SIDE_NONE, 0, 2, steps[i].reps, steps[i].hold_s, 50);
        plan_scene(scene);
        const struct exercise *planned = &scene->plan.step[0];
        cr_expect_eq(planned->dosage.sets, steps[i].to_sets, "%zu", i);
        cr_expect_eq(planned->dosage.reps, steps[i].to_reps, "%zu: %d", i, planned->dosage.reps);
        cr_expect_float_eq(planned->target.hold_s, steps[i].to_hold_s, 1e-4f, "%zu: %g", i,
                           (double)planned->target.hold_s);
        cr_expect_eq(has_note(scene, NOTE_NEXT), steps[i].next, "%zu", i);
        free(scene);
    }
}

/* What was given up to pain is a smaller target, which comes back only to the routine's own. */
Test(progress, a_range_given_up_to_pain_comes_back_smaller)
{
    struct scene *scene = open_scene();
    struct past_step *step = &scene->past.session[2].step[0];
    step->nrs = 4;
    step->range = 30;
    plan_scene(scene);
    cr_expect_float_eq(scene->plan.step[0].target.value, 30, 0.01f);
    cr_expect_eq(scene->plan.step[0].dosage.reps, 6, "one figure");
    cr_expect_eq(last_change(scene)->variable, VARIABLE_TARGET);
    cr_expect_lt(scene->plan.step[0].phase.reach, 30.0f);
    step->range = 80; /* more than was asked for earns nothing */
    plan_scene(scene);
    cr_expect_float_eq(scene->plan.step[0].target.value, 50, 0.01f);
    cr_expect_eq(scene->plan.step[0].dosage.reps, 5);
    for (int i = 0; i < 3; i++)
        scene->past.session[i].step[0] = good_step("bend", SIDE_NONE, 0, 2, 6, 2, 46);
    plan_scene(scene);
    cr_expect_float_eq(scene->plan.step[0].target.value, 50, 0.01f, "back, and no further");
    cr_expect_eq(scene->plan.step[0].dosage.reps, 6);
    for (int i = 0; i < 3; i++)
        scene->past.session[i].step[0] = good_step("bend", SIDE_NONE, 0, 2, 6, 2, 30);
    plan_scene(scene);
    cr_expect_float_eq(scene->plan.step[0].target.value, 37.5f, 0.01f, "15 %% of the way");
    free(scene);
}

Test(progress, the_sore_side_is_named_and_both_do_less)
{
    static const char *const ids[] = {"lift", NULL};
    struct scene *scene = open_scene();
    scene->routine = made_routine(ids);
    struct past_session *last = &scene->past.session[2];
    last->step_count = 2;
    last->step[0] = good_step("lift", SIDE_LEFT, 0, 3, 8, 0, 40);
    last->step[1] = good_step("lift", SIDE_RIGHT, 0, 3, 8, 0, 40);
    last->step[1].nrs = 4;
    plan_scene(scene);
    cr_expect_eq(scene->plan.step[0].dosage.reps, 6);
    cr_expect_eq(last_change(scene)->side, SIDE_RIGHT);
    free(scene);
}

/* The therapist's new figures count, and the changes since the old ones are told as kept. */
Test(progress, earlier_changes_are_kept_until_the_routine_is_altered)
{
    struct scene *scene = open_scene();
    scene->past.session_count = 1;
    struct past_step *step = &scene->past.session[0].step[0];
    *step = good_step("bend", SIDE_NONE, 0, 2, 4, 2, 50);
    step->base_sets = 2;
    step->base_reps = 6;
    step->base_hold_s = 2;
    step->base_target = 50;
    plan_scene(scene);
    cr_expect_eq(scene->plan.step[0].dosage.reps, 4);
    cr_assert_eq(scene->plan.change_count, 1);
    cr_expect_str_eq(scene->plan.change[0].rule, "kept");
    scene->routine.step[0].reps = 10;
    plan_scene(scene);
    cr_expect_eq(scene->plan.step[0].dosage.reps, 10);
    cr_expect_eq(scene->plan.change_count, 0);
    free(scene);
}

Test(progress, at_most_so_many_exercises_grow_at_once_and_none_while_one_goes_back)
{
    static const char *const ids[] = {"bend", "lift", "reach", NULL};
    struct scene *scene = open_scene();
    scene->routine = made_routine(ids);
    for (int i = 0; i < 3; i++) {
        struct past_session *session = &scene->past.session[i];
        session->step_count = 3;
        session->step[1] = good_step("lift", SIDE_LEFT, 1, 3, 8, 0, 40);
        session->step[2] = good_step("reach", SIDE_LEFT, 2, 2, 2, 20, 60);
    }
    plan_scene(scene);
    cr_expect_eq(scene->plan.change_count, 2);
    scene->rules.progress.at_once = 3;
    plan_scene(scene);
    cr_expect_eq(scene->plan.change_count, 3);
    cr_expect_eq(scene->plan.step[2].dosage.reps, 3);
    scene->past.session[2].step[2].alerts = 1;
    plan_scene(scene);
    cr_expect_eq(scene->plan.change_count, 1);
    cr_expect_eq(scene->plan.step[2].dosage.reps, 1);
    free(scene);
}

Test(progress, what_can_become_no_less_is_for_the_therapist)
{
    struct scene *scene = open_scene();
    scene->past.session[2].step[0] = good_step("bend", SIDE_NONE, 0, 1, 1, 1, 50);
    scene->past.session[2].step[0].nrs = 4;
    scene->past.session[2].step[0].range_seen = false;
    plan_scene(scene);
    cr_expect(has_note(scene, NOTE_EASIER));
    cr_expect_eq(scene->plan.step[0].dosage.reps, 1);
    free(scene);
}

Test(progress, a_red_flag_leaves_no_plan)
{
    struct scene *scene = open_scene();
    text_copy(scene->past.red_flag, ID_SIZE, "fever");
    plan_scene(scene);
    cr_expect_eq(scene->progress.verdict, PROGRESS_REFER);
    cr_expect_eq(scene->plan.step_count, 0);
    cr_expect(has_note(scene, NOTE_RED_FLAG));
    scene->past.red_flag[0] = '\0';
    scene->past.session[2].red_flag = true; /* and nobody has asked since */
    plan_scene(scene);
    cr_expect_eq(scene->progress.verdict, PROGRESS_REFER);
    scene->past.screened = true; /* asked again, all no */
    scene->past.screened_day = TODAY;
    plan_scene(scene);
    cr_expect_eq(scene->progress.verdict, PROGRESS_GO);
    free(scene);
}

Test(progress, the_plan_asks_what_is_not_known)
{
    struct scene *scene = open_scene();
    scene->rules.flag_count = 2;
    text_copy(scene->rules.flag[1].id, ID_SIZE, "fever");
    plan_scene(scene);
    progress_ask(&scene->plan, &scene->rules, &scene->past, TODAY);
    cr_expect(scene->plan.ask.before && scene->plan.ask.between && scene->plan.ask.after);
    cr_expect(scene->plan.ask.effort);
    cr_expect_not(scene->plan.ask.next_day, "it was told");
    cr_expect_eq(scene->plan.flag_count, 2, "never screened");
    scene->past.session[2].nrs_next_day = -1;
    scene->past.screened = true;
    scene->past.screened_day = TODAY - 27;
    plan_scene(scene);
    progress_ask(&scene->plan, &scene->rules, &scene->past, TODAY);
    cr_expect(scene->plan.ask.next_day);
    cr_expect_eq(scene->plan.ask.next_day_limit, 1);
    cr_expect_eq(scene->plan.flag_count, 0);
    scene->past.screened_day = TODAY - 28;
    cr_expect(progress_screening_due(&scene->rules, &scene->past, TODAY));
    free(scene);
}

/* Plans with all of it print and read back to the same bytes; without it they read as ever. */
Test(progress, changes_and_questions_are_part_of_the_text)
{
    struct scene *scene = open_scene();
    struct plan *back = calloc(1, sizeof *back);
    struct error err = {""};
    scene->past.session[2].step[0].nrs = 4;
    scene->rules.pain.stop_above = 4;
    scene->rules.flag_count = 1;
    text_copy(scene->rules.flag[0].id, ID_SIZE, "fever");
    plan_scene(scene);
    char *plain = plan_text(&scene->plan);
    cr_assert_null(strstr(plain, "ask="), "nothing is asked");
    cr_assert_null(strstr(plain, "screening="));
    progress_ask(&scene->plan, &scene->rules, &scene->past, TODAY);
    char *text = plan_text(&scene->plan);
    cr_assert(plan_parse(text, "t", back, &err), "%s", err.text);
    char *again = plan_text(back);
    cr_expect_str_eq(text, again);
    cr_expect_eq(back->change_count, 1);
    cr_expect_eq(back->pain.stop_above, 4);
    cr_expect_eq(back->ask.before, true);
    cr_expect_str_eq(back->flag[0].id, "fever");
    struct scene *bare = open_scene();
    bare->past.session_count = 0;
    plan_scene(bare);
    char *as_ever = plan_text(&bare->plan);
    cr_expect(!strstr(as_ever, "pain=") && !strstr(as_ever, "changes=") &&
              !strstr(as_ever, "ask="));
    free(as_ever);
    free(bare);
    free(again);
    free(text);
    free(plain);
    free(back);
    free(scene);
}

/* ---- whatever the past and the config say ---- */

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
