#include "movement/geometry.h"

#include "base.h"
#include "movement/exact.h"

static const double degrees = 180.0 / EXACT_PI;

struct point point_middle(struct point a, struct point b)
{
    return (struct point){0.5f * (a.x + b.x), 0.5f * (a.y + b.y)};
}

float point_distance(struct point a, struct point b)
{
    double dx = (double)b.x - (double)a.x, dy = (double)b.y - (double)a.y;
    return (float)exact_sqrt(dx * dx + dy * dy);
}

float angle_between(struct point a, struct point b, struct point c, struct point d)
{
    double ux = (double)b.x - (double)a.x, uy = (double)b.y - (double)a.y;
    double vx = (double)d.x - (double)c.x, vy = (double)d.y - (double)c.y;
    return (float)(exact_atan2(ux * vy - uy * vx, ux * vx + uy * vy) * degrees);
}

float angle_at(struct point a, struct point b, struct point c)
{
    return abs_float(angle_between(b, a, b, c));
}

float point_distance_to_line(struct point at, struct point from, struct point to)
{
    float x = to.x - from.x, y = to.y - from.y, square = x * x + y * y;
    float share = square > 0.0f ? ((at.x - from.x) * x + (at.y - from.y) * y) / square : 0.0f;
    share = clamp_float(share, 0.0f, 1.0f);
    return point_distance(at, (struct point){from.x + share * x, from.y + share * y});
}
