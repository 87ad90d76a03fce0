/* `unguard play` with somebody there: a person who looks at each screen as it is shown and presses
 * keys, through consent, screening and every question about pain, with the demo's body before the
 * coach. What they answered, and what followed, is looked up in the history past the program. */
#include "attended.h"

/* ---- first start ---- */

Test(attended, who_agrees_is_screened_and_may_begin)
{
    struct place place = attended_place();
    struct person person = person_well();
    person.quits_at = SCREEN_EXERCISE;
    attended_play(&place, &person, NULL);
    cr_expect_eq(person.shown[SCREEN_CONSENT], 1);
    cr_expect_eq(person.flags_asked, FLAGS, "each question once");
    cr_expect_eq(person.asked[ASK_BEFORE], 1);
    cr_expect_eq(person.asked[ASK_NEXT_DAY], 0, "there was no session before");
    cr_expect_eq(attended_number(&place, "SELECT version FROM consent WHERE answer = 1 AND person ="
                                         " (SELECT id FROM person WHERE name = 'me') AND"
                                         " abs(at - strftime('%s', 'now')) < 600"),
                 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM consent"), 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM screening WHERE answer = 0"), FLAGS);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM session"), 1);
    /* The next time it is known. */
    person = person_well();
    person.quits_at = SCREEN_EXERCISE;
    attended_play(&place, &person, NULL);
    cr_expect_eq(person.shown[SCREEN_CONSENT], 0);
    cr_expect_eq(person.flags_asked, 0);
    place_remove(place.folder);
}

Test(attended, who_declines_leaves_nothing_but_the_answer)
{
    struct place place = attended_place();
    struct person person = person_well();
    person.agrees = false;
    attended_play(&place, &person, "--record", "s.rec", NULL);
    cr_expect_eq(person.shown[SCREEN_OFFER], 1, "a kind word");
    cr_expect(strstr(person.told, "That is fine"), "%s", person.told);
    cr_expect_eq(person.shown[SCREEN_EXERCISE] + person.shown[SCREEN_SCREENING], 0);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM consent WHERE answer = 0"), 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM session"), 0);
    cr_expect_eq(attended_number(&place, "SELECT (SELECT count(*) FROM pain)"
                                         " + (SELECT count(*) FROM screening)"),
                 0);
    cr_expect_eq(place_count(place.folder, ".rec", NULL), 0);
    /* A no is not for ever. */
    person = person_well();
    person.quits_at = SCREEN_SCREENING;
    attended_play(&place, &person, NULL);
    cr_expect_eq(person.shown[SCREEN_CONSENT], 1);
    cr_expect_eq(person.shown[SCREEN_SCREENING], 1);
    /* Who leaves without an answer has not agreed. */
    place_remove(place.folder);
    place = attended_place();
    person = person_well();
    person.quits_at = SCREEN_CONSENT;
    attended_play(&place, &person, NULL);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM consent"), 0);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM session"), 0);
    place_remove(place.folder);
}

/* A new wording is asked again, whether somebody remembered to count the version up or not. */
Test(attended, another_text_is_asked_again)
{
    struct place place = attended_place();
    struct person person = person_well();
    person.quits_at = SCREEN_EXERCISE;
    attended_play(&place, &person, NULL);
    history_sample_script(attended_path(&place), "UPDATE consent SET wording = 'another'");
    person = person_well();
    person.quits_at = SCREEN_EXERCISE;
    attended_play(&place, &person, NULL);
    cr_expect_eq(person.shown[SCREEN_CONSENT], 1);
    history_sample_script(attended_path(&place), "UPDATE consent SET version = 9");
    person = person_well();
    person.quits_at = SCREEN_EXERCISE;
    attended_play(&place, &person, NULL);
    cr_expect_eq(person.shown[SCREEN_CONSENT], 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM consent"), 3);
    place_remove(place.folder);
}

/* ---- screening ---- */

Test(attended, one_yes_and_no_exercise_begins)
{
    struct place place = attended_place();
    struct person person = person_well();
    person.flag = "night_pain";
    attended_play(&place, &person, NULL);
    cr_expect_eq(person.shown[SCREEN_REFER], 1);
    cr_expect_eq(person.shown[SCREEN_EXERCISE] + person.shown[SCREEN_PAIN], 0);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM screening WHERE answer = 1 AND"
                                         " flag = 'night_pain'"),
                 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM session WHERE reason = 'red_flag'"),
                 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM decision WHERE rule = 'red_flag' AND"
                                         " decision = 'stop' AND source != ''"),
                 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM repetition"), 0);
    /* The next time that comes first, and the questions once more: still yes. */
    person = person_well();
    person.flag = "night_pain";
    attended_play(&place, &person, NULL);
    cr_expect_str_eq(person.referral, "night_pain", "said before anything is asked");
    cr_expect_eq(person.shown[SCREEN_REFER], 2);
    cr_expect_eq(person.shown[SCREEN_EXERCISE], 0);
    cr_expect_gt(person.flags_asked, 0);
    /* Looked at since: every answer is no, and the session may begin. */
    person = person_well();
    person.quits_at = SCREEN_EXERCISE;
    attended_play(&place, &person, NULL);
    cr_expect_eq(person.shown[SCREEN_REFER], 1);
    cr_expect_eq(person.flags_asked, FLAGS);
    cr_expect_eq(person.shown[SCREEN_EXERCISE], 1);
    person = person_well();
    person.quits_at = SCREEN_EXERCISE;
    attended_play(&place, &person, NULL);
    cr_expect_eq(person.shown[SCREEN_REFER] + person.flags_asked, 0, "nothing stands any more");
    place_remove(place.folder);
}

Test(attended, the_questions_come_again_after_their_interval)
{
    static const struct {
        int days, asked;
    } rows[] = {{27, 0}, {28, FLAGS}};
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct place place = attended_place();
        struct person person = person_well();
        person.quits_at = SCREEN_EXERCISE;
        attended_play(&place, &person, NULL);
        attended_days_pass(&place, rows[i].days);
        person = person_well();
        person.quits_at = SCREEN_EXERCISE;
        attended_play(&place, &person, NULL);
        cr_expect_eq(person.flags_asked, rows[i].asked, "after %d days: %d", rows[i].days,
                     person.flags_asked);
        place_remove(place.folder);
    }
}

/* ---- pain ---- */

/* The bands of `monitor`, and `strict`: what the first answer does to the session. */
Test(attended, pain_before_by_each_line_of_the_policy)
{
    static const struct {
        const char *policy;
        int nrs;
        const char *decision, *rule;
        bool begins;
    } rows[] = {
        {"monitor", 0, "go_on", "pain_little", true}, {"monitor", 2, "go_on", "pain_little", true},
        {"monitor", 3, "ease", "pain_some", true},    {"monitor", 5, "ease", "pain_some", true},
        {"monitor", 6, "stop", "pain_high", false},   {"monitor", 10, "stop", "pain_high", false},
        {"strict", 0, "go_on", "pain_little", true},  {"strict", 1, "stop", "pain_strict", false},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct place place = attended_place();
        struct person person = person_known(&place);
        char text[160], sql[256];
        snprintf(text, sizeof text, "id = \"own\";\npain_policy = \"%s\";\n", rows[i].policy);
        place_write(&place, "own.cfg", text);
        person.nrs[ASK_BEFORE] = rows[i].nrs;
        person.quits_at = SCREEN_EXERCISE;
        attended_play(&place, &person, "--profile", "own.cfg", NULL);
        cr_expect_eq(person.asked[ASK_BEFORE], 1, "row %zu", i);
        cr_expect_eq(person.shown[SCREEN_EXERCISE] > 0, rows[i].begins, "row %zu", i);
        snprintf(sql, sizeof sql,
                 "SELECT count(*) FROM pain p JOIN decision d USING(session) WHERE p.kind ="
                 " 'before' AND p.nrs = %d AND d.decision = '%s' AND d.rule = '%s'",
                 rows[i].nrs, rows[i].decision, rows[i].rule);
        cr_expect_eq(attended_number(&place, sql), 1, "row %zu", i);
        cr_expect_eq(attended_number(&place, "SELECT reason = 'pain' FROM session ORDER BY id DESC"
                                             " LIMIT 1"),
                     !rows[i].begins, "row %zu", i);
        cr_expect_eq(attended_number(&place, "SELECT ease < 1 FROM session ORDER BY id DESC"
                                             " LIMIT 1"),
                     strcmp(rows[i].decision, "ease") == 0, "row %zu", i);
        place_remove(place.folder);
    }
}

/* A whole session: pain in the rest, effort after the exercise, pain after all, a rise of two. */
Test(attended, between_effort_and_after_are_asked_and_kept)
{
    struct place place = attended_place();
    struct person person = person_known(&place);
    person.nrs[ASK_BEFORE] = 0;
    person.nrs[ASK_BETWEEN] = 2; /* no more than little, but two more than before */
    person.nrs[ASK_AFTER] = 1;
    person.nrs[ASK_EFFORT] = 4;
    person.skips = true;
    attended_play(&place, &person, NULL);
    cr_expect_eq(person.asked[ASK_BETWEEN], 1);
    cr_expect_eq(person.asked[ASK_EFFORT], 1);
    cr_expect_eq(person.asked[ASK_AFTER], 1);
    cr_expect_eq(person.shown[SCREEN_RESULTS], 1);
    cr_expect_eq(attended_number(&place, "SELECT nrs FROM pain WHERE kind = 'between'"), 2);
    cr_expect_eq(attended_number(&place, "SELECT nrs FROM pain WHERE kind = 'after'"), 1);
    cr_expect_eq(attended_number(&place, "SELECT cr10 FROM effort"), 4);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM decision WHERE rule = 'pain_rise'"
                                         " AND decision = 'ease' AND value = 2 AND limit_value"
                                         " = 2"),
                 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM session WHERE reason ="
                                         " 'completed'"),
                 1);
    place_remove(place.folder);
}

Test(attended, that_hurt_tells_where_and_how_much)
{
    struct place place = attended_place();
    struct person person = person_known(&place);
    person.hurts = true;
    person.where = PLACE_GROIN;
    person.nrs[ASK_HURT] = 3;
    person.skips = true;
    attended_play(&place, &person, NULL);
    cr_expect_eq(person.asked[ASK_HURT], 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM pain WHERE kind = 'hurt' AND nrs = 3"
                                         " AND place = 'groin' AND position = 0"),
                 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM pain WHERE kind = 'hurt'"), 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM decision WHERE decision = 'ease'"),
                 1);
    /* Down the leg: the place alone ends it. */
    person = person_well();
    person.hurts = true;
    person.where = PLACE_DOWN_THE_LEG;
    attended_play(&place, &person, NULL);
    cr_expect_eq(person.shown[SCREEN_RESULTS], 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM pain WHERE place = 'down_the_leg'"
                                         " AND nrs IS NULL"),
                 1);
    cr_expect_eq(attended_number(&place, "SELECT reason = 'pain' FROM session ORDER BY id DESC"
                                         " LIMIT 1"),
                 1);
    /* Sharp: no number is waited for. */
    person = person_well();
    person.hurts = person.sharp = true;
    attended_play(&place, &person, NULL);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM decision WHERE rule = 'pain_sharp'"),
                 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM pain WHERE kind = 'hurt'"), 3);
    place_remove(place.folder);
}

/* ---- the next session ---- */

/* The answer comes before the plan, which takes it in: one level back, by the rule, and a word
 * about a rest day. */
Test(attended, the_morning_after_is_asked_before_the_session_is_planned)
{
    struct place place = attended_place();
    struct person person = person_known(&place);
    person.nrs[ASK_BEFORE] = 1;
    person.skips = true;
    attended_play(&place, &person, NULL);
    attended_days_pass(&place, 1);
    history_sample_script(attended_path(&place), "UPDATE step SET reps_done = 8"); /* not skipped */
    person = person_well();
    person.nrs[ASK_NEXT_DAY] = 4;
    person.quits_at = SCREEN_EXERCISE;
    attended_play(&place, &person, NULL);
    cr_expect_eq(person.asked[ASK_NEXT_DAY], 1);
    cr_expect(strstr(person.told, "The morning after the last session hurt more"), "%s",
              person.told);
    cr_expect_eq(attended_number(&place, "SELECT session FROM pain WHERE kind = 'next_day' AND nrs"
                                         " = 4"),
                 attended_number(&place, "SELECT id FROM session WHERE reason = 'completed'"));
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM change WHERE rule = 'next_day' AND"
                                         " to_value < from_value AND source != '' AND session ="
                                         " (SELECT max(id) FROM session)"),
                 1);
    /* Once told, the same is not asked again; the session since then is of today. */
    person = person_well();
    person.quits_at = SCREEN_EXERCISE;
    attended_play(&place, &person, NULL);
    cr_expect_eq(person.asked[ASK_NEXT_DAY], 0);
    place_remove(place.folder);
}

/* No better and no worse: no change, and nothing is said. Not told: it is not asked twice. */
Test(attended, a_quiet_morning_or_none_told_changes_nothing)
{
    for (int told = 0; told < 2; told++) {
        struct place place = attended_place();
        struct person person = person_known(&place);
        person.nrs[ASK_BEFORE] = 1;
        person.skips = true;
        attended_play(&place, &person, NULL);
        attended_days_pass(&place, 2);
        history_sample_script(attended_path(&place), "UPDATE step SET reps_done = 8");
        person = person_well();
        person.nrs[ASK_NEXT_DAY] = told ? 1 : -1;
        person.quits_at = SCREEN_EXERCISE;
        attended_play(&place, &person, NULL);
        cr_expect_eq(person.asked[ASK_NEXT_DAY], 1, "%d", person.asked[ASK_NEXT_DAY]);
        cr_expect_eq(attended_number(&place, "SELECT count(*) FROM pain WHERE kind = 'next_day'"),
                     told);
        cr_expect_eq(attended_number(&place, "SELECT count(*) FROM change"), 0);
        cr_expect_str_eq(person.told, "");
        place_remove(place.folder);
    }
}

/* A worse morning after the last session: a sentence in the window before anything begins, with its
 * source below, and Q leaves. */
Test(attended, a_rest_day_is_said_before_the_session)
{
    struct place place = attended_place();
    struct person person = person_known(&place);
    person.nrs[ASK_BEFORE] = 0;
    person.skips = true;
    attended_play(&place, &person, NULL);
    attended_days_pass(&place, 1);
    history_sample_script(attended_path(&place),
                          "INSERT INTO pain(person, session, at, kind, nrs) SELECT person, id,"
                          " started_at + 80000, 'next_day', 5 FROM session WHERE reason ="
                          " 'completed'");
    const int64_t sessions = attended_number(&place, "SELECT count(*) FROM session");
    person = person_well();
    person.quits_at = SCREEN_OFFER;
    attended_play(&place, &person, NULL);
    cr_expect(strstr(person.told, "a rest day is better today"), "%s", person.told);
    cr_expect_eq(person.shown[SCREEN_EXERCISE] + person.shown[SCREEN_PAIN], 0);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM session"), sessions);
    /* It may be gone on with all the same. */
    person = person_well();
    person.quits_at = SCREEN_EXERCISE;
    attended_play(&place, &person, NULL);
    cr_expect_geq(person.shown[SCREEN_OFFER], 1);
    cr_expect_eq(person.shown[SCREEN_EXERCISE], 1);
    place_remove(place.folder);
}

/* ---- gone on with ---- */

Test(attended, a_session_gone_on_with_asks_what_was_not_answered)
{
    struct place place = attended_place();
    struct person person = person_well();
    /* Breaks off among the questions: they come again, in words and not as their ids. */
    person.flags_before_quitting = 3;
    attended_play(&place, &person, NULL);
    cr_expect_eq(person.flags_asked, 3);
    person = person_well();
    person.quits_at = SCREEN_EXERCISE;
    attended_play(&place, &person, "--resume", NULL);
    cr_expect_eq(person.shown[SCREEN_CONSENT], 0, "agreed to already");
    cr_expect_eq(person.flags_asked, FLAGS);
    cr_expect(person.had_words);
    cr_expect_eq(person.asked[ASK_BEFORE], 1);
    /* All answered: straight to the exercise. */
    person = person_well();
    person.quits_at = SCREEN_EXERCISE;
    attended_play(&place, &person, "--resume", NULL);
    cr_expect_eq(person.flags_asked + person.asked[ASK_BEFORE], 0);
    cr_expect_eq(person.shown[SCREEN_EXERCISE], 1);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM session WHERE resumed_from IS NOT"
                                         " NULL"),
                 2);
    place_remove(place.folder);
}
