#include "prescribe.h"

#include "plan/library.h"

#include <stdlib.h>
#include <string.h>

/* The user's own file of that name comes before the program's; anything else is the library's to
 * find, or to name what is near. */
static const char *own_file(const char *kind, const char *name, char path[PATH_SIZE])
{
    return name != NULL && name[0] != '\0' && paths_find(kind, name, path) ? path : name;
}

static bool find_routine(struct library *library, const struct settings *settings,
                         const struct prescription *wanted, struct routine *routine,
                         struct error *err)
{
    if (wanted->exercise != NULL) {
        const struct exercise *exercise = library_exercise(library, wanted->exercise, err);
        if (exercise == NULL)
            return false;
        *routine = routine_of_exercise(exercise->id, exercise->name);
        return true;
    }
    const char *name = wanted->routine != NULL ? wanted->routine : settings->routine;
    char path[PATH_SIZE];
    return library_routine(library, own_file("routines", name, path), routine, err);
}

static bool fill_plan(struct library *library, const struct settings *settings,
                      const struct prescription *wanted, struct plan *plan, struct error *err)
{
    struct routine routine;
    struct profile profile;
    char path[PATH_SIZE];
    const char *name = wanted->profile != NULL ? wanted->profile : settings->profile;
    return find_routine(library, settings, wanted, &routine, err) &&
           library_profile(library, own_file("profiles", name, path), &profile, err) &&
           plan_resolve(&routine, library_finder(library), &profile, &settings->reading, plan, err);
}

struct plan *prescribe_plan(const struct settings *settings, const struct prescription *wanted,
                            struct error *err)
{
    char folder[PATH_SIZE];
    if (!paths_config(folder, err))
        return NULL;
    struct library *library = library_open(folder, err);
    if (library == NULL)
        return NULL;
    struct plan *plan = calloc(1, sizeof(*plan));
    if (plan == NULL) {
        error_set(err, "there isn't enough memory for a plan");
    } else if (!fill_plan(library, settings, wanted, plan, err)) {
        free(plan);
        plan = NULL;
    }
    library_close(library);
    return plan;
}

bool prescribe_model(const char *tracker, char path[PATH_SIZE], struct error *err)
{
    if (strcmp(tracker, "builtin") == 0) {
        if (paths_builtin_model(path))
            return true;
        return error_set(err, "This version has no built-in pose network yet; give one with "
                              "--tracker FILE.onnx, or watch the demo: --source demo");
    }
    if (!text_copy(path, PATH_SIZE, tracker) || !paths_exists(path))
        return error_set(err,
                         "%.180s: there is no such pose network; name a BlazePose-type .onnx "
                         "file with --tracker",
                         tracker);
    return true;
}
