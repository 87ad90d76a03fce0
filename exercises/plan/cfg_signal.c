#include "plan/cfg_signal.h"

#include <stdio.h>
#include <string.h>

static const char *const side_names[SIGNAL_SIDE_COUNT + 1] = {
    "both", "active", "other", "near", "far", "left", "right",
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
                     "right",
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

void cfg_signal_text(struct signal signal, char text[CFG_SIGNAL_SIZE])
{
    const struct feature_info *info = feature_info(signal.kind);
    if (info->sided)
        snprintf(text, CFG_SIGNAL_SIZE, "%s %s", info->name, side_names[signal.side]);
    else
        snprintf(text, CFG_SIGNAL_SIZE, "%s", info->name);
}
