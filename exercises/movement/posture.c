#include "movement/posture.h"

#include "base.h"
#include "movement/exact.h"
#include "movement/frame.h"

/* Trunk against the vertical, degrees. Between the two both an upright and a lying trunk fit: a
 * chair's back leans, and so does whoever props up on the elbows. [D] */
#define UPRIGHT_MOST 60.0
#define LYING_LEAST  45.0
#define MOVING_MORE  20.0 /* on the way: a deep bend still stands, a high bridge still lies */

static bool take_end(const struct pose *pose, enum joint left, float least, struct point *end)
{
    int seen = 0;
    *end = (struct point){0};
    for (int side = 0; side < 2; side++) {
        const struct landmark *at = &pose->joint[joint_of(left, side)];
        if (at->confidence <= 0.0f || at->confidence < least)
            continue;
        end->x += at->x;
        end->y += at->y;
        seen++;
    }
    if (seen == 2)
        *end = (struct point){0.5f * end->x, 0.5f * end->y};
    return seen > 0;
}

/* Seen from the feet a trunk tells little: it points away. But whoever lies there has the legs on
 * the mat, at no more than about 25 degrees to the camera's look (sine 0.42), or the knees up;
 * hanging from the hips, thighs and shanks are nearly as long as known. */
static bool legs_hang(const struct pose *pose, const struct feature_state *state, float least)
{
    const float share = 0.6f;
    int hanging = 0;
    for (int side = 0; side < 2; side++) {
        const struct landmark *hip = &pose->joint[joint_of(JOINT_LEFT_HIP, side)];
        const struct landmark *knee = &pose->joint[joint_of(JOINT_LEFT_KNEE, side)];
        const struct landmark *ankle = &pose->joint[joint_of(JOINT_LEFT_ANKLE, side)];
        bool seen = hip->confidence > 0.0f && hip->confidence >= least && knee->confidence > 0.0f &&
                    knee->confidence >= least && ankle->confidence > 0.0f &&
                    ankle->confidence >= least;
        if (!seen)
            continue;
        float thigh = state->limb_length[LIMB_LEFT_THIGH + side];
        float shank = state->limb_length[LIMB_LEFT_SHANK + side];
        if (knee->y - hip->y < share * thigh || ankle->y - knee->y < share * shank)
            return false;
        hanging++;
    }
    return hanging > 0;
}

bool posture_fits(enum posture posture, enum view view, const struct pose *pose,
                  const struct feature_state *state, const struct feature_settings *settings,
                  bool moves)
{
    struct point top, bottom;
    if (pose->present && view == VIEW_FEET)
        return !legs_hang(pose, state, settings->min_confidence);
    if (!pose->present || !take_end(pose, JOINT_LEFT_SHOULDER, settings->min_confidence, &top) ||
        !take_end(pose, JOINT_LEFT_HIP, settings->min_confidence, &bottom) ||
        point_distance(top, bottom) < settings->min_limb * state->limb_length[LIMB_TRUNK])
        return true;
    double right = (double)top.x - (double)bottom.x, up = (double)bottom.y - (double)top.y;
    double lean = exact_atan2(right, up) * (180 / EXACT_PI);
    double tilt = lean < 0 ? -lean : lean, more = moves ? MOVING_MORE : 0;
    bool lies =
        posture == POSTURE_SUPINE || posture == POSTURE_SIDE_LYING || posture == POSTURE_QUADRUPED;
    if (!lies)
        return tilt <= UPRIGHT_MOST + more;
    if (tilt < LYING_LEAST - more)
        return false;
    double forward = lean * (double)frame_facing(state); /* face down; 0: not known */
    if (view != VIEW_SIDE || posture == POSTURE_SIDE_LYING)
        return true;
    return posture == POSTURE_SUPINE ? forward <= 0 : forward >= 0;
}
