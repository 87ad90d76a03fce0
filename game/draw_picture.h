/* A camera picture onto a canvas: scaled once, mirrored if wanted. */
#ifndef UNGUARD_DRAW_PICTURE_H
#define UNGUARD_DRAW_PICTURE_H

#include "draw_canvas.h"
#include "vision/image.h"

/* Tables of one scaling, kept from picture to picture. Zero is a valid start. */
struct picture_scaler {
    int from_width, to_width;
    bool mirrored;
    int room;           /* entries owned */
    int *at;            /* byte offset of the left one of two source pixels */
    int *share;         /* 0..256 of the right one */
    int row_room;       /* entries owned */
    unsigned char *row; /* a source row blended from two, and a pixel beyond it */
};

void picture_scaler_free(struct picture_scaler *scaler); /* NULL-safe */

/* The largest rectangle of the picture's shape inside `within`, centred, whole pixels. */
struct rect picture_fit(struct rect within, float aspect);

/* Fills the whole-pixel rectangle of the canvas, linear in both directions. False when memory is
 * short or the picture is empty. */
bool picture_draw(struct picture_scaler *scaler, struct canvas *canvas, struct rect where,
                  const struct image *picture, bool mirrored);

#endif
