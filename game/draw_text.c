#include "draw_text.h"

#include <SDL_ttf.h>
#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>

#define CACHE_SLOTS 128
#define TEXT_ROOM   256 /* bytes of one text */
#define MAX_LINES   6

struct slot {
    char text[TEXT_ROOM];
    struct text_spec spec;
    struct text_block block;
    uint64_t used; /* tick of the last use; 0: empty */
};

struct text_cache {
    SDL_Renderer *renderer;
    TTF_Font *font[2]; /* regular, bold */
    char path[2][512];
    uint64_t tick;
    struct slot slot[CACHE_SLOTS];
};

/* ---- fonts ---- */

/* The system's best match: DejaVu Sans where it is, otherwise whatever is sans-serif. */
static bool find_font(bool bold, char *path, size_t size, int *face)
{
    FcPattern *wish = FcPatternCreate();
    if (!wish) {
        return false;
    }
    FcPatternAddString(wish, FC_FAMILY, (const FcChar8 *)"DejaVu Sans");
    FcPatternAddString(wish, FC_FAMILY, (const FcChar8 *)"sans-serif");
    FcPatternAddInteger(wish, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_NORMAL);
    FcPatternAddBool(wish, FC_SCALABLE, FcTrue);
    FcConfigSubstitute(NULL, wish, FcMatchPattern);
    FcDefaultSubstitute(wish);
    FcResult result = FcResultNoMatch;
    FcPattern *match = FcFontMatch(NULL, wish, &result);
    FcPatternDestroy(wish);
    if (!match) {
        return false;
    }
    FcChar8 *file = NULL;
    bool found = FcPatternGetString(match, FC_FILE, 0, &file) == FcResultMatch &&
                 text_copy(path, size, (const char *)file);
    if (FcPatternGetInteger(match, FC_INDEX, 0, face) != FcResultMatch) {
        *face = 0;
    }
    FcPatternDestroy(match);
    return found;
}

static bool open_fonts(struct text_cache *cache, struct error *err)
{
    for (int bold = 0; bold < 2; bold++) {
        int face = 0;
        if (!find_font(bold, cache->path[bold], sizeof cache->path[bold], &face)) {
            return error_set(err, "No font found on this system: install one, for example with "
                                  "'apt install fonts-dejavu-core'.");
        }
        cache->font[bold] = TTF_OpenFontIndex(cache->path[bold], 24, face & 0xffff);
        if (!cache->font[bold]) {
            return error_set(err,
                             "%s: this font can't be read (%s): install another, for example "
                             "with 'apt install fonts-dejavu-core'.",
                             cache->path[bold], TTF_GetError());
        }
        TTF_SetFontHinting(cache->font[bold], TTF_HINTING_LIGHT);
    }
    return true;
}

struct text_cache *text_cache_open(SDL_Renderer *renderer, struct error *err)
{
    struct text_cache *cache = calloc(1, sizeof *cache);
    if (!cache) {
        error_set(err, "Not enough memory for text.");
        return NULL;
    }
    cache->renderer = renderer;
    if (TTF_Init() != 0) {
        error_set(err, "SDL_ttf can't start: %s.", TTF_GetError());
        free(cache);
        return NULL;
    }
    if (!FcInit() || !open_fonts(cache, err)) {
        if (err && err->text[0] == '\0') {
            error_set(err, "fontconfig can't start: install it with 'apt install fontconfig'.");
        }
        text_cache_close(cache);
        return NULL;
    }
    return cache;
}

void text_cache_clear(struct text_cache *cache)
{
    for (int i = 0; i < CACHE_SLOTS; i++) {
        if (cache->slot[i].block.texture) {
            SDL_DestroyTexture(cache->slot[i].block.texture);
        }
        memset(&cache->slot[i], 0, sizeof cache->slot[i]);
    }
}

void text_cache_close(struct text_cache *cache)
{
    if (!cache) {
        return;
    }
    text_cache_clear(cache);
    for (int bold = 0; bold < 2; bold++) {
        if (cache->font[bold]) {
            TTF_CloseFont(cache->font[bold]);
        }
    }
    TTF_Quit();
    FcFini();
    free(cache);
}

const char *text_cache_font(const struct text_cache *cache)
{
    return cache->path[0];
}

/* ---- setting ---- */

struct setting {
    char line[MAX_LINES][TEXT_ROOM];
    int width[MAX_LINES];
    int count, height, widest;
    bool cut;
};

static int measure(TTF_Font *font, const char *text)
{
    int width = 0;
    TTF_SizeUTF8(font, text, &width, NULL);
    return width;
}

/* Takes bytes off the end, whole characters only, until the ellipsis fits. */
static void cut_line(TTF_Font *font, char *line, int width_px)
{
    static const char ellipsis[] = "\xe2\x80\xa6";
    char trial[TEXT_ROOM + sizeof ellipsis];
    size_t length = strlen(line);
    do {
        while (length > 0 && ((unsigned char)line[length] & 0xc0) == 0x80) {
            length--;
        }
        line[length] = '\0';
        text_copy(trial, sizeof trial, line);
        text_copy(trial + length, sizeof trial - length, ellipsis);
    } while (measure(font, trial) > width_px && length-- > 0);
    text_copy(line, TEXT_ROOM, trial);
}

/* Greedy lines at words and at line feeds; what does not fit in the last line is cut. */
static void wrap(TTF_Font *font, const char *text, const struct text_spec *spec,
                 struct setting *out)
{
    memset(out, 0, sizeof *out);
    int most = clamp_int(spec->lines, 1, MAX_LINES);
    const char *at = text;
    while (*at && out->count < most) {
        char *line = out->line[out->count];
        size_t taken = 0;
        bool last = out->count == most - 1;
        while (at[taken] && at[taken] != '\n') {
            size_t end = taken;
            while (at[end] == ' ') {
                end++;
            }
            while (at[end] && at[end] != ' ' && at[end] != '\n') {
                end++;
            }
            char trial[TEXT_ROOM];
            memcpy(trial, at, end);
            trial[end] = '\0';
            if (taken > 0 && measure(font, trial) > spec->width_px && !last) {
                break;
            }
            taken = end;
        }
        memcpy(line, at, taken);
        line[taken] = '\0';
        if (measure(font, line) > spec->width_px) {
            out->cut = true;
            cut_line(font, line, spec->width_px);
        }
        out->width[out->count] = measure(font, line);
        out->widest = out->width[out->count] > out->widest ? out->width[out->count] : out->widest;
        out->count++;
        at += taken;
        while (*at == ' ' || *at == '\n') {
            at++;
        }
    }
    out->cut = out->cut || *at;
    int skip = TTF_FontLineSkip(font);
    out->height = skip * (out->count - 1) + TTF_FontHeight(font);
}

/* A box may be exceeded by the empty space above capitals and below letters, a sixth of a line. */
static bool fits(TTF_Font *font, const struct setting *setting, const struct text_spec *spec)
{
    int slack = TTF_FontHeight(font) / 6;
    return !setting->cut && (spec->height_px <= 0 || setting->height - slack <= spec->height_px);
}

static SDL_Surface *paint(TTF_Font *font, const struct setting *setting,
                          const struct text_spec *spec)
{
    SDL_Surface *whole = SDL_CreateRGBSurfaceWithFormat(0, setting->widest + 2, setting->height, 32,
                                                        SDL_PIXELFORMAT_ARGB8888);
    if (!whole) {
        return NULL;
    }
    SDL_Color color = {(Uint8)(spec->color >> 16), (Uint8)(spec->color >> 8), (Uint8)spec->color,
                       (Uint8)(spec->color >> 24)};
    for (int i = 0; i < setting->count; i++) {
        if (!setting->line[i][0]) {
            continue;
        }
        SDL_Surface *line = TTF_RenderUTF8_Blended(font, setting->line[i], color);
        if (!line) {
            SDL_FreeSurface(whole);
            return NULL;
        }
        int spare = setting->widest - setting->width[i];
        SDL_Rect to = {spare * spec->align / 2, i * TTF_FontLineSkip(font), line->w, line->h};
        SDL_SetSurfaceBlendMode(line, SDL_BLENDMODE_NONE);
        SDL_BlitSurface(line, NULL, whole, &to);
        SDL_FreeSurface(line);
    }
    return whole;
}

static bool set_text(struct text_cache *cache, struct slot *slot)
{
    TTF_Font *font = cache->font[slot->spec.bold];
    struct setting setting;
    int size = slot->spec.size_px;
    for (;; size -= size > 40 ? 2 : 1) {
        size = size < slot->spec.least_px ? slot->spec.least_px : size;
        size = size < 4 ? 4 : size;
        TTF_SetFontSize(font, size);
        wrap(font, slot->text, &slot->spec, &setting);
        if (fits(font, &setting, &slot->spec) || size <= slot->spec.least_px || size <= 4) {
            break;
        }
    }
    SDL_Surface *surface = paint(font, &setting, &slot->spec);
    if (!surface) {
        return false;
    }
    SDL_Texture *texture = SDL_CreateTextureFromSurface(cache->renderer, surface);
    slot->block = (struct text_block){.texture = texture,
                                      .width = surface->w,
                                      .height = surface->h,
                                      .size_px = size,
                                      .cut = !fits(font, &setting, &slot->spec)};
    SDL_FreeSurface(surface);
    return texture != NULL;
}

/* ---- the cache ---- */

static bool same(const struct slot *slot, const char *text, const struct text_spec *spec)
{
    const struct text_spec *a = &slot->spec;
    return slot->used && a->size_px == spec->size_px && a->least_px == spec->least_px &&
           a->width_px == spec->width_px && a->height_px == spec->height_px &&
           a->lines == spec->lines && a->align == spec->align && a->bold == spec->bold &&
           a->color == spec->color && strcmp(slot->text, text) == 0;
}

bool text_cache_get(struct text_cache *cache, const char *text, const struct text_spec *spec,
                    struct text_block *block)
{
    char cut[TEXT_ROOM];
    text_copy(cut, sizeof cut, text);
    memset(block, 0, sizeof *block);
    if (!cut[0]) {
        return true;
    }
    struct slot *oldest = &cache->slot[0];
    cache->tick++;
    for (int i = 0; i < CACHE_SLOTS; i++) {
        struct slot *slot = &cache->slot[i];
        if (same(slot, cut, spec)) {
            slot->used = cache->tick;
            *block = slot->block;
            return true;
        }
        oldest = slot->used < oldest->used ? slot : oldest;
    }
    if (oldest->block.texture) {
        SDL_DestroyTexture(oldest->block.texture);
    }
    memset(oldest, 0, sizeof *oldest);
    text_copy(oldest->text, sizeof oldest->text, cut);
    oldest->spec = *spec;
    if (!set_text(cache, oldest)) {
        return false;
    }
    oldest->used = cache->tick;
    *block = oldest->block;
    return true;
}
