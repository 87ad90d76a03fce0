/* What the coach's events say to a person: calm, short, one idea at a time, never frightening. The
 * texts of an exercise file (its cues) come first; these words fill in around them. */
#ifndef UNGUARD_WORDS_H
#define UNGUARD_WORDS_H

#include "coach/event.h"
#include "vision/sight.h"

#define WORDS_SIZE 128 /* bytes enough for any sentence from here */

/* Groups of joints as a person names them. */
enum words_part {
    PART_HEAD,
    PART_SHOULDERS,
    PART_ARMS,
    PART_HIPS,
    PART_KNEES,
    PART_FEET,
    PART_COUNT
};

/* One sentence for an event, into text (size WORDS_SIZE or more). False, and text empty, when the
 * event has nothing to say. plan is the one the event's step points into. */
bool words_event(const struct event *event, const struct plan *plan, char *text, size_t size);

/* What a provocation limit says at a level: the rule's own cue where the exercise has one. */
void words_warning(const struct exercise *exercise, const char *rule, enum warning_level level,
                   char *text, size_t size);

/* What to do about one item of a repetition's score: "A little lower next time"; for an item that
 * could not be judged, "Range not seen". */
void words_item(const struct exercise *exercise, const struct score_item *item, char *text,
                size_t size);

/* "I can't see your hips and knees"; with nobody there an invitation to step into the picture. Feet
 * alone ask for a step back. joints is a mask over enum joint. */
void words_not_seen(uint32_t joints, bool nobody, char *text, size_t size);

/* What the tracker sees instead of one person, and what helps; NULL where that needs no words.
 * Static. */
const char *words_sight(enum sight sight);

/* The cue of a phase as the exercise file has it, or a plain one. Static or borrowed from it. */
const char *words_phase(const struct exercise *exercise, enum phase phase);

const char *words_praise(float score);           /* of a repetition's form, 0..100; static */
const char *words_side(enum body_side side);     /* "Left side"; "" for none; static */
const char *words_done(enum done_reason why);    /* the headline of the results; static */
const char *words_pain(int32_t nrs);             /* 0..10 in a few words; static */
const char *words_effort(int32_t cr10);          /* 0..10 in a few words (Borg's CR10); static */
const char *words_place(enum pain_place place);  /* "the groin"; static */
const char *words_sign(enum guarding_sign sign); /* "slower than usual"; static */
/* "How is the pain now?" and the line below it; static. */
const char *words_question(enum ask_kind kind);
const char *words_declined(void); /* after a no to the text on intended use */
const char *words_question_help(enum ask_kind kind);
uint32_t words_parts(uint32_t joints); /* joint mask to a mask over enum words_part */

#endif
