#include "draw_garden_sprite.h"

#include "draw_garden_light.h"

#include <math.h>
#include <string.h>

#define HEIGHT_STEPS 12 /* of a plant's size, in each doubling: sprites are shared */

void sprite_shelf_free(struct sprite_shelf *shelf)
{
    for (int i = 0; i < SPRITE_ROOM; i++) {
        if (shelf->sprite[i].texture) {
            SDL_DestroyTexture(shelf->sprite[i].texture);
        }
    }
    canvas_free(&shelf->canvas);
    memset(shelf, 0, sizeof *shelf);
}

void sprite_shelf_begin(struct sprite_shelf *shelf, int budget)
{
    shelf->frame++;
    shelf->budget = budget;
}

/* ---- making one ---- */

static SDL_Rect used_part(const struct canvas *canvas)
{
    int x0 = canvas->width, y0 = canvas->height, x1 = 0, y1 = 0;
    for (int y = 0; y < canvas->height; y++) {
        for (int x = 0; x < canvas->width; x++) {
            if (canvas->px[(size_t)y * (size_t)canvas->width + (size_t)x] >> 24) {
                x0 = x < x0 ? x : x0;
                x1 = x + 1 > x1 ? x + 1 : x1;
                y0 = y < y0 ? y : y0;
                y1 = y + 1;
            }
        }
    }
    return (SDL_Rect){x0, y0, x1 > x0 ? x1 - x0 : 0, y1 > y0 ? y1 - y0 : 0};
}

static bool make(struct sprite_shelf *shelf, struct sprite *sprite, SDL_Renderer *renderer,
                 struct path *path, const struct plant_look *look, int height, float light)
{
    struct canvas *canvas = &shelf->canvas;
    int width = height * 5 / 4 + 4, tall = height * 5 / 4 + 4, foot = height * 6 / 5;
    if (!canvas_resize(canvas, width, tall)) {
        return false;
    }
    canvas_clear(canvas, 0);
    plant_paint(canvas, path, look, 0.5f * (float)width, (float)foot, (float)height);
    light_tint(canvas, light);
    SDL_Rect part = used_part(canvas);
    if (part.w == 0) {
        return false;
    }
    SDL_Texture *texture = SDL_CreateTexture(renderer, SDL_PIXELFORMAT_ARGB8888,
                                             SDL_TEXTUREACCESS_STATIC, part.w, part.h);
    const uint32_t *px = canvas->px + (size_t)part.y * (size_t)canvas->width + (size_t)part.x;
    if (!texture || SDL_UpdateTexture(texture, NULL, px, canvas->width * (int)sizeof *px) != 0 ||
        SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND) != 0) {
        SDL_DestroyTexture(texture);
        return false;
    }
    *sprite = (struct sprite){.texture = texture,
                              .width = part.w,
                              .height = part.h,
                              .foot_x = width / 2 - part.x,
                              .foot_y = foot - part.y};
    return true;
}

/* Its own place, or the one used longest ago; *found tells which. */
static struct sprite *place_for(struct sprite_shelf *shelf, uint64_t key, bool *found)
{
    struct sprite *oldest = &shelf->sprite[0];
    for (int i = 0; i < SPRITE_ROOM; i++) {
        struct sprite *sprite = &shelf->sprite[i];
        if (sprite->texture && sprite->key == key) {
            *found = true;
            return sprite;
        }
        uint32_t used = sprite->texture ? sprite->used : 0;
        oldest = used < (oldest->texture ? oldest->used : 0) ? sprite : oldest;
    }
    *found = false;
    return oldest;
}

static float steps(float value, int count)
{
    return roundf(value * (float)count) / (float)count;
}

/* The same plant leaning otherwise, for a frame that has made enough. */
static const struct sprite *any_bend(struct sprite_shelf *shelf, const int32_t like[6])
{
    int32_t parts[6];
    memcpy(parts, like, sizeof parts);
    for (int32_t bend = -SPRITE_BENDS; bend <= SPRITE_BENDS; bend++) {
        parts[4] = bend;
        bool found;
        struct sprite *sprite =
            place_for(shelf, hash_bytes(HASH_START, parts, sizeof parts), &found);
        if (found) {
            sprite->used = shelf->frame;
            return sprite;
        }
    }
    return NULL;
}

const struct sprite *sprite_get(struct sprite_shelf *shelf, SDL_Renderer *renderer,
                                struct path *path, const struct plant_look *look, float height,
                                float light)
{
    struct plant_look near = *look;
    near.bend = steps(look->bend, SPRITE_BENDS);
    near.open = steps(look->open, SPRITE_OPENS);
    near.grown = 1;
    int size = (int)roundf(log2f(fmaxf(height * look->grown, 4)) * HEIGHT_STEPS);
    int hour = (int)roundf(light * SPRITE_HOURS);
    const int32_t parts[] = {(int32_t)near.plant,
                             near.tint,
                             size,
                             hour,
                             (int32_t)roundf(near.bend * SPRITE_BENDS),
                             (int32_t)roundf(near.open * SPRITE_OPENS)};
    uint64_t key = hash_bytes(HASH_START, parts, sizeof parts);
    bool found;
    struct sprite *sprite = place_for(shelf, key, &found);
    if (!found) {
        if (shelf->budget <= 0) {
            return any_bend(shelf, parts);
        }
        shelf->budget--;
        if (sprite->texture) {
            SDL_DestroyTexture(sprite->texture);
            sprite->texture = NULL;
        }
        int tall = (int)roundf(exp2f((float)size / HEIGHT_STEPS));
        if (!make(shelf, sprite, renderer, path, &near, tall, (float)hour / SPRITE_HOURS)) {
            return NULL;
        }
        sprite->key = key;
    }
    sprite->used = shelf->frame;
    return sprite;
}
