#include "base.h"
#include "coach/trace.h"
#include "movement/exact.h"
#include "movement/reach.h"

#define CALM_US    300000 /* levels are told from means over this long */
#define STAND_US   500000 /* a stand lasts so long */
#define HARDLY     0.06f  /* of the way: one half of a stand lies at most this above the other */
#define DOWN       0.25f  /* of the way: a stand below it is the rest */
#define ARRIVED    0.75f  /* of the way: a stand before it is a stop */
#define NEARLY_ALL 0.9f   /* of the samples */
#define LOW        0.1f   /* shares of the way by which the reach is first looked for */
#define HALF       0.5f
#define HIGH       0.9f
#define LEAST_BACK 0.6f /* a return not seen further down than this is not timed */
#define GUESS      0.6  /* of a reach's time, its samples between low and high as calmed */
#define AROUND     1.0  /* of the guessed time, to either side of its middle, is fitted */
#define FIT_MOST   48   /* samples that a reach is fitted to */
#define CLEAR      8.0  /* times what the samples are off it: a shorter way is lost in noise */
#define MISLED     0.7  /* of the guess: a reach shorter than this is looked at more closely */
#define WHOLE      0.8  /* of the way from where it rested has to be in the reach, */
#define MOST       1.3  /* and it takes at most so many times the guess */

/* The signal by which a repetition is timed, turned so that it rises. */
struct course {
    const int64_t *t_us;
    int32_t count;
    float value[TRACE_MAX];
    float calm[TRACE_MAX]; /* the mean of CALM_US about each sample */
};

/* Whether the target lies higher beyond reach than at rest. */
static bool target_rises(const struct trace *trace)
{
    double sum[2] = {0};
    int32_t count[2] = {0};
    for (int32_t i = 0; i < trace->count; i++) {
        int there = trace->progress[i] >= 0.5f;
        sum[there] += trace->target_seen[i] ? (double)trace->target[i] : 0.0;
        count[there] += trace->target_seen[i];
    }
    return count[0] == 0 || count[1] == 0 || sum[1] / count[1] >= sum[0] / count[0];
}

/* The target, if it was seen in nearly all samples: it is what is asked for, and often has less
 * noise than what is counted by. Otherwise the progress. */
static void take_values(const struct trace *trace, struct course *course)
{
    int32_t seen = 0, last = -1;
    for (int32_t i = 0; i < trace->count; i++)
        seen += trace->target_seen[i];
    bool target = (float)seen >= NEARLY_ALL * (float)trace->count;
    float sign = target_rises(trace) ? 1.0f : -1.0f;
    for (int32_t i = 0; i < trace->count && last < 0; i++)
        last = trace->target_seen[i] ? i : last;
    for (int32_t i = 0; i < trace->count; i++) {
        last = trace->target_seen[i] ? i : last; /* unseen for a moment: as it was */
        course->value[i] = target ? sign * trace->target[last] : trace->progress[i];
    }
}

/* As many samples on either side: more on one would move a slope. */
static void calm_values(struct course *course)
{
    const int64_t *t_us = course->t_us;
    double sum[TRACE_MAX + 1] = {0}; /* of all before */
    int32_t from = 0, to = 0;
    for (int32_t i = 0; i < course->count; i++)
        sum[i + 1] = sum[i] + (double)course->value[i];
    for (int32_t i = 0; i < course->count; i++) {
        while (t_us[i] - t_us[from] > CALM_US / 2)
            from++;
        while (to + 1 < course->count && t_us[to + 1] - t_us[i] <= CALM_US / 2)
            to++;
        int32_t most = i - from < to - i ? i - from : to - i;
        course->calm[i] = (float)((sum[i + most + 1] - sum[i - most]) / (2 * most + 1));
    }
}

static float lowest(const struct course *course, int32_t from, int32_t to)
{
    float low = course->calm[from];
    for (int32_t i = from; i < to; i++)
        low = course->calm[i] < low ? course->calm[i] : low;
    return low;
}

static int64_t apart_us(const struct course *course, int32_t a, int32_t b)
{
    int64_t apart = course->t_us[b] - course->t_us[a];
    return apart < 0 ? -apart : apart;
}

/* Means of the two halves of STAND_US from sample i; false where one of them is empty. */
static bool halves(const struct course *course, int32_t i, int32_t step, float mean[2])
{
    double sum[2] = {0};
    int32_t count[2] = {0};
    for (int32_t k = i; k >= 0 && k < course->count && apart_us(course, i, k) <= STAND_US;
         k += step) {
        int half = apart_us(course, i, k) > STAND_US / 2;
        sum[half] += (double)course->value[k];
        count[half]++;
    }
    for (int half = 0; half < 2; half++)
        mean[half] = count[half] > 0 ? (float)(sum[half] / count[half]) : 0.0f;
    return count[0] > 0 && count[1] > 0;
}

/* The level at which the movement came to a stand, seen from one end: the first at `least` or
 * beyond above which half a second hardly brings it. top, where it never stood. step is 1 from the
 * way there, -1 from the way back. */
static float standing_level(const struct course *course, int32_t step, float least, float top,
                            float way)
{
    float mean[2];
    for (int32_t i = step > 0 ? 0 : course->count - 1; i >= 0 && i < course->count; i += step)
        if (course->calm[i] >= least && halves(course, i, step, mean) &&
            mean[1] - mean[0] <= HARDLY * way)
            return 0.5f * (mean[0] + mean[1]);
    return top;
}

/* The level at which it rested beside the movement, from sample `half` in the middle of that: the
 * first rest from there on below which half a second hardly brings it. Who wavers at rest was lower
 * before. base, where it never rested. step: -1 before the way there, 1 after the way back. */
static float resting_level(const struct course *course, int32_t half, int32_t step, float base,
                           float way)
{
    float mean[2];
    for (int32_t i = half; i >= 0 && i < course->count; i += step)
        if (course->calm[i] <= base + DOWN * way && halves(course, i, step, mean) &&
            mean[0] - mean[1] <= HARDLY * way)
            return 0.5f * (mean[0] + mean[1]);
    return base;
}

/* One way of a repetition: between which levels, and by which samples it is found. */
struct way {
    bool back;
    float base, top;
    int32_t low, half, high; /* where the calm values pass these shares of it */
};

/* From where it first stood on the way there, or last on the way back, down to the last sample
 * above each share. */
static struct way find_way(const struct course *course, int32_t peak, bool back, float base,
                           float top)
{
    int32_t step = back ? 1 : -1, end = back ? course->count - 1 : 0;
    struct way way = {.back = back, .base = base, .top = top};
    int32_t i = back ? course->count - 1 : 0;
    while (i != peak && course->calm[i] < base + HIGH * (top - base))
        i -= step;
    way.high = i;
    while (i != end && course->calm[i] > base + HALF * (top - base))
        i += step;
    way.half = i;
    while (i != end && course->calm[i] > base + LOW * (top - base))
        i += step;
    way.low = i;
    return way;
}

/* The samples from first to last, where they are many averaged by twos, threes...: a reach needs no
 * more. Returns their number. */
static int32_t thin(const struct course *course, int32_t first, int32_t last,
                    int64_t t_us[FIT_MOST], float value[FIT_MOST])
{
    int32_t size = (last - first) / FIT_MOST + 1, count = 0;
    for (int32_t i = first; i + size <= last + 1; i += size, count++) {
        double sum = 0.0;
        for (int32_t k = i; k < i + size; k++)
            sum += (double)course->value[k];
        value[count] = (float)(sum / size);
        t_us[count] = (course->t_us[i] + course->t_us[i + size - 1]) / 2;
    }
    return count;
}

/* By the samples between low and high, or as far down as it was seen. */
static double guess_s(const struct course *course, const struct way *way)
{
    if (way->top <= way->base)
        return 0.0;
    float share = (course->calm[way->low] - way->base) / (way->top - way->base);
    double seen = (double)((HIGH - (share > LOW ? share : LOW)) / (HIGH - LOW));
    return seen <= 0.0 ? 0.0
                       : (double)apart_us(course, way->low, way->high) * 1e-6 / (GUESS * seen);
}

/* Fits a reach over that way, to the samples thinned. Who wavers before a quick movement is guessed
 * to be slow, and from there the fit may find a slow one only: shorter guesses are tried too. Who
 * stops on the way makes two reaches of it, and one of them may fit alone: that is none. Returns
 * its length; 0 where none fits, below 0 where noise hides the way. */
static double fit_way(const struct course *course, const struct way *way, int32_t first,
                      int32_t last, double guess)
{
    static const double shares[] = {1.0, 0.5, 0.25};
    int64_t t_us[FIT_MOST];
    float value[FIT_MOST];
    int32_t count = thin(course, first, last, t_us, value);
    float height = way->top - way->base;
    float rest = resting_level(course, way->half, way->back ? 1 : -1, way->base, height);
    double least = (double)(way->top - rest), asked = (double)(way->back ? -height : height);
    double middle = (double)course->t_us[way->half] * 1e-6;
    /* The trace ends when the movement counts as over: it may still be under way. */
    bool cut = way->back && course->calm[course->count - 1] > way->base + LOW * height;
    struct reach best = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(shares); i++) {
        double length = shares[i] * guess;
        struct reach reach = {.start_s = middle - 0.5 * length,
                              .length_s = length,
                              .from = (double)(way->back ? way->top : way->base),
                              .way = asked};
        if (reach_fit(t_us, value, count, cut, &reach) &&
            (way->back ? -reach.way : reach.way) >= WHOLE * least &&
            (best.length_s <= 0.0 || reach.left < best.left))
            best = reach;
    }
    double noise = count > 0 ? exact_sqrt(best.left / count) : 0.0;
    return (double)height < CLEAR * noise ? -1.0 : best.length_s;
}

/* The same over the samples about its middle that belong to a guess of its length; none of them
 * beyond limit_us, where the other way begins. */
static double fit_around(const struct course *course, const struct way *way, int64_t limit_us,
                         double guess)
{
    int64_t around_us = (int64_t)(AROUND * guess * 1e6);
    int32_t first = way->half, last = way->half;
    while (first > 0 && apart_us(course, way->half, first) < around_us &&
           !(way->back && course->t_us[first] <= limit_us))
        first--;
    while (last + 1 < course->count && apart_us(course, way->half, last) < around_us &&
           !(!way->back && course->t_us[last] >= limit_us))
        last++;
    double fitted = fit_way(course, way, first, last, guess);
    return fitted > MOST * guess ? MOST * guess : fitted;
}

/* How long a way took: the time of the reach that fits best through the samples about it. How the
 * body wavers long before and after is left out where that misled the guess. */
static float time_way(const struct course *course, const struct way *way, int64_t limit_us)
{
    double guess = guess_s(course, way);
    if (guess <= 0.0)
        return 0.0f;
    double fitted = fit_around(course, way, limit_us, guess);
    if (fitted < 0.0)
        return 0.0f;
    if (fitted <= 0.0)
        return (float)guess;
    double again = fitted < MISLED * guess ? fit_around(course, way, limit_us, fitted) : 0.0;
    return (float)(again > 0.0 ? again : fitted);
}

struct trace_timing trace_time(const struct trace *trace)
{
    struct trace_timing timing = {0};
    struct course course = {.t_us = trace->t_us, .count = trace->count};
    int32_t peak = 0;
    if (trace->count < 3)
        return timing;
    take_values(trace, &course);
    calm_values(&course);
    for (int32_t i = 1; i < course.count; i++)
        if (course.calm[i] > course.calm[peak])
            peak = i;
    float base = lowest(&course, 0, peak), low = lowest(&course, peak, course.count);
    float top = course.calm[peak], height = top - base, arrived = base + ARRIVED * height;
    if (peak == 0 || height <= 0.0f)
        return timing;
    float stood = standing_level(&course, 1, arrived, top, height);
    struct way there = find_way(&course, peak, false, base, stood);
    stood = standing_level(&course, -1, arrived, top, height);
    struct way back = find_way(&course, peak, true, base < low ? base : low, stood);
    int64_t middle_us = (trace->t_us[there.half] + trace->t_us[back.half]) / 2;
    timing.move_s = time_way(&course, &there, middle_us);
    if (timing.move_s > 0.0f) {
        timing.onset_us = trace->t_us[there.low];
        timing.arrival_us = trace->t_us[there.high];
    }
    if (low - base <= LEAST_BACK * (stood - base))
        timing.return_s = time_way(&course, &back, middle_us);
    return timing;
}
