/* Squares of the picture: there and back, and what a crop shows of a picture with known points. */
#include "vision/cv.h"
#include "vision_sample.h"

#include <math.h>

#define PI 3.14159265358979f

static const struct roi some[] = {
    {320, 240, 200, 0}, {100, 50, 300, PI / 2}, {400, 300, 150, -PI / 4}, {10, 470, 640, 3.0f}};

Test(roi, there_and_back)
{
    for (size_t i = 0; i < ARRAY_LENGTH(some); i++)
        for (float x = -0.2f; x < 1.3f; x += 0.3f)
            for (float y = -0.2f; y < 1.3f; y += 0.3f) {
                struct point at = roi_to_picture(&some[i], (struct point){x, y});
                struct point back = roi_to_crop(&some[i], at);
                cr_assert_float_eq(back.x, x, 1e-4);
                cr_assert_float_eq(back.y, y, 1e-4);
            }
}

Test(roi, head_right_turns_clockwise)
{
    struct roi roi = {100, 100, 50, PI / 2};
    struct point head = roi_to_picture(&roi, (struct point){0.5f, 0});
    cr_assert_float_eq(head.x, 125, 1e-3);
    cr_assert_float_eq(head.y, 100, 1e-3);
}

Test(roi, circle_gives_centre_size_and_turn)
{
    struct roi upright = roi_from_circle((struct point){200, 300}, (struct point){200, 200}, 1.25f);
    cr_assert_float_eq(upright.size_px, 250, 1e-3);
    cr_assert_float_eq(upright.turn_rad, 0, 1e-6);
    struct roi left = roi_from_circle((struct point){200, 300}, (struct point){160, 300}, 1);
    cr_assert_float_eq(left.size_px, 80, 1e-3);
    cr_assert_float_eq(left.turn_rad, -PI / 2, 1e-5);
}

Test(roi, whole_picture_is_inside)
{
    for (int turn = 0; turn < 4; turn++) {
        struct roi roi = roi_whole(640, 360, (float)turn * PI / 2);
        for (int corner = 0; corner < 4; corner++) {
            struct point at =
                roi_to_crop(&roi, (struct point){corner & 1 ? 640 : 0, corner & 2 ? 360 : 0});
            cr_assert(at.x > -1e-3 && at.x < 1.001 && at.y > -1e-3 && at.y < 1.001);
        }
    }
}

Test(roi, blend_turns_the_short_way)
{
    struct roi from = {0, 0, 100, 3.0f}, to = {10, 20, 200, -3.0f};
    struct roi half = roi_blend(&from, &to, 0.5f);
    cr_assert_float_eq(half.x_px, 5, 1e-4);
    cr_assert_float_eq(half.y_px, 10, 1e-4);
    cr_assert_float_eq(half.size_px, 150, 1e-3);
    cr_assert_float_eq(fabsf(half.turn_rad), PI, 1e-3);
    struct roi all = roi_blend(&from, &to, 1);
    cr_assert_float_eq(all.turn_rad, -3.0f, 1e-3);
    cr_assert_float_eq(roi_wrap_turn(2 * PI + 0.5f), 0.5f, 1e-5);
    cr_assert_float_eq(roi_wrap_turn(-PI - 0.5f), PI - 0.5f, 1e-5);
}

/* A black picture with a soft dot, so that its place can be read to a fraction of a pixel. */
static void draw_dot(struct image *image, float x, float y, int channel)
{
    for (int row = 0; row < image->height_px; row++)
        for (int column = 0; column < image->width_px; column++) {
            float dx = (float)column + 0.5f - x, dy = (float)row + 0.5f - y;
            float value = 255 * expf(-(dx * dx + dy * dy) / (2 * 6.0f * 6.0f));
            image->bgr[row * image->stride_bytes + 3 * column + channel] = (unsigned char)value;
        }
}

static struct image black(int width, int height)
{
    struct image image = {0};
    cr_assert(image_resize(&image, width, height, NULL));
    memset(image.bgr, 0, (size_t)image.stride_bytes * (size_t)height);
    return image;
}

/* Centre of gravity of one channel of a crop, in shares of its side. */
static struct point find_dot(const float *crop, int size, enum cv_layout layout, int channel)
{
    double sum = 0, x = 0, y = 0;
    for (int row = 0; row < size; row++)
        for (int column = 0; column < size; column++) {
            int at = row * size + column;
            float value =
                layout == CV_NHWC ? crop[3 * at + channel] : crop[channel * size * size + at];
            sum += value;
            x += value * (column + 0.5);
            y += value * (row + 0.5);
        }
    cr_assert(sum > 1, "the dot is not in the crop");
    return (struct point){(float)(x / sum / size), (float)(y / sum / size)};
}

Test(crop, shows_a_known_point_where_the_region_says)
{
    enum { SIZE = 128 };
    static float crop[3 * SIZE * SIZE];
    const struct roi regions[] = {
        {320, 240, 300, 0}, {300, 200, 260, PI / 2}, {340, 260, 400, -0.7f}, {320, 240, 90, 2.5f}};
    struct image picture = black(640, 480);
    struct cv_cropper *cropper = cv_cropper_create(NULL);
    struct error err;
    draw_dot(&picture, 330, 250, 2); /* red: channel 2 of BGR */
    for (size_t i = 0; i < ARRAY_LENGTH(regions); i++)
        for (int layout = CV_NHWC; layout <= CV_NCHW; layout++) {
            struct cv_crop_format format = {(enum cv_layout)layout, SIZE};
            cr_assert(cv_crop(cropper, &picture, &regions[i], format, crop, &err), "%s", err.text);
            struct point seen = find_dot(crop, SIZE, format.layout, 0); /* red: channel 0 of RGB */
            struct point told = roi_to_crop(&regions[i], (struct point){330, 250});
            cr_assert_float_eq(seen.x, told.x, 0.3 / SIZE, "x %f, not %f", seen.x, told.x);
            cr_assert_float_eq(seen.y, told.y, 0.3 / SIZE, "y %f, not %f", seen.y, told.y);
            struct point back = roi_to_picture(&regions[i], seen);
            cr_assert(hypotf(back.x - 330, back.y - 250) < 1.0f);
        }
    cv_cropper_free(cropper);
    image_free(&picture);
}

Test(crop, is_scaled_to_one_and_black_outside)
{
    enum { SIZE = 32 };
    float crop[3 * SIZE * SIZE];
    struct image picture = black(64, 64);
    struct cv_cropper *cropper = cv_cropper_create(NULL);
    memset(picture.bgr, 255, (size_t)picture.stride_bytes * 64);
    const struct roi roi = {64, 32, 64, 0}; /* its right half lies outside */
    cr_assert(cv_crop(cropper, &picture, &roi, (struct cv_crop_format){CV_NHWC, SIZE}, crop, NULL));
    cr_assert_float_eq(crop[3 * (16 * SIZE + 4)], 1.0f, 1e-6);
    cr_assert_float_eq(crop[3 * (16 * SIZE + 28)], 0.0f, 1e-6);
    cv_cropper_free(cropper);
    image_free(&picture);
}

Test(warp, mirror_is_exact)
{
    struct image picture = black(30, 20), mirror = {0};
    draw_dot(&picture, 7, 11, 1);
    cr_assert(image_resize(&mirror, 30, 20, NULL));
    cr_assert(cv_image_warp(&picture, (double[]){-1, 0, 30, 0, 1, 0}, &mirror, NULL));
    for (int y = 0; y < 20; y++)
        for (int x = 0; x < 30; x++)
            cr_assert(mirror.bgr[y * mirror.stride_bytes + 3 * (29 - x) + 1] ==
                      picture.bgr[y * picture.stride_bytes + 3 * x + 1]);
    image_free(&picture);
    image_free(&mirror);
}

Test(png, reads_back_what_it_wrote)
{
    struct image picture = black(33, 21), back = {0};
    struct error err;
    char path[64];
    sample_path(path);
    draw_dot(&picture, 12, 9, 0);
    cr_assert(cv_image_write_png(path, &picture, &err), "%s", err.text);
    cr_assert(cv_image_read(path, &back, &err), "%s", err.text);
    cr_assert(back.width_px == 33 && back.height_px == 21);
    cr_assert(memcmp(back.bgr, picture.bgr, 33 * 21 * 3) == 0);
    remove(path);
    cr_assert_not(cv_image_read(path, &back, &err));
    cr_assert(strstr(err.text, path) && strstr(err.text, "not a picture"), "%s", err.text);
    cr_assert_not(cv_image_write_png("/tmp/no such folder/a.png", &picture, &err));
    cr_assert(strstr(err.text, "/tmp/no such folder/a.png can't be written"), "%s", err.text);
    image_free(&picture);
    image_free(&back);
}

Test(image, refuses_sizes_that_no_camera_has)
{
    struct image image = {0};
    struct error err;
    cr_assert_not(image_resize(&image, 0, 10, &err));
    cr_assert_not(image_resize(&image, 10, IMAGE_MAX_PX + 1, &err));
    cr_assert(strstr(err.text, "16385"), "%s", err.text);
    image_free(&image);
    image_free(NULL);
}
