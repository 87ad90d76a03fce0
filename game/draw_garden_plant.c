#include "draw_garden_paint.h"

#include <math.h>

#define TURN 6.2831853f

/* A plant being painted: where it stands, and where its stem ends. */
struct stand {
    struct canvas *canvas;
    struct path *path;
    const struct plant_look *look;
    float x, y, height;         /* of the foot; as tall as it is now */
    float head_x, head_y, lean; /* lean: of the stem's end, radians, to the right */
};

struct tint {
    uint32_t heart, rim; /* a petal's colour near the middle and at its end */
};

static const struct tint tints[PLANT_COUNT][PLANT_TINTS] = {
    [PLANT_POPPY] = {{0xffd8402f, 0xfff77b57}, {0xffe0563a, 0xffff9b6b}, {0xffc9354a, 0xfff56f7c}},
    [PLANT_DAISY] = {{0xfff4ecdf, 0xffffffff}, {0xfff6e6d8, 0xfffff6ec}, {0xffefe3ee, 0xfffdf2fb}},
    [PLANT_TULIP] = {{0xfff0a02f, 0xffffd76b}, {0xffe8793f, 0xffffbd6e}, {0xfff2b84a, 0xfffff0a8}},
    [PLANT_COSMOS] = {{0xffc04f92, 0xfff3a9d0}, {0xffb0478f, 0xffe68fca}, {0xffd978a8, 0xffffd0e2}},
    [PLANT_BELL] = {{0xff4d5fc4, 0xff9db0f5}, {0xff5b54b8, 0xffaea4f0}, {0xff3f73c2, 0xff94c3f7}},
    [PLANT_SNOWDROP] = {{0xffe6f2ea, 0xffffffff},
                        {0xffe6f2ea, 0xffffffff},
                        {0xffe9f0f4, 0xffffffff}},
    [PLANT_LAVENDER] = {{0xff6f56b0, 0xffb79bea},
                        {0xff7a5cb8, 0xffc2a6f0},
                        {0xff6650a8, 0xffa88fe2}},
    [PLANT_GRASS] = {{0xff3b6b3f, 0xff8fb566}, {0xff47773f, 0xffa3bd6c}, {0xff2f5f3e, 0xff7ba65e}},
};

static const struct tint *tint_of(const struct plant_look *look)
{
    return &tints[look->plant][clamp_int(look->tint, 0, PLANT_TINTS - 1)];
}

/* ---- parts ---- */

/* From the stand's foot to its head, tapered. */
static void paint_stem(const struct stand *s, float share_y, uint32_t color)
{
    float half = 0.014f * s->look->grown * s->height + 0.5f;
    float mx = s->x + 0.25f * (s->head_x - s->x), my = s->y - 0.55f * share_y * s->height;
    path_begin(s->path);
    path_start(s->path, s->x - half, s->y);
    path_curve(s->path, s->x - half, s->y - 0.3f * s->height, mx - half, my,
               s->head_x - 0.5f * half, s->head_y);
    path_line(s->path, s->head_x + 0.5f * half, s->head_y);
    path_curve(s->path, mx + half, my, s->x + half, s->y - 0.3f * s->height, s->x + half, s->y);
    path_fill(s->path, s->canvas,
              (struct paint){
                  .from = color, .to = 0xff234a2d, .x0 = 0, .y0 = s->head_y, .x1 = 0, .y1 = s->y});
}

static void paint_leaf(const struct stand *s, float x, float y, float length, float turn,
                       float width, uint32_t color)
{
    path_begin(s->path);
    path_place(s->path, x, y, length, length, turn);
    path_start(s->path, 0, 0);
    path_curve(s->path, 0.25f, -width, 0.7f, -width, 1, 0);
    path_curve(s->path, 0.7f, 0.5f * width, 0.25f, 0.7f * width, 0, 0);
    path_fill(s->path, s->canvas,
              (struct paint){.from = 0xff2c5935,
                             .to = color,
                             .x0 = x,
                             .y0 = y,
                             .x1 = x + length * cosf(turn),
                             .y1 = y + length * sinf(turn)});
}

/* A leaf on either side of the stem, rising. */
static void paint_leaves(const struct stand *s, float length, float width, uint32_t color)
{
    float sway = 0.2f * s->look->bend;
    paint_leaf(s, s->x, s->y - 0.06f * s->height, length * s->height, -1.05f + sway, width, color);
    paint_leaf(s, s->x, s->y - 0.14f * s->height, 0.85f * length * s->height, -2.15f + sway, width,
               color);
}

struct petal {
    float length, width; /* of the height; of the length */
    float notch;         /* how far its end is drawn in */
};

static void paint_petal(const struct stand *s, const struct petal *petal, float turn, float dim)
{
    const struct tint *tint = tint_of(s->look);
    float length = petal->length * s->height, w = petal->width;
    path_begin(s->path);
    path_place(s->path, s->head_x, s->head_y, length, length, turn);
    path_start(s->path, 0, 0);
    path_curve(s->path, 0.25f, -w, 0.85f, -w, 1, -0.35f * w);
    path_curve(s->path, 1.04f - petal->notch, -0.12f * w, 1.04f - petal->notch, 0.12f * w, 1,
               0.35f * w);
    path_curve(s->path, 0.85f, w, 0.25f, w, 0, 0);
    path_fill(s->path, s->canvas,
              (struct paint){.from = color_between(tint->heart, 0xff2a2440, dim),
                             .to = color_between(tint->rim, 0xff2a2440, dim),
                             .round = true,
                             .x0 = s->head_x,
                             .y0 = s->head_y,
                             .x1 = length});
}

/* Petals all round, seen from the front and a little above: closed they all point up, open they
 * spread. Those behind come first and are darker. */
static void paint_wheel(const struct stand *s, const struct petal *petal, int count, float reach)
{
    float open = s->look->open;
    float spread = 0.10f + 0.90f * open;
    for (int side = 0; side < 2; side++) {
        for (int i = 0; i < count; i++) {
            float round = ((float)i + 0.5f) / (float)count - 0.5f; /* -0.5..0.5 of a turn from up */
            bool behind = fabsf(round) < 0.25f;
            if (behind != (side == 0)) {
                continue;
            }
            float turn = -0.25f * TURN + round * TURN * reach * spread + s->lean;
            /* those pointing at the viewer are shortened, and closed ones stand up long */
            float down = clamp_float((fabsf(round) - 0.25f) * 4, 0, 1) * open;
            struct petal own = *petal;
            own.length *= 1 - 0.22f * down;
            own.width *= 0.62f + 0.38f * open + 0.15f * down;
            paint_petal(s, &own, turn, behind ? 0.10f * open : 0.05f * chance_of(3, i, count));
        }
    }
}

static void paint_heart(const struct stand *s, float r, uint32_t rim, uint32_t middle)
{
    float open = clamp_float((s->look->open - 0.35f) / 0.5f, 0, 1);
    r *= s->height * open;
    if (r < 0.3f) {
        return;
    }
    canvas_disc(s->canvas, s->head_x, s->head_y, r, rim);
    canvas_disc(s->canvas, s->head_x + 0.15f * r, s->head_y - 0.2f * r, 0.72f * r, middle);
}

static void paint_calyx(const struct stand *s)
{
    float r = 0.032f * s->height;
    canvas_capsule(s->canvas, s->head_x, s->head_y - 0.4f * r, r, s->head_x - 0.4f * r * s->lean,
                   s->head_y + 1.2f * r, 0.5f * r, 0xff3f7040);
}

/* ---- kinds ---- */

static void paint_poppy(const struct stand *s)
{
    static const struct petal petal = {0.235f, 0.62f, 0.03f};
    paint_leaves(s, 0.34f, 0.13f, 0xff79a35a);
    paint_stem(s, 1, 0xff6f9a55);
    paint_calyx(s);
    paint_wheel(s, &petal, 6, 0.86f);
    paint_heart(s, 0.055f, 0xff2f2036, 0xff55405a);
}

static void paint_daisy(const struct stand *s)
{
    static const struct petal petal = {0.20f, 0.17f, 0};
    paint_leaves(s, 0.26f, 0.20f, 0xff86ad5f);
    paint_stem(s, 1, 0xff7aa35a);
    paint_calyx(s);
    paint_wheel(s, &petal, 17, 1);
    paint_heart(s, 0.066f, 0xffe0981f, 0xffffce4a);
}

static void paint_tulip(const struct stand *s)
{
    static const struct petal petal = {0.25f, 0.40f, -0.06f};
    paint_leaves(s, 0.62f, 0.12f, 0xff86ac78);
    paint_stem(s, 1, 0xff86ad68);
    float open = 0.25f + 0.75f * s->look->open;
    static const float turn[] = {-0.33f, 0.33f, -0.62f, 0.62f, 0};
    for (size_t i = 0; i < ARRAY_LENGTH(turn); i++) {
        paint_petal(s, &petal, -0.25f * TURN + turn[i] * open + s->lean,
                    i < 2   ? 0.16f
                    : i < 4 ? 0.06f
                            : 0);
    }
}

static void paint_cosmos(const struct stand *s)
{
    static const struct petal petal = {0.215f, 0.34f, 0.12f};
    for (int i = 0; i < 6; i++) { /* feathery leaves */
        float y = s->y - (0.12f + 0.09f * (float)i) * s->height;
        float x = s->x + 0.06f * (s->head_x - s->x) * (float)i;
        paint_leaf(s, x, y, 0.2f * s->height, i % 2 ? -0.7f : -2.45f, 0.035f, 0xff8ab067);
    }
    paint_stem(s, 1, 0xff7fa75e);
    paint_calyx(s);
    paint_wheel(s, &petal, 8, 1);
    paint_heart(s, 0.046f, 0xffd7901f, 0xffffd560);
}

/* A bell hanging from (x, y), turned by turn from straight down. */
static void paint_bell(const struct stand *s, float x, float y, float size, float turn, float open)
{
    const struct tint *tint = tint_of(s->look);
    float flare = 0.42f + 0.28f * open;
    path_begin(s->path);
    path_place(s->path, x, y, size, size, turn);
    path_start(s->path, -0.12f, 0);
    path_curve(s->path, -0.5f, 0.15f, -0.42f, 0.7f, -flare, 1);
    path_curve(s->path, -0.3f, 0.9f, -0.15f, 1.12f, 0, 1.02f);
    path_curve(s->path, 0.15f, 1.12f, 0.3f, 0.9f, flare, 1);
    path_curve(s->path, 0.42f, 0.7f, 0.5f, 0.15f, 0.12f, 0);
    path_fill(s->path, s->canvas,
              (struct paint){.from = tint->heart,
                             .to = tint->rim,
                             .x0 = x,
                             .y0 = y,
                             .x1 = x - size * sinf(turn),
                             .y1 = y + size * cosf(turn)});
}

static void paint_bells(const struct stand *s)
{
    paint_leaves(s, 0.40f, 0.13f, 0xff7ba25f);
    paint_stem(s, 1, 0xff7aa35a);
    int count = 7;
    for (int i = 0; i < count; i++) { /* from the top, the younger ones, down */
        float share = (float)i / (float)(count - 1);
        float along = 1 - 0.58f * share;
        float x = s->x + (s->head_x - s->x) * along * along;
        float y = s->y + (s->head_y - s->y) * along;
        float open = clamp_float(2 * s->look->open - 1 + share, 0, 1);
        float size = s->height * (0.055f + 0.07f * share) * (0.55f + 0.45f * open);
        float turn = i % 2 ? -0.85f : 0.85f;
        paint_bell(s, x, y, size, turn + 0.3f * s->lean, open);
    }
}

/* A white drop that hangs from an arched stem, and long leaves. */
static void paint_snowdrop(const struct stand *s)
{
    for (int i = 0; i < 3; i++) {
        paint_leaf(s, s->x + 0.02f * (float)(i - 1) * s->height, s->y,
                   (0.62f + 0.1f * (float)(i % 2)) * s->height,
                   -0.25f * TURN + 0.38f * (float)(i - 1) + 0.12f * s->look->bend, 0.075f,
                   0xff8fb59a);
    }
    for (int i = 0; i < 2; i++) {
        float way = i ? 1 : -1, h = s->height * (i ? 0.62f : 0.78f);
        float x = s->x + way * 0.15f * s->height + 0.5f * (s->head_x - s->x);
        canvas_capsule(s->canvas, s->x, s->y, 0.012f * s->height + 0.4f, s->x + 0.35f * (x - s->x),
                       s->y - 0.8f * h, 0.011f * s->height + 0.4f, 0xff7fa97a);
        canvas_capsule(s->canvas, s->x + 0.35f * (x - s->x), s->y - 0.8f * h,
                       0.011f * s->height + 0.4f, x, s->y - h, 0.009f * s->height + 0.3f,
                       0xff8fb585);
        paint_bell(s, x, s->y - h, 0.24f * s->height, -0.12f * way + 0.3f * s->lean,
                   0.5f * s->look->open);
        canvas_disc(s->canvas, x, s->y - h + 0.01f * s->height, 0.025f * s->height, 0xff7aa36a);
    }
}

static void paint_lavender(const struct stand *s)
{
    const struct tint *tint = tint_of(s->look);
    for (int i = 0; i < 5; i++) {
        paint_leaf(s, s->x, s->y, (0.3f + 0.05f * (float)(i % 3)) * s->height,
                   -0.25f * TURN + 0.42f * (float)(i - 2), 0.06f, 0xff9ab3a0);
    }
    for (int stem = 0; stem < 5; stem++) {
        float away = (float)(stem - 2) * 0.105f;
        float tall = s->height * (0.95f - 0.55f * away * away * 8 - 0.05f * chance_of(9, stem, 1));
        float x = s->x + away * s->height + 0.8f * (s->head_x - s->x), y = s->y - tall;
        canvas_capsule(s->canvas, s->x + 0.2f * away * s->height, s->y, 0.008f * s->height + 0.3f,
                       x, y, 0.006f * s->height + 0.3f, 0xff7f9f78);
        int florets = (int)(4 + 7 * s->look->open);
        for (int i = 0; i < florets; i++) {
            float down = (float)i * 0.037f * s->height;
            float px = x + (s->x + 0.2f * away * s->height - x) * down / tall;
            float side = (i % 2 ? 0.020f : -0.020f) * s->height;
            float r = s->height * (0.019f + 0.0022f * (float)i);
            canvas_disc(
                s->canvas, px + side, y + down, r,
                color_between(tint->rim, tint->heart, (float)i / 11 + (side > 0 ? 0 : 0.2f)));
        }
    }
}

static void paint_grass(const struct stand *s)
{
    const struct tint *tint = tint_of(s->look);
    for (int i = 0; i < 7; i++) {
        float away = (float)(i - 3) / 3;
        float turn = -0.25f * TURN + 0.42f * away + 0.22f * s->look->bend;
        float length = s->height * (1 - 0.35f * away * away) *
                       (0.75f + 0.25f * chance_of(8, i, s->look->tint));
        paint_leaf(s, s->x + 0.05f * away * s->height, s->y, length, turn, 0.055f,
                   color_between(tint->heart, tint->rim, chance_of(7, i, s->look->tint)));
    }
}

void plant_paint(struct canvas *canvas, struct path *path, const struct plant_look *look, float x,
                 float y, float height)
{
    static void (*const kinds[PLANT_COUNT])(const struct stand *s) = {
        [PLANT_POPPY] = paint_poppy,       [PLANT_DAISY] = paint_daisy,
        [PLANT_TULIP] = paint_tulip,       [PLANT_COSMOS] = paint_cosmos,
        [PLANT_BELL] = paint_bells,        [PLANT_SNOWDROP] = paint_snowdrop,
        [PLANT_LAVENDER] = paint_lavender, [PLANT_GRASS] = paint_grass,
    };
    float tall = height * clamp_float(look->grown, 0, 1);
    if (tall < 2) {
        return;
    }
    struct stand stand = {
        .canvas = canvas, .path = path, .look = look, .x = x, .y = y, .height = tall};
    stand.head_x = x + 0.11f * look->bend * tall;
    stand.head_y = y - 0.74f * tall;
    stand.lean = 0.25f * look->bend;
    kinds[look->plant](&stand);
}
