#include "paths.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PARENT_LEVELS 4 /* from build/release/unguard up to the checkout, and one to spare */

static bool join(char path[PATH_SIZE], const char *folder, const char *name)
{
    const int length = snprintf(path, PATH_SIZE, "%s/%s", folder, name);
    return length > 0 && length < PATH_SIZE;
}

bool paths_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static bool is_config(const char *folder)
{
    char file[PATH_SIZE];
    return join(file, folder, "unguard.cfg") && paths_exists(file);
}

/* Cuts the last name off; false at the top. */
static bool to_parent(char *path)
{
    char *slash = strrchr(path, '/');
    if (slash == NULL || slash == path)
        return false;
    *slash = '\0';
    return true;
}

/* name at the program's file or in a folder above it, where `accept` says yes. */
static bool find_beside_program(const char *name, bool (*accept)(const char *),
                                char path[PATH_SIZE])
{
    char folder[PATH_SIZE];
    const ssize_t length = readlink("/proc/self/exe", folder, sizeof(folder) - 1);
    if (length <= 0)
        return false;
    folder[length] = '\0';
    for (int i = 0; i < PARENT_LEVELS && to_parent(folder); i++)
        if (join(path, folder, name) && accept(path))
            return true;
    return false;
}

bool paths_config(char path[PATH_SIZE], struct error *err)
{
    const char *given = getenv("UNGUARD_CONFIG_DIR");
    if (given != NULL && given[0] != '\0') {
        if (text_copy(path, PATH_SIZE, given) && is_config(path))
            return true;
        return error_set(err,
                         "UNGUARD_CONFIG_DIR is %s, but there is no unguard.cfg in it; unset it "
                         "or point it at Unguard's config folder",
                         given);
    }
    if (find_beside_program("config", is_config, path) ||
        find_beside_program("share/unguard/config", is_config, path))
        return true;
    if (text_copy(path, PATH_SIZE, UNGUARD_SOURCE_DIR "/config") && is_config(path))
        return true;
    return error_set(err, "Unguard's config folder isn't at " UNGUARD_SOURCE_DIR "/config any "
                          "more; set UNGUARD_CONFIG_DIR to where it lies");
}

/* An XDG base directory; the specification says a relative one is to be ignored. */
static bool xdg_folder(const char *variable, const char *below_home, char path[PATH_SIZE])
{
    const char *base = getenv(variable);
    if (base != NULL && base[0] == '/')
        return join(path, base, "unguard");
    const char *home = getenv("HOME");
    if (home == NULL || home[0] != '/')
        return false;
    const int length = snprintf(path, PATH_SIZE, "%s/%s/unguard", home, below_home);
    return length > 0 && length < PATH_SIZE;
}

bool paths_user_config(char path[PATH_SIZE])
{
    return xdg_folder("XDG_CONFIG_HOME", ".config", path);
}

static bool ends_with(const char *text, const char *end)
{
    const size_t length = strlen(text), end_length = strlen(end);
    return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

static bool find_in(const char *folder, const char *kind, const char *name, char path[PATH_SIZE])
{
    const int length = snprintf(path, PATH_SIZE, "%s/%s/%s.cfg", folder, kind, name);
    return length > 0 && length < PATH_SIZE && paths_exists(path);
}

bool paths_find(const char *kind, const char *name, char path[PATH_SIZE])
{
    if (strchr(name, '/') != NULL || ends_with(name, ".cfg"))
        return text_copy(path, PATH_SIZE, name) && paths_exists(path);
    char folder[PATH_SIZE];
    if (paths_user_config(folder) && find_in(folder, kind, name, path))
        return true;
    return paths_config(folder, NULL) && find_in(folder, kind, name, path);
}

bool paths_make_folders(const char *path, const char *variable, struct error *err)
{
    char part[PATH_SIZE];
    if (!text_copy(part, sizeof(part), path))
        return error_set(err, "%.180s: the path is too long", path);
    for (char *at = part + 1;; at++) {
        if (*at != '/' && *at != '\0')
            continue;
        const char was = *at;
        *at = '\0';
        if (mkdir(part, 0700) != 0 && errno != EEXIST)
            return error_set(err,
                             "%.140s: can't make this folder (%s); set %s to one you can write to",
                             part, strerror(errno), variable);
        *at = was;
        if (was == '\0')
            break;
    }
    if (access(path, W_OK | X_OK) != 0)
        return error_set(err, "%.140s: can't write there (%s); set %s to a folder you can write to",
                         path, strerror(errno), variable);
    return true;
}

static bool data_folder(char folder[PATH_SIZE], struct error *err)
{
    return xdg_folder("XDG_DATA_HOME", ".local/share", folder) ||
           error_set(err, "no home folder is known; set XDG_DATA_HOME to a folder for recordings "
                          "and the history");
}

bool paths_history(char path[PATH_SIZE], struct error *err)
{
    char folder[PATH_SIZE];
    if (!data_folder(folder, err) || !paths_make_folders(folder, "XDG_DATA_HOME", err))
        return false;
    return join(path, folder, "history.db") ||
           error_set(err, "%.180s: the path is too long", folder);
}

bool paths_sessions(char path[PATH_SIZE], struct error *err)
{
    char folder[PATH_SIZE];
    if (!data_folder(folder, err))
        return false;
    if (!join(path, folder, "sessions"))
        return error_set(err, "%.180s: the path is too long", folder);
    return paths_make_folders(path, "XDG_DATA_HOME", err);
}

bool paths_cache(const char *kind, char path[PATH_SIZE], struct error *err)
{
    char folder[PATH_SIZE];
    if (!xdg_folder("XDG_CACHE_HOME", ".cache", folder))
        return error_set(err, "no home folder is known; set XDG_CACHE_HOME to a folder for sounds");
    if (!join(path, folder, kind))
        return error_set(err, "%.180s: the path is too long", folder);
    return paths_make_folders(path, "XDG_CACHE_HOME", err);
}

bool paths_unique(const char *folder, const char *prefix, char stem[PATH_SIZE], struct error *err)
{
    const time_t now = time(NULL);
    struct tm local;
    char date[32] = "session";
    if (localtime_r(&now, &local) != NULL)
        strftime(date, sizeof(date), "%Y-%m-%d-%H%M%S", &local);
    for (int i = 1; i < 1000; i++) {
        char name[96], file[PATH_SIZE + 8];
        if (i == 1)
            snprintf(name, sizeof(name), "%s-%s", prefix, date);
        else
            snprintf(name, sizeof(name), "%s-%s-%d", prefix, date, i);
        if (!join(stem, folder, name))
            break;
        snprintf(file, sizeof(file), "%s.rec", stem);
        const bool taken = paths_exists(file);
        snprintf(file, sizeof(file), "%s.png", stem);
        if (!taken && !paths_exists(file))
            return true;
    }
    return error_set(err, "%.180s: found no free name there for a recording", folder);
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool paths_builtin_model(char path[PATH_SIZE])
{
    char folder[PATH_SIZE];
    if (!find_beside_program("assets/models", is_folder, folder) &&
        !find_beside_program("share/unguard/models", is_folder, folder))
        text_copy(folder, sizeof(folder), UNGUARD_SOURCE_DIR "/assets/models");
    DIR *listing = opendir(folder);
    if (listing == NULL)
        return false;
    bool found = false;
    for (const struct dirent *entry; (entry = readdir(listing)) != NULL;) {
        char candidate[PATH_SIZE];
        if (!ends_with(entry->d_name, ".onnx") || !join(candidate, folder, entry->d_name))
            continue;
        /* The first by name, so that the answer doesn't hang on the folder's order. */
        if (!found || strcmp(candidate, path) < 0)
            text_copy(path, PATH_SIZE, candidate);
        found = true;
    }
    closedir(listing);
    return found;
}
