#include "movement/slope.h"

#include <string.h>

#include "movement/filter.h"

void slope_put(struct slope *slope, int64_t t_us, float value)
{
    int32_t last = slope->count - 1, old = 0;
    if (slope->count > 0 && t_us <= slope->t_us[last])
        return;
    if (slope->count > 0 && t_us - slope->t_us[last] > FILTER_GAP_US)
        slope->count = 0;
    while (slope->count - old >= SLOPE_LEAST &&
           (t_us - slope->t_us[old] > SLOPE_LONG_US || slope->count - old == SLOPE_ROOM))
        old++;
    slope->count -= old;
    size_t kept = (size_t)slope->count;
    memmove(slope->t_us, slope->t_us + old, kept * sizeof slope->t_us[0]);
    memmove(slope->value, slope->value + old, kept * sizeof slope->value[0]);
    slope->t_us[kept] = t_us;
    slope->value[kept] = value;
    slope->count++;
}

bool slope_spans(const struct slope *slope, int64_t span_us)
{
    return slope->count > 0 && slope->t_us[slope->count - 1] - slope->t_us[0] >= span_us;
}

bool slope_rate(const struct slope *slope, int64_t span_us, float *rate)
{
    if (slope->count < SLOPE_LEAST)
        return false;
    int32_t first = 0;
    while (slope->count - first > SLOPE_LEAST &&
           slope->t_us[slope->count - 1] - slope->t_us[first] > span_us)
        first++;
    double n = (double)(slope->count - first), t_sum = 0.0, v_sum = 0.0, tt = 0.0, tv = 0.0;
    for (int32_t i = first; i < slope->count; i++) {
        double t = (double)(slope->t_us[i] - slope->t_us[first]) * 1e-6;
        t_sum += t;
        v_sum += (double)slope->value[i];
        tt += t * t;
        tv += t * (double)slope->value[i];
    }
    *rate = (float)((n * tv - t_sum * v_sum) / (n * tt - t_sum * t_sum));
    return true;
}
