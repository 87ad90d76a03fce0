#include "draw_flesh.h"

#include <math.h>
#include <stdlib.h>

#define AROUND 22 /* points of an outline */

struct blob blob_ball(struct spot3 at, float radius)
{
    return (struct blob){at, {{radius, 0, 0}, {0, radius, 0}, {0, 0, radius}}};
}

static void put(struct flesh *flesh, struct blob blob, bool joined)
{
    if (flesh->count < FLESH_MAX_BLOBS) {
        flesh->blob[flesh->count] = blob;
        flesh->joined[flesh->count++] = joined;
    }
}

void flesh_begin(struct flesh *flesh, struct blob blob)
{
    put(flesh, blob, false);
}

void flesh_go_on(struct flesh *flesh, struct blob blob)
{
    put(flesh, blob, flesh->count > 0);
}

void flesh_limb(struct flesh *flesh, struct spot3 from, struct spot3 to, const float *radius,
                int count, bool goes_on)
{
    for (int i = 0; i < count; i++) {
        float t = (float)i / (float)(count - 1);
        struct spot3 at = {from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t,
                           from.z + (to.z - from.z) * t};
        put(flesh, blob_ball(at, radius[i]), goes_on || i > 0);
    }
}

/* The outline of an ellipsoid with half axes a, b, c is the ellipse of the matrix M Mt, whose rows
 * are their x and their y. */
static void outline(const struct blob *blob, float grow, float (*point)[2])
{
    float xx = 0, xy = 0, yy = 0;
    for (int i = 0; i < 3; i++) {
        xx += blob->axis[i].x * blob->axis[i].x;
        xy += blob->axis[i].x * blob->axis[i].y;
        yy += blob->axis[i].y * blob->axis[i].y;
    }
    float a = sqrtf(fmaxf(xx, 1e-6f)), b = xy / a, c = sqrtf(fmaxf(yy - b * b, 1e-6f));
    for (int i = 0; i < AROUND; i++) {
        float turn = 6.2831853f * (float)i / AROUND, u = cosf(turn), v = sinf(turn);
        float x = a * u, y = b * u + c * v;
        float far = sqrtf(x * x + y * y), more = far > 0 ? 1 + grow / far : 1;
        point[i][0] = blob->at.x + x * more;
        point[i][1] = blob->at.y + y * more;
    }
}

static int by_place(const void *a, const void *b)
{
    const float *p = a, *q = b;
    if (p[0] != q[0]) {
        return p[0] < q[0] ? -1 : 1;
    }
    return p[1] < q[1] ? -1 : p[1] > q[1];
}

static float turn_of(const float *a, const float *b, const float *c)
{
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/* Convex hull (Andrew's monotone chain), always turning the same way; returns its corners. */
static int wrap(float (*point)[2], int count, float (*hull)[2])
{
    int size = 0;
    qsort(point, (size_t)count, sizeof *point, by_place);
    for (int pass = 0; pass < 2; pass++) {
        int least = size + 1;
        for (int i = 0; i < count; i++) {
            const float *next = point[pass == 0 ? i : count - 1 - i];
            while (size > least && turn_of(hull[size - 2], hull[size - 1], next) <= 0) {
                size--;
            }
            hull[size][0] = next[0];
            hull[size++][1] = next[1];
        }
        size--;
    }
    return size;
}

/* Every outline starts from and comes back to the first one's first corner, so that the ways
 * between them enclose nothing. */
static void add_hull(struct path *path, float (*hull)[2], int count, float home[2])
{
    if (path->count == 0) {
        home[0] = hull[0][0];
        home[1] = hull[0][1];
    }
    for (int i = 0; i <= count; i++) {
        path_line(path, hull[i % count][0], hull[i % count][1]);
    }
    path_line(path, home[0], home[1]);
}

void flesh_fill(const struct flesh *flesh, struct canvas *canvas, struct path *path, float grow,
                struct paint paint)
{
    float points[2 * AROUND][2], hull[2 * AROUND + 2][2], home[2] = {0, 0};
    path_begin(path);
    for (int i = 0; i < flesh->count; i++) {
        bool alone = !flesh->joined[i] && (i + 1 == flesh->count || !flesh->joined[i + 1]);
        if (!flesh->joined[i] && !alone) {
            continue; /* its hull comes with the next one */
        }
        outline(&flesh->blob[i], grow, points);
        int count = AROUND;
        if (!alone) {
            outline(&flesh->blob[i - 1], grow, points + AROUND);
            count = 2 * AROUND;
        }
        int corners = wrap(points, count, hull);
        add_hull(path, hull, corners, home);
    }
    path_fill(path, canvas, paint);
}
