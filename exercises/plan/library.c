#include "plan/library.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PATH_ROOM     4096
#define MAX_EXERCISES 200 /* more files than any therapist writes */

struct library {
    char folder[PATH_ROOM / 2];
    struct exercise *exercise[MAX_EXERCISES]; /* those read so far; owned */
    int count;
};

/* The names of the .cfg files in some folders, without the ending. */
struct names {
    const char *name[2 * MAX_EXERCISES + 1]; /* NULL at the end */
    char text[2 * MAX_EXERCISES][ID_SIZE];
    int count;
};

struct library *library_open(const char *config_dir, struct error *err)
{
    struct stat about;
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "%.2000s/exercises", config_dir);
    if (strlen(config_dir) >= PATH_ROOM / 2 || stat(path, &about) != 0 || !S_ISDIR(about.st_mode)) {
        error_set(err, "%.150s: has no folder exercises/; name the folder of config files",
                  config_dir);
        return NULL;
    }
    struct library *library = calloc(1, sizeof *library);
    if (!library) {
        error_set(err, "%.150s: can't be read: not enough memory", config_dir);
        return NULL;
    }
    strcpy(library->folder, config_dir);
    return library;
}

void library_close(struct library *library)
{
    for (int i = 0; library && i < library->count; i++)
        free(library->exercise[i]);
    free(library);
}

/* ---- names ---- */

static void path_of(const struct library *library, const char *kind, const char *id,
                    char path[PATH_ROOM])
{
    snprintf(path, PATH_ROOM, "%s/%s/%.64s.cfg", library->folder, kind, id);
}

static bool is_file(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

static bool is_path(const char *name)
{
    size_t length = strlen(name);
    return strchr(name, '/') || (length > 4 && strcmp(name + length - 4, ".cfg") == 0);
}

bool library_name_matches(const char *path, const char *id)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t length = strlen(id);
    return strncmp(name, id, length) == 0 && strcmp(name + length, ".cfg") == 0;
}

static void list_names(const struct library *library, const char *kind, struct names *names)
{
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "%s/%s", library->folder, kind);
    DIR *folder = opendir(path);
    if (!folder)
        return;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        size_t length = strlen(entry->d_name);
        if (names->count >= 2 * MAX_EXERCISES || length < 5 || length >= ID_SIZE + 4 ||
            strcmp(entry->d_name + length - 4, ".cfg") != 0)
            continue;
        char *text = names->text[names->count];
        memcpy(text, entry->d_name, length - 4);
        text[length - 4] = '\0';
        names->name[names->count++] = text;
    }
    closedir(folder);
    names->name[names->count] = NULL;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What to try instead: the nearest known name, or all of them. nearest gets that name, "" when none
 * is near. */
static void suggest(const struct library *library, const char *word, bool routines, char *text,
                    size_t size, char nearest[ID_SIZE])
{
    struct names *names = calloc(1, sizeof *names);
    text[0] = nearest[0] = '\0';
    if (!names)
        return;
    list_names(library, "exercises", names);
    if (routines)
        list_names(library, "routines", names);
    qsort(names->name, (size_t)names->count, sizeof names->name[0], by_text);
    const char *near = cfg_nearest(word, names->name);
    if (near) {
        text_copy(nearest, ID_SIZE, near);
        snprintf(text, size, "; did you mean \"%s\"?", near);
    }
    for (int i = 0; !near && i < names->count; i++) {
        size_t length = strlen(text);
        bool fits = length + strlen(names->name[i]) + sizeof "; there are , ..." < size;
        snprintf(text + length, size - length, "%s%s", i ? ", " : "; there are ",
                 fits ? names->name[i] : "...");
        if (!fits)
            break;
    }
    free(names);
}

/* ---- exercises ---- */

static struct exercise *known(const struct library *library, const char *id)
{
    for (int i = 0; i < library->count; i++)
        if (strcmp(library->exercise[i]->id, id) == 0)
            return library->exercise[i];
    return NULL;
}

/* Keeps a copy; one of the same id is replaced in place. */
static const struct exercise *keep(struct library *library, const struct exercise *exercise,
                                   struct error *err)
{
    struct exercise *kept = known(library, exercise->id);
    if (!kept && library->count < MAX_EXERCISES) {
        kept = malloc(sizeof *kept);
        if (kept)
            library->exercise[library->count++] = kept;
    }
    if (!kept) {
        error_set(err, "exercise \"%s\": no room for more exercises", exercise->id);
        return NULL;
    }
    *kept = *exercise;
    return kept;
}

const struct exercise *library_exercise(struct library *library, const char *id, struct error *err)
{
    const struct exercise *found = known(library, id);
    if (found)
        return found;
    char path[PATH_ROOM], hint[160], nearest[ID_SIZE];
    path_of(library, "exercises", id, path);
    if (!id_is_good(id) || !is_file(path)) {
        suggest(library, id, false, hint, sizeof hint, nearest);
        error_set(err, "exercise \"%.40s\" is not known%s", id, hint);
        return NULL;
    }
    struct exercise exercise;
    if (!exercise_load(path, &exercise, err))
        return NULL;
    if (!library_name_matches(path, exercise.id)) {
        error_set(err, "%.150s: id: \"%s\" must be the file's name, \"%s\"", path, exercise.id, id);
        return NULL;
    }
    return keep(library, &exercise, err);
}

static void check_named(struct library *library, const struct routine_step *step, int index,
                        const char *path, struct cfg_problems *problems)
{
    char key[CFG_KEY_SIZE], hint[160], nearest[ID_SIZE];
    struct error why;
    if (!step->exercise[0] || library_exercise(library, step->exercise, &why))
        return;
    suggest(library, step->exercise, false, hint, sizeof hint, nearest);
    snprintf(key, sizeof key, "steps.[%d].exercise", index);
    cfg_problem_hint(
        cfg_problem_add(problems, path, step->exercise_line, "step %d: %s", index + 1, why.text),
        key, NULL, nearest);
}

void library_check_names(struct library *library, const struct routine *routine, const char *path,
                         struct cfg_problems *problems)
{
    for (int i = 0; i < routine->step_count; i++)
        check_named(library, &routine->step[i], i, path, problems);
}

static const struct exercise *find(void *self, const char *id)
{
    return library_exercise(self, id, NULL);
}

struct exercise_finder library_finder(struct library *library)
{
    return (struct exercise_finder){find, library};
}

/* ---- routines ---- */

static bool load_routine(struct library *library, const char *path, struct routine *routine,
                         struct error *err)
{
    struct cfg_problems problems = {0};
    bool good = routine_load(path, routine, err);
    if (good) {
        library_check_names(library, routine, path, &problems);
        good = cfg_problems_first(&problems, err);
    }
    cfg_problems_free(&problems);
    return good;
}

/* A file given by its path: a routine, or an exercise, which then stands in for the library's. */
static bool load_path(struct library *library, const char *path, struct routine *routine,
                      struct error *err)
{
    struct cfg_problems problems = {0};
    struct cfg_file *file = cfg_open(path, &problems);
    bool opened = cfg_problems_first(&problems, err);
    bool is_exercise = file && cfg_has(file, "counting");
    cfg_close(file);
    cfg_problems_free(&problems);
    if (!opened)
        return false;
    if (!is_exercise)
        return load_routine(library, path, routine, err);
    struct exercise exercise;
    if (!exercise_load(path, &exercise, err) || !keep(library, &exercise, err))
        return false;
    *routine = routine_of_exercise(exercise.id, exercise.name);
    return true;
}

bool library_routine(struct library *library, const char *name_or_path, struct routine *routine,
                     struct error *err)
{
    char path[PATH_ROOM], hint[160], nearest[ID_SIZE];
    if (is_path(name_or_path))
        return load_path(library, name_or_path, routine, err);
    path_of(library, "routines", name_or_path, path);
    if (is_file(path))
        return load_routine(library, path, routine, err);
    path_of(library, "exercises", name_or_path, path);
    if (is_file(path)) {
        const struct exercise *exercise = library_exercise(library, name_or_path, err);
        if (exercise)
            *routine = routine_of_exercise(exercise->id, exercise->name);
        return exercise != NULL;
    }
    suggest(library, name_or_path, true, hint, sizeof hint, nearest);
    return error_set(err, "\"%.40s\" is no routine or exercise%s", name_or_path, hint);
}

bool library_profile(struct library *library, const char *name_or_path, struct profile *profile,
                     struct error *err)
{
    char path[PATH_ROOM];
    if (!name_or_path || !*name_or_path) {
        *profile = profile_default();
        return true;
    }
    if (is_path(name_or_path))
        return profile_load(name_or_path, profile, err);
    path_of(library, "profiles", name_or_path, path);
    if (is_file(path))
        return profile_load(path, profile, err);
    struct names *names = calloc(1, sizeof *names);
    const char *nearest = NULL;
    if (names) {
        list_names(library, "profiles", names);
        nearest = cfg_nearest(name_or_path, names->name);
    }
    error_set(err, "profile \"%.40s\" is not known%s%s%s", name_or_path,
              nearest ? "; did you mean \"" : "; name a .cfg file or one of config/profiles",
              nearest ? nearest : "", nearest ? "\"?" : "");
    free(names);
    return false;
}
