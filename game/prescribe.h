/* From a command line and the settings to what a session needs: its plan and its pose network. */
#ifndef UNGUARD_PRESCRIBE_H
#define UNGUARD_PRESCRIBE_H

#include "plan/plan.h"
#include "plan/progress.h"
#include "settings.h"

/* What was asked for; NULL: as the settings say. */
struct prescription {
    const char *routine;  /* id or path of a routine, or of an exercise for one step of it */
    const char *exercise; /* id of one exercise: no routine then */
    const char *profile;  /* id or path */
};

/* Resolves the plan; malloc'ed, for the caller to free. NULL with one sentence, by file and line
 * where a file is at fault. */
struct plan *prescribe_plan(const struct settings *settings, const struct prescription *wanted,
                            struct error *err);

/* The same after what the past sessions showed, and what is to be said about it. rules are those of
 * prescribe_rules; today in local days since 1970-01-01. */
struct plan *prescribe_next(const struct settings *settings, const struct prescription *wanted,
                            const struct safety_rules *rules, const struct past *past,
                            int32_t today, struct progress *progress, struct error *err);

/* The same, as a session is held: with the questions that go with it. Where a red flag stands (the
 * verdict is PROGRESS_REFER) the routine is there all the same, but its questions come first: a yes
 * ends the session before any exercise, and a no is the newest answer. past is looked at as if
 * none stood meanwhile, and is as it was afterwards. */
struct plan *prescribe_session(const struct settings *settings, const struct prescription *wanted,
                               const struct safety_rules *rules, struct past *past, int32_t today,
                               struct progress *progress, struct error *err);

/* config/safety.cfg, the user's own copy before the program's. malloc'ed, for the caller to free;
 * NULL with one sentence: without it nothing is prescribed. */
struct safety_rules *prescribe_rules(struct error *err);

/* What finds the body, by a tracker's name: the path of the pose network that "builtin" or a path
 * means, or "markers" as it is. False with one sentence: there is none. Whether the file is a
 * network is found out by live_open. */
bool prescribe_model(const char *tracker, char path[PATH_SIZE], struct error *err);

#endif
