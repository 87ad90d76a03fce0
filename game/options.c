#include "options.h"

#include "commands.h"
#include "plan/cfg.h"

#include <stdio.h>
#include <string.h>

#define MAX_OPTIONS 24

static const struct option *find(const struct option_table *table, const char *name, size_t length)
{
    for (int i = 0; i < table->option_count; i++)
        if (strlen(table->option[i].name) == length &&
            memcmp(table->option[i].name, name, length) == 0)
            return &table->option[i];
    return NULL;
}

static bool unknown(const struct option_table *table, const char *name, struct error *err)
{
    const char *names[MAX_OPTIONS + 2] = {"--help"};
    for (int i = 0; i < table->option_count && i < MAX_OPTIONS; i++)
        names[i + 1] = table->option[i].name;
    const char *near = cfg_nearest(name, names);
    return error_set(err, "%s: there is no option %.60s%s%s%s; see `unguard %s --help`",
                     table->command, name, near == NULL ? "" : "; did you mean ",
                     near == NULL ? "" : near, near == NULL ? "" : "?", table->command);
}

/* What is given for an option: the text after '=' or the next argument. NULL with err when it is
 * missing; another option's name is no value. */
static const char *value_of(const struct option_table *table, const struct option *option,
                            const char *after_equals, int argc, char **argv, int *at,
                            struct error *err)
{
    const char *next = *at + 1 < argc ? argv[*at + 1] : NULL;
    const bool next_is_option = next != NULL && find(table, next, strlen(next)) != NULL;
    if (after_equals == NULL && next != NULL && !next_is_option) {
        *at += 1;
        return next;
    }
    if (after_equals != NULL && after_equals[0] != '\0')
        return after_equals;
    error_set(err, "%s: %s needs a value: %s %s", table->command, option->name, option->name,
              option->value);
    return NULL;
}

static bool read_option(const struct option_table *table, int argc, char **argv, int *at, void *out,
                        struct error *err)
{
    const char *argument = argv[*at];
    const char *equals = strchr(argument, '=');
    const size_t length = equals == NULL ? strlen(argument) : (size_t)(equals - argument);
    const struct option *option = find(table, argument, length);
    if (option == NULL)
        return unknown(table, argument, err);
    char *member = (char *)out + option->offset;
    if (option->value == NULL) {
        if (equals != NULL)
            return error_set(err, "%s: %s takes no value", table->command, option->name);
        *(bool *)member = true;
        return true;
    }
    const char *value =
        value_of(table, option, equals == NULL ? NULL : equals + 1, argc, argv, at, err);
    if (value == NULL)
        return false;
    *(const char **)member = value;
    return true;
}

static bool check(const struct option_table *table, const void *out, int count, char **argv,
                  struct error *err)
{
    if (count < table->least)
        return error_set(err, "%s: something is missing: %s", table->command, table->usage);
    if (table->most >= 0 && count > table->most)
        return error_set(err, "%s: there is one too many: %.80s; it goes %s", table->command,
                         argv[table->most + 1], table->usage);
    for (int i = 0; i < table->option_count; i++) {
        const struct option *option = &table->option[i];
        if (option->needed == NULL)
            continue;
        const char *given = *(const char *const *)((const char *)out + option->offset);
        if (given == NULL)
            return error_set(err, "%s: %s %s is needed: %s", table->command, option->name,
                             option->value, option->needed);
    }
    return true;
}

enum options_answer options_read(const struct option_table *table, int argc, char **argv, void *out,
                                 int *count, struct error *err)
{
    *count = 0;
    bool only_arguments = false;
    for (int i = 1; i < argc; i++) {
        char *argument = argv[i];
        if (only_arguments || argument[0] != '-' || argument[1] == '\0') {
            argv[++*count] = argument;
        } else if (strcmp(argument, "--") == 0) {
            only_arguments = true;
        } else if (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0) {
            return OPTIONS_HELP;
        } else if (!read_option(table, argc, argv, &i, out, err)) {
            return OPTIONS_WRONG;
        }
    }
    return check(table, out, *count, argv, err) ? OPTIONS_GO : OPTIONS_WRONG;
}

static void print_help(const struct option_table *table)
{
    printf("%s\n\n%s\n\nOptions:\n", table->usage, table->summary);
    for (int i = 0; i < table->option_count; i++) {
        const struct option *option = &table->option[i];
        char left[64];
        snprintf(left, sizeof(left), "%s%s%s", option->name, option->value == NULL ? "" : " ",
                 option->value == NULL ? "" : option->value);
        printf("  %-30s %s\n", left, option->help);
    }
    printf("  %-30s %s\n\nExample:\n%s\n", "--help", "this text", table->example);
}

bool options_parse(const struct option_table *table, int argc, char **argv, void *out, int *count,
                   int *exit_code)
{
    struct error err = {{0}};
    switch (options_read(table, argc, argv, out, count, &err)) {
    case OPTIONS_GO:
        return true;
    case OPTIONS_HELP:
        print_help(table);
        *exit_code = EXIT_DONE;
        return false;
    case OPTIONS_WRONG:
        break;
    }
    fprintf(stderr, "unguard %s\n", err.text);
    *exit_code = EXIT_USAGE;
    return false;
}
