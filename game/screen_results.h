/* What the two files of the results screen share. */
#ifndef UNGUARD_SCREEN_RESULTS_H
#define UNGUARD_SCREEN_RESULTS_H

#include "screen_parts.h"

/* "43 repetitions, form 81, eased off in time 5 times". */
void results_total_words(const struct world *world, char *text, size_t size);

/* The first page: the day's garden below what it came to, its stars, what improved, and one thing
 * to work on. */
void results_draw_day(struct draw *draw, const struct layout *layout,
                      const struct screen_view *view, const struct screen_state *state);

/* The last page: the next session, and a card; only where either is known. */
bool results_have_next(const struct screen_view *view);
void results_draw_next(struct draw *draw, const struct layout *layout,
                       const struct screen_view *view, const struct screen_state *state);

#endif
