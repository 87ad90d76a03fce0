/* Words that make people guard, and what to say instead. Fear of a movement stiffens it before any
 * pain does (Olugbade 2019), so no text that a person hears or reads may hold one. */
#ifndef UNGUARD_CALM_H
#define UNGUARD_CALM_H

#include "base.h"

/* Where a frightening word stands in a text; both borrowed. */
struct calm_found {
    const char *start;
    int length;          /* bytes */
    const char *instead; /* a calm wording; static */
};

/* The first one in text: whole words, whatever their case and what stands between them ("No pain,
 * no gain!"). False: there is none. */
bool calm_find(const char *text, struct calm_found *found);

#endif
