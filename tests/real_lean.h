/* The lean of a real seated stretch, by three trackers, against the Vicon: test_real_lean.c holds
 * the figures, `unguard-bench real` prints them. Nothing in the features was tuned on it. */
#ifndef UNGUARD_TESTS_REAL_LEAN_H
#define UNGUARD_TESTS_REAL_LEAN_H

#include <math.h>

#include "movement/features.h"
#include "real_data.h"

struct real_lean {
    int poses, seen;                 /* seen: with a lean */
    double correlation;              /* at lag_s, the best within a second */
    double correlation_0;            /* as the files stand */
    double lag_s;                    /* + the camera is late */
    double error_deg;                /* mean absolute, both counted from upright */
    double slope;                    /* degrees of ours to one of the Vicon's */
    double most_deg, truth_most_deg; /* largest lean to either side */
};

/* Degrees to the person's left: from the target on the pelvis to the middle of those on the
 * shoulders (or to the one on the chest, which a raised arm does not take along), in the upright
 * plane through both thighs at the start (they stay on the chair). Counted from the mean of the
 * first quarter second, as ours is from the quiet reference. */
static inline void real_vicon_lean(const struct real_targets *row, int rows, bool chest,
                                   double *lean)
{
    const int first = REAL_VICON_HZ / 4;
    double axis[2] = {0, 0}, upright = 0;
    for (int i = 0; i < first; i++)
        for (int k = 0; k < 2; k++)
            axis[k] += row[i].mm[REAL_LEFT_THIGH][k] - row[i].mm[REAL_RIGHT_THIGH][k];
    for (int i = 0; i < rows; i++) {
        double to[3];
        for (int k = 0; k < 3; k++)
            to[k] =
                (chest
                     ? row[i].mm[REAL_CHEST][k]
                     : (row[i].mm[REAL_LEFT_SHOULDER][k] + row[i].mm[REAL_RIGHT_SHOULDER][k]) / 2) -
                row[i].mm[REAL_HIPS][k];
        double across = (to[0] * axis[0] + to[1] * axis[1]) / hypot(axis[0], axis[1]);
        lean[i] = atan2(across, to[2]) * 180 / 3.14159265358979323846;
        upright += i < first ? lean[i] / first : 0;
    }
    for (int i = 0; i < rows; i++)
        lean[i] -= upright;
}

/* Correlation, error and slope of those poses whose moment the Vicon has too. */
static inline void real_correlate(struct real_lean *lean, const struct reading *ours,
                                  const double *truth, int rows, double lag_s)
{
    double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0, off = 0;
    for (int i = 0; i < lean->poses; i++) {
        double at = ((double)i / REAL_KERAAL_HZ - lag_s) * REAL_VICON_HZ;
        if (!ours[i].seen || at < 0 || at >= rows - 1)
            continue;
        int k = (int)at;
        double a = truth[k] + (truth[k + 1] - truth[k]) * (at - k);
        double b = (double)ours[i].value;
        n += 1, x += a, y += b, xx += a * a, yy += b * b, xy += a * b, off += fabs(a - b);
    }
    double over = sqrt((n * xx - x * x) * (n * yy - y * y));
    if (n < 2 || !(over > 0))
        return;
    double correlation = (n * xy - x * y) / over;
    if (lag_s <= 0 && lag_s >= 0)
        lean->correlation_0 = correlation;
    if (correlation <= lean->correlation)
        return;
    lean->correlation = correlation;
    lean->lag_s = lag_s;
    lean->error_deg = off / n;
    lean->slope = (n * xy - x * y) / (n * xx - x * x);
}

/* Ours of lean->poses poses against the Vicon's; `pose` is room for them and the standing still. */
static inline void real_follow(struct real_lean *lean, const struct pose *bare, struct pose *pose,
                               const double *truth, int rows)
{
    static struct reading ours[REAL_MOST];
    int count = real_stand_still(pose, bare, lean->poses, REAL_KERAAL_HZ);
    int still = count - lean->poses;
    struct feature_state state = {0};
    struct feature_settings settings = feature_settings_default();
    struct signal signal = {FEATURE_LATERAL_LEAN, SIGNAL_LEFT};
    for (int i = 0; i < count; i++) {
        struct pose grid = pose_quantize(pose[i]);
        struct features features = features_step(&state, &settings, &grid, true);
        if (i < still)
            continue;
        struct reading *reading = &ours[i - still];
        *reading = features_read(&features, &state, signal, SIDE_NONE);
        lean->seen += reading->seen;
        if (reading->seen)
            lean->most_deg = fmax(lean->most_deg, fabs((double)reading->value));
    }
    for (int i = 0; i < rows; i++)
        lean->truth_most_deg = fmax(lean->truth_most_deg, fabs(truth[i]));
    lean->correlation = -1;
    for (int lag = -REAL_VICON_HZ; lag <= REAL_VICON_HZ; lag++)
        real_correlate(lean, ours, truth, rows, (double)lag / REAL_VICON_HZ);
}

static inline struct real_lean real_measure_lean(const char *folder, int tracker, bool chest)
{
    static struct real_targets row[REAL_MOST];
    static struct pose bare[REAL_MOST], pose[REAL_MOST];
    static double truth[REAL_MOST];
    struct real_lean lean = {.poses = real_read_tracker(folder, tracker, bare, REAL_MOST / 2)};
    int rows = real_read_vicon(folder, row, REAL_MOST);
    if (lean.poses <= 0 || rows <= 0) {
        lean.poses = lean.poses < 0 || rows < 0 ? -1 : 0;
        return lean;
    }
    real_vicon_lean(row, rows, chest, truth);
    real_follow(&lean, bare, pose, truth, rows);
    return lean;
}

#endif
