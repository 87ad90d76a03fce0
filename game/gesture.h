/* Gestures of a person without a keyboard, from poses and time alone: both hands above the head,
 * one hand up, holding still, walking out of the picture and coming back. Which of them means what
 * is hands.h; here it is only seen or not.
 *
 * "Above" is along the trunk, from the hips to the shoulders, so that it is the same gesture
 * standing and lying. */
#ifndef UNGUARD_GESTURE_H
#define UNGUARD_GESTURE_H

#include "movement/pose.h"
#include "plan/cfg.h"

enum gesture {
    GESTURE_NONE,
    GESTURE_BOTH_HANDS, /* both wrists above the head */
    GESTURE_LEFT_HAND,  /* the person's own left wrist above its shoulder, the right one not */
    GESTURE_RIGHT_HAND,
    GESTURE_STILL, /* hands down, nothing moves; only where the scene wants it */
    GESTURE_GONE,  /* nobody in the picture */
    GESTURE_BACK,  /* somebody again */
    GESTURE_COUNT
};

/* Group `gestures` of unguard.cfg. */
struct gesture_rules {
    bool on;
    float both_s;      /* both hands up so long: pause, or go on */
    float one_s;       /* one hand up so long: a step */
    float repeat_s;    /* and another step each time it stays up so much longer */
    float still_s;     /* still so long: confirmed */
    float still_way;   /* trunk lengths that hands and trunk may move meanwhile */
    float gone_s;      /* out of the picture so long: gone */
    float countdown_s; /* back in it: so long until it goes on */
};

extern const struct cfg_table gesture_rules_table;
struct gesture_rules gesture_rules_default(void);

/* Whom the camera watches, doing what. */
struct gesture_scene {
    enum posture posture; /* of the exercise at hand */
    float aspect;         /* width / height of the picture; 0: not known */
    float min_confidence; /* 0..1: a joint below it is not seen */
    bool confirms;        /* a choice waits to be confirmed by holding still */
};

/* How long something has been seen, over moments in which it wasn't. Zero: not at all. */
struct gesture_watch {
    bool seen, done;  /* done: told already; has to end before it can be told again */
    int64_t since_us; /* of the first sight */
    int64_t yes_us;   /* of the last sight */
    int64_t told_us;  /* when it was told last */
};

struct gesture_point {
    float x, y; /* image heights */
};

#define GESTURE_POINTS 6 /* wrists, shoulders, hips */

/* Zero is a valid start. */
struct gesture_state {
    bool started;
    int64_t now_us;
    struct gesture_watch both, one[2]; /* left, right */
    struct gesture_watch still, gone, back;
    bool left;     /* gone was told, and back not yet */
    float scale;   /* picture heights: trunk or shoulders, as last seen */
    uint32_t kept; /* points that have a place below */
    struct gesture_point place[GESTURE_POINTS],
        anchor[GESTURE_POINTS]; /* smoothed; where stillness began */
};

/* One pose, or NULL where only time has passed. Times must not run backwards; one that does is
 * ignored. At most one gesture at a time. */
enum gesture gesture_step(struct gesture_state *state, const struct gesture_rules *rules,
                          const struct gesture_scene *scene, const struct pose *pose, int64_t t_us);

/* What is to be seen of it on a screen. */
struct gesture_show {
    bool somebody;        /* is in the picture */
    enum gesture gesture; /* under way; GESTURE_NONE: none */
    float share;          /* 0..1 of its time */
    bool choosing;        /* a choice waits to be confirmed by holding still */
    float go_on_s;        /* above 0: back in the picture; the session goes on after so long */
};

/* How much of a gesture's time has been, 0..1: for a ring that fills. */
float gesture_share(const struct gesture_state *state, const struct gesture_rules *rules,
                    enum gesture gesture);

/* Another question or screen: hands that are up still have to come down first. */
void gesture_rest(struct gesture_state *state);

/* Is somebody in this picture: at least a few joints within it? */
bool gesture_somebody(const struct pose *pose, float aspect, float min_confidence);

const char *gesture_name(enum gesture gesture); /* "both_hands"; static */

#endif
