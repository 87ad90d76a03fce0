/* config/cards.cfg: short cards on what helps to understand a sore sacroiliac joint, with their
 * sources; shown in the rests, before and after a session, and on a page of their own. Never during
 * an exercise, never the same one twice in a week. */
#ifndef UNGUARD_CARDS_H
#define UNGUARD_CARDS_H

#include "plan/exercise.h"

#define CARDS_MAX      64
#define CARD_TEXT_SIZE 256 /* a card is read in a rest: two short sentences */

enum card_when {
    CARD_BEFORE, /* before the first exercise: heat, looking after oneself */
    CARD_REST,   /* between sets and exercises */
    CARD_AFTER,  /* beside the results: cold, resting and changing activities */
    CARD_WHENS
};

struct card {
    char id[ID_SIZE];
    char title[CUE_SIZE];
    /* {exercise} and {muscles} stand for those of the exercise at hand. */
    char text[CARD_TEXT_SIZE];
    unsigned when;  /* bits: 1 << enum card_when */
    unsigned kinds; /* bits: 1 << enum exercise_kind; 0: whichever exercise */
    char source[EVIDENCE_SIZE];
};

/* Large: put it on the heap or in static storage. Zero is valid: no cards. */
struct cards {
    int days; /* before a card may come again; 7 or more */
    struct card card[CARDS_MAX];
    int count;
};

struct cfg_table;
extern const struct cfg_table cards_table;

/* As exercise_load. */
bool cards_load(const char *path, struct cards *cards, struct error *err);

/* When a card was last shown, by its id. */
struct card_shown {
    char id[ID_SIZE];
    int day; /* on any calendar that counts days: greater is later */
};

/* Which card comes now: of those that suit the moment and the exercise (NULL: none at hand) and
 * were not shown within cards->days, the one that was seen longest ago; never seen comes first.
 * Among equals one for this moment alone (heat before, cold after) comes first, then the file's
 * order decides. -1: none, and nothing is shown. A card that speaks of an exercise or its muscles
 * needs one that names them. */
int cards_choose(const struct cards *cards, enum card_when when, const struct exercise *exercise,
                 const struct card_shown *shown, int shown_count, int today);

/* The card's text with {exercise} and {muscles} filled in, cut to size at a whole character.
 * Returns text. */
char *cards_text(const struct card *card, const struct exercise *exercise, char *text, size_t size);

#endif
