#include "coach/trace.h"

#include <string.h>

#include "base.h"

#define TRACE_LEAD_US 4000000 /* at a low frame rate the lead reaches back into something else */

void trace_clear(struct trace *trace)
{
    trace->count = 0;
    trace->stride = 1;
    trace->skipped = 0;
}

static void keep(struct trace *trace, int32_t to, int32_t from)
{
    trace->t_us[to] = trace->t_us[from];
    trace->progress[to] = trace->progress[from];
    trace->target[to] = trace->target[from];
    trace->target_seen[to] = trace->target_seen[from];
}

static void thin_out(struct trace *trace)
{
    for (int32_t i = 0; 2 * i < trace->count; i++)
        keep(trace, i, 2 * i);
    trace->count = (trace->count + 1) / 2;
    trace->stride *= 2;
}

void trace_put(struct trace *trace, int64_t t_us, float progress, bool target_seen, float target)
{
    if (trace->stride < 1)
        trace->stride = 1;
    if (trace->count > 0 && t_us <= trace->t_us[trace->count - 1])
        return;
    if (trace->count > 0 && ++trace->skipped < trace->stride)
        return;
    trace->skipped = 0;
    if (trace->count == TRACE_MAX)
        thin_out(trace);
    int32_t i = trace->count++;
    trace->t_us[i] = t_us;
    trace->progress[i] = progress;
    trace->target[i] = target;
    trace->target_seen[i] = target_seen;
}

static void forget_first(struct trace *trace, int32_t surplus)
{
    for (int32_t i = 0; i + surplus < trace->count; i++)
        keep(trace, i, i + surplus);
    trace->count -= surplus;
}

void trace_keep_lead(struct trace *trace)
{
    int32_t surplus = trace->count - TRACE_LEAD;
    trace->stride = 1;
    if (surplus >= TRACE_LEAD) /* seldom: twice the lead may gather before it is cut back */
        forget_first(trace, surplus);
}

void trace_begin(struct trace *trace)
{
    int32_t early = 0;
    while (early + 1 < trace->count &&
           trace->t_us[trace->count - 1] - trace->t_us[early] > TRACE_LEAD_US)
        early++;
    forget_first(trace, early);
}

/* The mean of the target over span_us about sample i, of those that saw it. i is one of them. */
static float mean_about(const struct trace *trace, int32_t i, int64_t span_us)
{
    double sum = 0.0;
    int32_t count = 0, from = i;
    while (from > 0 && trace->t_us[i] - trace->t_us[from - 1] <= span_us / 2)
        from--;
    for (int32_t k = from; k < trace->count; k++) {
        if (trace->t_us[k] - trace->t_us[i] > span_us / 2)
            break;
        sum += trace->target_seen[k] ? (double)trace->target[k] : 0.0;
        count += trace->target_seen[k];
    }
    return (float)(sum / count);
}

bool trace_peak(const struct trace *trace, int64_t from_us, bool rising, float *peak,
                int64_t *peak_us)
{
    bool found = false;
    for (int32_t i = 0; i < trace->count; i++) {
        if (!trace->target_seen[i] || trace->t_us[i] < from_us)
            continue;
        float value = mean_about(trace, i, TRACE_PEAK_US);
        if (found && (rising ? value <= *peak : value >= *peak))
            continue;
        found = true;
        *peak = value;
        *peak_us = trace->t_us[i];
    }
    return found;
}

float trace_held_s(const struct trace *trace, int64_t from_us, float low, float high)
{
    double held_us = 0.0;
    int64_t last_us = -1;
    bool was_inside = false;
    for (int32_t i = 0; i < trace->count; i++) {
        if (!trace->target_seen[i] || trace->t_us[i] < from_us)
            continue;
        float value = mean_about(trace, i, TRACE_HOLD_US);
        bool inside = value >= low && value <= high;
        int64_t step_us = last_us < 0 ? 0 : trace->t_us[i] - last_us;
        /* The edge was crossed somewhere between two samples: half of their time is held. */
        if (step_us <= TRACE_MAX_STEP_US)
            held_us += 0.5 * (double)step_us * (double)((int)inside + (int)was_inside);
        was_inside = inside;
        last_us = trace->t_us[i];
    }
    return (float)(held_us * 1e-6);
}
