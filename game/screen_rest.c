/* Between sets: time left, what comes next, and one thing to take along. */
#include "screen_hands.h"
#include "screen_instructor.h"
#include "screen_session.h"

#include <math.h>
#include <stdio.h>

static const struct hint hints[] = {
    {"Space", "pause"}, {"S", "next"}, {"H", "that hurt"}, {"Q", "end"}};

#define BREATH_S 8.0 /* in and out: a calm seven and a half breaths a minute */

static struct message rest_message(const struct screen_view *view, const struct palette *palette)
{
    const struct world *world = view->world;
    if (view->notice && view->notice[0]) {
        return (struct message){ICON_NOTICE, palette->unseen, view->notice};
    }
    double rested = world->rest_total_s - (double)view->display.rest_left_s;
    if (world->eased && rested < 6) {
        return (struct message){ICON_GOOD, palette->calm, "We'll do a little less from here"};
    }
    if (world->rep.line_count > 0 && rested < 8) {
        return (struct message){ICON_TIP, palette->calm, world->rep.line[0]};
    }
    bool in = fmod(world->now_s, BREATH_S) < BREATH_S / 2;
    return (struct message){ICON_HOLD, palette->calm, in ? "Breathe in" : "And breathe out slowly"};
}

static void draw_countdown(struct draw *draw, const struct layout *layout,
                           const struct screen_view *view, struct screen_state *state)
{
    float left = view->display.rest_left_s;
    float total = (float)view->world->rest_total_s;
    float goal = total > 0 ? left / total : 0;
    state->ring += (goal - state->ring) * (draw->still ? 1 : 0.2f);
    parts_ring(draw, layout, state->ring, draw->palette->unseen);
    char number[16];
    snprintf(number, sizeof number, "%d", (int)(left + 0.999f));
    parts_ring_words(draw, layout, number, "rest");
}

static void rest_draw(struct draw *draw, const struct screen_view *view, struct screen_state *state)
{
    const struct world *world = view->world;
    struct layout layout = layout_make(draw->width, draw->height);
    struct message message = rest_message(view, draw->palette);
    struct world_next next = {0};
    const char *name = "";
    char set[48] = "";
    if (world_next(world, &next)) {
        name = next.exercise->name;
        snprintf(set, sizeof set, "Next: set %d", (int)next.set);
    }
    parts_session_plate(draw, &layout, view);
    bool anew =
        next.exercise && (next.exercise != world_exercise(world) || next.side != world->side);
    if (anew) { /* what comes is shown while there is time */
        instructor_draw_demo(draw, &layout, view, next.exercise, next.side,
                             state->clock_s - state->shown_s);
    } else {
        parts_picture(draw, &layout, view, draw->palette->calm);
    }
    parts_message(draw, &layout, &message);
    parts_heading(draw, &layout, name, next.side, set);
    draw_countdown(draw, &layout, view, state);
    session_draw_form(draw, &layout, world);
    hands_draw_hints(draw, &layout, view, state, hints, (int)ARRAY_LENGTH(hints));
}

const struct screen screen_rest = {"rest", rest_draw, session_key};
