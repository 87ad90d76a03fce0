/* Words to sound: the program espeak-ng, run once for each text and kept as a file in the cache.
 * The text goes to it through a pipe and everything else as arguments of its own: no shell. */
#ifndef UNGUARD_SPEECH_H
#define UNGUARD_SPEECH_H

#include "paths.h"
#include "sounds.h"

#define SPEECH_LIMIT_S 4 /* a program that takes longer for a sentence hangs, and is ended */

struct speech {
    char folder[PATH_SIZE]; /* of the cache */
    char voice[32];
    int rate; /* words a minute */
    int made; /* texts spoken anew by this program */
};

/* A name that is safe to hand on: a letter first, then letters, digits, + - _ */
bool speech_voice_is_good(const char *voice);

/* Is espeak-ng there? path, when not NULL, is where. */
bool speech_program(char path[PATH_SIZE]);

/* The text's sound, from the cache or made now; owned by the caller. A damaged file is made anew.
 * False with a sentence: there is no espeak-ng, it hung, or failed. Takes up to SPEECH_LIMIT_S:
 * nothing for the thread that draws. */
bool speech_get(struct speech *speech, const char *text, struct sound *sound, struct error *err);

/* Where its file is, whether it exists or not. */
void speech_path(const struct speech *speech, const char *text, char path[PATH_SIZE + 32]);

#endif
