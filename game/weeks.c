#include "weeks.h"

#include "history_read.h"

#include <stdlib.h>
#include <string.h>

static bool asks_for_rest(const struct report_session *session)
{
    return strcmp(session->reason, "pain") == 0 ||
           (session->nrs_before >= 0 && session->nrs_next_day > session->nrs_before);
}

static void find_schedule(struct weeks *weeks, const char *routine)
{
    char path[PATH_SIZE];
    const bool found = paths_find("routines", routine, path) &&
                       routine_load(path, &weeks->schedule, NULL) &&
                       routine_times_per_week(&weeks->schedule) > 0;
    weeks->scheduled = found || report_schedule(&weeks->report, &weeks->schedule);
}

static bool count_days(struct weeks *weeks, struct error *err)
{
    const struct report *report = &weeks->report;
    const struct streak_plan plan = {.days = weeks->scheduled ? weeks->schedule.days : 0,
                                     .times_per_week =
                                         weeks->scheduled ? weeks->schedule.times_per_week : 0};
    int count = 0;
    struct streak_day *day = calloc((size_t)report->session_count + 1, sizeof(*day));
    if (day == NULL)
        return error_set(err, "there isn't enough memory to look at past weeks");
    for (int32_t i = 0; i < report->session_count; i++)
        if (report->session[i].reps > 0)
            day[count++] =
                (struct streak_day){report->session[i].day, asks_for_rest(&report->session[i])};
    weeks->streak = streak_make(day, count, plan, weeks->today);
    free(day);
    return true;
}

bool weeks_read(struct weeks *weeks, struct history *history, const char *person,
                const char *routine, int32_t today, struct error *err)
{
    const struct report_wanted wanted = {.person = person, .to_day = today};
    int64_t number = 0;
    *weeks = (struct weeks){.today = today};
    const bool good =
        history_person(history, person, &number, err) &&
        (number == 0 || report_read(history_path(history), &wanted, &weeks->report, err));
    find_schedule(weeks, routine);
    return count_days(weeks, good ? err : NULL) && good;
}

void weeks_free(struct weeks *weeks)
{
    report_free(&weeks->report);
    *weeks = (struct weeks){0};
}
