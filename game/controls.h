/* What a person has at hand besides the camera: keyboard, presentation remote, game controller;
 * each button is one of the few keys that screens know. Controllers may come and go. */
#ifndef UNGUARD_CONTROLS_H
#define UNGUARD_CONTROLS_H

#include "base.h"
#include "screen.h"

#include <SDL.h>

#define CONTROLS_MOST 4 /* controllers listened to at once */

/* Zero is a valid start: none is plugged in. */
struct controls {
    SDL_GameController *open[CONTROLS_MOST]; /* owned; NULL: a free place */
    bool started; /* a remote's start button: it sends F5 and Escape in turn */
};

/* Looks for controllers from now on; none found, or none possible here, is no failure. SDL has been
 * initialised. */
void controls_open(struct controls *controls);
void controls_close(struct controls *controls); /* zero is fine, and what it leaves */

/* What an event of SDL's means; KEY_NONE for most of them. Opens and closes controllers as they
 * come and go. */
enum screen_key controls_key(struct controls *controls, const SDL_Event *event);

/* How many controllers are plugged in, and the first one's name ("" for none) into text. */
int controls_count(char *text, size_t size);

#endif
