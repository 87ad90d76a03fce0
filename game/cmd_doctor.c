/* `unguard doctor`: what works on this computer, and what to do about the rest. */
#include "commands.h"
#include "controls.h"
#include "history.h"
#include "options.h"
#include "prescribe.h"
#include "probe.h"
#include "speech.h"
#include "vision/markers.h"
#include "vision/pose_network.h"
#include "window.h"

#include <SDL.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CAMERA_LIMIT_S 6 /* a sleepy webcam takes two or three */
#define DEVICE_LIMIT_S 5

struct doctor_options {
    const char *tracker;
};

static const struct option option_rows[] = {
    {"--tracker", "builtin|FILE|markers", "what is to find the body",
     offsetof(struct doctor_options, tracker), NULL},
};

static const struct option_table table = {
    .command = "doctor",
    .usage = "unguard doctor [--tracker FILE.onnx]",
    .summary = "Looks at everything a session needs and says what works and what to do about the\n"
               "rest. Exit code 0: a session with the camera can begin; 3: something it needs is\n"
               "missing. Takes one picture from the camera to see that it works, and drops it.",
    .example = "  unguard doctor",
    .option = option_rows,
    .option_count = ARRAY_LENGTH(option_rows),
};

/* What the looks share. */
struct patient {
    struct settings settings;
    bool has_settings;
    char tracker[PATH_SIZE];
};

/* One line of the report: look fills text with what was found; remedy is for when it fails. */
struct check {
    const char *name;
    bool (*look)(const struct patient *patient, char text[PROBE_TEXT], const char **remedy);
    bool essential; /* no session with the camera without it */
};

static bool look_at_settings(const struct patient *patient, char text[PROBE_TEXT],
                             const char **remedy)
{
    struct settings settings;
    struct error err;
    (void)patient;
    if (settings_load(&settings, &err)) {
        snprintf(text, PROBE_TEXT, "unguard.cfg is in order; the routine is %.100s",
                 settings.routine);
        return true;
    }
    text_copy(text, PROBE_TEXT, err.text);
    *remedy = "mend that line, or set the file aside and copy the one that came with Unguard";
    return false;
}

static bool look_at_routine(const struct patient *patient, char text[PROBE_TEXT],
                            const char **remedy)
{
    struct error err = {"the settings have to be in order first"};
    const struct prescription wanted = {0};
    struct plan *plan =
        patient->has_settings ? prescribe_plan(&patient->settings, &wanted, &err) : NULL;
    if (plan == NULL) {
        text_copy(text, PROBE_TEXT, err.text);
        *remedy = "`unguard check FILE.cfg` lists all that is to be mended";
        return false;
    }
    snprintf(text, PROBE_TEXT, "%.80s, %d exercises", plan->name, plan->step_count);
    free(plan);
    return true;
}

/* In a process of its own: some drivers hang. */
static bool open_camera(void *self, char text[PROBE_TEXT])
{
    const int number = *(const int *)self;
    struct error err = {{0}};
    struct image image = {0};
    int64_t position_us;
    struct cv_capture *capture = cv_capture_open_camera(number, (struct cv_camera_wish){0}, &err);
    if (capture == NULL || !cv_capture_read(capture, &image, &position_us, &err)) {
        text_copy(text, PROBE_TEXT, err.text[0] != '\0' ? err.text : "it sends no pictures");
        return false;
    }
    snprintf(text, PROBE_TEXT, "camera %d sends pictures of %d x %d", number, image.width_px,
             image.height_px);
    return true;
}

static bool look_at_camera(const struct patient *patient, char text[PROBE_TEXT],
                           const char **remedy)
{
    int number = patient->has_settings ? patient->settings.camera.number : 0;
    char path[32];
    snprintf(path, sizeof(path), "/dev/video%d", number);
    if (!paths_exists(path)) {
        snprintf(text, PROBE_TEXT, "there is no %s", path);
        *remedy = "plug a camera in, or set another camera number in unguard.cfg";
        return false;
    }
    if (access(path, R_OK | W_OK) != 0) {
        snprintf(text, PROBE_TEXT, "%s: %s", path, strerror(errno));
        *remedy = "let your user use cameras (as root: adduser YOURNAME video), then log in again";
        return false;
    }
    *remedy = "close other programs that use it; try another number in unguard.cfg";
    return probe_run(open_camera, &number, CAMERA_LIMIT_S, text);
}

static bool look_at_markers(char text[PROBE_TEXT], const char **remedy)
{
    struct error err = {{0}};
    struct markers *markers = markers_create(&err);
    const bool works = markers != NULL;
    text_copy(text, PROBE_TEXT,
              works ? "none: printed tags instead; `unguard markers -o tags.pdf` makes them"
                    : err.text);
    *remedy = "use the pose network instead: tracker = \"builtin\" in unguard.cfg";
    markers_free(markers);
    return works;
}

static bool look_at_model(const struct patient *patient, char text[PROBE_TEXT], const char **remedy)
{
    char path[PATH_SIZE];
    struct error err;
    *remedy = "name a BlazePose-type ONNX file with --tracker or as tracker in unguard.cfg";
    if (markers_named(patient->tracker))
        return look_at_markers(text, remedy);
    struct pose_network *network = NULL;
    if (prescribe_model(patient->tracker, path, &err))
        network = pose_network_load(path, &err);
    if (network == NULL) {
        text_copy(text, PROBE_TEXT, err.text);
        return false;
    }
    const struct pose_network_info *info = pose_network_info(network);
    snprintf(text, PROBE_TEXT, "%s, a %s network for %d x %d pixels", info->name, info->kind,
             info->input_px, info->input_px);
    pose_network_free(network);
    return true;
}

static bool open_display(void *self, char text[PROBE_TEXT])
{
    (void)self;
    SDL_DisplayMode mode;
    if (SDL_Init(SDL_INIT_VIDEO) != 0 || SDL_GetDesktopDisplayMode(0, &mode) != 0) {
        text_copy(text, PROBE_TEXT, SDL_GetError());
        return false;
    }
    if (!window_is_real()) {
        text_copy(text, PROBE_TEXT, "the display that the environment names doesn't answer");
        return false;
    }
    snprintf(text, PROBE_TEXT, "%d x %d by %s", mode.w, mode.h, SDL_GetCurrentVideoDriver());
    return true;
}

static bool look_at_display(const struct patient *patient, char text[PROBE_TEXT],
                            const char **remedy)
{
    (void)patient;
    struct error err;
    *remedy = "start Unguard from a desktop; without one it plays the demo in words";
    if (window_possible(&err))
        return probe_run(open_display, NULL, DEVICE_LIMIT_S, text);
    text_copy(text, PROBE_TEXT, err.text);
    return false;
}

static bool draw_once(void *self, char text[PROBE_TEXT])
{
    const struct patient *patient = self;
    struct error err = {{0}};
    struct window window;
    const bool opened = window_open(&window, &patient->settings, true, &err);
    text_copy(text, PROBE_TEXT, opened ? "a font is found, the screens can be drawn" : err.text);
    return opened;
}

static bool look_at_font(const struct patient *patient, char text[PROBE_TEXT], const char **remedy)
{
    struct patient copy = *patient;
    *remedy = "install a font: sudo apt install fonts-dejavu-core";
    return probe_run(draw_once, &copy, DEVICE_LIMIT_S, text);
}

static bool open_sound(void *self, char text[PROBE_TEXT])
{
    (void)self;
    if (SDL_Init(SDL_INIT_AUDIO) != 0) {
        text_copy(text, PROBE_TEXT, "no sound device answers");
        return false;
    }
    const int count = SDL_GetNumAudioDevices(0);
    snprintf(text, PROBE_TEXT, "%d device%s by %s", count, count == 1 ? "" : "s",
             SDL_GetCurrentAudioDriver());
    return count > 0;
}

static bool look_at_sound(const struct patient *patient, char text[PROBE_TEXT], const char **remedy)
{
    (void)patient;
    *remedy = "nothing needs it: all that is said stands on the screen too";
    return probe_run(open_sound, NULL, DEVICE_LIMIT_S, text);
}

static bool open_controllers(void *self, char text[PROBE_TEXT])
{
    (void)self;
    char name[PROBE_TEXT / 2];
    if (SDL_Init(SDL_INIT_GAMECONTROLLER) != 0) {
        text_copy(text, PROBE_TEXT, "SDL can't look for them");
        return false;
    }
    const int count = controls_count(name, sizeof(name));
    if (count == 0)
        text_copy(text, PROBE_TEXT, "none is plugged in; keys, a remote and gestures do as well");
    else
        snprintf(text, PROBE_TEXT, "%d: %s%s", count, name, count > 1 ? " and more" : "");
    return true;
}

static bool look_at_controllers(const struct patient *patient, char text[PROBE_TEXT],
                                const char **remedy)
{
    (void)patient;
    *remedy = "nothing needs one: keys, a presentation remote and gestures do as well";
    return probe_run(open_controllers, NULL, DEVICE_LIMIT_S, text);
}

/* One sentence spoken, as a session would: into the cache, or out of it. */
static bool speak_once(void *self, char text[PROBE_TEXT])
{
    const struct patient *patient = self;
    struct speech speech = {.rate = patient->settings.voice.rate};
    struct sound sound;
    struct error err;
    text_copy(speech.voice, sizeof(speech.voice), patient->settings.voice.name);
    char cached[PATH_SIZE + 32];
    if (!paths_cache("voice", speech.folder, &err)) {
        text_copy(text, PROBE_TEXT, err.text);
        return false;
    }
    speech_path(&speech, "Ready when you are.", cached);
    unlink(cached); /* what is in the cache says nothing about the program */
    if (!speech_get(&speech, "Ready when you are.", &sound, &err)) {
        text_copy(text, PROBE_TEXT, err.text);
        return false;
    }
    snprintf(text, PROBE_TEXT, "espeak-ng speaks with the voice %s%s", speech.voice,
             patient->settings.voice.mute ? " (muted in unguard.cfg)" : "");
    sound_free(&sound);
    return true;
}

static bool look_at_speech(const struct patient *patient, char text[PROBE_TEXT],
                           const char **remedy)
{
    char path[PATH_SIZE];
    struct patient copy = *patient;
    *remedy = "for spoken cues: sudo apt install espeak-ng; all is on the screen too";
    if (!speech_program(path)) {
        text_copy(text, PROBE_TEXT, "there is no program espeak-ng");
        return false;
    }
    *remedy = "look at `voice` in unguard.cfg; `espeak-ng --voices=en` lists voices";
    if (patient->has_settings)
        return probe_run(speak_once, &copy, SPEECH_LIMIT_S + 1, text);
    snprintf(text, PROBE_TEXT, "%.200s", path);
    return true;
}

static bool look_at_folder(const struct patient *patient, char text[PROBE_TEXT],
                           const char **remedy)
{
    (void)patient;
    char path[PATH_SIZE];
    struct error err;
    *remedy = "set XDG_DATA_HOME to a folder you can write to";
    const bool works = paths_sessions(path, &err);
    text_copy(text, PROBE_TEXT, works ? path : err.text);
    return works;
}

static bool look_at_history(const struct patient *patient, char text[PROBE_TEXT],
                            const char **remedy)
{
    (void)patient;
    char path[PATH_SIZE];
    struct error err;
    *remedy = "set XDG_DATA_HOME to a folder you can write to";
    if (paths_history(path, &err))
        return history_examine(path, text, PROBE_TEXT, remedy);
    text_copy(text, PROBE_TEXT, err.text);
    return false;
}

static const struct check checks[] = {
    {"settings", look_at_settings, true},
    {"routine", look_at_routine, true},
    {"camera", look_at_camera, true},
    {"pose network", look_at_model, true},
    {"display", look_at_display, true},
    {"drawing", look_at_font, true},
    {"recordings", look_at_folder, true},
    {"history", look_at_history, false},
    {"sound", look_at_sound, false},
    {"speech", look_at_speech, false},
    {"controllers", look_at_controllers, false},
};

int cmd_doctor(int argc, char **argv)
{
    struct doctor_options options = {0};
    int count, exit_code;
    if (!options_parse(&table, argc, argv, &options, &count, &exit_code))
        return exit_code;
    struct patient patient = {0};
    patient.has_settings = settings_load(&patient.settings, NULL);
    text_copy(patient.tracker, sizeof(patient.tracker),
              options.tracker != NULL ? options.tracker
              : patient.has_settings  ? patient.settings.tracker
                                      : "builtin");
    int missing = 0;
    for (size_t i = 0; i < ARRAY_LENGTH(checks); i++) {
        char text[PROBE_TEXT] = "";
        const char *remedy = "";
        const bool works = checks[i].look(&patient, text, &remedy);
        printf("%-8s %-13s %s\n", works ? "ok" : "missing", checks[i].name, text);
        if (!works)
            printf("%-8s %-13s -> %s\n", "", "", remedy);
        missing += !works && checks[i].essential;
    }
    if (missing == 0)
        printf("\nEverything is there: start with `unguard`.\n");
    else
        printf("\nA session with the camera needs what is missing above. The demo shows how it "
               "goes:\n  unguard --source demo\n");
    return missing == 0 ? EXIT_DONE : EXIT_DEVICE;
}
