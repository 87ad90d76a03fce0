/* Where things lie: the program's config folder, the user's own copies, and the folder for
 * recordings (the XDG base directories). */
#ifndef UNGUARD_PATHS_H
#define UNGUARD_PATHS_H

#include "base.h"

#define PATH_SIZE 1024

/* The folder with unguard.cfg, exercises/, routines/ and profiles/ that came with the program:
 * $UNGUARD_CONFIG_DIR, or "config" or "share/unguard/config" at the program's file or above it, or
 * the folder it was built from. Fails when there is none. */
bool paths_config(char path[PATH_SIZE], struct error *err);

/* The user's own folder of the same shape, whether it exists or not. False where no home folder is
 * known. */
bool paths_user_config(char path[PATH_SIZE]);

/* "folder/kind/name.cfg" in the user's folder or else the program's, whichever exists first; a
 * name with a slash or ".cfg" at its end is taken as the path it is. False: no such file. */
bool paths_find(const char *kind, const char *name, char path[PATH_SIZE]);

/* The folder for recordings, made (mode 0700) if missing. Fails when it can't be. */
bool paths_sessions(char path[PATH_SIZE], struct error *err);

/* Where the history is kept unless another file is named; its folder is made as above. */
bool paths_history(char path[PATH_SIZE], struct error *err);

/* The folder for what can be made again (sounds), made as above. */
bool paths_cache(const char *kind, char path[PATH_SIZE], struct error *err);

/* A name in folder that doesn't exist yet, from the local date and time: the stem without ending,
 * "folder/demo-2024-05-01-083000". Neither stem.rec nor stem.png exists. */
bool paths_unique(const char *folder, const char *prefix, char stem[PATH_SIZE], struct error *err);

/* mkdir -p, for this user's eyes only where it makes one; variable: which one the sentence says to
 * set to another folder where it can't be. */
bool paths_make_folders(const char *path, const char *variable, struct error *err);

bool paths_exists(const char *path);

/* The pose network that comes with the program, assets/models/ *.onnx. False: there is none. */
bool paths_builtin_model(char path[PATH_SIZE]);

#endif
