/* Cards while playing: one for a rest, one before and one after a session, none twice in a week.
 * That needs a memory: where no history is kept there are none, besides on their own page. */
#ifndef UNGUARD_PLAY_CARDS_H
#define UNGUARD_PLAY_CARDS_H

#include "history_card.h"
#include "world.h"

/* Zero is valid: no cards. */
struct play_cards {
    struct cards *cards;                      /* owned; NULL: the file can't be read */
    struct history *history;                  /* borrowed; NULL: none are shown */
    const char *person;                       /* borrowed */
    bool resting;                             /* in a rest, for which one was looked for */
    const struct card *card;                  /* shown now; NULL: none */
    char text[CARD_TEXT_SIZE + 4 * CUE_SIZE]; /* its words */
};

/* Reads config/cards.cfg, the user's own copy before the program's; what is amiss is said on stderr
 * and there are no cards. */
void play_cards_open(struct play_cards *cards, struct history *history, const char *person);
void play_cards_close(struct play_cards *cards); /* zero is fine */

/* A card for the moment becomes the one that is shown, and is remembered; false: there is none.
 * exercise: the one at hand; NULL: none. */
bool play_cards_take(struct play_cards *cards, enum card_when when,
                     const struct exercise *exercise);

/* Once a frame: a rest that begins gets a card, which goes when it ends. */
void play_cards_follow(struct play_cards *cards, const struct world *world);

#endif
