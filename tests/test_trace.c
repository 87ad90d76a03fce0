#include <criterion/criterion.h>
#include <string.h>

#include "coach/trace.h"
#include "session/chance.h"

static double smooth(double s)
{
    s = s < 0 ? 0 : s > 1 ? 1 : s;
    return s * s * s * (10 + s * (6 * s - 15));
}

/* There in 2 s to `top`, settles to 1.1 for 3 s, back in 2 s; a second of rest at either end. */
static void perform(struct trace *trace, double top, int rate)
{
    trace_clear(trace);
    for (int i = 0; i < 10 * rate; i++) {
        double t = (double)i / rate - 1;
        double sag = (top - 1.1) * smooth((t - 2.3) / 0.7);
        double way = t < 5.5 ? top * smooth(t / 2) - sag : 1.1 * (1 - smooth((t - 5.5) / 2));
        trace_put(trace, (int64_t)(t * 1e6), (float)(way - 0.3), true, (float)(40 * way));
    }
}

Test(trace, both_ways_are_timed_also_after_an_overshoot_that_settled)
{
    static struct trace trace;
    const double tops[] = {1.4, 1.5, 2.0};
    for (int i = 0; i < 3; i++) {
        perform(&trace, tops[i], 30);
        struct trace_timing timing = trace_time(&trace);
        cr_assert_float_eq(timing.move_s, 2.0, 0.2, "there in %.2f s", (double)timing.move_s);
    }
    perform(&trace, 1.8, 30);
    /* 1.1 - 0.3 is below reach: without a stand in the zone the highest sample has to serve. */
    cr_assert(trace_time(&trace).return_s > 0);
}

Test(trace, a_long_repetition_is_thinned_and_still_timed)
{
    static struct trace trace;
    trace_clear(&trace);
    for (int i = 0; i < 120 * 30; i++) {
        double t = i / 30.0 - 1;
        double way = t < 60 ? 1.3 * smooth(t / 3) : 1.3 * (1 - smooth((t - 110) / 4));
        trace_put(&trace, (int64_t)(t * 1e6), (float)(way - 0.1), true, (float)(40 * way));
    }
    cr_assert(trace.count <= TRACE_MAX && trace.stride == 4);
    struct trace_timing timing = trace_time(&trace);
    cr_assert_float_eq(timing.move_s, 3.0, 0.3, "%.2f", (double)timing.move_s);
    cr_assert_float_eq(timing.return_s, 4.0, 0.4, "%.2f", (double)timing.return_s);
}

Test(trace, a_sagging_hold_is_no_slow_return)
{
    static struct trace trace;
    trace_clear(&trace);
    for (int i = 0; i < 330; i++) { /* overshoots to 1.6, eases to 1.2 for 5 s, back in 2 s */
        double t = i / 30.0 - 1;
        double way = t < 3   ? 1.6 * smooth(t / 2)
                     : t < 8 ? 1.6 - 0.4 * smooth(t - 3)
                             : 1.2 * (1 - smooth((t - 8) / 2));
        trace_put(&trace, (int64_t)(t * 1e6), (float)way, true, (float)(40 * way));
    }
    struct trace_timing timing = trace_time(&trace);
    cr_assert_float_eq(timing.return_s, 2.0, 0.25, "%.2f", (double)timing.return_s);
}

Test(trace, the_lead_is_kept_short_between_repetitions)
{
    static struct trace trace;
    trace_clear(&trace);
    for (int i = 0; i < 1000; i++) {
        trace_put(&trace, i * 33333, 0, false, 0);
        trace_put(&trace, i * 33333, 5, false, 0); /* the same sample again */
        trace_keep_lead(&trace);
        cr_assert(trace.count < 2 * TRACE_LEAD);
    }
    cr_assert_float_eq(trace.progress[trace.count - 1], 0, 0);
    cr_assert_eq(trace.t_us[trace.count - 1], 999 * 33333);
    cr_assert_float_eq(trace_time(&trace).move_s, 0, 0, "nothing moved");
}

/* There in two halves of a second each, to 45 degrees, with a stop of `stop_s` between them; 30
 * samples a second. reach: progress at the target; hidden: one sample in so many doesn't see it. */
static bool pauses_of(double stop_s, double reach, int hidden, struct trace_pauses *pauses)
{
    static struct trace trace;
    trace_clear(&trace);
    for (int i = 0; i < 300; i++) {
        double t = i / 30.0 - 1;
        double way = stop_s > 0 ? (smooth(t) + smooth(t - 1 - stop_s)) / 2 : smooth(t / 2);
        way = t < 6 ? way : 1 - smooth((t - 6) / 2);
        bool seen = hidden == 0 || i % hidden != 0;
        trace_put(&trace, (int64_t)(t * 1e6), (float)((reach + 0.1) * way - 0.1), seen,
                  (float)(45 * way));
    }
    return trace_pauses(&trace, trace_time(&trace), pauses);
}

Test(trace, a_steady_reach_has_one_peak_of_speed_and_no_pause)
{
    struct trace_pauses pauses;
    cr_assert(pauses_of(0, 1.1, 0, &pauses));
    cr_assert_eq(pauses.peaks, 1);
    cr_assert(pauses.hesitation_s < 0.1f, "%.2f", (double)pauses.hesitation_s);
}

/* Below a tenth of the fastest before and after the stop, too: for 0.087 s of a half that takes 1.
 */
Test(trace, a_stop_on_the_way_is_hesitation)
{
    const double stops[] = {0.4, 0.7, 1.0, 1.5};
    for (int i = 0; i < 4; i++) {
        struct trace_pauses pauses;
        cr_assert(pauses_of(stops[i], 1.1, 0, &pauses));
        cr_assert_eq(pauses.peaks, 2);
        cr_assert_float_eq(pauses.hesitation_s, stops[i] + 0.17, 0.12, "%.2f of %.1f",
                           (double)pauses.hesitation_s, stops[i]);
    }
}

Test(trace, a_stop_beyond_reach_is_still_on_the_way)
{
    struct trace_pauses pauses;
    cr_assert(pauses_of(0.8, 3, 0, &pauses));
    cr_assert_float_eq(pauses.hesitation_s, 0.97, 0.15, "%.2f", (double)pauses.hesitation_s);
}

Test(trace, a_target_unseen_for_moments_is_borne)
{
    struct trace_pauses pauses;
    cr_assert(pauses_of(0.8, 1.1, 5, &pauses));
    cr_assert_float_eq(pauses.hesitation_s, 0.97, 0.15, "%.2f", (double)pauses.hesitation_s);
    cr_assert_not(pauses_of(0.8, 1.1, 1, &pauses), "never seen");
}

/* ---- range and hold ---- */

/* At 20 +- a deviation for 3 s, from 0 and back in 2 s each; rest before and after. */
static void hold_noisily(struct trace *trace, double deviation)
{
    struct chance chance = chance_seeded(5);
    trace_clear(trace);
    for (int i = 0; i < 9 * 30; i++) {
        double t = i / 30.0 - 1, x, y;
        double way = t < 3.5 ? smooth(t / 2) : 1 - smooth((t - 5) / 2);
        chance_normal_pair(&chance, &x, &y);
        trace_put(trace, (int64_t)(t * 1e6), (float)way, true, (float)(20 * way + deviation * x));
    }
}

Test(trace, the_peak_is_not_the_highest_noise)
{
    static struct trace trace;
    float peak, highest = 0;
    int64_t at_us;
    hold_noisily(&trace, 1.5);
    for (int32_t i = 0; i < trace.count; i++)
        highest = trace.target[i] > highest ? trace.target[i] : highest;
    cr_assert(trace_peak(&trace, 0, true, &peak, &at_us));
    cr_expect_gt(highest, 22.5f, "the noise went to %g", (double)highest);
    cr_expect_float_eq((double)peak, 20.0, 1.0, "%g", (double)peak);
    cr_expect(at_us > 1500000 && at_us < 5500000);
}

Test(trace, a_peak_that_was_never_seen_is_none)
{
    static struct trace trace;
    float peak;
    int64_t at_us;
    hold_noisily(&trace, 0);
    memset(trace.target_seen, 0, sizeof trace.target_seen);
    cr_expect_not(trace_peak(&trace, 0, true, &peak, &at_us));
    cr_expect_eq(trace_held_s(&trace, 0, 15, 25), 0.0f);
}

/* 15 of 20 degrees are passed where smooth(u) = 0.75: u = 0.632, 1.264 s of 2. Held until 5 s and
 * as long on the way back. */
Test(trace, a_hold_lasts_from_edge_to_edge_whatever_the_noise)
{
    static struct trace trace;
    const double held_s = 5 + 2 * (1 - 0.632) - 2 * 0.632;
    hold_noisily(&trace, 0);
    cr_expect_float_eq((double)trace_held_s(&trace, 0, 15, 25), held_s, 0.05);
    hold_noisily(&trace, 1.5);
    cr_expect_float_eq((double)trace_held_s(&trace, 0, 15, 25), held_s, 0.2);
}

Test(trace, what_was_not_watched_is_not_held)
{
    static struct trace trace;
    trace_clear(&trace);
    for (int i = 0; i < 120; i++)
        if (i < 30 || i >= 90) /* two seconds without a sample */
            trace_put(&trace, i * 33333, 1, true, 20);
    cr_expect_float_eq((double)trace_held_s(&trace, 0, 15, 25), 2.0, 0.1);
}
