/* A therapist's routine: ordered steps with dosage and overrides. */
#ifndef UNGUARD_ROUTINE_H
#define UNGUARD_ROUTINE_H

#include "plan/exercise.h"

#define ROUTINE_MAX_STEPS 24

/* One step; a zero (or NAN for target and hold) leaves the exercise's own figure. */
struct routine_step {
    char exercise[ID_SIZE];
    int sets, reps;
    float rest_s;
    float hold_s;
    float target;        /* the target's value, in its unit */
    enum body_side side; /* SIDE_NONE: as the exercise says */
    int line;            /* of the step in its file, for messages */
};

struct routine {
    char id[ID_SIZE];
    char name[NAME_SIZE];
    char author[NAME_SIZE];
    char reviewed[16]; /* ISO date of the last review */
    float minutes;     /* stated length; 0: not stated */
    char note[EVIDENCE_SIZE];
    struct routine_step step[ROUTINE_MAX_STEPS];
    int step_count;
};

struct cfg_table;
extern const struct cfg_table routine_table;

/* As exercise_load. Whether the named exercises exist is found out by plan_resolve's caller. */
bool routine_load(const char *path, struct routine *routine, struct error *err);

/* One step of one exercise, with the exercise's own dosage. */
struct routine routine_of_exercise(const char *exercise_id, const char *name);

#endif
