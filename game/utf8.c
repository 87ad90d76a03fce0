#include "utf8.h"

size_t utf8_length(const char *text)
{
    static const unsigned char least[] = {0, 0, 0xc2, 0xe0, 0xf0};
    const unsigned char *at = (const unsigned char *)text;
    size_t length = at[0] < 0x80 ? 1 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;
    if (length > 1 && (at[0] < least[length] || at[0] > 0xf4))
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    return length;
}
