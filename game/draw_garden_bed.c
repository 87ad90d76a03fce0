#include "draw_garden_bed.h"

#include <math.h>
#include <stdlib.h>

#define LONG_AGO (-1e6)

/* A picture of beds being laid out. */
struct plot {
    const struct garden_scene *scene;
    float height; /* of the canvas */
    float tall;   /* of a plant in the very front, pixels */
    struct bed_plant *plant;
    int count;
};

static enum plant flower_of(const struct garden *garden, int32_t bed)
{
    return (enum plant)((garden->seed % PLANT_BED_COUNT + (uint64_t)garden->bed[bed].step) %
                        PLANT_BED_COUNT);
}

/* The share of the room's width that is this bed's; neighbours reach into each other a little. */
static void bed_span(const struct plot *plot, int32_t bed, float *from, float *to)
{
    if (plot->scene->bed != GARDEN_WHOLE) {
        *from = 0;
        *to = 1;
        return;
    }
    float each = 1 / (float)plot->scene->garden->bed_count;
    *from = clamp_float(each * ((float)bed - 0.25f), 0, 1);
    *to = clamp_float(each * ((float)bed + 1.25f), 0, 1);
}

static void add(struct plot *plot, int32_t bed, enum garden_salt salt, int32_t index,
                struct plant_look look, float size, double at_s)
{
    if (plot->count == BED_MAX_PLANTS) {
        return;
    }
    const struct garden_scene *scene = plot->scene;
    struct garden_spot spot = garden_spot(scene->garden->seed, bed, salt, index);
    float from, to;
    bed_span(plot, bed, &from, &to);
    float depth = spot.depth;
    float share = from + (to - from) * spot.x;
    float y = roundf(scene->room.y + depth * scene->room.h);
    float height = size * plot->tall * (0.62f + 0.38f * depth);
    if (scene->bed != GARDEN_WHOLE) { /* what is above the room is for words */
        height = fminf(height, 1.1f * (y - scene->room.y + BED_ABOVE * plot->height));
    }
    look.tint = clamp_int((int)(spot.chance * PLANT_TINTS), 0, PLANT_TINTS - 1);
    look.grown = 1;
    plot->plant[plot->count++] =
        (struct bed_plant){.look = look,
                           .x = roundf(scene->room.x + share * scene->room.w),
                           .y = y,
                           .height = height,
                           .at_s = at_s,
                           .phase = spot.chance};
}

static void add_bed(struct plot *plot, int32_t bed)
{
    const struct garden_bed *own = &plot->scene->garden->bed[bed];
    int32_t waiting = clamp_int(own->wanted - own->flowers, 0, 40);
    for (int32_t i = 0; i < waiting; i++) { /* where a flower would be there is grass */
        add(plot, bed, GARDEN_FLOWER, own->flowers + i, (struct plant_look){.plant = PLANT_GRASS},
            0.34f, LONG_AGO);
    }
    for (int32_t i = 0; i < clamp_int(own->heeded, 0, 12); i++) {
        add(plot, bed, GARDEN_HEEDED, i, (struct plant_look){PLANT_SNOWDROP, 0, 1, 0, 1}, 0.72f,
            LONG_AGO);
    }
    for (int32_t i = 0; i < clamp_int(own->told, 0, 8); i++) {
        add(plot, bed, GARDEN_TOLD, i, (struct plant_look){PLANT_LAVENDER, 0, 1, 0, 1}, 0.92f,
            LONG_AGO);
    }
}

static int by_depth(const void *a, const void *b)
{
    const struct bed_plant *p = a, *q = b;
    if (p->y != q->y) {
        return p->y < q->y ? -1 : 1;
    }
    return p->x < q->x ? -1 : p->x > q->x;
}

/* Many plants are smaller ones. */
static float tall_of(const struct garden_scene *scene, float height)
{
    int32_t count = scene->garden->flower_count;
    if (scene->bed != GARDEN_WHOLE) {
        count = scene->garden->bed[scene->bed].wanted;
        return height * (count <= 10 ? 0.215f : count <= 24 ? 0.19f : 0.16f);
    }
    return height * (count <= 40 ? 0.155f : count <= 120 ? 0.135f : 0.115f);
}

int bed_list(const struct garden_scene *scene, int height, struct bed_plant plant[BED_MAX_PLANTS])
{
    const struct garden *garden = scene->garden;
    if (!garden || garden->bed_count == 0) {
        return 0;
    }
    struct plot plot = {.scene = scene, .height = (float)height, .plant = plant};
    plot.tall = tall_of(scene, (float)height);
    for (int32_t i = 0; i < garden->flower_count; i++) {
        const struct garden_flower *flower = &garden->flower[i];
        if (scene->bed == GARDEN_WHOLE || scene->bed == flower->bed) {
            add(&plot, flower->bed, GARDEN_FLOWER, flower->index,
                (struct plant_look){.plant = flower_of(garden, flower->bed), .open = flower->open},
                1, flower->at_s);
        }
    }
    for (int32_t bed = 0; bed < garden->bed_count; bed++) {
        if (scene->bed == GARDEN_WHOLE || scene->bed == bed) {
            add_bed(&plot, bed);
        }
    }
    qsort(plant, (size_t)plot.count, sizeof *plant, by_depth);
    return plot.count;
}
