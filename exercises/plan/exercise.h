/* One exercise as a therapist writes it: view, phases, target, faults, limits, cues, evidence. */
#ifndef UNGUARD_EXERCISE_H
#define UNGUARD_EXERCISE_H

#include "base.h"
#include "movement/features.h"
#include "plan/guarding.h"

#define ID_SIZE             32
#define NAME_SIZE           64
#define CUE_SIZE            96
#define EVIDENCE_SIZE       160
#define EXERCISE_MAX_FAULTS 8
#define EXERCISE_MAX_LIMITS 8
#define EXERCISE_KEYFRAMES  2 /* resting posture, target posture */

enum exercise_kind { EXERCISE_STRENGTH, EXERCISE_STRETCH };
enum exercise_sides { SIDES_TOGETHER, SIDES_EACH }; /* each: every set is done per side */

/* When the compared value passes the limit. */
enum compare { COMPARE_ABOVE, COMPARE_BELOW, COMPARE_EITHER /* |value| above */ };
enum quantity { QUANTITY_VALUE, QUANTITY_RATE /* per second */ };

/* The counting signal. Its three levels are in the signal's unit and in order: rest, leave, reach,
 * rising or falling. A repetition starts once the signal has been at rest and passes `leave`, is
 * reached at `reach`, and ends back at `rest`. */
struct phase_rule {
    struct signal signal;
    float rest, leave, reach;
    float min_move_s; /* a shorter excursion is noise, not a repetition */
    float min_rest_s; /* at rest this long before a repetition can begin */
};

/* What the repetition is scored against: the angle at its best, the hold and the pace. */
struct target {
    struct signal signal;
    float value, tolerance; /* the band is value +- tolerance */
    float range_points;     /* 0..100, at most this is lost for range */
    float hold_s;           /* 0: no hold */
    float hold_points;
    float move_s, return_s; /* tempo; 0: free */
    float tempo_slack;      /* share of move_s and return_s that costs nothing, 0..1 */
    float tempo_points;     /* for each of the two */
    float constancy_points; /* lost at most for a range unlike the set's others */
    float constancy_slack;  /* share of their mean that it may differ by for nothing, 0..1 */
};

/* A control factor: costs points once passed for min_s, all of them at limit +- span. */
struct fault {
    char id[ID_SIZE];
    struct signal signal;
    enum quantity quantity;
    enum compare compare;
    float limit, span, min_s;
    float points;
    char cue[CUE_SIZE];
    char evidence[EVIDENCE_SIZE];
};

/* A provocation limit: warns lead_s before `warn` is reached, stops kindly at `stop`. */
struct limit_rule {
    char id[ID_SIZE];
    struct signal signal;
    enum quantity quantity;
    enum compare compare;
    float warn;
    float stop; /* 0: never stops */
    float hysteresis;
    float min_s;
    float lead_s; /* 0: no anticipation */
    char cue[CUE_SIZE];
    char evidence[EVIDENCE_SIZE];
};

struct dosage {
    int sets, reps;
    float rest_s; /* between sets, and after the last one before the next step */
};

/* A posture of the instructor and of the simulated performer, degrees. Sided angles: index 0 is
 * the active side (or left), 1 the other. */
struct keyframe {
    float trunk_inclination; /* 0 upright, 90 lying with the face up is -90 (see body.h) */
    float lateral_lean, pelvic_obliquity;
    float trunk_rotation; /* of the pelvis against the shoulders, + knees to the active side */
    float hip_flexion[2], knee_flexion[2], hip_abduction[2];
    float hip_rotation[2]; /* of the thigh about its own length, + outwards */
    float shoulder_flexion[2], elbow_flexion[2];
};

struct exercise {
    char id[ID_SIZE];
    char name[NAME_SIZE];
    enum exercise_kind kind;
    enum posture posture;
    enum view view;
    enum exercise_sides sides;
    /* What a camera can't see (a pelvic tilt, bracing): led by the clock, its movement by tempo and
     * hold; a repetition is one that was led, and has no score. */
    bool guided;
    bool fixed_range; /* the profile's range_share does not shorten it (standing up is all or none)
                       */
    struct phase_rule phase;
    struct target target;
    struct dosage dosage;
    struct fault fault[EXERCISE_MAX_FAULTS];
    int fault_count;
    struct limit_rule limit[EXERCISE_MAX_LIMITS];
    int limit_count;
    struct guarding guarding;
    char start_cue[CUE_SIZE]; /* how to get into position */
    char side_cue[CUE_SIZE];  /* which side does what, with {side} and {other} in it; "": nothing */
    char move_cue[CUE_SIZE], hold_cue[CUE_SIZE], return_cue[CUE_SIZE];
    char regression[EVIDENCE_SIZE], progression[EVIDENCE_SIZE]; /* easier and harder variants */
    char muscles[CUE_SIZE];
    char evidence[EVIDENCE_SIZE];
    struct keyframe keyframe[EXERCISE_KEYFRAMES];
};

struct cfg_problems;
struct cfg_table;
extern const struct cfg_table exercise_table;      /* of an exercise file, with its checks */
extern const struct cfg_table exercise_plan_table; /* the same keys within a plan, unchecked */

/* Reads and checks one file. On failure err names file, line, key and what is allowed (the first
 * problem; `unguard check` lists all of them). exercise is overwritten only on success. */
bool exercise_load(const char *path, struct exercise *exercise, struct error *err);

/* Ids are small letters, digits and _, so that they can be file names and words of an event. */
bool id_is_good(const char *id);

#endif
