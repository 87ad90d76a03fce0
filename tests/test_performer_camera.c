/* What the camera makes of the simulated person: noise, lost joints, frame rates, and what goes
 * wrong between the two. */
#include "stage.h"

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

Test(performer_camera, the_same_seed_gives_the_same_poses)
{
    struct performer_options options = performer_options_default();
    int64_t poses, again, other;
    uint64_t hash = hash_session(options, &poses);
    cr_assert_eq(hash_session(options, &again), hash);
    cr_assert_eq(again, poses);
    options.seed = 2;
    cr_assert_neq(hash_session(options, &other), hash);
}

Test(performer_camera, frame_rates_change_the_frames_and_nothing_else)
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

Test(performer_camera, noise_is_what_was_asked)
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

Test(performer_camera, dropout_loses_joints_and_far_limbs_are_less_sure)
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
