/* The tables of a report's second sheet; each shows what there is room for, and says how many more
 * there are. */
#ifndef UNGUARD_REPORT_TABLES_H
#define UNGUARD_REPORT_TABLES_H

#include "report.h"

void report_put_sides(FILE *out, const struct report *report);   /* left against right */
void report_put_causes(FILE *out, const struct report *report);  /* of warnings and signs */
void report_put_changes(FILE *out, const struct report *report); /* of the plan, and why */

#endif
