/* Stick figures for tests, drawn by plain trigonometry that shares nothing with the program. */
#ifndef UNGUARD_TESTS_STICK_H
#define UNGUARD_TESTS_STICK_H

#include <math.h>

#include "movement/pose.h"

#define STICK_TRUNK 0.30f /* image heights */
#define STICK_THIGH 0.25f
#define STICK_SHANK 0.25f

static inline struct landmark stick_point(double x, double y)
{
    return (struct landmark){.x = (float)x, .y = (float)y, .confidence = 1.0f};
}

static inline double stick_rad(double degrees)
{
    return degrees * 3.14159265358979323846 / 180.0;
}

/* Seen from the side, facing the picture's right, feet on the ground. Degrees: shank leaning
 * forwards, knee flexion, trunk leaning forwards. Both sides lie on one another. */
static inline struct pose stick_side(int64_t t_us, double shank, double knee, double trunk)
{
    struct pose pose = {.t_us = t_us, .present = true};
    double thigh = knee - shank; /* leaning backwards */
    double ankle_x = 0.8, ankle_y = 0.9;
    double knee_x = ankle_x + (double)STICK_SHANK * sin(stick_rad(shank));
    double knee_y = ankle_y - (double)STICK_SHANK * cos(stick_rad(shank));
    double hip_x = knee_x - (double)STICK_THIGH * sin(stick_rad(thigh));
    double hip_y = knee_y - (double)STICK_THIGH * cos(stick_rad(thigh));
    double top_x = hip_x + (double)STICK_TRUNK * sin(stick_rad(trunk));
    double top_y = hip_y - (double)STICK_TRUNK * cos(stick_rad(trunk));
    for (int side = 0; side < 2; side++) {
        pose.joint[JOINT_LEFT_SHOULDER + side] = stick_point(top_x, top_y);
        pose.joint[JOINT_LEFT_HIP + side] = stick_point(hip_x, hip_y);
        pose.joint[JOINT_LEFT_KNEE + side] = stick_point(knee_x, knee_y);
        pose.joint[JOINT_LEFT_ANKLE + side] = stick_point(ankle_x, ankle_y);
        pose.joint[JOINT_LEFT_HEEL + side] = stick_point(ankle_x - 0.02, ankle_y + 0.03);
        pose.joint[JOINT_LEFT_TOE + side] = stick_point(ankle_x + 0.08, ankle_y + 0.03);
    }
    return pose;
}

/* Seen from the front, standing; the person's left is at the picture's right. Degrees: outward
 * abduction of each thigh (against a level pelvis), how much higher the left hip is, lean of the
 * trunk towards the left. */
static inline struct pose stick_front(int64_t t_us, double left, double right, double obliquity,
                                      double lean)
{
    struct pose pose = {.t_us = t_us, .present = true};
    double half = 0.05, hip_x = 0.8, hip_y = 0.45;
    double dx = half * cos(stick_rad(obliquity)), dy = half * sin(stick_rad(obliquity));
    double top_x = hip_x + (double)STICK_TRUNK * sin(stick_rad(lean));
    double top_y = hip_y - (double)STICK_TRUNK * cos(stick_rad(lean));
    double shoulders = 0.11;
    pose.joint[JOINT_LEFT_SHOULDER] = stick_point(top_x + shoulders, top_y);
    pose.joint[JOINT_RIGHT_SHOULDER] = stick_point(top_x - shoulders, top_y);
    pose.joint[JOINT_LEFT_HIP] = stick_point(hip_x + dx, hip_y - dy);
    pose.joint[JOINT_RIGHT_HIP] = stick_point(hip_x - dx, hip_y + dy);
    for (int side = 0; side < 2; side++) {
        double out = side == 0 ? 1.0 : -1.0, turn = side == 0 ? left : right;
        struct landmark hip = pose.joint[JOINT_LEFT_HIP + side];
        double sine = out * sin(stick_rad(turn)), cosine = cos(stick_rad(turn));
        pose.joint[JOINT_LEFT_KNEE + side] =
            stick_point((double)hip.x + (double)STICK_THIGH * sine,
                        (double)hip.y + (double)STICK_THIGH * cosine);
        pose.joint[JOINT_LEFT_ANKLE + side] =
            stick_point((double)hip.x + (double)(STICK_THIGH + STICK_SHANK) * sine,
                        (double)hip.y + (double)(STICK_THIGH + STICK_SHANK) * cosine);
    }
    return pose;
}

/* Turned in the picture about its middle, degrees clockwise. */
static inline struct pose stick_turn(struct pose pose, double degrees)
{
    double sine = sin(stick_rad(degrees)), cosine = cos(stick_rad(degrees));
    for (int i = 0; i < JOINT_COUNT; i++) {
        if (pose.joint[i].confidence <= 0.0f)
            continue;
        double x = (double)pose.joint[i].x - 0.8, y = (double)pose.joint[i].y - 0.5;
        pose.joint[i].x = (float)(0.8 + x * cosine - y * sine);
        pose.joint[i].y = (float)(0.5 + x * sine + y * cosine);
    }
    return pose;
}

#endif
