#include "coach/trace.h"

#include <string.h>

#include "base.h"

#define TRACE_LEAD_US   4000000 /* at a low frame rate the lead reaches back into something else */
#define CALM_US         140000  /* five frames at 30 a second */
#define CALM_SHARE      0.15    /* of the time there, or back: longer than that, ... */
#define CALM_MOST_US    400000  /* ...but no longer */
#define REST_US         500000
#define RISE_LOW        0.1f
#define RISE_HIGH       0.9f
#define ARRIVED         0.75f /* of the whole way: a stand before it is a stop */
#define RISE_LEAST_BACK 0.6f  /* a return not seen further down than this is not timed */

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

/* Share of a smooth reach's time at which it has covered this share of its way. */
static float reach_time(float way)
{
    float low = 0.0f, high = 1.0f;
    for (int i = 0; i < 20; i++) {
        float s = 0.5f * (low + high);
        float covered = s * s * s * (10.0f + s * (6.0f * s - 15.0f));
        if (covered < way)
            low = s;
        else
            high = s;
    }
    return 0.5f * (low + high);
}

/* Time at which progress crosses level between samples i and i + 1. */
static int64_t crossing_us(const struct trace *trace, int32_t i, float level)
{
    float from = trace->progress[i], to = trace->progress[i + 1];
    float share = to > from || to < from ? (level - from) / (to - from) : 0.0f;
    return trace->t_us[i] +
           (int64_t)((double)share * (double)(trace->t_us[i + 1] - trace->t_us[i]));
}

static float lowest(const struct trace *trace, int32_t from, int32_t to)
{
    float low = trace->progress[from];
    for (int32_t i = from; i < to; i++)
        if (trace->progress[i] < low)
            low = trace->progress[i];
    return low;
}

/* The level at rest before the peak: the lowest mean of half a second. A lowest sample would be the
 * noise's, by two or three deviations: on small ways a tenth of them. */
static float resting_level(const struct trace *trace, int32_t peak)
{
    float level = trace->progress[peak];
    double sum = 0.0;
    for (int32_t from = 0, to = 0; to < peak; to++) {
        sum += (double)trace->progress[to];
        while (trace->t_us[to] - trace->t_us[from] > REST_US)
            sum -= (double)trace->progress[from++];
        /* The first means are of fewer samples; they count only where there are no others. */
        float mean = (float)(sum / (to - from + 1));
        if ((from > 0 || trace->t_us[peak] - trace->t_us[0] <= REST_US) && mean < level)
            level = mean;
    }
    return level;
}

static float stretched_s(int64_t from_us, int64_t to_us, float low, float high)
{
    float share = reach_time(high) - reach_time(low);
    return (float)((double)(to_us - from_us) * 1e-6) / share;
}

/* The level at which the movement came to a stand in the target zone, seen from one end: the mean
 * of half a second from the first sample at `least` or beyond that it hardly goes beyond in that
 * time. The highest sample where it never stood. step is 1 from the way there, -1 from the way
 * back. */
static float standing_level(const struct trace *trace, int32_t from, int32_t step, float least,
                            float top, float way)
{
    const int64_t half_a_second = 500000;
    const float hardly = 0.03f;
    for (int32_t i = from; i >= 0 && i < trace->count; i += step) {
        if (trace->progress[i] < least)
            continue;
        float furthest = trace->progress[i];
        double sum = 0.0;
        int32_t k = i, count = 0;
        for (; k >= 0 && k < trace->count; k += step, count++) {
            int64_t apart = trace->t_us[k] - trace->t_us[i];
            if ((apart < 0 ? -apart : apart) > half_a_second)
                break;
            sum += (double)trace->progress[k];
            if (trace->progress[k] > furthest)
                furthest = trace->progress[k];
        }
        float least_level = trace->progress[i] - hardly * way, mean = (float)(sum / count);
        if (furthest - trace->progress[i] <= hardly * way) /* it may also have gone back at once */
            return mean > least_level ? mean : furthest;
    }
    return top;
}

/* A tenth to nine tenths of the way there. base is the resting level. */
static void time_there(const struct trace *trace, int32_t peak, float base, float way,
                       struct trace_timing *timing)
{
    float low = base + RISE_LOW * way, high = base + RISE_HIGH * way;
    int32_t arrival = 0, onset;
    while (arrival < peak && trace->progress[arrival + 1] < high)
        arrival++;
    for (onset = arrival; onset >= 0 && trace->progress[onset] > low; onset--)
        ;
    if (arrival >= peak || onset < 0)
        return;
    timing->onset_us = crossing_us(trace, onset, low);
    timing->arrival_us = crossing_us(trace, arrival, high);
    timing->move_s = stretched_s(timing->onset_us, timing->arrival_us, RISE_LOW, RISE_HIGH);
}

/* Nine tenths to a tenth of the way back, or to as far down as it was seen. */
static void time_back(const struct trace *trace, int32_t peak, float base, float way,
                      struct trace_timing *timing)
{
    int32_t last = trace->count - 1, leave, back;
    float lowest_seen = lowest(trace, peak, trace->count);
    float share = (lowest_seen - base) / way, low = lowest_seen;
    if (share < RISE_LOW) {
        share = RISE_LOW;
        low = base + share * way;
    }
    float high = base + RISE_HIGH * way;
    for (leave = last - 1; leave >= peak && trace->progress[leave] < high; leave--)
        ;
    if (leave < peak || share > RISE_LEAST_BACK)
        return;
    for (back = leave; back < last && trace->progress[back + 1] > low; back++)
        ;
    if (back < last)
        timing->return_s = stretched_s(crossing_us(trace, leave, high),
                                       crossing_us(trace, back, low), share, RISE_HIGH);
}

/* Progress as the mean of span_us about each sample: onset and arrival are told by shares of the
 * way, and the noise of a single sample may be a tenth of it. */
static void calm_progress(const struct trace *trace, int64_t span_us, struct trace *calm)
{
    for (int32_t i = 0; i < trace->count; i++) {
        double sum = 0.0;
        int32_t from = i, to = i;
        while (from > 0 && trace->t_us[i] - trace->t_us[from - 1] <= span_us / 2)
            from--;
        while (to + 1 < trace->count && trace->t_us[to + 1] - trace->t_us[i] <= span_us / 2)
            to++;
        /* As many on either side: more on one would move a slope. */
        int32_t most = i - from < to - i ? i - from : to - i;
        for (int32_t k = i - most; k <= i + most; k++)
            sum += (double)trace->progress[k];
        calm->progress[i] = (float)(sum / (2 * most + 1));
    }
}

static struct trace_timing time_of(const struct trace *trace)
{
    struct trace_timing timing = {0};
    int32_t peak = 0;
    for (int32_t i = 1; i < trace->count; i++)
        if (trace->progress[i] > trace->progress[peak])
            peak = i;
    if (trace->count < 3 || peak == 0)
        return timing;
    float top = trace->progress[peak], base = resting_level(trace, peak), way = top - base;
    if (way <= 0.0f)
        return timing;
    /* Whoever stands still beyond reach and then goes on has stopped on the way. */
    float arrived = base + ARRIVED * way;
    float there = standing_level(trace, 0, 1, arrived > 1.0f ? arrived : 1.0f, top, way) - base;
    float back = standing_level(trace, trace->count - 1, -1, 1.0f, top, way) - base;
    if (there > 0.0f)
        time_there(trace, peak, base, there, &timing);
    if (back <= 0.0f) /* it began beyond where it came to */
        return timing;
    /* Where it stood last: a higher peak may lie before it. */
    int32_t stood = trace->count - 1;
    while (stood > 0 && trace->progress[stood] < base + RISE_HIGH * back)
        stood--;
    time_back(trace, stood, base, back, &timing);
    return timing;
}

/* The same of a trace that is calmed for a movement of that length: what takes longer may be calmed
 * longer, with less noise, and is no slower for it. */
static struct trace_timing time_calmly(const struct trace *trace, float length_s)
{
    struct trace calm = *trace;
    int64_t span_us = (int64_t)(CALM_SHARE * (double)length_s * 1e6);
    span_us = span_us < CALM_US ? CALM_US : span_us > CALM_MOST_US ? CALM_MOST_US : span_us;
    calm_progress(trace, span_us, &calm);
    return time_of(&calm);
}

struct trace_timing trace_time(const struct trace *trace)
{
    struct trace_timing rough = time_calmly(trace, 0.0f);
    struct trace_timing timing = time_calmly(trace, rough.move_s);
    timing.return_s = time_calmly(trace, rough.return_s).return_s;
    return timing;
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
