/* Events to figures. */
#include "session/summary.h"

#include <criterion/criterion.h>
#include <string.h>

static struct event make(enum event_type type, double t_s, int32_t step, enum body_side side)
{
    struct event event;
    memset(&event, 0, sizeof event);
    event.type = type;
    event.t_us = (int64_t)(t_s * 1e6);
    event.step = step;
    event.set = 1;
    event.side = side;
    return event;
}

static void tell(struct summary *summary, struct event event)
{
    summary_event(summary, &event);
}

static void tell_rep(struct summary *summary, double t_s, int32_t step, enum body_side side,
                     float score)
{
    struct event event = make(EVENT_REP, t_s, step, side);
    event.u.rep.score = score;
    event.u.rep.index = 1;
    event.set = 2;
    tell(summary, event);
}

Test(summary, gathers_by_exercise_and_side)
{
    struct summary summary = {0};
    cr_assert_eq(summary_form(&summary, NULL), -1);
    tell(&summary, make(EVENT_STEP_STARTED, 0, 0, SIDE_LEFT));
    tell(&summary, make(EVENT_SET_STARTED, 0, 0, SIDE_LEFT));
    tell_rep(&summary, 1, 0, SIDE_LEFT, 90);
    tell(&summary, make(EVENT_SET_STARTED, 2, 0, SIDE_RIGHT));
    tell_rep(&summary, 3, 0, SIDE_RIGHT, 60);
    tell_rep(&summary, 4, 0, SIDE_LEFT, 80);
    tell(&summary, make(EVENT_SET_STARTED, 5, 1, SIDE_NONE));
    tell(&summary, make(EVENT_REP_ABANDONED, 6, 1, SIDE_NONE));

    cr_assert_eq(summary.block_count, 3);
    cr_assert_eq(summary.block[0].rep_count, 2);
    cr_assert_eq(summary.block[0].rep_set[1], 2);
    cr_assert_eq(summary.block[1].side, SIDE_RIGHT);
    cr_assert_eq(summary.block[1].rep_count, 1);
    cr_assert_eq(summary.block[2].step, 1);
    cr_assert_eq(summary.abandoned, 1);
    cr_assert_float_eq(summary_form(&summary, &summary.block[0]), 85, 1e-4);
    cr_assert_float_eq(summary_form(&summary, NULL), 230.0 / 3, 1e-4);
    cr_assert_eq(summary_form(&summary, &summary.block[2]), -1);
    cr_assert_not(summary.done);
    summary_free(&summary);
    cr_assert_null(summary.block);
    summary_free(&summary);
}

static void tell_range(struct summary *summary, enum body_side side, bool seen, float range)
{
    struct event event = make(EVENT_REP, 1, 0, side);
    event.u.rep.range_seen = seen;
    event.u.rep.range = range;
    tell(summary, event);
}

Test(summary, compares_right_with_left)
{
    struct summary summary = {0};
    float index;
    tell_range(&summary, SIDE_LEFT, true, 20);
    tell_range(&summary, SIDE_LEFT, false, 90);
    tell_range(&summary, SIDE_RIGHT, false, 30);
    cr_assert_not(summary_symmetry(&summary, 0, &index), "the right range was never seen");
    tell_range(&summary, SIDE_RIGHT, true, 25);
    tell_range(&summary, SIDE_RIGHT, true, 35);
    cr_assert(summary_symmetry(&summary, 0, &index));
    cr_assert_float_eq(index, (30.0 - 20.0) / 25.0 * 100, 1e-3);
    cr_assert_not(summary_symmetry(&summary, 1, &index), "another step");
    summary_free(&summary);
}

Test(summary, a_repetition_without_a_score_leaves_the_mean_alone)
{
    struct summary summary = {0};
    tell_rep(&summary, 1, 0, SIDE_NONE, 80);
    struct event guided = make(EVENT_REP, 2, 0, SIDE_NONE);
    guided.u.rep.unscored = true;
    tell(&summary, guided);
    cr_assert_eq(summary.block[0].rep_count, 2);
    cr_assert_float_eq(summary_form(&summary, NULL), 80, 1e-4);
    summary_free(&summary);
}

Test(summary, keeps_warnings_but_not_their_withdrawal)
{
    struct summary summary = {0};
    struct event warning = make(EVENT_WARNING, 3.25, 0, SIDE_NONE);
    strcpy(warning.u.rule.id, "knee_range");
    warning.u.rule.level = WARNING_APPROACHING;
    warning.u.rule.value = 55;
    warning.u.rule.limit = 60;
    warning.u.rule.lead_s = 0.25f;
    tell(&summary, warning);
    warning.u.rule.level = WARNING_WITHDRAWN;
    tell(&summary, warning);
    cr_assert_eq(summary.block_count, 1);
    cr_assert_eq(summary.block[0].warning_count, 1);
    const struct summary_warning *kept = &summary.block[0].warning[0];
    cr_assert_str_eq(kept->id, "knee_range");
    cr_assert_eq(kept->level, WARNING_APPROACHING);
    cr_assert_float_eq(kept->t_s, 3.25, 1e-6);
    cr_assert_eq(kept->limit, 60);
    cr_assert_eq(kept->lead_s, 0.25f);
    summary_free(&summary);
}

Test(summary, adds_up_the_time_unseen)
{
    struct summary summary = {0};
    tell(&summary, make(EVENT_SET_STARTED, 0, 0, SIDE_NONE));
    tell(&summary, make(EVENT_TRACKING_LOST, 1, 0, SIDE_NONE));
    tell(&summary, make(EVENT_TRACKING_LOST, 1.5, 0, SIDE_NONE)); /* still: told twice */
    tell(&summary, make(EVENT_TRACKING_FOUND, 3, 0, SIDE_NONE));
    tell(&summary, make(EVENT_TRACKING_FOUND, 9, 0, SIDE_NONE)); /* was never lost again */
    tell(&summary, make(EVENT_TRACKING_LOST, 10, 0, SIDE_NONE));
    tell(&summary, make(EVENT_STEP_STARTED, 11, 1, SIDE_NONE)); /* the coach looks afresh */
    tell(&summary, make(EVENT_SET_STARTED, 11, 1, SIDE_NONE));
    tell(&summary, make(EVENT_TRACKING_LOST, 20, 1, SIDE_NONE));
    struct event done = make(EVENT_SESSION_DONE, 24.5, 1, SIDE_NONE);
    done.u.done.reason = DONE_QUIT;
    tell(&summary, done);
    cr_assert_float_eq(summary.block[0].untracked_s, 3, 1e-5);
    cr_assert_float_eq(summary.block[1].untracked_s, 4.5, 1e-5);
    cr_assert(summary.done);
    cr_assert_eq(summary.reason, DONE_QUIT);
    cr_assert_eq(summary.last_us, 24500000);
    summary_free(&summary);
}

Test(summary, grows_as_far_as_a_session_goes)
{
    struct summary summary = {0};
    for (int i = 0; i < 1000; i++)
        tell_rep(&summary, i, i % 48 / 2, i % 2 ? SIDE_LEFT : SIDE_RIGHT, (float)(i % 101));
    cr_assert_eq(summary.block_count, 48);
    int32_t reps = 0;
    for (int32_t i = 0; i < summary.block_count; i++)
        reps += summary.block[i].rep_count;
    cr_assert_eq(reps, 1000);
    cr_assert_eq(summary.block[47].rep[0].score, 47);
    summary_free(&summary);
}

Test(summary, keeps_guarding_signs_and_counts_the_pauses)
{
    struct summary summary = {0};
    struct event sign = make(EVENT_SIGN, 4.5, 0, SIDE_LEFT);
    sign.set = 2;
    sign.u.sign.index = 3;
    sign.u.sign.found = (struct sign_found){SIGN_SLOWING, 3.1f, 2, 2.8f};
    for (int i = 0; i < 9; i++)
        tell(&summary, sign);
    tell(&summary, make(EVENT_ALERT, 5, 0, SIDE_LEFT));
    cr_assert_eq(summary.block_count, 1);
    cr_assert_eq(summary.block[0].sign_count, 9);
    cr_assert_eq(summary.block[0].alerts, 1);
    const struct summary_sign *kept = &summary.block[0].sign[8];
    cr_assert_eq(kept->found.sign, SIGN_SLOWING);
    cr_assert_eq(kept->found.baseline, 2);
    cr_assert_eq(kept->set, 2);
    cr_assert_eq(kept->index, 3);
    cr_assert_float_eq(kept->t_s, 4.5, 1e-6);
    summary_free(&summary);
}
