/* What `unguard doctor` says of the history; it only looks. */
#include "history.h"

#include "history_schema.h"
#include "history_sql.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool describe(struct history *history, int64_t bytes, char *text, size_t size,
                     const char **remedy, struct error *err)
{
    int64_t version, people, sessions;
    if (!sql_number(history, "PRAGMA user_version", SQL_NO_VALUES, 0, &version, err))
        return false;
    if (version > history_version()) {
        *remedy = "use the newer Unguard that wrote it, or name another file with --history";
        return error_set(err, "%.160s: of a newer Unguard", history->path);
    }
    if (!sql_is_sound(history)) {
        *remedy = "nothing is lost by going on: the next session keeps it aside as .bad and begins "
                  "a new one";
        return error_set(err, "%.160s: it is damaged", history->path);
    }
    if (!sql_number(history, "SELECT count(*) FROM person", SQL_NO_VALUES, 0, &people, err) ||
        !sql_number(history, "SELECT count(*) FROM session", SQL_NO_VALUES, 0, &sessions, err))
        return false;
    snprintf(text, size, "%.160s, %lld kB, sound: %lld session%s of %lld %s", history->path,
             (long long)((bytes + 999) / 1000), (long long)sessions, sessions == 1 ? "" : "s",
             (long long)people, people == 1 ? "person" : "people");
    return true;
}

bool history_examine(const char *path, char *text, size_t size, const char **remedy)
{
    struct stat status;
    struct error err = {{0}};
    struct history history = {.lock = -1};
    *remedy = "let your user read it, or move it away: a new one then begins";
    if (stat(path, &status) != 0) {
        snprintf(text, size, "%.160s: none yet; the first session makes it", path);
        return true;
    }
    bool good = text_copy(history.path, sizeof(history.path), path) && S_ISREG(status.st_mode);
    if (!good)
        error_set(&err, "%.160s: it is no ordinary file", path);
    else if (sqlite3_open_v2(path, &history.db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        good = sql_fail(&history, &err);
    else
        good = describe(&history, status.st_size, text, size, remedy, &err);
    sqlite3_close(history.db);
    if (!good)
        text_copy(text, size, err.text);
    return good;
}
