#include "html.h"

#include "utf8.h"

#include <stdarg.h>
#include <string.h>

/* One character; returns how many bytes it took. */
static size_t put_character(FILE *out, const char *at)
{
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    static const char special[] = "&<>\"'";
    const char *found = strchr(special, *at);
    const size_t length = utf8_length(at);
    const bool control = (unsigned char)*at < 0x20 || *at == 0x7f;
    if (found != NULL)
        fputs(names[found - special], out);
    else if (control)
        fputc(' ', out);
    else if (length == 0)
        fputs("\xef\xbf\xbd", out);
    else
        fwrite(at, 1, length, out);
    return length > 0 ? length : 1;
}

void html_text(FILE *out, const char *text)
{
    while (*text != '\0')
        text += put_character(out, text);
}

void html_text_cut(FILE *out, const char *text, int most)
{
    int count = 0;
    for (const char *at = text; *at != '\0'; count++)
        at += utf8_length(at) > 0 ? utf8_length(at) : 1;
    const bool cut = count > most;
    for (int i = 0; i < (cut ? most - 1 : count); i++)
        text += put_character(out, text);
    if (cut)
        fputs("\xe2\x80\xa6", out);
}

void html_say(FILE *out, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    html_text(out, text);
}
