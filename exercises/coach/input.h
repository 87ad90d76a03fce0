/* What the coach takes, live or from a recording: the order is the order of consumption. */
#ifndef UNGUARD_INPUT_H
#define UNGUARD_INPUT_H

#include "movement/pose.h"

enum action_type {
    ACTION_PAUSE,
    ACTION_GO_ON,
    ACTION_SKIP, /* the rest, or the set when not resting */
    ACTION_QUIT,
    ACTION_THAT_HURT,        /* stops the movement at once and asks */
    ACTION_PAIN_ANSWER,      /* value: numeric rating scale, 0..10; of whatever was asked */
    ACTION_PAIN_PLACE,       /* value: enum pain_place; where it hurts */
    ACTION_PAIN_SHARP,       /* it is sharp, shooting or numb: that ends the session */
    ACTION_EFFORT_ANSWER,    /* value: Borg's CR10, 0..10 */
    ACTION_SCREENING_ANSWER, /* value: 2 * the question's index in the plan, + 1 for yes */
    ACTION_TYPE_COUNT
};

enum pain_place {
    PLACE_LOW_BACK,
    PLACE_LEFT_PELVIS, /* the back of it, where the SI joint is */
    PLACE_RIGHT_PELVIS,
    PLACE_BUTTOCK,
    PLACE_GROIN,
    PLACE_HIP,
    PLACE_THIGH,
    PLACE_DOWN_THE_LEG, /* radiates below the knee: that ends the session */
    PLACE_ELSEWHERE,
    PLACE_COUNT
};

#define ACTION_MOST_FLAGS 32 /* questions of a screening */

struct action {
    enum action_type type;
    int32_t value;
};

/* The largest value an action may carry, from 0; -1: it carries none. */
int32_t action_most(enum action_type type);

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
