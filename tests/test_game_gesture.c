/* Gestures from poses: found in time whatever the rate, noise and gaps, standing and lying; and
 * never in what an exercise itself asks for. */
#include "gesture.h"
#include "gesture_sample.h"
#include "plan/library.h"
#include "session/chance.h"
#include "session/performer.h"
#include "session/session.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#define MAX_IDS 40
#define ASPECT  GESTURE_ASPECT

/* A body that a camera sees with noise and gaps. */
struct actor {
    struct chance luck;
    float noise, dropout; /* heights; share of joints */
};

static struct pose seen_by(struct actor *actor, struct pose pose, int64_t t_us)
{
    pose.t_us = t_us;
    for (int i = 0; i < JOINT_COUNT; i++) {
        double x, y;
        chance_normal_pair(&actor->luck, &x, &y);
        pose.joint[i].x += actor->noise * (float)x;
        pose.joint[i].y += actor->noise * (float)y;
        if (chance_uniform(&actor->luck) < (double)actor->dropout)
            pose.joint[i] = (struct landmark){0};
    }
    return pose_quantize(pose);
}

static struct gesture_scene scene_of(const struct exercise *exercise)
{
    return (struct gesture_scene){
        .posture = exercise->posture, .aspect = ASPECT, .min_confidence = 0.5f};
}

/* Steps for so long; the first time the gesture was told, in seconds, or -1. Counts all told. */
static double run(struct gesture_state *state, const struct gesture_scene *scene,
                  struct actor *actor, struct pose pose, double from_s, double length_s,
                  double rate, enum gesture wanted, int *count)
{
    const struct gesture_rules rules = gesture_rules_default();
    double told_s = -1;
    const int frames = (int)(length_s * rate + 0.5);
    for (int i = 0; i < frames; i++) {
        const double t_s = from_s + i / rate;
        const int64_t t_us = (int64_t)(t_s * 1e6);
        const struct pose seen = seen_by(actor, pose, t_us);
        const enum gesture gesture = gesture_step(state, &rules, scene, &seen, t_us);
        if (gesture == GESTURE_NONE)
            continue;
        if (count)
            count[gesture]++;
        if (gesture == wanted && told_s < 0)
            told_s = t_s - from_s;
    }
    return told_s;
}

/* ---- the shipped exercises ---- */

struct shelf {
    struct library *library;
    int count;
    char id[MAX_IDS][ID_SIZE];
};

static struct shelf shelf_open(void)
{
    struct shelf shelf = {0};
    struct error err = {""};
    shelf.library = library_open(UNGUARD_SOURCE_DIR "/config", &err);
    cr_assert_not_null(shelf.library, "%s", err.text);
    DIR *folder = opendir(UNGUARD_SOURCE_DIR "/config/exercises");
    cr_assert_not_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char *dot = strstr(entry->d_name, ".cfg");
        if (dot == NULL || dot[4] != '\0' || shelf.count == MAX_IDS)
            continue;
        *dot = '\0';
        text_copy(shelf.id[shelf.count++], ID_SIZE, entry->d_name);
    }
    closedir(folder);
    cr_assert_geq(shelf.count, 23);
    return shelf;
}

static const struct exercise *shelf_take(const struct shelf *shelf, int at)
{
    const struct exercise_finder finder = library_finder(shelf->library);
    const struct exercise *exercise = finder.find(finder.self, shelf->id[at]);
    cr_assert_not_null(exercise, "%s", shelf->id[at]);
    return exercise;
}

Test(gesture, both_hands_are_found_at_any_rate_with_noise_and_gaps_in_every_posture)
{
    static const double rates[] = {10, 15, 20, 30};
    struct shelf shelf = shelf_open();
    double latest = 0;
    for (int i = 0; i < shelf.count; i++) {
        const struct exercise *exercise = shelf_take(&shelf, i);
        const struct pose up = gesture_pose(exercise, 175, 175);
        const struct body_angles rest = gesture_angles(exercise, 0);
        const struct pose before = gesture_look(&rest, exercise->posture, exercise->view);
        const struct gesture_scene scene = scene_of(exercise);
        for (size_t r = 0; r < ARRAY_LENGTH(rates); r++)
            for (uint64_t seed = 1; seed <= 20; seed++) {
                struct actor actor = {chance_seeded(seed), 2.0f / 480, 0.05f};
                struct gesture_state state = {0};
                int count[GESTURE_COUNT] = {0};
                run(&state, &scene, &actor, before, 0, 1, rates[r], GESTURE_BOTH_HANDS, count);
                const double s =
                    run(&state, &scene, &actor, up, 1, 4, rates[r], GESTURE_BOTH_HANDS, count);
                cr_assert(s >= 1.99 && s <= 2.5, "%s at %.0f, seed %d: %.2f s", exercise->id,
                          rates[r], (int)seed, s);
                cr_assert_eq(count[GESTURE_BOTH_HANDS], 1, "once, until they come down");
                cr_assert_eq(count[GESTURE_LEFT_HAND] + count[GESTURE_RIGHT_HAND], 0, "%s",
                             exercise->id);
                latest = s > latest ? s : latest;
            }
    }
    cr_log_info("latest: %.2f s", latest);
    library_close(shelf.library);
}

/* Less than the whole time, one hand, or hands beside the head are no pause. */
Test(gesture, less_is_no_pause)
{
    static const struct {
        float left, right;
        double length_s;
    } rows[] = {{175, 175, 1.7}, {175, 20, 6}, {20, 175, 6}, {90, 90, 6}, {120, 120, 6}, {0, 0, 6}};
    struct shelf shelf = shelf_open();
    for (int i = 0; i < shelf.count; i++) {
        const struct exercise *exercise = shelf_take(&shelf, i);
        const struct gesture_scene scene = scene_of(exercise);
        for (size_t row = 0; row < ARRAY_LENGTH(rows); row++) {
            /* From the feet, hands towards the ceiling look as hands overhead do: either will do.
             */
            if (exercise->view == VIEW_FEET && rows[row].left > 60 && rows[row].right > 60 &&
                rows[row].length_s > 2)
                continue;
            struct actor actor = {chance_seeded(7 + row), 2.0f / 480, 0.05f};
            struct gesture_state state = {0};
            int count[GESTURE_COUNT] = {0};
            run(&state, &scene, &actor, gesture_pose(exercise, rows[row].left, rows[row].right), 0,
                rows[row].length_s, 30, GESTURE_BOTH_HANDS, count);
            run(&state, &scene, &actor, gesture_pose(exercise, 0, 0), rows[row].length_s, 1, 30,
                GESTURE_BOTH_HANDS, count);
            cr_assert_eq(count[GESTURE_BOTH_HANDS], 0, "%s, row %zu", exercise->id, row);
        }
    }
    library_close(shelf.library);
}

Test(gesture, no_exercise_has_the_pause_in_its_own_keyframes)
{
    struct shelf shelf = shelf_open();
    for (int i = 0; i < shelf.count; i++) {
        const struct exercise *exercise = shelf_take(&shelf, i);
        const struct gesture_scene scene = scene_of(exercise);
        for (int frame = 0; frame < EXERCISE_KEYFRAMES; frame++) {
            struct body_angles angles = gesture_angles(exercise, frame);
            for (uint64_t seed = 1; seed <= 5; seed++) {
                struct actor actor = {chance_seeded(seed), 2.0f / 480, 0.05f};
                struct gesture_state state = {0};
                int count[GESTURE_COUNT] = {0};
                run(&state, &scene, &actor,
                    gesture_look(&angles, exercise->posture, exercise->view), 0, 10, 15,
                    GESTURE_BOTH_HANDS, count);
                cr_assert_eq(count[GESTURE_BOTH_HANDS], 0, "%s, keyframe %d", exercise->id, frame);
            }
        }
    }
    library_close(shelf.library);
}

/* The simulated person's repetitions: every pose of a whole set goes by the detector. */
struct onlooker {
    struct input_source inner;
    struct gesture_state state;
    struct gesture_scene scene;
    int count[GESTURE_COUNT];
    int poses;
};

static enum pull onlooker_next(void *self, struct input *out, struct error *err)
{
    struct onlooker *onlooker = self;
    const struct gesture_rules rules = gesture_rules_default();
    const enum pull pull = onlooker->inner.next(onlooker->inner.self, out, err);
    if (pull != PULL_INPUT || out->type != INPUT_POSE)
        return pull;
    const struct pose pose = pose_quantize(out->u.pose);
    onlooker->poses++;
    onlooker->count[gesture_step(&onlooker->state, &rules, &onlooker->scene, &pose, out->t_us)]++;
    return pull;
}

static void watch_set(const struct shelf *shelf, int at, struct performer_options options)
{
    struct error err = {""};
    struct routine routine;
    struct plan *plan = calloc(1, sizeof *plan);
    cr_assert(library_routine(shelf->library, shelf->id[at], &routine, &err), "%s", err.text);
    const struct profile profile = profile_default();
    const struct feature_settings settings = feature_settings_default();
    cr_assert(
        plan_resolve(&routine, library_finder(shelf->library), &profile, &settings, plan, &err),
        "%s", err.text);
    plan->unattended = true;
    struct performer *performer = performer_create(plan, options);
    struct onlooker onlooker = {.inner = performer_source(performer),
                                .scene = scene_of(&plan->step[0])};
    struct session *session =
        session_create(plan, (struct input_source){onlooker_next, &onlooker}, NULL);
    session_add_sink(session, performer_sink(performer));
    cr_assert(session_run(session, &err), "%s", err.text);
    const struct performer_rep *rep;
    cr_assert_gt(performer_truth(performer, &rep), 0, "%s", shelf->id[at]);
    cr_assert_gt(onlooker.poses, 100);
    cr_assert_eq(onlooker.count[GESTURE_BOTH_HANDS], 0, "%s, seed %d", shelf->id[at],
                 (int)options.seed);
    cr_assert_eq(onlooker.count[GESTURE_GONE], 0, "%s", shelf->id[at]);
    session_free(session);
    performer_free(performer);
    free(plan);
}

Test(gesture, no_clean_repetition_of_any_exercise_has_the_pause_in_it)
{
    struct shelf shelf = shelf_open();
    for (int i = 0; i < shelf.count; i++)
        for (uint64_t seed = 1; seed <= 3; seed++) {
            struct performer_options options = performer_options_default();
            options.faulty_set = 0;
            options.seed = seed;
            options.varied = seed > 1;
            options.turns = seed == 3;
            options.noise_px = 2;
            options.dropout = 0.05f;
            options.frame_rate = seed == 1 ? 10 : seed == 2 ? 15 : 30;
            watch_set(&shelf, i, options);
        }
    library_close(shelf.library);
}

/* ---- the other gestures ---- */

Test(gesture, one_hand_steps_to_its_side_and_repeats_while_it_stays_up)
{
    struct shelf shelf = shelf_open();
    for (int i = 0; i < shelf.count; i++) {
        const struct exercise *exercise = shelf_take(&shelf, i);
        const struct gesture_scene scene = scene_of(exercise);
        for (int side = 0; side < 2; side++) {
            const struct pose up = gesture_pose(exercise, side ? 0 : 170, side ? 170 : 0);
            const enum gesture wanted = side ? GESTURE_RIGHT_HAND : GESTURE_LEFT_HAND;
            struct actor actor = {chance_seeded(3), 2.0f / 480, 0.05f};
            struct gesture_state state = {0};
            int count[GESTURE_COUNT] = {0};
            const double s = run(&state, &scene, &actor, up, 0, 2.9, 15, wanted, count);
            cr_assert(s >= 0.59 && s <= 1.1, "%s: %.2f s", exercise->id, s);
            cr_assert_eq(count[wanted], 3, "%s: at about 0.6, 1.6 and 2.6 s: %d", exercise->id,
                         count[wanted]);
            cr_assert_eq(count[side ? GESTURE_LEFT_HAND : GESTURE_RIGHT_HAND], 0);
        }
    }
    library_close(shelf.library);
}

/* On the next question a hand that is still up has to come down first. */
Test(gesture, a_hand_that_stays_up_does_not_answer_the_next_question)
{
    struct shelf shelf = shelf_open();
    const struct exercise *exercise = shelf_take(&shelf, 0);
    const struct gesture_scene scene = scene_of(exercise);
    struct actor actor = {chance_seeded(3), 0, 0};
    struct gesture_state state = {0};
    int count[GESTURE_COUNT] = {0};
    const struct pose up = gesture_pose(exercise, 170, 0);
    run(&state, &scene, &actor, up, 0, 1, 30, GESTURE_LEFT_HAND, count);
    cr_assert_eq(count[GESTURE_LEFT_HAND], 1);
    gesture_rest(&state);
    run(&state, &scene, &actor, up, 1, 5, 30, GESTURE_LEFT_HAND, count);
    cr_assert_eq(count[GESTURE_LEFT_HAND], 1);
    run(&state, &scene, &actor, gesture_pose(exercise, 0, 0), 6, 1, 30, GESTURE_LEFT_HAND, count);
    run(&state, &scene, &actor, up, 7, 1, 30, GESTURE_LEFT_HAND, count);
    cr_assert_eq(count[GESTURE_LEFT_HAND], 2);
    library_close(shelf.library);
}

Test(gesture, stillness_confirms_only_a_choice_and_only_hands_down)
{
    struct shelf shelf = shelf_open();
    for (int i = 0; i < shelf.count; i++) {
        const struct exercise *exercise = shelf_take(&shelf, i);
        struct gesture_scene scene = scene_of(exercise);
        const struct pose down = gesture_pose(exercise, 0, 0);
        struct actor actor = {chance_seeded(5), 2.0f / 480, 0.05f};
        struct gesture_state state = {0};
        int count[GESTURE_COUNT] = {0};
        run(&state, &scene, &actor, down, 0, 6, 15, GESTURE_STILL, count);
        cr_assert_eq(count[GESTURE_STILL], 0, "nothing waits to be confirmed");
        scene.confirms = true;
        run(&state, &scene, &actor, gesture_pose(exercise, 170, 0), 6, 4, 15, GESTURE_STILL, count);
        cr_assert_eq(count[GESTURE_STILL], 0, "a hand is up");
        const double s = run(&state, &scene, &actor, down, 10, 4, 15, GESTURE_STILL, count);
        cr_assert(s >= 1.9 && s < 3, "%s: %.2f s", exercise->id, s);
        cr_assert_eq(count[GESTURE_STILL], 1, "%s", exercise->id);
    }
    library_close(shelf.library);
}

/* Swinging arms, or walking, is not still. */
Test(gesture, who_moves_confirms_nothing)
{
    const struct gesture_rules rules = gesture_rules_default();
    struct gesture_scene scene = {POSTURE_STANDING, ASPECT, 0.5f, true};
    for (int walks = 0; walks < 2; walks++) {
        struct gesture_state state = {0};
        for (int i = 0; i < 300; i++) {
            const double t_s = i / 30.0, swing = 30 * (i % 30 < 15 ? i % 15 : 15 - i % 15) / 15.0;
            struct body_angles angles = {0};
            if (!walks)
                angles.shoulder_flexion[0] = angles.shoulder_flexion[1] = (float)swing + 10;
            struct pose pose = gesture_look(&angles, POSTURE_STANDING, VIEW_SIDE);
            for (int j = 0; walks && j < JOINT_COUNT; j++)
                pose.joint[j].x += (float)(0.1 * t_s - 0.5);
            cr_assert_neq(gesture_step(&state, &rules, &scene, &pose, (int64_t)(t_s * 1e6)),
                          GESTURE_STILL, "%d at %.2f s", walks, t_s);
        }
    }
}

Test(gesture, who_leaves_is_gone_and_comes_back)
{
    const struct gesture_rules rules = gesture_rules_default();
    const struct gesture_scene scene = {POSTURE_STANDING, ASPECT, 0.5f, false};
    const struct body_angles stands = {0};
    struct gesture_state state = {0};
    int64_t gone_us = 0, back_us = 0;
    for (int i = 0; i < 400; i++) {
        const int64_t t_us = (int64_t)i * 50000;
        struct pose pose = gesture_look(&stands, POSTURE_STANDING, VIEW_SIDE);
        const bool out = i >= 100 && i < 200, flash = i == 150;
        if (out && !flash) /* a tracker goes on guessing beyond the edge, or sees nobody */
            for (int j = 0; j < JOINT_COUNT; j++)
                pose.joint[j] =
                    i % 2 ? (struct landmark){0} : (struct landmark){ASPECT + 0.2f, 0.5f, 0, 0.9f};
        pose.present = i % 2 == 0 || !out || flash;
        const enum gesture gesture =
            gesture_step(&state, &rules, &scene, i % 7 == 0 && out ? NULL : &pose, t_us);
        if (gesture == GESTURE_GONE) {
            cr_assert_eq(gone_us, 0, "once");
            gone_us = t_us;
        }
        if (gesture == GESTURE_BACK) {
            cr_assert_eq(back_us, 0, "once");
            back_us = t_us;
        }
    }
    cr_assert(gone_us >= 7900000 && gone_us <= 8200000, "3 s after 5 s: %ld", (long)gone_us);
    cr_assert(back_us >= 10900000 && back_us <= 11200000, "1 s after 10 s: %ld", (long)back_us);
}

Test(gesture, time_that_runs_backwards_and_empty_poses_are_nothing)
{
    const struct gesture_rules rules = gesture_rules_default();
    const struct gesture_scene scene = {0};
    struct gesture_state state = {0};
    struct pose pose = {.present = true};
    for (int i = 0; i < JOINT_COUNT; i++)
        pose.joint[i] = (struct landmark){0.5f, 0.5f, 0, 1};
    for (int i = 0; i < 100; i++)
        cr_assert_eq(gesture_step(&state, &rules, &scene, &pose, 5000000 - i * 1000), GESTURE_NONE);
    for (int g = 0; g < GESTURE_COUNT; g++) {
        cr_assert_eq(gesture_share(&state, &rules, (enum gesture)g), 0);
        cr_assert(gesture_name((enum gesture)g)[0]);
    }
}
