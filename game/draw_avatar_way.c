/* The path of the limb that tells how far the movement has come, and its band. */
#include "draw_avatar.h"

#include <math.h>

#define PIECES 24

struct spot2 {
    float x, y;
};

static struct spot2 tip_at(const struct instructor *instructor, int joint, float share,
                           const struct avatar_place *place)
{
    struct instructor_figure figure = instructor_figure(instructor, share);
    float x = figure.pose.joint[joint].x;
    x = place->mirrored ? instructor->aspect - x : x;
    return (struct spot2){place->where.x + x * place->where.h,
                          place->where.y + figure.pose.joint[joint].y * place->where.h};
}

static void draw_line(struct canvas *canvas, const struct spot2 *spot, int count, float radius,
                      uint32_t color)
{
    for (int i = 0; i + 1 < count; i++) {
        canvas_capsule(canvas, spot[i].x, spot[i].y, radius, spot[i + 1].x, spot[i + 1].y, radius,
                       color);
    }
}

/* A bar across the path. */
static void draw_bar(struct canvas *canvas, struct spot2 before, struct spot2 at, float length,
                     float radius, uint32_t color)
{
    float dx = at.x - before.x, dy = at.y - before.y, far = hypotf(dx, dy);
    if (far < 1e-3f) {
        return;
    }
    dx *= length / far;
    dy *= length / far;
    canvas_capsule(canvas, at.x - dy, at.y + dx, radius, at.x + dy, at.y - dx, radius, color);
}

static void draw_one(struct canvas *canvas, const struct instructor *instructor, int joint,
                     const float *person, const struct avatar_place *place)
{
    const struct palette *palette = place->palette;
    float m = place->where.h / 100, low = instructor->low, high = instructor->high;
    struct spot2 way[PIECES], band[PIECES];
    for (int i = 0; i < PIECES; i++) {
        float t = (float)i / (PIECES - 1);
        way[i] = tip_at(instructor, joint, low * t, place);
        band[i] = tip_at(instructor, joint, low + (high - low) * t, place);
    }
    uint32_t dark = COLOR_ALPHA(palette->line, 0xb0);
    draw_line(canvas, band, PIECES, 1.15f * m, dark);
    draw_line(canvas, band, PIECES, 0.7f * m, palette->calm);
    for (int i = 0; i < PIECES; i += 3) { /* dots lead there */
        canvas_disc(canvas, way[i].x, way[i].y, 0.75f * m, dark);
        canvas_disc(canvas, way[i].x, way[i].y, 0.5f * m, palette->ink);
    }
    const struct spot2 before[2] = {way[PIECES - 2], band[PIECES - 2]};
    const struct spot2 at[2] = {band[0], band[PIECES - 1]};
    for (int i = 0; i < 2; i++) {
        draw_bar(canvas, before[i], at[i], 2.6f * m, 0.85f * m, dark);
        draw_bar(canvas, before[i], at[i], 2.6f * m, 0.45f * m, palette->calm);
    }
    if (!person) {
        return;
    }
    struct spot2 here = tip_at(instructor, joint, *person, place);
    bool inside = *person >= low && *person <= high;
    canvas_disc(canvas, here.x, here.y, 3.4f * m, palette->line | 0xff000000u);
    canvas_disc(canvas, here.x, here.y, 2.8f * m, palette->ink);
    canvas_disc(canvas, here.x, here.y, inside ? 2.1f * m : 1.8f * m,
                inside ? palette->calm : palette->line | 0xff000000u);
    if (inside) { /* a tick, so that it isn't told by colour */
        uint32_t mark = palette->line | 0xff000000u;
        canvas_capsule(canvas, here.x - m, here.y, 0.4f * m, here.x - 0.2f * m, here.y + 0.8f * m,
                       0.4f * m, mark);
        canvas_capsule(canvas, here.x - 0.2f * m, here.y + 0.8f * m, 0.4f * m, here.x + 1.1f * m,
                       here.y - 0.8f * m, 0.4f * m, mark);
    }
}

void avatar_draw_way(struct canvas *canvas, struct path *path, const struct instructor *instructor,
                     const float *person, const struct avatar_place *place)
{
    (void)path;
    if (!instructor->ranged) {
        return;
    }
    draw_one(canvas, instructor, instructor->tip, person, place);
    if (instructor->twin >= 0) {
        draw_one(canvas, instructor, instructor->twin, person, place);
    }
}
