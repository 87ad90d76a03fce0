/* The list of what is said and when: a line each on a stream, in the order of the session. */
#ifndef UNGUARD_CUE_LOG_H
#define UNGUARD_CUE_LOG_H

#include "cues.h"

#include <stdio.h>

/* Zero but for out is a valid start. */
struct cue_log {
    FILE *out;       /* borrowed; NULL: nothing is written */
    bool open;       /* last is the cue that began last, and it was not cut off yet */
    struct cue last; /* as it was planned */
};

/* Takes all that cues has to say by now_us, for sessions without a sound. */
void cue_log_follow(struct cue_log *log, struct cues *cues, int64_t now_us);

/* Time goes on from now_us until all is said. */
void cue_log_finish(struct cue_log *log, struct cues *cues, int64_t now_us);

/* A cue begins, is cut off before its planned end, a tone sounds. */
void cue_log_begin(struct cue_log *log, const struct cue *cue);
void cue_log_cut(struct cue_log *log, int64_t at_us);
void cue_log_tone(struct cue_log *log, enum cue_tone tone, int64_t now_us);

#endif
