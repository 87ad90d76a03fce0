/* The first start: what Unguard is for, whom it is not for, and what is agreed to, a page each, in
 * the words of config/safety.cfg. Nothing is watched before a yes. */
#include "plan/safety_rules.h"
#include "screen_parts.h"

#include <stdio.h>

#define PAGES 3

static const struct hint first_hints[] = {{"Enter", "read on"}, {"Q", "leave"}};
static const struct hint next_hints[] = {
    {"Enter", "read on"}, {"\xe2\x86\x90", "back"}, {"Q", "leave"}};
static const struct hint last_hints[] = {{"\xe2\x86\x90", "no"},
                                         {"\xe2\x86\x92", "yes"},
                                         {"Enter", "confirm"},
                                         {"S", "read again"},
                                         {"Q", "leave"}};

static struct rect card_of(const struct layout *layout)
{
    float m = layout->margin;
    return (struct rect){m, m, layout->hints.w, layout->hints.y - 1.5f * m};
}

static const char *text_of(const struct safety_rules *rules, int page)
{
    return page == 0 ? rules->intended_use : page == 1 ? rules->not_for : rules->consent;
}

static void draw_hints(struct draw *draw, const struct layout *layout, int page)
{
    if (page == 0)
        parts_hints(draw, layout, first_hints, (int)ARRAY_LENGTH(first_hints));
    else if (page == 1)
        parts_hints(draw, layout, next_hints, (int)ARRAY_LENGTH(next_hints));
    else
        parts_hints(draw, layout, last_hints, (int)ARRAY_LENGTH(last_hints));
}

static void consent_draw(struct draw *draw, const struct screen_view *view,
                         struct screen_state *state)
{
    static const char *const titles[PAGES] = {"What Unguard is for", "When it is not for you",
                                              "Do you agree?"};
    struct layout layout = layout_make(draw->width, draw->height);
    struct rect card = card_of(&layout);
    const struct rect cards[] = {card};
    const int page = clamp_int(state->page, 0, PAGES - 1);
    const bool last = page == PAGES - 1;
    char count[48];
    parts_plate(draw, &layout, view, cards, (int)ARRAY_LENGTH(cards));
    draw->slide_px = parts_slide(draw, state);
    float x = card.x + 1.5f * layout.margin, w = card.w - 3 * layout.margin;
    struct text_style style = {.size_px = layout.least,
                               .least_px = layout.least,
                               .align = TEXT_CENTRE,
                               .needed = true,
                               .color = draw->palette->soft};
    snprintf(count, sizeof count, "Before we begin: %d of %d", page + 1, PAGES);
    draw_text(draw, count, (struct rect){x, card.y + 0.03f * card.h, w, 0.1f * card.h}, style);
    style.size_px = layout.title;
    style.bold = true;
    style.color = draw->palette->ink;
    draw_text(draw, titles[page], (struct rect){x, card.y + 0.13f * card.h, w, 0.14f * card.h},
              style);
    style.size_px = layout.body;
    style.bold = false;
    style.lines = 8;
    draw_text(draw, text_of(view->rules, page),
              (struct rect){x, card.y + 0.28f * card.h, w, (last ? 0.54f : 0.68f) * card.h}, style);
    if (last) {
        style.size_px = layout.title;
        style.lines = 1;
        style.bold = true;
        style.color = state->pain_chosen ? draw->palette->calm : draw->palette->soft;
        draw_text(draw,
                  !state->pain_chosen  ? "No, or yes?"
                  : state->pain_choice ? "Yes, I agree"
                                       : "No",
                  (struct rect){x, card.y + 0.83f * card.h, w, 0.14f * card.h}, style);
    }
    draw->slide_px = 0;
    draw_hints(draw, &layout, page);
}

static struct request consent_key(const struct screen_view *view, struct screen_state *state,
                                  enum screen_key key)
{
    (void)view;
    const bool last = state->page >= PAGES - 1;
    const bool enter = key == KEY_ENTER || key == KEY_SPACE;
    if (key == KEY_QUIT)
        return (struct request){REQUEST_CLOSE, {0}};
    if (last && enter && state->pain_chosen)
        return (struct request){state->pain_choice ? REQUEST_AGREE : REQUEST_DECLINE, {0}};
    if (last && (key == KEY_LEFT || key == KEY_RIGHT)) {
        state->pain_choice = key == KEY_RIGHT;
        state->pain_chosen = true;
    } else if (last && key == KEY_SKIP) {
        state->page = 0;
        state->pain_chosen = false;
    } else if (!last && (enter || key == KEY_RIGHT)) {
        state->page++;
    } else if (key == KEY_LEFT && state->page > 0) {
        state->page--;
    }
    return (struct request){REQUEST_NONE, {0}};
}

const struct screen screen_consent = {"consent", consent_draw, consent_key};
