#include "screen_hands.h"

#include "draw_gesture.h"

#include <math.h>

/* ---- along the bottom ---- */

#define MOST_LINES (HANDS_MOST_LINES + 1)

/* The one key that is shown beside the gestures, while moving: it stops everything at once. */
static const struct hands_line hurt_key = {GESTURE_NONE, "that hurt", ""};

struct place {
    float picture_x, label_x, label_w; /* from the row's left end */
};

static struct text_style label_style(const struct draw *draw, const struct layout *layout)
{
    return (struct text_style){
        .size_px = layout->least, .align = TEXT_LEFT, .needed = true, .color = draw->palette->ink};
}

/* Returns the row's width; gap between its parts. */
static float place_lines(struct draw *draw, const struct layout *layout,
                         const struct hands_line *line, int count, float gap, struct place *place)
{
    const float d = layout->hints.h;
    float x = 0;
    for (int i = 0; i < count; i++) {
        place[i].picture_x = x;
        place[i].label_x =
            x + d + (line[i].gesture == GESTURE_NONE ? 0.3f * (float)layout->least : 0);
        place[i].label_w =
            (float)draw_text_width(draw, line[i].label, label_style(draw, layout)) + 2;
        x = place[i].label_x + place[i].label_w + gap;
    }
    return x - gap;
}

static struct rect cap_of(const struct layout *layout, float x)
{
    const float h = layout->hints.h;
    return (struct rect){x + 0.06f * h, 0.12f * h, 0.88f * h, 0.76f * h};
}

static void draw_lines(struct draw *draw, const struct layout *layout,
                       const struct hands_line *line, int count)
{
    struct place place[MOST_LINES];
    const struct rect bar = layout->hints;
    float gap = 1.2f * (float)layout->least;
    float width = place_lines(draw, layout, line, count, gap, place);
    if (width > bar.w)
        width = place_lines(draw, layout, line, count, 0.3f * gap, place);
    draw->cut_texts += width > bar.w;
    const float pad = 0.4f * (float)layout->least;
    const float left = roundf(width + 2 * pad < bar.w ? pad : (bar.w - width) / 2);
    const struct rect glass = {0, 0, fminf(left + width + pad, bar.w), bar.h};
    uint64_t key = parts_key(HASH_START, -77);
    for (int i = 0; i < count; i++)
        key = parts_key(parts_key(key, line[i].gesture), (int64_t)place[i].picture_x);
    struct canvas *canvas = draw_layer_begin(draw, LAYER_HINTS, (int)bar.w, (int)bar.h, key);
    if (canvas)
        canvas_round_rect(canvas, glass, layout->radius, draw->palette->panel);
    for (int i = 0; canvas && i < count; i++) {
        const float x = left + place[i].picture_x;
        if (line[i].gesture == GESTURE_NONE)
            canvas_frame(canvas, cap_of(layout, x), 0.24f * bar.h, fmaxf(1.5f, 2 * layout->unit),
                         draw->palette->soft);
        else
            gesture_draw(canvas, line[i].gesture, x + 0.5f * bar.h, 0.5f * bar.h, 0.46f * bar.h,
                         draw->palette->ink, draw->palette->over);
    }
    if (canvas)
        draw_layer_end(draw, LAYER_HINTS, false);
    draw_layer_show(draw, LAYER_HINTS, bar.x, bar.y);
    for (int i = 0; i < count; i++) {
        struct text_style style = label_style(draw, layout);
        const float x = bar.x + left + place[i].label_x;
        draw_text(draw, line[i].label, (struct rect){x, bar.y, place[i].label_w, bar.h}, style);
        style.align = TEXT_CENTRE;
        if (line[i].gesture == GESTURE_NONE)
            draw_text(draw, "H",
                      (struct rect){bar.x + left + place[i].picture_x, bar.y, bar.h, bar.h}, style);
    }
}

void hands_draw_hints(struct draw *draw, const struct layout *layout,
                      const struct screen_view *view, const struct screen_state *state,
                      const struct hint *hints, int count)
{
    struct hands_line line[MOST_LINES];
    const bool moves =
        state->id == SCREEN_EXERCISE || state->id == SCREEN_DEMO || state->id == SCREEN_REST;
    const bool by_hand = view->hands != NULL && view->hands->somebody && !state->keyed;
    int lines = by_hand ? hands_lines(view, state->id, line) : 0;
    if (lines > 0 && moves)
        line[lines++] = hurt_key;
    if (lines > 0)
        draw_lines(draw, layout, line, lines);
    else
        parts_hints(draw, layout, hints, count);
}

/* ---- all of them, large ---- */

static const struct hands_line everywhere[] = {
    {GESTURE_BOTH_HANDS, "pause", ""},
    {GESTURE_RIGHT_HAND, "choose", ""},
    {GESTURE_STILL, "confirm", ""},
    {GESTURE_GONE, "pause", ""},
};

void hands_draw_all(struct draw *draw, struct rect room)
{
    const int count = (int)ARRAY_LENGTH(everywhere);
    const struct layout layout = layout_make(draw->width, draw->height);
    const float row = room.h / (float)count;
    struct canvas *canvas =
        draw_layer_begin(draw, LAYER_RING, (int)room.w, (int)room.h, parts_key(HASH_START, -78));
    for (int i = 0; canvas && i < count; i++)
        gesture_draw(canvas, everywhere[i].gesture, 0.6f * row, ((float)i + 0.5f) * row,
                     0.47f * row, draw->palette->ink, draw->palette->over);
    if (canvas)
        draw_layer_end(draw, LAYER_RING, false);
    draw_layer_show(draw, LAYER_RING, room.x, room.y);
    struct text_style style = label_style(draw, &layout);
    style.lines = 2;
    for (int i = 0; i < count; i++)
        draw_text(
            draw, everywhere[i].label,
            (struct rect){room.x + 1.15f * row, room.y + (float)i * row, room.w - 1.15f * row, row},
            style);
}

/* ---- the ring ---- */

/* In a corner: of the picture where there is one, of a page that asks. */
static void place_ring(const struct draw *draw, const struct layout *layout, enum screen_id id,
                       float *x, float *y, float *r)
{
    const bool page = id == SCREEN_PAIN || id == SCREEN_SCREENING;
    *r = (page ? 0.075f : 0.13f) * (float)draw->height;
    *x = page ? (float)draw->width - layout->margin - 1.25f * *r : layout->picture.x + 1.15f * *r;
    *y = page ? 2 * layout->margin + 1.2f * *r : layout->picture.y + 1.15f * *r;
}

void hands_draw_ring(struct draw *draw, const struct screen_view *view, enum screen_id id)
{
    const struct gesture_show *hands = view->hands;
    if (hands == NULL || hands->gesture == GESTURE_NONE || hands->share <= 0.05f)
        return;
    const struct layout layout = layout_make(draw->width, draw->height);
    float x, y, r;
    place_ring(draw, &layout, id, &x, &y, &r);
    const int size = (int)ceilf(2 * r) + 2;
    const int step = (int)lroundf(clamp_float(hands->share, 0, 1) * 90);
    uint64_t key = parts_key(parts_key(HASH_START, hands->gesture), step);
    struct canvas *canvas = draw_layer_begin(draw, LAYER_HANDS, size, size, key);
    if (canvas) {
        const float middle = (float)size / 2, width = 0.13f * r;
        canvas_disc(canvas, middle, middle, r, COLOR_ALPHA(draw->palette->panel, 0xf0));
        canvas_arc(canvas, middle, middle, r - 0.6f * width, width, 1, draw->palette->well);
        canvas_arc(canvas, middle, middle, r - 0.6f * width, width, (float)step / 90,
                   draw->palette->calm);
        const enum gesture shown = hands->gesture == GESTURE_STILL ? GESTURE_NONE : hands->gesture;
        if (shown == GESTURE_NONE)
            canvas_disc(canvas, middle, middle, 0.3f * r, draw->palette->calm);
        else
            gesture_draw(canvas, shown, middle, middle, 0.72f * r, draw->palette->ink,
                         draw->palette->over);
        draw_layer_end(draw, LAYER_HANDS, false);
    }
    draw_layer_show(draw, LAYER_HANDS, roundf(x - (float)size / 2), roundf(y - (float)size / 2));
}
