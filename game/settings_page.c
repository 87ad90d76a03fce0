#include "settings_page.h"

#include "cfg_edit.h"
#include "settings_store.h"

#include <stdio.h>
#include <string.h>

#define MOST_CAMERAS 4 /* that are walked through; unguard.cfg takes any number */

enum row_kind {
    ROW_BOOL,   /* false and true */
    ROW_NAMES,  /* an enum of the profile, by the names that its file has */
    ROW_CAMERA, /* a number, in words */
    ROW_NUMBER, /* by steps, from low to high */
    ROW_TRACKER /* built in, printed tags, or the network that the file names */
};

struct row {
    const char *key, *name;
    enum row_kind kind;
    bool of_profile;
    size_t offset;              /* of the field in its struct */
    const char *const *value;   /* in words, in order of value */
    const char *const *written; /* ROW_NAMES: as the file has them */
    int low, high, step;        /* ROW_NUMBER */
    const char *unit;           /* the same */
};

static const char *const off_on[] = {"off", "on", NULL};
static const char *const spoken[] = {"speaks", "is silent, with captions", NULL};
static const char *const views[] = {"as others see me", "as a mirror does", NULL};
static const char *const colours[] = {"of the garden", "stronger", NULL};
static const char *const motion[] = {"things glide and grow", "everything stays still", NULL};
static const char *const sides[] = {"none", "left", "right", NULL};
static const char *const policies[] = {"any pain ends it", "a little is watched", NULL};
static const char *const policy_names[] = {"strict", "monitor", NULL};

/* clang-format off: a setting a line reads as the table it is */
#define OF_SETTINGS(field) .offset = offsetof(struct settings, field)
#define OF_PROFILE(field)  .of_profile = true, .offset = offsetof(struct profile, field)
static const struct row rows[] = {
    {"painful_side", "Sore side", ROW_NAMES, OF_PROFILE(painful_side), .value = sides,
     .written = sides},
    {"pain_policy", "Pain in a session", ROW_NAMES, OF_PROFILE(pain_policy), .value = policies,
     .written = policy_names},
    {"camera.number", "Camera", ROW_CAMERA, OF_SETTINGS(camera.number)},
    {"mirror", "My picture", ROW_BOOL, OF_SETTINGS(mirror), .value = views},
    {"tracker", "What finds me", ROW_TRACKER, OF_SETTINGS(tracker)},
    {"gestures.on", "Gestures", ROW_BOOL, OF_SETTINGS(gestures.on), .value = off_on},
    {"voice.mute", "The voice", ROW_BOOL, OF_SETTINGS(voice.mute), .value = spoken},
    {"voice.volume", "How loud it speaks", ROW_NUMBER, OF_SETTINGS(voice.volume), .low = 0,
     .high = 100, .step = 10, .unit = " %"},
    {"voice.tones", "How loud tones are", ROW_NUMBER, OF_SETTINGS(voice.tones), .low = 0,
     .high = 100, .step = 10, .unit = " %"},
    {"voice.rate", "How fast it speaks", ROW_NUMBER, OF_SETTINGS(voice.rate), .low = 90,
     .high = 250, .step = 20, .unit = " words a minute"},
    {"window.high_contrast", "Colours", ROW_BOOL, OF_SETTINGS(window.high_contrast),
     .value = colours},
    {"window.reduced_motion", "Motion", ROW_BOOL, OF_SETTINGS(window.reduced_motion),
     .value = motion},
    {"window.fullscreen", "Whole screen, from next start", ROW_BOOL, OF_SETTINGS(window.fullscreen),
     .value = off_on},
};
#undef OF_SETTINGS
#undef OF_PROFILE
/* clang-format on */

static const void *field_of(const struct settings_page *page, const struct row *row)
{
    const char *from =
        row->of_profile ? (const char *)&page->profile : (const char *)&page->settings;
    return from + row->offset;
}

/* Of a bool, an enum or a number. */
static int number_of(const struct settings_page *page, const struct row *row)
{
    bool flag = false;
    int number = 0;
    if (row->kind == ROW_BOOL) {
        memcpy(&flag, field_of(page, row), sizeof(flag));
        return flag;
    }
    memcpy(&number, field_of(page, row), sizeof(number)); /* enums from 0 are ints here */
    return number;
}

int settings_page_count(void)
{
    return (int)ARRAY_LENGTH(rows);
}

const char *settings_page_name(int row)
{
    return rows[row].name;
}

const char *settings_page_value(const struct settings_page *page, int row,
                                char text[SETTINGS_VALUE_SIZE])
{
    static const char *const cameras[] = {"the first", "the second", "the third", "the fourth"};
    const struct row *own = &rows[row];
    const int number = own->kind == ROW_TRACKER ? 0 : number_of(page, own);
    if (own->kind == ROW_TRACKER) {
        const char *tracker = page->settings.tracker, *slash = strrchr(tracker, '/');
        text_copy(text, SETTINGS_VALUE_SIZE,
                  strcmp(tracker, "builtin") == 0   ? "the built-in network"
                  : strcmp(tracker, "markers") == 0 ? "printed tags"
                  : slash != NULL                   ? slash + 1
                                                    : tracker);
    } else if (own->kind == ROW_NUMBER) {
        snprintf(text, SETTINGS_VALUE_SIZE, "%d%s", number, own->unit);
    } else if (own->kind == ROW_CAMERA && number >= MOST_CAMERAS) {
        snprintf(text, SETTINGS_VALUE_SIZE, "number %d", number);
    } else {
        text_copy(text, SETTINGS_VALUE_SIZE,
                  own->kind == ROW_CAMERA ? cameras[number] : own->value[number]);
    }
    return text;
}

/* ---- reading ---- */

static bool read_profile(struct settings_page *page, struct error *err)
{
    char path[PATH_SIZE];
    page->profile = profile_default();
    if (page->profile_name[0] == '\0')
        return true;
    if (!paths_find("profiles", page->profile_name, path))
        return error_set(err, "%.160s: there is no such profile; unguard.cfg names it",
                         page->profile_name);
    return profile_load(path, &page->profile, err);
}

static bool read_all(struct settings_page *page, const char *profile, struct error *err)
{
    if (!settings_load(&page->settings, err))
        return false;
    text_copy(page->profile_name, sizeof(page->profile_name),
              profile != NULL ? profile : page->settings.profile);
    if (strcmp(page->settings.tracker, "builtin") != 0 &&
        strcmp(page->settings.tracker, "markers") != 0)
        text_copy(page->tracker, sizeof(page->tracker), page->settings.tracker);
    return read_profile(page, err);
}

bool settings_page_open(struct settings_page *page, const char *profile, struct error *err)
{
    *page = (struct settings_page){0};
    return read_all(page, profile, err);
}

/* ---- changing ---- */

static int count_of(const struct row *row)
{
    int count = 0;
    while (row->value[count] != NULL)
        count++;
    return count;
}

static bool next_tracker(const struct settings_page *page, int step,
                         char value[CFG_EDIT_VALUE_SIZE])
{
    const char *const trackers[] = {"builtin", "markers", page->tracker};
    const int count = page->tracker[0] != '\0' ? 3 : 2;
    int now = 0;
    for (int i = 0; i < count; i++)
        if (strcmp(page->settings.tracker, trackers[i]) == 0)
            now = i;
    return cfg_edit_quote(trackers[(now + step + count) % count], value, CFG_EDIT_VALUE_SIZE);
}

/* What the file is to say after the step. False: it is too long to be said. */
static bool next_value(const struct settings_page *page, const struct row *row, int step,
                       char value[CFG_EDIT_VALUE_SIZE])
{
    int count = 0, number;
    switch (row->kind) {
    case ROW_TRACKER:
        return next_tracker(page, step, value);
    case ROW_CAMERA:
        number = number_of(page, row);
        count = number >= MOST_CAMERAS ? number + 1 : MOST_CAMERAS;
        snprintf(value, CFG_EDIT_VALUE_SIZE, "%d", (number + step + count) % count);
        return true;
    case ROW_NUMBER: /* what lies between two steps goes to the next one */
        number = number_of(page, row) - row->low;
        count = (row->high - row->low) / row->step + 1;
        number = step > 0 ? number / row->step + 1 : (number + row->step - 1) / row->step - 1;
        snprintf(value, CFG_EDIT_VALUE_SIZE, "%d", row->low + (number + count) % count * row->step);
        return true;
    case ROW_BOOL:
        snprintf(value, CFG_EDIT_VALUE_SIZE, "%s", number_of(page, row) ? "false" : "true");
        return true;
    case ROW_NAMES:
        break;
    }
    count = count_of(row);
    number = (number_of(page, row) + step + count) % count;
    return cfg_edit_quote(row->written[number], value, CFG_EDIT_VALUE_SIZE);
}

static bool keep(struct settings_page *page, const struct row *row, const char *value,
                 struct error *err)
{
    /* A profile that the command line named stays the one that is looked at. */
    char named[PATH_SIZE];
    text_copy(named, sizeof(named), page->profile_name);
    const bool begun = row->of_profile && named[0] == '\0';
    if (!(row->of_profile ? settings_put_profile(named, row->key, value, err)
                          : settings_put(row->key, value, err)))
        return false;
    return read_all(page, begun ? SETTINGS_OWN_PROFILE : named, err);
}

void settings_page_change(struct settings_page *page, int row, int step)
{
    char value[CFG_EDIT_VALUE_SIZE], path[PATH_SIZE] = "";
    page->refused = false;
    if (row < 0 || row >= settings_page_count())
        return;
    if (!next_value(page, &rows[row], step, value)) {
        page->refused = true;
        error_set(&page->said, "What unguard.cfg says is too long to be written anew");
        return;
    }
    page->refused = !keep(page, &rows[row], value, &page->said);
    if (!page->refused && settings_own_path(path))
        error_set(&page->said, "Kept in %.200s", path);
}
