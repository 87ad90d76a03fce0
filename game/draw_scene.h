/* The grounds: dawn over hills behind the cards, and the calm room behind the figure. */
#ifndef UNGUARD_DRAW_SCENE_H
#define UNGUARD_DRAW_SCENE_H

#include "draw.h"

/* Behind the figure, where there is no camera picture: a mat on the meadow. */
void scene_draw_mat(struct canvas *canvas, const struct palette *palette);

/* Gives a canvas round corners by letting the ground show: `at` is where it lies on the ground. */
void scene_round_corners(struct canvas *canvas, const struct canvas *ground, int at_x, int at_y,
                         float radius);

#endif
