#include "settings.h"

#include "plan/plan.h"
#include "speech.h"

#include <stdio.h>

static const struct cfg_key camera_keys[] = {
    {"number", CFG_INT, offsetof(struct settings_camera, number), .low = 0, .high = 63,
     .doc = "which camera: 0 is the first, 1 the second"},
    {"width", CFG_INT, offsetof(struct settings_camera, width_px), .low = 0, .high = 7680,
     .unit = "px", .missing = 1280, .doc = "picture width asked of the camera; 0: its own choice"},
    {"height", CFG_INT, offsetof(struct settings_camera, height_px), .low = 0, .high = 4320,
     .unit = "px", .missing = 720, .doc = "picture height asked of the camera; 0: its own choice"},
    {"frames_per_second", CFG_INT, offsetof(struct settings_camera, frames_per_second), .low = 0,
     .high = 240, .missing = 30, .doc = "pictures a second asked of the camera; 0: its own choice"},
};

static const struct cfg_table camera_table = {"camera", camera_keys, ARRAY_LENGTH(camera_keys),
                                              NULL};

static const struct cfg_key window_keys[] = {
    {"width", CFG_INT, offsetof(struct settings_window, width_px), .low = 640, .high = 7680,
     .unit = "px", .missing = 1280, .doc = "width of the window"},
    {"height", CFG_INT, offsetof(struct settings_window, height_px), .low = 400, .high = 4320,
     .unit = "px", .missing = 720, .doc = "height of the window"},
    {"fullscreen", CFG_BOOL, offsetof(struct settings_window, fullscreen),
     .doc = "fill the whole screen"},
    {"high_contrast", CFG_BOOL, offsetof(struct settings_window, high_contrast),
     .doc = "stronger colours on a plainer ground"},
    {"reduced_motion", CFG_BOOL, offsetof(struct settings_window, reduced_motion),
     .doc = "nothing glides or grows"},
};

static const struct cfg_table window_table = {"window", window_keys, ARRAY_LENGTH(window_keys),
                                              NULL};

static const struct cfg_key voice_keys[] = {
    {"mute", CFG_BOOL, offsetof(struct settings_voice, mute),
     .doc = "no sound at all: what would be said stands on the screen"},
    {"volume", CFG_INT, offsetof(struct settings_voice, volume), .low = 0, .high = 100, .unit = "%",
     .missing = 80, .doc = "how loud it speaks"},
    {"tones", CFG_INT, offsetof(struct settings_voice, tones), .low = 0, .high = 100, .unit = "%",
     .missing = 60, .doc = "how loud the soft tones are; 0: none"},
    {"rate", CFG_INT, offsetof(struct settings_voice, rate), .low = 80, .high = 260,
     .unit = "words a minute", .missing = 150, .doc = "how fast it speaks"},
    {"name", CFG_TEXT, offsetof(struct settings_voice, name), .missing_text = "en-gb",
     .size = sizeof(((struct settings_voice *)0)->name),
     .doc = "an espeak-ng voice, such as \"en-gb\", \"en-us\" or \"en-gb+f3\""},
};

static void check_voice(const void *item, struct cfg_check *check)
{
    const struct settings_voice *voice = item;
    if (cfg_check_sound(check) && !speech_voice_is_good(voice->name))
        cfg_complain(check, "name", "\"%s\" is no voice's name; `espeak-ng --voices=en` lists them",
                     voice->name);
}

static const struct cfg_table voice_table = {"voice", voice_keys, ARRAY_LENGTH(voice_keys),
                                             check_voice};

static const struct cfg_key keys[] = {
    {"camera", CFG_GROUP, offsetof(struct settings, camera), .table = &camera_table,
     .doc = "which camera, and what is asked of it"},
    {"tracker", CFG_TEXT, offsetof(struct settings, tracker), .missing_text = "builtin",
     .size = PATH_SIZE,
     .doc = "what finds the body: \"builtin\", \"markers\", or the path of an ONNX file"},
    {"routine", CFG_TEXT, offsetof(struct settings, routine), .missing_text = "si_joint_starter",
     .size = PATH_SIZE, .doc = "the routine that is played when none is named"},
    {"profile", CFG_TEXT, offsetof(struct settings, profile), .size = PATH_SIZE,
     .doc = "your own limits: a name from the profiles folder, or a path; \"\" for none"},
    {"mirror", CFG_BOOL, offsetof(struct settings, mirror), .missing = 1,
     .doc = "show the camera's picture as a mirror does"},
    {"window", CFG_GROUP, offsetof(struct settings, window), .table = &window_table,
     .doc = "size and look of the window"},
    {"voice", CFG_GROUP, offsetof(struct settings, voice), .table = &voice_table,
     .doc = "what is said, and how"},
    {"gestures", CFG_GROUP, offsetof(struct settings, gestures), .table = &gesture_rules_table,
     .doc = "what a person says without a keyboard"},
    {"setup", CFG_GROUP, offsetof(struct settings, setup), .table = &setup_rules_table,
     .doc = "when the camera sees enough to begin"},
    {"reading", CFG_GROUP, offsetof(struct settings, reading), .table = &feature_settings_table,
     .doc = "how much of what a camera sees is believed"},
};

const struct cfg_table settings_table = {"unguard.cfg", keys, ARRAY_LENGTH(keys), NULL};

bool settings_load(struct settings *settings, struct error *err)
{
    char folder[PATH_SIZE], path[PATH_SIZE + 16] = "";
    if (paths_user_config(folder))
        snprintf(path, sizeof(path), "%s/unguard.cfg", folder);
    if (path[0] == '\0' || !paths_exists(path)) {
        if (!paths_config(folder, err))
            return false;
        snprintf(path, sizeof(path), "%s/unguard.cfg", folder);
    }
    return cfg_load(path, &settings_table, settings, sizeof(*settings), err);
}
