#include "play_cards.h"

#include "history_day.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static bool find_file(char path[PATH_SIZE + 16], struct error *err)
{
    char folder[PATH_SIZE];
    if (paths_user_config(folder)) {
        snprintf(path, PATH_SIZE + 16, "%s/cards.cfg", folder);
        if (paths_exists(path))
            return true;
    }
    if (!paths_config(folder, err))
        return false;
    snprintf(path, PATH_SIZE + 16, "%s/cards.cfg", folder);
    return true;
}

void play_cards_open(struct play_cards *cards, struct history *history, const char *person)
{
    struct error err = {{0}};
    char path[PATH_SIZE + 16];
    *cards = (struct play_cards){.history = history, .person = person};
    cards->cards = calloc(1, sizeof(*cards->cards));
    if (cards->cards == NULL)
        error_set(&err, "there isn't enough memory for cards");
    else if (find_file(path, &err) && cards_load(path, cards->cards, &err))
        return;
    fprintf(stderr, "unguard: %s\n", err.text);
    play_cards_close(cards);
}

void play_cards_close(struct play_cards *cards)
{
    free(cards->cards);
    *cards = (struct play_cards){0};
}

bool play_cards_take(struct play_cards *cards, enum card_when when, const struct exercise *exercise)
{
    struct card_shown shown[CARDS_MAX];
    struct error err = {{0}};
    const int64_t now = (int64_t)time(NULL);
    int count = 0;
    cards->card = NULL;
    if (cards->cards == NULL || cards->history == NULL)
        return false;
    if (!history_cards_shown(cards->history, cards->person, shown, CARDS_MAX, &count, &err)) {
        fprintf(stderr, "unguard: %s\n", err.text);
        return false;
    }
    const int chosen = cards_choose(cards->cards, when, exercise, shown, count, history_day(now));
    if (chosen < 0)
        return false;
    const struct card *card = &cards->cards->card[chosen];
    if (!history_show_card(cards->history, cards->person, now, card->id, &err)) {
        fprintf(stderr, "unguard: %s\n", err.text);
        return false; /* what can't be remembered would come again */
    }
    cards_text(card, exercise, cards->text, sizeof(cards->text));
    cards->card = card;
    return true;
}

void play_cards_follow(struct play_cards *cards, const struct world *world)
{
    const bool resting = world->stage == WORLD_REST;
    if (resting && !cards->resting && world->step >= 0 && world->step < world->plan->step_count)
        play_cards_take(cards, CARD_REST, &world->plan->step[world->step]);
    if (!resting && cards->resting)
        cards->card = NULL;
    cards->resting = resting;
}
