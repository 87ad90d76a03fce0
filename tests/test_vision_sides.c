/* What continuity in time gives: sides that stay, a back that is told, a skeleton that is still. */
#include "vision/facing.h"
#include "vision/one_euro.h"
#include "vision/sides.h"

#include <criterion/criterion.h>

#include <math.h>

#define FRAME_US 33333

/* A person from the front, or from behind, who breathes and sways a little. */
static struct pose standing(int frame, bool back)
{
    static const float right_side[][2] = {{0.4f, 0.25f}, {0.36f, 0.37f}, {0.35f, 0.48f},
                                          {0.43f, 0.5f}, {0.43f, 0.7f},  {0.43f, 0.88f},
                                          {0.43f, 0.9f}, {0.42f, 0.92f}};
    struct pose pose = {.t_us = (frame + 1) * FRAME_US, .present = true};
    float sway = 0.004f * sinf((float)frame * 0.2f);
    for (int i = 0; i < 8; i++) {
        enum joint left = (enum joint)(JOINT_LEFT_SHOULDER + 2 * i);
        enum joint right = joint_opposite(left);
        float away = 0.5f - right_side[i][0];
        pose.joint[right] =
            (struct landmark){0.5f + (back ? away : -away) + sway, right_side[i][1], 0, 0.9f};
        pose.joint[left] =
            (struct landmark){0.5f + (back ? -away : away) + sway, right_side[i][1], 0, 0.9f};
    }
    return pose;
}

static struct pose changed_over(struct pose pose)
{
    struct pose other = pose;
    for (int i = 0; i < JOINT_COUNT; i++)
        other.joint[i] = pose.joint[joint_opposite((enum joint)i)];
    return other;
}

Test(sides, a_change_for_some_frames_is_undone)
{
    struct sides sides = {0};
    for (int i = 0; i < 100; i++) {
        struct pose truth = standing(i, false);
        struct pose pose = i % 10 > 6 ? changed_over(truth) : truth;
        sides_keep(&sides, &pose);
        for (int joint = JOINT_LEFT_SHOULDER; joint < JOINT_COUNT; joint++)
            cr_assert(pose.joint[joint].x == truth.joint[joint].x, "%s in frame %d",
                      joint_name((enum joint)joint), i);
    }
}

/* Where the network insists it is believed, with a pause instead of a jump. */
Test(sides, no_joint_ever_jumps)
{
    struct sides sides = {0};
    float last[JOINT_COUNT] = {0};
    int64_t seen_us[JOINT_COUNT] = {0};
    struct pose pose;
    for (int i = 0; i < 150; i++) {
        pose = i < 20 ? standing(i, false) : changed_over(standing(i, false));
        sides_keep(&sides, &pose);
        for (int joint = JOINT_LEFT_SHOULDER; joint < JOINT_COUNT; joint++) {
            if (!(pose.joint[joint].confidence > 0))
                continue;
            bool jumps = fabsf(pose.joint[joint].x - last[joint]) > 0.02f;
            cr_assert_not(jumps && seen_us[joint] > 0 && pose.t_us - seen_us[joint] < 500000,
                          "%s in frame %d", joint_name((enum joint)joint), i);
            last[joint] = pose.joint[joint].x;
            seen_us[joint] = pose.t_us;
        }
    }
    cr_assert_lt(pose.joint[JOINT_LEFT_HIP].x, pose.joint[JOINT_RIGHT_HIP].x, "never believed");
}

Test(facing, a_back_is_told_and_a_front_is_none)
{
    for (int back = 0; back < 2; back++) {
        struct facing facing = {0};
        bool told = false;
        for (int i = 0; i < 60; i++) {
            struct pose pose = standing(i, back);
            told = facing_back(&facing, &pose);
            cr_assert_not(told && i < 40, "told too soon");
        }
        cr_assert_eq(told, back == 1);
    }
}

Test(steady, rests_when_still_and_follows_when_moving)
{
    struct steady steady = {0};
    double raw = 0, shown = 0;
    uint64_t state = 88172645463325252ull;
    for (int i = 0; i < 200; i++) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        float noise = ((float)(state >> 40) / (float)(1u << 24) - 0.5f) * 0.01f;
        struct pose pose = {.t_us = (i + 1) * FRAME_US, .present = true};
        pose.joint[JOINT_LEFT_KNEE] = (struct landmark){0.5f + noise, 0.5f, 0, 1};
        struct pose after = steady_pose(&steady, &pose);
        raw += i < 50 ? 0 : noise * noise;
        shown += i < 50 ? 0 : pow(after.joint[JOINT_LEFT_KNEE].x - 0.5, 2);
    }
    cr_assert_lt(shown, raw / 4, "not half as still");
    /* A step of the whole body's width is over in a third of a second, and nothing overshoots. */
    for (int i = 200; i < 211; i++) {
        struct pose pose = {.t_us = (i + 1) * FRAME_US, .present = true};
        pose.joint[JOINT_LEFT_KNEE] = (struct landmark){0.9f, 0.5f, 0, 1};
        cr_assert_leq(steady_pose(&steady, &pose).joint[JOINT_LEFT_KNEE].x, 0.9f);
    }
    cr_assert_float_eq(steady.last.joint[JOINT_LEFT_KNEE].x, 0.9f, 0.01);
}

Test(steady, one_not_seen_starts_anew)
{
    struct steady steady = {0};
    for (int i = 0; i < 30; i++) {
        struct pose pose = {.t_us = (i + 1) * FRAME_US, .present = true};
        bool seen = i < 10 || i > 20;
        pose.joint[JOINT_LEFT_KNEE] =
            (struct landmark){seen ? (i < 10 ? 0.2f : 0.8f) : 0, 0, 0, seen ? 1.0f : 0.0f};
        struct pose after = steady_pose(&steady, &pose);
        cr_assert_eq(after.joint[JOINT_LEFT_KNEE].confidence > 0, seen);
        if (seen)
            cr_assert_float_eq(after.joint[JOINT_LEFT_KNEE].x, i < 10 ? 0.2f : 0.8f, 1e-4);
    }
}
