#include "plan/cfg_signal.h"

#include <stdio.h>
#include <string.h>

static const char *const side_names[SIGNAL_SIDE_COUNT + 1] = {
    "both", "active", "other", "near", "far", "left", "right", "difference",
};

static bool refuse_feature(const char *word, struct error *why)
{
    const char *names[FEATURE_KIND_COUNT + 1] = {0};
    char list[200] = "";
    for (int i = 0; i < FEATURE_KIND_COUNT; i++) {
        names[i] = feature_info((enum feature_kind)i)->name;
        size_t length = strlen(list);
        snprintf(list + length, sizeof list - length, "%s%s", i ? ", " : "", names[i]);
    }
    const char *nearest = cfg_nearest(word, names);
    if (nearest)
        return error_set(why, "\"%s\" is no signal; did you mean \"%s\"?", word, nearest);
    return error_set(why, "\"%.24s\" is no signal; the signals are %s", word, list);
}

static bool refuse_side(const char *word, struct error *why)
{
    const char *nearest = cfg_nearest(word, side_names);
    if (nearest)
        return error_set(why, "\"%s\" is no side; did you mean \"%s\"?", word, nearest);
    return error_set(why,
                     "\"%.24s\" is no side; the sides are both, active, other, near, far, left, "
                     "right, difference",
                     word);
}

bool cfg_signal_parse(const char *text, struct signal *signal, struct error *why)
{
    char feature[CFG_SIGNAL_SIZE] = "", side[CFG_SIGNAL_SIZE] = "", rest[2] = "";
    int words =
        strlen(text) < CFG_SIGNAL_SIZE ? sscanf(text, "%47s %47s %1s", feature, side, rest) : 3;
    if (words < 1 || words > 2)
        return error_set(why, "a signal is one name and perhaps a side: \"knee_flexion both\"");
    int kind = 0;
    while (kind < FEATURE_KIND_COUNT &&
           strcmp(feature_info((enum feature_kind)kind)->name, feature))
        kind++;
    if (kind == FEATURE_KIND_COUNT)
        return refuse_feature(feature, why);
    *signal = (struct signal){(enum feature_kind)kind, SIGNAL_BOTH};
    if (words == 1)
        return true;
    if (!feature_info(signal->kind)->sided)
        return error_set(why, "%s belongs to the whole body; leave \"%s\" out", feature, side);
    for (int i = 0; i < SIGNAL_SIDE_COUNT; i++) {
        if (strcmp(side_names[i], side) == 0) {
            signal->side = (enum signal_side)i;
            return true;
        }
    }
    return refuse_side(side, why);
}

/* The place of the word, or of the nearest one to it, in a list of names; -1: none is near. */
static int place_of(const char *word, const char *const *names)
{
    const char *nearest = cfg_nearest(word, names);
    for (int i = 0; names[i]; i++)
        if (strcmp(names[i], word) == 0 || names[i] == nearest)
            return i;
    return -1;
}

const char *cfg_signal_nearest(const char *misspelt, char text[CFG_SIGNAL_SIZE])
{
    const char *names[FEATURE_KIND_COUNT + 1] = {0};
    char feature[CFG_SIGNAL_SIZE] = "", side[CFG_SIGNAL_SIZE] = "";
    text[0] = '\0';
    if (strlen(misspelt) >= CFG_SIGNAL_SIZE || sscanf(misspelt, "%47s %47s", feature, side) < 1)
        return text;
    for (int i = 0; i < FEATURE_KIND_COUNT; i++)
        names[i] = feature_info((enum feature_kind)i)->name;
    int kind = place_of(feature, names), which = side[0] ? place_of(side, side_names) : 0;
    if (kind >= 0 && which >= 0)
        cfg_signal_text((struct signal){(enum feature_kind)kind, (enum signal_side)which}, text);
    return text;
}

void cfg_signal_text(struct signal signal, char text[CFG_SIGNAL_SIZE])
{
    const struct feature_info *info = feature_info(signal.kind);
    if (info->sided)
        snprintf(text, CFG_SIGNAL_SIZE, "%s %s", info->name, side_names[signal.side]);
    else
        snprintf(text, CFG_SIGNAL_SIZE, "%s", info->name);
}
