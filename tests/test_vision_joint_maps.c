/* Our own network's maps: how they become a body, and that the network that comes with the program
 * is one of that kind. */
#include "vision/joint_maps.h"

#include <criterion/criterion.h>

#include <math.h>
#include <string.h>

#define SIDE    32
#define VALUES  (JOINT_MAPS_COUNT * SIDE * SIDE)
#define BUILTIN UNGUARD_SOURCE_DIR "/assets/models/unguard_pose.onnx"

/* Maps of the network's own order. */
enum { R_ANKLE, R_KNEE, R_HIP, L_HIP, R_SHOULDER = 8, L_SHOULDER, HEAD_TOP = 13, PRESENCE = 36 };

static float values[VALUES];

static float *cell(int map, int row, int column)
{
    int part = (map * 2 + row % 2) * 2 + column % 2;
    return &values[(part * SIDE / 2 + row / 2) * SIDE / 2 + column / 2];
}

/* Nothing anywhere, and sure of nothing. */
static void clear(void)
{
    for (int i = 0; i < VALUES; i++)
        values[i] = -9;
}

/* One sharp peak with this logit of confidence around it. */
static void put(int map, int row, int column, float sure)
{
    *cell(map, row, column) = 20;
    for (int r = 0; r < SIDE; r++)
        for (int c = 0; c < SIDE; c++)
            *cell(map + JOINT_COUNT, r, c) = sure;
}

static struct body decode(struct roi roi, int width_px, int height_px)
{
    struct body body;
    joint_maps_decode(values, SIDE, &roi, width_px, height_px, &body);
    return body;
}

static void expect_at(const struct landmark *joint, float x, float y)
{
    cr_assert_float_eq(joint->x, x, 0.05, "x %g instead of %g", (double)joint->x, (double)x);
    cr_assert_float_eq(joint->y, y, 0.05, "y %g instead of %g", (double)joint->y, (double)y);
}

Test(joint_maps, a_peak_lands_where_the_turned_crop_says)
{
    clear();
    put(L_HIP, 7, 20, 2);
    /* Head to the right: the crop's right is the picture's down, its down the picture's left. */
    struct body body = decode((struct roi){300, 200, 320, 1.57079633f}, 640, 480);
    expect_at(&body.joint[JOINT_LEFT_HIP], 300 - (7.5f - 16) * 10, 200 + (20.5f - 16) * 10);
    cr_assert_float_eq(body.joint[JOINT_LEFT_HIP].confidence, 0.8808f, 1e-3);
    cr_assert(body.joint[JOINT_LEFT_HIP].z == 0);
}

Test(joint_maps, between_two_cells_lies_the_weighted_middle)
{
    clear();
    put(HEAD_TOP, 10, 10, 0);
    *cell(HEAD_TOP, 10, 11) = 20;
    *cell(HEAD_TOP, 10, 20) = 19; /* another place, out of the window: counts for nothing */
    struct body body = decode((struct roi){16, 16, 32, 0}, 32, 32);
    expect_at(&body.joint[JOINT_HEAD_TOP], 11, 10.5f);
    cr_assert_float_eq(body.joint[JOINT_HEAD_TOP].confidence, 0.5f, 1e-5);
}

Test(joint_maps, never_invents_a_joint)
{
    clear();
    put(R_KNEE, 2, 2, 3);
    put(R_ANKLE, 16, 16, NAN);
    struct body body = decode((struct roi){0, 0, 64, 0}, 640, 480); /* most of it off the picture */
    const enum joint unseen[] = {JOINT_RIGHT_KNEE, JOINT_RIGHT_ANKLE};
    for (size_t i = 0; i < ARRAY_LENGTH(unseen); i++) {
        const struct landmark *joint = &body.joint[unseen[i]];
        cr_assert(joint->confidence == 0 && joint->x == 0 && joint->y == 0, "%s",
                  "a joint that was not seen has a place");
    }
    for (int i = 0; i < VALUES; i++)
        values[i] = NAN;
    body = decode((struct roi){100, 100, 64, 0}, 640, 480);
    cr_assert(body.score == 0 && body.next.size_px == 0);
    for (int i = 0; i < JOINT_COUNT; i++)
        cr_assert(body.joint[i].confidence == 0);
}

Test(joint_maps, presence_is_the_mean_of_its_map)
{
    clear();
    cr_assert_lt(decode((struct roi){100, 100, 64, 0}, 640, 480).score, 0.001f);
    for (int row = 0; row < SIDE; row++)
        for (int column = 0; column < SIDE; column++)
            *cell(PRESENCE, row, column) = row < SIDE / 2 ? 4 : 2;
    cr_assert_float_eq(decode((struct roi){100, 100, 64, 0}, 640, 480).score, 0.9526f, 1e-3);
}

Test(joint_maps, next_look_is_the_box_of_what_is_seen_turned_along_the_trunk)
{
    clear();
    put(R_SHOULDER, 12, 8, 3); /* lies with the head to the left */
    put(L_SHOULDER, 20, 8, 3);
    put(R_HIP, 12, 24, 3);
    put(L_HIP, 20, 24, 3);
    put(R_ANKLE, 30, 31, -3); /* too unsure to count */
    struct body body = decode((struct roi){160, 160, 320, 0}, 640, 480);
    cr_assert_float_eq(body.next.x_px, 165, 0.5);
    cr_assert_float_eq(body.next.y_px, 165, 0.5);
    cr_assert_float_eq(body.next.size_px, 160 / 0.8f, 0.5);
    cr_assert_float_eq(body.next.turn_rad, -1.57079633f, 1e-3);
    cr_assert_float_eq(body.trunk, 0.9526f, 1e-3);
}

Test(builtin, loads_and_sees_nobody_in_the_dark)
{
    struct error err = {{0}};
    struct image picture = {0};
    struct body body;
    struct pose_network *network = pose_network_load(BUILTIN, &err);
    cr_assert(network, "%s", err.text);
    cr_assert_str_eq(pose_network_info(network)->kind, "joint_maps");
    cr_assert(image_resize(&picture, 320, 240, &err));
    memset(picture.bgr, 0, (size_t)picture.stride_bytes * 240);
    const struct roi roi = {160, 120, 320, 0};
    cr_assert(pose_network_run(network, &picture, &roi, &body, &err), "%s", err.text);
    cr_assert_lt(body.score, 0.5f);
    image_free(&picture);
    pose_network_free(network);
}
