/* How smooth one finished movement was. For information; smoothness never costs a point. */
#ifndef UNGUARD_SMOOTHNESS_H
#define UNGUARD_SMOOTHNESS_H

#include <stdbool.h>
#include <stdint.h>

/* Spectral arc length (Balasubramanian, Melendez-Calderon, Roby-Brami, Burdet 2015) of a speed
 * profile sampled evenly at rate_hz: zero-padded to 2^(ceil(log2 n) + 4), cut at 10 Hz and at the
 * last bin with an amplitude of 0.05 or more of the highest, never beyond half of rate_hz. Nearer 0
 * is smoother. False (not seen), and sparc left alone, for fewer than 4 samples or more than
 * SMOOTHNESS_MAX, a rate below 8 Hz, a sample that is not finite or no movement.
 * v = exp(-5 t^2), t in [-1, 1), 100 Hz: -1.41403. Takes about 0.2 MiB of stack. */
#define SMOOTHNESS_MAX 2048
bool smoothness_sparc(const float *speed, int32_t count, float rate_hz, float *sparc);

/* The same of samples taken unevenly, as a recording has them: resampled linearly to their mean
 * rate. Times must increase, or it is not seen. */
bool smoothness_sparc_timed(const int64_t *t_us, const float *speed, int32_t count, float *sparc);

#endif
