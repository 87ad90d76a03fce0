/* Texts of config files with named blanks in braces, "The {side} leg, the {other} arm": what may be
 * filled in is a table. */
#ifndef UNGUARD_BLANKS_H
#define UNGUARD_BLANKS_H

#include "base.h"

#define BLANKS_TEXT_SIZE 1024 /* bytes of the longest filled text */

struct blank {
    const char *name; /* with its braces: "{side}" */
    const char *word; /* that stands there instead; borrowed. NULL where a text is only checked */
};

/* The first brace from text on that belongs to none of the blanks; NULL: there is none. */
const char *blanks_unknown(const char *text, const struct blank *blank, int count);

/* The text with its blanks filled in, cut to size at a whole character. Returns into. */
char *blanks_fill(const char *text, const struct blank *blank, int count, char *into, size_t size);

#endif
