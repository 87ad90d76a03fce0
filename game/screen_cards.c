/* All cards, to be read one by one in one's own time. */
#include "cards_page.h"
#include "screen_parts.h"

#include <math.h>
#include <stdio.h>

static struct rect card_of(const struct layout *layout, int width)
{
    float w = roundf(0.86f * (float)width), m = layout->margin;
    return (struct rect){roundf(((float)width - w) / 2), m, w, layout->hints.y - 1.5f * m};
}

static void draw_card(struct draw *draw, const struct layout *layout, const struct cards_page *page,
                      int nth, int count, struct rect box)
{
    char text[CARD_TEXT_SIZE + 4 * CUE_SIZE], of[32], source[EVIDENCE_SIZE + 16];
    const struct card *card = &page->cards->card[cards_page_card(page, nth)];
    cards_text(card, cards_page_exercise(page, card), text, sizeof text);
    snprintf(of, sizeof of, "%d of %d", nth + 1, count);
    snprintf(source, sizeof source, "Source: %s", card->source);
    float x = box.x + 1.6f * layout->margin, w = box.w - 3.2f * layout->margin;
    struct text_style style = {.size_px = layout->title,
                               .least_px = layout->least,
                               .bold = true,
                               .color = draw->palette->ink};
    draw_text(draw, card->title, (struct rect){x, box.y + 0.05f * box.h, 0.8f * w, 0.15f * box.h},
              style);
    style = (struct text_style){
        .size_px = layout->least, .align = TEXT_RIGHT, .color = draw->palette->soft};
    draw_text(draw, of, (struct rect){x + 0.8f * w, box.y + 0.05f * box.h, 0.2f * w, 0.15f * box.h},
              style);
    style = (struct text_style){.size_px = layout->title,
                                .least_px = layout->least,
                                .lines = 8,
                                .color = draw->palette->ink};
    draw_text(draw, text, (struct rect){x, box.y + 0.22f * box.h, w, 0.56f * box.h}, style);
    style = (struct text_style){.size_px = (int)(0.7f * (float)layout->least),
                                .least_px = (int)(0.5f * (float)layout->least),
                                .lines = 3,
                                .color = draw->palette->soft};
    draw_text(draw, source, (struct rect){x, box.y + 0.8f * box.h, w, 0.16f * box.h}, style);
}

static void cards_draw(struct draw *draw, const struct screen_view *view,
                       struct screen_state *state)
{
    static const struct hint hints[] = {{"\xe2\x86\x90 \xe2\x86\x92", "more"}, {"Q", "back"}};
    struct layout layout = layout_make(draw->width, draw->height);
    struct rect box = card_of(&layout, draw->width);
    struct screen_view land = {0};
    int count = cards_page_count(view->cards);
    parts_plate(draw, &layout, &land, &box, 1);
    if (count > 0) {
        draw_card(draw, &layout, view->cards, clamp_int(state->page, 0, count - 1), count, box);
    } else {
        struct text_style style = {.size_px = layout.body,
                                   .least_px = layout.least,
                                   .lines = 4,
                                   .align = TEXT_CENTRE,
                                   .color = draw->palette->ink};
        draw_text(draw,
                  "There are no cards here. `unguard check` says what config/cards.cfg lacks.",
                  (struct rect){box.x + 2 * layout.margin, box.y, box.w - 4 * layout.margin, box.h},
                  style);
    }
    parts_hints(draw, &layout, hints, (int)ARRAY_LENGTH(hints));
}

static struct request cards_key(const struct screen_view *view, struct screen_state *state,
                                enum screen_key key)
{
    int last = cards_page_count(view->cards) - 1;
    last = last < 0 ? 0 : last;
    switch (key) {
    case KEY_LEFT:
        state->page = clamp_int(state->page - 1, 0, last);
        break;
    case KEY_RIGHT:
    case KEY_SPACE:
        state->page = clamp_int(state->page + 1, 0, last);
        break;
    case KEY_ENTER: /* through all of them, and back */
        if (state->page >= last) {
            return (struct request){REQUEST_BACK, {0}};
        }
        state->page++;
        break;
    case KEY_QUIT:
        return (struct request){REQUEST_BACK, {0}};
    default:
        break;
    }
    return (struct request){REQUEST_NONE, {0}};
}

const struct screen screen_cards = {"cards", cards_draw, cards_key};
