#include "report_file.h"

#include "report_days.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool report_file_put(const char *path, const struct report_text *written, bool force,
                     struct error *err)
{
    char part[PATH_SIZE + 8];
    if (!force && paths_exists(path))
        return error_set(err, "%.180s is there already; choose another name, or --force", path);
    snprintf(part, sizeof(part), "%s.part", path);
    unlink(part);
    const int file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool good = file >= 0;
    for (size_t done = 0; good && done < written->size;) {
        const ssize_t more = write(file, written->text + done, written->size - done);
        good = more > 0;
        done += good ? (size_t)more : 0;
    }
    good = good && fsync(file) == 0;
    const int reason = errno;
    if (file >= 0)
        good = close(file) == 0 && good;
    if (good && rename(part, path) == 0)
        return true;
    const int why = good ? errno : reason;
    if (file >= 0)
        unlink(part);
    return error_set(err, "%.180s: can't write it (%s); choose a folder you can write to", path,
                     strerror(why));
}

bool report_file_page(const struct report *report, struct report_text *page, struct error *err)
{
    FILE *out = open_memstream(&page->text, &page->size);
    struct routine schedule;
    bool good = out != NULL;
    if (good && report->whole)
        good = report_session_html(report, out);
    else if (good)
        good = report_html(report, report_schedule(report, &schedule) ? &schedule : NULL, out);
    if (out != NULL)
        good = fclose(out) == 0 && good;
    return good || error_set(err, "there isn't enough memory for this report; close other programs "
                                  "and try again");
}

bool report_file_place(int32_t day, char path[PATH_SIZE], struct error *err)
{
    char date[DAY_TEXT_SIZE], folder[PATH_SIZE];
    const char *home = getenv("HOME");
    if (home == NULL || home[0] != '/')
        return error_set(err, "no home folder is known; `unguard report -o FILE.html` writes it "
                              "where you say");
    int length = snprintf(folder, sizeof(folder), "%s/Documents", home);
    if (length >= (int)sizeof(folder) || access(folder, W_OK | X_OK) != 0)
        text_copy(folder, sizeof(folder), home);
    day_iso(day, date);
    for (int i = 1; i < 1000; i++) {
        char number[16] = "";
        if (i > 1)
            snprintf(number, sizeof(number), "-%d", i);
        length = snprintf(path, PATH_SIZE, "%s/unguard-report-%s%s.html", folder, date, number);
        if (length >= PATH_SIZE)
            return error_set(err, "%.160s: the path is too long", folder);
        if (!paths_exists(path))
            return true;
    }
    return error_set(err, "%.160s: found no free name there for a report", folder);
}
