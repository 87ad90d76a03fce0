/* What screens draw with: a palette, layers that are painted once and shown often, and text. */
#ifndef UNGUARD_DRAW_H
#define UNGUARD_DRAW_H

#include "draw_canvas.h"
#include "draw_picture.h"
#include "draw_text.h"

#include <SDL.h>

/* The figure that stands where there is no picture; near and far limbs. */
struct figure_colors {
    uint32_t skin[2], legs[2], shirt, edge;
};

/* Meaning is never by colour alone: each tone has an icon of its own shape (draw_icon.h). */
struct palette {
    uint32_t sky[4];       /* top to bottom */
    uint32_t sun, hill[3]; /* near the horizon to the front */
    uint32_t panel, well;  /* cards on the sky; hollows in cards */
    uint32_t ink, soft;    /* text, and text that may wait */
    uint32_t calm;         /* moving well, held well */
    uint32_t approach;     /* a limit is near */
    uint32_t over;         /* ease off */
    uint32_t stop;         /* come back gently */
    uint32_t unseen;       /* not seen */
    uint32_t mat;          /* what the figure stands on */
    uint32_t line;         /* the overlay's halo */
    struct figure_colors figure;
};

/* What is painted once and shown as it is until its key changes. */
enum draw_layer {
    LAYER_PLATE,   /* the window's ground with its cards */
    LAYER_PICTURE, /* camera picture or backdrop, with the body */
    LAYER_GLOW, /* light behind the ring */
    LAYER_RING,
    LAYER_BAND, /* the message below the picture */
    LAYER_SIDE, /* marks of the right-hand column */
    LAYER_CARD, /* a card over everything */
    LAYER_HINTS,
    LAYER_CAPTION, /* the ground of what is being said */
    LAYER_HANDS, /* the ring of a gesture under way */
    LAYER_COUNT
};

struct layer {
    SDL_Texture *texture;
    struct canvas canvas;
    uint64_t key;
    int width, height; /* of the texture; 0: none */
    bool painted;
};

struct garden_art; /* draw_garden.c's own */

struct draw {
    SDL_Renderer *renderer; /* borrowed from the app */
    int width, height;      /* of the frame, pixels */
    const struct palette *palette;
    struct text_cache *text;
    struct layer layer[LAYER_COUNT];
    struct canvas scene; /* the picture layer without the body */
    uint64_t scene_key;  /* of what is in it */
    struct picture_scaler scaler;
    struct garden_art *garden; /* owned; NULL until the garden is first drawn */
    bool still;      /* reduced motion: everything settled */
    double clock_s;  /* of the display, of this frame; for what moves */
    float slide_px;  /* added to every y: a screen easing in */
    int smallest_px; /* smallest text marked as needed in this frame; 0: none was drawn */
    int cut_texts;   /* texts of this frame that did not fit and were cut */
    bool failed;     /* a texture could not be made or shown: SDL_GetError says why */
};

const struct palette *palette_dawn(void);          /* static */
const struct palette *palette_high_contrast(void); /* static */

/* text is borrowed. */
void draw_init(struct draw *draw, SDL_Renderer *renderer, struct text_cache *text,
               const struct palette *palette);
void draw_free(struct draw *draw); /* layers and what they hold */

/* The renderer lost its textures: everything is painted and set anew. */
void draw_forget(struct draw *draw);

/* Before a frame. */
void draw_begin(struct draw *draw, int width, int height);

/* A canvas of this size, cleared to see-through, to be painted and ended; NULL while the layer
 * already shows this key at this size (or memory is short: draw->failed). */
struct canvas *draw_layer_begin(struct draw *draw, enum draw_layer id, int width, int height,
                                uint64_t key);
void draw_layer_end(struct draw *draw, enum draw_layer id, bool opaque);
void draw_layer_show(struct draw *draw, enum draw_layer id, float x, float y);

/* How a text stands in its box. */
enum text_align { TEXT_LEFT, TEXT_CENTRE, TEXT_RIGHT };

struct text_style {
    int size_px, least_px; /* the largest size that fits, between these */
    int lines;             /* at most; 0: 1 */
    enum text_align align; /* upright it is always centred in its box */
    bool bold;
    bool needed; /* read while exercising: counted in draw->smallest_px */
    uint32_t color;
};

/* Draws text in the box, wrapped at words, cut with an ellipsis only at the least size. */
void draw_text(struct draw *draw, const char *text, struct rect box, struct text_style style);

/* How wide it would be in one line, in pixels, at style.size_px. */
int draw_text_width(struct draw *draw, const char *text, struct text_style style);

/* The ground of screens, dimmed by alpha 0..255. */
void draw_dim(struct draw *draw, uint32_t color, int alpha);

/* Part of an eased transition that is over, 0..1, for a start and a length in seconds. */
float draw_ease(const struct draw *draw, double since_s, double now_s, double length_s);

#endif
