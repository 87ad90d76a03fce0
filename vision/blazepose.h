/* How a BlazePose network's numbers become a body (MediaPipe's pose landmark model, Apache-2.0). */
#ifndef UNGUARD_VISION_BLAZEPOSE_H
#define UNGUARD_VISION_BLAZEPOSE_H

#include "vision/pose_network.h"

#define BLAZEPOSE_POINTS 39 /* 33 of the body, 2 for the next crop, 4 unused */
#define BLAZEPOSE_VALUES 5  /* x, y, z in pixels of the crop; visibility and presence as logits */
#define BLAZEPOSE_COUNT  (BLAZEPOSE_POINTS * BLAZEPOSE_VALUES)

/* values: BLAZEPOSE_COUNT of them, for the crop roi at input_px pixels a side; score 0..1. Points
 * that are not finite, or outside the width x height picture, become joints not seen. */
void blazepose_decode(const float *values, float score, int input_px, const struct roi *roi,
                      int width_px, int height_px, struct body *body);

#endif
