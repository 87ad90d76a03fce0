#include "pace.h"

#include <time.h>

#define US_PER_S 1000000

int64_t pace_now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * US_PER_S + now.tv_nsec / 1000;
}

void pace_sleep_us(int64_t span)
{
    if (span <= 0)
        return;
    const struct timespec time = {.tv_sec = (time_t)(span / US_PER_S),
                                  .tv_nsec = (long)(span % US_PER_S * 1000)};
    nanosleep(&time, NULL);
}

enum pull pacer_next(struct pacer *pacer, int64_t now_us, struct input *out, struct error *err)
{
    if (pacer->frozen_at_us != 0)
        return PULL_WAIT;
    if (!pacer->holding) {
        const enum pull pull = pacer->inner.next(pacer->inner.self, &pacer->held, err);
        if (pull != PULL_INPUT)
            return pull;
        pacer->holding = true;
        if (!pacer->started)
            pacer->offset_us = now_us - pacer->held.t_us;
        pacer->started = true;
    }
    if (pacer->held.t_us > now_us - pacer->offset_us)
        return PULL_WAIT;
    *out = pacer->held;
    pacer->holding = false;
    return PULL_INPUT;
}

void pacer_freeze(struct pacer *pacer, bool frozen, int64_t now_us)
{
    const bool was = pacer->frozen_at_us != 0;
    if (frozen == was)
        return;
    if (frozen) {
        pacer->frozen_at_us = now_us;
        return;
    }
    pacer->offset_us += now_us - pacer->frozen_at_us;
    pacer->frozen_at_us = 0;
}

int64_t pacer_time_us(const struct pacer *pacer, int64_t now_us)
{
    if (!pacer->started)
        return 0;
    return (pacer->frozen_at_us != 0 ? pacer->frozen_at_us : now_us) - pacer->offset_us;
}

static enum pull next_now(void *self, struct input *out, struct error *err)
{
    return pacer_next(self, pace_now_us(), out, err);
}

struct input_source pacer_source(struct pacer *pacer)
{
    return (struct input_source){.next = next_now, .self = pacer};
}

bool ticker_pose(struct ticker *ticker, int64_t t_us, int64_t now_us)
{
    if (ticker->started && t_us <= ticker->last_us)
        return false;
    *ticker = (struct ticker){.started = true,
                              .pose_us = t_us,
                              .pose_at_us = now_us,
                              .last_us = t_us,
                              .due_at_us = now_us + TICK_AFTER_US};
    return true;
}

bool ticker_due(struct ticker *ticker, int64_t now_us, int64_t *t_us)
{
    if (!ticker->started || now_us < ticker->due_at_us)
        return false;
    ticker->due_at_us = now_us + TICK_AFTER_US;
    ticker->last_us = ticker->pose_us + (now_us - ticker->pose_at_us) - TICK_BEHIND_US;
    *t_us = ticker->last_us;
    return true;
}
