/* Capture times that only ever grow, whatever a file or a driver claims. */
#ifndef UNGUARD_VISION_FRAME_CLOCK_H
#define UNGUARD_VISION_FRAME_CLOCK_H

#include "base.h"

/* frame_clock_start sets it up. All times in microseconds. */
struct frame_clock {
    bool started;
    int64_t step_us;   /* what a frame without a usable time takes */
    int64_t offset_us; /* from the source's own time to time from the first frame */
    int64_t last_us;   /* of the frame before, from the first frame */
    int64_t last_raw_us;
    int64_t repaired; /* frames so far whose own time was unusable */
};

/* fps: as the file declares it; 0 = unknown, 30 is assumed. */
struct frame_clock frame_clock_start(float fps);

/* A file's frame: its own time raw_us becomes time from the first frame, strictly increasing. A
 * time that is missing, repeats, runs back or leaps more than an hour is replaced by the frame
 * before + step_us, and counted. */
int64_t frame_clock_file(struct frame_clock *clock, int64_t raw_us);

/* A camera's frame, fetched at fetched_us on the monotonic clock: the driver's own stamp where
 * it is of that clock and no older than a second, else the time of fetching. */
int64_t frame_clock_camera(struct frame_clock *clock, int64_t driver_us, int64_t fetched_us);

int64_t monotonic_us(void);

#endif
