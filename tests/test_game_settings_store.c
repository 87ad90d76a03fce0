/* Settings changed on the screen: the user's own file gets one value changed and keeps all else; a
 * damaged one is told and left; nobody's file is lost. */
#include "cfg_edit.h"
#include "history_sample.h"
#include "settings_page.h"
#include "settings_store.h"

#include <sys/stat.h>
#include <unistd.h>

/* ---- the text ---- */

static const struct {
    const char *text, *key, *value, *edited;
} edits[] = {
    {"mirror = true;\n", "mirror", "false", "mirror = false;\n"},
    {"mirror=true", "mirror", "false", "mirror=false"},
    {"mirror : true # mirror = false;\n", "mirror", "false", "mirror : false # mirror = false;\n"},
    {"# mirror = true;\n/* mirror = 1; */\n// mirror = 2;\nmirror = true;\n", "mirror", "false",
     "# mirror = true;\n/* mirror = 1; */\n// mirror = 2;\nmirror = false;\n"},
    {"tracker = \"a\\\"; mirror = 3; {\";\nmirror = true;\n", "mirror", "false",
     "tracker = \"a\\\"; mirror = 3; {\";\nmirror = false;\n"},
    {"tracker = \"one\"\n  \"two\"; mirror = true;\n", "tracker", "\"b\"",
     "tracker = \"b\"; mirror = true;\n"},
    {"window = {\n    # wide\n    width = 800;\n};\nwidth = 3;\n", "window.width", "900",
     "window = {\n    # wide\n    width = 900;\n};\nwidth = 3;\n"},
    {"camera = { number = 0; }; window : { width = 1 }\n", "camera.number", "2",
     "camera = { number = 2; }; window : { width = 1 }\n"},
    {"steps = ( { a = 1; }, { a = [2, 3]; } ); a = 4;\n", "a", "5",
     "steps = ( { a = 1; }, { a = [2, 3]; } ); a = 5;\n"},
    /* What is not there is added. */
    {"window = {\n    width = 800;\n};\n", "window.fullscreen", "true",
     "window = {\n    fullscreen = true;\n    width = 800;\n};\n"},
    {"mirror = true", "camera.number", "1", "mirror = true\n\ncamera = {\n    number = 1;\n};\n"},
    {"# nothing", "mirror", "false", "# nothing\n\nmirror = false;\n"},
    {"", "mirror", "false", "\nmirror = false;\n"},
};

Test(settings_store, one_value_and_nothing_else)
{
    for (size_t i = 0; i < ARRAY_LENGTH(edits); i++) {
        struct error err = {{0}};
        char *edited = cfg_edit(edits[i].text, edits[i].key, edits[i].value, &err);
        cr_assert_not_null(edited, "%s: %s", edits[i].text, err.text);
        cr_expect_str_eq(edited, edits[i].edited);
        free(edited);
    }
}

Test(settings_store, what_cannot_be_followed_is_left)
{
    static const char *const texts[] = {
        "mirror",     "= true;", "mirror = ;", "{ mirror = true; }", "a = 1; \x01 mirror = true;",
        "window = 3;"};
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        struct error err = {{0}};
        char *edited = cfg_edit(texts[i], i == 5 ? "window.width" : "mirror", "false", &err);
        cr_expect_null(edited, "%s", texts[i]);
        cr_expect_neq(err.text[0], '\0', "%s", texts[i]);
        free(edited);
    }
}

Test(settings_store, quotes_read_back)
{
    char value[32];
    cr_expect(cfg_edit_quote("a \"b\" \\c", value, sizeof value));
    cr_expect_str_eq(value, "\"a \\\"b\\\" \\\\c\"");
    cr_expect_not(cfg_edit_quote("0123456789012345678901234567890", value, sizeof value));
}

/* ---- files ---- */

static struct place make_home(void)
{
    struct place place = place_make();
    setenv("HOME", place.folder, 1);
    setenv("XDG_CONFIG_HOME", place.folder, 1);
    return place;
}

static const char *own(const struct place *place, const char *name)
{
    static char path[4][700];
    static int turn;
    turn = (turn + 1) % 4;
    snprintf(path[turn], sizeof path[turn], "%s/unguard/%s", place->folder, name);
    return path[turn];
}

static void put_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "%s", path);
    fputs(text, file);
    fclose(file);
}

static void get_text(const char *path, char text[8192])
{
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file, "%s", path);
    const size_t size = fread(text, 1, 8191, file);
    text[size] = '\0';
    fclose(file);
}

static void make_folders(const struct place *place)
{
    char path[700];
    snprintf(path, sizeof path, "%s/unguard", place->folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/unguard/profiles", place->folder);
    mkdir(path, 0700);
}

/* Lines that differ; -1: another number of them. */
static int differing(const char *a, const char *b)
{
    int count = 0;
    while (*a != '\0' && *b != '\0') {
        const size_t length = strcspn(a, "\n"), other = strcspn(b, "\n");
        count += length != other || strncmp(a, b, length) != 0;
        a += length + (a[length] == '\n');
        b += other + (b[other] == '\n');
    }
    return *a == *b ? count : -1;
}

Test(settings_store, begins_as_a_copy_with_one_line_changed)
{
    struct place place = make_home();
    struct error err = {{0}};
    struct settings settings;
    struct stat status;
    char shipped[8192], kept[8192];
    cr_assert(settings_put("window.high_contrast", "true", &err), "%s", err.text);
    get_text(UNGUARD_SOURCE_DIR "/config/unguard.cfg", shipped);
    get_text(own(&place, "unguard.cfg"), kept);
    cr_expect_eq(differing(shipped, kept), 1, "%s", kept);
    cr_assert(settings_load(&settings, &err), "%s", err.text);
    cr_expect(settings.window.high_contrast);
    cr_expect(settings.mirror);
    cr_expect_eq(stat(own(&place, "unguard.cfg"), &status), 0);
    cr_expect_eq(status.st_mode & 0777, 0600);
    cr_expect_eq(access(own(&place, "unguard.cfg.new"), F_OK), -1);
    place_remove(place.folder);
}

Test(settings_store, comments_and_rights_stay)
{
    struct place place = make_home();
    struct error err = {{0}};
    struct stat status;
    char kept[8192];
    make_folders(&place);
    put_text(own(&place, "unguard.cfg"), "# mine\nmirror = true; # as I like it\n");
    chmod(own(&place, "unguard.cfg"), 0640);
    cr_assert(settings_put("mirror", "false", &err), "%s", err.text);
    get_text(own(&place, "unguard.cfg"), kept);
    cr_expect_str_eq(kept, "# mine\nmirror = false; # as I like it\n");
    cr_expect_eq(stat(own(&place, "unguard.cfg"), &status), 0);
    cr_expect_eq(status.st_mode & 0777, 0640);
    place_remove(place.folder);
}

Test(settings_store, a_link_stays_one)
{
    struct place place = make_home();
    struct error err = {{0}};
    struct stat status;
    char kept[8192];
    make_folders(&place);
    put_text(own(&place, "real.cfg"), "mirror = true;\n");
    cr_assert_eq(symlink("real.cfg", own(&place, "unguard.cfg")), 0);
    cr_assert(settings_put("mirror", "false", &err), "%s", err.text);
    cr_expect_eq(lstat(own(&place, "unguard.cfg"), &status), 0);
    cr_expect(S_ISLNK(status.st_mode));
    get_text(own(&place, "real.cfg"), kept);
    cr_expect_str_eq(kept, "mirror = false;\n");
    place_remove(place.folder);
}

Test(settings_store, a_damaged_file_is_told_and_left)
{
    static const char *const damaged[] = {
        "mirror = true;\nmirrow = false;\n", /* an unknown key, by line */
        "camera = {\n", "mirror = 3;\n", "camera = { number = 99; };\n", "\xff\xfe mirror\n"};
    struct place place = make_home();
    make_folders(&place);
    for (size_t i = 0; i < ARRAY_LENGTH(damaged); i++) {
        struct error err = {{0}};
        struct settings_page page;
        char kept[8192];
        put_text(own(&place, "unguard.cfg"), damaged[i]);
        cr_expect_not(settings_put("window.fullscreen", "true", &err), "%s", damaged[i]);
        cr_expect(strstr(err.text, "unguard.cfg"), "%s", err.text);
        get_text(own(&place, "unguard.cfg"), kept);
        cr_expect_str_eq(kept, damaged[i]);
        cr_expect_not(settings_page_open(&page, NULL, &err));
    }
    /* Nor is a value written that the program would refuse. */
    struct error err = {{0}};
    char kept[8192];
    put_text(own(&place, "unguard.cfg"), "mirror = true;\n");
    cr_expect_not(settings_put("camera.number", "99", &err));
    get_text(own(&place, "unguard.cfg"), kept);
    cr_expect_str_eq(kept, "mirror = true;\n");
    place_remove(place.folder);
}

/* ---- the profile ---- */

Test(settings_store, a_profile_begins_where_there_is_none)
{
    struct place place = make_home();
    struct error err = {{0}};
    struct settings_page page;
    cr_assert(settings_put_profile("", "painful_side", "\"left\"", &err), "%s", err.text);
    cr_assert(settings_page_open(&page, NULL, &err), "%s", err.text);
    cr_expect_str_eq(page.profile_name, SETTINGS_OWN_PROFILE);
    cr_expect_eq(page.profile.painful_side, SIDE_LEFT);
    place_remove(place.folder);
}

/* The program's own is copied, not written to; the therapist's keeps every other line. */
Test(settings_store, profiles_keep_what_they_say)
{
    struct place place = make_home();
    struct error err = {{0}};
    char shipped[8192], kept[8192];
    get_text(UNGUARD_SOURCE_DIR "/config/profiles/example.cfg", shipped);
    cr_assert(settings_put_profile("example", "painful_side", "\"right\"", &err), "%s", err.text);
    get_text(UNGUARD_SOURCE_DIR "/config/profiles/example.cfg", kept);
    cr_expect_str_eq(kept, shipped);
    get_text(own(&place, "profiles/example.cfg"), kept);
    cr_expect_eq(differing(shipped, kept), 1);
    put_text(own(&place, "profiles/ann.cfg"),
             "# by the therapist\nid = \"ann\"; range_share = 0.7; # not further\n");
    cr_assert(settings_put_profile("ann", "pain_policy", "\"strict\"", &err), "%s", err.text);
    get_text(own(&place, "profiles/ann.cfg"), kept);
    cr_expect_str_eq(kept, "# by the therapist\nid = \"ann\"; range_share = 0.7; # not further\n\n"
                           "pain_policy = \"strict\";\n");
    cr_expect_not(settings_put_profile("nobody", "pain_policy", "\"strict\"", &err));
    place_remove(place.folder);
}

/* Every row, round to where it was, each step kept and read back. */
Test(settings_store, every_row_goes_round)
{
    struct place place = make_home();
    struct error err = {{0}};
    struct settings_page page;
    make_folders(&place);
    put_text(own(&place, "unguard.cfg"), "tracker = \"/some/where.onnx\";\n");
    cr_assert(settings_page_open(&page, NULL, &err), "%s", err.text);
    for (int row = 0; row < settings_page_count(); row++) {
        char first[SETTINGS_VALUE_SIZE], now[SETTINGS_VALUE_SIZE];
        int steps = 0;
        settings_page_value(&page, row, first);
        do {
            settings_page_change(&page, row, 1);
            cr_assert_not(page.refused, "%s: %s", settings_page_name(row), page.said.text);
            settings_page_value(&page, row, now);
            struct settings_page again;
            char read[SETTINGS_VALUE_SIZE];
            cr_assert(settings_page_open(&again, NULL, &err), "%s", err.text);
            cr_expect_str_eq(settings_page_value(&again, row, read), now, "%s: %s, not %s",
                             settings_page_name(row), read, now);
            cr_assert_lt(++steps, 12, "%s", settings_page_name(row));
        } while (strcmp(first, now) != 0);
        cr_expect_gt(steps, 1, "%s changes nothing", settings_page_name(row));
        settings_page_change(&page, row, -1);
        settings_page_change(&page, row, 1);
        cr_expect_str_eq(settings_page_value(&page, row, now), first, "there and back");
    }
    place_remove(place.folder);
}
