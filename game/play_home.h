/* The home screen in a window, and all that is reached from it besides a session. */
#ifndef UNGUARD_PLAY_HOME_H
#define UNGUARD_PLAY_HOME_H

#include "play.h"
#include "window.h"

/* Shows home until a session is wanted: play then holds its plan, begun where the last one broke
 * off if that was chosen. False: leave. */
bool play_home(struct window *window, struct play *play);

/* A session is over: what the next one will be and why, in a few sentences. False: nothing is kept,
 * so nothing is known. */
bool play_next_words(const struct play *play, char *text, size_t size);

#endif
