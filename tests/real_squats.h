/* Real squats through the coach, as figures: test_real_squats.c holds them, `unguard-bench real`
 * prints them. Nothing in the coach was tuned on them. */
#ifndef UNGUARD_TESTS_REAL_SQUATS_H
#define UNGUARD_TESTS_REAL_SQUATS_H

#include <math.h>

#include "coach/coach.h"
#include "movement/body.h"
#include "plan/library.h"
#include "real_data.h"
#include "sample.h"

/* ---- through the coach ---- */

struct real_set {
    int reps, abandoned, lost, view;
    float lowest, highest; /* score of the repetitions */
    float least_seen;      /* share seen of the repetition seen worst */
};

/* One shipped exercise as config/ has it. Free it; NULL says why. */
static inline struct plan *real_plan(const char *exercise, struct error *err)
{
    struct library *library = library_open(UNGUARD_SOURCE_DIR "/config", err);
    struct plan *plan = calloc(1, sizeof *plan);
    struct routine *routine = calloc(1, sizeof *routine);
    if (!plan || !routine)
        abort();
    struct profile profile = profile_default();
    struct feature_settings settings = feature_settings_default();
    if (!library || !library_routine(library, exercise, routine, err) ||
        !plan_resolve(routine, library_finder(library), &profile, &settings, plan, err)) {
        free(plan);
        plan = NULL;
    }
    if (plan)
        plan->unattended = true; /* a recording of somebody who was never asked */
    free(routine);
    library_close(library);
    return plan;
}

static inline void real_hear(struct real_set *set, const struct event *events, int count)
{
    for (int i = 0; i < count; i++) {
        set->abandoned += events[i].type == EVENT_REP_ABANDONED;
        set->lost += events[i].type == EVENT_TRACKING_LOST;
        set->view += events[i].type == EVENT_VIEW;
        if (events[i].type != EVENT_REP)
            continue;
        float score = events[i].u.rep.score;
        if (set->reps == 0 || score < set->lowest)
            set->lowest = score;
        if (set->reps == 0 || score > set->highest)
            set->highest = score;
        if (set->reps == 0 || events[i].u.rep.seen < set->least_seen)
            set->least_seen = events[i].u.rep.seen;
        set->reps++;
    }
}

/* Poses as a recording would hold them, on its grid. */
static inline struct real_set real_coach(const struct plan *plan, const struct pose *pose,
                                         int count)
{
    struct real_set set = {0};
    struct coach *coach = calloc(1, sizeof *coach);
    struct event events[COACH_MAX_EVENTS];
    if (!coach)
        abort();
    coach_init(coach, plan);
    for (int i = 0; i < count; i++) {
        struct input input = {.t_us = pose[i].t_us, .type = INPUT_POSE};
        input.u.pose = pose_quantize(pose[i]);
        real_hear(&set, events, coach_step(coach, &input, events));
    }
    real_hear(&set, events, coach_finish(coach, events));
    free(coach);
    return set;
}

/* ---- squats of known joint angles ---- */

/* OpenSim's pelvis tilt and lumbar extension are + backwards, its hip flexion is the thigh against
 * the pelvis. Ours is the thigh against the line from hips to shoulders: the lumbar part comes in.
 * A single rigid trunk stands for pelvis and torso, both as far forward as the torso. */
static inline double real_hip_deg(const struct real_row *row, int side)
{
    return row->deg[REAL_HIP_FLEXION + side] - row->deg[REAL_LUMBAR_EXTENSION];
}

static inline struct pose real_squat_pose(const struct real_row *row)
{
    const double *deg = row->deg;
    struct body_shape shape = body_shape_default();
    struct body_camera camera = body_camera_default(POSTURE_STANDING, VIEW_SIDE, 16.0f / 9);
    struct body_angles angles = {
        .trunk_inclination = (float)-(deg[REAL_PELVIS_TILT] + deg[REAL_LUMBAR_EXTENSION]),
        .lateral_lean = (float)-(deg[REAL_PELVIS_LIST] + deg[REAL_LUMBAR_BENDING]),
        .pelvic_obliquity = (float)deg[REAL_PELVIS_LIST]};
    for (int side = 0; side < 2; side++) {
        angles.hip_flexion[side] = (float)real_hip_deg(row, side);
        angles.knee_flexion[side] = (float)deg[REAL_KNEE + side];
        angles.hip_abduction[side] = (float)-deg[REAL_HIP_ADDUCTION + side];
        angles.shoulder_flexion[side] = 60; /* out of the way, as one squats */
    }
    struct pose pose = body_pose(&shape, &angles, POSTURE_STANDING, &camera);
    pose.t_us = (int64_t)(row->t_s * 1e6 + 0.5) + 10000;
    return pose;
}

/* About normal: the sum of twelve even ones, in pixels of a 480-line picture. */
static inline void real_shake(struct pose *pose, double noise_px, uint64_t *seed)
{
    for (int i = 0; i < JOINT_COUNT; i++)
        for (int axis = 0; axis < 2; axis++) {
            double sum = -6;
            for (int k = 0; k < 12; k++)
                sum += (double)(sample_random(seed) >> 11) * 0x1p-53;
            float *at = axis ? &pose->joint[i].y : &pose->joint[i].x;
            *at += (float)(noise_px / 480 * sum);
        }
}

struct real_squat {
    int rows;
    struct real_set set;
    double knee_deg, knee_most_deg; /* mean and largest absolute error once the lag is taken off */
    double lag_s;                   /* of the filter: where the knee agrees best */
    double hip_deg;                 /* mean absolute difference at the same lag; no accuracy */
    double seen;                    /* share of rows in which the knee was seen */
};

/* Linear between the rows; the first or last one beyond them. */
static inline double real_angle_at(const struct real_row *row, int rows, double t_s, bool hip)
{
    double at = t_s < 0 ? 0 : t_s * (rows - 1) / row[rows - 1].t_s;
    int k = at >= rows - 1 ? rows - 2 : (int)at;
    double part = at - k > 1 ? 1 : at - k;
    double from = hip ? real_hip_deg(&row[k], 0) : row[k].deg[REAL_KNEE];
    double to = hip ? real_hip_deg(&row[k + 1], 0) : row[k + 1].deg[REAL_KNEE];
    return from + (to - from) * part;
}

struct real_leg {
    double t_s; /* of the recording, without the standing still before it */
    struct reading knee, hip;
};

/* Compares the near (left) knee and hip with their angles lag_s ago. */
static inline void real_compare(struct real_squat *squat, const struct real_row *row,
                                const struct real_leg *leg, int count, double lag_s)
{
    int knees = 0, hips = 0;
    double knee_deg = 0, most = 0, hip_deg = 0;
    for (int i = 0; i < count; i++) {
        double t_s = leg[i].t_s - lag_s;
        if (leg[i].knee.seen) {
            double off =
                fabs((double)leg[i].knee.value - real_angle_at(row, squat->rows, t_s, false));
            knee_deg += off;
            most = off > most ? off : most;
            knees++;
        }
        if (leg[i].hip.seen) {
            hip_deg += fabs((double)leg[i].hip.value - real_angle_at(row, squat->rows, t_s, true));
            hips++;
        }
    }
    if (knees == 0 || hips == 0 || (squat->seen > 0 && knee_deg / knees >= squat->knee_deg))
        return;
    squat->knee_deg = knee_deg / knees;
    squat->knee_most_deg = most;
    squat->hip_deg = hip_deg / hips;
    squat->lag_s = lag_s;
    squat->seen = (double)knees / count;
}

/* Every `every`-th row of the 100 Hz. rows 0: no data; the plan's repetitions are counted too. */
static inline struct real_squat real_measure_squat(const char *folder, const struct plan *plan,
                                                   int every, double noise_px)
{
    static struct real_row row[REAL_MOST];
    static struct pose bare[REAL_MOST], pose[2 * REAL_MOST];
    static struct real_leg leg[REAL_MOST];
    struct real_squat squat = {.rows = real_read_mot(folder, row, REAL_MOST)};
    uint64_t seed = 20;
    int count = 0;
    if (squat.rows <= 0)
        return squat;
    for (int i = 0; i < squat.rows; i += every)
        bare[count++] = real_squat_pose(&row[i]);
    count = real_stand_still(pose, bare, count, 100 / every);
    for (int i = 0; i < count; i++)
        real_shake(&pose[i], noise_px, &seed);
    squat.set = real_coach(plan, pose, count);
    struct feature_state state = {0};
    int legs = 0;
    for (int i = 0; i < count; i++) {
        struct pose grid = pose_quantize(pose[i]);
        struct features features = features_step(&state, &plan->features, &grid, false);
        if (grid.t_us <= REAL_STILL_US)
            continue;
        leg[legs++] = (struct real_leg){
            (double)(grid.t_us - REAL_STILL_US) * 1e-6 - 0.01,
            features_read(&features, &state, (struct signal){FEATURE_KNEE_FLEXION, SIGNAL_LEFT},
                          SIDE_NONE),
            features_read(&features, &state, (struct signal){FEATURE_HIP_FLEXION, SIGNAL_LEFT},
                          SIDE_NONE)};
    }
    for (int lag = 0; lag <= 20; lag++)
        real_compare(&squat, row, leg, legs, lag * 0.01);
    return squat;
}

/* ---- the clip's reference landmarks ---- */

struct real_clip {
    int poses;
    struct real_set set;
};

static inline struct real_clip real_measure_clip(const char *folder, const struct plan *plan,
                                                 bool mirrored)
{
    struct pose pose[128];
    struct real_clip clip = {.poses = real_read_squats(folder, pose, 128)};
    for (int i = 0; mirrored && i < clip.poses; i++)
        pose[i] = pose_mirror(pose[i], REAL_SQUATS_ASPECT);
    if (clip.poses > 0)
        clip.set = real_coach(plan, pose, clip.poses);
    return clip;
}

#endif
