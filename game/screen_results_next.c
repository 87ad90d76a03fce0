/* What comes next: the next session and why it is as it is, and a card to take along. */
#include "screen_results.h"

#include <math.h>

bool results_have_next(const struct screen_view *view)
{
    return view->next_session || view->card_text;
}

void results_draw_next(struct draw *draw, const struct layout *layout,
                       const struct screen_view *view, const struct screen_state *state)
{
    static const struct screen_view land; /* no flowers behind so many words */
    float m = layout->margin;
    struct rect card = {m, m, layout->hints.w, layout->hints.y - 1.5f * m};
    float x = card.x + 1.5f * m, w = card.w - 3 * m;
    parts_plate(draw, layout, &land, &card, 1);
    draw->slide_px = parts_slide(draw, state);
    struct text_style style = {.size_px = layout->title,
                               .least_px = layout->least,
                               .bold = true,
                               .color = draw->palette->ink};
    const char *title = view->next_session ? "Next time" : view->card_title;
    draw_text(draw, title, (struct rect){x, card.y + 0.03f * card.h, w, 0.14f * card.h}, style);
    style.size_px = layout->body;
    style.least_px = (int)(0.7f * (float)layout->least);
    style.bold = false;
    style.lines = 5;
    if (view->next_session) {
        draw_text(draw, view->next_session,
                  (struct rect){x, card.y + 0.17f * card.h, w, 0.33f * card.h}, style);
    }
    if (view->card_text) {
        style.size_px = layout->least;
        style.bold = true;
        style.lines = 1;
        style.color = draw->palette->calm;
        if (view->next_session) {
            draw_text(draw, view->card_title,
                      (struct rect){x, card.y + 0.54f * card.h, w, 0.1f * card.h}, style);
        }
        style.bold = false;
        style.lines = 6;
        style.color = draw->palette->ink;
        draw_text(draw, view->card_text,
                  (struct rect){x, card.y + (view->next_session ? 0.63f : 0.2f) * card.h, w,
                                0.34f * card.h},
                  style);
    }
    draw->slide_px = 0;
}
