/* Where everything begins: today's routine at the left, what can be chosen at the right. */
#include "home.h"
#include "screen_list.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct rect left_of(const struct layout *layout, int width)
{
    float m = layout->margin;
    return (struct rect){m, m, roundf(0.6f * (float)width), layout->hints.y - 1.5f * m};
}

static struct rect right_of(const struct layout *layout, int width)
{
    struct rect left = left_of(layout, width);
    float x = left.x + left.w + layout->margin;
    return (struct rect){x, left.y, (float)width - layout->margin - x, left.h};
}

static int chosen_of(const struct home *home, const struct screen_state *state)
{
    return clamp_int(state->choice, 0, home->choice_count - 1);
}

/* One line of the left card, from share `at` of its height on. */
static void line(struct draw *draw, const struct layout *layout, struct rect card, float at,
                 float share, const char *text, struct text_style style)
{
    float pad = 1.1f * layout->margin;
    draw_text(draw, text,
              (struct rect){card.x + pad, roundf(card.y + at * card.h), card.w - 2 * pad,
                            roundf(share * card.h)},
              style);
}

/* A line that parts what is done today from what has been. */
static void draw_rule(struct draw *draw, const struct layout *layout, struct rect card, float at)
{
    float pad = 1.1f * layout->margin;
    int w = (int)(card.w - 2 * pad), h = (int)fmaxf(2, 3 * layout->unit);
    struct canvas *canvas = draw_layer_begin(draw, LAYER_SIDE, w, h, parts_key(HASH_START, 805));
    if (canvas) {
        canvas_round_rect(canvas, (struct rect){0, 0, (float)w, (float)h}, (float)h / 2,
                          COLOR_ALPHA(draw->palette->soft, 0x90));
        draw_layer_end(draw, LAYER_SIDE, false);
    }
    draw_layer_show(draw, LAYER_SIDE, card.x + pad, roundf(card.y + at * card.h));
}

static void draw_today(struct draw *draw, const struct layout *layout, const struct home *home,
                       struct rect card)
{
    int small = (int)(0.75f * (float)layout->least);
    struct text_style style = {.size_px = layout->title,
                               .least_px = layout->least,
                               .bold = true,
                               .color = draw->palette->ink};
    line(draw, layout, card, 0.03f, 0.14f, home->title, style);
    style.size_px = layout->body;
    style.color = draw->palette->calm;
    line(draw, layout, card, 0.18f, 0.11f, home->routine, style);
    style.size_px = layout->least;
    style.least_px = small;
    style.bold = false;
    style.color = draw->palette->soft;
    line(draw, layout, card, 0.285f, 0.085f, home->length, style);
    style.color = draw->palette->ink;
    style.lines = 4;
    line(draw, layout, card, 0.375f, 0.29f, home->change, style);
    draw_rule(draw, layout, card, 0.69f);
    style.lines = 2;
    style.bold = true;
    const char *kept = home->notice[0] ? home->notice : home->kept;
    line(draw, layout, card, 0.715f, 0.13f, kept, style);
    style.bold = false;
    style.color = draw->palette->soft;
    line(draw, layout, card, 0.84f, 0.13f, home->next, style);
}

static void draw_choices(struct draw *draw, const struct layout *layout, const struct home *home,
                         struct rect card, int chosen)
{
    struct list_row rows[HOME_CHOICE_COUNT];
    float pad = 0.7f * layout->margin;
    for (int i = 0; i < home->choice_count; i++) {
        rows[i] = (struct list_row){home_choice_name(home->choice[i]), NULL};
    }
    list_draw(draw, layout,
              (struct rect){card.x + pad, card.y + pad, card.w - 2 * pad, card.h - 2 * pad}, rows,
              home->choice_count, chosen, 0.12f * (float)draw->height);
}

static void home_draw(struct draw *draw, const struct screen_view *view, struct screen_state *state)
{
    static const struct hint hints[] = {
        {"\xe2\x86\x91 \xe2\x86\x93", "choose"}, {"Enter", "go"}, {"Q", "leave"}};
    const struct home *home = view->home;
    struct layout layout = layout_make(draw->width, draw->height);
    const struct rect cards[] = {left_of(&layout, draw->width), right_of(&layout, draw->width)};
    struct screen_view land = {0}; /* no session's garden grows here */
    parts_plate(draw, &layout, &land, cards, (int)ARRAY_LENGTH(cards));
    draw_today(draw, &layout, home, cards[0]);
    draw_choices(draw, &layout, home, cards[1], chosen_of(home, state));
    parts_hints(draw, &layout, hints, (int)ARRAY_LENGTH(hints));
}

static struct request home_key(const struct screen_view *view, struct screen_state *state,
                               enum screen_key key)
{
    static const enum request_type wanted[HOME_CHOICE_COUNT] = {
        [HOME_RESUME] = REQUEST_RESUME,     [HOME_BEGIN] = REQUEST_ENTER,
        [HOME_PROGRESS] = REQUEST_PROGRESS, [HOME_GARDENS] = REQUEST_GARDENS,
        [HOME_CARDS] = REQUEST_CARDS,       [HOME_SETTINGS] = REQUEST_SETTINGS,
        [HOME_QUIT] = REQUEST_CLOSE,
    };
    const struct home *home = view->home;
    int chosen = chosen_of(home, state);
    switch (key) {
    case KEY_ENTER:
    case KEY_SPACE:
        return (struct request){wanted[home->choice[chosen]], {0}};
    case KEY_GARDENS:
        return (struct request){view->gardens ? REQUEST_GARDENS : REQUEST_NONE, {0}};
    case KEY_QUIT:
        return (struct request){REQUEST_CLOSE, {0}};
    default:
        state->choice = list_walk(chosen, home->choice_count, key);
        return (struct request){REQUEST_NONE, {0}};
    }
}

const struct screen screen_home = {"home", home_draw, home_key};
