/* What the garden is painted of: the land, which stands still, and plants. For draw_garden.c and
 * draw_garden_small.c. Everything is painted in full light; what hour it is, the compositor knows.
 */
#ifndef UNGUARD_DRAW_GARDEN_PAINT_H
#define UNGUARD_DRAW_GARDEN_PAINT_H

#include "draw_path.h"

/* Where the land lies, as shares of the canvas's height. */
#define LAND_HORIZON 0.60f  /* above it there is only sky */
#define LAND_MEADOW  0.76f  /* where beds begin */
#define LAND_FRONT   0.965f /* and end */
#define LAND_TREE_X  0.165f /* share of the width */
#define LAND_SUN_X   0.825f

/* Hills, meadow, water, a path and a tree, onto a see-through canvas; the sky stays see-through.
 * bloom 0..1: how much of the tree is in blossom. */
void land_paint(struct canvas *canvas, struct path *path, float bloom);

/* Only a line where the land begins: for high contrast. */
void land_paint_line(struct canvas *canvas, uint32_t color);

enum plant {
    PLANT_POPPY,
    PLANT_DAISY,
    PLANT_TULIP,
    PLANT_COSMOS,
    PLANT_BELL, /* beds take turns with these */
    PLANT_BED_COUNT,
    PLANT_SNOWDROP = PLANT_BED_COUNT, /* a limit was heeded */
    PLANT_LAVENDER,                   /* pain was told */
    PLANT_GRASS,
    PLANT_COUNT
};

#define PLANT_TINTS 3

struct plant_look {
    enum plant plant;
    int tint;    /* 0..PLANT_TINTS - 1 */
    float open;  /* 0 bud .. 1 */
    float bend;  /* of the stem, -1..1: how far the wind leans it to the right */
    float grown; /* 0..1 of its height */
};

/* Its foot at (x, y), height pixels tall when grown; it stays within 0.5 of its height to either
 * side. */
void plant_paint(struct canvas *canvas, struct path *path, const struct plant_look *look, float x,
                 float y, float height);

/* Chance that is always the same: 0..1 of seed and two numbers. */
float chance_of(uint32_t seed, int a, int b);

#endif
