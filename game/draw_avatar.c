/* Proportions by eye, after an adult of average build; metres. */
#include "draw_avatar.h"

#include "draw_flesh.h"

#include <math.h>

#define STATURE_M 1.70f
#define EDGE_M    0.007f

/* The body's own directions and joints, in pixels. */
struct figure {
    struct spot3 joint[JOINT_COUNT];
    struct spot3 hips, shoulders; /* middles */
    struct spot3 left, up, front; /* of the trunk, units */
    struct spot3 left_low;        /* of the pelvis */
    float m;                      /* pixels in a metre */
    float curve;                  /* degrees */
    float ground_y;               /* pixels: a hand this low lies flat */
    bool upright_view;            /* the ground is seen edge-on */
};

static struct spot3 mix(struct spot3 a, float p, struct spot3 b, float q)
{
    return (struct spot3){a.x * p + b.x * q, a.y * p + b.y * q, a.z * p + b.z * q};
}

static struct spot3 towards(struct spot3 from, struct spot3 to, float share)
{
    return mix(from, 1 - share, to, share);
}

static float dot(struct spot3 a, struct spot3 b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

static struct spot3 unit(struct spot3 v)
{
    float length = sqrtf(dot(v, v));
    return length > 1e-6f ? mix(v, 1 / length, v, 0) : (struct spot3){0, 0, 1};
}

static struct spot3 cross(struct spot3 a, struct spot3 b)
{
    return (struct spot3){a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

/* The part of v at right angles to along, as a unit. */
static struct spot3 beside(struct spot3 v, struct spot3 along)
{
    return unit(mix(v, 1, along, -dot(v, along)));
}

static struct figure figure_of(const struct instructor *instructor,
                               const struct instructor_figure *from,
                               const struct avatar_place *place)
{
    struct figure f = {.m = place->where.h * instructor->camera.body_height / STATURE_M,
                       .curve = from->back_curve,
                       .upright_view = instructor->camera.pitch_deg < 5};
    float turn = place->mirrored ? -1.0f : 1.0f;
    for (int i = 0; i < JOINT_COUNT; i++) {
        const struct landmark *mark = &from->pose.joint[i];
        float x = place->mirrored ? instructor->aspect - mark->x : mark->x;
        f.joint[i] =
            (struct spot3){place->where.x + x * place->where.h,
                           place->where.y + mark->y * place->where.h, mark->z * place->where.h};
    }
    f.ground_y = place->where.y + instructor->camera.y * place->where.h;
    const struct spot3 *j = f.joint;
    f.hips = towards(j[JOINT_LEFT_HIP], j[JOINT_RIGHT_HIP], 0.5f);
    f.shoulders = towards(j[JOINT_LEFT_SHOULDER], j[JOINT_RIGHT_SHOULDER], 0.5f);
    f.up = unit(mix(f.shoulders, 1, f.hips, -1));
    f.left = beside(mix(j[JOINT_LEFT_SHOULDER], 1, j[JOINT_RIGHT_SHOULDER], -1), f.up);
    f.left_low = unit(mix(j[JOINT_LEFT_HIP], 1, j[JOINT_RIGHT_HIP], -1));
    f.front = mix(cross(f.left, f.up), turn, f.up, 0);
    return f;
}

/* ---- colours ---- */

struct tones {
    uint32_t light, shade, edge;
};

static struct tones tones_of(const struct palette *palette, uint32_t color, bool far)
{
    bool plain = palette->sun >> 24 == 0; /* high contrast: no shading */
    uint32_t edge = palette->figure.edge;
    uint32_t base = far ? color_between(color, edge, plain ? 0.45f : 0.30f) : color;
    if (plain) {
        return (struct tones){base, base, 0xff000000u};
    }
    return (struct tones){color_between(base, 0xffffffffu, far ? 0.02f : 0.12f),
                          color_between(base, edge, 0.24f), color_between(base, edge, 0.50f)};
}

/* ---- parts ---- */

/* Along the trunk from the hips, with the back's curve put in. */
static struct spot3 spine(const struct figure *f, float share)
{
    float bow = 4 * share * (1 - share) * f->curve / 60 * 0.17f * f->m;
    return mix(towards(f->hips, f->shoulders, share), 1, f->front, -bow);
}

/* A level of the trunk: half axes to the side and to the front. */
static struct blob level(const struct figure *f, float share, float aside, float ahead, float shift)
{
    struct spot3 left = unit(towards(f->left_low, f->left, fmaxf(0, fminf(share, 1))));
    struct spot3 at = mix(spine(f, share), 1, f->front, shift * f->m);
    float along = 0.5f * fminf(aside, ahead) * f->m;
    return (struct blob){at,
                         {mix(left, aside * f->m, left, 0), mix(f->front, ahead * f->m, left, 0),
                          mix(f->up, along, left, 0)}};
}

static struct flesh trunk_flesh(const struct figure *f)
{
    struct flesh flesh = {0};
    flesh_begin(&flesh, level(f, 0.04f, 0.150f, 0.104f, -0.006f));
    flesh_go_on(&flesh, level(f, 0.20f, 0.136f, 0.096f, 0.004f));
    flesh_go_on(&flesh, level(f, 0.42f, 0.126f, 0.090f, 0.004f));
    flesh_go_on(&flesh, level(f, 0.72f, 0.148f, 0.106f, 0.006f));
    flesh_go_on(&flesh, level(f, 0.90f, 0.158f, 0.088f, 0));
    flesh_go_on(&flesh, level(f, 1.07f, 0.062f, 0.054f, -0.006f));
    for (int side = 0; side < 2; side++) { /* the slope of the shoulders */
        struct spot3 shoulder = f->joint[JOINT_LEFT_SHOULDER + side];
        struct spot3 inward = mix(towards(shoulder, f->shoulders, 0.12f), 1, f->up, -0.016f * f->m);
        flesh_begin(&flesh, level(f, 0.88f, 0.11f, 0.08f, 0));
        flesh_go_on(&flesh, blob_ball(inward, 0.050f * f->m));
        flesh_go_on(&flesh, level(f, 1.08f, 0.050f, 0.046f, 0));
    }
    return flesh;
}

static struct flesh pelvis_flesh(const struct figure *f)
{
    struct flesh flesh = {0};
    flesh_begin(&flesh, level(f, 0.12f, 0.146f, 0.100f, -0.002f));
    flesh_go_on(&flesh, level(f, -0.02f, 0.156f, 0.108f, -0.010f));
    flesh_go_on(&flesh, level(f, -0.11f, 0.120f, 0.088f, -0.012f));
    return flesh;
}

static struct flesh leg_flesh(const struct figure *f, int side)
{
    static const float thigh[] = {0.088f, 0.087f, 0.079f, 0.067f, 0.057f};
    static const float shank[] = {0.056f, 0.058f, 0.056f, 0.045f, 0.037f};
    float upper[5], lower[5];
    for (int i = 0; i < 5; i++) {
        upper[i] = thigh[i] * f->m;
        lower[i] = shank[i] * f->m;
    }
    struct flesh flesh = {0};
    struct spot3 hip = f->joint[JOINT_LEFT_HIP + side], knee = f->joint[JOINT_LEFT_KNEE + side];
    struct spot3 ankle = f->joint[JOINT_LEFT_ANKLE + side];
    flesh_limb(&flesh, hip, knee, upper, 5, false);
    flesh_limb(&flesh, knee, towards(knee, ankle, 0.93f), lower, 5, true);
    return flesh;
}

static struct flesh foot_flesh(const struct figure *f, int side)
{
    struct spot3 ankle = f->joint[JOINT_LEFT_ANKLE + side];
    struct spot3 heel = f->joint[JOINT_LEFT_HEEL + side], toe = f->joint[JOINT_LEFT_TOE + side];
    struct spot3 sole = towards(heel, toe, 0.25f); /* below the ankle */
    struct spot3 up = unit(mix(ankle, 1, sole, -1));
    struct flesh flesh = {0};
    float m = f->m;
    struct spot3 knee = f->joint[JOINT_LEFT_KNEE + side];
    flesh_begin(&flesh, blob_ball(towards(ankle, knee, 0.12f), 0.036f * m));
    flesh_go_on(&flesh, blob_ball(mix(ankle, 1, up, -0.004f * m), 0.036f * m));
    flesh_go_on(&flesh, blob_ball(mix(towards(heel, toe, 0.08f), 1, up, 0.030f * m), 0.031f * m));
    flesh_begin(&flesh, blob_ball(mix(ankle, 1, up, -0.006f * m), 0.036f * m));
    flesh_go_on(&flesh, blob_ball(mix(towards(heel, toe, 0.70f), 1, up, 0.028f * m), 0.029f * m));
    flesh_go_on(&flesh, blob_ball(mix(towards(heel, toe, 0.97f), 1, up, 0.018f * m), 0.018f * m));
    flesh_begin(&flesh, blob_ball(mix(towards(heel, toe, 0.08f), 1, up, 0.030f * m), 0.031f * m));
    flesh_go_on(&flesh, blob_ball(mix(towards(heel, toe, 0.70f), 1, up, 0.026f * m), 0.027f * m));
    return flesh;
}

static const float upper_arm[] = {0.048f, 0.047f, 0.044f, 0.039f};
static const float forearm[] = {0.040f, 0.041f, 0.036f, 0.027f};

static struct flesh arm_flesh(const struct figure *f, int side)
{
    float upper[4], lower[4];
    for (int i = 0; i < 4; i++) {
        upper[i] = upper_arm[i] * f->m;
        lower[i] = forearm[i] * f->m;
    }
    struct spot3 shoulder = f->joint[JOINT_LEFT_SHOULDER + side];
    struct spot3 elbow = f->joint[JOINT_LEFT_ELBOW + side];
    struct spot3 wrist = f->joint[JOINT_LEFT_WRIST + side];
    struct spot3 along = unit(mix(wrist, 1, elbow, -1));
    if (f->upright_view && wrist.y > f->ground_y - 0.07f * f->m && along.y > 0.5f) {
        struct spot3 ahead = {f->up.x, 0, f->up.z}; /* it stands on the hand */
        along = unit(ahead);
        wrist.y -= 0.012f * f->m;
    }
    struct flesh flesh = {0};
    flesh_limb(&flesh, shoulder, elbow, upper, 4, false);
    flesh_limb(&flesh, elbow, wrist, lower, 4, true);
    flesh_go_on(&flesh, blob_ball(mix(wrist, 1, along, 0.055f * f->m), 0.035f * f->m));
    flesh_go_on(&flesh, blob_ball(mix(wrist, 1, along, 0.125f * f->m), 0.017f * f->m));
    return flesh;
}

static struct flesh sleeve_flesh(const struct figure *f, int side)
{
    struct spot3 shoulder = f->joint[JOINT_LEFT_SHOULDER + side];
    struct spot3 elbow = f->joint[JOINT_LEFT_ELBOW + side];
    float radius[4] = {0.050f * f->m, 0.054f * f->m, 0.053f * f->m, 0.050f * f->m};
    struct flesh flesh = {0};
    shoulder = mix(shoulder, 1, f->up, -0.014f * f->m);
    flesh_limb(&flesh, shoulder, towards(shoulder, elbow, 0.54f), radius, 4, false);
    return flesh;
}

struct head {
    struct flesh skin, hair, fringe, neck; /* the fringe may be empty */
};

static struct head head_of(const struct figure *f)
{
    struct spot3 neck = f->joint[JOINT_NECK], crown = f->joint[JOINT_HEAD_TOP];
    struct spot3 up = unit(mix(crown, 1, neck, -1)), front = beside(f->front, up);
    struct spot3 left = beside(f->left, up);
    float m = f->m;
    struct spot3 middle = mix(crown, 1, up, -0.118f * m);
    struct head head = {0};
    flesh_begin(&head.neck, blob_ball(mix(neck, 1, up, -0.03f * m), 0.056f * m));
    flesh_go_on(&head.neck, blob_ball(mix(middle, 1, up, -0.06f * m), 0.050f * m));
    struct blob skull = {
        middle,
        {mix(up, 0.104f * m, up, 0), mix(front, 0.092f * m, up, 0), mix(left, 0.080f * m, up, 0)}};
    struct blob jaw = {
        mix(mix(middle, 1, up, -0.050f * m), 1, front, 0.024f * m),
        {mix(up, 0.056f * m, up, 0), mix(front, 0.058f * m, up, 0), mix(left, 0.058f * m, up, 0)}};
    struct blob nose =
        blob_ball(mix(mix(middle, 1, up, -0.022f * m), 1, front, 0.092f * m), 0.012f * m);
    flesh_begin(&head.skin, skull);
    flesh_go_on(&head.skin, jaw);
    flesh_begin(&head.skin, blob_ball(mix(middle, 1, front, 0.07f * m), 0.02f * m));
    flesh_go_on(&head.skin, nose);
    struct blob cap = {
        mix(mix(middle, 1, up, 0.018f * m), 1, front, -0.024f * m),
        {mix(up, 0.098f * m, up, 0), mix(front, 0.086f * m, up, 0), mix(left, 0.089f * m, up, 0)}};
    struct blob nape = {
        mix(mix(middle, 1, up, -0.035f * m), 1, front, -0.052f * m),
        {mix(up, 0.058f * m, up, 0), mix(front, 0.044f * m, up, 0), mix(left, 0.068f * m, up, 0)}};
    /* From the front only a fringe lies over the face; from the side all of the cap does. */
    bool before = f->front.z < -0.6f;
    struct blob top = {
        mix(mix(middle, 1, up, 0.078f * m), 1, front, 0.018f * m),
        {mix(up, 0.034f * m, up, 0), mix(front, 0.062f * m, up, 0), mix(left, 0.062f * m, up, 0)}};
    struct blob back = {
        mix(mix(middle, 1, up, 0.020f * m), 1, front, -0.060f * m),
        {mix(up, 0.070f * m, up, 0), mix(front, 0.044f * m, up, 0), mix(left, 0.060f * m, up, 0)}};
    flesh_begin(&head.hair, nape);
    flesh_go_on(&head.hair, cap);
    if (up.z < 0.6f) { /* of a head that points away only the chin is seen */
        flesh_begin(&head.fringe, top);
    }
    if (up.z < 0.6f && !before) {
        flesh_go_on(&head.fringe, back);
    }
    return head;
}

/* ---- all of it ---- */

enum part { PART_TRUNK, PART_HEAD, PART_ARM_L, PART_ARM_R, PART_LEG_L, PART_LEG_R, PARTS };

/* Larger is farther. Ties go to the order of a body seen from the front: trunk, head, legs, arms.
 */
static float depth_of(const struct figure *f, enum part part)
{
    const struct spot3 *j = f->joint;
    int side = part == PART_ARM_R || part == PART_LEG_R;
    switch (part) {
    case PART_TRUNK:
        return 0.5f * (f->hips.z + f->shoulders.z);
    case PART_HEAD:
        return 0.5f * (j[JOINT_HEAD_TOP].z + j[JOINT_NECK].z) + 0.005f * f->m;
    case PART_ARM_L:
    case PART_ARM_R:
        return (j[JOINT_LEFT_SHOULDER + side].z + j[JOINT_LEFT_ELBOW + side].z +
                j[JOINT_LEFT_WRIST + side].z) /
                   3 -
               0.03f * f->m;
    default:
        return (j[JOINT_LEFT_HIP + side].z + j[JOINT_LEFT_KNEE + side].z +
                j[JOINT_LEFT_KNEE + side].z) /
                   3 -
               0.02f * f->m;
    }
}

struct brush {
    struct canvas *canvas;
    struct path *path;
    const struct palette *palette;
    float edge;        /* pixels */
    float top, bottom; /* of the figure: lit from above */
};

static void fill_plain(const struct brush *brush, const struct flesh *flesh, struct tones tones)
{
    struct paint paint = {tones.light, tones.shade, false, 0, brush->top, 0, brush->bottom};
    flesh_fill(flesh, brush->canvas, brush->path, 0, paint);
}

static void fill_part(const struct brush *brush, const struct flesh *flesh, struct tones tones)
{
    flesh_fill(flesh, brush->canvas, brush->path, brush->edge, paint_flat(tones.edge));
    fill_plain(brush, flesh, tones);
}

/* The near leg takes the pelvis with it: one garment, whose inner edges are painted over. */
static void draw_leg(const struct brush *brush, const struct figure *f, int side, bool far)
{
    const struct figure_colors *on = &brush->palette->figure;
    struct flesh foot = foot_flesh(f, side), leg = leg_flesh(f, side);
    struct tones cloth = tones_of(brush->palette, on->legs[0], far);
    fill_part(brush, &foot, tones_of(brush->palette, on->skin[0], far));
    fill_part(brush, &leg, cloth);
    if (far || f->up.z > 0.6f) { /* from the feet the thighs stand before the pelvis */
        return;
    }
    struct flesh pelvis = pelvis_flesh(f), root = {0};
    struct spot3 hip = f->joint[JOINT_LEFT_HIP + side], knee = f->joint[JOINT_LEFT_KNEE + side];
    float radius[2] = {0.087f * f->m, 0.084f * f->m};
    flesh_limb(&root, hip, towards(hip, knee, 0.22f), radius, 2, false);
    flesh_fill(&pelvis, brush->canvas, brush->path, 0,
               (struct paint){cloth.light, cloth.shade, false, 0, brush->top, 0, brush->bottom});
    fill_plain(brush, &root, cloth);
}

static void draw_arm(const struct brush *brush, const struct figure *f, int side, bool far)
{
    const struct figure_colors *on = &brush->palette->figure;
    struct flesh arm = arm_flesh(f, side), sleeve = sleeve_flesh(f, side);
    struct tones cloth = tones_of(brush->palette, on->shirt, far);
    cloth.edge = color_between(cloth.edge, cloth.shade, 0.45f);
    fill_part(brush, &arm, tones_of(brush->palette, on->skin[0], far));
    fill_part(brush, &sleeve, cloth);
}

static void draw_head(const struct brush *brush, const struct figure *f)
{
    const struct palette *palette = brush->palette;
    struct head head = head_of(f);
    struct tones hair =
        tones_of(palette, palette->sun >> 24 == 0 ? 0xff909090u : 0xff5b4650u, false);
    struct tones skin = tones_of(palette, palette->figure.skin[0], false);
    fill_part(brush, &head.hair, hair);
    fill_part(brush, &head.skin, skin);
    fill_plain(brush, &head.fringe, hair);
}

static void draw_trunk(const struct brush *brush, const struct figure *f)
{
    const struct figure_colors *on = &brush->palette->figure;
    struct flesh pelvis = pelvis_flesh(f), trunk = trunk_flesh(f);
    fill_part(brush, &pelvis, tones_of(brush->palette, on->legs[0], false));
    fill_part(brush, &trunk, tones_of(brush->palette, on->shirt, false));
}

static struct brush brush_of(struct canvas *canvas, struct path *path, const struct figure *f,
                             const struct palette *palette)
{
    struct brush brush = {canvas, path, palette, EDGE_M * f->m, 1e9f, -1e9f};
    for (int i = 0; i < JOINT_COUNT; i++) {
        brush.top = fminf(brush.top, f->joint[i].y - 0.1f * f->m);
        brush.bottom = fmaxf(brush.bottom, f->joint[i].y + 0.1f * f->m);
    }
    return brush;
}

/* Work that no joint shows: a light and a ring at the lower belly, which close in as it grows. */
static void draw_tension(const struct brush *brush, const struct figure *f, float tension)
{
    struct spot3 belly = mix(spine(f, 0.22f), 1, f->front, 0.05f * f->m);
    float radius = (0.16f - 0.07f * tension) * f->m;
    if (tension < 0.02f) {
        return;
    }
    canvas_glow(brush->canvas, belly.x, belly.y, 0.2f * f->m,
                COLOR_ALPHA(brush->palette->ink, (int)(0xa0 * tension)));
    canvas_arc(brush->canvas, belly.x, belly.y, radius, 0.016f * f->m, 1,
               COLOR_ALPHA(brush->palette->figure.edge, (int)(0xe0 * tension)));
}

void avatar_draw(struct canvas *canvas, struct path *path, const struct instructor *instructor,
                 const struct instructor_figure *figure, const struct avatar_place *place)
{
    struct figure f = figure_of(instructor, figure, place);
    struct brush brush = brush_of(canvas, path, &f, place->palette);
    bool aside = instructor->exercise->view == VIEW_SIDE;
    enum part order[PARTS];
    for (int i = 0; i < PARTS; i++) { /* farthest first */
        int at = i;
        for (; at > 0 && depth_of(&f, order[at - 1]) < depth_of(&f, (enum part)i); at--) {
            order[at] = order[at - 1];
        }
        order[at] = (enum part)i;
    }
    float trunk = depth_of(&f, PART_TRUNK);
    struct head head = head_of(&f);
    fill_part(&brush, &head.neck, tones_of(place->palette, place->palette->figure.skin[0], true));
    for (int i = 0; i < PARTS; i++) {
        bool far = aside && depth_of(&f, order[i]) > trunk + 0.02f * f.m;
        switch (order[i]) {
        case PART_TRUNK:
            draw_trunk(&brush, &f);
            break;
        case PART_HEAD:
            draw_head(&brush, &f);
            break;
        case PART_ARM_L:
        case PART_ARM_R:
            draw_arm(&brush, &f, order[i] - PART_ARM_L, far);
            break;
        default:
            draw_leg(&brush, &f, order[i] - PART_LEG_L, far);
            break;
        }
    }
    draw_tension(&brush, &f, figure->tension);
}

/* ---- the ghost ---- */

static void add_all(struct flesh *to, const struct flesh *from)
{
    for (int i = 0; i < from->count; i++) {
        if (from->joined[i]) {
            flesh_go_on(to, from->blob[i]);
        } else {
            flesh_begin(to, from->blob[i]);
        }
    }
}

static struct flesh whole_of(const struct figure *f)
{
    struct flesh all = trunk_flesh(f), part = pelvis_flesh(f);
    struct head head = head_of(f);
    add_all(&all, &part);
    add_all(&all, &head.neck);
    add_all(&all, &head.skin);
    add_all(&all, &head.hair);
    for (int side = 0; side < 2; side++) {
        part = leg_flesh(f, side);
        add_all(&all, &part);
        part = foot_flesh(f, side);
        add_all(&all, &part);
        part = arm_flesh(f, side);
        add_all(&all, &part);
    }
    return all;
}

void avatar_draw_ghost(struct canvas *canvas, struct path *path,
                       const struct instructor *instructor, const struct avatar_place *place)
{
    struct instructor_figure target = instructor_figure(instructor, 1);
    struct figure f = figure_of(instructor, &target, place);
    struct flesh all = whole_of(&f);
    uint32_t rim = COLOR_ALPHA(place->palette->calm, 0x70);
    uint32_t inside = COLOR_ALPHA(place->palette->figure.edge, 0x58);
    flesh_fill(&all, canvas, path, 0.014f * f.m, paint_flat(rim));
    flesh_fill(&all, canvas, path, 0, paint_flat(inside));
}
