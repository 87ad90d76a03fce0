#define _XOPEN_SOURCE 700 /* realpath */

#include "settings_store.h"

#include "cfg_edit.h"
#include "plan/profile.h"
#include "settings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_BYTES (1 << 20) /* as much as the reader of such files takes */

/* What is to be changed, and what it has to be read as. */
struct own_file {
    char path[PATH_SIZE];
    char from[PATH_SIZE]; /* what it begins as where it isn't there; "": as seed */
    const char *seed;
    const struct cfg_table *table;
};

static bool fits(int length)
{
    return length > 0 && length < PATH_SIZE;
}

static char *read_all(const char *path, struct error *err)
{
    FILE *file = fopen(path, "rb");
    char *text = file != NULL ? malloc(MOST_BYTES + 1) : NULL;
    const size_t size = text != NULL ? fread(text, 1, MOST_BYTES + 1, file) : 0;
    const bool good = text != NULL && !ferror(file) && size <= MOST_BYTES;
    if (file != NULL)
        fclose(file);
    if (good) {
        text[size] = '\0';
        if (strlen(text) == size)
            return text;
    }
    free(text);
    error_set(err, "%.180s: can't be read as a settings file; nothing was changed", path);
    return NULL;
}

/* Does the reader take it? err: its first complaint, by line. */
static bool is_sound(const char *text, const struct own_file *target, struct error *err)
{
    union {
        struct settings settings;
        struct profile profile;
    } item;
    struct cfg_problems problems = {0};
    struct cfg_file *file = cfg_open_text(text, target->path, &problems);
    const bool good = file != NULL && cfg_read(file, target->table, &item, &problems);
    cfg_close(file);
    if (!good)
        cfg_problems_first(&problems, err);
    cfg_problems_free(&problems);
    return good;
}

/* ---- writing ---- */

static bool write_file(const char *path, const char *text, mode_t mode)
{
    const size_t size = strlen(text);
    unlink(path); /* what an earlier try may have left */
    const int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    bool good = file >= 0;
    for (size_t done = 0; good && done < size;) {
        const ssize_t more = write(file, text + done, size - done);
        good = more > 0;
        done += good ? (size_t)more : 0;
    }
    good = good && fchmod(file, mode) == 0 && fsync(file) == 0;
    if (file >= 0)
        good = close(file) == 0 && good;
    return good;
}

/* Through a link to the file that it names, which keeps its rights. */
static bool replace_file(const char *path, const char *text, struct error *err)
{
    char *real = realpath(path, NULL), part[PATH_SIZE + 16];
    const char *to = real != NULL ? real : path;
    struct stat was;
    const mode_t mode = stat(to, &was) == 0 ? was.st_mode & 0777 : 0600;
    snprintf(part, sizeof(part), "%s.new", to);
    const bool good = write_file(part, text, mode) && rename(part, to) == 0;
    const int why = errno;
    if (!good)
        unlink(part);
    free(real);
    return good ||
           error_set(err, "%.160s: can't write it (%s); nothing was changed", path, strerror(why));
}

static bool make_folder_of(const char *path, struct error *err)
{
    char folder[PATH_SIZE];
    text_copy(folder, sizeof(folder), path);
    char *slash = strrchr(folder, '/');
    if (slash == NULL || slash == folder)
        return true;
    *slash = '\0';
    return paths_make_folders(folder, "XDG_CONFIG_HOME", err);
}

static bool put(const struct own_file *target, const char *key, const char *value,
                struct error *err)
{
    const bool there = paths_exists(target->path);
    const char *from = there ? target->path : target->from;
    char *text = from[0] != '\0' ? read_all(from, err) : strdup(target->seed);
    if (text == NULL && from[0] == '\0')
        error_set(err, "there isn't enough memory to change a setting");
    if (text == NULL)
        return false;
    char *edited = is_sound(text, target, err) ? cfg_edit(text, key, value, err) : NULL;
    const bool good = edited != NULL && is_sound(edited, target, err) &&
                      (there || make_folder_of(target->path, err)) &&
                      replace_file(target->path, edited, err);
    free(edited);
    free(text);
    return good;
}

/* ---- which file ---- */

bool settings_own_path(char path[PATH_SIZE])
{
    char folder[PATH_SIZE];
    return paths_user_config(folder) && fits(snprintf(path, PATH_SIZE, "%s/unguard.cfg", folder));
}

static bool no_home(struct error *err)
{
    return error_set(err, "no home folder is known; set XDG_CONFIG_HOME to a folder for settings");
}

bool settings_put(const char *key, const char *value, struct error *err)
{
    struct own_file target = {.seed = "", .table = &settings_table};
    char folder[PATH_SIZE];
    if (!settings_own_path(target.path))
        return no_home(err);
    if (paths_config(folder, NULL) &&
        !fits(snprintf(target.from, PATH_SIZE, "%s/unguard.cfg", folder)))
        target.from[0] = '\0';
    if (target.from[0] != '\0' && !paths_exists(target.from))
        target.from[0] = '\0';
    return put(&target, key, value, err);
}

bool settings_put_profile(const char *profile, const char *key, const char *value,
                          struct error *err)
{
    struct own_file target = {.seed = "# What concerns your own body. Other keys: see the file "
                                      "example.cfg among the program's profiles.\n\n"
                                      "id = \"" SETTINGS_OWN_PROFILE "\";\n",
                              .table = &profile_table};
    const bool named = profile[0] != '\0';
    const char *name = named ? profile : SETTINGS_OWN_PROFILE;
    char folder[PATH_SIZE], found[PATH_SIZE] = "";
    if (!paths_user_config(folder))
        return no_home(err);
    if (named && !paths_find("profiles", name, found))
        return error_set(err, "%.160s: there is no such profile; unguard.cfg names it", name);
    const bool is_path = strchr(name, '/') != NULL || strstr(name, ".cfg") != NULL;
    if (is_path)
        text_copy(target.path, sizeof(target.path), found);
    else if (!fits(snprintf(target.path, PATH_SIZE, "%s/profiles/%s.cfg", folder, name)))
        return error_set(err, "%.160s: the path is too long", folder);
    text_copy(target.from, sizeof(target.from), found);
    return put(&target, key, value, err) &&
           (named || settings_put("profile", "\"" SETTINGS_OWN_PROFILE "\"", err));
}
