/* The room behind the people: wall with a window, floor, mat; a stool where someone sits. */
#ifndef UNGUARD_VISION_RENDERED_ROOM_H
#define UNGUARD_VISION_RENDERED_ROOM_H

#include "vision/image.h"
#include "vision/rendered_look.h"

/* The floor meets the wall here, image heights from the top. */
#define RENDERED_SKIRTING 0.70f

/* Smooth noise -1..1 that repeats every 64 steps; between its points it is linear. */
struct rendered_grain {
    float value[64][64];
};
void rendered_grain_fill(struct rendered_grain *grain, uint64_t seed);
float rendered_grain_at(const struct rendered_grain *grain, float x, float y);

/* Draws the room over the whole picture. */
void rendered_room(struct image *image, const struct room_look *look,
                   const struct rendered_grain *grain, bool bare);

/* A stool: the middle of its seat's upper edge, its width and how high it stands, pixels. */
struct rendered_stool {
    float x_px, y_px, width_px, height_px;
};
void rendered_stool(struct image *image, const struct rendered_stool *stool, struct colour colour);

#endif
