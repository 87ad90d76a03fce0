#include "screen_parts.h"

#include "draw_body.h"
#include "draw_garden.h"
#include "draw_scene.h"
#include "screen_instructor.h"

#include <math.h>
#include <string.h>

uint64_t parts_key(uint64_t hash, int64_t value)
{
    return hash_bytes(hash, &value, sizeof value);
}

float parts_slide(const struct draw *draw, const struct screen_state *state)
{
    const double length_s = 0.4;
    float way = (float)draw->height / 18;
    return way * (1 - draw_ease(draw, state->shown_s, state->clock_s, length_s));
}

/* ---- the ground ---- */

#define LIGHT_LEAST 0.28f /* before the first repetition: it can be seen that it will be day */
#define LIGHT_HOLD  0.16f /* what a hold under way adds, until what was held counts for itself */
#define LIGHT_IDLE  0.45f /* where no session is under way */

static float light_of(const struct screen_view *view)
{
    const struct world *world = view->world;
    if (!world || world->garden.bed_count == 0) {
        return LIGHT_IDLE;
    }
    float light = LIGHT_LEAST + (1 - LIGHT_LEAST) * garden_light(&world->garden);
    const struct coach_display *display = &view->display;
    if (world->phase == PHASE_HOLD && world->stage == WORLD_EXERCISE &&
        display->hold_target_s > 0) {
        light += LIGHT_HOLD * clamp_float(display->held_s / display->hold_target_s, 0, 1);
    }
    return clamp_float(light, 0, 1);
}

static struct garden_scene scene_of(const struct draw *draw, const struct screen_view *view)
{
    float w = (float)draw->width, h = (float)draw->height;
    return (struct garden_scene){
        .garden = view->world ? &view->world->garden : NULL,
        .bed = GARDEN_WHOLE,
        .room = garden_room(w, h),
        .light = light_of(view),
        .clock_s = draw->clock_s,
        .now_s = view->world ? view->world->now_s : 0,
    };
}

void parts_plate(struct draw *draw, const struct layout *layout, const struct screen_view *view,
                 const struct rect *cards, int count)
{
    struct garden_scene scene = scene_of(draw, view);
    scene.garden = NULL;
    garden_draw_ground(draw, &scene, cards, count, layout->radius);
}

void parts_garden_plate(struct draw *draw, const struct layout *layout,
                        const struct screen_view *view, const struct rect *card)
{
    struct garden_scene scene = scene_of(draw, view);
    garden_draw_ground(draw, &scene, card, 1, layout->radius);
    garden_draw_plants(draw, &scene);
}

static void draw_session_plate(struct draw *draw, const struct layout *layout,
                               const struct screen_view *view, struct rect last)
{
    const struct rect cards[] = {layout->band, layout->head, last};
    struct garden_scene scene = scene_of(draw, view);
    scene.bed = garden_bed_of(&view->world->garden, view->world->step, view->world->side);
    if (scene.bed == GARDEN_WHOLE) {
        scene.garden = NULL; /* no exercise is at hand yet */
    }
    scene.room = layout->meadow;
    garden_draw_ground(draw, &scene, cards, (int)ARRAY_LENGTH(cards), layout->radius);
    garden_draw_plants(draw, &scene);
}

void parts_session_plate(struct draw *draw, const struct layout *layout,
                         const struct screen_view *view)
{
    draw_session_plate(draw, layout, view, layout->foot);
}

void parts_demo_plate(struct draw *draw, const struct layout *layout,
                      const struct screen_view *view, struct rect card)
{
    draw_session_plate(draw, layout, view, card);
}

/* ---- the picture ---- */

static float view_aspect(const struct screen_view *view)
{
    if (view->aspect > 0.1f && view->aspect < 10) {
        return view->aspect;
    }
    const struct image *picture = view->picture;
    return picture && picture->height_px > 0 ? (float)picture->width_px / (float)picture->height_px
                                             : 16.0f / 9;
}

static bool has_picture(const struct screen_view *view)
{
    return view->picture && view->picture->bgr && view->picture->width_px > 0 &&
           view->picture->height_px > 0;
}

/* The picture without the body: a new camera picture is scaled here, once. */
static bool refresh_scene(struct draw *draw, const struct screen_view *view, struct rect size)
{
    int w = (int)size.w, h = (int)size.h;
    bool picture = has_picture(view);
    uint64_t key = parts_key(HASH_START, picture ? (int64_t)view->picture_serial : -1);
    key = parts_key(key, picture ? view->mirrored + 2 * view->picture->width_px : 0);
    key = parts_key(key, picture ? view->picture->height_px : 0);
    if (draw->scene_key == key && draw->scene.width == w && draw->scene.height == h) {
        return true;
    }
    if (!canvas_resize(&draw->scene, w, h)) {
        draw->failed = true;
        return false;
    }
    if (picture) {
        float aspect = (float)view->picture->width_px / (float)view->picture->height_px;
        struct rect fit = picture_fit((struct rect){0, 0, size.w, size.h}, aspect);
        if (fit.w < size.w || fit.h < size.h) {
            canvas_clear(&draw->scene, draw->palette->well);
        }
        picture_draw(&draw->scaler, &draw->scene, fit, view->picture, view->mirrored);
    } else {
        garden_paint(&draw->scene, draw->palette, NULL, 0.55f);
        scene_draw_mat(&draw->scene, draw->palette);
    }
    draw->scene_key = key;
    return true;
}

static void draw_body(struct draw *draw, struct canvas *canvas, const struct screen_view *view,
                      uint32_t tone)
{
    struct rect size = {0, 0, (float)canvas->width, (float)canvas->height};
    float aspect = view_aspect(view);
    struct body_place place = {.where = picture_fit(size, aspect),
                               .aspect = aspect,
                               .mirrored = view->mirrored,
                               .min_confidence = view->min_confidence > 0 ? view->min_confidence
                                                                          : SCREEN_CONFIDENCE};
    if (has_picture(view)) {
        body_draw_overlay(canvas, view->pose, &place, tone, draw->palette);
    } else {
        body_draw_figure(canvas, view->pose, &place, draw->palette);
    }
    instructor_draw_range(draw, canvas, view, place.where, aspect);
}

void parts_picture(struct draw *draw, const struct layout *layout, const struct screen_view *view,
                   uint32_t tone)
{
    if (!refresh_scene(draw, view, layout->picture)) {
        return;
    }
    bool body = view->pose && view->pose->present;
    uint64_t key = parts_key(draw->scene_key, body ? view->pose->t_us : -1);
    key = parts_key(key, (int64_t)tone);
    key = parts_key(key, view->mirrored);
    key = parts_key(key, (int64_t)instructor_range_key(draw, layout, view));
    struct canvas *canvas =
        draw_layer_begin(draw, LAYER_PICTURE, draw->scene.width, draw->scene.height, key);
    if (canvas) {
        canvas_copy(canvas, &draw->scene);
        if (body) {
            draw_body(draw, canvas, view, tone);
        }
        scene_round_corners(canvas, &draw->layer[LAYER_PLATE].canvas, (int)layout->picture.x,
                            (int)layout->picture.y, layout->radius);
        draw_layer_end(draw, LAYER_PICTURE, true);
    }
    draw_layer_show(draw, LAYER_PICTURE, layout->picture.x, layout->picture.y);
}

/* ---- the message ---- */

void parts_message(struct draw *draw, const struct layout *layout, const struct message *message)
{
    if (!message->text || !message->text[0]) {
        return;
    }
    int w = (int)layout->band.w, h = (int)layout->band.h;
    uint64_t key = parts_key(parts_key(HASH_START, message->icon), message->color);
    struct canvas *canvas = draw_layer_begin(draw, LAYER_BAND, w, h, key);
    if (canvas) {
        float edge = roundf(3 * layout->unit);
        if (message->icon >= ICON_NEAR && message->icon <= ICON_UNSEEN) {
            canvas_frame(canvas, (struct rect){0, 0, (float)w, (float)h}, layout->radius, edge,
                         message->color);
        }
        icon_draw(canvas, message->icon, layout->icon_x, layout->icon_y, layout->icon_r,
                  message->color, COLOR_ALPHA(draw->palette->panel, 0xff));
        draw_layer_end(draw, LAYER_BAND, false);
    }
    draw_layer_show(draw, LAYER_BAND, layout->band.x, layout->band.y);
    int room =
        (int)(layout->band_text.h / (1.2f * (float)layout->least)); /* of a squarish window */
    struct text_style style = {.size_px = layout->title,
                               .least_px = layout->least,
                               .lines = room > 3 ? room : 3,
                               .bold = true,
                               .needed = true,
                               .color = draw->palette->ink};
    draw_text(draw, message->text, layout->band_text, style);
}

/* ---- the keys ---- */

/* Where a key's cap and its label lie in the row. */
struct hint_place {
    float cap_x, cap_w, label_x, label_w; /* from the row's left end */
};

static struct text_style hint_style(const struct draw *draw, const struct layout *layout)
{
    return (struct text_style){.size_px = layout->least,
                               .align = TEXT_CENTRE,
                               .needed = true,
                               .color = draw->palette->ink};
}

/* Returns the row's width, which may be more than there is. */
static float place_hints(struct draw *draw, const struct layout *layout, const struct hint *hints,
                         int count, struct hint_place *place)
{
    struct text_style style = hint_style(draw, layout);
    float size = (float)layout->least, x = 0;
    for (int i = 0; i < count; i++) {
        style.color = draw->palette->ink;
        float key = (float)draw_text_width(draw, hints[i].key, style);
        style.color = draw->palette->soft;
        place[i].cap_x = x;
        place[i].cap_w = fmaxf(key + 0.6f * size, 1.25f * size);
        place[i].label_x = x + place[i].cap_w + 0.35f * size;
        place[i].label_w = (float)draw_text_width(draw, hints[i].label, style) + 2;
        x = place[i].label_x + place[i].label_w + 1.1f * size;
    }
    x -= 1.1f * size;
    float over = x - (layout->hints.w - 0.6f * size); /* of a narrow window: closer together */
    for (int i = 1; over > 0 && i < count; i++) {
        float shift = fminf(over / (float)(count - 1), 0.9f * size) * (float)i;
        place[i].cap_x -= shift;
        place[i].label_x -= shift;
    }
    float closer = over > 0 ? fminf(over, 0.9f * size * (float)(count - 1)) : 0;
    return x - closer;
}

static void paint_caps(struct draw *draw, const struct layout *layout, const struct hint *hints,
                       int count, const struct hint_place *place, float left)
{
    struct rect bar = layout->hints;
    float pad = 0.4f * (float)layout->least;
    float right = left + place[count - 1].label_x + place[count - 1].label_w + pad;
    struct rect glass = {0, 0, fminf(right, bar.w), bar.h};
    uint64_t key = HASH_START;
    for (int i = 0; i < count; i++) {
        key = hash_bytes(key, hints[i].key, strlen(hints[i].key) + 1);
        key = hash_bytes(key, hints[i].label, strlen(hints[i].label) + 1);
    }
    struct canvas *canvas = draw_layer_begin(draw, LAYER_HINTS, (int)bar.w, (int)bar.h, key);
    if (canvas) {
        canvas_round_rect(canvas, glass, layout->radius, draw->palette->panel);
        for (int i = 0; i < count; i++) {
            struct rect cap = {left + place[i].cap_x, roundf(0.12f * bar.h), place[i].cap_w,
                               roundf(0.76f * bar.h)};
            canvas_round_rect(canvas, cap, 0.24f * bar.h, draw->palette->well);
            canvas_frame(canvas, cap, 0.24f * bar.h, fmaxf(1.5f, 2 * layout->unit),
                         COLOR_ALPHA(draw->palette->soft, 0x80));
        }
        draw_layer_end(draw, LAYER_HINTS, false);
    }
    draw_layer_show(draw, LAYER_HINTS, bar.x, bar.y);
}

/* The same in less, where the row would be too wide. */
static const char *brief_of(const char *label)
{
    static const struct hint brief[] = {{"choose", "pick"},
                                        {"confirm", "ok"},
                                        {"rather not say", "skip"},
                                        {"sharp or shooting", "sharp"},
                                        {"read again", "again"}};
    for (size_t i = 0; i < ARRAY_LENGTH(brief); i++)
        if (strcmp(brief[i].key, label) == 0)
            return brief[i].label;
    return label;
}

void parts_hints(struct draw *draw, const struct layout *layout, const struct hint *hints,
                 int count)
{
    struct hint_place place[PARTS_MAX_HINTS];
    struct hint brief[PARTS_MAX_HINTS];
    count = clamp_int(count, 0, PARTS_MAX_HINTS);
    struct rect bar = layout->hints;
    float width = place_hints(draw, layout, hints, count, place);
    if (width > bar.w) {
        for (int i = 0; i < count; i++) {
            brief[i] = (struct hint){hints[i].key, brief_of(hints[i].label)};
        }
        hints = brief;
        width = place_hints(draw, layout, hints, count, place);
        draw->cut_texts += width > bar.w;
    }
    float pad = 0.4f * (float)layout->least; /* at the left: the meadow stays free */
    float left = roundf(width + 2 * pad < bar.w ? pad : (bar.w - width) / 2);
    paint_caps(draw, layout, hints, count, place, left);
    struct text_style style = hint_style(draw, layout);
    for (int i = 0; i < count; i++) {
        float x = bar.x + left;
        style.color = draw->palette->ink;
        draw_text(draw, hints[i].key,
                  (struct rect){x + place[i].cap_x, bar.y, place[i].cap_w, bar.h}, style);
        style.color = draw->palette->soft;
        draw_text(draw, hints[i].label,
                  (struct rect){x + place[i].label_x, bar.y, place[i].label_w, bar.h}, style);
    }
}

/* ---- the right-hand column ---- */

/* The lit end is the side meant, as the person's own mirror image shows it. */
static void draw_pill(struct draw *draw, const struct layout *layout, enum body_side side,
                      struct text_style style)
{
    struct rect pill = layout->pill;
    style.bold = true;
    style.color = COLOR_ALPHA(draw->palette->panel, 0xff);
    float text = (float)draw_text_width(draw, words_side(side), style);
    float lit = fminf(pill.w, fmaxf(0.6f * pill.w, text + 0.7f * pill.h));
    float left = side == SIDE_LEFT ? 0 : pill.w - lit;
    struct canvas *canvas =
        draw_layer_begin(draw, LAYER_SIDE, (int)pill.w, (int)pill.h, parts_key(HASH_START, side));
    if (canvas) {
        canvas_round_rect(canvas, (struct rect){0, 0, pill.w, pill.h}, pill.h / 2,
                          draw->palette->well);
        canvas_round_rect(canvas, (struct rect){left, 0, lit, pill.h}, pill.h / 2,
                          draw->palette->calm);
        draw_layer_end(draw, LAYER_SIDE, false);
    }
    draw_layer_show(draw, LAYER_SIDE, pill.x, pill.y);
    draw_text(draw, words_side(side), (struct rect){pill.x + left, pill.y, lit, pill.h}, style);
}

void parts_heading(struct draw *draw, const struct layout *layout, const char *name,
                   enum body_side side, const char *text)
{
    struct text_style style = {.size_px = (int)((float)layout->title * 0.85f),
                               .least_px = layout->least,
                               .lines = 4,
                               .align = TEXT_CENTRE,
                               .bold = true,
                               .needed = true,
                               .color = draw->palette->ink};
    struct rect room = layout->name;
    if (side == SIDE_NONE) {
        room.h = layout->pill.y + layout->pill.h - room.y;
    }
    draw_text(draw, name, room, style);
    style.size_px = layout->least;
    style.lines = 1;
    style.bold = false;
    style.color = draw->palette->soft;
    draw_text(draw, text, layout->set, style);
    if (side == SIDE_NONE) {
        return;
    }
    draw_pill(draw, layout, side, style);
}

void parts_ring(struct draw *draw, const struct layout *layout, float share, uint32_t color)
{
    int size = (int)layout->ring.w;
    int step = (int)lroundf(clamp_float(share, 0, 1) * 720);
    uint64_t key = parts_key(parts_key(HASH_START, step), color);
    struct canvas *canvas = draw_layer_begin(draw, LAYER_RING, size, size, key);
    if (canvas) {
        float middle = (float)size / 2, width = 0.085f * (float)size;
        float radius = middle - width / 2 - 1;
        canvas_disc(canvas, middle, middle, middle - 1, draw->palette->panel);
        canvas_arc(canvas, middle, middle, radius, width, 1, draw->palette->well);
        if (step > 0) {
            canvas_arc(canvas, middle, middle, radius, width, (float)step / 720, color);
        }
        draw_layer_end(draw, LAYER_RING, false);
    }
    draw_layer_show(draw, LAYER_RING, layout->ring.x, layout->ring.y);
}

void parts_glow(struct draw *draw, const struct layout *layout, float share)
{
    int size = (int)(1.7f * layout->ring.w);
    uint32_t sun = draw->palette->sun;
    share = draw->still ? roundf(4 * share) / 4 : share;
    if (share <= 0 || sun >> 24 == 0) {
        return;
    }
    struct canvas *canvas = draw_layer_begin(draw, LAYER_GLOW, size, size, HASH_START);
    if (canvas) {
        canvas_glow(canvas, 0.5f * (float)size, 0.5f * (float)size, 0.5f * (float)size,
                    COLOR_ALPHA(sun, 0xf0));
        draw_layer_end(draw, LAYER_GLOW, false);
    }
    SDL_SetTextureAlphaMod(draw->layer[LAYER_GLOW].texture, (Uint8)(255 * fminf(share, 1)));
    float off = 0.5f * (layout->ring.w - (float)size);
    draw_layer_show(draw, LAYER_GLOW, layout->ring.x + off, layout->ring.y + off);
}

void parts_ring_words(struct draw *draw, const struct layout *layout, const char *number,
                      const char *label)
{
    struct rect ring = layout->ring;
    struct text_style style = {.size_px = layout->count,
                               .least_px = layout->least,
                               .align = TEXT_CENTRE,
                               .bold = true,
                               .needed = true,
                               .color = draw->palette->ink};
    draw_text(draw, number,
              (struct rect){ring.x + 0.12f * ring.w, ring.y + 0.16f * ring.h, 0.76f * ring.w,
                            0.5f * ring.h},
              style);
    style.size_px = layout->body;
    style.bold = false;
    style.color = draw->palette->soft;
    draw_text(draw, label,
              (struct rect){ring.x + 0.1f * ring.w, ring.y + 0.62f * ring.h, 0.8f * ring.w,
                            0.2f * ring.h},
              style);
}
