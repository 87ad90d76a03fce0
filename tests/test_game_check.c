/* unguard check as a therapist's editor meets it: lines of JSON, exit codes, the file's own name.
 */
#include "commands.h"
#include "program.h"

#include <cjson/cJSON.h>

#define FOLDER UNGUARD_SOURCE_DIR "/tests/fixtures/bad_configs/"

static int count_lines(const char *text)
{
    int count = 0;
    for (; *text; text++)
        count += *text == '\n';
    return count;
}

static const char *text_of(const cJSON *object, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(value) ? value->valuestring : "";
}

/* Each line of text as JSON, handed to each; returns how many there were. */
static int for_each_line(char *text, void (*each)(const cJSON *object))
{
    int count = 0;
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        cJSON *object = cJSON_Parse(line);
        cr_assert(cJSON_IsObject(object), "%s", line);
        each(object);
        cJSON_Delete(object);
        count++;
    }
    return count;
}

static void expect_members(const cJSON *object)
{
    const cJSON *line = cJSON_GetObjectItemCaseSensitive(object, "line");
    bool advice = strcmp(text_of(object, "severity"), "advice") == 0;
    cr_expect(strstr(text_of(object, "file"), FOLDER) != NULL);
    cr_expect(cJSON_IsNumber(line) && line->valueint >= 1);
    cr_expect(cJSON_IsString(cJSON_GetObjectItemCaseSensitive(object, "key")));
    cr_expect(advice || strcmp(text_of(object, "severity"), "error") == 0);
    cr_expect(text_of(object, "text")[0] != '\0');
    cr_expect_null(strstr(text_of(object, "text"), FOLDER));
}

#define BATCH 20

/* The same problems for both: what people read on the error output, editors get on the output. */
static void expect_same(const struct place *place, char paths[BATCH][512], int count)
{
    const char *people_says[BATCH + 2] = {"check"}, *editor_says[BATCH + 3] = {"check", "--json"};
    for (int i = 0; i < count; i++)
        people_says[i + 1] = editor_says[i + 2] = paths[i];
    struct ran *people = program_run(place, NULL, people_says);
    struct ran *editor = program_run(place, NULL, editor_says);
    cr_expect_eq(people->exit_code, EXIT_INPUT);
    cr_expect_eq(editor->exit_code, EXIT_INPUT);
    cr_expect_str_eq(editor->err, "");
    cr_expect_eq(for_each_line(editor->out, expect_members), count_lines(people->err));
    free(people);
    free(editor);
}

Test(check, json_tells_an_editor_what_people_are_told)
{
    struct place place = place_make();
    DIR *listing = opendir(FOLDER);
    static char paths[BATCH][512];
    int files = 0, waiting = 0;
    cr_assert_not_null(listing);
    for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        place_join(paths[waiting++], UNGUARD_SOURCE_DIR "/tests/fixtures/bad_configs",
                   entry->d_name);
        files++;
        if (waiting == BATCH) {
            expect_same(&place, paths, waiting);
            waiting = 0;
        }
    }
    if (waiting > 0)
        expect_same(&place, paths, waiting);
    closedir(listing);
    cr_expect_geq(files, 40);
    place_remove(place.folder);
}

static void expect_typo(const cJSON *object)
{
    cr_expect_eq(cJSON_GetObjectItemCaseSensitive(object, "line")->valueint, 7);
    cr_expect_str_eq(text_of(object, "key"), "dosage.retst_s");
    cr_expect_str_eq(text_of(object, "severity"), "error");
    cr_expect_str_eq(text_of(object, "allowed"), "sets, reps, rest_s");
    cr_expect_str_eq(text_of(object, "nearest"), "rest_s");
}

Test(check, json_has_the_nearest_name_and_what_is_allowed)
{
    struct place place = place_make();
    struct ran *ran =
        program_run(&place, NULL,
                    (const char *const[]){"check", FOLDER "exercise_unknown_key.cfg", "--json",
                                          FOLDER "exercise_good.cfg", NULL});
    cr_expect_eq(ran->exit_code, EXIT_INPUT);
    cr_expect_eq(for_each_line(ran->out, expect_typo), 1);
    free(ran);
    place_remove(place.folder);
}

Test(check, advice_alone_is_no_failure)
{
    struct place place = place_make();
    struct ran *ran = program_run(
        &place, NULL, (const char *const[]){"check", FOLDER "routine_days_touch.cfg", NULL});
    cr_expect_eq(ran->exit_code, EXIT_DONE);
    cr_expect_not_null(strstr(ran->out, "routine_days_touch.cfg: ok\n"));
    cr_expect_not_null(strstr(ran->err, "routine_days_touch.cfg:4: advice: days: "));
    free(ran);
    place_remove(place.folder);
}

Test(check, an_id_that_is_not_the_files_name_is_told_at_its_line)
{
    struct place place = place_make();
    place_write(&place, "profiles/mine.cfg",
                "# whose\npainful_side = \"left\";\nid = \"yours\";\n");
    place_write(&place, "routines/odd.cfg", "colour = 1;\n");
    struct ran *ran =
        program_run(&place, NULL,
                    (const char *const[]){"check", "profiles/mine.cfg", "routines/odd.cfg", NULL});
    cr_expect_eq(ran->exit_code, EXIT_INPUT);
    cr_expect_not_null(strstr(
        ran->err, "profiles/mine.cfg:3: id: \"yours\" must be the file's name without .cfg\n"));
    cr_expect_not_null(strstr(ran->err, "routines/odd.cfg:1: name: is missing"), "%s", ran->err);
    free(ran);
    place_remove(place.folder);
}

Test(check, a_file_of_no_kind_is_told_at_its_first_line)
{
    struct place place = place_make();
    place_write(&place, "odd.cfg", "colour = 1;\n");
    struct ran *ran = program_run(&place, NULL, (const char *const[]){"check", "odd.cfg", NULL});
    cr_expect_eq(ran->exit_code, EXIT_INPUT);
    cr_expect_not_null(strstr(ran->err, "odd.cfg:1: is no exercise, routine, profile"));
    free(ran);
    place_remove(place.folder);
}
