/* A report on its way to the disk: made whole in memory, put beside its place, then into it. */
#ifndef UNGUARD_REPORT_FILE_H
#define UNGUARD_REPORT_FILE_H

#include "paths.h"
#include "report.h"

struct report_text {
    char *text; /* owned: free */
    size_t size;
};

/* The page as HTML. False with one sentence: no memory. */
bool report_file_page(const struct report *report, struct report_text *page, struct error *err);

/* All of it or nothing, for the user's eyes only (mode 0600); over what is there only with force.
 */
bool report_file_put(const char *path, const struct report_text *written, bool force,
                     struct error *err);

/* A name for a report of that day that is not there yet: in the folder Documents of the user's home
 * where there is one, or else in the home itself. False with one sentence. */
bool report_file_place(int32_t day, char path[PATH_SIZE], struct error *err);

#endif
