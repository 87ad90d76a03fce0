/* The threads between pictures and poses: nothing lost in lock-step, the newest frame first when
 * live, and an end at any moment. The network is a tiny one that sees a body wherever it is
 * bright. */
#include "vision/estimator.h"
#include "vision_sample.h"

#include <time.h>

#define HANG_S 60 /* only to end a test that hangs; no test passes or fails by the clock */

struct scene {
    char video[64], model[64];
};

static struct scene scene_make(int frames, int fps, unsigned char first, unsigned char then)
{
    struct scene scene;
    unsigned char *brightness = malloc((size_t)frames);
    for (int i = 0; i < frames; i++)
        brightness[i] = i < frames / 2 ? first : then;
    sample_video(scene.video, 64, 64, fps, 1, brightness, frames);
    sample_model(scene.model, (struct sample_network){0});
    free(brightness);
    return scene;
}

static void scene_remove(const struct scene *scene)
{
    remove(scene->video);
    remove(scene->model);
}

static struct estimator *open_scene(const struct scene *scene, enum estimator_pace pace,
                                    enum estimator_pictures pictures)
{
    struct error err = {{0}};
    const struct estimator_config config = {.source = scene->video,
                                            .model = scene->model,
                                            .pace = pace,
                                            .pictures = pictures,
                                            .threads = 1};
    struct estimator *estimator = estimator_open(&config, &err);
    cr_assert(estimator, "%s", err.text);
    return estimator;
}

static void rest(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
}

Test(lock_step, every_frame_becomes_a_pose_in_order, .timeout = HANG_S)
{
    struct scene scene = scene_make(150, 25, 230, 230); /* more than the queue holds */
    struct estimator *estimator = open_scene(&scene, ESTIMATOR_LOCK_STEP, ESTIMATOR_PICTURES_NONE);
    struct estimate got;
    struct error err = {{0}};
    for (int i = 0; i < 150; i++) {
        cr_assert_eq(estimator_wait_pose(estimator, &got, &err), ESTIMATOR_POSE, "%s", err.text);
        cr_assert_eq(got.pose.t_us, i * 40000);
        cr_assert(got.pose.present && got.lost == 0);
        cr_assert(got.captured_us > 0 && got.ready_us >= got.captured_us);
        /* The body stands in the middle of the picture: hips at half its height. */
        cr_assert_float_eq(got.pose.joint[JOINT_LEFT_HIP].y, 0.5f, 0.02, "at %f, %f",
                           got.pose.joint[JOINT_LEFT_HIP].x, got.pose.joint[JOINT_LEFT_HIP].y);
    }
    cr_assert_eq(estimator_wait_pose(estimator, &got, &err), ESTIMATOR_ENDED);
    cr_assert_eq(estimator_poll_pose(estimator, &got, &err), ESTIMATOR_ENDED);
    struct estimator_count count = estimator_count(estimator);
    cr_assert(count.frames == 150 && count.poses == 150 && count.skipped == 0 && count.lost == 0);
    estimator_close(estimator);
    scene_remove(&scene);
}

Test(lock_step, the_dark_has_nobody_in_it, .timeout = HANG_S)
{
    struct scene scene = scene_make(20, 25, 230, 5);
    struct estimator *estimator = open_scene(&scene, ESTIMATOR_LOCK_STEP, ESTIMATOR_PICTURES_NONE);
    struct estimate got;
    for (int i = 0; i < 20; i++) {
        cr_assert_eq(estimator_wait_pose(estimator, &got, NULL), ESTIMATOR_POSE);
        cr_assert_eq(got.pose.present, i < 10, "frame %d", i);
        for (int joint = 0; i >= 10 && joint < JOINT_COUNT; joint++)
            cr_assert(got.pose.joint[joint].confidence == 0 && got.pose.joint[joint].x == 0);
    }
    estimator_close(estimator);
    scene_remove(&scene);
}

Test(lock_step, pictures_come_with_their_own_poses, .timeout = HANG_S)
{
    struct scene scene = scene_make(30, 25, 230, 5);
    struct estimator *estimator =
        open_scene(&scene, ESTIMATOR_LOCK_STEP, ESTIMATOR_PICTURES_WITH_POSE);
    struct estimator_picture picture = {0};
    struct estimate got;
    int64_t last_us = -1;
    while (estimator_wait_pose(estimator, &got, NULL) == ESTIMATOR_POSE) {
        if (!estimator_take_picture(estimator, &picture))
            continue;
        cr_assert_gt(picture.t_us, last_us);
        cr_assert_eq(picture.pose.t_us, picture.t_us);
        cr_assert_eq(picture.image.bgr[0] > 128, picture.pose.present);
        last_us = picture.t_us;
    }
    estimator_take_picture(estimator, &picture);
    cr_assert_eq(picture.t_us, 29 * 40000, "the last picture is the last frame");
    cr_assert_not(estimator_take_picture(estimator, &picture), "a picture comes once");
    image_free(&picture.image);
    estimator_close(estimator);
    scene_remove(&scene);
}

/* A file far faster than the estimator: what is skipped is counted, and the end is not. */
Test(live, the_newest_frame_wins, .timeout = HANG_S)
{
    struct scene scene = scene_make(400, 20000, 230, 230);
    struct estimator *estimator = open_scene(&scene, ESTIMATOR_LIVE, ESTIMATOR_PICTURES_AT_ONCE);
    struct estimate got;
    struct estimator_picture picture = {0};
    int64_t last_us = -1, poses = 0, lost = 0, picture_us = -1;
    enum estimator_poll answer;
    while ((answer = estimator_poll_pose(estimator, &got, NULL)) != ESTIMATOR_ENDED) {
        if (estimator_take_picture(estimator, &picture)) {
            cr_assert_gt(picture.t_us, picture_us);
            picture_us = picture.t_us;
        }
        if (answer == ESTIMATOR_NONE)
            continue;
        cr_assert_eq(answer, ESTIMATOR_POSE);
        cr_assert_gt(got.pose.t_us, last_us);
        last_us = got.pose.t_us;
        poses++;
        lost += got.lost;
    }
    struct estimator_count count = estimator_count(estimator);
    cr_assert_eq(count.frames, 400);
    cr_assert_eq(count.poses + count.skipped, count.frames);
    cr_assert_eq(poses + count.lost, count.poses);
    cr_assert_leq(lost, count.lost);
    if (count.lost == 0)
        cr_assert_eq(last_us, 399 * 50, "the last frame was not estimated");
    image_free(&picture.image);
    estimator_close(estimator);
    scene_remove(&scene);
}

/* Main doesn't come for poses: the first ones wait, what finds no room is counted. */
Test(live, a_full_queue_counts_what_it_turns_away, .timeout = HANG_S)
{
    struct scene scene = scene_make(200, 400, 230, 230);
    struct estimator *estimator = open_scene(&scene, ESTIMATOR_LIVE, ESTIMATOR_PICTURES_NONE);
    struct estimator_count count;
    do {
        rest();
        count = estimator_count(estimator);
    } while (count.frames < 200);
    struct estimate got;
    int64_t poses = 0, last_us = -1;
    while (estimator_wait_pose(estimator, &got, NULL) == ESTIMATOR_POSE) {
        cr_assert_gt(got.pose.t_us, last_us);
        last_us = got.pose.t_us;
        poses++;
    }
    count = estimator_count(estimator);
    cr_assert_eq(poses + count.lost, count.poses);
    cr_assert_geq(poses, count.poses < ESTIMATOR_QUEUE ? count.poses : ESTIMATOR_QUEUE);
    estimator_close(estimator);
    scene_remove(&scene);
}

/* The times of a file played live are when its frames are due. */
Test(live, a_frame_is_never_ahead_of_its_time, .timeout = HANG_S)
{
    struct scene scene = scene_make(20, 100, 230, 230);
    struct estimator *estimator = open_scene(&scene, ESTIMATOR_LIVE, ESTIMATOR_PICTURES_AT_ONCE);
    struct estimate got;
    while (estimator_wait_pose(estimator, &got, NULL) == ESTIMATOR_POSE) {
        cr_assert_eq(got.captured_us, estimator_start_us(estimator) + got.pose.t_us);
        cr_assert_geq(got.ready_us, got.captured_us);
    }
    struct estimator_picture picture = {0};
    cr_assert(estimator_take_picture(estimator, &picture));
    cr_assert_eq(picture.captured_us, estimator_start_us(estimator) + picture.t_us);
    cr_assert_eq(picture.t_us, 19 * 10000);
    image_free(&picture.image);
    estimator_close(estimator);
    scene_remove(&scene);
}

Test(shutdown, at_any_moment, .timeout = HANG_S)
{
    struct scene scene = scene_make(200, 50, 230, 5);
    for (int i = 0; i < 12; i++) {
        struct estimator *estimator = open_scene(
            &scene, i % 2 ? ESTIMATOR_LIVE : ESTIMATOR_LOCK_STEP, (enum estimator_pictures)(i % 3));
        struct estimate got;
        for (int poses = 0; poses < i; poses++)
            estimator_wait_pose(estimator, &got, NULL);
        estimator_set_hint(estimator, (struct tracker_hint){.posture = POSTURE_SUPINE});
        if (i > 8)
            rest(); /* lock-step: time enough for the queue to fill and both threads to wait */
        estimator_close(estimator);
    }
    estimator_close(NULL);
    scene_remove(&scene);
}

/* The next frame is due in a thousand seconds; closing doesn't wait for it. */
Test(shutdown, while_a_frame_is_not_yet_due, .timeout = HANG_S)
{
    struct scene scene;
    sample_video(scene.video, 64, 64, 1, 1000, (const unsigned char[]){200, 200, 200}, 3);
    sample_model(scene.model, (struct sample_network){0});
    struct estimator *estimator = open_scene(&scene, ESTIMATOR_LIVE, ESTIMATOR_PICTURES_NONE);
    struct estimate got;
    cr_assert_eq(estimator_wait_pose(estimator, &got, NULL), ESTIMATOR_POSE);
    estimator_close(estimator);
    scene_remove(&scene);
}

Test(open, says_which_of_source_and_model_is_missing)
{
    struct scene scene = scene_make(2, 25, 230, 230);
    struct error err = {{0}};
    cr_assert_null(estimator_open(
        &(struct estimator_config){.source = scene.video, .model = "/tmp/no.onnx"}, &err));
    cr_assert(strstr(err.text, "/tmp/no.onnx"), "%s", err.text);
    cr_assert_null(estimator_open(
        &(struct estimator_config){.source = "/tmp/no.mp4", .model = scene.model}, &err));
    cr_assert(strstr(err.text, "/tmp/no.mp4"), "%s", err.text);
    scene_remove(&scene);
}
