/* Follows one person through pictures: where to look next, and what the network saw there. */
#ifndef UNGUARD_VISION_TRACKER_H
#define UNGUARD_VISION_TRACKER_H

#include "movement/pose.h"
#include "vision/pose_network.h"

/* State of one person's track. tracker_init sets it up; copying it copies the track. */
struct tracker {
    struct pose_network *network; /* borrowed, outlives the tracker */
    struct tracker_hint hint;     /* what the exercise declares; used when nobody is tracked */
    bool tracking;
    int search;              /* where the next search starts; moves on while nobody is found */
    struct roi roi;          /* where the next picture is looked at, when tracking */
    int width_px, height_px; /* of the last picture; another size starts anew */
    int64_t passes;          /* of the network so far */
};

void tracker_init(struct tracker *tracker, struct pose_network *network, struct tracker_hint hint);

/* Another posture may come: a track that holds goes on. */
void tracker_set_hint(struct tracker *tracker, struct tracker_hint hint);

/* Finds the person in the picture taken at t_us and fills *pose, unfiltered, not yet rounded; with
 * nobody there pose->present is false. Fails only when the network does. */
bool tracker_step(struct tracker *tracker, const struct image *picture, int64_t t_us,
                  struct pose *pose, struct error *err);

#endif
