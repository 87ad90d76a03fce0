#include "draw_garden_light.h"

#include "draw_garden_paint.h"

#include <math.h>

#define GLOW_STEPS 4096

/* Sky from the top down to below the hills, before the sun is up and when it is. */
static const struct {
    float at; /* share of the height */
    unsigned char dim[3], lit[3];
} sky[] = {{0, {24, 34, 66}, {44, 66, 122}},          {0.28f, {48, 58, 102}, {96, 118, 180}},
           {0.46f, {98, 88, 134}, {184, 160, 196}},   {0.575f, {170, 124, 138}, {246, 192, 164}},
           {0.66f, {214, 164, 140}, {255, 228, 180}}, {1, {214, 164, 140}, {255, 228, 180}}};

static const float tint_dim[3] = {0.50f, 0.53f, 0.74f};
static const float sun_color[3] = {255, 236, 196}, disc_color[3] = {255, 250, 232};

/* ---- one frame's figures ---- */

struct sun {
    float x, y, radius;   /* pixels */
    float reach;          /* of its glow */
    int glow[GLOW_STEPS]; /* 0..65536 by squared distance over squared reach */
};

static void set_sun(struct sun *sun, const struct canvas *out, float light)
{
    float w = (float)out->width, h = (float)out->height;
    sun->x = LAND_SUN_X * w;
    sun->y = (0.655f - 0.15f * light) * h;
    sun->radius = 0.047f * h;
    sun->reach = (0.62f + 0.18f * light) * h;
    float strength = 0.50f + 0.35f * light;
    for (int i = 0; i < GLOW_STEPS; i++) {
        float far = sqrtf((float)i / GLOW_STEPS); /* share of the reach */
        float near = 1 - far;
        sun->glow[i] = (int)(65536 * strength * near * near * (0.55f + 0.45f * near * near));
    }
}

static void sky_row(float at, float light, int value[3])
{
    size_t i = 1;
    while (i + 1 < ARRAY_LENGTH(sky) && at > sky[i].at) {
        i++;
    }
    float share = clamp_float((at - sky[i - 1].at) / (sky[i].at - sky[i - 1].at), 0, 1);
    for (int c = 0; c < 3; c++) {
        float dim = (float)sky[i - 1].dim[c] + share * (float)(sky[i].dim[c] - sky[i - 1].dim[c]);
        float lit = (float)sky[i - 1].lit[c] + share * (float)(sky[i].lit[c] - sky[i - 1].lit[c]);
        value[c] = (int)((dim + (lit - dim) * light) * 256);
    }
}

/* Ordered dither (B. Bayer): 1/256ths of a level, so that a slow sky shows no bands. */
static int dither_at(int x, int y)
{
    static const unsigned char bayer[64] = {
        0,  32, 8,  40, 2,  34, 10, 42, 48, 16, 56, 24, 50, 18, 58, 26, 12, 44, 4,  36, 14, 46,
        6,  38, 60, 28, 52, 20, 62, 30, 54, 22, 3,  35, 11, 43, 1,  33, 9,  41, 51, 19, 59, 27,
        49, 17, 57, 25, 15, 47, 7,  39, 13, 45, 5,  37, 63, 31, 55, 23, 61, 29, 53, 21};
    return 4 * bayer[(y & 7) * 8 + (x & 7)];
}

/* The disc, over the sky alone; value in 1/256ths of a level. */
static void add_disc(const struct sun *sun, int x, int y, int value[3])
{
    float dx = (float)x + 0.5f - sun->x, dy = (float)y + 0.5f - sun->y;
    float inside = clamp_float((sun->radius - sqrtf(dx * dx + dy * dy)) * 0.7f + 0.5f, 0, 1);
    for (int c = 0; c < 3; c++) {
        value[c] += (int)((disc_color[c] * 256 - (float)value[c]) * inside);
    }
}

struct shade {
    int tint[3]; /* 0..256, of the land's red, green, blue */
    int sun[3];  /* 1/256ths of a level */
};

static struct shade shade_of(float light)
{
    struct shade shade;
    for (int c = 0; c < 3; c++) {
        shade.tint[c] = (int)(256 * (tint_dim[c] + (1 - tint_dim[c]) * light));
        shade.sun[c] = (int)(sun_color[c] * 256);
    }
    return shade;
}

static inline int near_byte(int value) /* 1/256ths of a level to 0..255 */
{
    value >>= 8;
    return value < 0 ? 0 : value > 255 ? 255 : value;
}

/* ---- rows ---- */

static void compose_row(struct canvas *out, const uint32_t *land, const struct sun *sun,
                        const struct shade *shade, float light, int y)
{
    uint32_t *row = out->px + (size_t)y * (size_t)out->width;
    int sky_value[3];
    sky_row(((float)y + 0.5f) / (float)out->height, light, sky_value);
    float dy = (float)y + 0.5f - sun->y, scale = GLOW_STEPS / (sun->reach * sun->reach);
    bool disc_row = fabsf(dy) < sun->radius + 2;
    for (int x = 0; x < out->width; x++) {
        float dx = (float)x + 0.5f - sun->x;
        float away = (dx * dx + dy * dy) * scale;
        int glow = away < GLOW_STEPS ? sun->glow[(int)away] : 0;
        int value[3], alpha = (int)(land[x] >> 24);
        int dither = dither_at(x, y);
        if (alpha < 255) {
            for (int c = 0; c < 3; c++) {
                value[c] = sky_value[c] + ((shade->sun[c] - sky_value[c]) / 16) * glow / 4096;
            }
            if (disc_row && fabsf(dx) < sun->radius + 2) {
                add_disc(sun, x, y, value);
            }
        }
        if (alpha > 0) {
            int veil = glow * 7 / 20; /* light in the air before the land */
            alpha += alpha >> 7;
            for (int c = 0; c < 3; c++) {
                int own = (int)(land[x] >> (16 - 8 * c) & 255) * shade->tint[c];
                own += ((shade->sun[c] - own) / 16) * veil / 4096;
                value[c] = alpha == 256 ? own : value[c] + ((own - value[c]) / 256) * alpha;
            }
        }
        row[x] = 0xff000000u | (uint32_t)near_byte(value[0] + dither) << 16 |
                 (uint32_t)near_byte(value[1] + dither) << 8 |
                 (uint32_t)near_byte(value[2] + dither);
    }
}

static void glaze_row(struct canvas *out, const unsigned char *cover, uint32_t color, int y)
{
    uint32_t *row = out->px + (size_t)y * (size_t)out->width;
    const unsigned char *own = cover + (size_t)y * (size_t)out->width;
    for (int x = 0; x < out->width; x++) {
        uint32_t share = own[x] + (own[x] >> 7);
        if (share > 0) {
            uint32_t rb = (row[x] & 0xff00ffu) * (256 - share) + (color & 0xff00ffu) * share;
            uint32_t g = (row[x] & 0xff00u) * (256 - share) + (color & 0xff00u) * share;
            row[x] = 0xff000000u | (rb >> 8 & 0xff00ffu) | (g >> 8 & 0xff00u);
        }
    }
}

void light_compose(struct canvas *out, const struct canvas *ground, const struct light_glass *glass,
                   float light, bool night, int first, int last)
{
    struct sun sun;
    set_sun(&sun, out, light);
    const struct shade shade = shade_of(light);
    for (int y = first; y < last; y++) {
        const uint32_t *land = ground->px + (size_t)y * (size_t)ground->width;
        if (night) {
            uint32_t *row = out->px + (size_t)y * (size_t)out->width;
            for (int x = 0; x < out->width; x++) {
                row[x] = 0xff000000u;
                canvas_blend(row + x, land[x], 256);
            }
        } else {
            compose_row(out, land, &sun, &shade, light, y);
        }
        if (glass && glass->cover) {
            glaze_row(out, glass->cover, glass->color, y);
        }
    }
}

void light_tint(struct canvas *canvas, float light)
{
    const struct shade shade = shade_of(light);
    size_t count = (size_t)canvas->width * (size_t)canvas->height;
    for (size_t i = 0; i < count; i++) {
        uint32_t px = canvas->px[i];
        uint32_t r = (px >> 16 & 255) * (uint32_t)shade.tint[0] >> 8;
        uint32_t g = (px >> 8 & 255) * (uint32_t)shade.tint[1] >> 8;
        uint32_t b = (px & 255) * (uint32_t)shade.tint[2] >> 8;
        canvas->px[i] = (px & 0xff000000u) | r << 16 | g << 8 | b;
    }
}
