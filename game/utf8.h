/* Whether bytes are text: a file's name or a line from elsewhere may be any bytes, JSON and HTML
 * may not. */
#ifndef UNGUARD_UTF8_H
#define UNGUARD_UTF8_H

#include <stddef.h>

/* How many bytes, 1..4, of a whole UTF-8 character stand at `at` (ended by 0); 0: none. Lead bytes
 * that no character has are refused. */
size_t utf8_length(const char *at);

#endif
