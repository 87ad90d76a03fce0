/* Canonical text of a struct, from the table it is read by. */
#include "plan/cfg.h"
#include "plan/cfg_signal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct writer {
    char *text; /* NULL once memory ran out */
    size_t size, room;
};

static void put(struct writer *writer, const char *text, size_t size)
{
    if (!writer->text)
        return;
    if (writer->size + size + 1 > writer->room) {
        size_t room = 2 * (writer->size + size + 1);
        char *wider = realloc(writer->text, room);
        if (!wider) {
            free(writer->text);
            writer->text = NULL;
            return;
        }
        writer->text = wider;
        writer->room = room;
    }
    memcpy(writer->text + writer->size, text, size);
    writer->size += size;
    writer->text[writer->size] = '\0';
}

static void put_text(struct writer *writer, const char *text)
{
    put(writer, text, strlen(text));
}

static void put_quoted(struct writer *writer, const char *text)
{
    put_text(writer, "\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            put_text(writer, "\\");
        put(writer, text, 1);
    }
    put_text(writer, "\"");
}

/* The shorter of six and nine digits that reads back to the same float; nine always do. */
static void put_float(struct writer *writer, float value)
{
    char text[32];
    snprintf(text, sizeof text, "%.6g", (double)value);
    if ((float)strtod(text, NULL) != value)
        snprintf(text, sizeof text, "%.9g", (double)value);
    put_text(writer, value == 0.0f ? "0" : text); /* -0 would not read back */
}

static void put_int(struct writer *writer, int value)
{
    char text[16];
    snprintf(text, sizeof text, "%d", value);
    put_text(writer, text);
}

static void put_flags(struct writer *writer, const struct cfg_key *key, unsigned flags)
{
    const char *between = "";
    put_text(writer, "(");
    for (int i = 0; key->names[i]; i++) {
        if (!(flags >> i & 1u))
            continue;
        put_text(writer, between);
        put_quoted(writer, key->names[i]);
        between = ",";
    }
    put_text(writer, ")");
}

static void put_group(struct writer *writer, const struct cfg_table *table, const char *item);

static void put_list(struct writer *writer, const struct cfg_key *key, const char *item)
{
    int count;
    memcpy(&count, item + key->count_offset, sizeof count);
    put_text(writer, "(\n");
    for (int i = 0; i < count; i++) {
        put_text(writer, "{\n");
        put_group(writer, key->table, item + key->offset + (size_t)i * key->size);
        put_text(writer, i + 1 < count ? "},\n" : "}\n");
    }
    put_text(writer, ")");
}

static void put_value(struct writer *writer, const struct cfg_key *key, const char *item)
{
    const char *field = item + key->offset;
    float number[2] = {0};
    int integer = 0;
    unsigned flags = 0;
    char text[CFG_SIGNAL_SIZE];
    struct signal signal;
    switch (key->type) {
    case CFG_INT:
        memcpy(&integer, field, sizeof integer);
        put_int(writer, integer);
        break;
    case CFG_FLOAT:
        memcpy(number, field, sizeof number[0]);
        put_float(writer, number[0]);
        break;
    case CFG_PAIR:
        memcpy(number, field, sizeof number);
        put_text(writer, "(");
        put_float(writer, number[0]);
        put_text(writer, ",");
        put_float(writer, number[1]);
        put_text(writer, ")");
        break;
    case CFG_BOOL:
        put_text(writer, *(const bool *)field ? "true" : "false");
        break;
    case CFG_TEXT:
        put_quoted(writer, field);
        break;
    case CFG_ENUM:
        memcpy(&integer, field, sizeof integer);
        put_quoted(writer, key->names[integer]);
        break;
    case CFG_FLAGS:
        memcpy(&flags, field, sizeof flags);
        put_flags(writer, key, flags);
        break;
    case CFG_SIGNAL:
        memcpy(&signal, field, sizeof signal);
        cfg_signal_text(signal, text);
        put_quoted(writer, text);
        break;
    case CFG_GROUP:
        put_text(writer, "{\n");
        put_group(writer, key->table, field);
        put_text(writer, "}");
        break;
    case CFG_LIST:
        put_list(writer, key, item);
        break;
    case CFG_LINE:
        break;
    }
}

static bool is_missing(const struct cfg_key *key, const char *item)
{
    int number;
    float value;
    if (key->type == CFG_FLOAT) {
        memcpy(&value, item + key->offset, sizeof value);
        return value == 0.0f || value == (float)key->missing;
    }
    memcpy(&number, item + key->offset, sizeof number);
    return number == 0 || number == (int)key->missing;
}

/* Of a list its length, of a group each key, of a text that it is what a missing one is; signals
 * always say something. */
static bool says_nothing(const struct cfg_key *key, const char *item)
{
    int count;
    switch (key->type) {
    case CFG_LIST:
        memcpy(&count, item + key->count_offset, sizeof count);
        return count == 0;
    case CFG_GROUP:
        for (size_t i = 0; i < key->table->count; i++)
            if (!says_nothing(&key->table->key[i], item + key->offset))
                return false;
        return true;
    case CFG_BOOL:
        return !*(const bool *)(item + key->offset);
    case CFG_INT:
    case CFG_FLOAT:
    case CFG_ENUM:
    case CFG_FLAGS:
        return is_missing(key, item);
    case CFG_TEXT:
        return strcmp(item + key->offset, key->missing_text ? key->missing_text : "") == 0;
    default:
        return false;
    }
}

static bool is_written(const struct cfg_key *key, const char *item)
{
    if (key->sparse && says_nothing(key, item))
        return false;
    if (key->type != CFG_FLOAT)
        return key->type != CFG_LINE;
    float value;
    memcpy(&value, item + key->offset, sizeof value);
    return value == value;
}

static void put_group(struct writer *writer, const struct cfg_table *table, const char *item)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct cfg_key *key = &table->key[i];
        if (!is_written(key, item))
            continue;
        put_text(writer, key->key);
        put_text(writer, "=");
        put_value(writer, key, item);
        put_text(writer, "\n");
    }
}

char *cfg_text(const struct cfg_table *table, const void *item)
{
    struct writer writer = {.text = malloc(4096), .room = 4096};
    if (writer.text)
        writer.text[0] = '\0';
    put_group(&writer, table, item);
    return writer.text;
}
