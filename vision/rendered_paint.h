/* Figures to pixels: which ellipsoid each pixel shows, and its colour there. */
#ifndef UNGUARD_VISION_RENDERED_PAINT_H
#define UNGUARD_VISION_RENDERED_PAINT_H

#include "vision/rendered_body.h"
#include "vision/rendered_room.h"

/* What each pixel shows. Allocated once for a size. */
struct easel {
    int width_px, height_px;
    float *depth; /* pixels away from the camera; meaningless where shown is NULL */
    const struct blob **shown;
    int left, top, right, bottom; /* of what was drawn since the last clear; right, bottom beyond */
};

bool easel_open(struct easel *easel, int width_px, int height_px, struct error *err);
void easel_close(struct easel *easel);
void easel_clear(struct easel *easel);

/* The figure must stay where it is until the easel is cleared. */
void easel_put(struct easel *easel, const struct figure *figure);

struct lamp {
    struct vec towards; /* unit: the window */
    const struct rendered_grain *grain;
};

/* Colours what the easel shows, in the looks of its people, over the picture. */
void easel_shade(const struct easel *easel, const struct person_look *looks, float metre_px,
                 const struct lamp *lamp, struct image *image);

/* As a lens would: the steps at the figures' edges softened, from one picture to another. */
void easel_soften(const struct easel *easel, const struct image *from, struct image *to);

#endif
