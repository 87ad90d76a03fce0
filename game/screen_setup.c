/* Stepping into the frame: what the camera sees, and the one thing that is missing. It begins by
 * itself once nothing is. */
#include "screen_hands.h"
#include "screen_session.h"

#include <stdio.h>

static const struct hint hints[] = {{"Enter", "begin now"}, {"H", "that hurt"}, {"Q", "end"}};

static struct message setup_message(const struct screen_view *view, const struct palette *palette)
{
    const struct setup_show *setup = view->setup;
    const struct exercise *exercise = world_exercise(view->world);
    if (view->notice && view->notice[0])
        return (struct message){ICON_NOTICE, palette->unseen, view->notice};
    if (setup->stage == SETUP_COUNTING && exercise != NULL && exercise->start_cue[0] != '\0')
        return (struct message){ICON_BODY, palette->calm, exercise->start_cue};
    if (setup->stage != SETUP_LOOKING)
        return (struct message){ICON_GOOD, palette->calm, SETUP_SEEN_WORDS};
    const bool unseen = setup->problem >= SETUP_DARK && setup->problem <= SETUP_NOBODY;
    return (struct message){unseen ? ICON_UNSEEN : ICON_BODY,
                            unseen ? palette->unseen : palette->approach, setup->words};
}

static void draw_countdown(struct draw *draw, const struct layout *layout,
                           const struct setup_show *setup, struct screen_state *state)
{
    char number[16];
    const float share = setup->total_s > 0 ? 1 - setup->left_s / setup->total_s : 1;
    state->ring += (share - state->ring) * (draw->still ? 1 : 0.35f);
    parts_ring(draw, layout, state->ring, draw->palette->calm);
    snprintf(number, sizeof number, "%d", (int)(setup->left_s + 0.999f));
    parts_ring_words(draw, layout, number, "ready");
}

/* How to place oneself; once seen, what can be said without a keyboard; then the countdown. */
static void draw_column(struct draw *draw, const struct layout *layout,
                        const struct screen_view *view, struct screen_state *state)
{
    const struct setup_show *setup = view->setup;
    const float pad = 0.05f * layout->side.w, top = layout->set.y + layout->set.h + 0.2f * pad;
    const struct rect room = {layout->side.x + pad, top, layout->side.w - 2 * pad,
                              layout->side.y + layout->side.h - top - pad};
    const struct text_style style = {.size_px = layout->body,
                                     .least_px = layout->least,
                                     .lines = 9,
                                     .align = TEXT_CENTRE,
                                     .needed = true,
                                     .color = draw->palette->ink};
    if (setup->stage == SETUP_COUNTING) {
        draw_countdown(draw, layout, setup, state);
        return;
    }
    state->ring = 0;
    if (setup->stage == SETUP_LOOKING || view->hands == NULL)
        draw_text(draw, setup->guide, room, style);
    else
        hands_draw_all(draw, room);
}

static void setup_draw(struct draw *draw, const struct screen_view *view,
                       struct screen_state *state)
{
    const struct exercise *exercise = world_exercise(view->world);
    const struct layout layout = layout_make(draw->width, draw->height);
    const struct message message = setup_message(view, draw->palette);
    parts_session_plate(draw, &layout, view);
    parts_picture(draw, &layout, view, draw->palette->calm);
    parts_message(draw, &layout, &message);
    parts_heading(draw, &layout, exercise ? exercise->name : "", view->world->side,
                  view->setup->stage == SETUP_SEEN && view->hands ? "Without keys:" : "Your place");
    draw_column(draw, &layout, view, state);
    hands_draw_hints(draw, &layout, view, state, hints, (int)ARRAY_LENGTH(hints));
}

static struct request setup_key(const struct screen_view *view, struct screen_state *state,
                                enum screen_key key)
{
    (void)view;
    (void)state;
    switch (key) {
    case KEY_SPACE:
    case KEY_ENTER:
        return request_action(ACTION_GO_ON, 0);
    case KEY_HURT:
        return request_action(ACTION_THAT_HURT, 0);
    case KEY_QUIT:
        return request_action(ACTION_QUIT, 0);
    default:
        return (struct request){REQUEST_NONE, {0}};
    }
}

const struct screen screen_setup = {"setup", setup_draw, setup_key};
