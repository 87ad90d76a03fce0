/* A look at the person before the session, for gestures alone: what is asked then can be answered
 * by hand, too. Nothing of it is kept, recorded or scored; the camera is closed again after it. */
#ifndef UNGUARD_GLANCE_H
#define UNGUARD_GLANCE_H

#include "hands.h"
#include "live.h"
#include "settings.h"

/* Zero is a valid start: nobody is looked at. */
struct glance {
    struct live *live;
    struct gesture_rules rules;
    struct hands hands;
    int64_t now_us; /* of the last input */
};

/* plan is borrowed until glance_close. A camera that can't be opened is no failure here: there are
 * keys, and the session will say what is the matter. */
void glance_open(struct glance *glance, const struct live_options *options,
                 const struct settings *settings, const struct plan *plan);
void glance_close(struct glance *glance); /* zero is fine, and what it leaves */

/* The next key that a gesture stands for; KEY_NONE once nothing more has come. Never waits. Fills
 * view->hands, which borrows from glance. */
enum screen_key glance_key(struct glance *glance, struct screen_view *view);

#endif
