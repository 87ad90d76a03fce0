/* A whole recorded signal without what is quicker than people move: a Butterworth filter of second
 * order run over it forwards and backwards, so that nothing comes late (at cutoff_hz half of the
 * amplitude is left). For what is judged once it is over; what is judged as it happens has
 * movement/filter.h. */
#ifndef UNGUARD_LOWPASS_H
#define UNGUARD_LOWPASS_H

#include <stdint.h>

/* In place, of samples taken evenly at rate_hz. Before the first and after the last one the signal
 * counts as having stood still. A cutoff at 0.45 of rate_hz or more leaves it as it is. */
void lowpass(float *value, int32_t count, float rate_hz, float cutoff_hz);

#endif
