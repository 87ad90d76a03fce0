/* Where a network looks: a square of the picture, turned so that the person in it stands upright.
 */
#ifndef UNGUARD_VISION_ROI_H
#define UNGUARD_VISION_ROI_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* In picture pixels, origin at the picture's top left corner, x right, y down. It may reach beyond
 * the picture. size_px 0: nowhere. */
struct roi {
    float x_px, y_px; /* centre */
    float size_px;    /* side */
    float turn_rad;   /* clockwise on the screen: 0 head up, +pi/2 head to the picture's right */
};

struct point {
    float x, y;
};

/* From the crop to the picture and back; crop coordinates are shares of the side, 0..1, origin at
 * the top left of the upright crop. */
struct point roi_to_picture(const struct roi *roi, struct point crop);
struct point roi_to_crop(const struct roi *roi, struct point picture_px);

/* The square around a body: centre and a point on its circle, up along the trunk, both in picture
 * pixels; side = scale x diameter. */
struct roi roi_from_circle(struct point centre_px, struct point rim_px, float scale);

/* The square that holds the whole picture, turned. */
struct roi roi_whole(int width_px, int height_px, float turn_rad);

/* Moves from towards to by share 0..1 (1 = to itself); turns the short way round. */
struct roi roi_blend(const struct roi *from, const struct roi *to, float share);

/* The turn within -pi..pi. */
float roi_wrap_turn(float turn_rad);

#ifdef __cplusplus
}
#endif
#endif
