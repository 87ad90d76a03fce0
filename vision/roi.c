#include "vision/roi.h"

#include <math.h>

#define PI 3.14159265358979f

struct point roi_to_picture(const struct roi *roi, struct point crop)
{
    float u = (crop.x - 0.5f) * roi->size_px, v = (crop.y - 0.5f) * roi->size_px;
    float c = cosf(roi->turn_rad), s = sinf(roi->turn_rad);
    return (struct point){roi->x_px + u * c - v * s, roi->y_px + u * s + v * c};
}

struct point roi_to_crop(const struct roi *roi, struct point picture_px)
{
    float dx = picture_px.x - roi->x_px, dy = picture_px.y - roi->y_px;
    float c = cosf(roi->turn_rad), s = sinf(roi->turn_rad);
    return (struct point){(dx * c + dy * s) / roi->size_px + 0.5f,
                          (dy * c - dx * s) / roi->size_px + 0.5f};
}

struct roi roi_from_circle(struct point centre_px, struct point rim_px, float scale)
{
    float dx = rim_px.x - centre_px.x, dy = rim_px.y - centre_px.y;
    return (struct roi){.x_px = centre_px.x,
                        .y_px = centre_px.y,
                        .size_px = 2 * scale * sqrtf(dx * dx + dy * dy),
                        .turn_rad = atan2f(dx, -dy)};
}

struct roi roi_whole(int width_px, int height_px, float turn_rad)
{
    return (struct roi){.x_px = 0.5f * (float)width_px,
                        .y_px = 0.5f * (float)height_px,
                        .size_px = (float)(width_px > height_px ? width_px : height_px),
                        .turn_rad = turn_rad};
}

struct roi roi_blend(const struct roi *from, const struct roi *to, float share)
{
    return (struct roi){.x_px = from->x_px + share * (to->x_px - from->x_px),
                        .y_px = from->y_px + share * (to->y_px - from->y_px),
                        .size_px = from->size_px + share * (to->size_px - from->size_px),
                        .turn_rad = roi_wrap_turn(
                            from->turn_rad + share * roi_wrap_turn(to->turn_rad - from->turn_rad))};
}

float roi_wrap_turn(float turn_rad)
{
    return turn_rad - 2 * PI * floorf((turn_rad + PI) / (2 * PI));
}
