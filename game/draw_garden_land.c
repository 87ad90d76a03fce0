#include "draw_garden_paint.h"

#include <math.h>

float chance_of(uint32_t seed, int a, int b)
{
    uint32_t v = seed * 0x9e3779b9u ^ (uint32_t)a * 0x85ebca6bu ^ (uint32_t)b * 0xc2b2ae35u;
    v ^= v >> 15;
    v *= 0x2c1b3c6du;
    v ^= v >> 12;
    v *= 0x297a2d39u;
    v ^= v >> 15;
    return (float)(v >> 8) / 16777216.0f;
}

/* ---- hills ---- */

struct hill {
    float base, height; /* shares of the height: where the line is, and how far it swings */
    float waves, phase; /* across the width, and where they begin in turns */
    float rough;        /* small waves on it: trees on a far ridge */
    uint32_t top, bottom;
    float depth; /* share of the height over which top becomes bottom */
};

static float hill_line(const struct hill *hill, float x, float height)
{
    float t = (x * hill->waves + hill->phase) * 6.2831853f;
    float line = 0.55f * sinf(t) + 0.3f * sinf(2.1f * t + 1.3f) + 0.15f * sinf(4.7f * t + 0.4f);
    float rough = sinf(x * 143) + sinf(x * 271 + 1) + sinf(x * 419 + 2);
    return height * (hill->base + hill->height * line + hill->rough * rough);
}

static void paint_hill(struct canvas *canvas, struct path *path, const struct hill *hill)
{
    float w = (float)canvas->width, h = (float)canvas->height;
    float step = fmaxf(2, w / 640);
    path_begin(path);
    path_start(path, 0, h);
    for (float x = 0; x <= w + step; x += step) {
        path_line(path, x, hill_line(hill, x / w, h));
    }
    path_line(path, w + step, h);
    float top = (hill->base - hill->height) * h;
    path_fill(path, canvas,
              (struct paint){
                  .from = hill->top, .to = hill->bottom, .y0 = top, .y1 = top + hill->depth * h});
}

/* ---- what stands on them ---- */

static void paint_blob(struct canvas *canvas, float x, float y, float r, uint32_t lit,
                       uint32_t shade, uint32_t seed)
{
    canvas_disc(canvas, x, y, r, shade);
    for (int i = 0; i < 26; i++) {
        float turn = 6.2831853f * chance_of(seed, i, 0), far = r * sqrtf(chance_of(seed, i, 1));
        float dx = far * cosf(turn), dy = far * sinf(turn);
        float light = clamp_float(0.5f + 0.45f * (dx - dy) / r, 0, 1);
        canvas_disc(canvas, x + dx, y + dy, r * (0.16f + 0.2f * chance_of(seed, i, 2)),
                    color_between(shade, lit, light));
    }
}

/* Small round trees and slim ones along a hill's line. */
static void paint_wood(struct canvas *canvas, const struct hill *hill, float from, float to,
                       int count, float size, uint32_t seed)
{
    float w = (float)canvas->width, h = (float)canvas->height;
    for (int i = 0; i < count; i++) {
        float x = from + (to - from) * chance_of(seed, i, 7);
        float y = hill_line(hill, x, h) + 0.004f * h;
        float r = size * h * (0.6f + 0.7f * chance_of(seed, i, 8));
        uint32_t shade = color_between(0xff3f6258, 0xff4f6f66, chance_of(seed, i, 9));
        if (chance_of(seed, i, 10) < 0.25f) {
            canvas_capsule(canvas, x * w, y - 2.6f * r, 0.1f * r, x * w, y, 0.5f * r, shade);
            continue;
        }
        paint_blob(canvas, x * w, y - 0.8f * r, r, 0xffa3b187, shade, seed + (uint32_t)i);
    }
}

/* A soft ellipse: densest in the middle, nothing at its edge. */
static void paint_puff(struct canvas *canvas, float x, float y, float rx, float ry, uint32_t color,
                       bool on_land)
{
    int x0 = clamp_int((int)(x - rx), 0, canvas->width),
        x1 = clamp_int((int)(x + rx) + 1, 0, canvas->width);
    int y0 = clamp_int((int)(y - ry), 0, canvas->height),
        y1 = clamp_int((int)(y + ry) + 1, 0, canvas->height);
    for (int py = y0; py < y1; py++) {
        uint32_t *row = canvas->px + (size_t)py * (size_t)canvas->width;
        float dy = ((float)py + 0.5f - y) / ry;
        for (int px = x0; px < x1; px++) {
            float dx = ((float)px + 0.5f - x) / rx, near = 1 - dx * dx - dy * dy;
            if (near > 0 && (!on_land || row[px] >> 24)) {
                canvas_blend(row + px, color, (uint32_t)(256 * near * near));
            }
        }
    }
}

static void paint_clouds(struct canvas *canvas)
{
    float w = (float)canvas->width, h = (float)canvas->height;
    static const float at[][4] = {{0.34f, 0.20f, 0.13f, 0.010f},  {0.45f, 0.235f, 0.10f, 0.008f},
                                  {0.62f, 0.30f, 0.16f, 0.009f},  {0.10f, 0.34f, 0.12f, 0.008f},
                                  {0.22f, 0.375f, 0.16f, 0.007f}, {0.90f, 0.22f, 0.10f, 0.008f},
                                  {0.78f, 0.43f, 0.18f, 0.006f},  {0.46f, 0.44f, 0.12f, 0.006f}};
    for (size_t i = 0; i < ARRAY_LENGTH(at); i++) {
        for (int k = 0; k < 11; k++) { /* a streak is a few long, thin veils upon each other */
            float x = (at[i][0] + at[i][2] * (chance_of(5, (int)i, k) - 0.5f)) * w;
            float y = at[i][1] * h + at[i][3] * h * (2 * chance_of(6, (int)i, k) - 1);
            float half = 0.5f * at[i][2] * w * (0.35f + 0.65f * chance_of(7, (int)i, k));
            float r = at[i][3] * h * (0.9f + 1.3f * chance_of(8, (int)i, k));
            paint_puff(canvas, x, y, half, r, 0x30ffe4d4, false);
        }
    }
}

/* Mist that lies in a valley: a band that fades upwards and downwards. */
static void paint_mist(struct canvas *canvas, float middle, float half, uint32_t color)
{
    float h = (float)canvas->height;
    int first = clamp_int((int)((middle - half) * h), 0, canvas->height);
    int last = clamp_int((int)((middle + half) * h), 0, canvas->height);
    for (int y = first; y < last; y++) {
        float off = ((float)y + 0.5f - middle * h) / (half * h), share = 1 - off * off;
        uint32_t *row = canvas->px + (size_t)y * (size_t)canvas->width;
        for (int x = 0; x < canvas->width; x++) {
            if (row[x] >> 24) { /* on land only: the sky has its own light */
                canvas_blend(row + x, color, (uint32_t)(256 * share * share));
            }
        }
    }
}

/* ---- water and path ---- */

static void paint_pond(struct canvas *canvas, struct path *path)
{
    float w = (float)canvas->width, h = (float)canvas->height;
    float x = 0.47f * w, y = 0.745f * h, rx = 0.22f * h, ry = 0.021f * h;
    static const struct {
        float grow;
        uint32_t far, near;
    } rings[] = {{1.09f, 0xff6f8f5c, 0xff4c7048}, {1, 0xfff6cfae, 0xff8090b8}};
    for (size_t i = 0; i < ARRAY_LENGTH(rings); i++) {
        float a = rx * rings[i].grow, b = ry * rings[i].grow * rings[i].grow;
        path_begin(path);
        path_start(path, x - a, y);
        path_curve(path, x - a, y - 1.25f * b, x + 0.8f * a, y - 1.5f * b, x + a, y - 0.1f * b);
        path_curve(path, x + 1.15f * a, y + b, x - 0.3f * a, y + 1.7f * b, x - a, y);
        path_fill(
            path, canvas,
            (struct paint){.from = rings[i].far, .to = rings[i].near, .y0 = y - ry, .y1 = y + ry});
    }
    for (int i = 0; i < 9; i++) { /* light on it */
        float dx = rx * (1.3f * chance_of(21, i, 0) - 0.65f),
              dy = ry * (1.1f * chance_of(21, i, 1) - 0.5f);
        float half = rx * (0.04f + 0.1f * chance_of(21, i, 2));
        canvas_capsule(canvas, x + dx - half, y + dy, 0.0006f * h, x + dx + half, y + dy,
                       0.0011f * h, 0x90fff2dc);
    }
}

/* From the front towards the light. */
static void paint_way(struct canvas *canvas, struct path *path)
{
    float w = (float)canvas->width, h = (float)canvas->height;
    path_begin(path);
    path_start(path, 0.565f * w, h);
    path_curve(path, 0.60f * w, 0.90f * h, 0.755f * w, 0.86f * h, 0.72f * w, 0.805f * h);
    path_curve(path, 0.695f * w, 0.765f * h, 0.775f * w, 0.735f * h, 0.782f * w, 0.715f * h);
    path_line(path, 0.786f * w, 0.715f * h);
    path_curve(path, 0.785f * w, 0.74f * h, 0.72f * w, 0.765f * h, 0.745f * w, 0.80f * h);
    path_curve(path, 0.80f * w, 0.865f * h, 0.70f * w, 0.91f * h, 0.70f * w, h);
    path_fill(path, canvas,
              (struct paint){.from = 0xfff1d6a8, .to = 0xffb9966f, .y0 = 0.72f * h, .y1 = h});
}

/* ---- the tree ---- */

static void paint_branch(struct canvas *canvas, struct path *path, const float *at, float thick,
                         float thin)
{
    float dx = at[4] - at[0], dy = at[5] - at[1];
    float length = sqrtf(dx * dx + dy * dy), nx = -dy / length, ny = dx / length;
    path_begin(path);
    path_start(path, at[0] - nx * thick, at[1] - ny * thick);
    path_curve(path, at[2] - nx * thick * 0.7f, at[3] - ny * thick * 0.7f, at[2] - nx * thin,
               at[3] - ny * thin, at[4] - nx * thin, at[5] - ny * thin);
    path_line(path, at[4] + nx * thin, at[5] + ny * thin);
    path_curve(path, at[2] + nx * thin, at[3] + ny * thin, at[2] + nx * thick * 0.7f,
               at[3] + ny * thick * 0.7f, at[0] + nx * thick, at[1] + ny * thick);
    path_fill(path, canvas,
              (struct paint){.from = 0xff3b2f38,
                             .to = 0xff7d5f52,
                             .x0 = at[0] - thick,
                             .x1 = at[0] + 2 * thick,
                             .y0 = at[1],
                             .y1 = at[1]});
}

static const float crown[][3] = {/* x, y from the tree's foot, radius; shares of the height */
                                 {-0.10f, -0.25f, 0.058f},   {0.115f, -0.265f, 0.060f},
                                 {-0.055f, -0.325f, 0.066f}, {0.06f, -0.335f, 0.068f},
                                 {0.005f, -0.39f, 0.062f},   {-0.135f, -0.305f, 0.046f},
                                 {0.15f, -0.315f, 0.046f},   {0.0f, -0.285f, 0.070f}};

static void paint_tree(struct canvas *canvas, struct path *path, float bloom)
{
    float h = (float)canvas->height, x = LAND_TREE_X * (float)canvas->width, y = 0.80f * h;
    static const float limbs[][8] = {{0, 0.01f, -0.012f, -0.12f, 0.004f, -0.22f, 0.017f, 0.010f},
                                     {0, -0.15f, -0.03f, -0.20f, -0.09f, -0.25f, 0.008f, 0.003f},
                                     {0, -0.16f, 0.05f, -0.20f, 0.11f, -0.26f, 0.008f, 0.003f},
                                     {0, -0.20f, 0.01f, -0.28f, 0.02f, -0.36f, 0.009f, 0.003f}};
    canvas_capsule(canvas, x - 0.10f * h, y + 0.012f * h, 0.004f * h, x + 0.02f * h, y + 0.012f * h,
                   0.012f * h, 0x50142a2a);
    for (size_t i = 0; i < ARRAY_LENGTH(limbs); i++) {
        const float *l = limbs[i];
        const float at[6] = {x + l[0] * h, y + l[1] * h, x + l[2] * h,
                             y + l[3] * h, x + l[4] * h, y + l[5] * h};
        paint_branch(canvas, path, at, l[6] * h, l[7] * h);
    }
    for (size_t c = 0; c < ARRAY_LENGTH(crown); c++) {
        float cx = x + crown[c][0] * h, cy = y + crown[c][1] * h, r = crown[c][2] * h;
        canvas_disc(canvas, cx, cy, 0.96f * r, color_between(0xff3f5c4c, 0xff8a6274, 0.8f * bloom));
        for (int i = 0; i < 230; i++) {
            float turn = 6.2831853f * chance_of(31, (int)c, 3 * i);
            float far = r * 1.1f * sqrtf(chance_of(32, (int)c, 3 * i));
            float dx = far * cosf(turn), dy = 0.86f * far * sinf(turn);
            float lit = clamp_float(
                0.45f + 0.3f * dx / r - 0.4f * dy / r - 0.5f * crown[c][1] - 0.15f, 0, 1);
            uint32_t leaf = color_between(0xff3d5a4a, 0xff9aaf72, lit);
            bool blossom = chance_of(33, (int)c, i) < 0.92f * bloom;
            uint32_t petal = color_between(0xffb97c96, 0xffffe4e0, lit);
            float size = (0.0042f + 0.0055f * chance_of(34, (int)c, i)) * h;
            canvas_disc(canvas, cx + dx, cy + dy, size, blossom ? petal : leaf);
        }
    }
}

/* ---- the front ---- */

static void paint_blade(struct canvas *canvas, struct path *path, float x, float y, float height,
                        float lean, uint32_t color)
{
    float half = 0.045f * height;
    path_begin(path);
    path_start(path, x - half, y);
    path_curve(path, x - half, y - 0.5f * height, x + 0.4f * lean * height, y - 0.8f * height,
               x + lean * height, y - height);
    path_curve(path, x + 0.5f * lean * height, y - 0.75f * height, x + half, y - 0.45f * height,
               x + half, y);
    path_fill(path, canvas, paint_flat(color));
}

/* Sun on the meadow, shade away from it, and flowers too far to be told apart. */
static void paint_light(struct canvas *canvas)
{
    float w = (float)canvas->width, h = (float)canvas->height;
    paint_puff(canvas, LAND_SUN_X * w, 0.765f * h, 0.34f * w, 0.07f * h, 0x68ffe6a0, true);
    paint_puff(canvas, 0.62f * w, 0.86f * h, 0.30f * w, 0.05f * h, 0x34f4e49a, true);
    paint_puff(canvas, 0.30f * w, 0.90f * h, 0.32f * w, 0.05f * h, 0x2cf0e69c, true);
    paint_puff(canvas, 0.02f * w, 0.84f * h, 0.22f * w, 0.12f * h, 0x40204a44, true);
    static const uint32_t colors[] = {0xd0fff6e6, 0xc8ffd37c, 0xb8f3b6cf, 0xb0c3b6f0};
    for (int i = 0; i < 260; i++) {
        float depth = chance_of(51, i, 0) * chance_of(51, i, 1);
        float x = chance_of(51, i, 2) * w, y = h * (0.748f + 0.16f * depth);
        canvas_disc(canvas, x, y, h * (0.0011f + 0.0022f * depth), colors[i % 4]);
    }
}

static void paint_grasses(struct canvas *canvas, struct path *path)
{
    float w = (float)canvas->width, h = (float)canvas->height;
    int count = (int)(620 * w / h);
    for (int i = 0; i < count; i++) { /* from far to near */
        float depth = (float)i / (float)count;
        float x = chance_of(41, i, 0) * w;
        float y = h * (LAND_MEADOW + 0.01f + (1.03f - LAND_MEADOW) * depth);
        float size = h * (0.010f + 0.030f * depth) * (0.7f + 0.6f * chance_of(41, i, 1));
        uint32_t near = color_between(0xff2c5537, 0xff5f8f4c, chance_of(41, i, 2));
        uint32_t far = color_between(0xff6f9858, 0xffb0ba70, chance_of(41, i, 2));
        paint_blade(canvas, path, x, y, size, 0.7f * chance_of(41, i, 3) - 0.3f,
                    color_between(far, near, depth));
    }
}

void land_paint(struct canvas *canvas, struct path *path, float bloom)
{
    static const struct hill hills[] = {
        {0.600f, 0.030f, 1.3f, 0.62f, 0, 0xff8f8bb6, 0xffe8c0ae, 0.10f},
        {0.640f, 0.026f, 1.1f, 0.18f, 0.0004f, 0xff7283a6, 0xffdcbfa8, 0.09f},
        {0.685f, 0.022f, 0.9f, 0.72f, 0.0007f, 0xff5b7d86, 0xffb9c0a0, 0.08f},
        {0.722f, 0.014f, 0.8f, 0.35f, 0, 0xffa9b77c, 0xff6f9459, 0.10f},
        {0.800f, 0.018f, 0.55f, 0.05f, 0, 0xff88a660, 0xff43743f, 0.15f},
        {0.885f, 0.016f, 0.5f, 0.48f, 0, 0xff5f8a4a, 0xff28523a, 0.12f},
    };
    paint_clouds(canvas);
    for (size_t i = 0; i < ARRAY_LENGTH(hills); i++) {
        paint_hill(canvas, path, &hills[i]);
        if (i == 1) {
            paint_mist(canvas, 0.685f, 0.035f, 0x70ffe3cc);
        }
        if (i == 2) {
            paint_wood(canvas, &hills[2], 0.02f, 0.98f, 60, 0.0085f, 11);
            paint_mist(canvas, 0.725f, 0.025f, 0x68ffe8cf);
        }
        if (i == 3) {
            paint_wood(canvas, &hills[3], 0.28f, 0.40f, 7, 0.016f, 12);
            paint_wood(canvas, &hills[3], 0.60f, 0.68f, 5, 0.015f, 13);
            paint_wood(canvas, &hills[3], 0.93f, 1.0f, 5, 0.018f, 14);
            paint_pond(canvas, path);
        }
    }
    paint_light(canvas);
    paint_way(canvas, path);
    paint_tree(canvas, path, bloom);
    paint_grasses(canvas, path);
}

void land_paint_line(struct canvas *canvas, uint32_t color)
{
    float w = (float)canvas->width, h = (float)canvas->height;
    canvas_capsule(canvas, 0, LAND_MEADOW * h, 0.002f * h, w, LAND_MEADOW * h, 0.002f * h, color);
}
