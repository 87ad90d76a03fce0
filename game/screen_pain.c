/* "That hurt": stop, breathe, and say how much, 0 to 10. */
#include "screen_session.h"

#include <math.h>
#include <stdio.h>

#define CHOICES 11

static const struct hint hints[] = {
    {"\xe2\x86\x90 \xe2\x86\x92", "choose"}, {"Enter", "confirm"}, {"Q", "end"}};

static struct rect card_of(const struct layout *layout)
{
    float m = layout->margin;
    return (struct rect){m, 2 * m, layout->hints.w, layout->hints.y - 3 * m};
}

static struct rect button_of(const struct layout *layout, int choice)
{
    struct rect card = card_of(layout);
    float pad = 0.03f * card.w, gap = 0.008f * card.w;
    float w = (card.w - 2 * pad - gap * (CHOICES - 1)) / CHOICES;
    float h = 0.36f * card.h;
    return (struct rect){card.x + pad + (w + gap) * (float)choice, card.y + 0.39f * card.h, w, h};
}

/* The buttons stand on steps that rise with the number: more is higher, without any colour. */
static void paint_buttons(struct draw *draw, const struct layout *layout,
                          const struct screen_state *state)
{
    struct rect card = card_of(layout);
    uint64_t key = parts_key(parts_key(HASH_START, state->pain_choice), state->pain_chosen);
    int w = (int)card.w, h = (int)card.h;
    struct canvas *canvas = draw_layer_begin(draw, LAYER_CARD, w, h, key);
    if (canvas) {
        for (int i = 0; i < CHOICES; i++) {
            struct rect box = button_of(layout, i);
            bool chosen = state->pain_chosen && i == state->pain_choice;
            box.x -= card.x;
            box.y -= card.y;
            canvas_round_rect(canvas, box, layout->radius * 0.7f,
                              chosen ? draw->palette->calm : draw->palette->well);
            float level = box.h * 0.05f + box.h * 0.4f * (float)i / (CHOICES - 1);
            struct rect step = {box.x + 0.2f * box.w, box.y + 0.94f * box.h - level, 0.6f * box.w,
                                level};
            canvas_round_rect(canvas, step, 0.1f * box.w,
                              chosen ? COLOR_ALPHA(draw->palette->panel, 0xd0)
                                     : COLOR_ALPHA(draw->palette->soft, 0xa0));
            if (chosen) {
                canvas_frame(canvas, box, layout->radius * 0.7f, 4 * layout->unit,
                             draw->palette->ink);
            }
        }
        draw_layer_end(draw, LAYER_CARD, false);
    }
    draw_layer_show(draw, LAYER_CARD, card.x, card.y);
}

static void pain_draw(struct draw *draw, const struct screen_view *view, struct screen_state *state)
{
    struct layout layout = layout_make(draw->width, draw->height);
    struct rect card = card_of(&layout);
    const struct rect cards[] = {card, layout.hints};
    parts_plate(draw, &layout, SCREEN_PAIN, cards, (int)ARRAY_LENGTH(cards));
    draw->slide_px = parts_slide(draw, state);

    struct text_style style = {.size_px = layout.title,
                               .least_px = layout.least,
                               .align = TEXT_CENTRE,
                               .bold = true,
                               .needed = true,
                               .color = draw->palette->ink};
    draw_text(draw, "How is the pain now?",
              (struct rect){card.x, card.y + 0.06f * card.h, card.w, 0.16f * card.h}, style);
    style.bold = false;
    style.size_px = layout.body;
    style.color = draw->palette->soft;
    draw_text(draw,
              view->world->guarding
                  ? "A guarding sign: rest, breathe out. Smaller and slower is fine."
                  : "Good that you stopped. Breathe out slowly.",
              (struct rect){card.x + layout.margin, card.y + 0.22f * card.h,
                            card.w - 2 * layout.margin, 0.14f * card.h},
              style);
    paint_buttons(draw, &layout, state);
    for (int i = 0; i < CHOICES; i++) {
        char number[8];
        snprintf(number, sizeof number, "%d", i);
        struct rect box = button_of(&layout, i);
        bool chosen = state->pain_chosen && i == state->pain_choice;
        style.size_px = layout.title;
        style.bold = true;
        style.color = chosen ? COLOR_ALPHA(draw->palette->panel, 0xff) : draw->palette->ink;
        box.h *= 0.5f;
        draw_text(draw, number, box, style);
    }
    char words[96];
    if (state->pain_chosen) {
        snprintf(words, sizeof words, "%d: %s", state->pain_choice, words_pain(state->pain_choice));
    } else {
        snprintf(words, sizeof words, "0 is %s, 10 is %s", words_pain(0), words_pain(10));
    }
    style.size_px = layout.body;
    style.color = draw->palette->ink;
    style.bold = state->pain_chosen;
    draw_text(draw, words,
              (struct rect){card.x + layout.margin, card.y + 0.78f * card.h,
                            card.w - 2 * layout.margin, 0.16f * card.h},
              style);
    draw->slide_px = 0;
    parts_hints(draw, &layout, hints, (int)ARRAY_LENGTH(hints));
}

/* A digit chooses; 1 and then 0 is ten. Only Enter answers: a slip of the hand can be mended. */
static void choose(struct screen_state *state, int digit)
{
    bool ten = state->pain_chosen && state->pain_choice == 1 && digit == 0;
    state->pain_choice = ten ? 10 : digit;
    state->pain_chosen = true;
}

static struct request pain_key(const struct screen_view *view, struct screen_state *state,
                               enum screen_key key)
{
    (void)view;
    if (key >= KEY_DIGIT_0 && key <= KEY_DIGIT_9) {
        choose(state, (int)key - KEY_DIGIT_0);
    } else if (key == KEY_LEFT || key == KEY_RIGHT) {
        int step = key == KEY_RIGHT ? 1 : -1;
        state->pain_choice = state->pain_chosen ? clamp_int(state->pain_choice + step, 0, 10) : 0;
        state->pain_chosen = true;
    } else if ((key == KEY_ENTER || key == KEY_SPACE) && state->pain_chosen) {
        return request_action(ACTION_PAIN_ANSWER, state->pain_choice);
    } else if (key == KEY_QUIT) {
        return request_action(ACTION_QUIT, 0);
    }
    return (struct request){REQUEST_NONE, {0}};
}

const struct screen screen_pain = {"pain", pain_draw, pain_key};
