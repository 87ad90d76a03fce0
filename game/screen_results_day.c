/* The day's garden, and what it came to. */
#include "draw_path.h"
#include "screen_results.h"

#include <math.h>
#include <stdio.h>

static const struct {
    const char *name, *unknown, *growing, *shining;
} stars[STAR_COUNT] = {
    [STAR_CONTROL] = {"Control", "too few to say", "growing", "well kept"},
    [STAR_STEADY] = {"Steadiness", "too few to say", "growing", "even and calm"},
    [STAR_IN_TIME] = {"In time", "too few to say", "growing", "you listened"},
};

static struct rect card_of(const struct draw *draw, const struct layout *layout)
{
    float m = layout->margin;
    return (struct rect){m, m, layout->hints.w, roundf(0.53f * (float)draw->height)};
}

/* Filled where it shines, an outline where it doesn't yet. */
static void paint_star(struct canvas *canvas, struct path *path, float x, float y, float r,
                       uint32_t color, uint32_t well, bool filled)
{
    for (int layer = 0; layer < (filled ? 1 : 2); layer++) {
        float own = layer == 0 ? r : 0.74f * r;
        path_begin(path);
        for (int i = 0; i < 10; i++) {
            float turn = 0.62831853f * (float)i, far = i % 2 ? 0.46f * own : own;
            float px = x + far * sinf(turn), py = y + 0.05f * r - far * cosf(turn);
            if (i == 0) {
                path_start(path, px, py);
            } else {
                path_line(path, px, py);
            }
        }
        path_fill(path, canvas, paint_flat(layer == 0 ? color : well));
    }
}

static struct rect star_slot(struct rect card, const struct layout *layout, int i)
{
    float pad = layout->margin, w = (card.w - 4 * pad) / STAR_COUNT;
    return (struct rect){roundf(card.x + pad + (w + pad) * (float)i),
                         roundf(card.y + 0.40f * card.h), roundf(w), roundf(0.24f * card.h)};
}

static void draw_stars(struct draw *draw, const struct layout *layout, struct rect card,
                       const struct garden_stars *got)
{
    uint64_t key = parts_key(HASH_START, 773);
    for (int i = 0; i < STAR_COUNT; i++) {
        key = parts_key(key, got->of[i]);
    }
    struct canvas *canvas = draw_layer_begin(draw, LAYER_CARD, (int)card.w, (int)card.h, key);
    if (canvas) {
        struct path path = {0};
        for (int i = 0; i < STAR_COUNT; i++) {
            struct rect slot = star_slot(card, layout, i);
            slot.x -= card.x;
            slot.y -= card.y;
            canvas_round_rect(canvas, slot, 0.7f * layout->radius, draw->palette->well);
            bool shines = got->of[i] == STAR_SHINING;
            paint_star(canvas, &path, slot.x + 0.55f * slot.h, slot.y + 0.5f * slot.h,
                       0.38f * slot.h, shines ? draw->palette->approach : draw->palette->soft,
                       draw->palette->well, shines);
        }
        path_free(&path);
        draw_layer_end(draw, LAYER_CARD, false);
    }
    draw_layer_show(draw, LAYER_CARD, card.x, card.y);
    struct text_style style = {.size_px = layout->least,
                               .least_px = (int)(0.5f * (float)layout->least),
                               .bold = true,
                               .color = draw->palette->ink};
    for (int i = 0; i < STAR_COUNT; i++) {
        struct rect slot = star_slot(card, layout, i);
        float left = 1.1f * slot.h;
        struct rect words = {slot.x + left, slot.y + 0.06f * slot.h, slot.w - left - 0.2f * slot.h,
                             0.44f * slot.h};
        style.bold = true;
        style.color = draw->palette->ink;
        draw_text(draw, stars[i].name, words, style);
        words.y += 0.44f * slot.h;
        style.bold = false;
        style.color = draw->palette->soft;
        draw_text(draw,
                  got->of[i] == STAR_SHINING   ? stars[i].shining
                  : got->of[i] == STAR_GROWING ? stars[i].growing
                                               : stars[i].unknown,
                  words, style);
    }
}

static const char *headline(const struct world *world)
{
    return world->garden.complete ? "Today's garden is complete" : words_done(world->reason);
}

/* Of all exercises, what cost most: one thing, and none where nothing was lost. */
static bool work_on_words(const struct world *world, char *text, size_t size)
{
    const struct world_result *worst = NULL;
    for (int32_t i = 0; i < world->result_count; i++) {
        const struct world_result *own = &world->result[i];
        if (own->work_on[0] && (!worst || own->worst_points > worst->worst_points)) {
            worst = own;
        }
    }
    if (worst) {
        snprintf(text, size, "Next time: %s", worst->work_on);
    }
    return worst != NULL;
}

static void improved_words(const struct screen_view *view, char *text, size_t size)
{
    if (view->improved && view->improved[0]) {
        text_copy(text, size, view->improved);
    } else if (garden_gain(&view->world->garden) >= 1) {
        text_copy(text, size, "You grew steadier in the second half");
    } else if (view->world->garden.reps > 0) {
        text_copy(text, size, "A flower opened for each repetition, and it stays");
    } else {
        text_copy(text, size, "The garden keeps, and waits for another day");
    }
}

void results_draw_day(struct draw *draw, const struct layout *layout,
                      const struct screen_view *view, const struct screen_state *state)
{
    const struct world *world = view->world;
    struct rect card = card_of(draw, layout);
    parts_garden_plate(draw, layout, view, &card);
    draw->slide_px = parts_slide(draw, state);
    char text[WORDS_SIZE + 16];
    float x = card.x + 1.5f * layout->margin, w = card.w - 3 * layout->margin;
    struct text_style style = {.size_px = layout->title,
                               .least_px = layout->least,
                               .bold = true,
                               .color = draw->palette->ink};
    draw_text(draw, headline(world), (struct rect){x, card.y + 0.03f * card.h, w, 0.2f * card.h},
              style);
    style.size_px = layout->body;
    style.least_px = (int)(0.6f * (float)layout->least);
    style.bold = false;
    style.color = draw->palette->calm;
    results_total_words(world, text, sizeof text);
    draw_text(draw, text, (struct rect){x, card.y + 0.225f * card.h, w, 0.15f * card.h}, style);
    const struct garden_stars got = garden_stars(&world->garden);
    draw_stars(draw, layout, card, &got);
    style.size_px = layout->least;
    style.color = draw->palette->ink;
    improved_words(view, text, sizeof text);
    draw_text(draw, text, (struct rect){x, card.y + 0.66f * card.h, w, 0.15f * card.h}, style);
    if (world->reason != DONE_PAIN && work_on_words(world, text, sizeof text)) {
        style.color = draw->palette->soft;
        draw_text(draw, text, (struct rect){x, card.y + 0.81f * card.h, w, 0.15f * card.h}, style);
    }
    draw->slide_px = 0;
}
