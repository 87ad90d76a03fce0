/* A picture in memory, as cameras and OpenCV give it: blue, green, red, eight bits each. */
#ifndef UNGUARD_VISION_IMAGE_H
#define UNGUARD_VISION_IMAGE_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Zero-initialised is a valid, empty picture. The pixels belong to the struct; free them with
 * image_free. A picture is reused for picture after picture without allocating again. */
struct image {
    int width_px, height_px;
    int stride_bytes;   /* from one row to the next; at least 3 x width */
    size_t capacity;    /* bytes owned behind bgr */
    unsigned char *bgr; /* row by row from the top left */
};

#define IMAGE_MAX_PX 16384 /* a side longer than this is a damaged file, not a camera */

/* Gives image this size, keeping the memory when it is large enough; what it shows is undefined.
 * Fails for a size below 1 or above IMAGE_MAX_PX and when memory is short. */
bool image_resize(struct image *image, int width_px, int height_px, struct error *err);

/* Makes to show what from shows. Fails as image_resize does. */
bool image_copy(struct image *to, const struct image *from, struct error *err);

void image_swap(struct image *a, struct image *b);

/* NULL-safe; leaves an empty picture. */
void image_free(struct image *image);

#ifdef __cplusplus
}
#endif
#endif
