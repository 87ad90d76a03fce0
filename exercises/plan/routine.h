/* A therapist's routine: ordered steps with dosage and overrides. */
#ifndef UNGUARD_ROUTINE_H
#define UNGUARD_ROUTINE_H

#include "plan/profile.h"

#define ROUTINE_MAX_STEPS 24
#define ROUTINE_DAYS      7 /* bits of days: 0 Monday .. 6 Sunday */

/* Which part of the sitting a step belongs to; the parts come in another order than their values:
 * warm-up, main, cool-down. */
enum routine_part { PART_MAIN, PART_WARM_UP, PART_COOL_DOWN };

/* What a routine says about pain; the person's profile may be stricter, never laxer. */
enum routine_pain { ROUTINE_PAIN_PROFILE, ROUTINE_PAIN_STRICT, ROUTINE_PAIN_MONITOR };

/* One step; a zero (or NAN for target and hold) leaves the exercise's own figure. */
struct routine_step {
    char exercise[ID_SIZE];
    int sets, reps;
    float rest_s;
    float hold_s;
    float target;        /* the target's value, in its unit */
    enum body_side side; /* SIDE_NONE: as the exercise says */
    enum routine_part part;
    /* The therapist's ceilings on what good sessions may lead to (plan/progress.h); 0, or NAN for
     * the hold: none given. */
    int max_sets, max_reps;
    float max_hold_s;
    bool progress; /* false: never beyond the figures above */
    /* In the file, for messages: of the step, and of its keys (the step's where they are left
     * out). */
    int line, exercise_line, hold_line, target_line, side_line, max_reps_line, max_sets_line,
        max_hold_line;
};

struct routine {
    char id[ID_SIZE];
    char name[NAME_SIZE];
    char author[NAME_SIZE];
    char reviewed[16]; /* ISO date of the last review */
    float minutes;     /* stated length; 0: not stated */
    int minutes_line;
    unsigned days;             /* the weekly plan, a bit a day, 0 Monday; 0: no fixed days */
    int times_per_week;        /* 1..7 where the days are free; 0: not said */
    int days_line, times_line; /* of the two, for messages */
    enum routine_pain pain_policy;
    char note[EVIDENCE_SIZE];
    struct routine_step step[ROUTINE_MAX_STEPS];
    int step_count;
};

struct cfg_table;
extern const struct cfg_table routine_table;

/* As exercise_load. Whether the named exercises exist is found out by plan_resolve's caller. */
bool routine_load(const char *path, struct routine *routine, struct error *err);

/* How often a week it is meant to be done; 0: not said. */
int routine_times_per_week(const struct routine *routine);

/* True if two of its days follow one another, Sunday and Monday too. */
bool routine_days_touch(const struct routine *routine);

/* The stricter of what the routine says and the person's profile. */
enum pain_policy routine_pain_policy(const struct routine *routine, enum pain_policy profile);

/* One step of one exercise, with the exercise's own dosage. */
struct routine routine_of_exercise(const char *exercise_id, const char *name);

#endif
