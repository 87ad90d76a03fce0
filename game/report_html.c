/* The report of a span of time on two sheets: the first for who has ten minutes, the second for the
 * detail. Whatever there is, it fits: long names are cut, long lists are told as "and so many
 * more". */
#include "report.h"

#include "html.h"
#include "report_page.h"
#include "report_svg.h"
#include "report_words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WIDE         700.0 /* of a sheet, CSS pixels */
#define MOST_RANGES  6
#define MOST_PAIRS   4
#define MOST_CAUSES  8
#define MOST_SIGNS   4 /* of them */
#define MOST_CHANGES 5

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

/* ---- left and right ---- */

static void put_figure(FILE *out, double value, int decimals, const char *unit)
{
    if (value < 0)
        fputs("<td class=\"n\">not seen</td>", out);
    else
        fprintf(out, "<td class=\"n\">%.*f%s</td>", decimals, value, unit);
}

static int32_t causes_of(const struct report *report, const char *exercise, enum body_side side,
                         bool sign)
{
    int32_t count = 0;
    for (int32_t i = 0; i < report->cause_count; i++) {
        const struct report_cause *cause = &report->cause[i];
        if (cause->sign == sign && cause->side == side && strcmp(cause->exercise, exercise) == 0)
            count += cause->count;
    }
    return count;
}

static void put_pair(const struct sheets *sheets, const struct report_line *left,
                     const struct report_line *right, int32_t window)
{
    FILE *out = sheets->out;
    const int32_t first = sheets->report->session_count - window;
    const bool degrees = strcmp(left->unit, "ratio") != 0;
    const struct report_line *line[] = {left, right};
    double range[2];
    fputs("<tr><td>", out);
    char title[NAME_SIZE + 16];
    html_text_cut(out, report_title(left->name, left->exercise, SIDE_NONE, title), 40);
    fputs("</td>", out);
    for (int i = 0; i < 2; i++) {
        range[i] = report_line_range(line[i], first, window);
        put_figure(out, range[i], degrees ? 0 : 2, report_unit(left->unit));
    }
    if (range[0] < 0 || range[1] < 0)
        fputs("<td class=\"n\">not seen</td>", out);
    else
        fprintf(out, "<td class=\"n\">%+.0f %%</td>", report_symmetry(range[0], range[1]));
    for (int i = 0; i < 2; i++)
        put_figure(out, report_line_form(line[i], first, window), 0, "");
    for (int sign = 0; sign < 2; sign++)
        fprintf(out, "<td class=\"n\">%d / %d</td>",
                (int)causes_of(sheets->report, left->exercise, SIDE_LEFT, sign == 1),
                (int)causes_of(sheets->report, left->exercise, SIDE_RIGHT, sign == 1));
    fputs("</tr>\n", out);
}

static void put_sides(const struct sheets *sheets)
{
    const struct report *report = sheets->report;
    const int32_t window =
        report->session_count < REPORT_WINDOW ? report->session_count : REPORT_WINDOW;
    int32_t pairs = 0;
    fprintf(sheets->out,
            "<h2>Left and right <small>range and form: last %d session%s; warnings and signs: all"
            "</small></h2>\n",
            (int)window, window == 1 ? "" : "s");
    for (int32_t i = 0; i < report->line_count; i++) {
        const struct report_line *right = report_other_side(report, &report->line[i]);
        if (right == NULL)
            continue;
        if (pairs == 0)
            fputs("<table><tr><th>Exercise</th><th class=\"n\">Range left</th><th class=\"n\">right"
                  "</th><th class=\"n\">right to left</th><th class=\"n\">Form left</th>"
                  "<th class=\"n\">right</th><th class=\"n\">Warnings l / r</th>"
                  "<th class=\"n\">Signs l / r</th></tr>\n",
                  sheets->out);
        if (pairs++ < MOST_PAIRS)
            put_pair(sheets, &report->line[i], right, window);
    }
    if (pairs > 0)
        fputs("</table>\n", sheets->out);
    else
        fputs("<p>No exercise was done on each side.</p>\n", sheets->out);
    if (pairs > MOST_PAIRS)
        html_say(sheets->out, "And %d more, in the table (CSV).", (int)(pairs - MOST_PAIRS));
}

/* ---- what brought warnings and signs on ---- */

static void put_cause(const struct sheets *sheets, const struct report_cause *cause, int32_t most)
{
    FILE *out = sheets->out;
    char name[ID_SIZE], title[NAME_SIZE + 16];
    fprintf(out, "<tr><td class=\"w\">%s", cause->sign ? "sign: " : "");
    html_text_cut(out, report_name(cause->id, name), 26);
    fputs("</td><td class=\"w\">", out);
    html_text_cut(out, report_title(cause->name, cause->exercise, cause->side, title), 38);
    fprintf(out,
            "</td><td><svg viewBox=\"0 0 130 11\" width=\"130\" height=\"14\" aria-hidden=\"true\">"
            "<rect y=\"1.5\" width=\"%.1f\" height=\"9\" fill=\"%s\" stroke=\"#222\" "
            "stroke-width=\"0.8\"/></svg></td><td class=\"n\">%d</td>",
            130.0 * cause->count / most, cause->sign ? "#fff" : "#0072b2", (int)cause->count);
    if (cause->sign)
        fputs("<td class=\"n\"></td>", out);
    else
        fprintf(out, "<td class=\"n\">%d</td>", (int)cause->passed);
    fprintf(out, "<td class=\"n\">%d</td><td class=\"n\">%d / %d</td></tr>\n", (int)cause->sessions,
            (int)cause->first, (int)cause->last);
}

/* Most often first; a few places are kept for signs, which are rarer and matter as much. */
static bool is_listed(const struct report *report, int32_t index)
{
    int32_t warnings = 0, signs = 0;
    for (int32_t i = 0; i < report->cause_count; i++)
        *(report->cause[i].sign ? &signs : &warnings) += 1;
    const int32_t most_signs = signs < MOST_SIGNS || warnings >= MOST_CAUSES - MOST_SIGNS
                                   ? (signs < MOST_SIGNS ? signs : MOST_SIGNS)
                                   : MOST_CAUSES - warnings;
    int32_t before = 0;
    for (int32_t i = 0; i < index; i++)
        before += report->cause[i].sign == report->cause[index].sign;
    return before < (report->cause[index].sign ? most_signs : MOST_CAUSES - most_signs);
}

static void put_causes(const struct sheets *sheets)
{
    const struct report *report = sheets->report;
    const int32_t window = report_window(report);
    fputs("<h2>What brought <i>ease off</i> warnings and guarding signs on</h2>\n", sheets->out);
    if (report->cause_count == 0) {
        fputs("<p>Neither was noted.</p>\n", sheets->out);
        return;
    }
    fprintf(sheets->out,
            "<table><tr><th>What</th><th>Exercise</th><th></th><th class=\"n\">Times</th>"
            "<th class=\"n\">beyond the limit</th><th class=\"n\">Sessions</th>"
            "<th class=\"n\">first %d / last %d</th></tr>\n",
            (int)window, (int)window);
    int32_t listed = 0;
    for (int32_t i = 0; i < report->cause_count; i++) {
        if (!is_listed(report, i))
            continue;
        put_cause(sheets, &report->cause[i], report->cause[0].count);
        listed++;
    }
    fputs("</table>\n", sheets->out);
    if (listed < report->cause_count)
        html_say(sheets->out, "And %d rarer ones, in the table (CSV).",
                 (int)(report->cause_count - listed));
}

/* ---- changes of the plan ---- */

static void put_change(FILE *out, const struct report_change *change, bool years)
{
    char day[DAY_TEXT_SIZE], name[ID_SIZE], title[NAME_SIZE + 16];
    fprintf(out, "<tr><td class=\"w\">%s</td><td class=\"w\">", day_text(change->day, years, day));
    html_text_cut(out, report_title(change->name, "the plan", change->side, title), 28);
    fputs("</td><td class=\"w\">", out);
    html_text_cut(out, report_name(change->variable, name), 14);
    fprintf(out, "</td><td class=\"n\">%.4g &#8594; %.4g</td><td>", change->from, change->to);
    html_text_cut(out, change->reason, 72);
    if (change->source[0] != '\0') {
        fputs(" (", out);
        html_text_cut(out, change->source, 44);
        fputs(")", out);
    }
    fputs("</td></tr>\n", out);
}

static void put_changes(const struct sheets *sheets)
{
    const struct report *report = sheets->report;
    FILE *out = sheets->out;
    fputs("<h2>Changes of the plan, and why</h2>\n", out);
    if (report->change_count == 0) {
        fputs("<p>The plan was not changed.</p>\n", out);
        return;
    }
    fputs("<table><tr><th>From</th><th>Exercise</th><th>What</th><th class=\"n\">From, to</th>"
          "<th>Why (by which rule)</th></tr>\n",
          out);
    const int32_t first = report->change_count - MOST_CHANGES;
    for (int32_t i = first > 0 ? first : 0; i < report->change_count; i++)
        put_change(out, &report->change[i], report->to_day - report->from_day > 300);
    fputs("</table>\n", out);
    if (first > 0)
        html_say(out, "And %d earlier, in the table (CSV).", (int)first);
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
