/* Paused: the session stands still behind a card. */
#include "screen_session.h"

static const struct hint hints[] = {{"Space", "go on"}, {"H", "that hurt"}, {"Q", "end"}};

static void paused_draw(struct draw *draw, const struct screen_view *view,
                        struct screen_state *state)
{
    struct layout layout = layout_make(draw->width, draw->height);
    const struct exercise *exercise = world_exercise(view->world);
    struct message message = {ICON_STOP, draw->palette->stop, "Take your time. Nothing is lost."};
    struct text_style style = {.size_px = layout.count,
                               .least_px = layout.least,
                               .align = TEXT_CENTRE,
                               .bold = true,
                               .needed = true,
                               .color = draw->palette->ink};
    (void)state;
    parts_session_plate(draw, &layout, view);
    parts_picture(draw, &layout, view, draw->palette->soft);
    parts_message(draw, &layout, &message);
    parts_heading(draw, &layout, exercise ? exercise->name : "", view->world->side, "");
    session_draw_form(draw, &layout, view->world);
    parts_ring(draw, &layout, 0, draw->palette->stop);
    style.size_px = layout.title;
    style.least_px = layout.least;
    struct rect ring = layout.ring;
    draw_text(draw, "Paused",
              (struct rect){ring.x + 0.08f * ring.w, ring.y, 0.84f * ring.w, ring.h}, style);
    parts_hints(draw, &layout, hints, (int)ARRAY_LENGTH(hints));
}

static struct request paused_key(const struct screen_view *view, struct screen_state *state,
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

const struct screen screen_paused = {"paused", paused_draw, paused_key};
