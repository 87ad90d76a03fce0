/* All of a person's data in files that anybody can read. */
#ifndef UNGUARD_HISTORY_EXPORT_H
#define UNGUARD_HISTORY_EXPORT_H

#include "history.h"

/* Makes folder (mode 0700) with a CSV file for each table and a README.txt that says what each
 * column is. person NULL: everybody's. Refuses a folder that exists already. False with err: what
 * was made until then stays. */
bool history_export(struct history *history, const char *person, const char *folder,
                    struct error *err);

#endif
