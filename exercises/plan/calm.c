#include "plan/calm.h"

#include <string.h>

/* A star stands for any ending. To add a word, add a row. */
static const struct {
    const char *words, *instead;
} table[] = {
    {"danger*", "ease off"},
    {"hazard*", "ease off"},
    {"wrong*", "a little differently"},
    {"incorrect*", "a little differently"},
    {"mistake*", "a little differently"},
    {"bad", "a little off"},
    {"badly", "a little off"},
    {"terrible", "a little off"},
    {"damag*", "load"},
    {"injur*", "sore spot"},
    {"harm", "strain less"},
    {"harms", "strain less"},
    {"harmful", "more than needed"},
    {"harming", "strain less"},
    {"tear", "stretch gently"},
    {"tears", "stretch gently"},
    {"torn", "sore"},
    {"tearing", "stretch gently"},
    {"ruptur*", "sore"},
    {"crush*", "press gently"},
    {"snap", "return softly"},
    {"spasm*", "guarding sign"},
    {"agony", "soreness"},
    {"excruciating", "sore"},
    {"dislocat*", "move less"},
    {"out of place", "a little off"},
    {"slipped disc", "sore back"},
    {"unstable", "less steady"},
    {"instability", "less steady"},
    {"fail*", "rest, and go on when ready"},
    {"lazy", "take your time"},
    {"harder", "gently"},
    {"faster", "steadily"},
    {"fastest", "steadily"},
    {"as fast as", "steadily"},
    {"as far as you can", "as far as is comfortable"},
    {"as high as you can", "as high as is comfortable"},
    {"as hard as", "gently"},
    {"push through", "ease off"},
    {"push past", "ease off"},
    {"push yourself", "ease off"},
    {"through the pain", "within comfort"},
    {"pain is", "stay within comfort"},
    {"ignore the pain", "stay within comfort"},
    {"no gain", "stay within comfort"},
    {"no pain no gain", "stay within comfort"},
    {"grit your teeth", "breathe out"},
    {"feel the burn", "feel the muscle work"},
    {"max out", "stay within comfort"},
    {"don't give up", "rest when you like"},
    {"beat your", "keep your"},
};

/* Letters, digits, the apostrophe, and every byte beyond ASCII. */
static bool is_letter(char at)
{
    unsigned char byte = (unsigned char)at;
    return byte >= 0x80 || byte == '\'' || (byte >= '0' && byte <= '9') ||
           ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

static char lower(char at)
{
    return at >= 'A' && at <= 'Z' ? (char)(at | 0x20) : at;
}

/* The end of the match of words at text, which begins a word; NULL: none. */
static const char *match(const char *text, const char *words)
{
    for (;;) {
        while (*words && *words != ' ' && *words != '*' && lower(*text) == *words)
            text++, words++;
        if (*words == '*')
            for (words++; is_letter(*text);)
                text++;
        if ((*words && *words != ' ') || is_letter(*text))
            return NULL;
        if (!*words)
            return text;
        const char *next = text;
        while (*next && !is_letter(*next))
            next++;
        if (!*next)
            return NULL;
        text = next;
        words++;
    }
}

/* The longest match of any row at text. */
static bool find_here(const char *text, struct calm_found *found)
{
    found->length = 0;
    for (size_t i = 0; i < ARRAY_LENGTH(table); i++) {
        const char *end = match(text, table[i].words);
        if (end && (int)(end - text) > found->length)
            *found = (struct calm_found){text, (int)(end - text), table[i].instead};
    }
    return found->length > 0;
}

bool calm_find(const char *text, struct calm_found *found)
{
    for (const char *at = text; *at; at++)
        if (is_letter(*at) && (at == text || !is_letter(at[-1])) && find_here(at, found))
            return true;
    return false;
}
