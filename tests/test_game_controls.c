/* Keyboard, presentation remote and game controller: what each button means, with controllers that
 * come and go (SDL's virtual ones). */
#include "controls.h"

#include <criterion/criterion.h>

static enum screen_key press(struct controls *controls, SDL_Keycode code)
{
    SDL_Event event = {.type = SDL_KEYDOWN};
    event.key.keysym.sym = code;
    return controls_key(controls, &event);
}

Test(controls, keys_and_the_buttons_of_a_remote)
{
    static const struct {
        SDL_Keycode code;
        enum screen_key key;
    } rows[] = {
        {SDLK_SPACE, KEY_SPACE},
        {SDLK_RETURN, KEY_ENTER},
        {SDLK_KP_ENTER, KEY_ENTER},
        {SDLK_LEFT, KEY_LEFT},
        {SDLK_RIGHT, KEY_RIGHT},
        {SDLK_h, KEY_HURT},
        {SDLK_s, KEY_SKIP},
        {SDLK_q, KEY_QUIT},
        {SDLK_ESCAPE, KEY_QUIT},
        {SDLK_PAGEUP, KEY_LEFT},
        {SDLK_PAGEDOWN, KEY_RIGHT},
        {SDLK_PERIOD, KEY_SPACE},
        {SDLK_b, KEY_SPACE},
        {SDLK_F5, KEY_ENTER},
        {SDLK_0, KEY_DIGIT_0},
        {SDLK_9, KEY_DIGIT_9},
        {SDLK_KP_0, KEY_DIGIT_0},
        {SDLK_KP_9, KEY_DIGIT_9},
        {SDLK_KP_5, (enum screen_key)(KEY_DIGIT_0 + 5)},
        {SDLK_x, KEY_NONE},
        {SDLK_F4, KEY_NONE},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct controls controls = {0};
        cr_expect_eq(press(&controls, rows[i].code), rows[i].key, "row %zu", i);
    }
    struct controls controls = {0};
    SDL_Event held = {.type = SDL_KEYDOWN};
    held.key.keysym.sym = SDLK_h;
    held.key.repeat = 1;
    cr_expect_eq(controls_key(&controls, &held), KEY_NONE, "a key held down is pressed once");
}

/* F5 and Escape in turn are one button of a remote; Escape by itself is a keyboard's. */
Test(controls, a_remotes_start_button_never_leaves)
{
    struct controls controls = {0};
    cr_expect_eq(press(&controls, SDLK_F5), KEY_ENTER);
    cr_expect_eq(press(&controls, SDLK_ESCAPE), KEY_ENTER);
    cr_expect_eq(press(&controls, SDLK_ESCAPE), KEY_QUIT);
    cr_expect_eq(press(&controls, SDLK_F5), KEY_ENTER);
    cr_expect_eq(press(&controls, SDLK_LEFT), KEY_LEFT);
    cr_expect_eq(press(&controls, SDLK_ESCAPE), KEY_QUIT);
}

/* All that SDL has to say now; the last key among it. */
static enum screen_key listen(struct controls *controls)
{
    SDL_Event event;
    enum screen_key last = KEY_NONE;
    SDL_GameControllerUpdate();
    while (SDL_PollEvent(&event)) {
        const enum screen_key key = controls_key(controls, &event);
        last = key != KEY_NONE ? key : last;
    }
    return last;
}

static int held(const struct controls *controls)
{
    int count = 0;
    for (int i = 0; i < CONTROLS_MOST; i++)
        count += controls->open[i] != NULL;
    return count;
}

static enum screen_key push(struct controls *controls, SDL_Joystick *stick, int button)
{
    SDL_JoystickSetVirtualButton(stick, button, 1);
    const enum screen_key key = listen(controls);
    SDL_JoystickSetVirtualButton(stick, button, 0);
    cr_expect_eq(listen(controls), KEY_NONE, "letting go is nothing");
    return key;
}

static int plug_in(void)
{
    return SDL_JoystickAttachVirtual(SDL_JOYSTICK_TYPE_GAMECONTROLLER, SDL_CONTROLLER_AXIS_MAX,
                                     SDL_CONTROLLER_BUTTON_MAX, 0);
}

Test(controls, a_controller_comes_is_used_and_goes)
{
    static const struct {
        SDL_GameControllerButton button;
        enum screen_key key;
    } rows[] = {
        {SDL_CONTROLLER_BUTTON_A, KEY_ENTER},        {SDL_CONTROLLER_BUTTON_B, KEY_HURT},
        {SDL_CONTROLLER_BUTTON_X, KEY_SKIP},         {SDL_CONTROLLER_BUTTON_Y, KEY_SPACE},
        {SDL_CONTROLLER_BUTTON_START, KEY_SPACE},    {SDL_CONTROLLER_BUTTON_BACK, KEY_QUIT},
        {SDL_CONTROLLER_BUTTON_DPAD_LEFT, KEY_LEFT}, {SDL_CONTROLLER_BUTTON_DPAD_RIGHT, KEY_RIGHT},
        {SDL_CONTROLLER_BUTTON_DPAD_UP, KEY_UP},     {SDL_CONTROLLER_BUTTON_DPAD_DOWN, KEY_DOWN},
        {SDL_CONTROLLER_BUTTON_LEFTSTICK, KEY_NONE},
    };
    cr_assert_eq(SDL_Init(SDL_INIT_EVENTS), 0, "%s", SDL_GetError());
    struct controls controls;
    controls_open(&controls);
    char name[64];
    const int before = controls_count(name, sizeof name);
    const int index = plug_in();
    if (index < 0) {
        cr_log_warn("skipped: this SDL has no virtual controllers: %s", SDL_GetError());
        return;
    }
    listen(&controls);
    cr_expect_eq(held(&controls), before + 1);
    cr_expect_eq(controls_count(name, sizeof name), before + 1);
    cr_expect(name[0], "it has a name");
    SDL_Joystick *stick = SDL_JoystickFromInstanceID(SDL_JoystickGetDeviceInstanceID(index));
    cr_assert_not_null(stick, "opened");
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
        cr_expect_eq(push(&controls, stick, (int)rows[i].button), rows[i].key, "row %zu", i);
    cr_assert_eq(SDL_JoystickDetachVirtual(index), 0, "%s", SDL_GetError());
    listen(&controls);
    cr_expect_eq(held(&controls), before, "unplugged");
    /* In again, and a second one. */
    cr_assert_geq(plug_in(), 0);
    cr_assert_geq(plug_in(), 0);
    listen(&controls);
    cr_expect_eq(held(&controls), before + 2);
    controls_close(&controls);
    cr_expect_eq(held(&controls), 0);
    SDL_Quit();
}
