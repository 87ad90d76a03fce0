#include "draw_canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool canvas_resize(struct canvas *canvas, int width, int height)
{
    width = width < 1 ? 1 : width;
    height = height < 1 ? 1 : height;
    size_t need = (size_t)width * (size_t)height;
    if (need > canvas->room) {
        uint32_t *px = realloc(canvas->px, need * sizeof *px);
        if (!px) {
            canvas_free(canvas);
            return false;
        }
        canvas->px = px;
        canvas->room = need;
    }
    canvas->width = width;
    canvas->height = height;
    return true;
}

void canvas_free(struct canvas *canvas)
{
    if (canvas) {
        free(canvas->px);
        memset(canvas, 0, sizeof *canvas);
    }
}

void canvas_clear(struct canvas *canvas, uint32_t color)
{
    size_t count = (size_t)canvas->width * (size_t)canvas->height;
    for (size_t i = 0; i < count; i++) {
        canvas->px[i] = color;
    }
}

void canvas_copy(struct canvas *to, const struct canvas *from)
{
    if (to->width == from->width && to->height == from->height) {
        memcpy(to->px, from->px, (size_t)to->width * (size_t)to->height * sizeof *to->px);
    }
}

/* ---- blending ---- */

static inline uint32_t mix(uint32_t from, uint32_t to, uint32_t share) /* share 0..256 */
{
    uint32_t rb = (from & 0xff00ffu) * (256 - share) + (to & 0xff00ffu) * share;
    uint32_t g = (from & 0x00ff00u) * (256 - share) + (to & 0x00ff00u) * share;
    return (rb >> 8 & 0xff00ffu) | (g >> 8 & 0x00ff00u);
}

/* Porter-Duff "over" with straight alpha; an opaque ground, the usual one, is the quick way. */
static inline void blend(uint32_t *px, uint32_t color, uint32_t coverage) /* coverage 0..256 */
{
    uint32_t alpha = (color >> 24) * coverage >> 8;
    if (alpha == 0) {
        return;
    }
    uint32_t ground = *px >> 24;
    if (ground == 255 || alpha == 255) {
        *px = 0xff000000u | mix(*px, color, alpha + (alpha >> 7));
        return;
    }
    uint32_t out = alpha + ground * (255 - alpha) / 255;
    *px = out << 24 | mix(*px, color, 256 * alpha / out);
}

void canvas_blend(uint32_t *px, uint32_t color, uint32_t coverage)
{
    blend(px, color, coverage);
}

static inline uint32_t coverage_of(float distance)
{
    float inside = 0.5f - distance;
    return inside <= 0 ? 0 : inside >= 1 ? 256 : (uint32_t)(inside * 256.0f);
}

struct box {
    int x0, y0, x1, y1; /* pixels, the end not included */
};

static struct box box_clip(const struct canvas *canvas, float x0, float y0, float x1, float y1)
{
    float w = (float)canvas->width, h = (float)canvas->height;
    return (struct box){(int)clamp_float(x0 - 1, 0, w), (int)clamp_float(y0 - 1, 0, h),
                        (int)clamp_float(x1 + 2, 0, w), (int)clamp_float(y1 + 2, 0, h)};
}

static inline uint32_t *row_of(struct canvas *canvas, int y)
{
    return canvas->px + (size_t)y * (size_t)canvas->width;
}

/* ---- grounds ---- */

static float channel(uint32_t color, int shift)
{
    return (float)(color >> shift & 255u);
}

/* 0 to below 1, without lines or grain: interleaved gradient noise after J. Jimenez (2014). */
static float dither(int x, int y)
{
    float inner = 0.06711056f * (float)x + 0.00583715f * (float)y;
    inner = 52.9829189f * (inner - floorf(inner));
    return inner - floorf(inner);
}

void canvas_gradient(struct canvas *canvas, const struct gradient_stop *stops, int count)
{
    for (int y = 0; y < canvas->height; y++) {
        float at = ((float)y + 0.5f) / (float)canvas->height;
        int i = 1;
        while (i < count - 1 && at > stops[i].at) {
            i++;
        }
        float span = stops[i].at - stops[i - 1].at;
        float share = clamp_float(span > 0 ? (at - stops[i - 1].at) / span : 1, 0, 1);
        float value[3];
        for (int c = 0; c < 3; c++) {
            float from = channel(stops[i - 1].color, 8 * c);
            value[c] = from + (channel(stops[i].color, 8 * c) - from) * share;
        }
        uint32_t *row = row_of(canvas, y);
        for (int x = 0; x < canvas->width; x++) {
            float d = dither(x, y);
            row[x] = 0xff000000u | (uint32_t)(value[0] + d) | (uint32_t)(value[1] + d) << 8 |
                     (uint32_t)(value[2] + d) << 16;
        }
    }
}

void canvas_hill(struct canvas *canvas, float base, float height, float phase, float waves,
                 uint32_t top, uint32_t bottom)
{
    float depth = (float)canvas->height - base + height;
    for (int x = 0; x < canvas->width; x++) {
        float t = ((float)x / (float)canvas->width * waves + phase) * 6.2831853f;
        float line = base + height * (0.6f * sinf(t) + 0.4f * sinf(2.3f * t + 1.7f));
        int first = clamp_int((int)floorf(line), 0, canvas->height);
        for (int y = first; y < canvas->height; y++) {
            float share = clamp_float(((float)y - line) / (depth > 1 ? depth : 1), 0, 1);
            uint32_t alpha =
                (top >> 24) + (uint32_t)(((float)(bottom >> 24) - (float)(top >> 24)) * share);
            uint32_t color = mix(top, bottom, (uint32_t)(share * 256)) | alpha << 24;
            blend(row_of(canvas, y) + x, color, coverage_of(line - (float)y - 0.5f));
        }
    }
}

/* ---- shapes ---- */

void canvas_disc(struct canvas *canvas, float x, float y, float radius, uint32_t color)
{
    canvas_capsule(canvas, x, y, radius, x, y, radius, color);
}

void canvas_glow(struct canvas *canvas, float x, float y, float radius, uint32_t color)
{
    struct box box = box_clip(canvas, x - radius, y - radius, x + radius, y + radius);
    for (int py = box.y0; py < box.y1; py++) {
        uint32_t *row = row_of(canvas, py);
        for (int px = box.x0; px < box.x1; px++) {
            float dx = (float)px + 0.5f - x, dy = (float)py + 0.5f - y;
            float near = 1 - (dx * dx + dy * dy) / (radius * radius);
            if (near > 0) {
                blend(row + px, color, (uint32_t)(near * near * 256));
            }
        }
    }
}

void canvas_capsule(struct canvas *canvas, float x0, float y0, float r0, float x1, float y1,
                    float r1, uint32_t color)
{
    float r = r0 > r1 ? r0 : r1;
    struct box box = box_clip(canvas, fminf(x0, x1) - r, fminf(y0, y1) - r, fmaxf(x0, x1) + r,
                              fmaxf(y0, y1) + r);
    float ax = x1 - x0, ay = y1 - y0;
    float square = ax * ax + ay * ay;
    float inverse = square > 0 ? 1 / square : 0;
    for (int py = box.y0; py < box.y1; py++) {
        uint32_t *row = row_of(canvas, py);
        float dy = (float)py + 0.5f - y0;
        for (int px = box.x0; px < box.x1; px++) {
            float dx = (float)px + 0.5f - x0;
            float t = clamp_float((dx * ax + dy * ay) * inverse, 0, 1);
            float ex = dx - ax * t, ey = dy - ay * t;
            float radius = r0 + (r1 - r0) * t;
            float apart = ex * ex + ey * ey;
            if (apart < (radius + 1) * (radius + 1)) {
                blend(row + px, color, coverage_of(sqrtf(apart) - radius));
            }
        }
    }
}

static float round_rect_distance(struct rect rect, float radius, float x, float y)
{
    float qx = fabsf(x - rect.x - rect.w / 2) - rect.w / 2 + radius;
    float qy = fabsf(y - rect.y - rect.h / 2) - rect.h / 2 + radius;
    float ox = qx > 0 ? qx : 0, oy = qy > 0 ? qy : 0;
    float inside = qx > qy ? qx : qy;
    return (inside < 0 ? inside : 0) + sqrtf(ox * ox + oy * oy) - radius;
}

void canvas_round_rect(struct canvas *canvas, struct rect rect, float radius, uint32_t color)
{
    radius = fminf(radius, fminf(rect.w, rect.h) / 2);
    struct box box = box_clip(canvas, rect.x, rect.y, rect.x + rect.w, rect.y + rect.h);
    float left = rect.x + radius + 1, right = rect.x + rect.w - radius - 1;
    float top = rect.y + 1, bottom = rect.y + rect.h - 1;
    for (int y = box.y0; y < box.y1; y++) {
        uint32_t *row = row_of(canvas, y);
        bool whole = (float)y > top && (float)y + 1 < bottom;
        for (int x = box.x0; x < box.x1; x++) {
            bool middle = whole && (float)x > left && (float)x + 1 < right;
            uint32_t cover = middle ? 256
                                    : coverage_of(round_rect_distance(rect, radius, (float)x + 0.5f,
                                                                      (float)y + 0.5f));
            blend(row + x, color, cover);
        }
    }
}

void canvas_frame(struct canvas *canvas, struct rect rect, float radius, float width,
                  uint32_t color)
{
    radius = fminf(radius, fminf(rect.w, rect.h) / 2);
    struct box box = box_clip(canvas, rect.x, rect.y, rect.x + rect.w, rect.y + rect.h);
    for (int y = box.y0; y < box.y1; y++) {
        uint32_t *row = row_of(canvas, y);
        for (int x = box.x0; x < box.x1; x++) {
            float d = round_rect_distance(rect, radius, (float)x + 0.5f, (float)y + 0.5f);
            blend(row + x, color, coverage_of(fabsf(d + width / 2) - width / 2));
        }
    }
}

void canvas_arc(struct canvas *canvas, float x, float y, float radius, float width, float share,
                uint32_t color)
{
    float half = width / 2, reach = radius + half;
    float turn = clamp_float(share, 0, 1) * 3.14159265f; /* half the arc's angle, from its middle */
    float sine = sinf(turn), cosine = cosf(turn);
    struct box box = box_clip(canvas, x - reach, y - reach, x + reach, y + reach);
    float near = radius - half - 1, far = reach + 1;
    for (int py = box.y0; py < box.y1; py++) {
        uint32_t *row = row_of(canvas, py);
        float dy = y - (float)py - 0.5f;
        for (int px = box.x0; px < box.x1; px++) {
            float dx = (float)px + 0.5f - x;
            float square = dx * dx + dy * dy;
            if (square > far * far || (near > 0 && square < near * near)) {
                continue;
            }
            /* turned so that the arc lies evenly about the upward axis */
            float ux = fabsf(dx * cosine - dy * sine), uy = dx * sine + dy * cosine;
            float d = fabsf(sqrtf(square) - radius);
            if (cosine * ux > sine * uy) {
                float ex = ux - sine * radius, ey = uy - cosine * radius;
                d = sqrtf(ex * ex + ey * ey);
            }
            blend(row + px, color, coverage_of(d - half));
        }
    }
}

void canvas_polygon(struct canvas *canvas, const float (*corner)[2], int count, float grow,
                    uint32_t color)
{
    float x0 = corner[0][0], x1 = x0, y0 = corner[0][1], y1 = y0;
    for (int i = 1; i < count; i++) {
        x0 = fminf(x0, corner[i][0]);
        x1 = fmaxf(x1, corner[i][0]);
        y0 = fminf(y0, corner[i][1]);
        y1 = fmaxf(y1, corner[i][1]);
    }
    struct box box = box_clip(canvas, x0 - grow, y0 - grow, x1 + grow, y1 + grow);
    for (int y = box.y0; y < box.y1; y++) {
        for (int x = box.x0; x < box.x1; x++) {
            float px = (float)x + 0.5f, py = (float)y + 0.5f;
            float nearest = 1e12f;
            bool inside = true;
            for (int i = 0, j = count - 1; i < count; j = i++) {
                float ex = corner[i][0] - corner[j][0], ey = corner[i][1] - corner[j][1];
                float wx = px - corner[j][0], wy = py - corner[j][1];
                float square = ex * ex + ey * ey;
                float t = clamp_float(square > 0 ? (wx * ex + wy * ey) / square : 0, 0, 1);
                float bx = wx - ex * t, by = wy - ey * t;
                nearest = fminf(nearest, bx * bx + by * by);
                inside = inside && ex * wy - ey * wx >= 0;
            }
            float distance = inside ? -sqrtf(nearest) : sqrtf(nearest);
            blend(row_of(canvas, y) + x, color, coverage_of(distance - grow));
        }
    }
}
