#include "vision/rendered_body.h"

#include <math.h>

/* Lengths in metres of a body of 1.70 m, scaled with the pose. */
#define TRUNK_M 0.490f
#define THIGH_M 0.417f
#define SHANK_M 0.418f
#define SPACING 0.33f /* of neighbours in a limb, in radii: smooth, and few enough */

struct body_frame {
    struct vec joint[JOINT_COUNT];
    struct vec hips, shoulders; /* the middles */
    struct vec up, left, front; /* of the chest */
    struct vec pelvis_left, pelvis_front;
    float floor_y; /* the lowest joint */
};

struct painter {
    struct figure *figure;
    const struct person_look *look;
    uint8_t person;
    float m; /* pixels a metre */
};

struct vec vec_cross(struct vec a, struct vec b)
{
    return (struct vec){a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

struct vec vec_unit(struct vec a)
{
    float length = sqrtf(vec_dot(a, a));
    if (length < 1e-4f)
        return (struct vec){0, -1, 0};
    return (struct vec){a.x / length, a.y / length, a.z / length};
}

static struct vec between(struct vec a, struct vec b, float share)
{
    return (struct vec){a.x + share * (b.x - a.x), a.y + share * (b.y - a.y),
                        a.z + share * (b.z - a.z)};
}

static float distance(struct vec a, struct vec b)
{
    struct vec d = vec_add(b, a, -1);
    return sqrtf(vec_dot(d, d));
}

/* v without its part along the unit vector axis. */
static struct vec square_to(struct vec v, struct vec axis)
{
    return vec_unit(vec_add(v, axis, -vec_dot(v, axis)));
}

/* ---- ellipsoids ---- */

static struct blob *add(struct painter *p, enum material material, struct vec at)
{
    struct figure *figure = p->figure;
    if (figure->count == RENDERED_BLOBS)
        figure->count--; /* no body needs so many; the last one gives way */
    struct blob *blob = &figure->blob[figure->count++];
    *blob = (struct blob){.at = at, .material = (uint8_t)material, .person = p->person, .cap = 1};
    return blob;
}

/* Axes e[i] are unit and square to each other; half axes in pixels. */
static void shape(struct blob *blob, const struct vec e[3], const float half[3])
{
    float hx = 0, hy = 0;
    for (int i = 0; i < 3; i++) {
        float a = half[i] > 0.6f ? half[i] : 0.6f, w = 1 / (a * a);
        blob->m[0] += w * e[i].x * e[i].x;
        blob->m[1] += w * e[i].x * e[i].y;
        blob->m[2] += w * e[i].x * e[i].z;
        blob->m[3] += w * e[i].y * e[i].y;
        blob->m[4] += w * e[i].y * e[i].z;
        blob->m[5] += w * e[i].z * e[i].z;
        hx += a * a * e[i].x * e[i].x;
        hy += a * a * e[i].y * e[i].y;
    }
    blob->half_x_px = sqrtf(hx);
    blob->half_y_px = sqrtf(hy);
}

/* side and up and depth in metres, along the axes left, up, front. */
static struct blob *put(struct painter *p, enum material material, struct vec at, struct vec left,
                        struct vec up, struct vec front, float side_m, float up_m, float front_m)
{
    struct blob *blob = add(p, material, at);
    const struct vec e[3] = {left, up, front};
    const float half[3] = {side_m * p->m, up_m * p->m, front_m * p->m};
    blob->along = up;
    blob->outer = left;
    shape(blob, e, half);
    return blob;
}

/* A limb from a to b: radii at equal steps, metres. back shifts its middle by bulge metres. */
struct limb {
    struct vec a, b, outer, back;
    float radius[5], bulge;
    float from, to; /* the part that is drawn, shares */
    float crease_a, crease_b;
    enum material material;
    float grow_m; /* added to each radius: cloth */
};

static float radius_at(const struct limb *limb, float t)
{
    float at = clamp_float(t, 0, 0.9999f) * 4;
    int i = (int)at;
    float u = at - (float)i;
    u = u * u * (3 - 2 * u) * 0.35f + u * 0.65f;
    return limb->radius[i] + (limb->radius[i + 1] - limb->radius[i]) * u + limb->grow_m;
}

static void put_limb(struct painter *p, const struct limb *limb)
{
    struct vec along = vec_unit(vec_add(limb->b, limb->a, -1));
    struct vec outer = square_to(limb->outer, along);
    const struct vec e[3] = {outer, along, vec_cross(outer, along)};
    float length = distance(limb->a, limb->b);
    float thick = radius_at(limb, 0.5f) * p->m;
    int count = (int)(length * (limb->to - limb->from) / (SPACING * thick)) + 2;
    count = clamp_int(count, 2, 60);
    for (int i = 0; i < count; i++) {
        float t = limb->from + (limb->to - limb->from) * (float)i / (float)(count - 1);
        float r = radius_at(limb, t) * p->m;
        float swell = 4 * t * (1 - t) * limb->bulge * p->m;
        struct vec at = vec_add(between(limb->a, limb->b, t), limb->back, swell);
        struct blob *blob = add(p, limb->material, at);
        const float half[3] = {r, r, r};
        shape(blob, e, half);
        blob->along = along;
        blob->outer = outer;
        blob->cap = i == 0 || i == count - 1 ? 1 : 0;
        blob->taper = length > 1 ? (radius_at(limb, t + 0.02f) - radius_at(limb, t - 0.02f)) *
                                       p->m / (0.04f * length)
                                 : 0;
        blob->length_px = t * length;
        blob->crease = limb->crease_a * (1 - t) * (1 - t) + limb->crease_b * t * t;
    }
}

/* ---- the frame ---- */

static void take_joints(const struct pose *pose, int height_px, struct body_frame *frame)
{
    float h = (float)height_px;
    frame->floor_y = -1e9f;
    for (int i = 0; i < JOINT_COUNT; i++) {
        const struct landmark *joint = &pose->joint[i];
        frame->joint[i] = (struct vec){h * joint->x, h * joint->y, h * joint->z};
        if (frame->joint[i].y > frame->floor_y)
            frame->floor_y = frame->joint[i].y;
    }
    const struct vec *joint = frame->joint;
    frame->hips = between(joint[JOINT_LEFT_HIP], joint[JOINT_RIGHT_HIP], 0.5f);
    frame->shoulders = between(joint[JOINT_LEFT_SHOULDER], joint[JOINT_RIGHT_SHOULDER], 0.5f);
    frame->up = vec_unit(vec_add(frame->shoulders, frame->hips, -1));
    frame->left =
        square_to(vec_add(joint[JOINT_LEFT_SHOULDER], joint[JOINT_RIGHT_SHOULDER], -1), frame->up);
    frame->front = vec_cross(frame->left, frame->up);
    frame->pelvis_left =
        square_to(vec_add(joint[JOINT_LEFT_HIP], joint[JOINT_RIGHT_HIP], -1), frame->up);
    frame->pelvis_front = vec_cross(frame->pelvis_left, frame->up);
}

static float metre(const struct body_frame *frame)
{
    const struct vec *joint = frame->joint;
    float sum = distance(frame->hips, frame->shoulders);
    for (int side = 0; side < 2; side++)
        sum += 0.5f * (distance(joint[JOINT_LEFT_HIP + side], joint[JOINT_LEFT_KNEE + side]) +
                       distance(joint[JOINT_LEFT_KNEE + side], joint[JOINT_LEFT_ANKLE + side]));
    return sum / (TRUNK_M + THIGH_M + SHANK_M);
}

/* How far the angle at b is from straight, 0..1: cloth gathers there. */
static float bend(struct vec a, struct vec b, struct vec c)
{
    struct vec ab = vec_unit(vec_add(b, a, -1)), bc = vec_unit(vec_add(c, b, -1));
    return clamp_float(0.5f * (1 - vec_dot(ab, bc)) * 1.6f, 0, 1);
}

/* ---- parts ---- */

/* Half widths and depths of the trunk, metres; s: 0 at the hips, 1 at the shoulders. */
static const struct {
    float s, side, depth, forward;
} trunk_rows[] = {{-0.17f, 0.125f, 0.095f, -0.010f}, {0.00f, 0.163f, 0.116f, -0.012f},
                  {0.18f, 0.155f, 0.108f, -0.002f},  {0.42f, 0.136f, 0.098f, 0.010f},
                  {0.66f, 0.150f, 0.112f, 0.006f},   {0.84f, 0.162f, 0.112f, -0.002f},
                  {0.97f, 0.150f, 0.082f, -0.010f},  {1.04f, 0.105f, 0.062f, -0.012f}};

static void put_trunk(struct painter *p, const struct body_frame *frame)
{
    const int count = 26;
    const float low = trunk_rows[0].s;
    const float high = trunk_rows[ARRAY_LENGTH(trunk_rows) - 1].s;
    float length = distance(frame->hips, frame->shoulders);
    size_t row = 0;
    for (int i = 0; i < count; i++) {
        float s = low + (high - low) * (float)i / (float)(count - 1);
        while (row + 2 < ARRAY_LENGTH(trunk_rows) && s > trunk_rows[row + 1].s)
            row++;
        float u = (s - trunk_rows[row].s) / (trunk_rows[row + 1].s - trunk_rows[row].s);
        float side = trunk_rows[row].side + u * (trunk_rows[row + 1].side - trunk_rows[row].side);
        float depth =
            trunk_rows[row].depth + u * (trunk_rows[row + 1].depth - trunk_rows[row].depth);
        float forward =
            trunk_rows[row].forward + u * (trunk_rows[row + 1].forward - trunk_rows[row].forward);
        bool top = s > 0.1f;
        float wide = p->look->girth * (s < 0.4f ? p->look->hips : p->look->chest);
        struct vec left =
            square_to(between(frame->pelvis_left, frame->left, clamp_float(s, 0, 1)), frame->up);
        struct vec front = vec_cross(left, frame->up);
        struct vec at = between(frame->hips, frame->shoulders, s);
        at = vec_add(at, front, forward * p->m);
        float cloth = top ? 0.006f : 0;
        struct blob *blob = put(p, top ? MATERIAL_TOP : MATERIAL_LEGS, at, left, frame->up, front,
                                side * wide + cloth, 0.075f, depth * p->look->girth + cloth);
        blob->cap = i == 0 || i == count - 1 ? 1 : 0;
        blob->length_px = s * length;
        blob->crease = top ? 0.35f * (1 - clamp_float(s * 1.4f, 0, 1)) + 0.12f : 0.3f;
    }
}

static void put_hair(struct painter *p, struct vec crown, struct vec left, struct vec up,
                     struct vec front)
{
    struct vec at = vec_add(vec_add(crown, up, -0.084f * p->m), front, -0.007f * p->m);
    put(p, MATERIAL_HAIR, at, left, up, front, 0.081f, 0.089f, 0.095f);
    at = vec_add(vec_add(crown, up, -0.135f * p->m), front, -0.050f * p->m);
    put(p, MATERIAL_HAIR, at, left, up, front, 0.070f, 0.075f, 0.052f);
    if (p->look->hair == 0)
        return;
    bool high = p->look->hair == 1; /* a bun: a tail would have to hang */
    at = vec_add(vec_add(crown, up, (high ? -0.035f : -0.125f) * p->m), front,
                 (high ? -0.098f : -0.112f) * p->m);
    put(p, MATERIAL_HAIR, at, left, up, front, 0.040f, 0.040f, 0.036f);
}

static void put_face(struct painter *p, struct vec crown, struct vec left, struct vec up,
                     struct vec front)
{
    const struct {
        float side, down, ahead, wide, high, deep;
        enum material material;
    } parts[] = {{0.031f, 0.121f, 0.085f, 0.013f, 0.0065f, 0.006f, MATERIAL_EYE},
                 {0.031f, 0.101f, 0.089f, 0.019f, 0.0045f, 0.006f, MATERIAL_HAIR},
                 {0, 0.146f, 0.096f, 0.013f, 0.024f, 0.017f, MATERIAL_SKIN},
                 {0, 0.182f, 0.083f, 0.023f, 0.0065f, 0.008f, MATERIAL_LIP}};
    for (size_t i = 0; i < ARRAY_LENGTH(parts); i++)
        for (int side = -1; side <= 1; side += 2) {
            struct vec at = vec_add(crown, up, -parts[i].down * p->m);
            at = vec_add(at, front, parts[i].ahead * p->m);
            at = vec_add(at, left, parts[i].side * (float)side * p->m);
            put(p, parts[i].material, at, left, up, front, parts[i].wide, parts[i].high,
                parts[i].deep);
        }
}

static void put_head(struct painter *p, const struct body_frame *frame)
{
    struct vec neck = frame->joint[JOINT_NECK], crown = frame->joint[JOINT_HEAD_TOP];
    struct vec up = vec_unit(vec_add(crown, neck, -1));
    struct vec front = square_to(frame->front, up), left = vec_cross(up, front);
    struct vec skull = vec_add(vec_add(crown, up, -0.106f * p->m), front, 0.004f * p->m);
    struct vec jaw = vec_add(vec_add(crown, up, -0.158f * p->m), front, 0.028f * p->m);
    put_limb(p, &(struct limb){.a = vec_add(neck, frame->front, -0.012f * p->m),
                               .b = vec_add(skull, up, -0.02f * p->m),
                               .outer = left,
                               .radius = {0.062f, 0.055f, 0.053f, 0.053f, 0.053f},
                               .from = 0.05f,
                               .to = 1,
                               .material = MATERIAL_SKIN});
    put(p, MATERIAL_SKIN, skull, left, up, front, 0.074f, 0.104f, 0.091f);
    put(p, MATERIAL_SKIN, jaw, left, up, front, 0.056f, 0.070f, 0.062f);
    put_hair(p, crown, left, up, front);
    for (int side = -1; side <= 1; side += 2) {
        struct vec ear = vec_add(crown, up, -0.128f * p->m);
        ear = vec_add(ear, left, 0.079f * (float)side * p->m);
        put(p, MATERIAL_SKIN, ear, left, up, front, 0.010f, 0.028f, 0.018f);
    }
    put_face(p, crown, left, up, front);
}

static void put_hand(struct painter *p, struct vec elbow, struct vec wrist, struct vec outer,
                     struct vec flat)
{
    struct vec along = vec_unit(vec_add(wrist, elbow, -1));
    bool planted = flat.x != 0 || flat.y != 0 || flat.z != 0;
    if (planted)
        along = flat;
    struct vec palm_side = square_to(outer, along), across = vec_cross(along, palm_side);
    if (planted) { /* palm down */
        palm_side = square_to((struct vec){0, 1, 0}, along);
        across = vec_cross(along, palm_side);
    }
    struct vec palm = vec_add(wrist, along, 0.045f * p->m);
    struct vec fingers = vec_add(wrist, along, 0.115f * p->m);
    struct vec thumb = vec_add(vec_add(wrist, along, 0.062f * p->m), across, 0.036f * p->m);
    put(p, MATERIAL_SKIN, palm, palm_side, along, across, 0.020f, 0.055f, 0.037f);
    put(p, MATERIAL_SKIN, fingers, palm_side, along, across, 0.014f, 0.058f, 0.032f);
    put(p, MATERIAL_SKIN, thumb, palm_side, along, across, 0.012f, 0.034f, 0.012f);
}

static void put_arm(struct painter *p, const struct body_frame *frame,
                    const struct rendered_person *person, int side)
{
    const struct vec *joint = frame->joint;
    struct vec shoulder = joint[JOINT_LEFT_SHOULDER + side], elbow = joint[JOINT_LEFT_ELBOW + side];
    struct vec wrist = joint[JOINT_LEFT_WRIST + side], outer = frame->left;
    float girth = p->look->girth;
    if (side == 1)
        outer = vec_add((struct vec){0}, frame->left, -1);
    struct limb upper = {
        .a = shoulder,
        .b = elbow,
        .outer = outer,
        .radius = {0.050f * girth, 0.051f * girth, 0.047f * girth, 0.042f * girth, 0.040f * girth},
        .to = 1,
        .material = MATERIAL_SKIN};
    put_limb(p, &upper);
    upper.to = p->look->sleeve;
    upper.grow_m = 0.007f;
    upper.material = MATERIAL_TOP;
    upper.crease_a = 0.5f;
    put_limb(p, &upper);
    put_limb(p, &(struct limb){.a = vec_add(frame->shoulders, frame->up, 0.045f * p->m),
                               .b = shoulder,
                               .outer = frame->front,
                               .radius = {0.050f, 0.049f, 0.048f, 0.049f, 0.050f},
                               .from = 0.15f,
                               .to = 1,
                               .crease_b = 0.4f,
                               .material = MATERIAL_TOP});
    put_limb(p, &(struct limb){.a = elbow,
                               .b = wrist,
                               .outer = outer,
                               .radius = {0.040f * girth, 0.044f * girth, 0.039f * girth,
                                          0.030f * girth, 0.026f},
                               .to = 1,
                               .material = MATERIAL_SKIN});
    struct vec flat = {0};
    bool low = frame->floor_y - wrist.y < 0.14f * p->m;
    if (person->posture == POSTURE_QUADRUPED && low && wrist.y > elbow.y)
        flat = square_to(frame->up, (struct vec){0, 1, 0});
    put_hand(p, elbow, wrist, outer, flat);
}

static void put_foot(struct painter *p, const struct body_frame *frame, int side)
{
    const struct vec *joint = frame->joint;
    struct vec ankle = joint[JOINT_LEFT_ANKLE + side], heel = joint[JOINT_LEFT_HEEL + side];
    struct vec toe = joint[JOINT_LEFT_TOE + side];
    struct vec along = vec_unit(vec_add(toe, heel, -1));
    struct vec up = square_to(vec_add(ankle, heel, -1), along), across = vec_cross(along, up);
    for (int i = 0; i < 9; i++) {
        float t = (float)i / 8, x = 1 - t;
        float wide = 0.034f + 0.012f * 4 * t * x + 0.004f * t, high = 0.040f * x + 0.022f * t;
        struct vec at = vec_add(between(heel, toe, 0.06f + 0.86f * t), up, high * p->m);
        put(p, MATERIAL_SHOE, at, across, along, up, wide, 0.048f, high)->cap = i % 8 ? 0.3f : 1;
        struct vec sole = vec_add(between(heel, toe, 0.06f + 0.88f * t), up, 0.010f * p->m);
        put(p, MATERIAL_SOLE, sole, across, along, up, wide + 0.003f, 0.045f, 0.010f);
    }
    put_limb(p, &(struct limb){.a = ankle,
                               .b = vec_add(between(heel, toe, 0.34f), up, 0.036f * p->m),
                               .outer = across,
                               .radius = {0.037f, 0.038f, 0.038f, 0.036f, 0.032f},
                               .to = 1,
                               .material = MATERIAL_SHOE});
}

static void put_leg(struct painter *p, const struct body_frame *frame, int side)
{
    const struct vec *joint = frame->joint;
    struct vec hip = joint[JOINT_LEFT_HIP + side], knee = joint[JOINT_LEFT_KNEE + side];
    struct vec ankle = joint[JOINT_LEFT_ANKLE + side];
    struct vec outer = vec_add((struct vec){0}, frame->pelvis_left, side == 0 ? 1.0f : -1.0f);
    struct vec toe = vec_add(joint[JOINT_LEFT_TOE + side], joint[JOINT_LEFT_HEEL + side], -1);
    struct vec shank_back =
        square_to(vec_add((struct vec){0}, toe, -1), vec_unit(vec_add(ankle, knee, -1)));
    float girth = p->look->girth;
    float at_hip = bend(frame->shoulders, frame->hips, knee), at_knee = bend(hip, knee, ankle);
    struct vec seat =
        vec_add(vec_add(hip, frame->pelvis_front, -0.034f * p->m), frame->up, -0.028f * p->m);
    put(p, MATERIAL_LEGS, seat, frame->pelvis_left, frame->up, frame->pelvis_front, 0.086f * girth,
        0.092f * girth, 0.088f * girth);
    struct vec start = vec_add(hip, outer, -0.022f * p->m);
    put_limb(p, &(struct limb){.a = start,
                               .b = knee,
                               .outer = outer,
                               .radius = {0.092f * girth, 0.090f * girth, 0.079f * girth,
                                          0.066f * girth, 0.058f * girth},
                               .to = 1,
                               .crease_a = 0.2f + 0.8f * at_hip,
                               .crease_b = 0.2f + 0.8f * at_knee,
                               .material = MATERIAL_LEGS});
    struct limb shank = {
        .a = knee,
        .b = ankle,
        .outer = outer,
        .back = shank_back,
        .bulge = 0.010f,
        .radius = {0.053f * girth, 0.056f * girth, 0.052f * girth, 0.042f * girth, 0.034f},
        .to = 1,
        .material = MATERIAL_SKIN};
    put_limb(p, &shank);
    shank.to = p->look->leg;
    shank.grow_m = 0.006f;
    shank.material = MATERIAL_LEGS;
    shank.crease_a = 0.2f + 0.8f * at_knee;
    shank.crease_b = 0.5f;
    put_limb(p, &shank);
    put_foot(p, frame, side);
}

/* Nobody is drawn of joints that no body has. */
static bool drawable(const struct pose *pose)
{
    for (int i = 0; i < JOINT_COUNT; i++) {
        const struct landmark *joint = &pose->joint[i];
        float far = fmaxf(fabsf(joint->x), fmaxf(fabsf(joint->y), fabsf(joint->z)));
        if (!(far <= POSE_LIMIT) || !isfinite(joint->x) || !isfinite(joint->y) ||
            !isfinite(joint->z))
            return false;
    }
    return pose->present;
}

void rendered_body(const struct rendered_person *person, const struct person_look *look,
                   int height_px, uint8_t index, struct figure *figure)
{
    figure->count = 0;
    figure->metre_px = 0;
    if (!drawable(&person->pose))
        return;
    struct body_frame frame;
    take_joints(&person->pose, height_px, &frame);
    figure->metre_px = metre(&frame);
    struct painter painter = {figure, look, index, figure->metre_px};
    put_trunk(&painter, &frame);
    put_head(&painter, &frame);
    for (int side = 0; side < 2; side++) {
        put_arm(&painter, &frame, person, side);
        put_leg(&painter, &frame, side);
    }
}
