/* One field of a CSV file, after RFC 4180. */
#ifndef UNGUARD_CSV_H
#define UNGUARD_CSV_H

#include <stdio.h>

/* Quoted where a comma, a quote or a line's end would break it. Errors are the stream's. */
void csv_put_field(FILE *out, const char *text);

#endif
