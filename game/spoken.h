/* The sentences that are only spoken: what a person with closed eyes needs to be told, put together
 * from the exercise's own texts and the plan's figures. Every text is at most CUE_TEXT_SIZE. */
#ifndef UNGUARD_SPOKEN_H
#define UNGUARD_SPOKEN_H

#include "cue.h"
#include "plan/safety_rules.h"
#include "words.h"

/* "Welcome. SI joint starter: 5 exercises." And what to do when something hurts. */
void spoken_welcome(const struct plan *plan, char text[CUE_TEXT_SIZE]);

/* "Bridge. 2 sets of 6, each held for 3 seconds." */
void spoken_name(const struct plan *plan, int32_t step, char text[CUE_TEXT_SIZE]);

/* The start position, and which side it is for. */
void spoken_start(const struct exercise *exercise, enum body_side side, char text[CUE_TEXT_SIZE]);

/* Which side: "Left side. The left leg goes back, the right arm forward."; "" where there is none.
 */
void spoken_side(const struct exercise *exercise, enum body_side side, char text[CUE_TEXT_SIZE]);

/* The first movement, before it is made. told: it is known, so a short word will do. */
void spoken_ready(const struct exercise *exercise, bool told, char text[CUE_TEXT_SIZE]);

/* A phase that begins, in full or as a short word; "" where a tone is enough. */
void spoken_phase(const struct exercise *exercise, enum phase phase, bool full,
                  char text[CUE_TEXT_SIZE]);

/* After the first repetition of an exercise whose hold is too short for words: what the tones say
 * from then on. */
bool spoken_by_tone(const struct exercise *exercise);
const char *spoken_tones(void); /* static */

/* A second of a hold that is worth a word: every one but the first of a short hold, every fifth or
 * tenth of a longer one, and never the last. "" for the others. */
void spoken_second(float held_s, float target_s, char text[CUE_TEXT_SIZE]);

/* "5. One more."; "That's 5." where the seconds of a hold are counted as well. */
void spoken_rep(const struct exercise *exercise, int32_t rep, int32_t wanted,
                char text[CUE_TEXT_SIZE]);

/* The set (or the exercise) is over, after reps repetitions of those wanted; then the rest. */
void spoken_rest(int32_t reps, int32_t wanted, bool step_done, float rest_s,
                 char text[CUE_TEXT_SIZE]);

const char *spoken_rest_ends(void); /* a while before; static */

/* What comes after the rest: "Next: set 2 of 2.", "Next: the right side.", "Next: Bridge. ..." */
void spoken_next(const struct plan *plan, int32_t step, int32_t next_step, int32_t set,
                 enum body_side side, char text[CUE_TEXT_SIZE]);

/* The rest is over: "On we go: set 1 of 2, left side." */
void spoken_set(const struct plan *plan, int32_t step, int32_t set, enum body_side side,
                char text[CUE_TEXT_SIZE]);

void spoken_question(enum ask_kind kind, char text[CUE_TEXT_SIZE]); /* with its scale */
const char *spoken_answer(void);                                    /* how; static */
void spoken_places(char text[CUE_TEXT_SIZE]); /* where it hurts, by number, and how to answer */
const char *spoken_yes_no(void);              /* how to answer a screening question; static */

/* The words of a screening question; NULL where they are not known. Borrowed from rules. */
const struct red_flag *spoken_flag(const struct safety_rules *rules, const char *id);

#endif
