/* The config files that come with the program: each checks clean, and means what it says. */
#include "plan/keyframe.h"
#include "plan/library.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONFIG UNGUARD_SOURCE_DIR "/config"

static struct library *open_library(void)
{
    struct error err;
    struct library *library = library_open(CONFIG, &err);
    cr_assert_not_null(library, "%s", err.text);
    return library;
}

/* Calls each with the names of the .cfg files of a folder; returns how many there were. */
static int for_each(const char *kind, void (*each)(const char *id, const char *path))
{
    char path[1024], id[ID_SIZE];
    snprintf(path, sizeof path, CONFIG "/%s", kind);
    DIR *folder = opendir(path);
    int count = 0;
    cr_assert_not_null(folder);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        size_t length = strlen(entry->d_name);
        if (length < 5 || strcmp(entry->d_name + length - 4, ".cfg") != 0)
            continue;
        snprintf(path, sizeof path, CONFIG "/%s/%s", kind, entry->d_name);
        snprintf(id, sizeof id, "%.*s", (int)(length - 4), entry->d_name);
        each(id, path);
        count++;
    }
    closedir(folder);
    return count;
}

static void check_exercise(const char *id, const char *path)
{
    struct exercise exercise;
    struct error err;
    cr_assert(exercise_load(path, &exercise, &err), "%s", err.text);
    cr_assert_str_eq(exercise.id, id);
    cr_expect(exercise.evidence[0] != '\0', "%s", path);
    for (int i = 0; i < exercise.fault_count; i++)
        cr_expect(exercise.fault[i].evidence[0] != '\0', "%s: fault %d", path, i + 1);
    for (int i = 0; i < exercise.limit_count; i++)
        cr_expect(exercise.limit[i].evidence[0] != '\0', "%s: limit %d", path, i + 1);
}

static void check_profile(const char *id, const char *path)
{
    struct profile profile;
    struct error err;
    cr_assert(profile_load(path, &profile, &err), "%s", err.text);
    cr_assert_str_eq(profile.id, id);
}

static void check_routine(const char *id, const char *path)
{
    struct library *library = open_library();
    struct cfg_problems problems = {0};
    struct routine routine;
    struct error err;
    cr_assert(library_routine(library, id, &routine, &err), "%s", err.text);
    cr_assert_str_eq(routine.id, id);
    library_check_routine(library, &routine, path, &problems);
    cr_assert_eq(problems.count, 0, "%s", problems.count ? problems.item[0].text : "");
    cfg_problems_free(&problems);
    library_close(library);
}

Test(config, every_shipped_file_checks_clean)
{
    cr_assert_geq(for_each("exercises", check_exercise), 5);
    cr_assert_geq(for_each("routines", check_routine), 1);
    cr_assert_geq(for_each("profiles", check_profile), 1);
}

/* Calm words only: these make people guard. */
static void check_words(const char *id, const char *path)
{
    static const char *const alarming[] = {"danger", "wrong",  "damage",       "injur",
                                           "spasm",  "harder", "push through", "harm"};
    (void)id;
    FILE *file = fopen(path, "r");
    char line[512];
    cr_assert_not_null(file);
    for (int number = 1; fgets(line, sizeof line, file); number++)
        for (size_t i = 0; i < ARRAY_LENGTH(alarming); i++)
            cr_expect(!strstr(line, alarming[i]), "%s:%d: %s", path, number, alarming[i]);
    fclose(file);
}

Test(config, no_file_frightens)
{
    for_each("exercises", check_words);
    for_each("routines", check_words);
}

/* What the starting routine was written to ask for (exercise table of the clinical notes). */
Test(config, the_five_exercises_ask_for_what_the_table_says)
{
    static const struct {
        const char *id;
        enum posture posture;
        enum view view;
        enum exercise_sides sides;
        float value, tolerance;
    } table[] = {
        {"mini_squat", POSTURE_STANDING, VIEW_SIDE, SIDES_TOGETHER, 45, 10},
        {"hip_abduction_standing", POSTURE_STANDING, VIEW_FRONT, SIDES_EACH, 20, 5},
        {"sit_to_stand", POSTURE_SITTING, VIEW_SIDE, SIDES_TOGETHER, 4, 8},
        {"bridge", POSTURE_SUPINE, VIEW_SIDE, SIDES_TOGETHER, 3, 7},
        {"single_knee_to_chest", POSTURE_SUPINE, VIEW_SIDE, SIDES_EACH, 110, 15},
    };
    struct library *library = open_library();
    struct routine routine;
    cr_assert(library_routine(library, "si_joint_starter", &routine, NULL));
    cr_assert_eq(routine.step_count, 5);
    for (size_t i = 0; i < ARRAY_LENGTH(table); i++) {
        const struct exercise *exercise = library_exercise(library, table[i].id, NULL);
        cr_assert_not_null(exercise);
        cr_expect_str_eq(routine.step[i].exercise, table[i].id);
        cr_expect(exercise->posture == table[i].posture && exercise->view == table[i].view &&
                      exercise->sides == table[i].sides,
                  "%s", table[i].id);
        cr_expect_float_eq(exercise->target.value, table[i].value, 0);
        cr_expect_float_eq(exercise->target.tolerance, table[i].tolerance, 0);
        float posture;
        cr_assert(
            keyframe_signal(exercise, &exercise->keyframe[1], exercise->target.signal, &posture));
        cr_expect_leq(fabsf(posture - exercise->target.value), exercise->target.tolerance, "%s",
                      table[i].id);
    }
    library_close(library);
}

Test(config, views_and_postures_are_spelled_as_the_program_says_them)
{
    struct library *library = open_library();
    const struct exercise *exercise = library_exercise(library, "bridge", NULL);
    struct plan *plan = calloc(1, sizeof *plan);
    plan->profile = profile_default();
    plan->features = feature_settings_default();
    plan->step_count = 1;
    for (int posture = 0; posture < POSTURE_COUNT; posture++)
        for (int view = 0; view < VIEW_COUNT; view++) {
            char words[80];
            plan->step[0] = *exercise;
            plan->step[0].posture = (enum posture)posture;
            plan->step[0].view = (enum view)view;
            char *text = plan_text(plan);
            snprintf(words, sizeof words, "posture=\"%s\"\nview=\"%s\"\n",
                     posture_name((enum posture)posture), view_name((enum view)view));
            cr_assert(strstr(text, words), "%s", words);
            free(text);
        }
    free(plan);
    library_close(library);
}

Test(library, names_that_are_not_there_get_the_nearest)
{
    struct library *library = open_library();
    struct routine routine;
    struct profile profile;
    struct error err;
    cr_assert_not(library_routine(library, "si_joint_start", &routine, &err));
    cr_assert_str_eq(err.text, "\"si_joint_start\" is no routine or exercise; did you mean "
                               "\"si_joint_starter\"?");
    cr_assert_null(library_exercise(library, "mini-squat", &err));
    cr_assert_str_eq(err.text,
                     "exercise \"mini-squat\" is not known; did you mean \"mini_squat\"?");
    cr_assert_not(library_profile(library, "exampel", &profile, &err));
    cr_assert_str_eq(err.text, "profile \"exampel\" is not known; did you mean \"example\"?");
    cr_assert_null(library_exercise(library, "../profiles/example", &err));
    cr_assert_null(library_open("/nowhere", &err));
    cr_assert_str_eq(err.text,
                     "/nowhere: has no folder exercises/; name the folder of config files");
    library_close(library);
}

Test(library, a_routine_is_a_name_a_path_or_an_exercise)
{
    struct library *library = open_library();
    struct routine routine;
    struct profile profile;
    struct error err;
    cr_assert(library_routine(library, "si_joint_starter", &routine, &err), "%s", err.text);
    cr_assert_eq(routine.step_count, 5);
    cr_assert(library_routine(library, CONFIG "/routines/si_joint_starter.cfg", &routine, &err));
    cr_assert_eq(routine.step_count, 5);
    cr_assert(library_routine(library, "bridge", &routine, &err), "%s", err.text);
    cr_assert_eq(routine.step_count, 1);
    cr_assert_str_eq(routine.name, "Bridge");
    cr_assert(library_routine(library, CONFIG "/exercises/bridge.cfg", &routine, &err));
    cr_assert_eq(routine.step_count, 1);
    cr_assert(library_profile(library, "", &profile, &err));
    cr_assert_str_eq(profile.id, "default");
    cr_assert(library_profile(library, "example", &profile, &err));
    cr_assert_eq(profile.painful_side, SIDE_LEFT);
    library_close(library);
}

Test(library, a_routine_with_an_unknown_exercise_is_refused_by_line)
{
    struct library *library = open_library();
    struct routine routine;
    struct error err;
    const char *path =
        UNGUARD_SOURCE_DIR "/tests/fixtures/bad_configs/routine_unknown_exercise.cfg";
    cr_assert_not(library_routine(library, path, &routine, &err));
    cr_assert_not_null(strstr(err.text, ".cfg:5: step 2: exercise \"brigde\" is not known; did you "
                                        "mean \"bridge\"?"),
                       "%s", err.text);
    library_close(library);
}

Test(library, a_file_by_path_stands_in_for_the_library_s)
{
    char path[] = "/tmp/unguard_exercise_XXXXXX", line[512];
    int handle = mkstemp(path);
    FILE *copy = fdopen(handle, "w"), *file = fopen(CONFIG "/exercises/bridge.cfg", "r");
    cr_assert(copy != NULL && file != NULL);
    while (fgets(line, sizeof line, file))
        fputs(strncmp(line, "dosage", 6) == 0 ? "dosage = { sets = 1; reps = 3; rest_s = 9; };\n"
                                              : line,
              copy);
    fclose(file);
    fclose(copy);
    struct library *library = open_library();
    struct routine routine;
    struct error err;
    cr_assert_eq(library_exercise(library, "bridge", NULL)->dosage.reps, 6);
    cr_assert(library_routine(library, path, &routine, &err), "%s", err.text);
    cr_assert_eq(library_exercise(library, "bridge", NULL)->dosage.reps, 3);
    library_close(library);
    unlink(path);
}
