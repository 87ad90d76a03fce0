#include "draw.h"

#include "draw_garden.h"

#include <math.h>
#include <string.h>

/* ---- palettes ---- */

const struct palette *palette_dawn(void)
{
    static const struct palette dawn = {
        .sky = {0xff33426b, 0xff6a6f9c, 0xffd9a29b, 0xfff7d9b4},
        .sun = 0xfffff0d0,
        .hill = {0xff8d86a6, 0xff5d6a86, 0xff37495f},
        .panel = 0xde162136,
        .well = 0xff223049,
        .ink = 0xfffdf6ea,
        .soft = 0xffc9cfdd,
        .calm = 0xff8fdcb4,
        .approach = 0xffffd27a,
        .over = 0xffff9f7d,
        .stop = 0xffcdb8ff,
        .unseen = 0xff9fd0f5,
        .mat = 0xff8a6f8e,
        .line = 0xc0101828,
        .figure = {{0xfff0c8a4, 0xffb59b98}, {0xfff7ead8, 0xffa9a6bd}, 0xff86cfb0, 0xff26344f},
    };
    return &dawn;
}

const struct palette *palette_high_contrast(void)
{
    static const struct palette high = {
        .sky = {0xff000000, 0xff000000, 0xff000000, 0xff000000},
        .sun = 0x00000000,
        .hill = {0xff000000, 0xff000000, 0xff000000},
        .panel = 0xff000000,
        .well = 0xff303030,
        .ink = 0xffffffff,
        .soft = 0xffffffff,
        .calm = 0xff7dffb8,
        .approach = 0xffffe000,
        .over = 0xffffa050,
        .stop = 0xffe0c8ff,
        .unseen = 0xff80d8ff,
        .mat = 0xff303030,
        .line = 0xff000000,
        .figure = {{0xffffffff, 0xffa0a0a0}, {0xffffffff, 0xffa0a0a0}, 0xff7dffb8, 0xff000000},
    };
    return &high;
}

/* ---- frames and layers ---- */

void draw_init(struct draw *draw, SDL_Renderer *renderer, struct text_cache *text,
               const struct palette *palette)
{
    memset(draw, 0, sizeof *draw);
    draw->renderer = renderer;
    draw->text = text;
    draw->palette = palette;
}

void draw_free(struct draw *draw)
{
    for (int id = 0; id < LAYER_COUNT; id++) {
        if (draw->layer[id].texture) {
            SDL_DestroyTexture(draw->layer[id].texture);
        }
        canvas_free(&draw->layer[id].canvas);
    }
    canvas_free(&draw->scene);
    garden_art_free(draw->garden);
    picture_scaler_free(&draw->scaler);
    memset(draw, 0, sizeof *draw);
}

void draw_forget(struct draw *draw)
{
    for (int id = 0; id < LAYER_COUNT; id++) {
        draw->layer[id].painted = false;
    }
    garden_art_free(draw->garden);
    draw->garden = NULL;
    text_cache_clear(draw->text);
}

void draw_begin(struct draw *draw, int width, int height)
{
    draw->width = width;
    draw->height = height;
    draw->slide_px = 0;
    draw->smallest_px = 0;
    draw->cut_texts = 0;
}

static bool layer_texture(struct draw *draw, struct layer *layer, int width, int height)
{
    if (layer->texture && layer->width == width && layer->height == height) {
        return true;
    }
    if (layer->texture) {
        SDL_DestroyTexture(layer->texture);
    }
    layer->texture = SDL_CreateTexture(draw->renderer, SDL_PIXELFORMAT_ARGB8888,
                                       SDL_TEXTUREACCESS_STREAMING, width, height);
    layer->width = layer->texture ? width : 0;
    layer->height = layer->texture ? height : 0;
    return layer->texture != NULL;
}

struct canvas *draw_layer_begin(struct draw *draw, enum draw_layer id, int width, int height,
                                uint64_t key)
{
    struct layer *layer = &draw->layer[id];
    width = width < 1 ? 1 : width;
    height = height < 1 ? 1 : height;
    if (layer->painted && layer->key == key && layer->width == width && layer->height == height) {
        return NULL;
    }
    layer->painted = false;
    if (!layer_texture(draw, layer, width, height) ||
        !canvas_resize(&layer->canvas, width, height)) {
        draw->failed = true;
        return NULL;
    }
    layer->key = key;
    canvas_clear(&layer->canvas, 0);
    return &layer->canvas;
}

void draw_layer_end(struct draw *draw, enum draw_layer id, bool opaque)
{
    struct layer *layer = &draw->layer[id];
    if (SDL_UpdateTexture(layer->texture, NULL, layer->canvas.px,
                          layer->width * (int)sizeof(uint32_t)) != 0 ||
        SDL_SetTextureBlendMode(layer->texture,
                                opaque ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND) != 0) {
        draw->failed = true;
        return;
    }
    layer->painted = true;
}

void draw_layer_show(struct draw *draw, enum draw_layer id, float x, float y)
{
    struct layer *layer = &draw->layer[id];
    if (!layer->painted) {
        return;
    }
    SDL_Rect to = {(int)x, (int)(y + (id == LAYER_PLATE ? 0 : draw->slide_px)), layer->width,
                   layer->height};
    if (SDL_RenderCopy(draw->renderer, layer->texture, NULL, &to) != 0) {
        draw->failed = true;
    }
}

void draw_dim(struct draw *draw, uint32_t color, int alpha)
{
    SDL_SetRenderDrawBlendMode(draw->renderer, SDL_BLENDMODE_BLEND);
    SDL_SetRenderDrawColor(draw->renderer, (Uint8)(color >> 16), (Uint8)(color >> 8), (Uint8)color,
                           (Uint8)alpha);
    SDL_RenderFillRect(draw->renderer, NULL);
}

float draw_ease(const struct draw *draw, double since_s, double now_s, double length_s)
{
    if (draw->still || now_s - since_s >= length_s) {
        return 1;
    }
    float left = 1 - clamp_float((float)((now_s - since_s) / length_s), 0, 1);
    return 1 - left * left * left;
}

/* ---- text ---- */

static struct text_spec spec_of(struct rect box, struct text_style style)
{
    return (struct text_spec){.size_px = style.size_px,
                              .least_px = style.least_px ? style.least_px : style.size_px,
                              .width_px = (int)box.w,
                              .height_px = (int)box.h,
                              .lines = style.lines > 0 ? style.lines : 1,
                              .align = (int)style.align,
                              .bold = style.bold,
                              .color = style.color};
}

int draw_text_width(struct draw *draw, const char *text, struct text_style style)
{
    struct text_spec spec = spec_of((struct rect){0, 0, 16384, 0}, style);
    struct text_block block;
    return text_cache_get(draw->text, text, &spec, &block) ? block.width : 0;
}

void draw_text(struct draw *draw, const char *text, struct rect box, struct text_style style)
{
    struct text_spec spec = spec_of(box, style);
    struct text_block block;
    if (!text || !text_cache_get(draw->text, text, &spec, &block)) {
        draw->failed = draw->failed || text;
        return;
    }
    if (!block.texture) {
        return;
    }
    if (style.needed && (draw->smallest_px == 0 || block.size_px < draw->smallest_px)) {
        draw->smallest_px = block.size_px;
    }
    draw->cut_texts += block.cut;
    float spare = box.w - (float)block.width;
    SDL_Rect to = {(int)lroundf(box.x + spare * 0.5f * (float)style.align),
                   (int)lroundf(box.y + (box.h - (float)block.height) / 2 + draw->slide_px),
                   block.width, block.height};
    if (SDL_RenderCopy(draw->renderer, block.texture, NULL, &to) != 0) {
        draw->failed = true;
    }
}
