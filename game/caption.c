#include "caption.h"

#include "screen_layout.h"
#include "screen_session.h"

#include <math.h>
#include <string.h>

/* ---- which words ---- */

static int letters_in(const char *text, size_t bytes)
{
    int count = 0;
    for (size_t i = 0; i < bytes; i++)
        count += (text[i] & 0xc0) != 0x80;
    return count;
}

/* Where the piece that begins at text ends: behind a sentence or before the word too many. */
static size_t piece_length(const char *text, int letters)
{
    size_t end = 0;
    while (text[end]) {
        size_t word = end + strspn(text + end, " ");
        word += strcspn(text + word, " ");
        if (end > 0 && letters_in(text, word) > letters)
            break;
        end = word;
        if (end > 1 && strchr(".!?", text[end - 1]))
            break;
    }
    return end;
}

void caption_piece(const char *text, float share, int letters, char piece[CUE_TEXT_SIZE])
{
    const float all = (float)letters_in(text, strlen(text));
    float said = 0;
    size_t length;
    piece[0] = '\0';
    for (const char *at = text + strspn(text, " "); *at; at += length, at += strspn(at, " ")) {
        length = piece_length(at, letters);
        said += (float)letters_in(at, length) + 1;
        text_copy(piece, length + 1 < CUE_TEXT_SIZE ? length + 1 : CUE_TEXT_SIZE, at);
        if (said > share * all)
            return;
    }
}

/* ---- where ---- */

static bool has_picture(enum screen_id screen)
{
    return screen == SCREEN_EXERCISE || screen == SCREEN_REST || screen == SCREEN_PAUSED;
}

/* But for the end, which a message has not. */
static bool same_words(const char *a, const char *b)
{
    size_t length = strlen(a), other = strlen(b);
    length -= length > 0 && a[length - 1] == '.';
    other -= other > 0 && b[other - 1] == '.';
    return length == other && strncmp(a, b, length) == 0;
}

static bool is_shown_already(struct draw *draw, const struct screen_view *view,
                             enum screen_id screen)
{
    if (screen != SCREEN_EXERCISE)
        return false;
    const struct message message = session_message(view, draw->palette);
    return message.text && same_words(view->caption, message.text);
}

static void fill(struct draw *draw, struct rect rect, uint32_t color)
{
    const SDL_FRect place = {rect.x, rect.y, rect.w, rect.h};
    SDL_SetRenderDrawBlendMode(draw->renderer, SDL_BLENDMODE_BLEND);
    SDL_SetRenderDrawColor(draw->renderer, (Uint8)(color >> 16), (Uint8)(color >> 8), (Uint8)color,
                           0xf0);
    SDL_RenderFillRectF(draw->renderer, &place);
}

void caption_draw(struct draw *draw, const struct screen_view *view, enum screen_id screen)
{
    const struct layout layout = layout_make(draw->width, draw->height);
    char piece[CUE_TEXT_SIZE];
    if (!view->caption || is_shown_already(draw, view, screen))
        return;
    struct text_style style = {.size_px = layout.least,
                               .least_px = layout.least,
                               .lines = 1,
                               .align = TEXT_CENTRE,
                               .needed = true,
                               .color = draw->palette->ink};
    struct rect strip = layout.hints;
    if (has_picture(screen)) {
        const float line = ceilf(1.22f * (float)layout.least);
        style.lines = 2;
        strip = layout.picture;
        strip.h = 2 * line + layout.unit * 12;
        strip.y += layout.picture.h - strip.h;
    }
    const float pad = layout.unit * 12;
    /* A letter is at most so wide on average; each line may lose a word's length. */
    const int letters = (int)((strip.w - 2 * pad) / (0.58f * (float)layout.least)) - 4;
    caption_piece(view->caption, view->caption_share, style.lines * letters, piece);
    if (style.lines == 2 && draw_text_width(draw, piece, style) < strip.w - 2 * pad) {
        strip.y += strip.h / 2 - layout.unit * 3;
        strip.h -= strip.h / 2 - layout.unit * 3;
        style.lines = 1;
    }
    fill(draw, strip, draw->palette->panel);
    strip.x += pad;
    strip.w -= 2 * pad;
    draw_text(draw, piece, strip, style);
}
