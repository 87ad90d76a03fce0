/* The path of the limb that tells how far the movement has come, and its band. */
#include "draw_avatar.h"

#include <math.h>

#define PIECES 24

struct spot2 {
    float x, y;
};

/* From the instructor's picture to the canvas. */
struct map {
    float x, y, scale; /* pixels; where its origin lies, and its height */
    bool mirrored;
    float m; /* unit of the marks, pixels */
};

static struct spot2 tip_at(const struct instructor *instructor, int joint, float share,
                           const struct map *map)
{
    struct pose pose = instructor_figure(instructor, share).pose;
    float x = map->mirrored ? -pose.joint[joint].x : pose.joint[joint].x;
    return (struct spot2){map->x + x * map->scale, map->y + pose.joint[joint].y * map->scale};
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
                     const float *person, const struct map *map, const struct palette *palette)
{
    float m = map->m, low = instructor->low, high = instructor->high;
    struct spot2 way[PIECES], band[PIECES];
    for (int i = 0; i < PIECES; i++) {
        float t = (float)i / (PIECES - 1);
        way[i] = tip_at(instructor, joint, low * t, map);
        band[i] = tip_at(instructor, joint, low + (high - low) * t, map);
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
        draw_bar(canvas, before[i], at[i], 4.4f * m, 0.85f * m, dark);
        draw_bar(canvas, before[i], at[i], 4.4f * m, 0.45f * m, palette->calm);
    }
    if (!person) {
        return;
    }
    struct spot2 here = tip_at(instructor, joint, *person, map);
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

void avatar_draw_way(struct canvas *canvas, const struct instructor *instructor,
                     const float *person, const struct avatar_place *place)
{
    float h = place->where.h;
    struct map map = {.x = place->where.x + (place->mirrored ? instructor->aspect * h : 0),
                      .y = place->where.y,
                      .scale = h,
                      .mirrored = place->mirrored,
                      .m = h / 100};
    if (!instructor->ranged) {
        return;
    }
    draw_one(canvas, instructor, instructor->tip, person, &map, place->palette);
    if (instructor->twin >= 0) {
        draw_one(canvas, instructor, instructor->twin, person, &map, place->palette);
    }
}

/* ---- over the person ---- */

/* How much larger the person looks than the instructor: over all limbs that are seen. */
static float scale_of(const struct pose *own, const struct pose *person, float least)
{
    static const int limb[][2] = {{JOINT_LEFT_SHOULDER, JOINT_LEFT_HIP},
                                  {JOINT_LEFT_HIP, JOINT_LEFT_KNEE},
                                  {JOINT_LEFT_KNEE, JOINT_LEFT_ANKLE}};
    float mine = 0, theirs = 0;
    for (int i = 0; i < 6; i++) {
        int a = limb[i / 2][0] + i % 2, b = limb[i / 2][1] + i % 2;
        if (person->joint[a].confidence < least || person->joint[b].confidence < least) {
            continue;
        }
        mine += hypotf(own->joint[a].x - own->joint[b].x, own->joint[a].y - own->joint[b].y);
        theirs += hypotf(person->joint[a].x - person->joint[b].x,
                         person->joint[a].y - person->joint[b].y);
    }
    return mine > 0.05f ? theirs / mine : 0;
}

static void draw_over(struct canvas *canvas, const struct instructor *instructor, int joint,
                      const struct avatar_person *person, const struct palette *palette)
{
    struct pose own = instructor_figure(instructor, person->share).pose;
    const struct landmark *at = &person->pose->joint[joint];
    float scale = scale_of(&own, person->pose, person->least);
    if (at->confidence < person->least || scale <= 0 || fabsf(at->x) > 4 || fabsf(at->y) > 4) {
        return;
    }
    /* Where the person's own joint is, the way has come as far as the coach reads. */
    struct rect where = person->where;
    float x = where.x + (person->mirrored ? person->aspect - at->x : at->x) * where.h;
    float y = where.y + at->y * where.h;
    struct map map = {.scale = scale * where.h,
                      .mirrored = person->mirrored != person->turned,
                      .m = where.h / 75};
    struct spot2 there = tip_at(instructor, joint, person->share, &map);
    map.x = x - there.x;
    map.y = y - there.y;
    draw_one(canvas, instructor, joint, &person->share, &map, palette);
}

void avatar_draw_range(struct canvas *canvas, const struct instructor *instructor,
                       const struct avatar_person *person, const struct palette *palette)
{
    if (!instructor->ranged || !person->pose || !person->pose->present) {
        return;
    }
    draw_over(canvas, instructor, instructor->tip, person, palette);
    if (instructor->twin >= 0) {
        draw_over(canvas, instructor, instructor->twin, person, palette);
    }
}
