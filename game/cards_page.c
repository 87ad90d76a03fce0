#include "cards_page.h"

#include <string.h>

static bool speaks(const struct card *card)
{
    return strchr(card->text, '{') != NULL;
}

const struct exercise *cards_page_exercise(const struct cards_page *page, const struct card *card)
{
    for (int i = 0; speaks(card) && page->plan != NULL && i < page->plan->step_count; i++) {
        const struct exercise *exercise = &page->plan->step[i];
        if (exercise->muscles[0] != '\0' &&
            (card->kinds == 0 || (card->kinds >> exercise->kind & 1u) != 0))
            return exercise;
    }
    return NULL;
}

int cards_page_card(const struct cards_page *page, int nth)
{
    for (int i = 0; i < page->cards->count; i++) {
        const struct card *card = &page->cards->card[i];
        if (speaks(card) && cards_page_exercise(page, card) == NULL)
            continue;
        if (nth-- == 0)
            return i;
    }
    return -1;
}

int cards_page_count(const struct cards_page *page)
{
    int count = 0;
    while (cards_page_card(page, count) >= 0)
        count++;
    return count;
}
