/* A session in words on a terminal: each repetition as it happens, warnings, and the results. */
#ifndef UNGUARD_TELL_H
#define UNGUARD_TELL_H

#include "session/session.h"
#include "session/summary.h"

#include <stdio.h>

struct tell {
    const struct plan *plan; /* borrowed */
    FILE *out;               /* borrowed */
};

/* Prints what a person would want to read. tell is borrowed. */
struct sink tell_sink(struct tell *tell);

/* Prints every event as its stable line, as golden files have them. */
struct sink tell_lines_sink(struct tell *tell);

/* The block of figures at the end. */
void tell_results(const struct tell *tell, const struct summary *summary);

#endif
