/* The folder of bad config files: each with the line that a therapist is told. */
#include "plan/cards.h"
#include "plan/library.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#define FOLDER UNGUARD_SOURCE_DIR "/tests/fixtures/bad_configs/"

/* Problems without the folder, in order; a missing file-line means the file as a whole. */
static const struct bad {
    const char *file;
    const char *said[7];
} bad[] = {
    {"cards_bad.cfg",
     {":1: days: 3 is outside 7 to 365 days",
      ":11: card 5: when: \"during\" is none of before, rest, after",
      ":13: card 6: source: is missing: where it is from"}},
    {"cards_good.cfg", {NULL}},
    {"cards_words.cfg",
     {":5: card 2: id: \"one\" is an earlier card's already",
      ":5: card 2: text: \"damage\" can frighten; say it calmly, such as \"load\"",
      ":5: card 2: title: \"Danger\" can frighten; say it calmly, such as \"ease off\"",
      ":7: card 3: id: \"Two words\" may only hold small letters, digits and _",
      ":7: card 3: text: only {exercise} and {muscles} can be filled in",
      ":9: card 4: text: it speaks of an exercise, and there is one only in a rest: when = "
      "(\"rest\")"}},
    {"comment_unclosed.cfg", {":1: this comment has no closing */"}},
    {"empty.cfg", {": is empty; copy one of the files beside it and edit it"}},
    {"exercise_bad_id.cfg", {":1: id: \"Sample Bend\" may only hold small letters, digits and _"}},
    {"exercise_dosage_over_cap.cfg", {":7: dosage: reps: 40 is outside 1 to 20"}},
    {"exercise_either_zero.cfg",
     {":21: fault 1: limit: must be above 0 when it counts either way"}},
    {"exercise_enum_far.cfg", {":3: kind: \"zzzzzzzz\" is none of strength, stretch"}},
    {"exercise_enum_typo.cfg",
     {":5: view: \"sied\" is none of side, front, feet; did you mean \"side\"?"}},
    {"exercise_fault_at_target.cfg",
     {":21: fault 1: limit: 15 is passed by the target posture itself, which has 20"}},
    {"exercise_fault_twice.cfg", {":22: fault 2: id: \"trunk\" is fault 1's already"}},
    {"exercise_float_for_int.cfg",
     {":7: dosage: reps: is a number with a point; a whole number from 1 to 20 is needed"}},
    {"exercise_good.cfg", {NULL}},
    {"exercise_group_for_list.cfg",
     {":20: faults: is a group; a list of groups ( { ... }, { ... } ) is needed",
      ":21: limits2: is not a key of exercise; did you mean \"limits\"?"}},
    {"exercise_guided_no_time.cfg",
     {":12: target: hold_s: is 0, as move_s and return_s are; a guided exercise goes by these "
      "times"}},
    {"exercise_hold_over_cap.cfg",
     {":12: target: hold_s: 20 s is beyond the hard cap of 10 s for a strength exercise"}},
    {"exercise_hold_without_cue.cfg", {":1: hold_cue: is missing; there is a hold of 1 s"}},
    {"exercise_hysteresis_in_noise.cfg",
     {":24: advice: limit 1: hysteresis: 0.3 is less than the camera's noise in trunk_inclination; "
      "a warning stays steady from 0.52 on"}},
    {"exercise_hysteresis_missing.cfg",
     {":24: advice: limit 1: hysteresis: 1 is less than the camera's noise in the speed of "
      "knee_flexion; a warning stays steady from 5.1 on"}},
    {"exercise_levels_in_noise.cfg",
     {":17: counting: leave: 0.978 can't be told from rest, 0.98, in the camera's noise in "
      "hip_height; keep it at least 0.0065 away from rest"}},
    {"exercise_levels_near_noise.cfg",
     {":17: advice: counting: leave: 0.975 is hard to tell from rest, 0.98, in the camera's noise "
      "in hip_height; it is steady at least 0.0065 away from rest"}},
    {"exercise_levels_order.cfg",
     {":17: counting: leave: 0.99 is not between rest 0.98 and reach 0.96; the three are in order, "
      "rising or falling"}},
    {"exercise_limit_at_start.cfg",
     {":24: limit 1: warn: 5 is passed by the start posture itself, which has 0"}},
    {"exercise_limit_in_band.cfg",
     {":24: advice: limit 1: warn: 50 lies inside the target's band, which goes to 55; the coach "
      "would warn of what it asks for"}},
    {"exercise_limit_noisy.cfg",
     {":24: advice: limit 1: warn: the camera's noise in hip_flexion, 0.4, is more than a tenth "
      "of -3; the coach may not see it well enough"}},
    {"exercise_list_for_group.cfg",
     {":31: start_posture: is a list ( ); a group { ... } is needed"}},
    {"exercise_many.cfg",
     {":1: move_cue: is missing: said as the movement begins",
      ":5: view: is a whole number; a name in \"...\" is needed",
      ":7: dosage: sets: 9 is outside 1 to 5",
      ":10: target: valeu: is not a key of target; did you mean \"value\"?"}},
    {"exercise_min_move_long.cfg",
     {":18: counting: min_move_s: 8 s is longer than move_s, hold_s and return_s together, 5 s"}},
    {"exercise_missing_cue.cfg", {":21: fault 1: cue: is missing: what the coach says, calmly"}},
    {"exercise_missing_group.cfg", {":1: dosage: is missing: sets, repetitions and rest"}},
    {"exercise_missing_in_group.cfg",
     {":8: target: tolerance: is missing: as good as the target, this much either way"}},
    {"exercise_missing_key.cfg", {":1: name: is missing: as the person sees it"}},
    {"exercise_out_of_range.cfg", {":12: target: hold_s: 61 is outside 0 to 60 s"}},
    {"exercise_pair_of_three.cfg",
     {":32: target_posture: hip_flexion: is a list ( ); a number, or two as (20, 0), from -180 to "
      "180 deg is needed"}},
    {"exercise_points_over.cfg",
     {":8: target: range, hold, constancy and twice the tempo points make 115; at most 100 can be "
      "lost"}},
    {"exercise_reach_never.cfg",
     {":18: counting: reach: 0.5 is never reached: the target posture has 0.923"}},
    {"exercise_reps_unusual.cfg",
     {":7: advice: dosage: reps: 18 is more than the 15 that any source lists"}},
    {"exercise_rest_never.cfg",
     {":16: counting: rest: 0.98 is never come back to: the start posture has 0.933"}},
    {"exercise_side_cue_missing.cfg",
     {":1: advice: side_cue is missing: with closed eyes it is not clear which side does what; "
      "such as \"The {side} leg.\""}},
    {"exercise_side_cue_together.cfg",
     {":28: side_cue: is said of one side; sides is \"together\""}},
    {"exercise_side_cue_typo.cfg", {":28: side_cue: in braces only {side} and {other} are known"}},
    {"exercise_side_cue_word.cfg",
     {":28: side_cue: \"wrong\" can frighten; say it calmly, such as \"a little differently\""}},
    {"exercise_sides_cancel.cfg",
     {":21: fault 1: signal: the two sides of lateral_lean cancel each other; write \"lateral_lean "
      "left\""}},
    {"exercise_sign_guided.cfg",
     {":27: guarding: signs: an exercise led by the clock is not measured; leave this group out"}},
    {"exercise_sign_hand_at_hip.cfg",
     {":27: guarding: signs: \"support\": hands belong near the hip here; the target posture has "
      "them 0.11 trunk lengths away, 0.35 is needed"}},
    {"exercise_sign_no_repetition.cfg",
     {":27: guarding: signs: \"reduced_range\" needs a difference of 10 degrees; what is smaller "
      "by "
      "more than 7 is no repetition (counting.reach)"}},
    {"exercise_sign_over_range.cfg", {":27: guarding: slowing: 9 is outside 1.1 to 5"}},
    {"exercise_sign_shift_side.cfg",
     {":27: guarding: signs: \"shift\" shows from the front of an upright body only; view is "
      "\"side\""}},
    {"exercise_sign_sides_together.cfg",
     {":27: guarding: signs: \"asymmetry\" compares sides that are done one by one; sides is "
      "\"together\""}},
    {"exercise_sign_small_way.cfg",
     {":27: guarding: signs: \"reduced_range\" needs a difference of 30 degrees; the whole way is "
      "45"}},
    {"exercise_sign_typo.cfg",
     {":27: guarding: signs: \"slowwing\" is none of reduced_range, slowing, hesitation, "
      "jerkiness, asymmetry, shift, withdrawal, support; did you mean \"slowing\"?"}},
    {"exercise_signal_active.cfg",
     {":9: target: signal: there is no active side when sides is \"together\"; write "
      "\"knee_flexion both\""}},
    {"exercise_signal_not_side.cfg",
     {":21: fault 1: signal: knee_opening can't be seen from the side; view is \"side\""}},
    {"exercise_signal_side_typo.cfg",
     {":9: target: signal: \"boht\" is no side; did you mean \"both\"?"}},
    {"exercise_signal_typo.cfg",
     {":9: target: signal: \"knee_flexoin\" is no signal; did you mean \"knee_flexion\"?"}},
    {"exercise_signal_unsided.cfg",
     {":21: fault 1: signal: trunk_inclination belongs to the whole body; leave \"left\" out"}},
    {"exercise_signal_view.cfg",
     {":21: fault 1: signal: lateral_lean can't be seen from the side; view is \"side\""}},
    {"exercise_speed_over_cap.cfg",
     {":24: limit 1: warn: 150 is beyond the hard cap of 120 for speed"}},
    {"exercise_stop_before_warn.cfg",
     {":24: limit 1: stop: 90 comes before warn, 120; stop lies further out"}},
    {"exercise_stop_in_band.cfg",
     {":24: limit 1: stop: 52 lies inside the target's band, which goes to 55"}},
    {"exercise_stretch_long.cfg",
     {":12: advice: target: hold_s: 45 s is longer than the usual 30 s; only older adults hold up "
      "to 60 s"}},
    {"exercise_string_in_list.cfg", {":23: limit 1: is no group; each limit stands in { }"}},
    {"exercise_target_not_posture.cfg",
     {":10: target: value: 65 with its tolerance of 10 is not what the target posture has, 45"}},
    {"exercise_target_over_cap.cfg",
     {":10: target: value: 145 is beyond the hard cap of knee_flexion, -10 to 140"}},
    {"exercise_tempo_over_cap.cfg",
     {":12: target: move_s: 0.3 s for 45 degrees is beyond the hard cap of 120 degrees a second "
      "for a strength exercise"}},
    {"exercise_text_too_long.cfg", {":2: name: is 96 bytes long; at most 63 fit"}},
    {"exercise_typo_and_word.cfg",
     {":7: dosage: resp: is not a key of dosage; did you mean \"reps\"?",
      ":21: fault 1: cue: \"wrong\" can frighten; say it calmly, such as \"a little differently\"",
      ":29: hold_cue: \"Faster\" can frighten; say it calmly, such as \"steadily\""}},
    {"exercise_unknown_key.cfg",
     {":7: dosage: retst_s: is not a key of dosage; did you mean \"rest_s\"?"}},
    {"exercise_unknown_key_far.cfg",
     {":2: colour: is not a key of exercise; its keys are id, name, kind, posture, view, sides, "
      "..."}},
    {"exercise_word_in_cue.cfg",
     {":21: fault 1: cue: \"Danger\" can frighten; say it calmly, such as \"ease off\""}},
    {"exercise_word_in_limit_cue.cfg",
     {":25: limit 1: cue: \"injured\" can frighten; say it calmly, such as \"sore spot\""}},
    {"exercise_word_in_name.cfg",
     {":2: name: \"harder\" can frighten; say it calmly, such as \"gently\""}},
    {"exercise_word_inside_others.cfg", {NULL}},
    {"exercise_word_phrase.cfg",
     {":27: start_cue: \"No pain, no gain\" can frighten; say it calmly, such as \"stay within "
      "comfort\""}},
    {"exercise_word_push.cfg",
     {":29: hold_cue: \"PUSH  THROUGH\" can frighten; say it calmly, such as \"ease off\""}},
    {"exercise_wrong_type.cfg",
     {":7: dosage: sets: is text; a whole number from 1 to 5 is needed"}},
    {"include.cfg", {":5: @include is not allowed: a config is one file; copy the lines here"}},
    {"not_utf8.cfg", {":2: is not text (byte 26 is 0xFC); a config file is plain UTF-8"}},
    {"only_comments.cfg", {": is empty; copy one of the files beside it and edit it"}},
    {"profile_bad_id.cfg", {":1: id: \"My profile\" may only hold small letters, digits and _"}},
    {"profile_policy_typo.cfg",
     {":4: pain_policy: \"moniter\" is none of strict, monitor; did you mean \"monitor\"?"}},
    {"profile_share_over.cfg", {":3: range_share: 1.2 is outside 0.25 to 1"}},
    {"profile_unknown_key.cfg",
     {":3: range_shar: is not a key of profile; did you mean \"range_share\"?"}},
    {"routine_bad_date.cfg", {":3: reviewed: \"last May\" is no date; write it as 2026-05-31"}},
    {"routine_day_twice.cfg", {":4: days: \"mon\" stands twice; take one away"}},
    {"routine_day_typo.cfg",
     {":4: days: \"wend\" is none of mon, tue, wed, thu, fri, sat, sun; did you mean \"wed\"?"}},
    {"routine_days_and_times.cfg",
     {":5: times_per_week: 3 does not fit the 2 days; leave one of them out"}},
    {"routine_days_number.cfg",
     {":4: days: is a whole number; names as (\"...\", \"...\") are needed"}},
    {"routine_days_touch.cfg",
     {":4: advice: days: strength exercises follow one another on two days; a day between them is "
      "usual"}},
    {"routine_good_ceilings.cfg", {NULL}},
    {"routine_good_week.cfg", {NULL}},
    {"routine_hold_over_cap.cfg",
     {":5: step 2: hold_s: 30 s is beyond the hard cap of 10 s for bridge"}},
    {"routine_lines.cfg",
     {":7: step 2: side: bridge is done with both sides together; leave side out",
      ":8: step 2: hold_s: 11 s is beyond the hard cap of 10 s for bridge",
      ":9: step 2: target: 175 with its tolerance of 7 is beyond the hard cap of hip_flexion, -15 "
      "to 130",
      ":12: step 3: exercise \"brige\" is not known; did you mean \"bridge\"?"}},
    {"routine_max_hold_low.cfg", {":5: step 1: max_hold_s: 4 s is less than hold_s, 5 s"}},
    {"routine_max_hold_over.cfg",
     {":5: step 1: max_hold_s: 20 s is beyond the hard cap of 10 s for bridge"}},
    {"routine_max_reps_below_exercise.cfg",
     {":5: step 1: max_reps: 2 is less than the 6 repetitions of bridge"}},
    {"routine_max_reps_low.cfg", {":5: step 1: max_reps: 6 is less than reps, 8"}},
    {"routine_max_reps_over.cfg", {":5: step 1: max_reps: 30 is outside 1 to 20"}},
    {"routine_max_sets_low.cfg", {":5: step 1: max_sets: 2 is less than sets, 3"}},
    {"routine_no_steps.cfg", {":3: steps: has 0 steps; 1 to 24 are possible"}},
    {"routine_pain_typo.cfg",
     {":4: pain_policy: \"stric\" is none of profile, strict, monitor; did you mean \"strict\"?"}},
    {"routine_part_after_cool_down.cfg",
     {":6: step 2: part: a main step can't follow a cool_down step; cool_down steps come last"}},
    {"routine_part_order.cfg",
     {":6: step 2: part: a warm_up step can't follow a main step; warm_up steps come first"}},
    {"routine_part_typo.cfg",
     {":5: step 1: part: \"warmup\" is none of main, warm_up, cool_down; did you mean "
      "\"warm_up\"?"}},
    {"routine_progress_off.cfg",
     {":5: advice: step 1: progress: is false, so that max_sets, max_reps and max_hold_s say "
      "nothing; leave them out"}},
    {"routine_progress_text.cfg", {":5: step 1: progress: is text; true or false is needed"}},
    {"routine_reps_unusual.cfg",
     {":5: advice: step 1: reps: 18 is more than the 15 that any source lists"}},
    {"routine_sets_over_cap.cfg", {":5: step 2: sets: 6 is outside 1 to 5"}},
    {"routine_side_of_both.cfg",
     {":5: step 2: side: bridge is done with both sides together; leave side out"}},
    {"routine_stretch_long.cfg",
     {":5: advice: step 1: hold_s: 45 s is longer than the usual 30 s; only older adults hold up "
      "to 60 s"}},
    {"routine_target_over_cap.cfg",
     {":5: step 2: target: -12 with its tolerance of 7 is beyond the hard cap of hip_flexion, -15 "
      "to 130"}},
    {"routine_times_often.cfg",
     {":4: advice: times_per_week: 6 is often for strength exercises; every other day is usual"}},
    {"routine_times_over.cfg", {":4: times_per_week: 8 is outside 1 to 7"}},
    {"routine_too_long.cfg", {":3: minutes: 3 are stated, but the steps take about 6"}},
    {"routine_typo_and_names.cfg",
     {":3: minuets: is not a key of routine; did you mean \"minutes\"?",
      ":4: note: \"No gain\" can frighten; say it calmly, such as \"stay within comfort\"",
      ":6: step 1: exercise \"brigde\" is not known; did you mean \"bridge\"?",
      ":7: step 2: exercise \"mini_sqat\" is not known; did you mean \"mini_squat\"?",
      ":7: step 2: sets: 9 is outside 1 to 5"}},
    {"routine_unknown_exercise.cfg",
     {":5: step 2: exercise \"brigde\" is not known; did you mean \"bridge\"?"}},
    {"routine_unknown_exercise_far.cfg",
     {":5: step 2: exercise \"qqqqqqqqqqqq\" is not known; there are ..."}},
    {"routine_word_in_note.cfg",
     {":4: note: \"Push yourself\" can frighten; say it calmly, such as \"ease off\""}},
    {"rubbish.cfg", {":1: is not text (byte 1 is 0x89); a config file is plain UTF-8"}},
    {"safety_absence_long.cfg", {":16: regress: absence_days: 60 is outside 1 to 14 days"}},
    {"safety_consent_missing.cfg", {":1: consent: is missing: what the person agrees to"}},
    {"safety_eased_little.cfg", {":9: pain: eased_to: 0.9 is outside 0.5 to 0.75"}},
    {"safety_flag_group.cfg",
     {":39: question 5: group: \"urgnt\" is none of emergency, urgent, general; did you mean "
      "\"urgent\"?"}},
    {"safety_flag_left_out.cfg",
     {":34: questions: \"bowel\" is missing; it may be worded anew, never left out"}},
    {"safety_flag_twice.cfg",
     {":39: question 5: id: \"bladder\" is an earlier question's already"}},
    {"safety_flag_word.cfg",
     {":37: question 3: meaning: \"dangerous\" can frighten; say it calmly, such as \"ease off\""}},
    {"safety_form_low.cfg", {":25: progress: form_at_least: 60 is outside 80 to 100"}},
    {"safety_go_on_over_cap.cfg", {":6: pain: go_on: 3 is outside 0 to 2"}},
    {"safety_good.cfg", {NULL}},
    {"safety_no_action.cfg", {":37: question 3: action: is missing: what to do now"}},
    {"safety_no_questions.cfg",
     {":1: questions: is missing: asked before any exercise; one yes, and there is none"}},
    {"safety_pain_rest_short.cfg", {":18: regress: rest_h: 12 is outside 24 to 168 h"}},
    {"safety_rest_short.cfg", {":11: strength_rest_h: 24 is outside 48 to 168 h"}},
    {"safety_rise_over_cap.cfg", {":8: pain: rise: 4 is outside 1 to 2"}},
    {"safety_sessions_few.cfg", {":23: progress: sessions: 1 is outside 2 to 20"}},
    {"safety_share_over_cap.cfg", {":28: progress: share: 0.5 is outside 0 to 0.2"}},
    {"safety_stop_not_above.cfg", {":7: pain: stop_above: 2 is not above go_on, 2"}},
    {"safety_stop_over_cap.cfg", {":7: pain: stop_above: 7 is outside 1 to 5"}},
    {"safety_unknown_key.cfg",
     {":13: gentle_routin: is not a key of safety; did you mean \"gentle_routine\"?"}},
    {"syntax_duplicate.cfg", {":6: duplicate setting name; the key stands twice, take one away"}},
    {"syntax_mixed_row.cfg",
     {":32: mismatched element type in array; write (20, 2.5) with round brackets"}},
    {"syntax_quote.cfg", {":2: a text has no closing \" on its line"}},
    {"syntax_semicolon.cfg",
     {":11: syntax error; look here and on the lines before for a missing \" , ; } or )"}},
    {"too_deep.cfg", {":1: too many brackets are open at once"}},
    {"unclosed.cfg", {":15: a text has no closing \" on its line"}},
};

static void read_file(const char *path, struct cfg_problems *problems)
{
    struct cfg_file *file = cfg_open(path, problems);
    struct exercise exercise;
    struct routine routine;
    struct profile profile;
    static struct safety_rules safety;
    static struct cards cards;
    if (file && strstr(path, "/routine_")) {
        struct library *library = library_open(UNGUARD_SOURCE_DIR "/config", NULL);
        cr_assert_not_null(library);
        if (cfg_read(file, &routine_table, &routine, problems))
            library_check_routine(library, &routine, path, problems);
        else
            library_check_names(library, &routine, path, problems);
        cfg_problems_sort(problems, 0);
        library_close(library);
    } else if (file && strstr(path, "/profile_")) {
        cfg_read(file, &profile_table, &profile, problems);
    } else if (file && strstr(path, "/safety_")) {
        cfg_read(file, &safety_rules_table, &safety, problems);
    } else if (file && strstr(path, "/cards_")) {
        cfg_read(file, &cards_table, &cards, problems);
    } else if (file) {
        cfg_read(file, &exercise_table, &exercise, problems);
    }
    cfg_close(file);
}

/* What an editor is told is what a person is. */
static void expect_parts(const struct cfg_problems *problems)
{
    int errors = 0;
    for (int i = 0; i < problems->count; i++) {
        const struct cfg_problem *problem = &problems->item[i];
        bool advice = strstr(problem->text, ": advice: ") != NULL;
        const char *name = strrchr(problem->key, '.');
        errors += !advice;
        cr_expect_eq(problem->severity == CFG_ADVICE, advice, "%s", problem->text);
        cr_expect(problem->said > 0 && strstr(problem->text + problem->said, "advice:") == NULL,
                  "%s", problem->text);
        bool signal = strstr(problem->key, "signal") != NULL; /* its nearest comes with a side */
        cr_expect(signal || !problem->nearest[0] || strstr(problem->text, problem->nearest),
                  "%s: %s", problem->text, problem->nearest);
        cr_expect(name == NULL || name[1] == '[' || strstr(problem->text, name + 1), "%s: %s",
                  problem->text, problem->key);
    }
    cr_expect_eq(problems->errors, errors);
}

Test(bad_configs, each_is_told_by_its_line)
{
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
        char path[512], expected[512];
        struct cfg_problems problems = {0};
        snprintf(path, sizeof path, FOLDER "%s", bad[i].file);
        read_file(path, &problems);
        int count = 0;
        for (; bad[i].said[count]; count++) {
            cr_assert(count < problems.count, "missed: %s%s", bad[i].file, bad[i].said[count]);
            snprintf(expected, sizeof expected, FOLDER "%s%s", bad[i].file, bad[i].said[count]);
            const char *said = problems.item[count].text;
            size_t length = strlen(expected), most = sizeof problems.item[count].text - 1;
            if (strcmp(expected + length - 3, "...") == 0 && length < most)
                most = length - 3; /* and so on: the shipped exercises, or many keys */
            cr_expect(strncmp(said, expected, most) == 0, "said:     %s\nexpected: %s", said,
                      expected);
        }
        cr_expect_eq(problems.count, count, "%s: also said: %s", bad[i].file,
                     problems.count > count ? problems.item[count].text : "");
        expect_parts(&problems);
        cfg_problems_free(&problems);
    }
}

/* A file that nobody expects anything of would be tested by nobody. */
Test(bad_configs, every_file_is_in_the_table)
{
    DIR *folder = opendir(FOLDER);
    cr_assert_not_null(folder);
    size_t files = 0;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        size_t i = 0;
        if (entry->d_name[0] == '.')
            continue;
        files++;
        while (i < ARRAY_LENGTH(bad) && strcmp(bad[i].file, entry->d_name) != 0)
            i++;
        cr_expect(i < ARRAY_LENGTH(bad), "%s", entry->d_name);
    }
    closedir(folder);
    cr_assert_eq(files, ARRAY_LENGTH(bad));
}

/* A shipped file with letters changed, lost and doubled at random: told or read, never worse. */
Test(bad_configs, a_damaged_exercise_is_told_or_read)
{
    static char good[16384], text[16384];
    FILE *stream = fopen(UNGUARD_SOURCE_DIR "/config/exercises/bridge.cfg", "r");
    cr_assert_not_null(stream);
    size_t size = fread(good, 1, sizeof good - 8, stream);
    fclose(stream);
    uint64_t state = 1;
    int told = 0;
    for (int round = 0; round < 3000; round++) {
        size_t length = size;
        memcpy(text, good, size + 1);
        for (int edit = 0; edit <= round % 4; edit++) {
            static const char letters[] = "\"{}()[];:=,.#/*-+eE019ax_ \n\\@";
            state = state * 6364136223846793005ull + 1442695040888963407ull;
            size_t at = (size_t)(state >> 33) % length;
            size_t kind = (size_t)(state >> 20) % 3;
            if (kind == 0) {
                text[at] = letters[(size_t)(state >> 40) % (sizeof letters - 1)];
            } else if (kind == 1) {
                memmove(text + at, text + at + 1, length - at);
                length--;
            } else {
                memmove(text + at + 1, text + at, length - at + 1);
                length++;
            }
        }
        struct cfg_problems problems = {0};
        struct exercise exercise;
        struct cfg_file *file = cfg_open_text(text, "t", &problems);
        bool read = file && cfg_read(file, &exercise_table, &exercise, &problems);
        cr_assert_eq(read, problems.errors == 0);
        told += !read;
        cfg_close(file);
        cfg_problems_free(&problems);
    }
    cr_assert_gt(told, 300); /* most of the file is comment and free text */
}
