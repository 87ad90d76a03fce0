/* A whole routine without a keyboard, through `unguard play`: stepping into the frame, every
 * question, pause, walking away, "that hurt" and the end, all by the body before the camera. */
#include "hands.h"
#include "mime.h"
#include "sample.h"

static const char routine_text[] =
    "id = \"hands\";\nname = \"By hand\";\n"
    "steps = (\n"
    "  { exercise = \"mini_squat\"; sets = 1; reps = 8; rest_s = 30; },\n"
    "  { exercise = \"bridge\"; sets = 1; reps = 3; hold_s = 2; rest_s = 15; }\n);\n";

static void play_by_hand(struct mime *mime, const char *record)
{
    const char *arguments[] = {"play", "hands.cfg", "--source", "demo", "--history",
                               "h.db", "--record",  record,     NULL};
    char *argv[PROGRAM_MAX];
    int argc = 0;
    for (; arguments[argc] && (record || strcmp(arguments[argc], "--record") != 0); argc++)
        argv[argc] = (char *)arguments[argc];
    argv[argc] = NULL;
    const struct key_source keys = {.press = mime_press, .self = mime, .stand = mime_stand};
    cr_expect_eq(play_with_keys(argc, argv, &keys), 0);
}

/* Agreed to already; screened: not yet. */
static struct place place_with_routine(bool screened)
{
    struct place place = attended_place();
    struct person person = screened ? person_known(&place) : person_well();
    if (!screened) {
        person.quits_at = SCREEN_SCREENING;
        attended_play(&place, &person, NULL);
        history_sample_script(attended_path(&place), "DELETE FROM session");
    }
    place_write(&place, "hands.cfg", routine_text);
    return place;
}

static int count_lines(const char *text, const char *wanted)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, wanted)) != NULL; at++)
        count++;
    return count;
}

Test(hands, a_whole_routine_without_a_keyboard)
{
    struct place place = place_with_routine(false);
    struct mime mime = mime_well();
    mime.nrs[ASK_BEFORE] = 1;
    mime.nrs[ASK_BETWEEN] = 2;
    mime.nrs[ASK_HURT] = 2;
    mime.nrs[ASK_AFTER] = 1;
    mime.nrs[ASK_EFFORT] = 3;
    mime.where = PLACE_RIGHT_PELVIS;
    mime.pauses = mime.leaves = mime.hurts = mime.steps_back = true;
    play_by_hand(&mime, "s.rec");
    /* Every question came and was answered by hand. */
    cr_expect_eq(mime.shown[SCREEN_SCREENING], FLAGS);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM screening WHERE answer = 0"), FLAGS);
    cr_expect_eq(attended_number(&place, "SELECT nrs FROM pain WHERE kind = 'before'"), 1);
    cr_expect_eq(attended_number(&place, "SELECT nrs FROM pain WHERE kind = 'between'"), 2);
    cr_expect_eq(attended_number(&place, "SELECT nrs FROM pain WHERE kind = 'after'"), 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM pain WHERE kind = 'hurt' AND nrs = 2"
                                         " AND place = 'right_pelvis'"),
                 1);
    cr_expect_eq(attended_number(&place, "SELECT min(cr10) FROM effort"), 3);
    /* Set up twice, for the stand and for the mat, the first time from too close. */
    cr_expect_eq(mime.setups, 2);
    cr_expect(mime.told[SETUP_CLOSE] && mime.seen_setup && mime.told[SETUP_GOOD]);
    /* Paused three times: by hand, by leaving, and to say that it hurt. */
    cr_expect_eq(mime.shown[SCREEN_PAUSED], 3);
    cr_expect_gt(mime.countdown_s, 0.5f, "a countdown before it went on");
    cr_expect(!mime.pauses && !mime.leaves && !mime.hurts);
    cr_expect_eq(mime.shown[SCREEN_RESULTS], 1);
    cr_expect_eq(attended_number(&place, "SELECT reason = 'completed' FROM session ORDER BY id DESC"
                                         " LIMIT 1"),
                 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM repetition"), 11);

    /* Gestures are actions: the recording, without them being looked at, gives the same session. */
    struct transcript transcript = {0};
    struct error err = {""};
    cr_assert(transcript_of_file("s.rec", &transcript, &err), "%s", err.text);
    cr_expect_eq(count_lines(transcript.text, " paused"), 5, "%d",
                 count_lines(transcript.text, " paused"));
    cr_expect_eq(count_lines(transcript.text, " resumed"), 4, "%d; after the last it hurt",
                 count_lines(transcript.text, " resumed"));
    cr_expect_eq(count_lines(transcript.text, "completed"), 1);
    cr_expect_eq(count_lines(transcript.text, " screening_answered"), FLAGS);
    free(transcript.text);
    place_remove(place.folder);
}

Test(hands, the_menu_of_the_pause_skips_a_set_and_ends_the_session)
{
    struct place place = place_with_routine(true);
    struct mime mime = mime_well();
    mime.skips = mime.ends = true;
    play_by_hand(&mime, NULL);
    cr_expect_eq(mime.shown[SCREEN_PAUSED], 2);
    cr_expect_eq(mime.setups, 2, "skipped to the exercise on the mat");
    cr_expect_eq(mime.shown[SCREEN_RESULTS], 1);
    cr_expect_eq(attended_number(&place, "SELECT reason = 'quit' FROM session ORDER BY id DESC"
                                         " LIMIT 1"),
                 1);
    cr_expect_gt(attended_number(&place, "SELECT count(*) FROM repetition"), 0, "nothing is lost");
    place_remove(place.folder);
}

/* Before the session, too: how the morning was, and what is to be said of it. */
Test(hands, the_morning_is_told_and_notes_are_heeded_by_hand)
{
    struct place place = place_with_routine(true);
    struct person person = person_well();
    person.nrs[ASK_BEFORE] = 1;
    person.skips = true;
    attended_play(&place, &person, NULL);
    attended_days_pass(&place, 1);
    history_sample_script(attended_path(&place), "UPDATE step SET reps_done = 8");
    struct mime mime = mime_well();
    mime.nrs[ASK_NEXT_DAY] = 4;
    mime.nrs[ASK_BEFORE] = 2;
    mime.ends = true;
    play_by_hand(&mime, NULL);
    cr_expect_eq(mime.asked[ASK_NEXT_DAY], 1);
    cr_expect_gt(mime.notes, 0, "a worse morning is talked about");
    cr_expect_eq(attended_number(&place, "SELECT nrs FROM pain WHERE kind = 'next_day'"), 4);
    cr_expect_eq(mime.shown[SCREEN_RESULTS], 1);
    cr_expect_eq(attended_number(&place, "SELECT nrs FROM pain WHERE kind = 'before' ORDER BY id"
                                         " DESC LIMIT 1"),
                 2);
    place_remove(place.folder);
}

/* ---- one moment after the other, without a session ---- */

/* A world that pauses and goes on as a coach's events would have it. */
struct stage_of_hands {
    struct plan *plan;
    struct world *world;
    struct screen_view view;
    struct hands hands;
    struct chance luck;
    double now_s;
};

static struct stage_of_hands stage_open(enum world_stage stage)
{
    struct stage_of_hands s = {.plan = sample_plan(), .world = calloc(1, sizeof(struct world))};
    if (!s.world)
        abort();
    world_init(s.world, s.plan);
    s.world->stage = stage;
    s.view = (struct screen_view){.world = s.world, .plan = s.plan, .aspect = GESTURE_ASPECT};
    return s;
}

static void stage_close(struct stage_of_hands *s)
{
    free(s->world);
    free(s->plan);
}

/* So many seconds of a pose, NULL: nobody; pauses and goes on as told. Counts the spaces. */
static int stage_run(struct stage_of_hands *s, const struct pose *pose, double seconds)
{
    const struct gesture_rules rules = gesture_rules_default();
    const struct pose nobody = {0};
    int spaces = 0;
    for (int i = 0; i < (int)(seconds * 20 + 0.5); i++) {
        s->now_s += 0.05;
        struct pose now = pose ? *pose : nobody;
        now.t_us = (int64_t)(s->now_s * 1e6);
        const enum screen_key key = hands_watch(&s->hands, &rules, &s->view, &now, now.t_us);
        if (key != KEY_SPACE)
            continue;
        spaces++;
        s->world->paused = !s->world->paused;
    }
    return spaces;
}

static struct pose standing_pose(float left, float right)
{
    static const struct exercise standing = {.posture = POSTURE_STANDING, .view = VIEW_FRONT};
    return gesture_pose(&standing, left, right);
}

Test(hands, only_what_leaving_paused_goes_on_by_coming_back)
{
    const struct pose stands = standing_pose(0, 0), up = standing_pose(175, 175);
    struct stage_of_hands s = stage_open(WORLD_EXERCISE);
    stage_run(&s, &stands, 2);
    cr_expect_eq(stage_run(&s, NULL, 2.5), 0);
    cr_expect_eq(stage_run(&s, NULL, 10), 1, "gone: paused, once");
    cr_expect(s.world->paused);
    cr_expect_eq(stage_run(&s, &stands, 3.5), 0, "a second to be sure, and a countdown of three");
    cr_expect(s.hands.show.go_on_s > 0 && s.hands.show.go_on_s < 1);
    cr_expect_eq(stage_run(&s, NULL, 1), 0, "out again: the countdown stops");
    cr_expect_eq(stage_run(&s, NULL, 4), 0);
    cr_expect_eq(stage_run(&s, &stands, 6), 1);
    cr_expect_not(s.world->paused);
    /* Paused by hand: leaving and coming back changes nothing. */
    cr_expect_eq(stage_run(&s, &up, 2.5), 1);
    stage_run(&s, &stands, 1);
    cr_expect_eq(stage_run(&s, NULL, 10) + stage_run(&s, &stands, 10), 0);
    cr_expect(s.world->paused);
    /* And on by hand. */
    cr_expect_eq(stage_run(&s, &up, 2.5), 1);
    cr_expect_not(s.world->paused);
    stage_close(&s);
}

Test(hands, a_rest_needs_nobody_and_a_key_from_outside_counts)
{
    const struct pose stands = standing_pose(0, 0);
    struct stage_of_hands s = stage_open(WORLD_REST);
    stage_run(&s, &stands, 2);
    cr_expect_eq(stage_run(&s, NULL, 20), 0, "a rest may be spent elsewhere");
    s.world->stage = WORLD_POSITION;
    cr_expect_eq(stage_run(&s, NULL, 1), 1, "but not the next set");
    s.world->paused = false; /* by a key, though nobody is to be seen */
    cr_expect_eq(stage_run(&s, NULL, 10), 0, "whoever pressed it knows");
    stage_run(&s, &stands, 3);
    cr_expect_eq(stage_run(&s, NULL, 5), 1, "from then on as before");
    stage_close(&s);
}

/* What is chosen during the countdown stops it; a hand during an exercise is part of it. */
Test(hands, a_choice_stops_the_countdown_and_one_hand_never_disturbs_an_exercise)
{
    const struct gesture_rules rules = gesture_rules_default();
    const struct pose stands = standing_pose(0, 0), left = standing_pose(170, 0);
    struct stage_of_hands s = stage_open(WORLD_EXERCISE);
    for (int i = 0; i < 100; i++) {
        s.now_s += 0.05;
        struct pose now = left;
        now.t_us = (int64_t)(s.now_s * 1e6);
        cr_assert_eq(hands_watch(&s.hands, &rules, &s.view, &now, now.t_us), KEY_NONE);
    }
    cr_expect_eq(s.hands.show.gesture, GESTURE_NONE, "and no ring either");
    stage_run(&s, &stands, 1);
    cr_expect_eq(stage_run(&s, NULL, 4), 1);
    stage_run(&s, &stands, 2);
    stage_run(&s, &left, 1);
    cr_expect_eq(stage_run(&s, &stands, 1.5), 0);
    cr_expect(s.hands.show.choosing && s.hands.show.gesture == GESTURE_STILL);
    cr_expect_eq(stage_run(&s, &stands, 10), 0);
    cr_expect(s.world->paused);
    stage_close(&s);
}

Test(hands, switched_off_nobody_looks)
{
    struct gesture_rules rules = gesture_rules_default();
    struct stage_of_hands s = stage_open(WORLD_EXERCISE);
    rules.on = false;
    for (int i = 0; i < 200; i++)
        cr_assert_eq(hands_watch(&s.hands, &rules, &s.view, NULL, i * 100000), KEY_NONE);
    stage_close(&s);
}

/* Each screen that asks or waits says by which gestures; each can be spoken. */
Test(hands, every_screen_of_a_session_has_its_lines)
{
    struct stage_of_hands s = stage_open(WORLD_EXERCISE);
    struct hands_line line[HANDS_MOST_LINES];
    static const struct {
        enum screen_id id;
        int count;
    } rows[] = {{SCREEN_EXERCISE, 2}, {SCREEN_REST, 1},  {SCREEN_PAUSED, 4}, {SCREEN_SCREENING, 3},
                {SCREEN_PAIN, 4},     {SCREEN_SETUP, 1}, {SCREEN_OFFER, 1},  {SCREEN_CONSENT, 0}};
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        const int count = hands_lines(&s.view, rows[i].id, line);
        cr_expect_eq(count, rows[i].count, "screen %d: %d", (int)rows[i].id, count);
        for (int k = 0; k < count; k++) {
            cr_expect(line[k].label[0] && line[k].gesture != GESTURE_NONE);
            cr_expect_gt(strlen(line[k].say), strlen(line[k].label));
        }
    }
    s.world->pain_open = true;
    s.world->asking = ASK_HURT;
    cr_expect_eq(hands_lines(&s.view, SCREEN_PAIN, line), 3, "of what hurt, how much is told");
    stage_close(&s);
}
