/* After a yes to one of the questions before any exercise: what to do now, plainly, and why, in the
 * words of config/safety.cfg. No exercise begins. */
#include "plan/safety_rules.h"
#include "screen_parts.h"

#include <string.h>

static struct rect card_of(const struct layout *layout)
{
    float m = layout->margin;
    return (struct rect){m, m, layout->hints.w, layout->hints.y - 1.5f * m};
}

/* What stands in for the words of a question that safety.cfg no longer has. */
static const struct red_flag *flag_of(const struct screen_view *view)
{
    static const struct red_flag unknown = {
        .group = FLAG_GENERAL,
        .action = "Ask a doctor to look at it before you exercise.",
        .meaning = "One of your answers wants a look by someone who knows first."};
    const char *id =
        view->referral ? view->referral : view->plan->flag[view->world->screening_flag].id;
    for (int i = 0; view->rules && i < view->rules->flag_count; i++)
        if (strcmp(view->rules->flag[i].id, id) == 0)
            return &view->rules->flag[i];
    return &unknown;
}

static const char *comfort(enum flag_group group)
{
    return group == FLAG_EMERGENCY
               ? "Have somebody with you if you can. Unguard waits; its questions come again then."
               : "One yes alone often turns out harmless: that is for them to say. The questions "
                 "come again next time.";
}

static void refer_draw(struct draw *draw, const struct screen_view *view,
                       struct screen_state *state)
{
    const struct hint hints[] = {{"Enter", view->offer_enter ? view->offer_enter : "close"},
                                 {"Q", "leave"}};
    struct layout layout = layout_make(draw->width, draw->height);
    struct rect card = card_of(&layout);
    const struct rect cards[] = {card};
    const struct red_flag *flag = flag_of(view);
    parts_plate(draw, &layout, view, cards, (int)ARRAY_LENGTH(cards));
    draw->slide_px = parts_slide(draw, state);
    float x = card.x + 1.5f * layout.margin, w = card.w - 3 * layout.margin;
    struct text_style style = {.size_px = layout.body,
                               .least_px = layout.least,
                               .align = TEXT_CENTRE,
                               .needed = true,
                               .color = draw->palette->soft};
    style.bold = true;
    draw_text(draw, "No exercise for now",
              (struct rect){x, card.y + 0.05f * card.h, w, 0.12f * card.h}, style);
    style.size_px = layout.title;
    style.lines = 3;
    style.color = draw->palette->ink;
    draw_text(draw, flag->action, (struct rect){x, card.y + 0.18f * card.h, w, 0.36f * card.h},
              style);
    style.size_px = layout.body;
    style.bold = false;
    draw_text(draw, flag->meaning, (struct rect){x, card.y + 0.56f * card.h, w, 0.21f * card.h},
              style);
    style.size_px = layout.least;
    style.lines = 2;
    style.color = draw->palette->soft;
    draw_text(draw, comfort(flag->group),
              (struct rect){x, card.y + 0.79f * card.h, w, 0.18f * card.h}, style);
    draw->slide_px = 0;
    parts_hints(draw, &layout, hints, view->offer_enter ? 2 : 1);
}

static struct request refer_key(const struct screen_view *view, struct screen_state *state,
                                enum screen_key key)
{
    (void)state;
    if (key == KEY_QUIT)
        return (struct request){REQUEST_CLOSE, {0}};
    if (key != KEY_ENTER && key != KEY_SPACE)
        return (struct request){REQUEST_NONE, {0}};
    return (struct request){view->offer_enter ? REQUEST_ENTER : REQUEST_CLOSE, {0}};
}

const struct screen screen_refer = {"refer", refer_draw, refer_key};
