/* Whom and what a flaw is about: an exercise, a body, a side, and what their signals are there. For
 * the files flaw*.c. */
#ifndef UNGUARD_SITUATION_H
#define UNGUARD_SITUATION_H

#include "session/intent.h"

#define SITUATION_MOST_SHARE 1.8 /* further along a movement is no longer that movement */

struct situation {
    const struct exercise *exercise;
    const struct body_shape *shape;
    enum body_side side;
    struct body_angles start, target;
    struct pose rest; /* look of the start posture */
};

struct situation situation_of(const struct exercise *exercise, const struct body_shape *shape,
                              enum body_side side);

/* The body at a share of the way with an offset. */
struct pose situation_look(const struct situation *situation, double share,
                           const struct body_angles *offset);

/* The value of a signal there; 0 where the view or one moment can't show it. */
double situation_value(const struct situation *situation, struct signal signal, double share,
                       const struct body_angles *offset);
double situation_clean_value(const struct situation *situation, struct signal signal, double share);
bool situation_reads(const struct situation *situation, struct signal signal);

/* Where between two shares of the way a signal comes to level; -1: nowhere. */
double situation_share(const struct situation *situation, struct signal signal, double level,
                       double least, double most);
double situation_reach(const struct situation *situation); /* where it counts; -1: nowhere */
double situation_band(const struct situation *situation);  /* where the target's band begins */

double situation_size(double x);               /* without its sign */
bool situation_is_angle(struct signal signal); /* in degrees */

/* The pelvis aslant over a standing leg that stays. by: degrees, + the left hip higher. */
void situation_tilt_pelvis(const struct situation *situation, float by, struct body_angles *offset);

#endif
