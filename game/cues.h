/* What is said, and when: events and time in, cues and tones out. It knows the plan and what has
 * happened, nothing else, so a recording is spoken as the session was.
 *
 * A person must be able to follow with closed eyes, and not be talked at: what is known is said in
 * a word or by a tone. The first repetition of an exercise is led through in full sentences. */
#ifndef UNGUARD_CUES_H
#define UNGUARD_CUES_H

#include "cue.h"
#include "plan/safety_rules.h"
#include "world.h"

enum cue_tone {
    TONE_COUNT,   /* a repetition, or a counted second of a hold */
    TONE_REACHED, /* the target: stay */
    TONE_HELD,    /* the hold is done: come back */
    TONE_KIND_COUNT
};
#define CUES_TONES 4 /* that can wait to be sounded: more in one moment would be noise */

/* Large: put it on the heap or in static storage. */
struct cues {
    const struct plan *plan;          /* borrowed */
    const struct safety_rules *rules; /* borrowed; NULL: screening is not spoken */
    struct world world;               /* its own, from the same events */
    struct cue_line line;
    enum cue_tone tone[CUES_TONES];
    int tone_count;

    bool no_tones; /* set by who plays: they are not heard, so words say it all */
    bool tones_told;
    bool welcomed;
    int32_t named_step; /* whose name has been said; -1: none, here and below */
    int32_t start_step; /* whose start position, and for which side */
    enum body_side start_side;
    int32_t led_step;             /* whose first movement */
    int32_t hold_step, back_step; /* whose hold and way back in a full sentence */
    bool back_told;               /* its way back has been announced */
    bool faulty;                  /* it had a fault: no praise */
    bool warned;                  /* a warning has said already what to do differently */
    uint32_t fault_said;          /* in this set, bits by place in the exercise */
    bool readied;                 /* the start posture of this set has been greeted */
    int32_t fault_waits;          /* which of them the waiting correction is about */
    bool waits;                   /* paused or asked: nothing else is explained meanwhile */
    bool unseen_said, answer_told;
    bool hurt_placed;         /* where it hurts has been told */
    bool rest_ending;         /* the rest's last seconds are to be announced */
    int64_t now_us, asked_us; /* the question's time, to ask once more; 0: not */
};

void cues_init(struct cues *cues, const struct plan *plan, const struct safety_rules *rules);

void cues_event(void *self, const struct event *event); /* a sink's function */

/* One line about the program itself: said once when it comes. NULL: nothing. */
void cues_notice(struct cues *cues, const char *notice);

/* True when a cue begins; until it is false. now_us: session time, never backwards. */
bool cues_next(struct cues *cues, int64_t now_us, struct cue *out);

/* True while tones are to be sounded, the oldest first. */
bool cues_tone(struct cues *cues, enum cue_tone *tone);

const char *cue_tone_name(enum cue_tone tone); /* "reached"; static */

#endif
