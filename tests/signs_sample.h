/* Guarding with its defaults, and a usual to compare with. */
#ifndef UNGUARD_SIGNS_SAMPLE_H
#define UNGUARD_SIGNS_SAMPLE_H

#include "coach/coach.h"

#define ALL_SIGNS ((1u << SIGN_COUNT) - 1)

static inline struct guarding guarding_default(void)
{
    return (struct guarding){.signs = ALL_SIGNS,
                             .range_share = 0.8f,
                             .range_least_deg = 10,
                             .slowing = 1.4f,
                             .hesitation_s = 0.4f,
                             .jerkiness = 1,
                             .asymmetry = 15,
                             .asymmetry_least_deg = 10,
                             .shift_deg = 5,
                             .shift_s = 2,
                             .withdrawal_share = 0.7f,
                             .withdrawal_speed = 2,
                             .support_distance = 0.25f,
                             .support_s = 1};
}

static inline struct baseline usual(float range)
{
    struct baseline baseline = {0};
    const float mean[BASELINE_MEASURE_COUNT] = {range, 2, 2, 0, -2, 1, 0};
    for (int i = 0; i < BASELINE_MEASURE_COUNT; i++)
        baseline.of[i] = (struct baseline_figure){mean[i], 0, 20};
    return baseline;
}

#endif
