#include "cue_log.h"

static double seconds(int64_t t_us)
{
    return (double)t_us / 1e6;
}

void cue_log_tone(struct cue_log *log, enum cue_tone tone, int64_t now_us)
{
    if (log->out != NULL)
        fprintf(log->out, "%8.1f            (tone: %s)\n", seconds(now_us), cue_tone_name(tone));
}

void cue_log_cut(struct cue_log *log, int64_t at_us)
{
    log->open = false;
    if (log->out != NULL)
        fprintf(log->out, "%8.1f            (cut off)\n", seconds(at_us));
}

void cue_log_begin(struct cue_log *log, const struct cue *cue)
{
    const int64_t end_us = log->last.start_us + log->last.length_us;
    if (log->open && end_us > cue->start_us)
        cue_log_cut(log, cue->start_us);
    log->last = *cue;
    log->open = true;
    if (log->out != NULL)
        fprintf(log->out, "%8.1f - %6.1f s  %-10s %s\n", seconds(cue->start_us),
                seconds(cue->start_us + cue->length_us), cue_priority_name(cue->priority),
                cue->text);
}

void cue_log_follow(struct cue_log *log, struct cues *cues, int64_t now_us)
{
    const struct cue *now = &cues->line.now;
    struct cue cue;
    enum cue_tone tone;
    if (log->open && now->length_us < log->last.length_us)
        cue_log_cut(log, now->start_us + now->length_us);
    while (cues_next(cues, now_us, &cue))
        cue_log_begin(log, &cue);
    while (cues_tone(cues, &tone))
        cue_log_tone(log, tone, now_us);
}

void cue_log_finish(struct cue_log *log, struct cues *cues, int64_t now_us)
{
    const int64_t last_us = now_us + 60 * (int64_t)1000000; /* no offer waits for longer */
    do {
        cue_log_follow(log, cues, now_us);
        now_us += 50000;
    } while (now_us < last_us && !cue_is_quiet(&cues->line, now_us));
}
