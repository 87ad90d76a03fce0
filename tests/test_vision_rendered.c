/* Rendered people: the same seed the same bytes, bodies where their joints are, near before far;
 * and that made frames come through the source and the estimator with the times they were given. */
#include "rendered_scene.h"
#include "vision/estimator.h"
#include "vision_sample.h"

#include <math.h>
#include <pthread.h>

#define HANG_S 120 /* only to end a test that hangs */
#define ASPECT (16.0f / 9)

static struct rendered *open_room(int width, int height, uint64_t seed, float noise)
{
    struct error err = {{0}};
    const struct rendered_options options = {
        .width_px = width, .height_px = height, .seed = seed, .noise = noise};
    struct rendered *rendered = rendered_open(&options, &err);
    cr_assert(rendered, "%s", err.text);
    return rendered;
}

static struct image draw(struct rendered *rendered, const struct rendered_person *people, int count,
                         int64_t t_us)
{
    struct image image = {0};
    struct error err = {{0}};
    cr_assert(rendered_draw(rendered, people, count, t_us, &image, &err), "%s", err.text);
    return image;
}

static struct rendered_person standing(enum view view, const struct body_angles *angles)
{
    struct body_camera camera = body_camera_default(POSTURE_STANDING, view, ASPECT);
    return (struct rendered_person){
        .pose = body_pose(&(struct body_shape){0}, angles, POSTURE_STANDING, &camera),
        .posture = POSTURE_STANDING,
        .view = view};
}

static size_t size_of(const struct image *image)
{
    return (size_t)image->stride_bytes * (size_t)image->height_px;
}

static bool same(const struct image *a, const struct image *b)
{
    return size_of(a) == size_of(b) && memcmp(a->bgr, b->bgr, size_of(a)) == 0;
}

/* Sum of the differences of the three colours at a pixel. */
static int apart(const struct image *a, const struct image *b, int x, int y)
{
    int sum = 0;
    for (int i = 0; i < 3; i++)
        sum +=
            abs(a->bgr[y * a->stride_bytes + 3 * x + i] - b->bgr[y * b->stride_bytes + 3 * x + i]);
    return sum;
}

Test(rendered, the_same_seed_gives_the_same_bytes)
{
    const struct rendered_person person = standing(VIEW_SIDE, &(struct body_angles){0});
    struct rendered *one = open_room(640, 360, 7, 2), *two = open_room(640, 360, 7, 2);
    struct rendered *other = open_room(640, 360, 8, 2);
    /* What was drawn before leaves no trace. */
    const struct rendered_person before = standing(VIEW_FRONT, &(struct body_angles){0});
    struct image first = draw(one, &before, 1, 5), a = draw(one, &person, 1, 40000);
    struct image b = draw(two, &person, 1, 40000), later = draw(two, &person, 1, 73333);
    struct image c = draw(other, &person, 1, 40000);
    cr_expect(same(&a, &b));
    cr_expect_not(same(&a, &later), "the sensor's noise is new in each picture");
    cr_expect_not(same(&a, &c), "another seed, another person in another room");
    struct image *images[] = {&first, &a, &b, &later, &c};
    for (size_t i = 0; i < ARRAY_LENGTH(images); i++)
        image_free(images[i]);
    rendered_close(one);
    rendered_close(two);
    rendered_close(other);
}

/* How far the middle of what was drawn across a limb, halfway along it, lies from the line between
 * its joints, pixels. */
static float off_middle(const struct image *empty, const struct image *image,
                        const struct pose *pose, enum joint from, enum joint to)
{
    const struct landmark *a = &pose->joint[from], *b = &pose->joint[to];
    float h = (float)image->height_px, dx = b->x - a->x, dy = b->y - a->y;
    float length = sqrtf(dx * dx + dy * dy), x = h * (a->x + b->x) / 2, y = h * (a->y + b->y) / 2;
    int first = 1000, last = -1000;
    for (int step = -60; step <= 60; step++) {
        int u = (int)(x - (float)step * 0.5f * dy / length),
            v = (int)(y + (float)step * 0.5f * dx / length);
        bool drawn = apart(empty, image, u, v) > 60;
        if (drawn && step < first)
            first = step;
        if (drawn && step > last)
            last = step;
    }
    cr_assert_lt(first, last, "nothing is drawn between %s and %s", joint_name(from),
                 joint_name(to));
    return 0.25f * (float)(first + last);
}

Test(rendered, limbs_lie_between_their_joints)
{
    const struct body_angles angles = {
        .shoulder_flexion = {80, 80}, .hip_flexion = {50, -10}, .knee_flexion = {20, 20}};
    static const enum joint limbs[][2] = {{JOINT_LEFT_ELBOW, JOINT_LEFT_WRIST},
                                          {JOINT_LEFT_KNEE, JOINT_LEFT_ANKLE},
                                          {JOINT_RIGHT_KNEE, JOINT_RIGHT_ANKLE}};
    struct rendered *rendered = open_room(1280, 720, 4, 0);
    struct image empty = draw(rendered, NULL, 0, 0);
    const struct rendered_person person = standing(VIEW_SIDE, &angles);
    struct image image = draw(rendered, &person, 1, 0);
    for (size_t i = 0; i < ARRAY_LENGTH(limbs); i++) {
        float off = off_middle(&empty, &image, &person.pose, limbs[i][0], limbs[i][1]);
        cr_expect_leq(fabsf(off), 5, "%s: %.1f px of 720", joint_name(limbs[i][0]), off);
    }
    for (int i = 0; i < JOINT_COUNT; i++) {
        const struct landmark *joint = &person.pose.joint[i];
        int x = (int)(720 * joint->x), y = (int)(720 * joint->y) + (i == JOINT_HEAD_TOP ? 4 : 0);
        bool sole = i >= JOINT_LEFT_HEEL; /* at the outline's edge */
        cr_expect(sole || apart(&empty, &image, x, y) > 40, "%s", joint_name((enum joint)i));
    }
    int crown = (int)(720 * person.pose.joint[JOINT_HEAD_TOP].y);
    for (int x = 0; x < 1280; x++)
        cr_expect_eq(apart(&empty, &image, x, crown - 30), 0, "nothing is above the head");
    image_free(&empty);
    image_free(&image);
    rendered_close(rendered);
}

/* A wrist before the trunk shows skin, one behind it shows cloth. */
Test(rendered, what_is_nearer_hides_what_is_farther)
{
    struct rendered_person near_hand = standing(VIEW_FRONT, &(struct body_angles){0});
    struct landmark *joint = near_hand.pose.joint;
    joint[JOINT_RIGHT_ELBOW] = joint[JOINT_RIGHT_SHOULDER];
    joint[JOINT_RIGHT_ELBOW].y += 0.14f;
    joint[JOINT_RIGHT_WRIST] = joint[JOINT_NECK];
    joint[JOINT_RIGHT_WRIST].y += 0.14f;
    joint[JOINT_RIGHT_ELBOW].z = joint[JOINT_RIGHT_WRIST].z = joint[JOINT_NECK].z - 0.12f;
    struct rendered_person far_hand = near_hand, no_hand = near_hand;
    far_hand.pose.joint[JOINT_RIGHT_ELBOW].z = far_hand.pose.joint[JOINT_RIGHT_WRIST].z =
        joint[JOINT_NECK].z + 0.15f;
    no_hand.pose.joint[JOINT_RIGHT_WRIST].x -= 0.3f;
    struct rendered *rendered = open_room(640, 360, 4, 0);
    struct image before = draw(rendered, &near_hand, 1, 0),
                 behind = draw(rendered, &far_hand, 1, 0);
    struct image none = draw(rendered, &no_hand, 1, 0);
    int x = (int)(360 * joint[JOINT_RIGHT_WRIST].x), y = (int)(360 * joint[JOINT_RIGHT_WRIST].y);
    cr_expect_gt(apart(&before, &none, x, y), 100);
    cr_expect_leq(apart(&behind, &none, x, y), 15);
    image_free(&before);
    image_free(&behind);
    image_free(&none);
    rendered_close(rendered);
}

/* How many pixels of columns from..to differ clearly. */
static int changed(const struct image *a, const struct image *b, int from, int to)
{
    int count = 0;
    for (int y = 0; y < a->height_px; y++)
        for (int x = from; x < to; x++)
            count += apart(a, b, x, y) > 60;
    return count;
}

Test(scene, has_as_many_people_as_it_says)
{
    struct rendered_scene empty =
        rendered_scene_open(SCENE_EMPTY, POSTURE_STANDING, VIEW_FRONT, 3, 0);
    struct rendered_scene two = rendered_scene_open(SCENE_TWO, POSTURE_STANDING, VIEW_FRONT, 3, 0);
    struct rendered_scene leaves =
        rendered_scene_open(SCENE_LEAVES, POSTURE_SUPINE, VIEW_SIDE, 9, 0);
    struct rendered_scene covered =
        rendered_scene_open(SCENE_COVERED, POSTURE_STANDING, VIEW_SIDE, 3, 0);
    struct image room = {0}, image = {0};
    int64_t t_us;
    rendered_scene_frame(&empty, 0, &t_us, &room);
    rendered_scene_frame(&two, 1, &t_us, &image);
    cr_expect_eq(t_us, 33333);
    cr_expect_gt(changed(&room, &image, 0, 320), 2000);
    cr_expect_gt(changed(&room, &image, 320, 640), 2000);
    static const bool there[9] = {1, 1, 1, 0, 0, 0, 1, 1, 1};
    for (int i = 0; i < 9; i++) {
        rendered_scene_frame(&leaves, i, &t_us, &image);
        int count = changed(&room, &image, 0, 640);
        cr_expect(there[i] ? count > 2000 : count == 0, "frame %d: %d pixels", i, count);
    }
    rendered_scene_frame(&covered, 0, &t_us, &image);
    for (size_t i = 0; i < size_of(&image); i++)
        cr_assert_eq(image.bgr[i], 0);
    image_free(&room);
    image_free(&image);
    rendered_scene_close(&empty);
    rendered_scene_close(&two);
    rendered_scene_close(&leaves);
    rendered_scene_close(&covered);
}

Test(rendered, what_is_no_body_is_not_drawn)
{
    struct rendered *rendered = open_room(320, 240, 1, 0);
    struct rendered_person person = standing(VIEW_SIDE, &(struct body_angles){0}), odd = person;
    odd.pose.joint[JOINT_LEFT_KNEE].x = NAN;
    struct rendered_person far = person, nobody = person, point = person;
    far.pose.joint[JOINT_HEAD_TOP].y = 1e20f;
    nobody.pose.present = false;
    for (int i = 0; i < JOINT_COUNT; i++)
        point.pose.joint[i] = (struct landmark){0.5f, 0.5f, 0, 1};
    struct image empty = draw(rendered, NULL, 0, 0);
    const struct rendered_person *none[] = {&odd, &far, &nobody};
    for (size_t i = 0; i < ARRAY_LENGTH(none); i++) {
        struct image image = draw(rendered, none[i], 1, 0);
        cr_expect(same(&empty, &image), "%zu", i);
        image_free(&image);
    }
    struct image image =
        draw(rendered, &point, 1, 0); /* of no size: no matter what, but no crash */
    image_free(&image);
    image_free(&empty);
    rendered_close(rendered);
    rendered_close(NULL);
    struct error err = {{0}};
    cr_expect_null(rendered_open(&(struct rendered_options){.width_px = 63}, &err));
    cr_expect(strstr(err.text, "64") && strstr(err.text, "63"), "%s", err.text);
}

/* ---- the seam ---- */

Test(seam, made_frames_keep_their_times, .timeout = HANG_S)
{
    /* As a camera that stumbles: nothing of it is smoothed, shifted or counted as repaired. */
    static const int64_t times[] = {33333, 66667, 66668, 400000, 7400000, 7433333};
    const int count = (int)ARRAY_LENGTH(times);
    struct rendered_scene scene =
        rendered_scene_open(SCENE_ONE, POSTURE_STANDING, VIEW_SIDE, count, 1);
    scene.t_us = times;
    char model[64];
    sample_model(model, (struct sample_network){0});
    const struct frame_maker maker = rendered_scene_maker(&scene);
    const struct estimator_config config = {
        .maker = &maker, .model = model, .pace = ESTIMATOR_LOCK_STEP, .threads = 1};
    struct error err = {{0}};
    struct estimator *estimator = estimator_open(&config, &err);
    cr_assert(estimator, "%s", err.text);
    cr_expect_not(estimator_info(estimator)->camera);
    cr_expect_eq(estimator_info(estimator)->width_px, 640);
    struct estimate got;
    for (int i = 0; i < count; i++) {
        cr_assert_eq(estimator_wait_pose(estimator, &got, &err), ESTIMATOR_POSE, "%s", err.text);
        cr_expect_eq(got.pose.t_us, times[i]);
    }
    cr_expect_eq(estimator_wait_pose(estimator, &got, &err), ESTIMATOR_ENDED);
    cr_expect_eq(estimator_count(estimator).repaired, 0);
    estimator_close(estimator);
    rendered_scene_close(&scene);
    remove(model);
}

/* A maker that has nothing to give until it is told to stop. */
struct idle {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool stopped;
};

static enum frame_answer idle_next(void *self, struct image *into, int64_t *t_us, struct error *err)
{
    struct idle *idle = self;
    (void)into;
    (void)t_us;
    (void)err;
    pthread_mutex_lock(&idle->lock);
    while (!idle->stopped)
        pthread_cond_wait(&idle->changed, &idle->lock);
    pthread_mutex_unlock(&idle->lock);
    return FRAME_END;
}

static void idle_stop(void *self)
{
    struct idle *idle = self;
    pthread_mutex_lock(&idle->lock);
    idle->stopped = true;
    pthread_cond_signal(&idle->changed);
    pthread_mutex_unlock(&idle->lock);
}

Test(seam, closing_does_not_wait_for_a_maker_that_waits, .timeout = HANG_S)
{
    struct idle idle = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false};
    const struct frame_maker maker = {idle_next, idle_stop, &idle, 64, 64, 30};
    char model[64];
    sample_model(model, (struct sample_network){0});
    const struct estimator_config config = {.maker = &maker, .model = model, .threads = 1};
    struct error err = {{0}};
    struct estimator *estimator = estimator_open(&config, &err);
    cr_assert(estimator, "%s", err.text);
    estimator_close(estimator);
    cr_expect(idle.stopped);
    remove(model);
}
