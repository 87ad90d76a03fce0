#include <criterion/criterion.h>
#include <math.h>

#include "coach/phase.h"

/* Counts the angle of a knee: at rest below 10, leaves at 15, reached at 35 degrees. */
static const struct phase_rule rule = {
    .rest = 10, .leave = 15, .reach = 35, .min_move_s = 0.4f, .min_rest_s = 0.4f};

struct tally {
    int changes[PHASE_DROPPED + 1];
};

/* Feeds value(t) for some seconds at a frame rate. */
static void feed(struct phase_state *state, const struct phase_rule *with, double (*value)(double),
                 double from_s, double to_s, int rate, struct tally *tally)
{
    for (int i = (int)(from_s * rate); i < (int)(to_s * rate); i++) {
        double t = (double)i / rate;
        double now = value(t);
        enum phase_change change =
            phase_step(state, with, (int64_t)(t * 1e6), !isnan(now), isnan(now) ? 0 : (float)now);
        tally->changes[change]++;
    }
}

/* 2 s of rest, then 2 s down, 1 s there, 2 s back, 2 s of rest; to a depth of 50 degrees. */
static double squat(double t)
{
    t = fmod(t, 9.0);
    double way = t < 2 ? 0 : t < 4 ? (t - 2) / 2 : t < 5 ? 1 : t < 7 ? (7 - t) / 2 : 0;
    return 50.0 * way;
}

static double too_small(double t)
{
    return 0.6 * squat(t); /* 30 degrees: turns back before the target */
}

static double lying_down(double t)
{
    return t < 1 ? 90 - 80 * t : 12; /* comes from somewhere else, never rests */
}

static double twitch(double t)
{
    return t > 3.0 && t < 3.2 ? 20 : 0;
}

static double lost_midway(double t)
{
    return t > 4.2 && t < 6.0 ? NAN : squat(t);
}

static double blinks(double t)
{
    return fmod(t, 0.5) < 0.1 ? NAN : squat(t);
}

Test(phase, a_movement_there_and_back_is_one_repetition_at_any_frame_rate)
{
    const int rates[] = {60, 30, 15, 10, 5};
    for (int i = 0; i < 5; i++) {
        struct phase_state state = {0};
        struct tally tally = {0};
        feed(&state, &rule, squat, 0, 27, rates[i], &tally);
        cr_assert_eq(tally.changes[PHASE_COMPLETED], 3, "%d frames a second", rates[i]);
        cr_assert_eq(tally.changes[PHASE_READY], 1);
        cr_assert_eq(tally.changes[PHASE_ABANDONED], 0);
        feed(&state, &rule, squat, 27, 31.5, rates[i], &tally);
        double move_s = (double)(state.reached_us - state.left_us) * 1e-6;
        cr_assert_float_eq(move_s, 1.0, 0.25, "rest to reach takes 1 s: %.2f", move_s);
    }
}

Test(phase, two_looks_a_fifth_of_a_second_apart_are_a_fifth_of_rest)
{
    struct phase_rule quick = rule;
    quick.min_rest_s = 0.2f;
    struct phase_state state = {0};
    cr_assert_eq(phase_step(&state, &quick, 0, true, 0), PHASE_SAME);
    cr_assert_eq(phase_step(&state, &quick, 199999, true, 0), PHASE_SAME);
    phase_restart(&state);
    phase_step(&state, &quick, 0, true, 0);
    cr_assert_eq(phase_step(&state, &quick, 200000, true, 0), PHASE_READY);
}

Test(phase, a_falling_signal_counts_as_well)
{
    const struct phase_rule falling = {
        .rest = -10, .leave = -15, .reach = -35, .min_move_s = 0.4f, .min_rest_s = 0.4f};
    struct phase_state state = {0};
    int completed = 0;
    for (int i = 0; i < 27 * 30; i++)
        completed += phase_step(&state, &falling, i * 33333, true, (float)-squat(i / 30.0)) ==
                     PHASE_COMPLETED;
    cr_assert_eq(completed, 3);
}

Test(phase, a_movement_that_turns_back_is_none)
{
    struct phase_state state = {0};
    struct tally tally = {0};
    feed(&state, &rule, too_small, 0, 18, 30, &tally);
    cr_assert_eq(tally.changes[PHASE_COMPLETED], 0);
    cr_assert_eq(tally.changes[PHASE_ABANDONED], 2);
}

Test(phase, getting_into_position_is_none)
{
    struct phase_state state = {0};
    struct tally tally = {0};
    feed(&state, &rule, lying_down, 0, 5, 30, &tally);
    cr_assert_eq(tally.changes[PHASE_SAME], 150);
}

Test(phase, a_twitch_is_neither_counted_nor_called_abandoned)
{
    struct phase_state state = {0};
    struct tally tally = {0};
    feed(&state, &rule, twitch, 0, 6, 30, &tally);
    cr_assert_eq(tally.changes[PHASE_COMPLETED] + tally.changes[PHASE_ABANDONED], 0);
}

Test(phase, what_was_not_seen_for_long_is_not_counted)
{
    struct phase_state state = {0};
    struct tally tally = {0};
    feed(&state, &rule, lost_midway, 0, 9, 30, &tally);
    cr_assert_eq(tally.changes[PHASE_COMPLETED], 0);
    cr_assert_eq(tally.changes[PHASE_DROPPED], 1);
}

Test(phase, one_frame_in_five_may_be_lost)
{
    struct phase_state state = {0};
    struct tally tally = {0};
    feed(&state, &rule, blinks, 0, 27, 30, &tally);
    cr_assert_eq(tally.changes[PHASE_COMPLETED], 3);
}

/* Led by the clock: 1 s in, 5 s held, 1 s back. */
static const struct target tilt = {.move_s = 1, .hold_s = 5, .return_s = 1};

static int led(struct phase_state *state, double from_s, double to_s, bool seen,
               struct tally *tally)
{
    int before = tally->changes[PHASE_COMPLETED];
    for (int i = (int)(from_s * 30); i < (int)(to_s * 30); i++)
        tally->changes[phase_step_guided(state, &tilt, i * 33333, seen)]++;
    return tally->changes[PHASE_COMPLETED] - before;
}

Test(phase, a_guided_repetition_takes_its_prescribed_times)
{
    struct phase_state state = {0};
    struct tally tally = {0};
    /* 2 s to get ready, then a second's pause and 7 s each. */
    cr_assert_eq(led(&state, 0, 9.9, true, &tally), 0);
    cr_assert_eq(led(&state, 9.9, 10.3, true, &tally), 1);
    cr_assert_eq(led(&state, 10.3, 42.5, true, &tally), 4);
    cr_assert_eq(tally.changes[PHASE_READY], 1);
    cr_assert_float_eq((double)(state.returned_us - state.reached_us) * 1e-6, 5, 0.05);
}

Test(phase, nobody_is_led_unseen)
{
    struct phase_state state = {0};
    struct tally tally = {0};
    led(&state, 0, 6, true, &tally);
    cr_assert_eq(led(&state, 6, 60, false, &tally), 0);
    cr_assert_eq(tally.changes[PHASE_DROPPED], 1);
    cr_assert_eq(led(&state, 60, 70.5, true, &tally), 1, "and starts anew when seen again");
}
