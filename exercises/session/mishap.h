/* What comes between a simulated person and the camera, or goes wrong in the tracker: something
 * stands in the way, left is taken for right, somebody else is followed, the person drifts, the
 * camera slows down. It comes and goes in stretches, by a seed of its own. */
#ifndef UNGUARD_MISHAP_H
#define UNGUARD_MISHAP_H

#include "movement/body.h"
#include "session/chance.h"

/* Bits. */
enum mishap {
    MISHAP_OCCLUSION = 1, /* 0.3 to 1.5 s: some joints are hidden */
    MISHAP_SWAP = 2,      /* 0.07 to 0.35 s: the tracker swaps left and right */
    MISHAP_STRANGER = 4,  /* 0.15 to 0.8 s: it follows another one, who stands beside */
    MISHAP_DRIFT = 8,     /* all the time: sideways and in distance, slowly */
    MISHAP_RATE = 16,     /* 30 frames a second become 15, then 10, and 30 again */
    MISHAP_ALL = 31
};
const char *mishap_name(enum mishap mishap); /* "side_swap"; static */

/* Flat; mishaps_init fills it. Times in seconds from the session's start. */
struct mishaps {
    uint32_t kinds;  /* bits of those that happen at all */
    uint32_t joints; /* bits of enum joint that an occlusion hides; 0: a limb by chance */
    struct chance luck;
    struct mishap_stretch {
        double from_s, to_s;
    } occlusion, swap, stranger; /* the present one or the next */
    uint32_t occluded;           /* joints of that occlusion */
    struct body_shape other;     /* the stranger, */
    float other_x;               /* who stands so far to the right, image heights */
    double sideways, nearer;     /* how fast and which way the drift begins, turns a second */
    double rate_from_s;          /* when the frame rate's round begins */
};

void mishaps_init(struct mishaps *mishaps, uint32_t kinds, uint32_t joints, uint64_t seed);

/* Goes on to now_s, never backwards; returns bits of what is the matter there. */
uint32_t mishaps_step(struct mishaps *mishaps, double now_s);

/* The frame rate at now_s where `usual` is the best: all, half or a third of it. */
double mishaps_rate(const struct mishaps *mishaps, double now_s, double usual);

/* The camera to draw with at now_s: nearer or further about the picture's middle, and aside. */
struct body_camera mishaps_camera(const struct mishaps *mishaps, struct body_camera camera,
                                  float aspect, double now_s);

/* What the tracker makes of the pose; now: bits from mishaps_step. */
void mishaps_mistake(const struct mishaps *mishaps, uint32_t now, const struct body_camera *camera,
                     struct pose *pose);

#endif
