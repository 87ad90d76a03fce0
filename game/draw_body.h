/* A body on a canvas: lines over the camera's picture, or a figure where there is no picture. Only
 * joints that were seen are drawn. */
#ifndef UNGUARD_DRAW_BODY_H
#define UNGUARD_DRAW_BODY_H

#include "draw.h"
#include "movement/pose.h"

/* Where a pose lands on the canvas. */
struct body_place {
    struct rect where; /* the picture's rectangle, pixels */
    float aspect;      /* width / height of the picture */
    bool mirrored;
    float min_confidence; /* a joint below it is not seen */
};

/* Lines and joints, haloed so that they show on any picture. color: of the lines. */
void body_draw_overlay(struct canvas *canvas, const struct pose *pose,
                       const struct body_place *place, uint32_t color,
                       const struct palette *palette);

/* Rounded limbs, the far ones (larger z) behind and darker. */
void body_draw_figure(struct canvas *canvas, const struct pose *pose,
                      const struct body_place *place, const struct palette *palette);

#endif
