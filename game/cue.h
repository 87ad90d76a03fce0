/* One thing said at a time. Whoever has something to say offers it; the line keeps what waits, and
 * when the voice is free gives out the most pressing, unless it is stale, was said a moment ago, or
 * too much of its kind was. Pure: time comes in, cues go out, the same offers give the same cues.
 *
 * A stop, and what must be heard at once, cuts off whatever is being said; a warning cuts off all
 * but a stop. Nothing else interrupts. */
#ifndef UNGUARD_CUE_H
#define UNGUARD_CUE_H

#include "base.h"

#define CUE_TEXT_SIZE 256
#define CUE_WAITING   16 /* offers that can wait; beyond it the least pressing goes */
#define CUE_REMEMBERS 48 /* cues whose words are not said again within their cooldown */
#define CUE_GAP_US    200000

/* The higher goes first. */
enum cue_priority {
    CUE_PRAISE,
    CUE_COUNT,
    CUE_CORRECTION,
    CUE_GUIDE, /* what to do now: without it nobody can follow with closed eyes */
    CUE_WARNING,
    CUE_STOP
};

/* What a cue is about. Each has a row of rules in cue.c. */
enum cue_topic {
    TOPIC_WELCOME,
    TOPIC_NAME,     /* of the exercise, its dosage and side */
    TOPIC_START,    /* how to get into position */
    TOPIC_READY,    /* the first movement, before it is made */
    TOPIC_MOVE,     /* the same where it has begun already */
    TOPIC_HOLD,     /* stay there */
    TOPIC_BACK,     /* the hold is over: the way back */
    TOPIC_SECONDS,  /* of a hold */
    TOPIC_REP,      /* its number */
    TOPIC_TONES,    /* what they say */
    TOPIC_SET_DONE, /* and the rest that follows */
    TOPIC_NEXT,     /* after the rest */
    TOPIC_REST_ENDS,
    TOPIC_SET, /* the rest is over */
    TOPIC_CORRECTION,
    TOPIC_WARNING,
    TOPIC_STOP,
    TOPIC_EASED, /* a warning was heeded */
    TOPIC_PRAISE,
    TOPIC_AGAIN,  /* turned back: that is fine */
    TOPIC_UNSEEN, /* what the camera can't see */
    TOPIC_SEEN,
    TOPIC_TURN,
    TOPIC_NOT_JUDGED, /* a limit that the camera does not show well enough */
    TOPIC_NOTICE,     /* of the program itself */
    TOPIC_HALT,       /* paused, or something hurt: everything else is dropped */
    TOPIC_GO_ON,
    TOPIC_QUESTION,
    TOPIC_ANSWER, /* how to answer it */
    TOPIC_HEARD,  /* the answer that was taken */
    TOPIC_LESS,   /* fewer repetitions from here */
    TOPIC_DONE,
    TOPIC_COUNT
};

struct cue {
    char text[CUE_TEXT_SIZE];
    enum cue_topic topic;
    enum cue_priority priority;
    int64_t start_us;  /* session time */
    int64_t length_us; /* as planned; less where it was cut off */
};

/* How long the words take to say, from the sound or, without one, by their length. */
struct cue_length {
    int64_t (*of)(void *self, const char *text); /* NULL: cue_length_guess at 150 words a minute */
    void *self;
};
int64_t cue_length_guess(const char *text, int words_a_minute);

struct cue_offer {
    struct cue cue;
    int64_t from_us, until_us; /* not said before, nor begun after */
    uint32_t order;            /* of offering: among equals the one that was due first goes first */
};

/* Zero is a valid start. */
struct cue_line {
    struct cue_length length;
    struct cue_offer waiting[CUE_WAITING];
    int waiting_count;
    uint32_t offered;
    bool speaking;
    struct cue now;                 /* being said, or said last */
    struct cue past[CUE_REMEMBERS]; /* ring of what was said */
    int past_count, past_next;
};

enum cue_priority cue_priority_of(enum cue_topic topic);
const char *cue_topic_name(enum cue_topic topic);       /* "start"; static */
const char *cue_priority_name(enum cue_priority class); /* "guide"; static */
double cue_cooldown_s(enum cue_topic topic); /* the same words are not said again within it */

/* Offers words (copied; "" is nothing) from at_us on. Only one of a topic waits: the newer words
 * take the place of the older ones. */
void cue_offer(struct cue_line *line, enum cue_topic topic, int64_t at_us, const char *text);

void cue_drop(struct cue_line *line, enum cue_topic topic); /* what waits of it */
void cue_drop_all(struct cue_line *line);
bool cue_waits(const struct cue_line *line, enum cue_topic topic);

/* True when a cue begins at now_us (never earlier than before): *out is filled, and whatever was
 * being said is cut off there. Call it again until it is false. */
bool cue_next(struct cue_line *line, int64_t now_us, struct cue *out);

/* What is being said of this topic need not be heard out any more. */
void cue_cut(struct cue_line *line, enum cue_topic topic, int64_t now_us);

/* The cue being said at now_us; NULL: silence. Borrowed until the next call. */
const struct cue *cue_spoken(const struct cue_line *line, int64_t now_us);

bool cue_is_quiet(const struct cue_line *line, int64_t now_us); /* nothing is said, nothing waits */

#endif
