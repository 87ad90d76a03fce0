#include "report_tables.h"

#include "html.h"
#include "report_words.h"

#include <math.h>
#include <string.h>

#define MOST_PAIRS   4
#define MOST_CAUSES  8
#define MOST_SIGNS   4 /* of them */
#define MOST_CHANGES 5

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

/* Without the sign of a nothing. */
static void put_symmetry(FILE *out, double percent)
{
    const int whole = (int)lround(percent);
    fprintf(out, whole == 0 ? "<td class=\"n\">%d %%</td>" : "<td class=\"n\">%+d %%</td>", whole);
}

static void put_pair(FILE *out, const struct report *report, const struct report_line *left,
                     const struct report_line *right, int32_t window)
{
    const int32_t first = report->session_count - window;
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
        put_symmetry(out, report_symmetry(range[0], range[1]));
    for (int i = 0; i < 2; i++)
        put_figure(out, report_line_form(line[i], first, window), 0, "");
    for (int sign = 0; sign < 2; sign++)
        fprintf(out, "<td class=\"n\">%d / %d</td>",
                (int)causes_of(report, left->exercise, SIDE_LEFT, sign == 1),
                (int)causes_of(report, left->exercise, SIDE_RIGHT, sign == 1));
    fputs("</tr>\n", out);
}

void report_put_sides(FILE *out, const struct report *report)
{
    const int32_t window =
        report->session_count < REPORT_WINDOW ? report->session_count : REPORT_WINDOW;
    int32_t pairs = 0;
    fprintf(out,
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
                  out);
        if (pairs++ < MOST_PAIRS)
            put_pair(out, report, &report->line[i], right, window);
    }
    if (pairs > 0)
        fputs("</table>\n", out);
    else
        fputs("<p>No exercise was done on each side.</p>\n", out);
    if (pairs > MOST_PAIRS)
        html_say(out, "And %d more, in the table (CSV).", (int)(pairs - MOST_PAIRS));
}

/* ---- what brought warnings and signs on ---- */

static void put_cause(FILE *out, const struct report_cause *cause, int32_t most)
{
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

void report_put_causes(FILE *out, const struct report *report)
{
    const int32_t window = report_window(report);
    fputs("<h2>What brought <i>ease off</i> warnings and guarding signs on</h2>\n", out);
    if (report->cause_count == 0) {
        fputs("<p>Neither was noted.</p>\n", out);
        return;
    }
    fprintf(out,
            "<table><tr><th>What</th><th>Exercise</th><th></th><th class=\"n\">Times</th>"
            "<th class=\"n\">beyond the limit</th><th class=\"n\">Sessions</th>"
            "<th class=\"n\">first %d / last %d</th></tr>\n",
            (int)window, (int)window);
    int32_t listed = 0;
    for (int32_t i = 0; i < report->cause_count; i++) {
        if (!is_listed(report, i))
            continue;
        put_cause(out, &report->cause[i], report->cause[0].count);
        listed++;
    }
    fputs("</table>\n", out);
    if (listed < report->cause_count)
        html_say(out, "And %d rarer ones, in the table (CSV).",
                 (int)(report->cause_count - listed));
}

/* ---- changes of the plan ---- */

#define WHY_MOST    116 /* characters: two lines, so that the page stays one */
#define REASON_MOST 72  /* of them; the rest is for the source */

static void put_change(FILE *out, const struct report_change *change, bool years)
{
    char day[DAY_TEXT_SIZE], name[ID_SIZE], title[NAME_SIZE + 16];
    fprintf(out, "<tr><td class=\"w\">%s</td><td class=\"w\">", day_text(change->day, years, day));
    html_text_cut(out, report_title(change->name, "the plan", change->side, title), 28);
    fputs("</td><td class=\"w\">", out);
    html_text_cut(out, report_name(change->variable, name), 14);
    fprintf(out, "</td><td class=\"n\">%.3g &#8594; %.3g</td><td>", change->from, change->to);
    html_text_cut(out, change->reason, REASON_MOST);
    const int said = (int)strlen(change->reason);
    if (change->source[0] != '\0') {
        fputs(" (", out);
        html_text_cut(out, change->source, WHY_MOST - clamp_int(said, 0, REASON_MOST));
        fputs(")", out);
    }
    fputs("</td></tr>\n", out);
}

void report_put_changes(FILE *out, const struct report *report)
{
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
