/* Gestures on screens: which there are, along the bottom in the keys' place, and the ring of the
 * one under way. */
#ifndef UNGUARD_SCREEN_HANDS_H
#define UNGUARD_SCREEN_HANDS_H

#include "hands.h"
#include "screen_parts.h"

/* The gestures that work here, or the keys, whichever the person used last. */
void hands_draw_hints(struct draw *draw, const struct layout *layout,
                      const struct screen_view *view, const struct screen_state *state,
                      const struct hint *hints, int count);

/* The few gestures that work everywhere, with their words, one below the other. */
void hands_draw_all(struct draw *draw, struct rect room);

/* The gesture under way, with a ring that fills; drawn over a finished screen. */
void hands_draw_ring(struct draw *draw, const struct screen_view *view, enum screen_id id);

#endif
