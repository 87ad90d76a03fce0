#include "plan/cfg.h"
#include "plan/cfg_default.h"
#include "plan/cfg_scan.h"
#include "plan/cfg_signal.h"
#include "plan/cfg_words.h"

#include <libconfig.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WHERE_SIZE 96

_Static_assert(sizeof(enum signal_side) == sizeof(int), "enums are read and written as int");

struct cfg_file {
    config_t config;
    char *name;
};

/* One group being read: the setting is NULL where the file leaves it out. */
struct cfg_check {
    const struct cfg_file *file;
    struct cfg_problems *problems;
    const config_setting_t *group;
    const struct cfg_table *table;
    char where[WHERE_SIZE];  /* "fault 2: ", "" at the top */
    char path[CFG_KEY_SIZE]; /* "faults.[1].", "" at the top */
    bool sound;              /* every key in it was good */
};

/* What belongs to the file as a whole is told at its first line. */
static int line_of(const config_setting_t *setting)
{
    if (!setting || config_setting_is_root(setting))
        return 1;
    return (int)config_setting_source_line(setting);
}

/* ---- opening ---- */

/* What to do about libconfig's few messages. */
static const char *syntax_hint(const char *what)
{
    if (what && strstr(what, "mismatched"))
        return "; write (20, 2.5) with round brackets";
    if (what && strstr(what, "duplicate"))
        return "; the key stands twice, take one away";
    return "; look here and on the lines before for a missing \" , ; } or )";
}

struct cfg_file *cfg_open_text(const char *text, const char *name, struct cfg_problems *problems)
{
    if (!cfg_scan_text(text, strlen(text), name, problems))
        return NULL;
    struct cfg_file *file = calloc(1, sizeof *file);
    char *copy = malloc(strlen(name) + 1);
    if (!file || !copy) {
        cfg_problem_add(problems, name, 0, "can't be read: not enough memory");
        free(file);
        free(copy);
        return NULL;
    }
    file->name = strcpy(copy, name);
    config_init(&file->config);
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
        text += 3; /* a byte order mark, as some editors write */
    if (config_read_string(&file->config, text) != CONFIG_TRUE) {
        const char *what = config_error_text(&file->config);
        cfg_problem_add(problems, name, config_error_line(&file->config), "%s%s",
                        what ? what : "syntax error", syntax_hint(what));
        cfg_close(file);
        return NULL;
    }
    return file;
}

struct cfg_file *cfg_open(const char *path, struct cfg_problems *problems)
{
    char *text = cfg_scan_file(path, problems);
    if (!text)
        return NULL;
    struct cfg_file *file = cfg_open_text(text, path, problems);
    free(text);
    return file;
}

void cfg_close(struct cfg_file *file)
{
    if (!file)
        return;
    config_destroy(&file->config);
    free(file->name);
    free(file);
}

bool cfg_has(const struct cfg_file *file, const char *key)
{
    return config_setting_get_member(config_root_setting(&file->config), key) != NULL;
}

int cfg_line(const struct cfg_file *file, const char *key)
{
    return line_of(config_setting_get_member(config_root_setting(&file->config), key));
}

/* ---- saying what is wrong ---- */

static const struct cfg_key *key_named(const struct cfg_table *table, const char *name)
{
    for (size_t i = 0; table && i < table->count; i++)
        if (table->key[i].type != CFG_LINE && strcmp(table->key[i].key, name) == 0)
            return &table->key[i];
    return NULL;
}

/* The setting that path means ("faults.[1].limit"), or the nearest one around it; label gets the
 * words for it ("fault 2: limit: "). */
static const config_setting_t *find_setting(const struct cfg_check *check, const char *path,
                                            char label[WHERE_SIZE])
{
    const config_setting_t *at = check->group;
    const struct cfg_table *table = check->table;
    snprintf(label, WHERE_SIZE, "%s", check->where);
    while (path && *path) {
        char name[40];
        size_t length = strcspn(path, "."), used = strlen(label);
        snprintf(name, sizeof name, "%.*s", (int)length, path);
        path += length + (path[length] == '.');
        int index = name[0] == '[' ? atoi(name + 1) : -1;
        const config_setting_t *inner = NULL;
        if (at && index >= 0 && config_setting_is_aggregate(at))
            inner = config_setting_get_elem(at, (unsigned)index);
        else if (at && config_setting_is_group(at))
            inner = config_setting_get_member(at, name);
        at = inner ? inner : at;
        const struct cfg_key *key = index < 0 ? key_named(table, name) : NULL;
        if (index >= 0)
            snprintf(label + used, WHERE_SIZE - used, "%s %d: ", table ? table->name : "",
                     index + 1);
        else if (path[0] != '[')
            snprintf(label + used, WHERE_SIZE - used, "%s: ", name);
        if (index < 0)
            table = key ? key->table : NULL;
    }
    return at;
}

static struct cfg_problem *tell(struct cfg_check *check, enum cfg_severity severity,
                                const char *path, const char *format, va_list arguments)
{
    char text[CFG_PROBLEM_SIZE], label[WHERE_SIZE], key[CFG_KEY_SIZE];
    const config_setting_t *at = find_setting(check, path, label);
    vsnprintf(text, sizeof text, format, arguments);
    struct cfg_problem *problem =
        severity == CFG_ERROR
            ? cfg_problem_add(check->problems, check->file->name, line_of(at), "%s%s", label, text)
            : cfg_problem_advise(check->problems, check->file->name, line_of(at), "%s%s", label,
                                 text);
    int length = snprintf(key, sizeof key, "%s%s", check->path, path ? path : "");
    if (length > 0 && (size_t)length < sizeof key && key[length - 1] == '.')
        key[length - 1] = '\0'; /* the group itself */
    cfg_problem_hint(problem, key, NULL, NULL);
    return problem;
}

struct cfg_problem *cfg_complain(struct cfg_check *check, const char *path, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct cfg_problem *problem = tell(check, CFG_ERROR, path, format, arguments);
    va_end(arguments);
    return problem;
}

struct cfg_problem *cfg_advise(struct cfg_check *check, const char *path, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct cfg_problem *problem = tell(check, CFG_ADVICE, path, format, arguments);
    va_end(arguments);
    return problem;
}

bool cfg_check_sound(const struct cfg_check *check)
{
    return check->sound;
}

int cfg_check_errors(const struct cfg_check *check)
{
    return check->problems->errors;
}

/* A complaint about one key's value: with what would have been allowed, and the nearest (NULL: not
 * known). */
static void complain_value(struct cfg_check *check, const struct cfg_key *key, const char *nearest,
                           const char *text)
{
    char allowed[CFG_ALLOWED_SIZE];
    cfg_problem_hint(cfg_complain(check, key->key, "%s", text), NULL, cfg_allowed(key, allowed),
                     nearest);
}

static void complain_type(struct cfg_check *check, const struct cfg_key *key,
                          const config_setting_t *setting)
{
    static const char *const found[] = {
        [CONFIG_TYPE_GROUP] = "a group",        [CONFIG_TYPE_INT] = "a whole number",
        [CONFIG_TYPE_INT64] = "a large number", [CONFIG_TYPE_FLOAT] = "a number with a point",
        [CONFIG_TYPE_STRING] = "text",          [CONFIG_TYPE_BOOL] = "true or false",
        [CONFIG_TYPE_ARRAY] = "a row [ ]",      [CONFIG_TYPE_LIST] = "a list ( )",
    };
    char text[CFG_WANTED_SIZE];
    struct error why;
    int type = config_setting_type(setting);
    const char *is = type > 0 && (size_t)type < ARRAY_LENGTH(found) ? found[type] : "nothing";
    error_set(&why, "is %s; %s %s needed", is, cfg_wanted(key, text),
              key->type == CFG_FLAGS ? "are" : "is");
    complain_value(check, key, NULL, why.text);
}

/* ---- reading one value ---- */

static bool number_of(const config_setting_t *setting, double *value)
{
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_INT:
        *value = config_setting_get_int(setting);
        return true;
    case CONFIG_TYPE_INT64:
        *value = (double)config_setting_get_int64(setting);
        return true;
    case CONFIG_TYPE_FLOAT:
        *value = config_setting_get_float(setting);
        return true;
    default:
        return false;
    }
}

static bool in_range(struct cfg_check *check, const struct cfg_key *key, double value)
{
    struct error why;
    if (cfg_in_range(key, value, &why))
        return true;
    complain_value(check, key, NULL, why.text);
    return false;
}

static void read_numbers(struct cfg_check *check, const struct cfg_key *key,
                         const config_setting_t *setting, char *field)
{
    double value[2];
    bool good = number_of(setting, &value[0]);
    value[1] = value[0];
    if (key->type == CFG_PAIR && !good && config_setting_is_aggregate(setting) &&
        !config_setting_is_group(setting) && config_setting_length(setting) == 2)
        good = number_of(config_setting_get_elem(setting, 0), &value[0]) &&
               number_of(config_setting_get_elem(setting, 1), &value[1]);
    if (!good || (key->type == CFG_INT && config_setting_type(setting) == CONFIG_TYPE_FLOAT)) {
        complain_type(check, key, setting);
        return;
    }
    if (!in_range(check, key, value[0]) ||
        (value[1] != value[0] && !in_range(check, key, value[1])))
        return;
    if (key->type == CFG_INT) {
        int integer = (int)value[0];
        memcpy(field, &integer, sizeof integer);
        return;
    }
    float number[2] = {(float)value[0] + 0.0f, (float)value[1] + 0.0f}; /* -0 becomes 0 */
    memcpy(field, number, key->type == CFG_PAIR ? sizeof number : sizeof number[0]);
}

static void read_words(struct cfg_check *check, const struct cfg_key *key,
                       const config_setting_t *setting, char *field)
{
    const char *text = config_setting_get_string(setting);
    struct error why;
    if (!text) {
        complain_type(check, key, setting);
    } else if (key->type == CFG_TEXT) {
        if (!cfg_text_fits(key, text, &why))
            complain_value(check, key, NULL, why.text);
        else
            memcpy(memset(field, 0, key->size), text, strlen(text));
    } else if (key->type == CFG_ENUM) {
        if (!cfg_enum_parse(key, text, (int *)field, &why))
            complain_value(check, key, cfg_nearest(text, key->names), why.text);
    } else if (!cfg_signal_parse(text, (struct signal *)field, &why)) {
        char nearest[CFG_SIGNAL_SIZE];
        complain_value(check, key, cfg_signal_nearest(text, nearest), why.text);
    }
}

/* Names in a list or row, or one alone. */
static void read_flags(struct cfg_check *check, const struct cfg_key *key,
                       const config_setting_t *setting, char *field)
{
    bool many = config_setting_is_list(setting) || config_setting_is_array(setting);
    int count = many ? config_setting_length(setting) : 1;
    unsigned flags = 0;
    for (int i = 0; i < count; i++) {
        const config_setting_t *one =
            many ? config_setting_get_elem(setting, (unsigned)i) : setting;
        const char *name = config_setting_get_string(one);
        struct error why;
        int value;
        if (!name) {
            complain_type(check, key, one);
        } else if (!cfg_enum_parse(key, name, &value, &why)) {
            complain_value(check, key, cfg_nearest(name, key->names), why.text);
        } else if (flags >> value & 1u) {
            error_set(&why, "\"%s\" stands twice; take one away", name);
            complain_value(check, key, NULL, why.text);
        } else {
            flags |= 1u << value;
        }
    }
    memcpy(field, &flags, sizeof flags);
}

/* ---- reading a struct ---- */

static void read_group(struct cfg_check *check, char *item);

/* The check of a group inside check's. number: from 1 within a list, 0 for a lone group. */
static struct cfg_check inside(const struct cfg_check *check, const struct cfg_key *key, int number,
                               const config_setting_t *setting)
{
    struct cfg_check inner = {check->file, check->problems, setting, key->table, "", "", false};
    if (number > 0) {
        snprintf(inner.where, sizeof inner.where, "%.48s%s %d: ", check->where, key->table->name,
                 number);
        snprintf(inner.path, sizeof inner.path, "%.24s%.20s.[%d].", check->path, key->key,
                 number - 1);
    } else {
        snprintf(inner.where, sizeof inner.where, "%.48s%s: ", check->where, key->key);
        snprintf(inner.path, sizeof inner.path, "%.32s%.28s.", check->path, key->key);
    }
    return inner;
}

static void read_list(struct cfg_check *check, const struct cfg_key *key,
                      const config_setting_t *setting, char *item)
{
    int count = setting ? config_setting_length(setting) : 0, most = (int)key->high;
    if (setting && !config_setting_is_list(setting)) {
        complain_type(check, key, setting);
        return;
    }
    if (setting && (count < (int)key->low || count > most)) {
        cfg_complain(check, key->key, "has %d %ss; %d to %d are possible", count, key->table->name,
                     (int)key->low, most);
        return;
    }
    for (int i = 0; i < count; i++) {
        const config_setting_t *element = config_setting_get_elem(setting, (unsigned)i);
        struct cfg_check inner = inside(check, key, i + 1, element);
        char *to = item + key->offset + (size_t)i * key->size;
        memset(to, 0, key->size);
        if (config_setting_is_group(element))
            read_group(&inner, to);
        else
            cfg_complain(&inner, NULL, "is no group; each %s stands in { }", key->table->name);
    }
    memcpy(item + key->count_offset, &count, sizeof count);
}

static void set_missing(struct cfg_check *check, const struct cfg_key *key, char *item)
{
    if (key->type == CFG_GROUP) {
        struct cfg_check inner = inside(check, key, 0, NULL);
        read_group(&inner, item + key->offset);
    } else if (key->type == CFG_LIST) {
        read_list(check, key, NULL, item);
    } else {
        cfg_default(key, item);
    }
}

static void read_key(struct cfg_check *check, const struct cfg_key *key,
                     const config_setting_t *setting, char *item)
{
    char *field = item + key->offset;
    switch (key->type) {
    case CFG_INT:
    case CFG_FLOAT:
    case CFG_PAIR:
        read_numbers(check, key, setting, field);
        break;
    case CFG_TEXT:
    case CFG_ENUM:
    case CFG_SIGNAL:
        read_words(check, key, setting, field);
        break;
    case CFG_FLAGS:
        read_flags(check, key, setting, field);
        break;
    case CFG_BOOL: {
        bool truth = config_setting_get_bool(setting) == CONFIG_TRUE;
        if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
            complain_type(check, key, setting);
        else
            memcpy(field, &truth, sizeof truth);
        break;
    }
    case CFG_GROUP: {
        struct cfg_check inner = inside(check, key, 0, setting);
        if (!config_setting_is_group(setting))
            complain_type(check, key, setting);
        else
            read_group(&inner, field);
        break;
    }
    case CFG_LIST:
        read_list(check, key, setting, item);
        break;
    case CFG_LINE:
        break;
    }
}

/* True if the group has a key that nobody knows and that looks like this one: then that is said,
 * and not that this one is missing. */
static bool is_misspelt(const struct cfg_check *check, const struct cfg_key *key)
{
    const char *names[] = {key->key, NULL};
    for (int i = 0; i < config_setting_length(check->group); i++) {
        const char *name = config_setting_name(config_setting_get_elem(check->group, (unsigned)i));
        if (!key_named(check->table, name) && cfg_nearest(name, names))
            return true;
    }
    return false;
}

static void complain_missing(struct cfg_check *check, const struct cfg_key *key)
{
    struct error why;
    if (is_misspelt(check, key))
        return;
    error_set(&why, "is missing%s%s", key->doc ? ": " : "", key->doc ? key->doc : "");
    complain_value(check, key, NULL, why.text);
}

static void read_unknown(struct cfg_check *check)
{
    for (int i = 0; check->group && i < config_setting_length(check->group); i++) {
        const char *name = config_setting_name(config_setting_get_elem(check->group, (unsigned)i));
        char allowed[CFG_ALLOWED_SIZE];
        struct error why;
        if (key_named(check->table, name))
            continue;
        const char *nearest = cfg_unknown(check->table, name, &why);
        cfg_problem_hint(cfg_complain(check, name, "%s", why.text), NULL,
                         cfg_keys_of(check->table, allowed), nearest);
    }
}

static void read_group(struct cfg_check *check, char *item)
{
    const struct cfg_table *table = check->table;
    int before = check->problems->errors;
    for (size_t i = 0; i < table->count; i++) {
        const struct cfg_key *key = &table->key[i];
        const config_setting_t *setting = NULL;
        if (check->group)
            setting = config_setting_get_member(check->group, key->key);
        if (key->type == CFG_LINE) {
            int line = line_of(setting ? setting : check->group);
            memcpy(item + key->offset, &line, sizeof line);
            continue;
        }
        set_missing(check, key, item); /* what stays when the value is no good */
        if (setting)
            read_key(check, key, setting, item);
        else if (key->required && check->group)
            complain_missing(check, key);
    }
    read_unknown(check);
    check->sound = check->problems->errors == before;
    if (table->check && check->group)
        table->check(item, check);
}

bool cfg_read(const struct cfg_file *file, const struct cfg_table *table, void *item,
              struct cfg_problems *problems)
{
    int before = problems->count, errors = problems->errors;
    struct cfg_check check = {file, problems, config_root_setting(&file->config), table, "",
                              "",   false};
    read_group(&check, item);
    cfg_problems_sort(problems, before);
    return problems->errors == errors;
}

bool cfg_load(const char *path, const struct cfg_table *table, void *item, size_t size,
              struct error *err)
{
    struct cfg_problems problems = {0};
    void *fresh = calloc(1, size);
    if (!fresh)
        return error_set(err, "%s: can't be read: not enough memory", path);
    struct cfg_file *file = cfg_open(path, &problems);
    bool good = file && cfg_read(file, table, fresh, &problems);
    if (good)
        memcpy(item, fresh, size);
    else
        cfg_problems_first(&problems, err);
    cfg_close(file);
    cfg_problems_free(&problems);
    free(fresh);
    return good;
}
