/* unguard check: every problem of a config file at once, by file and line, for people or editors.
 */
#include "commands.h"
#include "options.h"
#include "paths.h"
#include "plan/cards.h"
#include "plan/cfg_scan.h"
#include "plan/library.h"
#include "settings.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct check_options {
    bool json;
};

static const struct option check_option[] = {
    {"--json", NULL, "one JSON object a line for each problem, for editors",
     offsetof(struct check_options, json), NULL},
};

static const struct option_table check_table = {
    .command = "check",
    .usage = "unguard check [--json] FILE.cfg...",
    .summary =
        "Looks through exercises, routines, profiles, safety.cfg, cards.cfg and unguard.cfg and\n"
        "names everything that does not fit: file, line, key, what does not fit, and what is "
        "allowed.\n"
        "\n"
        "An error keeps a file from being used: a key nobody knows, a value beyond a hard cap,\n"
        "a signal that the view can't show, a phase that is never reached or lost in noise, a\n"
        "word that frightens, a routine longer than it says. Advice (\"FILE:LINE: advice: ...\")\n"
        "is about what works less well than it could: a limit that noise alone comes near, more\n"
        "than the usual dosage, strength on days that follow one another.\n"
        "\n"
        "Problems go to the error output, and \"FILE: ok\" for a file without errors to the\n"
        "output. With --json, each problem is a line of the output:\n"
        "  {\"file\", \"line\", \"key\", \"severity\": \"error\" or \"advice\", \"text\",\n"
        "   and where they are known \"allowed\" and \"nearest\"}\n"
        "The exit code is 0 without errors, whatever the advice; 1 with any.",
    .example = "unguard check config/exercises/bridge.cfg config/routines/*.cfg\n"
               "unguard check --json config/routines/si_joint_starter.cfg",
    .option = check_option,
    .option_count = ARRAY_LENGTH(check_option),
    .least = 1,
    .most = -1,
};

enum kind {
    KIND_EXERCISE,
    KIND_ROUTINE,
    KIND_PROFILE,
    KIND_SETTINGS,
    KIND_SAFETY,
    KIND_CARDS,
    KIND_UNKNOWN
};

/* Folders and keys that tell what a file is. */
static const struct {
    const char *folder;
    const char *key[4];
} signs[] = {
    [KIND_EXERCISE] = {"exercises", {"counting", "target", "start_posture", "target_posture"}},
    [KIND_ROUTINE] = {"routines", {"steps", "minutes", "reviewed", "author"}},
    [KIND_PROFILE] = {"profiles",
                      {"painful_side", "range_share", "painful_tightening", "pain_policy"}},
    [KIND_SETTINGS] = {NULL, {"camera", "tracker", "window", "reading"}},
    [KIND_SAFETY] = {NULL, {"questions", "intended_use", "regress", "progress"}},
    [KIND_CARDS] = {NULL, {"cards"}},
};

/* The folder that path lies in: "" for the present one. */
static void folder_of(const char *path, char folder[PATH_SIZE])
{
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : 0;
    if (length >= PATH_SIZE)
        length = 0;
    memcpy(folder, path, length);
    folder[length] = '\0';
}

static enum kind kind_of(const char *path, const struct cfg_file *file)
{
    char folder[PATH_SIZE];
    folder_of(path, folder);
    if (library_name_matches(path, "unguard"))
        return KIND_SETTINGS;
    if (library_name_matches(path, "safety"))
        return KIND_SAFETY;
    if (library_name_matches(path, "cards"))
        return KIND_CARDS;
    const char *slash = strrchr(folder, '/'), *last = slash ? slash + 1 : folder;
    for (int kind = 0; kind < KIND_SETTINGS; kind++)
        if (strcmp(last, signs[kind].folder) == 0)
            return (enum kind)kind;
    int most = 0;
    enum kind found = KIND_UNKNOWN;
    for (int kind = 0; kind < KIND_UNKNOWN; kind++) {
        int hits = 0;
        for (size_t i = 0; i < ARRAY_LENGTH(signs[kind].key) && signs[kind].key[i]; i++)
            hits += cfg_has(file, signs[kind].key[i]);
        if (hits > most) {
            most = hits;
            found = (enum kind)kind;
        }
    }
    return found;
}

/* The library that a routine picks its exercises from: the one it lies in, or the program's. */
static struct library *library_of(const char *path, struct error *err)
{
    char folder[PATH_SIZE], up[PATH_SIZE + 8];
    folder_of(path, folder);
    snprintf(up, sizeof up, "%s%s", folder[0] ? folder : path[0] == '/' ? "/" : ".", "/..");
    struct library *library = library_open(up, NULL);
    if (library)
        return library;
    return paths_config(folder, err) ? library_open(folder, err) : NULL;
}

/* sound: the routine's keys are good; otherwise only the names of its exercises are looked up. */
static void check_steps(const char *path, const struct routine *routine, bool sound,
                        struct cfg_problems *problems)
{
    struct error err;
    struct library *library = library_of(path, &err);
    if (library && sound)
        library_check_routine(library, routine, path, problems);
    else if (library)
        library_check_names(library, routine, path, problems);
    else
        cfg_problem_add(problems, path, 1, "its exercises can't be looked up: %s", err.text);
    library_close(library);
}

static void check_name(const char *path, const struct cfg_file *file, enum kind kind,
                       const char *id, struct cfg_problems *problems)
{
    char folder[PATH_SIZE], name[CFG_NEAREST_SIZE];
    folder_of(path, folder);
    const char *slash = strrchr(folder, '/'), *last = slash ? slash + 1 : folder;
    if (strcmp(last, signs[kind].folder) != 0 || library_name_matches(path, id))
        return;
    slash = strrchr(path, '/');
    text_copy(name, sizeof name, slash ? slash + 1 : path);
    char *end = strrchr(name, '.');
    if (end)
        *end = '\0';
    cfg_problem_hint(cfg_problem_add(problems, path, cfg_line(file, "id"),
                                     "id: \"%s\" must be the file's name without .cfg", id),
                     "id", NULL, id_is_good(name) ? name : NULL);
}

static void check_file(const char *path, const struct cfg_file *file, struct cfg_problems *problems)
{
    static const char *const nothing =
        "is no exercise, routine, profile, safety.cfg, cards.cfg or unguard.cfg: it "
        "has neither counting, steps, painful_side, questions, cards nor camera";
    union {
        struct exercise exercise;
        struct routine routine;
        struct profile profile;
        struct settings settings;
        struct safety_rules safety;
        struct cards cards;
    } read;
    memset(&read, 0, sizeof read);
    enum kind kind = kind_of(path, file);
    bool sound;
    switch (kind) {
    case KIND_EXERCISE:
        if (cfg_read(file, &exercise_table, &read.exercise, problems))
            check_name(path, file, kind, read.exercise.id, problems);
        break;
    case KIND_ROUTINE:
        sound = cfg_read(file, &routine_table, &read.routine, problems);
        if (sound)
            check_name(path, file, kind, read.routine.id, problems);
        check_steps(path, &read.routine, sound, problems);
        break;
    case KIND_PROFILE:
        if (cfg_read(file, &profile_table, &read.profile, problems))
            check_name(path, file, kind, read.profile.id, problems);
        break;
    case KIND_SETTINGS:
        cfg_read(file, &settings_table, &read.settings, problems);
        break;
    case KIND_SAFETY:
        cfg_read(file, &safety_rules_table, &read.safety, problems);
        break;
    case KIND_CARDS:
        cfg_read(file, &cards_table, &read.cards, problems);
        break;
    case KIND_UNKNOWN:
        cfg_problem_add(problems, path, 1, "%s", nothing);
        break;
    }
    cfg_problems_sort(problems, 0);
}

static void tell_people(const char *path, bool good, const struct cfg_problems *problems)
{
    if (good)
        printf("%s: ok\n", path);
    fflush(stdout); /* in order, where both go to one terminal */
    for (int i = 0; i < problems->count; i++)
        fprintf(stderr, "%s\n", problems->item[i].text);
}

/* A file's name may be any bytes, and a long text was cut anywhere: what is no UTF-8 becomes "?".
 */
static void add_text(cJSON *object, const char *key, const char *text)
{
    char *clean = strdup(text);
    for (size_t at = 0, left = clean ? strlen(clean) : 0; left > 0;) {
        size_t length = cfg_scan_utf8(clean + at, left);
        if (length == 0)
            clean[at] = '?';
        length += length == 0;
        at += length;
        left -= length;
    }
    if (clean)
        cJSON_AddStringToObject(object, key, clean);
    free(clean);
}

static void tell_editor(const char *path, const struct cfg_problem *problem)
{
    cJSON *object = cJSON_CreateObject();
    add_text(object, "file", path);
    cJSON_AddNumberToObject(object, "line", problem->line > 0 ? problem->line : 1);
    add_text(object, "key", problem->key);
    add_text(object, "severity", problem->severity == CFG_ADVICE ? "advice" : "error");
    add_text(object, "text", problem->text + problem->said);
    if (problem->allowed[0])
        add_text(object, "allowed", problem->allowed);
    if (problem->nearest[0])
        add_text(object, "nearest", problem->nearest);
    char *line = cJSON_PrintUnformatted(object);
    printf("%s\n", line ? line : "");
    free(line);
    cJSON_Delete(object);
}

/* True if there was no error. */
static bool check_path(const char *path, bool json)
{
    struct cfg_problems problems = {0};
    struct cfg_file *file = cfg_open(path, &problems);
    if (file)
        check_file(path, file, &problems);
    cfg_close(file);
    bool good = file && problems.errors == 0;
    if (!json)
        tell_people(path, good, &problems);
    for (int i = 0; json && i < problems.count; i++)
        tell_editor(path, &problems.item[i]);
    cfg_problems_free(&problems);
    return good;
}

int cmd_check(int argc, char **argv)
{
    int count, exit_code;
    struct check_options options = {0};
    if (!options_parse(&check_table, argc, argv, &options, &count, &exit_code))
        return exit_code;
    bool good = true;
    for (int i = 1; i <= count; i++)
        good = check_path(argv[i], options.json) && good;
    return good ? EXIT_DONE : EXIT_INPUT;
}
