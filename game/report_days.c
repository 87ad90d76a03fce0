#include "report_days.h"

#include "history_day.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_MONDAY (-3) /* 29 December 1969 */

/* ---- the calendar ---- */

const char *day_text(int32_t day, bool year, char text[DAY_TEXT_SIZE])
{
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int32_t y, m, d;
    history_date_of_day(day, &y, &m, &d);
    if (year)
        snprintf(text, DAY_TEXT_SIZE, "%d %s %d", (int)d, names[m - 1], (int)y);
    else
        snprintf(text, DAY_TEXT_SIZE, "%d %s", (int)d, names[m - 1]);
    return text;
}

void day_iso(int32_t day, char text[DAY_TEXT_SIZE])
{
    int32_t y, m, d;
    history_date_of_day(day, &y, &m, &d);
    snprintf(text, DAY_TEXT_SIZE, "%04d-%02d-%02d", (int)y, (int)m, (int)d);
}

/* ---- weeks ---- */

static int32_t weekday_of(int32_t day) /* 0 Monday */
{
    return ((day - FIRST_MONDAY) % 7 + 7) % 7;
}

static void mark_sessions(const struct report *report, struct report_days *days, int32_t monday)
{
    for (int32_t i = 0; i < report->session_count; i++) {
        const int32_t at = report->session[i].day - monday;
        if (at < 0 || at >= days->week_count * 7)
            continue;
        enum day_mark *mark = &days->week[at / 7].mark[at % 7];
        if (*mark == DAY_REST)
            *mark = DAY_DONE;
    }
}

static bool asks_for_rest(const struct report_session *session)
{
    const bool worse = session->nrs_next_day != REPORT_UNKNOWN &&
                       session->nrs_before != REPORT_UNKNOWN &&
                       session->nrs_next_day > session->nrs_before;
    return worse || strcmp(session->reason, "pain") == 0;
}

/* Days named by the plan on which pain had put the session off. */
static void mark_eased(const struct report *report, const struct routine *schedule,
                       struct report_days *days, int32_t monday)
{
    for (int32_t i = 0; i < report->session_count; i++) {
        if (!asks_for_rest(&report->session[i]))
            continue;
        for (int32_t k = 1; k <= DAYS_EASED; k++) {
            const int32_t at = report->session[i].day + k - monday;
            if (at < 0 || at >= days->week_count * 7)
                continue;
            enum day_mark *mark = &days->week[at / 7].mark[at % 7];
            if (*mark == DAY_REST && schedule->days >> at % 7 & 1u)
                *mark = DAY_EASED;
        }
    }
}

/* Sessions a part of a week asks for: its named days, or its share of the free ones. */
static int32_t planned_in(const struct report_week *week, const struct routine *schedule)
{
    if (schedule->days == 0)
        return schedule->times_per_week * week->days / 7;
    int32_t planned = 0;
    for (int32_t i = 0; i < 7; i++)
        planned += week->mark[i] != DAY_OUTSIDE && week->mark[i] != DAY_EASED &&
                   (schedule->days >> i & 1u) != 0;
    return planned;
}

/* What a week lacks or has too many of goes to single days where the plan names them; a session on
 * another day of the week than named takes its place. */
static void judge_week(struct report_week *week, const struct routine *schedule)
{
    week->planned = planned_in(week, schedule);
    week->missed = week->done < week->planned ? week->planned - week->done : 0;
    week->extra = week->done > week->planned ? week->done - week->planned : 0;
    int32_t missed = week->missed, extra = week->extra;
    for (int32_t i = 6; i >= 0; i--) {
        const bool named = (schedule->days >> i & 1u) != 0;
        if (named && week->mark[i] == DAY_REST && missed > 0) {
            week->mark[i] = DAY_MISSED;
            missed--;
        } else if (!named && week->mark[i] == DAY_DONE && extra > 0) {
            week->mark[i] = DAY_EXTRA;
            extra--;
        }
    }
}

static void add_week(struct report_days *days, const struct report_week *week)
{
    days->days += week->days;
    days->done += week->done;
    days->sessions += week->planned;
    days->missed += week->missed;
    days->extra += week->extra;
    for (int32_t i = 0; i < 7; i++)
        days->eased += week->mark[i] == DAY_EASED;
}

static void find_gap(const struct report *report, struct report_days *days)
{
    for (int32_t i = 0; i < report->session_count; i++) {
        const bool is_last = i + 1 == report->session_count;
        const int32_t day = report->session[i].day;
        const int32_t next = is_last ? report->to_day + 1 : report->session[i + 1].day;
        if (next - day - 1 > days->longest_gap) {
            days->longest_gap = next - day - 1;
            days->gap_from = day + 1;
        }
    }
}

bool report_days_make(const struct report *report, const struct routine *schedule,
                      struct report_days *days)
{
    *days = (struct report_days){.planned = schedule != NULL};
    if (report->session_count == 0 || report->to_day < report->from_day)
        return true;
    const int32_t monday = report->from_day - weekday_of(report->from_day);
    days->week_count = (report->to_day - monday) / 7 + 1;
    days->week = calloc((size_t)days->week_count, sizeof(*days->week));
    if (days->week == NULL)
        return false;
    for (int32_t at = 0; at < days->week_count * 7; at++) {
        struct report_week *week = &days->week[at / 7];
        const bool inside = monday + at >= report->from_day && monday + at <= report->to_day;
        week->monday = monday + at / 7 * 7;
        week->mark[at % 7] = inside ? DAY_REST : DAY_OUTSIDE;
        week->days += inside;
    }
    mark_sessions(report, days, monday);
    if (schedule != NULL)
        mark_eased(report, schedule, days, monday);
    for (int32_t i = 0; i < days->week_count; i++) {
        struct report_week *week = &days->week[i];
        for (int32_t k = 0; k < 7; k++)
            week->done += week->mark[k] == DAY_DONE;
        if (schedule != NULL)
            judge_week(week, schedule);
        add_week(days, week);
    }
    days->rests = days->days - days->sessions;
    days->kept = days->days - days->missed - days->extra;
    find_gap(report, days);
    return true;
}

void report_days_free(struct report_days *days)
{
    free(days->week);
    memset(days, 0, sizeof(*days));
}
