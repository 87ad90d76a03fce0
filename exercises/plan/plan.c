/* A plan as canonical text, and back. */
#include "plan/plan.h"

#include "plan/cfg.h"
#include "plan/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BASELINES (ROUTINE_MAX_STEPS * PLAN_SIDES * BASELINE_MEASURE_COUNT)

/* The plan as tables see it: a step's exercise and its side together. */
struct plan_step {
    enum body_side side;
    struct exercise exercise;
};

struct plan_file {
    char routine[ID_SIZE];
    char name[NAME_SIZE];
    struct feature_settings features;
    struct profile profile;
    struct plan_start start;
    int step_count;
    struct plan_step step[ROUTINE_MAX_STEPS];
    struct pain_rules pain;
    struct plan_questions ask;
    int flag_count;
    struct plan_flag flag[SAFETY_MAX_FLAGS];
    int change_count;
    struct plan_change change[PLAN_MAX_CHANGES];
    bool unattended;
    int baseline_count;
    struct baseline_row baseline[MAX_BASELINES];
};

static const char *const side_names[] = {"both", "left", "right", NULL};
static const char *const start_side_names[] = {"none", "left", "right", NULL};
static const char *const variable_names[] = {"sets", "reps", "hold_s", "target", NULL};
static const char *const group_names[] = {"emergency", "urgent", "general", NULL};

/* clang-format off: one key a line reads as the table it is */
#define AT(field) offsetof(struct feature_settings, field)
static const struct cfg_key feature_keys[] = {
    {"min_confidence", CFG_FLOAT, AT(min_confidence), .low = 0.05, .high = 1, .missing = 0.5,
     .doc = "a joint that the tracker is less sure of is not seen"},
    {"side_max_width", CFG_FLOAT, AT(side_max_width), .low = 0.1, .high = 1, .missing = 0.45,
     .doc = "shoulder width over trunk length, at most, for angles seen from the side"},
    {"front_min_width", CFG_FLOAT, AT(front_min_width), .low = 0.1, .high = 1, .missing = 0.58,
     .doc = "the same, at least, for angles seen from the front"},
    {"min_limb", CFG_FLOAT, AT(min_limb), .low = 0.1, .high = 1, .missing = 0.7,
     .doc = "a limb shorter than this share of its length has turned out of view"},
    {"smoothing_s", CFG_FLOAT, AT(smoothing_s), .low = 0.01, .high = 0.5, .unit = "s",
     .missing = 0.07, .doc = "how long joints are smoothed over"},
    {"reference_s", CFG_FLOAT, AT(reference_s), .low = 0.5, .high = 10, .unit = "s", .missing = 3,
     .doc = "how long the person stands or lies still to take their level"},
    {"quiet_speed", CFG_FLOAT, AT(quiet_speed), .low = 0.01, .high = 2, .missing = 0.25,
     .doc = "slower than this is still, in trunk lengths a second"},
};
#undef AT
const struct cfg_table feature_settings_table = {"reading", feature_keys,
                                                 ARRAY_LENGTH(feature_keys), NULL};

static const struct cfg_key step_keys[] = {
    {"side", CFG_ENUM, offsetof(struct plan_step, side), .required = true, .names = side_names},
    {"exercise", CFG_GROUP, offsetof(struct plan_step, exercise), .required = true,
     .table = &exercise_plan_table},
};
static const struct cfg_table step_table = {"step", step_keys, ARRAY_LENGTH(step_keys), NULL};

#define AT(field) offsetof(struct plan_start, field)
static const struct cfg_key start_keys[] = {
    {"step", CFG_INT, AT(step), .low = 0, .high = ROUTINE_MAX_STEPS - 1, .missing = 0},
    {"set", CFG_INT, AT(set), .low = 1, .high = LIMIT_SETS, .missing = 1},
    {"side", CFG_ENUM, AT(side), .names = start_side_names},
    {"reps", CFG_INT, AT(reps), .low = 0, .high = LIMIT_REPS, .missing = 0},
    {"ease", CFG_FLOAT, AT(ease), .low = 0.01, .high = 1, .missing = 1},
};
#undef AT
static const struct cfg_table start_table = {"start", start_keys, ARRAY_LENGTH(start_keys), NULL};

#define AT(field) offsetof(struct plan_questions, field)
static const struct cfg_key ask_keys[] = {
    {"next_day", CFG_BOOL, AT(next_day), .missing = 0},
    {"next_day_limit", CFG_INT, AT(next_day_limit), .low = 0, .high = 10},
    {"before", CFG_BOOL, AT(before), .missing = 0},
    {"between", CFG_BOOL, AT(between), .missing = 0},
    {"effort", CFG_BOOL, AT(effort), .missing = 0},
    {"after", CFG_BOOL, AT(after), .missing = 0},
};
static const struct cfg_table ask_table = {"ask", ask_keys, ARRAY_LENGTH(ask_keys), NULL};
#undef AT

#define AT(field) offsetof(struct plan_flag, field)
static const struct cfg_key flag_keys[] = {
    {"id", CFG_TEXT, AT(id), .required = true, .size = ID_SIZE},
    {"group", CFG_ENUM, AT(group), .required = true, .names = group_names},
};
static const struct cfg_table flag_table = {"question", flag_keys, ARRAY_LENGTH(flag_keys), NULL};
#undef AT

#define AT(field) offsetof(struct plan_change, field)
static const struct cfg_key change_keys[] = {
    {"exercise", CFG_TEXT, AT(exercise), .required = true, .size = ID_SIZE},
    {"step", CFG_INT, AT(step), .required = true, .low = 0, .high = ROUTINE_MAX_STEPS - 1},
    {"side", CFG_ENUM, AT(side), .required = true, .names = side_names},
    {"variable", CFG_ENUM, AT(variable), .required = true, .names = variable_names},
    {"from", CFG_FLOAT, AT(from), .required = true},
    {"to", CFG_FLOAT, AT(to), .required = true},
    {"rule", CFG_TEXT, AT(rule), .required = true, .size = ID_SIZE},
    {"value", CFG_FLOAT, AT(value), .required = true},
    {"limit", CFG_FLOAT, AT(limit), .required = true},
    {"reason", CFG_TEXT, AT(reason), .required = true, .size = EVIDENCE_SIZE},
    {"source", CFG_TEXT, AT(source), .required = true, .size = EVIDENCE_SIZE},
};
static const struct cfg_table change_table = {"change", change_keys, ARRAY_LENGTH(change_keys),
                                              NULL};
#undef AT

#define AT(field) offsetof(struct plan_file, field)
static const struct cfg_key plan_keys[] = {
    {"routine", CFG_TEXT, AT(routine), .required = true, .size = ID_SIZE},
    {"name", CFG_TEXT, AT(name), .required = true, .size = NAME_SIZE},
    {"reading", CFG_GROUP, AT(features), .required = true, .table = &feature_settings_table},
    {"profile", CFG_GROUP, AT(profile), .required = true, .table = &profile_table},
    {"start", CFG_GROUP, AT(start), .table = &start_table},
    {"steps", CFG_LIST, AT(step), .required = true, .low = 0, .high = ROUTINE_MAX_STEPS,
     .size = sizeof(struct plan_step), .count_offset = AT(step_count), .table = &step_table},
    {"pain", CFG_GROUP, AT(pain), .table = &pain_rules_plan_table, .sparse = true},
    {"ask", CFG_GROUP, AT(ask), .table = &ask_table, .sparse = true},
    {"screening", CFG_LIST, AT(flag), .low = 0, .high = SAFETY_MAX_FLAGS,
     .size = sizeof(struct plan_flag), .count_offset = AT(flag_count), .table = &flag_table,
     .sparse = true},
    {"changes", CFG_LIST, AT(change), .low = 0, .high = PLAN_MAX_CHANGES,
     .size = sizeof(struct plan_change), .count_offset = AT(change_count), .table = &change_table,
     .sparse = true},
    {"unattended", CFG_BOOL, AT(unattended), .sparse = true},
    {"baselines", CFG_LIST, AT(baseline), .low = 0, .high = MAX_BASELINES, .sparse = true,
     .size = sizeof(struct baseline_row), .count_offset = AT(baseline_count),
     .table = &baseline_row_table},
};
#undef AT

/* A change names a step that is there: the coach tells it with the exercise's name. */
static void check_plan(const void *item, struct cfg_check *check)
{
    const struct plan_file *file = item;
    char path[32];
    for (int i = 0; cfg_check_sound(check) && i < file->change_count; i++) {
        snprintf(path, sizeof path, "changes.[%d].step", i);
        if (file->change[i].step >= file->step_count)
            cfg_complain(check, path, "%d is not one of the %d steps", file->change[i].step,
                         file->step_count);
    }
}

static const struct cfg_table plan_table = {"plan", plan_keys, ARRAY_LENGTH(plan_keys), check_plan};
/* clang-format on */

/* What is known, step by step. */
static void put_baselines(const struct plan *plan, struct plan_file *file)
{
    for (int step = 0; step < plan->step_count; step++)
        for (int side = 0; side < PLAN_SIDES; side++)
            for (int i = 0; i < BASELINE_MEASURE_COUNT; i++) {
                const struct baseline_figure *figure = &plan->baseline[step][side].of[i];
                if (figure->count > 0)
                    file->baseline[file->baseline_count++] = (struct baseline_row){
                        step,         side,           (enum baseline_measure)i,
                        figure->mean, figure->spread, figure->count};
            }
}

static void take_baselines(const struct plan_file *file, struct plan *plan)
{
    for (int i = 0; i < file->baseline_count; i++) {
        const struct baseline_row *row = &file->baseline[i];
        if (row->step < plan->step_count)
            plan->baseline[row->step][row->side].of[row->measure] =
                (struct baseline_figure){row->mean, row->spread, row->count};
    }
}

char *plan_text(const struct plan *plan)
{
    struct plan_file *file = calloc(1, sizeof *file); /* too large for a stack */
    if (!file)
        return NULL;
    memcpy(file->routine, plan->routine, sizeof file->routine);
    memcpy(file->name, plan->name, sizeof file->name);
    file->features = plan->features;
    file->profile = plan->profile;
    file->start = plan->start;
    file->start.set = plan->start.set > 0 ? plan->start.set : 1;
    file->start.ease = plan->start.ease > 0.0f ? plan->start.ease : 1.0f;
    file->step_count = plan->step_count;
    file->unattended = plan->unattended;
    put_baselines(plan, file);
    for (int i = 0; i < plan->step_count; i++)
        file->step[i] = (struct plan_step){plan->side[i], plan->step[i]};
    file->pain = plan->pain;
    file->ask = plan->ask;
    file->flag_count = plan->flag_count;
    memcpy(file->flag, plan->flag, sizeof file->flag);
    file->change_count = plan->change_count;
    memcpy(file->change, plan->change, sizeof file->change);
    char *text = cfg_text(&plan_table, file);
    free(file);
    return text;
}

static void take_file(const struct plan_file *file, struct plan *plan)
{
    memset(plan, 0, sizeof *plan);
    memcpy(plan->routine, file->routine, sizeof plan->routine);
    memcpy(plan->name, file->name, sizeof plan->name);
    plan->features = file->features;
    plan->profile = file->profile;
    plan->start = file->start;
    plan->step_count = file->step_count;
    for (int i = 0; i < file->step_count; i++) {
        plan->side[i] = file->step[i].side;
        plan->step[i] = file->step[i].exercise;
    }
    plan->pain = file->pain;
    plan->ask = file->ask;
    plan->flag_count = file->flag_count;
    memcpy(plan->flag, file->flag, sizeof plan->flag);
    plan->change_count = file->change_count;
    memcpy(plan->change, file->change, sizeof plan->change);
    plan->unattended = file->unattended;
    take_baselines(file, plan);
}

bool plan_parse(const char *text, const char *name, struct plan *plan, struct error *err)
{
    struct cfg_problems problems = {0};
    struct plan_file *read = calloc(1, sizeof *read);
    if (!read)
        return error_set(err, "%s: can't be read: not enough memory", name);
    struct cfg_file *file = cfg_open_text(text, name, &problems);
    bool good = file && cfg_read(file, &plan_table, read, &problems);
    if (good)
        take_file(read, plan);
    else
        cfg_problems_first(&problems, err);
    cfg_close(file);
    cfg_problems_free(&problems);
    free(read);
    return good;
}

uint64_t plan_hash(const struct plan *plan)
{
    char *text = plan_text(plan);
    uint64_t hash = text ? hash_bytes(HASH_START, text, strlen(text)) : 0;
    free(text);
    return hash;
}

bool plan_has_two_sides(const struct plan *plan, int step)
{
    return plan->step[step].sides == SIDES_EACH && plan->side[step] == SIDE_NONE;
}

enum body_side plan_first_side(const struct plan *plan, int step)
{
    if (!plan_has_two_sides(plan, step))
        return plan->side[step];
    return plan->profile.painful_side == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT;
}

const char *plan_variable_name(enum plan_variable variable)
{
    return variable_names[variable];
}
