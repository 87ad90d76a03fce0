/* A session's voice: what is chosen from its events, spoken, captioned and listed. */
#ifndef UNGUARD_SPEAKER_H
#define UNGUARD_SPEAKER_H

#include "screen.h"
#include "sitting.h"
#include "voice.h"

/* Zero is a valid start, and what speaker_close leaves: nothing is said then. */
struct speaker {
    struct voice *voice;     /* owned; NULL: silent */
    struct cues *cues;       /* owned; NULL: nothing is chosen yet */
    struct cue_log log;      /* its out is the caller's */
    int64_t now_us, real_us; /* of the last look: session time, and by pace_now_us */
    char notice[256];        /* the program's own, as said last */
    char silent[256];        /* why nothing is heard; "" */
    int64_t silent_until_us; /* by pace_now_us: shown so long */
};

void speaker_open(struct speaker *speaker, const struct settings_voice *settings);
void speaker_close(struct speaker *speaker);

/* Speaks of what this sink hears: the events of a session by plan. Borrows plan and rules (which
 * may be NULL) until speaker_close. */
struct sink speaker_sink(struct speaker *speaker, const struct plan *plan,
                         const struct safety_rules *rules);

/* Once a frame: says what is due by view->now_s, or, once the session is over and its time stands
 * still, by the clock; fills view->caption, and view->notice where it is free and the voice has
 * something to tell. */
void speaker_follow(struct speaker *speaker, struct screen_view *view, bool over);

void speaker_hush(struct speaker *speaker, struct screen_view *view); /* time stands still */

/* Without a window: says what is due by session time now_us; at the end, all that is left. */
void speaker_pass(struct speaker *speaker, int64_t now_us);
void speaker_finish(struct speaker *speaker);

#endif
