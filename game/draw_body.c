#include "draw_body.h"

#include <math.h>

static const enum joint bones[][2] = {
    {JOINT_HEAD_TOP, JOINT_NECK},
    {JOINT_LEFT_SHOULDER, JOINT_RIGHT_SHOULDER},
    {JOINT_LEFT_HIP, JOINT_RIGHT_HIP},
    {JOINT_LEFT_SHOULDER, JOINT_LEFT_HIP},
    {JOINT_RIGHT_SHOULDER, JOINT_RIGHT_HIP},
    {JOINT_LEFT_SHOULDER, JOINT_LEFT_ELBOW},
    {JOINT_RIGHT_SHOULDER, JOINT_RIGHT_ELBOW},
    {JOINT_LEFT_ELBOW, JOINT_LEFT_WRIST},
    {JOINT_RIGHT_ELBOW, JOINT_RIGHT_WRIST},
    {JOINT_LEFT_HIP, JOINT_LEFT_KNEE},
    {JOINT_RIGHT_HIP, JOINT_RIGHT_KNEE},
    {JOINT_LEFT_KNEE, JOINT_LEFT_ANKLE},
    {JOINT_RIGHT_KNEE, JOINT_RIGHT_ANKLE},
    {JOINT_LEFT_HEEL, JOINT_LEFT_TOE},
    {JOINT_RIGHT_HEEL, JOINT_RIGHT_TOE},
    {JOINT_LEFT_ANKLE, JOINT_LEFT_HEEL},
    {JOINT_RIGHT_ANKLE, JOINT_RIGHT_HEEL},
};

struct spot {
    bool seen;
    float x, y, z; /* canvas pixels; z in image heights */
};

static void place_joints(const struct pose *pose, const struct body_place *place,
                         struct spot spot[JOINT_COUNT])
{
    float scale = place->where.h;
    for (int i = 0; i < JOINT_COUNT; i++) {
        const struct landmark *mark = &pose->joint[i];
        float x = place->mirrored ? place->aspect - mark->x : mark->x;
        spot[i] = (struct spot){.seen = pose->present && mark->confidence > 0 &&
                                        mark->confidence >= place->min_confidence &&
                                        fabsf(mark->x) < POSE_LIMIT && fabsf(mark->y) < POSE_LIMIT,
                                .x = place->where.x + x * scale,
                                .y = place->where.y + mark->y * scale,
                                .z = mark->z};
    }
}

/* ---- over a picture ---- */

void body_draw_overlay(struct canvas *canvas, const struct pose *pose,
                       const struct body_place *place, uint32_t color,
                       const struct palette *palette)
{
    struct spot spot[JOINT_COUNT];
    place_joints(pose, place, spot);
    float line = place->where.h / 130, halo = line + place->where.h / 280;
    for (int pass = 0; pass < 2; pass++) {
        float r = pass == 0 ? halo : line;
        uint32_t paint = pass == 0 ? palette->line : color;
        for (size_t i = 0; i < ARRAY_LENGTH(bones); i++) {
            const struct spot *a = &spot[bones[i][0]], *b = &spot[bones[i][1]];
            if (a->seen && b->seen) {
                canvas_capsule(canvas, a->x, a->y, r, b->x, b->y, r, paint);
            }
        }
    }
    for (int i = 0; i < JOINT_COUNT; i++) {
        if (spot[i].seen && i != JOINT_HEAD_TOP) {
            canvas_disc(canvas, spot[i].x, spot[i].y, halo * 1.5f, palette->line);
            canvas_disc(canvas, spot[i].x, spot[i].y, line * 1.5f, palette->ink);
        }
    }
}

/* ---- instead of a picture ---- */

/* Half widths in trunk lengths, by eye. */
struct limb {
    enum joint from, to;
    float r0, r1;
};

static const struct limb arm[2][2] = {
    {{JOINT_LEFT_SHOULDER, JOINT_LEFT_ELBOW, 0.105f, 0.08f},
     {JOINT_LEFT_ELBOW, JOINT_LEFT_WRIST, 0.08f, 0.06f}},
    {{JOINT_RIGHT_SHOULDER, JOINT_RIGHT_ELBOW, 0.105f, 0.08f},
     {JOINT_RIGHT_ELBOW, JOINT_RIGHT_WRIST, 0.08f, 0.06f}},
};
static const struct limb leg[2][3] = {
    {{JOINT_LEFT_HIP, JOINT_LEFT_KNEE, 0.165f, 0.11f},
     {JOINT_LEFT_KNEE, JOINT_LEFT_ANKLE, 0.11f, 0.07f},
     {JOINT_LEFT_HEEL, JOINT_LEFT_TOE, 0.065f, 0.05f}},
    {{JOINT_RIGHT_HIP, JOINT_RIGHT_KNEE, 0.165f, 0.11f},
     {JOINT_RIGHT_KNEE, JOINT_RIGHT_ANKLE, 0.11f, 0.07f},
     {JOINT_RIGHT_HEEL, JOINT_RIGHT_TOE, 0.065f, 0.05f}},
};

/* more: wider by this share of a trunk length, for an outline drawn before the limb itself. */
static void draw_limbs(struct canvas *canvas, const struct spot *spot, const struct limb *limb,
                       int count, float unit, float more, uint32_t color)
{
    for (int i = 0; i < count; i++) {
        const struct spot *a = &spot[limb[i].from], *b = &spot[limb[i].to];
        if (a->seen && b->seen) {
            canvas_capsule(canvas, a->x, a->y, (limb[i].r0 + more) * unit, b->x, b->y,
                           (limb[i].r1 + more) * unit, color);
        }
    }
}

/* Corners clockwise on the screen; false when one is not seen. */
static bool trunk_corners(const struct spot *spot, float place[4][2])
{
    static const enum joint corner[4] = {JOINT_LEFT_SHOULDER, JOINT_RIGHT_SHOULDER, JOINT_RIGHT_HIP,
                                         JOINT_LEFT_HIP};
    float area = 0;
    for (int i = 0; i < 4; i++) {
        if (!spot[corner[i]].seen) {
            return false;
        }
        place[i][0] = spot[corner[i]].x;
        place[i][1] = spot[corner[i]].y;
    }
    for (int i = 0, j = 3; i < 4; j = i++) {
        area += place[j][0] * place[i][1] - place[i][0] * place[j][1];
    }
    for (int k = 0; area < 0 && k < 2; k++) { /* the other way round: swap the sides */
        float shoulder = place[0][k], hip = place[3][k];
        place[0][k] = place[1][k];
        place[1][k] = shoulder;
        place[3][k] = place[2][k];
        place[2][k] = hip;
    }
    return true;
}

static void draw_trunk(struct canvas *canvas, const struct spot *spot, float unit, float more,
                       uint32_t color)
{
    float place[4][2];
    if (!trunk_corners(spot, place)) {
        return;
    }
    canvas_polygon(canvas, (const float(*)[2])place, 4, (0.115f + more) * unit, color);
    /* seen from the side the quadrilateral is a line: shoulders and hips still have a depth */
    float middle[2][2], radius[2];
    for (int end = 0; end < 2; end++) {
        const float *a = place[2 * end], *b = place[2 * end + 1];
        float half = hypotf(a[0] - b[0], a[1] - b[1]) / 2;
        middle[end][0] = (a[0] + b[0]) / 2;
        middle[end][1] = (a[1] + b[1]) / 2;
        radius[end] = (0.115f + more) * unit + fmaxf(0, 0.055f * unit - half);
    }
    canvas_capsule(canvas, middle[0][0], middle[0][1], radius[0], middle[1][0], middle[1][1],
                   radius[1], color);
}

static void draw_head(struct canvas *canvas, const struct spot *spot, float unit, float more,
                      uint32_t color)
{
    const struct spot *top = &spot[JOINT_HEAD_TOP], *neck = &spot[JOINT_NECK];
    struct spot drawn;
    if (!neck->seen) {
        return;
    }
    if (!top->seen) {
        /* A tracker without the head's joint: a figure has one all the same, in line with the
         * trunk. Only drawn, never measured. */
        const struct spot *left = &spot[JOINT_LEFT_HIP], *right = &spot[JOINT_RIGHT_HIP];
        if (!left->seen || !right->seen) {
            return;
        }
        const float head = 0.55f;
        drawn = *neck;
        drawn.x += head * (neck->x - 0.5f * (left->x + right->x));
        drawn.y += head * (neck->y - 0.5f * (left->y + right->y));
        top = &drawn;
    }
    float length = hypotf(top->x - neck->x, top->y - neck->y);
    float r = clamp_float(length * 0.36f, unit * 0.12f, unit * 0.24f);
    float share = length > 0 ? 1 - r / length : 0;
    float x = neck->x + (top->x - neck->x) * share, y = neck->y + (top->y - neck->y) * share;
    canvas_capsule(canvas, neck->x, neck->y, (0.085f + more) * unit, x, y, (0.085f + more) * unit,
                   color);
    canvas_disc(canvas, x, y, r + more * unit, color);
}

static float trunk_length(const struct spot *spot, float otherwise)
{
    for (int side = 0; side < 2; side++) {
        const struct spot *shoulder = &spot[JOINT_LEFT_SHOULDER + side];
        const struct spot *hip = &spot[JOINT_LEFT_HIP + side];
        if (shoulder->seen && hip->seen) {
            float length = hypotf(shoulder->x - hip->x, shoulder->y - hip->y);
            return length > otherwise * 0.4f ? length : otherwise * 0.4f;
        }
    }
    return otherwise;
}

void body_draw_figure(struct canvas *canvas, const struct pose *pose,
                      const struct body_place *place, const struct palette *palette)
{
    struct spot spot[JOINT_COUNT];
    place_joints(pose, place, spot);
    float unit = trunk_length(spot, place->where.h * 0.25f);
    bool left_near = spot[JOINT_LEFT_HIP].z <= spot[JOINT_RIGHT_HIP].z;
    int near = left_near ? 0 : 1, far = 1 - near;
    const struct figure_colors *on = &palette->figure;
    const float edge = 0.022f;
    draw_limbs(canvas, spot, arm[far], 2, unit, edge, on->edge);
    draw_limbs(canvas, spot, arm[far], 2, unit, 0, on->skin[1]);
    draw_limbs(canvas, spot, leg[far], 3, unit, edge, on->edge);
    draw_limbs(canvas, spot, leg[far], 3, unit, 0, on->legs[1]);
    draw_head(canvas, spot, unit, edge, on->edge);
    draw_trunk(canvas, spot, unit, edge, on->edge);
    draw_limbs(canvas, spot, leg[near], 3, unit, edge, on->edge);
    draw_head(canvas, spot, unit, 0, on->skin[0]);
    draw_limbs(canvas, spot, leg[near], 3, unit, 0, on->legs[0]);
    draw_trunk(canvas, spot, unit, 0, on->shirt);
    draw_limbs(canvas, spot, arm[near], 2, unit, edge, on->edge);
    draw_limbs(canvas, spot, arm[near], 2, unit, 0, on->skin[0]);
}
