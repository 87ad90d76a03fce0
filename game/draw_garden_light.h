/* Sky, sun and the hour of the day, put to a painted land. For draw_garden*.c. */
#ifndef UNGUARD_DRAW_GARDEN_LIGHT_H
#define UNGUARD_DRAW_GARDEN_LIGHT_H

#include "draw_canvas.h"

/* Cards of glass over it: how much of `color` lies on each pixel, 0..255; NULL: no cards. */
struct light_glass {
    const unsigned char *cover; /* as many as the ground has pixels */
    uint32_t color;
};

/* Rows first..last-1 of out from the same rows of ground (see-through where there is sky). light
 * 0..1; night: no sky, nothing but black behind (high contrast). */
void light_compose(struct canvas *out, const struct canvas *ground, const struct light_glass *glass,
                   float light, bool night, int first, int last);

/* What a colour of the land is in that light: for plants painted apart. */
void light_tint(struct canvas *canvas, float light);

#endif
