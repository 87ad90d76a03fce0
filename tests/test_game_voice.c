/* What is heard: tones, mixing, files, and the program that speaks, there, missing, or hanging. */
#include "mixer.h"
#include "pace.h"
#include "program.h"
#include "speech.h"
#include "voice.h"
#include "wav.h"

#include <SDL.h>
#include <math.h>

/* ---- tones ---- */

static float largest_step(const float *sample, int count)
{
    float most = fabsf(sample[0]);
    for (int i = 1; i < count; i++)
        most = fmaxf(most, fabsf(sample[i] - sample[i - 1]));
    return most;
}

Test(sounds, begin_and_end_at_nothing_and_never_jump)
{
    for (enum cue_tone kind = 0; kind < TONE_KIND_COUNT; kind++) {
        struct sound sound;
        float most = 0;
        cr_assert(sound_make(&sound, kind));
        for (int i = 0; i < sound.count; i++)
            most = fmaxf(most, fabsf(sound.sample[i]));
        cr_expect_float_eq(most, 0.5f, 1e-5);
        cr_expect_lt(fabsf(sound.sample[0]), 1e-4f, "%s", cue_tone_name(kind));
        cr_expect_lt(fabsf(sound.sample[sound.count - 1]), 1e-4f);
        /* The steepest that the highest partial may be: a corner or a cut would be steeper. */
        cr_expect_lt(largest_step(sound.sample, sound.count), 0.3f, "%s", cue_tone_name(kind));
        cr_expect_lt(sound.count, 3 * SOUND_RATE_HZ / 2);
        sound_free(&sound);
    }
}

/* ---- mixing ---- */

#define SECOND SOUND_RATE_HZ

static struct sound constant(float value, int count)
{
    struct sound sound = {malloc((size_t)count * sizeof(float)), count};
    for (int i = 0; i < count; i++)
        sound.sample[i] = value;
    return sound;
}

Test(mixer, without_a_sound_it_is_silent)
{
    struct mixer mixer = {0};
    float out[256] = {1};
    mixer_fill(&mixer, out, 256);
    for (int i = 0; i < 256; i++)
        cr_assert_eq(out[i], 0);
}

Test(mixer, quiet_sounds_pass_unchanged_and_loud_ones_never_clip)
{
    struct mixer mixer = {0};
    struct sound speech = constant(0.7f, 1000), loud = constant(1, 1000);
    float out[1000];
    mixer_say(&mixer, &speech, 1);
    mixer_fill(&mixer, out, 1000);
    cr_assert_float_eq(out[500], 0.7f, 1e-6);
    mixer_say(&mixer, &loud, 1);
    for (int i = 0; i < 2 * MIXER_TONES; i++)
        mixer_sound(&mixer, &loud, 1);
    mixer_fill(&mixer, out, 1000);
    for (int i = 0; i < 1000; i++)
        cr_assert(out[i] > 0.7f && out[i] < 1, "%f", (double)out[i]);
    sound_free(&speech);
    sound_free(&loud);
}

Test(mixer, tones_give_way_to_speech_and_come_back)
{
    struct mixer mixer = {0};
    struct sound tone = constant(0.4f, 3 * SECOND), silence = constant(0, SECOND);
    float *out = malloc(SECOND * sizeof(float));
    mixer_sound(&mixer, &tone, 1);
    mixer_say(&mixer, &silence, 1);
    mixer_fill(&mixer, out, SECOND);
    cr_expect_lt(out[SECOND - 1], 0.2f);
    cr_expect_lt(largest_step(out + 1, SECOND - 1), 0.41f);
    mixer_fill(&mixer, out, SECOND);
    cr_expect_float_eq(out[SECOND - 1], 0.4f, 1e-3);
    free(out);
    sound_free(&tone);
    sound_free(&silence);
}

Test(mixer, a_hush_fades_within_40_ms_without_a_step)
{
    struct mixer mixer = {0};
    struct sound speech = constant(0.5f, SECOND);
    float out[2000];
    mixer_say(&mixer, &speech, 1);
    mixer_fill(&mixer, out, 100);
    cr_assert(mixer_speaks(&mixer));
    mixer_hush(&mixer);
    cr_assert_not(mixer_speaks(&mixer));
    cr_assert(mixer_uses(&mixer, &speech), "still fading");
    mixer_fill(&mixer, out, 2000);
    cr_expect_gt(out[0], 0.49f);
    cr_expect_eq(out[SECOND / 25], 0);
    for (int i = 1; i < 2000; i++)
        cr_assert_lt(fabsf(out[i] - out[i - 1]), 0.01f);
    cr_assert_not(mixer_uses(&mixer, &speech));
    sound_free(&speech);
}

Test(mixer, no_volume_is_silence)
{
    struct mixer mixer = {0};
    struct sound speech = constant(0.9f, 100);
    float out[100];
    mixer_say(&mixer, &speech, 0);
    mixer_sound(&mixer, &speech, 0);
    mixer_fill(&mixer, out, 100);
    for (int i = 0; i < 100; i++)
        cr_assert_eq(out[i], 0);
    sound_free(&speech);
}

/* ---- files ---- */

static void put_number(uint8_t *at, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (uint8_t)(value >> 8 * i);
}

#define WAV_SAMPLES 800
#define WAV_BYTES   (44 + 2 * WAV_SAMPLES)

static void make_wav(uint8_t bytes[WAV_BYTES], uint32_t rate)
{
    memset(bytes, 0, WAV_BYTES);
    memcpy(bytes, "RIFF....WAVEfmt ", 16);
    put_number(bytes + 4, WAV_BYTES - 8, 4);
    put_number(bytes + 16, 16, 4);
    put_number(bytes + 20, 1, 2);
    put_number(bytes + 22, 1, 2);
    put_number(bytes + 24, rate, 4);
    put_number(bytes + 28, 2 * rate, 4);
    put_number(bytes + 32, 2, 2);
    put_number(bytes + 34, 16, 2);
    memcpy(bytes + 36, "data", 4);
    put_number(bytes + 40, 2 * WAV_SAMPLES, 4);
    for (int i = 100; i < 700; i++) /* silence around it */
        put_number(bytes + 44 + 2 * i, (uint32_t)(i % 2 ? 16384 : 65536 - 16384), 2);
}

static void write_file(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    cr_assert(file && fwrite(bytes, 1, size, file) == size && fclose(file) == 0, "%s", path);
}

Test(wav, samples_without_the_silence_around_them)
{
    struct place place = place_make();
    struct sound sound = {0};
    uint8_t bytes[WAV_BYTES];
    char path[128];
    struct error err = {""};
    snprintf(path, sizeof path, "%s/a.wav", place.folder);
    make_wav(bytes, SOUND_RATE_HZ);
    write_file(path, bytes, sizeof bytes);
    cr_assert(wav_read(path, &sound, &err), "%s", err.text);
    cr_expect_eq(sound.count, 600);
    cr_expect_float_eq(sound.sample[1], 0.5f, 1e-4);
    cr_expect_float_eq(sound.sample[0], -0.5f, 1e-4);
    sound_free(&sound);
    make_wav(bytes, SOUND_RATE_HZ / 2);
    write_file(path, bytes, sizeof bytes);
    cr_assert(wav_read(path, &sound, &err));
    cr_expect_eq(sound.count, 1200, "another rate, the same time");
    sound_free(&sound);
    place_remove(place.folder);
}

Test(wav, whatever_is_cut_or_changed_is_refused_or_read_but_never_followed)
{
    struct place place = place_make();
    uint8_t bytes[WAV_BYTES];
    char path[128];
    snprintf(path, sizeof path, "%s/a.wav", place.folder);
    make_wav(bytes, SOUND_RATE_HZ);
    for (size_t size = 0; size < WAV_BYTES; size += size < 48 ? 1 : 97) {
        struct sound sound = {0};
        struct error err = {""};
        write_file(path, bytes, size);
        cr_assert_not(wav_read(path, &sound, &err), "cut at %zu", size);
        cr_assert_not_null(strstr(err.text, path));
        cr_assert_null(sound.sample);
    }
    for (size_t at = 0; at < 44; at++) { /* each byte of the head turned over */
        struct sound sound = {0};
        bytes[at] ^= 0xff;
        write_file(path, bytes, sizeof bytes);
        if (wav_read(path, &sound, NULL))
            sound_free(&sound);
        bytes[at] ^= 0xff;
    }
    cr_assert_not(wav_read("/nonexistent/a.wav", &(struct sound){0}, NULL));
    place_remove(place.folder);
}

/* ---- the program ---- */

static struct place place;
static struct speech speech;

/* A program of that name that does what the script says, and notes how it was called. */
static void be_program(const char *script)
{
    char path[160], text[2048];
    snprintf(path, sizeof path, "%s/bin", place.folder);
    mkdir(path, 0700);
    setenv("PATH", path, 1);
    snprintf(text, sizeof text,
             "#!/bin/sh\nPATH=/usr/bin:/bin\nhere=%s\nprintf '%%s\\n' \"$*\" >> $here/calls\n"
             "while [ \"$1\" != -w ]; do shift; done\n%s\n",
             place.folder, script);
    snprintf(path, sizeof path, "%s/bin/espeak-ng", place.folder);
    write_file(path, text, strlen(text));
    chmod(path, 0700);
}

#define SPEAK "cat > $here/text; cp $here/sample.wav \"$2\""

static void set_up(void)
{
    uint8_t bytes[WAV_BYTES];
    char path[128];
    place = place_make();
    speech = (struct speech){.voice = "en-gb", .rate = 150};
    text_copy(speech.folder, sizeof speech.folder, place.folder);
    make_wav(bytes, SOUND_RATE_HZ);
    snprintf(path, sizeof path, "%s/sample.wav", place.folder);
    write_file(path, bytes, sizeof bytes);
}

static void tear_down(void)
{
    place_remove(place.folder);
}

TestSuite(speech, .init = set_up, .fini = tear_down);

static void read_text(const char *name, char text[1024])
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", place.folder, name);
    FILE *file = fopen(path, "r");
    size_t size = file ? fread(text, 1, 1023, file) : 0;
    text[size] = '\0';
    if (file)
        fclose(file);
}

Test(speech, made_once_and_then_taken_from_the_cache)
{
    struct sound sound;
    struct error err = {""};
    be_program(SPEAK);
    cr_assert(speech_get(&speech, "Hold.", &sound, &err), "%s", err.text);
    cr_expect_eq(sound.count, 600);
    sound_free(&sound);
    cr_assert(speech_get(&speech, "Hold.", &sound, &err));
    sound_free(&sound);
    cr_expect_eq(speech.made, 1);
    setenv("PATH", "/nonexistent", 1);
    cr_assert(speech_get(&speech, "Hold.", &sound, &err), "without the program, too");
    sound_free(&sound);
    be_program(SPEAK);
    speech.rate = 170;
    cr_assert(speech_get(&speech, "Hold.", &sound, &err));
    sound_free(&sound);
    cr_expect_eq(speech.made, 2, "another rate is another sound");
}

Test(speech, a_damaged_file_is_made_anew)
{
    struct sound sound;
    struct error err = {""};
    char path[PATH_SIZE + 32];
    be_program(SPEAK);
    speech_path(&speech, "Hold.", path);
    write_file(path, "RIFF", 4);
    cr_assert(speech_get(&speech, "Hold.", &sound, &err), "%s", err.text);
    cr_expect_eq(sound.count, 600);
    cr_expect_eq(speech.made, 1);
    sound_free(&sound);
}

/* What a text or a setting says is never run, nor taken for an option. */
Test(speech, words_are_handed_over_as_they_are)
{
    static const char words[] = "-f /etc/passwd; touch pwned `touch pwned` $(touch pwned) \"'|";
    struct sound sound;
    struct error err = {""};
    char text[1024];
    be_program(SPEAK);
    cr_assert(speech_get(&speech, words, &sound, &err), "%s", err.text);
    sound_free(&sound);
    read_text("text", text);
    cr_expect_str_eq(text, words);
    read_text("calls", text);
    cr_expect_null(strstr(text, "passwd"), "%s", text);
    cr_expect_not_null(strstr(text, "--stdin -b 1 -z -v en-gb -s 150 -w "), "%s", text);
    text_copy(speech.voice, sizeof speech.voice, "-w/tmp/x");
    cr_expect_not(speech_get(&speech, "Other words.", &sound, &err));
    cr_expect_not_null(strstr(err.text, "no voice's name"), "%s", err.text);
}

Test(speech, names_of_voices)
{
    static const char *const good[] = {"en-gb", "en-us", "en-gb+f3", "en-gb-x-rp", "de"};
    static const char *const bad[] = {"", "-v", "en gb", "en;ls", "../x", "en/gb", "+f3", "1en"};
    for (size_t i = 0; i < ARRAY_LENGTH(good); i++)
        cr_expect(speech_voice_is_good(good[i]), "%s", good[i]);
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        cr_expect_not(speech_voice_is_good(bad[i]), "%s", bad[i]);
}

static void fails_with(const char *part)
{
    struct sound sound = {0};
    struct error err = {""};
    char path[PATH_SIZE + 32];
    cr_expect_not(speech_get(&speech, "Hold.", &sound, &err));
    cr_expect_not_null(strstr(err.text, part), "%s", err.text);
    speech_path(&speech, "Hold.", path);
    cr_expect_not(paths_exists(path), "nothing half done is left");
}

Test(speech, missing_failing_or_talking_nonsense)
{
    setenv("PATH", "/nonexistent", 1);
    fails_with("there is no program espeak-ng");
    be_program("exit 1");
    fails_with("did not speak");
    be_program("cat > /dev/null");
    fails_with("");
}

Test(speech, one_that_hangs_is_ended)
{
    be_program("sleep 100");
    const int64_t before_us = pace_now_us();
    fails_with("did not answer within 4 s");
    cr_expect_lt(pace_now_us() - before_us, 60000000, "not after 100 s");
}

Test(speech, the_real_one_speaks)
{
    struct sound sound;
    struct error err = {""};
    if (!speech_program(NULL))
        cr_skip("skipped: there is no espeak-ng here");
    static const char words[] = "Lie on your back, knees bent, feet flat.";
    cr_assert(speech_get(&speech, words, &sound, &err), "%s", err.text);
    const double spoken_s = (double)sound.count / SOUND_RATE_HZ;
    const double guess_s = (double)cue_length_guess(words, 150) / 1e6;
    cr_expect(spoken_s > 0.6 * guess_s && spoken_s < 1.2 * guess_s, "%.2f s, guess %.2f", spoken_s,
              guess_s);
    sound_free(&sound);
}

/* ---- the whole, with a sound device that nobody hears ---- */

static const struct settings_voice loud = {.volume = 80, .tones = 60, .rate = 150, .name = "en-gb"};

TestSuite(voice, .init = set_up, .fini = tear_down);

static void wait_until_prepared(struct voice *voice)
{
    for (int i = 0; i < 4000 && !voice_is_prepared(voice); i++)
        pace_sleep_us(5000);
    cr_assert(voice_is_prepared(voice));
}

Test(voice, prepares_ahead_measures_and_speaks)
{
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    be_program(SPEAK);
    struct voice *voice = voice_open(&loud, place.folder);
    cr_assert_not_null(voice);
    voice_prepare(voice, "Hold.");
    voice_prepare(voice, "And back.");
    wait_until_prepared(voice);
    const struct cue_length length = voice_length(voice);
    cr_expect_eq(length.of(length.self, "Hold."), 600ll * 1000000 / SOUND_RATE_HZ);
    cr_expect_eq(length.of(length.self, "Never heard of."),
                 cue_length_guess("Never heard of.", 150));
    voice_say(voice, "Hold.");
    voice_sound(voice, TONE_HELD);
    voice_say(voice, "Not prepared.");
    voice_hush(voice);
    cr_expect_null(voice_notice(voice));
    voice_close(voice);
}

Test(voice, without_the_program_it_is_silent_and_says_so_once)
{
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    setenv("PATH", "/nonexistent", 1);
    struct voice *voice = voice_open(&loud, place.folder);
    const char *notice = NULL;
    voice_prepare(voice, "Hold.");
    for (int i = 0; i < 4000 && (notice = voice_notice(voice)) == NULL; i++)
        pace_sleep_us(5000);
    cr_assert_not_null(notice);
    cr_expect_not_null(strstr(notice, "there is no program espeak-ng"), "%s", notice);
    cr_expect_not_null(strstr(notice, "stands on the screen"), "%s", notice);
    cr_expect_null(voice_notice(voice));
    voice_say(voice, "Hold.");
    voice_close(voice);
}

Test(voice, without_a_device_it_is_silent_and_says_so)
{
    setenv("SDL_AUDIODRIVER", "no-such-driver", 1);
    struct voice *voice = voice_open(&loud, place.folder);
    cr_assert_not_null(voice);
    const char *notice = voice_notice(voice);
    cr_assert_not_null(notice);
    cr_expect_not_null(strstr(notice, "No sound device"), "%s", notice);
    voice_say(voice, "Hold.");
    voice_sound(voice, TONE_COUNT);
    voice_close(voice);
}

Test(voice, muted_it_opens_no_device_and_starts_no_program)
{
    char calls[1024];
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    be_program(SPEAK);
    struct settings_voice mute = loud;
    mute.mute = true;
    struct voice *voice = voice_open(&mute, place.folder);
    voice_prepare(voice, "Hold.");
    voice_say(voice, "Hold.");
    cr_expect_eq(SDL_WasInit(SDL_INIT_AUDIO), 0u);
    cr_expect_null(voice_notice(voice), "that was wished for");
    voice_close(voice);
    read_text("calls", calls);
    cr_expect_str_eq(calls, "");
}

Test(voice, no_voice_is_fine)
{
    struct cues *cues = calloc(1, sizeof *cues);
    struct plan *plan = calloc(1, sizeof *plan);
    struct cue_log log = {0};
    cues_init(cues, plan, NULL);
    cues_notice(cues, "The camera has stopped");
    const struct cue *cue = voice_follow(NULL, cues, 0, &log);
    cr_assert_not_null(cue, "captions all the same");
    cr_expect_str_eq(cue->text, "The camera has stopped");
    voice_close(NULL);
    free(cues);
    free(plan);
}
