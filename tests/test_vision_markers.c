/* Printed tags become joints where they were drawn, and nothing else becomes one. */
#include "marker_sample.h"

#include <criterion/criterion.h>

#define WIDTH  1280
#define HEIGHT 720

static struct markers *markers;

static void open_markers(void)
{
    struct error err = {{0}};
    markers = markers_create(&err);
    cr_assert(markers, "%s", err.text);
}

static void close_markers(void)
{
    markers_free(markers);
}

TestSuite(markers, .init = open_markers, .fini = close_markers);

static struct pose step(const struct image *image, int64_t t_us)
{
    struct error err = {{0}};
    struct pose pose;
    cr_assert(markers_step(markers, image, t_us, &pose, &err), "%s", err.text);
    cr_assert_eq(pose.t_us, t_us);
    return pose;
}

static int seen_joints(const struct pose *pose)
{
    int count = 0;
    for (int i = 0; i < JOINT_COUNT; i++)
        count += pose->joint[i].confidence > 0;
    cr_assert_eq(pose->present, count > 0);
    return count;
}

/* One tag in the middle of a room. */
static struct pose look_at(const struct drawn_tag *tag, float blur_px, float noise)
{
    struct drawn_luck luck = {(uint64_t)tag->id + 7};
    struct image image = drawn_room(320, 240, &luck);
    drawn_tag(tag, &image);
    drawn_camera(&image, blur_px, noise, &luck);
    struct pose pose = step(&image, 0);
    image_free(&image);
    return pose;
}

static struct drawn_tag tag_at(int id, float x_px, float y_px, float side_px)
{
    return (struct drawn_tag){.id = id, .x_px = x_px, .y_px = y_px, .side_px = side_px};
}

Test(markers, each_tag_is_its_own_joint_and_no_other)
{
    static const enum joint joint[] = {JOINT_LEFT_SHOULDER, JOINT_RIGHT_SHOULDER, JOINT_LEFT_HIP,
                                       JOINT_RIGHT_HIP,     JOINT_LEFT_KNEE,      JOINT_RIGHT_KNEE,
                                       JOINT_LEFT_ANKLE,    JOINT_RIGHT_ANKLE};
    for (int id = 0; id < MARKERS_COUNT; id++) {
        const struct drawn_tag tag = tag_at(id, 161.3f, 118.8f, 40);
        struct pose pose = look_at(&tag, 0.7f, 2);
        cr_assert_eq(seen_joints(&pose), 1, "tag %d: %d joints", id, seen_joints(&pose));
        const struct landmark *at = &pose.joint[joint[id]];
        cr_expect_float_eq(at->x * 240, 161.3f, 0.4, "tag %d at %f", id, at->x * 240);
        cr_expect_float_eq(at->y * 240, 118.8f, 0.4, "tag %d at %f", id, at->y * 240);
        cr_expect(at->confidence > 0.9f, "tag %d: %f", id, at->confidence);
        cr_expect(at->z < 0, "what is read faces the camera");
    }
}

/* Turned any way, tilted up to 40 degrees, a little out of focus and noisy: what README says. */
Test(markers, sizes_and_turns_keep_the_stated_error)
{
    static const struct {
        float side_px, blur_px, least_seen, rms_px, most_px;
    } rows[] = {{16, 0.7f, 0.7f, 0.3f, 1.0f},   {20, 0.7f, 0.95f, 0.3f, 0.8f},
                {24, 0.7f, 0.98f, 0.25f, 0.8f}, {32, 0.7f, 1, 0.25f, 0.8f},
                {32, 1.2f, 0.98f, 0.3f, 0.8f},  {64, 1.2f, 1, 0.2f, 0.8f},
                {120, 0.7f, 1, 0.2f, 0.5f}};
    for (size_t row = 0; row < ARRAY_LENGTH(rows); row++) {
        struct drawn_luck luck = {row + 100};
        int seen = 0, shown = 0;
        float square = 0, most = 0;
        for (int picture = 0; picture < 8; picture++) {
            struct image image = drawn_room(WIDTH, HEIGHT, &luck);
            struct drawn_tag tag[MARKERS_COUNT];
            for (int id = 0; id < MARKERS_COUNT; id++) {
                tag[id] = tag_at(id, 160 + 300 * (float)(id % 4) + 60 * drawn_uniform(&luck),
                                 180 + 300 * (float)(id / 4) + 60 * drawn_uniform(&luck),
                                 rows[row].side_px);
                tag[id].spin_rad = 6.2832f * drawn_uniform(&luck);
                tag[id].tilt_rad = 0.7f * drawn_uniform(&luck);
                tag[id].axis_rad = 6.2832f * drawn_uniform(&luck);
                drawn_tag(&tag[id], &image);
            }
            drawn_camera(&image, rows[row].blur_px, 4, &luck);
            struct pose pose = step(&image, picture);
            for (int id = 0; id < MARKERS_COUNT; id++) {
                float error_px = drawn_error(&pose, &tag[id], HEIGHT);
                shown++;
                if (error_px < 0)
                    continue;
                seen++;
                square += error_px * error_px;
                most = fmaxf(most, error_px);
            }
            cr_expect_leq(seen_joints(&pose), MARKERS_COUNT);
            image_free(&image);
        }
        float rms = sqrtf(square / (float)seen), share = (float)seen / (float)shown;
        cr_expect(share >= rows[row].least_seen, "%g px: seen %g", (double)rows[row].side_px,
                  (double)share);
        cr_expect(rms <= rows[row].rms_px && most <= rows[row].most_px, "%g px: %g rms, %g at most",
                  (double)rows[row].side_px, (double)rms, (double)most);
    }
}

Test(markers, what_cannot_be_read_is_not_seen)
{
    struct drawn_tag tag = tag_at(2, 160, 120, 40);
    struct pose pose = look_at(&tag, 0.7f, 2);
    cr_assert_eq(seen_joints(&pose), 1, "the tag itself is fine");
    pose = look_at(&tag, 9, 2);
    cr_expect_eq(seen_joints(&pose), 0, "smeared");
    tag.side_px = 7;
    pose = look_at(&tag, 0.7f, 2);
    cr_expect_eq(seen_joints(&pose), 0, "far away");
    tag.side_px = 40;
    tag.tilt_rad = 1.5f;
    pose = look_at(&tag, 0.7f, 2);
    cr_expect_eq(seen_joints(&pose), 0, "edge on");
    tag.tilt_rad = 3.1416f;
    pose = look_at(&tag, 0.7f, 2);
    cr_expect_eq(seen_joints(&pose), 0, "from behind, as if the paper were glass");
    struct drawn_luck luck = {3};
    struct image room = drawn_room(WIDTH, HEIGHT, &luck);
    pose = step(&room, 0);
    cr_expect_eq(seen_joints(&pose), 0, "an empty room");
    image_free(&room);
}

Test(markers, a_hand_over_a_tag_hides_it_and_no_other)
{
    struct drawn_luck luck = {5};
    struct image image = drawn_room(320, 240, &luck);
    const struct drawn_tag hip = tag_at(2, 100, 120, 40), knee = tag_at(4, 220, 120, 40);
    drawn_tag(&hip, &image);
    drawn_tag(&knee, &image);
    for (int y = 90; y < 150; y++) /* over the right third of the hip's */
        memset(image.bgr + (size_t)y * (size_t)image.stride_bytes + 3 * (size_t)108, 150, 3 * 30);
    struct pose pose = step(&image, 0);
    cr_expect_eq(seen_joints(&pose), 1);
    cr_expect(pose.joint[JOINT_LEFT_KNEE].confidence > 0);
    image_free(&image);
}

Test(markers, of_two_alike_neither_is_seen_nor_for_a_while_after)
{
    struct drawn_luck luck = {6};
    struct image image = drawn_room(320, 240, &luck);
    const struct drawn_tag hip = tag_at(2, 60, 60, 40), other = tag_at(2, 230, 160, 52),
                           knee = tag_at(4, 150, 170, 40);
    drawn_tag(&hip, &image);
    drawn_tag(&knee, &image);
    struct pose pose = step(&image, 0);
    cr_assert_eq(seen_joints(&pose), 2);
    drawn_tag(&other, &image);
    pose = step(&image, 100000);
    cr_expect_eq(seen_joints(&pose), 1, "the other sheet's is no better");
    cr_expect(pose.joint[JOINT_LEFT_KNEE].confidence > 0);
    image_free(&image);
    /* One of them is gone: the wrong one, for all that is known. */
    image = drawn_room(320, 240, &luck);
    drawn_tag(&other, &image);
    pose = step(&image, 200000);
    cr_expect_eq(seen_joints(&pose), 0);
    pose = step(&image, 2000000);
    cr_expect_eq(seen_joints(&pose), 0);
    pose = step(&image, 2200000);
    cr_expect_eq(seen_joints(&pose), 1);
    image_free(&image);
}

Test(markers, other_numbers_of_the_dictionary_are_nobody)
{
    struct drawn_luck luck = {8};
    struct image image = drawn_room(WIDTH, HEIGHT, &luck);
    bool white[DRAWN_CELLS];
    for (int i = 0; i < 40; i++) {
        const struct drawn_tag tag =
            tag_at(MARKERS_COUNT + i, 90 + 120 * (float)(i % 10), 100 + 160 * (float)(i / 10), 48);
        drawn_tag(&tag, &image);
    }
    struct pose pose = step(&image, 0);
    cr_expect_eq(seen_joints(&pose), 0);
    image_free(&image);
    struct error err = {{0}};
    cr_expect(!cv_marker_draw(50, white, &err) && err.text[0], "the dictionary has fifty");
}

Test(markers, one_cell_may_be_misread_and_two_may_not)
{
    for (int wrong = 1; wrong <= 2; wrong++) {
        struct drawn_luck luck = {9};
        struct image image = drawn_room(320, 240, &luck);
        const struct drawn_tag tag = tag_at(3, 160, 120, 40);
        bool white[DRAWN_CELLS];
        cr_assert(cv_marker_draw(3, white, NULL));
        for (int i = 0; i < wrong; i++)
            white[2 * CV_MARKER_CELLS + 2 + i] = !white[2 * CV_MARKER_CELLS + 2 + i];
        drawn_cells(&tag, white, &image);
        struct pose pose = step(&image, 0);
        cr_expect_eq(seen_joints(&pose), wrong == 1 ? 1 : 0, "%d wrong", wrong);
        if (wrong == 1)
            cr_expect_lt(pose.joint[JOINT_RIGHT_HIP].confidence, 1, "it is a little less sure");
        image_free(&image);
    }
}

/* ---- sides ---- */

static int cells_apart(const bool *a, const bool *b, int quarter_turns, bool mirror)
{
    int apart = 0, last = CV_MARKER_CELLS - 1;
    for (int y = 0; y < CV_MARKER_CELLS; y++)
        for (int x = 0; x < CV_MARKER_CELLS; x++) {
            int u = mirror ? last - x : x, v = y;
            for (int i = 0; i < quarter_turns; i++) {
                int kept = u;
                u = last - v;
                v = kept;
            }
            apart += a[y * CV_MARKER_CELLS + x] != b[v * CV_MARKER_CELLS + u];
        }
    return apart;
}

Test(markers, no_tag_is_nearly_another_turned_or_mirrored)
{
    bool white[MARKERS_COUNT][DRAWN_CELLS];
    for (int id = 0; id < MARKERS_COUNT; id++)
        cr_assert(cv_marker_draw(id, white[id], NULL));
    for (int a = 0; a < MARKERS_COUNT; a++)
        for (int b = 0; b < MARKERS_COUNT; b++)
            for (int turns = 0; turns < 4; turns++) {
                if (a != b || turns > 0)
                    cr_expect_geq(cells_apart(white[a], white[b], turns, false), 10, "%d and %d", a,
                                  b);
                cr_expect_gt(cells_apart(white[a], white[b], turns, true), 2,
                             "%d in the mirror and %d", a, b);
            }
}

Test(markers, a_mirror_shows_no_tag)
{
    struct drawn_luck luck = {10};
    struct image image = drawn_room(WIDTH, HEIGHT, &luck), mirrored = {0};
    const double flip[6] = {-1, 0, WIDTH, 0, 1, 0};
    for (int id = 0; id < MARKERS_COUNT; id++) {
        const struct drawn_tag tag =
            tag_at(id, 150 + 300 * (float)(id % 4), 200 + 300 * (float)(id / 4), 60);
        drawn_tag(&tag, &image);
    }
    struct pose pose = step(&image, 0);
    cr_expect_eq(seen_joints(&pose), MARKERS_COUNT);
    cr_assert(image_resize(&mirrored, WIDTH, HEIGHT, NULL) &&
              cv_image_warp(&image, flip, &mirrored, NULL));
    pose = step(&mirrored, 1);
    cr_expect_eq(seen_joints(&pose), 0);
    image_free(&image);
    image_free(&mirrored);
}

/* ---- confidence, depth, odd pictures ---- */

Test(markers, a_small_or_blurred_tag_is_believed_less)
{
    const struct drawn_tag large = tag_at(0, 160, 120, 40), small = tag_at(0, 160, 120, 16);
    struct pose sharp = look_at(&large, 0, 0), less = look_at(&small, 0, 0),
                blurred = look_at(&large, 2.4f, 0);
    float most = sharp.joint[JOINT_LEFT_SHOULDER].confidence;
    cr_expect_float_eq(most, 1, 0.03, "%f", most);
    cr_expect(less.joint[JOINT_LEFT_SHOULDER].confidence > 0.5f);
    cr_expect_lt(less.joint[JOINT_LEFT_SHOULDER].confidence, 0.9f);
    cr_expect(blurred.joint[JOINT_LEFT_SHOULDER].confidence > 0);
    cr_expect_lt(blurred.joint[JOINT_LEFT_SHOULDER].confidence, 0.97f * most);
}

Test(markers, depth_is_half_a_breadth_by_the_tags_size)
{
    const struct drawn_tag tag = tag_at(1, 160, 120, 60);
    struct pose pose = look_at(&tag, 0.5f, 0);
    cr_expect_float_eq(pose.joint[JOINT_RIGHT_SHOULDER].z, -167.0 / 240, 0.03, "%f",
                       pose.joint[JOINT_RIGHT_SHOULDER].z);
}

Test(markers, pictures_of_any_size_have_an_answer)
{
    static const int sizes[][2] = {{1, 1}, {2, 2}, {3, 1}, {1, 40}, {7, 7}, {64, 3}, {5000, 2}};
    for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
        struct image image = {0};
        cr_assert(image_resize(&image, sizes[i][0], sizes[i][1], NULL));
        memset(image.bgr, 90, (size_t)image.stride_bytes * (size_t)image.height_px);
        struct pose pose = step(&image, (int64_t)i);
        cr_expect_eq(seen_joints(&pose), 0);
        image_free(&image);
    }
}

Test(markers, a_name_and_a_checksum_stand_for_it)
{
    cr_expect(markers_named("markers") && !markers_named("markers.onnx") && !markers_named(""));
    cr_expect_eq(strlen(markers_checksum(markers)), 16);
    /* Another set of tags is another tracker: this changes only with the sheet. */
    cr_expect_str_eq(markers_checksum(markers), "17640b26ee1287d2");
}
