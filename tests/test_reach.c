#include <criterion/criterion.h>

#include "base.h"
#include "movement/reach.h"
#include "session/chance.h"

#define COUNT 120 /* 4 s at 30 a second */

static double smooth(double s)
{
    s = s < 0 ? 0 : s > 1 ? 1 : s;
    return s * s * s * (10 + s * (6 * s - 15));
}

/* From 10 to 50 in length_s from 1 s on, with normal noise of that deviation. */
static void sample(int64_t t_us[COUNT], float value[COUNT], double length_s, double deviation,
                   struct chance *chance)
{
    for (int i = 0; i < COUNT; i++) {
        double x, y, t_s = i / 30.0 + 100; /* as late in a session */
        chance_normal_pair(chance, &x, &y);
        t_us[i] = (int64_t)(t_s * 1e6);
        value[i] = (float)(10 + 40 * smooth((t_s - 101) / length_s) + deviation * x);
    }
}

Test(reach, without_noise_the_reach_itself_is_found)
{
    int64_t t_us[COUNT];
    float value[COUNT];
    struct chance chance = chance_seeded(1);
    sample(t_us, value, 1.7, 0, &chance);
    struct reach reach = {.start_s = 101.4, .length_s = 0.9, .from = 14, .way = 30};
    cr_assert(reach_fit(t_us, value, COUNT, false, &reach));
    cr_expect_float_eq(reach.start_s, 101, 0.01, "%g", reach.start_s);
    cr_expect_float_eq(reach.length_s, 1.7, 0.01, "%g", reach.length_s);
    cr_expect_float_eq(reach.from, 10, 0.05, "%g", reach.from);
    cr_expect_float_eq(reach.way, 40, 0.1, "%g", reach.way);
}

/* A tenth of the way as noise: the mean is right, and hardly any is off by a third. */
Test(reach, noise_moves_the_length_neither_far_nor_one_way)
{
    int64_t t_us[COUNT];
    float value[COUNT];
    struct chance chance = chance_seeded(2);
    double sum = 0;
    int far = 0;
    for (int i = 0; i < 200; i++) {
        sample(t_us, value, 1.5, 4, &chance);
        struct reach reach = {.start_s = 101, .length_s = 1.2, .from = 10, .way = 40};
        cr_assert(reach_fit(t_us, value, COUNT, false, &reach));
        sum += reach.length_s;
        far += reach.length_s < 1 || reach.length_s > 2;
    }
    cr_expect_float_eq(sum / 200, 1.5, 0.06, "%g", sum / 200);
    cr_expect_leq(far, 8, "%d of 200", far);
}

Test(reach, a_movement_seen_half_way_is_timed_by_the_level_where_it_ends)
{
    int64_t t_us[COUNT];
    float value[COUNT];
    struct chance chance = chance_seeded(3);
    sample(t_us, value, 2, 0, &chance);
    struct reach reach = {.start_s = 101.2, .length_s = 1.4, .from = 12, .way = 38};
    cr_assert(reach_fit(t_us, value, 62, true, &reach)); /* the first 1.07 s of it */
    cr_expect_float_eq(reach.length_s, 2, 0.02, "%g", reach.length_s);
    cr_expect_float_eq(reach.from + reach.way, 50, 1e-6, "that was known");
}

Test(reach, what_tells_nothing_is_left_alone)
{
    const struct reach guess = {.start_s = 1, .length_s = 1, .from = 10, .way = 0};
    int64_t t_us[COUNT];
    float value[COUNT];
    for (int i = 0; i < COUNT; i++) {
        t_us[i] = i * 33333;
        value[i] = 10;
    }
    struct reach reach = guess;
    cr_expect_not(reach_fit(t_us, value, COUNT, false, &reach), "nothing moved");
    cr_expect_not(reach_fit(t_us, value, 4, false, &reach), "four samples");
    reach.length_s = 0;
    cr_expect_not(reach_fit(t_us, value, COUNT, false, &reach), "a guess of no length");
    reach.length_s = guess.length_s;
    cr_expect_float_eq(reach.start_s, guess.start_s, 0);
    cr_expect_float_eq(reach.from, guess.from, 0);
}
