#include <criterion/criterion.h>

#include "coach/guard.h"
#include "sample.h"

struct heard {
    int count[WARNING_WITHDRAWN + 1];
    double first_s[WARNING_WITHDRAWN + 1];
    float lead_s;
};

/* The sample squat warns of the knee at 62 degrees, stops at 75, 0.3 s ahead. */
static void watch(struct guard_state *state, const struct exercise *exercise,
                  double (*knee)(double), double seconds, bool seen, float tighten,
                  struct heard *heard)
{
    struct feature_state bodies = {0};
    for (int i = 1; i < (int)(seconds * 30); i++) {
        double t = i / 30.0, rate = (knee(t) - knee(t - 1 / 30.0)) * 30;
        struct features now = {.t_us = (int64_t)(t * 1e6)};
        for (int side = 0; side < 2; side++) {
            int slot = 2 * FEATURE_KNEE_FLEXION + side;
            now.value[slot] = (float)knee(t);
            now.rate[slot] = (float)rate;
            if (seen) {
                now.valid = now.rate_valid = now.valid | 1ull << slot;
                slope_put(&bodies.slope[slot], now.t_us, now.value[slot]);
            }
        }
        struct guard_warning out[EXERCISE_MAX_LIMITS];
        int count = guard_step(state, exercise, &now, &bodies, SIDE_NONE, tighten, out);
        for (int k = 0; k < count; k++) {
            if (heard->count[out[k].level]++ == 0)
                heard->first_s[out[k].level] = t;
            if (out[k].level == WARNING_APPROACHING)
                heard->lead_s = out[k].lead_s;
        }
    }
}

static double ramp(double t) /* 30 degrees a second: 62 at 2.067 s, 75 at 2.5 s */
{
    return 30 * t;
}

static double turns_back(double t) /* eases off at 57 degrees */
{
    return t < 1.9 ? 30 * t : t < 3.8 ? 57 - 20 * (t - 1.9) : 19;
}

static double stays_below(double t)
{
    return t < 2 ? 25 * t : 50;
}

Test(guard, the_warning_comes_before_the_limit)
{
    struct exercise e = sample_squat();
    struct guard_state state = {0};
    struct heard heard = {0};
    watch(&state, &e, ramp, 3, true, 1, &heard);
    cr_assert_eq(heard.count[WARNING_APPROACHING], 1);
    cr_assert_eq(heard.count[WARNING_OVER], 1);
    cr_assert_eq(heard.count[WARNING_STOP], 1);
    cr_assert_eq(heard.count[WARNING_WITHDRAWN], 0);
    double lead = 62.0 / 30 - heard.first_s[WARNING_APPROACHING];
    cr_assert(lead > 0.15 && lead <= 0.3, "%.3f s before the limit", lead);
    cr_assert(heard.lead_s > 0 && heard.lead_s <= 0.3f);
    /* Over for min_s, 0.1 s, before it is said. */
    cr_assert_float_eq(heard.first_s[WARNING_OVER], 62.0 / 30 + 0.1, 0.07);
    cr_assert_float_eq(heard.first_s[WARNING_STOP], 75.0 / 30 + 0.1, 0.07);
}

Test(guard, easing_off_withdraws_the_warning)
{
    struct exercise e = sample_squat();
    struct guard_state state = {0};
    struct heard heard = {0};
    watch(&state, &e, turns_back, 5, true, 1, &heard);
    cr_assert_eq(heard.count[WARNING_APPROACHING], 1);
    cr_assert_eq(heard.count[WARNING_OVER], 0);
    cr_assert_eq(heard.count[WARNING_WITHDRAWN], 1);
}

Test(guard, a_movement_that_stays_within_is_left_in_peace)
{
    struct exercise e = sample_squat();
    struct guard_state state = {0};
    struct heard heard = {0};
    watch(&state, &e, stays_below, 6, true, 1, &heard);
    for (int level = 0; level <= WARNING_WITHDRAWN; level++)
        cr_assert_eq(heard.count[level], 0, "%d", level);
}

static double comes_to_the_target(double t) /* 49 degrees at most, the target is 50 */
{
    return t < 4 ? 12.25 * t : 49;
}

Test(guard, who_comes_to_the_target_is_not_warned_however_sore_the_side)
{
    struct exercise e = sample_squat();
    struct guard_state state = {0};
    struct heard heard = {0};
    watch(&state, &e, comes_to_the_target, 6, true, 0.5f, &heard); /* 62 would become 31 */
    cr_assert_eq(heard.count[WARNING_OVER], 0);
    cr_assert_eq(heard.count[WARNING_STOP], 0);
}

Test(guard, the_painful_side_brings_the_limit_nearer)
{
    struct exercise e = sample_squat();
    struct guard_state state = {0};
    struct heard heard = {0};
    watch(&state, &e, turns_back, 5, true, 0.75f, &heard); /* 62 becomes 50 */
    cr_assert_eq(heard.count[WARNING_OVER], 1);
    cr_assert_eq(heard.count[WARNING_STOP], 0);
}

Test(guard, what_is_not_seen_never_warns)
{
    struct exercise e = sample_squat();
    struct guard_state state = {0};
    struct heard heard = {0};
    watch(&state, &e, ramp, 4, false, 1, &heard);
    for (int level = 0; level <= WARNING_WITHDRAWN; level++)
        cr_assert_eq(heard.count[level], 0);
}

Test(guard, below_and_either_compare_the_other_way_round)
{
    struct exercise e = sample_squat();
    struct limit_rule *rule = &e.limit[0];
    struct heard heard = {0};
    struct guard_state state = {0};
    rule->compare = COMPARE_BELOW;
    rule->warn = -5;
    rule->stop = -8;
    watch(&state, &e, stays_below, 3, true, 1, &heard);
    cr_assert_eq(heard.count[WARNING_OVER], 0);
    state = (struct guard_state){0};
    rule->warn = 20; /* below 20 for the first 0.8 s */
    rule->stop = 0;
    watch(&state, &e, stays_below, 3, true, 1, &heard);
    cr_assert_eq(heard.count[WARNING_OVER], 1);
    cr_assert_eq(heard.count[WARNING_WITHDRAWN], 1);
    cr_assert_eq(heard.count[WARNING_STOP], 0, "a stop level of 0 never stops");
}

Test(guard, a_speed_limit_reads_the_rate)
{
    for (int quick = 0; quick <= 1; quick++) {
        struct exercise e = sample_squat();
        struct guard_state state = {0};
        struct heard heard = {0};
        e.limit[0].quantity = QUANTITY_RATE;
        e.limit[0].warn = 20;
        e.limit[0].stop = 0;
        e.limit[0].min_s = quick ? 0.06f : 0.1f;
        watch(&state, &e, ramp, 2, true, 1, &heard);
        cr_assert_eq(heard.count[WARNING_OVER], 1);
        cr_assert_eq(heard.count[WARNING_APPROACHING], 0);
        /* One that must last is taken over 0.3 s, and not before two thirds of it were seen. */
        cr_assert_float_eq(heard.first_s[WARNING_OVER], quick ? 0.1 : 0.234, 0.035);
    }
}
