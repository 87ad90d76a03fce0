#include "plan/cards.h"

#include "plan/blanks.h"
#include "plan/cfg.h"
#include "plan/exercise_check.h"
#include "plan/limits.h"

#include <stdio.h>
#include <string.h>

#define DAYS_MOST 365

static const char *const when_names[] = {"before", "rest", "after", NULL};
static const char *const kind_names[] = {"strength", "stretch", NULL};

/* What a text may have filled in. */
#define EXERCISE "{exercise}"
#define MUSCLES  "{muscles}"

/* clang-format off: one key a line reads as the table it is */
#define AT(field) offsetof(struct card, field)
static const struct cfg_key card_keys[] = {
    {"id", CFG_TEXT, AT(id), .required = true, .size = ID_SIZE,
     .doc = "a short name: small letters, digits and _"},
    {"title", CFG_TEXT, AT(title), .required = true, .size = CUE_SIZE, .doc = "its heading"},
    {"text", CFG_TEXT, AT(text), .required = true, .size = CARD_TEXT_SIZE,
     .doc =
         "two short sentences; {exercise} and {muscles} stand for those of the exercise at hand"},
    {"when", CFG_FLAGS, AT(when), .required = true, .names = when_names,
     .doc = "when it may be shown; never during an exercise"},
    {"kinds", CFG_FLAGS, AT(kinds), .names = kind_names,
     .doc = "only beside exercises of this kind; left out: any"},
    {"source", CFG_TEXT, AT(source), .required = true, .size = EVIDENCE_SIZE,
     .doc = "where it is from"},
};
static const struct cfg_table card_table = {"card", card_keys, ARRAY_LENGTH(card_keys), NULL};
#undef AT

#define AT(field) offsetof(struct cards, field)
static const struct cfg_key keys[] = {
    {"days", CFG_INT, AT(days), .low = LIMIT_CARD_DAYS, .high = DAYS_MOST,
     .missing = LIMIT_CARD_DAYS, .unit = "days", .doc = "before a card may come again"},
    {"cards", CFG_LIST, AT(card), .required = true, .low = 1, .high = CARDS_MAX,
     .size = sizeof(struct card), .count_offset = AT(count), .table = &card_table,
     .doc = "the cards, in the order in which they come first"},
};
#undef AT
/* clang-format on */

static bool speaks_of_exercise(const struct card *card)
{
    return strstr(card->text, EXERCISE) || strstr(card->text, MUSCLES);
}

static void check_card(const struct cards *cards, int i, struct cfg_check *check)
{
    const struct card *card = &cards->card[i];
    char path[32];
    snprintf(path, sizeof path, "cards.[%d].id", i);
    if (!id_is_good(card->id))
        cfg_complain(check, path, "\"%s\" may only hold small letters, digits and _", card->id);
    for (int earlier = 0; earlier < i; earlier++)
        if (strcmp(cards->card[earlier].id, card->id) == 0)
            cfg_complain(check, path, "\"%s\" is an earlier card's already", card->id);
    snprintf(path, sizeof path, "cards.[%d].title", i);
    exercise_check_calm(card->title, path, check);
    snprintf(path, sizeof path, "cards.[%d].text", i);
    exercise_check_calm(card->text, path, check);
    static const struct blank known[] = {{EXERCISE, NULL}, {MUSCLES, NULL}};
    const int count = (int)ARRAY_LENGTH(known);
    const char *at = blanks_unknown(card->text, known, count);
    for (; at; at = blanks_unknown(at + 1, known, count))
        if (*at == '{')
            cfg_complain(check, path, "only {exercise} and {muscles} can be filled in");
    if (speaks_of_exercise(card) && card->when != 1u << CARD_REST)
        cfg_complain(
            check, path,
            "it speaks of an exercise, and there is one only in a rest: when = (\"rest\")");
}

static void check_cards(const void *item, struct cfg_check *check)
{
    const struct cards *cards = item;
    for (int i = 0; cfg_check_sound(check) && i < cards->count; i++)
        check_card(cards, i, check);
}

const struct cfg_table cards_table = {"cards", keys, ARRAY_LENGTH(keys), check_cards};

bool cards_load(const char *path, struct cards *cards, struct error *err)
{
    return cfg_load(path, &cards_table, cards, sizeof *cards, err);
}

static bool suits(const struct card *card, enum card_when when, const struct exercise *exercise)
{
    if (!(card->when & 1u << when))
        return false;
    if (card->kinds && !(exercise && card->kinds & 1u << exercise->kind))
        return false;
    if (strstr(card->text, MUSCLES) && !(exercise && exercise->muscles[0]))
        return false;
    return !strstr(card->text, EXERCISE) || exercise;
}

/* Days since it was shown; INT32_MAX: never. */
static int age_of(const struct card *card, const struct card_shown *shown, int count, int today)
{
    int age = INT32_MAX;
    for (int i = 0; i < count; i++)
        if (strcmp(shown[i].id, card->id) == 0 && today - shown[i].day < age)
            age = today - shown[i].day;
    return age;
}

int cards_choose(const struct cards *cards, enum card_when when, const struct exercise *exercise,
                 const struct card_shown *shown, int shown_count, int today)
{
    int chosen = -1, oldest = -1;
    bool chosen_own = true; /* for this moment alone */
    for (int i = 0; i < cards->count; i++) {
        if (!suits(&cards->card[i], when, exercise))
            continue;
        const int age = age_of(&cards->card[i], shown, shown_count, today);
        const bool own = cards->card[i].when == 1u << when;
        if (age < cards->days || age < oldest || (age == oldest && (!own || chosen_own)))
            continue;
        oldest = age;
        chosen = i;
        chosen_own = own;
    }
    return chosen;
}

char *cards_text(const struct card *card, const struct exercise *exercise, char *text, size_t size)
{
    if (!exercise) {
        text_copy(text, size, card->text);
        return text;
    }
    const struct blank blank[] = {{EXERCISE, exercise->name}, {MUSCLES, exercise->muscles}};
    return blanks_fill(card->text, blank, (int)ARRAY_LENGTH(blank), text, size);
}
