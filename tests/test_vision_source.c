/* Where pictures come from: capture times that only grow, and one clear sentence for each source
 * that is no video. */
#include "vision/frame_clock.h"
#include "vision/frame_source.h"
#include "vision_sample.h"

#define SECOND_US 1000000LL

Test(clock, keeps_a_files_own_times)
{
    const int64_t raw[] = {5000000, 5200000, 5330000, 5900000};
    struct frame_clock clock = frame_clock_start(5);
    for (size_t i = 0; i < ARRAY_LENGTH(raw); i++)
        cr_assert_eq(frame_clock_file(&clock, raw[i]), raw[i] - raw[0]);
    cr_assert_eq(clock.repaired, 0);
}

Test(clock, fills_in_times_that_are_missing)
{
    struct frame_clock clock = frame_clock_start(25);
    for (int i = 0; i < 50; i++)
        cr_assert_eq(frame_clock_file(&clock, 0), i * 40000);
    cr_assert_eq(clock.repaired, 49);
}

Test(clock, one_repeated_time_shifts_nothing)
{
    const int64_t raw[] = {0, 100000, 100000, 300000, 400000};
    const int64_t told[] = {0, 100000, 140000, 300000, 400000};
    struct frame_clock clock = frame_clock_start(25);
    for (size_t i = 0; i < ARRAY_LENGTH(raw); i++)
        cr_assert_eq(frame_clock_file(&clock, raw[i]), told[i]);
    cr_assert_eq(clock.repaired, 1);
}

Test(clock, a_leap_back_goes_on_from_there)
{
    const int64_t raw[] = {60 * SECOND_US, 60 * SECOND_US + 40000, 0, 40000, 80000};
    struct frame_clock clock = frame_clock_start(25);
    for (size_t i = 0; i < ARRAY_LENGTH(raw); i++)
        cr_assert_eq(frame_clock_file(&clock, raw[i]), (int64_t)i * 40000);
    cr_assert_eq(clock.repaired, 1);
}

Test(clock, a_leap_of_hours_is_no_pause)
{
    struct frame_clock clock = frame_clock_start(25);
    frame_clock_file(&clock, 0);
    cr_assert_eq(frame_clock_file(&clock, 5 * 3600 * SECOND_US), 40000);
    cr_assert_eq(frame_clock_file(&clock, 5 * 3600 * SECOND_US + 40000), 80000);
}

Test(clock, a_cameras_driver_is_believed_where_it_can_be)
{
    const int64_t now = 1000 * SECOND_US;
    struct frame_clock clock = frame_clock_start(30);
    cr_assert_eq(frame_clock_camera(&clock, now - 20000, now), 0);
    /* Its stamp, 20 ms before fetching, is the time. */
    cr_assert_eq(frame_clock_camera(&clock, now + 13000, now + 40000), 33000);
    /* No stamp, one of another clock, one from the future: the time of fetching. */
    cr_assert_eq(frame_clock_camera(&clock, 0, now + 80000), 100000);
    cr_assert_eq(frame_clock_camera(&clock, 1700000000 * SECOND_US, now + 120000), 140000);
    /* Never backwards. */
    cr_assert_eq(frame_clock_camera(&clock, now, now + 121000), 140001);
}

static void expect_refusal(const char *name, const char *says)
{
    struct error err = {{0}};
    cr_assert_null(frame_source_open(name, (struct cv_camera_wish){0}, &err));
    cr_assert(strstr(err.text, name), "does not name the source: %s", err.text);
    cr_assert(strstr(err.text, says), "does not say '%s': %s", says, err.text);
    cr_assert_null(strchr(err.text, '\n'), "more than one line: %s", err.text);
}

Test(refusal, each_source_that_is_no_video)
{
    char path[64];
    static unsigned char noise[20000];
    uint64_t state = 88172645463325252ull;
    for (size_t i = 0; i < sizeof noise; i++) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        noise[i] = (unsigned char)(state >> 32);
    }
    expect_refusal("/tmp/no such video.mp4", "No such file");
    expect_refusal("/tmp", "is a folder");
    expect_refusal("/dev/null", "is a device");
    sample_path(path);
    expect_refusal(path, "is empty");
    sample_write(path, "just some words\n", 16);
    expect_refusal(path, "is text, not a video");
    sample_write(path, noise, sizeof noise);
    expect_refusal(path, "is not a video");
    sample_write(path, "YUV4MPEG2 W64 H48 F25:1 Ip A1:1 C420mpeg2\nFRAME\nshort", 53);
    expect_refusal(path, "");
    remove(path);
}

Test(refusal, each_name_that_is_no_camera)
{
    expect_refusal("camera:", "is no camera");
    expect_refusal("camera:front", "is no camera");
    expect_refusal("camera:-1", "is no camera");
    expect_refusal("camera:64", "is no camera");
    expect_refusal("camera:63", "can't be opened");
}

Test(file, gives_every_frame_with_its_time)
{
    unsigned char brightness[20];
    char path[64];
    struct error err = {{0}};
    struct image frame = {0};
    int64_t t_us = -1;
    for (int i = 0; i < 20; i++)
        brightness[i] = (unsigned char)(10 * i);
    sample_video(path, 64, 48, 30000, 1001, brightness, 20);
    struct frame_source *source = frame_source_open(path, (struct cv_camera_wish){0}, &err);
    cr_assert(source, "%s", err.text);
    const struct frame_source_info *info = frame_source_info(source);
    cr_assert(!info->camera && info->width_px == 64 && info->height_px == 48);
    cr_assert_float_eq(info->fps, 29.97, 0.01);
    for (int i = 0; i < 20; i++) {
        cr_assert_eq(frame_source_read(source, &frame, &t_us, &err), FRAME_GOT, "%s", err.text);
        cr_assert_float_eq((double)t_us, i * 1001e6 / 30000, 2);
        int shown = clamp_int((brightness[i] - 16) * 255 / 219, 0, 255); /* video's range of grey */
        cr_assert(abs(frame.bgr[3 * 64 * 20 + 60] - shown) <= 3, "frame %d is another", i);
    }
    cr_assert_eq(frame_source_read(source, &frame, &t_us, &err), FRAME_END);
    cr_assert_eq(frame_source_read(source, &frame, &t_us, &err), FRAME_END);
    cr_assert_eq(frame_source_repaired(source), 0);
    frame_source_close(source);
    frame_source_close(NULL);
    image_free(&frame);
    remove(path);
}

/* A name with a colon or a per cent sign is a file like any other. */
Test(file, odd_names_are_files)
{
    char path[64], odd[80];
    struct error err = {{0}};
    sample_video(path, 64, 48, 25, 1, (const unsigned char[]){100, 100}, 2);
    snprintf(odd, sizeof odd, "%s:a%%03d.y4m", path);
    cr_assert(rename(path, odd) == 0);
    struct frame_source *source = frame_source_open(odd, (struct cv_camera_wish){0}, &err);
    cr_assert(source, "%s", err.text);
    frame_source_close(source);
    remove(odd);
}
