/* What is wrong with a config file, collected; and the nearest word to a misspelt one. */
#include "plan/cfg_problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DISTANCE_LETTERS 63

/* Room for one more; NULL when there is none. */
static struct cfg_problem *next_problem(struct cfg_problems *problems)
{
    if (problems->count >= CFG_MAX_PROBLEMS)
        return NULL;
    if (problems->count % 16 == 0) {
        size_t room = (size_t)problems->count + 16;
        struct cfg_problem *item = realloc(problems->item, room * sizeof *item);
        if (!item)
            return NULL;
        problems->item = item;
    }
    return &problems->item[problems->count++];
}

static struct cfg_problem *add(struct cfg_problems *problems, enum cfg_severity severity,
                               const char *name, int line, const char *format, va_list arguments)
{
    problems->errors += severity == CFG_ERROR;
    struct cfg_problem *problem = next_problem(problems);
    if (!problem)
        return NULL;
    *problem = (struct cfg_problem){.severity = severity, .line = line};
    int length = line > 0 ? snprintf(problem->text, sizeof problem->text, "%s:%d: ", name, line)
                          : snprintf(problem->text, sizeof problem->text, "%s: ", name);
    if (length < 0 || (size_t)length >= sizeof problem->text)
        return problem;
    if (severity == CFG_ADVICE)
        length +=
            snprintf(problem->text + length, sizeof problem->text - (size_t)length, "advice: ");
    if ((size_t)length >= sizeof problem->text)
        return problem;
    problem->said = length;
    vsnprintf(problem->text + length, sizeof problem->text - (size_t)length, format, arguments);
    return problem;
}

struct cfg_problem *cfg_problem_add(struct cfg_problems *problems, const char *name, int line,
                                    const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct cfg_problem *problem = add(problems, CFG_ERROR, name, line, format, arguments);
    va_end(arguments);
    return problem;
}

struct cfg_problem *cfg_problem_advise(struct cfg_problems *problems, const char *name, int line,
                                       const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct cfg_problem *problem = add(problems, CFG_ADVICE, name, line, format, arguments);
    va_end(arguments);
    return problem;
}

void cfg_problem_hint(struct cfg_problem *problem, const char *key, const char *allowed,
                      const char *nearest)
{
    if (!problem)
        return;
    if (key)
        text_copy(problem->key, sizeof problem->key, key);
    if (allowed)
        text_copy(problem->allowed, sizeof problem->allowed, allowed);
    if (nearest)
        text_copy(problem->nearest, sizeof problem->nearest, nearest);
}

static int by_line(const void *a, const void *b)
{
    const struct cfg_problem *one = a, *two = b;
    if (one->line != two->line)
        return one->line < two->line ? -1 : 1;
    return strcmp(one->text, two->text);
}

void cfg_problems_sort(struct cfg_problems *problems, int first)
{
    if (problems->count - first > 1)
        qsort(problems->item + first, (size_t)(problems->count - first), sizeof *problems->item,
              by_line);
}

bool cfg_problems_first(const struct cfg_problems *problems, struct error *err)
{
    if (problems->errors == 0)
        return true;
    for (int i = 0; i < problems->count; i++)
        if (problems->item[i].severity == CFG_ERROR)
            return error_set(err, "%s", problems->item[i].text);
    return error_set(err, "a config file has more problems than there is room to name");
}

void cfg_problems_free(struct cfg_problems *problems)
{
    free(problems->item);
    *problems = (struct cfg_problems){0};
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: Levenshtein's edits and the swap of two neighbours. */
int cfg_distance(const char *a, const char *b)
{
    int rows = (int)strnlen(a, DISTANCE_LETTERS), columns = (int)strnlen(b, DISTANCE_LETTERS);
    int row[3][DISTANCE_LETTERS + 1];
    for (int j = 0; j <= columns; j++)
        row[0][j] = j;
    for (int i = 1; i <= rows; i++) {
        int *now = row[i % 3];
        const int *before = row[(i + 2) % 3], *twice = row[(i + 1) % 3];
        now[0] = i;
        for (int j = 1; j <= columns; j++) {
            int change = before[j - 1] + (a[i - 1] != b[j - 1]);
            now[j] = smaller(change, smaller(before[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = smaller(now[j], twice[j - 2] + 1);
        }
    }
    return row[rows % 3][columns];
}

const char *cfg_nearest(const char *word, const char *const *names)
{
    const char *nearest = NULL;
    int best = (int)strlen(word) / 3;
    if (best < 2)
        best = 2;
    for (; *names; names++) {
        int distance = cfg_distance(word, *names);
        if (distance <= best && distance < (int)strlen(*names)) {
            nearest = *names;
            best = distance - 1;
        }
    }
    return nearest;
}
