/* All cards, one a page: what the cards screen shows. */
#ifndef UNGUARD_CARDS_PAGE_H
#define UNGUARD_CARDS_PAGE_H

#include "plan/cards.h"
#include "plan/plan.h"

struct cards_page {
    const struct cards *cards; /* borrowed */
    const struct plan *plan;   /* borrowed; its exercises fill in what speaks of one; may be NULL */
};

/* An exercise of the plan that the card can speak of; NULL: it speaks of none, or there is none. */
const struct exercise *cards_page_exercise(const struct cards_page *page, const struct card *card);

/* How many cards can be shown, and the index of the nth of them among all; -1: no such. */
int cards_page_count(const struct cards_page *page);
int cards_page_card(const struct cards_page *page, int nth);

#endif
