/* A plan as canonical text, and back. */
#include "plan/plan.h"

#include "plan/cfg.h"

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
    int step_count;
    struct plan_step step[ROUTINE_MAX_STEPS];
    bool unattended;
    int baseline_count;
    struct baseline_row baseline[MAX_BASELINES];
};

static const char *const side_names[] = {"both", "left", "right", NULL};

/* clang-format off: one key a line reads as the table it is */
#define AT(field) offsetof(struct feature_settings, field)
static const struct cfg_key feature_keys[] = {
    {"min_confidence", CFG_FLOAT, AT(min_confidence), .low = 0.05, .high = 1, .missing = 0.5,
     .doc = "a joint that the tracker is less sure of is not seen"},
    {"side_max_width", CFG_FLOAT, AT(side_max_width), .low = 0.1, .high = 1, .missing = 0.4,
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

#define AT(field) offsetof(struct plan_file, field)
static const struct cfg_key plan_keys[] = {
    {"routine", CFG_TEXT, AT(routine), .required = true, .size = ID_SIZE},
    {"name", CFG_TEXT, AT(name), .required = true, .size = NAME_SIZE},
    {"reading", CFG_GROUP, AT(features), .required = true, .table = &feature_settings_table},
    {"profile", CFG_GROUP, AT(profile), .required = true, .table = &profile_table},
    {"steps", CFG_LIST, AT(step), .required = true, .low = 0, .high = ROUTINE_MAX_STEPS,
     .size = sizeof(struct plan_step), .count_offset = AT(step_count), .table = &step_table},
    {"unattended", CFG_BOOL, AT(unattended), .brief = true},
    {"baselines", CFG_LIST, AT(baseline), .low = 0, .high = MAX_BASELINES, .brief = true,
     .size = sizeof(struct baseline_row), .count_offset = AT(baseline_count),
     .table = &baseline_row_table},
};
#undef AT
static const struct cfg_table plan_table = {"plan", plan_keys, ARRAY_LENGTH(plan_keys), NULL};
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
    file->step_count = plan->step_count;
    file->unattended = plan->unattended;
    put_baselines(plan, file);
    for (int i = 0; i < plan->step_count; i++)
        file->step[i] = (struct plan_step){plan->side[i], plan->step[i]};
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
    plan->step_count = file->step_count;
    for (int i = 0; i < file->step_count; i++) {
        plan->side[i] = file->step[i].side;
        plan->step[i] = file->step[i].exercise;
    }
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
