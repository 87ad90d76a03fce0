/* The folder of config files: finds exercises, routines and profiles by name, and says which known
 * name is nearest to one that isn't there. */
#ifndef UNGUARD_LIBRARY_H
#define UNGUARD_LIBRARY_H

#include "plan/cfg.h"
#include "plan/plan.h"

struct library;

/* config_dir holds exercises/, routines/ and profiles/. NULL when it has no exercises/ folder: err
 * says so. Files are read when they are first asked for. */
struct library *library_open(const char *config_dir, struct error *err);
void library_close(struct library *library); /* NULL-safe */

/* The exercise of that id, borrowed until library_close; NULL with one sentence: not known (and the
 * nearest name), or its file is at fault. */
const struct exercise *library_exercise(struct library *library, const char *id, struct error *err);

/* For plan_resolve: finds what library_exercise does. */
struct exercise_finder library_finder(struct library *library);

/* Looks for a path to a .cfg file, a routine of config/routines, or an exercise (then a routine of
 * that one step), in this order, and makes sure that every exercise named is there. */
bool library_routine(struct library *library, const char *name_or_path, struct routine *routine,
                     struct error *err);

/* A path to a .cfg file or a profile of config/profiles; NULL or "" is profile_default(). */
bool library_profile(struct library *library, const char *name_or_path, struct profile *profile,
                     struct error *err);

/* True if the file's name is id and ".cfg": that is how a library finds it. */
bool library_name_matches(const char *path, const char *id);

/* What a routine asks for that the library can't give. Errors: unknown exercises, sides that an
 * exercise hasn't, targets and holds beyond the caps, a stated time that it overruns. Advice: more
 * than the usual dosage, strength on days that follow one another. path is for messages. */
void library_check_routine(struct library *library, const struct routine *routine, const char *path,
                           struct cfg_problems *problems);

/* The part of it that needs nothing but the names: unknown exercises. Also of a routine whose other
 * keys are no good. */
void library_check_names(struct library *library, const struct routine *routine, const char *path,
                         struct cfg_problems *problems);

#endif
