/* Gardens grown again from the rows that the history has: nothing more is kept for them, and every
 * session ever held has its garden. */
#ifndef UNGUARD_HISTORY_GARDEN_H
#define UNGUARD_HISTORY_GARDEN_H

#include "gallery.h"
#include "history.h"

/* The person's newest gardens; a session and those that went on with it are one, and one in which
 * nothing was done is none. False with err where the file can't be read; what was read stays. */
bool history_gardens(struct history *history, const char *person, struct gallery *gallery,
                     struct error *err);

#endif
