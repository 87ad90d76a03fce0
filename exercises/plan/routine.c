#include "plan/routine.h"

#include "plan/cfg.h"
#include "plan/limits.h"

#include <math.h>
#include <string.h>

static const char *const side_names[] = {"both", "left", "right", NULL};

/* clang-format off: one key a line reads as the table it is */
#define AT(field) offsetof(struct routine_step, field)
static const struct cfg_key step_keys[] = {
    {"exercise", CFG_TEXT, AT(exercise), .required = true, .size = ID_SIZE,
     .doc = "the id of an exercise"},
    {"sets", CFG_INT, AT(sets), .low = 1, .high = LIMIT_SETS,
     .doc = "left out: as the exercise says, as with all that follow"},
    {"reps", CFG_INT, AT(reps), .low = 1, .high = LIMIT_REPS, .doc = "in a set, of each side"},
    {"rest_s", CFG_FLOAT, AT(rest_s), .low = (double)LIMIT_REST_MIN_S,
     .high = (double)LIMIT_REST_MAX_S, .unit = "s", .doc = "after each set"},
    {"hold_s", CFG_FLOAT, AT(hold_s), .low = 0, .high = (double)LIMIT_HOLD_STRETCH_S, .unit = "s",
     .missing = (double)NAN, .doc = "at the target"},
    {"target", CFG_FLOAT, AT(target), .low = -180, .high = 180, .missing = (double)NAN,
     .doc = "the target's value, such as a smaller angle"},
    {"side", CFG_ENUM, AT(side), .names = side_names, .doc = "only this side"},
    {"line", CFG_LINE, .offset = AT(line)},
};
static const struct cfg_table step_table = {"step", step_keys, ARRAY_LENGTH(step_keys), NULL};
#undef AT

#define AT(field) offsetof(struct routine, field)
static const struct cfg_key keys[] = {
    {"id", CFG_TEXT, AT(id), .required = true, .size = ID_SIZE,
     .doc = "the file's name without .cfg"},
    {"name", CFG_TEXT, AT(name), .required = true, .size = NAME_SIZE,
     .doc = "as the person sees it"},
    {"author", CFG_TEXT, AT(author), .size = NAME_SIZE, .doc = "who set it"},
    {"reviewed", CFG_TEXT, AT(reviewed), .size = sizeof((struct routine *)0)->reviewed,
     .doc = "date of the last review, as 2026-05-31"},
    {"minutes", CFG_FLOAT, AT(minutes), .low = 0, .high = (double)LIMIT_ROUTINE_S / 60,
     .unit = "min", .doc = "how long it takes; 0: not said"},
    {"note", CFG_TEXT, AT(note), .size = EVIDENCE_SIZE, .doc = "for whoever opens the file"},
    {"steps", CFG_LIST, AT(step), .required = true, .low = 1, .high = ROUTINE_MAX_STEPS,
     .size = sizeof(struct routine_step), .count_offset = AT(step_count), .table = &step_table,
     .doc = "the exercises, in order"},
};
#undef AT
/* clang-format on */

static bool is_date(const char *text)
{
    const char *pattern = "0000-00-00";
    if (strlen(text) != strlen(pattern))
        return false;
    for (size_t i = 0; pattern[i]; i++)
        if (pattern[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return false;
    int month = 10 * (text[5] - '0') + text[6] - '0', day = 10 * (text[8] - '0') + text[9] - '0';
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static void check_routine(const void *item, struct cfg_check *check)
{
    const struct routine *routine = item;
    if (!id_is_good(routine->id))
        cfg_complain(check, "id", "\"%s\" may only hold small letters, digits and _", routine->id);
    if (routine->reviewed[0] && !is_date(routine->reviewed))
        cfg_complain(check, "reviewed", "\"%s\" is no date; write it as 2026-05-31",
                     routine->reviewed);
}

const struct cfg_table routine_table = {"routine", keys, ARRAY_LENGTH(keys), check_routine};

bool routine_load(const char *path, struct routine *routine, struct error *err)
{
    return cfg_load(path, &routine_table, routine, sizeof *routine, err);
}

struct routine routine_of_exercise(const char *exercise_id, const char *name)
{
    struct routine routine = {.step_count = 1};
    text_copy(routine.id, sizeof routine.id, exercise_id);
    text_copy(routine.name, sizeof routine.name, name);
    text_copy(routine.step[0].exercise, sizeof routine.step[0].exercise, exercise_id);
    routine.step[0].hold_s = routine.step[0].target = NAN;
    return routine;
}
