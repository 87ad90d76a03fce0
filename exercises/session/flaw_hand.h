/* A hand that comes to the hip or rubs there, as people in pain support themselves. For flaw.c. */
#ifndef UNGUARD_FLAW_HAND_H
#define UNGUARD_FLAW_HAND_H

#include "session/situation.h"

/* By grade nearer and longer (flaw.h). False where hands belong near the hip anyway, or the arm
 * can't get there. */
bool flaw_put_hand(const struct situation *situation, enum body_side hand, float grade, bool rubs,
                   struct intent *intent);

#endif
