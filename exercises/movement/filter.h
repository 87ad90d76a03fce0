/* The only smoothing of anything that is scored: causal, per value, in capture time.
 *
 * A critically damped g-h tracker (Benedict and Bordner's family): for the frame interval dt and
 * time constant tau, theta = exp(-dt/tau), g = 1 - theta^2, h = (1 - theta)^2. It follows a steady
 * movement without lag, gives the rate with the value, and needs no fixed frame rate. */
#ifndef UNGUARD_FILTER_H
#define UNGUARD_FILTER_H

#include <stdbool.h>
#include <stdint.h>

struct filter {
    float value, rate; /* rate in value units a second */
    int32_t samples;   /* since the last start; 0 = empty. The rate needs 3 */
    int64_t t_us;      /* of the last sample */
};

#define FILTER_GAP_US 500000 /* a longer silence starts the filter anew */

/* Takes one sample; t_us must be later than the last. theta is exp(-dt/tau) where the caller has
 * it at hand for this dt, or a negative number to have it computed. */
void filter_put(struct filter *filter, int64_t t_us, float sample, float tau_s, float theta);

#endif
