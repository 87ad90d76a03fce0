/* A plan and its reasons in plain words, for the person and the therapist alike. */
#ifndef UNGUARD_PLAN_WORDS_H
#define UNGUARD_PLAN_WORDS_H

#include "plan/progress.h"

#include <stdio.h>

/* "Bridge: 2 sets of 6, held for 3 s" and below it every figure that is not the routine's own, with
 * its reason and source; before them what is to be said about the whole session. */
void plan_words_print(FILE *out, const struct plan *plan, const struct progress *progress);

/* "repetitions 6 -> 7: three comfortable, steady sessions in a row": one change, without newline.
 */
void plan_words_change(const struct plan *plan, const struct plan_change *change, char *text,
                       size_t size);

#endif
