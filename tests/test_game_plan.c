/* unguard plan: what it prints without a past, what it says about a past, and its usage. */
#include "commands.h"
#include "plan_words.h"
#include "prescribe.h"
#include "program.h"

Test(plan, without_a_past_it_is_the_routine)
{
    struct place place = place_make();
    struct ran *ran = program_run(&place, NULL, (const char *[]){"plan", "si_joint_starter", NULL});
    cr_expect_eq(ran->exit_code, EXIT_DONE, "%s", ran->err);
    cr_expect_not_null(strstr(ran->out, "Bridge: 2 sets of 6, held for 3 s"), "%s", ran->out);
    cr_expect_not_null(strstr(ran->out, "Everything is as the routine says."));
    cr_expect_str_eq(ran->err, "");
    free(ran);
    place_remove(place.folder);
}

Test(plan, a_day_that_is_none_and_a_routine_that_is_not_there)
{
    struct place place = place_make();
    struct ran *ran = program_run(&place, NULL, (const char *[]){"plan", "--today", "1 May", NULL});
    cr_expect_eq(ran->exit_code, EXIT_USAGE);
    cr_expect_not_null(strstr(ran->err, "write it as 2026-05-31"), "%s", ran->err);
    free(ran);
    ran = program_run(&place, NULL, (const char *[]){"plan", "--today", "2026-02-30", NULL});
    cr_expect_eq(ran->exit_code, EXIT_USAGE, "the same parser as the report's");
    free(ran);
    ran = program_run(&place, NULL, (const char *[]){"plan", "si_joint_start", NULL});
    cr_expect_eq(ran->exit_code, EXIT_INPUT);
    cr_expect_not_null(strstr(ran->err, "did you mean \"si_joint_starter\"?"), "%s", ran->err);
    free(ran);
    place_remove(place.folder);
}

static struct past *bridge_past(void)
{
    struct past *past = calloc(1, sizeof *past);
    past->session_count = 1;
    struct past_session *session = &past->session[0];
    *session = (struct past_session){.routine = "bridge",
                                     .day = 100,
                                     .nrs_before = 1,
                                     .nrs_after = 1,
                                     .nrs_next_day = 3,
                                     .step_count = 1};
    session->step[0] = (struct past_step){.exercise = "bridge",
                                          .sets = 3,
                                          .reps = 10,
                                          .hold_s = 3,
                                          .target = 5,
                                          .reps_done = 30,
                                          .form = -1,
                                          .worst_set_form = -1,
                                          .nrs = -1,
                                          .effort = -1};
    return past;
}

/* Every change and note comes with its reason and its source, in words that frighten nobody. */
Test(plan, each_change_has_its_reason_and_source)
{
    struct settings settings;
    struct error err = {""};
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    struct progress progress;
    struct past *past = bridge_past();
    cr_assert(settings_load(&settings, &err), "%s", err.text);
    struct safety_rules *rules = prescribe_rules(&err);
    cr_assert_not_null(rules, "%s", err.text);
    const struct prescription wanted = {.exercise = "bridge"};
    struct plan *plan = prescribe_next(&settings, &wanted, rules, past, 101, &progress, &err);
    cr_assert_not_null(plan, "%s", err.text);
    plan_words_print(out, plan, &progress);
    fclose(out);
    cr_expect_not_null(strstr(text, "* The morning after the last session hurt more: a rest day"));
    cr_expect_not_null(strstr(text, "flare_up_gentle"));
    cr_expect_not_null(strstr(text, ": the morning after hurt more than the day before"), "%s",
                       text);
    cr_expect_not_null(strstr(text, "evidenceforexercise"), "%s", text);
    cr_expect_null(strstr(text, "Everything is as"));
    free(text);
    free(plan);
    free(rules);
    free(past);
}
