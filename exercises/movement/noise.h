/* How much the tracker's joints jitter, by themselves, while the body is quiet.
 *
 * Second differences over k frames, d = x(t) - 2 x(t-k) + x(t-2k), leave out whatever moves
 * steadily. For noise with the correlation rho from frame to frame (AR(1)) and deviation s,
 *
 *     mean of d^2 = s^2 (6 - 8 rho^k + 2 rho^2k)
 *
 * so that two k give both s and rho. */
#ifndef UNGUARD_NOISE_H
#define UNGUARD_NOISE_H

#include "movement/pose.h"

#define NOISE_NEAR   1 /* frames, the two k */
#define NOISE_FAR    4
#define NOISE_FRAMES (2 * NOISE_FAR + 1)

/* Flat; zero is empty. */
struct noise {
    int32_t count; /* frames kept, oldest first; quiet ones in a row */
    int64_t t_us;  /* of the last */
    uint32_t seen[NOISE_FRAMES];
    float x[NOISE_FRAMES][JOINT_COUNT], y[NOISE_FRAMES][JOINT_COUNT];
    float square[2]; /* running means of d^2 over the near and the far k, image heights squared */
    int32_t learnt;  /* poses since the last news */
    float weight;    /* differences behind them, at most NOISE_MOST_WEIGHT */
};

/* One pose as the tracker gave it. seen: joints that are believed; quiet: the body keeps still. A
 * pose that isn't quiet starts the row of frames anew and keeps what is known. True every
 * NOISE_NEWS poses that something was learnt from: noise_known is worth asking again. */
bool noise_put(struct noise *noise, const struct pose *pose, uint32_t seen, bool quiet);

/* The deviation of a joint's x or y in image heights, and rho. False before NOISE_LEAST_WEIGHT
 * differences were seen. */
bool noise_known(const struct noise *noise, float *deviation, float *rho);

#define NOISE_NEWS         10
#define NOISE_LEAST_WEIGHT 200.0f  /* a second of ten joints */
#define NOISE_MOST_WEIGHT  2000.0f /* older ones are forgotten: about ten seconds' */

#endif
