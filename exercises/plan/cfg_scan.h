/* What a config file must be before the parser sees it: text, not too large, of one file. */
#ifndef UNGUARD_CFG_SCAN_H
#define UNGUARD_CFG_SCAN_H

#include "plan/cfg.h"

#define CFG_MAX_BYTES (1024 * 1024)
#define CFG_MAX_DEPTH 16 /* brackets within brackets */

/* Reads a whole regular file; malloc'ed, NUL at its end, for the caller. NULL with a problem. */
char *cfg_scan_file(const char *path, struct cfg_problems *problems);

/* True if the text may be parsed: UTF-8 without control characters, no @include, not too deep. */
bool cfg_scan_text(const char *text, size_t size, const char *name, struct cfg_problems *problems);

/* Bytes of the UTF-8 character at text (at most `left` bytes), 0 when it is none. */
size_t cfg_scan_utf8(const char *text, size_t left);

#endif
