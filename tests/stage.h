/* A stage for the simulated person: a plan of two steps and a listener that stands for the coach,
 * which reads angles off the poses by plane trigonometry and gives the cues. Each test is a program
 * of its own, so all of it is static inline. */
#ifndef UNGUARD_TESTS_STAGE_H
#define UNGUARD_TESTS_STAGE_H

#include "base.h"
#include "session/performer.h"
#include "session/session.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DEGREES 57.29577951308232

static inline struct exercise make_squat(void)
{
    struct exercise squat = {.id = "squat",
                             .kind = EXERCISE_STRENGTH,
                             .posture = POSTURE_STANDING,
                             .view = VIEW_SIDE,
                             .dosage = {.sets = 2, .reps = 5, .rest_s = 4}};
    const struct signal knees = {FEATURE_KNEE_FLEXION, SIGNAL_BOTH};
    squat.phase = (struct phase_rule){knees, 10, 15, 30, 0.5f, 0.2f};
    squat.target = (struct target){.signal = knees,
                                   .value = 60,
                                   .tolerance = 8,
                                   .hold_s = 4,
                                   .move_s = 2,
                                   .return_s = 2,
                                   .tempo_slack = 0.3f};
    squat.fault[0] = (struct fault){.id = "lean",
                                    .signal = {.kind = FEATURE_TRUNK_INCLINATION},
                                    .limit = 35,
                                    .span = 10,
                                    .compare = COMPARE_ABOVE};
    squat.fault_count = 1;
    squat.limit[0] =
        (struct limit_rule){.id = "deep", .signal = knees, .compare = COMPARE_ABOVE, .warn = 80};
    squat.limit_count = 1;
    squat.keyframe[1] = (struct keyframe){
        .trunk_inclination = 25, .hip_flexion = {60, 60}, .knee_flexion = {60, 60}};
    return squat;
}

static inline struct exercise make_abduction(void)
{
    struct exercise lift = {.id = "lift",
                            .kind = EXERCISE_STRENGTH,
                            .posture = POSTURE_STANDING,
                            .view = VIEW_FRONT,
                            .sides = SIDES_EACH,
                            .dosage = {.sets = 1, .reps = 3, .rest_s = 4}};
    const struct signal thigh = {FEATURE_HIP_ABDUCTION, SIGNAL_ACTIVE};
    const struct signal drop = {FEATURE_PELVIC_OBLIQUITY, SIGNAL_ACTIVE};
    lift.phase = (struct phase_rule){thigh, 5, 7, 12, 0.5f, 0.2f};
    lift.target = (struct target){
        .signal = thigh, .value = 20, .tolerance = 5, .move_s = 1.5f, .return_s = 1.5f};
    lift.fault[0] = (struct fault){
        .id = "drop", .signal = drop, .limit = -5, .span = 5, .compare = COMPARE_BELOW};
    lift.fault_count = 1;
    lift.limit[0] = (struct limit_rule){
        .id = "drop", .signal = drop, .compare = COMPARE_BELOW, .warn = -6, .stop = -12};
    lift.limit_count = 1;
    lift.keyframe[1] = (struct keyframe){.hip_abduction = {20, 0}};
    return lift;
}

/* Large: on the heap; free it. */
static inline struct plan *make_plan(void)
{
    struct plan *plan = calloc(1, sizeof *plan);
    plan->step[0] = make_squat();
    plan->step[1] = make_abduction();
    plan->step_count = 2;
    return plan;
}

/* ---- a listener that stands for the coach ---- */

struct listener {
    const struct plan *plan;
    struct sink person;
    int step, set;
    enum body_side side;
    bool begun, resting, ready, out, counts; /* counts: tells the person of repetitions */
    int reps, all_reps;
    double rest_until_s, still_since_s, set_started_s, done_s;
    enum warning_level stop_at; /* said once the movement is half out; 0 never */
    double stopped_s;
};

static inline void tell(struct listener *listener, enum event_type type)
{
    struct event event = {
        .type = type, .step = listener->step, .set = listener->set, .side = listener->side};
    event.u.step.reps = listener->plan->step[listener->step].dosage.reps;
    if (type == EVENT_WARNING)
        event.u.rule.level = listener->stop_at;
    listener->person.event(listener->person.self, &event);
}

static inline double direction(struct landmark from, struct landmark to)
{
    return atan2((double)from.y - (double)to.y, (double)to.x - (double)from.x) * DEGREES;
}

static inline double turned(double from, double to)
{
    return remainder(to - from, 360);
}

/* The exercise's own angle: knee flexion seen from the left, or the active thigh's abduction. */
static inline double measure(const struct listener *listener, const struct pose *pose)
{
    const struct landmark *at = pose->joint;
    if (listener->step == 0)
        return turned(direction(at[JOINT_LEFT_HIP], at[JOINT_LEFT_KNEE]),
                      direction(at[JOINT_LEFT_KNEE], at[JOINT_LEFT_ANKLE]));
    double hips = direction(at[JOINT_RIGHT_HIP], at[JOINT_LEFT_HIP]);
    if (listener->side == SIDE_LEFT)
        return turned(hips - 90, direction(at[JOINT_LEFT_HIP], at[JOINT_LEFT_KNEE]));
    return turned(direction(at[JOINT_RIGHT_HIP], at[JOINT_RIGHT_KNEE]), hips - 90);
}

static inline void begin_set(struct listener *listener, double t_s)
{
    listener->reps = 0;
    listener->out = listener->ready = false;
    listener->still_since_s = listener->set_started_s = t_s;
    tell(listener, EVENT_SET_STARTED);
}

static inline void end_set(struct listener *listener, double t_s)
{
    tell(listener, EVENT_SET_DONE);
    bool both_sides = listener->step == 0 || listener->side == SIDE_RIGHT;
    bool last = listener->set == listener->plan->step[listener->step].dosage.sets && both_sides;
    if (last && listener->step + 1 == listener->plan->step_count) {
        tell(listener, EVENT_SESSION_DONE);
        listener->done_s = t_s;
        return;
    }
    tell(listener, EVENT_REST_STARTED);
    listener->resting = true;
    listener->rest_until_s = t_s + 4;
}

static inline void end_rest(struct listener *listener, double t_s)
{
    listener->resting = false;
    tell(listener, EVENT_REST_ENDED);
    if (listener->step == 1) {
        listener->side = SIDE_RIGHT;
    } else if (listener->set < listener->plan->step[0].dosage.sets) {
        listener->set++;
    } else {
        listener->step = 1;
        listener->set = 1;
        listener->side = SIDE_LEFT;
        tell(listener, EVENT_STEP_STARTED);
    }
    begin_set(listener, t_s);
}

static inline void count_reps(struct listener *listener, double t_s, double angle)
{
    const struct phase_rule *rule = &listener->plan->step[listener->step].phase;
    if (listener->stop_at && angle > (double)rule->reach && listener->stopped_s <= 0) {
        listener->stopped_s = t_s;
        tell(listener, EVENT_WARNING);
    }
    if (angle > (double)rule->reach)
        listener->out = true;
    if (!listener->out || angle > (double)rule->rest)
        return;
    listener->out = false;
    listener->reps++;
    listener->all_reps++;
    if (!listener->counts)
        return;
    tell(listener, EVENT_REP);
    if (listener->reps == listener->plan->step[listener->step].dosage.reps)
        end_set(listener, t_s);
}

static inline void listen(struct listener *listener, const struct pose *pose)
{
    double t_s = (double)pose->t_us * 1e-6;
    if (listener->done_s > 0)
        return;
    if (!listener->begun) {
        listener->begun = true;
        listener->set = 1;
        tell(listener, EVENT_STEP_STARTED);
        begin_set(listener, t_s);
    }
    if (listener->resting) {
        if (t_s >= listener->rest_until_s)
            end_rest(listener, t_s);
        return;
    }
    double angle = measure(listener, pose);
    if (fabs(angle) > 8)
        listener->still_since_s = t_s;
    if (!listener->ready && t_s - listener->still_since_s > 1) {
        listener->ready = true;
        tell(listener, EVENT_READY);
    }
    if (listener->ready)
        count_reps(listener, t_s, angle);
}

struct scene {
    struct plan *plan;
    struct performer *performer;
    struct input_source source;
    struct listener listener;
    struct input input; /* the last one */
    int64_t poses;
};

static inline void stage_open(struct scene *stage, struct performer_options options)
{
    *stage = (struct scene){.plan = make_plan()};
    stage->performer = performer_create(stage->plan, options);
    cr_assert_not_null(stage->performer);
    stage->source = performer_source(stage->performer);
    stage->listener = (struct listener){
        .plan = stage->plan, .person = performer_sink(stage->performer), .counts = true};
}

static inline void stage_close(struct scene *stage)
{
    performer_free(stage->performer);
    free(stage->plan);
}

static inline bool stage_step(struct scene *stage)
{
    struct error err;
    if (stage->source.next(stage->source.self, &stage->input, &err) != PULL_INPUT)
        return false;
    cr_assert_eq(stage->input.type, INPUT_POSE);
    cr_assert_eq(stage->input.t_us, stage->input.u.pose.t_us);
    stage->poses++;
    listen(&stage->listener, &stage->input.u.pose);
    return true;
}

static inline struct performer_options quiet_options(void)
{
    struct performer_options options = performer_options_default();
    options.noise_px = 0;
    options.faulty_set = 0;
    return options;
}

static inline double now_s(const struct scene *stage)
{
    return (double)stage->input.t_us * 1e-6;
}

#endif
