/* What a user sets once: camera, tracker, routine, window, voice. From unguard.cfg. */
#ifndef UNGUARD_SETTINGS_H
#define UNGUARD_SETTINGS_H

#include "gesture.h"
#include "movement/features.h"
#include "paths.h"
#include "plan/cfg.h"
#include "setup.h"

struct settings_camera {
    int number;              /* 0 is the first camera */
    int width_px, height_px; /* asked of it; 0: its own choice */
    int frames_per_second;   /* the same */
};

struct settings_window {
    int width_px, height_px;
    bool fullscreen, high_contrast, reduced_motion;
};

struct settings_voice {
    bool mute;         /* captions only */
    int volume, tones; /* of speech and of the soft tones, per cent */
    int rate;          /* words a minute */
    char name[32];     /* of an espeak-ng voice: letters, digits, + - _ */
};

struct settings {
    struct settings_camera camera;
    char tracker[PATH_SIZE]; /* "builtin", "markers", or the path of a pose network */
    char routine[PATH_SIZE]; /* played when none is named: id or path */
    char profile[PATH_SIZE]; /* id or path; "" for the default profile */
    bool mirror;             /* show the camera's picture as a mirror does */
    struct settings_window window;
    struct settings_voice voice;
    struct gesture_rules gestures;   /* what a person says without a keyboard */
    struct setup_rules setup;        /* when the camera sees enough to begin */
    struct feature_settings reading; /* how much of what a camera sees is believed */
};

extern const struct cfg_table settings_table; /* of unguard.cfg */

/* The user's own unguard.cfg, or else the program's. Fails with file and line. */
bool settings_load(struct settings *settings, struct error *err);

#endif
