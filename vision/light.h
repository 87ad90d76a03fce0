/* Whether a picture can show anybody at all, from its brightness alone. */
#ifndef UNGUARD_VISION_LIGHT_H
#define UNGUARD_VISION_LIGHT_H

#include "vision/image.h"

enum light {
    LIGHT_GOOD,
    LIGHT_DARK,   /* something is there, in too little light */
    LIGHT_COVERED /* the same everywhere, up to the sensor's noise: something is on the lens */
};

/* Of the mean brightnesses of LIGHT_CELLS x LIGHT_CELLS cells, 0..255. */
struct light_figures {
    float
        bright;  /* the 90th percentile: the lamp or window that lights a dark room counts little */
    float range; /* from the 5th to the 95th percentile */
    float edge;  /* the 98th percentile of differences between neighbours: how sharp anything is */
};

#define LIGHT_CELLS 16

/* picture: at least 1 x 1 px. */
struct light_figures light_measure(const struct image *picture);

enum light light_judge(const struct light_figures *figures);

#endif
