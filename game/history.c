/* Opening the history: the lock, the look over, setting aside, making a new one. */
#include "history.h"

#include "history_schema.h"
#include "history_sql.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Looking a whole file over takes longer the longer it has been kept. A small one is looked over
 * each time; a larger one where its log was left behind or a call met damage (SQLite itself finds a
 * head that lies and a file that was cut). `unguard doctor` always looks at all of it. */
#define SMALL_FILE (4 << 20)

/* What is version to a file that is sound: more than this is a damaged head. */
#define VERSION_MOST 1000

#define NAME_EXTRA 16 /* "-wal", ".bad.999-shm" */

enum finding { FILE_SOUND, FILE_DAMAGED, FILE_REFUSED };

static const char *const companions[] = {"", "-wal", "-shm", "-journal"};

static off_t size_of(const char *path, const char *ending)
{
    char name[PATH_SIZE + NAME_EXTRA];
    struct stat status;
    snprintf(name, sizeof(name), "%s%s", path, ending);
    return stat(name, &status) == 0 ? status.st_size : -1;
}

static void close_file(struct history *history)
{
    sqlite3_close(history->db);
    history->db = NULL;
}

/* ---- the lock: who has it alone may set a damaged file aside ---- */

static void take_lock(struct history *history)
{
    char name[PATH_SIZE + NAME_EXTRA];
    snprintf(name, sizeof(name), "%s-lock", history->path);
    history->lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    history->alone = history->lock < 0 || flock(history->lock, LOCK_EX | LOCK_NB) == 0;
    if (!history->alone)
        flock(history->lock, LOCK_SH); /* waits while another program opens it */
}

static void share_lock(struct history *history)
{
    if (history->lock >= 0)
        flock(history->lock, LOCK_SH);
    history->alone = false;
}

static void drop_lock(struct history *history)
{
    if (history->lock >= 0)
        close(history->lock);
    history->lock = -1;
}

/* ---- looking it over ---- */

static bool connect_file(struct history *history, struct error *err)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX;
    if (sqlite3_open_v2(history->path, &history->db, flags, NULL) != SQLITE_OK)
        return sql_fail(history, err);
    sqlite3_extended_result_codes(history->db, 1);
    sqlite3_busy_timeout(history->db, HISTORY_PATIENCE_MS);
    return true;
}

/* What is looked over is to stay as it is, its log too: no tidying up on closing. */
static void keep_as_it_is(struct history *history, int on)
{
    sqlite3_db_config(history->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, on, NULL);
}

/* A file is whole pages, unless its log still holds what is to complete it. SQLite misses the last
 * page's missing part. */
static bool is_whole(struct history *history, off_t size, off_t log_size)
{
    int64_t page;
    return log_size > 0 ||
           (sql_number(history, "PRAGMA page_size", SQL_NO_VALUES, 1, &page, NULL) &&
            size % page == 0);
}

static enum finding refuse(struct history *history, struct error *err, const char *why)
{
    error_set(err, "%.110s: %s", history->path, why);
    return FILE_REFUSED;
}

/* Is it a history at all, and one that this program can read? */
static enum finding look_at_kind(struct history *history, struct error *err)
{
    int64_t version, ours, tables;
    if (!sql_number(history, "PRAGMA user_version", SQL_NO_VALUES, 0, &version, err) ||
        !sql_number(history, "SELECT count(*) FROM sqlite_master", SQL_NO_VALUES, 0, &tables,
                    err) ||
        !sql_number(history,
                    "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN "
                    "('person', 'session', 'step', 'repetition', 'pain', 'baseline')",
                    SQL_NO_VALUES, 0, &ours, err))
        return history->damaged ? FILE_DAMAGED : FILE_REFUSED;
    if (version == 0 && tables == 0)
        return FILE_SOUND; /* nothing in it yet: it is filled like a new one */
    if (ours < 6)
        return refuse(history, err,
                      "this is another program's file and is left alone; name a history of "
                      "Unguard's, or a new file, with --history");
    if (version < 1 || version > VERSION_MOST)
        return FILE_DAMAGED;
    if (version > history_version())
        return refuse(history, err,
                      "a newer Unguard wrote this history, and it is left alone; use that newer "
                      "version, or another file with --history");
    return FILE_SOUND;
}

static enum finding look_over(struct history *history, bool thorough, struct error *err)
{
    const off_t size = size_of(history->path, ""), log_size = size_of(history->path, "-wal");
    if (size == 0)
        return FILE_DAMAGED; /* a new one is never empty: see make_file */
    if (!connect_file(history, err))
        return history->damaged ? FILE_DAMAGED : FILE_REFUSED;
    keep_as_it_is(history, 1);
    const enum finding finding = look_at_kind(history, err);
    if (finding != FILE_SOUND)
        return finding;
    thorough = thorough || size <= SMALL_FILE || log_size > 0;
    if (!is_whole(history, size, log_size) || (thorough && !sql_is_sound(history)))
        return FILE_DAMAGED;
    keep_as_it_is(history, 0);
    return FILE_SOUND;
}

/* ---- setting aside, and making a new one ---- */

/* A name that none of the files to be set aside would overwrite. */
static bool free_name(const char *path, char name[PATH_SIZE + NAME_EXTRA])
{
    for (int i = 1; i < 1000; i++) {
        bool taken = false;
        snprintf(name, PATH_SIZE + NAME_EXTRA, i == 1 ? "%s.bad" : "%s.bad.%d", path, i);
        for (size_t c = 0; c < ARRAY_LENGTH(companions); c++)
            taken = taken || size_of(name, companions[c]) >= 0;
        if (!taken)
            return true;
    }
    return false;
}

static bool set_aside(struct history *history, struct error *notice, struct error *err)
{
    char aside[PATH_SIZE + NAME_EXTRA];
    close_file(history);
    if (!history->alone)
        return error_set(err,
                         "%.110s: it is damaged, and another program has it open; close that one "
                         "and start again",
                         history->path);
    if (!free_name(history->path, aside))
        return error_set(err,
                         "%.110s: it is damaged, and there are too many .bad files beside it; "
                         "move some away",
                         history->path);
    for (size_t c = 0; c < ARRAY_LENGTH(companions); c++) {
        char from[PATH_SIZE + NAME_EXTRA], to[PATH_SIZE + 2 * NAME_EXTRA];
        snprintf(from, sizeof(from), "%s%s", history->path, companions[c]);
        snprintf(to, sizeof(to), "%s%s", aside, companions[c]);
        if (rename(from, to) != 0 && errno != ENOENT)
            return error_set(err,
                             "%.110s: it is damaged and can't be set aside (%s); let your "
                             "user write to its folder",
                             history->path, strerror(errno));
    }
    const char *slash = strrchr(aside, '/');
    error_set(notice, "%.110s: the history is damaged; it is kept as %.60s, and a new one begins",
              history->path, slash != NULL ? slash + 1 : aside);
    history->damaged = false;
    return true;
}

static void sync_folder(const char *path)
{
    char folder[PATH_SIZE];
    text_copy(folder, sizeof(folder), path);
    char *slash = strrchr(folder, '/');
    if (slash != NULL)
        slash[slash == folder] = '\0';
    const int file = open(slash != NULL ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file >= 0) {
        fsync(file);
        close(file);
    }
}

/* Made whole under another name first, so that a history is never there half. */
static bool make_file(struct history *history, struct error *err)
{
    char path[PATH_SIZE], made[PATH_SIZE + NAME_EXTRA];
    memcpy(path, history->path, sizeof(path));
    snprintf(made, sizeof(made), "%s.new", path);
    if (!text_copy(history->path, sizeof(history->path), made)) {
        memcpy(history->path, path, sizeof(path));
        return error_set(err, "%.180s: the path is too long", path);
    }
    unlink(made);
    const int file = open(made, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool good = file >= 0;
    if (!good)
        error_set(err,
                  "%.110s: can't be made there (%s); see that its folder is there and can be "
                  "written to, or name another with --history",
                  path, strerror(errno));
    else
        close(file);
    good = good && connect_file(history, err) &&
           sql_script(history, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", err) &&
           history_migrate(history, err);
    close_file(history);
    memcpy(history->path, path, sizeof(path));
    if (good && rename(made, path) != 0)
        good = error_set(err, "%.110s: can't be made (%s)", path, strerror(errno));
    if (good)
        sync_folder(path);
    else if (file >= 0)
        unlink(made);
    return good;
}

/* ---- opening ---- */

static bool is_plain(const struct history *history, struct error *err)
{
    struct stat status;
    if (stat(history->path, &status) != 0 || S_ISREG(status.st_mode))
        return true;
    return error_set(err,
                     "%.110s: this is %s, not a history; move it away, or name a file with "
                     "--history",
                     history->path, S_ISDIR(status.st_mode) ? "a folder" : "no ordinary file");
}

static bool settle(struct history *history, struct error *err)
{
    if (sqlite3_db_readonly(history->db, "main") == 1)
        return error_set(err,
                         "%.110s: it can't be written to; let your user write to it, or name "
                         "another with --history",
                         history->path);
    chmod(history->path, 0600);
    return sql_script(history,
                      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
                      "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; "
                      "PRAGMA trusted_schema = OFF",
                      err) &&
           history_migrate(history, err);
}

static bool open_sound(struct history *history, bool thorough, struct error *notice,
                       struct error *err)
{
    const bool there = size_of(history->path, "") >= 0;
    const bool leftover = !there && size_of(history->path, "-wal") > 0;
    enum finding finding = leftover ? FILE_DAMAGED : FILE_SOUND;
    history->damaged = false;
    if (!is_plain(history, err))
        return false;
    if (there)
        finding = look_over(history, thorough, err);
    if (finding == FILE_REFUSED || (finding == FILE_DAMAGED && !set_aside(history, notice, err)))
        return false;
    if ((!there || finding == FILE_DAMAGED) &&
        (!make_file(history, err) || !connect_file(history, err)))
        return false;
    return settle(history, err);
}

/* Under the lock; in the end the file is open, or nothing is. */
static bool open_locked(struct history *history, bool thorough, struct error *notice,
                        struct error *err)
{
    struct error told;
    take_lock(history);
    const bool good = open_sound(history, thorough, notice != NULL ? notice : &told, err);
    if (good) {
        share_lock(history);
        return true;
    }
    close_file(history);
    drop_lock(history);
    return false;
}

struct history *history_open(const char *path, struct error *notice, struct error *err)
{
    struct history *history = calloc(1, sizeof(*history));
    if (notice != NULL)
        notice->text[0] = '\0';
    if (history == NULL) {
        error_set(err, "there isn't enough memory for the history");
        return NULL;
    }
    history->lock = -1;
    if (!text_copy(history->path, sizeof(history->path), path))
        error_set(err, "%.180s: the path is too long", path);
    else if (open_locked(history, false, notice, err))
        return history;
    free(history);
    return NULL;
}

void history_close(struct history *history)
{
    if (history == NULL)
        return;
    close_file(history);
    drop_lock(history);
    free(history);
}

const char *history_path(const struct history *history)
{
    return history->path;
}

bool history_is_damaged(const struct history *history)
{
    return history->damaged;
}

bool history_mend(struct history *history, struct error *notice, struct error *err)
{
    if (notice != NULL)
        notice->text[0] = '\0';
    close_file(history);
    drop_lock(history);
    return open_locked(history, true, notice, err);
}
