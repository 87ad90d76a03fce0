/* The history's file: what is stored, how older files become present ones, and what becomes of
 * files that are damaged, newer, or not histories at all. */
#include "history_export.h"
#include "history_forget.h"
#include "history_past.h"
#include "history_read.h"
#include "history_resume.h"
#include "history_sample.h"
#include "history_schema.h"

#include <sys/resource.h>

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
    " 2, 2, NULL, NULL, NULL);";

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
    cr_expect_eq(place_count(place.folder, ".bad", NULL), 0);
    place_remove(place.folder);
}

/* ---- files that are left alone ---- */

static char *read_all(const char *path, long *size)
{
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file, "%s", path);
    fseek(file, 0, SEEK_END);
    *size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)*size + 1);
    cr_assert(bytes && fread(bytes, 1, (size_t)*size, file) == (size_t)*size);
    fclose(file);
    return bytes;
}

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
        char *was = read_all(path, &before);
        cr_expect_null(history_open(path, &notice, &err), "row %zu", i);
        cr_expect(strstr(err.text, rows[i].says) && strstr(err.text, path), "row %zu: %s", i,
                  err.text);
        char *is = read_all(path, &after);
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

/* ---- damage ---- */

static void write_bytes(const char *path, const char *bytes, long size)
{
    FILE *file = fopen(path, "w");
    cr_assert(file && fwrite(bytes, 1, (size_t)size, file) == (size_t)size);
    fclose(file);
}

/* Opens what stands at path: a history must come of it that can be written to. True: it was set
 * aside. In either case the damaged bytes are still there. */
static bool survives(const struct place *place, const char *path, const char *bytes, long size)
{
    struct error err = {""}, notice = {""};
    struct history_summary summary[8];
    int count;
    struct history *history = history_open(path, &notice, &err);
    cr_assert_not_null(history, "%s", err.text);
    struct plan *plan = history_sample_plan();
    cr_expect_gt(history_sample_set(history, plan, "eve"), 0);
    cr_expect(history_sessions(history, "eve", summary, 8, &count, &err), "%s", err.text);
    cr_expect_eq(count, 1);
    free(plan);
    history_close(history);
    char aside[512] = "";
    bool was_set_aside = place_count(place->folder, "h.db.bad", aside) == 1;
    cr_expect_eq(was_set_aside, notice.text[0] != '\0', "%s", notice.text);
    if (!was_set_aside)
        return false;
    long kept;
    char *is = read_all(aside, &kept);
    cr_expect(kept == size && memcmp(is, bytes, (size_t)size) == 0, "the file is kept as it was");
    cr_expect(strstr(notice.text, "h.db.bad") && strstr(notice.text, "damaged"), "%s", notice.text);
    free(is);
    return true;
}

static void clear(const struct place *place)
{
    place_remove(place->folder);
    cr_assert_eq(mkdir(place->folder, 0700), 0);
}

Test(history, cut_anywhere_it_is_set_aside_and_said)
{
    struct place place = place_make();
    char path[512];
    long size;
    place_join(path, place.folder, "h.db");
    history_sample_make(path);
    char *whole = read_all(path, &size);
    for (int i = 0; i < 50; i++) {
        long cut = size * i / 50;
        clear(&place);
        write_bytes(path, whole, cut);
        cr_expect(survives(&place, path, whole, cut), "cut at %ld", cut);
    }
    clear(&place);
    write_bytes(path, whole, size);
    cr_expect_not(survives(&place, path, whole, size), "the whole one is no damage");
    free(whole);
    place_remove(place.folder);
}

Test(history, random_bytes_are_set_aside_and_said)
{
    struct place place = place_make();
    char path[512], bytes[10000];
    uint64_t seed = 11;
    place_join(path, place.folder, "h.db");
    for (int i = 0; i < 20; i++) {
        for (size_t b = 0; b < sizeof bytes; b++)
            bytes[b] = (char)sample_random(&seed);
        long size = (long)(sample_random(&seed) % sizeof bytes);
        clear(&place);
        write_bytes(path, bytes, size);
        cr_expect(survives(&place, path, bytes, size));
    }
    place_remove(place.folder);
}

/* A page overwritten: either it was not in use, or the file is set aside; never a crash, never a
 * history that can't be used. */
Test(history, a_page_of_rubbish_is_found)
{
    struct place place = place_make();
    char path[512];
    long size;
    uint64_t seed = 5;
    int found = 0, pages;
    place_join(path, place.folder, "h.db");
    history_sample_make(path);
    char *whole = read_all(path, &size), *hurt = malloc((size_t)size);
    cr_assert_not_null(hurt);
    pages = (int)(size / 4096);
    for (int page = 1; page < pages; page++) {
        memcpy(hurt, whole, (size_t)size);
        for (long b = page * 4096; b < (page + 1) * 4096; b++)
            hurt[b] = (char)sample_random(&seed);
        clear(&place);
        write_bytes(path, hurt, size);
        found += survives(&place, path, hurt, size);
    }
    cr_expect_geq(found, pages - 2, "%d of %d pages", found, pages - 1);
    free(whole);
    free(hurt);
    place_remove(place.folder);
}

Test(history, an_earlier_bad_file_is_never_overwritten)
{
    struct place place = place_make();
    char path[512], aside[512];
    static const char *const names[] = {"h.db.bad", "h.db.bad.2", "h.db.bad.3"};
    place_join(path, place.folder, "h.db");
    for (int i = 0; i < 3; i++) {
        char text[32];
        struct error notice;
        snprintf(text, sizeof text, "rubbish %d", i);
        place_write(&place, "h.db", text);
        place_write(&place, "h.db-wal", "its log");
        struct history *history = history_open(path, &notice, NULL);
        cr_assert_not_null(history);
        cr_expect(strstr(notice.text, names[i]), "%s", notice.text);
        history_close(history);
    }
    for (int i = 0; i < 3; i++) {
        long size;
        place_join(aside, place.folder, names[i]);
        char *is = read_all(aside, &size);
        cr_expect(size == 9 && is[8] == '0' + i, "%s", names[i]);
        free(is);
    }
    cr_expect_eq(place_count(place.folder, ".bad-wal", NULL), 1, "its log goes with it");
    place_remove(place.folder);
}

Test(history, what_another_program_has_open_is_not_moved_from_under_it)
{
    struct place place = place_make();
    char path[512];
    struct error err = {""};
    place_join(path, place.folder, "h.db");
    struct history *first = history_open(path, NULL, &err);
    cr_assert_not_null(first, "%s", err.text);
    unlink(path);
    place_write(&place, "h.db", "rubbish");
    cr_expect_null(history_open(path, NULL, &err));
    cr_expect(strstr(err.text, "another program has it open"), "%s", err.text);
    cr_expect_eq(place_count(place.folder, ".bad", NULL), 0);
    history_close(first);
    place_remove(place.folder);
}

/* Damage that shows only once the session is under way: the session is stored whole all the same,
 * in a new file. */
Test(history, damage_in_the_middle_of_a_session_costs_it_nothing)
{
    struct place place = place_make();
    char path[512];
    struct error err = {""};
    place_join(path, place.folder, "h.db");
    history_sample_make(path);
    struct plan *plan = history_sample_plan();
    struct history *history = history_open(path, NULL, &err);
    struct history_about about = history_sample_about("ann");
    struct history_session *session = history_session_open(history, plan, &about);
    struct sink sink = history_session_sink(session);
    struct event event = history_sample_rep(0, SIDE_NONE, 1, 1);
    sink.event(sink.self, &event);
    cr_expect_null(history_session_notice(session));
    /* Another program's change makes this one read afresh; then every page but the first is hurt.
     */
    history_sample_script(path, "INSERT INTO person(name, created_at) VALUES('eve', 0)");
    struct stat status;
    cr_assert_eq(history_sample_number(path, "PRAGMA wal_checkpoint(TRUNCATE)"), 0);
    cr_assert_eq(stat(path, &status), 0);
    int file = open(path, O_WRONLY);
    static const char rubbish[4096] = {1, 2, 3};
    for (off_t at = 4096; at < status.st_size; at += 4096)
        cr_assert_eq(pwrite(file, rubbish, sizeof rubbish, at), (ssize_t)sizeof rubbish);
    close(file);
    const char *notice = NULL;
    for (int i = 2; i <= 40; i++) {
        event = history_sample_rep(0, SIDE_NONE, 1, i);
        sink.event(sink.self, &event);
        const char *said = history_session_notice(session);
        notice = said ? said : notice;
    }
    cr_expect(notice && strstr(notice, "kept as h.db.bad"), "%s", notice ? notice : "nothing said");
    cr_expect(history_session_close(session, &err), "%s", err.text);
    history_close(history);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM repetition"), 40);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM session"), 1);
    cr_expect_eq(place_count(place.folder, "h.db.bad", NULL), 1);
    free(plan);
    place_remove(place.folder);
}

/* ---- no room, no right to write ---- */

/* No disk can be filled here, but a file may be kept from growing: writing then fails in the same
 * place. The session goes on, says so once, and stores everything as soon as there is room. */
Test(history, a_full_disk_is_said_once_and_made_up_for)
{
    struct place place = place_make();
    char path[512];
    struct error err = {""};
    place_join(path, place.folder, "h.db");
    struct plan *plan = history_sample_plan();
    struct history *history = history_open(path, NULL, &err);
    cr_assert_not_null(history, "%s", err.text);
    struct history_about about = history_sample_about("ann");
    struct history_session *session = history_session_open(history, plan, &about);
    struct sink sink = history_session_sink(session);
    struct rlimit was, small = {.rlim_cur = 1};
    getrlimit(RLIMIT_FSIZE, &was);
    small.rlim_max = was.rlim_max;
    signal(SIGXFSZ, SIG_IGN); /* the write fails instead, as on a full disk */
    setrlimit(RLIMIT_FSIZE, &small);
    int said = 0;
    for (int i = 1; i <= 20; i++) {
        struct event event = history_sample_rep(0, SIDE_NONE, 1, i);
        sink.event(sink.self, &event);
        const char *notice = history_session_notice(session);
        said += notice != NULL;
        cr_expect(!notice || (strstr(notice, path) && strstr(notice, "The session goes on")), "%s",
                  notice);
    }
    setrlimit(RLIMIT_FSIZE, &was);
    cr_expect_eq(said, 1);
    struct event event = history_sample_rep(0, SIDE_NONE, 1, 21);
    sink.event(sink.self, &event);
    cr_expect(history_session_close(session, &err), "%s", err.text);
    history_close(history);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM repetition"), 21);
    cr_expect_eq(history_sample_number(path, "SELECT count(DISTINCT index_no) FROM repetition"),
                 21);
    free(plan);
    place_remove(place.folder);
}

/* As root everything can be written to, so the look is taken as nobody. */
Test(history, a_read_only_folder_or_file_is_said)
{
    struct place place = place_make();
    char path[512];
    place_join(path, place.folder, "h.db");
    history_sample_make(path);
    const struct {
        mode_t folder, file;
    } rows[] = {{0555, 0644}, {0555, 0666}, {0777, 0444}};
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        chmod(path, rows[i].file);
        chmod(place.folder, rows[i].folder);
        pid_t child = fork();
        if (child == 0) {
            struct error err = {""};
            if (getuid() == 0 && setuid(65534) != 0)
                _exit(9);
            struct history *history = history_open(path, NULL, &err);
            _exit(history                                                    ? 1
                  : strstr(err.text, path) && strstr(err.text, "your user")  ? 0
                  : strstr(err.text, path) && strstr(err.text, "written to") ? 0
                                                                             : 2);
        }
        int status;
        waitpid(child, &status, 0);
        cr_expect_eq(WEXITSTATUS(status), 0, "row %zu: %d", i, WEXITSTATUS(status));
        chmod(place.folder, 0700);
    }
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM session"), 4);
    place_remove(place.folder);
}

/* ---- what is stored, and read back ---- */

Test(history, what_the_branches_to_come_store_has_its_place)
{
    struct place place = place_make();
    char path[512];
    struct error err = {""};
    int64_t person;
    struct history_usual usual;
    place_join(path, place.folder, "h.db");
    struct plan *plan = history_sample_plan();
    struct history *history = history_open(path, NULL, &err);
    int64_t session = history_sample_set(history, plan, "ann");
    cr_assert(history_person(history, "ann", &person, &err));
    struct history_place at = {session, 0, "sample_squat", SIDE_NONE, 1};
    struct history_sign sign = {2, "hesitation", 14, 0.6f, 0.1f};
    struct history_pain hurt = {person, session, SAMPLE_START, "hurt", 0, SIDE_NONE, 4, "left"};
    struct history_pain before = {person, session, SAMPLE_START, "before", -1, SIDE_NONE, 2, NULL};
    struct history_pain after = {person, session, SAMPLE_START, "after", -1, SIDE_NONE, 3, NULL};
    struct history_change change = {"sample_squat", SIDE_NONE, "reps", 5, 3, "pain", "CLINICAL", "pain"};
    struct history_baseline baseline = {"sample_squat", SIDE_NONE, "side", "demo", "-",
                                        "range",        45,        3,      12,     SAMPLE_START};
    cr_assert(history_begin(history, &err));
    cr_expect(history_put_sign(history, &at, &sign, &err), "%s", err.text);
    cr_expect(history_put_pain(history, &hurt, &err), "%s", err.text);
    cr_expect(history_put_pain(history, &before, &err), "%s", err.text);
    cr_expect(history_put_pain(history, &after, &err), "%s", err.text);
    cr_expect(history_put_effort(history, session, 0, 4, &err), "%s", err.text);
    cr_expect(history_put_change(history, session, &change, &err), "%s", err.text);
    cr_expect(history_put_screening(history, person, session, SAMPLE_START, "fever", true, &err));
    cr_expect(history_put_screening(history, person, 0, SAMPLE_START, "fever", false, &err));
    cr_expect(history_put_screening(history, person, 0, SAMPLE_START, "numbness", true, &err));
    cr_expect(history_put_baseline(history, person, &baseline, &err), "%s", err.text);
    baseline.mean = 46;
    cr_expect(history_put_baseline(history, person, &baseline, &err), "the newer one stays");
    cr_assert(history_commit(history, &err), "%s", err.text);

    cr_expect(history_baseline_of(history, "ann", "sample_squat", SIDE_NONE, "side", "demo", "-",
                                  "range", &usual, &err));
    cr_expect(usual.mean == 46 && usual.spread == 3 && usual.count == 12);
    cr_expect(history_baseline_of(history, "ann", "sample_squat", SIDE_NONE, "side", "other", "-",
                                  "range", &usual, &err));
    cr_expect_eq(usual.count, 0, "another tracker, another usual");

    struct past *past = calloc(1, sizeof *past);
    cr_assert(history_past(history, "ann", past, &err), "%s", err.text);
    cr_assert_eq(past->session_count, 1);
    const struct past_session *last = &past->session[0];
    const struct past_step *step = &last->step[0];
    cr_expect(past->screened && strcmp(past->red_flag, "numbness") == 0, "%s", past->red_flag);
    cr_expect(last->red_flag && last->nrs_before == 2 && last->nrs_after == 3);
    cr_expect(last->nrs_next_day == -1 && !last->completed && last->step_count == 3);
    cr_expect(step->reps == 3 && step->base_reps == 5 && step->base_sets == 2);
    cr_expect(step->reps_done == 3 && step->reps_scored == 3 && step->form == 90);
    cr_expect(step->worst_set_form == -1 && step->range_seen && step->range == 42);
    cr_expect(step->signs == 1 && step->nrs == 4 && step->hurt && step->effort == 4);
    cr_expect(last->step[1].nrs == -1 && last->step[1].reps_done == 0);
    cr_assert(history_past(history, "nobody", past, &err));
    cr_expect_eq(past->session_count, 0);
    free(past);
    history_close(history);
    free(plan);
    place_remove(place.folder);
}

Test(history, the_past_is_the_newest_sessions_and_one_gone_on_with_is_one)
{
    struct place place = place_make();
    char path[512];
    struct error err = {""};
    place_join(path, place.folder, "h.db");
    struct plan *plan = history_sample_plan();
    struct history *history = history_open(path, NULL, &err);
    history_sample_set(history, plan, "other");
    for (int i = 0; i < PAST_MAX_SESSIONS + 3; i++)
        history_sample_set(history, plan, "ann");
    /* The second set of the last one, gone on with. */
    struct history_about about = history_sample_about("ann");
    about.resumed_from = PAST_MAX_SESSIONS + 4;
    plan->start = (struct plan_start){.step = 0, .set = 2};
    struct history_session *session = history_session_open(history, plan, &about);
    struct sink sink = history_session_sink(session);
    for (int i = 1; i <= 3; i++) {
        struct event event = history_sample_rep(0, SIDE_NONE, 2, i);
        event.u.rep.score = 70;
        sink.event(sink.self, &event);
    }
    struct event done = {.type = EVENT_SESSION_DONE, .t_us = 90000000, .step = 1, .set = 1};
    sink.event(sink.self, &done);
    cr_expect(history_session_close(session, &err), "%s", err.text);

    struct past *past = calloc(1, sizeof *past);
    cr_assert(history_past(history, "ann", past, &err), "%s", err.text);
    cr_expect_eq(past->session_count, PAST_MAX_SESSIONS);
    const struct past_session *last = &past->session[PAST_MAX_SESSIONS - 1];
    cr_expect(last->completed && last->step[0].reps_done == 6 && last->step[0].form == 80);
    cr_expect(last->step[0].worst_set_form == 90 && last->step_count == 3);
    cr_expect_not(past->session[0].completed);

    struct history_point point[100];
    int count;
    cr_assert(history_series(history, "ann", "sample_squat", SIDE_NONE, point, 100, &count, &err));
    cr_expect_eq(count, PAST_MAX_SESSIONS + 4);
    cr_expect(point[0].session < point[count - 1].session && point[count - 1].form == 70);
    cr_expect(point[0].range == 42 && point[0].repetitions == 3);
    free(past);
    history_close(history);
    free(plan);
    place_remove(place.folder);
}

/* ---- going on with a session ---- */

/* Tells a session these events and closes it; reasons below 0: it breaks off. */
static int64_t store(struct history *history, const struct plan *plan, const struct event *event,
                     int count)
{
    struct history_about about = history_sample_about("ann");
    struct history_session *session = history_session_open(history, plan, &about);
    struct sink sink = history_session_sink(session);
    int64_t id = history_session_id(session);
    for (int i = 0; i < count; i++)
        sink.event(sink.self, &event[i]);
    cr_expect(history_session_close(session, NULL));
    return id;
}

static struct event done(enum done_reason reason)
{
    struct event event = {.type = EVENT_SESSION_DONE, .t_us = 60000000, .set = 1};
    event.u.done.reason = reason;
    return event;
}

Test(history, goes_on_where_the_last_session_broke_off)
{
    const struct event began = history_sample_event(EVENT_SET_STARTED, 1, SIDE_LEFT, 2);
    const struct event rep = history_sample_rep(1, SIDE_LEFT, 2, 2);
    const struct event set_done = history_sample_event(EVENT_SET_DONE, 1, SIDE_LEFT, 2);
    const struct event eased = {.type = EVENT_EASED, .step = 1, .set = 2, .side = SIDE_LEFT};
    const struct event pain = done(DONE_PAIN), quit = done(DONE_QUIT),
                       completed = done(DONE_COMPLETED);
    const struct {
        struct event event[4];
        int count;
        bool goes_on;
        int set, reps;
        float ease;
    } rows[] = {
        {{began}, 1, true, 2, 0, 1},
        {{began, rep}, 2, true, 2, 2, 1},
        {{began, rep, set_done}, 3, true, 2, 3, 1},
        {{began, rep, eased}, 3, true, 2, 2, 2.0f / 3},
        {{began, rep, quit}, 3, true, 2, 2, 1},
        {{began, rep, pain}, 3, false, 0, 0, 0},
        {{began, rep, completed}, 3, false, 0, 0, 0},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct place place = place_make();
        char path[512];
        struct error err = {""};
        struct history_summary summary;
        place_join(path, place.folder, "h.db");
        struct plan *plan = history_sample_plan();
        struct history *history = history_open(path, NULL, &err);
        cr_expect_null(history_unfinished(history, "ann", &summary, &err), "nothing yet");
        int64_t id = store(history, plan, rows[i].event, rows[i].count);
        struct plan *found = history_unfinished(history, "ann", &summary, &err);
        cr_expect_eq(found != NULL, rows[i].goes_on, "row %zu: %s", i, err.text);
        if (found) {
            cr_expect_eq(summary.session, id);
            cr_expect(found->start.step == 1 && found->start.set == rows[i].set &&
                          found->start.side == SIDE_LEFT && found->start.reps == rows[i].reps,
                      "row %zu: step %d set %d reps %d", i, found->start.step, found->start.set,
                      found->start.reps);
            cr_expect_float_eq(found->start.ease, rows[i].ease, 1e-4, "row %zu", i);
        }
        free(found);
        history_close(history);
        free(plan);
        place_remove(place.folder);
    }
}

/* ---- taking away and deleting ---- */

Test(history, a_deleted_person_is_really_gone_and_others_stay)
{
    struct place place = place_make();
    char path[512];
    struct error err = {""};
    struct history_amount amount;
    bool gone;
    long size;
    place_join(path, place.folder, "h.db");
    struct plan *plan = history_sample_plan();
    struct history *history = history_open(path, NULL, &err);
    history_sample_set(history, plan, "Zebedee");
    history_sample_set(history, plan, "ann");
    cr_assert(history_amount(history, "Zebedee", &amount, &err), "%s", err.text);
    cr_expect(amount.sessions == 1 && amount.repetitions == 3);
    cr_assert(history_forget(history, amount.person, &gone, &err), "%s", err.text);
    cr_expect(gone, "%s", err.text);
    history_close(history);
    char *bytes = read_all(path, &size);
    for (long i = 0; i + 7 < size; i++)
        cr_assert(memcmp(bytes + i, "Zebedee", 7) != 0, "the name still stands at %ld", i);
    free(bytes);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM repetition"), 3);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM deduction"), 3);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM step"), 3);
    free(plan);
    place_remove(place.folder);
}

Test(history, an_export_has_every_row_of_the_person_and_overwrites_nothing)
{
    struct place place = place_make();
    char path[512], out[512], name[512];
    struct error err = {""};
    long size;
    place_join(path, place.folder, "h.db");
    place_join(out, place.folder, "out");
    history_sample_make(path); /* ann and ben, two sessions each */
    struct history *history = history_open(path, NULL, &err);
    cr_assert(history_export(history, "ann", out, &err), "%s", err.text);
    const struct {
        const char *table;
        int lines;
    } rows[] = {{"person.csv", 2}, {"step.csv", 7},      {"repetition.csv", 7},
                {"pain.csv", 1},   {"deduction.csv", 7}, {"baseline.csv", 1}};
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct stat status;
        place_join(name, out, rows[i].table);
        char *text = read_all(name, &size);
        text[size] = '\0';
        cr_expect_eq(text_count(text, "\r\n"), rows[i].lines, "%s:\n%s", rows[i].table, text);
        cr_expect(stat(name, &status) == 0 && (status.st_mode & 0777) == 0600);
        free(text);
    }
    cr_expect_eq(place_count(out, ".csv", NULL), history_table_count);
    cr_expect_eq(place_count(out, "README.txt", NULL), 1);
    cr_expect_not(history_export(history, "ann", out, &err));
    cr_expect(strstr(err.text, "exists already"), "%s", err.text);
    cr_expect_not(history_export(history, "carl", "/tmp/never", &err));
    cr_expect(strstr(err.text, "nobody called carl"), "%s", err.text);
    history_close(history);
    place_remove(place.folder);
}
