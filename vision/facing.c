#include "vision/facing.h"

#include <math.h>

/* Joints less sure than this say nothing about sides. */
#define SURE 0.4f

/* Shoulders and hips at least so wide, as a share of the trunk's length, aren't seen from aside. */
#define SHOULDERS_WIDE 0.3f
#define HIPS_WIDE      0.1f

#define GAP_US 1000000 /* unseen for longer: it begins anew */

/* How far the left joint is to the picture's right of the right one, where the trunk stands
 * upright, as a share of the trunk: from the front positive. */
static float width_of(const struct pose *pose, enum joint left, float up_x, float up_y, float trunk)
{
    const struct landmark *a = &pose->joint[left], *b = &pose->joint[joint_opposite(left)];
    return ((a->x - b->x) * -up_y + (a->y - b->y) * up_x) / (trunk * trunk);
}

bool facing_back(struct facing *facing, const struct pose *pose)
{
    static const enum joint corners[] = {JOINT_LEFT_SHOULDER, JOINT_RIGHT_SHOULDER, JOINT_LEFT_HIP,
                                         JOINT_RIGHT_HIP};
    int64_t passed_us = pose->t_us - facing->last_us;
    if (passed_us < 0 || passed_us > GAP_US) {
        *facing = (struct facing){0};
        passed_us = 0;
    }
    for (int i = 0; i < 4; i++)
        if (!pose->present || pose->joint[corners[i]].confidence < SURE)
            return facing->behind_us >= FACING_SURE_US;
    const struct landmark *joint = pose->joint;
    float up_x = (joint[JOINT_LEFT_SHOULDER].x + joint[JOINT_RIGHT_SHOULDER].x -
                  joint[JOINT_LEFT_HIP].x - joint[JOINT_RIGHT_HIP].x) /
                 2;
    float up_y = (joint[JOINT_LEFT_SHOULDER].y + joint[JOINT_RIGHT_SHOULDER].y -
                  joint[JOINT_LEFT_HIP].y - joint[JOINT_RIGHT_HIP].y) /
                 2;
    float trunk = hypotf(up_x, up_y);
    facing->last_us = pose->t_us;
    if (!(trunk > 0))
        return facing->behind_us >= FACING_SURE_US;
    float shoulders = width_of(pose, JOINT_LEFT_SHOULDER, up_x, up_y, trunk);
    float hips = width_of(pose, JOINT_LEFT_HIP, up_x, up_y, trunk);
    if (shoulders < -SHOULDERS_WIDE && hips < -HIPS_WIDE)
        facing->behind_us += passed_us > 0 ? passed_us : 1;
    else if (shoulders > SHOULDERS_WIDE && hips > HIPS_WIDE)
        facing->behind_us = 0;
    return facing->behind_us >= FACING_SURE_US;
}
