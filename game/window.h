/* The window between the loops that fill it (play, replay) and the app that draws it: one view,
 * presented at the display's rate. */
#ifndef UNGUARD_WINDOW_H
#define UNGUARD_WINDOW_H

#include "app.h"
#include "session/session.h"
#include "settings.h"
#include "vision/one_euro.h"

struct window {
    struct app *app;
    struct screen_view view;       /* what the next frame shows; the caller's to fill */
    struct steady steady;          /* the skeleton is still at rest; nothing else reads it */
    struct pose shown;             /* what view.pose points to during a session */
    int64_t due_us;                /* when the next frame is due, pace_now_us's clock */
    const struct key_source *keys; /* borrowed; NULL: none but the keyboard */
    bool pressed;                  /* since the last frame */
};

/* False with a sentence where a window can't be: there is no display. */
bool window_possible(struct error *err);

/* Once SDL's video is up: does anybody see it? Where no display answers, SDL quietly takes a driver
 * that draws for nobody, unless SDL_VIDEODRIVER asked for it. */
bool window_is_real(void);

/* offscreen: a picture in memory, without any display. */
bool window_open(struct window *window, const struct settings *settings, bool offscreen,
                 struct error *err);
void window_close(struct window *window); /* zero is fine, and what it leaves */

/* What the view takes from a session: its world's plan, newest pose and the coach's display. */
void window_show_session(struct window *window, const struct session *session,
                         const struct world *world, const struct plan *plan);

/* Presents the view and waits until the next frame is due or a key is pressed. */
void window_frame(struct window *window);

/* The next request; false when there is none. Never waits. */
bool window_poll(struct window *window, struct request *request);

#endif
