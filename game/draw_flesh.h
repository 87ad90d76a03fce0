/* Rounded bodies in space, seen without perspective: chains of ellipsoids, each pair wrapped in the
 * hull of its two outlines. What limbs, trunks and heads are made of. */
#ifndef UNGUARD_DRAW_FLESH_H
#define UNGUARD_DRAW_FLESH_H

#include "draw_path.h"

/* x to the right and y down in pixels, z in the same unit, away from the eye. */
struct spot3 {
    float x, y, z;
};

/* An ellipsoid by its middle and three half axes at right angles; a sphere where they are alike. */
struct blob {
    struct spot3 at, axis[3]; /* pixels */
};

struct blob blob_ball(struct spot3 at, float radius);

/* Chains that are filled together have no seam. Zero is a valid, empty one. */
#define FLESH_MAX_BLOBS 112

struct flesh {
    struct blob blob[FLESH_MAX_BLOBS];
    bool joined[FLESH_MAX_BLOBS]; /* to the blob before it */
    int count;
};

void flesh_begin(struct flesh *flesh, struct blob blob); /* a new chain of the same flesh */
void flesh_go_on(struct flesh *flesh, struct blob blob); /* the next one of the chain */

/* A limb from one point to another: count radii at equal distances, 2 or more. Goes on with the
 * chain where there is one that ends there. */
void flesh_limb(struct flesh *flesh, struct spot3 from, struct spot3 to, const float *radius,
                int count, bool goes_on);

/* Fills all of it, each blob grown by grow pixels. */
void flesh_fill(const struct flesh *flesh, struct canvas *canvas, struct path *path, float grow,
                struct paint paint);

#endif
