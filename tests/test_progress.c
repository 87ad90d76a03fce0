/* From past sessions to the next plan: rest days, ceilings, what is kept, what is said, what is
 * asked. */
#include "progress_scene.h"

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
