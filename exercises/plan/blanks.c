#include "plan/blanks.h"

#include <string.h>

/* The blank that text begins with; NULL: it begins with none. */
static const struct blank *blank_at(const char *text, const struct blank *blank, int count)
{
    for (int i = 0; i < count; i++)
        if (strncmp(text, blank[i].name, strlen(blank[i].name)) == 0)
            return &blank[i];
    return NULL;
}

const char *blanks_unknown(const char *text, const struct blank *blank, int count)
{
    while ((text = strpbrk(text, "{}")) != NULL) {
        const struct blank *known = blank_at(text, blank, count);
        if (!known)
            return text;
        text += strlen(known->name);
    }
    return NULL;
}

char *blanks_fill(const char *text, const struct blank *blank, int count, char *into, size_t size)
{
    char whole[BLANKS_TEXT_SIZE];
    size_t used = 0;
    while (*text && used + 1 < sizeof whole) {
        const struct blank *known = blank_at(text, blank, count);
        if (!known) {
            whole[used++] = *text++;
            continue;
        }
        text_copy(whole + used, sizeof whole - used, known->word);
        used += strlen(whole + used);
        text += strlen(known->name);
    }
    whole[used] = '\0';
    text_copy(into, size, whole);
    return into;
}
