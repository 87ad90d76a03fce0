/* Every screen drawn in memory, without a display: no SDL error, type large enough, nothing cut;
 * keys ask for what they should. */
#include "screen_layout.h"
#include "screen_sample.h"

#include <SDL.h>
#include <criterion/criterion.h>
#include <dirent.h>

static const int sizes[][2] = {{1280, 720}, {1024, 600}, {1920, 1080}, {1024, 768}, {3840, 2160}};

static struct app *open_offscreen(int width, int height, bool high_contrast)
{
    struct error err = {""};
    struct app_options options = {.width_px = width,
                                  .height_px = height,
                                  .offscreen = true,
                                  .reduced_motion = true,
                                  .high_contrast = high_contrast};
    struct app *app = app_open(&options, &err);
    cr_assert_not_null(app, "%s", err.text);
    return app;
}

static void draw_all(int width, int height, bool high_contrast)
{
    struct app *app = open_offscreen(width, height, high_contrast);
    struct screen_sample sample = {0};
    struct error err;
    for (int state = 0; state < SAMPLE_STATE_COUNT; state++) {
        const char *name = screen_sample_name((enum screen_sample_state)state);
        screen_sample_make(&sample, (enum screen_sample_state)state);
        screen_sample_show(app, &sample);
        cr_assert_not(app_failed(app, &err), "%s %dx%d: %s", name, width, height, err.text);
        cr_assert_geq(20 * app_smallest_text_px(app), height, "%s %dx%d: type of %d px", name,
                      width, height, app_smallest_text_px(app));
        cr_assert_eq(app_cut_texts(app), 0, "%s %dx%d: text is cut", name, width, height);
    }
    screen_sample_free(&sample);
    app_close(app);
}

Test(screen, every_state_at_every_size)
{
    for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
        draw_all(sizes[i][0], sizes[i][1], false);
    }
}

Test(screen, every_state_in_high_contrast)
{
    draw_all(1280, 720, true);
}

Test(screen, cards_do_not_overlap_and_stay_inside)
{
    for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
        float w = (float)sizes[i][0], h = (float)sizes[i][1];
        struct layout l = layout_make(sizes[i][0], sizes[i][1]);
        cr_assert_leq(l.picture.y + l.picture.h, l.band.y);
        cr_assert_leq(l.band.y + l.band.h, l.hints.y);
        cr_assert_leq(l.side.y + l.side.h, l.hints.y);
        cr_assert_leq(l.picture.x + l.picture.w, l.side.x);
        cr_assert_leq(l.side.x + l.side.w, w);
        cr_assert_leq(l.hints.y + l.hints.h, h);
        cr_assert_leq(l.name.y + l.name.h, l.pill.y);
        cr_assert_leq(l.pill.y + l.pill.h, l.set.y);
        cr_assert_leq(l.set.y + l.set.h, l.ring.y + 1);
        cr_assert_leq(l.ring.y + l.ring.h, l.form.y + 1);
        cr_assert_geq(l.ring.w, 0.25f * h, "the ring can be read from across the room");
        cr_assert_geq(20 * l.least, (int)h);
    }
}

/* The text of real exercise files fits too. */
Test(screen, shipped_exercises_fit)
{
    struct app *app = open_offscreen(1024, 600, false);
    struct screen_sample sample = {0};
    screen_sample_make(&sample, SAMPLE_POSITION);
    static const char *const ids[] = {"mini_squat", "hip_abduction_standing", "sit_to_stand",
                                      "bridge",     "single_knee_to_chest",   NULL};
    for (const char *const *id = ids; *id; id++) {
        struct error err = {""};
        char path[512];
        struct exercise *step = &sample.plan->step[0];
        snprintf(path, sizeof path, UNGUARD_SOURCE_DIR "/config/exercises/%s.cfg", *id);
        cr_assert(exercise_load(path, step, &err), "%s", err.text);
        enum body_side side = step->sides == SIDES_EACH ? SIDE_RIGHT : SIDE_NONE;
        world_init(sample.world, sample.plan);
        screen_sample_set(sample.world, 0, 1, side, 0);
        app_present(app, &sample.view);
        cr_assert_eq(app_cut_texts(app), 0, "%s: name or start cue is cut", *id);
        for (int phase = PHASE_MOVE; phase < PHASE_COUNT; phase++) {
            screen_sample_phase(sample.world, (enum phase)phase, 3 + phase);
            app_present(app, &sample.view);
            cr_assert_eq(app_cut_texts(app), 0, "%s: the cue of phase %d is cut", *id, phase);
        }
        for (int i = 0; i < step->limit_count; i++) {
            screen_sample_warn(sample.world, step->limit[i].id, WARNING_OVER, 10 + i);
            app_present(app, &sample.view);
            cr_assert_eq(app_cut_texts(app), 0, "%s: %s is cut", *id, step->limit[i].cue);
            screen_sample_warn(sample.world, step->limit[i].id, WARNING_WITHDRAWN, 10 + i);
        }
    }
    screen_sample_free(&sample);
    app_close(app);
}

/* Whatever is missing before a view, and how to place oneself for it. */
Test(screen, words_of_stepping_into_the_frame_fit)
{
    static const int few[][2] = {{1024, 600}, {1024, 768}, {1280, 720}};
    for (size_t i = 0; i < ARRAY_LENGTH(few); i++) {
        struct app *app = open_offscreen(few[i][0], few[i][1], false);
        struct screen_sample sample = {0};
        screen_sample_make(&sample, SAMPLE_SETUP);
        for (int posture = 0; posture < POSTURE_COUNT; posture++)
            for (int view = 0; view < VIEW_COUNT; view++)
                for (int problem = SETUP_DARK; problem < SETUP_COUNT; problem++) {
                    struct setup_show *setup = &sample.setup;
                    setup->problem = (enum setup_problem)problem;
                    setup->words =
                        setup_words(setup->problem, (enum posture)posture, (enum view)view);
                    setup->guide = setup_guide((enum posture)posture, (enum view)view);
                    app_present(app, &sample.view);
                    cr_expect_eq(app_cut_texts(app), 0, "%dx%d: %s; %s", few[i][0], few[i][1],
                                 setup->words, setup->guide);
                }
        screen_sample_free(&sample);
        app_close(app);
    }
}

/* ---- before an exercise ---- */

#define DEMO_PAGES 4

/* Every page of every shipped exercise's demonstration, on either side, can be read. */
static void show_demonstrations(int width, int height, bool high_contrast)
{
    struct app *app = open_offscreen(width, height, high_contrast);
    struct screen_sample sample = {0};
    screen_sample_make(&sample, SAMPLE_POSITION);
    DIR *folder = opendir(UNGUARD_SOURCE_DIR "/config/exercises");
    cr_assert_not_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        struct error err = {""};
        char path[512];
        struct exercise *step = &sample.plan->step[0];
        if (!strstr(entry->d_name, ".cfg")) {
            continue;
        }
        snprintf(path, sizeof path, UNGUARD_SOURCE_DIR "/config/exercises/%.100s", entry->d_name);
        cr_assert(exercise_load(path, step, &err), "%s", err.text);
        enum body_side side = step->sides == SIDES_EACH ? SIDE_RIGHT : SIDE_NONE;
        world_init(sample.world, sample.plan);
        screen_sample_set(sample.world, 0, 1, side, 0);
        cr_expect_eq(screen_choose(&sample.view), SCREEN_DEMO, "%s", step->id);
        for (int page = 0; page < DEMO_PAGES; page++) {
            struct request request;
            app_present(app, &sample.view);
            cr_expect_not(app_failed(app, &err), "%s: %s", step->id, err.text);
            cr_expect_eq(app_cut_texts(app), 0, "%s, %dx%d: page %d is cut", step->id, width,
                         height, page);
            cr_expect_geq(20 * app_smallest_text_px(app), height, "%s: %d px", step->id,
                          app_smallest_text_px(app));
            cr_expect_not(app_key(app, &sample.view, KEY_ENTER, &request), "a page is turned");
        }
    }
    closedir(folder);
    screen_sample_free(&sample);
    app_close(app);
}

Test(screen, demonstrations_can_be_read_at_every_size)
{
    for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
        show_demonstrations(sizes[i][0], sizes[i][1], i % 2 == 1);
    }
}

/* It comes before the first set of an exercise or a side, and ends as soon as somebody is in
 * position. */
Test(screen, a_demonstration_delays_nobody)
{
    struct screen_sample sample = {0};
    screen_sample_make(&sample, SAMPLE_POSITION);
    cr_expect_eq(screen_choose(&sample.view), SCREEN_DEMO);
    screen_sample_send(sample.world, EVENT_READY, 2);
    cr_expect_eq(screen_choose(&sample.view), SCREEN_EXERCISE);
    screen_sample_set(sample.world, 0, 2, SIDE_NONE, 30);
    cr_expect_eq(screen_choose(&sample.view), SCREEN_EXERCISE, "it has been shown");
    screen_sample_set(sample.world, 1, 1, SIDE_RIGHT, 60);
    cr_expect_eq(screen_choose(&sample.view), SCREEN_DEMO);
    screen_sample_send(sample.world, EVENT_PAUSED, 61);
    cr_expect_eq(screen_choose(&sample.view), SCREEN_PAUSED);
    screen_sample_free(&sample);
}

/* ---- what is on the picture ---- */

static uint64_t frame_hash(struct app *app)
{
    struct error err = {""};
    const char *path = "/tmp/unguard_test_screen.png";
    cr_assert(app_save_png(app, path, &err), "%s", err.text);
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file);
    uint64_t hash = HASH_START;
    unsigned char bytes[4096];
    for (size_t got; (got = fread(bytes, 1, sizeof bytes, file)) > 0;) {
        hash = hash_bytes(hash, bytes, got);
    }
    fclose(file);
    remove(path);
    return hash;
}

Test(screen, unsure_joints_are_not_drawn)
{
    struct app *app = open_offscreen(1280, 720, false);
    struct screen_sample sample = {0};
    screen_sample_make(&sample, SAMPLE_MOVE);
    sample.view.pose = NULL;
    app_present(app, &sample.view);
    uint64_t empty = frame_hash(app);
    sample.view.pose = &sample.pose;
    app_present(app, &sample.view);
    cr_assert_neq(frame_hash(app), empty, "a body that is seen shows");
    for (int i = 0; i < JOINT_COUNT; i++) {
        sample.pose.joint[i].confidence = 0.49f;
    }
    sample.pose.t_us++;
    app_present(app, &sample.view);
    cr_assert_eq(frame_hash(app), empty, "one that is not seen doesn't");
    screen_sample_free(&sample);
    app_close(app);
}

/* The target's band and the ring that stands for the person: where the coach reads the signal. */
Test(screen, the_band_shows_where_the_signal_is_seen)
{
    struct app *app = open_offscreen(1280, 720, false);
    struct screen_sample sample = {0};
    struct error err = {""};
    screen_sample_make(&sample, SAMPLE_MOVE);
    cr_assert(exercise_load(UNGUARD_SOURCE_DIR "/config/exercises/mini_squat.cfg",
                            &sample.plan->step[0], &err),
              "%s", err.text);
    sample.view.display.target_value = 40;
    app_present(app, &sample.view);
    uint64_t unseen = frame_hash(app);
    sample.view.display.target_seen = true;
    app_present(app, &sample.view);
    uint64_t within = frame_hash(app);
    cr_expect_neq(within, unseen, "the ring shows");
    sample.view.display.target_value = 10;
    app_present(app, &sample.view);
    cr_expect_neq(frame_hash(app), within, "and moves with the person");
    sample.view.display.target_seen = false;
    app_present(app, &sample.view);
    cr_expect_eq(frame_hash(app), unseen, "what is not seen is not shown");
    screen_sample_free(&sample);
    app_close(app);
}

Test(screen, a_mirror_turns_picture_and_body_together)
{
    struct app *app = open_offscreen(1280, 720, false);
    struct screen_sample sample = {0};
    screen_sample_make(&sample, SAMPLE_MOVE);
    app_present(app, &sample.view);
    uint64_t mirrored = frame_hash(app);
    sample.view.mirrored = false;
    app_present(app, &sample.view);
    cr_assert_neq(frame_hash(app), mirrored);
    /* the same picture turned beforehand, shown as it is */
    struct image turned = {0};
    cr_assert(image_copy(&turned, &sample.picture, NULL));
    for (int y = 0; y < turned.height_px; y++) {
        unsigned char *to = turned.bgr + (size_t)y * (size_t)turned.stride_bytes;
        const unsigned char *from =
            sample.picture.bgr + (size_t)y * (size_t)sample.picture.stride_bytes;
        for (int x = 0; x < turned.width_px; x++) {
            memcpy(to + 3 * x, from + 3 * (turned.width_px - 1 - x), 3);
        }
    }
    struct pose pose = pose_mirror(sample.pose, sample.view.aspect);
    struct canvas a = {0}, b = {0};
    struct picture_scaler scaler = {0};
    struct rect whole = {0, 0, 812, 457};
    cr_assert(canvas_resize(&a, 812, 457) && canvas_resize(&b, 812, 457));
    cr_assert(picture_draw(&scaler, &a, whole, &sample.picture, true));
    cr_assert(picture_draw(&scaler, &b, whole, &turned, false));
    int worst = 0;
    for (int i = 0; i < 812 * 457; i++) {
        int d = abs((int)(a.px[i] & 255) - (int)(b.px[i] & 255));
        worst = d > worst ? d : worst;
    }
    cr_assert_leq(worst, 3, "mirrored while drawing or before: %d apart", worst);
    cr_assert_float_eq(pose.joint[JOINT_NECK].x + sample.pose.joint[JOINT_NECK].x,
                       sample.view.aspect, 1e-4);
    canvas_free(&a);
    canvas_free(&b);
    picture_scaler_free(&scaler);
    image_free(&turned);
    screen_sample_free(&sample);
    app_close(app);
}

Test(screen, odd_pictures_do_no_harm)
{
    static const int odd[][2] = {{1, 1}, {1, 480}, {640, 1}, {480, 854}, {3, 5}, {1920, 1080}};
    struct app *app = open_offscreen(1024, 600, false);
    struct screen_sample sample = {0};
    struct error err;
    for (size_t i = 0; i < ARRAY_LENGTH(odd); i++) {
        screen_sample_make(&sample, SAMPLE_MOVE);
        screen_sample_picture(&sample.picture, odd[i][0], odd[i][1]);
        sample.view.picture_serial = i + 10;
        sample.view.aspect = (float)odd[i][0] / (float)odd[i][1];
        sample.pose.joint[JOINT_LEFT_KNEE].x = 7.9f;
        sample.pose.joint[JOINT_RIGHT_KNEE].y = NAN;
        app_present(app, &sample.view);
        cr_assert_not(app_failed(app, &err), "%s", err.text);
    }
    screen_sample_free(&sample);
    app_close(app);
}

/* ---- keys ---- */

static struct request press(struct app *app, struct screen_sample *sample, enum screen_key key)
{
    struct request request;
    app_key(app, &sample->view, key, &request);
    return request;
}

Test(screen, keys_of_the_session)
{
    struct app *app = open_offscreen(1024, 600, false);
    struct screen_sample sample = {0};
    screen_sample_make(&sample, SAMPLE_MOVE);
    cr_assert_eq(press(app, &sample, KEY_SPACE).action.type, ACTION_PAUSE);
    cr_assert_eq(press(app, &sample, KEY_SKIP).action.type, ACTION_SKIP);
    cr_assert_eq(press(app, &sample, KEY_RIGHT).action.type, ACTION_SKIP);
    cr_assert_eq(press(app, &sample, KEY_HURT).action.type, ACTION_THAT_HURT);
    cr_assert_eq(press(app, &sample, KEY_QUIT).action.type, ACTION_QUIT);
    cr_assert_eq(press(app, &sample, KEY_DIGIT_0 + 5).type, REQUEST_NONE);
    screen_sample_make(&sample, SAMPLE_PAUSED);
    cr_assert_eq(press(app, &sample, KEY_SPACE).action.type, ACTION_GO_ON);
    screen_sample_make(&sample, SAMPLE_RESULTS);
    cr_assert_eq(press(app, &sample, KEY_RIGHT).type, REQUEST_NONE);
    cr_assert_eq(press(app, &sample, KEY_ENTER).type, REQUEST_CLOSE);
    screen_sample_make(&sample, SAMPLE_OFFER);
    cr_assert_eq(press(app, &sample, KEY_ENTER).type, REQUEST_ENTER);
    cr_assert_eq(press(app, &sample, KEY_QUIT).type, REQUEST_CLOSE);
    screen_sample_free(&sample);
    app_close(app);
}

Test(screen, pain_is_chosen_then_confirmed)
{
    struct app *app = open_offscreen(1024, 600, false);
    struct screen_sample sample = {0};
    screen_sample_make(&sample, SAMPLE_PAIN);
    cr_assert_eq(press(app, &sample, KEY_ENTER).type, REQUEST_NONE, "nothing chosen yet");
    cr_assert_eq(press(app, &sample, KEY_HURT).action.type, ACTION_PAIN_SHARP);
    press(app, &sample, KEY_DIGIT_0 + 5); /* first where */
    struct request place = press(app, &sample, KEY_ENTER);
    cr_assert_eq(place.action.type, ACTION_PAIN_PLACE);
    cr_assert_eq(place.action.value, PLACE_GROIN);
    cr_assert_eq(press(app, &sample, KEY_ENTER).type, REQUEST_NONE, "then how much");
    cr_assert_eq(press(app, &sample, KEY_DIGIT_0 + 1).type, REQUEST_NONE);
    cr_assert_eq(press(app, &sample, KEY_DIGIT_0).type, REQUEST_NONE);
    struct request answer = press(app, &sample, KEY_ENTER);
    cr_assert_eq(answer.action.type, ACTION_PAIN_ANSWER);
    cr_assert_eq(answer.action.value, 10, "1 and 0 are ten");
    press(app, &sample, KEY_RIGHT);
    cr_assert_eq(press(app, &sample, KEY_ENTER).action.value, 10, "there is no eleven");
    press(app, &sample, KEY_LEFT);
    cr_assert_eq(press(app, &sample, KEY_ENTER).action.value, 9);
    screen_sample_make(&sample, SAMPLE_MOVE); /* answered */
    press(app, &sample, KEY_NONE);
    screen_sample_make(&sample, SAMPLE_PAIN); /* asked again */
    cr_assert_eq(press(app, &sample, KEY_ENTER).type, REQUEST_NONE, "the old choice is forgotten");
    screen_sample_free(&sample);
    app_close(app);
}

/* One screen for every number: the question, its scale, and what Enter then answers. */
Test(screen, every_question_is_asked_on_one_screen)
{
    static const struct {
        enum event_type asked;
        enum ask_kind kind;
        enum action_type answer;
    } rows[] = {
        {EVENT_PAIN_ASKED, ASK_NEXT_DAY, ACTION_PAIN_ANSWER},
        {EVENT_PAIN_ASKED, ASK_BEFORE, ACTION_PAIN_ANSWER},
        {EVENT_PAIN_ASKED, ASK_BETWEEN, ACTION_PAIN_ANSWER},
        {EVENT_PAIN_ASKED, ASK_AFTER, ACTION_PAIN_ANSWER},
        {EVENT_EFFORT_ASKED, ASK_EFFORT, ACTION_EFFORT_ANSWER},
    };
    struct app *app = open_offscreen(1024, 600, false);
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct screen_sample sample = {0};
        screen_sample_make(&sample, SAMPLE_REST);
        struct event event = {.type = rows[i].asked, .u.pain.kind = rows[i].kind};
        world_event(sample.world, &event);
        app_present(app, &sample.view);
        cr_expect_eq(press(app, &sample, KEY_ENTER).type, REQUEST_NONE, "%zu", i);
        cr_expect_eq(press(app, &sample, KEY_SKIP).action.type, ACTION_SKIP);
        cr_expect_eq(press(app, &sample, KEY_HURT).action.type, ACTION_THAT_HURT);
        press(app, &sample, KEY_DIGIT_0 + 3);
        struct request request = press(app, &sample, KEY_ENTER);
        cr_expect_eq(request.action.type, rows[i].answer, "%zu", i);
        cr_expect_eq(request.action.value, 3);
        event.type = EVENT_ANSWER_SKIPPED;
        world_event(sample.world, &event);
        cr_expect_eq(screen_choose(&sample.view), SCREEN_REST, "%zu", i);
        screen_sample_free(&sample);
    }
    cr_expect_eq(app_cut_texts(app), 0);
    app_close(app);
}

Test(screen, a_screening_question_needs_a_choice)
{
    struct app *app = open_offscreen(1024, 600, false);
    struct screen_sample sample = {0};
    screen_sample_make(&sample, SAMPLE_POSITION);
    const struct safety_rules *rules = sample.rules;
    for (int i = 0; i < rules->flag_count; i++) {
        struct event event = {.type = EVENT_SCREENING_ASKED, .u.screening.flag = i};
        world_event(sample.world, &event);
        app_present(app, &sample.view);
        cr_expect_eq(app_cut_texts(app), 0, "%s", rules->flag[i].id);
        cr_expect_eq(press(app, &sample, KEY_ENTER).type, REQUEST_NONE, "%d", i);
        press(app, &sample, i % 2 ? KEY_RIGHT : KEY_LEFT);
        struct request request = press(app, &sample, KEY_ENTER);
        cr_expect_eq(request.action.type, ACTION_SCREENING_ANSWER);
        cr_expect_eq(request.action.value, 2 * i + i % 2);
        event.type = EVENT_SCREENING_ANSWERED;
        world_event(sample.world, &event);
    }
    cr_expect_neq(screen_choose(&sample.view), SCREEN_SCREENING);
    screen_sample_free(&sample);
    app_close(app);
}

/* Each page is passed one by one, and neither answer comes by leaning on Enter. */
Test(screen, consent_is_read_then_answered)
{
    struct app *app = open_offscreen(1024, 600, false);
    struct screen_sample sample = {0};
    screen_sample_make(&sample, SAMPLE_CONSENT_USE);
    cr_assert_eq(screen_choose(&sample.view), SCREEN_CONSENT);
    cr_expect_eq(press(app, &sample, KEY_QUIT).type, REQUEST_CLOSE);
    for (int i = 0; i < 5; i++)
        cr_expect_eq(press(app, &sample, KEY_ENTER).type, REQUEST_NONE, "%d", i);
    press(app, &sample, KEY_RIGHT);
    cr_expect_eq(press(app, &sample, KEY_ENTER).type, REQUEST_AGREE);
    press(app, &sample, KEY_LEFT);
    cr_expect_eq(press(app, &sample, KEY_ENTER).type, REQUEST_DECLINE);
    press(app, &sample, KEY_SKIP); /* once more from its beginning: the choice is forgotten */
    press(app, &sample, KEY_ENTER);
    press(app, &sample, KEY_ENTER);
    cr_expect_eq(press(app, &sample, KEY_ENTER).type, REQUEST_NONE);
    screen_sample_free(&sample);
    app_close(app);
}

/* What to do after a yes fits, for every question there is. */
Test(screen, every_referral_fits)
{
    static const int narrow[][2] = {{1024, 600}, {1280, 720}};
    for (size_t size = 0; size < ARRAY_LENGTH(narrow); size++) {
        struct app *app = open_offscreen(narrow[size][0], narrow[size][1], false);
        struct screen_sample sample = {0};
        screen_sample_make(&sample, SAMPLE_REFER);
        for (int i = 0; i < sample.rules->flag_count; i++) {
            sample.view.referral = sample.rules->flag[i].id;
            app_present(app, &sample.view);
            cr_expect_eq(app_cut_texts(app), 0, "%s", sample.rules->flag[i].id);
            cr_expect_geq(20 * app_smallest_text_px(app), narrow[size][1]);
        }
        cr_expect_eq(press(app, &sample, KEY_ENTER).type, REQUEST_ENTER);
        screen_sample_make(&sample, SAMPLE_REFERRED);
        cr_expect_eq(screen_choose(&sample.view), SCREEN_REFER, "not the results");
        cr_expect_eq(press(app, &sample, KEY_ENTER).type, REQUEST_CLOSE);
        screen_sample_free(&sample);
        app_close(app);
    }
}

/* Guarding signs may come without pain: nobody is asked where it hurts that has not said so. */
Test(screen, guarding_asks_how_much_first)
{
    struct app *app = open_offscreen(1024, 600, false);
    struct screen_sample sample = {0};
    screen_sample_make(&sample, SAMPLE_GUARDING);
    press(app, &sample, KEY_DIGIT_0);
    struct request request = press(app, &sample, KEY_ENTER);
    cr_expect_eq(request.action.type, ACTION_PAIN_ANSWER);
    cr_expect_eq(request.action.value, 0);
    screen_sample_free(&sample);
    app_close(app);
}

/* Up and down walk a list, whatever they mean elsewhere, and stay at its ends. */
Test(screen, keys_of_home_and_its_pages)
{
    struct app *app = open_offscreen(1024, 600, false);
    struct screen_sample sample = {0};
    static const enum request_type order[] = {REQUEST_ENTER, REQUEST_PROGRESS, REQUEST_GARDENS,
                                              REQUEST_CARDS, REQUEST_SETTINGS, REQUEST_CLOSE};
    screen_sample_make(&sample, SAMPLE_HOME);
    press(app, &sample, KEY_UP);
    for (size_t i = 0; i < ARRAY_LENGTH(order); i++) {
        cr_expect_eq(press(app, &sample, KEY_ENTER).type, order[i], "%zu", i);
        press(app, &sample, i % 2 ? KEY_RIGHT : KEY_DOWN);
    }
    cr_expect_eq(press(app, &sample, KEY_ENTER).type, REQUEST_CLOSE);
    cr_expect_eq(press(app, &sample, KEY_GARDENS).type, REQUEST_GARDENS);
    screen_sample_make(&sample, SAMPLE_SETTINGS);
    press(app, &sample, KEY_DOWN);
    struct request request = press(app, &sample, KEY_RIGHT);
    cr_expect_eq(request.type, REQUEST_MORE);
    cr_expect_eq(request.action.value, 1);
    cr_expect_eq(press(app, &sample, KEY_LEFT).type, REQUEST_LESS);
    cr_expect_eq(press(app, &sample, KEY_QUIT).type, REQUEST_BACK);
    screen_sample_make(&sample, SAMPLE_PROGRESS);
    cr_expect_eq(press(app, &sample, KEY_REPORT).type, REQUEST_REPORT);
    for (int i = 1; i < LEAF_COUNT; i++)
        cr_expect_eq(press(app, &sample, KEY_ENTER).type, REQUEST_NONE, "%d", i);
    cr_expect_eq(press(app, &sample, KEY_ENTER).type, REQUEST_BACK, "through all of it");
    screen_sample_make(&sample, SAMPLE_PROGRESS_NONE);
    cr_expect_eq(press(app, &sample, KEY_REPORT).type, REQUEST_NONE, "there is nothing to report");
    screen_sample_make(&sample, SAMPLE_MOVE); /* elsewhere up is right, and right skips */
    cr_expect_eq(press(app, &sample, KEY_UP).action.type, ACTION_SKIP);
    cr_expect_eq(press(app, &sample, KEY_REPORT).type, REQUEST_NONE);
    screen_sample_free(&sample);
    app_close(app);
}

/* Every shipped card fits: in a rest, beside the results, on its own page. */
Test(screen, every_card_fits)
{
    static const int narrow[][2] = {{1024, 600}, {1280, 720}};
    for (size_t size = 0; size < ARRAY_LENGTH(narrow); size++) {
        struct app *app = open_offscreen(narrow[size][0], narrow[size][1], false);
        struct screen_sample sample = {0};
        screen_sample_make(&sample, SAMPLE_CARDS);
        const struct cards *cards = sample.home.cards;
        cr_expect_eq(cards_page_count(&sample.home.cards_page), cards->count - 2,
                     "two speak of muscles, which the sample's exercises don't name");
        for (int i = 0; i < cards->count; i++) {
            char text[CARD_TEXT_SIZE + 4 * CUE_SIZE];
            struct exercise exercise;
            cr_assert(exercise_load(UNGUARD_SOURCE_DIR "/config/exercises/bird_dog.cfg", &exercise,
                                    NULL));
            cards_text(&cards->card[i], &exercise, text, sizeof text);
            for (int rest = 0; rest < 2; rest++) {
                screen_sample_make(&sample, rest ? SAMPLE_REST_CARD : SAMPLE_RESULTS_NEXT);
                sample.view.card_title = cards->card[i].title;
                sample.view.card_text = text;
                screen_sample_show(app, &sample);
                cr_expect_eq(app_cut_texts(app), 0, "%s at %d", cards->card[i].id, narrow[size][0]);
            }
        }
        screen_sample_make(&sample, SAMPLE_CARDS);
        for (int i = 0; i < cards->count; i++) {
            app_present(app, &sample.view);
            cr_expect_eq(app_cut_texts(app), 0, "page %d", i);
            press(app, &sample, KEY_RIGHT);
        }
        screen_sample_free(&sample);
        app_close(app);
    }
}

Test(screen, no_frame_no_picture)
{
    struct app *app = open_offscreen(1024, 600, false);
    struct error err = {""};
    cr_assert_not(app_save_png(app, "/tmp/unguard_test_none.png", &err));
    cr_assert_not_null(strstr(err.text, "no frame"));
    app_close(app);
}
