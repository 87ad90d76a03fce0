#include "app.h"

#include "caption.h"
#include "controls.h"
#include "draw.h"
#include "screen_hands.h"
#include "vision/cv.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_WIDTH_PX  640
#define LEAST_HEIGHT_PX 400

struct app {
    SDL_Window *window;
    SDL_Surface *surface; /* offscreen instead of a window */
    SDL_Renderer *renderer;
    struct text_cache *text;
    struct draw draw;
    struct screen_state state;
    struct controls controls;
    struct image shot; /* the frame, as a PNG wants it */
    bool has_frame;
    bool closed;   /* by the display's own means */
    char why[160]; /* the first failure since app_failed was asked */
};

/* ---- opening ---- */

static bool open_window(struct app *app, const struct app_options *options, int width, int height,
                        struct error *err)
{
    Uint32 flags = SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
    SDL_Rect room;
    if (SDL_GetDisplayUsableBounds(0, &room) == 0) { /* a small laptop's screen shows all of it */
        width = width < room.w ? width : room.w;
        height = height < room.h ? height : room.h;
    }
    if (options->fullscreen) {
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    }
    app->window = SDL_CreateWindow("Unguard", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width,
                                   height, flags);
    if (!app->window) {
        return error_set(err,
                         "The window can't be opened (%s): run with --headless, or on a "
                         "machine with a display.",
                         SDL_GetError());
    }
    SDL_SetWindowMinimumSize(app->window, LEAST_WIDTH_PX, LEAST_HEIGHT_PX);
    Uint32 kind = options->software ? SDL_RENDERER_SOFTWARE
                                    : SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC;
    app->renderer = SDL_CreateRenderer(app->window, -1, kind);
    if (!app->renderer) {
        app->renderer = SDL_CreateRenderer(app->window, -1, SDL_RENDERER_SOFTWARE);
    }
    if (options->fullscreen) {
        SDL_ShowCursor(SDL_DISABLE);
    }
    return true;
}

static bool open_surface(struct app *app, int width, int height, struct error *err)
{
    app->surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!app->surface) {
        return error_set(err, "No memory for a picture of %d x %d pixels.", width, height);
    }
    app->renderer = SDL_CreateSoftwareRenderer(app->surface);
    return true;
}

static bool open_all(struct app *app, const struct app_options *options, struct error *err)
{
    int width = options->width_px > 0 ? options->width_px : 1280;
    int height = options->height_px > 0 ? options->height_px : 720;
    width = width < LEAST_WIDTH_PX ? LEAST_WIDTH_PX : width;
    height = height < LEAST_HEIGHT_PX ? LEAST_HEIGHT_PX : height;
    /* A picture in memory needs neither a display nor SDL's event queue. */
    if (SDL_Init(options->offscreen ? 0 : SDL_INIT_VIDEO) != 0) {
        return error_set(err,
                         "SDL finds no display (%s): run with --headless, or on a machine "
                         "with a display.",
                         SDL_GetError());
    }
    if (!options->offscreen) {
        controls_open(&app->controls);
    }
    if (!(options->offscreen ? open_surface(app, width, height, err)
                             : open_window(app, options, width, height, err))) {
        return false;
    }
    if (!app->renderer) {
        return error_set(err, "SDL can't draw here: %s.", SDL_GetError());
    }
    app->text = text_cache_open(app->renderer, err);
    if (!app->text) {
        return false;
    }
    draw_init(&app->draw, app->renderer, app->text,
              options->high_contrast ? palette_high_contrast() : palette_dawn());
    app->draw.still = options->reduced_motion;
    return true;
}

struct app *app_open(const struct app_options *options, struct error *err)
{
    static const struct app_options plain;
    struct app *app = calloc(1, sizeof *app);
    if (!app) {
        error_set(err, "Not enough memory for the window.");
        return NULL;
    }
    app->state.id = SCREEN_COUNT;
    if (!open_all(app, options ? options : &plain, err)) {
        app_close(app);
        return NULL;
    }
    return app;
}

void app_close(struct app *app)
{
    if (!app) {
        return;
    }
    controls_close(&app->controls);
    draw_free(&app->draw);
    text_cache_close(app->text);
    if (app->renderer) {
        SDL_DestroyRenderer(app->renderer);
    }
    if (app->window) {
        SDL_DestroyWindow(app->window);
    }
    SDL_FreeSurface(app->surface);
    image_free(&app->shot);
    SDL_Quit();
    free(app);
}

/* ---- keys ---- */

/* Keys go to the screen that the view calls for now, which may be newer than the one drawn. */
static void enter_screen(struct app *app, const struct screen_view *view)
{
    enum screen_id id = screen_choose(view);
    if (id == app->state.id) {
        return;
    }
    float ring = app->state.ring;
    app->state = (struct screen_state){.id = id,
                                       .keyed = app->state.keyed,
                                       .shown_s = app->state.clock_s,
                                       .clock_s = app->state.clock_s,
                                       .ring = ring};
}

bool app_key(struct app *app, const struct screen_view *view, enum screen_key key,
             struct request *out)
{
    enter_screen(app, view);
    if (!screen_is_list(app->state.id)) {
        key = key == KEY_UP ? KEY_RIGHT : key == KEY_DOWN ? KEY_LEFT : key;
    }
    *out = screen_get(app->state.id)->key(view, &app->state, key);
    return out->type != REQUEST_NONE;
}

bool app_gesture(struct app *app, const struct screen_view *view, enum screen_key key,
                 struct request *out)
{
    app->state.keyed = false;
    return app_key(app, view, key, out);
}

bool app_poll(struct app *app, const struct screen_view *view, struct request *out)
{
    SDL_Event event;
    *out = (struct request){REQUEST_NONE, {0}};
    while (app->window && SDL_PollEvent(&event)) {
        if (event.type == SDL_QUIT) {
            app->closed = true;
            out->type = REQUEST_CLOSE;
            return true;
        }
        if (event.type == SDL_RENDER_TARGETS_RESET || event.type == SDL_RENDER_DEVICE_RESET) {
            draw_forget(&app->draw);
        }
        enum screen_key key = controls_key(&app->controls, &event);
        app->state.keyed = app->state.keyed || key != KEY_NONE;
        if (key != KEY_NONE && app_key(app, view, key, out)) {
            return true;
        }
    }
    return false;
}

bool app_closed(const struct app *app)
{
    return app->closed;
}

void app_wait(struct app *app, int timeout_ms)
{
    if (timeout_ms <= 0) {
        return;
    }
    if (app->window) {
        SDL_WaitEventTimeout(NULL, timeout_ms);
    } else {
        SDL_Delay((Uint32)timeout_ms);
    }
}

/* ---- frames ---- */

void app_set_look(struct app *app, bool high_contrast, bool reduced_motion)
{
    app->draw.palette = high_contrast ? palette_high_contrast() : palette_dawn();
    app->draw.still = reduced_motion;
    draw_forget(&app->draw);
}

void app_size(const struct app *app, int *width_px, int *height_px)
{
    if (SDL_GetRendererOutputSize(app->renderer, width_px, height_px) != 0) {
        *width_px = LEAST_WIDTH_PX;
        *height_px = LEAST_HEIGHT_PX;
    }
}

void app_present(struct app *app, const struct screen_view *view)
{
    int width, height;
    app_size(app, &width, &height);
    app->state.clock_s = (double)SDL_GetTicks64() * 1e-3;
    enter_screen(app, view);
    draw_begin(&app->draw, width, height);
    app->draw.clock_s = app->state.clock_s;
    screen_get(app->state.id)->draw(&app->draw, view, &app->state);
    hands_draw_ring(&app->draw, view, app->state.id);
    caption_draw(&app->draw, view, app->state.id);
    if (app->draw.failed && !app->why[0]) {
        text_copy(app->why, sizeof app->why, SDL_GetError());
        text_copy(app->why, sizeof app->why, app->why[0] ? app->why : "out of memory");
    }
    app->draw.failed = false;
    app->has_frame = true;
    if (app->window) {
        SDL_RenderPresent(app->renderer);
    } else {
        SDL_RenderFlush(app->renderer);
    }
}

bool app_failed(struct app *app, struct error *err)
{
    if (!app->why[0]) {
        return false;
    }
    error_set(err, "Drawing failed: %s. Start Unguard again.", app->why);
    app->why[0] = '\0';
    return true;
}

int app_smallest_text_px(const struct app *app)
{
    return app->draw.smallest_px;
}

int app_cut_texts(const struct app *app)
{
    return app->draw.cut_texts;
}

bool app_save_png(struct app *app, const char *path, struct error *err)
{
    int width, height;
    app_size(app, &width, &height);
    if (!app->has_frame) {
        return error_set(err, "%s: no frame has been drawn yet.", path);
    }
    if (!image_resize(&app->shot, width, height, err)) {
        return false;
    }
    if (SDL_RenderReadPixels(app->renderer, NULL, SDL_PIXELFORMAT_BGR24, app->shot.bgr,
                             app->shot.stride_bytes) != 0) {
        return error_set(err, "%s: the frame can't be read back: %s.", path, SDL_GetError());
    }
    return cv_image_write_png(path, &app->shot, err);
}
