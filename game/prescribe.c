#include "prescribe.h"

#include "vision/markers.h"

#include "plan/library.h"

#include <stdio.h>
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

/* What is prescribed from: rules and past are NULL where the routine stands as it is. */
struct source {
    const struct settings *settings;
    const struct prescription *wanted;
    const struct safety_rules *rules;
    const struct past *past;
    int32_t today;
    struct progress *progress;
};

static bool resolve(struct library *library, const struct source *from,
                    const struct routine *routine, const struct profile *profile, struct plan *plan,
                    struct error *err)
{
    const struct feature_settings *reading = &from->settings->reading;
    const struct exercise_finder finder = library_finder(library);
    if (from->rules == NULL)
        return plan_resolve(routine, finder, profile, reading, plan, err);
    const struct progress_input input = {routine,     finder,     profile,    reading,
                                         from->rules, from->past, from->today};
    return progress_plan(&input, plan, from->progress, err);
}

static bool fill_plan(struct library *library, const struct source *from, struct plan *plan,
                      struct error *err)
{
    struct routine routine;
    struct profile profile;
    char path[PATH_SIZE];
    const char *name =
        from->wanted->profile != NULL ? from->wanted->profile : from->settings->profile;
    return find_routine(library, from->settings, from->wanted, &routine, err) &&
           library_profile(library, own_file("profiles", name, path), &profile, err) &&
           resolve(library, from, &routine, &profile, plan, err);
}

static struct plan *make_plan(const struct source *from, struct error *err)
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
    } else if (!fill_plan(library, from, plan, err)) {
        free(plan);
        plan = NULL;
    }
    library_close(library);
    return plan;
}

struct plan *prescribe_plan(const struct settings *settings, const struct prescription *wanted,
                            struct error *err)
{
    const struct source from = {.settings = settings, .wanted = wanted};
    return make_plan(&from, err);
}

struct plan *prescribe_next(const struct settings *settings, const struct prescription *wanted,
                            const struct safety_rules *rules, const struct past *past,
                            int32_t today, struct progress *progress, struct error *err)
{
    const struct source from = {settings, wanted, rules, past, today, progress};
    return make_plan(&from, err);
}

struct plan *prescribe_session(const struct settings *settings, const struct prescription *wanted,
                               const struct safety_rules *rules, struct past *past, int32_t today,
                               struct progress *progress, struct error *err)
{
    struct plan *plan = prescribe_next(settings, wanted, rules, past, today, progress, err);
    if (plan != NULL && progress->verdict == PROGRESS_REFER) {
        struct progress unsaid;
        char flag[ID_SIZE];
        const bool screened = past->screened;
        free(plan);
        text_copy(flag, sizeof(flag), past->red_flag);
        past->red_flag[0] = '\0';
        past->screened = true;
        plan = prescribe_next(settings, wanted, rules, past, today, &unsaid, err);
        past->screened = false;
        if (plan != NULL)
            progress_ask(plan, rules, past, today);
        past->screened = screened;
        text_copy(past->red_flag, sizeof(past->red_flag), flag);
    } else if (plan != NULL) {
        progress_ask(plan, rules, past, today);
    }
    return plan;
}

struct safety_rules *prescribe_rules(struct error *err)
{
    char folder[PATH_SIZE], path[PATH_SIZE + 16] = "";
    if (paths_user_config(folder))
        snprintf(path, sizeof(path), "%s/safety.cfg", folder);
    if (path[0] == '\0' || !paths_exists(path)) {
        if (!paths_config(folder, err))
            return NULL;
        snprintf(path, sizeof(path), "%s/safety.cfg", folder);
    }
    struct safety_rules *rules = malloc(sizeof(*rules));
    if (rules == NULL) {
        error_set(err, "there isn't enough memory for the safety rules");
    } else if (!safety_rules_load(path, rules, err)) {
        free(rules);
        rules = NULL;
    }
    return rules;
}

bool prescribe_model(const char *tracker, char path[PATH_SIZE], struct error *err)
{
    if (strcmp(tracker, "builtin") == 0) {
        if (paths_builtin_model(path))
            return true;
        return error_set(err,
                         "This copy has no built-in pose network (assets/models); give one with "
                         "--tracker FILE.onnx, or watch the demo: --source demo");
    }
    if (text_copy(path, PATH_SIZE, tracker) && (markers_named(path) || paths_exists(path)))
        return true;
    return error_set(err,
                     "%.160s: there is no such pose network; name a BlazePose-type .onnx file "
                     "with --tracker, or markers for printed tags",
                     tracker);
}
