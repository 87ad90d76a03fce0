#include "vision/rendered.h"

#include "vision/rendered_paint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH_PX    640
#define HEIGHT_PX   480
#define SIDE_MIN_PX 64
#define SIDE_MAX_PX 4096
#define SHADOW_CELL 4     /* pixels of a side; shadows are soft */
#define NOISE_SIZE  65536 /* a power of two */

/* How far the floor rises in the picture with depth: the tangent of how far the camera looks down,
 * little unless it stands at the feet. */
#define RISE      0.05f
#define RISE_FEET 0.38f

struct rendered {
    struct rendered_options options;
    struct room_look room;
    struct person_look look[RENDERED_PEOPLE];
    struct rendered_grain grain;
    struct easel easel;
    struct image empty, scene; /* the room alone; with people, before the lens */
    struct figure figure[RENDERED_PEOPLE];
    float *shadow; /* by cells: how much light is kept off the floor there */
    int columns, rows;
    signed char noise[NOISE_SIZE];
    unsigned char light[256]; /* from level to level, in the light there is */
};

/* ---- open ---- */

static void make_noise(struct rendered *rendered)
{
    uint64_t state = rendered->options.seed ^ 0x6e6f6973u;
    for (int i = 0; i < NOISE_SIZE; i++) {
        float sum = 0; /* four of -1..1: near enough to normal, variance 4/3 */
        for (int k = 0; k < 4; k++)
            sum += rendered_chance(&state, -1, 1);
        rendered->noise[i] = (signed char)lrintf(0.866f * sum * rendered->options.noise);
    }
}

static bool prepare(struct rendered *rendered, struct error *err)
{
    const struct rendered_options *options = &rendered->options;
    int width = options->width_px, height = options->height_px;
    rendered->columns = width / SHADOW_CELL + 1;
    rendered->rows = height / SHADOW_CELL + 1;
    rendered->shadow =
        calloc((size_t)rendered->columns * (size_t)rendered->rows, sizeof *rendered->shadow);
    if (!rendered->shadow)
        return error_set(err, "no memory for a rendered picture; close other programs");
    if (!easel_open(&rendered->easel, width, height, err) ||
        !image_resize(&rendered->empty, width, height, err) ||
        !image_resize(&rendered->scene, width, height, err))
        return false;
    rendered->room = rendered_room_look(options->seed);
    for (int i = 0; i < RENDERED_PEOPLE; i++)
        rendered->look[i] = rendered_person_look(options->seed + 1000003u * (uint64_t)i);
    rendered_grain_fill(&rendered->grain, options->seed);
    make_noise(rendered);
    for (int i = 0; i < 256; i++)
        rendered->light[i] = (unsigned char)((float)i * (1 - options->light) + 0.5f);
    rendered_room(&rendered->empty, &rendered->room, &rendered->grain, options->bare);
    return true;
}

struct rendered *rendered_open(const struct rendered_options *options, struct error *err)
{
    struct rendered *rendered = calloc(1, sizeof *rendered);
    if (!rendered) {
        error_set(err, "no memory for a rendered picture; close other programs");
        return NULL;
    }
    struct rendered_options *kept = &rendered->options;
    *kept = *options;
    kept->width_px = kept->width_px ? kept->width_px : WIDTH_PX;
    kept->height_px = kept->height_px ? kept->height_px : HEIGHT_PX;
    kept->noise = clamp_float(kept->noise, 0, 20);
    kept->light = clamp_float(kept->light, 0, 1);
    bool fits = kept->width_px >= SIDE_MIN_PX && kept->height_px >= SIDE_MIN_PX &&
                kept->width_px <= SIDE_MAX_PX && kept->height_px <= SIDE_MAX_PX;
    if (fits ? prepare(rendered, err)
             : error_set(err,
                         "a rendered picture of %d x %d pixels can't be drawn; a side has %d "
                         "to %d pixels",
                         kept->width_px, kept->height_px, SIDE_MIN_PX, SIDE_MAX_PX))
        return rendered;
    rendered_close(rendered);
    return NULL;
}

void rendered_close(struct rendered *rendered)
{
    if (!rendered)
        return;
    easel_close(&rendered->easel);
    image_free(&rendered->empty);
    image_free(&rendered->scene);
    free(rendered->shadow);
    free(rendered);
}

/* ---- on the floor ---- */

static float rise_of(const struct rendered_person *person)
{
    return person->view == VIEW_FEET ? RISE_FEET : RISE;
}

/* Where the floor is under a point: its y at depth 0, from whatever reaches lowest. */
static float floor_of(const struct figure *figure, float rise)
{
    float low = 0;
    for (int i = 0; i < figure->count; i++) {
        const struct blob *blob = &figure->blob[i];
        float y = blob->at.y + blob->half_y_px + rise * blob->at.z;
        low = y > low ? y : low;
    }
    return low;
}

static void drop_shadow(struct rendered *rendered, float x, float y, float half_x, float half_y,
                        float weight)
{
    const float cell = SHADOW_CELL;
    int x0 = clamp_int((int)((x - half_x) / cell), 0, rendered->columns);
    int x1 = clamp_int((int)((x + half_x) / cell) + 1, 0, rendered->columns);
    int y0 = clamp_int((int)((y - half_y) / cell), 0, rendered->rows);
    int y1 = clamp_int((int)((y + half_y) / cell) + 1, 0, rendered->rows);
    for (int row = y0; row < y1; row++)
        for (int column = x0; column < x1; column++) {
            float dx = (((float)column + 0.5f) * cell - x) / half_x;
            float dy = (((float)row + 0.5f) * cell - y) / half_y;
            float inside = 1 - dx * dx - dy * dy;
            if (inside > 0)
                rendered->shadow[row * rendered->columns + column] += weight * inside * inside;
        }
}

/* Each part darkens the floor below it: closely and softly where it touches, wide and faint where
 * it is high above. */
static void cast(struct rendered *rendered, const struct rendered_person *person,
                 const struct figure *figure)
{
    float rise = rise_of(person), floor_y = floor_of(figure, rise), m = figure->metre_px;
    float away = rendered->room.window_right ? -1.0f : 1.0f;
    floor_y -= 0.03f * m; /* what touches the floor does so behind its outline's lower edge */
    for (int i = 0; i < figure->count; i++) {
        const struct blob *blob = &figure->blob[i];
        float ground = floor_y - rise * blob->at.z;
        float above = clamp_float((ground - blob->at.y - blob->half_y_px) / m, 0, 2);
        float spread = 0.05f + 0.45f * above;
        float weight = 0.16f * expf(-5 * above) + 0.010f * expf(-1.2f * above);
        float half_x = 1.15f * blob->half_x_px + spread * m;
        float half_y = (0.045f + 0.10f * above) * m + 0.16f * blob->half_x_px;
        drop_shadow(rendered, blob->at.x + away * 0.35f * above * m, ground, half_x,
                    half_y < half_x ? half_y : half_x, weight);
    }
}

static float shadow_at(const struct rendered *rendered, int x, int y)
{
    float u = ((float)x + 0.5f) / SHADOW_CELL - 0.5f, v = ((float)y + 0.5f) / SHADOW_CELL - 0.5f;
    u = u < 0 ? 0 : u;
    v = v < 0 ? 0 : v;
    int i = (int)u, k = (int)v;
    int right = i + 1 < rendered->columns, down = k + 1 < rendered->rows ? rendered->columns : 0;
    const float *at = &rendered->shadow[k * rendered->columns + i];
    float a = at[0] + (u - (float)i) * (at[right] - at[0]);
    float b = at[down] + (u - (float)i) * (at[down + right] - at[down]);
    return a + (v - (float)k) * (b - a);
}

static void darken_floor(const struct rendered *rendered, struct image *image)
{
    int top = (int)(RENDERED_SKIRTING * (float)image->height_px);
    for (int y = top; y < image->height_px; y++) {
        unsigned char *p = image->bgr + (size_t)y * image->stride_bytes;
        for (int x = 0; x < image->width_px; x++, p += 3) {
            float sum = shadow_at(rendered, x, y);
            if (sum < 0.01f)
                continue;
            float kept = 1 - 0.62f * sum / (sum + 0.9f);
            for (int i = 0; i < 3; i++)
                p[i] = (unsigned char)((float)p[i] * kept);
        }
    }
}

/* ---- a picture ---- */

/* Behind the feet of whoever sits or is about to, as high as the knees. */
static struct rendered_stool stool_of(const struct rendered_person *person, float height,
                                      float metre_px)
{
    const struct landmark *joint = person->pose.joint;
    float ankle = 0.5f * (joint[JOINT_LEFT_ANKLE].x + joint[JOINT_RIGHT_ANKLE].x) * height;
    float heel = 0.5f * (joint[JOINT_LEFT_HEEL].x + joint[JOINT_RIGHT_HEEL].x) * height;
    float toe = 0.5f * (joint[JOINT_LEFT_TOE].x + joint[JOINT_RIGHT_TOE].x) * height;
    float low = 0.5f * (joint[JOINT_LEFT_HEEL].y + joint[JOINT_RIGHT_HEEL].y) * height;
    float ahead = clamp_float((toe - heel) / (0.26f * metre_px), -1, 1);
    float seat = 0.40f * metre_px;
    return (struct rendered_stool){.x_px = ankle - 0.40f * metre_px * ahead,
                                   .y_px = low - seat,
                                   .width_px = 0.42f * metre_px,
                                   .height_px = seat};
}

static void draw_people(struct rendered *rendered, const struct rendered_person *people, int count)
{
    const struct rendered_options *options = &rendered->options;
    float side = rendered->room.window_right ? 1.0f : -1.0f, metre_px = 0;
    struct lamp lamp = {vec_unit((struct vec){0.62f * side, -0.52f, -0.58f}), &rendered->grain};
    memset(rendered->shadow, 0,
           (size_t)rendered->columns * (size_t)rendered->rows * sizeof *rendered->shadow);
    easel_clear(&rendered->easel);
    for (int i = 0; i < count; i++) {
        struct figure *figure = &rendered->figure[i];
        rendered_body(&people[i], &rendered->look[i], options->height_px, (uint8_t)i, figure);
        if (figure->count == 0)
            continue;
        metre_px = figure->metre_px;
        cast(rendered, &people[i], figure);
        easel_put(&rendered->easel, figure);
    }
    if (metre_px <= 0)
        return;
    darken_floor(rendered, &rendered->scene);
    for (int i = 0; i < count; i++)
        if (people[i].posture == POSTURE_SITTING && rendered->figure[i].count > 0) {
            struct rendered_stool stool =
                stool_of(&people[i], (float)options->height_px, rendered->figure[i].metre_px);
            rendered_stool(&rendered->scene, &stool, rendered->look[i].colour[MATERIAL_STOOL]);
        }
    easel_shade(&rendered->easel, rendered->look, metre_px, &lamp, &rendered->scene);
}

/* The room shows through where everybody is on the way in or out. */
static void fade(struct rendered *rendered, const struct rendered_person *people, int count)
{
    float solid = 0;
    for (int i = 0; i < count; i++)
        solid = fmaxf(solid, 1 - clamp_float(people[i].faded, 0, 1));
    if (count == 0 || solid >= 1)
        return;
    int share = (int)(256 * solid);
    size_t size = (size_t)rendered->scene.stride_bytes * (size_t)rendered->scene.height_px;
    unsigned char *p = rendered->scene.bgr;
    const unsigned char *room = rendered->empty.bgr;
    for (size_t i = 0; i < size; i++)
        p[i] = (unsigned char)(room[i] + ((p[i] - room[i]) * share >> 8));
}

static void expose(const struct rendered *rendered, int64_t t_us, struct image *image)
{
    uint64_t state = rendered->options.seed * 31 + (uint64_t)t_us;
    if (rendered->options.noise <= 0 && rendered->options.light <= 0)
        return;
    for (int y = 0; y < image->height_px; y++) {
        unsigned char *p = image->bgr + (size_t)y * image->stride_bytes;
        unsigned start = (unsigned)rendered_bits(&state);
        for (int i = 0; i < 3 * image->width_px; i++) {
            int value = rendered->light[p[i]] + rendered->noise[(start + i) & (NOISE_SIZE - 1)];
            p[i] = (unsigned char)(value < 0 ? 0 : value > 255 ? 255 : value);
        }
    }
}

bool rendered_draw(struct rendered *rendered, const struct rendered_person *people, int count,
                   int64_t t_us, struct image *into, struct error *err)
{
    count = clamp_int(count, 0, RENDERED_PEOPLE);
    if (!image_copy(&rendered->scene, &rendered->empty, err))
        return false;
    draw_people(rendered, people, count);
    fade(rendered, people, count);
    if (!image_copy(into, &rendered->scene, err))
        return false;
    easel_soften(&rendered->easel, &rendered->scene, into);
    expose(rendered, t_us, into);
    return true;
}
