/* What gestures mean where: each stands for one of the keys, so that whatever a key does a hand
 * does, and a recording of it replays the same. The same few gestures everywhere:
 *
 *   both hands above the head   pause, and go on; rather not say, where that may be said
 *   the left or right hand up   the choice moves to that side; while it stays up, on and on
 *   hands down, and still       the choice is confirmed
 *   out of the picture          pause; back in it, a countdown, and it goes on
 *
 * A screen's own menu (paused) holds what has no gesture: that hurt, skip, end. */
#ifndef UNGUARD_HANDS_H
#define UNGUARD_HANDS_H

#include "screen.h"

/* Zero is a valid start. */
struct hands {
    struct gesture_state gesture;
    enum screen_id id; /* what was on the screen, and which question on it */
    int question;
    bool begun;
    bool chosen;   /* a hand made a choice on it, not confirmed yet */
    bool left;     /* paused because the person left the picture */
    bool excused;  /* gone on with by a key, though they still are out of it */
    int64_t go_us; /* when it goes on by itself; 0: not */
    struct gesture_show show;
};

/* One pose, or NULL where only time has passed: the key that is meant now, or KEY_NONE. */
enum screen_key hands_watch(struct hands *hands, const struct gesture_rules *rules,
                            const struct screen_view *view, const struct pose *pose, int64_t t_us);

/* What can be done by hand on a screen: for the pictures on it, and to be spoken. */
struct hands_line {
    enum gesture gesture;
    const char *label; /* "go on" */
    const char *say;   /* "Both hands above your head: go on." */
};

#define HANDS_MOST_LINES 4

/* Returns their count; words are static. */
int hands_lines(const struct screen_view *view, enum screen_id id,
                struct hands_line line[HANDS_MOST_LINES]);

#endif
