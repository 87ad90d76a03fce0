#include "vision/blazepose.h"

#include <math.h>

/* The network's own numbers of its points. */
enum {
    LEFT_SHOULDER = 11,
    RIGHT_SHOULDER = 12,
    LEFT_HIP = 23,
    RIGHT_HIP = 24,
    CENTRE = 33, /* middle of the hips, centre of the body's circle */
    RIM = 34     /* on that circle, up along the trunk */
};

/* MediaPipe's margin around the circle; the network was trained on crops like that. */
#define CROP_SCALE 1.25f

/* Head top is no point of this network, so it stays unseen; the neck is made below. */
static const struct {
    enum joint joint;
    int point;
} joint_points[] = {
    {JOINT_LEFT_SHOULDER, LEFT_SHOULDER},
    {JOINT_RIGHT_SHOULDER, RIGHT_SHOULDER},
    {JOINT_LEFT_ELBOW, 13},
    {JOINT_RIGHT_ELBOW, 14},
    {JOINT_LEFT_WRIST, 15},
    {JOINT_RIGHT_WRIST, 16},
    {JOINT_LEFT_HIP, LEFT_HIP},
    {JOINT_RIGHT_HIP, RIGHT_HIP},
    {JOINT_LEFT_KNEE, 25},
    {JOINT_RIGHT_KNEE, 26},
    {JOINT_LEFT_ANKLE, 27},
    {JOINT_RIGHT_ANKLE, 28},
    {JOINT_LEFT_HEEL, 29},
    {JOINT_RIGHT_HEEL, 30},
    {JOINT_LEFT_TOE, 31},
    {JOINT_RIGHT_TOE, 32},
};

static float sigmoid(float logit)
{
    return 1 / (1 + expf(-logit));
}

/* As sure as the less sure of "not hidden" and "in the crop"; 0 when one is no number. */
static float confidence_of(float visibility, float presence)
{
    if (isnan(visibility) || isnan(presence))
        return 0;
    return fminf(sigmoid(visibility), sigmoid(presence));
}

/* Where a point lies in the picture; its z scaled alike. */
static struct landmark place(const float *values, int point, int input_px, const struct roi *roi)
{
    const float *value = values + point * BLAZEPOSE_VALUES;
    struct point crop = {value[0] / (float)input_px, value[1] / (float)input_px};
    struct point at = roi_to_picture(roi, crop);
    return (struct landmark){.x = at.x,
                             .y = at.y,
                             .z = value[2] / (float)input_px * roi->size_px,
                             .confidence = confidence_of(value[3], value[4])};
}

static bool usable(const struct landmark *landmark, int width_px, int height_px)
{
    return isfinite(landmark->x) && isfinite(landmark->y) && isfinite(landmark->z) &&
           landmark->confidence > 0 && landmark->x >= 0 && landmark->y >= 0 &&
           landmark->x <= (float)width_px && landmark->y <= (float)height_px;
}

static struct landmark middle(struct landmark a, struct landmark b)
{
    if (!(a.confidence > 0 && b.confidence > 0))
        return (struct landmark){0};
    return (struct landmark){.x = (a.x + b.x) / 2,
                             .y = (a.y + b.y) / 2,
                             .z = (a.z + b.z) / 2,
                             .confidence = fminf(a.confidence, b.confidence)};
}

/* How surely the trunk is seen, by its four corners, inside the picture or not. */
static float trunk_visibility(const float *values)
{
    static const int corners[] = {LEFT_SHOULDER, RIGHT_SHOULDER, LEFT_HIP, RIGHT_HIP};
    float sum = 0;
    for (size_t i = 0; i < ARRAY_LENGTH(corners); i++)
        sum += sigmoid(values[corners[i] * BLAZEPOSE_VALUES + 3]);
    return sum / ARRAY_LENGTH(corners);
}

static struct roi next_roi(const float *values, int input_px, const struct roi *roi)
{
    struct landmark centre = place(values, CENTRE, input_px, roi);
    struct landmark rim = place(values, RIM, input_px, roi);
    struct roi next = roi_from_circle((struct point){centre.x, centre.y},
                                      (struct point){rim.x, rim.y}, CROP_SCALE);
    bool finite = isfinite(next.x_px) && isfinite(next.y_px) && isfinite(next.size_px);
    return finite ? next : (struct roi){0};
}

void blazepose_decode(const float *values, float score, int input_px, const struct roi *roi,
                      int width_px, int height_px, struct body *body)
{
    *body = (struct body){.score = isfinite(score) ? clamp_float(score, 0, 1) : 0,
                          .trunk = trunk_visibility(values),
                          .next = next_roi(values, input_px, roi)};
    if (!isfinite(body->trunk))
        body->trunk = 0;
    for (size_t i = 0; i < ARRAY_LENGTH(joint_points); i++) {
        struct landmark found = place(values, joint_points[i].point, input_px, roi);
        if (usable(&found, width_px, height_px))
            body->joint[joint_points[i].joint] = found;
    }
    body->joint[JOINT_NECK] =
        middle(body->joint[JOINT_LEFT_SHOULDER], body->joint[JOINT_RIGHT_SHOULDER]);
}
