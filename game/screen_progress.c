/* The weeks behind, a leaf each: days kept, pain, form, left and right, what changed in the plan.
 */
#include "progress_page.h"
#include "screen_parts.h"

#include <math.h>
#include <stdio.h>

static struct rect card_of(const struct layout *layout)
{
    float m = layout->margin;
    return (struct rect){m, m, layout->hints.w, layout->hints.y - 1.5f * m};
}

static struct rect inner_of(const struct layout *layout, struct rect card)
{
    float pad = 1.4f * layout->margin, top = 0.28f * card.h;
    return (struct rect){roundf(card.x + pad), roundf(card.y + top), roundf(card.w - 2 * pad),
                         roundf(card.h - top - 0.6f * pad)};
}

/* ---- the calendar ---- */

/* Each mark has a shape of its own. */
static void paint_day(struct canvas *canvas, const struct palette *palette, float x, float y,
                      float r, enum day_mark mark)
{
    switch (mark) {
    case DAY_DONE:
    case DAY_EXTRA:
        canvas_disc(canvas, x, y, r, palette->calm);
        icon_draw(canvas, ICON_GOOD, x, y, r, palette->calm, COLOR_ALPHA(palette->panel, 0xff));
        break;
    case DAY_REST:
    case DAY_EASED:
        canvas_arc(canvas, x, y, 0.72f * r, 0.28f * r, 1, palette->calm);
        break;
    case DAY_MISSED:
        canvas_disc(canvas, x, y, 0.2f * r, palette->soft);
        break;
    default:
        break;
    }
}

static void paint_weeks(struct draw *draw, const struct progress_page *page, struct rect box,
                        struct rect grid, float key_y)
{
    uint64_t key = parts_key(HASH_START, 811);
    for (int i = 0; i < page->week_count; i++)
        key = hash_bytes(key, page->week[i].mark, sizeof page->week[i].mark);
    key = parts_key(key, page->week_count > 0 ? page->week[0].monday : 0);
    struct canvas *canvas = draw_layer_begin(draw, LAYER_CARD, (int)box.w, (int)box.h, key);
    if (canvas) {
        float w = grid.w / PROGRESS_WEEKS, h = grid.h / ROUTINE_DAYS;
        float r = 0.38f * fminf(w, h);
        for (int i = 0; i < page->week_count; i++) {
            for (int day = 0; day < ROUTINE_DAYS; day++) {
                bool later = page->week[i].monday + day > page->today;
                float x = grid.x + w * ((float)i + 0.5f), y = grid.y + h * ((float)day + 0.5f);
                if (!later) {
                    paint_day(canvas, draw->palette, x, y, r, page->week[i].mark[day]);
                }
            }
        }
        static const enum day_mark marks[] = {DAY_DONE, DAY_REST, DAY_MISSED};
        for (int i = 0; i < (int)ARRAY_LENGTH(marks) - !page->planned; i++) {
            paint_day(canvas, draw->palette, grid.x + grid.w + 2.2f * r,
                      key_y + 3.4f * r * (float)i + 1.2f * r, r, marks[i]);
        }
        draw_layer_end(draw, LAYER_CARD, false);
    }
    draw_layer_show(draw, LAYER_CARD, box.x, box.y);
}

static void draw_weeks(struct draw *draw, const struct layout *layout,
                       const struct progress_page *page, struct rect box)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const marks[] = {"a session", "rest, kept", "left open"};
    float type = 0.72f * (float)layout->least;
    struct rect grid = {3.4f * type, 0, 0.6f * box.w, box.h - 1.5f * type};
    float h = grid.h / ROUTINE_DAYS, w = grid.w / PROGRESS_WEEKS, r = 0.38f * fminf(w, h);
    float key_y = 0.1f * box.h;
    paint_weeks(draw, page, box, grid, key_y);
    struct text_style style = {
        .size_px = (int)type, .least_px = (int)(0.6f * type), .color = draw->palette->soft};
    for (int day = 0; day < ROUTINE_DAYS; day++) {
        draw_text(draw, days[day], (struct rect){box.x, box.y + h * (float)day, 3 * type, h},
                  style);
    }
    style.align = TEXT_CENTRE;
    for (int i = 0; i < page->week_count; i++) {
        char date[DAY_TEXT_SIZE];
        if ((page->week_count - 1 - i) % 2 == 0) {
            draw_text(draw, day_text(page->week[i].monday, false, date),
                      (struct rect){box.x + grid.x + w * ((float)i - 0.4f),
                                    box.y + grid.h + 0.1f * type, 1.8f * w, 1.4f * type},
                      style);
        }
    }
    style.align = TEXT_LEFT;
    style.color = draw->palette->ink;
    for (int i = 0; i < (int)ARRAY_LENGTH(marks) - !page->planned; i++) {
        float x = box.x + grid.x + grid.w + 3.8f * r;
        draw_text(
            draw, marks[i],
            (struct rect){x, box.y + key_y + 3.4f * r * (float)i, box.x + box.w - x, 2.4f * r},
            style);
    }
}

/* ---- the plan's changes ---- */

static void draw_changes(struct draw *draw, const struct layout *layout,
                         const struct progress_page *page, struct rect box)
{
    float h = box.h / PROGRESS_CHANGES;
    struct text_style style = {.size_px = (int)(0.78f * (float)layout->least),
                               .least_px = (int)(0.5f * (float)layout->least),
                               .lines = 2,
                               .color = draw->palette->ink};
    for (int i = 0; i < page->change_count; i++) {
        float y = box.y + h * (float)i;
        style.bold = true;
        style.color = draw->palette->ink;
        draw_text(draw, page->change[i], (struct rect){box.x, y, box.w, 0.42f * h}, style);
        style.bold = false;
        style.color = draw->palette->soft;
        draw_text(draw, page->reason[i], (struct rect){box.x, y + 0.44f * h, box.w, 0.46f * h},
                  style);
    }
}

/* ---- leaves ---- */

static void draw_empty(struct draw *draw, const struct layout *layout, struct rect card)
{
    struct text_style style = {.size_px = layout->title,
                               .least_px = layout->least,
                               .align = TEXT_CENTRE,
                               .bold = true,
                               .color = draw->palette->ink};
    float x = card.x + 2 * layout->margin, w = card.w - 4 * layout->margin;
    draw_text(draw, "Your weeks", (struct rect){x, card.y + 0.06f * card.h, w, 0.22f * card.h},
              style);
    style.size_px = layout->body;
    style.bold = false;
    style.lines = 4;
    draw_text(draw,
              "There is nothing to look back on yet. After your first session this page begins to "
              "fill, at your own pace.",
              (struct rect){x, card.y + 0.3f * card.h, w, 0.6f * card.h}, style);
}

static void draw_head(struct draw *draw, const struct layout *layout,
                      const struct progress_page *page, enum progress_leaf leaf, struct rect card)
{
    char of[32];
    float pad = 1.4f * layout->margin, x = card.x + pad, w = card.w - 2 * pad;
    struct text_style style = {.size_px = layout->title,
                               .least_px = layout->least,
                               .bold = true,
                               .color = draw->palette->ink};
    draw_text(draw, progress_leaf_title(leaf),
              (struct rect){x, card.y + 0.02f * card.h, 0.8f * w, 0.13f * card.h}, style);
    style = (struct text_style){
        .size_px = layout->least, .align = TEXT_RIGHT, .color = draw->palette->soft};
    snprintf(of, sizeof of, "%d of %d", (int)leaf + 1, (int)LEAF_COUNT);
    draw_text(draw, of,
              (struct rect){x + 0.8f * w, card.y + 0.02f * card.h, 0.2f * w, 0.13f * card.h},
              style);
    style = (struct text_style){.size_px = layout->least,
                                .least_px = (int)(0.5f * (float)layout->least),
                                .lines = 3,
                                .color = draw->palette->ink};
    const char *said = page->report.text[0] ? page->report.text : page->said[leaf];
    draw_text(draw, said, (struct rect){x, card.y + 0.145f * card.h, w, 0.125f * card.h}, style);
}

static int leaf_of(const struct screen_state *state)
{
    return clamp_int(state->page, 0, LEAF_COUNT - 1);
}

static void progress_draw(struct draw *draw, const struct screen_view *view,
                          struct screen_state *state)
{
    static const struct hint hints[] = {
        {"\xe2\x86\x90 \xe2\x86\x92", "more"}, {"R", "report for the therapist"}, {"Q", "back"}};
    static const struct hint none[] = {{"Q", "back"}};
    const struct progress_page *page = view->progress;
    enum progress_leaf leaf = (enum progress_leaf)leaf_of(state);
    struct layout layout = layout_make(draw->width, draw->height);
    struct rect card = card_of(&layout);
    struct screen_view land = {0};
    if (page->empty) {
        card.h = roundf(0.5f * (float)draw->height);
        parts_plate(draw, &layout, &land, &card, 1);
        draw_empty(draw, &layout, card);
        parts_hints(draw, &layout, none, (int)ARRAY_LENGTH(none));
        return;
    }
    parts_plate(draw, &layout, &land, &card, 1);
    draw_head(draw, &layout, page, leaf, card);
    struct rect inner = inner_of(&layout, card);
    if (leaf == LEAF_DAYS) {
        draw_weeks(draw, &layout, page, inner);
    } else if (leaf == LEAF_PLAN) {
        draw_changes(draw, &layout, page, inner);
    } else if (page->chart[leaf].series_count > 0) {
        chart_draw(draw, &layout, inner, &page->chart[leaf]);
    }
    parts_hints(draw, &layout, hints, (int)ARRAY_LENGTH(hints));
}

static struct request progress_key(const struct screen_view *view, struct screen_state *state,
                                   enum screen_key key)
{
    int leaf = leaf_of(state);
    switch (key) {
    case KEY_LEFT:
        state->page = clamp_int(leaf - 1, 0, LEAF_COUNT - 1);
        break;
    case KEY_RIGHT:
    case KEY_SPACE:
        state->page = clamp_int(leaf + 1, 0, LEAF_COUNT - 1);
        break;
    case KEY_ENTER: /* through all of them, and back */
        if (view->progress->empty || leaf == LEAF_COUNT - 1) {
            return (struct request){REQUEST_BACK, {0}};
        }
        state->page = leaf + 1;
        break;
    case KEY_REPORT:
        return (struct request){view->progress->empty ? REQUEST_NONE : REQUEST_REPORT, {0}};
    case KEY_QUIT:
        return (struct request){REQUEST_BACK, {0}};
    default:
        break;
    }
    return (struct request){REQUEST_NONE, {0}};
}

const struct screen screen_progress = {"progress", progress_draw, progress_key};
