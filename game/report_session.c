/* One session: each exercise's repetitions, and every lost point with rule, value, limit and time.
 * As many sheets as that takes. */
#include "report.h"

#include "html.h"
#include "report_page.h"
#include "report_svg.h"
#include "report_words.h"

#include <string.h>

static void put_time(FILE *out, double t_s)
{
    if (t_s < 0)
        fputs("not seen", out);
    else
        fprintf(out, "%d:%04.1f", (int)(t_s / 60), t_s - 60 * (int)(t_s / 60));
}

static bool starts_block(const struct report *report, int32_t i)
{
    const struct report_rep *rep = &report->rep[i];
    return i == 0 || rep[-1].position != rep->position || rep[-1].side != rep->side ||
           rep[-1].set != rep->set;
}

static int32_t block_end(const struct report *report, int32_t first)
{
    int32_t end = first + 1;
    while (end < report->rep_count && !starts_block(report, end))
        end++;
    return end;
}

static double mean_score(const struct report *report, int32_t first, int32_t end)
{
    double sum = 0;
    int32_t scored = 0;
    for (int32_t i = first; i < end; i++) {
        sum += report->rep[i].score >= 0 ? report->rep[i].score : 0;
        scored += report->rep[i].score >= 0;
    }
    return scored > 0 ? sum / scored : REPORT_UNKNOWN;
}

/* A dot a repetition, so that a set is seen at a glance; what has no score is an open gap. */
static void put_scores(FILE *out, const struct report *report, int32_t first, int32_t end)
{
    const double step = end - first > 20 ? 200.0 / (end - first) : 10;
    fprintf(out,
            "<svg viewBox=\"0 0 %.0f 14\" width=\"%.0f\" height=\"14\" role=\"img\" "
            "aria-label=\"Scores of the repetitions\"><path class=\"grid\" d=\"M0 1H%.0fM0 "
            "13H%.0f\"/>",
            step * (end - first), step * (end - first), step * (end - first), step * (end - first));
    for (int32_t i = first; i < end; i++) {
        const double score = report->rep[i].score, high = score / 100 * 12;
        if (score >= 0)
            fprintf(out,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#0072b2\"/>",
                    (i - first) * step + 1, 13 - high, step - 2, high);
    }
    fputs("</svg>", out);
}

static void put_sets(FILE *out, const struct report *report)
{
    fputs("<h2>Sets <small>bars: score of each repetition, 0 to 100; a gap: not scored</small>"
          "</h2>\n<table><tr><th>Exercise</th><th class=\"n\">Set</th><th class=\"n\">Repetitions"
          "</th><th class=\"n\">Form</th><th class=\"n\">Range, mean</th><th>Scores</th></tr>\n",
          out);
    for (int32_t i = 0; i < report->rep_count; i = block_end(report, i)) {
        const int32_t end = block_end(report, i);
        const struct report_rep *rep = &report->rep[i];
        char title[NAME_SIZE + 16];
        double range = 0;
        int32_t ranges = 0;
        for (int32_t k = i; k < end; k++) {
            range += report->rep[k].range >= 0 ? report->rep[k].range : 0;
            ranges += report->rep[k].range >= 0;
        }
        fputs("<tr><td>", out);
        html_text_cut(out, report_title(rep->name, rep->exercise, rep->side, title), 44);
        fprintf(out, "</td><td class=\"n\">%d</td><td class=\"n\">%d</td>", (int)rep->set,
                (int)(end - i));
        const double form = mean_score(report, i, end);
        if (form >= 0)
            fprintf(out, "<td class=\"n\">%.0f</td>", form);
        else
            fputs("<td class=\"n\">not scored</td>", out);
        if (ranges > 0)
            fprintf(out, "<td class=\"n\">%.*f%s</td><td>", strcmp(rep->unit, "deg") == 0 ? 0 : 2,
                    range / ranges, report_unit(rep->unit));
        else
            fputs("<td class=\"n\">not seen</td><td>", out);
        put_scores(out, report, i, end);
        fputs("</td></tr>\n", out);
    }
    fputs("</table>\n", out);
}

static void put_moment(FILE *out, const struct report_moment *moment)
{
    static const char *const kinds[] = {"ease off", "guarding sign", "pain"};
    char name[ID_SIZE], title[NAME_SIZE + 16];
    fputs("<tr><td class=\"n\">", out);
    const bool outside = moment->kind == MOMENT_PAIN && strcmp(moment->id, "hurt") != 0 &&
                         strcmp(moment->id, "between") != 0;
    if (!outside)
        put_time(out, moment->t_s);
    fprintf(out, "</td><td>%s</td><td>", kinds[moment->kind]);
    html_text_cut(out, report_name(moment->id, name), 28);
    if (moment->level[0] != '\0')
        html_say(out, " (%s)", moment->level);
    fputs("</td><td>", out);
    if (moment->name[0] != '\0')
        html_text_cut(out, report_title(moment->name, "", moment->side, title), 40);
    fputs("</td><td class=\"n\">", out);
    if (moment->kind != MOMENT_PAIN || moment->value >= 0)
        fprintf(out, "%.3g", moment->value);
    fputs("</td><td class=\"n\">", out);
    if (moment->kind == MOMENT_WARNING || moment->limit >= 0)
        fprintf(out, "%.3g", moment->limit);
    fputs("</td><td>", out);
    html_text_cut(out, moment->place, 40);
    fputs("</td></tr>\n", out);
}

static void put_moments(FILE *out, const struct report *report)
{
    fputs("<h2>Warnings, guarding signs and answers</h2>\n", out);
    if (report->moment_count == 0) {
        fputs("<p>None.</p>\n", out);
        return;
    }
    fputs("<table><tr><th class=\"n\">At (min)</th><th></th><th>What</th><th>Exercise</th>"
          "<th class=\"n\">Value</th><th class=\"n\">Limit, or usual</th><th>Where</th></tr>\n",
          out);
    for (int32_t i = 0; i < report->moment_count; i++)
        put_moment(out, &report->moment[i]);
    fputs("</table>\n", out);
}

static void put_item(FILE *out, const struct report_item *item, bool first)
{
    char name[ID_SIZE];
    fputs(first ? "" : "; ", out);
    html_text(out, report_name(item->rule, name));
    if (!item->seen) {
        fputs(" not seen", out);
        return;
    }
    fprintf(out, " &#8722;%.1f (%.3g, limit %.3g, at ", item->points, item->value, item->limit);
    put_time(out, item->t_s);
    fputs(")", out);
}

static void put_rep(FILE *out, const struct report *report, const struct report_rep *rep)
{
    fprintf(out, "<p><b>%d</b>: ", (int)rep->index);
    if (rep->score >= 0)
        fprintf(out, "%.0f", rep->score);
    else
        fputs("not scored", out);
    fputs(rep->item_count > 0 ? "; " : "", out);
    for (int32_t i = 0; i < rep->item_count; i++)
        put_item(out, &report->item[rep->first_item + i], i == 0);
    fputs("</p>\n", out);
}

static void put_lost(FILE *out, const struct report *report)
{
    fputs("<h2>Every repetition: score, and every lost point <small>by rule: points (value, limit, "
          "minutes:seconds)</small></h2>\n<div class=\"lost\">\n",
          out);
    for (int32_t i = 0; i < report->rep_count; i++) {
        const struct report_rep *rep = &report->rep[i];
        char title[NAME_SIZE + 16];
        if (starts_block(report, i)) {
            fputs("<h3>", out);
            html_text_cut(out, report_title(rep->name, rep->exercise, rep->side, title), 40);
            fprintf(out, ", set %d</h3>\n", (int)rep->set);
        }
        put_rep(out, report, rep);
    }
    fputs("</div>\n", out);
}

bool report_session_html(const struct report *report, FILE *out)
{
    char title[NAME_SIZE + 64], day[DAY_TEXT_SIZE], text[480];
    if (report->session_count == 0)
        return report_html(report, NULL, out);
    const struct report_session *session = &report->session[0];
    snprintf(title, sizeof(title), "Unguard session %lld: %s", (long long)session->id,
             report->person);
    page_begin(out, title);
    page_sheet(out, false);
    fputs("<h1>", out);
    html_say(out, "Session %lld of ", (long long)session->id);
    html_text_cut(out, report->person, 36);
    html_say(out, ", %s", day_text(session->day, true, day));
    fputs("</h1>\n<p>", out);
    report_say_session(session, text, sizeof(text));
    html_text(out, text);
    fputs("</p>\n", out);
    put_sets(out, report);
    put_moments(out, report);
    put_lost(out, report);
    page_foot(out, 0, 0);
    page_sheet_end(out);
    page_end(out);
    return !ferror(out);
}
