#include "draw_picture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void picture_scaler_free(struct picture_scaler *scaler)
{
    if (scaler) {
        free(scaler->at);
        free(scaler->share);
        free(scaler->row);
        memset(scaler, 0, sizeof *scaler);
    }
}

struct rect picture_fit(struct rect within, float aspect)
{
    float w = within.w, h = within.w / aspect;
    if (h > within.h) {
        h = within.h;
        w = h * aspect;
    }
    /* a sliver of ground at the edge would look like a fault */
    w = within.w - w < 3 ? within.w : w;
    h = within.h - h < 3 ? within.h : h;
    return (struct rect){floorf(within.x + (within.w - w) / 2),
                         floorf(within.y + (within.h - h) / 2), floorf(w), floorf(h)};
}

static bool grow(void **memory, int *room, int need, size_t size)
{
    if (need <= *room) {
        return true;
    }
    void *larger = realloc(*memory, (size_t)need * size);
    if (larger) {
        *memory = larger;
        *room = need;
    }
    return larger != NULL;
}

static bool prepare(struct picture_scaler *scaler, int from, int to, bool mirrored)
{
    void *row = scaler->row;
    bool good = grow(&row, &scaler->row_room, 3 * from + 4, sizeof *scaler->row);
    scaler->row = row;
    if (!good) {
        return false;
    }
    if (scaler->from_width == from && scaler->to_width == to && scaler->mirrored == mirrored) {
        return true;
    }
    void *at = scaler->at, *share = scaler->share;
    int room = scaler->room;
    good = grow(&at, &room, to, sizeof *scaler->at);
    good = grow(&share, &scaler->room, to, sizeof *scaler->share) && good;
    scaler->at = at;
    scaler->share = share;
    scaler->from_width = 0;
    if (!good) {
        return false;
    }
    for (int x = 0; x < to; x++) {
        double place = ((double)x + 0.5) * from / to - 0.5;
        place = place < 0 ? 0 : place > from - 1 ? from - 1 : place;
        int left = (int)place < from - 1 ? (int)place : from - 2;
        left = left < 0 ? 0 : left;
        int slot = mirrored ? to - 1 - x : x;
        scaler->at[slot] = 3 * left;
        scaler->share[slot] = (int)((place - left) * 256);
    }
    scaler->from_width = from;
    scaler->to_width = to;
    scaler->mirrored = mirrored;
    return true;
}

#define BLOCK 32 /* bytes at a time: a loop of known length becomes vectors even at -O2 */

/* Two source rows into one. */
static void blend_rows(unsigned char *restrict out, const unsigned char *restrict upper,
                       const unsigned char *restrict lower, unsigned share, int count)
{
    const uint16_t down = (uint16_t)share, up = (uint16_t)(256 - share);
    int i = 0;
    for (; i + BLOCK <= count; i += BLOCK) {
        for (int j = 0; j < BLOCK; j++) {
            out[i + j] = (unsigned char)((uint16_t)(upper[i + j] * up + lower[i + j] * down) >> 8);
        }
    }
    for (; i < count; i++) {
        out[i] = (unsigned char)((uint16_t)(upper[i] * up + lower[i] * down) >> 8);
    }
}

/* Blue, green, red from the lowest byte up; the fourth byte is the neighbour's. */
static inline uint32_t load_px(const unsigned char *bgr)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint32_t px;
    memcpy(&px, bgr, sizeof px);
    return px;
#else
    return bgr[0] | (uint32_t)bgr[1] << 8 | (uint32_t)bgr[2] << 16;
#endif
}

static void scale_row(const struct picture_scaler *scaler, uint32_t *restrict out)
{
    const unsigned char *row = scaler->row;
    for (int x = 0; x < scaler->to_width; x++) {
        uint32_t a = load_px(row + scaler->at[x]), b = load_px(row + scaler->at[x] + 3);
        uint32_t right = (uint32_t)scaler->share[x], left = 256 - right;
        uint32_t rb = (a & 0xff00ffu) * left + (b & 0xff00ffu) * right;
        uint32_t g = (a & 0x00ff00u) * left + (b & 0x00ff00u) * right;
        out[x] = 0xff000000u | (rb >> 8 & 0xff00ffu) | (g >> 8 & 0x00ff00u);
    }
}

bool picture_draw(struct picture_scaler *scaler, struct canvas *canvas, struct rect where,
                  const struct image *picture, bool mirrored)
{
    int x0 = (int)where.x, y0 = (int)where.y, w = (int)where.w, h = (int)where.h;
    if (!picture->bgr || picture->width_px < 1 || picture->height_px < 1 || w < 1 || h < 1 ||
        x0 < 0 || y0 < 0 || x0 + w > canvas->width || y0 + h > canvas->height ||
        !prepare(scaler, picture->width_px, w, mirrored)) {
        return false;
    }
    int from = picture->height_px, bytes = 3 * picture->width_px;
    for (int y = 0; y < h; y++) {
        double place = ((double)y + 0.5) * from / h - 0.5;
        place = place < 0 ? 0 : place > from - 1 ? from - 1 : place;
        int upper = (int)place;
        int lower = upper + 1 < from ? upper + 1 : upper;
        blend_rows(scaler->row, picture->bgr + (size_t)upper * (size_t)picture->stride_bytes,
                   picture->bgr + (size_t)lower * (size_t)picture->stride_bytes,
                   (unsigned)((place - upper) * 256), bytes);
        /* a picture one pixel wide has no right neighbour of its own */
        memcpy(scaler->row + bytes, scaler->row + bytes - 3, 3);
        scale_row(scaler, canvas->px + (size_t)(y0 + y) * (size_t)canvas->width + x0);
    }
    return true;
}
