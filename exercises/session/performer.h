/* A simulated person: does what the plan asks, cleanly or with faults, from joint angles by forward
 * kinematics. It listens to the coach's events as a person follows the cues (next set, rest over),
 * and gives poses at a fixed frame rate. It shares no code with the coach but the body. */
#ifndef UNGUARD_PERFORMER_H
#define UNGUARD_PERFORMER_H

#include "session/session.h"

enum performer_style {
    PERFORM_CLEAN,
    PERFORM_FAULTY, /* short range, hurried return, trunk lean: from the set the options name */
};

struct performer_options {
    int faulty_set;   /* the set performed with faults, from 1; 0: none */
    float frame_rate; /* frames a second, e.g. 30 */
    float noise_px;   /* white noise, pixels of a 480-line picture (standard deviation) */
    float dropout;    /* 0..1: share of joints lost per frame */
    uint64_t seed;
    float aspect; /* picture width / height */
};
struct performer_options performer_options_default(void); /* set 2 faulty, 30/s, 0.5 px, seed 1 */

struct performer;

/* plan is borrowed and must outlive it. NULL: no memory. */
struct performer *performer_create(const struct plan *plan, struct performer_options options);
void performer_free(struct performer *performer); /* NULL-safe */
struct input_source performer_source(struct performer *performer);
struct sink performer_sink(struct performer *performer); /* the person hears the coach */

#endif
