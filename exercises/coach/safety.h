/* What follows from a pain answer. */
#ifndef UNGUARD_SAFETY_H
#define UNGUARD_SAFETY_H

#include "plan/profile.h"

enum safety_decision { SAFETY_GO_ON, SAFETY_EASE, SAFETY_STOP };

/* nrs: numeric rating scale, 0..10. PAIN_STRICT stops at any pain (SI joint leaflet, hhma).
 * PAIN_MONITOR: 0-2 go on, 3-5 ease off, above 5 stop (bands after Thomee, as used by Silbernagel
 * 2007; made for other joints and not validated for this one). */
enum safety_decision safety_of_pain(enum pain_policy policy, int32_t nrs);

/* Share of the repetitions that is left after easing off: a third less (25-50 % [D]). */
#define SAFETY_EASE_SHARE (2.0f / 3.0f)

#endif
