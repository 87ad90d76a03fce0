/* One sentence and what Enter then does: the start when there is nothing to watch, which offers the
 * demo, and what is to be said before a session. */
#include "screen_hands.h"

#include <math.h>

/* A first look leaves the garden in sight; a long sentence takes the room it needs. */
static struct rect card_of(const struct layout *layout, int width, bool titled)
{
    float w = (float)width * 0.84f, top = titled ? 2 * layout->margin : layout->margin;
    float room = layout->hints.y - 1.5f * layout->margin - top;
    return (struct rect){roundf(((float)width - w) / 2), top, roundf(w),
                         roundf(titled ? room : 0.82f * room)};
}

static void draw_name(struct draw *draw, const struct layout *layout, struct rect card,
                      struct text_style *style)
{
    float x = card.x + 2 * layout->margin, w = card.w - 4 * layout->margin;
    draw_text(draw, "Unguard", (struct rect){x, card.y + 0.03f * card.h, w, 0.2f * card.h},
              *style);
    style->size_px = layout->body;
    style->bold = false;
    style->color = draw->palette->calm;
    style->lines = 2;
    draw_text(draw, "Calm coaching for a sore back and pelvis",
              (struct rect){x, card.y + 0.22f * card.h, w, 0.2f * card.h}, *style);
}

static void offer_draw(struct draw *draw, const struct screen_view *view,
                       struct screen_state *state)
{
    const struct hint demo[] = {{"Enter", view->offer_enter ? view->offer_enter : "watch the demo"},
                                {"Q", "leave"},
                                {"G", "gardens"}};
    static const struct hint leave[] = {{"Q", "leave"}, {"G", "gardens"}};
    const int more = view->gardens ? 0 : 1; /* hints that are left out */
    struct layout layout = layout_make(draw->width, draw->height);
    struct rect card = card_of(&layout, draw->width, view->offer_title != NULL);
    const struct rect cards[] = {card};
    parts_plate(draw, &layout, view, cards, (int)ARRAY_LENGTH(cards));
    draw->slide_px = parts_slide(draw, state);
    float x = card.x + 2 * layout.margin, w = card.w - 4 * layout.margin;
    struct text_style style = {.size_px = layout.count,
                               .least_px = layout.least,
                               .align = TEXT_CENTRE,
                               .bold = true,
                               .needed = true,
                               .color = draw->palette->ink};
    float top = view->offer_title ? 0.23f : 0.44f; /* where the sentence begins */
    if (view->offer_title) {
        style.size_px = layout.title;
        draw_text(draw, view->offer_title,
                  (struct rect){x, card.y + 0.05f * card.h, w, 0.16f * card.h}, style);
        style.bold = false;
    } else {
        draw_name(draw, &layout, card, &style);
    }
    style.size_px = layout.body;
    style.color = draw->palette->ink;
    style.lines = view->offer_title ? 6 : 3;
    draw_text(draw, view->offer, (struct rect){x, card.y + top * card.h, w, (0.72f - top) * card.h},
              style);
    style.color = draw->palette->soft;
    style.size_px = layout.least;
    style.least_px = (int)(0.6f * (float)layout.least); /* a command line: read at the keyboard */
    style.lines = 4;
    style.needed = false;
    draw_text(draw, view->offer_help, (struct rect){x, card.y + 0.73f * card.h, w, 0.24f * card.h},
              style);
    draw->slide_px = 0;
    if (view->offer) {
        hands_draw_hints(draw, &layout, view, state, demo, (int)ARRAY_LENGTH(demo) - more);
    } else {
        parts_hints(draw, &layout, leave, (int)ARRAY_LENGTH(leave) - more);
    }
}

static struct request offer_key(const struct screen_view *view, struct screen_state *state,
                                enum screen_key key)
{
    (void)state;
    if (key == KEY_QUIT) {
        return (struct request){REQUEST_CLOSE, {0}};
    }
    if (key == KEY_GARDENS && view->gardens) {
        return (struct request){REQUEST_GARDENS, {0}};
    }
    bool yes = view->offer && (key == KEY_ENTER || key == KEY_SPACE);
    return (struct request){yes ? REQUEST_ENTER : REQUEST_NONE, {0}};
}

const struct screen screen_offer = {"offer", offer_draw, offer_key};
