/* Which cards a person was shown, and when. */
#ifndef UNGUARD_HISTORY_CARD_H
#define UNGUARD_HISTORY_CARD_H

#include "history.h"
#include "plan/cards.h"

/* Each card's newest day, at most `most` of them, the newest first. False with err: the file can't
 * be read. */
bool history_cards_shown(struct history *history, const char *person, struct card_shown *shown,
                         int most, int *count, struct error *err);

/* Remembers that it is shown at that moment, and the person if new. */
bool history_show_card(struct history *history, const char *person, int64_t at, const char *card,
                       struct error *err);

#endif
