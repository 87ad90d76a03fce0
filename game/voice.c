#include "voice.h"

#include "mixer.h"
#include "pace.h"
#include "speech.h"

#include <SDL.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define BUFFER  512 /* samples: 23 ms */
#define LATE_US 900000
#define SOUNDS  3 /* being said, fading out, and being made ready */

/* A text to be made ahead of time, and how long it turned out to be. */
struct prepared {
    char text[CUE_TEXT_SIZE];
    int64_t length_us; /* 0: not known yet; -1: it can't be spoken */
};

struct voice {
    struct settings_voice settings;
    SDL_AudioDeviceID device; /* 0: none */
    bool audio;               /* SDL's audio has been started by this */
    struct sound tone[TONE_KIND_COUNT];
    struct error told; /* what voice_notice gave last */

    /* With SDL_LockAudioDevice. */
    struct mixer mixer;

    pthread_t thread;
    bool has_thread;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t wake;
    bool leave;
    struct speech speech; /* the thread's alone */
    struct prepared *prepared;
    int prepared_count, prepared_next;
    char text[CUE_TEXT_SIZE];   /* to be said */
    uint64_t wanted, said;      /* its number, and that of the last one taken up */
    int64_t asked_us;           /* when, by pace_now_us */
    struct error why;           /* "": it speaks */
    bool news;                  /* why has not been told */
    struct sound sound[SOUNDS]; /* the thread's, read by the mixer */
};

/* ---- the device ---- */

static void fill(void *self, Uint8 *bytes, int size)
{
    struct voice *voice = self;
    mixer_fill(&voice->mixer, (float *)(void *)bytes, size / (int)sizeof(float));
}

static void open_device(struct voice *voice)
{
    const SDL_AudioSpec wish = {.freq = SOUND_RATE_HZ,
                                .format = AUDIO_F32SYS,
                                .channels = 1,
                                .samples = BUFFER,
                                .callback = fill,
                                .userdata = voice};
    if (voice->settings.mute)
        return;
    voice->audio = SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
    if (voice->audio)
        voice->device = SDL_OpenAudioDevice(NULL, 0, &wish, NULL, 0);
    if (voice->device == 0) {
        error_set(&voice->why, "No sound device answers: all that is said stands on the screen");
        voice->news = true;
        return;
    }
    SDL_PauseAudioDevice(voice->device, 0);
}

static float level_of(int per_cent)
{
    const float share = (float)per_cent / 100;
    return share * share; /* as loudness is heard */
}

bool voice_sounds(const struct voice *voice)
{
    return voice != NULL && voice->device != 0 && voice->settings.tones > 0;
}

void voice_sound(struct voice *voice, enum cue_tone tone)
{
    if (!voice_sounds(voice))
        return;
    SDL_LockAudioDevice(voice->device);
    mixer_sound(&voice->mixer, &voice->tone[tone], level_of(voice->settings.tones));
    SDL_UnlockAudioDevice(voice->device);
}

/* ---- the thread that speaks ---- */

static void give_up(struct voice *voice, const struct error *err)
{
    if (voice->why.text[0] != '\0')
        return;
    voice->why = *err;
    voice->news = true;
}

/* A place that the mixer does not read. With two in use there is a third. */
static int free_place(struct voice *voice)
{
    int place = 0;
    SDL_LockAudioDevice(voice->device);
    while (place < SOUNDS - 1 && mixer_uses(&voice->mixer, &voice->sound[place]))
        place++;
    SDL_UnlockAudioDevice(voice->device);
    return place;
}

static struct prepared *find(struct voice *voice, const char *text)
{
    for (int i = 0; i < voice->prepared_count; i++)
        if (strcmp(voice->prepared[i].text, text) == 0)
            return &voice->prepared[i];
    return NULL;
}

static int64_t length_of(const struct sound *sound)
{
    return (int64_t)sound->count * 1000000 / SOUND_RATE_HZ;
}

/* The lock is held, but not while it is spoken. */
static bool get(struct voice *voice, const char *text, struct sound *sound)
{
    char copy[CUE_TEXT_SIZE];
    struct error err = {{0}};
    text_copy(copy, sizeof(copy), text);
    pthread_mutex_unlock(&voice->lock);
    const bool good = speech_get(&voice->speech, copy, sound, &err);
    pthread_mutex_lock(&voice->lock);
    struct prepared *known = find(voice, copy);
    if (known != NULL)
        known->length_us = good ? length_of(sound) : -1;
    if (!good)
        give_up(voice, &err);
    return good;
}

static void speak(struct voice *voice)
{
    const uint64_t number = voice->said = voice->wanted;
    struct sound sound;
    if (!get(voice, voice->text, &sound))
        return;
    if (number != voice->wanted || pace_now_us() - voice->asked_us > LATE_US) {
        sound_free(&sound); /* something else is said by now */
        return;
    }
    const int place = free_place(voice);
    SDL_LockAudioDevice(voice->device);
    sound_free(&voice->sound[place]);
    voice->sound[place] = sound;
    mixer_say(&voice->mixer, &voice->sound[place], level_of(voice->settings.volume));
    SDL_UnlockAudioDevice(voice->device);
}

static void *work(void *self)
{
    struct voice *voice = self;
    pthread_mutex_lock(&voice->lock);
    while (!voice->leave) {
        if (voice->wanted != voice->said) {
            speak(voice);
        } else if (voice->prepared_next < voice->prepared_count && voice->why.text[0] == '\0') {
            struct sound sound;
            if (get(voice, voice->prepared[voice->prepared_next++].text, &sound))
                sound_free(&sound);
        } else {
            pthread_cond_wait(&voice->wake, &voice->lock);
        }
    }
    pthread_mutex_unlock(&voice->lock);
    return NULL;
}

/* ---- asking for it ---- */

static bool speaks(const struct voice *voice)
{
    return voice != NULL && voice->has_thread;
}

void voice_say(struct voice *voice, const char *text)
{
    if (!speaks(voice))
        return;
    pthread_mutex_lock(&voice->lock);
    text_copy(voice->text, sizeof(voice->text), text);
    voice->wanted++;
    voice->asked_us = pace_now_us();
    pthread_cond_signal(&voice->wake);
    pthread_mutex_unlock(&voice->lock);
}

void voice_hush(struct voice *voice)
{
    if (!speaks(voice))
        return;
    pthread_mutex_lock(&voice->lock);
    voice->said = ++voice->wanted; /* nothing that is being made is wanted any more */
    pthread_mutex_unlock(&voice->lock);
    SDL_LockAudioDevice(voice->device);
    mixer_hush(&voice->mixer);
    SDL_UnlockAudioDevice(voice->device);
}

void voice_prepare(struct voice *voice, const char *text)
{
    if (!speaks(voice) || text[0] == '\0')
        return;
    pthread_mutex_lock(&voice->lock);
    if (voice->prepared_count < VOICE_AHEAD && find(voice, text) == NULL) {
        struct prepared *prepared = &voice->prepared[voice->prepared_count++];
        *prepared = (struct prepared){.length_us = 0};
        text_copy(prepared->text, sizeof(prepared->text), text);
        pthread_cond_signal(&voice->wake);
    }
    pthread_mutex_unlock(&voice->lock);
}

bool voice_is_prepared(struct voice *voice)
{
    if (!speaks(voice))
        return true;
    pthread_mutex_lock(&voice->lock);
    const bool done = voice->why.text[0] != '\0' || voice->prepared_count == 0 ||
                      voice->prepared[voice->prepared_count - 1].length_us != 0;
    pthread_mutex_unlock(&voice->lock);
    return done;
}

static int64_t measured(void *self, const char *text)
{
    struct voice *voice = self;
    int64_t length_us = 0;
    if (speaks(voice)) {
        pthread_mutex_lock(&voice->lock);
        const struct prepared *known = find(voice, text);
        length_us = known != NULL ? known->length_us : 0;
        pthread_mutex_unlock(&voice->lock);
    }
    return length_us > 0 ? length_us : cue_length_guess(text, voice->settings.rate);
}

struct cue_length voice_length(struct voice *voice)
{
    return voice != NULL ? (struct cue_length){measured, voice} : (struct cue_length){0};
}

const char *voice_notice(struct voice *voice)
{
    if (voice == NULL)
        return NULL;
    pthread_mutex_lock(&voice->lock);
    const bool news = voice->news;
    voice->news = false;
    if (news)
        voice->told = voice->why;
    pthread_mutex_unlock(&voice->lock);
    return news ? voice->told.text : NULL;
}

const struct cue *voice_follow(struct voice *voice, struct cues *cues, int64_t now_us,
                               struct cue_log *log)
{
    const struct cue was = cues->line.now;
    struct cue cue;
    enum cue_tone tone;
    const struct cue *before = cue_spoken(&cues->line, now_us);
    if (log->open && log->last.start_us == was.start_us && was.length_us < log->last.length_us) {
        cue_log_cut(log, was.start_us + was.length_us);
        if (before == NULL)
            voice_hush(voice);
    }
    while (cues_next(cues, now_us, &cue)) {
        cue_log_begin(log, &cue);
        voice_say(voice, cue.text);
    }
    while (cues_tone(cues, &tone)) {
        cue_log_tone(log, tone, now_us);
        voice_sound(voice, tone);
    }
    return cue_spoken(&cues->line, now_us);
}

/* ---- the whole ---- */

static bool begin(struct voice *voice, const char *folder)
{
    struct error err;
    text_copy(voice->speech.voice, sizeof(voice->speech.voice), voice->settings.name);
    voice->speech.rate = voice->settings.rate;
    for (int i = 0; i < TONE_KIND_COUNT; i++)
        if (!sound_make(&voice->tone[i], (enum cue_tone)i))
            return false;
    open_device(voice);
    if (voice->device == 0)
        return true;
    if (folder != NULL ? !text_copy(voice->speech.folder, PATH_SIZE, folder)
                       : !paths_cache("voice", voice->speech.folder, &err)) {
        give_up(voice, &err);
        return true;
    }
    voice->prepared = malloc(VOICE_AHEAD * sizeof(*voice->prepared));
    voice->has_thread = voice->prepared != NULL && voice->settings.volume > 0 &&
                        pthread_create(&voice->thread, NULL, work, voice) == 0;
    return voice->prepared != NULL;
}

struct voice *voice_open(const struct settings_voice *settings, const char *folder)
{
    struct voice *voice = calloc(1, sizeof(*voice));
    if (voice == NULL)
        return NULL;
    voice->settings = *settings;
    pthread_mutex_init(&voice->lock, NULL);
    pthread_cond_init(&voice->wake, NULL);
    if (begin(voice, folder))
        return voice;
    voice_close(voice);
    return NULL;
}

void voice_close(struct voice *voice)
{
    if (voice == NULL)
        return;
    if (voice->has_thread) {
        pthread_mutex_lock(&voice->lock);
        voice->leave = true;
        pthread_cond_signal(&voice->wake);
        pthread_mutex_unlock(&voice->lock);
        pthread_join(voice->thread, NULL);
    }
    if (voice->device != 0)
        SDL_CloseAudioDevice(voice->device);
    if (voice->audio)
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    for (int i = 0; i < SOUNDS; i++)
        sound_free(&voice->sound[i]);
    for (int i = 0; i < TONE_KIND_COUNT; i++)
        sound_free(&voice->tone[i]);
    free(voice->prepared);
    pthread_cond_destroy(&voice->wake);
    pthread_mutex_destroy(&voice->lock);
    free(voice);
}
