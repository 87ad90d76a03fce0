#include "vision/rendered_room.h"

#include <math.h>

#define HORIZON   0.40f /* where the boards would meet, image heights from the top */
#define BOARD     0.22f /* of a board's width, in image heights at one depth unit */
#define MAT_BACK  0.755f
#define MAT_FRONT 0.985f
#define MAT_HALF  1.16f /* half its width, at one depth unit */

void rendered_grain_fill(struct rendered_grain *grain, uint64_t seed)
{
    uint64_t state = seed;
    for (int y = 0; y < 64; y++)
        for (int x = 0; x < 64; x++)
            grain->value[y][x] = rendered_chance(&state, -1, 1);
}

float rendered_grain_at(const struct rendered_grain *grain, float x, float y)
{
    float fx = floorf(x), fy = floorf(y);
    float u = x - fx, v = y - fy;
    int ix = (int)fx & 63, iy = (int)fy & 63, jx = (ix + 1) & 63, jy = (iy + 1) & 63;
    u = u * u * (3 - 2 * u);
    v = v * v * (3 - 2 * v);
    float top = grain->value[iy][ix] + u * (grain->value[iy][jx] - grain->value[iy][ix]);
    float low = grain->value[jy][ix] + u * (grain->value[jy][jx] - grain->value[jy][ix]);
    return top + v * (low - top);
}

static struct colour mix(struct colour a, struct colour b, float share)
{
    return (struct colour){a.r + share * (b.r - a.r), a.g + share * (b.g - a.g),
                           a.b + share * (b.b - a.b)};
}

static struct colour lit(struct colour c, float by)
{
    return (struct colour){c.r * by, c.g * by, c.b * by};
}

/* 0 below a, 1 above b, smooth between. */
static float ramp(float a, float b, float x)
{
    float t = clamp_float((x - a) / (b - a), 0, 1);
    return t * t * (3 - 2 * t);
}

/* 1 inside the box, soft over `soft` at its edges. */
static float box(float x, float y, float x0, float y0, float x1, float y1, float soft)
{
    return ramp(x0 - soft, x0 + soft, x) * (1 - ramp(x1 - soft, x1 + soft, x)) *
           ramp(y0 - soft, y0 + soft, y) * (1 - ramp(y1 - soft, y1 + soft, y));
}

/* What every pixel is made from. Units: image heights; x is mirrored where the window is right. */
struct spot {
    const struct room_look *look;
    const struct rendered_grain *grain;
    float x, y, aspect, px; /* px: one pixel */
    bool bare;
};

static struct colour outside(const struct spot *s, float u, float v)
{
    const struct colour sky = {0.93f, 0.96f, 0.99f}, haze = {0.97f, 0.96f, 0.91f},
                        green = {0.66f, 0.74f, 0.60f};
    struct colour c = mix(sky, haze, ramp(0, 0.7f, v));
    float hill = 0.68f + 0.06f * rendered_grain_at(s->grain, 3 * u + 7, 2);
    float tree = 0.50f + 0.13f * rendered_grain_at(s->grain, 5 * u, 11);
    c = mix(c, mix(green, haze, 0.45f), ramp(tree - 0.05f, tree + 0.05f, v) * 0.6f);
    return mix(c, green, ramp(hill - 0.03f, hill + 0.03f, v));
}

static struct colour with_window(const struct spot *s, struct colour wall)
{
    const float x0 = 0.07f, x1 = 0.40f, y0 = 0.08f, y1 = 0.47f, soft = s->px;
    const struct colour *trim = &s->look->trim;
    float near_it = ramp(0.75f, 0, hypotf(0.6f * (s->x - 0.23f), s->y - 0.27f));
    struct colour c = lit(wall, 0.86f + 0.2f * near_it);
    float frame = box(s->x, s->y, x0 - 0.022f, y0 - 0.022f, x1 + 0.022f, y1 + 0.022f, soft);
    c = mix(c, lit(*trim, 0.93f), frame);
    struct colour view = outside(s, (s->x - x0) / (x1 - x0), (s->y - y0) / (y1 - y0));
    c = mix(c, view, box(s->x, s->y, x0, y0, x1, y1, soft));
    float mid = 0.5f * (x0 + x1);
    c = mix(c, lit(*trim, 0.96f), box(s->x, s->y, mid - 0.008f, y0, mid + 0.008f, y1, soft));
    c = mix(c, lit(*trim, 1.02f),
            box(s->x, s->y, x0 - 0.04f, y1 + 0.018f, x1 + 0.04f, y1 + 0.036f, soft));
    /* A curtain at each side, in soft folds. */
    float fold = 0.90f + 0.07f * sinf(150 * s->x) + 0.04f * sinf(61 * s->x + 1);
    float left = box(s->x, s->y, x0 - 0.06f, 0.03f, x0 + 0.025f, 0.60f, 1.5f * soft);
    float right = box(s->x, s->y, x1 - 0.025f, 0.03f, x1 + 0.06f, 0.60f, 1.5f * soft);
    return mix(c, lit(mix(*trim, s->look->wall, 0.25f), fold), left + right);
}

static struct colour with_things(const struct spot *s, struct colour c)
{
    const struct room_look *look = s->look;
    float x = s->aspect - s->x, soft = s->px; /* from the side away from the window */
    if (look->thing == 0 || s->bare)
        return c;
    if (look->thing == 1) {
        float shade = box(x, s->y, 0.13f, 0.30f, 0.43f, 0.33f, 0.012f);
        c = lit(c, 1 - 0.15f * shade);
        c = mix(c, lit(look->floor, 0.95f), box(x, s->y, 0.12f, 0.285f, 0.42f, 0.303f, soft));
        for (int i = 0; i < 5; i++) {
            float at = 0.15f + 0.028f * (float)i;
            float top = 0.205f + 0.02f * s->grain->value[i][3];
            struct colour spine = mix(look->accent, look->wall, 0.25f + 0.12f * (float)i);
            c = mix(c, lit(spine, 0.85f), box(x, s->y, at, top, at + 0.022f, 0.285f, soft));
        }
    } else {
        float shade = box(x, s->y, 0.155f, 0.135f, 0.42f, 0.36f, 0.012f);
        c = lit(c, 1 - 0.12f * shade);
        c = mix(c, lit(look->floor, 0.75f), box(x, s->y, 0.15f, 0.12f, 0.41f, 0.34f, soft));
        float u = (x - 0.165f) / 0.23f, v = (s->y - 0.135f) / 0.19f;
        struct colour art = mix(look->trim, look->mat, ramp(0.45f, 0.55f, v + 0.2f * sinf(4 * u)));
        art = mix(art, look->accent, 0.7f * ramp(0.72f, 0.80f, v + 0.1f * sinf(3 * u + 2)));
        c = mix(c, art, box(x, s->y, 0.165f, 0.135f, 0.395f, 0.325f, soft));
    }
    return c;
}

/* A pot with leaves in the corner away from the window. */
static struct colour with_plant(const struct spot *s, struct colour c)
{
    float x = s->aspect - s->x - 0.10f, soft = s->px;
    if (s->look->thing == 0 || s->bare || fabsf(x) > 0.2f)
        return c;
    for (int i = 0; i < 9; i++) {
        float lean = -0.9f + 0.225f * (float)i, high = 0.21f + 0.05f * s->grain->value[i][9];
        float t = (0.625f - s->y) / high;
        if (t < 0 || t > 1)
            continue;
        float middle = lean * (0.03f + 0.12f * t * t), half = 0.021f * sqrtf(t * (1 - t)) * 2;
        float d = fabsf(x - middle);
        float inside = 1 - ramp(half - soft, half + soft, d);
        float tone = 0.72f + 0.3f * t + 0.12f * (x - middle) / (half + 0.001f);
        c = mix(c, lit(s->look->accent, tone), inside);
    }
    float half = 0.045f + 0.10f * (0.72f - s->y);
    float pot =
        (1 - ramp(half - soft, half + soft, fabsf(x))) * box(0, s->y, -1, 0.615f, 1, 0.735f, soft);
    const struct colour clay = {0.80f, 0.74f, 0.68f};
    return mix(c, lit(clay, 0.92f - 2.2f * x), pot);
}

static struct colour wall(const struct spot *s)
{
    float grain = rendered_grain_at(s->grain, 90 * s->x, 90 * s->y);
    struct colour c = lit(s->look->wall, 1 + 0.004f * grain);
    c = s->bare ? lit(c, 0.95f) : with_window(s, c);
    c = with_things(s, c);
    float skirting = ramp(RENDERED_SKIRTING - 0.045f - s->px, RENDERED_SKIRTING - 0.045f, s->y);
    c = mix(c, lit(s->look->trim, 0.88f), skirting);
    return lit(c, 1 - 0.10f * ramp(0.45f, RENDERED_SKIRTING, s->y));
}

static struct colour mat(const struct spot *s, float u, float depth, struct colour c)
{
    const float back = 1 / (MAT_BACK - HORIZON), front = 1 / (MAT_FRONT - HORIZON);
    float soft = 0.006f;
    float shade =
        box(u, depth, -MAT_HALF - 0.02f, front - 0.02f, MAT_HALF + 0.02f, back + 0.03f, 0.03f);
    c = lit(c, 1 - 0.22f * shade);
    float inside = box(u, depth, -MAT_HALF, front, MAT_HALF, back, soft);
    float weave = rendered_grain_at(s->grain, 110 * u, 60 * depth);
    struct colour cloth = lit(s->look->mat, 0.97f + 0.025f * weave);
    float rim =
        box(u, depth, -MAT_HALF + 0.05f, front + 0.04f, MAT_HALF - 0.05f, back - 0.09f, soft);
    cloth = lit(cloth, 0.93f + 0.07f * rim);
    return mix(c, cloth, inside);
}

static struct colour floor_at(const struct spot *s)
{
    float depth = 1 / (s->y - HORIZON), u = (s->x - 0.5f * s->aspect) * depth;
    struct colour c = s->look->floor;
    if (s->look->boards) {
        float board = u / BOARD, index = floorf(board), edge = board - index;
        const float *luck = s->grain->value[(int)index & 63];
        float along = depth * 0.8f + luck[5], piece = floorf(along);
        float tone = 0.05f * luck[(int)piece & 63];
        tone += 0.035f * rendered_grain_at(s->grain, 24 * board, 3 * along + 9 * luck[1]);
        float width = 1.2f * s->px * depth / BOARD;
        float gap = 1 - ramp(0, width, fminf(edge, 1 - edge));
        gap = fmaxf(gap, 1 - ramp(0, 0.012f * depth, along - piece));
        c = lit(c, (1 + tone) * (1 - 0.22f * gap));
    } else {
        c = lit(c, 1 + 0.02f * rendered_grain_at(s->grain, 40 * u, 40 * depth));
    }
    /* Daylight falls in from the window's side. */
    float fall = ramp(1.5f, 0, fabsf(u + 0.9f + 0.35f * (depth - 2)));
    c = lit(c, 0.86f + (s->bare ? 0.06f : 0.24f * fall));
    c = lit(c, 1 - 0.25f * (1 - ramp(RENDERED_SKIRTING, RENDERED_SKIRTING + 0.035f, s->y)));
    return s->bare ? c : mat(s, u, depth, c);
}

static unsigned char level(float value)
{
    return (unsigned char)(255 * clamp_float(value, 0, 1) + 0.5f);
}

void rendered_room(struct image *image, const struct room_look *look,
                   const struct rendered_grain *grain, bool bare)
{
    float px = 1 / (float)image->height_px;
    struct spot s = {look, grain, 0, 0, px * (float)image->width_px, px, bare};
    for (int row = 0; row < image->height_px; row++) {
        unsigned char *out = image->bgr + (size_t)row * image->stride_bytes;
        s.y = ((float)row + 0.5f) * px;
        for (int column = 0; column < image->width_px; column++) {
            float x = ((float)column + 0.5f) * px;
            s.x = look->window_right ? s.aspect - x : x;
            struct colour c = s.y < RENDERED_SKIRTING ? wall(&s) : floor_at(&s);
            c = with_plant(&s, c);
            float dx = x / s.aspect - 0.5f, dy = s.y - 0.5f;
            c = lit(c, 1.02f - 0.22f * (dx * dx + dy * dy)); /* lenses are darker at the corners */
            *out++ = level(c.b);
            *out++ = level(c.g);
            *out++ = level(c.r);
        }
    }
}

static void blend(unsigned char *out, struct colour c, float share)
{
    const float bgr[3] = {c.b, c.g, c.r};
    for (int i = 0; i < 3; i++)
        out[i] = (unsigned char)((float)out[i] + share * (255 * bgr[i] - (float)out[i]) + 0.5f);
}

void rendered_stool(struct image *image, const struct rendered_stool *stool, struct colour colour)
{
    float half = 0.5f * stool->width_px, low = stool->y_px + stool->height_px;
    float slab = 0.10f * stool->width_px, leg = 0.05f * stool->width_px;
    int top = clamp_int((int)stool->y_px - 2, 0, image->height_px);
    int end = clamp_int((int)low + 2, 0, image->height_px);
    int first = clamp_int((int)(stool->x_px - half) - 2, 0, image->width_px);
    int last = clamp_int((int)(stool->x_px + half) + 2, 0, image->width_px);
    for (int row = top; row < end; row++)
        for (int column = first; column < last; column++) {
            float x = (float)column + 0.5f - stool->x_px, y = (float)row + 0.5f;
            float down = (y - stool->y_px) / stool->height_px;
            float seat = box(x, y, -half, stool->y_px, half, stool->y_px + slab, 1);
            float spread = half * (0.74f + 0.16f * down);
            float legs = box(fabsf(x), y, spread - leg, stool->y_px + slab, spread + leg, low, 1);
            float bar = box(x, y, -spread, stool->y_px + 0.62f * stool->height_px, spread,
                            stool->y_px + 0.66f * stool->height_px, 1);
            float tone = 0.95f + 0.08f * x / half;
            float share = fmaxf(seat, fmaxf(legs, bar));
            if (seat < share)
                tone *= 0.82f - 0.15f * down;
            blend(image->bgr + (size_t)row * image->stride_bytes + 3 * (size_t)column,
                  lit(colour, tone), share);
        }
}
