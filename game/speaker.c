#include "speaker.h"

#include "cue_texts.h"
#include "pace.h"

#include <stdlib.h>
#include <string.h>

#define SILENT_SHOWN_US 8000000
#define END_MOST_US     10000000 /* a session in words leaves after its last words */
#define END_STEP_US     20000

void speaker_open(struct speaker *speaker, const struct settings_voice *settings)
{
    speaker->voice = voice_open(settings, NULL);
}

void speaker_close(struct speaker *speaker)
{
    voice_close(speaker->voice);
    free(speaker->cues);
    *speaker = (struct speaker){0};
}

static void prepare(void *self, const char *text)
{
    voice_prepare(self, text);
}

static void hear(void *self, const struct event *event)
{
    const struct speaker *speaker = self;
    if (speaker->cues != NULL)
        cues_event(speaker->cues, event);
}

struct sink speaker_sink(struct speaker *speaker, const struct plan *plan,
                         const struct safety_rules *rules)
{
    free(speaker->cues);
    speaker->cues = malloc(sizeof(*speaker->cues));
    if (speaker->cues != NULL) {
        cues_init(speaker->cues, plan, rules);
        speaker->cues->line.length = voice_length(speaker->voice);
        speaker->cues->no_tones = speaker->voice != NULL && !voice_sounds(speaker->voice);
        cue_texts(plan, rules, prepare, speaker->voice);
    }
    return (struct sink){.event = hear, .self = speaker};
}

/* A line that stands on the screen for a while is said when it appears. */
static void say_notice(struct speaker *speaker, const char *notice)
{
    if (notice == NULL) {
        speaker->notice[0] = '\0';
        return;
    }
    if (strcmp(notice, speaker->notice) == 0)
        return;
    text_copy(speaker->notice, sizeof(speaker->notice), notice);
    cues_notice(speaker->cues, notice);
}

static void tell_silence(struct speaker *speaker, struct screen_view *view, int64_t real_us)
{
    const char *news = voice_notice(speaker->voice);
    if (news != NULL) {
        text_copy(speaker->silent, sizeof(speaker->silent), news);
        speaker->silent_until_us = real_us + SILENT_SHOWN_US;
    }
    if (view->notice == NULL && real_us < speaker->silent_until_us)
        view->notice = speaker->silent;
}

void speaker_follow(struct speaker *speaker, struct screen_view *view, bool over)
{
    const int64_t real_us = pace_now_us();
    view->caption = NULL;
    if (speaker->cues == NULL)
        return;
    say_notice(speaker, view->notice);
    if (over)
        speaker->now_us += real_us - speaker->real_us;
    else
        speaker->now_us = (int64_t)(view->now_s * 1e6);
    speaker->real_us = real_us;
    const struct cue *cue =
        voice_follow(speaker->voice, speaker->cues, speaker->now_us, &speaker->log);
    if (cue != NULL && cue->length_us > 0) {
        view->caption = cue->text;
        view->caption_share = (float)(speaker->now_us - cue->start_us) / (float)cue->length_us;
    }
    if (!over)
        tell_silence(speaker, view, real_us);
}

void speaker_hush(struct speaker *speaker, struct screen_view *view)
{
    voice_hush(speaker->voice);
    view->caption = NULL;
}

void speaker_pass(struct speaker *speaker, int64_t now_us)
{
    struct screen_view view = {.now_s = (double)now_us / 1e6};
    speaker_follow(speaker, &view, false);
}

void speaker_finish(struct speaker *speaker)
{
    struct screen_view view = {0};
    if (speaker->cues == NULL)
        return;
    if (speaker->voice == NULL) {
        cue_log_finish(&speaker->log, speaker->cues, speaker->now_us);
        return;
    }
    const int64_t until_us = pace_now_us() + END_MOST_US;
    speaker->real_us = pace_now_us();
    do {
        speaker_follow(speaker, &view, true);
        pace_sleep_us(END_STEP_US);
    } while (pace_now_us() < until_us && !cue_is_quiet(&speaker->cues->line, speaker->now_us));
}
