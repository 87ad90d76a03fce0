/* Outlines of lines and curves, filled with soft edges and a colour or a gradient: what petals,
 * leaves and hills are made of. The outline's area is summed up per pixel (after R. Levien's
 * font-rs), so an edge is as smooth as 255 levels make it, and the same pixels come out on every
 * machine. A vector library would do the same; this is all of one that a garden needs. */
#ifndef UNGUARD_DRAW_PATH_H
#define UNGUARD_DRAW_PATH_H

#include "draw_canvas.h"

/* A path being made, and room to fill it. Zero is a valid, empty path; its memory is kept from one
 * to the next. */
struct path {
    float (*point)[2]; /* pixels */
    int count, room;
    float *cover; /* signed area by pixel of the box that is filled */
    size_t cover_room;
    /* Everything added is scaled, turned, then moved by this; path_place. */
    float cosine, sine, scale_x, scale_y, x, y;
    bool failed; /* memory ran short: what is missing is not drawn */
};

void path_free(struct path *path); /* NULL-safe */

/* An empty outline, in plain pixels. */
void path_begin(struct path *path);

/* Points that follow are scaled, then turned clockwise by turn (radians) about (x, y). */
void path_place(struct path *path, float x, float y, float scale_x, float scale_y, float turn);

/* One closed outline: the first point, then lines and Bezier curves from the last one on. */
void path_start(struct path *path, float x, float y);
void path_line(struct path *path, float x, float y);
void path_curve(struct path *path, float ax, float ay, float bx, float by, float x, float y);

/* What it is filled with. From (x0, y0) to (x1, y1); where round is set, x1 is the radius about
 * (x0, y0). In pixels, not placed. */
struct paint {
    uint32_t from, to; /* 0xAARRGGBB, straight alpha; the same twice: one colour */
    bool round;
    float x0, y0, x1, y1;
};

static inline struct paint paint_flat(uint32_t color)
{
    return (struct paint){.from = color, .to = color};
}

/* Closes the outline and fills it, over what is there. The outline is used up. */
void path_fill(struct path *path, struct canvas *canvas, struct paint paint);

/* A colour between two, share 0..1, alpha too. */
uint32_t color_between(uint32_t from, uint32_t to, float share);

#endif
