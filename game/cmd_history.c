/* `unguard history`: what is kept of your sessions: to see, to take away, to delete. */
#include "commands.h"
#include "history_export.h"
#include "history_forget.h"
#include "history_read.h"
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST_LISTED 10000 /* 27 years of daily sessions */

struct history_options {
    const char *history, *person, *export_to, *forget;
    bool list, yes;
};

static const struct option option_rows[] = {
    {"--list", NULL, "every session: when, what, how many repetitions, form",
     offsetof(struct history_options, list), NULL},
    {"--export", "FOLDER", "all of it as CSV files, with a README.txt that explains them",
     offsetof(struct history_options, export_to), NULL},
    {"--delete-person", "NAME", "deletes all that is kept of NAME, for good",
     offsetof(struct history_options, forget), NULL},
    {"--yes", NULL, "deletes without asking once more", offsetof(struct history_options, yes),
     NULL},
    {"--person", "NAME", "lists or exports only what is kept of NAME",
     offsetof(struct history_options, person), NULL},
    {"--history", "FILE", "another file than your own", offsetof(struct history_options, history),
     NULL},
};

static const struct option_table table = {
    .command = "history",
    .usage = "unguard history --list | --export FOLDER | --delete-person NAME [options]",
    .summary =
        "Shows, exports or deletes what Unguard keeps of your sessions: what was prescribed, each\n"
        "repetition with its figures, warnings, and your answers about pain. It is one file on\n"
        "this computer that only you can read, and it is never sent anywhere.\n"
        "Exit code: 0 done, 1 there is no such person, 2 wrong usage, 3 a file failed.",
    .example = "  unguard history --list\n"
               "  unguard history --export my-sessions\n"
               "  unguard history --delete-person me",
    .option = option_rows,
    .option_count = ARRAY_LENGTH(option_rows),
};

static void say(const struct error *err)
{
    fprintf(stderr, "unguard: %s\n", err->text);
}

/* ---- listing ---- */

static void print_session(const struct history_summary *summary)
{
    char date[32] = "", form[16] = "-";
    const time_t at = (time_t)summary->started_at;
    struct tm local;
    if (localtime_r(&at, &local) != NULL)
        strftime(date, sizeof(date), "%Y-%m-%d %H:%M", &local);
    if (summary->form >= 0)
        snprintf(form, sizeof(form), "%.0f", (double)summary->form);
    printf("%-16s  %-12s %-28s %4d repetitions  form %3s  %s%s\n", date, summary->person,
           summary->routine_name, summary->repetitions, form,
           summary->reason[0] != '\0' ? summary->reason : "broke off",
           summary->resumed_from != 0 ? ", gone on with" : "");
}

static int list(struct history *history, const char *person, struct error *err)
{
    struct history_summary *summary = calloc(MOST_LISTED, sizeof(*summary));
    int count = 0;
    const bool good = summary != NULL
                          ? history_sessions(history, person, summary, MOST_LISTED, &count, err)
                          : error_set(err, "there isn't enough memory for the list");
    for (int i = count; i-- > 0;)
        print_session(&summary[i]);
    if (good)
        printf("%s%d session%s in %s\n", count > 0 ? "\n" : "", count, count == 1 ? "" : "s",
               history_path(history));
    free(summary);
    return good ? EXIT_DONE : EXIT_DEVICE;
}

/* ---- deleting ---- */

static bool agreed(const char *name)
{
    char answer[16] = "";
    printf("Delete all that is kept of %s, for good? [y/N] ", name);
    fflush(stdout);
    return fgets(answer, sizeof(answer), stdin) != NULL && (answer[0] == 'y' || answer[0] == 'Y');
}

/* Copies of the data that no command reaches. */
static void print_leftovers(const struct history *history)
{
    char bad[PATH_SIZE + 8];
    snprintf(bad, sizeof(bad), "%s.bad", history_path(history));
    if (paths_exists(bad))
        printf("A damaged history was once kept as %s; it may hold the same data: delete it too "
               "(and .bad.2 and so on) if it is to be gone.\n",
               bad);
    printf("Recordings (.rec files) are files of their own, and yours to delete.\n");
}

static int forget(struct history *history, const struct history_options *options, struct error *err)
{
    struct history_amount amount;
    bool gone;
    if (!history_amount(history, options->forget, &amount, err))
        return EXIT_DEVICE;
    if (amount.person == 0) {
        error_set(err,
                  "%.110s: there is nobody called %.60s in it; `unguard history --list` names "
                  "who is",
                  history_path(history), options->forget);
        return EXIT_INPUT;
    }
    printf("%s: %lld sessions with %lld repetitions, %lld answers, in %s\n", options->forget,
           (long long)amount.sessions, (long long)amount.repetitions, (long long)amount.answers,
           history_path(history));
    if (!options->yes && !agreed(options->forget)) {
        printf("Nothing was deleted.\n");
        return EXIT_DONE;
    }
    if (!history_forget(history, amount.person, &gone, err))
        return EXIT_DEVICE;
    printf("Deleted.\n");
    print_leftovers(history);
    return gone ? EXIT_DONE : EXIT_DEVICE;
}

/* ---- the command ---- */

static int export_all(struct history *history, const struct history_options *options,
                      struct error *err)
{
    if (!history_export(history, options->person, options->export_to, err))
        return EXIT_DEVICE;
    printf("Exported to %s; its README.txt says what is what.\n", options->export_to);
    return EXIT_DONE;
}

static int act(struct history *history, const struct history_options *options, struct error *err)
{
    if (options->forget != NULL)
        return forget(history, options, err);
    if (options->export_to != NULL)
        return export_all(history, options, err);
    return list(history, options->person, err);
}

static int open_and_act(const char *path, const struct history_options *options, struct error *err)
{
    struct error notice;
    struct history *history = history_open(path, &notice, err);
    if (history == NULL)
        return EXIT_DEVICE;
    if (notice.text[0] != '\0')
        say(&notice);
    int exit_code = act(history, options, err);
    if (history_is_damaged(history) && history_mend(history, &notice, err))
        *err = notice;
    history_close(history);
    return exit_code;
}

int cmd_history(int argc, char **argv)
{
    struct history_options options = {0};
    int count, exit_code;
    struct error err = {{0}};
    char path[PATH_SIZE];
    if (!options_parse(&table, argc, argv, &options, &count, &exit_code))
        return exit_code;
    const int wanted = options.list + (options.export_to != NULL) + (options.forget != NULL);
    if (wanted != 1 || (options.forget != NULL && options.person != NULL)) {
        fprintf(stderr, "unguard history: name one thing to do: %s\n", table.usage);
        return EXIT_USAGE;
    }
    bool known = options.history == NULL ? paths_history(path, &err)
                                         : text_copy(path, sizeof(path), options.history);
    if (known && !paths_exists(path))
        known = error_set(&err, "%.180s: there is no history yet; a session makes it", path);
    exit_code = known ? open_and_act(path, &options, &err) : EXIT_DEVICE;
    if (err.text[0] != '\0')
        say(&err);
    return exit_code;
}
