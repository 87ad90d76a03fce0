/* A report's charts as inline SVG, to be read on paper without colour: every series has its own
 * line, its own mark and a name. Units are CSS pixels, 96 an inch. */
#ifndef UNGUARD_REPORT_SVG_H
#define UNGUARD_REPORT_SVG_H

#include "report_days.h"

/* Colours are of the set that Okabe and Ito chose for all kinds of colour vision; dark enough to
 * differ from paper in grey. */
enum svg_style {
    SVG_DOTS,      /* blue, solid, filled circles */
    SVG_SQUARES,   /* vermilion, dashed, open squares */
    SVG_TRIANGLES, /* black, dotted, filled triangles */
    SVG_STYLE_COUNT
};

struct svg_point {
    double x; /* days since 1970-01-01 */
    double y;
    bool seen; /* false: a gap, never zero */
};

struct svg_series {
    enum svg_style style;
    struct svg_point *point; /* in order of x; borrowed, and thinned in place */
    int32_t count;
};

#define SVG_MAX_SERIES 3

struct svg_chart {
    const char *label; /* what it shows, for those who can't see it */
    double width, height;
    double from, to;        /* x, days; to > from */
    double low, high, step; /* y, and between the lines across */
    const char *unit;       /* after each figure of the y axis: "°"; "" none */
    struct svg_series series[SVG_MAX_SERIES];
    int32_t series_count;
};

/* Lines break where something was not asked or not seen, and over two idle weeks. A tick below the
 * axis stands for each session. With more days than there is room for, points are means of a week,
 * of four, of twelve. */
void svg_chart(FILE *out, const struct svg_chart *chart);

/* A mark and its name. */
void svg_key(FILE *out, enum svg_style style, const char *name);

/* Days as they were kept: a column a week, or a bar for several where there are many. */
void svg_days(FILE *out, const struct report_days *days);
void svg_days_key(FILE *out, const struct report_days *days);

/* Days that one point of a chart stands for: 1, 7, 28 or 84. */
int32_t svg_bin(double from, double to);

#endif
