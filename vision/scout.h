/* Looking for somebody beside the person who is followed: another one, a mirror, a picture on the
 * wall, an animal that a network takes for a person. One pass now and then, never a whole search.
 */
#ifndef UNGUARD_VISION_SCOUT_H
#define UNGUARD_VISION_SCOUT_H

#include "vision/search.h"

/* Zero is a scout who has seen nobody. */
struct scout {
    int64_t passes;    /* of the network so far */
    int next;          /* which square is looked at next */
    int64_t looked_us; /* when the last look was; 0: never */
    struct roi other;  /* where somebody else seems to be; size 0: nowhere */
    float trunk;       /* how sure that one's trunk was when last seen, 0..1 */
    int sightings;     /* how often there, 0..SCOUT_SURE */
    bool beside;       /* somebody else is there */
    int64_t seen_us;   /* when somebody else was seen last */
};

#define SCOUT_SURE    3      /* sightings at one place that make a person of it */
#define SCOUT_GONE_US 700000 /* unseen for so long: gone */

/* Looks at one square, if it is time (the network's habits say how often); own is the person's body
 * as it was seen in the square own_roi of this picture. Fails when the network does. */
bool scout_step(struct scout *scout, struct pose_network *network, const struct image *picture,
                int64_t t_us, const struct body *own, const struct roi *own_roi, struct error *err);

/* Forgets everybody, where the person is looked for anew. */
void scout_reset(struct scout *scout);

#endif
