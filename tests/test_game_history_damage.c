/* The history when its file is damaged, its disk full or its folder read-only: said, set aside,
 * made up for, and nothing overwritten. */
#include "history_read.h"
#include "history_sample.h"

#include <sys/resource.h>

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
    char *is = history_sample_bytes(aside, &kept);
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
    char *whole = history_sample_bytes(path, &size);
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
    char *whole = history_sample_bytes(path, &size), *hurt = malloc((size_t)size);
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
        char *is = history_sample_bytes(aside, &size);
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
