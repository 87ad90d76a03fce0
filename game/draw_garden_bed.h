/* Where each plant of a garden stands in a picture of it, and what it looks like there. For
 * draw_garden*.c. */
#ifndef UNGUARD_DRAW_GARDEN_BED_H
#define UNGUARD_DRAW_GARDEN_BED_H

#include "draw_garden.h"
#include "draw_garden_paint.h"

struct bed_plant {
    struct plant_look look; /* as it is once open, at rest */
    float x, y, height;     /* pixels: its foot, and how tall */
    double at_s;            /* session time when it began to open; far back: always there */
    float phase;            /* 0..1: when the wind reaches it */
};

#define BED_ABOVE      0.085f /* share of the height that is free above a single bed's room */
#define BED_MAX_PLANTS (GARDEN_MAX_FLOWERS + 8 * GARDEN_MAX_BEDS)

/* All that grows in the scene, on a canvas of this height (pixels), from far to near. Returns how
 * many. */
int bed_list(const struct garden_scene *scene, int height, struct bed_plant plant[BED_MAX_PLANTS]);

#endif
