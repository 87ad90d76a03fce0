#include "report_svg.h"

#include "html.h"

#include <math.h>
#include <string.h>

#define LEFT       30.0 /* room for the y axis' figures */
#define RIGHT      8.0
#define TOP        7.0
#define BOTTOM     27.0 /* ticks of sessions and dates */
#define IDLE_DAYS  14   /* a line doesn't cross more than this without a session */
#define MARK       3.2
#define LABEL_ROOM 62.0 /* a date's, and some air */

static const char *const colours[SVG_STYLE_COUNT] = {"#0072b2", "#c04d00", "#222"};
static const char *const dashes[SVG_STYLE_COUNT] = {"", " stroke-dasharray=\"5 2.5\"",
                                                    " stroke-dasharray=\"1.5 2.5\""};

/* ---- axes ---- */

static double x_of(const struct svg_chart *chart, double day)
{
    return LEFT + (day - chart->from) / (chart->to - chart->from) * (chart->width - LEFT - RIGHT);
}

static double y_of(const struct svg_chart *chart, double value)
{
    const double share = (value - chart->low) / (chart->high - chart->low);
    return chart->height - BOTTOM - share * (chart->height - TOP - BOTTOM);
}

static void put_text(FILE *out, double x, double y, const char *anchor, const char *text)
{
    fprintf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
    html_text(out, text);
    fputs("</text>\n", out);
}

static void put_y_axis(FILE *out, const struct svg_chart *chart)
{
    for (int i = 0; chart->low + i * chart->step <= chart->high + chart->step / 100; i++) {
        const double value = chart->low + i * chart->step;
        const double y = y_of(chart, value);
        char text[32];
        fprintf(out, "<path class=\"%s\" d=\"M%.1f %.1fH%.1f\"/>\n", i == 0 ? "axis" : "grid", LEFT,
                y, chart->width - RIGHT);
        snprintf(text, sizeof(text), "%.*f%s", chart->step < 1 ? 1 : 0, value, chart->unit);
        put_text(out, LEFT - 4, y + 3.5, "end", text);
    }
}

/* Dates, as many as there is room for, a whole number of weeks apart. */
static void put_x_axis(FILE *out, const struct svg_chart *chart)
{
    const double room = (chart->width - LEFT - RIGHT) / LABEL_ROOM;
    const double span = chart->to - chart->from;
    double step = 7;
    while (span / step > room)
        step *= 2;
    const bool years = span > 300;
    for (double day = chart->from; day <= chart->to; day += step) {
        char text[DAY_TEXT_SIZE];
        const char *said = day_text((int32_t)day, years, text);
        const double x = x_of(chart, day);
        fprintf(out, "<path class=\"grid\" d=\"M%.1f %.1fv4\"/>\n", x, chart->height - BOTTOM);
        put_text(out, x, chart->height - 4,
                 x > chart->width - LABEL_ROOM / 2 ? "end"
                 : day > chart->from               ? "middle"
                                                   : "start",
                 years ? strchr(said, ' ') + 1 : said);
    }
}

/* ---- series ---- */

int32_t svg_bin(double from, double to)
{
    const double span = to - from;
    return span <= 100 ? 1 : span <= 500 ? 7 : span <= 1600 ? 28 : 84;
}

/* Means of the points of each bin, in place; a bin in which nothing was seen stays a gap. */
static int32_t thin(struct svg_point *point, int32_t count, double from, int32_t bin)
{
    int32_t kept = 0, seen = 0;
    int64_t last = -1;
    for (int32_t i = 0; i < count; i++) {
        const struct svg_point now = point[i];
        const int64_t at = (int64_t)floor((now.x - from) / bin);
        if (kept == 0 || at != last) {
            point[kept++] = now;
            seen = now.seen;
            last = at;
        } else if (now.seen) {
            struct svg_point *mean = &point[kept - 1];
            seen++;
            mean->x = seen == 1 ? now.x : mean->x + (now.x - mean->x) / seen;
            mean->y = seen == 1 ? now.y : mean->y + (now.y - mean->y) / seen;
            mean->seen = true;
        }
    }
    return kept;
}

static void put_mark(FILE *out, enum svg_style style, double x, double y, double size)
{
    const char *colour = colours[style];
    if (style == SVG_DOTS)
        fprintf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>\n", x, y,
                size * 0.95, colour);
    else if (style == SVG_SQUARES)
        fprintf(out,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#fff\" "
                "stroke=\"%s\" stroke-width=\"1.4\"/>\n",
                x - size * 0.85, y - size * 0.85, size * 1.7, size * 1.7, colour);
    else
        fprintf(out, "<path d=\"M%.1f %.1fl%.1f %.1fh%.1fz\" fill=\"%s\"/>\n", x, y - size, size,
                size * 1.8, -2 * size, colour);
}

static bool goes_on(const struct svg_series *series, int32_t i, double idle)
{
    const struct svg_point *a = &series->point[i - 1], *b = &series->point[i];
    return a->seen && b->seen && b->x - a->x <= idle;
}

static void put_line(FILE *out, const struct svg_chart *chart, const struct svg_series *series,
                     double idle)
{
    bool open = false;
    for (int32_t i = 1; i < series->count; i++) {
        if (!goes_on(series, i, idle))
            continue;
        const struct svg_point *a = &series->point[i - 1], *b = &series->point[i];
        if (!open)
            fputs("<path d=\"", out);
        if (!open || !goes_on(series, i - 1, idle))
            fprintf(out, "M%.1f %.1f", x_of(chart, a->x), y_of(chart, a->y));
        fprintf(out, "L%.1f %.1f", x_of(chart, b->x), y_of(chart, b->y));
        open = true;
    }
    if (open)
        fprintf(out, "\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"%s/>\n",
                colours[series->style], dashes[series->style]);
}

static void put_series(FILE *out, const struct svg_chart *chart, const struct svg_series *series,
                       int32_t bin)
{
    struct svg_series thinned = *series;
    thinned.count = thin(series->point, series->count, chart->from, bin);
    put_line(out, chart, &thinned, bin == 1 ? IDLE_DAYS : 2.5 * bin);
    const double room = (chart->width - LEFT - RIGHT) / (thinned.count + 1);
    const double size = room < 3 ? 1.6 : room < 6 ? 2.2 : MARK;
    for (int32_t i = 0; i < thinned.count; i++) {
        const struct svg_point *point = &series->point[i];
        if (point->seen)
            put_mark(out, series->style, x_of(chart, point->x), y_of(chart, point->y), size);
    }
}

/* That there was a session, whatever was seen or asked of it. */
static void put_sessions(FILE *out, const struct svg_chart *chart)
{
    const struct svg_series *series = &chart->series[0];
    double last = -10;
    fputs("<path class=\"rug\" d=\"", out);
    for (int32_t i = 0; i < series->count; i++) {
        const double x = x_of(chart, series->point[i].x);
        if (x - last < 1.5)
            continue;
        fprintf(out, "M%.1f %.1fv5", x, chart->height - BOTTOM + 5);
        last = x;
    }
    fputs("\"/>\n", out);
}

void svg_chart(FILE *out, const struct svg_chart *chart)
{
    fprintf(out,
            "<svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" "
            "preserveAspectRatio=\"xMinYMid\" role=\"img\" "
            "aria-label=\"",
            chart->width, chart->height, chart->width, chart->height);
    html_text(out, chart->label);
    fputs("\">\n", out);
    put_y_axis(out, chart);
    put_x_axis(out, chart);
    put_sessions(out, chart);
    const int32_t bin = svg_bin(chart->from, chart->to);
    for (int32_t i = chart->series_count - 1; i >= 0; i--)
        put_series(out, chart, &chart->series[i], bin);
    fputs("</svg>\n", out);
}

void svg_key(FILE *out, enum svg_style style, const char *name)
{
    fputs("<span class=\"key\"><svg viewBox=\"0 0 30 12\" width=\"30\" height=\"12\" "
          "aria-hidden=\"true\">",
          out);
    fprintf(out, "<path d=\"M1 6H29\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"%s/>",
            colours[style], dashes[style]);
    put_mark(out, style, 15, 6, MARK);
    fputs("</svg> ", out);
    html_text(out, name);
    fputs("</span>\n", out);
}
