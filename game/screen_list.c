#include "screen_list.h"

#include <math.h>

static struct rect row_of(const struct layout *layout, struct rect box, int row, int count,
                          float most_px)
{
    float gap = roundf(0.35f * layout->margin);
    float h = fminf((box.h - gap * (float)(count - 1)) / (float)count, most_px);
    return (struct rect){roundf(box.x), roundf(box.y + (h + gap) * (float)row), roundf(box.w),
                         roundf(h)};
}

static void paint(struct draw *draw, const struct layout *layout, struct rect box, int count,
                  int chosen, float most_px)
{
    uint64_t key = parts_key(parts_key(HASH_START, 801 + chosen), (int64_t)most_px);
    key = parts_key(key, count);
    struct canvas *canvas = draw_layer_begin(draw, LAYER_CARD, (int)box.w, (int)box.h, key);
    if (canvas) {
        for (int i = 0; i < count; i++) {
            struct rect row = row_of(layout, (struct rect){0, 0, box.w, box.h}, i, count, most_px);
            float radius = fminf(layout->radius, row.h / 2);
            canvas_round_rect(canvas, row, radius,
                              i == chosen ? draw->palette->calm : draw->palette->well);
            if (i == chosen) {
                canvas_frame(canvas, row, radius, fmaxf(2, 4 * layout->unit), draw->palette->ink);
            }
        }
        draw_layer_end(draw, LAYER_CARD, false);
    }
    draw_layer_show(draw, LAYER_CARD, box.x, box.y);
}

void list_draw(struct draw *draw, const struct layout *layout, struct rect box,
               const struct list_row *rows, int count, int chosen, float most_px)
{
    count = clamp_int(count, 0, LIST_MAX_ROWS);
    if (count == 0) {
        return;
    }
    paint(draw, layout, box, count, chosen, most_px);
    for (int i = 0; i < count; i++) {
        struct rect row = row_of(layout, box, i, count, most_px);
        float pad = 0.4f * (float)layout->least;
        uint32_t own = COLOR_ALPHA(draw->palette->panel, 0xff);
        struct text_style style = {.size_px = layout->least,
                                   .least_px = (int)(0.7f * (float)layout->least),
                                   .bold = i == chosen,
                                   .color = i == chosen ? own : draw->palette->ink};
        struct rect words = {row.x + pad, row.y, row.w - 2 * pad, row.h};
        if (rows[i].value) {
            float name = 0.56f;
            draw_text(
                draw, rows[i].value,
                (struct rect){words.x + name * words.w, words.y, (1 - name) * words.w, words.h},
                (struct text_style){.size_px = style.size_px,
                                    .least_px = style.least_px,
                                    .align = TEXT_RIGHT,
                                    .bold = style.bold,
                                    .color = style.color});
            words.w *= name;
        }
        draw_text(draw, rows[i].name, words, style);
    }
}

int list_walk(int chosen, int count, enum screen_key key)
{
    if (key == KEY_DOWN || key == KEY_RIGHT) {
        chosen++;
    }
    if (key == KEY_UP || key == KEY_LEFT) {
        chosen--;
    }
    return clamp_int(chosen, 0, count > 0 ? count - 1 : 0);
}
