/* Guarding signs in a session: learnt, told, asked about, handed on. */
#include "sample.h"
#include "signs_sample.h"
#include "stick.h"

#include <criterion/criterion.h>

struct gym {
    struct plan *plan;
    struct coach *coach;
    int64_t t_us;
    int count[EVENT_TYPE_COUNT];
    struct event last[EVENT_TYPE_COUNT];
};

static void hear(struct gym *gym, const struct event *events, int count)
{
    for (int i = 0; i < count; i++) {
        gym->count[events[i].type]++;
        gym->last[events[i].type] = events[i];
    }
}

/* One squat of 7 s, 2 s of them standing; `lively` times as fast back. */
static void squat(struct gym *gym, double depth, double lively)
{
    for (int i = 0; i < 210; i++) {
        double t = i / 30.0, way = t < 2 ? 0 : t < 4 ? (t - 2) / 2 : t < 5 ? 1 : 0;
        if (t >= 5 && t < 5 + 2 / lively)
            way = 1 - (t - 5) * lively / 2;
        double knee = depth * way * way * (3 - 2 * way);
        gym->t_us += 33333;
        struct input input = {.t_us = gym->t_us, .type = INPUT_POSE};
        input.u.pose = pose_quantize(stick_side(gym->t_us, 0.5 * knee, knee, 0.2 * knee));
        struct event events[COACH_MAX_EVENTS];
        hear(gym, events, coach_step(gym->coach, &input, events));
    }
}

static void answer(struct gym *gym, int nrs)
{
    struct input input = {
        .t_us = gym->t_us, .type = INPUT_ACTION, .u.action = {ACTION_PAIN_ANSWER, nrs}};
    struct event events[COACH_MAX_EVENTS];
    hear(gym, events, coach_step(gym->coach, &input, events));
}

static void quit(struct gym *gym)
{
    struct input input = {.t_us = gym->t_us, .type = INPUT_ACTION, .u.action = {ACTION_QUIT, 0}};
    struct event events[COACH_MAX_EVENTS];
    hear(gym, events, coach_step(gym->coach, &input, events));
}

static struct gym open_gym(unsigned signs)
{
    struct gym gym = {.plan = sample_plan(), .coach = malloc(sizeof *gym.coach)};
    cr_assert(gym.coach);
    gym.plan->step[0].dosage = (struct dosage){.sets = 1, .reps = 6, .rest_s = 10};
    gym.plan->step[0].guarding = guarding_default();
    gym.plan->step[0].guarding.signs = signs;
    coach_init(gym.coach, gym.plan);
    return gym;
}

static void close_gym(struct gym *gym)
{
    free(gym->coach);
    free(gym->plan);
}

Test(signs_session, the_coach_learns_tells_pauses_and_asks)
{
    struct gym gym = open_gym(ALL_SIGNS);
    for (int i = 0; i < 3; i++)
        squat(&gym, 59, 1);
    cr_assert_eq(gym.count[EVENT_REP], 3);
    cr_assert_eq(gym.count[EVENT_SIGN], 0);
    squat(&gym, 59, 3);
    cr_assert_eq(gym.count[EVENT_SIGN], 1);
    cr_assert_eq(gym.last[EVENT_SIGN].u.sign.found.sign, SIGN_WITHDRAWAL);
    cr_assert_eq(gym.last[EVENT_SIGN].u.sign.index, 4);
    cr_assert_eq(gym.count[EVENT_ALERT], 0);
    squat(&gym, 42, 1); /* not as far as counts; rest reads lower after a quick return */
    cr_assert_eq(gym.last[EVENT_SIGN].u.sign.found.sign, SIGN_REDUCED_RANGE);
    cr_assert_eq(gym.last[EVENT_SIGN].u.sign.index, 5);
    cr_assert_eq(gym.count[EVENT_ALERT], 1);
    cr_assert_eq(gym.count[EVENT_PAIN_ASKED], 1);
    squat(&gym, 59, 1);
    cr_assert_eq(gym.count[EVENT_REP], 4, "the set waits for the answer");
    answer(&gym, 2);
    for (int i = 0; i < 4; i++)
        squat(&gym, 59, i < 2 ? 3 : 1);
    cr_assert_eq(gym.count[EVENT_ALERT], 1, "asked once a set");
    cr_assert_eq(gym.count[EVENT_STEP_DONE], 1);
    cr_assert_eq(gym.count[EVENT_BASELINE], 1);
    const struct baseline *learnt = &gym.last[EVENT_BASELINE].u.baseline;
    cr_assert_float_eq(learnt->of[BASELINE_RANGE].mean, 59, 2);
    cr_assert(learnt->of[BASELINE_RANGE].count >= 3);
    close_gym(&gym);
}

Test(signs_session, known_from_before_the_first_repetition_is_judged)
{
    struct gym gym = open_gym(ALL_SIGNS);
    gym.plan->baseline[0][SIDE_NONE] = usual(85);
    coach_init(gym.coach, gym.plan);
    squat(&gym, 59, 1);
    cr_assert(gym.count[EVENT_SIGN] > 0);
    close_gym(&gym);
}

Test(signs_session, a_movement_turned_back_early_is_told_though_nothing_counted)
{
    struct gym gym = open_gym(ALL_SIGNS);
    squat(&gym, 59, 1);
    squat(&gym, 30, 1);
    cr_assert_eq(gym.count[EVENT_REP], 1);
    cr_assert_eq(gym.count[EVENT_SIGN], 1);
    cr_assert_eq(gym.last[EVENT_SIGN].u.sign.found.sign, SIGN_WITHDRAWAL);
    cr_assert_eq(gym.last[EVENT_SIGN].u.sign.index, 2);
    squat(&gym, 30, 1);
    cr_assert_eq(gym.count[EVENT_ALERT], 1, "twice of three");
    cr_assert_eq(gym.count[EVENT_PAIN_ASKED], 1);
    close_gym(&gym);
}

Test(signs_session, nobody_to_ask_nothing_waits)
{
    struct gym gym = open_gym(ALL_SIGNS);
    gym.plan->unattended = true;
    coach_init(gym.coach, gym.plan);
    for (int i = 0; i < 3; i++)
        squat(&gym, 59, 1);
    for (int i = 0; i < 3; i++)
        squat(&gym, 59, 3);
    cr_assert_eq(gym.count[EVENT_ALERT], 1);
    cr_assert_eq(gym.count[EVENT_PAIN_ASKED], 0);
    cr_assert_eq(gym.count[EVENT_REP], 6);
    close_gym(&gym);
}

Test(signs_session, cost_no_point_and_are_told_the_same_again)
{
    struct gym with = open_gym(ALL_SIGNS), without = open_gym(0), again = open_gym(ALL_SIGNS);
    with.plan->unattended = again.plan->unattended = true;
    coach_init(with.coach, with.plan);
    coach_init(again.coach, again.plan);
    for (int i = 0; i < 6; i++) {
        double depth = i == 4 ? 57.5 : 59, lively = i == 3 ? 3 : 1;
        squat(&with, depth, lively);
        squat(&without, depth, lively);
        squat(&again, depth, lively);
        cr_assert_eq(coach_hash(with.coach), coach_hash(again.coach));
        cr_assert_eq(with.count[EVENT_REP], without.count[EVENT_REP]);
        cr_assert_eq(with.last[EVENT_REP].u.rep.score, without.last[EVENT_REP].u.rep.score);
        cr_assert_eq(with.last[EVENT_REP].u.rep.item_count,
                     without.last[EVENT_REP].u.rep.item_count);
    }
    cr_assert(with.count[EVENT_SIGN] > 0);
    cr_assert_eq(without.count[EVENT_SIGN], 0);
    cr_assert_eq(without.count[EVENT_BASELINE], 0, "nothing is kept that nobody asked for");
    close_gym(&with);
    close_gym(&without);
    close_gym(&again);
}

Test(signs_session, a_copy_in_the_middle_is_a_snapshot)
{
    struct gym gym = open_gym(ALL_SIGNS), other = open_gym(ALL_SIGNS);
    for (int i = 0; i < 4; i++)
        squat(&gym, 59, i == 3 ? 3 : 1);
    *other.coach = *gym.coach;
    other.t_us = gym.t_us;
    for (int i = 0; i < 2; i++) {
        squat(&gym, 59, 3);
        squat(&other, 59, 3);
    }
    cr_assert_eq(gym.last[EVENT_ALERT].t_us, other.last[EVENT_ALERT].t_us);
    cr_assert_eq(coach_hash(gym.coach), coach_hash(other.coach));
    close_gym(&gym);
    close_gym(&other);
}

Test(signs_session, a_step_that_ends_early_leaves_what_it_taught)
{
    struct gym gym = open_gym(ALL_SIGNS), few = open_gym(ALL_SIGNS);
    for (int i = 0; i < 4; i++)
        squat(&gym, 59, 1);
    for (int i = 0; i < 2; i++)
        squat(&few, 59, 1);
    quit(&gym);
    quit(&few);
    cr_assert_eq(gym.count[EVENT_SESSION_DONE], 1);
    cr_assert_eq(gym.count[EVENT_BASELINE], 1);
    cr_assert_geq(gym.last[EVENT_BASELINE].u.baseline.of[BASELINE_RANGE].count, 3);
    cr_assert_eq(few.count[EVENT_SESSION_DONE], 1);
    cr_assert_eq(few.count[EVENT_BASELINE], 0, "too few to be usual");
    close_gym(&gym);
    close_gym(&few);
}

Test(signs_session, the_same_exercise_again_adds_to_what_is_usual)
{
    struct gym gym = open_gym(ALL_SIGNS);
    gym.plan->step_count = 2;
    gym.plan->step[1] = gym.plan->step[0];
    gym.plan->step[0].dosage.reps = gym.plan->step[1].dosage.reps = 4;
    coach_init(gym.coach, gym.plan);
    for (int i = 0; i < 4; i++)
        squat(&gym, 59, 1);
    cr_assert_eq(gym.count[EVENT_BASELINE], 1);
    int32_t first = gym.last[EVENT_BASELINE].u.baseline.of[BASELINE_RANGE].count;
    for (int i = 0; i < 12 && gym.count[EVENT_BASELINE] < 2; i++)
        squat(&gym, 59, 1);
    cr_assert_eq(gym.count[EVENT_BASELINE], 2);
    cr_assert_eq(gym.last[EVENT_BASELINE].step, 1);
    cr_assert_gt(gym.last[EVENT_BASELINE].u.baseline.of[BASELINE_RANGE].count, first,
                 "the later one takes the place of the first: it holds both");
    close_gym(&gym);
}
