/* A faulty set has the faults that it should, and the body does them. */
#include "stage.h"

Test(performer_faults, a_faulty_set_has_its_faults_in_turn)
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

Test(performer_faults, the_pelvis_drops_over_a_standing_leg_that_stays)
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
