/* What several screens are made of: the ground with its cards, the picture with the body, the
 * message, the keys that work. */
#ifndef UNGUARD_SCREEN_PARTS_H
#define UNGUARD_SCREEN_PARTS_H

#include "draw_icon.h"
#include "screen.h"
#include "screen_layout.h"

/* One thing said at a time. */
struct message {
    enum icon icon;
    uint32_t color;
    const char *text; /* borrowed; NULL or "": nothing is said */
};

/* A key and what it does. */
struct hint {
    const char *key, *label;
};

/* The land in the session's light, with cards of glass at rects. */
void parts_plate(struct draw *draw, const struct layout *layout, const struct screen_view *view,
                 const struct rect *cards, int count);

/* The same with the day's whole garden, and one card, which ends above it. */
void parts_garden_plate(struct draw *draw, const struct layout *layout,
                        const struct screen_view *view, const struct rect *card);

/* The session's ground: cards for the message and the right-hand column, at whose foot the
 * exercise's own bed grows. */
void parts_session_plate(struct draw *draw, const struct layout *layout,
                         const struct screen_view *view);

/* Camera picture or backdrop, with the body; tone colours the overlay. */
void parts_picture(struct draw *draw, const struct layout *layout, const struct screen_view *view,
                   uint32_t tone);

void parts_message(struct draw *draw, const struct layout *layout, const struct message *message);

#define PARTS_MAX_HINTS 6

/* Along the bottom. */
void parts_hints(struct draw *draw, const struct layout *layout, const struct hint *hints,
                 int count);

/* Head of the right-hand column. exercise may be NULL; text stands where the set is told. */
void parts_heading(struct draw *draw, const struct layout *layout, const char *name,
                   enum body_side side, const char *text);

/* A ring with its share filled, eased by the caller; track is drawn below it. */
void parts_ring(struct draw *draw, const struct layout *layout, float share, uint32_t color);

/* The light of a posture that is held, behind the ring: share 0..1. */
void parts_glow(struct draw *draw, const struct layout *layout, float share);

/* Inside it: a number to be read from the mat, and what it counts. */
void parts_ring_words(struct draw *draw, const struct layout *layout, const char *number,
                      const char *label);

/* How far below its place a screen that eases in still is, in pixels: for draw->slide_px. */
float parts_slide(const struct draw *draw, const struct screen_state *state);

uint64_t parts_key(uint64_t hash, int64_t value); /* for layer keys: start with HASH_START */

#endif
