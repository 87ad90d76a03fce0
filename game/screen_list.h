/* Rows one below the other, one of them chosen: big enough for a controller, a remote or a gesture.
 * The chosen one has another ground, a frame and a bold name, so it shows without colour. */
#ifndef UNGUARD_SCREEN_LIST_H
#define UNGUARD_SCREEN_LIST_H

#include "screen_parts.h"

#define LIST_MAX_ROWS 16

struct list_row {
    const char *name;
    const char *value; /* at the right, or below where the list has one column; NULL: none */
};

/* In box, each row as high as there is room for, at most most_px. Uses LAYER_CARD. */
void list_draw(struct draw *draw, const struct layout *layout, struct rect box,
               const struct list_row *rows, int count, int chosen, float most_px);

/* The choice after a key: up and down, left and right walk, and stay at the ends. */
int list_walk(int chosen, int count, enum screen_key key);

#endif
