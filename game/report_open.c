/* Opening a history that belongs to someone else: for reading, and never made where there is none.
 */
#include "report_read.h"

#include "paths.h"

#include <string.h>

/* A history in a folder that can't be written to can still be read: it is then as it lies there. */
static bool open_as_it_lies(const char *path, sqlite3 **db)
{
    char uri[3 * PATH_SIZE + 32] = "file:";
    size_t length = strlen(uri);
    for (const char *at = path; *at != '\0' && length + 4 < sizeof(uri) - 16; at++) {
        static const char digits[] = "0123456789abcdef";
        const unsigned char byte = (unsigned char)*at;
        if (strchr("%?#", *at) == NULL) {
            uri[length++] = *at;
            continue;
        }
        uri[length++] = '%';
        uri[length++] = digits[byte >> 4];
        uri[length++] = digits[byte & 15];
    }
    strcpy(uri + length, "?immutable=1");
    return sqlite3_open_v2(uri, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) == SQLITE_OK;
}

/* SQLITE_OK only where the file can be read and is a database. */
static int probe(sqlite3 *db)
{
    return sqlite3_exec(db, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL);
}

bool report_open(const char *path, sqlite3 **db, struct error *err)
{
    *db = NULL;
    if (!paths_exists(path))
        return error_set(err,
                         "%.200s: there is no history yet; it begins with the first session, or "
                         "name another with --history",
                         path);
    int state = sqlite3_open_v2(path, db, SQLITE_OPEN_READONLY, NULL);
    if (state == SQLITE_OK) {
        sqlite3_busy_timeout(*db, 5000);
        state = probe(*db);
    }
    if (state == SQLITE_CANTOPEN || state == SQLITE_READONLY) {
        sqlite3_close(*db);
        *db = NULL;
        state = open_as_it_lies(path, db) ? probe(*db) : SQLITE_CANTOPEN;
    }
    if (state == SQLITE_OK)
        return true;
    if (state == SQLITE_NOTADB || state == SQLITE_CORRUPT)
        return error_set(err,
                         "%.160s: this is no history of Unguard, or it is damaged; nothing was "
                         "changed",
                         path);
    return error_set(err, "%.160s: the history can't be read (%.60s)", path, sqlite3_errstr(state));
}

static void add_name(char *list, size_t size, const char *name)
{
    const size_t length = strlen(list);
    snprintf(list + length, size - length, "%s%.40s", length > 0 ? ", " : "", name);
}

bool report_person(struct report_reader *reader, const char *name)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(reader->db, "SELECT id, name FROM person ORDER BY name", -1, &statement,
                           NULL) != SQLITE_OK)
        return report_unreadable(reader);
    struct report *report = reader->report;
    char known[120] = "", found[NAME_SIZE];
    int count = 0, matches = 0, step;
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
        report_text(statement, 1, found, sizeof(found));
        add_name(known, sizeof(known), found);
        count++;
        if (name != NULL && strcmp(name, (const char *)sqlite3_column_text(statement, 1)) != 0)
            continue;
        matches++;
        report->person_id = sqlite3_column_int64(statement, 0);
        text_copy(report->person, sizeof(report->person), found);
    }
    sqlite3_finalize(statement);
    if (step != SQLITE_DONE)
        return report_unreadable(reader);
    if (name == NULL && matches > 1)
        return error_set(reader->err, "this history knows %d people (%s); say which: --person NAME",
                         count, known);
    if (name != NULL && matches == 0)
        return error_set(reader->err, "this history knows no %.60s%s%s%s", name,
                         count > 0 ? "; it knows " : "", known,
                         count > 0 ? "" : ", nor anyone yet");
    return true;
}
