/* Settings: a row each, changed at once. */
#include "screen_list.h"
#include "settings_page.h"

#include <math.h>
#include <string.h>

static int chosen_of(const struct screen_state *state)
{
    return clamp_int(state->choice, 0, settings_page_count() - 1);
}

static void draw_rows(struct draw *draw, const struct layout *layout,
                      const struct settings_page *page, struct rect card, int chosen)
{
    char values[LIST_MAX_ROWS][SETTINGS_VALUE_SIZE];
    struct list_row rows[LIST_MAX_ROWS];
    int count = clamp_int(settings_page_count(), 0, LIST_MAX_ROWS);
    for (int i = 0; i < count; i++) {
        rows[i] = (struct list_row){settings_page_name(i), values[i]};
        settings_page_value(page, i, values[i]);
    }
    float pad = 0.8f * layout->margin;
    list_draw(draw, layout,
              (struct rect){card.x + pad, card.y + 0.15f * card.h, card.w - 2 * pad,
                            0.71f * card.h},
              rows, count, chosen, 0.1f * (float)draw->height);
}

static void settings_draw(struct draw *draw, const struct screen_view *view,
                          struct screen_state *state)
{
    static const struct hint hints[] = {{"\xe2\x86\x91 \xe2\x86\x93", "choose"},
                                        {"\xe2\x86\x90 \xe2\x86\x92", "change"},
                                        {"Q", "back"}};
    const struct settings_page *page = view->settings;
    struct layout layout = layout_make(draw->width, draw->height);
    float m = layout.margin;
    struct rect card = {m, m, layout.hints.w, layout.hints.y - 1.5f * m};
    struct screen_view land = {0};
    parts_plate(draw, &layout, &land, &card, 1);
    struct text_style style = {.size_px = layout.title,
                               .least_px = layout.least,
                               .bold = true,
                               .color = draw->palette->ink};
    draw_text(draw, "Settings", (struct rect){card.x + m, card.y, card.w - 2 * m, 0.14f * card.h},
              style);
    draw_rows(draw, &layout, page, card, chosen_of(state));
    style = (struct text_style){.size_px = (int)(0.75f * (float)layout.least),
                                .least_px = (int)(0.5f * (float)layout.least),
                                .lines = 2,
                                .bold = page->refused,
                                .color = page->refused ? draw->palette->ink
                                                       : draw->palette->soft};
    const char *said = page->said.text[0] ? page->said.text
                                          : "Each change is kept at once, in your own files";
    draw_text(draw, said,
              (struct rect){card.x + m, card.y + 0.865f * card.h, card.w - 2 * m, 0.12f * card.h},
              style);
    parts_hints(draw, &layout, hints, (int)ARRAY_LENGTH(hints));
}

static struct request change(enum request_type type, int row)
{
    return (struct request){type, {.value = row}};
}

static struct request settings_key(const struct screen_view *view, struct screen_state *state,
                                   enum screen_key key)
{
    (void)view;
    int chosen = chosen_of(state);
    switch (key) {
    case KEY_ENTER:
    case KEY_SPACE:
    case KEY_RIGHT:
        return change(REQUEST_MORE, chosen);
    case KEY_LEFT:
        return change(REQUEST_LESS, chosen);
    case KEY_QUIT:
        return (struct request){REQUEST_BACK, {0}};
    default:
        state->choice = list_walk(chosen, settings_page_count(), key);
        return (struct request){REQUEST_NONE, {0}};
    }
}

const struct screen screen_settings = {"settings", settings_draw, settings_key};
