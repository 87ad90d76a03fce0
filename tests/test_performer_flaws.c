/* What a person in pain does, and what only looks like it: given to the repetitions that were
 * chosen, as much as its grade says, and told in the truth. */
#include "stage.h"

#include "session/gauge.h"

#define REPS 16 /* five and five squats, three lifts to each side */

static struct flaw flaw_of(enum flaw_kind kind, float grade)
{
    return (struct flaw){.kind = kind, .grade = grade};
}

/* Performs the whole plan; the truth of all of it. */
static void perform(struct performer_options options, struct performer_rep truth[REPS])
{
    struct scene stage;
    stage_open(&stage, options);
    while (stage_step(&stage))
        continue;
    const struct performer_rep *rep;
    cr_assert_eq(performer_truth(stage.performer, &rep), REPS);
    memcpy(truth, rep, REPS * sizeof *rep);
    stage_close(&stage);
}

Test(performer_flaws, a_flaw_comes_in_the_repetitions_chosen_and_in_no_other)
{
    struct performer_options options = quiet_options();
    struct performer_rep clean[REPS], rep[REPS];
    perform(options, clean);
    options.flaw = flaw_of(FLAW_SLOWING, 4);
    options.flaw_reps = 1u << 1 | 1u << 3;
    options.flaw_from_set = 2;
    perform(options, rep);
    for (int i = 0; i < REPS; i++) {
        bool chosen = rep[i].set == 2 && (rep[i].index == 2 || rep[i].index == 4);
        float by = chosen ? 2 : 1;
        cr_assert_eq(rep[i].flaw.kind, chosen ? FLAW_SLOWING : FLAW_NONE, "repetition %d", i);
        cr_assert_eq(rep[i].faults, chosen ? PERFORMER_FLAWED : 0);
        cr_assert_float_eq(rep[i].move_s, by * clean[i].move_s, 1e-4);
        cr_assert_float_eq(rep[i].return_s, by * clean[i].return_s, 1e-4);
        cr_assert_float_eq(rep[i].hold_s, clean[i].hold_s, 1e-4, "smooth but slow: no more");
        cr_assert_float_eq(rep[i].value, clean[i].value, 1e-3);
    }
}

Test(performer_flaws, one_side_goes_less_far_and_slower)
{
    struct performer_options options = quiet_options();
    struct performer_rep clean[REPS], rep[REPS];
    perform(options, clean);
    for (int grade = 1; grade <= 4; grade++) {
        options.flaw = flaw_of(FLAW_ASYMMETRY, (float)grade);
        perform(options, rep);
        for (int i = 0; i < REPS; i++) {
            bool weak = rep[i].side == SIDE_RIGHT;
            double less = weak ? 1 - 0.1 * grade : 1, within = 1e-3;
            if (less * 20 < 12 + 0.2 * 8) { /* reach, and a fifth of the way from there */
                less = (12 + 0.2 * 8) / 20;
                within = 0.06; /* of that level, not of its share of the way */
            }
            double slower = 1 + 1.5 * (1 - less); /* as slow as it is short */
            cr_assert_eq(rep[i].flaw.kind, weak ? FLAW_ASYMMETRY : FLAW_NONE);
            cr_assert_float_eq(rep[i].value, less * (double)clean[i].value, 0.35,
                               "grade %d, repetition %d: %.2f", grade, i, (double)rep[i].value);
            cr_assert_float_eq(rep[i].move_s, slower * (double)clean[i].move_s, within);
            cr_assert(rep[i].completed, "still a repetition");
        }
    }
    options.flaw.side = SIDE_LEFT;
    perform(options, rep);
    cr_assert_eq(rep[10].flaw.kind, FLAW_ASYMMETRY);
    cr_assert_eq(rep[13].flaw.kind, FLAW_NONE);
}

Test(performer_flaws, one_of_two_legs_goes_less_far_where_the_view_shows_both)
{
    struct exercise butterfly = make_abduction();
    struct body_shape shape = body_shape_default();
    struct chance chance = chance_seeded(1);
    butterfly.sides = SIDES_TOGETHER;
    butterfly.keyframe[1].hip_abduction[1] = 20;
    struct intent clean = intent_make(&butterfly, SIDE_NONE, 1, false, &chance), intent = clean;
    struct flaw flaw = {.kind = FLAW_ASYMMETRY, .grade = 3, .side = SIDE_RIGHT};
    cr_assert(flaw_apply(&butterfly, &shape, SIDE_NONE, flaw, &intent));
    struct body_angles start = intent_angles(&butterfly, 0, SIDE_NONE);
    struct body_angles target = intent_angles(&butterfly, 1, SIDE_NONE);
    struct body_angles at =
        angles_between(&start, &target, (double)intent.share, &intent.offset, 1);
    cr_assert_float_eq(at.hip_abduction[0], 20 * clean.share, 0.01);
    cr_assert_float_eq(at.hip_abduction[1], 14 * clean.share, 0.01);
    butterfly.view = VIEW_SIDE;
    cr_assert_not(flaw_apply(&butterfly, &shape, SIDE_NONE, flaw, &intent),
                  "from the side one leg hides the other");
}

Test(performer_flaws, tiredness_grows_over_the_set)
{
    struct performer_options options = quiet_options();
    struct performer_rep clean[REPS], rep[REPS];
    perform(options, clean);
    options.flaw = flaw_of(FLAW_FATIGUE, 4);
    perform(options, rep);
    cr_assert_eq(rep[0].flaw.kind, FLAW_NONE, "fresh at first");
    for (int i = 1; i < 5; i++) {
        cr_assert_eq(rep[i].flaw.kind, FLAW_FATIGUE);
        cr_assert_float_eq((double)rep[i].flaw.grade, (double)i, 1e-4);
        cr_assert_float_eq(rep[i].move_s / clean[i].move_s, 1 + 0.05 * i, 1e-3);
        cr_assert_float_eq(rep[i].target.knee_flexion[0] / clean[i].target.knee_flexion[0],
                           1 - 0.02 * i, 0.015, "trembles about it");
    }
    cr_assert_eq(rep[5].flaw.kind, FLAW_NONE, "rested after the set");
}

Test(performer_flaws, a_recoil_is_back_more_than_twice_as_fast)
{
    struct performer_options options = quiet_options();
    struct performer_rep clean[REPS], rep[REPS];
    perform(options, clean);
    options.flaw = flaw_of(FLAW_RECOIL, 2);
    perform(options, rep);
    for (int i = 0; i < REPS; i++) {
        cr_assert_float_eq(rep[i].return_s, clean[i].return_s / 2.5f, 1e-3);
        cr_assert_float_eq(rep[i].value, clean[i].value, 0.1, "after having been there");
        cr_assert_leq(rep[i].hold_s, 0.2f);
        cr_assert(rep[i].completed);
    }
}

/* Of the middle of the shoulders over the middle of the hips, + to the left. */
static double lean_of(const struct landmark *at)
{
    double across = (double)at[JOINT_LEFT_SHOULDER].x + (double)at[JOINT_RIGHT_SHOULDER].x -
                    (double)at[JOINT_LEFT_HIP].x - (double)at[JOINT_RIGHT_HIP].x;
    double up = (double)at[JOINT_LEFT_HIP].y + (double)at[JOINT_RIGHT_HIP].y -
                (double)at[JOINT_LEFT_SHOULDER].y - (double)at[JOINT_RIGHT_SHOULDER].y;
    return atan2(across, up) * DEGREES;
}

/* For how long on end the trunk of the lifts leans by more than 5 degrees, seen in the poses. */
Test(performer_flaws, a_list_is_held)
{
    for (int grade = 1; grade <= 4; grade += 3) {
        struct performer_options options = quiet_options();
        options.flaw = flaw_of(FLAW_SHIFT, (float)grade);
        struct scene stage;
        stage_open(&stage, options);
        double leans_s = 0, longest_s = 0, most = 0;
        while (stage_step(&stage)) {
            const struct landmark *at = stage.input.u.pose.joint;
            double lean = lean_of(at);
            leans_s = stage.listener.step == 1 && lean > 5 ? leans_s + 1.0 / 30 : 0;
            longest_s = fmax(longest_s, leans_s);
            most = stage.listener.step == 1 ? fmax(most, lean) : most;
        }
        const struct performer_rep *rep;
        cr_assert_gt(performer_truth(stage.performer, &rep), 10);
        cr_assert_eq(rep[0].flaw.kind, FLAW_NONE, "a side view can't show it");
        cr_assert_eq(rep[10].flaw.kind, FLAW_SHIFT);
        cr_assert_geq(longest_s, 2, "grade %d: %.2f s", grade, longest_s);
        cr_assert_float_eq(most, 4 + 2 * grade, 0.7, "grade %d: %.1f", grade, most);
        stage_close(&stage);
    }
}

/* A squat with the arms held out before the body. */
static struct plan *plan_with_arms(void)
{
    struct plan *plan = make_plan();
    plan->step[0].keyframe[0].shoulder_flexion[0] = plan->step[0].keyframe[0].shoulder_flexion[1] =
        plan->step[0].keyframe[1].shoulder_flexion[0] =
            plan->step[0].keyframe[1].shoulder_flexion[1] = 80;
    return plan;
}

struct touch {
    double longest_s; /* a wrist within a quarter of the trunk's length of its hip */
    double most_hand_s;
    int turns; /* of the wrist's way while it is there */
};

static struct touch watch_hand(struct performer_options options)
{
    struct scene stage;
    stage_open(&stage, options);
    performer_free(stage.performer);
    free(stage.plan);
    stage.plan = plan_with_arms();
    stage.performer = performer_create(stage.plan, options);
    stage.source = performer_source(stage.performer);
    stage.listener.plan = stage.plan;
    stage.listener.person = performer_sink(stage.performer);
    struct touch touch = {0};
    double near_s = 0, before = 0, way = 0;
    while (stage_step(&stage) && stage.listener.step == 0) {
        const struct landmark *at = stage.input.u.pose.joint;
        const struct performer_rep *rep;
        int count = performer_truth(stage.performer, &rep);
        double trunk = hypot((double)at[JOINT_NECK].x - (double)at[JOINT_LEFT_HIP].x,
                             (double)at[JOINT_NECK].y - (double)at[JOINT_LEFT_HIP].y);
        double x = (double)at[JOINT_LEFT_WRIST].x - (double)at[JOINT_LEFT_HIP].x;
        double y = (double)at[JOINT_LEFT_WRIST].y - (double)at[JOINT_LEFT_HIP].y;
        bool near = count > 0 && rep[count - 1].end_us == 0 && hypot(x, y) < 0.25 * trunk;
        double step = near && near_s > 0 ? x + y - before : 0;
        bool moves = fabs(step) > 3e-4; /* more than the body's own sway */
        touch.turns += moves && step * way < 0;
        way = moves ? step : way;
        near_s = near ? near_s + 1.0 / 30 : 0;
        touch.longest_s = fmax(touch.longest_s, near_s);
        if (count > 0)
            touch.most_hand_s = fmax(touch.most_hand_s, (double)rep[count - 1].hand_s);
        before = x + y;
    }
    stage_close(&stage);
    return touch;
}

Test(performer_flaws, a_hand_comes_to_the_hip_and_may_rub_there)
{
    struct performer_options options = quiet_options();
    struct touch clean = watch_hand(options);
    cr_assert(clean.longest_s <= 0 && clean.most_hand_s <= 0);
    double before_s = 0;
    for (int grade = 1; grade <= 4; grade++) {
        options.flaw = flaw_of(FLAW_SUPPORT, (float)grade);
        struct touch hand = watch_hand(options);
        cr_assert(hand.longest_s >= 1 && hand.longest_s <= 0.8 + 0.4 * grade + 0.7,
                  "grade %d: %.2f s", grade, hand.longest_s);
        cr_assert_gt(hand.longest_s, before_s);
        cr_assert_float_eq(hand.most_hand_s, hand.longest_s, 0.3, "truth %.2f s", hand.most_hand_s);
        before_s = hand.longest_s;
    }
    options.flaw = flaw_of(FLAW_RUBBING, 3);
    struct touch rubs = watch_hand(options);
    options.flaw = flaw_of(FLAW_SUPPORT, 3);
    cr_assert_geq(rubs.longest_s, 1);
    int turns = watch_hand(options).turns;
    cr_assert_geq(rubs.turns, 4 * 10 + turns, "to and fro: %d, %d", rubs.turns, turns);
}

Test(performer_flaws, hands_that_belong_near_the_hip_are_no_sign)
{
    struct performer_options options = quiet_options();
    struct performer_rep rep[REPS];
    options.flaw = flaw_of(FLAW_SUPPORT, 4);
    perform(options, rep);
    for (int i = 0; i < REPS; i++) {
        cr_assert_eq(rep[i].flaw.kind, FLAW_NONE);
        cr_assert_gt(rep[i].hand_s, 1, "they hang there all the time");
    }
}
