#include "sounds.h"

#include <math.h>
#include <stdlib.h>

#define PI      3.14159265358979323846
#define LOUDEST 0.5f
#define FADE_S  0.02 /* at the very end: down to nothing */

/* One struck note. A bar's second partial is about four times as high; it dies away first. */
struct note {
    double hz, at_s;
    float loud;
};

/* Pitches of one pentatonic scale, so that any two that meet agree. The count is short and low
 * enough to hear a word over; the hold's end rises, a way back to go. */
static const struct tone {
    struct note note[3];
    int notes;
    double length_s, attack_s, decay_s;
} tones[TONE_KIND_COUNT] = {
    [TONE_COUNT] = {{{392.00, 0, 1}}, 1, 0.35, 0.008, 0.09},
    [TONE_REACHED] = {{{523.25, 0, 1}, {659.26, 0.09, 0.8f}}, 2, 0.9, 0.015, 0.22},
    [TONE_HELD] =
        {{{659.26, 0, 0.8f}, {783.99, 0.11, 0.9f}, {1046.50, 0.22, 0.7f}}, 3, 1.2, 0.015, 0.28},
};

/* Rises as a quarter of a sine, falls as a half-life does: no corner at its beginning. */
static double envelope(const struct tone *tone, double t_s)
{
    if (t_s < 0)
        return 0;
    double rise = t_s < tone->attack_s ? sin(PI / 2 * t_s / tone->attack_s) : 1;
    return rise * exp(-t_s / tone->decay_s);
}

static double sample_at(const struct tone *tone, double t_s)
{
    double sum = 0;
    for (int i = 0; i < tone->notes; i++) {
        const struct note *note = &tone->note[i];
        double since_s = t_s - note->at_s, level = envelope(tone, since_s);
        if (since_s < 0)
            continue;
        sum += (double)note->loud * level *
               (sin(2 * PI * note->hz * since_s) +
                0.12 * level * sin(2 * PI * 3.93 * note->hz * since_s));
    }
    return sum;
}

bool sound_make(struct sound *sound, enum cue_tone kind)
{
    const struct tone *tone = &tones[kind];
    float most = 0;
    sound->count = (int)(tone->length_s * SOUND_RATE_HZ);
    sound->sample = malloc((size_t)sound->count * sizeof *sound->sample);
    if (!sound->sample) {
        sound->count = 0;
        return false;
    }
    for (int i = 0; i < sound->count; i++) {
        double t_s = (double)i / SOUND_RATE_HZ;
        double left_s = (double)(sound->count - 1 - i) / SOUND_RATE_HZ;
        double fade = left_s < FADE_S ? left_s / FADE_S : 1;
        sound->sample[i] = (float)(fade * sample_at(tone, t_s));
        most = fmaxf(most, fabsf(sound->sample[i]));
    }
    for (int i = 0; i < sound->count; i++)
        sound->sample[i] *= LOUDEST / most;
    return true;
}

void sound_free(struct sound *sound)
{
    if (!sound)
        return;
    free(sound->sample);
    *sound = (struct sound){0};
}
