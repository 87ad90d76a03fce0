/* A person with a past and what the next plan makes of it: what the tests of the plan's progress
 * start from. */
#ifndef UNGUARD_TESTS_PROGRESS_SCENE_H
#define UNGUARD_TESTS_PROGRESS_SCENE_H

#include "plan/caps.h"
#include "plan/limits.h"
#include "plan/progress.h"
#include "session/chance.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TODAY 1000

static struct exercise known[3]; /* made by make_exercises */

static inline const struct exercise *find(void *self, const char *id)
{
    (void)self;
    for (size_t i = 0; i < ARRAY_LENGTH(known); i++)
        if (strcmp(known[i].id, id) == 0)
            return &known[i];
    return NULL;
}

static inline struct exercise made(const char *id, enum exercise_kind kind,
                                   enum exercise_sides sides, float target, float hold_s, int sets,
                                   int reps)
{
    struct exercise e = {.kind = kind, .sides = sides};
    text_copy(e.id, sizeof e.id, id);
    text_copy(e.name, sizeof e.name, id);
    text_copy(e.regression, sizeof e.regression, "an easier one");
    text_copy(e.progression, sizeof e.progression, "a next one");
    e.phase.signal = e.target.signal = (struct signal){FEATURE_KNEE_FLEXION, SIGNAL_BOTH};
    e.phase.rest = 5;
    e.phase.leave = 12;
    e.phase.reach = 0.75f * target;
    e.target.value = target;
    e.target.tolerance = 5;
    e.target.hold_s = hold_s;
    e.dosage = (struct dosage){sets, reps, 20};
    e.keyframe[1].knee_flexion[0] = e.keyframe[1].knee_flexion[1] = target;
    return e;
}

static inline void make_exercises(void)
{
    known[0] = made("bend", EXERCISE_STRENGTH, SIDES_TOGETHER, 50, 2, 2, 6);
    known[1] = made("lift", EXERCISE_STRENGTH, SIDES_EACH, 40, 0, 3, 8);
    known[2] = made("reach", EXERCISE_STRETCH, SIDES_EACH, 60, 20, 2, 2);
}

static inline struct routine made_routine(const char *const *ids)
{
    struct routine routine = {.id = "mine", .name = "Mine"};
    for (; ids[routine.step_count]; routine.step_count++) {
        struct routine_step *step = &routine.step[routine.step_count];
        text_copy(step->exercise, sizeof step->exercise, ids[routine.step_count]);
        step->hold_s = step->target = step->max_hold_s = NAN;
        step->progress = true;
    }
    return routine;
}

/* A person with a past and what it leads to; on the heap. */
struct scene {
    struct routine routine;
    struct profile profile;
    struct safety_rules rules;
    struct past past;
    struct plan plan;
    struct progress progress;
    int32_t today;
};

static inline void plan_scene(struct scene *scene)
{
    struct feature_settings settings = feature_settings_default();
    struct progress_input input = {&scene->routine, {find, NULL}, &scene->profile, &settings,
                                   &scene->rules,   &scene->past, scene->today};
    struct error err;
    cr_assert(progress_plan(&input, &scene->plan, &scene->progress, &err), "%s", err.text);
}

static inline struct past_step good_step(const char *exercise, enum body_side side, int position,
                                         int sets, int reps, float hold_s, float target)
{
    struct past_step step = {.side = side,
                             .position = position,
                             .sets = sets,
                             .reps = reps,
                             .hold_s = hold_s,
                             .target = target,
                             .reps_done = sets * reps,
                             .reps_scored = sets * reps,
                             .form = 90,
                             .worst_set_form = 88,
                             .range_seen = true,
                             .range = target,
                             .nrs = -1,
                             .effort = 3};
    text_copy(step.exercise, sizeof step.exercise, exercise);
    return step;
}

/* Three comfortable, steady sessions of "bend", the last one three days ago. */
static inline struct scene *open_scene(void)
{
    static const char *const ids[] = {"bend", NULL};
    make_exercises();
    struct scene *scene = calloc(1, sizeof *scene);
    cr_assert_not_null(scene);
    scene->routine = made_routine(ids);
    scene->profile = profile_default();
    scene->rules = safety_rules_default();
    scene->today = TODAY;
    scene->past.session_count = 3;
    for (int i = 0; i < 3; i++) {
        struct past_session *session = &scene->past.session[i];
        *session = (struct past_session){.day = TODAY - 9 + 3 * i,
                                         .nrs_before = 1,
                                         .nrs_after = 1,
                                         .nrs_next_day = 1,
                                         .completed = true,
                                         .step_count = 1};
        text_copy(session->routine, sizeof session->routine, "mine");
        session->step[0] = good_step("bend", SIDE_NONE, 0, 2, 6, 2, 50);
    }
    return scene;
}

static inline const struct plan_change *last_change(const struct scene *scene)
{
    return scene->plan.change_count ? &scene->plan.change[scene->plan.change_count - 1] : NULL;
}

static inline bool has_note(const struct scene *scene, enum progress_note_kind kind)
{
    for (int i = 0; i < scene->progress.note_count; i++)
        if (scene->progress.note[i].kind == kind)
            return scene->progress.note[i].text[0] && scene->progress.note[i].source[0];
    return false;
}

#endif
