#include "session/sight.h"

#include <stddef.h>

#include "base.h"
#include "movement/exact.h"

#define SWAY_DEG          0.3 /* quiet standing sways by some tenths of a degree */
#define SWAY_HZ           0.23
#define SIDE_SWAY_HZ      0.13
#define FAR_CONFIDENCE    0.70
#define NEAR_CONFIDENCE   0.95
#define CONFIDENCE_JITTER 0.06

void sight_init(struct sight *sight, uint64_t seed, float noise, float dropout, float aspect)
{
    struct body_shape shape = body_shape_default();
    float *length[] = {&shape.trunk,   &shape.thigh,     &shape.shank, &shape.upper_arm,
                       &shape.forearm, &shape.hip_width, &shape.head};
    *sight = (struct sight){.noise = noise, .dropout = dropout, .aspect = aspect};
    sight->luck = chance_seeded(seed);
    for (size_t i = 0; i < ARRAY_LENGTH(length); i++)
        *length[i] *= (float)(1 + 0.015 * chance_variation(&sight->luck));
    sight->shape = shape;
    sight->yaw_off_deg = (float)(2 * chance_variation(&sight->luck));
    sight->pitch_deg = (float)(2 + chance_variation(&sight->luck));
    sight->sway_turn = chance_uniform(&sight->luck);
}

void sight_vary(struct sight *sight, uint64_t seed)
{
    struct chance luck = chance_seeded(seed);
    struct body_shape shape = body_shape_default();
    float *length[] = {&shape.trunk,   &shape.thigh,     &shape.shank, &shape.upper_arm,
                       &shape.forearm, &shape.hip_width, &shape.head};
    for (size_t i = 0; i < ARRAY_LENGTH(length); i++)
        *length[i] *= (float)chance_between(&luck, 0.9, 1.1);
    sight->shape = shape;
    sight->yaw_off_deg = (float)chance_between(&luck, -20, 20);
    sight->pitch_deg = (float)chance_between(&luck, 0, 25);
    sight->pitched = true;
    sight->roll_deg = (float)chance_between(&luck, -3, 3);
    sight->tall = (float)(chance_between(&luck, 220, 430) / 480);
}

struct body_camera sight_camera(const struct sight *sight, enum posture posture, enum view view)
{
    struct body_camera camera = body_camera_default(posture, view, sight->aspect);
    camera.yaw_deg += sight->yaw_off_deg;
    if (sight->turned && view == VIEW_SIDE)
        camera.yaw_deg -= 180;
    if (!sight->pitched)
        camera.pitch_deg += sight->pitch_deg;
    else
        camera.pitch_deg = view == VIEW_FEET ? 15 + 0.4f * sight->pitch_deg : sight->pitch_deg;
    camera.roll_deg += sight->roll_deg;
    if (sight->tall <= 0)
        return camera;
    /* The same picture, nearer or further about its middle. */
    float by = sight->tall / camera.body_height;
    camera.x = 0.5f * sight->aspect + by * (camera.x - 0.5f * sight->aspect);
    camera.y = 0.5f + by * (camera.y - 0.5f);
    camera.body_height = sight->tall;
    return camera;
}

/* -1..1, a full swing hz times a second. */
static double swing(double hz, double t_s, double turn)
{
    double turns = hz * t_s + turn;
    return exact_sin(2 * EXACT_PI * (turns - (double)(int64_t)turns));
}

struct pose sight_draw(const struct sight *sight, struct body_angles angles, enum posture posture,
                       const struct body_camera *camera, double t_s)
{
    if (posture == POSTURE_STANDING) {
        float forward = (float)(SWAY_DEG * swing(SWAY_HZ, t_s, sight->sway_turn));
        angles.trunk_inclination += forward; /* the legs stay: the hips give */
        angles.hip_flexion[0] += forward;
        angles.hip_flexion[1] += forward;
        angles.lateral_lean += (float)(SWAY_DEG * swing(SIDE_SWAY_HZ, t_s, sight->sway_turn));
    }
    return body_pose(&sight->shape, &angles, posture, camera);
}

static float between(float from, float to, double share)
{
    return (float)((double)from + ((double)to - (double)from) * share);
}

struct pose sight_between(const struct pose *from, const struct pose *to, double share)
{
    struct pose pose = *to;
    for (int i = 0; i < JOINT_COUNT; i++) {
        pose.joint[i].x = between(from->joint[i].x, to->joint[i].x, share);
        pose.joint[i].y = between(from->joint[i].y, to->joint[i].y, share);
        pose.joint[i].z = between(from->joint[i].z, to->joint[i].z, share);
    }
    return pose;
}

void sight_blur(struct sight *sight, enum view view, struct pose *pose)
{
    for (int i = 0; i < JOINT_COUNT; i++) {
        struct landmark *at = &pose->joint[i];
        bool sided = i >= JOINT_LEFT_SHOULDER;
        bool right = sided && (i - JOINT_LEFT_SHOULDER) % 2 == 1;
        bool far_limb = view == VIEW_SIDE && sided && right != sight->turned;
        double sure = far_limb ? FAR_CONFIDENCE : NEAR_CONFIDENCE;
        double dx, dy;
        chance_normal_pair(&sight->luck, &dx, &dy);
        sure += CONFIDENCE_JITTER * (chance_uniform(&sight->luck) - 0.5);
        bool lost = chance_uniform(&sight->luck) < (double)sight->dropout;
        lost = lost || (sight->hidden >> i & 1u);
        double kept = (double)sight->correlation, fresh = exact_sqrt(1 - kept * kept);
        sight->error[i][0] = (float)(kept * (double)sight->error[i][0] + fresh * dx);
        sight->error[i][1] = (float)(kept * (double)sight->error[i][1] + fresh * dy);
        at->x = (float)((double)at->x + (double)sight->noise * (double)sight->error[i][0]);
        at->y = (float)((double)at->y + (double)sight->noise * (double)sight->error[i][1]);
        at->confidence = (float)sure;
        if (lost)
            *at = (struct landmark){0};
    }
}
