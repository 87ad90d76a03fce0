#include "plan/routine.h"

#include "plan/cfg.h"
#include "plan/exercise_check.h"
#include "plan/limits.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const part_names[] = {"main", "warm_up", "cool_down", NULL};
static const char *const pain_names[] = {"profile", "strict", "monitor", NULL};
static const char *const day_names[ROUTINE_DAYS + 1] = {"mon", "tue", "wed", "thu",
                                                        "fri", "sat", "sun"};
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
    {"part", CFG_ENUM, AT(part), .names = part_names,
     .doc = "warm_up steps come first, cool_down steps last"},
    {"max_sets", CFG_INT, AT(max_sets), .low = 1, .high = LIMIT_SETS,
     .doc = "good sessions may lead to as many sets, never to more; left out: to no more"},
    {"max_reps", CFG_INT, AT(max_reps), .low = 1, .high = LIMIT_REPS,
     .doc = "the same for repetitions; left out: half as many again"},
    {"max_hold_s", CFG_FLOAT, AT(max_hold_s), .low = 0, .high = (double)LIMIT_HOLD_STRETCH_S,
     .unit = "s", .missing = (double)NAN, .doc = "the same for the hold"},
    {"progress", CFG_BOOL, AT(progress), .missing = 1,
     .doc = "false: good sessions lead to no more than is written here"},
    {"line", CFG_LINE, .offset = AT(line)},
    {"exercise", CFG_LINE, .offset = AT(exercise_line)},
    {"hold_s", CFG_LINE, .offset = AT(hold_line)},
    {"target", CFG_LINE, .offset = AT(target_line)},
    {"side", CFG_LINE, .offset = AT(side_line)},
    {"max_sets", CFG_LINE, .offset = AT(max_sets_line)},
    {"max_reps", CFG_LINE, .offset = AT(max_reps_line)},
    {"max_hold_s", CFG_LINE, .offset = AT(max_hold_line)},
};
#undef AT
/* clang-format on */

/* A ceiling lies at the figure or above it; where the step leaves the figure to the exercise, the
 * library looks. */
static void check_step(const void *item, struct cfg_check *check)
{
    const struct routine_step *step = item;
    if (!cfg_check_sound(check))
        return;
    if (step->max_sets > 0 && step->max_sets < step->sets)
        cfg_complain(check, "max_sets", "%d is less than sets, %d", step->max_sets, step->sets);
    if (step->max_reps > 0 && step->max_reps < step->reps)
        cfg_complain(check, "max_reps", "%d is less than reps, %d", step->max_reps, step->reps);
    if (step->max_hold_s < step->hold_s) /* false where either is left out */
        cfg_complain(check, "max_hold_s", "%g s is less than hold_s, %g s",
                     (double)step->max_hold_s, (double)step->hold_s);
    if (!step->progress && (step->max_sets > 0 || step->max_reps > 0 || !isnan(step->max_hold_s)))
        cfg_advise(check, "progress",
                   "is false, so that max_sets, max_reps and max_hold_s say "
                   "nothing; leave them out");
}

/* clang-format off */
static const struct cfg_table step_table = {"step", step_keys, ARRAY_LENGTH(step_keys), check_step};

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
    {"minutes", CFG_LINE, .offset = AT(minutes_line)},
    {"days", CFG_FLAGS, AT(days), .names = day_names,
     .doc = "the days of the week for it, as (\"mon\", \"wed\", \"fri\")"},
    {"days", CFG_LINE, .offset = AT(days_line)},
    {"times_per_week", CFG_INT, AT(times_per_week), .low = 1, .high = ROUTINE_DAYS,
     .doc = "how often, where the days are free"},
    {"times_per_week", CFG_LINE, .offset = AT(times_line)},
    {"pain_policy", CFG_ENUM, AT(pain_policy), .names = pain_names,
     .doc = "strict or monitor; the person's profile may be stricter, never laxer"},
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

int routine_times_per_week(const struct routine *routine)
{
    int days = 0;
    for (int day = 0; day < ROUTINE_DAYS; day++)
        days += (int)(routine->days >> day & 1u);
    return days > 0 ? days : routine->times_per_week;
}

bool routine_days_touch(const struct routine *routine)
{
    unsigned next = routine->days >> 1 | (routine->days & 1u) << (ROUTINE_DAYS - 1);
    return (routine->days & next) != 0;
}

enum pain_policy routine_pain_policy(const struct routine *routine, enum pain_policy profile)
{
    return routine->pain_policy == ROUTINE_PAIN_STRICT ? PAIN_STRICT : profile;
}

static void check_week(const struct routine *routine, struct cfg_check *check)
{
    int days = routine_times_per_week(routine);
    if (routine->times_per_week > 0 && routine->times_per_week != days)
        cfg_complain(check, "times_per_week", "%d does not fit the %d days; leave one of them out",
                     routine->times_per_week, days);
}

/* Warm-up, main, cool-down. */
static int part_order(enum routine_part part)
{
    return part == PART_WARM_UP ? 0 : part == PART_MAIN ? 1 : 2;
}

static void check_parts(const struct routine *routine, struct cfg_check *check)
{
    for (int i = 1; i < routine->step_count; i++) {
        enum routine_part part = routine->step[i].part, before = routine->step[i - 1].part;
        char path[32];
        snprintf(path, sizeof path, "steps.[%d].part", i);
        if (part_order(part) < part_order(before))
            cfg_complain(check, path, "a %s step can't follow a %s step; %s", part_names[part],
                         part_names[before],
                         part == PART_WARM_UP ? "warm_up steps come first"
                                              : "cool_down steps come last");
    }
}

static void check_words(const struct routine *routine, struct cfg_check *check)
{
    exercise_check_calm(routine->name, "name", check);
    exercise_check_calm(routine->note, "note", check);
}

static void check_routine(const void *item, struct cfg_check *check)
{
    const struct routine *routine = item;
    check_words(routine, check);
    if (!cfg_check_sound(check))
        return;
    if (!id_is_good(routine->id))
        cfg_complain(check, "id", "\"%s\" may only hold small letters, digits and _", routine->id);
    if (routine->reviewed[0] && !is_date(routine->reviewed))
        cfg_complain(check, "reviewed", "\"%s\" is no date; write it as 2026-05-31",
                     routine->reviewed);
    check_week(routine, check);
    check_parts(routine, check);
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
    routine.step[0].hold_s = routine.step[0].target = routine.step[0].max_hold_s = NAN;
    routine.step[0].progress = true;
    return routine;
}
