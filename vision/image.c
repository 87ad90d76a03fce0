#include "vision/image.h"

#include <stdlib.h>
#include <string.h>

bool image_resize(struct image *image, int width_px, int height_px, struct error *err)
{
    if (width_px < 1 || height_px < 1 || width_px > IMAGE_MAX_PX || height_px > IMAGE_MAX_PX)
        return error_set(err,
                         "a picture of %d x %d pixels can't be used; a side has 1 to %d pixels",
                         width_px, height_px, IMAGE_MAX_PX);
    size_t stride = (size_t)width_px * 3;
    size_t size = stride * (size_t)height_px;
    if (size > image->capacity) {
        unsigned char *bytes = malloc(size);
        if (!bytes)
            return error_set(err, "no memory for a picture of %d x %d pixels; close other programs",
                             width_px, height_px);
        free(image->bgr);
        image->bgr = bytes;
        image->capacity = size;
    }
    image->width_px = width_px;
    image->height_px = height_px;
    image->stride_bytes = (int)stride;
    return true;
}

bool image_copy(struct image *to, const struct image *from, struct error *err)
{
    if (!image_resize(to, from->width_px, from->height_px, err))
        return false;
    for (int y = 0; y < from->height_px; y++)
        memcpy(to->bgr + (size_t)y * (size_t)to->stride_bytes,
               from->bgr + (size_t)y * (size_t)from->stride_bytes, (size_t)from->width_px * 3);
    return true;
}

void image_swap(struct image *a, struct image *b)
{
    struct image kept = *a;
    *a = *b;
    *b = kept;
}

void image_free(struct image *image)
{
    if (!image)
        return;
    free(image->bgr);
    *image = (struct image){0};
}
