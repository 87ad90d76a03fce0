/* Small textures of plants, made when first needed, and kept while they are. For draw_garden.c. */
#ifndef UNGUARD_DRAW_GARDEN_SPRITE_H
#define UNGUARD_DRAW_GARDEN_SPRITE_H

#include "draw_garden_paint.h"

#include <SDL.h>

#define SPRITE_ROOM  320
#define SPRITE_BENDS 4 /* steps of a stem's bend to either side */
#define SPRITE_OPENS 8 /* steps from bud to flower */
#define SPRITE_HOURS 6 /* steps of the light */

struct sprite {
    uint64_t key;
    SDL_Texture *texture; /* NULL: free */
    int width, height;    /* pixels */
    int foot_x, foot_y;   /* of the plant's foot, from the texture's top left */
    uint32_t used;        /* frame of the last use */
};

/* Zero is a valid, empty shelf. */
struct sprite_shelf {
    struct sprite sprite[SPRITE_ROOM];
    uint32_t frame;
    int budget; /* sprites that may still be made in this frame */
    struct canvas canvas;
};

void sprite_shelf_free(struct sprite_shelf *shelf);

/* Before a frame: it may make this many. */
void sprite_shelf_begin(struct sprite_shelf *shelf, int budget);

/* The look at the nearest steps of bend, opening and light, for a plant of this height. NULL when
 * it can't be made in this frame. */
const struct sprite *sprite_get(struct sprite_shelf *shelf, SDL_Renderer *renderer,
                                struct path *path, const struct plant_look *look, float height,
                                float light);

#endif
