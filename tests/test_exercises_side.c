#include "base.h"
#include "plan/library.h"
#include "session/intent.h"
#include "session/performer.h"
#include "session/session.h"
#include "session/sight.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The exercises seen from the side, each done cleanly before the coach: all of it is counted, and
 * nothing of any other exercise of the same posture is. */

static const char *const mine[] = {
    "figure4_piriformis", "hamstring_supine", "hip_flexor_half_kneeling",
    "childs_pose",        "bird_dog",         "quadruped_hip_ext",
    "dead_bug",           "hip_hinge",        "cat_camel",
    "pelvic_tilt",        "tra_brace"};

/* Seen from the side, too, and compared with the others. */
static const char *const all[] = {
    "figure4_piriformis",   "hamstring_supine", "dead_bug",
    "pelvic_tilt",          "tra_brace",        "bridge",
    "single_knee_to_chest", "childs_pose",      "bird_dog",
    "quadruped_hip_ext",    "cat_camel",        "hip_hinge",
    "mini_squat",           "sit_to_stand",     "hip_flexor_half_kneeling"};

struct watched {
    int reps, scored, abandoned, warnings, faults;
    double sum, lowest;
    char last[ID_SIZE]; /* the last fault or warning */
    char lost[ID_SIZE]; /* the first rule that cost points in the lowest */
};

static void watch(void *self, const struct event *event)
{
    struct watched *watched = self;
    if (event->type == EVENT_REP && !event->u.rep.unscored) {
        watched->scored++;
        watched->sum += (double)event->u.rep.score;
        if ((double)event->u.rep.score < watched->lowest) {
            watched->lowest = (double)event->u.rep.score;
            text_copy(watched->lost, sizeof watched->lost, event->u.rep.item[0].rule);
        }
    }
    watched->reps += event->type == EVENT_REP;
    watched->abandoned += event->type == EVENT_REP_ABANDONED;
    watched->faults += event->type == EVENT_FAULT;
    watched->warnings += event->type == EVENT_WARNING;
    if (event->type == EVENT_FAULT || event->type == EVENT_WARNING)
        text_copy(watched->last, sizeof watched->last, event->u.rule.id);
}

static struct library *open_library(void)
{
    struct error err = {""};
    struct library *library = library_open(UNGUARD_SOURCE_DIR "/config", &err);
    cr_assert_not_null(library, "%s", err.text);
    return library;
}

/* Large: on the heap; free it. */
static struct plan *plan_of(struct library *library, const char *id)
{
    struct error err = {""};
    struct routine routine;
    cr_assert(library_routine(library, id, &routine, &err), "%s", err.text);
    struct profile profile = profile_default();
    struct feature_settings settings = feature_settings_default();
    struct plan *plan = calloc(1, sizeof *plan);
    cr_assert(plan_resolve(&routine, library_finder(library), &profile, &settings, plan, &err),
              "%s", err.text);
    plan->unattended = true; /* nobody answers here */
    return plan;
}

/* ---- a clean session ---- */

static int wanted(const struct exercise *exercise)
{
    int sides = exercise->sides == SIDES_EACH ? 2 : 1;
    return exercise->dosage.sets * exercise->dosage.reps * sides;
}

static void perform(struct library *library, const char *id, float noise_px, uint64_t seed)
{
    struct plan *plan = plan_of(library, id);
    struct performer_options options = performer_options_default();
    options.faulty_set = 0;
    options.noise_px = noise_px;
    options.seed = seed;
    struct performer *performer = performer_create(plan, options);
    struct session *session = session_create(plan, performer_source(performer), NULL);
    struct watched watched = {.lowest = 100};
    session_add_sink(session, (struct sink){watch, &watched});
    session_add_sink(session, performer_sink(performer));
    struct error err = {""};
    cr_assert(session_run(session, &err), "%s", err.text);
    const struct performer_rep *rep;
    int count = performer_truth(performer, &rep), completed = 0;
    for (int i = 0; i < count; i++)
        completed += rep[i].completed;
    const struct exercise *exercise = &plan->step[0];
    double mean = watched.scored ? watched.sum / watched.scored : 0;
    printf(
        "%-26s %.1f px: %2d of %2d counted, mean %5.1f, lowest %5.1f %s; %d given up, %d faults, "
        "%d warnings %s\n",
        id, (double)noise_px, watched.reps, completed, mean, watched.lowest, watched.lost,
        watched.abandoned, watched.faults, watched.warnings, watched.last);
    cr_expect_eq(watched.reps, wanted(exercise), "%s: %d counted of %d", id, watched.reps,
                 wanted(exercise));
    cr_expect_eq(watched.abandoned, 0, "%s: %d given up", id, watched.abandoned);
    if (exercise->guided) {
        cr_expect_eq(watched.scored, 0, "%s can't be seen and has no score", id);
        cr_expect_eq(watched.faults, 0, "%s: %s", id, watched.last);
    } else {
        cr_expect_eq(watched.reps, completed, "%s: %d counted of %d done", id, watched.reps,
                     completed);
        cr_expect_geq(mean, 95, "%s: %.1f, %s", id, mean, watched.lost);
    }
    session_free(session);
    performer_free(performer);
    free(plan);
}

Test(exercises_side, clean_sets_are_counted_and_praised)
{
    struct library *library = open_library();
    for (size_t i = 0; i < ARRAY_LENGTH(mine); i++)
        for (uint64_t seed = 1; seed <= 3; seed++) {
            perform(library, mine[i], 0.5f, seed);
            perform(library, mine[i], 1, seed);
        }
    library_close(library);
}

/* ---- another exercise than the one prescribed ---- */

/* Counts one exercise while another is done: the person hears a coach of their own. */
struct bystander {
    struct coach *coach;
    int reps;
};

struct overheard {
    struct input_source source;
    struct bystander *bystander;
    int count;
};

static enum pull pass_on(void *self, struct input *out, struct error *err)
{
    struct overheard *overheard = self;
    enum pull pull = overheard->source.next(overheard->source.self, out, err);
    struct event event[COACH_MAX_EVENTS];
    if (pull != PULL_INPUT)
        return pull;
    struct input input = *out;
    input.u.pose = pose_quantize(input.u.pose);
    for (int i = 0; i < overheard->count; i++) {
        int count = coach_step(overheard->bystander[i].coach, &input, event);
        for (int k = 0; k < count; k++)
            overheard->bystander[i].reps += event[k].type == EVENT_REP;
    }
    return pull;
}

/* One repetition must not end what the bystander is watching for. */
static void listen_for_good(struct plan *plan, enum body_side side)
{
    plan->step[0].dosage.reps = 20;
    plan->step[0].dosage.sets = 5;
    if (plan->step[0].sides == SIDES_EACH)
        plan->side[0] = side;
}

/* Pairs of exercises that are one movement; every other count of what wasn't asked for is a fault.
 */
static const struct {
    const char *done, *counted, *reason;
} equivalent[] = {
    {"sit_to_stand", "mini_squat", "between two sits the knees bend and straighten as in a squat"},
};

static const char *why_equivalent(const char *done, const char *counted)
{
    for (size_t i = 0; i < ARRAY_LENGTH(equivalent); i++)
        if (strcmp(equivalent[i].done, done) == 0 && strcmp(equivalent[i].counted, counted) == 0)
            return equivalent[i].reason;
    return NULL;
}

static bool same_scene(const struct exercise *a, const struct exercise *b)
{
    /* Sitting down and standing up is half of it done standing. */
    bool upright = (a->posture == POSTURE_STANDING || a->posture == POSTURE_SITTING) &&
                   (b->posture == POSTURE_STANDING || b->posture == POSTURE_SITTING);
    return a->view == b->view && (upright || a->posture == b->posture);
}

static void print_cell(const char *done, const char *counted, int most)
{
    const char *why = why_equivalent(done, counted);
    bool same = strcmp(done, counted) == 0;
    printf("  %s %d%s%s%s", counted, most, same ? " (its own)" : "", why ? ": " : "",
           why ? why : "");
    if (same)
        cr_expect_gt(most, 0, "%s is not counted as itself", done);
    else if (!why)
        cr_expect_eq(most, 0, "%s: %d counted as %s", done, most, counted);
}

/* Two bystanders for each exercise, one a side; returns their count. */
static int place_bystanders(struct library *library, struct bystander *bystander)
{
    int count = 0;
    for (size_t i = 0; i < ARRAY_LENGTH(all); i++)
        for (int side = SIDE_LEFT; side <= SIDE_RIGHT; side++) {
            struct plan *other = plan_of(library, all[i]);
            listen_for_good(other, (enum body_side)side);
            bystander[count] = (struct bystander){.coach = malloc(sizeof(struct coach))};
            coach_init(bystander[count++].coach, other);
            free(other);
        }
    return count;
}

/* Prints a row of the table. */
static void cross(struct library *library, const char *done, float noise_px)
{
    struct bystander bystander[2 * ARRAY_LENGTH(all)];
    struct plan *plan = plan_of(library, done);
    int count = place_bystanders(library, bystander);
    struct performer_options options = performer_options_default();
    options.faulty_set = 0;
    options.noise_px = noise_px;
    struct performer *performer = performer_create(plan, options);
    struct overheard overheard = {performer_source(performer), bystander, count};
    struct session *session =
        session_create(plan, (struct input_source){pass_on, &overheard}, NULL);
    session_add_sink(session, performer_sink(performer));
    struct error err = {""};
    cr_assert(session_run(session, &err), "%s", err.text);
    printf("%-26s", done);
    for (int i = 0; i < count; i += 2) {
        const struct exercise *other = &bystander[i].coach->plan.step[0];
        int left = bystander[i].reps, right = bystander[i + 1].reps;
        if (same_scene(&plan->step[0], other) && !other->guided)
            print_cell(done, other->id, left > right ? left : right);
    }
    printf("\n");
    for (int i = 0; i < count; i++)
        free(bystander[i].coach);
    session_free(session);
    performer_free(performer);
    free(plan);
}

/* A guided exercise is led by the clock and asks for no movement at all, so that it counts whoever
 * lies or kneels there; it is left out as a counter, not as what is done. */
Test(exercises_side, no_exercise_counts_another)
{
    struct library *library = open_library();
    for (size_t i = 0; i < ARRAY_LENGTH(all); i++)
        cross(library, all[i], 1);
    library_close(library);
}

/* ---- getting into position, and out of it ---- */

/* On the way: where the person stops for a moment before the start posture. */
static const struct {
    enum posture posture;
    struct body_angles angles;
    double seconds;
} way[] = {
    {POSTURE_STANDING, {0}, 1.5},
    {POSTURE_KNEELING, {.hip_flexion = {0, 90}, .knee_flexion = {90, 90}}, 0.7},
    {POSTURE_QUADRUPED,
     {.trunk_inclination = 78,
      .hip_flexion = {78, 78},
      .knee_flexion = {90, 90},
      .shoulder_flexion = {78, 78}},
     0.7},
    {POSTURE_QUADRUPED,
     {.trunk_inclination = 85,
      .hip_flexion = {110, 110},
      .knee_flexion = {115, 115},
      .shoulder_flexion = {130, 130}},
     0.4},
    {POSTURE_SITTING, {.hip_flexion = {90, 90}, .knee_flexion = {0, 0}}, 0.7},
    {POSTURE_SUPINE, {.trunk_inclination = -90}, 0.7},
    {POSTURE_SUPINE,
     {.trunk_inclination = -90, .hip_flexion = {48, 0}, .knee_flexion = {100, 0}},
     0.5},
};

struct arrival {
    struct coach coach;
    struct sight sight;
    double t_s;
    struct pose last;
    int reps, ready;
};

static void show(struct arrival *arrival, struct pose pose)
{
    struct event event[COACH_MAX_EVENTS];
    sight_blur(&arrival->sight, VIEW_SIDE, &pose);
    arrival->t_s += 1.0 / 30;
    pose.t_us = (int64_t)(arrival->t_s * 1e6);
    pose = pose_quantize(pose);
    struct input input = {.t_us = pose.t_us, .type = INPUT_POSE, .u.pose = pose};
    int count = coach_step(&arrival->coach, &input, event);
    for (int i = 0; i < count; i++) {
        arrival->reps += event[i].type == EVENT_REP;
        arrival->ready += event[i].type == EVENT_READY;
    }
}

/* Over to a posture in about a second, and still there. */
static void go_to(struct arrival *arrival, enum posture posture, struct body_angles angles,
                  double still_s)
{
    struct body_camera camera = sight_camera(&arrival->sight, posture, VIEW_SIDE);
    struct pose to = sight_draw(&arrival->sight, angles, posture, &camera, arrival->t_s);
    struct pose from = arrival->last.present ? arrival->last : to;
    for (int i = 1; i <= 33; i++)
        show(arrival, sight_between(&from, &to, i / 33.0));
    for (double s = 0; s < still_s; s += 1.0 / 30)
        show(arrival, to);
    arrival->last = to;
}

Test(exercises_side, getting_into_position_counts_nothing)
{
    struct library *library = open_library();
    for (size_t i = 0; i < ARRAY_LENGTH(all); i++)
        for (int side = SIDE_LEFT; side <= SIDE_RIGHT; side++) {
            struct plan *plan = plan_of(library, all[i]);
            const struct exercise *exercise = &plan->step[0];
            bool each = exercise->sides == SIDES_EACH;
            listen_for_good(plan, (enum body_side)side);
            struct arrival *arrival = calloc(1, sizeof *arrival);
            coach_init(&arrival->coach, plan);
            sight_init(&arrival->sight, 7 + (uint64_t)side, 1.0f / 480, 0, 16.0f / 9);
            for (size_t k = 0; k < ARRAY_LENGTH(way); k++)
                go_to(arrival, way[k].posture, way[k].angles, way[k].seconds);
            enum body_side active = each ? (enum body_side)side : SIDE_NONE;
            go_to(arrival, exercise->posture, intent_angles(exercise, 0, active),
                  exercise->guided ? 2.5 : 6);
            /* It leads once what to do could be heard. */
            for (int k = 0; k < 30 * 30 && exercise->guided && arrival->ready == 0; k++)
                show(arrival, arrival->last);
            cr_expect_eq(arrival->reps, 0, "%s: %d on the way", all[i], arrival->reps);
            cr_expect_geq(arrival->ready, 1, "%s is not known to have begun", all[i]);
            if (!exercise->guided) {
                go_to(arrival, POSTURE_STANDING, (struct body_angles){0}, 2);
                cr_expect_eq(arrival->reps, 0, "%s: %d getting up", all[i], arrival->reps);
            }
            free(arrival);
            free(plan);
        }
    library_close(library);
}
