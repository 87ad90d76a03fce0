/* What was done: first the day's garden, then, exercise by exercise, repetitions, form, and one
 * thing to work on. */
#include "screen_results.h"

#include <math.h>
#include <stdio.h>

#define ROWS 4 /* on one page */

static int page_count(const struct screen_view *view)
{
    return 1 + (view->world->result_count + ROWS - 1) / ROWS + results_have_next(view);
}

static struct rect card_of(const struct layout *layout)
{
    float m = layout->margin;
    return (struct rect){m, m, layout->hints.w, layout->hints.y - 1.5f * m};
}

static struct rect row_of(const struct layout *layout, int row)
{
    struct rect card = card_of(layout);
    float pad = layout->margin, top = 0.27f * card.h;
    float h = (card.h - top - pad) / ROWS;
    return (struct rect){card.x + pad, card.y + top + h * (float)row, card.w - 2 * pad,
                         h - 0.35f * pad};
}

void results_total_words(const struct world *world, char *text, size_t size)
{
    int32_t reps = 0, scored = 0, eased = 0;
    float score = 0;
    for (int32_t i = 0; i < world->result_count; i++) {
        reps += world->result[i].reps;
        score += world->result[i].score_sum;
        scored += world->result[i].scored;
        eased += world->result[i].eased;
    }
    if (reps == 0) {
        text_copy(text, size, "Nothing was counted this time, and that is fine");
        return;
    }
    int used = snprintf(text, size, "%d repetition%s", (int)reps, reps == 1 ? "" : "s");
    if (scored > 0 && used > 0 && (size_t)used < size) {
        used += snprintf(text + used, size - (size_t)used, ", form %.0f",
                         (double)(score / (float)scored));
    }
    if (eased > 0 && used > 0 && (size_t)used < size) {
        snprintf(text + used, size - (size_t)used, ", eased off in time %d time%s", (int)eased,
                 eased == 1 ? "" : "s");
    }
}

/* A ring of form at the row's end, in the row's own height. */
static void paint_rows(struct draw *draw, const struct layout *layout, const struct world *world,
                       int page)
{
    struct rect card = card_of(layout);
    uint64_t key = parts_key(parts_key(HASH_START, page), world->result_count);
    for (int32_t i = 0; i < world->result_count; i++) {
        key = parts_key(key, (int64_t)(world_form(&world->result[i]) * 10));
    }
    struct canvas *canvas = draw_layer_begin(draw, LAYER_CARD, (int)card.w, (int)card.h, key);
    if (!canvas) {
        return;
    }
    for (int row = 0; row < ROWS && page * ROWS + row < world->result_count; row++) {
        struct rect box = row_of(layout, row);
        box.x -= card.x;
        box.y -= card.y;
        canvas_round_rect(canvas, box, layout->radius * 0.6f, draw->palette->well);
        float form = world_form(&world->result[page * ROWS + row]);
        float r = 0.38f * box.h, x = box.x + box.w - 0.62f * box.h, y = box.y + box.h / 2;
        canvas_arc(canvas, x, y, r, 0.1f * box.h, 1, COLOR_ALPHA(draw->palette->panel, 0xff));
        if (form > 0) {
            canvas_arc(canvas, x, y, r, 0.1f * box.h, form / 100, draw->palette->calm);
        }
    }
    draw_layer_end(draw, LAYER_CARD, false);
}

static void row_words(struct draw *draw, const struct layout *layout, const struct world *world,
                      const struct world_result *result, struct rect box)
{
    const struct exercise *exercise = &world->plan->step[result->step];
    char name[NAME_SIZE + 16], reps[32], form[16];
    const char *side = words_side(result->side);
    snprintf(name, sizeof name, side[0] ? "%s \xc2\xb7 %s" : "%s%s", exercise->name, side);
    snprintf(reps, sizeof reps, "%d of %d", (int)result->reps, (int)result->reps_wanted);
    float mean = world_form(result);
    snprintf(form, sizeof form, mean < 0 ? "\xe2\x80\x93" : "%.0f", (double)mean);
    char seen[48];
    float judged = result->scored > 0 ? result->judged_sum / (float)result->scored : 1;
    snprintf(seen, sizeof seen, "%.0f %% of the form could be seen", (double)judged * 100);
    const char *advice = result->reps == 0            ? "Another day"
                         : judged < WORLD_PARTLY_SEEN ? seen
                         : result->work_on[0]         ? result->work_on
                                                      : words_praise(mean);
    float pad = 0.14f * box.h, ring = 1.24f * box.h;
    float count_w = 0.15f * box.w;
    struct text_style style = {.size_px = layout->least,
                               .least_px = (int)(0.55f * (float)layout->least),
                               .lines = 2,
                               .bold = true,
                               .color = draw->palette->ink};
    float w = box.w - ring - count_w - 3 * pad;
    draw_text(draw, name,
              (struct rect){box.x + 1.5f * pad, box.y + 0.05f * box.h, w, 0.48f * box.h}, style);
    style.bold = false;
    style.color = draw->palette->soft;
    draw_text(draw, advice,
              (struct rect){box.x + 1.5f * pad, box.y + 0.5f * box.h, w, 0.44f * box.h}, style);
    style.color = draw->palette->ink;
    style.align = TEXT_CENTRE;
    style.lines = 1;
    draw_text(draw, reps, (struct rect){box.x + box.w - ring - count_w, box.y, count_w, box.h},
              style);
    style.bold = true;
    style.size_px = (int)(0.3f * box.h);
    draw_text(draw, form, (struct rect){box.x + box.w - 0.96f * box.h, box.y, 0.68f * box.h, box.h},
              style);
}

/* ---- the rows' page ---- */

static void draw_rows_page(struct draw *draw, const struct layout *layout,
                           const struct screen_view *view, const struct screen_state *state,
                           int page)
{
    const struct world *world = view->world;
    struct rect card = card_of(layout);
    parts_plate(draw, layout, view, &card, 1);
    draw->slide_px = parts_slide(draw, state);
    char total[WORDS_SIZE];
    results_total_words(world, total, sizeof total);
    float x = card.x + 1.5f * layout->margin, w = card.w - 3 * layout->margin;
    struct text_style style = {.size_px = layout->title,
                               .least_px = layout->least,
                               .bold = true,
                               .color = draw->palette->ink};
    draw_text(draw, "Exercise by exercise",
              (struct rect){x, card.y + 0.03f * card.h, w, 0.13f * card.h}, style);
    style.size_px = layout->body;
    style.least_px = (int)(0.7f * (float)layout->least);
    style.bold = false;
    style.color = draw->palette->calm;
    draw_text(draw, total, (struct rect){x, card.y + 0.155f * card.h, w, 0.09f * card.h}, style);
    paint_rows(draw, layout, world, page);
    draw_layer_show(draw, LAYER_CARD, card.x, card.y);
    for (int row = 0; row < ROWS && page * ROWS + row < world->result_count; row++) {
        row_words(draw, layout, world, &world->result[page * ROWS + row], row_of(layout, row));
    }
    draw->slide_px = 0;
}

static void results_draw(struct draw *draw, const struct screen_view *view,
                         struct screen_state *state)
{
    struct hint hints[3];
    int count = 0;
    struct layout layout = layout_make(draw->width, draw->height);
    int pages = page_count(view), page = clamp_int(state->page, 0, pages - 1);
    if (page == 0) {
        results_draw_day(draw, &layout, view, state);
    } else if (page == pages - 1 && results_have_next(view)) {
        results_draw_next(draw, &layout, view, state);
    } else {
        draw_rows_page(draw, &layout, view, state, page - 1);
    }
    if (pages > 1) {
        hints[count++] = (struct hint){"\xe2\x86\x90 \xe2\x86\x92", "more"};
    }
    if (view->gardens) {
        hints[count++] = (struct hint){"G", "gardens"};
    }
    hints[count++] = (struct hint){"Enter", view->at_home ? "home" : "close"};
    parts_hints(draw, &layout, hints, count);
}

static struct request results_key(const struct screen_view *view, struct screen_state *state,
                                  enum screen_key key)
{
    int last = page_count(view) - 1;
    switch (key) {
    case KEY_LEFT:
        state->page = clamp_int(state->page - 1, 0, last);
        break;
    case KEY_RIGHT:
        state->page = clamp_int(state->page + 1, 0, last);
        break;
    case KEY_GARDENS:
        return (struct request){view->gardens ? REQUEST_GARDENS : REQUEST_NONE, {0}};
    case KEY_ENTER:
    case KEY_SPACE:
    case KEY_QUIT:
        return (struct request){REQUEST_CLOSE, {0}};
    default:
        break;
    }
    return (struct request){REQUEST_NONE, {0}};
}

const struct screen screen_results = {"results", results_draw, results_key};
