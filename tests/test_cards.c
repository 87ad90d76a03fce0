/* Which card comes when, and what stands on it: those that ship, and rules by small tables. */
#include "plan/cards.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define SHIPPED UNGUARD_SOURCE_DIR "/config/cards.cfg"

static struct cards cards;

static void load(void)
{
    struct error err;
    cr_assert(cards_load(SHIPPED, &cards, &err), "%s", err.text);
}

static struct exercise exercise_of(enum exercise_kind kind, const char *muscles)
{
    struct exercise exercise = {.name = "Bridge", .kind = kind};
    text_copy(exercise.muscles, sizeof exercise.muscles, muscles);
    return exercise;
}

static struct card card_of(const char *id, enum card_when when, unsigned kinds, const char *text)
{
    struct card card = {.when = 1u << when, .kinds = kinds};
    text_copy(card.id, sizeof card.id, id);
    text_copy(card.text, sizeof card.text, text);
    return card;
}

/* Everything that the page promises is there for every moment. */
Test(cards, the_shipped_ones_suffice_for_a_week, .init = load)
{
    int of[CARD_WHENS] = {0};
    for (int i = 0; i < cards.count; i++)
        for (int when = 0; when < CARD_WHENS; when++)
            of[when] += (cards.card[i].when & 1u << when) != 0;
    cr_expect_geq(of[CARD_BEFORE], 3);
    cr_expect_geq(of[CARD_REST], 10);
    cr_expect_geq(of[CARD_AFTER], 3);
}

/* Three months of rests, twelve a day: never the same card within seven days, every one comes. */
Test(cards, none_comes_twice_in_a_week, .init = load)
{
    static struct card_shown shown[4000];
    int count = 0, times[CARDS_MAX] = {0};
    for (int day = 100; day < 190; day++)
        for (int rest = 0; rest < 12; rest++) {
            struct exercise exercise =
                exercise_of(rest % 2 ? EXERCISE_STRETCH : EXERCISE_STRENGTH, "Buttocks");
            enum card_when when = rest == 0 ? CARD_BEFORE : rest == 11 ? CARD_AFTER : CARD_REST;
            int i =
                cards_choose(&cards, when, when == CARD_REST ? &exercise : NULL, shown, count, day);
            if (i < 0)
                continue;
            for (int k = 0; k < count; k++)
                cr_assert(strcmp(shown[k].id, cards.card[i].id) != 0 || day - shown[k].day >= 7,
                          "%s on day %d", cards.card[i].id, day);
            cr_assert(cards.card[i].when & 1u << when);
            text_copy(shown[count].id, sizeof shown[count].id, cards.card[i].id);
            shown[count++].day = day;
            times[i]++;
        }
    for (int i = 0; i < cards.count; i++)
        cr_expect_gt(times[i], 0, "%s never comes", cards.card[i].id);
}

Test(cards, what_was_seen_longest_ago_comes_first)
{
    struct cards few = {.days = 7, .count = 3};
    few.card[0] = card_of("one", CARD_REST, 0, "One.");
    few.card[1] = card_of("two", CARD_REST, 0, "Two.");
    few.card[2] = card_of("three", CARD_REST, 0, "Three.");
    const struct card_shown shown[] = {{"one", 20}, {"two", 10}, {"one", 2}, {"gone", 1}};
    cr_expect_eq(cards_choose(&few, CARD_REST, NULL, NULL, 0, 30), 0, "the file's order");
    cr_expect_eq(cards_choose(&few, CARD_REST, NULL, shown, 4, 30), 2, "never seen");
    few.count = 2;
    cr_expect_eq(cards_choose(&few, CARD_REST, NULL, shown, 4, 30), 1, "longest ago");
    cr_expect_eq(cards_choose(&few, CARD_REST, NULL, shown, 4, 22), 1);
    cr_expect_eq(cards_choose(&few, CARD_REST, NULL, shown, 1, 22), 1, "one was seen two days ago");
    cr_expect_eq(cards_choose(&few, CARD_AFTER, NULL, shown, 4, 30), -1, "none for that moment");
    few.count = 1;
    cr_expect_eq(cards_choose(&few, CARD_REST, NULL, shown, 4, 26), -1, "six days");
    cr_expect_eq(cards_choose(&few, CARD_REST, NULL, shown, 4, 27), 0, "seven days");
    cr_expect_eq(cards_choose(&few, CARD_REST, NULL, shown, 4, 19), -1, "a clock set back");
}

Test(cards, a_card_suits_the_exercise_at_hand)
{
    struct cards few = {.days = 7, .count = 1};
    const struct exercise strength = exercise_of(EXERCISE_STRENGTH, "Buttocks");
    const struct exercise stretch = exercise_of(EXERCISE_STRETCH, "");
    few.card[0] = card_of("one", CARD_REST, 1u << EXERCISE_STRENGTH, "Any.");
    cr_expect_eq(cards_choose(&few, CARD_REST, &strength, NULL, 0, 1), 0);
    cr_expect_eq(cards_choose(&few, CARD_REST, &stretch, NULL, 0, 1), -1);
    cr_expect_eq(cards_choose(&few, CARD_REST, NULL, NULL, 0, 1), -1);
    few.card[0] = card_of("one", CARD_REST, 0, "{exercise}: {muscles}.");
    cr_expect_eq(cards_choose(&few, CARD_REST, &strength, NULL, 0, 1), 0);
    cr_expect_eq(cards_choose(&few, CARD_REST, &stretch, NULL, 0, 1), -1, "no muscles named");
    cr_expect_eq(cards_choose(&few, CARD_REST, NULL, NULL, 0, 1), -1, "no exercise");
}

Test(cards, names_are_filled_in)
{
    char text[400], small[12];
    const struct exercise bridge = exercise_of(EXERCISE_STRENGTH, "Buttocks");
    struct card card = card_of("one", CARD_REST, 0, "{exercise}: {muscles}. Again: {muscles}");
    cr_expect_str_eq(cards_text(&card, &bridge, text, sizeof text),
                     "Bridge: Buttocks. Again: Buttocks");
    cr_expect_str_eq(cards_text(&card, &bridge, small, sizeof small), "Bridge: But");
    cr_expect_str_eq(cards_text(&card, NULL, text, sizeof text),
                     "{exercise}: {muscles}. Again: {muscles}");
    card = card_of("two", CARD_REST, 0, "{ is no name, {muscle} neither");
    cr_expect_str_eq(cards_text(&card, &bridge, text, sizeof text),
                     "{ is no name, {muscle} neither");
}
