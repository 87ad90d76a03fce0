/* The instructor: every shipped exercise, on either side, is shown within its picture by a body
 * whose limbs keep their lengths, at the prescribed tempo, and reaches the target as the core's own
 * features read it off that body. */
#include "instructor.h"

#include "draw_avatar.h"
#include "instructor_words.h"
#include "movement/features.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const ids[] = {"adductor_butterfly",
                                  "adductor_squeeze",
                                  "bird_dog",
                                  "bridge",
                                  "cat_camel",
                                  "childs_pose",
                                  "clamshell",
                                  "dead_bug",
                                  "figure4_piriformis",
                                  "hamstring_supine",
                                  "hip_abduction_side_lying",
                                  "hip_abduction_standing",
                                  "hip_flexor_half_kneeling",
                                  "hip_hinge",
                                  "lower_trunk_rotation",
                                  "mini_squat",
                                  "pelvic_tilt",
                                  "quadruped_hip_ext",
                                  "side_bend_seated",
                                  "side_plank_knees",
                                  "single_knee_to_chest",
                                  "sit_to_stand",
                                  "tra_brace"};

static const float aspects[] = {16.0f / 9, 0.9f, 2.1f};

static void load(const char *id, struct exercise *exercise)
{
    struct error err = {""};
    char path[512];
    snprintf(path, sizeof path, UNGUARD_SOURCE_DIR "/config/exercises/%s.cfg", id);
    cr_assert(exercise_load(path, exercise, &err), "%s", err.text);
}

typedef void check(const struct exercise *exercise, enum body_side side);

/* Every exercise, on each of its sides. */
static void for_all(check *look)
{
    struct exercise exercise;
    for (size_t i = 0; i < ARRAY_LENGTH(ids); i++) {
        load(ids[i], &exercise);
        if (exercise.sides == SIDES_TOGETHER) {
            look(&exercise, SIDE_NONE);
        } else {
            look(&exercise, SIDE_LEFT);
            look(&exercise, SIDE_RIGHT);
        }
    }
}

Test(instructor, no_exercise_is_forgotten)
{
    DIR *folder = opendir(UNGUARD_SOURCE_DIR "/config/exercises");
    cr_assert_not_null(folder);
    int count = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        count += strstr(entry->d_name, ".cfg") != NULL;
    }
    closedir(folder);
    cr_expect_eq(count, (int)ARRAY_LENGTH(ids), "%d files", count);
}

/* ---- the frame ---- */

static void stays_inside(const struct exercise *exercise, enum body_side side)
{
    for (size_t k = 0; k < ARRAY_LENGTH(aspects); k++) {
        struct instructor instructor;
        instructor_prepare(&instructor, exercise, side, aspects[k]);
        const float flesh = 0.02f;
        for (int i = 0; i <= 20; i++) {
            struct instructor_figure figure = instructor_figure(&instructor, 0.05f * (float)i);
            for (int joint = 0; joint < JOINT_COUNT; joint++) {
                const struct landmark *at = &figure.pose.joint[joint];
                cr_expect(at->x > flesh && at->x < aspects[k] - flesh && at->y > flesh &&
                              at->y < 1 - flesh,
                          "%s, picture of %.2f: %s at %.2f %.2f", exercise->id, (double)aspects[k],
                          joint_name((enum joint)joint), (double)at->x, (double)at->y);
            }
        }
        cr_expect_gt(instructor.camera.body_height, 0.25f, "%s is large enough", exercise->id);
    }
}

Test(instructor, stays_inside_its_picture)
{
    for_all(stays_inside);
}

/* Everything that is drawn of it: no pixel at the canvas's edge is touched. */
static void is_drawn_inside(const struct exercise *exercise, enum body_side side)
{
    enum { W = 320, H = 180 };
    struct instructor instructor;
    struct canvas canvas = {0};
    struct path path = {0};
    instructor_prepare(&instructor, exercise, side, (float)W / H);
    cr_assert(canvas_resize(&canvas, W, H));
    canvas_clear(&canvas, 0xff000000u);
    for (int i = 0; i <= 4; i++) {
        struct instructor_figure figure = instructor_figure(&instructor, 0.25f * (float)i);
        struct avatar_place place = {{0, 0, W, H}, i % 2 == 0, palette_dawn()};
        avatar_draw(&canvas, &path, &instructor, &figure, &place);
    }
    long drawn = 0;
    for (int y = 0; y < H; y++) {
        for (int x = 0; x < W; x++) {
            bool touched = canvas.px[y * W + x] != 0xff000000u;
            bool edge = x == 0 || y == 0 || x == W - 1 || y == H - 1;
            drawn += touched;
            cr_expect_not(touched && edge, "%s at %d %d", exercise->id, x, y);
        }
    }
    cr_expect_gt(drawn, W * H / 40, "%s: %ld pixels", exercise->id, drawn);
    path_free(&path);
    canvas_free(&canvas);
}

Test(instructor, all_of_the_figure_is_in_the_picture)
{
    for_all(is_drawn_inside);
}

/* ---- the limbs ---- */

static double length3(const struct pose *pose, int a, int b)
{
    const struct landmark *p = &pose->joint[a], *q = &pose->joint[b];
    double x = (double)(p->x - q->x), y = (double)(p->y - q->y), z = (double)(p->z - q->z);
    return sqrt(x * x + y * y + z * z);
}

static void keeps_lengths(const struct exercise *exercise, enum body_side side)
{
    static const int limb[][2] = {{JOINT_LEFT_HIP, JOINT_LEFT_KNEE},
                                  {JOINT_LEFT_KNEE, JOINT_LEFT_ANKLE},
                                  {JOINT_LEFT_SHOULDER, JOINT_LEFT_ELBOW},
                                  {JOINT_LEFT_ELBOW, JOINT_LEFT_WRIST},
                                  {JOINT_LEFT_HEEL, JOINT_LEFT_TOE}};
    struct body_shape shape = body_shape_default();
    const float wanted[] = {shape.thigh, shape.shank, shape.upper_arm, shape.forearm, shape.foot};
    struct instructor instructor;
    instructor_prepare(&instructor, exercise, side, 16.0f / 9);
    double metre = (double)instructor.camera.body_height / 1.70;
    for (int i = 0; i <= 20; i++) {
        struct instructor_figure figure = instructor_figure(&instructor, 0.05f * (float)i);
        for (size_t k = 0; k < ARRAY_LENGTH(limb); k++) {
            for (int other = 0; other < 2; other++) {
                double length = length3(&figure.pose, limb[k][0] + other, limb[k][1] + other);
                cr_expect_float_eq(length, (double)wanted[k] * metre, 1e-3, "%s: %s is %.3f m",
                                   exercise->id, joint_name((enum joint)(limb[k][1] + other)),
                                   length / metre);
            }
        }
    }
}

Test(instructor, limbs_keep_their_lengths)
{
    for_all(keeps_lengths);
}

/* ---- the target ---- */

/* Reads the figure as the coach reads a person: quiet, along the way, and at the target. */
static void reaches_target(const struct exercise *exercise, enum body_side side)
{
    struct instructor instructor;
    instructor_prepare(&instructor, exercise, side, 16.0f / 9);
    struct feature_settings settings = feature_settings_default();
    struct feature_state state = {0};
    struct features features = {0};
    int64_t t_us = 0;
    for (int i = 0; i < 360; i++) {
        float share = i < 180 ? 0 : i < 270 ? (float)(i - 180) / 90 : 1;
        struct pose pose = instructor_figure(&instructor, share).pose;
        pose.t_us = t_us += 33333;
        pose = pose_quantize(pose);
        features = features_step(&state, &settings, &pose, i < 180);
    }
    struct reading reading = features_read(&features, &state, exercise->target.signal, side);
    cr_expect(reading.seen, "%s: the target's signal is not seen", exercise->id);
    cr_expect_float_eq(reading.value, exercise->target.value, exercise->target.tolerance,
                       "%s: %.2f, asked for %.2f +- %.2f", exercise->id, (double)reading.value,
                       (double)exercise->target.value, (double)exercise->target.tolerance);
    if (instructor.ranged) {
        cr_expect(instructor.low < 1 && instructor.high >= 1, "%s: band %.2f to %.2f", exercise->id,
                  (double)instructor.low, (double)instructor.high);
        float share = 0;
        cr_expect(instructor_share(&instructor, reading.value, &share));
        cr_expect_float_eq(share, 1, 0.05, "%s: the target is at the way's end, not %.2f",
                           exercise->id, (double)share);
    }
    cr_expect(instructor.ranged || exercise->guided, "%s has no band", exercise->id);
}

Test(instructor, reaches_the_target_as_features_read_it)
{
    for_all(reaches_target);
}

/* The limb that the way belongs to moves; what is led by the clock shows something too. */
static void shows_movement(const struct exercise *exercise, enum body_side side)
{
    struct instructor instructor;
    instructor_prepare(&instructor, exercise, side, 16.0f / 9);
    struct instructor_figure from = instructor_figure(&instructor, 0);
    struct instructor_figure to = instructor_figure(&instructor, 1);
    if (exercise->guided) {
        cr_expect(to.tension > from.tension || fabsf(to.back_curve - from.back_curve) > 20, "%s",
                  exercise->id);
        return;
    }
    int tip = instructor.tip;
    float way = hypotf(to.pose.joint[tip].x - from.pose.joint[tip].x,
                       to.pose.joint[tip].y - from.pose.joint[tip].y);
    cr_expect_gt(way, 0.02f, "%s: %s goes %.3f", exercise->id, joint_name((enum joint)tip),
                 (double)way);
}

Test(instructor, the_way_can_be_seen)
{
    for_all(shows_movement);
}

/* ---- sides ---- */

/* Seen from the front the left side's exercise is the mirror image of the right side's; from the
 * side, the watched side is the near one. */
static void mirrors(const struct exercise *exercise, enum body_side side)
{
    if (side != SIDE_LEFT) {
        return;
    }
    struct instructor left, right;
    instructor_prepare(&left, exercise, SIDE_LEFT, 16.0f / 9);
    instructor_prepare(&right, exercise, SIDE_RIGHT, 16.0f / 9);
    for (int i = 0; i <= 4; i++) {
        struct pose a = instructor_figure(&left, 0.25f * (float)i).pose;
        struct pose b = pose_mirror(instructor_figure(&right, 0.25f * (float)i).pose, 16.0f / 9);
        for (int joint = 0; joint < JOINT_COUNT; joint++) {
            cr_expect_float_eq(a.joint[joint].x, b.joint[joint].x, 2e-3, "%s %s: %.3f %.3f",
                               exercise->id, joint_name((enum joint)joint),
                               (double)a.joint[joint].x, (double)b.joint[joint].x);
            cr_expect_float_eq(a.joint[joint].y, b.joint[joint].y, 2e-3, "%s", exercise->id);
        }
    }
    if (exercise->view == VIEW_SIDE) {
        struct pose a = instructor_figure(&left, 1).pose;
        int near = exercise->target.signal.side == SIGNAL_OTHER ? JOINT_RIGHT_HIP : JOINT_LEFT_HIP;
        cr_expect_lt(a.joint[near].z, a.joint[joint_opposite((enum joint)near)].z, "%s",
                     exercise->id);
    }
}

Test(instructor, mirrored_is_the_other_side)
{
    for_all(mirrors);
}

/* A person with the head at the other end is told from one who lies as shown. */
Test(instructor, knows_who_lies_the_other_way_round)
{
    struct exercise exercise;
    struct instructor instructor;
    static const char *const some[] = {"bridge", "cat_camel", "mini_squat", "sit_to_stand"};
    for (size_t i = 0; i < ARRAY_LENGTH(some); i++) {
        load(some[i], &exercise);
        instructor_prepare(&instructor, &exercise, SIDE_NONE, 16.0f / 9);
        struct pose pose = instructor_figure(&instructor, 0.5f).pose;
        cr_expect_not(instructor_turned(&instructor, &pose, 0.5f), "%s", some[i]);
        pose = pose_mirror(pose, 16.0f / 9);
        cr_expect(instructor_turned(&instructor, &pose, 0.5f), "%s", some[i]);
        for (int joint = 0; joint < JOINT_COUNT; joint++) {
            pose.joint[joint].confidence = 0.2f;
        }
        cr_expect_not(instructor_turned(&instructor, &pose, 0.5f), "not seen is no answer");
    }
}

/* ---- tempo ---- */

static void keeps_tempo(const struct exercise *exercise, enum body_side side)
{
    (void)side;
    const struct target *target = &exercise->target;
    double spent[PHASE_COUNT] = {0}, fastest = 0, before = 0;
    double cycle = instructor_cycle_s(exercise);
    const double step_s = 0.001;
    int seconds = 0;
    for (double t = 0; t < cycle - step_s / 2; t += step_s) {
        struct instructor_moment moment = instructor_demonstrate(exercise, t);
        spent[moment.phase] += step_s;
        cr_assert(moment.share >= 0 && moment.share <= 1);
        if (moment.phase == PHASE_MOVE) {
            fastest = fmax(fastest, ((double)moment.share - before) / step_s);
        }
        if (moment.phase == PHASE_HOLD && moment.second > seconds) {
            cr_expect_eq(moment.second, seconds + 1, "%s counts every second", exercise->id);
            seconds = moment.second;
        }
        before = (double)moment.share;
        cr_assert_eq(moment.rep, 1);
    }
    cr_expect_float_eq(spent[PHASE_MOVE], (double)target->move_s, 0.01, "%s", exercise->id);
    cr_expect_float_eq(spent[PHASE_RETURN], (double)target->return_s, 0.01, "%s", exercise->id);
    cr_expect_float_eq(spent[PHASE_HOLD], (double)target->hold_s, 0.01, "%s", exercise->id);
    cr_expect_eq(seconds, (int)(target->hold_s + 0.5f), "%s: %d s counted", exercise->id, seconds);
    /* minimum jerk: the highest speed is 15/8 of the mean */
    cr_expect_float_eq(fastest * (double)target->move_s, 1.875, 0.02, "%s", exercise->id);
    cr_expect_eq(instructor_demonstrate(exercise, cycle + 0.1).rep, 2);
}

Test(instructor, keeps_the_prescribed_tempo)
{
    for_all(keeps_tempo);
}

Test(instructor, follows_the_coach_without_a_leap)
{
    struct exercise exercise;
    load("bridge", &exercise);
    struct instructor_moment at = instructor_follow(&exercise, PHASE_MOVE, 0, 0, 0.3f);
    cr_expect_float_eq(at.share, 0.3f, 1e-6);
    at = instructor_follow(&exercise, PHASE_MOVE, 10, 0, 0.3f);
    cr_expect_float_eq(at.share, 1, 1e-6);
    at = instructor_follow(&exercise, PHASE_HOLD, 5, 1.2f, 1);
    cr_expect_float_eq(at.share, 1, 1e-6);
    cr_expect_eq(at.second, 2);
    cr_expect_eq(at.seconds, 3);
    at = instructor_follow(&exercise, PHASE_RETURN, 0, 0, 0.8f);
    cr_expect_float_eq(at.share, 0.8f, 1e-6);
    at = instructor_follow(&exercise, PHASE_RETURN, 2, 0, 0.8f);
    cr_expect_float_eq(at.share, 0, 1e-6);
    at = instructor_follow(&exercise, PHASE_START, 5, 0, 0.8f);
    cr_expect_float_eq(at.share, 0, 1e-6);
}

/* ---- the pause gesture ---- */

/* Both wrists above the head pause; no exercise shows that. */
static void pauses_nothing(const struct exercise *exercise, enum body_side side)
{
    struct instructor instructor;
    instructor_prepare(&instructor, exercise, side, 16.0f / 9);
    for (int i = 0; i <= 20; i++) {
        struct pose pose = instructor_figure(&instructor, 0.05f * (float)i).pose;
        float head = pose.joint[JOINT_HEAD_TOP].y;
        bool upright = pose.joint[JOINT_NECK].y < pose.joint[JOINT_LEFT_HIP].y - 0.1f;
        cr_expect_not(upright && pose.joint[JOINT_LEFT_WRIST].y < head &&
                          pose.joint[JOINT_RIGHT_WRIST].y < head,
                      "%s", exercise->id);
    }
}

Test(instructor, shows_no_pause_gesture)
{
    for_all(pauses_nothing);
}

/* ---- words ---- */

static bool is_calm(const char *text)
{
    static const char *const never[] = {"danger", "wrong",  "damage", "injur",
                                        "spasm",  "harder", "faster", "pain"};
    char lower[INSTRUCTOR_WORDS];
    size_t i = 0;
    for (; text[i] && i + 1 < sizeof lower; i++) {
        lower[i] = (char)tolower((unsigned char)text[i]);
    }
    lower[i] = '\0';
    for (size_t k = 0; k < ARRAY_LENGTH(never); k++) {
        if (strstr(lower, never[k])) {
            return false;
        }
    }
    return true;
}

static void is_told(const struct exercise *exercise, enum body_side side)
{
    char text[INSTRUCTOR_WORDS];
    const char *camera = instructor_camera_words(exercise->posture, exercise->view);
    cr_expect(camera && strstr(camera, "amera"), "%s", exercise->id);
    instructor_feel_words(exercise, text, sizeof text);
    cr_expect(text[0], "%s names no muscle", exercise->id);
    int count = 0;
    while (instructor_mind_words(exercise, count, text, sizeof text)) {
        cr_expect(is_calm(text), "%s: %s", exercise->id, text);
        cr_expect_null(strstr(text, "Ease off"), "%s: %s", exercise->id, text);
        cr_expect(isupper((unsigned char)text[0]), "%s: %s", exercise->id, text);
        count++;
    }
    cr_expect_gt(count, 0, "%s names nothing to mind", exercise->id);
    bool sided = exercise->view == VIEW_SIDE && side != SIDE_NONE;
    cr_expect_eq(instructor_near_words(exercise, side)[0] != '\0', sided, "%s", exercise->id);
}

Test(instructor, every_exercise_is_told)
{
    for_all(is_told);
}

Test(instructor, camera_words_for_every_posture_and_view)
{
    for (int posture = 0; posture < POSTURE_COUNT; posture++) {
        for (int view = 0; view < VIEW_COUNT; view++) {
            const char *words = instructor_camera_words((enum posture)posture, (enum view)view);
            cr_expect(words && words[0] && is_calm(words));
        }
    }
}

Test(instructor, the_same_every_time)
{
    struct exercise exercise;
    struct instructor a, b;
    load("bird_dog", &exercise);
    instructor_prepare(&a, &exercise, SIDE_LEFT, 16.0f / 9);
    instructor_prepare(&b, &exercise, SIDE_LEFT, 16.0f / 9);
    cr_expect_eq(memcmp(a.value, b.value, sizeof a.value), 0);
    struct instructor_figure p = instructor_figure(&a, 0.37f), q = instructor_figure(&b, 0.37f);
    cr_expect_eq(memcmp(&p.pose.joint, &q.pose.joint, sizeof p.pose.joint), 0);
}
