#include "controls.h"

/* A remote has four buttons: back and on (page up, page down), a black screen (period, or b), start
 * (F5). Black pauses, where "that hurt" is one step away; start confirms. */
static const struct {
    SDL_Keycode code;
    enum screen_key key;
} keys[] = {
    {SDLK_SPACE, KEY_SPACE}, {SDLK_RETURN, KEY_ENTER},   {SDLK_KP_ENTER, KEY_ENTER},
    {SDLK_LEFT, KEY_LEFT},   {SDLK_DOWN, KEY_DOWN},      {SDLK_RIGHT, KEY_RIGHT},
    {SDLK_UP, KEY_UP},       {SDLK_s, KEY_SKIP},         {SDLK_h, KEY_HURT},
    {SDLK_g, KEY_GARDENS},   {SDLK_q, KEY_QUIT},         {SDLK_ESCAPE, KEY_QUIT},
    {SDLK_PAGEUP, KEY_LEFT}, {SDLK_PAGEDOWN, KEY_RIGHT}, {SDLK_PERIOD, KEY_SPACE},
    {SDLK_b, KEY_SPACE},     {SDLK_F5, KEY_ENTER},       {SDLK_r, KEY_REPORT},
};

/* South, east, west and north as on most: the right-hand button, found without looking, is the one
 * that stops everything. */
static const struct {
    SDL_GameControllerButton button;
    enum screen_key key;
} buttons[] = {
    {SDL_CONTROLLER_BUTTON_A, KEY_ENTER},
    {SDL_CONTROLLER_BUTTON_B, KEY_HURT},
    {SDL_CONTROLLER_BUTTON_X, KEY_SKIP},
    {SDL_CONTROLLER_BUTTON_Y, KEY_SPACE},
    {SDL_CONTROLLER_BUTTON_START, KEY_SPACE},
    {SDL_CONTROLLER_BUTTON_BACK, KEY_QUIT},
    {SDL_CONTROLLER_BUTTON_DPAD_LEFT, KEY_LEFT},
    {SDL_CONTROLLER_BUTTON_DPAD_DOWN, KEY_DOWN},
    {SDL_CONTROLLER_BUTTON_DPAD_RIGHT, KEY_RIGHT},
    {SDL_CONTROLLER_BUTTON_DPAD_UP, KEY_UP},
    {SDL_CONTROLLER_BUTTON_LEFTSHOULDER, KEY_LEFT},
    {SDL_CONTROLLER_BUTTON_RIGHTSHOULDER, KEY_RIGHT},
};

static enum screen_key key_of(struct controls *controls, SDL_Keycode code)
{
    /* The same button of a remote, pressed again: nobody means to leave by it. */
    if (code == SDLK_ESCAPE && controls->started) {
        controls->started = false;
        return KEY_ENTER;
    }
    controls->started = code == SDLK_F5;
    if (code >= SDLK_0 && code <= SDLK_9)
        return (enum screen_key)(KEY_DIGIT_0 + (code - SDLK_0));
    if (code >= SDLK_KP_1 && code <= SDLK_KP_9)
        return (enum screen_key)(KEY_DIGIT_0 + 1 + (code - SDLK_KP_1));
    if (code == SDLK_KP_0)
        return KEY_DIGIT_0;
    for (size_t i = 0; i < ARRAY_LENGTH(keys); i++)
        if (keys[i].code == code)
            return keys[i].key;
    return KEY_NONE;
}

static enum screen_key button_of(int button)
{
    for (size_t i = 0; i < ARRAY_LENGTH(buttons); i++)
        if ((int)buttons[i].button == button)
            return buttons[i].key;
    return KEY_NONE;
}

static SDL_JoystickID id_of(SDL_GameController *controller)
{
    return SDL_JoystickInstanceID(SDL_GameControllerGetJoystick(controller));
}

/* Those already there when SDL looked are told as coming, too. */
static void take_in(struct controls *controls, int index)
{
    const SDL_JoystickID id = SDL_JoystickGetDeviceInstanceID(index);
    int place = -1;
    for (int i = CONTROLS_MOST - 1; i >= 0; i--) {
        if (controls->open[i] == NULL)
            place = i;
        else if (id_of(controls->open[i]) == id)
            return;
    }
    if (place >= 0 && SDL_IsGameController(index))
        controls->open[place] = SDL_GameControllerOpen(index);
}

static void let_go(struct controls *controls, SDL_JoystickID id)
{
    for (int i = 0; i < CONTROLS_MOST; i++)
        if (controls->open[i] != NULL && id_of(controls->open[i]) == id) {
            SDL_GameControllerClose(controls->open[i]);
            controls->open[i] = NULL;
        }
}

void controls_open(struct controls *controls)
{
    *controls = (struct controls){0};
    /* "That hurt" is heard whatever window has the keyboard. */
    SDL_SetHint(SDL_HINT_JOYSTICK_ALLOW_BACKGROUND_EVENTS, "1");
    if (SDL_InitSubSystem(SDL_INIT_GAMECONTROLLER) != 0)
        return;
    for (int i = 0; i < SDL_NumJoysticks(); i++)
        take_in(controls, i);
}

void controls_close(struct controls *controls)
{
    for (int i = 0; i < CONTROLS_MOST; i++)
        if (controls->open[i] != NULL)
            SDL_GameControllerClose(controls->open[i]);
    *controls = (struct controls){0};
}

enum screen_key controls_key(struct controls *controls, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_KEYDOWN:
        return event->key.repeat ? KEY_NONE : key_of(controls, event->key.keysym.sym);
    case SDL_CONTROLLERBUTTONDOWN:
        return button_of(event->cbutton.button);
    case SDL_CONTROLLERDEVICEADDED:
        take_in(controls, event->cdevice.which);
        return KEY_NONE;
    case SDL_CONTROLLERDEVICEREMOVED:
        let_go(controls, event->cdevice.which);
        return KEY_NONE;
    default:
        return KEY_NONE;
    }
}

int controls_count(char *text, size_t size)
{
    int count = 0;
    text_copy(text, size, "");
    for (int i = 0; i < SDL_NumJoysticks(); i++) {
        if (!SDL_IsGameController(i))
            continue;
        const char *name = SDL_GameControllerNameForIndex(i);
        if (count++ == 0)
            text_copy(text, size, name != NULL ? name : "a controller without a name");
    }
    return count;
}
