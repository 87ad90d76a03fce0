/* Changed settings, put into the user's own files in the XDG config folder: unguard.cfg, and the
 * profile for what concerns the body. Comments and all other lines stay. A file that is damaged is
 * told, by line, and left as it is; the new one is written beside it and takes its place whole. */
#ifndef UNGUARD_SETTINGS_STORE_H
#define UNGUARD_SETTINGS_STORE_H

#include "paths.h"

/* unguard.cfg: the user's own one, begun as a copy of the program's where there is none. key and
 * value as cfg_edit takes them. False with one sentence: nothing was changed. */
bool settings_put(const char *key, const char *value, struct error *err);

/* The same in the profile of that name or path: a profile of the program's own is copied first.
 * "": a profile is begun under the name of SETTINGS_OWN_PROFILE, and unguard.cfg then names it. */
bool settings_put_profile(const char *profile, const char *key, const char *value,
                          struct error *err);

#define SETTINGS_OWN_PROFILE "own"

/* Where settings_put writes. False: no home folder is known. */
bool settings_own_path(char path[PATH_SIZE]);

#endif
