/* How the days were kept, as a picture. */
#include "report_svg.h"

#include "html.h"

#define WIDTH       700.0
#define NAMES       34.0 /* room for the names of the days */
#define CELL_HIGH   13.5
#define CELL_WIDE   63.0 /* at most: ten weeks are as wide as the page */
#define CELL_LEAST  9.0  /* below it there are bars instead */
#define COUNTS_WIDE 17.0 /* at least, for a week's figures below it */
#define BARS_HIGH   92.0
#define HEAD        15.0

static void put_day(FILE *out, enum day_mark mark, double x, double y, double wide)
{
    const double middle = x + wide / 2, w = wide - 2.5, h = CELL_HIGH - 2.5;
    switch (mark) {
    case DAY_OUTSIDE:
    case DAY_MARK_COUNT:
        break;
    case DAY_DONE:
    case DAY_EXTRA:
        fprintf(out,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#0072b2\"/>\n",
                x + 1.2, y + 1.2, w, h);
        if (mark == DAY_EXTRA)
            fprintf(out,
                    "<path d=\"M%.1f %.1fv6m-3 -3h6\" stroke=\"#fff\" stroke-width=\"1.6\"/>\n",
                    middle, y + CELL_HIGH / 2 - 3);
        break;
    case DAY_REST:
        fprintf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.5\" fill=\"#666\"/>\n", middle,
                y + CELL_HIGH / 2);
        break;
    case DAY_EASED:
        fprintf(out,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.4\" fill=\"none\" stroke=\"#222\" "
                "stroke-width=\"1.4\"/>\n",
                middle, y + CELL_HIGH / 2);
        break;
    case DAY_MISSED:
        fprintf(out,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#fff\" "
                "stroke=\"#c04d00\" stroke-width=\"1.4\" stroke-dasharray=\"3 1.5\"/>\n",
                x + 1.9, y + 1.9, w - 1.4, h - 1.4);
        break;
    }
}

static void put_text(FILE *out, double x, double y, const char *anchor, const char *text)
{
    fprintf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
    html_text(out, text);
    fputs("</text>\n", out);
}

/* The date of a week's Monday above it, as often as there is room. */
static void put_dates(FILE *out, const struct report_days *days, double wide, int32_t weeks_each)
{
    const int32_t count = (days->week_count + weeks_each - 1) / weeks_each;
    int32_t each = 1;
    const bool years = days->days > 300;
    while (each * wide < (years ? 66 : 46))
        each++;
    for (int32_t i = 0; i < count; i += each) {
        char text[DAY_TEXT_SIZE];
        const bool last = NAMES + i * wide > WIDTH - 66;
        put_text(out, last ? WIDTH : NAMES + i * wide, HEAD - 4, last ? "end" : "start",
                 day_text(days->week[i * weeks_each].monday, years, text));
    }
}

static void begin(FILE *out, double width, double height)
{
    fprintf(out,
            "<svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" role=\"img\" "
            "aria-label=\"How the days were kept, week by week\">\n",
            width, height, width, height);
}

static void put_weeks(FILE *out, const struct report_days *days, double wide)
{
    static const char *const names[ROUTINE_DAYS] = {"Mon", "Tue", "Wed", "Thu",
                                                    "Fri", "Sat", "Sun"};
    const bool counts = wide >= COUNTS_WIDE;
    const double height = HEAD + 7 * CELL_HIGH;
    begin(out, NAMES + days->week_count * wide + 30, height + (counts ? 14 : 2));
    put_dates(out, days, wide, 1);
    for (int32_t k = 0; k < ROUTINE_DAYS; k++)
        put_text(out, NAMES - 5, HEAD + k * CELL_HIGH + 10, "end", names[k]);
    for (int32_t i = 0; i < days->week_count; i++) {
        const struct report_week *week = &days->week[i];
        for (int32_t k = 0; k < ROUTINE_DAYS; k++)
            put_day(out, week->mark[k], NAMES + i * wide, HEAD + k * CELL_HIGH, wide);
        char text[24];
        if (days->planned)
            snprintf(text, sizeof(text), "%d/%d", (int)week->done, (int)week->planned);
        else
            snprintf(text, sizeof(text), "%d", (int)week->done);
        if (counts)
            put_text(out, NAMES + (i + 0.5) * wide, height + 11, "middle", text);
    }
    fputs("</svg>\n", out);
}

/* Several weeks a bar: filled what was done, outlined what was planned. */
static void put_bars(FILE *out, const struct report_days *days)
{
    int32_t each = 4;
    while ((days->week_count + each - 1) / each * CELL_LEAST > WIDTH - NAMES)
        each *= 2;
    const int32_t count = (days->week_count + each - 1) / each;
    const double wide = (WIDTH - NAMES - 10) / count, top = 7.0 * each;
    begin(out, WIDTH, HEAD + BARS_HIGH + 2);
    put_dates(out, days, wide, each);
    char text[24];
    snprintf(text, sizeof(text), "%.0f", top);
    put_text(out, NAMES - 5, HEAD + 8, "end", text);
    put_text(out, NAMES - 5, HEAD + BARS_HIGH, "end", "0");
    for (int32_t i = 0; i < count; i++) {
        double done = 0, planned = 0;
        for (int32_t k = i * each; k < (i + 1) * each && k < days->week_count; k++) {
            done += days->week[k].done;
            planned += days->week[k].planned;
        }
        const double x = NAMES + i * wide + 1, unit = BARS_HIGH / top, base = HEAD + BARS_HIGH;
        fprintf(out,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#0072b2\"/>\n",
                x, base - done * unit, wide - 2, done * unit);
        if (days->planned)
            fprintf(out,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"none\" "
                    "stroke=\"#222\"/>\n",
                    x, base - planned * unit, wide - 2, planned * unit);
    }
    fprintf(out, "<path class=\"axis\" d=\"M%.1f %.1fH%.1f\"/>\n</svg>\n", NAMES, HEAD + BARS_HIGH,
            WIDTH);
}

static double cell_width(const struct report_days *days)
{
    const double wide = (WIDTH - NAMES - 30) / days->week_count;
    return wide < CELL_WIDE ? wide : CELL_WIDE;
}

void svg_days(FILE *out, const struct report_days *days)
{
    if (cell_width(days) >= CELL_LEAST)
        put_weeks(out, days, cell_width(days));
    else
        put_bars(out, days);
}

void svg_days_key(FILE *out, const struct report_days *days)
{
    static const struct {
        enum day_mark mark;
        bool planned; /* only where the plan says how often */
        const char *name;
    } rows[] = {{DAY_DONE, false, "session"},
                {DAY_REST, false, "rest day"},
                {DAY_MISSED, true, "planned, not done"},
                {DAY_EASED, true, "rest after pain: kept"},
                {DAY_EXTRA, true, "on top of the plan"}};
    if (cell_width(days) < CELL_LEAST) {
        fputs("<span class=\"key\">Bars: days with a session, in several weeks each.", out);
        fputs(days->planned ? " Outlined: days planned.</span>\n" : "</span>\n", out);
        return;
    }
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        if (rows[i].planned && !days->planned)
            continue;
        fputs("<span class=\"key\"><svg viewBox=\"0 0 16 13\" width=\"16\" height=\"13\" "
              "aria-hidden=\"true\">",
              out);
        put_day(out, rows[i].mark, 0, 0, 16);
        fprintf(out, "</svg> %s</span>\n", rows[i].name);
    }
    if (cell_width(days) >= COUNTS_WIDE)
        fputs(days->planned ? "below: done / planned" : "below: done", out);
}
