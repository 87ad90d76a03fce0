/* The folder of bad config files: each with the line that a therapist is told. */
#include "plan/library.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#define FOLDER UNGUARD_SOURCE_DIR "/tests/fixtures/bad_configs/"

/* Problems without the folder, in order; a missing file-line means the file as a whole. */
static const struct bad {
    const char *file;
    const char *said[6];
} bad[] = {
    {"comment_unclosed.cfg", {":1: this comment has no closing */"}},
    {"empty.cfg", {": is empty; copy one of the files beside it and edit it"}},
    {"exercise_bad_id.cfg", {":1: id: \"Sample Bend\" may only hold small letters, digits and _"}},
    {"exercise_dosage_over_cap.cfg", {":7: dosage: reps: 40 is outside 1 to 20"}},
    {"exercise_enum_far.cfg", {":3: kind: \"zzzzzzzz\" is none of strength, stretch"}},
    {"exercise_enum_typo.cfg",
     {":5: view: \"sied\" is none of side, front, feet; did you mean \"side\"?"}},
    {"exercise_float_for_int.cfg",
     {":7: dosage: reps: is a number with a point; a whole number from 1 to 20 is needed"}},
    {"exercise_good.cfg", {NULL}},
    {"exercise_group_for_list.cfg",
     {":20: faults: is a group; a list of groups ( { ... }, { ... } ) is needed",
      ":21: limits2: is not a key of exercise; did you mean \"limits\"?"}},
    {"exercise_hold_over_cap.cfg",
     {":12: target: hold_s: 20 s is beyond the hard cap of 10 s for a strength exercise"}},
    {"exercise_levels_order.cfg",
     {":17: counting: leave: 0.99 is not between rest 0.98 and reach 0.96; the three are in order, "
      "rising or falling"}},
    {"exercise_list_for_group.cfg",
     {":31: start_posture: is a list ( ); a group { ... } is needed"}},
    {"exercise_many.cfg",
     {":1: move_cue: is missing: said as the movement begins",
      ":5: view: is a whole number; a name in \"...\" is needed",
      ":7: dosage: sets: 9 is outside 1 to 5",
      ":10: target: valeu: is not a key of target; did you mean \"value\"?"}},
    {"exercise_missing_cue.cfg", {":21: fault 1: cue: is missing: what the coach says, calmly"}},
    {"exercise_missing_group.cfg", {":1: dosage: is missing: sets, repetitions and rest"}},
    {"exercise_missing_in_group.cfg",
     {":8: target: tolerance: is missing: as good as the target, this much either way"}},
    {"exercise_missing_key.cfg", {":1: name: is missing: as the person sees it"}},
    {"exercise_out_of_range.cfg", {":12: target: hold_s: 61 is outside 0 to 60 s"}},
    {"exercise_pair_of_three.cfg",
     {":32: target_posture: hip_flexion: is a list ( ); a number, or two as (20, 0), from -180 to "
      "180 deg is needed"}},
    {"exercise_reach_never.cfg",
     {":18: counting: reach: 0.5 is never reached: the target posture has 0.923"}},
    {"exercise_signal_active.cfg",
     {":9: target: signal: there is no active side when sides is \"together\"; write "
      "\"knee_flexion both\""}},
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
    {"exercise_string_in_list.cfg", {":23: limit 1: is no group; each limit stands in { }"}},
    {"exercise_target_over_cap.cfg",
     {":10: target: value: 145 is beyond the hard cap of knee_flexion, -10 to 140"}},
    {"exercise_text_too_long.cfg", {":2: name: is 96 bytes long; at most 63 fit"}},
    {"exercise_unknown_key.cfg",
     {":7: dosage: retst_s: is not a key of dosage; did you mean \"rest_s\"?"}},
    {"exercise_unknown_key_far.cfg",
     {":2: colour: is not a key of exercise; its keys are id, name, kind, posture, view, sides, "
      "..."}},
    {"exercise_wrong_type.cfg",
     {":7: dosage: sets: is text; a whole number from 1 to 5 is needed"}},
    {"include.cfg", {":5: @include is not allowed: a config is one file; copy the lines here"}},
    {"not_utf8.cfg", {":2: is not text (byte 26 is 0xFC); a config file is plain UTF-8"}},
    {"only_comments.cfg", {": is empty; copy one of the files beside it and edit it"}},
    {"profile_policy_typo.cfg",
     {":4: pain_policy: \"moniter\" is none of strict, monitor; did you mean \"monitor\"?"}},
    {"profile_share_over.cfg", {":3: range_share: 1.2 is outside 0.25 to 1"}},
    {"profile_unknown_key.cfg",
     {":3: range_shar: is not a key of profile; did you mean \"range_share\"?"}},
    {"routine_bad_date.cfg", {":3: reviewed: \"last May\" is no date; write it as 2026-05-31"}},
    {"routine_hold_over_cap.cfg",
     {":5: step 2: hold_s: 30 s is beyond the hard cap of 10 s for bridge"}},
    {"routine_no_steps.cfg", {":3: steps: has 0 steps; 1 to 24 are possible"}},
    {"routine_sets_over_cap.cfg", {":5: step 2: sets: 6 is outside 1 to 5"}},
    {"routine_side_of_both.cfg",
     {":5: step 2: side: bridge is done with both sides together; leave side out"}},
    {"routine_target_over_cap.cfg",
     {":5: step 2: target: -12 with its tolerance of 7 is beyond the hard cap of hip_flexion, -15 "
      "to 130"}},
    {"routine_too_long.cfg", {":3: minutes: 3 are stated, but the steps take about 6"}},
    {"routine_unknown_exercise.cfg",
     {":5: step 2: exercise \"brigde\" is not known; did you mean \"bridge\"?"}},
    {"routine_unknown_exercise_far.cfg",
     {":5: step 2: exercise \"qqqqqqqqqqqq\" is not known; there are ..."}},
    {"rubbish.cfg", {":1: is not text (byte 1 is 0x89); a config file is plain UTF-8"}},
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
    if (file && strstr(path, "/routine_")) {
        struct library *library = library_open(UNGUARD_SOURCE_DIR "/config", NULL);
        cr_assert_not_null(library);
        if (cfg_read(file, &routine_table, &routine, problems))
            library_check_routine(library, &routine, path, problems);
        library_close(library);
    } else if (file && strstr(path, "/profile_")) {
        cfg_read(file, &profile_table, &profile, problems);
    } else if (file) {
        cfg_read(file, &exercise_table, &exercise, problems);
    }
    cfg_close(file);
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
