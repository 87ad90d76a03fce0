/* Left and right from one frame to the next: a network looks at one picture and may change them
 * over; a body can't. */
#ifndef UNGUARD_VISION_SIDES_H
#define UNGUARD_VISION_SIDES_H

#include "movement/pose.h"

enum { SIDES_ARMS, SIDES_HIPS, SIDES_LEGS, SIDES_GROUPS };

/* Zero is empty. */
struct sides {
    struct pose last;                 /* what was given out last, for joints seen then */
    int64_t seen_us[JOINT_COUNT];     /* when each was seen last; 0: never */
    int64_t against_us[SIDES_GROUPS]; /* how long the network has said the opposite by now */
    int64_t unseen_us[SIDES_GROUPS];  /* until then the group is not seen */
};

/* Undoes a change of sides within shoulders and arms, hips, or knees to toes. Where the network
 * insists for SIDES_INSIST_US it is believed: the group is not seen for SIDES_UNSEEN_US, so that no
 * joint jumps and whatever filters it starts anew, and then has the new sides. pose: present. */
void sides_keep(struct sides *sides, struct pose *pose);

#define SIDES_INSIST_US 1000000
#define SIDES_UNSEEN_US 600000

#endif
