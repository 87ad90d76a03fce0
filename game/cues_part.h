/* What the parts of the cue chooser share. Only for the cues*.c files. */
#ifndef UNGUARD_CUES_PART_H
#define UNGUARD_CUES_PART_H

#include "cues.h"
#include "spoken.h"

static inline const struct exercise *cues_exercise(const struct cues *cues)
{
    return world_exercise(&cues->world);
}

static inline void cues_offer(struct cues *cues, enum cue_topic topic, const char *text)
{
    cue_offer(&cues->line, topic, cues->now_us, text);
}

void cues_sound(struct cues *cues, enum cue_tone tone);
void cues_greet(struct cues *cues);       /* once */
void cues_explain_set(struct cues *cues); /* what is not known yet of the set that begins */

/* What waits of these goes: done with once a set is under way, and once a repetition is over. */
void cues_drop_preparing(struct cues *cues);
void cues_drop_moving(struct cues *cues);

/* cues_rep.c: a repetition */
void cues_take_phase(struct cues *cues, enum phase phase);
void cues_take_second(struct cues *cues, const struct event *event);
void cues_take_rep(struct cues *cues, const struct event *event);
void cues_take_fault(struct cues *cues, const struct event *event);
void cues_take_warning(struct cues *cues, const struct event *event);
void cues_take_back_early(struct cues *cues, const struct event *event);
void cues_watch_hold(struct cues *cues);

/* cues_ask.c: questions, pauses, the end */
void cues_take_other(struct cues *cues, const struct event *event);
void cues_take_waiting(struct cues *cues); /* after each event: has a pause or a question ended? */
void cues_watch_question(struct cues *cues);
void cues_drop_questions(struct cues *cues);

#endif
