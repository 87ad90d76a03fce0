#include "history_export.h"
#include "csv.h"

#include "history_read.h"
#include "history_schema.h"
#include "history_sql.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A new file for this user's eyes only; NULL with err. */
static FILE *create(const char *folder, const char *name, const char *ending, struct error *err)
{
    char path[PATH_SIZE + 64];
    snprintf(path, sizeof(path), "%s/%s%s", folder, name, ending);
    const int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *stream = file >= 0 ? fdopen(file, "w") : NULL;
    if (stream != NULL)
        return stream;
    error_set(err, "%.160s: can't be made (%s); choose another folder", path, strerror(errno));
    if (file >= 0)
        close(file);
    return NULL;
}

static bool finish(FILE *stream, const char *folder, struct error *err)
{
    const bool written = ferror(stream) == 0 && fflush(stream) == 0;
    const int reason = errno;
    if (fclose(stream) == 0 && written)
        return true;
    return error_set(err,
                     "%.160s: can't be written whole (%s); free some space and export to another "
                     "folder",
                     folder, strerror(reason));
}

static void put_row(FILE *out, sqlite3_stmt *row)
{
    const int columns = sqlite3_column_count(row);
    for (int i = 0; i < columns; i++) {
        if (i > 0)
            fputc(',', out);
        if (sqlite3_column_type(row, i) == SQLITE_FLOAT) {
            fprintf(out, "%.7g", sqlite3_column_double(row, i)); /* they were floats */
            continue;
        }
        const char *text = (const char *)sqlite3_column_text(row, i);
        csv_put_field(out, text != NULL ? text : "");
    }
    fputs("\r\n", out);
}

static void put_heading(FILE *out, sqlite3_stmt *row)
{
    const int columns = sqlite3_column_count(row);
    for (int i = 0; i < columns; i++)
        fprintf(out, "%s%s", i > 0 ? "," : "", sqlite3_column_name(row, i));
    fputs("\r\n", out);
}

static bool export_table(struct history *history, const struct history_table *table, int64_t person,
                         const char *folder, struct error *err)
{
    char sql[256];
    bool good = false;
    snprintf(sql, sizeof(sql), "SELECT * FROM %s WHERE ?1 = 0 OR %s", table->name, table->ours);
    sqlite3_stmt *rows = sql_query(history, sql, SQL_VALUES(sql_int(person)), err);
    FILE *out = rows != NULL ? create(folder, table->name, ".csv", err) : NULL;
    if (out != NULL) {
        put_heading(out, rows);
        while (sql_next(history, rows, &good, err))
            put_row(out, rows);
        good = finish(out, folder, good ? err : NULL) && good;
    }
    sqlite3_finalize(rows);
    return good;
}

static bool export_readme(const char *folder, struct error *err)
{
    FILE *out = create(folder, "README", ".txt", err);
    if (out == NULL)
        return false;
    fprintf(out, "What Unguard keeps of a person's sessions, a file a table. Commas separate the\n"
                 "columns, the first line names them, and a field that is not known is empty.\n"
                 "This is health data: keep it as you would keep a doctor's letter.\n");
    for (int i = 0; i < history_table_count; i++) {
        const struct history_table *table = &history_tables[i];
        fprintf(out, "\n%s.csv: %s\n", table->name, table->what);
        for (const char *line = table->columns; *line != '\0';) {
            const int length = (int)strcspn(line, "\n");
            const int name = (int)strcspn(line, " ");
            fprintf(out, "    %-14.*s %.*s\n", name, line, length - name - 2, line + name + 2);
            line += length + 1;
        }
    }
    return finish(out, folder, err);
}

/* All tables as they are at one moment. */
static bool export_tables(struct history *history, int64_t person, const char *folder,
                          struct error *err)
{
    bool good = sql_script(history, "BEGIN", err);
    for (int i = 0; good && i < history_table_count; i++)
        good = export_table(history, &history_tables[i], person, folder, err);
    sql_script(history, "COMMIT", NULL);
    return good;
}

bool history_export(struct history *history, const char *person, const char *folder,
                    struct error *err)
{
    int64_t number = 0;
    if (person != NULL && !history_person(history, person, &number, err))
        return false;
    if (person != NULL && number == 0)
        return error_set(err,
                         "%.110s: there is nobody called %.60s in it; `unguard history --list` "
                         "names who is",
                         history_path(history), person);
    if (mkdir(folder, 0700) != 0)
        return error_set(err, "%.160s: %s", folder,
                         errno == EEXIST ? "exists already and is kept; choose another folder"
                                         : "can't be made; choose a folder that you can write to");
    return export_tables(history, number, folder, err) && export_readme(folder, err);
}
