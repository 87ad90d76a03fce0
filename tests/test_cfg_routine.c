/* What a routine says about the week, its parts and pain. */
#include "plan/cfg.h"
#include "plan/routine.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEPS "steps = ( { exercise = \"a\"; part = \"warm_up\"; }, { exercise = \"b\"; } );\n"

static struct routine read_routine(const char *keys)
{
    char text[512];
    struct cfg_problems problems = {0};
    struct routine routine;
    snprintf(text, sizeof text, "id = \"r\"; name = \"R\";\n%s\n" STEPS, keys);
    struct cfg_file *file = cfg_open_text(text, "t", &problems);
    cr_assert_not_null(file);
    cr_assert(cfg_read(file, &routine_table, &routine, &problems), "%s", problems.item[0].text);
    cfg_close(file);
    cfg_problems_free(&problems);
    return routine;
}

Test(cfg_routine, a_week_is_days_or_a_number)
{
    struct routine routine = read_routine("");
    cr_expect_eq(routine.days, 0u);
    cr_expect_eq(routine_times_per_week(&routine), 0);
    routine = read_routine("days = (\"mon\", \"thu\", \"sat\");");
    cr_expect_eq(routine.days, 1u | 1u << 3 | 1u << 5);
    cr_expect_eq(routine_times_per_week(&routine), 3);
    cr_expect_not(routine_days_touch(&routine));
    routine = read_routine("days = [\"sun\", \"mon\"];");
    cr_expect(routine_days_touch(&routine));
    routine = read_routine("days = \"wed\";");
    cr_expect_eq(routine.days, 1u << 2);
    cr_expect_not(routine_days_touch(&routine));
    routine = read_routine("times_per_week = 3;");
    cr_expect_eq(routine_times_per_week(&routine), 3);
    cr_expect_not(routine_days_touch(&routine));
}

Test(cfg_routine, parts_and_lines_are_read)
{
    struct routine routine = read_routine("minutes = 5;");
    cr_expect_eq(routine.step[0].part, PART_WARM_UP);
    cr_expect_eq(routine.step[1].part, PART_MAIN);
    cr_expect_eq(routine.minutes_line, 2);
    cr_expect_eq(routine.step[1].exercise_line, 3);
    cr_expect_eq(read_routine("").minutes_line, 1);
}

/* The stricter word holds, whoever says it. */
Test(cfg_routine, pain_policy_is_only_ever_tightened)
{
    static const struct {
        const char *keys;
        enum pain_policy profile, expected;
    } rows[] = {
        {"", PAIN_STRICT, PAIN_STRICT},
        {"", PAIN_MONITOR, PAIN_MONITOR},
        {"pain_policy = \"strict\";", PAIN_MONITOR, PAIN_STRICT},
        {"pain_policy = \"strict\";", PAIN_STRICT, PAIN_STRICT},
        {"pain_policy = \"monitor\";", PAIN_STRICT, PAIN_STRICT},
        {"pain_policy = \"monitor\";", PAIN_MONITOR, PAIN_MONITOR},
        {"pain_policy = \"profile\";", PAIN_STRICT, PAIN_STRICT},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct routine routine = read_routine(rows[i].keys);
        cr_expect_eq(routine_pain_policy(&routine, rows[i].profile), rows[i].expected, "%s",
                     rows[i].keys);
    }
}

Test(cfg_routine, text_reads_back_to_the_same)
{
    struct routine routine = read_routine("days = (\"tue\", \"sun\"); pain_policy = \"strict\";");
    struct cfg_problems problems = {0};
    struct routine back;
    char *text = cfg_text(&routine_table, &routine);
    cr_assert_not_null(strstr(text, "days=(\"tue\",\"sun\")\n"), "%s", text);
    struct cfg_file *file = cfg_open_text(text, "t", &problems);
    /* times_per_week = 0 is how "not said" is kept, and is not what a file may say */
    cr_expect_not(cfg_read(file, &routine_table, &back, &problems));
    cr_expect_eq(back.days, routine.days);
    cfg_close(file);
    cfg_problems_free(&problems);
    free(text);
}
