/* The report of a span of time on two sheets: the first for who has ten minutes, the second for the
 * detail. Whatever there is, it fits: long names are cut, long lists are told as "and so many
 * more". */
#include "report.h"

#include "html.h"
#include "report_page.h"
#include "report_svg.h"
#include "report_tables.h"
#include "report_words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WIDE        700.0 /* of a sheet, CSS pixels */
#define MOST_RANGES 6

struct sheets {
    FILE *out;
    const struct report *report;
    const struct routine *schedule; /* NULL: not said */
    struct report_days days;
    double from, to;                          /* of every chart's x axis */
    struct svg_point *series[SVG_MAX_SERIES]; /* room for a point a session; owned */
};

/* ---- the first sheet ---- */

static void put_heading(const struct sheets *sheets)
{
    const struct report *report = sheets->report;
    FILE *out = sheets->out;
    char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];
    fputs("<h1>", out);
    fputs("Exercise report: ", out);
    html_text_cut(out, report->person[0] != '\0' ? report->person : "nobody yet", 36);
    fputs("</h1>\n<p class=\"sub\">", out);
    if (report->session_count == 0) {
        fputs("No session has been recorded in this time, so there is nothing to report "
              "yet.</p>\n",
              out);
        return;
    }
    html_say(out, "%s", day_text(report->from_day, true, from));
    if (report->to_day > report->from_day)
        html_say(out, " to %s", day_text(report->to_day, true, to));
    const int32_t count = report->session_count;
    html_say(out, ", %d session%s (number %lld", (int)count, count == 1 ? "" : "s",
             (long long)report->session[0].id);
    if (count > 1)
        html_say(out, " to %lld", (long long)report->session[count - 1].id);
    fputs("). ", out);
    fputs("Measured at home by a camera.</p>\n", out);
}

static void put_summary(const struct sheets *sheets)
{
    struct report_summary *summary = calloc(1, sizeof(*summary));
    FILE *out = sheets->out;
    if (summary == NULL)
        return;
    report_summarise(sheets->report, sheets->schedule, &sheets->days, summary);
    fputs("<h2>In short</h2>\n<dl class=\"facts\">\n", out);
    for (int i = 0; i < summary->count; i++) {
        fprintf(out, "<dt>%s</dt><dd>", summary->line[i].label);
        html_text_cut(out, summary->line[i].text, 330);
        fputs("</dd>\n", out);
    }
    fputs("</dl>\n<div class=\"talk\"><b>Worth talking about</b>", out);
    if (summary->talk_count == 0)
        fputs("<p>By the report's own rules, nothing stands out.</p>", out);
    else
        fputs("<ul>", out);
    for (int i = 0; i < summary->talk_count; i++) {
        fputs("<li>", out);
        html_text_cut(out, summary->talk[i], 170);
        fputs("</li>", out);
    }
    fputs(summary->talk_count > 0 ? "</ul></div>\n" : "</div>\n", out);
    free(summary);
}

static void put_days(const struct sheets *sheets)
{
    fputs("<h2>Days <small>", sheets->out);
    svg_days_key(sheets->out, &sheets->days);
    fputs("</small></h2>\n", sheets->out);
    svg_days(sheets->out, &sheets->days);
}

static struct svg_chart chart_of(const struct sheets *sheets, const char *label, double width,
                                 double height)
{
    return (struct svg_chart){.label = label,
                              .width = width,
                              .height = height,
                              .from = sheets->from,
                              .to = sheets->to,
                              .unit = ""};
}

static int32_t nrs_at(const struct report_session *session, int which)
{
    return which == 0   ? session->nrs_before
           : which == 1 ? session->nrs_after
                        : session->nrs_next_day;
}

static void put_pain(const struct sheets *sheets)
{
    static const char *const names[] = {"before", "after", "the day after"};
    const struct report *report = sheets->report;
    struct svg_chart chart = chart_of(
        sheets, "Pain from 0 to 10 before, after and the day after each session", WIDE, 150);
    chart.high = 10;
    chart.step = 2;
    chart.series_count = 3;
    fputs("<h2>Pain, 0 to 10, as told <small>", sheets->out);
    for (int k = 0; k < 3; k++) {
        for (int32_t i = 0; i < report->session_count; i++) {
            const int32_t nrs = nrs_at(&report->session[i], k);
            sheets->series[k][i] = (struct svg_point){report->session[i].day, nrs, nrs >= 0};
        }
        chart.series[k] =
            (struct svg_series){(enum svg_style)k, sheets->series[k], report->session_count};
        svg_key(sheets->out, (enum svg_style)k, names[k]);
    }
    fputs("</small></h2>\n", sheets->out);
    svg_chart(sheets->out, &chart);
}

static void put_form(const struct sheets *sheets)
{
    const struct report *report = sheets->report;
    struct svg_chart chart = chart_of(sheets, "Mean form of each session, 0 to 100", WIDE, 118);
    double least = 60;
    for (int32_t i = 0; i < report->session_count; i++) {
        const double form = report->session[i].form;
        sheets->series[0][i] = (struct svg_point){report->session[i].day, form, form >= 0};
        if (form >= 0 && form < least)
            least = form;
    }
    chart.low = floor(least / 20) * 20;
    chart.high = 100;
    chart.step = chart.low < 40 ? 20 : 10;
    chart.series_count = 1;
    chart.series[0] = (struct svg_series){SVG_DOTS, sheets->series[0], report->session_count};
    fprintf(sheets->out,
            "<h2>Form <small>mean score of a session's repetitions, 100 less what was lost; the "
            "axis begins at %.0f</small></h2>\n",
            chart.low);
    svg_chart(sheets->out, &chart);
}

/* ---- the second sheet: range ---- */

/* A line of the right is drawn with its left. */
static const struct report_line *partner_of(const struct report *report,
                                            const struct report_line *line)
{
    for (int32_t i = 0; i < report->line_count; i++)
        if (report->line[i].side != line->side &&
            strcmp(report->line[i].exercise, line->exercise) == 0 &&
            report->line[i].side != SIDE_NONE && line->side != SIDE_NONE)
            return &report->line[i];
    return NULL;
}

static bool is_drawn_with_left(const struct report *report, const struct report_line *line)
{
    return line->side == SIDE_RIGHT && partner_of(report, line) != NULL;
}

static int32_t ranges_seen(const struct report *report, const struct report_line *line)
{
    int32_t seen = 0;
    for (int32_t i = 0; i < line->count; i++)
        seen += line->point[i].range >= 0;
    const struct report_line *other = partner_of(report, line);
    for (int32_t i = 0; other != NULL && i < other->count; i++)
        seen += other->point[i].range >= 0;
    return seen;
}

/* A point for every session that has the exercise; not seen is a gap. */
static int32_t fill_range(const struct sheets *sheets, const struct report_line *line, int which,
                          double *low, double *high)
{
    for (int32_t i = 0; i < line->count; i++) {
        const struct report_point *point = &line->point[i];
        const struct report_session *session = &sheets->report->session[point->session];
        sheets->series[which][i] =
            (struct svg_point){session->day, point->range, point->range >= 0};
        if (point->range >= 0) {
            *low = point->range < *low ? point->range : *low;
            *high = point->range > *high ? point->range : *high;
        }
    }
    return line->count;
}

/* Whole steps around the values, at least two, so that small wavering looks small. */
static void set_range_axis(struct svg_chart *chart, double low, double high, bool degrees)
{
    chart->step = degrees ? 10 : 0.2;
    while ((high - low) / chart->step > 3)
        chart->step *= 2;
    chart->low = floor(low / chart->step) * chart->step;
    chart->high = ceil(high / chart->step) * chart->step;
    if (chart->high - chart->low < 2 * chart->step)
        chart->high = chart->low + 2 * chart->step;
}

static void put_range(const struct sheets *sheets, const struct report_line *line)
{
    char title[NAME_SIZE + 16], label[NAME_SIZE + 64];
    const struct report_line *other = partner_of(sheets->report, line);
    const bool degrees = strcmp(line->unit, "ratio") != 0;
    struct svg_chart chart = chart_of(sheets, label, 226, 126);
    double low = INFINITY, high = 0;
    report_title(line->name, line->exercise, other != NULL ? SIDE_NONE : line->side, title);
    snprintf(label, sizeof(label), "Range of %s over time", title);
    const int first = line->side == SIDE_RIGHT;
    chart.series[0] = (struct svg_series){first ? SVG_SQUARES : SVG_DOTS, sheets->series[0],
                                          fill_range(sheets, line, 0, &low, &high)};
    chart.series_count = 1;
    if (other != NULL) {
        chart.series[1] = (struct svg_series){SVG_SQUARES, sheets->series[1],
                                              fill_range(sheets, other, 1, &low, &high)};
        chart.series_count = 2;
    }
    chart.unit = degrees ? "\xc2\xb0" : "";
    set_range_axis(&chart, low, high, degrees);
    fputs("<div><b>", sheets->out);
    html_text_cut(sheets->out, title, 34);
    fputs("</b>", sheets->out);
    svg_chart(sheets->out, &chart);
    fputs("</div>\n", sheets->out);
}

static void put_unseen(FILE *out, int32_t more, int32_t unseen)
{
    if (more == 0 && unseen == 0)
        return;
    fputs("<p class=\"sub\">", out);
    if (more > 0)
        html_say(out, "%d more with a range, in the table (CSV). ", (int)more);
    if (unseen > 0)
        html_say(out, "%d exercise%s whose range was never seen, or that the clock leads.",
                 (int)unseen, unseen == 1 ? "" : "s");
    fputs("</p>\n", out);
}

static void put_ranges(const struct sheets *sheets)
{
    const struct report *report = sheets->report;
    int32_t drawn = 0, more = 0, unseen = 0;
    fputs("<h2>Range <small>median of a session's repetitions ", sheets->out);
    svg_key(sheets->out, SVG_DOTS, "left, or both together");
    svg_key(sheets->out, SVG_SQUARES, "right");
    fputs("</small></h2>\n<div class=\"many\">\n", sheets->out);
    for (int32_t i = 0; i < report->line_count; i++) {
        const struct report_line *line = &report->line[i];
        if (is_drawn_with_left(report, line))
            continue;
        if (ranges_seen(report, line) == 0)
            unseen++;
        else if (drawn == MOST_RANGES)
            more++;
        else {
            put_range(sheets, line);
            drawn++;
        }
    }
    fputs("</div>\n", sheets->out);
    if (drawn == 0)
        fputs("<p>No range was seen.</p>\n", sheets->out);
    put_unseen(sheets->out, more, unseen);
}

/* ---- the tables ---- */

static void put_sides(const struct sheets *sheets)
{
    report_put_sides(sheets->out, sheets->report);
}

static void put_causes(const struct sheets *sheets)
{
    report_put_causes(sheets->out, sheets->report);
}

static void put_changes(const struct sheets *sheets)
{
    report_put_changes(sheets->out, sheets->report);
}

/* ---- the whole ---- */

static void put_empty(FILE *out, const struct sheets *sheets)
{
    page_sheet(out, true);
    put_heading(sheets);
    page_foot(out, 1, 1);
    page_sheet_end(out);
}

#define SECOND 5 /* part that begins the second sheet */

static void put_sheets(FILE *out, const struct sheets *sheets)
{
    static const struct {
        void (*put)(const struct sheets *sheets);
        bool shrinks;
    } parts[] = {{put_heading, false}, {put_summary, false}, {put_days, false},
                 {put_pain, true},     {put_form, true},     {put_ranges, false},
                 {put_sides, false},   {put_causes, false},  {put_changes, false}};
    page_sheet(out, true);
    for (size_t i = 0; i < ARRAY_LENGTH(parts); i++) {
        if (i == SECOND) {
            page_foot(out, 1, 2);
            page_sheet_end(out);
            page_sheet(out, true);
        }
        page_part(out, parts[i].shrinks);
        parts[i].put(sheets);
        page_part_end(out);
    }
    page_foot(out, 2, 2);
    page_sheet_end(out);
}

bool report_html(const struct report *report, const struct routine *schedule, FILE *out)
{
    struct sheets sheets = {.out = out,
                            .report = report,
                            .schedule = schedule,
                            .from = report->from_day,
                            .to = report->to_day};
    if (sheets.to - sheets.from < 7)
        sheets.to = sheets.from + 7;
    const size_t room = (size_t)report->session_count + 1;
    bool good = report_days_make(report, schedule, &sheets.days);
    for (int i = 0; i < SVG_MAX_SERIES; i++) {
        sheets.series[i] = calloc(room, sizeof(*sheets.series[i]));
        good = good && sheets.series[i] != NULL;
    }
    if (good) {
        char title[NAME_SIZE + 32];
        snprintf(title, sizeof(title), "Unguard report: %s", report->person);
        page_begin(out, title);
        if (report->session_count == 0)
            put_empty(out, &sheets);
        else
            put_sheets(out, &sheets);
        page_end(out);
    }
    for (int i = 0; i < SVG_MAX_SERIES; i++)
        free(sheets.series[i]);
    report_days_free(&sheets.days);
    return good && !ferror(out);
}
