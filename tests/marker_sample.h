/* Pictures of tags drawn from first principles: a square in space, seen by a pinhole camera, each
 * pixel the mean of 5 x 5 looks. It shares with the program only which cells are white. */
#ifndef UNGUARD_TESTS_MARKER_SAMPLE_H
#define UNGUARD_TESTS_MARKER_SAMPLE_H

#include "vision/markers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DRAWN_CELLS  (CV_MARKER_CELLS * CV_MARKER_CELLS)
#define DRAWN_FOCAL  1000.0f /* pixels: 1280 wide, 65 degrees */
#define DRAWN_PAPER  225     /* brightness of paper and ink under a lamp */
#define DRAWN_INK    35
#define DRAWN_MARGIN 0.09f /* white edge in sides: 5.5 mm of 60 */

struct drawn_tag {
    int id;
    float x_px, y_px; /* of its middle */
    float side_px;    /* when seen straight on */
    float spin_rad;   /* about the line of sight */
    float tilt_rad;   /* out of the picture plane */
    float axis_rad;   /* in that plane, what it is tilted about */
};

/* The benchmark, which has no Criterion, draws too. */
static inline void drawn_must(bool good)
{
    if (!good)
        abort();
}

struct drawn_luck {
    uint64_t state;
};

static inline float drawn_uniform(struct drawn_luck *luck)
{
    luck->state = luck->state * 6364136223846793005ull + 1442695040888963407ull;
    return (float)(luck->state >> 40) / (float)(1 << 24);
}

/* Near enough to normal: the sum of twelve. */
static inline float drawn_normal(struct drawn_luck *luck)
{
    float sum = -6;
    for (int i = 0; i < 12; i++)
        sum += drawn_uniform(luck);
    return sum;
}

/* Columns of the turned square's plane: from (x, y) in sides to the camera's X, Y, Z. */
static inline void drawn_turn(const struct drawn_tag *tag, float plane[3][2])
{
    float c = cosf(tag->spin_rad), s = sinf(tag->spin_rad);
    float ux = cosf(tag->axis_rad), uy = sinf(tag->axis_rad);
    float k = 1 - cosf(tag->tilt_rad), st = sinf(tag->tilt_rad), ct = cosf(tag->tilt_rad);
    const float turn[3][2] = {
        {ct + ux * ux * k, ux * uy * k}, {ux * uy * k, ct + uy * uy * k}, {-uy * st, ux * st}};
    for (int row = 0; row < 3; row++) {
        plane[row][0] = turn[row][0] * c + turn[row][1] * s;
        plane[row][1] = -turn[row][0] * s + turn[row][1] * c;
    }
}

/* Brightness of the tag at a point of the picture; -1 beside it. */
static inline float drawn_look(float plane[3][2], float z, const bool *white, float dx, float dy)
{
    /* f (P x) - d (Q x + z) = 0 in both directions, for x = (u, v). */
    float a = DRAWN_FOCAL * plane[0][0] - dx * plane[2][0];
    float b = DRAWN_FOCAL * plane[0][1] - dx * plane[2][1];
    float c = DRAWN_FOCAL * plane[1][0] - dy * plane[2][0];
    float d = DRAWN_FOCAL * plane[1][1] - dy * plane[2][1];
    float area = a * d - b * c;
    float u = (d * dx * z - b * dy * z) / area, v = (a * dy * z - c * dx * z) / area;
    if (!(fabsf(u) <= 0.5f + DRAWN_MARGIN && fabsf(v) <= 0.5f + DRAWN_MARGIN))
        return -1;
    if (fabsf(u) >= 0.5f || fabsf(v) >= 0.5f)
        return DRAWN_PAPER;
    int column = (int)((u + 0.5f) * CV_MARKER_CELLS), row = (int)((v + 0.5f) * CV_MARKER_CELLS);
    const int last = CV_MARKER_CELLS - 1; /* just inside the edge rounds to it */
    column = clamp_int(column, 0, last);
    row = clamp_int(row, 0, last);
    return white[row * CV_MARKER_CELLS + column] ? DRAWN_PAPER : DRAWN_INK;
}

static inline void drawn_cells(const struct drawn_tag *tag, const bool *white, struct image *into)
{
    const int looks = 5, reach = (int)(tag->side_px * 0.95f) + 2;
    float plane[3][2], z = DRAWN_FOCAL / tag->side_px;
    drawn_turn(tag, plane);
    for (int y = (int)tag->y_px - reach; y <= (int)tag->y_px + reach; y++)
        for (int x = (int)tag->x_px - reach; x <= (int)tag->x_px + reach; x++) {
            if (x < 0 || y < 0 || x >= into->width_px || y >= into->height_px)
                continue;
            unsigned char *px = into->bgr + (size_t)y * (size_t)into->stride_bytes + 3 * (size_t)x;
            float sum = 0;
            for (int i = 0; i < looks * looks; i++) {
                float dx = (float)x + ((float)(i % looks) + 0.5f) / (float)looks - tag->x_px;
                float dy = (float)y + ((float)(i / looks) + 0.5f) / (float)looks - tag->y_px;
                float look = drawn_look(plane, z, white, dx, dy);
                sum += look < 0 ? (float)px[0] : look;
            }
            memset(px, (int)lroundf(sum / (float)(looks * looks)), 3);
        }
}

static inline void drawn_tag(const struct drawn_tag *tag, struct image *into)
{
    bool white[DRAWN_CELLS];
    drawn_must(cv_marker_draw(tag->id, white, NULL));
    drawn_cells(tag, white, into);
}

/* A wall with soft patches, as out of focus as a room behind a person. */
static inline struct image drawn_room(int width_px, int height_px, struct drawn_luck *luck)
{
    struct image image = {0};
    float phase[4];
    drawn_must(image_resize(&image, width_px, height_px, NULL));
    for (int i = 0; i < 4; i++)
        phase[i] = 6.28f * drawn_uniform(luck);
    for (int y = 0; y < height_px; y++)
        for (int x = 0; x < width_px; x++) {
            float level =
                120 + 30 * sinf((float)x / 61 + phase[0]) * sinf((float)y / 47 + phase[1]) +
                25 * sinf((float)(x + y) / 23 + phase[2]) * sinf((float)y / 29 + phase[3]);
            memset(image.bgr + (size_t)y * (size_t)image.stride_bytes + 3 * (size_t)x,
                   (int)lroundf(level), 3);
        }
    return image;
}

/* Out of focus by a Gaussian of this deviation (0: sharp), then noisy. */
static inline void drawn_camera(struct image *image, float blur_px, float noise,
                                struct drawn_luck *luck)
{
    const int width = image->width_px, height = image->height_px;
    const int reach = (int)ceilf(3 * blur_px);
    float weight[64], total = 0;
    float *from = malloc(sizeof(float) * (size_t)(width * height));
    float *half = malloc(sizeof(float) * (size_t)(width * height));
    drawn_must(from && half && reach < 32);
    for (int i = -reach; i <= reach; i++)
        total += weight[i + reach] =
            blur_px > 0 ? expf(-(float)(i * i) / (2 * blur_px * blur_px)) : 1;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            from[y * width + x] =
                image->bgr[(size_t)y * (size_t)image->stride_bytes + 3 * (size_t)x];
    for (int pass = 0; pass < 2; pass++) {
        const float *source = pass == 0 ? from : half;
        float *target = pass == 0 ? half : from;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int i = -reach; i <= reach; i++) {
                    int sx = clamp_int(pass == 0 ? x + i : x, 0, width - 1);
                    int sy = clamp_int(pass == 0 ? y : y + i, 0, height - 1);
                    sum += weight[i + reach] * source[sy * width + sx];
                }
                target[y * width + x] = sum / total;
            }
    }
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            float level = from[y * width + x] + (noise > 0 ? noise * drawn_normal(luck) : 0);
            memset(image->bgr + (size_t)y * (size_t)image->stride_bytes + 3 * (size_t)x,
                   (int)lroundf(clamp_float(level, 0, 255)), 3);
        }
    free(from);
    free(half);
}

/* How far the joint lies from where the tag was drawn, pixels; -1: not seen. */
static inline float drawn_error(const struct pose *pose, const struct drawn_tag *tag, int height_px)
{
    const struct landmark *joint = &pose->joint[markers_joint(tag->id)];
    if (!(joint->confidence > 0))
        return -1;
    return hypotf(joint->x * (float)height_px - tag->x_px, joint->y * (float)height_px - tag->y_px);
}

#endif
