/* What `unguard score` found in one recording, and the two ways it is said. */
#ifndef UNGUARD_SCORED_H
#define UNGUARD_SCORED_H

#include "session/recording.h"
#include "session/summary.h"

#include <stdio.h>

struct scored {
    const char *name;                      /* of the recording as it was given; borrowed */
    const struct recording_header *header; /* borrowed from the recording */
    const struct plan *plan;               /* it was scored by; borrowed */
    bool what_if;                          /* that is not the plan of the recording */
    uint64_t plan_hash;
    uint64_t hash;        /* of every event's text, then of the coach's last state */
    bool complete;        /* the recording was whole... */
    struct error missing; /* ...or what is missing */
    struct summary summary;
};

/* One JSON object without newline, the same bytes for the same figures; malloc'ed, free() it. NULL
 * when out of memory. The shape is described in the README. */
char *scored_json(const struct scored *scored);

/* The same for people, some lines. */
void scored_print(const struct scored *scored, FILE *to);

/* Mean form and counts are taken over this many decimals everywhere: 0..3. Never gives -0. */
double scored_round(double value, int decimals);

#endif
