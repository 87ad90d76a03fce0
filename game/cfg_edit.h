/* One value changed in a config file's text; all else stays byte for byte, comments and unknown
 * lines too. */
#ifndef UNGUARD_CFG_EDIT_H
#define UNGUARD_CFG_EDIT_H

#include "base.h"

#define CFG_EDIT_VALUE_SIZE 2200 /* of a path with every character escaped */

/* key: "mirror", or "window.high_contrast" of a group; value: as it stands in such a file (true, 3,
 * "text" in its quotes). A key that is missing is added: to its group, or to the file's end.
 * Malloc'ed, for the caller to free; NULL with err where the text can't be followed. */
char *cfg_edit(const char *text, const char *key, const char *value, struct error *err);

/* text in quotes, with what must be escaped so. False: too long for size. */
bool cfg_edit_quote(const char *text, char *value, size_t size);

#endif
