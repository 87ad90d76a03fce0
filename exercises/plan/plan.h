/* Everything the coach reads, resolved and capped once, then frozen.
 *
 * A plan prints as canonical text (the same bytes for the same plan, libconfig syntax, every field
 * in table order) and is read back from it; a recording carries that text, so a session is scored
 * by the very plan it was done with. */
#ifndef UNGUARD_PLAN_H
#define UNGUARD_PLAN_H

#include "plan/baseline.h"
#include "plan/profile.h"
#include "plan/routine.h"

struct cfg_table;
extern const struct cfg_table feature_settings_table; /* group `reading` of unguard.cfg */

#define PLAN_SIDES 3 /* values of enum body_side */

struct plan {
    char routine[ID_SIZE];
    char name[NAME_SIZE];
    struct feature_settings features;
    struct profile profile;
    int step_count;
    struct exercise step[ROUTINE_MAX_STEPS]; /* overrides, profile and caps already applied */
    enum body_side side[ROUTINE_MAX_STEPS];  /* the only side to do; SIDE_NONE: as sides says */
    /* How the person moved in earlier sessions, by enum body_side; empty where nothing is known. */
    struct baseline baseline[ROUTINE_MAX_STEPS][PLAN_SIDES];
    /* Nobody is there to answer (a video, a session without a window): guarding is told, but no set
     * waits for an answer. */
    bool unattended;
};

/* Finds an exercise by its id; the caller's library of files. Returns NULL when there is none. */
struct exercise_finder {
    const struct exercise *(*find)(void *self, const char *id);
    void *self;
};

/* Pure: the same arguments give the same plan. Fails only on an exercise that is not found (err
 * names the step's line and the nearest known id is the caller's to add). Values beyond limits.h
 * are clamped, never refused. */
bool plan_resolve(const struct routine *routine, struct exercise_finder finder,
                  const struct profile *profile, const struct feature_settings *settings,
                  struct plan *plan, struct error *err);

/* Canonical text, malloc'ed for the caller to free; NULL when out of memory. */
char *plan_text(const struct plan *plan);

/* Reads canonical text back; plan_text of the result gives the same bytes. name is for messages. */
bool plan_parse(const char *text, const char *name, struct plan *plan, struct error *err);

uint64_t plan_hash(const struct plan *plan); /* FNV-1a of the canonical text */

/* About how long the session takes, in seconds: tempo, holds, both sides, rests, and
 * PLAN_POSITION_S to get into position for each set. */
float plan_duration_s(const struct plan *plan);

#define PLAN_POSITION_S 10.0f /* [D] and for the quiet reference */

#endif
