#include "session/mishap.h"

#include <stddef.h>

#include "base.h"
#include "movement/exact.h"

#define DRIFT_ASIDE  0.08 /* image heights, to either side */
#define DRIFT_NEARER 0.10 /* of the size, to either side */
#define TALLEST      0.95 /* a body in the picture */
#define BESIDE       0.45 /* image heights: where the stranger stands */
#define RATE_STEP_S  7.0  /* each frame rate lasts */

const char *mishap_name(enum mishap mishap)
{
    static const char *const names[] = {"occlusion", "side_swap", "second_person", "drift",
                                        "frame_rate"};
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
        if ((unsigned)mishap == 1u << i)
            return names[i];
    return "none";
}

static struct mishap_stretch stretch_after(struct chance *luck, double at_s, double least_gap_s,
                                           double least_s, double most_s)
{
    struct mishap_stretch stretch = {.from_s = at_s + chance_between(luck, 1, 3) * least_gap_s};
    stretch.to_s = stretch.from_s + chance_between(luck, least_s, most_s);
    return stretch;
}

static void plan_occlusion(struct mishaps *mishaps, double at_s)
{
    /* A leg, an arm, both feet behind something low, the hips behind something wide. */
    static const uint32_t limbs[] = {
        1u << JOINT_LEFT_KNEE | 1u << JOINT_LEFT_ANKLE | 1u << JOINT_LEFT_HEEL |
            1u << JOINT_LEFT_TOE,
        1u << JOINT_RIGHT_KNEE | 1u << JOINT_RIGHT_ANKLE | 1u << JOINT_RIGHT_HEEL |
            1u << JOINT_RIGHT_TOE,
        1u << JOINT_LEFT_ELBOW | 1u << JOINT_LEFT_WRIST,
        1u << JOINT_RIGHT_ELBOW | 1u << JOINT_RIGHT_WRIST,
        1u << JOINT_LEFT_ANKLE | 1u << JOINT_RIGHT_ANKLE | 1u << JOINT_LEFT_HEEL |
            1u << JOINT_RIGHT_HEEL | 1u << JOINT_LEFT_TOE | 1u << JOINT_RIGHT_TOE,
        1u << JOINT_LEFT_HIP | 1u << JOINT_RIGHT_HIP,
    };
    mishaps->occlusion = stretch_after(&mishaps->luck, at_s, 2.5, 0.3, 1.5);
    size_t limb = (size_t)(chance_uniform(&mishaps->luck) * ARRAY_LENGTH(limbs));
    mishaps->occluded = mishaps->joints ? mishaps->joints : limbs[limb];
}

static void plan_stranger(struct mishaps *mishaps, double at_s)
{
    mishaps->stranger = stretch_after(&mishaps->luck, at_s, 3.5, 0.15, 0.8);
    mishaps->other_x = chance_uniform(&mishaps->luck) < 0.5 ? (float)BESIDE : (float)-BESIDE;
}

void mishaps_init(struct mishaps *mishaps, uint32_t kinds, uint32_t joints, uint64_t seed)
{
    *mishaps = (struct mishaps){.kinds = kinds, .joints = joints, .luck = chance_seeded(seed)};
    struct chance *luck = &mishaps->luck;
    mishaps->other = body_shape_default();
    mishaps->other.trunk *= (float)chance_between(luck, 0.9, 1.1);
    mishaps->other.thigh *= (float)chance_between(luck, 0.9, 1.1);
    mishaps->other.hip_width *= (float)chance_between(luck, 0.9, 1.1);
    mishaps->sideways = (chance_uniform(luck) < 0.5 ? -1 : 1) / chance_between(luck, 20, 40);
    mishaps->nearer = (chance_uniform(luck) < 0.5 ? -1 : 1) / chance_between(luck, 30, 60);
    mishaps->rate_from_s = RATE_STEP_S * chance_uniform(luck);
    plan_occlusion(mishaps, 0);
    mishaps->swap = stretch_after(luck, 0, 2, 0.07, 0.35);
    plan_stranger(mishaps, 0);
}

static bool is_within(struct mishap_stretch stretch, double now_s)
{
    return now_s >= stretch.from_s && now_s < stretch.to_s;
}

uint32_t mishaps_step(struct mishaps *mishaps, double now_s)
{
    uint32_t now = mishaps->kinds & MISHAP_DRIFT;
    while (now_s >= mishaps->occlusion.to_s)
        plan_occlusion(mishaps, mishaps->occlusion.to_s);
    while (now_s >= mishaps->swap.to_s)
        mishaps->swap = stretch_after(&mishaps->luck, mishaps->swap.to_s, 2, 0.07, 0.35);
    while (now_s >= mishaps->stranger.to_s)
        plan_stranger(mishaps, mishaps->stranger.to_s);
    if (is_within(mishaps->occlusion, now_s))
        now |= mishaps->kinds & MISHAP_OCCLUSION;
    if (is_within(mishaps->swap, now_s))
        now |= mishaps->kinds & MISHAP_SWAP;
    if (is_within(mishaps->stranger, now_s))
        now |= mishaps->kinds & MISHAP_STRANGER;
    if (mishaps_rate(mishaps, now_s, 1) < 1)
        now |= MISHAP_RATE;
    return now;
}

double mishaps_rate(const struct mishaps *mishaps, double now_s, double usual)
{
    double rounds = (now_s - mishaps->rate_from_s) / RATE_STEP_S;
    if (!(mishaps->kinds & MISHAP_RATE) || rounds < 0)
        return usual;
    return usual / (double)(1 + (int64_t)rounds % 3);
}

static double swing(double turns)
{
    return exact_sin(2 * EXACT_PI * (turns - (double)(int64_t)turns));
}

struct body_camera mishaps_camera(const struct mishaps *mishaps, struct body_camera camera,
                                  float aspect, double now_s)
{
    if (!(mishaps->kinds & MISHAP_DRIFT))
        return camera;
    double by = 1 + DRIFT_NEARER * swing(mishaps->nearer * now_s);
    double most = TALLEST / (double)camera.body_height, middle = 0.5 * (double)aspect;
    by = by < most ? by : most;
    camera.body_height = (float)(by * (double)camera.body_height);
    camera.x = (float)(middle + by * ((double)camera.x - middle) +
                       DRIFT_ASIDE * swing(mishaps->sideways * now_s));
    camera.y = (float)(0.5 + by * ((double)camera.y - 0.5));
    return camera;
}

static void swap_sides(struct pose *pose)
{
    for (int left = JOINT_LEFT_SHOULDER; left < JOINT_COUNT; left += 2) {
        struct landmark kept = pose->joint[left];
        pose->joint[left] = pose->joint[left + 1];
        pose->joint[left + 1] = kept;
    }
}

void mishaps_mistake(const struct mishaps *mishaps, uint32_t now, const struct body_camera *camera,
                     struct pose *pose)
{
    if (now & MISHAP_STRANGER) { /* stands facing the camera */
        const struct body_angles straight = {0};
        struct body_camera beside = *camera;
        beside.yaw_deg = 0;
        beside.x += mishaps->other_x;
        *pose = body_pose(&mishaps->other, &straight, POSTURE_STANDING, &beside);
    }
    if (now & MISHAP_SWAP)
        swap_sides(pose);
}
