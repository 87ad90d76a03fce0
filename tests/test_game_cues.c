/* One thing said at a time, the most pressing first, and never twice within its cooldown. */
#include "cue.h"

#include <criterion/criterion.h>
#include <string.h>

#define S 1000000ll

static struct cue_line line;
static struct cue cue;

static void set_up(void)
{
    memset(&line, 0, sizeof line);
}

TestSuite(cues, .init = set_up);

Test(cues, the_most_pressing_goes_first_whatever_the_order)
{
    static const enum cue_topic offered[] = {TOPIC_PRAISE, TOPIC_REP, TOPIC_CORRECTION,
                                             TOPIC_WARNING, TOPIC_STOP};
    for (size_t i = 0; i < ARRAY_LENGTH(offered); i++)
        cue_offer(&line, offered[i], 0, cue_topic_name(offered[i]));
    cr_assert(cue_next(&line, 0, &cue));
    cr_assert_eq(cue.topic, TOPIC_STOP);
    cr_assert_not(cue_next(&line, 0, &cue), "and only one");
    int64_t t = cue.start_us + cue.length_us + CUE_GAP_US;
    cr_assert(cue_next(&line, t, &cue));
    cr_assert_eq(cue.topic, TOPIC_WARNING, "%s", cue.text);
    t += cue.length_us + CUE_GAP_US;
    cr_assert(cue_next(&line, t, &cue));
    cr_assert_eq(cue.topic, TOPIC_CORRECTION, "%s", cue.text);
}

Test(cues, order_of_the_issue)
{
    cr_assert(CUE_STOP > CUE_WARNING && CUE_WARNING > CUE_CORRECTION &&
              CUE_CORRECTION > CUE_COUNT && CUE_COUNT > CUE_PRAISE);
    cr_assert_eq(cue_priority_of(TOPIC_HALT), CUE_STOP, "that hurt stops everything");
}

/* now has begun when next is offered half a second later: does it cut it off? */
static bool cuts(enum cue_topic now, enum cue_topic next)
{
    set_up();
    cue_offer(&line, now, 0, "Some words that take a while to say");
    cr_assert(cue_next(&line, 0, &cue));
    cue_offer(&line, next, S / 2, "Others");
    return cue_next(&line, S / 2, &cue) && cue.topic == next;
}

Test(cues, a_stop_interrupts_all_a_warning_all_but_a_stop_nothing_else_anything)
{
    for (enum cue_topic now = 0; now < TOPIC_COUNT; now++)
        for (enum cue_topic next = 0; next < TOPIC_COUNT; next++) {
            enum cue_priority a = cue_priority_of(now), b = cue_priority_of(next);
            bool may = b > a && (b == CUE_STOP || b == CUE_WARNING);
            cr_assert_eq(cuts(now, next), may, "%s, %s", cue_topic_name(now), cue_topic_name(next));
        }
}

Test(cues, a_warning_goes_before_a_count_that_was_there_first)
{
    cue_offer(&line, TOPIC_REP, 0, "3.");
    cue_offer(&line, TOPIC_WARNING, 0, "Ease off.");
    cr_assert(cue_next(&line, 0, &cue));
    cr_assert_eq(cue.topic, TOPIC_WARNING);
}

Test(cues, what_comes_too_late_is_not_said)
{
    cue_offer(&line, TOPIC_START, 0, "A long sentence that is being said for some seconds now.");
    cr_assert(cue_next(&line, 0, &cue));
    int64_t end_us = cue.length_us + CUE_GAP_US;
    cue_offer(&line, TOPIC_SECONDS, S / 10, "2");
    cr_assert_not(cue_next(&line, end_us, &cue), "the second is over");
    cr_assert(cue_is_quiet(&line, end_us));
}

Test(cues, the_same_words_wait_for_their_cooldown)
{
    for (enum cue_topic topic = 0; topic < TOPIC_COUNT; topic++) {
        set_up();
        int64_t again_us = (int64_t)(cue_cooldown_s(topic) * 1e6);
        cue_offer(&line, topic, 0, "Words");
        cr_assert(cue_next(&line, 0, &cue));
        int64_t soon_us = again_us - 1, then_us = again_us + cue.length_us + CUE_GAP_US;
        if (soon_us > cue.length_us + CUE_GAP_US) {
            cue_offer(&line, topic, soon_us, "Words");
            cr_assert_not(cue_next(&line, soon_us, &cue), "%s", cue_topic_name(topic));
        }
        cue_offer(&line, topic, then_us, "Words");
        bool apart = topic == TOPIC_PRAISE || topic == TOPIC_EASED; /* the kind waits, too */
        cr_assert(cue_next(&line, then_us, &cue) || apart, "%s", cue_topic_name(topic));
    }
}

Test(cues, praise_of_other_words_waits_as_well)
{
    cue_offer(&line, TOPIC_PRAISE, 0, "Lovely");
    cr_assert(cue_next(&line, 0, &cue));
    cue_offer(&line, TOPIC_PRAISE, 10 * S, "Nicely controlled");
    cr_assert_not(cue_next(&line, 10 * S, &cue));
    cue_offer(&line, TOPIC_PRAISE, 30 * S, "Nicely controlled");
    cr_assert(cue_next(&line, 30 * S, &cue));
}

Test(cues, a_newer_word_takes_the_older_ones_place)
{
    cue_offer(&line, TOPIC_NOTICE, 0, "The camera has stopped");
    cue_offer(&line, TOPIC_NOTICE, 0, "The camera is back");
    cr_assert(cue_next(&line, 0, &cue));
    cr_assert_str_eq(cue.text, "The camera is back");
    cr_assert_not(cue_next(&line, 10 * S, &cue));
}

Test(cues, more_than_can_wait_loses_the_least_pressing)
{
    for (enum cue_topic topic = 0; topic < TOPIC_COUNT; topic++)
        cue_offer(&line, topic, 0, "Words");
    cr_assert(cue_waits(&line, TOPIC_STOP) && cue_waits(&line, TOPIC_WARNING));
    cr_assert(cue_waits(&line, TOPIC_DONE));
    cr_assert_not(cue_waits(&line, TOPIC_PRAISE));
}

Test(cues, an_answer_cuts_its_question_off)
{
    cue_offer(&line, TOPIC_QUESTION, 0, "How is the pain now? From 0 to 10.");
    cr_assert(cue_next(&line, 0, &cue));
    cue_cut(&line, TOPIC_ANSWER, S);
    cr_assert_not_null(cue_spoken(&line, S), "that was another");
    cue_cut(&line, TOPIC_QUESTION, S);
    cr_assert_null(cue_spoken(&line, S));
    cue_offer(&line, TOPIC_HEARD, S, "Thank you.");
    cr_assert(cue_next(&line, S + CUE_GAP_US, &cue));
}

Test(cues, a_guess_grows_with_words_and_falls_with_rate)
{
    cr_assert_lt(cue_length_guess("Hold.", 150), cue_length_guess("Hold the line.", 150));
    cr_assert_lt(cue_length_guess("Hold.", 200), cue_length_guess("Hold.", 150));
    cr_assert_eq(cue_length_guess("\xc3\xa4\xc3\xb6", 150), cue_length_guess("ao", 150));
}
