/* The words of the config reader: what a key allows, and what is wrong with a value. */
#include "plan/cfg_words.h"

#include <stdio.h>
#include <string.h>

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

bool cfg_unknown(const struct cfg_table *table, const char *name, struct error *why)
{
    const char *names[64] = {0};
    char list[180] = "";
    size_t used = 0;
    for (size_t i = 0; i < table->count && used + 1 < ARRAY_LENGTH(names); i++) {
        if (table->key[i].type == CFG_LINE)
            continue;
        names[used++] = table->key[i].key;
        list_add(list, sizeof list, table->key[i].key);
    }
    const char *nearest = cfg_nearest(name, names);
    if (nearest)
        return error_set(why, "is not a key of %s; did you mean \"%s\"?", table->name, nearest);
    return error_set(why, "is not a key of %s; its keys are %s", table->name, list);
}
