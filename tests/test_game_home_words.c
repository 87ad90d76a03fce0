/* What home and the progress screen say: nothing that shames, nothing that rewards pain, range or
 * speed; gaps stay gaps, and pages hold years. */
#include "home_sample.h"

#include "coach/event.h"
#include "sample.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <stdio.h>

static const char *const unwanted[] = {"miss",   "lazy", "fail",   "behind",  "should", "lost",
                                       "broken", "bad",  "wrong",  "danger",  "damage", "further!",
                                       "faster", "push", "harder", "no pain", "record", "best"};

static void expect_kind(const char *text)
{
    char lower[1024];
    size_t i = 0;
    for (; text[i] != '\0' && i + 1 < sizeof lower; i++)
        lower[i] = (char)tolower((unsigned char)text[i]);
    lower[i] = '\0';
    for (size_t k = 0; k < ARRAY_LENGTH(unwanted); k++)
        cr_expect_null(strstr(lower, unwanted[k]), "\"%s\" in: %s", unwanted[k], text);
}

static struct plan *make_plan(void)
{
    struct plan *plan = sample_plan();
    plan->step_count = 2;
    plan->step[1] = plan->step[0];
    return plan;
}

Test(home_words, are_kind_whatever_was_done)
{
    static const struct streak streaks[] = {
        {.first = true, .today = true, .next_day = 20514},
        {.days = 0, .today = true, .next_day = 20514},
        {.days = 0, .next_day = 20516},
        {.days = 1, .trained = true, .next_day = 20515},
        {.days = 2, .next_day = 20517},
        {.days = 1000, .today = true, .next_day = 20514},
    };
    struct plan *plan = make_plan();
    for (int verdict = PROGRESS_GO; verdict <= PROGRESS_REFER; verdict++)
        for (size_t i = 0; i < ARRAY_LENGTH(streaks); i++)
            for (int unfinished = 0; unfinished < 2; unfinished++) {
                const struct progress progress = {.verdict = (enum progress_verdict)verdict};
                const struct home_facts facts = {plan, &progress, &streaks[i],
                                                 unfinished ? plan : NULL, true};
                struct home home;
                home_make(&facts, 20514, &home);
                const char *const lines[] = {home.title,  home.routine, home.length,
                                             home.change, home.kept,    home.next};
                for (size_t k = 0; k < ARRAY_LENGTH(lines); k++) {
                    cr_expect_neq(lines[k][0], '\0', "%zu", k);
                    expect_kind(lines[k]);
                }
                cr_expect_eq(home.choice[0], unfinished ? HOME_RESUME : HOME_BEGIN);
                cr_expect_eq(home.choice[home.choice_count - 1], HOME_QUIT);
            }
    free(plan);
}

Test(home_words, say_what_is_known_and_no_more)
{
    struct plan *plan = make_plan();
    const struct progress progress = {0};
    const struct streak kept = {.days = 12, .next_day = 20516};
    struct home_facts facts = {plan, &progress, &kept, NULL, true};
    struct home home;
    home_make(&facts, 20514, &home);
    cr_expect_str_eq(home.kept, "12 days kept, rest days too");
    cr_expect_str_eq(home.next, "A rest day. The next session is on Wednesday, 4 Mar");
    cr_expect_str_eq(home.change, "Everything is as your routine says");
    /* A figure that is only kept is no news; one that is new says why. */
    plan->change_count = 2;
    plan->change[0] = (struct plan_change){
        .variable = VARIABLE_SETS, .from = 2, .to = 3, .rule = "kept", .reason = "as before"};
    plan->change[1] = (struct plan_change){.step = 1,
                                           .side = SIDE_LEFT,
                                           .variable = VARIABLE_HOLD,
                                           .from = 3,
                                           .to = 2.5f,
                                           .rule = "regress",
                                           .reason = "a sore morning"};
    cr_expect(home_change_words(plan, home.change, sizeof home.change));
    cr_expect(strstr(home.change, "(left): 2.5 seconds of hold instead of 3. A sore morning"), "%s",
              home.change);
    plan->change_count = 1;
    cr_expect_not(home_change_words(plan, home.change, sizeof home.change));
    cr_expect_str_eq(home.change, "Everything stays as it was last time");
    /* Nothing is kept: no streak, no gardens, no progress. */
    facts.streak = NULL;
    home_make(&facts, 20514, &home);
    cr_expect_str_eq(home.title, "Welcome");
    cr_expect_str_eq(home.kept, "Nothing is kept of what you do here");
    for (int i = 0; i < home.choice_count; i++)
        cr_expect(home.choice[i] != HOME_PROGRESS && home.choice[i] != HOME_GARDENS);
    free(plan);
}

Test(home_words, days_are_told_as_people_do)
{
    char text[48];
    cr_expect_str_eq(home_day_words(20514, 20514, text, sizeof text), "today");
    cr_expect_str_eq(home_day_words(20515, 20514, text, sizeof text), "tomorrow");
    cr_expect_str_eq(home_day_words(20520, 20514, text, sizeof text), "on Sunday, 8 Mar");
}

/* ---- progress ---- */

static void check_page(const struct progress_page *page)
{
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++) {
        const struct chart *chart = &page->chart[leaf];
        expect_kind(progress_leaf_title((enum progress_leaf)leaf));
        expect_kind(page->said[leaf]);
        cr_expect_neq(page->said[leaf][0], '\0');
        for (int i = 0; i < chart->series_count; i++) {
            cr_expect_leq(chart->series[i].count, CHART_POINTS);
            for (int k = 0; k < chart->series[i].count; k++) {
                const struct chart_point *at = &chart->series[i].point[k];
                cr_expect(at->value >= chart->low && at->value <= chart->high, "leaf %d: %g", leaf,
                          (double)at->value);
                cr_expect(k == 0 || at->day > at[-1].day, "in order");
            }
        }
    }
}

Test(progress_page, any_number_of_weeks)
{
    static const int weeks[] = {0, 1, 2, 8, 12, 52, 300, 520};
    for (size_t i = 0; i < ARRAY_LENGTH(weeks); i++) {
        struct home_sample sample = {0};
        home_sample_progress(&sample, weeks[i]);
        cr_expect_eq(sample.progress->empty, weeks[i] == 0);
        cr_expect_leq(sample.progress->week_count, PROGRESS_WEEKS);
        if (weeks[i] > 0)
            check_page(sample.progress);
        home_sample_free(&sample);
    }
}

/* What was not asked or not seen is no point at all, and never zero. */
Test(progress_page, the_unknown_is_a_gap)
{
    struct report_session session[3] = {
        {.day = 20500, .nrs_before = 4, .nrs_after = -1, .nrs_next_day = -1, .form = -1, .reps = 3},
        {.day = 20503, .nrs_before = -1, .nrs_after = 2, .nrs_next_day = 5, .form = 80, .reps = 3},
        {.day = 20510, .nrs_before = 0, .nrs_after = -1, .nrs_next_day = -1, .form = -1},
    };
    const struct report report = {
        .from_day = 20500, .to_day = 20513, .session = session, .session_count = 3};
    struct progress_page *page = calloc(1, sizeof *page);
    cr_assert(page && progress_page_make(page, &report, NULL, 20514));
    const struct chart *pain = &page->chart[LEAF_PAIN];
    cr_expect_eq(pain->series[0].count, 2);
    cr_expect_float_eq(pain->series[0].point[0].value, 4, 1e-6);
    cr_expect_float_eq(pain->series[0].point[1].value, 0, 1e-6, "no pain is an answer");
    cr_expect_eq(pain->series[1].count, 1);
    cr_expect_float_eq(pain->series[1].point[0].value, 5, 1e-6, "the morning counts");
    cr_expect_eq(page->chart[LEAF_FORM].series[0].count, 1);
    cr_expect_eq(page->chart[LEAF_RANGE].series_count, 0, "nothing to compare");
    cr_expect_not(page->planned);
    free(page);
}

/* A point of many days is their mean. */
Test(progress_page, long_spans_are_means)
{
    enum { DAYS = 200 };
    static struct report_session session[DAYS];
    for (int i = 0; i < DAYS; i++)
        session[i] = (struct report_session){
            .day = 20000 + i, .nrs_before = i % 7, .nrs_after = -1, .nrs_next_day = -1, .form = -1};
    const struct report report = {
        .from_day = 20000, .to_day = 20000 + DAYS - 1, .session = session, .session_count = DAYS};
    struct progress_page *page = calloc(1, sizeof *page);
    cr_assert(page && progress_page_make(page, &report, NULL, 20000 + DAYS - 1));
    const struct chart_series *pain = &page->chart[LEAF_PAIN].series[0];
    cr_expect_eq(pain->count, (DAYS + 6) / 7);
    for (int i = 0; i + 1 < pain->count; i++)
        cr_expect_float_eq(pain->point[i].value, 3, 1e-4);
    free(page);
}
