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
#include "plan/safety_rules.h"

#define PLAN_MAX_CHANGES (5 * ROUTINE_MAX_STEPS) /* each figure as kept, and one changed anew */

struct cfg_table;
extern const struct cfg_table feature_settings_table; /* group `reading` of unguard.cfg */

#define PLAN_SIDES 3 /* values of enum body_side */

/* Where the session begins: with the first step, or where an earlier session of this plan broke
 * off. Zero is the beginning; canonical text says 1 for a set or an ease of 0. */
struct plan_start {
    int step;            /* from 0 */
    int set;             /* from 1 */
    enum body_side side; /* SIDE_NONE: the side that comes first */
    int reps;            /* of this set and side, done already; all of them: its end comes next */
    float ease;          /* 0..1: share of the repetitions that the answers about pain left */
};

/* What a session learnt and another plan does about it: one figure of one step. */
enum plan_variable { VARIABLE_SETS, VARIABLE_REPS, VARIABLE_HOLD, VARIABLE_TARGET, VARIABLE_COUNT };

struct plan_change {
    char exercise[ID_SIZE];
    int step;            /* of the plan, from 0 */
    enum body_side side; /* whose past led to it; SIDE_NONE: both, or the whole body */
    enum plan_variable variable;
    float from, to;     /* repetitions, sets, seconds, or the target's unit */
    char rule[ID_SIZE]; /* "kept": the routine's own figure and what it has been since */
    float value, limit; /* what was found, and what the rule allows */
    char reason[EVIDENCE_SIZE];
    char source[EVIDENCE_SIZE];
};

/* What is asked during the session; all false: only what the person says unasked. */
struct plan_questions {
    bool next_day;      /* at the start: how the morning after the last session was */
    int next_day_limit; /* pain above this then eases the session: what it was before the last one
                         */
    bool before;        /* at the start: pain now */
    bool between;       /* in every rest; the rest goes on */
    bool effort;        /* after each exercise: CR10 */
    bool after;         /* at the end */
};

/* A screening question of this session; its words stand in config/safety.cfg. */
struct plan_flag {
    char id[ID_SIZE];
    enum flag_group group;
};

struct plan {
    char routine[ID_SIZE];
    char name[NAME_SIZE];
    struct feature_settings features;
    struct profile profile;
    struct plan_start start;
    int step_count;
    struct exercise step[ROUTINE_MAX_STEPS]; /* overrides, profile and caps already applied */
    enum body_side side[ROUTINE_MAX_STEPS];  /* the only side to do; SIDE_NONE: as sides says */
    struct pain_rules pain;                  /* all zero: pain_rules_default */
    struct plan_questions ask;
    int flag_count; /* asked before anything else; 0: no screening today */
    struct plan_flag flag[SAFETY_MAX_FLAGS];
    int change_count; /* every figure that is not the routine's own, and why; by step */
    struct plan_change change[PLAN_MAX_CHANGES];
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

const char *plan_variable_name(enum plan_variable variable); /* "reps"; static */

uint64_t plan_hash(const struct plan *plan); /* FNV-1a of the canonical text */

/* About how long the session takes, in seconds: tempo, holds, both sides, rests, and
 * PLAN_POSITION_S to get into position for each set. */
float plan_duration_s(const struct plan *plan);

/* Of a step done side by side, the side that comes first: the easy one shows the sore one how. The
 * only side where just one is done; SIDE_NONE where both move together. */
enum body_side plan_first_side(const struct plan *plan, int step);

/* True if each set of the step is done on the one side and then on the other. */
bool plan_has_two_sides(const struct plan *plan, int step);

#define PLAN_POSITION_S 10.0f /* [D] and for the quiet reference */

#endif
