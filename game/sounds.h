/* Soft tones, made by arithmetic: a struck bar, warm and without a click. */
#ifndef UNGUARD_SOUNDS_H
#define UNGUARD_SOUNDS_H

#include "cues.h"

#define SOUND_RATE_HZ 22050 /* of all that is mixed: what espeak-ng gives; one channel */

struct sound {
    float *sample; /* -1..1, owned: sound_free */
    int count;
};

/* A tone of that kind, its largest sample at 0.5; it begins and ends at 0. False: no memory. */
bool sound_make(struct sound *sound, enum cue_tone tone);
void sound_free(struct sound *sound); /* NULL-safe, zero is fine */

#endif
