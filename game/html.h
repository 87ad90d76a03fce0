/* Text into HTML, also into an attribute's quotes: nothing that comes from a file or a person can
 * become a tag. */
#ifndef UNGUARD_HTML_H
#define UNGUARD_HTML_H

#include "base.h"

#include <stdio.h>

/* Escaped; bytes that are no text become U+FFFD. */
void html_text(FILE *out, const char *text);

/* printf, then html_text; cut at 1023 bytes. */
void html_say(FILE *out, const char *format, ...) BASE_PRINTF(2, 3);

/* html_text of at most `most` characters; what is cut ends in an ellipsis. */
void html_text_cut(FILE *out, const char *text, int most);

#endif
