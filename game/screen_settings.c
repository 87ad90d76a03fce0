/* Settings: a row each, changed at once. */
#include "screen_list.h"
#include "settings_page.h"

#include <stdio.h>

static int chosen_of(const struct screen_state *state)
{
    return clamp_int(state->choice, 0, settings_page_count() - 1);
}

#define SHOWN 8 /* rows at once; the others come as the choice walks on */

static void draw_rows(struct draw *draw, const struct layout *layout,
                      const struct settings_page *page, struct rect card, int chosen)
{
    char values[SHOWN][SETTINGS_VALUE_SIZE];
    struct list_row rows[SHOWN];
    int all = settings_page_count(), count = all < SHOWN ? all : SHOWN;
    int first = clamp_int(chosen - SHOWN / 2, 0, all - count);
    for (int i = 0; i < count; i++) {
        rows[i] = (struct list_row){settings_page_name(first + i), values[i]};
        settings_page_value(page, first + i, values[i]);
    }
    float pad = 0.8f * layout->margin;
    list_draw(
        draw, layout,
        (struct rect){card.x + pad, card.y + 0.15f * card.h, card.w - 2 * pad, 0.71f * card.h},
        rows, count, chosen - first, 0.1f * (float)draw->height);
}

static void draw_title(struct draw *draw, const struct layout *layout, struct rect card, int chosen)
{
    char of[32];
    float m = layout->margin;
    struct rect box = {card.x + m, card.y, card.w - 2 * m, 0.14f * card.h};
    struct text_style style = {.size_px = layout->title,
                               .least_px = layout->least,
                               .bold = true,
                               .color = draw->palette->ink};
    draw_text(draw, "Settings", box, style);
    snprintf(of, sizeof of, "%d of %d", chosen + 1, settings_page_count());
    draw_text(draw, of, box,
              (struct text_style){
                  .size_px = layout->least, .align = TEXT_RIGHT, .color = draw->palette->soft});
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
    draw_title(draw, &layout, card, chosen_of(state));
    draw_rows(draw, &layout, page, card, chosen_of(state));
    struct text_style style = {.size_px = (int)(0.75f * (float)layout.least),
                               .least_px = (int)(0.5f * (float)layout.least),
                               .lines = 2,
                               .bold = page->refused,
                               .color = page->refused ? draw->palette->ink : draw->palette->soft};
    const char *said =
        page->said.text[0] ? page->said.text : "Each change is kept at once, in your own files";
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
