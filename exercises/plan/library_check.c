/* What a routine asks of the exercises it names. */
#include "plan/caps.h"
#include "plan/exercise_check.h"
#include "plan/library.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define TIME_SLACK        1.1f /* people differ more than that */
#define STRENGTH_PER_WEEK 4    /* strength every 48 h: every other day */

/* One step being looked at. */
struct step_check {
    const struct routine_step *step;
    int index; /* from 0 */
    const char *path;
    struct cfg_problems *problems;
};

static void hint(struct cfg_problem *problem, const struct step_check *check, const char *name,
                 const char *allowed)
{
    char key[CFG_KEY_SIZE];
    snprintf(key, sizeof key, "steps.[%d].%s", check->index, name);
    cfg_problem_hint(problem, key, allowed, NULL);
}

static void check_hold(const struct step_check *check, const struct exercise *exercise)
{
    float hold = check->step->hold_s, longest = caps_of_hold(exercise->kind);
    char allowed[CFG_ALLOWED_SIZE];
    struct cfg_problem *problem = NULL;
    if (isnan(hold))
        return;
    snprintf(allowed, sizeof allowed, "0 to %g s", (double)longest);
    if (hold > longest)
        problem = cfg_problem_add(check->problems, check->path, check->step->hold_line,
                                  "step %d: hold_s: %g s is beyond the hard cap of %g s for %s",
                                  check->index + 1, (double)hold, (double)longest, exercise->id);
    else if (exercise->kind == EXERCISE_STRETCH && hold > USUAL_HOLD_STRETCH_S)
        problem = cfg_problem_advise(
            check->problems, check->path, check->step->hold_line,
            "step %d: hold_s: %g s is longer than the usual %g s; only older adults hold up to "
            "%g s",
            check->index + 1, (double)hold, (double)USUAL_HOLD_STRETCH_S, (double)longest);
    hint(problem, check, "hold_s", allowed);
}

/* Ceilings against the exercise's own figures, where the step leaves them to it. */
static void check_ceilings(const struct step_check *check, const struct exercise *exercise)
{
    const struct routine_step *step = check->step;
    float longest = caps_of_hold(exercise->kind);
    if (step->max_sets > 0 && step->sets == 0 && step->max_sets < exercise->dosage.sets)
        hint(cfg_problem_add(check->problems, check->path, step->max_sets_line,
                             "step %d: max_sets: %d is less than the %d sets of %s",
                             check->index + 1, step->max_sets, exercise->dosage.sets, exercise->id),
             check, "max_sets", NULL);
    if (step->max_reps > 0 && step->reps == 0 && step->max_reps < exercise->dosage.reps)
        hint(cfg_problem_add(check->problems, check->path, step->max_reps_line,
                             "step %d: max_reps: %d is less than the %d repetitions of %s",
                             check->index + 1, step->max_reps, exercise->dosage.reps, exercise->id),
             check, "max_reps", NULL);
    if (isnan(step->hold_s) && step->max_hold_s < exercise->target.hold_s)
        hint(cfg_problem_add(check->problems, check->path, step->max_hold_line,
                             "step %d: max_hold_s: %g s is less than the hold of %g s of %s",
                             check->index + 1, (double)step->max_hold_s,
                             (double)exercise->target.hold_s, exercise->id),
             check, "max_hold_s", NULL);
    if (step->max_hold_s > longest)
        hint(cfg_problem_add(check->problems, check->path, step->max_hold_line,
                             "step %d: max_hold_s: %g s is beyond the hard cap of %g s for %s",
                             check->index + 1, (double)step->max_hold_s, (double)longest,
                             exercise->id),
             check, "max_hold_s", NULL);
}

static void check_target(const struct step_check *check, const struct exercise *exercise)
{
    const struct target *target = &exercise->target;
    struct span cap = caps_of_value(target->signal.kind);
    float value = check->step->target, least = cap.low + target->tolerance;
    float most = cap.high - target->tolerance;
    char allowed[CFG_ALLOWED_SIZE];
    if (isnan(value) || (value >= least && value <= most))
        return;
    snprintf(allowed, sizeof allowed, "%g to %g", (double)least, (double)most);
    hint(cfg_problem_add(check->problems, check->path, check->step->target_line,
                         "step %d: target: %g with its tolerance of %g is beyond the hard cap of "
                         "%s, %g to %g",
                         check->index + 1, (double)value, (double)target->tolerance,
                         feature_info(target->signal.kind)->name, (double)cap.low,
                         (double)cap.high),
         check, "target", allowed);
}

static void check_step(const struct step_check *check, const struct exercise *exercise)
{
    const struct routine_step *step = check->step;
    if (step->side != SIDE_NONE && exercise->sides == SIDES_TOGETHER)
        hint(cfg_problem_add(check->problems, check->path, step->side_line,
                             "step %d: side: %s is done with both sides together; leave side out",
                             check->index + 1, exercise->id),
             check, "side", NULL);
    if (step->reps > USUAL_REPS)
        hint(cfg_problem_advise(check->problems, check->path, step->line,
                                "step %d: reps: %d is more than the %d that any source lists",
                                check->index + 1, step->reps, USUAL_REPS),
             check, "reps", NULL);
    check_hold(check, exercise);
    check_ceilings(check, exercise);
    check_target(check, exercise);
}

static void check_time(struct library *library, const struct routine *routine, const char *path,
                       struct cfg_problems *problems)
{
    struct profile profile = profile_default();
    struct feature_settings settings = feature_settings_default();
    struct plan *plan = malloc(sizeof *plan);
    if (plan && plan_resolve(routine, library_finder(library), &profile, &settings, plan, NULL)) {
        float seconds = plan_duration_s(plan), stated = routine->minutes * 60.0f;
        if (stated > 0.0f && seconds > stated * TIME_SLACK)
            cfg_problem_hint(cfg_problem_add(problems, path, routine->minutes_line,
                                             "minutes: %g are stated, but the steps take about "
                                             "%.0f",
                                             (double)routine->minutes, (double)(seconds / 60.0f)),
                             "minutes", NULL, NULL);
    }
    free(plan);
}

/* Muscles want two days to answer to strengthening. */
static void check_week(struct library *library, const struct routine *routine, const char *path,
                       struct cfg_problems *problems)
{
    bool strength = false;
    for (int i = 0; i < routine->step_count; i++) {
        const struct exercise *exercise =
            library_exercise(library, routine->step[i].exercise, NULL);
        strength = strength || (exercise && exercise->kind == EXERCISE_STRENGTH);
    }
    if (!strength)
        return;
    if (routine_days_touch(routine))
        cfg_problem_hint(cfg_problem_advise(problems, path, routine->days_line,
                                            "days: strength exercises follow one another on two "
                                            "days; a day between them is usual"),
                         "days", NULL, NULL);
    else if (routine->times_per_week > STRENGTH_PER_WEEK)
        cfg_problem_hint(cfg_problem_advise(problems, path, routine->times_line,
                                            "times_per_week: %d is often for strength exercises; "
                                            "every other day is usual",
                                            routine->times_per_week),
                         "times_per_week", NULL, NULL);
}

void library_check_routine(struct library *library, const struct routine *routine, const char *path,
                           struct cfg_problems *problems)
{
    int before = problems->errors, first = problems->count;
    library_check_names(library, routine, path, problems);
    for (int i = 0; i < routine->step_count; i++) {
        struct step_check check = {&routine->step[i], i, path, problems};
        const struct exercise *exercise = library_exercise(library, check.step->exercise, NULL);
        if (exercise)
            check_step(&check, exercise);
    }
    check_week(library, routine, path, problems);
    if (problems->errors == before)
        check_time(library, routine, path, problems);
    cfg_problems_sort(problems, first);
}
