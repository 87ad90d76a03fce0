/* Pictures for the tracker's tests: drawn rooms, and scenes composed from photographs of the folder
 * of test data beside the checkout. Each test is a program of its own, so all of it is static
 * inline. */
#ifndef UNGUARD_TESTS_PHOTO_SAMPLE_H
#define UNGUARD_TESTS_PHOTO_SAMPLE_H

#include "vision/cv.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PHOTO_TAR     UNGUARD_SOURCE_DIR "/../shared/data/pose_images/exercise_train.tar"
#define PHOTO_BUILTIN UNGUARD_SOURCE_DIR "/assets/models/unguard_pose.onnx"
#define PHOTO_OTHER   UNGUARD_SOURCE_DIR "/../shared/models/pose_landmark_lite.onnx"

#define PHOTO_SIDE 256

static inline bool photo_there(void)
{
    struct stat status;
    if (stat(PHOTO_TAR, &status) == 0)
        return true;
    cr_log_warn("skipped: no test data beside the checkout (" PHOTO_TAR ")");
    return false;
}

/* The photograph of that number, PHOTO_SIDE pixels a side. */
static inline void photo_load(int number, struct image *into)
{
    char wanted[32], head[512];
    struct error err = {{0}};
    FILE *file = fopen(PHOTO_TAR, "rb");
    snprintf(wanted, sizeof wanted, "exercise_%05d.jpg", number);
    cr_assert(file);
    while (fread(head, 1, sizeof head, file) == sizeof head && head[0] != '\0') {
        char name[101] = "", digits[13] = "";
        memcpy(name, head, 100);
        memcpy(digits, head + 124, 12);
        size_t size = strtoul(digits, NULL, 8);
        if (strstr(name, wanted) == NULL) {
            fseek(file, (long)((size + 511) / 512 * 512), SEEK_CUR);
            continue;
        }
        unsigned char *bytes = malloc(size);
        cr_assert(bytes && fread(bytes, 1, size, file) == size);
        cr_assert(cv_image_decode(name, bytes, size, into, &err), "%s", err.text);
        cr_assert(into->width_px == PHOTO_SIDE && into->height_px == PHOTO_SIDE);
        free(bytes);
        fclose(file);
        return;
    }
    cr_assert_fail("%s is not in " PHOTO_TAR, wanted);
}

static inline struct image picture_make(int width, int height)
{
    struct image image = {0};
    cr_assert(image_resize(&image, width, height, NULL));
    memset(image.bgr, 0, (size_t)image.stride_bytes * (size_t)height);
    return image;
}

static inline unsigned char *picture_at(const struct image *image, int x, int y)
{
    return image->bgr + (size_t)y * (size_t)image->stride_bytes + 3 * (size_t)x;
}

/* The room without the person: columns from..to show their neighbours' mirror image instead. */
static inline void photo_empty(struct image *photo, int from, int to)
{
    for (int y = 0; y < photo->height_px; y++)
        for (int x = from; x < to; x++) {
            int other = x - from < to - x ? 2 * from - x - 1 : 2 * to - x;
            other = other < 0 ? 0 : other >= photo->width_px ? photo->width_px - 1 : other;
            memcpy(picture_at(photo, x, y), picture_at(photo, other, y), 3);
        }
}

/* Puts the photograph scaled into the picture, its top left corner at x, y. */
static inline void photo_paste(struct image *picture, const struct image *photo, double scale,
                               int left, int top)
{
    int side = (int)(PHOTO_SIDE * scale);
    struct image scaled = picture_make(side, side);
    const double back[6] = {1 / scale, 0, 0, 0, 1 / scale, 0};
    cr_assert(cv_image_warp(photo, back, &scaled, NULL));
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
            if (left + x >= 0 && left + x < picture->width_px && top + y >= 0 &&
                top + y < picture->height_px)
                memcpy(picture_at(picture, left + x, top + y), picture_at(&scaled, x, y), 3);
    image_free(&scaled);
}

static inline void picture_box(struct image *picture, int left, int top, int width, int height,
                               const int color[3])
{
    for (int y = top; y < top + height && y < picture->height_px; y++)
        for (int x = left; x < left + width && x < picture->width_px; x++)
            for (int i = 0; i < 3; i++)
                picture_at(picture, x, y)[i] = (unsigned char)color[i];
}

/* A wall in the light of a window at the left, a floor, a shelf, a rug. */
static inline void picture_room(struct image *picture)
{
    int width = picture->width_px, height = picture->height_px;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            int wall = 190 - 80 * x / width, floor = 90 + 40 * y / height;
            int light = y < height * 2 / 3 ? wall : floor;
            unsigned char *pixel = picture_at(picture, x, y);
            pixel[0] = (unsigned char)(light * 9 / 10);
            pixel[1] = (unsigned char)(light * 19 / 20);
            pixel[2] = (unsigned char)light;
        }
    picture_box(picture, width * 7 / 10, height / 4, width / 5, height / 2, (int[]){40, 60, 90});
    picture_box(picture, width / 5, height * 4 / 5, width / 2, height / 8, (int[]){120, 60, 50});
}

/* A camera's noise, another one for each frame, and its light in parts of what it was. */
static inline void picture_shoot(const struct image *scene, double light, int noise, int frame,
                                 struct image *into)
{
    uint64_t state = 88172645463325252ull + (uint64_t)frame * 7919;
    cr_assert(image_copy(into, scene, NULL));
    for (int y = 0; y < into->height_px; y++)
        for (int x = 0; x < 3 * into->width_px; x++) {
            state ^= state << 13, state ^= state >> 7, state ^= state << 17;
            unsigned char *value = into->bgr + (size_t)y * (size_t)into->stride_bytes + x;
            int shot =
                (int)(*value * light) + (int)((state >> 33) % (uint64_t)(2 * noise + 1)) - noise;
            *value = (unsigned char)(shot < 0 ? 0 : shot > 255 ? 255 : shot);
        }
}

#endif
