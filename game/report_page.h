/* What both kinds of page have in common: head, style, the words at the foot. */
#ifndef UNGUARD_REPORT_PAGE_H
#define UNGUARD_REPORT_PAGE_H

#include "report.h"

/* Everything up to the first page's heading; title goes into the window's bar. */
void page_begin(FILE *out, const char *title);
void page_end(FILE *out);

/* A sheet of A4: fixed: nothing but what fits on it. */
void page_sheet(FILE *out, bool fixed);
void page_sheet_end(FILE *out);

/* A part of a sheet, kept together; the charts of one that shrinks give way where words need more
 * room. */
void page_part(FILE *out, bool shrinks);
void page_part_end(FILE *out);

/* What the figures are and are not; on every page that is printed. */
void page_foot(FILE *out, int32_t number, int32_t of);

#endif
