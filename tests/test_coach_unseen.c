/* What was not watched proves nothing and costs nothing; and states that must not stick. */
#include "sample.h"
#include "stick.h"

#include <criterion/criterion.h>

static void set(struct features *features, enum feature_kind kind, double value)
{
    for (int side = 0; side < 2; side++) {
        features->value[2 * (int)kind + side] = (float)value;
        features->valid |= 1ull << (2 * (int)kind + side);
    }
}

/* ---- the score ---- */

/* Counts by the hip's height, with a hold of 2.8 s of the knee at 50. */
static struct exercise held_squat(void)
{
    struct exercise e = sample_squat();
    e.target.hold_s = 2.8f;
    e.target.hold_points = 20;
    return e;
}

/* Three seconds beyond reach at 30 a second, the knee in the band, hidden from one time to another;
 * the trunk leans too far in single poses, unseen between them. */
static struct rep_result hold(double hidden_from, double hidden_to, double held_s, bool blinks)
{
    struct exercise e = held_squat();
    struct score_state *state = calloc(1, sizeof *state);
    struct feature_state bodies = {0};
    struct phase_state phase = {.left_us = 0, .rest_us = 5000000};
    if (!state)
        abort();
    score_begin(state);
    for (int i = 0; i <= 150; i++) {
        double t = i / 30.0;
        bool down = t >= 1 && t < 1 + held_s;
        struct features now = {.t_us = (int64_t)(t * 1e6)};
        set(&now, FEATURE_HIP_HEIGHT, t >= 1 && t < 4 ? 0.85 : 0.95);
        bool hidden = blinks ? i % 5 == 0 : t >= hidden_from && t < hidden_to;
        if (!hidden)
            set(&now, FEATURE_KNEE_FLEXION, down ? 50 : 20);
        if (i % 25 == 0)
            set(&now, FEATURE_TRUNK_INCLINATION, 45);
        score_step(state, &e, &now, &bodies, SIDE_NONE);
    }
    struct rep_result rep = score_finish(state, &e, &phase, 1);
    free(state);
    return rep;
}

static const struct score_item *item_of(const struct rep_result *rep, const char *rule)
{
    for (int i = 0; i < rep->item_count; i++)
        if (strcmp(rep->item[i].rule, rule) == 0)
            return &rep->item[i];
    return NULL;
}

Test(unseen, a_hold_with_blinks_is_held)
{
    struct rep_result rep = hold(0, 0, 3, true);
    cr_assert(rep.hold_seen);
    cr_assert_float_eq((double)rep.hold_s, 3, 0.1);
    cr_assert_null(item_of(&rep, "hold"));
}

Test(unseen, a_hold_that_may_have_been_whole_costs_nothing)
{
    struct rep_result rep = hold(2, 3, 3, false);
    cr_assert_not(rep.hold_seen);
    cr_assert_not_null(item_of(&rep, "hold"));
    cr_assert_not(item_of(&rep, "hold")->seen);
    rep = hold(2, 2.5, 1, false); /* let go for 2 s, of which 0.5 s were not seen */
    cr_assert(rep.hold_seen);
    cr_assert_not_null(item_of(&rep, "hold"));
    cr_assert_float_eq((double)item_of(&rep, "hold")->points, 20 * (1 - 1.5 / 2.8) * 100 / 110, 1);
}

Test(unseen, a_range_is_judged_where_the_target_was_seen)
{
    struct rep_result rep = hold(1.2, 4, 3, false);
    cr_assert_not(rep.range_seen, "the deepest part was hidden");
    cr_assert_not(item_of(&rep, "range")->seen);
}

Test(unseen, a_fault_does_not_last_across_what_was_not_watched)
{
    struct rep_result rep = hold(0, 0, 3, false);
    const struct score_item *lean = item_of(&rep, "trunk_lean");
    cr_assert(lean && !lean->seen && lean->points == 0.0f);
}

/* ---- the limits ---- */

static int watch_knee(struct guard_state *guard, const struct exercise *e, double t_s, double knee,
                      float tighten, enum warning_level *level)
{
    struct features now = {.t_us = (int64_t)(t_s * 1e6)};
    struct feature_state bodies = {0};
    struct guard_warning out[EXERCISE_MAX_LIMITS];
    set(&now, FEATURE_KNEE_FLEXION, knee);
    set(&now, FEATURE_HIP_HEIGHT, knee);
    int count = guard_step(guard, e, &now, &bodies, SIDE_NONE, tighten, out);
    if (count > 0)
        *level = out[0].level;
    return count;
}

Test(unseen, single_glimpses_beyond_a_limit_are_no_excess)
{
    struct exercise e = sample_squat();
    struct guard_state guard = {0};
    enum warning_level level;
    for (int i = 0; i < 10; i++)
        cr_assert_eq(watch_knee(&guard, &e, 1 + i, 80, 1, &level), 0);
    for (int i = 0, said = 0; i < 10; i++) {
        said += watch_knee(&guard, &e, 10 + i / 30.0, 80, 1, &level);
        cr_assert(i < 9 || said == 1);
    }
}

Test(guard, a_second_excess_stops_again)
{
    struct exercise e = sample_squat(); /* warns at 62, stops at 75 */
    struct guard_state guard = {0};
    enum warning_level level;
    int stops = 0;
    for (int i = 0; i < 120; i++) /* back to 66 only: never eased off */
        stops += watch_knee(&guard, &e, i / 30.0, i / 30 % 2 ? 80 : 66, 1, &level) &&
                 level == WARNING_STOP;
    cr_assert_eq(stops, 2);
    guard_begin(&guard); /* still beyond: a new repetition is told so as well */
    cr_assert_eq(watch_knee(&guard, &e, 4, 80, 1, &level), 1);
    cr_assert_eq(level, WARNING_STOP);
}

Test(guard, tightening_a_lower_limit_does_not_forbid_standing)
{
    struct exercise e = sample_squat();
    struct guard_state guard = {0};
    enum warning_level level;
    e.limit[0].signal.kind = FEATURE_HIP_HEIGHT;
    e.limit[0].compare = COMPARE_BELOW;
    e.limit[0].warn = 0.79f;
    e.limit[0].stop = 0;
    for (int i = 0; i < 30; i++)
        cr_assert_eq(watch_knee(&guard, &e, i / 30.0, 0.93, 0.5f, &level), 0);
    int said = 0; /* half way between 0.79 and standing straight: 0.895 */
    for (int i = 30; i < 60; i++)
        said += watch_knee(&guard, &e, i / 30.0, 0.85, 0.5f, &level);
    cr_assert_eq(said, 1);
}

Test(guard, a_wide_hysteresis_can_be_eased_off)
{
    struct exercise e = sample_squat();
    struct guard_state guard = {0};
    enum warning_level level = WARNING_OVER;
    e.limit[0].compare = COMPARE_EITHER;
    e.limit[0].warn = 3;
    e.limit[0].stop = 0;
    for (int i = 0; i < 60; i++)
        watch_knee(&guard, &e, i / 30.0, i < 30 ? 5 : 0, 1, &level);
    cr_assert_eq(level, WARNING_WITHDRAWN);
}

/* ---- repetitions and sight ---- */

Test(phase, a_repetition_that_follows_at_once_starts_where_it_does)
{
    const struct phase_rule rule = {
        .rest = 10, .leave = 15, .reach = 35, .min_move_s = 0.3f, .min_rest_s = 0.3f};
    struct phase_state state = {0};
    int done = 0;
    for (int i = 0; i < 30 * 9; i++) {
        double t = i / 30.0, value = t < 1 ? 0 : 25 * (1 - cos((t - 1) * 3.14159265));
        enum phase_change change =
            phase_step(&state, &rule, (int64_t)(t * 1e6), true, (float)value);
        if (change == PHASE_COMPLETED)
            done++;
        if (change == PHASE_MOVED) /* one starts each two seconds, at 1 s, 3 s, 5 s... */
            cr_assert_float_eq((double)state.left_us * 1e-6, 1 + 2 * done, 0.35);
    }
    cr_assert_geq(done, 3);
}

Test(features, one_jumping_joint_does_not_lengthen_a_leg)
{
    const struct feature_settings settings = feature_settings_default();
    struct feature_state state = {0};
    struct features features = {0};
    for (int i = 1; i <= 90; i++) {
        struct pose pose = stick_side(i * 33333, 0, 0, 0);
        if (i == 60)
            for (int side = 0; side < 2; side++)
                pose.joint[JOINT_LEFT_ANKLE + side].y += 0.4f;
        features = features_step(&state, &settings, &pose, false);
    }
    float height = features.value[2 * FEATURE_HIP_HEIGHT];
    cr_assert_float_eq((double)height, 1, 0.024, "a straight leg again: %.3f", (double)height);
}

Test(coach, what_was_lost_is_found_in_the_next_step_too)
{
    struct plan *plan = sample_plan();
    struct coach *coach = malloc(sizeof *coach);
    if (!coach)
        abort();
    plan->step[1] = plan->step[0];
    plan->step_count = 2;
    plan->step[0].dosage.sets = 1;
    coach_init(coach, plan);
    int count[EVENT_TYPE_COUNT] = {0};
    for (int i = 1; i < 30 * 20; i++) {
        struct input input = {.t_us = i * 33333, .type = INPUT_POSE};
        input.u.pose = i < 300 ? (struct pose){.t_us = i * 33333, .present = true}
                               : stick_side(i * 33333, 0, 0, 0);
        if (i == 150 || i == 151)
            input = (struct input){i * 33333, INPUT_ACTION, .u.action = {ACTION_SKIP, 0}};
        struct event events[COACH_MAX_EVENTS];
        for (int k = 0, n = coach_step(coach, &input, events); k < n; k++)
            count[events[k].type]++;
    }
    cr_assert_eq(count[EVENT_STEP_STARTED], 2);
    cr_assert_eq(count[EVENT_TRACKING_LOST], 1);
    cr_assert_eq(count[EVENT_TRACKING_FOUND], 1);
    free(coach);
    free(plan);
}
