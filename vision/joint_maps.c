#include "vision/joint_maps.h"

#include <math.h>

/* The network's own order of joints. */
static const enum joint joint_of_map[JOINT_COUNT] = {
    JOINT_RIGHT_ANKLE,    JOINT_RIGHT_KNEE,    JOINT_RIGHT_HIP,   JOINT_LEFT_HIP,
    JOINT_LEFT_KNEE,      JOINT_LEFT_ANKLE,    JOINT_RIGHT_WRIST, JOINT_RIGHT_ELBOW,
    JOINT_RIGHT_SHOULDER, JOINT_LEFT_SHOULDER, JOINT_LEFT_ELBOW,  JOINT_LEFT_WRIST,
    JOINT_NECK,           JOINT_HEAD_TOP,      JOINT_RIGHT_HEEL,  JOINT_LEFT_HEEL,
    JOINT_RIGHT_TOE,      JOINT_LEFT_TOE,
};

/* Cells around a heatmap's peak, each way, that make up the joint's place; as in training. */
#define WINDOW 2

/* Share of the crop's side that the box of all joints takes in training. */
#define BODY_SHARE 0.8f

/* A joint less sure than this says nothing about where the body ends. */
#define SURE_FOR_BOX 0.15f

/* A trunk shorter than this share of the crop's side points nowhere in particular. */
#define SHORT_TRUNK 0.06f

/* A joint's place in shares of the crop's side, and how sure it is. */
struct sighting {
    struct point at;
    float sure; /* 0..1 */
};

struct maps {
    const float *values;
    int side;
};

static float cell_value(const struct maps *maps, int map, int row, int column)
{
    int half = maps->side / 2;
    int part = (map * 2 + (row & 1)) * 2 + (column & 1);
    return maps->values[(part * half + row / 2) * half + column / 2];
}

static float sigmoid(float logit)
{
    return 1 / (1 + expf(-logit));
}

static void find_peak(const struct maps *maps, int map, int *peak_row, int *peak_column)
{
    float best = -INFINITY;
    *peak_row = *peak_column = 0;
    for (int row = 0; row < maps->side; row++)
        for (int column = 0; column < maps->side; column++) {
            float value = cell_value(maps, map, row, column);
            if (value <= best)
                continue;
            best = value;
            *peak_row = row;
            *peak_column = column;
        }
}

/* Means over the window around the peak, weighted by the softmax of the heatmap there. */
static struct sighting sight(const struct maps *maps, int map)
{
    int peak_row, peak_column;
    find_peak(maps, map, &peak_row, &peak_column);
    float peak = cell_value(maps, map, peak_row, peak_column);
    float total = 0, x = 0, y = 0, sure = 0;
    for (int row = peak_row - WINDOW; row <= peak_row + WINDOW; row++)
        for (int column = peak_column - WINDOW; column <= peak_column + WINDOW; column++) {
            if (row < 0 || column < 0 || row >= maps->side || column >= maps->side)
                continue;
            float weight = expf(cell_value(maps, map, row, column) - peak);
            total += weight;
            x += weight * ((float)column + 0.5f);
            y += weight * ((float)row + 0.5f);
            sure += weight * cell_value(maps, map + JOINT_COUNT, row, column);
        }
    struct sighting result = {{x / total / (float)maps->side, y / total / (float)maps->side},
                              sigmoid(sure / total)};
    bool finite = isfinite(result.at.x) && isfinite(result.at.y) && isfinite(result.sure);
    return finite ? result : (struct sighting){{0, 0}, 0};
}

static float presence(const struct maps *maps)
{
    float sum = 0;
    for (int row = 0; row < maps->side; row++)
        for (int column = 0; column < maps->side; column++)
            sum += cell_value(maps, 2 * JOINT_COUNT, row, column);
    float score = sigmoid(sum / (float)(maps->side * maps->side));
    return isfinite(score) ? score : 0;
}

static struct point middle(struct point a, struct point b)
{
    return (struct point){(a.x + b.x) / 2, (a.y + b.y) / 2};
}

/* The square around all joints that are seen, turned along the trunk. */
static struct roi next_roi(const struct sighting sighting[JOINT_COUNT], const struct roi *roi)
{
    struct point low = {INFINITY, INFINITY}, high = {-INFINITY, -INFINITY};
    for (int i = 0; i < JOINT_COUNT; i++) {
        if (sighting[i].sure < SURE_FOR_BOX)
            continue;
        low.x = fminf(low.x, sighting[i].at.x);
        low.y = fminf(low.y, sighting[i].at.y);
        high.x = fmaxf(high.x, sighting[i].at.x);
        high.y = fmaxf(high.y, sighting[i].at.y);
    }
    float size = fmaxf(high.x - low.x, high.y - low.y);
    if (!(size > 0))
        return (struct roi){0};
    struct point hips = middle(sighting[JOINT_LEFT_HIP].at, sighting[JOINT_RIGHT_HIP].at);
    struct point shoulders =
        middle(sighting[JOINT_LEFT_SHOULDER].at, sighting[JOINT_RIGHT_SHOULDER].at);
    struct point centre = roi_to_picture(roi, middle(low, high));
    float lean = atan2f(shoulders.x - hips.x, hips.y - shoulders.y);
    if (hypotf(shoulders.x - hips.x, shoulders.y - hips.y) < SHORT_TRUNK)
        lean = 0; /* seen from the feet: as good as no direction */
    return (struct roi){.x_px = centre.x,
                        .y_px = centre.y,
                        .size_px = size / BODY_SHARE * roi->size_px,
                        .turn_rad = roi_wrap_turn(roi->turn_rad + lean)};
}

static float trunk_sureness(const struct sighting sighting[JOINT_COUNT])
{
    return (sighting[JOINT_LEFT_HIP].sure + sighting[JOINT_RIGHT_HIP].sure +
            sighting[JOINT_LEFT_SHOULDER].sure + sighting[JOINT_RIGHT_SHOULDER].sure) /
           4;
}

void joint_maps_decode(const float *values, int side, const struct roi *roi, int width_px,
                       int height_px, struct body *body)
{
    const struct maps maps = {values, side};
    struct sighting sighting[JOINT_COUNT];
    for (int map = 0; map < JOINT_COUNT; map++)
        sighting[joint_of_map[map]] = sight(&maps, map);
    *body = (struct body){.score = presence(&maps),
                          .trunk = trunk_sureness(sighting),
                          .next = next_roi(sighting, roi)};
    for (int i = 0; i < JOINT_COUNT; i++) {
        struct point at = roi_to_picture(roi, sighting[i].at);
        bool inside = at.x >= 0 && at.y >= 0 && at.x <= (float)width_px && at.y <= (float)height_px;
        if (inside && sighting[i].sure > 0)
            body->joint[i] =
                (struct landmark){.x = at.x, .y = at.y, .confidence = sighting[i].sure};
    }
}
