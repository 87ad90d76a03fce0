/* A whole routine without a keyboard, through `unguard play`: stepping into the frame, every
 * question, pause, walking away, "that hurt" and the end, all by the body before the camera. */
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

Test(hands, the_menu_of_the_pause_ends_the_session)
{
    struct place place = place_with_routine(true);
    struct mime mime = mime_well();
    mime.ends = true;
    play_by_hand(&mime, NULL);
    cr_expect_eq(mime.shown[SCREEN_PAUSED], 1);
    cr_expect_eq(mime.shown[SCREEN_RESULTS], 1);
    cr_expect_eq(attended_number(&place, "SELECT reason = 'quit' FROM session ORDER BY id DESC"
                                         " LIMIT 1"),
                 1);
    cr_expect_gt(attended_number(&place, "SELECT count(*) FROM repetition"), 0, "nothing is lost");
    place_remove(place.folder);
}
