#include <criterion/criterion.h>
#include <math.h>

#include "movement/noise.h"
#include "movement/slope.h"
#include "session/chance.h"

#define ALL ((1u << JOINT_COUNT) - 1)

/* A body that drifts steadily, with noise of this deviation and correlation. */
static void feed(struct noise *noise, double deviation, double rho, bool quiet)
{
    struct chance chance = chance_seeded(3);
    double error[JOINT_COUNT][2] = {{0}};
    for (int frame = 1; frame <= 900; frame++) {
        struct pose pose = {.t_us = frame * 33333, .present = true};
        for (int joint = 0; joint < JOINT_COUNT; joint++) {
            double x, y, fresh = sqrt(1 - rho * rho);
            chance_normal_pair(&chance, &x, &y);
            error[joint][0] = rho * error[joint][0] + fresh * x;
            error[joint][1] = rho * error[joint][1] + fresh * y;
            pose.joint[joint].x = (float)(0.5 + 0.00005 * frame + deviation * error[joint][0]);
            pose.joint[joint].y = (float)(0.5 - 0.00002 * frame + deviation * error[joint][1]);
        }
        noise_put(noise, &pose, ALL, quiet);
    }
}

Test(noise, deviation_and_correlation_are_found)
{
    static const double rhos[] = {0, 0.5, 0.8};
    for (int i = 0; i < 3; i++) {
        struct noise noise = {0};
        float deviation, rho;
        feed(&noise, 0.002, rhos[i], true);
        cr_assert(noise_known(&noise, &deviation, &rho));
        cr_expect_float_eq((double)deviation, 0.002, 0.0002, "rho %g: %g", rhos[i],
                           (double)deviation);
        cr_expect_float_eq((double)rho, rhos[i], 0.08, "rho %g: %g", rhos[i], (double)rho);
    }
}

Test(noise, a_steady_drift_alone_is_none)
{
    struct noise noise = {0};
    float deviation, rho;
    feed(&noise, 0, 0, true);
    cr_assert(noise_known(&noise, &deviation, &rho));
    cr_expect_lt(deviation, 1e-5f);
}

Test(noise, a_body_that_moves_tells_nothing)
{
    struct noise noise = {0};
    float deviation, rho;
    feed(&noise, 0.002, 0, false);
    cr_expect_not(noise_known(&noise, &deviation, &rho));
}

Test(slope, a_straight_line_has_its_slope)
{
    struct slope slope = {0};
    float rate;
    for (int i = 0; i < 40; i++) {
        slope_put(&slope, i * 33333, 3 - 0.5f * (float)i);
        cr_assert_eq(slope_rate(&slope, SLOPE_SPAN_US, &rate), i >= 2);
    }
    cr_expect_float_eq((double)rate, -15.0, 0.01);
    cr_assert(slope_rate(&slope, SLOPE_LONG_US, &rate));
    cr_expect_float_eq((double)rate, -15.0, 0.01);
}

Test(slope, the_longer_look_is_calmer_and_later)
{
    struct slope slope = {0};
    float quick, slow;
    for (int i = 0; i < 40; i++)
        slope_put(&slope, i * 33333, i < 34 ? 0 : (float)(i - 33));
    cr_assert(slope_rate(&slope, SLOPE_SPAN_US, &quick));
    cr_assert(slope_rate(&slope, SLOPE_LONG_US, &slow));
    cr_expect_float_eq((double)quick, 30.0, 0.1);
    cr_expect_lt(slow, quick);
}

Test(slope, after_a_silence_it_starts_anew)
{
    struct slope slope = {0};
    float rate;
    for (int i = 0; i < 10; i++)
        slope_put(&slope, i * 33333, (float)i);
    slope_put(&slope, 2000000, 5);
    cr_expect_not(slope_rate(&slope, SLOPE_SPAN_US, &rate));
    cr_expect_eq(slope.count, 1);
}
