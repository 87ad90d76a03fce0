/* The history's file: its schema, what becomes of older and of foreign ones. */
#include "history_read.h"
#include "history_sample.h"
#include "history_schema.h"

/* ---- the schema ---- */

Test(history, a_new_one_is_private_and_of_the_present_version)
{
    struct place place = place_make();
    char path[512];
    struct stat status;
    struct error err = {""}, notice;
    place_join(path, place.folder, "h.db");
    struct history *history = history_open(path, &notice, &err);
    cr_assert_not_null(history, "%s", err.text);
    cr_expect_str_eq(notice.text, "");
    cr_expect_eq(stat(path, &status), 0);
    cr_expect_eq(status.st_mode & 0777, 0600);
    history_close(history);
    cr_expect_eq(history_sample_number(path, "PRAGMA user_version"), history_version());
    cr_expect_eq(
        history_sample_number(path, "SELECT count(*) FROM sqlite_master WHERE type = 'table'"),
        history_table_count);
    cr_expect_eq(history_sample_number(
                     path, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"),
                 1);
    place_remove(place.folder);
}

Test(history, every_column_is_explained)
{
    struct place place = place_make();
    char path[512];
    place_join(path, place.folder, "h.db");
    history_sample_make(path);
    for (int i = 0; i < history_table_count; i++) {
        sqlite3 *db = NULL;
        sqlite3_stmt *row = NULL;
        int columns = 0;
        cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
        cr_assert_eq(
            sqlite3_prepare_v2(db, "SELECT name FROM pragma_table_info(?1)", -1, &row, NULL),
            SQLITE_OK);
        sqlite3_bind_text(row, 1, history_tables[i].name, -1, SQLITE_STATIC);
        for (; sqlite3_step(row) == SQLITE_ROW; columns++) {
            char line[80], first[80];
            snprintf(line, sizeof line, "\n%s  ", (const char *)sqlite3_column_text(row, 0));
            snprintf(first, sizeof first, "%s", line + 1);
            cr_expect(strstr(history_tables[i].columns, line) ||
                          strncmp(history_tables[i].columns, first, strlen(first)) == 0,
                      "%s: %s", history_tables[i].name, first);
        }
        cr_expect_eq(columns, text_count(history_tables[i].columns, "\n"), "%s",
                     history_tables[i].name);
        sqlite3_finalize(row);
        sqlite3_close(db);
    }
    place_remove(place.folder);
}

/* A file of version 1 as that version made it, with one session in it. */
static const char version_1[] =
    "PRAGMA user_version = 1;"
    "CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, created_at INTEGER);"
    "CREATE TABLE session(id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person"
    " ON DELETE CASCADE, routine TEXT, routine_name TEXT, plan TEXT, plan_hash TEXT, tracker TEXT,"
    " model TEXT, started_at INTEGER, day INTEGER, ended_at INTEGER, reason TEXT,"
    " resumed_from INTEGER REFERENCES session ON DELETE SET NULL, minutes REAL);"
    "CREATE TABLE step(id INTEGER PRIMARY KEY, session INTEGER REFERENCES session ON DELETE"
    " CASCADE, position INTEGER, exercise TEXT, exercise_name TEXT, side TEXT, view TEXT,"
    " sets INTEGER, reps INTEGER, hold_s REAL, target REAL, unit TEXT, done_sets INTEGER);"
    "CREATE TABLE repetition(id INTEGER PRIMARY KEY, session INTEGER REFERENCES session ON DELETE"
    " CASCADE, position INTEGER, exercise TEXT, side TEXT, set_no INTEGER, index_no INTEGER,"
    " t_s REAL, score REAL, judged REAL, seen REAL, range_deg REAL, peak REAL, hold_s REAL,"
    " move_s REAL, return_s REAL, sparc REAL, hesitation_s REAL, peaks INTEGER);"
    "CREATE TABLE pain(id INTEGER PRIMARY KEY, person INTEGER, session INTEGER, at INTEGER,"
    " kind TEXT, position INTEGER, side TEXT, nrs INTEGER, place TEXT);"
    "CREATE TABLE baseline(person INTEGER, exercise TEXT, side TEXT, view TEXT, tracker TEXT,"
    " model TEXT, measure TEXT, mean REAL, spread REAL, count INTEGER, updated_at INTEGER,"
    " PRIMARY KEY(person, exercise, side, view, tracker, model, measure));"
    "CREATE TABLE deduction(repetition INTEGER REFERENCES repetition ON DELETE CASCADE, rule TEXT,"
    " points REAL, value REAL, limit_value REAL, t_s REAL, seen INTEGER);"
    "CREATE TABLE warning(id INTEGER PRIMARY KEY, session INTEGER, position INTEGER,"
    " exercise TEXT, side TEXT, set_no INTEGER, rule TEXT, level TEXT, t_s REAL, value REAL,"
    " limit_value REAL, lead_s REAL);"
    "CREATE TABLE sign(id INTEGER PRIMARY KEY, session INTEGER, position INTEGER, exercise TEXT,"
    " side TEXT, set_no INTEGER, index_no INTEGER, sign TEXT, t_s REAL, value REAL,"
    " baseline REAL);"
    "CREATE TABLE effort(id INTEGER PRIMARY KEY, session INTEGER, position INTEGER,"
    " cr10 INTEGER);"
    "CREATE TABLE change(id INTEGER PRIMARY KEY, session INTEGER, exercise TEXT, side TEXT,"
    " variable TEXT, from_value REAL, to_value REAL, reason TEXT, source TEXT);"
    "CREATE TABLE screening(id INTEGER PRIMARY KEY, person INTEGER, session INTEGER, at INTEGER,"
    " flag TEXT, answer INTEGER);"
    "INSERT INTO person VALUES(1, 'old', 1600000000);"
    "INSERT INTO session VALUES(1, 1, 'r', 'Old routine', 'x', '0', 'demo', '-', 1600000000,"
    " 18518, 1600000600, 'completed', NULL, 10);"
    "INSERT INTO repetition VALUES(1, 1, 0, 'mini_squat', 'none', 1, 1, 5, 80, 1, 1, 40, 45, NULL,"
    " 2, 2, NULL, NULL, NULL);"
    "INSERT INTO pain VALUES(7, 1, 1, 1600000010, 'hurt', 0, 'none', 4, 'groin');"
    "INSERT INTO change VALUES(1, 1, 'mini_squat', 'none', 'reps', 8, 6, 'it hurt', 'a rule');";

Test(history, version_1_is_brought_up_to_date_with_all_that_is_in_it)
{
    struct place place = place_make();
    char path[512];
    struct error err = {""}, notice;
    struct history_summary summary;
    int count;
    place_join(path, place.folder, "h.db");
    history_sample_script(path, version_1);
    struct history *history = history_open(path, &notice, &err);
    cr_assert_not_null(history, "%s", err.text);
    cr_expect_str_eq(notice.text, "");
    cr_assert(history_sessions(history, "old", &summary, 1, &count, &err), "%s", err.text);
    cr_expect(count == 1 && summary.repetitions == 1 && summary.form == 80);
    struct plan *plan = history_sample_plan();
    cr_expect_eq(history_sample_set(history, plan, "old"), 2, "and it is gone on with");
    free(plan);
    history_close(history);
    cr_expect_eq(history_sample_number(path, "PRAGMA user_version"), history_version());
    cr_expect_eq(history_sample_number(path, "SELECT at_set FROM session WHERE id = 1"), 1);
    cr_expect_eq(history_sample_number(path, "SELECT nrs FROM pain WHERE id = 7 AND session = 1 AND"
                                             " kind = 'hurt' AND place = 'groin'"),
                 4);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM change WHERE rule = ''"), 1);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM sqlite_master WHERE type ="
                                             " 'index' AND tbl_name = 'pain'"),
                 2);
    cr_expect_eq(place_count(place.folder, ".bad", NULL), 0);
    place_remove(place.folder);
}

/* ---- files that are left alone ---- */

Test(history, what_is_newer_or_not_a_history_is_left_alone)
{
    static const struct {
        const char *sql, *says;
    } rows[] = {
        {"PRAGMA user_version = 99", "a newer Unguard wrote this history"},
        {"DROP TABLE repetition", "another program's file"},
        {"DROP TABLE session; PRAGMA user_version = 0", "another program's file"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct place place = place_make();
        char path[512];
        long before, after;
        struct error err = {""}, notice;
        place_join(path, place.folder, "h.db");
        history_sample_make(path);
        history_sample_script(path, rows[i].sql);
        char *was = history_sample_bytes(path, &before);
        cr_expect_null(history_open(path, &notice, &err), "row %zu", i);
        cr_expect(strstr(err.text, rows[i].says) && strstr(err.text, path), "row %zu: %s", i,
                  err.text);
        char *is = history_sample_bytes(path, &after);
        cr_expect(before == after && memcmp(was, is, (size_t)before) == 0, "row %zu", i);
        cr_expect_eq(place_count(place.folder, ".bad", NULL), 0);
        free(was);
        free(is);
        place_remove(place.folder);
    }
}

Test(history, a_folder_in_its_place_or_no_folder_at_all_is_said)
{
    struct place place = place_make();
    char path[512];
    struct error err = {""};
    place_join(path, place.folder, "h.db");
    cr_assert_eq(mkdir(path, 0700), 0);
    cr_expect_null(history_open(path, NULL, &err));
    cr_expect(strstr(err.text, path) && strstr(err.text, "this is a folder"), "%s", err.text);
    place_join(path, place.folder, "none/h.db");
    cr_expect_null(history_open(path, NULL, &err));
    cr_expect(strstr(err.text, path) && strstr(err.text, "can't be made there"), "%s", err.text);
    place_remove(place.folder);
}
