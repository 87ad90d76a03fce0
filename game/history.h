/* What is kept of a person's sessions: one SQLite file in the user's data folder. Health data: mode
 * 0600, and it never leaves the computer.
 *
 * Opening looks the file over first. A damaged one is set aside as FILE.bad (then .bad.2 ...; never
 * over an earlier one) and said, and a new one begins; one of a newer version, or of another
 * program, is refused and left alone. An older one is brought up to date (history_schema.h). While
 * it is open, FILE-lock is held: nobody sets aside what another program has open. */
#ifndef UNGUARD_HISTORY_H
#define UNGUARD_HISTORY_H

#include "paths.h"

struct history;

/* Opens path, or makes it; its folder has to be there. notice: filled where a damaged file was set
 * aside, otherwise "". NULL with err: file, reason, remedy. */
struct history *history_open(const char *path, struct error *notice, struct error *err);
void history_close(struct history *history); /* NULL-safe */

const char *history_path(const struct history *history); /* borrowed */

/* True once a call has met damage in the file: history_mend then helps. */
bool history_is_damaged(const struct history *history);

/* Looks the whole file over and goes on with what is sound: the file itself, or a new one where it
 * had to be set aside (notice). False with err: nothing can be stored or read any more. */
bool history_mend(struct history *history, struct error *notice, struct error *err);

/* What `unguard doctor` says of a file; changes nothing. False: it can't be used, or is damaged;
 * text says why and remedy (static) what to do or what will happen. */
bool history_examine(const char *path, char *text, size_t size, const char **remedy);

#endif
