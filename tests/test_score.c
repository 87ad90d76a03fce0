#include <criterion/criterion.h>
#include <math.h>

#include "coach/score.h"
#include "sample.h"

/* A smooth reach of the counting and target signals: rest, there, a pause, back, rest. */
struct movement {
    double move_s, stay_s, return_s;
    double depth;   /* of the knee, degrees; progress is depth / 40 */
    double lean;    /* of the trunk at the bottom */
    double pause_s; /* half way there */
    int rate;
    bool hide_target;
};

static const struct movement good = {2, 1, 2, 50, 10, 0, 30, false};

static double smooth(double s)
{
    s = s < 0 ? 0 : s > 1 ? 1 : s;
    return s * s * s * (10 + s * (6 * s - 15));
}

static double way_at(const struct movement *m, double t)
{
    t -= 1.0; /* a second of rest first */
    if (t > m->move_s / 2)
        t = t < m->move_s / 2 + m->pause_s ? m->move_s / 2 : t - m->pause_s;
    if (t < m->move_s + m->stay_s)
        return smooth(t / m->move_s);
    return 1 - smooth((t - m->move_s - m->stay_s) / m->return_s);
}

static void set(struct features *features, enum feature_kind kind, double value)
{
    for (int side = 0; side < 2; side++) {
        features->value[2 * kind + side] = (float)value;
        features->valid |= 1ull << (2 * kind + side);
    }
}

static struct exercise squat_with_hold(float hold_s)
{
    struct exercise e = sample_squat();
    e.phase.signal.kind = FEATURE_HIP_ABDUCTION; /* stands in for any counting signal */
    e.phase.rest = 0;
    e.phase.leave = 0.2f;
    e.phase.reach = 1;
    e.target.hold_s = hold_s;
    e.target.hold_points = hold_s > 0 ? 20 : 0;
    return e;
}

static struct score_state set_before; /* what the set has shown so far */

static struct rep_result perform(const struct exercise *exercise, const struct movement *m)
{
    static struct score_state state;
    struct feature_state bodies = {0};
    struct phase_state phase = {0};
    state = set_before;
    bool moving = false;
    double total = 1 + m->move_s + m->pause_s + m->stay_s + m->return_s + 1;
    for (int i = 0; i < (int)(total * m->rate); i++) {
        double t = (double)i / m->rate, way = way_at(m, t);
        struct features now = {.t_us = (int64_t)(t * 1e6)};
        set(&now, exercise->phase.signal.kind, way * m->depth / 40);
        if (!m->hide_target)
            set(&now, FEATURE_KNEE_FLEXION, way * m->depth);
        set(&now, FEATURE_TRUNK_INCLINATION, way * m->lean);
        struct reading count = features_read(&now, &bodies, exercise->phase.signal, SIDE_NONE);
        struct reading target = features_read(&now, &bodies, exercise->target.signal, SIDE_NONE);
        if (!moving)
            score_idle(&state, exercise, now.t_us, count, target);
        enum phase_change change =
            phase_step(&phase, &exercise->phase, now.t_us, true, count.value);
        if (change == PHASE_COMPLETED)
            return score_finish(&state, exercise, &phase, 1);
        if (change == PHASE_MOVED) {
            score_begin(&state);
            moving = true;
        }
        if (moving)
            score_step(&state, exercise, &now, &bodies, SIDE_NONE);
    }
    cr_assert_fail("the movement was not counted");
    return (struct rep_result){0};
}

static const struct score_item *find(const struct rep_result *rep, const char *rule)
{
    for (int i = 0; i < rep->item_count; i++)
        if (strcmp(rep->item[i].rule, rule) == 0)
            return &rep->item[i];
    return NULL;
}

Test(score, a_good_repetition_keeps_all_its_points)
{
    struct exercise e = squat_with_hold(0);
    struct rep_result rep = perform(&e, &good);
    cr_assert_float_eq(rep.score, 100, 0.01, "%.2f", (double)rep.score);
    cr_assert_eq(rep.item_count, 0);
    cr_assert_float_eq(rep.judged, 1, 1e-6);
    cr_assert_float_eq(rep.peak, 50, 0.5);
    cr_assert_float_eq(rep.range, 50, 0.5);
}

Test(score, movement_times_are_those_performed)
{
    const double times[] = {1.0, 2.0, 4.0};
    const int rates[] = {30, 15, 10};
    struct exercise e = squat_with_hold(0);
    for (int i = 0; i < 3; i++) {
        for (int r = 0; r < 3; r++) {
            struct movement m = good;
            m.move_s = times[i];
            m.return_s = times[2 - i];
            m.rate = rates[r];
            struct rep_result rep = perform(&e, &m);
            cr_assert_float_eq(rep.move_s, m.move_s, 0.15, "%.2f of %.2f at %d", (double)rep.move_s,
                               m.move_s, m.rate);
            cr_assert_float_eq(rep.return_s, m.return_s, 0.2, "%.2f of %.2f at %d",
                               (double)rep.return_s, m.return_s, m.rate);
        }
    }
}

Test(score, haste_costs_points_and_patience_never_does)
{
    struct exercise e = squat_with_hold(0);
    struct movement m = good;
    m.move_s = 0.8;
    struct rep_result rep = perform(&e, &m);
    const struct score_item *item = find(&rep, "tempo_move");
    cr_assert(item && item->seen && item->points > 0);
    cr_assert_float_eq(item->limit, 1.2f, 1e-5f);
    cr_assert_float_eq(item->value, 0.8, 0.15);
    m.move_s = m.return_s = 8;
    rep = perform(&e, &m);
    cr_assert_float_eq(rep.score, 100, 0.01);
}

Test(score, a_short_range_costs_by_how_short_and_more_range_earns_nothing)
{
    struct exercise e = squat_with_hold(0);
    e.target.value = 60; /* band 52..68 */
    float last = 101;
    const double depths[] = {56, 50, 46, 42};
    for (int i = 0; i < 4; i++) {
        struct movement m = good;
        m.depth = depths[i];
        struct rep_result rep = perform(&e, &m);
        cr_assert(rep.score < last, "depth %.0f", depths[i]);
        last = rep.score;
        const struct score_item *item = find(&rep, "range");
        cr_assert((item != NULL) == (depths[i] < 52));
    }
    struct movement deep = good;
    deep.depth = 90;
    cr_assert(perform(&e, &deep).score <= 100);
}

Test(score, a_hold_is_timed_inside_the_band_only)
{
    struct exercise e = squat_with_hold(3);
    struct movement m = good;
    m.stay_s = 3;
    struct rep_result rep = perform(&e, &m);
    cr_assert(rep.hold_seen && rep.hold_s >= 3 && rep.hold_s < 4.6f, "%.2f", (double)rep.hold_s);
    cr_assert_null(find(&rep, "hold"));
    m.stay_s = 0;
    rep = perform(&e, &m);
    const struct score_item *item = find(&rep, "hold");
    cr_assert(item && item->points > 0);
    m.depth = 41; /* reached, but the band starts at 42 */
    m.stay_s = 3;
    rep = perform(&e, &m);
    cr_assert_float_eq(rep.hold_s, 0, 1e-6);
}

Test(score, a_fault_costs_more_the_further_it_goes)
{
    struct exercise e = squat_with_hold(0);
    const double leans[] = {24, 30, 40, 60};
    float last = 100.01f;
    for (int i = 0; i < 4; i++) {
        struct movement m = good;
        m.lean = leans[i];
        struct rep_result rep = perform(&e, &m);
        cr_assert(rep.score < last, "lean %.0f", leans[i]);
        last = rep.score;
        const struct score_item *item = find(&rep, "trunk_lean");
        cr_assert((item != NULL) == (leans[i] > 25));
        if (item)
            cr_assert_float_eq(item->value, leans[i], 0.5);
    }
}

Test(score, what_was_not_seen_costs_nothing_and_is_named)
{
    struct exercise e = squat_with_hold(3);
    struct movement m = good;
    m.hide_target = true;
    struct rep_result rep = perform(&e, &m);
    const struct score_item *range = find(&rep, "range"), *hold = find(&rep, "hold");
    cr_assert(range && !range->seen && hold && !hold->seen);
    cr_assert_float_eq(range->points, 0, 0);
    cr_assert_float_eq(rep.score, 100, 0.01);
    /* Points: range 30, hold 20, tempo 20 each way, trunk 20: the last three were seen. */
    cr_assert_float_eq(rep.judged, 60.0 / 110.0, 1e-5);
    cr_assert_not(rep.range_seen);
    cr_assert_not(rep.sparc_seen);
}

Test(score, a_range_unlike_the_sets_others_costs_a_little)
{
    struct exercise e = squat_with_hold(0);
    e.target.constancy_points = 10;
    e.target.constancy_slack = 0.2f;
    struct score_state set = {0};
    struct rep_result same = perform(&e, &good);
    cr_assert_null(find(&same, "constancy"), "the first has nothing to be like");
    score_remember(&set, &same);
    cr_assert_float_eq(set.range_sum, 50, 0.5);
    set_before = set;
    struct movement deep = good;
    deep.depth = 58; /* 16 % more */
    struct rep_result near = perform(&e, &deep);
    cr_assert_null(find(&near, "constancy"));
    deep.depth = 68; /* 36 % more */
    struct rep_result far = perform(&e, &deep);
    const struct score_item *item = find(&far, "constancy");
    cr_assert(item && item->points > 0);
    cr_assert_float_eq(item->value, 68, 0.5);
    cr_assert_float_eq(item->limit, 50, 0.5);
}

Test(score, a_hesitant_reach_is_less_smooth)
{
    struct exercise e = squat_with_hold(0);
    struct rep_result rep = perform(&e, &good);
    cr_assert(rep.sparc_seen);
    cr_assert(rep.sparc > -2.2f && rep.sparc < -1.3f, "%.2f", (double)rep.sparc);
    struct movement halting = good;
    halting.pause_s = 0.7;
    struct rep_result hesitant = perform(&e, &halting);
    cr_assert(hesitant.sparc_seen);
    cr_assert(hesitant.sparc < rep.sparc - 1.0f, "%.2f", (double)hesitant.sparc);
    cr_assert_float_eq(hesitant.score, rep.score, 0.01, "smoothness never costs a point");
}
