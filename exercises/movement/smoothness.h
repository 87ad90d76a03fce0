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

/* SPARC of a position that a camera's noise lies on, as joints come from the features: of its
 * signed speed, and of what is left of the spectrum beyond the noise. Differentiated noise fills
 * the spectrum up to 10 Hz, so that a reach of 3 s reads -3 to -5 and a tremor is lost in it;
 * filtering at 2 Hz (CLINICAL section 2) takes the tremor along. How strong the noise is, is read
 * off beyond SMOOTHNESS_NOISE_HZ, where nobody moves: it falls towards there as joints are
 * smoothed. Amplitudes below three times the noise are none, others are less by it; they are shares
 * of the one at 0 Hz, the way travelled (Balasubramanian 2012). False as above, and where rate_hz
 * leaves no room for noise to be read: below about 17. */
#define SMOOTHNESS_NOISE_HZ 6.0
bool smoothness_sparc_noisy(const float *position, int32_t count, float rate_hz, float *sparc);

#endif
