/* Real time at the program's edge: the monotonic clock, inputs given out when they are due, and
 * the ticks that tell the coach that time passes while nothing is seen. The clock is an argument,
 * so that tests own it. */
#ifndef UNGUARD_PACE_H
#define UNGUARD_PACE_H

#include "session/session.h"

int64_t pace_now_us(void);        /* CLOCK_MONOTONIC */
void pace_sleep_us(int64_t span); /* ends early at a signal */

/* Holds each input of a source back until it is due. Zero but for inner is a valid start. */
struct pacer {
    struct input_source inner; /* borrowed */
    bool started, holding;
    struct input held;
    int64_t offset_us;    /* monotonic time of session time 0, once started */
    int64_t frozen_at_us; /* monotonic; 0: time runs */
};

/* PULL_WAIT until the next input is due (and while frozen); otherwise as the source answers. */
enum pull pacer_next(struct pacer *pacer, int64_t now_us, struct input *out, struct error *err);

/* Stops time, or lets it go on from where it stopped. */
void pacer_freeze(struct pacer *pacer, bool frozen, int64_t now_us);

/* Session time; 0 before the first input. */
int64_t pacer_time_us(const struct pacer *pacer, int64_t now_us);

/* pacer_next by pace_now_us. */
struct input_source pacer_source(struct pacer *pacer);

/* Without a pose for this long, time passes by ticks this far apart. */
#define TICK_AFTER_US 100000

/* A tick stands this much before now: the next pose was taken some time before it arrives, and a
 * tick beyond its time would turn it away. */
#define TICK_BEHIND_US 50000

/* When ticks are due. Zero is a valid start: none before the first pose. */
struct ticker {
    bool started;
    int64_t pose_us, pose_at_us; /* capture time of the last pose; monotonic time it came */
    int64_t last_us;             /* capture time of the last pose or tick */
    int64_t due_at_us;           /* monotonic */
};

/* A pose taken at t_us came. False: a tick has already told the coach a later time, and the pose
 * can only be counted as dropped. */
bool ticker_pose(struct ticker *ticker, int64_t t_us, int64_t now_us);

/* True and *t_us filled when a tick is due. */
bool ticker_due(struct ticker *ticker, int64_t now_us, int64_t *t_us);

#endif
