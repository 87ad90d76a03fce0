/* The day's garden as the ground of every screen: sky and light, the land, the beds, and cards of
 * glass for words. Land and beds are painted once; sky, sun and light are put to them row by row,
 * a few rows a frame while the light changes; the nearest plants sway as small textures. */
#ifndef UNGUARD_DRAW_GARDEN_H
#define UNGUARD_DRAW_GARDEN_H

#include "draw.h"
#include "garden.h"

#define GARDEN_WHOLE (-1)

struct garden_scene {
    const struct garden *garden; /* borrowed; NULL: the land alone */
    int32_t bed;                 /* GARDEN_WHOLE, or one bed, which then fills `room` */
    struct rect room;            /* pixels */
    float light;                 /* 0..1: as garden_light */
    double clock_s;              /* of the display, for what sways */
    double now_s;                /* of the session, for what opens */
};

/* The whole window: sky, land and cards. Comes first in a frame. */
void garden_draw_ground(struct draw *draw, const struct garden_scene *scene,
                        const struct rect *cards, int count, float radius);

/* The plants that sway, over the ground. */
void garden_draw_plants(struct draw *draw, const struct garden_scene *scene);

/* A garden onto a canvas of its own, all of it and at rest: a picture in a gallery, or, where
 * garden is NULL, a place to stand in. */
void garden_paint(struct canvas *canvas, const struct palette *palette, const struct garden *garden,
                  float light);

/* Where the whole garden lies on a canvas of this size. */
struct rect garden_room(float width, float height);

/* Which bed is at hand; GARDEN_WHOLE: none. */
int32_t garden_bed_of(const struct garden *garden, int32_t step, enum body_side side);

void garden_art_free(struct garden_art *art); /* NULL-safe */

/* The lightest and the darkest that the ground may be below a card, 0xffRRGGBB: for those who check
 * contrast. */
uint32_t garden_lightest(void);
uint32_t garden_darkest(void);

#endif
