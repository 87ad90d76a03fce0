#include "wav.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_BYTES (48000 * 2 * WAV_MOST_S)
#define SILENCE    0.004f

static uint32_t number(const uint8_t *at, int bytes)
{
    uint32_t value = 0;
    for (int i = bytes - 1; i >= 0; i--)
        value = value << 8 | at[i];
    return value;
}

/* The whole file; NULL: it isn't there, or is longer than any cue. */
static uint8_t *read_all(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rbe");
    uint8_t *bytes = file ? malloc(MOST_BYTES) : NULL;
    if (bytes)
        *size = fread(bytes, 1, MOST_BYTES, file);
    const bool whole = bytes && !ferror(file) && feof(file);
    if (file)
        fclose(file);
    if (!whole) {
        free(bytes);
        return NULL;
    }
    return bytes;
}

struct wav {
    uint32_t rate;
    const uint8_t *data; /* within the file */
    size_t samples;
};

/* Chunk by chunk; false where one does not fit, or what is there is not 16-bit mono. */
static bool parse(const uint8_t *bytes, size_t size, struct wav *wav)
{
    if (size < 12 || memcmp(bytes, "RIFF", 4) != 0 || memcmp(bytes + 8, "WAVE", 4) != 0)
        return false;
    for (size_t at = 12; at + 8 <= size;) {
        const uint8_t *chunk = bytes + at + 8;
        const size_t length = number(bytes + at + 4, 4);
        if (length > size - at - 8)
            return false; /* cut short */
        if (memcmp(bytes + at, "fmt ", 4) == 0) {
            if (length < 16 || number(chunk, 2) != 1 || number(chunk + 2, 2) != 1 ||
                number(chunk + 14, 2) != 16)
                return false;
            wav->rate = number(chunk + 4, 4);
        } else if (memcmp(bytes + at, "data", 4) == 0) {
            wav->data = chunk;
            wav->samples = length / 2;
        }
        at += 8 + length + length % 2;
    }
    return wav->data != NULL && wav->samples > 0 && wav->rate >= 8000 && wav->rate <= 48000;
}

static float sample_of(const struct wav *wav, size_t at)
{
    const int value = (int)number(wav->data + 2 * at, 2);
    return (float)(value >= 0x8000 ? value - 0x10000 : value) / 32768;
}

/* Between two samples where the rates differ: speech needs no better. */
static float sample_between(const struct wav *wav, double at)
{
    const size_t low = (size_t)at;
    const float share = (float)(at - (double)low);
    const float next = low + 1 < wav->samples ? sample_of(wav, low + 1) : 0;
    return sample_of(wav, low) * (1 - share) + next * share;
}

static bool is_silent(float sample)
{
    return sample < SILENCE && sample > -SILENCE;
}

static bool convert(const struct wav *wav, struct sound *sound)
{
    size_t first = 0, last = wav->samples;
    while (first < last && is_silent(sample_of(wav, first)))
        first++;
    while (last > first && is_silent(sample_of(wav, last - 1)))
        last--;
    const double step = (double)wav->rate / SOUND_RATE_HZ;
    const int count = (int)((double)(last - first) / step);
    float *sample = malloc(((size_t)count + 1) * sizeof *sample);
    if (!sample)
        return false;
    for (int i = 0; i < count; i++)
        sample[i] = sample_between(wav, (double)first + (double)i * step);
    *sound = (struct sound){sample, count};
    return true;
}

bool wav_read(const char *path, struct sound *sound, struct error *err)
{
    size_t size = 0;
    struct wav wav = {0};
    uint8_t *bytes = read_all(path, &size);
    bool good = bytes && parse(bytes, size, &wav);
    good = good && convert(&wav, sound);
    free(bytes);
    return good || error_set(err, "%.180s: this is no whole sound file", path);
}
