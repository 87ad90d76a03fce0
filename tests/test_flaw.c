/* What a simulated person does badly is as bad as was asked, and measured without the coach. */
#include "plan/library.h"
#include "session/gauge.h"
#include "session/performer.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "sample.h"

static double read_at(const struct body_angles *angles, enum posture posture, enum view view,
                      struct signal signal)
{
    struct body_shape shape = body_shape_default();
    struct body_angles none = {0};
    struct pose now = gauge_look(&shape, angles, posture, view);
    struct pose rest = gauge_look(&shape, &none, posture, view);
    double value = NAN;
    gauge_read(&now, &rest, view, signal, SIDE_LEFT, &value);
    return value;
}

Test(gauge, reads_the_angles_that_the_body_was_given)
{
    struct body_angles squat = {
        .trunk_inclination = 20, .hip_flexion = {45, 60}, .knee_flexion = {50, 70}};
    enum posture standing = POSTURE_STANDING;
    const struct {
        struct signal signal;
        double value;
    } side[] = {{{FEATURE_TRUNK_INCLINATION, SIGNAL_BOTH}, 20},
                {{FEATURE_HIP_FLEXION, SIGNAL_LEFT}, 45},
                {{FEATURE_HIP_FLEXION, SIGNAL_BOTH}, 52.5},
                {{FEATURE_HIP_LINE, SIGNAL_RIGHT}, 120},
                {{FEATURE_KNEE_FLEXION, SIGNAL_OTHER}, 70},
                {{FEATURE_THIGH_ELEVATION, SIGNAL_LEFT}, -65}};
    for (size_t i = 0; i < ARRAY_LENGTH(side); i++)
        cr_assert_float_eq(read_at(&squat, standing, VIEW_SIDE, side[i].signal), side[i].value,
                           0.01, "%d: %g", (int)i,
                           read_at(&squat, standing, VIEW_SIDE, side[i].signal));
    struct body_angles lift = {.lateral_lean = 7, .pelvic_obliquity = -4, .hip_abduction = {20, 0}};
    const struct {
        struct signal signal;
        double value;
    } front[] = {{{FEATURE_HIP_ABDUCTION, SIGNAL_ACTIVE}, 20},
                 {{FEATURE_LATERAL_LEAN, SIGNAL_LEFT}, 7},
                 {{FEATURE_LATERAL_LEAN, SIGNAL_RIGHT}, -7},
                 {{FEATURE_PELVIC_OBLIQUITY, SIGNAL_ACTIVE}, -4}};
    for (size_t i = 0; i < ARRAY_LENGTH(front); i++)
        cr_assert_float_eq(read_at(&lift, standing, VIEW_FRONT, front[i].signal), front[i].value,
                           0.01, "%d: %g", (int)i,
                           read_at(&lift, standing, VIEW_FRONT, front[i].signal));
    struct signal none = {FEATURE_BODY_SPEED, SIGNAL_BOTH};
    cr_assert(isnan(read_at(&lift, standing, VIEW_FRONT, none)), "one moment has no speed");
}

static double peak_of(const struct exercise *e, const struct intent *intent, struct signal signal)
{
    struct body_shape shape = body_shape_default();
    struct body_angles start = intent_angles(e, 0, SIDE_LEFT);
    struct body_angles target = intent_angles(e, 1, SIDE_LEFT);
    struct body_angles at =
        angles_between(&start, &target, (double)intent->share, &intent->offset, 1);
    struct pose now = gauge_look(&shape, &at, e->posture, e->view);
    struct pose rest = gauge_look(&shape, &start, e->posture, e->view);
    double value = NAN;
    gauge_read(&now, &rest, e->view, signal, SIDE_LEFT, &value);
    return value;
}

static struct intent intent_with(const struct exercise *e, struct flaw flaw, bool *done)
{
    struct chance chance = chance_seeded(1);
    struct body_shape shape = body_shape_default();
    struct intent intent = intent_make(e, SIDE_LEFT, 1, false, &chance);
    *done = flaw_apply(e, &shape, SIDE_LEFT, flaw, &intent);
    return intent;
}

Test(flaw, grades_go_as_far_past_a_level_as_they_say)
{
    struct exercise squat = sample_squat();
    bool done;
    for (int grade = 1; grade <= 4; grade++) {
        struct intent lean =
            intent_with(&squat, (struct flaw){.kind = FLAW_FAULT, .grade = (float)grade}, &done);
        cr_assert(done);
        cr_assert_float_eq(peak_of(&squat, &lean, squat.fault[0].signal), 25 + 6 * grade, 0.3);
        struct intent deep =
            intent_with(&squat, (struct flaw){.kind = FLAW_LIMIT, .grade = (float)grade}, &done);
        cr_assert(done);
        cr_assert_float_eq(peak_of(&squat, &deep, squat.limit[0].signal), 62 + 8.45 * grade, 0.6);
        cr_assert_geq(deep.move_s, 3.4f, "slowly enough to be warned");
    }
    struct intent near =
        intent_with(&squat, (struct flaw){.kind = FLAW_FAULT, .grade = 0.9f}, &done);
    cr_assert(done);
    cr_assert_lt(peak_of(&squat, &near, squat.fault[0].signal), 25);
    intent_with(&squat, (struct flaw){.kind = FLAW_LIMIT, .rule = 5, .grade = 2}, &done);
    cr_assert_not(done, "no such limit");
}

/* One set of three before the coach. */
static int counted_of(struct performer_options options, int *completed, bool *hidden_hips_seen)
{
    struct plan *plan = sample_plan();
    plan->step[0].dosage = (struct dosage){.sets = 1, .reps = 3, .rest_s = 5};
    struct performer *performer = performer_create(plan, options);
    struct session *session = session_create(plan, performer_source(performer), NULL);
    session_add_sink(session, performer_sink(performer));
    const struct performer_rep *rep;
    int most = 0, count;
    *hidden_hips_seen = false;
    while (session_step(session, NULL) == PULL_INPUT) {
        const struct coach *coach = session_coach(session);
        most = coach->reps > most ? coach->reps : most;
        count = performer_truth(performer, &rep);
        if (count > 0 && rep[count - 1].hidden && rep[count - 1].end_us == 0 &&
            session_last_pose(session)->joint[JOINT_LEFT_HIP].confidence > 0)
            *hidden_hips_seen = true;
    }
    count = performer_truth(performer, &rep);
    *completed = 0;
    for (int i = 0; i < count; i++)
        *completed += rep[i].completed;
    session_free(session);
    performer_free(performer);
    free(plan);
    return most;
}

Test(flaw, turning_back_before_reach_is_no_repetition)
{
    struct performer_options options = performer_options_default();
    int completed;
    bool seen;
    options.faulty_set = 0;
    options.flaw = (struct flaw){.kind = FLAW_WITHDRAWAL, .grade = 2};
    cr_assert_eq(counted_of(options, &completed, &seen), 0);
    cr_assert_eq(completed, 0);
}

Test(flaw, hidden_hips_are_not_seen_in_their_repetition)
{
    struct performer_options options = performer_options_default();
    int completed;
    bool seen;
    options.faulty_set = 0;
    options.hips_hidden = 2;
    counted_of(options, &completed, &seen);
    cr_assert_not(seen);
    cr_assert_geq(completed, 3, "the person did more than the coach could see");
}

Test(performer, noise_may_be_kept_from_frame_to_frame)
{
    struct performer_options options = performer_options_default();
    struct plan *plan = sample_plan();
    options.noise_px = 2;
    options.correlation = 0.8f;
    struct performer *noisy = performer_create(plan, options);
    options.noise_px = 0;
    struct performer *still = performer_create(plan, options);
    struct input_source a = performer_source(noisy), b = performer_source(still);
    double product = 0, square = 0, before = 0;
    for (int frame = 0; frame < 9000; frame++) {
        struct input with, without;
        a.next(a.self, &with, NULL);
        b.next(b.self, &without, NULL);
        double error = (double)with.u.pose.joint[JOINT_LEFT_KNEE].x -
                       (double)without.u.pose.joint[JOINT_LEFT_KNEE].x;
        product += frame > 0 ? error * before : 0;
        square += error * error;
        before = error;
    }
    cr_assert_float_eq(sqrt(square / 9000) * 480, 2, 0.15);
    cr_assert_float_eq(product / square, 0.8, 0.03);
    performer_free(noisy);
    performer_free(still);
    free(plan);
}

/* A set that goes on after all is done: waiting for another try must come to an end, whatever the
 * moment it began at. */
Test(performer, waits_for_a_set_to_end_without_standing_still_for_good)
{
    struct plan *plan = sample_plan();
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct performer_options options = performer_options_default();
        options.seed = seed;
        options.varied = true;
        struct performer *performer = performer_create(plan, options);
        struct input_source source = performer_source(performer);
        struct sink sink = performer_sink(performer);
        struct event event = {.type = EVENT_SET_STARTED, .set = 1, .u.step = {1, 1}};
        struct input input;
        source.next(source.self, &input, NULL);
        sink.event(sink.self, &event);
        event.type = EVENT_READY;
        sink.event(sink.self, &event);
        for (int frame = 0; frame < 30 * 40; frame++)
            cr_assert_eq(source.next(source.self, &input, NULL), PULL_INPUT);
        const struct performer_rep *rep;
        cr_assert_gt(performer_truth(performer, &rep), 1);
        performer_free(performer);
    }
    free(plan);
}
