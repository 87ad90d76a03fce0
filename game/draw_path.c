#include "draw_path.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CURVE_STEPS 12 /* lines for a curve: petals are small */

void path_free(struct path *path)
{
    if (path) {
        free(path->point);
        free(path->cover);
        memset(path, 0, sizeof *path);
    }
}

void path_begin(struct path *path)
{
    path->count = 0;
    path_place(path, 0, 0, 1, 1, 0);
}

void path_place(struct path *path, float x, float y, float scale_x, float scale_y, float turn)
{
    path->cosine = cosf(turn);
    path->sine = sinf(turn);
    path->scale_x = scale_x;
    path->scale_y = scale_y;
    path->x = x;
    path->y = y;
}

static void add(struct path *path, float x, float y)
{
    if (path->count == path->room) {
        int room = path->room > 0 ? 2 * path->room : 128;
        float(*point)[2] = realloc(path->point, (size_t)room * sizeof *point);
        if (!point) {
            path->failed = true;
            return;
        }
        path->point = point;
        path->room = room;
    }
    path->point[path->count][0] = x;
    path->point[path->count++][1] = y;
}

static void put(struct path *path, float x, float y, float *px, float *py)
{
    x *= path->scale_x;
    y *= path->scale_y;
    *px = path->x + x * path->cosine - y * path->sine;
    *py = path->y + x * path->sine + y * path->cosine;
}

void path_start(struct path *path, float x, float y)
{
    path->count = 0;
    path_line(path, x, y);
}

void path_line(struct path *path, float x, float y)
{
    float px, py;
    put(path, x, y, &px, &py);
    add(path, px, py);
}

void path_curve(struct path *path, float ax, float ay, float bx, float by, float x, float y)
{
    if (path->count == 0) {
        return;
    }
    float x0 = path->point[path->count - 1][0], y0 = path->point[path->count - 1][1];
    float x1, y1, x2, y2, x3, y3;
    put(path, ax, ay, &x1, &y1);
    put(path, bx, by, &x2, &y2);
    put(path, x, y, &x3, &y3);
    for (int i = 1; i <= CURVE_STEPS; i++) {
        float t = (float)i / CURVE_STEPS, s = 1 - t;
        float a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
        add(path, a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3);
    }
}

/* ---- the area ---- */

struct area {
    int x0, y0, width, height; /* pixels of the canvas; one more column takes what lies beyond */
    float *cover;
};

/* One row's part of an edge: dy of its height (signed), from x to next_x within the box. */
static void add_row(float *row, int width, float x, float next_x, float dy)
{
    float left = fminf(x, next_x), right = fmaxf(x, next_x);
    left = clamp_float(left, 0, (float)width);
    right = clamp_float(right, 0, (float)width);
    int first = (int)left, last = (int)ceilf(right);
    if (last <= first + 1) {
        float middle = 0.5f * (left + right) - (float)first;
        row[first] += dy * (1 - middle);
        row[first + 1] += dy * middle;
        return;
    }
    float slope = dy / (right - left);
    float x0 = left - (float)first, a0 = 0.5f * slope * (1 - x0) * (1 - x0);
    float x1 = right - (float)last + 1, am = 0.5f * slope * x1 * x1;
    row[first] += a0;
    if (last == first + 2) {
        row[first + 1] += dy - a0 - am;
    } else {
        float a1 = slope * (1.5f - x0);
        row[first + 1] += a1 - a0;
        for (int i = first + 2; i < last - 1; i++) {
            row[i] += slope;
        }
        float a2 = a1 + (float)(last - first - 3) * slope;
        row[last - 1] += dy - a2 - am;
    }
    row[last] += am;
}

static void add_edge(struct area *area, const float *from, const float *to)
{
    float x0 = from[0] - (float)area->x0, y0 = from[1] - (float)area->y0;
    float x1 = to[0] - (float)area->x0, y1 = to[1] - (float)area->y0;
    if (y0 == y1) {
        return;
    }
    float sign = 1;
    if (y0 > y1) {
        float t = x0;
        x0 = x1, x1 = t;
        t = y0;
        y0 = y1, y1 = t;
        sign = -1;
    }
    float slope = (x1 - x0) / (y1 - y0), x = x0;
    if (y0 < 0) {
        x -= y0 * slope;
        y0 = 0;
    }
    y1 = fminf(y1, (float)area->height);
    for (int y = (int)y0; y < area->height && (float)y < y1; y++) {
        float top = fmaxf((float)y, y0), bottom = fminf((float)y + 1, y1);
        float dy = bottom - top, next_x = x + slope * dy;
        add_row(area->cover + (size_t)y * (size_t)(area->width + 2), area->width, x, next_x,
                sign * dy);
        x = next_x;
    }
}

static bool find_area(struct path *path, const struct canvas *canvas, struct area *area)
{
    float x0 = 1e9f, y0 = 1e9f, x1 = -1e9f, y1 = -1e9f;
    for (int i = 0; i < path->count; i++) {
        x0 = fminf(x0, path->point[i][0]);
        x1 = fmaxf(x1, path->point[i][0]);
        y0 = fminf(y0, path->point[i][1]);
        y1 = fmaxf(y1, path->point[i][1]);
    }
    float w = (float)canvas->width, h = (float)canvas->height;
    area->x0 = (int)clamp_float(floorf(x0), 0, w);
    area->y0 = (int)clamp_float(floorf(y0), 0, h);
    area->width = (int)clamp_float(ceilf(x1), 0, w) - area->x0;
    area->height = (int)clamp_float(ceilf(y1), 0, h) - area->y0;
    if (path->count < 3 || area->width <= 0 || area->height <= 0) {
        return false;
    }
    size_t need = (size_t)(area->width + 2) * (size_t)area->height;
    if (need > path->cover_room) {
        float *cover = realloc(path->cover, need * sizeof *cover);
        if (!cover) {
            path->failed = true;
            return false;
        }
        path->cover = cover;
        path->cover_room = need;
    }
    area->cover = path->cover;
    memset(area->cover, 0, need * sizeof *area->cover);
    return true;
}

/* ---- colour ---- */

uint32_t color_between(uint32_t from, uint32_t to, float share)
{
    share = clamp_float(share, 0, 1);
    uint32_t out = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        float a = (float)(from >> shift & 255), b = (float)(to >> shift & 255);
        out |= (uint32_t)(a + (b - a) * share + 0.5f) << shift;
    }
    return out;
}

static float share_at(const struct paint *paint, float x, float y)
{
    float dx = x - paint->x0, dy = y - paint->y0;
    if (paint->round) {
        return paint->x1 > 0 ? sqrtf(dx * dx + dy * dy) / paint->x1 : 1;
    }
    float wx = paint->x1 - paint->x0, wy = paint->y1 - paint->y0;
    float square = wx * wx + wy * wy;
    return square > 0 ? (dx * wx + dy * wy) / square : 0;
}

void path_fill(struct path *path, struct canvas *canvas, struct paint paint)
{
    struct area area = {0};
    if (!find_area(path, canvas, &area)) {
        return;
    }
    for (int i = 0; i < path->count; i++) {
        add_edge(&area, path->point[i], path->point[(i + 1) % path->count]);
    }
    bool flat = paint.from == paint.to;
    for (int y = 0; y < area.height; y++) {
        const float *cover = area.cover + (size_t)y * (size_t)(area.width + 2);
        uint32_t *row = canvas->px + (size_t)(y + area.y0) * (size_t)canvas->width + area.x0;
        float sum = 0;
        for (int x = 0; x < area.width; x++) {
            sum += cover[x];
            float share = fminf(fabsf(sum), 1);
            if (share < 1.0f / 512) {
                continue;
            }
            uint32_t color = flat ? paint.from
                                  : color_between(paint.from, paint.to,
                                                  share_at(&paint, (float)(x + area.x0) + 0.5f,
                                                           (float)(y + area.y0) + 0.5f));
            canvas_blend(row + x, color, (uint32_t)(share * 256));
        }
    }
    path->count = 0;
}
