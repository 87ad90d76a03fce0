/* The demo from its performer through pictures, network and tracker to repetitions: the same each
 * time, every picture with its pose's time, and nothing of a picture on disk. Rendered frames are
 * no measure of how well real people are seen. */
#include "commands.h"
#include "live.h"
#include "prescribe.h"
#include "program.h"
#include "sample.h"

#define BUILTIN UNGUARD_SOURCE_DIR "/assets/models/unguard_pose.onnx"
#define FPS     15 /* of the demo where nobody looks on */

static struct plan *plan_of(const char *routine)
{
    struct settings settings;
    struct error err;
    const struct prescription wanted = {.routine = routine};
    cr_assert(settings_load(&settings, &err), "%s", err.text);
    struct plan *plan = prescribe_plan(&settings, &wanted, &err);
    cr_assert_not_null(plan, "%s", err.text);
    plan->unattended = true;
    return plan;
}

/* What the coach and everybody else hears, and how many poses showed somebody. */
struct heard {
    int reps, sets, seen, poses;
    uint64_t hash; /* of poses and events */
};

static void hear(void *self, const struct event *event)
{
    struct heard *heard = self;
    heard->reps += event->type == EVENT_REP;
    heard->sets += event->type == EVENT_SET_DONE;
    heard->hash = hash_bytes(heard->hash, &event->type, sizeof event->type);
    heard->hash = hash_bytes(heard->hash, &event->t_us, sizeof event->t_us);
}

static void take_pose(struct heard *heard, const struct pose *pose)
{
    heard->poses++;
    heard->seen += pose->present;
    for (int i = 0; i < JOINT_COUNT; i++) {
        const float at[2] = {pose->joint[i].x, pose->joint[i].y};
        heard->hash = hash_bytes(heard->hash, at, sizeof at);
    }
}

/* Holds the session until `reps` repetitions or `seconds` of it, looking at every input. */
static struct heard hold(const char *exercise, const char *model, int reps, double seconds)
{
    struct plan *plan = plan_of(exercise);
    const struct live_options options = {
        .source = "demo", .model = model, .pace = LIVE_AS_FAST_AS_IT_CAN};
    struct error err = {{0}};
    struct live *live = live_open(&options, plan, &err);
    cr_assert_not_null(live, "%s", err.text);
    struct session *session = session_create(plan, live_source(live), NULL);
    struct heard heard = {.hash = HASH_START};
    session_add_sink(session, live_sink(live));
    session_add_sink(session, (struct sink){hear, &heard});
    while (heard.reps < reps && (double)live_time_us(live) < seconds * 1e6) {
        enum pull pull = session_step(session, &err);
        cr_assert_neq(pull, PULL_FAILED, "%s", err.text);
        if (pull != PULL_INPUT)
            break;
        const struct pose *pose = session_last_pose(session);
        take_pose(&heard, pose);
        /* Nothing is dropped, and each picture has the time of the pose that it shows. */
        const int64_t due_us = (int64_t)((double)heard.poses * 1e6 / FPS + 0.5);
        cr_assert_leq(llabs(pose->t_us - due_us), 1, "pose %d: %lld", heard.poses,
                      (long long)pose->t_us);
    }
    session_free(session);
    live_close(live);
    free(plan);
    return heard;
}

Test(demo, is_the_same_each_time_and_drops_nothing, .timeout = 300)
{
    const struct heard one = hold("mini_squat", BUILTIN, 1000, 6);
    const struct heard two = hold("mini_squat", BUILTIN, 1000, 6);
    cr_expect_eq(one.poses, 6 * FPS);
    cr_expect_eq(one.hash, two.hash);
    cr_expect_gt(one.seen, 2 * FPS, "somebody in %d of %d", one.seen, one.poses);
}

/* Eight squats take some 55 s; five of them well within 75. */
Test(demo, squats_are_counted_from_pictures, .timeout = 600)
{
    const struct heard heard = hold("mini_squat", BUILTIN, 5, 75);
    cr_expect_eq(heard.reps, 5);
    cr_expect_gt(heard.seen, heard.poses / 2, "somebody in %d of %d", heard.seen, heard.poses);
}

Test(demo, bridges_are_counted_from_pictures, .timeout = 600)
{
    if (!shared_is_there())
        return;
    const struct heard heard = hold("bridge", SHARED_NET, 4, 75);
    cr_expect_eq(heard.reps, 4);
    cr_expect_gt(heard.seen, heard.poses / 2, "somebody in %d of %d", heard.seen, heard.poses);
}

Test(demo, is_named_by_its_tracker)
{
    struct plan *plan = plan_of("mini_squat");
    struct error err = {{0}};
    const struct live_options drawn = {.source = "demo", .model = BUILTIN, .tracker = "builtin"};
    const struct live_options poses = {.source = "demo:poses", .model = BUILTIN};
    struct live *live = live_open(&drawn, plan, &err);
    cr_assert_not_null(live, "%s", err.text);
    cr_expect_str_eq(live_header(live).tracker, "demo:builtin");
    cr_expect_str_neq(live_header(live).model_checksum, "-");
    cr_expect_not(live_is_camera(live));
    live_close(live); /* before anything was drawn */
    live = live_open(&poses, plan, &err);
    cr_assert_not_null(live, "%s", err.text);
    cr_expect_str_eq(live_header(live).tracker, "demo");
    live_close(live);
    free(plan);
}

/* For whoever looks on, pictures come to the screen; the session goes by the clock. */
Test(demo, has_a_picture_in_real_time, .timeout = 300)
{
    struct plan *plan = plan_of("mini_squat");
    struct error err = {{0}};
    const struct live_options options = {
        .source = "demo", .model = BUILTIN, .pace = LIVE_IN_REAL_TIME, .pictures = true};
    struct live *live = live_open(&options, plan, &err);
    cr_assert_not_null(live, "%s", err.text);
    struct input_source source = live_source(live);
    struct estimator_picture picture = {0};
    bool taken = false, posed = false;
    int64_t picture_us = 0;
    while (!taken || !posed) {
        struct input input;
        posed |= source.next(source.self, &input, &err) == PULL_INPUT && input.type == INPUT_POSE;
        if (live_take_picture(live, &picture)) {
            taken = true;
            picture_us = picture.t_us;
        }
    }
    cr_expect_gt(picture_us, 0);
    cr_expect_gt(picture.image.width_px, 640);
    cr_expect_float_eq((float)picture.image.width_px / (float)picture.image.height_px,
                       live_aspect(live), 0.001);
    image_free(&picture.image);
    live_close(live);
    free(plan);
}

/* The program itself, stopped after the first repetition: a recording and the screen's picture are
 * what the demo leaves, with the hand-drawn figure in it, and no frame. */
Test(demo, leaves_no_frame_behind, .timeout = 600)
{
    struct place place = place_make();
    char recording[512] = "", picture[512] = "";
    struct ran *ran = program_run(
        &place, "repetition 1:",
        (const char *const[]){"play", "mini_squat", "--headless", "--source", "demo", NULL});
    cr_expect_eq(ran->exit_code, EXIT_DONE, "%s", ran->err);
    cr_expect_geq(text_count(ran->out, "s  repetition "), 1, "%s", ran->out);
    cr_expect_eq(place_count(place.folder, "", NULL), 2, "a recording and the screen");
    cr_expect_eq(place_count(place.folder, ".rec", recording), 1);
    cr_expect_eq(place_count(place.folder, ".png", picture), 1);
    cr_expect(strstr(ran->out, recording) && strstr(ran->out, picture), "%s", ran->out);
    free(ran);
    place_remove(place.folder);
}

Test(demo, a_tracker_that_is_not_there_is_named)
{
    struct place place = place_make();
    struct ran *ran = PROGRAM_RUN(&place, "play", "mini_squat", "--headless", "--source", "demo",
                                  "--tracker", "none.onnx");
    cr_expect_eq(ran->exit_code, EXIT_DEVICE, "%s", ran->out);
    cr_expect(strstr(ran->err, "none.onnx"), "%s", ran->err);
    free(ran);
    place_remove(place.folder);
}
