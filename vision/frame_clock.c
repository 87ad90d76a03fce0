#include "vision/frame_clock.h"

#include <stdlib.h>
#include <time.h>

#define SECOND_US   1000000LL
#define LEAP_US     (3600 * SECOND_US) /* no video pauses for an hour between two frames */
#define DEFAULT_FPS 30

struct frame_clock frame_clock_start(float fps)
{
    return (struct frame_clock){.step_us = (int64_t)(1e6 / (fps > 0 ? fps : DEFAULT_FPS) + 0.5)};
}

int64_t frame_clock_file(struct frame_clock *clock, int64_t raw_us)
{
    int64_t moved_us = raw_us - clock->last_raw_us;
    int64_t t_us = raw_us + clock->offset_us;
    clock->last_raw_us = raw_us;
    if (!clock->started) {
        clock->started = true;
        clock->offset_us = -raw_us;
        return clock->last_us = 0;
    }
    if (t_us <= clock->last_us || t_us - clock->last_us > LEAP_US) {
        t_us = clock->last_us + clock->step_us;
        clock->repaired++;
        /* After a leap the file goes on from there; a single bad stamp shifts nothing. */
        if (llabs(moved_us) > SECOND_US)
            clock->offset_us = t_us - raw_us;
    }
    return clock->last_us = t_us;
}

int64_t frame_clock_camera(struct frame_clock *clock, int64_t driver_us, int64_t fetched_us)
{
    int64_t taken_us = fetched_us;
    if (driver_us <= fetched_us && fetched_us - driver_us < SECOND_US)
        taken_us = driver_us;
    if (!clock->started) {
        clock->started = true;
        clock->offset_us = -taken_us;
        return clock->last_us = 0;
    }
    int64_t t_us = taken_us + clock->offset_us;
    if (t_us <= clock->last_us) {
        t_us = clock->last_us + 1;
        clock->repaired++;
    }
    return clock->last_us = t_us;
}

int64_t monotonic_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * SECOND_US + now.tv_nsec / 1000;
}
