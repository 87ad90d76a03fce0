/* Which way the hips leave the line in real planks: test_real_hips.c holds the figures,
 * `unguard-bench real` prints them. Nothing in the features was tuned on them. */
#ifndef UNGUARD_TESTS_REAL_HIPS_H
#define UNGUARD_TESTS_REAL_HIPS_H

#include <stdlib.h>

#include "movement/features.h"
#include "real_data.h"

struct real_hips {
    int frames, seen, unsure; /* unsure: seen, but which way the body faces is not known */
    int count[3];             /* seen, of high, correct and low hips */
    double median_deg[3];
    double high_correct, correct_low,
        high_low; /* chance that the first reads less than the second */
};

static inline double real_auc(const double *less, int less_count, const double *more,
                              int more_count)
{
    double wins = 0;
    for (int i = 0; i < less_count; i++)
        for (int k = 0; k < more_count; k++)
            wins += less[i] < more[k] ? 1 : less[i] > more[k] ? 0 : 0.5;
    return less_count && more_count ? wins / less_count / more_count : 0;
}

static inline int real_by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A still is looked at for a second by a fresh state; the nearer side is read. */
static inline bool real_hip_line(const struct pose *still, float *value, bool *faces)
{
    struct feature_state state = {0};
    struct feature_settings settings = feature_settings_default();
    struct features features = {0};
    for (int i = 1; i <= 30; i++) {
        struct pose pose = *still;
        pose.t_us = i * 33333;
        pose = pose_quantize(pose);
        features = features_step(&state, &settings, &pose, false);
    }
    struct signal signal = {FEATURE_HIP_LINE, SIGNAL_NEAR};
    struct reading reading = features_read(&features, &state, signal, SIDE_NONE);
    *value = reading.value;
    *faces = state.facing > 0.2f || state.facing < -0.2f;
    return reading.seen;
}

static inline struct real_hips real_measure_hips(const char *folder, float aspect, bool mirrored)
{
    static struct real_plank plank[REAL_MOST];
    static double value[3][REAL_MOST];
    static const char labels[] = "HCL";
    struct real_hips hips = {.frames = real_read_planks(folder, aspect, plank, REAL_MOST)};
    for (int i = 0; i < hips.frames; i++) {
        float line;
        bool faces;
        const char *label = strchr(labels, plank[i].label);
        if (mirrored)
            plank[i].pose = pose_mirror(plank[i].pose, aspect);
        if (!label || !real_hip_line(&plank[i].pose, &line, &faces))
            continue;
        int k = (int)(label - labels);
        hips.seen++;
        hips.unsure += !faces;
        value[k][hips.count[k]++] = (double)line;
    }
    for (int k = 0; k < 3; k++) {
        qsort(value[k], (size_t)hips.count[k], sizeof value[k][0], real_by_size);
        hips.median_deg[k] = hips.count[k] ? value[k][hips.count[k] / 2] : 0;
    }
    hips.high_correct = real_auc(value[0], hips.count[0], value[1], hips.count[1]);
    hips.correct_low = real_auc(value[1], hips.count[1], value[2], hips.count[2]);
    hips.high_low = real_auc(value[0], hips.count[0], value[2], hips.count[2]);
    return hips;
}

#endif
