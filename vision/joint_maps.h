/* How our own pose network's maps become a body (vision/training/network.py makes it). */
#ifndef UNGUARD_VISION_JOINT_MAPS_H
#define UNGUARD_VISION_JOINT_MAPS_H

#include "vision/pose_network.h"

#define JOINT_MAPS_COUNT (2 * JOINT_COUNT + 1) /* heatmaps, maps of confidence, one of presence */
#define JOINT_MAPS_CELL  4                     /* input pixels to a cell of a map */
#define JOINT_MAPS_MOST  64                    /* cells along a map's side, at most */

/* values: JOINT_MAPS_COUNT x 2 x 2 x (side / 2) x (side / 2) logits for the crop roi, each map side
 * x side cells taken apart into every second row and column; side even, 2..JOINT_MAPS_MOST. Joints
 * that are not finite, or outside the width x height picture, become joints not seen; z is 0. */
void joint_maps_decode(const float *values, int side, const struct roi *roi, int width_px,
                       int height_px, struct body *body);

#endif
