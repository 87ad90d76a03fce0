#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "movement/geometry.h"
#include "stick.h"

Test(pose, quantising_twice_changes_nothing)
{
    for (int i = 0; i < 20000; i++) {
        struct pose pose = {.t_us = i, .present = true};
        float part = (float)i / 20000.0f;
        pose.joint[JOINT_NECK] =
            (struct landmark){part * 3.0f - 1.0f, 1.7f * part, part - 0.5f, part};
        struct pose once = pose_quantize(pose), twice = pose_quantize(once);
        cr_assert(memcmp(&once.joint, &twice.joint, sizeof once.joint) == 0, "at %d", i);
    }
}

Test(pose, the_grid_is_a_twenty_thousandth)
{
    struct pose pose = {.present = true};
    pose.joint[JOINT_LEFT_HIP] = (struct landmark){0.123456f, -0.000026f, 0.0126f, 0.5f};
    struct landmark hip = pose_quantize(pose).joint[JOINT_LEFT_HIP];
    cr_assert_float_eq(hip.x, 0.12345f, 1e-7f);
    cr_assert_float_eq(hip.y, -0.00005f, 1e-9f);
    cr_assert_float_eq(hip.z, 0.013f, 1e-7f);
    cr_assert_float_eq(hip.confidence, 128.0f / 255.0f, 1e-7f);
}

Test(pose, what_is_no_number_or_far_outside_is_not_seen)
{
    struct landmark odd[] = {{NAN, 0, 0, 1},     {0, INFINITY, 0, 1}, {0, 0, NAN, 1},
                             {0, 0, 0, NAN},     {8.5f, 0, 0, 1},     {0, -9.0f, 0, 1},
                             {0, 0, 0, 0.0009f}, {0, 0, 0, -1}};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        struct pose pose = {.present = true};
        pose.joint[JOINT_NECK] = odd[i];
        struct landmark neck = pose_quantize(pose).joint[JOINT_NECK];
        cr_assert(neck.x == 0 && neck.y == 0 && neck.z == 0 && neck.confidence == 0, "case %zu", i);
    }
    struct pose absent = stick_side(0, 0, 0, 0);
    absent.present = false;
    cr_assert_float_eq(pose_quantize(absent).joint[JOINT_LEFT_HIP].confidence, 0.0f, 0.0f);
}

Test(pose, a_mirror_swaps_sides_and_undoes_itself)
{
    struct pose pose = stick_front(0, 20, 0, 3, 5);
    struct pose mirrored = pose_mirror(pose, 16.0f / 9.0f);
    cr_assert_float_eq(mirrored.joint[JOINT_RIGHT_KNEE].x,
                       16.0f / 9.0f - pose.joint[JOINT_LEFT_KNEE].x, 1e-6f);
    cr_assert_float_eq(mirrored.joint[JOINT_LEFT_ANKLE].y, pose.joint[JOINT_RIGHT_ANKLE].y, 1e-6f);
    struct pose back = pose_mirror(mirrored, 16.0f / 9.0f);
    for (int i = 0; i < JOINT_COUNT; i++)
        cr_assert_float_eq(back.joint[i].x, pose.joint[i].x, 1e-6f);
    cr_assert_eq(joint_opposite(JOINT_NECK), JOINT_NECK);
    cr_assert_eq(joint_opposite(JOINT_RIGHT_TOE), JOINT_LEFT_TOE);
}

Test(geometry, angles_turn_clockwise_in_the_picture)
{
    struct point o = {0, 0}, right = {1, 0}, down = {0, 1}, left = {-1, 0};
    cr_assert_float_eq(angle_between(o, right, o, down), 90.0f, 1e-5f);
    cr_assert_float_eq(angle_between(o, down, o, right), -90.0f, 1e-5f);
    cr_assert_float_eq(angle_at(right, o, left), 180.0f, 1e-5f);
    cr_assert_float_eq(angle_between(o, o, o, right), 0.0f, 0.0f, "no direction, no angle");
    cr_assert_float_eq(point_distance(right, down), sqrtf(2.0f), 1e-6f);
}
