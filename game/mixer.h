/* One voice and a few tones, added up. Pure: samples in, samples out, no device. */
#ifndef UNGUARD_MIXER_H
#define UNGUARD_MIXER_H

#include "sounds.h"

#define MIXER_TONES 4

struct mixer_part {
    const float *sample; /* borrowed; NULL: silent */
    int count, at;       /* at: the next one to play */
    float level;         /* 0..1 */
};

/* Zero is a valid start: silence. */
struct mixer {
    struct mixer_part speech;
    struct mixer_part leaving; /* speech that was cut off, fading out */
    int fade_left;             /* samples until it is silent */
    struct mixer_part tone[MIXER_TONES];
    float duck; /* -1..0: how far the tones are turned down, eased: they give way to speech */
};

/* Speech in the place of what was being said, which fades out. A sound's samples stay the caller's
 * until mixer_uses says no. */
void mixer_say(struct mixer *mixer, const struct sound *speech, float level);
void mixer_hush(struct mixer *mixer); /* the speech ends within 40 ms, without a click */
bool mixer_uses(const struct mixer *mixer, const struct sound *speech);

/* A tone more; where all places are taken the one nearest its end makes room. */
void mixer_sound(struct mixer *mixer, const struct sound *tone, float level);

bool mixer_speaks(const struct mixer *mixer);

/* The next samples, each within -1..1: what would go beyond is rounded off, not clipped. */
void mixer_fill(struct mixer *mixer, float *out, int count);

#endif
