/* Somebody before the camera during a session: steps them into the frame where a new view begins,
 * and takes their gestures. All that it does to the session are actions, as keys do. */
#ifndef UNGUARD_ATTEND_H
#define UNGUARD_ATTEND_H

#include "hands.h"
#include "session/session.h"
#include "settings.h"

/* Zero is a valid start: nobody is attended to. */
struct attend {
    bool sets_up, takes_gestures;
    struct gesture_rules gestures;
    struct setup_rules setup_rules;
    struct feature_settings reading;
    struct hands hands;
    struct setup setup;
    bool setting_up;
    bool placed;      /* a place has been found before, for: */
    enum view view;   /* the view, */
    bool lying;       /* and on the mat or above it */
    enum sight sight; /* what the tracker says of the picture; SIGHT_UNKNOWN while none does */
    float brightness; /* of the last picture; below 0: none was seen */
    uint64_t picture; /* its serial */
    int64_t pose_us;  /* of the last pose taken */
    struct setup_show shown;
};

/* camera: somebody real may have to be placed, and can say something. */
struct attend attend_begin(const struct settings *settings, bool camera);

/* After each input of the session: what is to be pressed in its name, or KEY_NONE. Fills the view's
 * fields about hands and set-up, which borrow from attend. t_us: session time now. */
enum screen_key attend_input(struct attend *attend, struct session *session,
                             struct screen_view *view, int64_t t_us);

/* The mean of a picture, 0..1; below 0 for none. */
float attend_brightness(const struct image *image);

#endif
