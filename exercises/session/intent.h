/* What a simulated person means to do with one repetition: how far, how fast, and with which
 * fault. Pure, but for the generator it is given. */
#ifndef UNGUARD_INTENT_H
#define UNGUARD_INTENT_H

#include "movement/body.h"
#include "plan/exercise.h"
#include "session/chance.h"

struct intent {
    float move_s, hold_s, return_s, pause_s;
    float share;               /* of the way from the resting to the target posture */
    struct body_angles offset; /* of a fault, on top, growing on the way to the target */
    uint32_t faults;           /* performer_fault bits */
    float hesitation_s;        /* stands still halfway there, on top of move_s */
    float tremor;              /* 0..1: of the way, to either side, while moving and holding */
    bool turns_back;           /* before reach: no repetition */
    enum body_side hand;       /* this hand comes to the hip; SIDE_NONE: none does */
    float hand_shoulder, hand_elbow; /* degrees, there */
    float hand_s;                    /* it stays so long, about the repetition's middle */
    float rub; /* degrees of the elbow to either side, while it is there: rubs */
};

float intent_length_s(const struct intent *intent); /* there, hold and back */

/* attempt counts from 1 in the set; a faulty set takes the faults in turn. */
struct intent intent_make(const struct exercise *exercise, enum body_side side, int attempt,
                          bool faulty, struct chance *chance);

/* A keyframe as a body that exercises that side. */
struct body_angles intent_angles(const struct exercise *exercise, int keyframe,
                                 enum body_side side);

/* from + (to - from) * share + offset * offset_share, angle by angle. */
struct body_angles angles_between(const struct body_angles *from, const struct body_angles *to,
                                  double share, const struct body_angles *offset,
                                  double offset_share);

/* Sides that a signal speaks of, as bits: 1 left, 2 right. Near is the left one: a person who turns
 * round for the right side is asked for the active one. */
int intent_sides(struct signal signal, enum body_side side);

/* The value of a signal of the body with these angles, without a camera; trunk inclination counts
 * from the resting posture. False for a signal that angles alone don't give. */
bool intent_value(const struct exercise *exercise, enum body_side side, struct signal signal,
                  const struct body_angles *angles, double *value);

#endif
