#include "window.h"

#include "pace.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>

/* At most this many frames a second: a display that waits for its own refresh is slower and
 * decides, one that doesn't (SDL's software renderer) is held to it. */
#define FRAME_US (1000000 / 60)

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value != NULL && value[0] != '\0';
}

bool window_possible(struct error *err)
{
    if (is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") || is_set("SDL_VIDEODRIVER"))
        return true;
    return error_set(err, "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)");
}

bool window_is_real(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    if (is_set("SDL_VIDEODRIVER") || driver == NULL)
        return driver != NULL;
    return strcmp(driver, "offscreen") != 0 && strcmp(driver, "dummy") != 0;
}

bool window_open(struct window *window, const struct settings *settings, bool offscreen,
                 struct error *err)
{
    const struct settings_window *wish = &settings->window;
    const struct app_options options = {
        .width_px = wish->width_px,
        .height_px = wish->height_px,
        .fullscreen = wish->fullscreen,
        .high_contrast = wish->high_contrast,
        .reduced_motion = wish->reduced_motion || offscreen,
        .offscreen = offscreen,
    };
    *window = (struct window){.app = app_open(&options, err)};
    if (window->app == NULL || offscreen || window_is_real())
        return window->app != NULL;
    window_close(window);
    return error_set(err, "The display that DISPLAY or WAYLAND_DISPLAY names doesn't answer");
}

void window_close(struct window *window)
{
    app_close(window->app);
    *window = (struct window){0};
}

void window_show_session(struct window *window, const struct session *session,
                         const struct world *world, const struct plan *plan)
{
    struct screen_view *view = &window->view;
    view->world = world;
    view->plan = plan;
    const struct pose *pose = session_last_pose(session);
    if (pose != NULL)
        window->shown = steady_pose(&window->steady, pose);
    view->pose = pose != NULL ? &window->shown : NULL;
    view->display = coach_display(session_coach(session));
    view->min_confidence = plan->features.min_confidence;
    view->offer = view->offer_title = view->offer_help = view->offer_enter = view->referral = NULL;
    view->consent = false;
}

void window_frame(struct window *window)
{
    app_present(window->app, &window->view);
    window->pressed = false;
    const int64_t now_us = pace_now_us();
    window->due_us += FRAME_US;
    if (window->due_us <= now_us) { /* late, or the first: no frame is made up for */
        window->due_us = now_us;
        return;
    }
    app_wait(window->app, (int)((window->due_us - now_us) / 1000));
}

bool window_poll(struct window *window, struct request *request)
{
    if (app_poll(window->app, &window->view, request))
        return true;
    if (window->keys == NULL || window->pressed)
        return false;
    window->pressed = true;
    const enum screen_key key = window->keys->press(window->keys->self, &window->view);
    return app_key(window->app, &window->view, key, request);
}
