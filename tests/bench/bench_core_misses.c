#include "accuracy.h"

#include <stdio.h>

void misses_add(struct misses *misses, const char *exercise, const char *row, double by,
                const char *unit)
{
    if (!(by > 0))
        return;
    int at = misses->count++;
    if (at < MISSES_MOST)
        snprintf(misses->line[at], sizeof misses->line[at], "%-24s %-52s %8.2f %s", exercise, row,
                 by, unit);
}

void misses_print(const struct misses *misses)
{
    printf("\nGOALS MISSED: %d\n", misses->count);
    for (int i = 0; i < misses->count && i < MISSES_MOST; i++)
        printf("  %s\n", misses->line[i]);
}
