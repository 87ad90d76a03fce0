/* A chart over days, on a screen: few lines, large type, and every series with a mark and a line of
 * its own, so that it can be told apart without colour. Lines break where nothing is known. */
#ifndef UNGUARD_DRAW_CHART_H
#define UNGUARD_DRAW_CHART_H

#include "screen_layout.h"

#define CHART_POINTS 128
#define CHART_SERIES 2

struct chart_point {
    float day; /* days since 1970-01-01; of a mean, the middle of its days */
    float value;
};

struct chart_series {
    char name[32];
    struct chart_point point[CHART_POINTS]; /* in order of day */
    int count;
};

/* The first series has discs on a solid line, the second open squares on a dashed one. */
struct chart {
    int32_t from, to;      /* days, both shown; to > from */
    float low, high, step; /* of the values, and between the lines across */
    const char *unit;      /* after the figures at the side; "" none */
    float gap_days;        /* points further apart are not joined */
    struct chart_series series[CHART_SERIES];
    int series_count;
};

/* Within box. Uses LAYER_CARD. */
void chart_draw(struct draw *draw, const struct layout *layout, struct rect box,
                const struct chart *chart);

#endif
