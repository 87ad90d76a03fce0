#include "vision/sides.h"

#include <math.h>

/* Left joints; the right one of each pair is joint_opposite. */
static const struct {
    enum joint left[4];
    int count;
} groups[SIDES_GROUPS] = {
    [SIDES_ARMS] = {{JOINT_LEFT_SHOULDER, JOINT_LEFT_ELBOW, JOINT_LEFT_WRIST}, 3},
    [SIDES_HIPS] = {{JOINT_LEFT_HIP}, 1},
    [SIDES_LEGS] = {{JOINT_LEFT_KNEE, JOINT_LEFT_ANKLE, JOINT_LEFT_HEEL, JOINT_LEFT_TOE}, 4},
};

/* A place older than this says nothing about sides. */
#define MEMORY_US 500000

/* Changed over must fit better than this share of straight to be taken for a mistake: crossing legs
 * come near each other, a mistake lands on the other's place. */
#define CLEARLY 0.5f

/* Joints nearer together than this (image heights) need no order: mixed up, nothing jumps far. */
#define APART 0.02f

static float distance(const struct landmark *a, const struct landmark *b)
{
    return hypotf(a->x - b->x, a->y - b->y);
}

static bool known(const struct sides *sides, enum joint joint, int64_t t_us)
{
    return sides->seen_us[joint] > 0 && t_us - sides->seen_us[joint] <= MEMORY_US;
}

/* Adds what the pair says for each order; false where it can't say anything. */
static bool weigh(const struct sides *sides, const struct pose *pose, enum joint left,
                  float *straight, float *changed)
{
    enum joint right = joint_opposite(left);
    const struct landmark *now = pose->joint, *before = sides->last.joint;
    if (!(now[left].confidence > 0) || !(now[right].confidence > 0) ||
        !known(sides, left, pose->t_us) || !known(sides, right, pose->t_us) ||
        distance(&before[left], &before[right]) < APART)
        return false;
    *straight += distance(&now[left], &before[left]) + distance(&now[right], &before[right]);
    *changed += distance(&now[left], &before[right]) + distance(&now[right], &before[left]);
    return true;
}

static void swap_pair(struct pose *pose, enum joint left)
{
    enum joint right = joint_opposite(left);
    struct landmark kept = pose->joint[left];
    pose->joint[left] = pose->joint[right];
    pose->joint[right] = kept;
}

static void keep_group(struct sides *sides, struct pose *pose, int group, int64_t passed_us)
{
    float straight = 0, changed = 0;
    int pairs = 0;
    for (int i = 0; i < groups[group].count; i++)
        pairs += weigh(sides, pose, groups[group].left[i], &straight, &changed);
    bool mistaken = pairs > 0 && changed < CLEARLY * straight && straight > APART * (float)pairs;
    if (!mistaken && pairs > 0)
        sides->against_us[group] = 0;
    if (mistaken) {
        sides->against_us[group] += passed_us;
        if (sides->against_us[group] >= SIDES_INSIST_US) {
            sides->against_us[group] = 0;
            sides->unseen_us[group] = pose->t_us + SIDES_UNSEEN_US;
        }
    }
    bool unseen = pose->t_us < sides->unseen_us[group];
    for (int i = 0; i < groups[group].count; i++) {
        enum joint left = groups[group].left[i], right = joint_opposite(left);
        if (unseen)
            pose->joint[left] = pose->joint[right] = (struct landmark){0};
        else if (mistaken)
            swap_pair(pose, left);
    }
}

void sides_keep(struct sides *sides, struct pose *pose)
{
    int64_t passed_us = pose->t_us - sides->last.t_us;
    passed_us = passed_us > 0 && passed_us <= MEMORY_US ? passed_us : 0;
    for (int group = 0; group < SIDES_GROUPS; group++)
        keep_group(sides, pose, group, passed_us);
    sides->last.t_us = pose->t_us;
    for (int i = 0; i < JOINT_COUNT; i++) {
        if (!(pose->joint[i].confidence > 0))
            continue;
        sides->last.joint[i] = pose->joint[i];
        sides->seen_us[i] = pose->t_us + 1; /* 0 is never */
    }
}
