#include "cfg_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where the value stands, or where it is to be put. */
struct place {
    const char *value, *end; /* NULL: the key is not there */
    const char *group;       /* after the brace that opens its group; NULL: there is no group */
};

static const char *skip_blank(const char *at)
{
    for (;;) {
        at += strspn(at, " \t\r\n\f\v");
        if (*at == '#' || (at[0] == '/' && at[1] == '/')) {
            at += strcspn(at, "\n");
        } else if (at[0] == '/' && at[1] == '*') {
            const char *end = strstr(at + 2, "*/");
            at = end != NULL ? end + 2 : at + strlen(at);
        } else {
            return at;
        }
    }
}

static const char *skip_string(const char *at)
{
    for (at++; *at != '\0' && *at != '"'; at++)
        if (*at == '\\' && at[1] != '\0')
            at++;
    return *at == '"' ? at + 1 : at;
}

/* A string may be written in several pieces, one after the other. */
static const char *skip_strings(const char *at)
{
    const char *end = at;
    while (*at == '"') {
        end = skip_string(at);
        at = skip_blank(end);
    }
    return end;
}

/* To after the bracket that closes the one at `at`. */
static const char *skip_brackets(const char *at)
{
    int depth = 0;
    do {
        at = skip_blank(at);
        if (*at == '"') {
            at = skip_string(at);
            continue;
        }
        if (*at == '\0')
            return at;
        depth += strchr("{[(", *at) != NULL;
        depth -= strchr("}])", *at) != NULL;
        at++;
    } while (depth > 0);
    return at;
}

static const char *skip_value(const char *at)
{
    if (*at == '"')
        return skip_strings(at);
    if (*at != '\0' && strchr("{[(", *at) != NULL)
        return skip_brackets(at);
    return at + strcspn(at, " \t\r\n\f\v;,}])#/");
}

/* Looks for the key among the settings from `at` on. False: the text makes no sense there. */
static bool find(const char *at, const char *key, struct place *place)
{
    static const char name_characters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-*";
    const char *dot = strchr(key, '.');
    const size_t length = dot != NULL ? (size_t)(dot - key) : strlen(key);
    for (at = skip_blank(at); *at != '\0' && *at != '}';) {
        const char *name = at;
        const size_t own = strspn(at, name_characters);
        at = skip_blank(at + own);
        if (own == 0 || (*at != '=' && *at != ':'))
            return false;
        at = skip_blank(at + 1);
        if (own == length && strncmp(name, key, length) == 0) {
            if (dot != NULL && *at == '{') {
                place->group = at + 1;
                return find(at + 1, dot + 1, place);
            }
            place->value = at;
            place->end = skip_value(at);
            return dot == NULL && place->end > at;
        }
        const char *end = skip_value(at);
        if (end == at)
            return false;
        at = skip_blank(end);
        if (*at == ';' || *at == ',')
            at = skip_blank(at + 1);
    }
    return true;
}

/* text up to `from`, then the piece, then text from `to` on. */
static char *splice(const char *text, const char *from, const char *to, const char *piece)
{
    const size_t before = (size_t)(from - text), middle = strlen(piece), after = strlen(to);
    char *all = malloc(before + middle + after + 1);
    if (all == NULL)
        return NULL;
    memcpy(all, text, before);
    memcpy(all + before, piece, middle);
    memcpy(all + before + middle, to, after + 1);
    return all;
}

char *cfg_edit(const char *text, const char *key, const char *value, struct error *err)
{
    struct place place = {NULL, NULL, NULL};
    char piece[CFG_EDIT_VALUE_SIZE + 160];
    if (!find(text, key, &place)) {
        error_set(err, "%.60s: its place can't be found", key);
        return NULL;
    }
    const char *dot = strchr(key, '.'), *end = text + strlen(text);
    const char *line = end > text && end[-1] != '\n' ? "\n" : "";
    const char *from = end, *to = end;
    if (place.value != NULL) {
        from = place.value;
        to = place.end;
        snprintf(piece, sizeof(piece), "%s", value);
    } else if (dot != NULL && place.group != NULL) {
        from = to = place.group;
        snprintf(piece, sizeof(piece), "\n    %s = %s;", dot + 1, value);
    } else if (dot != NULL) {
        snprintf(piece, sizeof(piece), "%s\n%.*s = {\n    %s = %s;\n};\n", line, (int)(dot - key),
                 key, dot + 1, value);
    } else {
        snprintf(piece, sizeof(piece), "%s\n%s = %s;\n", line, key, value);
    }
    char *edited = splice(text, from, to, piece);
    if (edited == NULL)
        error_set(err, "there isn't enough memory to change a setting");
    return edited;
}

bool cfg_edit_quote(const char *text, char *value, size_t size)
{
    size_t used = 0;
    if (size < 3)
        return false;
    value[used++] = '"';
    for (; *text != '\0'; text++) {
        const bool escaped = *text == '"' || *text == '\\';
        if (used + (escaped ? 2 : 1) + 2 > size)
            return false;
        if (escaped)
            value[used++] = '\\';
        value[used++] = *text;
    }
    value[used++] = '"';
    value[used] = '\0';
    return true;
}
