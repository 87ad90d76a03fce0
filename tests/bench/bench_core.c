/* What the benchmarks share: a clock, the median, a quarter of an hour of somebody squatting. */
#include "../sample.h"
#include "bench.h"

#include <time.h>

double bench_now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int compare_values(const void *a, const void *b)
{
    double left, right;
    memcpy(&left, a, sizeof left);
    memcpy(&right, b, sizeof right);
    return (left > right) - (left < right);
}

double bench_median(double *value, int count)
{
    qsort(value, (size_t)count, sizeof *value, compare_values);
    return count % 2 ? value[count / 2] : (value[count / 2 - 1] + value[count / 2]) / 2;
}

struct plan *bench_plan(void)
{
    struct plan *plan = sample_plan();
    plan->step_count = 4;
    for (int i = 0; i < plan->step_count; i++) {
        plan->step[i] = sample_squat();
        plan->step[i].dosage = (struct dosage){.sets = 5, .reps = 12, .rest_s = 10};
    }
    return plan;
}

struct input *bench_session(int poses)
{
    struct input *input = calloc((size_t)poses, sizeof *input);
    if (!input)
        abort();
    uint64_t seed = 1;
    for (int i = 0; i < poses; i++) {
        int64_t t_us = (int64_t)i * 1000000 / 30;
        double knee = sample_squat_knee((double)t_us / 1e6, i % 3000 < 1500 ? 56 : 66);
        input[i].type = INPUT_POSE;
        input[i].t_us = t_us;
        input[i].u.pose = pose_quantize(sample_squat_pose(t_us, knee, 0.001, &seed));
    }
    return input;
}
