/* Gestures as small pictures: a figure seen from behind, so that its left is the reader's. */
#ifndef UNGUARD_DRAW_GESTURE_H
#define UNGUARD_DRAW_GESTURE_H

#include "draw_canvas.h"
#include "gesture.h"

/* Inside the circle of radius r around x, y (pixels). */
void gesture_draw(struct canvas *canvas, enum gesture gesture, float x, float y, float r,
                  uint32_t color, uint32_t accent);

#endif
