/* What is heard: speech and tones, mixed and played through SDL. Words are spoken ahead of time by
 * a thread of its own; what is not ready in time is left to the captions.
 *
 * It never fails: without a sound device, without espeak-ng or muted it is silent, and says why. */
#ifndef UNGUARD_VOICE_H
#define UNGUARD_VOICE_H

#include "cue_log.h"
#include "settings.h"

struct voice;

/* folder: of the cache; NULL: the user's own. NULL only where there is no memory. */
struct voice *voice_open(const struct settings_voice *settings, const char *folder);
void voice_close(struct voice *voice); /* NULL-safe, as all of these are */

/* Words that will be needed, the soonest first: made in the background. At most VOICE_AHEAD. */
#define VOICE_AHEAD 1024
void voice_prepare(struct voice *voice, const char *text);
bool voice_is_prepared(struct voice *voice); /* all of it is done, or can't be */

/* How long texts take: measured where they are prepared, guessed otherwise. Borrows voice. */
struct cue_length voice_length(struct voice *voice);

void voice_say(struct voice *voice, const char *text); /* in the place of what is being said */
void voice_hush(struct voice *voice);
void voice_sound(struct voice *voice, enum cue_tone tone);

bool voice_sounds(const struct voice *voice); /* tones are heard */

/* Says and sounds what cues has by now_us, and falls silent where a cue was cut off. log may be
 * NULL. Returns what is said now, or NULL. Borrowed from cues until the next call. */
const struct cue *voice_follow(struct voice *voice, struct cues *cues, int64_t now_us,
                               struct cue_log *log);

/* Why nothing is heard ("There is no sound device: ..."), once; NULL: nothing new. Borrowed. */
const char *voice_notice(struct voice *voice);

#endif
