#include "draw_chart.h"

#include "report_days.h"

#include <math.h>
#include <stdio.h>

/* Where things lie, from the box's top left corner. */
struct frame {
    struct rect plot;
    float unit; /* line widths */
    int type;   /* of figures, pixels */
};

static struct frame frame_of(const struct layout *layout, struct rect box)
{
    float type = 0.72f * (float)layout->least, line = 1.3f * type;
    return (struct frame){
        .plot = {2.6f * type, 1.5f * line, box.w - 3.4f * type, box.h - 2.9f * line},
        .unit = layout->unit,
        .type = (int)type};
}

static float x_of(const struct frame *frame, const struct chart *chart, float day)
{
    float share = (day - (float)chart->from) / (float)(chart->to - chart->from);
    return frame->plot.x + clamp_float(share, 0, 1) * frame->plot.w;
}

static float y_of(const struct frame *frame, const struct chart *chart, float value)
{
    float share = (value - chart->low) / (chart->high - chart->low);
    return frame->plot.y + (1 - clamp_float(share, 0, 1)) * frame->plot.h;
}

static uint32_t color_of(const struct palette *palette, int series)
{
    return series == 0 ? palette->calm : palette->approach;
}

static void paint_mark(struct canvas *canvas, const struct palette *palette, float x, float y,
                       float r, int series)
{
    uint32_t color = color_of(palette, series);
    if (series == 0) {
        canvas_disc(canvas, x, y, r, color);
        return;
    }
    struct rect square = {x - r, y - r, 2 * r, 2 * r};
    canvas_round_rect(canvas, square, 0.2f * r, COLOR_ALPHA(palette->panel, 0xff));
    canvas_frame(canvas, square, 0.2f * r, 0.5f * r, color);
}

static void paint_line(struct canvas *canvas, float x0, float y0, float x1, float y1, float width,
                       bool dashed, uint32_t color)
{
    float length = hypotf(x1 - x0, y1 - y0), dash = 5 * width;
    if (!dashed || length <= dash) {
        canvas_capsule(canvas, x0, y0, width / 2, x1, y1, width / 2, color);
        return;
    }
    for (float at = 0; at < length; at += 2 * dash) {
        float end = fminf(at + dash, length);
        canvas_capsule(canvas, x0 + (x1 - x0) * at / length, y0 + (y1 - y0) * at / length,
                       width / 2, x0 + (x1 - x0) * end / length, y0 + (y1 - y0) * end / length,
                       width / 2, color);
    }
}

static void paint_series(struct canvas *canvas, const struct palette *palette,
                         const struct frame *frame, const struct chart *chart, int index)
{
    const struct chart_series *series = &chart->series[index];
    float width = fmaxf(2, 4 * frame->unit), r = fmaxf(4, 8 * frame->unit);
    for (int i = 1; i < series->count; i++) {
        const struct chart_point *a = &series->point[i - 1], *b = &series->point[i];
        if (b->day - a->day <= chart->gap_days) {
            paint_line(canvas, x_of(frame, chart, a->day), y_of(frame, chart, a->value),
                       x_of(frame, chart, b->day), y_of(frame, chart, b->value), width, index == 1,
                       color_of(palette, index));
        }
    }
    for (int i = 0; i < series->count; i++) {
        const struct chart_point *at = &series->point[i];
        paint_mark(canvas, palette, x_of(frame, chart, at->day), y_of(frame, chart, at->value), r,
                   index);
    }
}

/* The names lie in a row above the plot; each begins where the one before ends. */
static float key_x(struct draw *draw, const struct frame *frame, const struct chart *chart,
                   int series)
{
    struct text_style style = {.size_px = frame->type, .color = draw->palette->ink};
    float x = frame->plot.x;
    for (int i = 0; i < series; i++) {
        x += (float)draw_text_width(draw, chart->series[i].name, style) + 3.2f * (float)frame->type;
    }
    return x;
}

static uint64_t hash_of(const struct chart *chart)
{
    uint64_t key = hash_bytes(HASH_START, &chart->from, sizeof chart->from);
    key = hash_bytes(key, &chart->to, sizeof chart->to);
    key = hash_bytes(key, &chart->low, sizeof chart->low);
    key = hash_bytes(key, &chart->high, sizeof chart->high);
    for (int i = 0; i < chart->series_count; i++) {
        const struct chart_series *series = &chart->series[i];
        key = hash_bytes(key, series->name, sizeof series->name);
        key = hash_bytes(key, series->point, (size_t)series->count * sizeof *series->point);
    }
    return key;
}

static void paint(struct draw *draw, const struct frame *frame, struct rect box,
                  const struct chart *chart)
{
    struct canvas *canvas =
        draw_layer_begin(draw, LAYER_CARD, (int)box.w, (int)box.h, hash_of(chart));
    if (canvas) {
        const struct palette *palette = draw->palette;
        for (float value = chart->low; value <= chart->high + 0.01f; value += chart->step) {
            float y = y_of(frame, chart, value);
            canvas_capsule(canvas, frame->plot.x, y, fmaxf(0.8f, frame->unit),
                           frame->plot.x + frame->plot.w, y, fmaxf(0.8f, frame->unit),
                           COLOR_ALPHA(palette->soft, value == chart->low ? 0xb0 : 0x50));
        }
        for (int i = chart->series_count - 1; i >= 0; i--) {
            float x = key_x(draw, frame, chart, i), y = 0.62f * (float)frame->type;
            float r = fmaxf(4, 8 * frame->unit);
            paint_line(canvas, x, y, x + 1.7f * (float)frame->type, y, fmaxf(2, 4 * frame->unit),
                       i == 1, color_of(palette, i));
            paint_mark(canvas, palette, x + 0.85f * (float)frame->type, y, r, i);
            paint_series(canvas, palette, frame, chart, i);
        }
        draw_layer_end(draw, LAYER_CARD, false);
    }
    draw_layer_show(draw, LAYER_CARD, box.x, box.y);
}

void chart_draw(struct draw *draw, const struct layout *layout, struct rect box,
                const struct chart *chart)
{
    struct frame frame = frame_of(layout, box);
    float type = (float)frame.type, line = 1.3f * type;
    char text[48], date[DAY_TEXT_SIZE];
    paint(draw, &frame, box, chart);
    struct text_style style = {.size_px = frame.type,
                               .least_px = frame.type / 2,
                               .align = TEXT_RIGHT,
                               .color = draw->palette->soft};
    for (float value = chart->low; value <= chart->high + 0.01f; value += chart->step) {
        snprintf(text, sizeof text, "%.3g%s", (double)value, chart->unit);
        draw_text(
            draw, text,
            (struct rect){box.x, box.y + y_of(&frame, chart, value) - line / 2, 2.2f * type, line},
            style);
    }
    float foot = box.y + frame.plot.y + frame.plot.h + 0.3f * line, half = frame.plot.w / 2;
    style.align = TEXT_LEFT;
    draw_text(draw, day_text(chart->from, false, date),
              (struct rect){box.x + frame.plot.x, foot, half, line}, style);
    style.align = TEXT_RIGHT;
    draw_text(draw, day_text(chart->to, true, date),
              (struct rect){box.x + frame.plot.x + half, foot, half, line}, style);
    style.align = TEXT_LEFT;
    style.color = draw->palette->ink;
    for (int i = 0; i < chart->series_count; i++) {
        float x = key_x(draw, &frame, chart, i) + 2.1f * type;
        draw_text(draw, chart->series[i].name, (struct rect){box.x + x, box.y, box.w - x, line},
                  style);
    }
}
