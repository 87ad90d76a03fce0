/* The keys of an exercise file. What spans several keys is checked in exercise_check.c. */
#include "plan/exercise.h"

#include "plan/cfg.h"
#include "plan/exercise_check.h"
#include "plan/limits.h"

#include <string.h>

/* Levels and limits of any signal, degrees or a ratio; a hip line goes beyond 180. */
#define ANY_LOW  -200
#define ANY_HIGH 200

static const char *const kind_names[] = {"strength", "stretch", NULL};
static const char *const sides_names[] = {"together", "each", NULL};
static const char *const posture_names[] = {"standing",   "sitting",   "kneeling", "supine",
                                            "side_lying", "quadruped", NULL};
static const char *const view_names[] = {"side", "front", "feet", NULL};
static const char *const compare_names[] = {"above", "below", "either", NULL};
static const char *const quantity_names[] = {"value", "speed", NULL};

/* clang-format off: one key a line reads as the table it is */
#define AT(field) offsetof(struct phase_rule, field)
static const struct cfg_key phase_keys[] = {
    {"signal", CFG_SIGNAL, AT(signal), .required = true,
     .doc = "what is watched to count, such as \"hip_height both\""},
    {"rest", CFG_FLOAT, AT(rest), .required = true, .low = ANY_LOW, .high = ANY_HIGH,
     .doc = "the signal in the resting posture, at the latest here"},
    {"leave", CFG_FLOAT, AT(leave), .required = true, .low = ANY_LOW, .high = ANY_HIGH,
     .doc = "where the movement is taken to have begun"},
    {"reach", CFG_FLOAT, AT(reach), .required = true, .low = ANY_LOW, .high = ANY_HIGH,
     .doc = "how far the signal has to come for the repetition to count"},
    {"min_move_s", CFG_FLOAT, AT(min_move_s), .low = 0, .high = 10, .unit = "s", .missing = 0.5,
     .doc = "a shorter excursion is no repetition"},
    {"min_rest_s", CFG_FLOAT, AT(min_rest_s), .low = 0, .high = 10, .unit = "s", .missing = 0.3,
     .doc = "at rest for this long before a repetition can begin"},
};
static const struct cfg_table phase_table = {"counting", phase_keys, ARRAY_LENGTH(phase_keys),
                                             NULL};
#undef AT

#define AT(field) offsetof(struct target, field)
static const struct cfg_key target_keys[] = {
    {"signal", CFG_SIGNAL, AT(signal), .required = true, .doc = "the angle that is scored"},
    {"value", CFG_FLOAT, AT(value), .required = true, .low = ANY_LOW, .high = ANY_HIGH,
     .doc = "the angle to come to"},
    {"tolerance", CFG_FLOAT, AT(tolerance), .required = true, .low = 0.01, .high = 90,
     .doc = "as good as the target, this much either way"},
    {"range_points", CFG_FLOAT, AT(range_points), .low = 0, .high = 100, .missing = 30,
     .doc = "points lost at most for too little range"},
    {"hold_s", CFG_FLOAT, AT(hold_s), .low = 0, .high = (double)LIMIT_HOLD_STRETCH_S, .unit = "s",
     .doc = "how long to stay there; 0: no hold"},
    {"hold_points", CFG_FLOAT, AT(hold_points), .low = 0, .high = 100,
     .doc = "points lost at most for a short hold"},
    {"move_s", CFG_FLOAT, AT(move_s), .low = 0, .high = 30, .unit = "s",
     .doc = "time to come to the target; 0: free"},
    {"return_s", CFG_FLOAT, AT(return_s), .low = 0, .high = 30, .unit = "s",
     .doc = "time to come back; 0: free"},
    {"tempo_slack", CFG_FLOAT, AT(tempo_slack), .low = 0, .high = 1, .missing = 0.4,
     .doc = "the share that either time may be off without losing points"},
    {"tempo_points", CFG_FLOAT, AT(tempo_points), .low = 0, .high = 100, .missing = 10,
     .doc = "points lost at most for each of the two"},
    {"constancy_points", CFG_FLOAT, AT(constancy_points), .low = 0, .high = 100, .missing = 5,
     .doc = "lost at most for a range unlike the set's others"},
    {"constancy_slack", CFG_FLOAT, AT(constancy_slack), .low = 0, .high = 1, .missing = 0.25,
     .doc = "share of their mean that it may differ by for nothing"},
};
static const struct cfg_table target_table = {"target", target_keys, ARRAY_LENGTH(target_keys),
                                              NULL};
#undef AT

#define AT(field) offsetof(struct fault, field)
static const struct cfg_key fault_keys[] = {
    {"id", CFG_TEXT, AT(id), .required = true, .size = ID_SIZE,
     .doc = "a short name: small letters, digits and _"},
    {"signal", CFG_SIGNAL, AT(signal), .required = true, .doc = "what is watched"},
    {"measure", CFG_ENUM, AT(quantity), .names = quantity_names,
     .doc = "the signal's value, or its speed per second"},
    {"when", CFG_ENUM, AT(compare), .names = compare_names,
     .doc = "above the limit, below it, or either way (the size, whatever the sign)"},
    {"limit", CFG_FLOAT, AT(limit), .required = true, .low = -500, .high = 500,
     .doc = "beyond this it costs points"},
    {"span", CFG_FLOAT, AT(span), .required = true, .low = 0.01, .high = 500,
     .doc = "how far beyond the limit all the points are lost"},
    {"min_s", CFG_FLOAT, AT(min_s), .low = 0, .high = 10, .unit = "s", .missing = 0.3,
     .doc = "for at least this long"},
    {"points", CFG_FLOAT, AT(points), .required = true, .low = 0, .high = 100,
     .doc = "points lost at most"},
    {"cue", CFG_TEXT, AT(cue), .required = true, .size = CUE_SIZE,
     .doc = "what the coach says, calmly"},
    {"evidence", CFG_TEXT, AT(evidence), .size = EVIDENCE_SIZE, .doc = "where the limit is from"},
};
static const struct cfg_table fault_table = {"fault", fault_keys, ARRAY_LENGTH(fault_keys), NULL};
#undef AT

#define AT(field) offsetof(struct limit_rule, field)
static const struct cfg_key limit_keys[] = {
    {"id", CFG_TEXT, AT(id), .required = true, .size = ID_SIZE,
     .doc = "a short name: small letters, digits and _"},
    {"signal", CFG_SIGNAL, AT(signal), .required = true, .doc = "what is watched"},
    {"measure", CFG_ENUM, AT(quantity), .names = quantity_names,
     .doc = "the signal's value, or its speed per second"},
    {"when", CFG_ENUM, AT(compare), .names = compare_names,
     .doc = "above the limit, below it, or either way (the size, whatever the sign)"},
    {"warn", CFG_FLOAT, AT(warn), .required = true, .low = -500, .high = 500,
     .doc = "the coach asks to ease off from here"},
    {"stop", CFG_FLOAT, AT(stop), .low = -500, .high = 500,
     .doc = "and ends the repetition here; 0: never"},
    {"hysteresis", CFG_FLOAT, AT(hysteresis), .low = 0, .high = 100, .missing = 1,
     .doc = "back by this much before the warning is withdrawn"},
    {"min_s", CFG_FLOAT, AT(min_s), .low = 0, .high = 10, .unit = "s", .missing = 0.3,
     .doc = "for at least this long"},
    {"lead_s", CFG_FLOAT, AT(lead_s), .low = 0, .high = 2, .unit = "s", .missing = 0.3,
     .doc = "warn this long before `warn` is reached; 0: not ahead"},
    {"cue", CFG_TEXT, AT(cue), .required = true, .size = CUE_SIZE,
     .doc = "what the coach says, calmly"},
    {"evidence", CFG_TEXT, AT(evidence), .size = EVIDENCE_SIZE, .doc = "where the limit is from"},
};
static const struct cfg_table limit_table = {"limit", limit_keys, ARRAY_LENGTH(limit_keys), NULL};
#undef AT

#define AT(field) offsetof(struct dosage, field)
static const struct cfg_key dosage_keys[] = {
    {"sets", CFG_INT, AT(sets), .required = true, .low = 1, .high = LIMIT_SETS,
     .doc = "how often the repetitions are done, with a rest between"},
    {"reps", CFG_INT, AT(reps), .required = true, .low = 1, .high = LIMIT_REPS,
     .doc = "repetitions in a set (of each side)"},
    {"rest_s", CFG_FLOAT, AT(rest_s), .required = true, .low = (double)LIMIT_REST_MIN_S,
     .high = (double)LIMIT_REST_MAX_S, .unit = "s", .doc = "rest after each set"},
};
static const struct cfg_table dosage_table = {"dosage", dosage_keys, ARRAY_LENGTH(dosage_keys),
                                              NULL};
#undef AT

#define AT(field) offsetof(struct keyframe, field)
#define ANGLE(type, name, about)                                                                   \
    {                                                                                              \
#name, type, AT(name), .low = -180, .high = 180, .unit = "deg", .doc = about               \
    }
static const struct cfg_key keyframe_keys[] = {
    ANGLE(CFG_FLOAT, trunk_inclination, "0 upright, 90 bent forward, -90 lying on the back"),
    ANGLE(CFG_FLOAT, lateral_lean, "trunk to the side"),
    ANGLE(CFG_FLOAT, pelvic_obliquity, "one hip higher"),
    ANGLE(CFG_FLOAT, trunk_rotation, "pelvis turned in the trunk, knees to the active side"),
    ANGLE(CFG_PAIR, hip_flexion, "both sides, or (active side, other side)"),
    ANGLE(CFG_PAIR, knee_flexion, "both sides, or (active side, other side)"),
    ANGLE(CFG_PAIR, hip_abduction, "both sides, or (active side, other side)"),
    ANGLE(CFG_PAIR, hip_rotation, "thigh outwards; both sides, or (active side, other side)"),
    ANGLE(CFG_PAIR, shoulder_flexion, "both sides, or (active side, other side)"),
    ANGLE(CFG_PAIR, elbow_flexion, "both sides, or (active side, other side)"),
};
static const struct cfg_table keyframe_table = {"posture", keyframe_keys,
                                                ARRAY_LENGTH(keyframe_keys), NULL};
#undef AT

#define AT(field) offsetof(struct exercise, field)
#define CUE(name, need, about)                                                                     \
    {                                                                                              \
#name, CFG_TEXT, AT(name), .required = need, .size = CUE_SIZE, .doc = about                \
    }
static const struct cfg_key exercise_keys[] = {
    {"id", CFG_TEXT, AT(id), .required = true, .size = ID_SIZE,
     .doc = "the file's name without .cfg; routines call it by this"},
    {"name", CFG_TEXT, AT(name), .required = true, .size = NAME_SIZE,
     .doc = "as the person sees it"},
    {"kind", CFG_ENUM, AT(kind), .required = true, .names = kind_names,
     .doc = "strength or stretch; the caps on speed and hold follow from it"},
    {"posture", CFG_ENUM, AT(posture), .required = true, .names = posture_names,
     .doc = "how the person begins"},
    {"view", CFG_ENUM, AT(view), .required = true, .names = view_names,
     .doc = "from where the camera looks"},
    {"sides", CFG_ENUM, AT(sides), .required = true, .names = sides_names,
     .doc = "together, or each: every set is done on one side and then on the other"},
    {"guided", CFG_BOOL, AT(guided),
     .doc = "led by the clock and not scored: what a camera can't see"},
    {"fixed_range", CFG_BOOL, AT(fixed_range),
     .doc = "true: a profile's range_share does not shorten it"},
    {"dosage", CFG_GROUP, AT(dosage), .required = true, .table = &dosage_table,
     .doc = "sets, repetitions and rest"},
    {"target", CFG_GROUP, AT(target), .required = true, .table = &target_table,
     .doc = "what a good repetition reaches, holds and takes"},
    {"counting", CFG_GROUP, AT(phase), .required = true, .table = &phase_table,
     .doc = "how a repetition is recognised"},
    {"faults", CFG_LIST, AT(fault), .low = 0, .high = EXERCISE_MAX_FAULTS,
     .size = sizeof(struct fault), .count_offset = AT(fault_count), .table = &fault_table,
     .doc = "what costs points"},
    {"limits", CFG_LIST, AT(limit), .low = 0, .high = EXERCISE_MAX_LIMITS,
     .size = sizeof(struct limit_rule), .count_offset = AT(limit_count), .table = &limit_table,
     .doc = "what is warned of before it is reached"},
    {"guarding", CFG_GROUP, AT(guarding), .sparse = true, .table = &guarding_table,
     .doc = "signs of guarding that this view can show, against the person's own usual"},
    CUE(start_cue, true, "how to get into position, and where the camera is"),
    {"side_cue", CFG_TEXT, AT(side_cue), .size = CUE_SIZE, .sparse = true,
     .doc = "which side does what: \"{side} leg, {other} arm\" is said as \"Left leg, right arm\""},
    CUE(move_cue, true, "said as the movement begins"),
    CUE(hold_cue, false, "said at the target"),
    CUE(return_cue, true, "said for the way back"),
    CUE(muscles, false, "what works or is stretched"),
    {"regression", CFG_TEXT, AT(regression), .size = EVIDENCE_SIZE,
     .doc = "what to do where this is too much"},
    {"progression", CFG_TEXT, AT(progression), .size = EVIDENCE_SIZE,
     .doc = "the next step, one thing at a time"},
    {"evidence", CFG_TEXT, AT(evidence), .size = EVIDENCE_SIZE,
     .doc = "where the dosage and the target are from"},
    {"start_posture", CFG_GROUP, offsetof(struct exercise, keyframe[0]), .required = true,
     .table = &keyframe_table, .doc = "joint angles at rest, for the figure on the screen"},
    {"target_posture", CFG_GROUP, offsetof(struct exercise, keyframe[1]), .required = true,
     .table = &keyframe_table, .doc = "joint angles at the target"},
};
#undef AT
/* clang-format on */

const struct cfg_table exercise_table = {"exercise", exercise_keys, ARRAY_LENGTH(exercise_keys),
                                         exercise_check};
const struct cfg_table exercise_plan_table = {"exercise", exercise_keys,
                                              ARRAY_LENGTH(exercise_keys), NULL};

bool exercise_load(const char *path, struct exercise *exercise, struct error *err)
{
    return cfg_load(path, &exercise_table, exercise, sizeof *exercise, err);
}

bool id_is_good(const char *id)
{
    return *id && strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(id);
}
