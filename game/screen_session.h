/* What the exercise, rest and pause screens share. */
#ifndef UNGUARD_SCREEN_SESSION_H
#define UNGUARD_SCREEN_SESSION_H

#include "screen_parts.h"

/* What is said now: program notice, not seen, warning, correction, feedback, cue; in this order. */
struct message session_message(const struct screen_view *view, const struct palette *palette);
uint32_t session_tone(const struct world *world, const struct palette *palette);

void session_draw_form(struct draw *draw, const struct layout *layout, const struct world *world);

/* The whole exercise screen and its keys. */
void session_draw(struct draw *draw, const struct screen_view *view, struct screen_state *state);
struct request session_key(const struct screen_view *view, struct screen_state *state,
                           enum screen_key key);

static inline struct request request_action(enum action_type type, int32_t value)
{
    return (struct request){REQUEST_ACTION, {type, value}};
}

#endif
