/* The gardens of past days: a gallery with date and routine, and each one over the whole window. */
#include "draw_garden.h"
#include "gallery.h"
#include "history_day.h"
#include "screen_parts.h"

#include <math.h>
#include <stdio.h>

#define COLUMNS 3
#define ROWS    2
#define A_PAGE  (COLUMNS * ROWS)

static int chosen_of(const struct screen_view *view, const struct screen_state *state)
{
    int last = view->gallery->count - 1;
    return last < 0 ? 0 : clamp_int(state->page, 0, last);
}

/* "Tuesday, 14 November 2023", or short. */
static void date_words(int32_t day, bool brief, char *text, size_t size)
{
    static const char *const weekdays[] = {"Thursday", "Friday",  "Saturday", "Sunday",
                                           "Monday",   "Tuesday", "Wednesday"};
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int32_t year, month, date;
    history_date_of_day(day, &year, &month, &date);
    const char *weekday = weekdays[(day % 7 + 7) % 7], *name = months[clamp_int(month - 1, 0, 11)];
    if (brief) {
        snprintf(text, size, "%d %.3s %d", (int)date, name, (int)year);
    } else {
        snprintf(text, size, "%s, %d %s %d", weekday, (int)date, name, (int)year);
    }
}

static void grown_words(const struct garden *garden, char *text, size_t size)
{
    snprintf(text, size, "%d flower%s%s", (int)garden->reps, garden->reps == 1 ? "" : "s",
             garden->complete ? ", the whole routine" : "");
}

/* ---- the gallery ---- */

static struct rect card_of(const struct layout *layout)
{
    float m = layout->margin;
    return (struct rect){m, m, layout->hints.w, layout->hints.y - 1.5f * m};
}

/* In the window: picture and words below it. */
static void slot_of(const struct layout *layout, int slot, struct rect *picture, struct rect *words)
{
    struct rect card = card_of(layout);
    float pad = layout->margin, top = 0.145f * card.h;
    float w = (card.w - (COLUMNS + 1) * pad) / COLUMNS, h = (card.h - top - pad) / ROWS;
    float x = card.x + pad + (w + pad) * (float)(slot % COLUMNS);
    float y = card.y + top + h * (float)(slot / COLUMNS);
    float line = ceilf(1.2f * (float)layout->least);
    float tall = h - 0.5f * pad - 1.75f * line;
    *picture = (struct rect){roundf(x), roundf(y), roundf(w), roundf(tall)};
    *words = (struct rect){roundf(x), roundf(y + tall + 0.1f * line), roundf(w), 1.6f * line};
}

static void paint_pictures(struct draw *draw, const struct layout *layout,
                           const struct gallery *gallery, int first)
{
    struct rect card = card_of(layout);
    uint64_t key = parts_key(parts_key(HASH_START, 771), first);
    for (int i = first; i < gallery->count && i < first + A_PAGE; i++) {
        key = parts_key(key, (int64_t)garden_hash(&gallery->past[i].garden));
    }
    struct canvas *canvas = draw_layer_begin(draw, LAYER_CARD, (int)card.w, (int)card.h, key);
    if (!canvas) {
        return;
    }
    struct canvas small = {0};
    for (int i = first; i < gallery->count && i < first + A_PAGE; i++) {
        struct rect at, words;
        slot_of(layout, i - first, &at, &words);
        if (!canvas_resize(&small, (int)at.w, (int)at.h)) {
            draw->failed = true;
            break;
        }
        const struct garden *garden = &gallery->past[i].garden;
        garden_paint(&small, draw->palette, garden, 0.10f + 0.90f * garden_light(garden));
        for (int y = 0; y < small.height; y++) {
            uint32_t *row = canvas->px + (size_t)(y + (int)(at.y - card.y)) * (size_t)canvas->width;
            for (int x = 0; x < small.width; x++) {
                row[x + (int)(at.x - card.x)] =
                    small.px[(size_t)y * (size_t)small.width + (size_t)x];
            }
        }
    }
    canvas_free(&small);
    draw_layer_end(draw, LAYER_CARD, false);
}

static void mark_chosen(struct draw *draw, const struct layout *layout, struct rect at, float x,
                        float y)
{
    float edge = roundf(5 * layout->unit);
    int w = (int)(at.w + 2 * edge), h = (int)(at.h + 2 * edge);
    struct canvas *canvas = draw_layer_begin(draw, LAYER_SIDE, w, h, parts_key(HASH_START, 772));
    if (canvas) {
        canvas_frame(canvas, (struct rect){0, 0, (float)w, (float)h}, 2 * edge, edge,
                     draw->palette->ink);
        draw_layer_end(draw, LAYER_SIDE, false);
    }
    draw_layer_show(draw, LAYER_SIDE, x - edge, y - edge);
}

static void draw_gallery(struct draw *draw, const struct layout *layout,
                         const struct screen_view *view, int chosen)
{
    const struct gallery *gallery = view->gallery;
    struct rect card = card_of(layout);
    int first = chosen / A_PAGE * A_PAGE;
    char heading[64];
    snprintf(heading, sizeof heading, "Your gardens");
    struct text_style style = {.size_px = layout->title,
                               .least_px = layout->least,
                               .bold = true,
                               .color = draw->palette->ink};
    struct rect top = {card.x + layout->margin, card.y, card.w - 2 * layout->margin,
                       0.145f * card.h};
    draw_text(draw, heading, top, style);
    paint_pictures(draw, layout, gallery, first);
    draw_layer_show(draw, LAYER_CARD, card.x, card.y);
    style.size_px = layout->least;
    style.least_px = (int)(0.42f * (float)layout->least);
    style.bold = false;
    style.lines = 3;
    for (int i = first; i < gallery->count && i < first + A_PAGE; i++) {
        struct rect at, words;
        char text[NAME_SIZE + 48], date[48];
        slot_of(layout, i - first, &at, &words);
        if (i == chosen) {
            mark_chosen(draw, layout, at, at.x, at.y);
        }
        date_words(gallery->past[i].day, true, date, sizeof date);
        snprintf(text, sizeof text, "%s\n%s", date, gallery->past[i].routine_name);
        style.bold = i == chosen;
        style.color = i == chosen ? draw->palette->ink : draw->palette->soft;
        draw_text(draw, text, words, style);
    }
}

/* ---- one garden, and none ---- */

static void draw_one(struct draw *draw, const struct layout *layout, const struct screen_view *view,
                     int chosen)
{
    const struct gallery_garden *past = &view->gallery->past[chosen];
    float m = layout->margin;
    struct rect card = {m, m, 0.62f * (float)draw->width, roundf(0.25f * (float)draw->height)};
    struct garden_scene scene = {.garden = &past->garden,
                                 .bed = GARDEN_WHOLE,
                                 .room = garden_room((float)draw->width, (float)draw->height),
                                 .light = 0.10f + 0.90f * garden_light(&past->garden),
                                 .clock_s = draw->clock_s,
                                 .now_s = 1e6};
    garden_draw_ground(draw, &scene, &card, 1, layout->radius);
    garden_draw_plants(draw, &scene);
    char date[64], grown[64];
    date_words(past->day, false, date, sizeof date);
    grown_words(&past->garden, grown, sizeof grown);
    struct text_style style = {.size_px = layout->body,
                               .least_px = (int)(0.6f * (float)layout->least),
                               .bold = true,
                               .color = draw->palette->ink};
    float x = card.x + m, w = card.w - 2 * m, line = card.h / 3.4f, y = card.y + 0.2f * line;
    draw_text(draw, date, (struct rect){x, y, w, line}, style);
    style.bold = false;
    draw_text(draw, past->routine_name, (struct rect){x, y + line, w, line}, style);
    style.color = draw->palette->calm;
    draw_text(draw, grown, (struct rect){x, y + 2 * line, w, line}, style);
}

static void draw_none(struct draw *draw, const struct layout *layout)
{
    float h = (float)draw->height, m = layout->margin;
    struct rect card = {m, m, layout->hints.w, roundf(0.42f * h)};
    struct text_style style = {.size_px = layout->title,
                               .least_px = layout->least,
                               .align = TEXT_CENTRE,
                               .bold = true,
                               .color = draw->palette->ink};
    draw_text(draw, "Your gardens",
              (struct rect){card.x + m, card.y, card.w - 2 * m, 0.35f * card.h}, style);
    style.size_px = layout->body;
    style.bold = false;
    style.lines = 3;
    draw_text(draw,
              "The first one is still to come. It grows with your next session, a flower for each "
              "repetition, and it stays.",
              (struct rect){card.x + m, card.y + 0.34f * card.h, card.w - 2 * m, 0.58f * card.h},
              style);
}

static void gardens_draw(struct draw *draw, const struct screen_view *view,
                         struct screen_state *state)
{
    static const struct hint many[] = {
        {"\xe2\x86\x90 \xe2\x86\x92", "choose"}, {"Enter", "visit"}, {"Q", "back"}};
    static const struct hint one[] = {
        {"\xe2\x86\x90 \xe2\x86\x92", "other days"}, {"Enter", "all"}, {"Q", "back"}};
    static const struct hint none[] = {{"Q", "back"}};
    struct layout layout = layout_make(draw->width, draw->height);
    int chosen = chosen_of(view, state);
    struct screen_view land = {0}; /* the land alone behind the gallery */
    if (view->gallery->count > 0 && state->opened) {
        draw_one(draw, &layout, view, chosen);
        parts_hints(draw, &layout, one, (int)ARRAY_LENGTH(one));
        return;
    }
    struct rect card = card_of(&layout);
    if (view->gallery->count == 0) {
        card.h = roundf(0.42f * (float)draw->height);
        parts_plate(draw, &layout, &land, &card, 1);
        draw_none(draw, &layout);
        parts_hints(draw, &layout, none, (int)ARRAY_LENGTH(none));
        return;
    }
    parts_plate(draw, &layout, &land, &card, 1);
    draw_gallery(draw, &layout, view, chosen);
    parts_hints(draw, &layout, many, (int)ARRAY_LENGTH(many));
}

static struct request gardens_key(const struct screen_view *view, struct screen_state *state,
                                  enum screen_key key)
{
    int chosen = chosen_of(view, state);
    switch (key) {
    case KEY_LEFT:
        state->page = chosen - 1 < 0 ? 0 : chosen - 1;
        break;
    case KEY_RIGHT:
        state->page = chosen + 1;
        state->page = chosen_of(view, state);
        break;
    case KEY_ENTER:
    case KEY_SPACE:
        state->opened = !state->opened && view->gallery->count > 0;
        break;
    case KEY_QUIT:
    case KEY_GARDENS:
        if (state->opened) {
            state->opened = false;
            break;
        }
        return (struct request){REQUEST_BACK, {0}};
    default:
        break;
    }
    return (struct request){REQUEST_NONE, {0}};
}

const struct screen screen_gardens = {"gardens", gardens_draw, gardens_key};
