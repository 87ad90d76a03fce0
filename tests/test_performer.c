/* The performer before a listener of the test's own: what it does is what was asked, and it follows
 * the cues. */
#include "stage.h"

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
