#include "vision/markers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CELLS (CV_MARKER_CELLS * CV_MARKER_CELLS)
#define FOUND 64 /* more than that are on no body */

/* A tag seen twice may be seen once in the next picture, and that one may be the other sheet's. */
#define DOUBLED_US 2000000

/* Half a body's breadth over the trochanters. (Drillis and Contini 1966: 0.191 of 1.75 m.) */
#define HALF_BREADTH_MM 167

/* Pixels a side at which nearly every tag is read, and below which none is. */
#define SIDE_SURE_PX  20.0f
#define SIDE_LEAST_PX 10.0f
#define SMALL_SURE    0.6f /* the most that the smallest one is believed */

/* How far a cell lies on its own side, 0.5 being in between black and white: clear from here on. */
#define CELL_CLEAR 0.75f

struct markers {
    struct cv_marker_finder *finder;
    bool white[MARKERS_COUNT][CELLS];
    char checksum[17];
    bool doubled[MARKERS_COUNT];
    int64_t doubled_us[MARKERS_COUNT]; /* when it was last there twice */
};

/* What one picture shows of one number. */
struct sighting {
    int times;               /* 0: not at all; 2: more than once */
    float side_px;           /* of the largest */
    struct cv_marker marker; /* the largest */
};

static const enum joint joints[MARKERS_COUNT] = {
    JOINT_LEFT_SHOULDER, JOINT_RIGHT_SHOULDER, JOINT_LEFT_HIP,   JOINT_RIGHT_HIP,
    JOINT_LEFT_KNEE,     JOINT_RIGHT_KNEE,     JOINT_LEFT_ANKLE, JOINT_RIGHT_ANKLE,
};

enum joint markers_joint(int id)
{
    return joints[id];
}

bool markers_named(const char *tracker)
{
    return strcmp(tracker, MARKERS_NAME) == 0;
}

static bool draw_all(struct markers *markers, struct error *err)
{
    uint64_t hash = HASH_START;
    for (int id = 0; id < MARKERS_COUNT; id++) {
        if (!cv_marker_draw(id, markers->white[id], err))
            return false;
        const unsigned char joint = (unsigned char)joints[id];
        hash = hash_bytes(hash, &joint, 1);
        for (int i = 0; i < CELLS; i++)
            hash = hash_bytes(hash, markers->white[id][i] ? "1" : "0", 1);
    }
    snprintf(markers->checksum, sizeof markers->checksum, "%016llx", (unsigned long long)hash);
    return true;
}

struct markers *markers_create(struct error *err)
{
    struct markers *markers = calloc(1, sizeof *markers);
    if (!markers) {
        error_set(err, "no memory for the tags; close other programs");
        return NULL;
    }
    markers->finder = cv_marker_finder_create(err);
    if (markers->finder && draw_all(markers, err))
        return markers;
    markers_free(markers);
    return NULL;
}

void markers_free(struct markers *markers)
{
    if (!markers)
        return;
    cv_marker_finder_free(markers->finder);
    free(markers);
}

const char *markers_checksum(const struct markers *markers)
{
    return markers->checksum;
}

/* ---- where a tag is ---- */

/* The corner at (u, v) = (0,0) (1,0) (1,1) (0,1) of the unit square, and everything between, as
 * perspective has it (Heckbert 1989, "Fundamentals of texture mapping", 2.2.3). */
struct view_of_tag {
    float a, b, c, d, e, f, g, h; /* x = (au + bv + c) / (gu + hv + 1), y likewise of d, e, f */
};

static struct view_of_tag view_tag(const struct cv_marker *marker)
{
    const float(*at)[2] = marker->corner;
    float x0 = at[0][0], x1 = at[1][0], x2 = at[2][0], x3 = at[3][0];
    float y0 = at[0][1], y1 = at[1][1], y2 = at[2][1], y3 = at[3][1];
    float dx1 = x1 - x2, dx2 = x3 - x2, dx3 = x0 - x1 + x2 - x3;
    float dy1 = y1 - y2, dy2 = y3 - y2, dy3 = y0 - y1 + y2 - y3;
    float area = dx1 * dy2 - dx2 * dy1;
    float g = (dx3 * dy2 - dx2 * dy3) / area, h = (dx1 * dy3 - dx3 * dy1) / area;
    return (struct view_of_tag){.a = x1 - x0 + g * x1,
                                .b = x3 - x0 + h * x3,
                                .c = x0,
                                .d = y1 - y0 + g * y1,
                                .e = y3 - y0 + h * y3,
                                .f = y0,
                                .g = g,
                                .h = h};
}

static struct point place(const struct view_of_tag *view, float u, float v)
{
    float w = view->g * u + view->h * v + 1;
    return (struct point){(view->a * u + view->b * v + view->c) / w,
                          (view->d * u + view->e * v + view->f) / w};
}

/* Mean of the four sides. */
static float side_of(const struct cv_marker *marker)
{
    float sum = 0;
    for (int i = 0; i < 4; i++) {
        const float *from = marker->corner[i], *to = marker->corner[(i + 1) % 4];
        sum += hypotf(to[0] - from[0], to[1] - from[1]);
    }
    return sum / 4;
}

static struct point middle_of(const struct cv_marker *marker)
{
    const struct view_of_tag view = view_tag(marker);
    return place(&view, 0.5f, 0.5f);
}

/* ---- how clearly it is read ---- */

/* Brightness at a point, 0..255, linear between the pixels' centres. */
static float brightness(const struct image *picture, struct point at)
{
    float x = clamp_float(at.x - 0.5f, 0, (float)(picture->width_px - 1));
    float y = clamp_float(at.y - 0.5f, 0, (float)(picture->height_px - 1));
    int left = clamp_int((int)x, 0, picture->width_px - 2), top = (int)y;
    top = clamp_int(top, 0, picture->height_px - 2);
    float right_share = x - (float)left, low_share = y - (float)top, sum = 0;
    for (int i = 0; i < 4; i++) {
        const unsigned char *px = picture->bgr +
                                  (size_t)(top + i / 2) * (size_t)picture->stride_bytes +
                                  (size_t)(left + i % 2) * 3;
        float share = (i % 2 ? right_share : 1 - right_share) * (i / 2 ? low_share : 1 - low_share);
        sum += share * (float)(px[0] + px[1] + px[2]) / 3;
    }
    return sum;
}

/* The share of its cells that are clearly what they should be. */
static float clearness(const struct image *picture, const struct cv_marker *marker,
                       const bool white[CELLS])
{
    const struct view_of_tag view = view_tag(marker);
    float value[CELLS], mean[2] = {0, 0};
    int count[2] = {0, 0}, clear = 0;
    if (picture->width_px < 2 || picture->height_px < 2)
        return 0;
    for (int i = 0; i < CELLS; i++) {
        float u = ((float)(i % CV_MARKER_CELLS) + 0.5f) / CV_MARKER_CELLS;
        float v = ((float)(i / CV_MARKER_CELLS) + 0.5f) / CV_MARKER_CELLS;
        value[i] = brightness(picture, place(&view, u, v));
        mean[white[i]] += value[i];
        count[white[i]]++;
    }
    float black = mean[0] / (float)count[0], range = mean[1] / (float)count[1] - black;
    if (!(range > 0))
        return 0;
    for (int i = 0; i < CELLS; i++) {
        float whiteness = (value[i] - black) / range;
        clear += (white[i] ? whiteness : 1 - whiteness) >= CELL_CLEAR;
    }
    return (float)clear / CELLS;
}

static float confidence_of(float side_px, float clear)
{
    float grown = (side_px - SIDE_LEAST_PX) / (SIDE_SURE_PX - SIDE_LEAST_PX);
    return clear * (SMALL_SURE + (1 - SMALL_SURE) * clamp_float(grown, 0, 1));
}

/* ---- a picture ---- */

/* One tag's outline may be found twice, which is no second tag. */
static bool same_place(const struct cv_marker *a, const struct cv_marker *b, float side_px)
{
    struct point one = middle_of(a), other = middle_of(b);
    return hypotf(one.x - other.x, one.y - other.y) < side_px / 2;
}

static void add_sighting(struct sighting *sighting, const struct cv_marker *marker)
{
    float side_px = side_of(marker);
    float larger_px = side_px > sighting->side_px ? side_px : sighting->side_px;
    if (sighting->times == 0 || !same_place(&sighting->marker, marker, larger_px))
        sighting->times++;
    if (side_px <= sighting->side_px)
        return;
    sighting->side_px = side_px;
    sighting->marker = *marker;
}

/* Which of two it is nobody knows, nor for a while after one of them is gone. */
static bool is_doubled(struct markers *markers, int id, int times, int64_t t_us)
{
    if (times > 1) {
        markers->doubled[id] = true;
        markers->doubled_us[id] = t_us;
    }
    markers->doubled[id] = markers->doubled[id] && t_us - markers->doubled_us[id] < DOUBLED_US;
    return markers->doubled[id];
}

static struct landmark landmark_of(const struct sighting *sighting, const struct image *picture,
                                   const bool white[CELLS])
{
    const float scale = 1 / (float)picture->height_px;
    struct point at = middle_of(&sighting->marker);
    float clear = clearness(picture, &sighting->marker, white);
    if (!isfinite(at.x) || !isfinite(at.y) || !(clear > 0))
        return (struct landmark){0};
    return (struct landmark){.x = at.x * scale,
                             .y = at.y * scale,
                             .z = -scale * sighting->side_px * (float)HALF_BREADTH_MM /
                                  MARKERS_SIDE_MM,
                             .confidence = confidence_of(sighting->side_px, clear)};
}

bool markers_step(struct markers *markers, const struct image *picture, int64_t t_us,
                  struct pose *pose, struct error *err)
{
    struct cv_marker found[FOUND];
    struct sighting sighting[MARKERS_COUNT] = {{0}};
    int count;
    *pose = (struct pose){.t_us = t_us};
    if (!cv_marker_find(markers->finder, picture, found, FOUND, &count, err))
        return false;
    for (int i = 0; i < count; i++)
        if (found[i].id >= 0 && found[i].id < MARKERS_COUNT)
            add_sighting(&sighting[found[i].id], &found[i]);
    for (int id = 0; id < MARKERS_COUNT; id++) {
        if (is_doubled(markers, id, sighting[id].times, t_us) || sighting[id].times == 0)
            continue;
        struct landmark *joint = &pose->joint[joints[id]];
        *joint = landmark_of(&sighting[id], picture, markers->white[id]);
        pose->present = pose->present || joint->confidence > 0;
    }
    return true;
}
