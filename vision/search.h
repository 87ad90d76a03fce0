/* Finding a person whom nobody follows yet: every turn of a few squares of the picture. */
#ifndef UNGUARD_VISION_SEARCH_H
#define UNGUARD_VISION_SEARCH_H

#include "movement/pose.h"
#include "vision/pose_network.h"

#define SEARCH_STARTS 4 /* squares that a search looks at, one after the other, at most */

struct search {
    struct pose_network *network;
    struct tracker_hint hint; /* which turns are tried first */
    int64_t *passes;          /* counts the network's passes; borrowed */
};

/* A body, and how far the search believes it. */
struct candidate {
    struct body body;
    float
        spread; /* mean distance between the joints of the last two looks / crop side; 1 without */
    int agree;  /* looks from other turns that ended at the same joints, 0..3 */
};

/* Mean distance between the joints that both have, as a share of size_px; 1, which is hopeless,
 * where too few are seen in both to tell. */
float search_spread(const struct body *a, const struct body *b, float size_px);

/* A square a network may look at: of sensible size, with its centre in the picture. */
bool search_plausible(const struct roi *roi, const struct image *picture);

/* How many starts a picture of this shape has: a square one needs no others than itself. */
int search_starts(const struct image *picture);

/* The best body from start 0..search_starts - 1: the whole picture, or a square of its shorter side
 * along its longer one. Costs at most 4 x looks + last_looks passes. Fails when the network does.
 */
bool search_from(const struct search *search, const struct image *picture, int start,
                 struct candidate *best, struct error *err);

/* The best body around a square where somebody was just now, from that turn and others near it. */
bool search_around(const struct search *search, const struct image *picture, const struct roi *roi,
                   struct candidate *best, struct error *err);

/* How much a candidate is worth beside others of the same network. */
float search_worth(const struct search *search, const struct candidate *candidate);

/* Is it so surely a person that no other start needs to be tried? */
bool search_sure(const struct search *search, const struct candidate *candidate);

/* Is it a person, by what the network's kind is worth? */
bool search_found(const struct search *search, const struct candidate *candidate,
                  const struct image *picture);

#endif
