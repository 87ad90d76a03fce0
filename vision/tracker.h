/* Follows one person through pictures: where to look next, and what the network saw there. */
#ifndef UNGUARD_VISION_TRACKER_H
#define UNGUARD_VISION_TRACKER_H

#include "movement/pose.h"
#include "vision/facing.h"
#include "vision/one_euro.h"
#include "vision/pose_network.h"
#include "vision/scout.h"
#include "vision/sides.h"
#include "vision/sight.h"

/* The square that is looked at, steadied. Zero is empty. */
struct region {
    struct one_euro x, y, size, turn; /* shares of the picture's height; log; radians, unwrapped */
    struct roi roi;                   /* where the next picture is looked at */
};

/* Who is followed: whoever was found first, and after that whoever is near in place and size. */
struct person {
    bool known;
    float x_px, y_px; /* middle of the trunk when last seen */
    float size_px;    /* of the square around the body */
    int64_t seen_us;
    int64_t doubt_us; /* how long a body has been seen that is too far off to be this one */
};

/* State of one person's track. tracker_init sets it up; copying it copies the track. */
struct tracker {
    struct pose_network *network; /* borrowed, outlives the tracker */
    struct tracker_hint hint;     /* what the exercise declares; used when nobody is tracked */
    enum sight sight;             /* what the last picture showed */
    bool tracking;
    float trust;           /* 0..1: how surely the trunk was seen over the last moment */
    struct candidate best; /* of the starts of this search so far */
    int search;            /* where the next search starts; moves on while nobody is found */
    struct region region;  /* when tracking */
    struct person person;
    struct sides sides;
    struct facing facing;
    struct scout scout;
    int64_t last_us;         /* of the last picture */
    int width_px, height_px; /* of the last picture; another size starts anew */
    int64_t passes;          /* of the network so far; the scout counts its own */
};

void tracker_init(struct tracker *tracker, struct pose_network *network, struct tracker_hint hint);

/* Another posture may come: a track that holds goes on. */
void tracker_set_hint(struct tracker *tracker, struct tracker_hint hint);

/* Finds the person in the picture taken at t_us and fills *pose, unfiltered but for sides that the
 * network had changed over, not yet rounded. With nobody there, somebody else beside them or
 * another one in their place pose->present is false and tracker->sight says why. Fails only when
 * the network does. */
bool tracker_step(struct tracker *tracker, const struct image *picture, int64_t t_us,
                  struct pose *pose, struct error *err);

#endif
