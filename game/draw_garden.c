#include "draw_garden.h"

#include "draw_garden_bed.h"
#include "draw_garden_light.h"
#include "draw_garden_paint.h"
#include "draw_garden_sprite.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LIVE_PLANTS    34    /* so many sway, the nearest ones; the others are painted */
#define ROWS_A_FRAME   90000 /* pixels of the ground that take on new light in a frame */
#define LIGHT_A_SECOND 0.35f /* the light moves no faster */
#define MADE_A_FRAME   6     /* sprites */
#define BLOOM_IDLE     0.5f  /* of the tree, where no garden says */
#define GROW_S         1.4   /* a stem rises */
#define OPEN_S         2.6   /* then its flower opens */

struct garden_art {
    struct path path;
    struct canvas land; /* without beds */
    uint64_t land_key;
    struct canvas ground; /* with the beds' painted plants */
    uint64_t ground_key;
    unsigned char *cover; /* where cards lie; owned */
    size_t cover_room;
    uint64_t glass_key;
    float light;     /* that is being shown */
    double clock_s;  /* of the last frame */
    bool lit;        /* a light was shown before */
    int row;         /* the next that takes on the light */
    float row_light; /* the light of this round of rows */
    int stale;       /* rows that have not taken it on */
    struct bed_plant plant[BED_MAX_PLANTS];
    int count, painted; /* of them, the first ones are on the ground */
    uint64_t list_key;
    struct sprite_shelf shelf;
};

static struct garden_art *art_of(struct draw *draw)
{
    if (!draw->garden) {
        draw->garden = calloc(1, sizeof *draw->garden);
        draw->failed = draw->failed || !draw->garden;
    }
    return draw->garden;
}

void garden_art_free(struct garden_art *art)
{
    if (!art) {
        return;
    }
    path_free(&art->path);
    canvas_free(&art->land);
    canvas_free(&art->ground);
    free(art->cover);
    sprite_shelf_free(&art->shelf);
    free(art);
}

struct rect garden_room(float width, float height)
{
    return (struct rect){0.03f * width, roundf(LAND_MEADOW * height), 0.94f * width,
                         roundf((LAND_FRONT - LAND_MEADOW) * height)};
}

int32_t garden_bed_of(const struct garden *garden, int32_t step, enum body_side side)
{
    for (int32_t i = 0; i < garden->bed_count; i++) {
        if (garden->bed[i].step == step && (garden->bed[i].side == side || side == SIDE_NONE)) {
            return i;
        }
    }
    return GARDEN_WHOLE;
}

uint32_t garden_lightest(void)
{
    return 0xfffffbee; /* the sun */
}

uint32_t garden_darkest(void)
{
    return 0xff0c1830; /* the far end of the sky before dawn, and a leaf's shade */
}

static uint64_t add_key(uint64_t key, int64_t value)
{
    return hash_bytes(key, &value, sizeof value);
}

static bool is_night(const struct palette *palette)
{
    return palette->sun >> 24 == 0; /* high contrast: no sky */
}

/* ---- land and beds ---- */

static bool paint_land(struct garden_art *art, const struct palette *palette, int width, int height,
                       float bloom)
{
    bool night = is_night(palette);
    float step = bloom >= 1 ? 1 : floorf(bloom * 4) / 4;
    uint64_t key = add_key(add_key(add_key(HASH_START, night), width), height);
    key = add_key(key, (int64_t)(step * 4));
    if (art->land_key == key && art->land.px) {
        return true;
    }
    if (!canvas_resize(&art->land, width, height)) {
        return false;
    }
    canvas_clear(&art->land, 0);
    if (night) {
        land_paint_line(&art->land, 0xff6f9a6a);
    } else {
        land_paint(&art->land, &art->path, step);
    }
    art->land_key = key;
    return true;
}

static void list_plants(struct garden_art *art, const struct garden_scene *scene, int width,
                        int height)
{
    uint64_t key = add_key(add_key(HASH_START, width), height);
    key = add_key(add_key(key, scene->bed), (int64_t)scene->room.y);
    key = add_key(key, scene->garden ? (int64_t)garden_hash(scene->garden) : 0);
    if (key == art->list_key) {
        return;
    }
    art->list_key = key;
    art->count = bed_list(scene, height, art->plant);
    art->painted = art->count > LIVE_PLANTS ? art->count - LIVE_PLANTS : 0;
}

/* A shadow makes it stand on the ground instead of before it. */
static void paint_plant(struct canvas *canvas, struct path *path, const struct bed_plant *plant)
{
    float h = plant->height;
    canvas_capsule(canvas, plant->x - 0.10f * h, plant->y, 0.014f * h, plant->x + 0.03f * h,
                   plant->y, 0.022f * h, 0x40102818);
    plant_paint(canvas, path, &plant->look, plant->x, plant->y, h);
}

static bool paint_ground(struct garden_art *art, int count)
{
    uint64_t key = add_key(art->land_key, count);
    for (int i = 0; i < count; i++) {
        const struct bed_plant *plant = &art->plant[i];
        key = add_key(add_key(key, (int64_t)plant->x), (int64_t)plant->y);
        key = add_key(key, (int64_t)plant->look.plant * 64 + (int64_t)(plant->look.open * 63));
    }
    if (key == art->ground_key && art->ground.width == art->land.width &&
        art->ground.height == art->land.height) {
        return true;
    }
    if (!canvas_resize(&art->ground, art->land.width, art->land.height)) {
        return false;
    }
    canvas_copy(&art->ground, &art->land);
    for (int i = 0; i < count; i++) {
        paint_plant(&art->ground, &art->path, &art->plant[i]);
    }
    art->ground_key = key;
    return true;
}

/* ---- cards ---- */

static bool lay_cards(struct garden_art *art, const struct rect *cards, int count, float radius,
                      int width, int height, uint32_t panel)
{
    uint64_t key = add_key(add_key(add_key(HASH_START, width), height), panel);
    for (int i = 0; i < count; i++) {
        key = add_key(add_key(key, (int64_t)cards[i].x), (int64_t)cards[i].y);
        key = add_key(add_key(key, (int64_t)cards[i].w), (int64_t)cards[i].h);
    }
    if (key == art->glass_key && art->cover) {
        return true;
    }
    size_t need = (size_t)width * (size_t)height;
    if (need > art->cover_room) {
        unsigned char *cover = realloc(art->cover, need);
        if (!cover) {
            return false;
        }
        art->cover = cover;
        art->cover_room = need;
    }
    memset(art->cover, 0, need);
    struct canvas shape = {0};
    for (int i = 0; i < count; i++) {
        int w = (int)cards[i].w, h = (int)cards[i].h, x0 = (int)cards[i].x, y0 = (int)cards[i].y;
        if (!canvas_resize(&shape, w, h)) {
            return false;
        }
        canvas_clear(&shape, 0);
        canvas_round_rect(&shape, (struct rect){0, 0, (float)w, (float)h}, radius, panel);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int gx = x0 + x, gy = y0 + y;
                if (gx >= 0 && gy >= 0 && gx < width && gy < height) {
                    art->cover[(size_t)gy * (size_t)width + (size_t)gx] =
                        (unsigned char)(shape.px[(size_t)y * (size_t)shape.width + (size_t)x] >>
                                        24);
                }
            }
        }
    }
    canvas_free(&shape);
    art->glass_key = key;
    return true;
}

/* ---- the light ---- */

/* Moves what is shown towards what is asked for; still: at once. */
static void follow_light(struct garden_art *art, const struct draw *draw,
                         const struct garden_scene *scene)
{
    float apart = scene->light - art->light;
    double passed = scene->clock_s - art->clock_s;
    float most = LIGHT_A_SECOND * (float)(passed > 0 && passed < 0.25 ? passed : 0.02);
    art->clock_s = scene->clock_s;
    if (!art->lit || draw->still) {
        art->light = scene->light;
    } else {
        art->light += clamp_float(apart, -most, most);
    }
    art->lit = true;
}

static void compose(struct draw *draw, struct garden_art *art, int first, int last)
{
    struct layer *layer = &draw->layer[LAYER_PLATE];
    const struct light_glass glass = {art->cover, draw->palette->panel};
    light_compose(&layer->canvas, &art->ground, &glass, art->row_light, is_night(draw->palette),
                  first, last);
}

/* A few rows take on the newest light: what differs between neighbours is less than can be seen. */
static void relight_rows(struct draw *draw, struct garden_art *art)
{
    struct layer *layer = &draw->layer[LAYER_PLATE];
    if (art->stale <= 0) {
        if (fabsf(art->light - art->row_light) < 1.0f / 512) {
            return;
        }
        art->row_light = art->light;
        art->stale = layer->height;
        art->row = 0;
    }
    int rows = ROWS_A_FRAME / layer->width;
    rows = clamp_int(rows, 8, art->stale);
    compose(draw, art, art->row, art->row + rows);
    SDL_Rect part = {0, art->row, layer->width, rows};
    if (SDL_UpdateTexture(layer->texture, &part,
                          layer->canvas.px + (size_t)art->row * (size_t)layer->width,
                          layer->width * (int)sizeof(uint32_t)) != 0) {
        draw->failed = true;
    }
    art->row += rows;
    art->stale -= rows;
}

void garden_draw_ground(struct draw *draw, const struct garden_scene *scene,
                        const struct rect *cards, int count, float radius)
{
    struct garden_art *art = art_of(draw);
    if (!art) {
        return;
    }
    int w = draw->width, h = draw->height;
    bool whole = scene->garden && scene->bed == GARDEN_WHOLE;
    /* Over a session the tree stays as it is: it is hidden, and painting it anew takes time. */
    float bloom = whole ? garden_light(scene->garden) : BLOOM_IDLE;
    list_plants(art, scene, w, h);
    if (!paint_land(art, draw->palette, w, h, bloom) || !paint_ground(art, art->painted) ||
        !lay_cards(art, cards, count, radius, w, h, draw->palette->panel)) {
        draw->failed = true;
        return;
    }
    follow_light(art, draw, scene);
    uint64_t key = add_key(add_key(art->ground_key, (int64_t)art->glass_key), draw->still);
    if (draw->still) {
        key = add_key(key, (int64_t)(art->light * 512));
    }
    if (draw_layer_begin(draw, LAYER_PLATE, w, h, key)) {
        art->row_light = art->light;
        art->stale = 0;
        compose(draw, art, 0, h);
        draw_layer_end(draw, LAYER_PLATE, true);
    } else if (draw->layer[LAYER_PLATE].painted) {
        relight_rows(draw, art);
    }
    draw_layer_show(draw, LAYER_PLATE, 0, 0);
}

/* ---- what sways and opens ---- */

static float ease_out(double share)
{
    float left = 1 - clamp_float((float)share, 0, 1);
    return 1 - left * left * left;
}

/* How it looks now: rising, opening, leaning with a slow wind that crosses the garden. */
static struct plant_look look_now(const struct bed_plant *plant, const struct garden_scene *scene,
                                  bool still)
{
    struct plant_look look = plant->look;
    if (still) {
        return look;
    }
    double age = scene->now_s - plant->at_s;
    look.grown = 0.3f + 0.7f * ease_out(age / GROW_S);
    look.open *= ease_out((age - 0.5 * GROW_S) / OPEN_S);
    float wind =
        sinf((float)fmod(0.85 * scene->clock_s, 628.318) - 0.006f * plant->x + 2.2f * plant->phase);
    float gust = sinf((float)fmod(0.31 * scene->clock_s, 628.318) + 5 * plant->phase);
    look.bend = 0.62f * wind + 0.38f * gust;
    return look;
}

void garden_draw_plants(struct draw *draw, const struct garden_scene *scene)
{
    struct garden_art *art = art_of(draw);
    if (!art || !scene->garden) {
        return;
    }
    sprite_shelf_begin(&art->shelf, draw->still ? SPRITE_ROOM : MADE_A_FRAME);
    float light = is_night(draw->palette) ? 1 : 0.5f + 0.5f * art->light; /* they are near */
    for (int i = art->painted; i < art->count; i++) {
        const struct bed_plant *plant = &art->plant[i];
        struct plant_look look = look_now(plant, scene, draw->still);
        const struct sprite *sprite =
            sprite_get(&art->shelf, draw->renderer, &art->path, &look, plant->height, light);
        if (!sprite) {
            continue; /* in one of the next frames */
        }
        SDL_Rect to = {(int)plant->x - sprite->foot_x, (int)plant->y - sprite->foot_y,
                       sprite->width, sprite->height};
        if (SDL_RenderCopy(draw->renderer, sprite->texture, NULL, &to) != 0) {
            draw->failed = true;
        }
    }
}

/* ---- pictures ---- */

void garden_paint(struct canvas *canvas, const struct palette *palette, const struct garden *garden,
                  float light)
{
    struct garden_art *art = calloc(1, sizeof *art);
    struct garden_scene scene = {.garden = garden, .bed = GARDEN_WHOLE};
    scene.room = garden_room((float)canvas->width, (float)canvas->height);
    if (art && paint_land(art, palette, canvas->width, canvas->height,
                          garden ? garden_light(garden) : BLOOM_IDLE)) {
        int count = bed_list(&scene, canvas->height, art->plant);
        for (int i = 0; i < count; i++) {
            paint_plant(&art->land, &art->path, &art->plant[i]);
        }
        light_compose(canvas, &art->land, NULL, light, is_night(palette), 0, canvas->height);
    } else {
        canvas_clear(canvas, palette->sky[1]);
    }
    garden_art_free(art);
}
