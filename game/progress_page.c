#include "progress_page.h"

#include "report_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *progress_leaf_title(enum progress_leaf leaf)
{
    static const char *const titles[LEAF_COUNT] = {"Days kept", "Pain", "Form", "Left and right",
                                                   "What changed in the plan"};
    return titles[leaf];
}

/* ---- charts ---- */

/* Days that one point stands for, so that there are never more than there is room for. */
static int32_t bin_of(int32_t span)
{
    int32_t bin = span <= 90 ? 1 : 7;
    while (span / bin >= CHART_POINTS - 1)
        bin *= 4;
    return bin;
}

/* Adds one day's value to the series: the mean of its bin. count_in_bin is the caller's. */
static void add_point(struct chart *chart, struct chart_series *series, int32_t day, double value,
                      int *count_in_bin)
{
    const int32_t bin = bin_of(chart->to - chart->from);
    struct chart_point *last = series->count > 0 ? &series->point[series->count - 1] : NULL;
    const int32_t start = chart->from + (day - chart->from) / bin * bin;
    const float middle = (float)start + (float)(bin - 1) / 2;
    if (value < 0)
        return;
    if (last != NULL && last->day == middle) {
        last->value += ((float)value - last->value) / (float)++*count_in_bin;
    } else if (series->count < CHART_POINTS) {
        series->point[series->count++] = (struct chart_point){middle, (float)value};
        *count_in_bin = 1;
    }
}

static struct chart chart_of(const struct report *report, int32_t today, float high, float step,
                             const char *unit)
{
    struct chart chart = {
        .from = report->session[0].day, .to = today, .high = high, .step = step, .unit = unit};
    if (chart.to - chart.from < 13) /* two weeks, however short it has been */
        chart.from = chart.to - 13;
    chart.gap_days = 14 + (float)bin_of(chart.to - chart.from);
    return chart;
}

typedef double pick_fn(const struct report_session *session);

static double before_of(const struct report_session *session)
{
    return session->nrs_before;
}

static double after_of(const struct report_session *session)
{
    return session->nrs_next_day >= 0 ? session->nrs_next_day : session->nrs_after;
}

static double form_of(const struct report_session *session)
{
    return session->form;
}

static void add_sessions(struct chart *chart, const struct report *report, const char *name,
                         pick_fn *pick)
{
    struct chart_series *series = &chart->series[chart->series_count++];
    int count_in_bin = 0;
    text_copy(series->name, sizeof(series->name), name);
    for (int32_t i = 0; i < report->session_count; i++)
        add_point(chart, series, report->session[i].day, pick(&report->session[i]), &count_in_bin);
}

static void add_line(struct chart *chart, const struct report *report,
                     const struct report_line *line, const char *name)
{
    struct chart_series *series = &chart->series[chart->series_count++];
    int count_in_bin = 0;
    text_copy(series->name, sizeof(series->name), name);
    for (int32_t i = 0; i < line->count; i++)
        add_point(chart, series, report->session[line->point[i].session].day, line->point[i].range,
                  &count_in_bin);
}

static bool is_blank(const struct chart *chart)
{
    for (int i = 0; i < chart->series_count; i++)
        if (chart->series[i].count > 0)
            return false;
    return true;
}

/* ---- sentences ---- */

static void say_pain(const struct report *report, struct progress_page *page)
{
    const int32_t window = report_window(report), count = report->session_count;
    const double first = report_mean(report, 0, window, before_of);
    const double last = report_mean(report, count - window, window, before_of);
    char *said = page->said[LEAF_PAIN];
    if (is_blank(&page->chart[LEAF_PAIN]))
        text_copy(said, PROGRESS_LINE, "You have not been asked yet, or rather did not say.");
    else if (window > 0 && first >= 0 && last >= 0)
        snprintf(said, PROGRESS_LINE,
                 "Before a session: about %.0f of 10 lately, about %.0f at first. Pain has good "
                 "and sore days; the plan follows.",
                 last, first);
    else
        text_copy(said, PROGRESS_LINE,
                  "0 is none, 10 the worst there is. After a few more sessions a course shows.");
}

static void say_form(const struct report *report, struct progress_page *page)
{
    const int32_t window = report_window(report), count = report->session_count;
    const double first = report_mean(report, 0, window, form_of);
    const double last = report_mean(report, count - window, window, form_of);
    char *said = page->said[LEAF_FORM];
    if (is_blank(&page->chart[LEAF_FORM]))
        text_copy(said, PROGRESS_LINE, "Your form has not been seen well enough yet.");
    else if (window > 0 && first >= 0 && last >= 0)
        snprintf(said, PROGRESS_LINE,
                 "How calm and controlled you moved: %.0f of 100 lately, %.0f at first.", last,
                 first);
    else
        text_copy(
            said, PROGRESS_LINE,
            "How calm and controlled you moved, of 100. A course shows after a few sessions.");
}

static int seen_count(const struct report_line *line)
{
    int count = 0;
    for (int32_t i = 0; line != NULL && i < line->count; i++)
        count += line->point[i].range >= 0;
    return count;
}

/* The exercise that was seen most often on both sides; NULL: none was. */
static const struct report_line *compared(const struct report *report)
{
    const struct report_line *best = NULL;
    int most = 0;
    for (int32_t i = 0; i < report->line_count; i++) {
        const struct report_line *left = &report->line[i];
        const struct report_line *right =
            left->side == SIDE_LEFT ? report_other_side(report, left) : NULL;
        const int own = seen_count(left), other = seen_count(right);
        const int both = own < other ? own : other;
        if (both > most) {
            most = both;
            best = left;
        }
    }
    return best;
}

static void make_range(const struct report *report, struct progress_page *page)
{
    const struct report_line *left = compared(report);
    char *said = page->said[LEAF_RANGE];
    if (left == NULL) {
        text_copy(said, PROGRESS_LINE, "This fills once an exercise has been seen on either side.");
        return;
    }
    const struct report_line *right = report_other_side(report, left);
    const bool degrees = strcmp(left->unit, "deg") == 0;
    struct chart *chart = &page->chart[LEAF_RANGE];
    float most = 0;
    *chart = chart_of(report, page->today, 1, 1, report_unit(left->unit));
    add_line(chart, report, left, "Left");
    add_line(chart, report, right, "Right");
    for (int i = 0; i < chart->series_count; i++)
        for (int k = 0; k < chart->series[i].count; k++)
            most = fmaxf(most, chart->series[i].point[k].value);
    const float step = !degrees ? 0.25f : most > 90 ? 45 : most > 40 ? 20 : 10;
    chart->step = step;
    chart->high = step * fmaxf(1, ceilf(most / step));
    snprintf(said, PROGRESS_LINE,
             "%s: how far each side went. Further is not better; calm and alike is.", left->name);
}

static void say_days(const struct report_days *days, struct progress_page *page)
{
    char *said = page->said[LEAF_DAYS];
    if (days->planned)
        snprintf(said, PROGRESS_LINE,
                 "%d of %d days as planned. Rest that was rested is kept, too.", (int)days->kept,
                 (int)days->days);
    else
        snprintf(said, PROGRESS_LINE, "%d day%s with a session, and the rest in between counts.",
                 (int)days->done, days->done == 1 ? "" : "s");
}

static void list_changes(const struct report *report, struct progress_page *page)
{
    char date[DAY_TEXT_SIZE], title[NAME_SIZE + 16], what[ID_SIZE];
    for (int32_t i = report->change_count - 1; i >= 0 && page->change_count < PROGRESS_CHANGES;
         i--) {
        const struct report_change *change = &report->change[i];
        const int at = page->change_count++;
        snprintf(page->change[at], PROGRESS_LINE, "%s \xc2\xb7 %s: %s %.3g instead of %.3g",
                 day_text(change->day, false, date),
                 report_title(change->name, "The plan", change->side, title),
                 report_name(change->variable, what), change->to, change->from);
        text_copy(page->reason[at], PROGRESS_LINE, change->reason);
    }
    text_copy(page->said[LEAF_PLAN], PROGRESS_LINE,
              page->change_count > 0 ? "The newest first, each with its reason."
                                     : "Nothing so far: everything is as your routine says.");
}

bool progress_page_make(struct progress_page *page, const struct report *report,
                        const struct routine *schedule, int32_t today)
{
    struct report_days days;
    *page = (struct progress_page){.today = today, .empty = report->session_count == 0};
    if (page->empty)
        return true;
    if (!report_days_make(report, schedule, &days))
        return false;
    page->planned = days.planned;
    const int32_t from = days.week_count > PROGRESS_WEEKS ? days.week_count - PROGRESS_WEEKS : 0;
    for (int32_t i = from; i < days.week_count; i++)
        page->week[page->week_count++] = days.week[i];
    say_days(&days, page);
    report_days_free(&days);
    page->chart[LEAF_PAIN] = chart_of(report, today, 10, 2, "");
    add_sessions(&page->chart[LEAF_PAIN], report, "Before", before_of);
    add_sessions(&page->chart[LEAF_PAIN], report, "After, or the next morning", after_of);
    say_pain(report, page);
    page->chart[LEAF_FORM] = chart_of(report, today, 100, 25, "");
    add_sessions(&page->chart[LEAF_FORM], report, "Form", form_of);
    say_form(report, page);
    make_range(report, page);
    list_changes(report, page);
    return true;
}
