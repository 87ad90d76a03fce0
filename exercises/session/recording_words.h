/* What the recording's writer and reader share. Only for recorder.c and recording*.c. */
#ifndef UNGUARD_RECORDING_WORDS_H
#define UNGUARD_RECORDING_WORDS_H

#include "base.h"
#include "coach/input.h"

#include <stdbool.h>
#include <stddef.h>

#define RECORDING_MAGIC  "unguard-recording"
#define RECORDING_FORMAT 1

#define RECORDING_NAME_SHOWN 100 /* of a path in a message: its end is what tells files apart */

/* "pause", "pain_answer"...; static. NULL outside the enum. */
const char *recording_action_word(enum action_type type);

/* The path, or "..." and its end when it is longer than a message has room for. Returns shown. */
const char *recording_name_shown(char shown[RECORDING_NAME_SHOWN], const char *path);

/* Everything the file holds, malloc'ed with room for one byte more. NULL when it can't be read or
 * is larger than any session: err says so. What does not begin like a recording is cut short. */
char *recording_read_file(const char *path, size_t *size, struct error *err);

#endif
