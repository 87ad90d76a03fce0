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

/* Where the piece that begins at text ends: behind a sentence; where one is too long, behind its
 * last comma or, if that is far back, before the word too many. */
static size_t piece_length(const char *text, int letters)
{
    size_t end = 0, comma = 0;
    while (text[end]) {
        size_t word = end + strspn(text + end, " ");
        word += strcspn(text + word, " ");
        if (end > 0 && letters_in(text, word) > letters)
            return letters_in(text, comma) > letters / 2 ? comma : end;
        end = word;
        if (end > 1 && strchr(".!?", text[end - 1]))
            return end;
        if (strchr(",:;", text[end - 1]))
            comma = end;
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
    return screen == SCREEN_EXERCISE || screen == SCREEN_DEMO || screen == SCREEN_REST ||
           screen == SCREEN_PAUSED;
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
    if (screen != SCREEN_EXERCISE && screen != SCREEN_DEMO)
        return false;
    const struct message message = session_message(view, draw->palette);
    return message.text && same_words(view->caption, message.text);
}

static void fill(struct draw *draw, const struct layout *layout, struct rect strip)
{
    const int width = (int)strip.w, height = (int)strip.h;
    struct canvas *canvas = draw_layer_begin(draw, LAYER_CAPTION, width, height, HASH_START);
    if (canvas) {
        canvas_round_rect(canvas, (struct rect){0, 0, strip.w, strip.h}, layout->radius,
                          COLOR_ALPHA(draw->palette->panel, 0xff));
        canvas_frame(canvas, (struct rect){0, 0, strip.w, strip.h}, layout->radius,
                     2 * layout->unit, COLOR_ALPHA(draw->palette->soft, 0x80));
        draw_layer_end(draw, LAYER_CAPTION, false);
    }
    draw_layer_show(draw, LAYER_CAPTION, strip.x, strip.y);
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
        strip.h = 2 * line + layout.unit * 12; /* at the top: feet are at the bottom */
    }
    const float pad = layout.unit * 12;
    /* A letter is at most so wide on average; each line may lose a word's length. */
    const int letters = (int)((strip.w - 2 * pad) / (0.58f * (float)layout.least)) - 4;
    caption_piece(view->caption, view->caption_share, style.lines * letters, piece);
    fill(draw, &layout, strip);
    strip.x += pad;
    strip.w -= 2 * pad;
    draw_text(draw, piece, strip, style);
}
