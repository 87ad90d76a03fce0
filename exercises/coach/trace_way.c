/* The way there, once it is over: stops and smoothness. Both are told by the target's speed, and
 * from frame to frame that is mostly the camera's noise: the way is sampled evenly first. */
#include "coach/trace.h"

#include "base.h"
#include "movement/lowpass.h"
#include "movement/smoothness.h"

#define FRAME_MOST_US 125100.0 /* below 8 frames a second nothing is told */
#define GAP_US        300000   /* unseen for longer: what happened then is not known */
#define AROUND_US     500000   /* filtered along at either end */
#define TAIL          0.25 /* of the time there: what the timing's stretching assumes beyond it */

/* A stop is filtered as a whole movement is, and blurs: below 15 % of the fastest afterwards are as
 * many seconds as below 10 % before. */
#define PAUSE_CUTOFF_HZ 1.5f
#define PAUSE_SHARE     0.15f
#define PEAK_SHARE      0.2f

/* The target, evenly sampled from a little before a stretch of time to a little after it. */
struct way {
    int32_t count;
    double start_us, step_us;
    float value[TRACE_MAX];
};

static double time_at(const struct way *way, int32_t i)
{
    return way->start_us + way->step_us * i;
}

/* The next sample after i that saw the target; -1: none. */
static int32_t next_seen(const struct trace *trace, int32_t i)
{
    for (i++; i < trace->count; i++)
        if (trace->target_seen[i])
            return i;
    return -1;
}

/* As many samples as there were, at even times, on straight lines between them. */
static void sample_evenly(const struct trace *trace, int32_t first, struct way *way)
{
    int32_t before = first, after = next_seen(trace, first);
    for (int32_t i = 0; i < way->count; i++) {
        double at_us = time_at(way, i);
        while (after >= 0 && (double)trace->t_us[after] < at_us) {
            before = after;
            after = next_seen(trace, after);
        }
        double share = 0.0, rise = 0.0;
        if (after >= 0) {
            share = (at_us - (double)trace->t_us[before]) /
                    (double)(trace->t_us[after] - trace->t_us[before]);
            rise = (double)trace->target[after] - (double)trace->target[before];
        }
        way->value[i] = (float)((double)trace->target[before] + share * rise);
    }
}

/* False where too little of from_us .. to_us was seen. */
static bool take_way(const struct trace *trace, int64_t from_us, int64_t to_us, struct way *way)
{
    int32_t first = -1, last = -1;
    way->count = 0;
    for (int32_t i = 0; i < trace->count; i++) {
        int64_t t_us = trace->t_us[i];
        if (!trace->target_seen[i] || t_us < from_us - AROUND_US || t_us > to_us + AROUND_US)
            continue;
        bool gap = last >= 0 && t_us - trace->t_us[last] > GAP_US;
        if (gap && t_us > from_us && trace->t_us[last] < to_us)
            return false;
        first = first < 0 ? i : first;
        last = i;
        way->count++;
    }
    if (way->count < 4 || trace->t_us[first] > from_us + GAP_US ||
        trace->t_us[last] < to_us - GAP_US)
        return false;
    way->start_us = (double)trace->t_us[first];
    way->step_us = (double)(trace->t_us[last] - trace->t_us[first]) / (way->count - 1);
    if (way->step_us > FRAME_MOST_US)
        return false;
    sample_evenly(trace, first, way);
    return true;
}

bool trace_sparc(const struct trace *trace, struct trace_timing timing, float *sparc)
{
    int64_t tail_us = (int64_t)(TAIL * (double)timing.move_s * 1e6);
    int64_t from_us = timing.onset_us - tail_us, to_us = timing.arrival_us + tail_us;
    struct way way;
    if (timing.move_s <= 0.0f || !take_way(trace, from_us, to_us, &way))
        return false;
    int32_t first = 0, last = way.count - 1;
    while (first < last && time_at(&way, first) < (double)from_us)
        first++;
    while (last > first && time_at(&way, last) > (double)to_us)
        last--;
    return smoothness_sparc_noisy(way.value + first, last - first + 1, (float)(1e6 / way.step_us),
                                  sparc);
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

/* Speeds of the samples within a stretch of time; returns how many, the first of them and the
 * fastest. */
static int32_t speeds_between(const struct way *way, double from_us, double to_us, float *speed,
                              float *fastest)
{
    int32_t count = 0;
    *fastest = 0.0f;
    for (int32_t i = 1; i + 1 < way->count; i++) {
        if (time_at(way, i) < from_us || time_at(way, i) > to_us)
            continue;
        float change = way->value[i + 1] - way->value[i - 1];
        speed[count] = abs_float(change) / (float)(2e-6 * way->step_us);
        *fastest = speed[count] > *fastest ? speed[count] : *fastest;
        count++;
    }
    return count;
}

bool trace_pauses(const struct trace *trace, struct trace_timing timing,
                  struct trace_pauses *pauses)
{
    struct way way;
    if (timing.move_s <= 0.0f || !take_way(trace, timing.onset_us, timing.arrival_us, &way))
        return false;
    lowpass(way.value, way.count, (float)(1e6 / way.step_us), PAUSE_CUTOFF_HZ);
    /* From a twentieth to nineteen twentieths: a twentieth more than is timed at either end. */
    int64_t more = (timing.arrival_us - timing.onset_us) / 16;
    float speed[TRACE_MAX], fastest;
    int32_t count = speeds_between(&way, (double)(timing.onset_us - more),
                                   (double)(timing.arrival_us + more), speed, &fastest);
    if (count < 3 || fastest <= 0.0f)
        return false;
    struct peak_counter counter = {.least = PEAK_SHARE * fastest, .falling = true};
    *pauses = (struct trace_pauses){0};
    for (int32_t i = 0; i < count; i++) {
        count_peak(&counter, speed[i]);
        if (speed[i] < PAUSE_SHARE * fastest)
            pauses->hesitation_s += (float)(way.step_us * 1e-6);
    }
    pauses->peaks = counter.count + !counter.falling; /* the last one was still high at the end */
    return true;
}
