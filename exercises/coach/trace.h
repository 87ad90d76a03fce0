/* The counting and target signals over one repetition, kept to time it once it is over. */
#ifndef UNGUARD_TRACE_H
#define UNGUARD_TRACE_H

#include <stdbool.h>
#include <stdint.h>

#define TRACE_MAX  1024 /* samples; a longer repetition is thinned to every second, fourth... */
#define TRACE_LEAD 120  /* samples kept from before the movement, so that its onset is there */

#define TRACE_PEAK_US     400000 /* a smooth turn there and back loses half a degree by it */
#define TRACE_HOLD_US     200000
#define TRACE_MAX_STEP_US 500000 /* a longer gap between poses was not watched, and is not held */

/* Flat; zero is empty. */
struct trace {
    int32_t count;
    int32_t stride;  /* one sample in this many is kept; 0 means 1 */
    int32_t skipped; /* since the last kept one */
    int64_t t_us[TRACE_MAX];
    float progress[TRACE_MAX]; /* of the counting signal: 0 at rest, 1 at reach */
    float target[TRACE_MAX];   /* the target signal's value */
    bool target_seen[TRACE_MAX];
};

void trace_clear(struct trace *trace);

/* A sample that is not later than the last is the same one again, and is ignored. */
void trace_put(struct trace *trace, int64_t t_us, float progress, bool target_seen, float target);

/* Forgets all but the last TRACE_LEAD samples. Called between repetitions. */
void trace_keep_lead(struct trace *trace);

/* A movement begins: of the lead, only what is near it in time belongs to it. */
void trace_begin(struct trace *trace);

/* Movement time there and back, in seconds, 0 where it can't be told.
 *
 * Onset and end lie in the noise: the time is that of the smooth reach (movement/reach.h) that fits
 * the way best. It is taken of the target signal where that was seen in nine of ten samples, of the
 * progress otherwise. Who stops on the way has made no smooth reach: then, and at most 1.3 times
 * that, the time between a tenth and nine tenths of the way, stretched. A return not yet seen down
 * to a tenth is timed as far as it was seen. */
struct trace_timing {
    float move_s, return_s;
    int64_t onset_us;   /* a tenth on the way there, after smoothing over 0.3 s */
    int64_t arrival_us; /* nine tenths */
};
struct trace_timing trace_time(const struct trace *trace);

/* How the way there was travelled, by the speed of the target signal without what is quicker than
 * 1.5 Hz. For information: neither costs a point. */
struct trace_pauses {
    float hesitation_s; /* slower than a tenth of the fastest, between 5 and 95 % of the way */
    int32_t peaks;      /* of speed, each a fifth of the fastest above the dips beside it */
};

/* timing: trace_time's. False when the target was unseen for longer than 0.3 s at a time, or below
 * 8 frames a second. */
bool trace_pauses(const struct trace *trace, struct trace_timing timing,
                  struct trace_pauses *pauses);

/* The target signal at its furthest between two times, as the mean of TRACE_PEAK_US about it: a
 * single highest sample would be the noise's, by two or three deviations. rising: furthest is
 * highest. False when it was never seen. */
bool trace_peak(const struct trace *trace, int64_t from_us, bool rising, float *peak,
                int64_t *peak_us);

/* Seconds of from_us .. the end that the target signal, as the mean of TRACE_HOLD_US about each
 * sample, was within low .. high. A moment unseen between two samples inside was held too, up to
 * TRACE_MAX_STEP_US. */
float trace_held_s(const struct trace *trace, int64_t from_us, float low, float high);

/* SPARC of the target signal from onset to arrival (smoothness_sparc_noisy); false as above, and
 * below 17 frames a second. */
bool trace_sparc(const struct trace *trace, struct trace_timing timing, float *sparc);

#endif
