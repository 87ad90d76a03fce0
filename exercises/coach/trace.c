#include "coach/trace.h"

#include <string.h>

#include "base.h"
#include "movement/smoothness.h"

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

bool trace_sparc(const struct trace *trace, float *sparc)
{
    struct trace_timing timing = trace_time(trace);
    if (timing.move_s <= 0.0f)
        return false;
    /* The tails that the stretching assumes are part of the movement. */
    int64_t tail = (int64_t)(0.25 * (double)timing.move_s * 1e6);
    int64_t t_us[TRACE_MAX];
    float speed[TRACE_MAX];
    int32_t count = 0;
    for (int32_t i = 0; i + 1 < trace->count; i++) {
        if (trace->t_us[i] < timing.onset_us - tail ||
            trace->t_us[i + 1] > timing.arrival_us + tail)
            continue;
        if (!trace->target_seen[i] || !trace->target_seen[i + 1])
            return false;
        float change = trace->target[i + 1] - trace->target[i];
        t_us[count] = (trace->t_us[i] + trace->t_us[i + 1]) / 2;
        speed[count++] =
            abs_float(change) / (float)((double)(trace->t_us[i + 1] - trace->t_us[i]) * 1e-6);
    }
    return smoothness_sparc_timed(t_us, speed, count, sparc);
}

/* The target's speed at sample i, over about 0.3 s: a shorter time would tell the noise's. */
static float speed_at(const struct trace *trace, int32_t i)
{
    const int64_t half_us = 150000;
    int32_t from = i, to = i;
    while (from > 0 && trace->t_us[i] - trace->t_us[from] < half_us)
        from--;
    while (to + 1 < trace->count && trace->t_us[to] - trace->t_us[i] < half_us)
        to++;
    if (to == from)
        return 0.0f;
    float change = trace->target[to] - trace->target[from];
    return abs_float(change) / (float)((double)(trace->t_us[to] - trace->t_us[from]) * 1e-6);
}

/* Peaks that rise and fall by `least`. */
struct peak_counter {
    float least, low, high;
    bool falling;
    int32_t count;
};

static void count_peak(struct peak_counter *counter, float speed)
{
    if (counter->falling) {
        counter->low = speed < counter->low ? speed : counter->low;
        if (speed < counter->low + counter->least)
            return;
        counter->falling = false;
        counter->high = speed;
        return;
    }
    counter->high = speed > counter->high ? speed : counter->high;
    if (speed > counter->high - counter->least)
        return;
    counter->falling = true;
    counter->low = speed;
    counter->count++;
}

bool trace_pauses(const struct trace *trace, struct trace_pauses *pauses)
{
    const float slowest_share = 0.1f, prominence = 0.2f, frame_most_s = 0.1251f;
    struct trace_timing timing = trace_time(trace);
    if (timing.move_s <= 0.0f)
        return false;
    /* From a twentieth to nineteen twentieths: a twentieth more than is timed at either end. */
    int64_t more = (timing.arrival_us - timing.onset_us) / 16;
    int32_t first = -1, last = -1;
    float fastest = 0.0f;
    for (int32_t i = 0; i < trace->count; i++) {
        if (trace->t_us[i] < timing.onset_us - more || trace->t_us[i] > timing.arrival_us + more)
            continue;
        if (!trace->target_seen[i])
            return false;
        first = first < 0 ? i : first;
        last = i;
        float speed = speed_at(trace, i);
        fastest = speed > fastest ? speed : fastest;
    }
    if (last <= first + 2 || fastest <= 0.0f)
        return false;
    double span_s = (double)(trace->t_us[last] - trace->t_us[first]) * 1e-6;
    if (span_s / (last - first) > (double)frame_most_s)
        return false;
    struct peak_counter counter = {.least = prominence * fastest, .falling = true};
    *pauses = (struct trace_pauses){0};
    for (int32_t i = first; i <= last; i++) {
        float speed = speed_at(trace, i);
        count_peak(&counter, speed);
        if (i > first && speed < slowest_share * fastest)
            pauses->hesitation_s += (float)((double)(trace->t_us[i] - trace->t_us[i - 1]) * 1e-6);
    }
    pauses->peaks = counter.count + !counter.falling; /* the last one was still high at the end */
    return true;
}
