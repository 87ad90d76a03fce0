/* What went better than in earlier sessions: form, never range, speed or how much was done. */
#ifndef UNGUARD_IMPROVED_H
#define UNGUARD_IMPROVED_H

#include "history.h"
#include "world.h"

#define IMPROVED_POINTS 2.0f /* of form, at least, before it is called better. [D] */
#define IMPROVED_REPS   3    /* scored repetitions today, at least. [D] */

/* One sentence about the exercise whose form rose most above the mean of the last sessions before
 * `session` (0: none is stored). False, and text empty, where none did, or the history can't say.
 */
bool improved_words(struct history *history, const char *person, int64_t session,
                    const struct world *world, char *text, size_t size);

#endif
