#include "movement/filter.h"

#include "movement/exact.h"

static void filter_start(struct filter *filter, int64_t t_us, float sample)
{
    *filter = (struct filter){.value = sample, .samples = 1, .t_us = t_us};
}

void filter_put(struct filter *filter, int64_t t_us, float sample, float tau_s, float theta)
{
    if (filter->samples == 0 || t_us - filter->t_us > FILTER_GAP_US) {
        filter_start(filter, t_us, sample);
        return;
    }
    double dt = (double)(t_us - filter->t_us) * 1e-6;
    if (dt <= 0.0)
        return;
    double keep = theta >= 0.0f ? (double)theta : exact_exp(-dt / (double)tau_s);
    double predicted = (double)filter->value + (double)filter->rate * dt;
    double residual = (double)sample - predicted;
    double value_gain = 1.0 - keep * keep;
    double rate_gain = (1.0 - keep) * (1.0 - keep);
    /* The first interval has no rate to trust: averaging it in would overshoot. */
    if (filter->samples == 1)
        filter->rate = (float)(residual / dt * rate_gain);
    else
        filter->rate = (float)((double)filter->rate + residual / dt * rate_gain);
    filter->value = (float)(predicted + residual * value_gain);
    filter->t_us = t_us;
    if (filter->samples < INT32_MAX)
        filter->samples++;
}
