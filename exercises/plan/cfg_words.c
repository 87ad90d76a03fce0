/* The words of the config reader: what a key allows, and what is wrong with a value. */
#include "plan/cfg_words.h"

#include "movement/features.h"
#include "plan/cfg_scan.h"

#include <stdio.h>
#include <string.h>

#define CFG_MOST_KEYS 64
#define CFG_LIST_SIZE 180 /* of a list within a sentence */

static bool has_range(const struct cfg_key *key)
{
    return key->low < key->high;
}

static const char *unit_of(const struct cfg_key *key)
{
    return key->unit ? key->unit : "";
}

const char *cfg_wanted(const struct cfg_key *key, char text[CFG_WANTED_SIZE])
{
    static const char *const kinds[] = {
        [CFG_INT] = "a whole number",
        [CFG_FLOAT] = "a number",
        [CFG_PAIR] = "a number, or two as (20, 0),",
        [CFG_BOOL] = "true or false",
        [CFG_TEXT] = "text in \"...\"",
        [CFG_ENUM] = "a name in \"...\"",
        [CFG_FLAGS] = "names as (\"...\", \"...\")",
        [CFG_SIGNAL] = "a signal such as \"knee_flexion both\"",
        [CFG_GROUP] = "a group { ... }",
        [CFG_LIST] = "a list of groups ( { ... }, { ... } )",
        [CFG_LINE] = "nothing",
    };
    bool number = key->type == CFG_INT || key->type == CFG_FLOAT || key->type == CFG_PAIR;
    if (number && has_range(key))
        snprintf(text, CFG_WANTED_SIZE, "%s from %g to %g%s%s", kinds[key->type], key->low,
                 key->high, key->unit ? " " : "", unit_of(key));
    else
        snprintf(text, CFG_WANTED_SIZE, "%s", kinds[key->type]);
    return text;
}

/* Appends ", name" as long as there is room, and then ", ..." once. */
static void list_add(char *list, size_t size, const char *name)
{
    size_t length = strlen(list);
    if (length >= 3 && strcmp(list + length - 3, "...") == 0)
        return;
    if (length + strlen(name) + sizeof ", , ..." > size)
        name = "...";
    snprintf(list + length, size - length, "%s%s", length ? ", " : "", name);
}

const char *cfg_allowed(const struct cfg_key *key, char text[CFG_ALLOWED_SIZE])
{
    char wanted[CFG_WANTED_SIZE];
    text[0] = '\0';
    if (key->type == CFG_ENUM || key->type == CFG_FLAGS)
        for (int i = 0; key->names[i]; i++)
            list_add(text, CFG_ALLOWED_SIZE, key->names[i]);
    else if (key->type == CFG_SIGNAL)
        for (int i = 0; i < FEATURE_KIND_COUNT; i++)
            list_add(text, CFG_ALLOWED_SIZE, feature_info((enum feature_kind)i)->name);
    else if (key->type == CFG_TEXT)
        snprintf(text, CFG_ALLOWED_SIZE, "text of at most %zu bytes", key->size - 1);
    else
        text_copy(text, CFG_ALLOWED_SIZE, cfg_wanted(key, wanted));
    return text;
}

bool cfg_in_range(const struct cfg_key *key, double value, struct error *why)
{
    const double largest = 1e9; /* without a range of its own; keeps infinity out */
    double low = has_range(key) ? key->low : -largest, high = has_range(key) ? key->high : largest;
    /* As floats: a limit of 0.1 must admit the float that "0.1" is read to. */
    if ((float)value >= (float)low && (float)value <= (float)high)
        return true;
    return error_set(why, "%g is outside %g to %g%s%s", value, low, high, key->unit ? " " : "",
                     unit_of(key));
}

bool cfg_text_fits(const struct cfg_key *key, const char *text, struct error *why)
{
    size_t length = strlen(text);
    for (size_t at = 0, step; at < length; at += step) {
        step = cfg_scan_utf8(text + at, length - at);
        if (step == 0 || (unsigned char)text[at] < ' ' || text[at] == 0x7F)
            return error_set(why, "holds a line break or control character; write one line");
    }
    if (length >= key->size)
        return error_set(why, "is %zu bytes long; at most %zu fit", length, key->size - 1);
    return true;
}

bool cfg_enum_parse(const struct cfg_key *key, const char *text, int *value, struct error *why)
{
    char list[160] = "";
    for (int i = 0; key->names[i]; i++) {
        if (strcmp(text, key->names[i]) == 0) {
            *value = i;
            return true;
        }
        list_add(list, sizeof list, key->names[i]);
    }
    const char *nearest = cfg_nearest(text, key->names);
    if (nearest)
        return error_set(why, "\"%.40s\" is none of %s; did you mean \"%s\"?", text, list, nearest);
    return error_set(why, "\"%.40s\" is none of %s", text, list);
}

/* Names of a table's keys; returns their number. */
static size_t key_names(const struct cfg_table *table, const char *names[static CFG_MOST_KEYS])
{
    size_t used = 0;
    for (size_t i = 0; i < table->count && used + 1 < CFG_MOST_KEYS; i++)
        if (table->key[i].type != CFG_LINE)
            names[used++] = table->key[i].key;
    names[used] = NULL;
    return used;
}

const char *cfg_keys_of(const struct cfg_table *table, char text[CFG_ALLOWED_SIZE])
{
    const char *names[CFG_MOST_KEYS];
    size_t count = key_names(table, names);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++)
        list_add(text, CFG_LIST_SIZE, names[i]);
    return text;
}

const char *cfg_unknown(const struct cfg_table *table, const char *name, struct error *why)
{
    const char *names[CFG_MOST_KEYS];
    char list[CFG_ALLOWED_SIZE];
    key_names(table, names);
    const char *nearest = cfg_nearest(name, names);
    if (nearest)
        error_set(why, "is not a key of %s; did you mean \"%s\"?", table->name, nearest);
    else
        error_set(why, "is not a key of %s; its keys are %s", table->name,
                  cfg_keys_of(table, list));
    return nearest;
}
