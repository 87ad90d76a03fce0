/* What the instructor stands, sits or lies on. Metres of the world (body.h). */
#include "draw_avatar.h"

#include "draw_flesh.h"
#include "movement/body.h"

#include <math.h>

struct stage {
    struct canvas *canvas;
    struct path *path;
    const struct instructor *instructor;
    const struct avatar_place *place;
    float m; /* pixels in a metre */
};

struct point3 {
    float x, y, z; /* metres */
};

static struct spot3 spot_of(const struct stage *stage, struct point3 at)
{
    const struct avatar_place *place = stage->place;
    float x, y;
    instructor_project(stage->instructor, at.x, at.y, at.z, &x, &y);
    x = place->mirrored ? stage->instructor->aspect - x : x;
    return (struct spot3){place->where.x + x * place->where.h, place->where.y + y * place->where.h,
                          0};
}

static bool edge_on(const struct stage *stage)
{
    return stage->instructor->camera.pitch_deg < 5;
}

static bool plain(const struct stage *stage)
{
    return stage->place->palette->sun >> 24 == 0;
}

/* A bar of wood. */
static void draw_bar(const struct stage *stage, struct point3 from, struct point3 to, float radius,
                     uint32_t color)
{
    float both[2] = {radius * stage->m, radius * stage->m};
    struct flesh flesh = {0};
    flesh_limb(&flesh, spot_of(stage, from), spot_of(stage, to), both, 2, false);
    uint32_t edge =
        plain(stage) ? 0xff000000u : color_between(color, stage->place->palette->figure.edge, 0.5f);
    flesh_fill(&flesh, stage->canvas, stage->path, 0.006f * stage->m, paint_flat(edge));
    flesh_fill(&flesh, stage->canvas, stage->path, 0, paint_flat(color));
}

/* A board with rounded edges between four corners. */
static void draw_board(const struct stage *stage, const struct point3 corner[4], float radius,
                       uint32_t color)
{
    struct flesh flesh = {0};
    for (int i = 0; i < 4; i++) { /* across and along: their hulls cover all of it */
        for (int k = i + 1; k < 4; k++) {
            flesh_begin(&flesh, blob_ball(spot_of(stage, corner[i]), radius * stage->m));
            flesh_go_on(&flesh, blob_ball(spot_of(stage, corner[k]), radius * stage->m));
        }
    }
    uint32_t edge =
        plain(stage) ? 0xff000000u : color_between(color, stage->place->palette->figure.edge, 0.5f);
    struct spot3 at[4];
    float box[4][2];
    for (int i = 0; i < 4; i++) {
        at[i] = spot_of(stage, corner[i]);
        box[i][0] = at[i].x;
        box[i][1] = at[i].y;
    }
    float area = 0;
    for (int i = 0, j = 3; i < 4; j = i++) {
        area += box[j][0] * box[i][1] - box[i][0] * box[j][1];
    }
    if (fabsf(area) < 4) { /* seen edge-on: a bar */
        flesh_fill(&flesh, stage->canvas, stage->path, 0.006f * stage->m, paint_flat(edge));
        flesh_fill(&flesh, stage->canvas, stage->path, 0, paint_flat(color));
        return;
    }
    if (area < 0) {
        float x = box[1][0], y = box[1][1];
        box[1][0] = box[3][0], box[1][1] = box[3][1];
        box[3][0] = x, box[3][1] = y;
    }
    canvas_polygon(stage->canvas, (const float(*)[2])box, 4, (radius + 0.006f) * stage->m, edge);
    canvas_polygon(stage->canvas, (const float(*)[2])box, 4, radius * stage->m, color);
}

#define WOOD 0xffb58a63u

/* A plain chair: the middle of its seat's front edge at `front`, its back `behind` it. across: half
 * its width, at right angles. */
static void draw_chair(const struct stage *stage, struct point3 front, struct point3 behind,
                       struct point3 across)
{
    const float seat = 0.395f, high = 0.80f;
    uint32_t wood = plain(stage) ? 0xffb0b0b0u : WOOD;
    uint32_t far =
        plain(stage) ? 0xff707070u : color_between(wood, stage->place->palette->figure.edge, 0.3f);
    struct point3 leg[4];
    for (int i = 0; i < 4; i++) {
        float side = i % 2 ? 1.0f : -1.0f, back = i < 2 ? 1.0f : 0.0f;
        leg[i] = (struct point3){front.x + back * behind.x + side * across.x, 0,
                                 front.z + back * behind.z + side * across.z};
    }
    for (int i = 0; i < 4; i++) {
        struct point3 top = leg[i];
        top.y = i < 2 ? high : seat;
        draw_bar(stage, leg[i], top, 0.017f, i % 2 ? wood : far);
    }
    struct point3 rail[4] = {leg[0], leg[1], leg[1], leg[0]};
    rail[0].y = rail[1].y = high;
    rail[2].y = rail[3].y = high - 0.17f;
    draw_board(stage, rail, 0.020f, wood);
    struct point3 top[4] = {leg[0], leg[1], leg[3], leg[2]};
    for (int i = 0; i < 4; i++) {
        top[i].y = seat;
    }
    draw_board(stage, top, 0.022f, wood);
}

/* ---- mats ---- */

static void draw_shadow(const struct stage *stage, float left, float right, float y, float height)
{
    if (plain(stage)) {
        return;
    }
    float middle = 0.5f * (left + right), half = 0.5f * (right - left);
    for (int i = 0; i < 5; i++) { /* softer outwards */
        float grow = 1 + 0.09f * (float)i;
        path_begin(stage->path);
        path_place(stage->path, middle, y, half * grow, height * grow, 0);
        const float k = 0.5523f;
        path_start(stage->path, 1, 0);
        path_curve(stage->path, 1, k, k, 1, 0, 1);
        path_curve(stage->path, -k, 1, -1, k, -1, 0);
        path_curve(stage->path, -1, -k, -k, -1, 0, -1);
        path_curve(stage->path, k, -1, 1, -k, 1, 0);
        path_fill(stage->path, stage->canvas,
                  paint_flat(COLOR_ALPHA(stage->place->palette->figure.edge, 0x16)));
        path_begin(stage->path);
    }
}

/* From one end to the other in the world; half its width. */
static void draw_mat(const struct stage *stage, struct point3 from, struct point3 to,
                     struct point3 across)
{
    uint32_t mat = stage->place->palette->mat;
    uint32_t rim =
        plain(stage) ? 0xffb0b0b0u : color_between(mat, stage->place->palette->figure.edge, 0.35f);
    struct spot3 a = spot_of(stage, from), b = spot_of(stage, to);
    float corner[4][2];
    if (edge_on(stage)) { /* as if from a little above: it is seen what lies on it */
        float left = fminf(a.x, b.x), right = fmaxf(a.x, b.x), m = stage->m;
        float far = a.y - 0.05f * m, near = a.y + 0.075f * m, slant = 0.06f * m;
        const float edge[4][2] = {
            {left + slant, far}, {right - slant, far}, {right + slant, near}, {left - slant, near}};
        for (int i = 0; i < 4; i++) {
            corner[i][0] = edge[i][0];
            corner[i][1] = edge[i][1];
        }
    } else {
        const struct point3 ends[4] = {{from.x - across.x, 0, from.z - across.z},
                                       {from.x + across.x, 0, from.z + across.z},
                                       {to.x + across.x, 0, to.z + across.z},
                                       {to.x - across.x, 0, to.z - across.z}};
        float area = 0;
        for (int i = 0; i < 4; i++) {
            struct spot3 at = spot_of(stage, ends[i]);
            corner[i][0] = at.x;
            corner[i][1] = at.y;
        }
        for (int i = 0, j = 3; i < 4; j = i++) {
            area += corner[j][0] * corner[i][1] - corner[i][0] * corner[j][1];
        }
        if (area < 0) {
            float x = corner[1][0], y = corner[1][1];
            corner[1][0] = corner[3][0], corner[1][1] = corner[3][1];
            corner[3][0] = x, corner[3][1] = y;
        }
    }
    const float thick = 0.014f * stage->m;
    float below[4][2];
    for (int i = 0; i < 4; i++) {
        below[i][0] = corner[i][0];
        below[i][1] = corner[i][1] + thick;
    }
    canvas_polygon(stage->canvas, (const float(*)[2])below, 4, 0.02f * stage->m, rim);
    canvas_polygon(stage->canvas, (const float(*)[2])corner, 4, 0.02f * stage->m, mat);
}

/* Under a head that lies. */
static void draw_pillow(const struct stage *stage, const struct pose *pose)
{
    const struct avatar_place *place = stage->place;
    const struct landmark *head = &pose->joint[JOINT_HEAD_TOP], *neck = &pose->joint[JOINT_NECK];
    float x = 0.62f * head->x + 0.38f * neck->x, y = 0.62f * head->y + 0.38f * neck->y;
    x = place->mirrored ? stage->instructor->aspect - x : x;
    x = place->where.x + x * place->where.h;
    y = place->where.y + y * place->where.h;
    float ground = place->where.y + stage->instructor->camera.y * place->where.h;
    float under = y + 0.06f * stage->m;
    if (!edge_on(stage) || ground - y > 0.34f * stage->m) {
        return;
    }
    uint32_t cloth =
        plain(stage) ? 0xffb0b0b0u : color_between(place->palette->ink, place->palette->mat, 0.25f);
    float half = 0.13f * stage->m, thick = fmaxf(0.5f * (ground - under), 0.012f * stage->m);
    canvas_capsule(
        stage->canvas, x - half, ground - thick, thick + 1, x + half, ground - thick, thick + 1,
        plain(stage) ? 0xff000000u : color_between(cloth, place->palette->figure.edge, 0.5f));
    canvas_capsule(stage->canvas, x - half, ground - thick, thick, x + half, ground - thick, thick,
                   cloth);
}

static struct point3 point(float x, float y, float z)
{
    return (struct point3){x, y, z};
}

static void draw_lying(const struct stage *stage, const struct pose *pose)
{
    if (stage->instructor->exercise->posture == POSTURE_SUPINE) {
        draw_mat(stage, point(0, 0, -1.02f), point(0, 0, 0.95f), point(0.36f, 0, 0));
    } else {
        draw_mat(stage, point(-1.0f, 0, 0), point(1.0f, 0, 0), point(0, 0, 0.36f));
    }
    draw_pillow(stage, pose);
}

/* The other hand's side of a person who stands on one leg: something to hold on to. */
static void draw_support(const struct stage *stage, const struct pose *pose)
{
    const struct instructor *instructor = stage->instructor;
    bool left = instructor->side == SIDE_RIGHT; /* the chair's side, the person's own */
    (void)pose;
    float out = left ? 1.0f : -1.0f;
    draw_chair(stage, point(out * 0.66f, 0, 0.02f), point(out * -0.42f, 0, 0), point(0, 0, 0.2f));
}

void avatar_draw_ground(struct canvas *canvas, struct path *path,
                        const struct instructor *instructor, const struct avatar_place *place)
{
    const struct exercise *exercise = instructor->exercise;
    struct stage stage = {canvas, path, instructor, place,
                          place->where.h * instructor->camera.body_height / 1.70f};
    struct instructor_figure start = instructor_figure(instructor, 0);
    struct spot3 middle = spot_of(&stage, point(0, 0, 0));
    float m = stage.m;
    switch (exercise->posture) {
    case POSTURE_SUPINE:
    case POSTURE_SIDE_LYING:
        draw_lying(&stage, &start.pose);
        break;
    case POSTURE_KNEELING:
    case POSTURE_QUADRUPED:
        draw_mat(&stage, point(0, 0, -0.85f), point(0, 0, 0.85f), point(0.36f, 0, 0));
        break;
    case POSTURE_SITTING:
        draw_shadow(&stage, middle.x - 0.5f * m, middle.x + 0.5f * m, middle.y + 0.02f * m,
                    0.05f * m);
        draw_chair(&stage, point(0, 0, -0.20f), point(0, 0, -0.42f), point(0.21f, 0, 0));
        break;
    default:
        draw_shadow(&stage, middle.x - 0.34f * m, middle.x + 0.34f * m, middle.y + 0.02f * m,
                    0.05f * m);
        if (exercise->sides == SIDES_EACH && exercise->view == VIEW_FRONT) {
            draw_support(&stage, &start.pose);
        }
        break;
    }
}
