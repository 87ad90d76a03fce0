/* The weekly plan as the routine's file says it today: the history holds what was done, not how
 * often it was meant to be. */
#include "report.h"

#include "paths.h"

#include <string.h>

static int32_t count_of(const struct report *report, const char *routine)
{
    int32_t count = 0;
    for (int32_t i = 0; i < report->session_count; i++)
        count += strcmp(report->session[i].routine, routine) == 0;
    return count;
}

bool report_schedule(const struct report *report, struct routine *routine)
{
    int32_t most = 0;
    const char *tried = "";
    for (int32_t i = 0; i < report->session_count; i++) {
        const char *id = report->session[i].routine;
        struct routine candidate;
        char path[PATH_SIZE];
        if (!id_is_good(id) || strcmp(id, tried) == 0)
            continue;
        tried = id;
        const int32_t count = count_of(report, id);
        if (count <= most || !paths_find("routines", id, path) ||
            !routine_load(path, &candidate, NULL) || routine_times_per_week(&candidate) == 0)
            continue;
        most = count;
        *routine = candidate;
    }
    return most > 0;
}
