/* Between sets: time left, what comes next as two figures, a breath to follow, a card to read. */
#include "draw_pictogram.h"
#include "screen_hands.h"
#include "screen_instructor.h"
#include "screen_session.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct hint hints[] = {
    {"Space", "pause"}, {"S", "next"}, {"H", "that hurt"}, {"Q", "end"}};

#define BREATH_S 8.0 /* in and out: a calm seven and a half breaths a minute */

static bool breathes_in(const struct world *world)
{
    return fmod(world->now_s, BREATH_S) < BREATH_S / 2;
}

static struct message rest_message(const struct screen_view *view, const struct palette *palette)
{
    const struct world *world = view->world;
    if (view->notice && view->notice[0]) {
        return (struct message){ICON_NOTICE, palette->unseen, view->notice};
    }
    double rested = world->rest_total_s - (double)view->display.rest_left_s;
    if (world->eased && rested < 6) {
        return (struct message){ICON_GOOD, palette->calm, "We'll do a little less from here"};
    }
    if (world->rep.line_count > 0 && rested < 8) {
        return (struct message){ICON_TIP, palette->calm, world->rep.line[0]};
    }
    return (struct message){ICON_HOLD, palette->calm,
                            breathes_in(world) ? "Breathe in" : "And breathe out slowly"};
}

static void draw_countdown(struct draw *draw, const struct layout *layout,
                           const struct screen_view *view, struct screen_state *state)
{
    float left = view->display.rest_left_s;
    float total = (float)view->world->rest_total_s;
    float goal = total > 0 ? left / total : 0;
    state->ring += (goal - state->ring) * (draw->still ? 1 : 0.2f);
    parts_ring(draw, layout, state->ring, draw->palette->unseen);
    char number[16];
    snprintf(number, sizeof number, "%d", (int)(left + 0.999f));
    parts_ring_words(draw, layout, number, "rest");
}

/* ---- where the picture is while exercising ---- */

/* The card's words above, breath and figures below; without a card they have all of it. */
struct places {
    struct rect title, text, breath, next;
};

static struct places places_of(const struct layout *layout, bool card)
{
    struct rect box = layout->picture;
    float pad = layout->margin, line = 1.3f * (float)layout->least;
    float low = card ? roundf(0.62f * box.h) : 0, x = box.x + pad, w = box.w - 2 * pad;
    struct rect foot = {x, box.y + low + 0.3f * pad, w, box.h - low - 0.8f * pad};
    return (struct places){
        .title = {x, box.y + 0.3f * pad, w, line},
        .text = {x, box.y + 0.3f * pad + line, w, low - line - 0.3f * pad},
        .breath = {foot.x, foot.y, roundf(0.3f * w), foot.h},
        .next = {foot.x + roundf(0.34f * w), foot.y, roundf(0.66f * w), foot.h},
    };
}

static void draw_ground(struct draw *draw, const struct layout *layout,
                        const struct screen_view *view, const struct world_next *next,
                        const struct places *places)
{
    struct rect box = layout->picture;
    const struct exercise *exercise = next->exercise;
    uint64_t key = parts_key(parts_key(HASH_START, 821), next->side);
    key = parts_key(key, view->card_text != NULL);
    key = parts_key(key, view->mirrored);
    if (exercise) {
        key = hash_bytes(key, exercise->keyframe, sizeof exercise->keyframe);
    }
    struct canvas *canvas = draw_layer_begin(draw, LAYER_PICTURE, (int)box.w, (int)box.h, key);
    if (canvas) {
        struct rect place = places->next;
        place.x -= box.x;
        place.y -= box.y;
        canvas_round_rect(canvas, (struct rect){0, 0, box.w, box.h}, layout->radius,
                          draw->palette->panel);
        if (exercise) {
            pictogram_draw(canvas, place, exercise, next->side, view->mirrored, draw->palette);
        }
        draw_layer_end(draw, LAYER_PICTURE, false);
    }
    draw_layer_show(draw, LAYER_PICTURE, box.x, box.y);
}

/* Grows while breathing in, shrinks while breathing out; with reduced motion it stays. */
static void draw_breath(struct draw *draw, const struct world *world, struct rect place)
{
    float most = floorf(fminf(place.w, place.h) / 2), share = 0.8f;
    if (!draw->still) {
        double turn = fmod(world->now_s, BREATH_S) / BREATH_S;
        share = 0.75f - 0.25f * cosf(6.2831853f * (float)turn);
    }
    int size = (int)(2 * most), step = (int)lroundf(4 * share * most);
    struct canvas *canvas =
        draw_layer_begin(draw, LAYER_GLOW, size, size, parts_key(parts_key(HASH_START, 822), step));
    if (canvas) {
        float r = 0.25f * (float)step;
        canvas_disc(canvas, most, most, r, COLOR_ALPHA(draw->palette->calm, 0x50));
        canvas_arc(canvas, most, most, r - 0.04f * most, 0.08f * most, 1, draw->palette->calm);
        draw_layer_end(draw, LAYER_GLOW, false);
    }
    float x = place.x + (place.w - (float)size) / 2, y = place.y + (place.h - (float)size) / 2;
    SDL_SetTextureAlphaMod(draw->layer[LAYER_GLOW].texture, 255);
    draw_layer_show(draw, LAYER_GLOW, x, y);
    struct text_style style = {.size_px = (int)(0.5f * most),
                               .least_px = (int)(0.3f * most),
                               .align = TEXT_CENTRE,
                               .color = draw->palette->ink};
    draw_text(draw, breathes_in(world) ? "in" : "out",
              (struct rect){x, y, (float)size, (float)size}, style);
}

static void draw_card(struct draw *draw, const struct layout *layout,
                      const struct screen_view *view, const struct places *places)
{
    struct text_style style = {.size_px = layout->least,
                               .least_px = (int)(0.8f * (float)layout->least),
                               .bold = true,
                               .color = draw->palette->ink};
    draw_text(draw, view->card_title, places->title, style);
    style.bold = false;
    style.lines = 8;
    style.least_px = (int)(0.6f * (float)layout->least);
    draw_text(draw, view->card_text, places->text, style);
}

static void rest_draw(struct draw *draw, const struct screen_view *view, struct screen_state *state)
{
    const struct world *world = view->world;
    struct layout layout = layout_make(draw->width, draw->height);
    struct message message = rest_message(view, draw->palette);
    struct places places = places_of(&layout, view->card_text != NULL);
    struct world_next next = {0};
    const char *name = "";
    char set[48] = "";
    if (world_next(world, &next)) {
        name = next.exercise->name;
        snprintf(set, sizeof set, "Next: set %d", (int)next.set);
    }
    parts_session_plate(draw, &layout, view);
    const bool anew =
        next.exercise && (next.exercise != world_exercise(world) || next.side != world->side);
    if (anew && !view->card_text) { /* what comes is shown while there is time */
        instructor_draw_demo(draw, &layout, view, next.exercise, next.side,
                             state->clock_s - state->shown_s);
    } else {
        draw_ground(draw, &layout, view, &next, &places);
        draw_breath(draw, world, places.breath);
    }
    if (view->card_text) {
        draw_card(draw, &layout, view, &places);
    }
    parts_message(draw, &layout, &message);
    parts_heading(draw, &layout, name, next.side, set);
    draw_countdown(draw, &layout, view, state);
    session_draw_form(draw, &layout, world);
    hands_draw_hints(draw, &layout, view, state, hints, (int)ARRAY_LENGTH(hints));
}

const struct screen screen_rest = {"rest", rest_draw, session_key};
