/* The window: opens it, hands keys to the screens, draws one frame. The only owner of SDL's video.
 */
#ifndef UNGUARD_APP_H
#define UNGUARD_APP_H

#include "base.h"
#include "screen.h"

struct app_options {
    int width_px, height_px; /* of the window; 0: 1280 x 720. At least 640 x 400 */
    bool fullscreen;
    bool high_contrast;
    bool reduced_motion; /* no easing: every frame shows the settled state */
    bool offscreen;      /* no window, no display needed: a picture in memory */
    bool software;       /* SDL's software renderer even where a faster one exists */
};

struct app;

/* Fails with one sentence: no display, no font, no renderer. Only one app at a time. */
struct app *app_open(const struct app_options *options, struct error *err);
void app_close(struct app *app); /* NULL-safe */

/* The next thing that the person asked for: true and *out filled, false when there is nothing.
 * Never waits. view is what is on the screen: keys mean what its screen makes of them. */
bool app_poll(struct app *app, const struct screen_view *view, struct request *out);

/* One key as if it were pressed: for tests and other controls. As app_poll. */
bool app_key(struct app *app, const struct screen_view *view, enum screen_key key,
             struct request *out);

/* The same for a key that a gesture stands for: gestures are shown from now on, not keys. */
bool app_gesture(struct app *app, const struct screen_view *view, enum screen_key key,
                 struct request *out);

/* Sleeps until something was asked for, at most timeout_ms: what a loop does between frames. */
void app_wait(struct app *app, int timeout_ms);

/* Draws a frame and shows it; returns after SDL_RenderPresent. A renderer that fails is remembered
 * and told by app_failed. */
void app_present(struct app *app, const struct screen_view *view);

/* True when drawing failed since the last call (err filled): the window's device was lost. */
bool app_failed(struct app *app, struct error *err);

/* Other colours, or another way to move, from the next frame on. */
void app_set_look(struct app *app, bool high_contrast, bool reduced_motion);

/* Writes the frame last presented as a PNG; for apps opened offscreen or with the software renderer
 * (others have handed their frame to the display). Fails when the file can't be written. The
 * caller sees to it that no camera picture is saved unasked. */
bool app_save_png(struct app *app, const char *path, struct error *err);

/* Of the frame last presented: the smallest type among the texts needed while exercising (0: none
 * was drawn), and how many texts did not fit their place. */
int app_smallest_text_px(const struct app *app);
int app_cut_texts(const struct app *app);

/* The window was closed by the display's own means: everything is to end. */
bool app_closed(const struct app *app);

void app_size(const struct app *app, int *width_px, int *height_px); /* of a frame, in pixels */

#endif
