/* Paused: the session stands still, and what is to be done next is chosen from a menu that needs no
 * keyboard. Going on is one gesture, or one key, away. */
#include "screen_hands.h"
#include "screen_session.h"

#include <stdio.h>

static const struct hint hints[] = {
    {"Space", "go on"}, {"\xe2\x86\x90 \xe2\x86\x92", "choose"}, {"H", "that hurt"}, {"Q", "end"}};

/* From left to right. The first step to the left is at "that hurt", to the right at "go on". */
static const struct {
    const char *label;
    enum action_type action;
} menu[] = {
    {"That hurt", ACTION_THAT_HURT},
    {"Go on", ACTION_GO_ON},
    {"Skip set", ACTION_SKIP},
    {"End here", ACTION_QUIT},
};

#define CHOICES ((int)ARRAY_LENGTH(menu))
#define HURTS   0
#define GOES_ON 1

static struct rect button_of(const struct layout *layout, int at)
{
    const struct rect band = layout->band;
    const float pad = 0.012f * band.w, w = (band.w - pad * (float)(CHOICES + 1)) / (float)CHOICES;
    return (struct rect){pad + (w + pad) * (float)at, pad, w, band.h - 2 * pad};
}

static void draw_menu(struct draw *draw, const struct layout *layout,
                      const struct screen_state *state)
{
    const struct rect band = layout->band;
    const int chosen = state->pain_chosen ? state->pain_choice : -1;
    struct canvas *canvas = draw_layer_begin(draw, LAYER_BAND, (int)band.w, (int)band.h,
                                             parts_key(parts_key(HASH_START, -5), chosen));
    for (int i = 0; canvas && i < CHOICES; i++) {
        const struct rect box = button_of(layout, i);
        const float radius = 0.7f * layout->radius;
        canvas_round_rect(canvas, box, radius,
                          i == chosen ? draw->palette->calm : draw->palette->well);
        if (i == chosen)
            canvas_frame(canvas, box, radius, 4 * layout->unit, draw->palette->ink);
    }
    if (canvas)
        draw_layer_end(draw, LAYER_BAND, false);
    draw_layer_show(draw, LAYER_BAND, band.x, band.y);
    struct text_style style = {.size_px = layout->body,
                               .least_px = layout->least,
                               .lines = 2,
                               .align = TEXT_CENTRE,
                               .bold = true,
                               .needed = true};
    for (int i = 0; i < CHOICES; i++) {
        struct rect box = button_of(layout, i);
        box.x += band.x + 0.04f * box.w;
        box.y += band.y;
        box.w *= 0.92f;
        style.color = i == chosen ? COLOR_ALPHA(draw->palette->panel, 0xff) : draw->palette->ink;
        draw_text(draw, menu[i].label, box, style);
    }
}

/* "Paused", or how long until it goes on by itself. */
static void draw_state(struct draw *draw, const struct layout *layout,
                       const struct screen_view *view)
{
    const float left_s = view->hands ? view->hands->go_on_s : 0;
    const struct text_style style = {.size_px = layout->title,
                                     .least_px = layout->least,
                                     .align = TEXT_CENTRE,
                                     .bold = true,
                                     .needed = true,
                                     .color = draw->palette->ink};
    parts_ring(draw, layout, 0, draw->palette->stop);
    if (left_s > 0) {
        char number[16];
        snprintf(number, sizeof number, "%d", (int)(left_s + 0.999f));
        parts_ring_words(draw, layout, number, "go on");
        return;
    }
    const struct rect ring = layout->ring;
    draw_text(draw, "Paused",
              (struct rect){ring.x + 0.08f * ring.w, ring.y, 0.84f * ring.w, ring.h}, style);
}

static void paused_draw(struct draw *draw, const struct screen_view *view,
                        struct screen_state *state)
{
    const struct layout layout = layout_make(draw->width, draw->height);
    const struct exercise *exercise = world_exercise(view->world);
    parts_session_plate(draw, &layout, view);
    parts_picture(draw, &layout, view, draw->palette->soft);
    draw_menu(draw, &layout, state);
    parts_heading(draw, &layout, exercise ? exercise->name : "", view->world->side,
                  "Nothing is lost");
    session_draw_form(draw, &layout, view->world);
    draw_state(draw, &layout, view);
    hands_draw_hints(draw, &layout, view, state, hints, (int)ARRAY_LENGTH(hints));
}

static void step(struct screen_state *state, int by)
{
    const int from = state->pain_chosen ? state->pain_choice + by : by < 0 ? HURTS : GOES_ON;
    state->pain_choice = clamp_int(from, 0, CHOICES - 1);
    state->pain_chosen = true;
}

static struct request choose(const struct screen_state *state)
{
    if (!state->pain_chosen)
        return request_action(ACTION_GO_ON, 0);
    return request_action(menu[state->pain_choice].action, 0);
}

static struct request paused_key(const struct screen_view *view, struct screen_state *state,
                                 enum screen_key key)
{
    (void)view;
    switch (key) {
    case KEY_SPACE:
        return request_action(ACTION_GO_ON, 0);
    case KEY_ENTER:
        return choose(state);
    case KEY_LEFT:
    case KEY_RIGHT:
        step(state, key == KEY_RIGHT ? 1 : -1);
        return (struct request){REQUEST_NONE, {0}};
    case KEY_HURT:
        return request_action(ACTION_THAT_HURT, 0);
    case KEY_QUIT:
        return request_action(ACTION_QUIT, 0);
    default:
        return (struct request){REQUEST_NONE, {0}};
    }
}

const struct screen screen_paused = {"paused", paused_draw, paused_key};
