/* Words that frighten are found as words, and what replaces them is calm itself. */
#include "plan/calm.h"

#include <criterion/criterion.h>
#include <string.h>

static void expect_found(const char *text, const char *word)
{
    struct calm_found found;
    cr_assert(calm_find(text, &found), "%s", text);
    cr_expect(found.length == (int)strlen(word) && strncmp(found.start, word, strlen(word)) == 0,
              "%s: %.*s", text, found.length, found.start);
    cr_expect_not(calm_find(found.instead, &found), "%s", found.instead);
}

static void expect_calm(const char *text)
{
    struct calm_found found;
    cr_expect_not(calm_find(text, &found), "%s", text);
}

Test(cfg_calm, words_are_found_whole_and_in_any_case)
{
    expect_found("Danger", "Danger");
    expect_found("this is DANGEROUS, stop", "DANGEROUS");
    expect_found("That was wrong.", "wrong");
    expect_found("you may damage it", "damage");
    expect_found("a spasm", "spasm");
    expect_found("injuries", "injuries");
    expect_found("you failed", "failed");
    expect_found("Harder!", "Harder");
    expect_found("faster", "faster");
    expect_found("pain is weakness", "pain is");
    expect_found("it's torn", "torn");
    expect_calm("");
    expect_calm("Breathe out, a little lower.");
    expect_calm("barefoot, harmony, orchard, breakfaster");
    expect_calm("Sit on a hard chair; there should be no pain.");
    expect_calm("Dang. Err"); /* parts of words are none */
}

Test(cfg_calm, phrases_are_found_across_what_stands_between)
{
    expect_found("No pain, no gain!", "No pain, no gain");
    expect_found("now push\tthrough it", "push\tthrough");
    expect_calm("push, and then breathe through");
    expect_calm("push");
    expect_calm("push th");
}

Test(cfg_calm, letters_beyond_ascii_are_letters)
{
    expect_calm("\xC3\xA9"
                "fail"); /* the end of another word */
    expect_found("\xC3\xA9 fail", "fail");
}
