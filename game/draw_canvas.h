/* Shapes with soft edges into a picture in memory: no SDL, so every renderer shows the same. Each
 * shape is a signed distance, covered by half a pixel's width at its edge (after I. Quilez's
 * catalogue of distance functions). */
#ifndef UNGUARD_DRAW_CANVAS_H
#define UNGUARD_DRAW_CANVAS_H

#include "base.h"

/* Colours are 0xAARRGGBB, straight alpha. */
#define COLOR_ALPHA(color, alpha) (((color)&0xffffffu) | (uint32_t)(alpha) << 24)

/* Zero is a valid, empty canvas. Memory is its own; canvas_free. */
struct canvas {
    int width, height; /* pixels; rows follow each other without gaps */
    size_t room;       /* pixels owned */
    uint32_t *px;
};

struct rect {
    float x, y, w, h; /* pixels */
};

struct gradient_stop {
    float at; /* 0 top .. 1 bottom, rising */
    uint32_t color;
};

/* New size, contents undefined; keeps its memory when large enough. Sizes are clamped to at least
 * 1. False when memory is short: the canvas is then empty. */
bool canvas_resize(struct canvas *canvas, int width, int height);
void canvas_free(struct canvas *canvas); /* NULL-safe; leaves an empty canvas */

void canvas_clear(struct canvas *canvas, uint32_t color);
void canvas_copy(struct canvas *to, const struct canvas *from); /* of the same size */

/* One pixel: color over it, covering it by 0..256. */
void canvas_blend(uint32_t *px, uint32_t color, uint32_t coverage);

/* Whole canvas, from top to bottom, dithered so that no bands show. */
void canvas_gradient(struct canvas *canvas, const struct gradient_stop *stops, int count);

void canvas_disc(struct canvas *canvas, float x, float y, float radius, uint32_t color);

/* Light that fades to nothing at radius. */
void canvas_glow(struct canvas *canvas, float x, float y, float radius, uint32_t color);

/* From one disc to another, tapered: a limb, or a line with round ends. */
void canvas_capsule(struct canvas *canvas, float x0, float y0, float r0, float x1, float y1,
                    float r1, uint32_t color);

void canvas_round_rect(struct canvas *canvas, struct rect rect, float radius, uint32_t color);
void canvas_frame(struct canvas *canvas, struct rect rect, float radius, float width,
                  uint32_t color); /* the outline of the same, inside its edge */

/* Part of a circle's line, clockwise from the top, with round ends. share 0..1 of the circle. */
void canvas_arc(struct canvas *canvas, float x, float y, float radius, float width, float share,
                uint32_t color);

/* Convex, corners clockwise on the screen, at most 8. grow rounds it: a margin in pixels. */
void canvas_polygon(struct canvas *canvas, const float (*corner)[2], int count, float grow,
                    uint32_t color);

/* Everything below the line y = base + height * wave(x): a hill. */
void canvas_hill(struct canvas *canvas, float base, float height, float phase, float waves,
                 uint32_t top, uint32_t bottom);

#endif
