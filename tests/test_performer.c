#include "base.h"
#include "plan/library.h"
#include "session/performer.h"
#include "session/session.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The performer before a listener of the test's own, which reads angles off the poses by plane
 * trigonometry and gives the cues; then, at the end, before the real coach. */

static const double DEGREES = 57.29577951308232;

static struct exercise make_squat(void)
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

static struct exercise make_abduction(void)
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
static struct plan *make_plan(void)
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

static void tell(struct listener *listener, enum event_type type)
{
    struct event event = {
        .type = type, .step = listener->step, .set = listener->set, .side = listener->side};
    event.u.step.reps = listener->plan->step[listener->step].dosage.reps;
    if (type == EVENT_WARNING)
        event.u.rule.level = listener->stop_at;
    listener->person.event(listener->person.self, &event);
}

static double direction(struct landmark from, struct landmark to)
{
    return atan2((double)from.y - (double)to.y, (double)to.x - (double)from.x) * DEGREES;
}

static double turned(double from, double to)
{
    return remainder(to - from, 360);
}

/* The exercise's own angle: knee flexion seen from the left, or the active thigh's abduction. */
static double measure(const struct listener *listener, const struct pose *pose)
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

static void begin_set(struct listener *listener, double t_s)
{
    listener->reps = 0;
    listener->out = listener->ready = false;
    listener->still_since_s = listener->set_started_s = t_s;
    tell(listener, EVENT_SET_STARTED);
}

static void end_set(struct listener *listener, double t_s)
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

static void end_rest(struct listener *listener, double t_s)
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

static void count_reps(struct listener *listener, double t_s, double angle)
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

static void listen(struct listener *listener, const struct pose *pose)
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

static void stage_open(struct scene *stage, struct performer_options options)
{
    *stage = (struct scene){.plan = make_plan()};
    stage->performer = performer_create(stage->plan, options);
    cr_assert_not_null(stage->performer);
    stage->source = performer_source(stage->performer);
    stage->listener = (struct listener){
        .plan = stage->plan, .person = performer_sink(stage->performer), .counts = true};
}

static void stage_close(struct scene *stage)
{
    performer_free(stage->performer);
    free(stage->plan);
}

static bool stage_step(struct scene *stage)
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

static struct performer_options quiet_options(void)
{
    struct performer_options options = performer_options_default();
    options.noise_px = 0;
    options.faulty_set = 0;
    return options;
}

static double now_s(const struct scene *stage)
{
    return (double)stage->input.t_us * 1e-6;
}

/* ---- what is done is what was asked ---- */

Test(performer, does_a_plan_of_two_steps)
{
    struct scene stage;
    stage_open(&stage, quiet_options());
    while (stage_step(&stage))
        continue;
    const struct performer_rep *rep;
    int count = performer_truth(stage.performer, &rep);
    cr_assert_eq(count, 2 * 5 + 2 * 3);
    cr_assert_eq(stage.listener.all_reps, count, "counted %d", stage.listener.all_reps);
    for (int i = 0; i < count; i++) {
        cr_assert(rep[i].completed, "repetition %d", i);
        cr_assert_eq(rep[i].faults, 0);
        cr_assert_eq(rep[i].step, i < 10 ? 0 : 1);
        cr_assert_eq(rep[i].set, i >= 5 && i < 10 ? 2 : 1);
        cr_assert_eq(rep[i].side, i < 10 ? SIDE_NONE : i < 13 ? SIDE_LEFT : SIDE_RIGHT);
        cr_assert_lt(rep[i].start_us, rep[i].end_us);
        cr_assert(i == 0 || rep[i].start_us > rep[i - 1].end_us, "they don't overlap");
        cr_assert(rep[i].has_value);
        cr_assert_float_eq(rep[i].value, i < 10 ? 60 : 20, 2);
    }
    cr_assert_float_eq(now_s(&stage), stage.listener.done_s + 2, 0.1,
                       "ends 2 s after the last cue");
    struct input input;
    cr_assert_eq(stage.source.next(stage.source.self, &input, NULL), PULL_END, "and stays so");
    stage_close(&stage);
}

/* The poses show what the truth says, in the frame and at the time it says. */
Test(performer, the_poses_show_the_truth)
{
    struct scene stage;
    stage_open(&stage, quiet_options());
    double furthest[16] = {0};
    while (stage_step(&stage)) {
        const struct performer_rep *rep;
        int count = performer_truth(stage.performer, &rep);
        if (count == 0 || count > 16 || rep[count - 1].end_us != 0 || stage.listener.resting)
            continue;
        furthest[count - 1] =
            fmax(furthest[count - 1], measure(&stage.listener, &stage.input.u.pose));
    }
    const struct performer_rep *rep;
    int count = performer_truth(stage.performer, &rep);
    for (int i = 0; i < count; i++) {
        cr_assert_float_eq(furthest[i], (double)rep[i].value, 0.8,
                           "repetition %d: %.2f, truth %.2f", i, furthest[i], (double)rep[i].value);
        double length_s = (double)(rep[i].end_us - rep[i].start_us) * 1e-6;
        double parts_s = (double)rep[i].move_s + (double)rep[i].hold_s + (double)rep[i].return_s;
        cr_assert_float_eq(length_s, parts_s, 1e-3);
    }
    stage_close(&stage);
}

Test(performer, stands_quiet_before_each_set)
{
    struct scene stage;
    stage_open(&stage, quiet_options());
    struct pose history[120] = {0};
    int begun = 0;
    while (stage_step(&stage)) {
        const struct performer_rep *rep;
        int count = performer_truth(stage.performer, &rep);
        if (count > begun && rep[count - 1].index == 1) {
            double waited_s = (double)rep[count - 1].start_us * 1e-6 - stage.listener.set_started_s;
            cr_assert_geq(waited_s, 3.5 + 1.2);
            for (int back = 2; back < 105; back++) { /* 3.5 s at 30 a second */
                const struct pose *then = &history[(stage.poses - back) % 120];
                for (int joint = 0; joint < JOINT_COUNT; joint++)
                    cr_assert_lt(hypot((double)then->joint[joint].x -
                                           (double)stage.input.u.pose.joint[joint].x,
                                       (double)then->joint[joint].y -
                                           (double)stage.input.u.pose.joint[joint].y),
                                 0.015, "%s moves", joint_name((enum joint)joint));
            }
        }
        begun = count;
        history[stage.poses % 120] = stage.input.u.pose;
    }
    cr_assert_eq(begun, 16);
    stage_close(&stage);
}

/* ---- the camera ---- */

static uint64_t hash_session(struct performer_options options, int64_t *poses)
{
    struct scene stage;
    stage_open(&stage, options);
    uint64_t hash = HASH_START;
    while (stage_step(&stage)) {
        hash = hash_bytes(hash, &stage.input.t_us, sizeof stage.input.t_us);
        for (int joint = 0; joint < JOINT_COUNT; joint++) {
            const struct landmark *at = &stage.input.u.pose.joint[joint];
            const float value[] = {at->x, at->y, at->z, at->confidence};
            hash = hash_bytes(hash, value, sizeof value);
        }
    }
    *poses = stage.poses;
    stage_close(&stage);
    return hash;
}

Test(performer, the_same_seed_gives_the_same_poses)
{
    struct performer_options options = performer_options_default();
    int64_t poses, again, other;
    uint64_t hash = hash_session(options, &poses);
    cr_assert_eq(hash_session(options, &again), hash);
    cr_assert_eq(again, poses);
    options.seed = 2;
    cr_assert_neq(hash_session(options, &other), hash);
}

Test(performer, frame_rates_change_the_frames_and_nothing_else)
{
    static const float rates[] = {60, 30, 15, 10};
    double end_s[4];
    for (int i = 0; i < 4; i++) {
        struct performer_options options = quiet_options();
        options.frame_rate = rates[i];
        struct scene stage;
        stage_open(&stage, options);
        int64_t last_us = 0;
        while (stage_step(&stage)) {
            cr_assert_leq(llabs(stage.input.t_us - last_us - (int64_t)(1e6 / (double)rates[i])), 1);
            last_us = stage.input.t_us;
        }
        const struct performer_rep *rep;
        cr_assert_eq(performer_truth(stage.performer, &rep), 16, "at %.0f", (double)rates[i]);
        cr_assert_eq(stage.listener.all_reps, 16);
        end_s[i] = now_s(&stage);
        stage_close(&stage);
    }
    for (int i = 1; i < 4; i++)
        cr_assert_float_eq(end_s[i], end_s[0], 3, "%.1f s, %.1f s", end_s[i], end_s[0]);
}

Test(performer, noise_is_what_was_asked)
{
    struct performer_options options = quiet_options();
    struct scene clean, noisy;
    stage_open(&clean, options);
    options.noise_px = 2;
    stage_open(&noisy, options);
    double sum = 0, squares = 0, least = 1, most = 0;
    int count = 0;
    /* Before any cue, so that both stand the same. */
    for (int frame = 0; frame < 3000; frame++) {
        struct input a, b;
        clean.source.next(clean.source.self, &a, NULL);
        noisy.source.next(noisy.source.self, &b, NULL);
        for (int joint = 0; joint < JOINT_COUNT; joint++) {
            double error[] = {(double)b.u.pose.joint[joint].x - (double)a.u.pose.joint[joint].x,
                              (double)b.u.pose.joint[joint].y - (double)a.u.pose.joint[joint].y};
            for (int axis = 0; axis < 2; axis++) {
                sum += error[axis];
                squares += error[axis] * error[axis];
                count++;
            }
            least = fmin(least, (double)b.u.pose.joint[joint].confidence);
            most = fmax(most, (double)b.u.pose.joint[joint].confidence);
        }
    }
    cr_assert_float_eq(sum / count * 480, 0, 0.03);
    cr_assert_float_eq(sqrt(squares / count) * 480, 2, 0.03);
    cr_assert(least > 0.9 && most <= 1);
    stage_close(&clean);
    stage_close(&noisy);
}

Test(performer, dropout_loses_joints_and_far_limbs_are_less_sure)
{
    struct performer_options options = quiet_options();
    options.dropout = 0.2f;
    struct scene stage;
    stage_open(&stage, options);
    int64_t lost = 0, all = 0;
    for (int frame = 0; frame < 600; frame++) {
        cr_assert(stage_step(&stage));
        for (int joint = 0; joint < JOINT_COUNT; joint++, all++) {
            const struct landmark *at = &stage.input.u.pose.joint[joint];
            if (at->confidence > 0)
                continue;
            cr_assert(at->x == 0 && at->y == 0 && at->z == 0, "not seen is not invented");
            lost++;
        }
    }
    cr_assert_float_eq((double)lost / (double)all, 0.2, 0.015);
    stage_close(&stage);
    stage_open(&stage, quiet_options());
    for (int frame = 0; frame < 200; frame++)
        stage_step(&stage); /* in place for the squat, seen from the left */
    const struct landmark *at = stage.input.u.pose.joint;
    cr_assert_lt(at[JOINT_LEFT_HIP].z, at[JOINT_RIGHT_HIP].z);
    cr_assert_gt(at[JOINT_LEFT_KNEE].confidence, 0.9f);
    cr_assert(at[JOINT_RIGHT_KNEE].confidence > 0.6f && at[JOINT_RIGHT_KNEE].confidence < 0.8f);
    stage_close(&stage);
}

/* ---- faults ---- */

Test(performer, a_faulty_set_has_its_faults_in_turn)
{
    struct performer_options options = quiet_options();
    options.faulty_set = 2;
    struct scene stage;
    stage_open(&stage, options);
    double lean = -90, depth[5] = {0};
    while (stage_step(&stage)) {
        const struct performer_rep *now;
        int count = performer_truth(stage.performer, &now);
        if (count < 6 || count > 10 || stage.listener.step != 0)
            continue;
        const struct landmark *at = stage.input.u.pose.joint;
        depth[count - 6] = fmax(depth[count - 6], measure(&stage.listener, &stage.input.u.pose));
        if (count == 8)
            lean = fmax(lean, turned(90, direction(at[JOINT_LEFT_HIP], at[JOINT_LEFT_SHOULDER])));
    }
    const struct performer_rep *rep;
    cr_assert_eq(performer_truth(stage.performer, &rep), 16);
    static const uint32_t expected[] = {PERFORMER_SHORT, PERFORMER_HURRIED, PERFORMER_POSTURE,
                                        PERFORMER_HOLD_CUT, PERFORMER_NEAR_LIMIT};
    for (int i = 0; i < 16; i++) {
        bool faulty = rep[i].set == 2;
        cr_assert_eq(rep[i].faults, faulty ? expected[i - 5] : 0, "repetition %d: %x", i,
                     rep[i].faults);
        cr_assert(rep[i].completed, "all of them count");
    }
    cr_assert(rep[5].value > 30 && rep[5].value < 52, "short: %.1f", (double)rep[5].value);
    cr_assert_lt(rep[6].return_s, 1.1f);
    cr_assert(lean > 37 && lean < 46, "lean %.1f", lean);
    cr_assert_lt(rep[8].hold_s, 0.5f * rep[7].hold_s);
    cr_assert(depth[4] > 80 && depth[4] < 90, "past the limit: %.1f", depth[4]);
    cr_assert(depth[2] < 64 && depth[1] < 64 && depth[3] < 64);
    cr_assert_str_eq(performer_fault_name(PERFORMER_NEAR_LIMIT), "near_limit");
    stage_close(&stage);
}

Test(performer, the_pelvis_drops_over_a_standing_leg_that_stays)
{
    struct performer_options options = quiet_options();
    options.faulty_set = 1;
    struct scene stage;
    stage_open(&stage, options);
    double drop[2] = {0}, stance = 0;
    while (stage_step(&stage)) {
        if (stage.listener.step != 1 || stage.listener.resting || stage.listener.reps < 2)
            continue;
        const struct landmark *at = stage.input.u.pose.joint;
        double hips = direction(at[JOINT_RIGHT_HIP], at[JOINT_LEFT_HIP]);
        bool left = stage.listener.side == SIDE_LEFT;
        enum joint hip = left ? JOINT_RIGHT_HIP : JOINT_LEFT_HIP;
        drop[left ? 0 : 1] = fmin(drop[left ? 0 : 1], left ? hips : -hips);
        stance = fmax(stance, fabs(turned(-90, direction(at[hip], at[hip + 4]))));
    }
    cr_assert(drop[0] < -5.5 && drop[0] > -10, "left active: %.1f", drop[0]);
    cr_assert(drop[1] < -5.5 && drop[1] > -10, "right active: %.1f", drop[1]);
    cr_assert_lt(stance, 1);
    stage_close(&stage);
}

/* ---- following the cues ---- */

Test(performer, eases_off_on_a_stop)
{
    struct scene stage;
    stage_open(&stage, quiet_options());
    stage.listener.stop_at = WARNING_STOP;
    while (stage_step(&stage) && stage.listener.stopped_s <= 0)
        continue;
    double most = 0, last = 90;
    while (stage_step(&stage) && now_s(&stage) < stage.listener.stopped_s + 1.4)
        most = fmax(most, last = measure(&stage.listener, &stage.input.u.pose));
    cr_assert_lt(most, 40, "did not go on to 60: %.1f", most);
    cr_assert_lt(last, 2);
    const struct performer_rep *rep;
    cr_assert_eq(performer_truth(stage.performer, &rep), 1);
    cr_assert_not(rep[0].completed);
    cr_assert_eq(rep[0].faults, PERFORMER_STOPPED);
    while (stage_step(&stage))
        continue;
    int count = performer_truth(stage.performer, &rep);
    cr_assert_geq(count, 16, "and goes on with the plan");
    cr_assert(rep[1].completed);
    stage_close(&stage);
}

Test(performer, waits_through_a_pause)
{
    struct scene stage;
    stage_open(&stage, quiet_options());
    const struct performer_rep *rep;
    while (stage_step(&stage) && performer_truth(stage.performer, &rep) < 2)
        continue;
    tell(&stage.listener, EVENT_PAUSED);
    double paused_s = now_s(&stage);
    while (stage_step(&stage) && now_s(&stage) < paused_s + 700)
        cr_assert_leq(performer_truth(stage.performer, &rep), 2);
    tell(&stage.listener, EVENT_RESUMED);
    while (stage_step(&stage))
        continue;
    int count = performer_truth(stage.performer, &rep);
    cr_assert(stage.listener.done_s > 0, "the plan was finished");
    cr_assert_eq(count, 17, "the interrupted one was done again");
    stage_close(&stage);
}

Test(performer, gives_up_on_a_coach_that_does_not_count)
{
    struct scene stage;
    stage_open(&stage, quiet_options());
    stage.listener.counts = false;
    while (stage_step(&stage))
        continue;
    cr_assert_float_eq(now_s(&stage), stage.listener.set_started_s + 120, 0.2);
    cr_assert_gt(stage.listener.reps, 6, "it had been trying");
    stage_close(&stage);
}

Test(performer, odd_options_and_no_plan)
{
    struct plan *plan = calloc(1, sizeof *plan);
    struct performer *performer = performer_create(plan, (struct performer_options){0});
    struct input_source source = performer_source(performer);
    struct input input;
    int64_t poses = 0;
    while (source.next(source.self, &input, NULL) == PULL_INPUT)
        poses++;
    cr_assert_eq(poses, 600 * 30, "unheard for ten minutes");
    performer_free(performer);
    performer_free(NULL);
    free(plan);
}

/* ---- before the coach, with the exercises that are shipped ---- */

struct tally {
    int reps, abandoned, warnings;
    double lowest;
};

static void tally_event(void *self, const struct event *event)
{
    struct tally *tally = self;
    if (event->type == EVENT_REP) {
        tally->reps++;
        tally->lowest = fmin(tally->lowest, (double)event->u.rep.score);
    }
    tally->abandoned += event->type == EVENT_REP_ABANDONED;
    tally->warnings += event->type == EVENT_WARNING;
}

/* Runs one shipped exercise; returns what was really done. */
static int run_shipped(struct library *library, const char *id, struct performer_options options,
                       struct tally *tally)
{
    struct error err = {""};
    struct routine routine;
    cr_assert(library_routine(library, id, &routine, &err), "%s", err.text);
    struct profile profile = profile_default();
    struct feature_settings settings = feature_settings_default();
    struct plan *plan = calloc(1, sizeof *plan);
    cr_assert(plan_resolve(&routine, library_finder(library), &profile, &settings, plan, &err),
              "%s", err.text);
    struct performer *performer = performer_create(plan, options);
    struct session *session = session_create(plan, performer_source(performer), NULL);
    *tally = (struct tally){.lowest = 100};
    session_add_sink(session, (struct sink){tally_event, tally});
    session_add_sink(session, performer_sink(performer));
    cr_assert(session_run(session, &err), "%s", err.text);
    const struct performer_rep *rep;
    int count = performer_truth(performer, &rep), completed = 0;
    for (int i = 0; i < count; i++)
        completed += rep[i].completed;
    session_free(session);
    performer_free(performer);
    free(plan);
    return completed;
}

static const char *const shipped[] = {"mini_squat", "hip_abduction_standing", "sit_to_stand",
                                      "bridge", "single_knee_to_chest"};

Test(performer, clean_sets_of_the_shipped_exercises_are_counted_and_praised)
{
    struct error err = {""};
    struct library *library = library_open(UNGUARD_SOURCE_DIR "/config", &err);
    cr_assert_not_null(library, "%s", err.text);
    static const float rates[] = {30, 15, 10};
    for (size_t i = 0; i < ARRAY_LENGTH(shipped); i++) {
        for (uint64_t seed = 1; seed <= 9; seed++) {
            struct performer_options options = performer_options_default();
            options.faulty_set = 0;
            options.seed = seed;
            options.frame_rate = rates[seed % 3];
            struct tally tally;
            int truth = run_shipped(library, shipped[i], options, &tally);
            cr_assert_eq(tally.reps, truth, "%s, seed %d: %d counted of %d", shipped[i], (int)seed,
                         tally.reps, truth);
            cr_assert_gt(truth, 0);
            cr_assert_eq(tally.abandoned, 0, "%s, seed %d", shipped[i], (int)seed);
            if (options.frame_rate >= 15) /* slower, tempo is too coarse to hold to account */
                cr_assert_geq(tally.lowest, 90, "%s, seed %d: %.1f", shipped[i], (int)seed,
                              tally.lowest);
        }
    }
    library_close(library);
}

Test(performer, faulty_sets_are_counted_too_and_cost_points)
{
    struct error err = {""};
    struct library *library = library_open(UNGUARD_SOURCE_DIR "/config", &err);
    cr_assert_not_null(library, "%s", err.text);
    for (size_t i = 0; i < ARRAY_LENGTH(shipped); i++) {
        for (uint64_t seed = 1; seed <= 5; seed++) {
            struct performer_options options = performer_options_default();
            options.seed = seed;
            struct tally tally;
            int truth = run_shipped(library, shipped[i], options, &tally);
            cr_assert_eq(tally.reps, truth, "%s, seed %d: %d counted of %d", shipped[i], (int)seed,
                         tally.reps, truth);
            cr_assert_lt(tally.lowest, 97, "%s, seed %d", shipped[i], (int)seed);
        }
    }
    library_close(library);
}
