/* One-channel 16-bit WAV files, as espeak-ng writes them, to samples. */
#ifndef UNGUARD_WAV_H
#define UNGUARD_WAV_H

#include "sounds.h"

#define WAV_MOST_S 60 /* a longer one is no cue */

/* The file as SOUND_RATE_HZ samples, without the silence before and after; owned by the caller
 * (sound_free). False with a sentence: it isn't there, is cut short, or is no such file; sound is
 * left as it was. */
bool wav_read(const char *path, struct sound *sound, struct error *err);

#endif
