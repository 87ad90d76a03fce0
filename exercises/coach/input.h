/* What the coach takes, live or from a recording: the order is the order of consumption. */
#ifndef UNGUARD_INPUT_H
#define UNGUARD_INPUT_H

#include "movement/pose.h"

enum action_type {
    ACTION_PAUSE,
    ACTION_GO_ON,
    ACTION_SKIP, /* the rest, or the set when not resting */
    ACTION_QUIT,
    ACTION_THAT_HURT,   /* stops the movement at once and asks */
    ACTION_PAIN_ANSWER, /* value: numeric rating scale, 0..10 */
    ACTION_TYPE_COUNT
};

struct action {
    enum action_type type;
    int32_t value;
};

enum input_type {
    INPUT_POSE,
    INPUT_TICK,  /* time passed without a pose (live: after 100 ms) */
    INPUT_GAP,   /* poses were dropped before this one */
    INPUT_ACTION /* t_us is that of the last consumed input */
};

struct input {
    int64_t t_us; /* for a pose, equal to u.pose.t_us */
    enum input_type type;
    union {
        struct pose pose;
        struct action action;
        int32_t dropped; /* INPUT_GAP: how many */
    } u;
};

#endif
