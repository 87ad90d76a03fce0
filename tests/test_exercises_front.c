/* The exercises seen from the front or from the feet: each is performed by the simulated person,
 * cleanly, and judged by its own file and by every other one of its posture and view. */
#include "coach/coach.h"
#include "movement/body.h"
#include "movement/exact.h"
#include "plan/library.h"
#include "session/performer.h"
#include "session/session.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FRONT_EXERCISES 8
#define MAX_REPS        64

static const char *const ids[FRONT_EXERCISES] = {
    "lower_trunk_rotation",
    "adductor_butterfly",
    "side_bend_seated",
    "adductor_squeeze",
    "clamshell",
    "side_plank_knees",
    "hip_abduction_standing",
    "hip_abduction_side_lying",
};

static struct library *open_library(void)
{
    struct error err;
    struct library *library = library_open(UNGUARD_SOURCE_DIR "/config", &err);
    cr_assert_not_null(library, "%s", err.text);
    return library;
}

/* Large: free it. */
static struct plan *make_plan(struct library *library, const char *name, float range_share)
{
    struct error err;
    struct routine routine;
    struct plan *plan = calloc(1, sizeof *plan);
    cr_assert_not_null(plan);
    cr_assert(library_routine(library, name, &routine, &err), "%s", err.text);
    struct profile profile = profile_default();
    profile.range_share = range_share;
    struct feature_settings settings = feature_settings_default();
    bool good = plan_resolve(&routine, library_finder(library), &profile, &settings, plan, &err);
    cr_assert(good, "%s: %s", name, err.text);
    plan->unattended = true; /* nobody answers here */
    return plan;
}

/* ---- one session: what was done, what was said, and all its poses ---- */

struct show {
    struct plan *plan;
    struct performer *performer;
    struct input_source source;
    struct input *input; /* every one, in order */
    int64_t count, room;
    struct rep_result rep[MAX_REPS];
    int reps, counted, abandoned, warnings;
    double score; /* sum */
};

static enum pull show_next(void *self, struct input *out, struct error *err)
{
    struct show *show = self;
    enum pull pull = show->source.next(show->source.self, out, err);
    if (pull != PULL_INPUT)
        return pull;
    if (show->count == show->room) {
        show->room = 2 * show->room + 4096;
        show->input = realloc(show->input, (size_t)show->room * sizeof *show->input);
        cr_assert_not_null(show->input);
    }
    show->input[show->count++] = *out;
    return pull;
}

static void show_event(void *self, const struct event *event)
{
    struct show *show = self;
    if (event->type == EVENT_REP && show->reps < MAX_REPS) {
        show->rep[show->reps++] = event->u.rep;
        show->score += (double)event->u.rep.score;
    }
    show->abandoned += event->type == EVENT_REP_ABANDONED;
    show->counted += event->type == EVENT_REP;
    show->warnings += event->type == EVENT_WARNING;
}

static struct performer_options clean_options(uint64_t seed, float noise_px)
{
    struct performer_options options = performer_options_default();
    options.faulty_set = 0;
    options.seed = seed;
    options.noise_px = noise_px;
    return options;
}

/* Large: close it. */
static struct show *show_open(struct library *library, const char *name, float range_share,
                              struct performer_options options)
{
    struct show *show = calloc(1, sizeof *show);
    cr_assert_not_null(show);
    show->plan = make_plan(library, name, range_share);
    show->performer = performer_create(show->plan, options);
    show->source = performer_source(show->performer);
    struct session *session =
        session_create(show->plan, (struct input_source){show_next, show}, NULL);
    session_add_sink(session, (struct sink){show_event, show});
    session_add_sink(session, performer_sink(show->performer));
    struct error err;
    cr_assert(session_run(session, &err), "%s: %s", name, err.text);
    session_free(session);
    return show;
}

static void show_close(struct show *show)
{
    performer_free(show->performer);
    free(show->plan);
    free(show->input);
    free(show);
}

/* ---- a clean set is counted and praised ---- */

/* What cost points, for the message of a test that fails. */
static void print_losses(const struct show *show, const char *id)
{
    for (int i = 0; i < show->reps; i++)
        for (int k = 0; k < show->rep[i].item_count; k++) {
            const struct score_item *item = &show->rep[i].item[k];
            printf("%s: repetition %d: %s %s %.1f, %.2f against %.2f\n", id, i + 1, item->rule,
                   item->seen ? "lost" : "not seen", (double)item->points, (double)item->value,
                   (double)item->limit);
        }
}

static void check_clean(struct library *library, const char *id, float range_share,
                        struct performer_options options)
{
    struct show *show = show_open(library, id, range_share, options);
    const struct performer_rep *truth;
    int done = performer_truth(show->performer, &truth);
    double noise = (double)options.noise_px;
    cr_expect_gt(done, 0, "%s", id);
    cr_expect_eq(show->reps, done, "%s, seed %d, %.1f px: %d counted of %d", id, (int)options.seed,
                 noise, show->reps, done);
    cr_expect_eq(show->abandoned, 0, "%s, seed %d, %.1f px: %d abandoned", id, (int)options.seed,
                 noise, show->abandoned);
    /* Each within the time of the one that was really done: getting into position is none. */
    for (int i = 0; i < show->reps && i < done; i++)
        cr_expect(show->rep[i].start_us > truth[i].start_us - 300000 &&
                      show->rep[i].end_us < truth[i].end_us + 600000,
                  "%s, seed %d: counted %.2f to %.2f s, done %.2f to %.2f s", id, (int)options.seed,
                  (double)show->rep[i].start_us * 1e-6, (double)show->rep[i].end_us * 1e-6,
                  (double)truth[i].start_us * 1e-6, (double)truth[i].end_us * 1e-6);
    double mean = show->reps > 0 ? show->score / show->reps : 0;
    if (mean < 95 || show->warnings > 0)
        print_losses(show, id);
    cr_expect_geq(mean, 95, "%s, seed %d, %.1f px: mean score %.1f", id, (int)options.seed, noise,
                  mean);
    /* A warning ahead of time rests on a rate: few frames and holes make it a guess. */
    bool steady = options.frame_rate >= 30 && options.dropout <= 0;
    cr_expect(!steady || show->warnings == 0, "%s, seed %d, %.1f px: %d warnings", id,
              (int)options.seed, noise, show->warnings);
    show_close(show);
}

Test(exercises_front, clean_sets_are_counted_exactly_and_praised)
{
    struct library *library = open_library();
    for (int i = 0; i < FRONT_EXERCISES; i++)
        for (uint64_t seed = 1; seed <= 6; seed++) {
            check_clean(library, ids[i], 1, clean_options(seed, 0.5f));
            check_clean(library, ids[i], 1, clean_options(100 + seed, 1));
        }
    library_close(library);
}

Test(exercises_front, lost_joints_and_fewer_frames_change_no_count)
{
    struct library *library = open_library();
    for (int i = 0; i < FRONT_EXERCISES; i++)
        for (uint64_t seed = 1; seed <= 3; seed++) {
            struct performer_options options = clean_options(seed, 1);
            options.dropout = 0.05f;
            check_clean(library, ids[i], 1, options);
            options.frame_rate = 15;
            options.dropout = 0;
            check_clean(library, ids[i], 1, options);
        }
    library_close(library);
}

Test(exercises_front, a_smaller_range_is_counted_and_praised_as_well)
{
    struct library *library = open_library();
    for (int i = 0; i < FRONT_EXERCISES; i++)
        check_clean(library, ids[i], 0.7f, clean_options(7, 1));
    library_close(library);
}

/* ---- and is nothing to the others ---- */

static bool alike(const struct exercise *a, const struct exercise *b)
{
    return a->posture == b->posture && a->view == b->view;
}

/* How many repetitions a coach with this plan counts in somebody else's session. */
static int count_reps(const struct plan *plan, const struct show *show)
{
    struct coach *coach = malloc(sizeof *coach);
    struct event events[COACH_MAX_EVENTS];
    cr_assert_not_null(coach);
    coach_init(coach, plan);
    int reps = 0;
    for (int64_t i = 0; i < show->count; i++) {
        int count = coach_step(coach, &show->input[i], events);
        for (int k = 0; k < count; k++)
            reps += events[k].type == EVENT_REP;
    }
    free(coach);
    return reps;
}

Test(exercises_front, none_is_counted_as_another_of_its_posture)
{
    struct library *library = open_library();
    int pairs = 0;
    for (int i = 0; i < FRONT_EXERCISES; i++) {
        for (uint64_t seed = 1; seed <= 3; seed++) {
            struct show *show = show_open(library, ids[i], 1, clean_options(seed, 1));
            for (int k = 0; k < FRONT_EXERCISES; k++) {
                struct plan *plan = make_plan(library, ids[k], 1);
                if (k != i && alike(&plan->step[0], &show->plan->step[0])) {
                    int reps = count_reps(plan, show);
                    cr_expect_eq(reps, 0, "%s, done, counts %d as %s", ids[i], reps, ids[k]);
                    pairs++;
                } else if (k == i) {
                    cr_expect_eq(count_reps(plan, show), show->reps, "%s is itself", ids[i]);
                }
                free(plan);
            }
            show_close(show);
        }
    }
    cr_assert_eq(pairs, 3 * (2 + 2 + 6), "lying on the back, sitting, lying on the side");
    library_close(library);
}

/* ---- the cap on wide abduction ---- */

static double from_degrees(double degrees)
{
    return degrees * EXACT_PI / 180;
}

/* Between the file's two postures, both sides alike or the left one active; share 1 is the target.
 */
static float along(float from, float to, double share)
{
    return (float)((double)from + ((double)to - (double)from) * share);
}

static struct body_angles angles_at(const struct exercise *exercise, double share)
{
    const struct keyframe *from = &exercise->keyframe[0], *to = &exercise->keyframe[1];
    struct body_angles at = {.trunk_inclination =
                                 along(from->trunk_inclination, to->trunk_inclination, share)};
    for (int i = 0; i < 2; i++) {
        at.hip_flexion[i] = along(from->hip_flexion[i], to->hip_flexion[i], share);
        at.knee_flexion[i] = along(from->knee_flexion[i], to->knee_flexion[i], share);
        at.hip_abduction[i] = along(from->hip_abduction[i], to->hip_abduction[i], share);
        at.hip_rotation[i] = along(from->hip_rotation[i], to->hip_rotation[i], share);
    }
    return at;
}

/* Standing, then lying quietly, then out to 45 degrees and beyond at an even pace over ramp_s.
 * Returns how long before 45 the coach first warned of wide_abduction; negative: after, or never.
 */
static double lead_of_cap(struct library *library, const char *id, double ramp_s)
{
    const double stand_s = 1, lie_s = 8, cap = 45;
    struct plan *plan = make_plan(library, id, 1);
    const struct exercise *exercise = &plan->step[0];
    double first = (double)exercise->keyframe[0].hip_abduction[0];
    double asked = (double)exercise->keyframe[1].hip_abduction[0];
    double share_at_cap = (cap - first) / (asked - first), warned_s = -1;
    struct coach *coach = malloc(sizeof *coach);
    coach_init(coach, plan);
    struct body_camera camera = body_camera_default(exercise->posture, exercise->view, 16.0f / 9);
    struct body_camera before = body_camera_default(POSTURE_STANDING, VIEW_FRONT, 16.0f / 9);
    struct body_shape shape = body_shape_default();
    double cap_s = stand_s + lie_s + ramp_s;
    for (int frame = 1; frame / 30.0 < cap_s + 0.5; frame++) {
        double t_s = frame / 30.0, share = (t_s - stand_s - lie_s) / ramp_s * share_at_cap;
        struct body_angles standing = {0}, lying = angles_at(exercise, share < 0 ? 0 : share);
        struct pose pose = t_s < stand_s ? body_pose(&shape, &standing, POSTURE_STANDING, &before)
                                         : body_pose(&shape, &lying, exercise->posture, &camera);
        pose.t_us = (int64_t)(t_s * 1e6);
        struct input input = {.t_us = pose.t_us, .type = INPUT_POSE, .u.pose = pose};
        struct event events[COACH_MAX_EVENTS];
        int count = coach_step(coach, &input, events);
        for (int i = 0; i < count; i++)
            if (warned_s < 0 && events[i].type == EVENT_WARNING &&
                strcmp(events[i].u.rule.id, "wide_abduction") == 0)
                warned_s = t_s;
    }
    free(coach);
    free(plan);
    return warned_s < 0 ? -1 : cap_s - warned_s;
}

Test(exercises_front, wide_abduction_is_warned_of_before_45_degrees)
{
    struct library *library = open_library();
    static const char *const wide[] = {"adductor_butterfly", "hip_abduction_side_lying",
                                       "hip_abduction_standing"};
    for (size_t i = 0; i < ARRAY_LENGTH(wide); i++)
        for (double ramp_s = 2; ramp_s <= 6; ramp_s += 2) {
            double lead_s = lead_of_cap(library, wide[i], ramp_s);
            cr_expect_geq(lead_s, 0.3, "%s in %.0f s: %.2f s ahead", wide[i], ramp_s, lead_s);
            cr_expect_lt(lead_s, 0.5 * ramp_s, "%s in %.0f s: %.2f s ahead", wide[i], ramp_s,
                         lead_s);
        }
    library_close(library);
}

/* ---- faults ---- */

/* What goes astray on the way to the target, on top of the file's own angles; the left side is the
 * active one. shoulder_lift raises the right shoulder in the picture, in picture heights: nothing
 * of the simulated body does that lying. */
struct astray {
    const char *id, *fault;
    struct body_angles by;
    double share; /* of the way; 0 stands for 1 */
    double shoulder_lift;
};

static float plus(float value, float by, double share)
{
    return (float)((double)value + (double)by * share);
}

static struct body_angles angles_astray(const struct exercise *exercise, double share,
                                        const struct astray *astray)
{
    double whole = astray->share > 0 ? astray->share : 1;
    struct body_angles at = angles_at(exercise, share * whole);
    const struct keyframe *from = &exercise->keyframe[0], *to = &exercise->keyframe[1];
    at.trunk_rotation = along(from->trunk_rotation, to->trunk_rotation, share * whole);
    at.lateral_lean = along(from->lateral_lean, to->lateral_lean, share * whole);
    at.pelvic_obliquity = along(from->pelvic_obliquity, to->pelvic_obliquity, share * whole);
    at.lateral_lean = plus(at.lateral_lean, astray->by.lateral_lean, share);
    at.pelvic_obliquity = plus(at.pelvic_obliquity, astray->by.pelvic_obliquity, share);
    for (int i = 0; i < 2; i++) {
        at.hip_abduction[i] = plus(at.hip_abduction[i], astray->by.hip_abduction[i], share);
        at.hip_rotation[i] = plus(at.hip_rotation[i], astray->by.hip_rotation[i], share);
    }
    return at;
}

/* Standing for a second, 7 s at rest, 3 s there, 4 s at the target, 3 s back, 3 s at rest. */
static double share_of_repetition(double t_s)
{
    double out = (t_s - 8) / 3, back = (t_s - 15) / 3;
    double u = back > 0 ? 1 - back : out;
    u = u < 0 ? 0 : u > 1 ? 1 : u;
    return u * u * (3 - 2 * u);
}

/* Is the fault told in one repetition that goes astray so? */
static bool is_told(struct library *library, const struct astray *astray, const char *fault)
{
    struct plan *plan = make_plan(library, astray->id, 1);
    const struct exercise *exercise = &plan->step[0];
    struct coach *coach = malloc(sizeof *coach);
    coach_init(coach, plan);
    struct body_camera camera = body_camera_default(exercise->posture, exercise->view, 16.0f / 9);
    struct body_camera before = body_camera_default(POSTURE_STANDING, VIEW_FRONT, 16.0f / 9);
    struct body_shape shape = body_shape_default();
    bool told = false;
    for (int frame = 1; frame < 21 * 30; frame++) {
        double t_s = frame / 30.0, share = share_of_repetition(t_s);
        struct body_angles standing = {0}, at = angles_astray(exercise, share, astray);
        struct pose pose = t_s < 1 ? body_pose(&shape, &standing, POSTURE_STANDING, &before)
                                   : body_pose(&shape, &at, exercise->posture, &camera);
        pose.joint[JOINT_RIGHT_SHOULDER].y -= (float)(share * astray->shoulder_lift);
        pose.t_us = (int64_t)(t_s * 1e6);
        struct input input = {.t_us = pose.t_us, .type = INPUT_POSE, .u.pose = pose};
        struct event events[COACH_MAX_EVENTS];
        int count = coach_step(coach, &input, events);
        for (int i = 0; i < count; i++)
            if (events[i].type == EVENT_FAULT && strcmp(events[i].u.rule.id, fault) == 0)
                told = true;
    }
    free(coach);
    free(plan);
    return told;
}

Test(exercises_front, what_goes_astray_is_told_and_what_does_not_is_not)
{
    static const struct astray cases[] = {
        {"lower_trunk_rotation", "knees_part", {.hip_abduction = {0, 20}}, 0, 0},
        {.id = "lower_trunk_rotation", .fault = "shoulder_lifts", .shoulder_lift = 0.06},
        {.id = "lower_trunk_rotation", .fault = "further_than_asked", .share = 1.5},
        {"adductor_butterfly",
         "uneven",
         {.hip_abduction = {10, -10}, .hip_rotation = {10, -8}},
         0,
         0},
        {.id = "adductor_butterfly", .fault = "wider_than_asked", .share = 1.35},
        {"side_bend_seated", "hip_lifts", {.pelvic_obliquity = -10}, 0, 0},
        {.id = "side_bend_seated", .fault = "further_than_asked", .share = 1.45},
        {"adductor_squeeze", "leans", {.lateral_lean = 13}, 0, 0},
        {"adductor_squeeze", "hip_lifts", {.pelvic_obliquity = 10}, 0, 0},
        {"clamshell", "feet_part", {.hip_rotation = {-35, 0}}, 0, 0},
        {"clamshell", "wider_than_asked", {.hip_abduction = {20, 0}}, 0, 0},
        {"side_plank_knees", "hips_high", {.lateral_lean = -8, .pelvic_obliquity = -10}, 0, 0},
        {"hip_abduction_side_lying", "higher_than_asked", {.hip_abduction = {12, 0}}, 0, 0},
    };
    struct library *library = open_library();
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct astray clean = {.id = cases[i].id};
        cr_expect(is_told(library, &cases[i], cases[i].fault), "%s: %s is not told", cases[i].id,
                  cases[i].fault);
        cr_expect_not(is_told(library, &clean, cases[i].fault), "%s: %s is told for nothing",
                      cases[i].id, cases[i].fault);
    }
    library_close(library);
}

/* ---- the routines that use them ---- */

Test(exercises_front, the_routines_are_performed_to_the_end)
{
    static const char *const routines[] = {"flare_up_gentle", "core_and_glutes",
                                           "stretch_and_release", "standing_only"};
    struct library *library = open_library();
    for (size_t i = 0; i < ARRAY_LENGTH(routines); i++) {
        struct show *show = show_open(library, routines[i], 1, clean_options(i + 1, 1));
        const struct performer_rep *truth;
        int done = performer_truth(show->performer, &truth);
        cr_expect_eq(show->counted, done, "%s: %d counted of %d", routines[i], show->counted, done);
        cr_expect_eq(truth[done - 1].step + 1, show->plan->step_count, "%s: to its last step",
                     routines[i]);
        show_close(show);
    }
    library_close(library);
}

/* ---- the body that all of this rests on ---- */

static struct landmark joint_of_posture(const struct exercise *exercise, int keyframe,
                                        enum joint joint)
{
    struct body_camera camera = {.body_height = 1}; /* level, from the front */
    struct body_shape shape = body_shape_default();
    struct body_angles angles = angles_at(exercise, keyframe);
    angles.trunk_rotation = exercise->keyframe[keyframe].trunk_rotation;
    return body_pose(&shape, &angles, exercise->posture, &camera).joint[joint];
}

static double moved(const struct exercise *exercise, enum joint joint)
{
    struct landmark a = joint_of_posture(exercise, 0, joint);
    struct landmark b = joint_of_posture(exercise, 1, joint);
    double x = (double)b.x - (double)a.x, y = (double)b.y - (double)a.y;
    return exact_sqrt(x * x + y * y);
}

/* In body heights: the feet stay where they are while the knees go. */
Test(exercises_front, knees_go_and_feet_stay)
{
    static const char *const feet_stay[] = {"lower_trunk_rotation", "clamshell",
                                            "adductor_squeeze"};
    struct library *library = open_library();
    for (size_t i = 0; i < ARRAY_LENGTH(feet_stay); i++) {
        struct plan *plan = make_plan(library, feet_stay[i], 1);
        const struct exercise *exercise = &plan->step[0];
        cr_expect_lt(moved(exercise, JOINT_LEFT_ANKLE), 0.02, "%s: %.3f", feet_stay[i],
                     moved(exercise, JOINT_LEFT_ANKLE));
        cr_expect_lt(moved(exercise, JOINT_RIGHT_ANKLE), 0.02, "%s: %.3f", feet_stay[i],
                     moved(exercise, JOINT_RIGHT_ANKLE));
        cr_expect_gt(moved(exercise, JOINT_LEFT_KNEE), 0.015, "%s: %.3f", feet_stay[i],
                     moved(exercise, JOINT_LEFT_KNEE));
        free(plan);
    }
    library_close(library);
}

/* Knees 35 degrees to the left, as the picture of a level camera at the feet has them. */
Test(exercises_front, knees_tilt_as_far_as_asked)
{
    struct library *library = open_library();
    struct plan *plan = make_plan(library, "lower_trunk_rotation", 1);
    struct landmark left = joint_of_posture(&plan->step[0], 1, JOINT_LEFT_KNEE);
    struct landmark right = joint_of_posture(&plan->step[0], 1, JOINT_RIGHT_KNEE);
    struct landmark ankle = joint_of_posture(&plan->step[0], 1, JOINT_LEFT_ANKLE);
    struct landmark other = joint_of_posture(&plan->step[0], 1, JOINT_RIGHT_ANKLE);
    double across = (double)left.x + (double)right.x - (double)ankle.x - (double)other.x;
    double up = (double)ankle.y + (double)other.y - (double)left.y - (double)right.y;
    cr_assert_float_eq(across / up, exact_sin(from_degrees(35)) / exact_cos(from_degrees(35)), 0.08,
                       "%.3f", across / up);
    free(plan);
    library_close(library);
}
