/* Before any exercise: one question at a time, for a yes or a no. A yes means that someone should
 * look at it first; what to do then stands in config/safety.cfg. */
#include "plan/safety_rules.h"
#include "screen_hands.h"
#include "screen_session.h"

#include <stdio.h>
#include <string.h>

static const struct hint hints[] = {
    {"\xe2\x86\x90", "no"}, {"\xe2\x86\x92", "yes"}, {"Enter", "confirm"}, {"Q", "leave"}};

static struct rect card_of(const struct layout *layout)
{
    float m = layout->margin;
    return (struct rect){m, 2 * m, layout->hints.w, layout->hints.y - 3 * m};
}

static const struct red_flag *flag_of(const struct screen_view *view)
{
    const char *id = view->plan->flag[view->world->screening_flag].id;
    for (int i = 0; view->rules && i < view->rules->flag_count; i++)
        if (strcmp(view->rules->flag[i].id, id) == 0)
            return &view->rules->flag[i];
    return NULL;
}

/* Another question starts without a choice: nobody answers by leaning on a key. */
static void look(const struct screen_view *view, struct screen_state *state)
{
    int id = 100 + view->world->screening_flag;
    if (state->question == id)
        return;
    state->question = id;
    state->pain_chosen = false;
}

static void screening_draw(struct draw *draw, const struct screen_view *view,
                           struct screen_state *state)
{
    struct layout layout = layout_make(draw->width, draw->height);
    struct rect card = card_of(&layout);
    const struct rect cards[] = {card};
    const struct red_flag *flag = flag_of(view);
    char count[48];
    look(view, state);
    parts_plate(draw, &layout, view, cards, (int)ARRAY_LENGTH(cards));
    draw->slide_px = parts_slide(draw, state);
    float x = card.x + layout.margin, w = card.w - 2 * layout.margin;
    struct text_style style = {.size_px = layout.body,
                               .least_px = layout.least,
                               .align = TEXT_CENTRE,
                               .needed = true,
                               .color = draw->palette->soft};
    snprintf(count, sizeof count, "Before we begin: %d of %d", (int)view->world->screening_flag + 1,
             view->plan->flag_count);
    draw_text(draw, count, (struct rect){x, card.y + 0.06f * card.h, w, 0.12f * card.h}, style);
    style.size_px = layout.title;
    style.bold = true;
    style.lines = 3;
    style.color = draw->palette->ink;
    draw_text(draw, flag ? flag->question : view->plan->flag[view->world->screening_flag].id,
              (struct rect){x, card.y + 0.22f * card.h, w, 0.42f * card.h}, style);
    style.lines = 1;
    style.color = state->pain_chosen ? draw->palette->calm : draw->palette->soft;
    draw_text(draw,
              !state->pain_chosen  ? "No, or yes?"
              : state->pain_choice ? "Yes"
                                   : "No",
              (struct rect){x, card.y + 0.72f * card.h, w, 0.2f * card.h}, style);
    draw->slide_px = 0;
    hands_draw_hints(draw, &layout, view, state, hints, (int)ARRAY_LENGTH(hints));
}

static struct request screening_key(const struct screen_view *view, struct screen_state *state,
                                    enum screen_key key)
{
    look(view, state);
    if (key == KEY_LEFT || key == KEY_RIGHT) {
        state->pain_choice = key == KEY_RIGHT;
        state->pain_chosen = true;
    } else if ((key == KEY_ENTER || key == KEY_SPACE) && state->pain_chosen) {
        return request_action(ACTION_SCREENING_ANSWER,
                              2 * view->world->screening_flag + state->pain_choice);
    } else if (key == KEY_QUIT) {
        return request_action(ACTION_QUIT, 0);
    }
    return (struct request){REQUEST_NONE, {0}};
}

const struct screen screen_screening = {"screening", screening_draw, screening_key};
