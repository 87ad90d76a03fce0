/* `unguard plan`: the next session's plan, and the reason for each figure that is not the
 * routine's own. */
#include "commands.h"
#include "options.h"
#include "plan_words.h"
#include "prescribe.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SECONDS_A_DAY 86400

struct plan_options {
    const char *profile, *today;
};

static const struct option option_rows[] = {
    {"--profile", "FILE", "your own limits: a name or a file",
     offsetof(struct plan_options, profile), NULL},
    {"--today", "YYYY-MM-DD", "as if it were that day", offsetof(struct plan_options, today), NULL},
};

static const struct option_table table = {
    .command = "plan",
    .usage = "unguard plan [ROUTINE] [options]",
    .summary =
        "Prints what the next session will be: each exercise with its figures, and below it every\n"
        "figure that is not the routine's own, with the reason and the rule's source. Nothing is\n"
        "begun and nothing is stored.\n"
        "Exit code: 0 done, 1 a config is at fault, 2 wrong usage.",
    .example = "  unguard plan si_joint_starter\n  unguard plan core_and_glutes --today 2026-05-31",
    .option = option_rows,
    .option_count = ARRAY_LENGTH(option_rows),
    .most = 1,
};

/* Days from 1970-01-01 to a date of the Gregorian calendar (Hinnant, "chrono-compatible low-level
 * date algorithms"). */
static int32_t days_of(int year, int month, int day)
{
    year -= month <= 2;
    const int era = year / 400, of_era = year - era * 400;
    const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool read_today(const char *text, int32_t *today, struct error *err)
{
    int year, month, day, used = 0;
    if (text == NULL) {
        const time_t now = time(NULL);
        struct tm local;
        localtime_r(&now, &local);
        *today = days_of(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
        return true;
    }
    const bool good = sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 &&
                      text[used] == '\0' && year >= 1970 && month >= 1 && month <= 12 && day >= 1 &&
                      day <= 31;
    if (good)
        *today = days_of(year, month, day);
    return good || error_set(err, "plan: --today %.40s: is no date; write it as 2026-05-31", text);
}

/* What the person's past sessions showed; nothing is known without a history. */
static struct past *load_past(struct error *err)
{
    struct past *past = calloc(1, sizeof(*past));
    if (past == NULL)
        error_set(err, "there isn't enough memory for the history");
    return past;
}

static bool print_plan(const struct plan_options *options, const char *routine, int32_t today,
                       struct error *err)
{
    struct settings settings;
    struct progress progress;
    const struct prescription wanted = {.routine = routine, .profile = options->profile};
    if (!settings_load(&settings, err))
        return false;
    struct safety_rules *rules = prescribe_rules(err);
    struct past *past = rules != NULL ? load_past(err) : NULL;
    struct plan *plan = NULL;
    if (past != NULL)
        plan = prescribe_next(&settings, &wanted, rules, past, today, &progress, err);
    const bool good = plan != NULL;
    if (good)
        plan_words_print(stdout, plan, &progress);
    free(plan);
    free(past);
    free(rules);
    return good;
}

int cmd_plan(int argc, char **argv)
{
    struct plan_options options = {0};
    struct error err = {{0}};
    int count, exit_code;
    int32_t today = 0;
    if (!options_parse(&table, argc, argv, &options, &count, &exit_code))
        return exit_code;
    if (!read_today(options.today, &today, &err)) {
        fprintf(stderr, "unguard %s\n", err.text);
        return EXIT_USAGE;
    }
    if (print_plan(&options, count > 0 ? argv[1] : NULL, today, &err))
        return EXIT_DONE;
    fprintf(stderr, "unguard: %s\n", err.text);
    return EXIT_INPUT;
}
