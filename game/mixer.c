#include "mixer.h"

#include <math.h>
#include <stddef.h>

#define FADE_SAMPLES (SOUND_RATE_HZ / 25)
#define DUCKED       0.45f
#define DUCK_EASE    (1.0f / (0.05f * SOUND_RATE_HZ)) /* within about 50 ms */
#define KNEE         0.8f                             /* below it a sample is left as it is */

static bool plays(const struct mixer_part *part)
{
    return part->sample != NULL && part->at < part->count;
}

bool mixer_speaks(const struct mixer *mixer)
{
    return plays(&mixer->speech);
}

void mixer_hush(struct mixer *mixer)
{
    if (!mixer_speaks(mixer))
        return;
    mixer->leaving = mixer->speech;
    mixer->fade_left = FADE_SAMPLES;
    mixer->speech = (struct mixer_part){0};
}

void mixer_say(struct mixer *mixer, const struct sound *speech, float level)
{
    mixer_hush(mixer);
    mixer->speech = (struct mixer_part){speech->sample, speech->count, 0, level};
}

bool mixer_uses(const struct mixer *mixer, const struct sound *speech)
{
    return speech->sample != NULL &&
           ((mixer_speaks(mixer) && mixer->speech.sample == speech->sample) ||
            (plays(&mixer->leaving) && mixer->leaving.sample == speech->sample));
}

void mixer_sound(struct mixer *mixer, const struct sound *tone, float level)
{
    int place = 0;
    for (int i = 1; i < MIXER_TONES; i++) {
        const struct mixer_part *at = &mixer->tone[i], *best = &mixer->tone[place];
        if (at->count - at->at < best->count - best->at)
            place = i;
    }
    mixer->tone[place] = (struct mixer_part){tone->sample, tone->count, 0, level};
}

static float take(struct mixer_part *part)
{
    return plays(part) ? part->level * part->sample[part->at++] : 0;
}

static float take_leaving(struct mixer *mixer)
{
    float sample = take(&mixer->leaving) * (float)mixer->fade_left / FADE_SAMPLES;
    if (mixer->fade_left > 0 && --mixer->fade_left == 0)
        mixer->leaving = (struct mixer_part){0};
    return sample;
}

/* Straight up to the knee, then bent so that it never reaches 1. */
static float round_off(float sample)
{
    float size = fabsf(sample);
    if (size <= KNEE)
        return sample;
    float over = (size - KNEE) / (1 - KNEE);
    return copysignf(KNEE + (1 - KNEE) * over / (1 + over), sample);
}

void mixer_fill(struct mixer *mixer, float *out, int count)
{
    for (int i = 0; i < count; i++) {
        float aim = mixer_speaks(mixer) ? DUCKED : 1;
        float speech = take(&mixer->speech) + take_leaving(mixer), tones = 0;
        mixer->duck += ((aim - 1) - mixer->duck) * DUCK_EASE; /* 0: not turned down */
        for (int tone = 0; tone < MIXER_TONES; tone++)
            tones += take(&mixer->tone[tone]);
        out[i] = round_off(speech + (1 + mixer->duck) * tones);
    }
}
