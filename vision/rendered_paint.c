#include "vision/rendered_paint.h"

#include <math.h>
#include <stdlib.h>

bool easel_open(struct easel *easel, int width_px, int height_px, struct error *err)
{
    size_t count = (size_t)width_px * (size_t)height_px;
    *easel = (struct easel){.width_px = width_px, .height_px = height_px};
    easel->depth = malloc(count * sizeof *easel->depth);
    easel->shown = calloc(count, sizeof *easel->shown);
    if (easel->depth && easel->shown) {
        easel->left = width_px;
        easel->top = height_px;
        return true;
    }
    easel_close(easel);
    return error_set(err, "no memory for a rendered picture; close other programs");
}

void easel_close(struct easel *easel)
{
    free(easel->depth);
    free(easel->shown);
    *easel = (struct easel){0};
}

void easel_clear(struct easel *easel)
{
    for (int y = easel->top; y < easel->bottom; y++)
        for (int x = easel->left; x < easel->right; x++)
            easel->shown[(size_t)y * easel->width_px + x] = NULL;
    easel->left = easel->width_px;
    easel->top = easel->height_px;
    easel->right = easel->bottom = 0;
}

static void put_blob(struct easel *easel, const struct blob *blob)
{
    const float *m = blob->m;
    int x0 = clamp_int((int)floorf(blob->at.x - blob->half_x_px), 0, easel->width_px);
    int x1 = clamp_int((int)ceilf(blob->at.x + blob->half_x_px), 0, easel->width_px);
    int y0 = clamp_int((int)floorf(blob->at.y - blob->half_y_px), 0, easel->height_px);
    int y1 = clamp_int((int)ceilf(blob->at.y + blob->half_y_px), 0, easel->height_px);
    if (x0 >= x1 || y0 >= y1)
        return;
    easel->left = x0 < easel->left ? x0 : easel->left;
    easel->right = x1 > easel->right ? x1 : easel->right;
    easel->top = y0 < easel->top ? y0 : easel->top;
    easel->bottom = y1 > easel->bottom ? y1 : easel->bottom;
    for (int y = y0; y < y1; y++) {
        float dy = (float)y + 0.5f - blob->at.y;
        size_t row = (size_t)y * easel->width_px;
        for (int x = x0; x < x1; x++) {
            /* a z z + 2 b z + c = 0 for the depth z below the middle. */
            float dx = (float)x + 0.5f - blob->at.x;
            float b = m[2] * dx + m[4] * dy;
            float c = m[0] * dx * dx + 2 * m[1] * dx * dy + m[3] * dy * dy - 1;
            float inside = b * b - m[5] * c;
            if (inside < 0)
                continue;
            float depth = blob->at.z + (-b - sqrtf(inside)) / m[5];
            if (easel->shown[row + x] && easel->depth[row + x] <= depth)
                continue;
            easel->depth[row + x] = depth;
            easel->shown[row + x] = blob;
        }
    }
}

void easel_put(struct easel *easel, const struct figure *figure)
{
    for (int i = 0; i < figure->count; i++)
        put_blob(easel, &figure->blob[i]);
}

/* ---- light ---- */

/* Outwards, at a pixel: the ellipsoid's, without what makes beads of a limb. */
static struct vec normal_at(const struct blob *blob, struct vec d)
{
    const float *m = blob->m;
    struct vec n = {m[0] * d.x + m[1] * d.y + m[2] * d.z, m[1] * d.x + m[3] * d.y + m[4] * d.z,
                    m[2] * d.x + m[4] * d.y + m[5] * d.z};
    n = vec_unit(n);
    float along = vec_dot(n, blob->along);
    if (blob->cap >= 1)
        return n;
    n = vec_unit(vec_add(n, blob->along, (blob->cap - 1) * along));
    return vec_unit(vec_add(n, blob->along, -blob->taper));
}

/* How much of the light from all sides is kept off by what lies before this pixel. */
static float occlusion(const struct easel *easel, int x, int y, float reach_px)
{
    static const float ring[10][2] = {
        {1, 0},         {0.5f, 0.87f}, {-0.5f, 0.87f}, {-1, 0},        {-0.5f, -0.87f},
        {0.5f, -0.87f}, {0.3f, 0.3f},  {-0.3f, 0.3f},  {-0.3f, -0.3f}, {0.3f, -0.3f}};
    float here = easel->depth[(size_t)y * easel->width_px + x], sum = 0;
    for (size_t i = 0; i < ARRAY_LENGTH(ring); i++) {
        int u = x + (int)(reach_px * ring[i][0]), v = y + (int)(reach_px * ring[i][1]);
        if (u < 0 || v < 0 || u >= easel->width_px || v >= easel->height_px)
            continue;
        size_t at = (size_t)v * easel->width_px + u;
        if (!easel->shown[at])
            continue;
        float nearer = (here - easel->depth[at]) / reach_px - 0.25f;
        if (nearer > 0)
            sum += nearer < 1 ? nearer : clamp_float(2.2f - 0.6f * nearer, 0.25f, 1);
    }
    return sum / (float)ARRAY_LENGTH(ring);
}

static bool is_cloth(int material)
{
    return material == MATERIAL_TOP || material == MATERIAL_LEGS;
}

/* Folds run across a limb where it bends; they tilt the surface along it. */
static struct vec folded(const struct blob *blob, struct vec n, float metre_px,
                         const struct rendered_grain *grain, float *tone)
{
    struct vec third = vec_cross(blob->outer, blob->along);
    float around = atan2f(vec_dot(n, third), vec_dot(n, blob->outer));
    float along = blob->length_px / metre_px;
    float skew = 1.6f * around;
    float fold = rendered_grain_at(grain, 17 * along + skew + 13, 1.3f * around + 5);
    float fine = rendered_grain_at(grain, 30 * along - 1.5f * skew, 1.7f * around + 31);
    float deep = 0.15f + blob->crease;
    *tone *= 1 + 0.06f * fold * deep;
    return vec_unit(vec_add(n, blob->along, (0.30f * fold + 0.14f * fine) * deep));
}

static struct colour light_on(struct vec n, const struct lamp *lamp, float open)
{
    float direct = clamp_float((vec_dot(n, lamp->towards) + 0.22f) / 1.22f, 0, 1);
    float sky = 0.5f - 0.5f * n.y, ahead = clamp_float(-n.z, 0, 1);
    float soft = open * (0.20f + 0.20f * sky + 0.12f * ahead);
    float bounce = open * 0.10f * clamp_float(n.y, 0, 1);
    direct *= 0.62f * (0.4f + 0.6f * open);
    return (struct colour){direct * 1.04f + soft * 0.99f + bounce * 1.15f,
                           direct * 1.00f + soft * 1.00f + bounce * 1.00f,
                           direct * 0.93f + soft * 1.05f + bounce * 0.80f};
}

/* Colours are lit in linear light, which a square is near enough to. */
static unsigned char developed(float colour, float light)
{
    float linear = colour * colour * light * 1.25f;
    linear = linear / (0.78f + 0.30f * linear); /* bright parts flatten as a camera's do */
    return (unsigned char)(255 * sqrtf(clamp_float(linear, 0, 1)) + 0.5f);
}

static void shade(const struct easel *easel, int x, int y, const struct person_look *looks,
                  float metre_px, const struct lamp *lamp, unsigned char *out)
{
    size_t at = (size_t)y * easel->width_px + x;
    const struct blob *blob = easel->shown[at];
    const struct person_look *look = &looks[blob->person];
    struct vec d = {(float)x + 0.5f - blob->at.x, (float)y + 0.5f - blob->at.y,
                    easel->depth[at] - blob->at.z};
    struct vec n = normal_at(blob, d);
    struct colour c = look->colour[blob->material];
    float tone = 1;
    if (blob->material == MATERIAL_LEGS && look->stripe && blob->cap < 1 &&
        vec_dot(n, blob->outer) > 0.955f && blob->length_px > 0)
        c = look->colour[MATERIAL_SOLE];
    if (is_cloth(blob->material))
        n = folded(blob, n, metre_px, lamp->grain, &tone);
    float open = 1 - 0.85f * occlusion(easel, x, y, 0.045f * metre_px);
    struct colour light = light_on(n, lamp, open);
    if (blob->material == MATERIAL_SKIN) { /* light that went through skin comes out redder */
        float edge = 1 - clamp_float(-n.z, 0, 1);
        light.r += 0.05f * edge + 0.03f;
    }
    if (blob->material == MATERIAL_HAIR) {
        float strand = rendered_grain_at(lamp->grain, 0.5f * d.x, 0.12f * d.y);
        tone *= 0.92f + 0.16f * strand;
    }
    out[0] = developed(c.b * tone, light.b);
    out[1] = developed(c.g * tone, light.g);
    out[2] = developed(c.r * tone, light.r);
}

void easel_shade(const struct easel *easel, const struct person_look *looks, float metre_px,
                 const struct lamp *lamp, struct image *image)
{
    for (int y = easel->top; y < easel->bottom; y++) {
        unsigned char *row = image->bgr + (size_t)y * image->stride_bytes;
        for (int x = easel->left; x < easel->right; x++)
            if (easel->shown[(size_t)y * easel->width_px + x])
                shade(easel, x, y, looks, metre_px, lamp, row + 3 * (size_t)x);
    }
}

static bool is_step(const struct easel *easel, int x, int y)
{
    size_t at = (size_t)y * easel->width_px + x;
    const size_t beside[4] = {at - 1, at + 1, at - easel->width_px, at + easel->width_px};
    const struct blob *here = easel->shown[at];
    for (int i = 0; i < 4; i++) {
        const struct blob *there = easel->shown[beside[i]];
        if (!here != !there)
            return true;
        if (here && there &&
            (here->material != there->material ||
             fabsf(easel->depth[at] - easel->depth[beside[i]]) > 4))
            return true;
    }
    return false;
}

void easel_soften(const struct easel *easel, const struct image *from, struct image *to)
{
    int left = easel->left > 1 ? easel->left - 1 : 1, top = easel->top > 1 ? easel->top - 1 : 1;
    int right = easel->right + 1, bottom = easel->bottom + 1;
    right = right < easel->width_px - 1 ? right : easel->width_px - 1;
    bottom = bottom < easel->height_px - 1 ? bottom : easel->height_px - 1;
    int stride = from->stride_bytes;
    for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++) {
            if (!is_step(easel, x, y))
                continue;
            size_t at = (size_t)y * stride + 3 * (size_t)x;
            for (int i = 0; i < 3; i++) {
                const unsigned char *p = from->bgr + at + i;
                int sum = 4 * p[0] + 2 * (p[-3] + p[3] + p[-stride] + p[stride]) + p[-stride - 3] +
                          p[-stride + 3] + p[stride - 3] + p[stride + 3];
                to->bgr[at + i] = (unsigned char)((sum + 8) / 16);
            }
        }
}
