/* What is wrong with a config file, collected; and the nearest word to a misspelt one. */
#include "plan/cfg.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DISTANCE_LETTERS 63

void cfg_problem_add(struct cfg_problems *problems, const char *name, int line, const char *format,
                     ...)
{
    if (problems->count >= CFG_MAX_PROBLEMS)
        return;
    if (problems->count % 16 == 0) {
        size_t room = (size_t)problems->count + 16;
        struct cfg_problem *item = realloc(problems->item, room * sizeof *item);
        if (!item)
            return;
        problems->item = item;
    }
    struct cfg_problem *problem = &problems->item[problems->count++];
    problem->line = line;
    int length = line > 0 ? snprintf(problem->text, sizeof problem->text, "%s:%d: ", name, line)
                          : snprintf(problem->text, sizeof problem->text, "%s: ", name);
    if (length < 0 || (size_t)length >= sizeof problem->text)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(problem->text + length, sizeof problem->text - (size_t)length, format, arguments);
    va_end(arguments);
}

bool cfg_problems_first(const struct cfg_problems *problems, struct error *err)
{
    if (problems->count == 0)
        return true;
    return error_set(err, "%s", problems->item[0].text);
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
