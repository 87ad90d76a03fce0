/* From joints to the ellipsoids that a body is drawn of. Picture pixels: x right, y down, z away
 * from the camera, orthographic. */
#ifndef UNGUARD_VISION_RENDERED_BODY_H
#define UNGUARD_VISION_RENDERED_BODY_H

#include "vision/rendered.h"
#include "vision/rendered_look.h"

struct vec {
    float x, y, z;
};

static inline struct vec vec_add(struct vec a, struct vec b, float by) /* a + by b */
{
    return (struct vec){a.x + by * b.x, a.y + by * b.y, a.z + by * b.z};
}

static inline float vec_dot(struct vec a, struct vec b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

struct vec vec_cross(struct vec a, struct vec b);
struct vec vec_unit(struct vec a); /* of a vector of no length: (0, -1, 0) */

/* An ellipsoid: points p with (p - at)' m (p - at) = 1, m symmetric: xx xy xz yy yz zz. */
struct blob {
    struct vec at;
    float m[6];
    float half_x_px, half_y_px; /* of the box around its outline */
    struct vec along;           /* unit; of the limb it is part of */
    struct vec outer;           /* unit; the outside of that limb, for folds and stripes */
    float cap;                  /* 0..1: how round it looks along the limb; 0 inside a limb */
    float taper;                /* how fast the limb grows along it */
    float length_px;            /* from the limb's start, so that folds stay on the cloth */
    float crease;               /* 0..1: folds are deep here */
    uint8_t material;           /* enum material */
    uint8_t person;             /* whose look */
};

#define RENDERED_BLOBS 512 /* of one person; some 250 are needed */

struct figure {
    int count;
    float metre_px; /* of this body, in pixels */
    struct blob blob[RENDERED_BLOBS];
};

/* Empties figure and fills it; height_px is the picture's. */
void rendered_body(const struct rendered_person *person, const struct person_look *look,
                   int height_px, uint8_t index, struct figure *figure);

#endif
