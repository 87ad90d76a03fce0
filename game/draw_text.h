/* Text as textures: found through fontconfig, set by SDL_ttf, wrapped, and kept as long as it is
 * used. */
#ifndef UNGUARD_DRAW_TEXT_H
#define UNGUARD_DRAW_TEXT_H

#include "base.h"

#include <SDL.h>

/* What a text is set from; two equal ones share a texture. */
struct text_spec {
    int size_px, least_px; /* type size: the largest between these that fits; least <= size */
    int width_px;          /* of the box */
    int height_px;         /* of the box; 0: as high as it gets */
    int lines;             /* at most, >= 1 */
    int align;             /* 0 left, 1 centre, 2 right: of lines among each other */
    bool bold;
    uint32_t color; /* 0xAARRGGBB */
};

struct text_block {
    SDL_Texture *texture; /* borrowed from the cache until the next text_cache_get */
    int width, height;    /* of the texture, pixels */
    int size_px;          /* the size it was set in */
    bool cut;             /* words are missing: an ellipsis stands for them */
};

struct text_cache;

/* Finds a sans-serif font. Fails when the system has none, saying which package to install. */
struct text_cache *text_cache_open(SDL_Renderer *renderer, struct error *err);
void text_cache_close(struct text_cache *cache); /* NULL-safe; before the renderer goes */
void text_cache_clear(struct text_cache *cache); /* every text is set anew when next asked for */

/* An empty text gives a block without texture. False when SDL fails. */
bool text_cache_get(struct text_cache *cache, const char *text, const struct text_spec *spec,
                    struct text_block *block);

const char *text_cache_font(const struct text_cache *cache); /* the file in use; borrowed */

#endif
