/* The instructor on the screens: over the whole picture before an exercise, and small in the
 * picture's corner during it. */
#ifndef UNGUARD_SCREEN_INSTRUCTOR_H
#define UNGUARD_SCREEN_INSTRUCTOR_H

#include "screen_parts.h"

struct avatar_art; /* what is kept between frames; owned by struct draw */
void avatar_art_free(struct avatar_art *art); /* NULL-safe */

/* A demonstration where the picture stands, since_s under way, with the person's own picture in its
 * corner. Where motion is reduced, start and target posture side by side. */
void instructor_draw_demo(struct draw *draw, const struct layout *layout,
                          const struct screen_view *view, const struct exercise *exercise,
                          enum body_side side, double since_s);

/* During an exercise, in the corner of the picture: in time with the coach, the target's band, and
 * where the person is on the way there. */
void instructor_draw_small(struct draw *draw, const struct layout *layout,
                           const struct screen_view *view, struct screen_state *state);

/* What the band over the person's picture depends on, for that layer's key; 0: none is drawn. Comes
 * before instructor_draw_range in a frame. */
uint64_t instructor_range_key(struct draw *draw, const struct layout *layout,
                              const struct screen_view *view);

/* Over the person's picture, during an exercise: the target's band at their own joint. where: the
 * camera's picture on the canvas; aspect: its width / height. */
void instructor_draw_range(struct draw *draw, struct canvas *canvas, const struct screen_view *view,
                           struct rect where, float aspect);

#endif
