/* `unguard plan`: the next session's plan, and the reason for each figure that is not the
 * routine's own. */
#include "commands.h"
#include "history_day.h"
#include "history_past.h"
#include "options.h"
#include "plan_words.h"
#include "prescribe.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct plan_options {
    const char *profile, *today, *person, *history;
};

static const struct option option_rows[] = {
    {"--profile", "FILE", "your own limits: a name or a file",
     offsetof(struct plan_options, profile), NULL},
    {"--person", "NAME", "whose past sessions, in the history (me)",
     offsetof(struct plan_options, person), NULL},
    {"--history", "FILE", "another file than your own history",
     offsetof(struct plan_options, history), NULL},
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

static bool read_today(const char *text, int32_t *today, struct error *err)
{
    if (text == NULL)
        *today = history_day((int64_t)time(NULL));
    return text == NULL || history_day_parse(text, today) ||
           error_set(err, "plan: --today %.40s: is no date; write it as 2026-05-31", text);
}

static bool read_past(const struct plan_options *options, const char *path, struct past *past,
                      struct error *err)
{
    struct error notice = {{0}};
    struct history *history = history_open(path, &notice, err);
    if (history == NULL)
        return false;
    if (notice.text[0] != '\0')
        fprintf(stderr, "unguard: %s\n", notice.text);
    const bool good =
        history_past(history, options->person != NULL ? options->person : "me", past, err);
    history_close(history);
    return good;
}

/* What the person's past sessions showed; nothing is known without a history. A file that was named
 * has to be there. */
static struct past *load_past(const struct plan_options *options, struct error *err)
{
    char own[PATH_SIZE];
    const char *path = options->history != NULL ? options->history : own;
    struct past *past = calloc(1, sizeof(*past));
    if (past == NULL) {
        error_set(err, "there isn't enough memory for the history");
        return NULL;
    }
    if (options->history == NULL && (!paths_history(own, NULL) || !paths_exists(own)))
        return past;
    if (options->history != NULL && !paths_exists(path))
        error_set(err, "%.180s: there is no such history; leave out --history for your own", path);
    else if (read_past(options, path, past, err))
        return past;
    free(past);
    return NULL;
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
    struct past *past = rules != NULL ? load_past(options, err) : NULL;
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
