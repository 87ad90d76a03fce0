/* `unguard report`: the history as two printed pages, one session's own page, and a table. */
#include "commands.h"
#include "history_day.h"
#include "options.h"
#include "paths.h"
#include "report.h"
#include "report_days.h"
#include "report_file.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct report_options {
    const char *out, *history, *person, *from, *to;
    bool csv, force;
};

static const struct option option_rows[] = {
    {"-o", "OUT.html", "the page to make", offsetof(struct report_options, out),
     "where to leave the page"},
    {"--csv", NULL, "and OUT.csv beside it: all of it, an observation a line",
     offsetof(struct report_options, csv), NULL},
    {"--force", NULL, "may replace files that are there", offsetof(struct report_options, force),
     NULL},
    {"--person", "NAME", "whose report, where the history knows several",
     offsetof(struct report_options, person), NULL},
    {"--from", "DATE", "from this day on, as 2026-03-31; otherwise from the first session on",
     offsetof(struct report_options, from), NULL},
    {"--to", "DATE", "up to this day; otherwise up to today", offsetof(struct report_options, to),
     NULL},
    {"--history", "FILE", "another history than your own", offsetof(struct report_options, history),
     NULL},
};

static const struct option_table table = {
    .command = "report",
    .usage = "unguard report [SESSION] -o OUT.html [--csv] [--from DATE] [--to DATE]",
    .summary =
        "Makes one page of your history that prints on two sheets of A4, for you and your\n"
        "therapist: days kept, pain, form, range, left and right, what brought warnings and\n"
        "guarding signs on, and what was changed in the plan and why. It needs nothing but\n"
        "itself: no network, no script. With SESSION, a number or `last`, that session alone,\n"
        "with every repetition and every lost point. What it holds is health data: only you\n"
        "can read the files (mode 0600).",
    .example = "  unguard report -o report.html --csv\n  unguard report last -o session.html",
    .option = option_rows,
    .option_count = ARRAY_LENGTH(option_rows),
    .most = 1,
};

static bool say(const struct error *err)
{
    fprintf(stderr, "unguard report: %s\n", err->text);
    return false;
}

/* ---- what was asked for ---- */

static bool read_day(const char *name, const char *text, int32_t *day, bool *given,
                     struct error *err)
{
    *given = text != NULL;
    return text == NULL || history_day_parse(text, day) ||
           error_set(err, "%s %.40s: that is no day; write it as 2026-03-31", name, text);
}

static bool read_session(const char *text, struct report_wanted *wanted, struct error *err)
{
    if (text == NULL)
        return true;
    char *end;
    wanted->one_session = true;
    wanted->last_session = strcmp(text, "last") == 0;
    wanted->session_id = strtoll(text, &end, 10);
    return wanted->last_session || (*end == '\0' && wanted->session_id > 0) ||
           error_set(err, "%.40s: that is no session; give its number, or last", text);
}

static bool read_wanted(const struct report_options *options, const char *session,
                        struct report_wanted *wanted, struct error *err)
{
    *wanted = (struct report_wanted){.person = options->person,
                                     .to_day = history_day((int64_t)time(NULL))};
    if (!read_day("--from", options->from, &wanted->from_day, &wanted->from_given, err) ||
        !read_day("--to", options->to, &wanted->to_day, &wanted->to_given, err) ||
        !read_session(session, wanted, err))
        return false;
    if (wanted->from_given && wanted->from_day > wanted->to_day)
        return error_set(err, "--from is after --to, or after today; turn them round");
    return true;
}

/* "page.html" to "page.csv"; what has no such ending gets it added. */
static bool csv_path(const char *html, char path[PATH_SIZE])
{
    const char *dot = strrchr(html, '.');
    const bool known = dot != NULL && strcmp(dot, ".html") == 0;
    const int stem = (int)(known ? (size_t)(dot - html) : strlen(html));
    const int length = snprintf(path, PATH_SIZE, "%.*s.csv", stem, html);
    return length > 0 && length < PATH_SIZE;
}

/* ---- writing ---- */

static bool make_csv(const char *history, const struct report *report, struct report_text *csv,
                     struct error *err)
{
    FILE *out = open_memstream(&csv->text, &csv->size);
    if (out == NULL)
        return error_set(err, "there isn't enough memory for this table");
    const bool good = report_csv(history, report, out, err);
    return fclose(out) == 0 && good;
}

/* Both are made before either is written. */
static int write_all(const struct report_options *options, const char *history,
                     const struct report *report)
{
    struct error err = {{0}};
    struct report_text page = {0}, csv = {0};
    char table_path[PATH_SIZE] = "";
    int exit_code = EXIT_INPUT;
    bool good = report_file_page(report, &page, &err) &&
                (!options->csv || make_csv(history, report, &csv, &err));
    if (good) {
        exit_code = EXIT_DEVICE;
        if (options->csv && !csv_path(options->out, table_path))
            good = error_set(&err, "%.180s: the path is too long", options->out);
        else if (options->csv && !options->force && paths_exists(table_path))
            good = error_set(&err, "%.180s is there already; choose another name, or --force",
                             table_path);
        good = good && report_file_put(options->out, &page, options->force, &err) &&
               (!options->csv || report_file_put(table_path, &csv, options->force, &err));
    }
    if (good)
        printf("Report: %s\n%s%s%s", options->out, options->csv ? "Table: " : "", table_path,
               options->csv ? "\n" : "");
    free(page.text);
    free(csv.text);
    return good || say(&err) ? EXIT_DONE : exit_code;
}

int cmd_report(int argc, char **argv)
{
    struct report_options options = {0};
    int count, exit_code;
    if (!options_parse(&table, argc, argv, &options, &count, &exit_code))
        return exit_code;
    struct error err = {{0}};
    struct report_wanted wanted;
    if (!read_wanted(&options, count > 0 ? argv[1] : NULL, &wanted, &err)) {
        say(&err);
        return EXIT_USAGE;
    }
    char path[PATH_SIZE];
    if (options.history != NULL ? !text_copy(path, sizeof(path), options.history)
                                : !paths_history(path, &err)) {
        say(&err);
        return EXIT_DEVICE;
    }
    struct report report;
    if (!report_read(path, &wanted, &report, &err)) {
        say(&err);
        return EXIT_INPUT;
    }
    exit_code = write_all(&options, path, &report);
    report_free(&report);
    return exit_code;
}
