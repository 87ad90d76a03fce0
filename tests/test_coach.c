#include <criterion/criterion.h>

#include "coach/coach.h"
#include "coach/safety.h"
#include "sample.h"
#include "stick.h"

/* A person who squats without end: 2 s rest, 2 s down, 1 s there, 2 s up, at 30 frames a second. */
struct gym {
    struct coach *coach;
    struct plan *plan;
    int64_t t_us;
    int count[EVENT_TYPE_COUNT];
    struct event last[EVENT_TYPE_COUNT];
    double depth; /* degrees of knee flexion; 0 stands still */
    bool hidden;  /* behind a curtain */
    bool blinks;  /* seen in every second frame only */
    bool frozen;  /* holds the lowest posture */
};

static struct gym open_gym(void)
{
    struct gym gym = {.plan = sample_plan(), .depth = 59};
    gym.coach = malloc(sizeof *gym.coach);
    if (!gym.coach)
        abort();
    coach_init(gym.coach, gym.plan);
    return gym;
}

static void close_gym(struct gym *gym)
{
    free(gym->coach);
    free(gym->plan);
}

static void hear(struct gym *gym, const struct event *events, int count)
{
    for (int i = 0; i < count; i++) {
        gym->count[events[i].type]++;
        gym->last[events[i].type] = events[i];
    }
}

static void move(struct gym *gym, double seconds)
{
    for (int i = 0; i < (int)(seconds * 30 + 0.5); i++) {
        gym->t_us += 33333;
        double t = fmod((double)gym->t_us * 1e-6, 7.0);
        double way = t < 2 ? 0 : t < 4 ? (t - 2) / 2 : t < 5 ? 1 : (7 - t) / 2;
        if (gym->frozen)
            way = 1;
        double knee = gym->depth * way * way * (3 - 2 * way);
        struct input input = {.t_us = gym->t_us, .type = INPUT_POSE};
        input.u.pose = stick_side(gym->t_us, 0.5 * knee, knee, 0.2 * knee);
        if (gym->hidden || (gym->blinks && i % 2 == 0))
            input.u.pose = (struct pose){.t_us = gym->t_us};
        input.u.pose = pose_quantize(input.u.pose);
        struct event events[COACH_MAX_EVENTS];
        hear(gym, events, coach_step(gym->coach, &input, events));
    }
}

static void act(struct gym *gym, enum action_type type, int value)
{
    struct input input = {.t_us = gym->t_us, .type = INPUT_ACTION, .u.action = {type, value}};
    struct event events[COACH_MAX_EVENTS];
    hear(gym, events, coach_step(gym->coach, &input, events));
}

Test(coach, a_routine_runs_from_its_first_set_to_the_end)
{
    struct gym gym = open_gym(); /* 2 sets of 3, 10 s of rest */
    move(&gym, 25);
    cr_assert_eq(gym.count[EVENT_REP], 3);
    cr_assert_eq(gym.count[EVENT_SET_DONE], 1);
    cr_assert_eq(gym.count[EVENT_REST_STARTED], 1);
    cr_assert_eq(gym.coach->stage, STAGE_REST);
    move(&gym, 50);
    cr_assert_eq(gym.count[EVENT_REP], 6);
    cr_assert_eq(gym.count[EVENT_REST_ENDED], 1);
    cr_assert_eq(gym.count[EVENT_STEP_DONE], 1);
    cr_assert_eq(gym.count[EVENT_SESSION_DONE], 1);
    cr_assert_eq(gym.last[EVENT_SESSION_DONE].u.done.reason, DONE_COMPLETED);
    cr_assert_eq(gym.count[EVENT_REFERENCE], 1);
    move(&gym, 5);
    cr_assert_eq(gym.count[EVENT_SESSION_DONE], 1, "nothing comes after the end");
    close_gym(&gym);
}

Test(coach, a_rest_lasts_as_long_as_prescribed)
{
    struct gym gym = open_gym();
    move(&gym, 75);
    double rest_s = (double)(gym.last[EVENT_REST_ENDED].t_us - gym.last[EVENT_REST_STARTED].t_us);
    cr_assert_float_eq(rest_s * 1e-6, 10.0, 0.04);
    close_gym(&gym);
}

Test(coach, sides_take_turns_and_the_sore_one_comes_second)
{
    struct gym gym = open_gym();
    gym.plan->step[0].sides = SIDES_EACH;
    gym.plan->profile.painful_side = SIDE_LEFT;
    coach_init(gym.coach, gym.plan);
    enum body_side expected[] = {SIDE_RIGHT, SIDE_LEFT, SIDE_RIGHT, SIDE_LEFT};
    int heard = 0;
    while (gym.count[EVENT_SESSION_DONE] == 0 && gym.t_us < 300000000) {
        move(&gym, 1);
        if (gym.count[EVENT_SET_STARTED] > heard)
            cr_assert_eq(gym.last[EVENT_SET_STARTED].side, expected[heard++]);
    }
    cr_assert_eq(heard, 4);
    cr_assert_eq(gym.count[EVENT_REP], 12);
    close_gym(&gym);
}

Test(coach, a_pause_stops_the_counting_and_the_rest)
{
    struct gym gym = open_gym();
    move(&gym, 3.5);
    act(&gym, ACTION_PAUSE, 0);
    cr_assert_eq(gym.count[EVENT_REP_ABANDONED], 1, "what was half done is not counted");
    move(&gym, 30);
    cr_assert_eq(gym.count[EVENT_REP], 0);
    act(&gym, ACTION_GO_ON, 0);
    cr_assert_eq(gym.count[EVENT_RESUMED], 1);
    move(&gym, 24);
    cr_assert_eq(gym.count[EVENT_REP], 3);
    act(&gym, ACTION_PAUSE, 0);
    int64_t left = gym.coach->rest_left_us;
    move(&gym, 20);
    cr_assert_eq(gym.coach->rest_left_us, left);
    close_gym(&gym);
}

Test(coach, skip_ends_a_set_and_then_the_rest)
{
    struct gym gym = open_gym();
    move(&gym, 1);
    act(&gym, ACTION_SKIP, 0);
    cr_assert_eq(gym.coach->stage, STAGE_REST);
    act(&gym, ACTION_GO_ON, 0);
    cr_assert_eq(gym.count[EVENT_REST_ENDED], 1);
    cr_assert_eq(gym.last[EVENT_SET_STARTED].set, 2);
    act(&gym, ACTION_SKIP, 0);
    cr_assert_eq(gym.last[EVENT_SESSION_DONE].u.done.reason, DONE_COMPLETED);
    close_gym(&gym);
}

Test(coach, pain_has_the_last_word)
{
    const struct {
        enum pain_policy policy;
        int nrs;
        enum safety_decision decision;
    } rows[] = {
        {PAIN_MONITOR, 0, SAFETY_GO_ON}, {PAIN_MONITOR, 2, SAFETY_GO_ON},
        {PAIN_MONITOR, 3, SAFETY_EASE},  {PAIN_MONITOR, 5, SAFETY_EASE},
        {PAIN_MONITOR, 6, SAFETY_STOP},  {PAIN_MONITOR, 10, SAFETY_STOP},
        {PAIN_STRICT, 0, SAFETY_GO_ON},  {PAIN_STRICT, 1, SAFETY_STOP},
        {PAIN_STRICT, 10, SAFETY_STOP},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct gym gym = open_gym();
        gym.plan->profile.pain_policy = rows[i].policy;
        coach_init(gym.coach, gym.plan);
        move(&gym, 3);
        act(&gym, ACTION_THAT_HURT, 0);
        cr_assert_eq(gym.count[EVENT_PAIN_ASKED], 1);
        move(&gym, 30);
        cr_assert_eq(gym.count[EVENT_REP], 0, "everything waits for the answer");
        act(&gym, ACTION_PAIN_ANSWER, rows[i].nrs);
        cr_assert_eq(gym.last[EVENT_PAIN_ANSWERED].u.pain.nrs, rows[i].nrs);
        cr_assert_eq(gym.count[EVENT_EASED], rows[i].decision == SAFETY_EASE);
        cr_assert_eq(gym.count[EVENT_SESSION_DONE], rows[i].decision == SAFETY_STOP);
        move(&gym, 20);
        if (rows[i].decision == SAFETY_STOP)
            cr_assert_eq(gym.last[EVENT_SESSION_DONE].u.done.reason, DONE_PAIN);
        if (rows[i].decision == SAFETY_EASE)
            cr_assert_eq(gym.last[EVENT_SET_DONE].u.step.reps, 2, "two thirds of three");
        close_gym(&gym);
    }
}

Test(coach, pain_stops_a_paused_session_too)
{
    struct gym gym = open_gym();
    move(&gym, 3);
    act(&gym, ACTION_PAUSE, 0);
    act(&gym, ACTION_PAIN_ANSWER, 8);
    cr_assert_eq(gym.last[EVENT_SESSION_DONE].u.done.reason, DONE_PAIN);
    close_gym(&gym);
}

Test(coach, hips_that_are_not_seen_are_said_and_never_counted)
{
    struct gym gym = open_gym();
    move(&gym, 8);
    cr_assert_eq(gym.count[EVENT_REP], 1);
    gym.hidden = true;
    move(&gym, 10);
    cr_assert_eq(gym.count[EVENT_TRACKING_LOST], 1);
    cr_assert(gym.last[EVENT_TRACKING_LOST].u.tracking.nobody);
    cr_assert_eq(gym.count[EVENT_REP], 1);
    gym.hidden = false;
    move(&gym, 10);
    cr_assert_eq(gym.count[EVENT_TRACKING_FOUND], 1);
    cr_assert(gym.count[EVENT_REP] > 1);
    close_gym(&gym);
}

Test(coach, a_stop_ends_the_repetition_kindly)
{
    struct gym gym = open_gym();
    gym.depth = 85; /* the sample stops at 75 degrees */
    move(&gym, 6.9);
    cr_assert_eq(gym.count[EVENT_REP_ABANDONED], 1);
    cr_assert_eq(gym.last[EVENT_WARNING].u.rule.level, WARNING_WITHDRAWN);
    gym.depth = 59;
    move(&gym, 8);
    cr_assert_eq(gym.count[EVENT_REP], 1, "the next repetition counts again");
    close_gym(&gym);
}

Test(coach, a_repetition_that_never_ends_is_given_up)
{
    struct gym gym = open_gym();
    move(&gym, 4.5);
    cr_assert_eq(gym.count[EVENT_REP_ABANDONED], 0);
    gym.frozen = true; /* stays down: 2 + 2 s were asked for */
    move(&gym, 25);
    cr_assert_eq(gym.count[EVENT_REP_ABANDONED], 1);
    gym.frozen = false;
    move(&gym, 16);
    cr_assert(gym.count[EVENT_REP] >= 1, "and the next one counts");
    close_gym(&gym);
}

Test(coach, a_guided_exercise_counts_without_a_score)
{
    struct gym gym = open_gym();
    struct exercise *tilt = &gym.plan->step[0];
    tilt->guided = true;
    tilt->phase.signal.kind = FEATURE_BODY_SPEED;
    tilt->target.hold_s = 3;
    coach_init(gym.coach, gym.plan);
    gym.depth = 0;
    move(&gym, 11);
    cr_assert_eq(gym.count[EVENT_READY], 0, "what to do is still being read or heard");
    move(&gym, 30);
    cr_assert_eq(gym.count[EVENT_REP], 3);
    cr_assert(gym.last[EVENT_REP].u.rep.guided && gym.last[EVENT_REP].u.rep.unscored);
    cr_assert_eq(gym.last[EVENT_REP].u.rep.item_count, 0);
    cr_assert_eq(gym.count[EVENT_HOLD], 9);
    close_gym(&gym);
}

Test(coach, a_repetition_of_which_little_was_seen_has_no_score)
{
    struct gym gym = open_gym();
    gym.blinks = true;
    move(&gym, 22);
    cr_assert(gym.count[EVENT_REP] > 0);
    cr_assert(gym.last[EVENT_REP].u.rep.seen < SCORE_ENOUGH_SEEN);
    cr_assert(gym.last[EVENT_REP].u.rep.unscored);
    close_gym(&gym);
}

Test(coach, the_end_of_the_source_ends_the_session)
{
    struct gym gym = open_gym();
    move(&gym, 4);
    struct event events[COACH_MAX_EVENTS];
    hear(&gym, events, coach_finish(gym.coach, events));
    cr_assert_eq(gym.count[EVENT_REP_ABANDONED], 1);
    cr_assert_eq(gym.last[EVENT_SESSION_DONE].u.done.reason, DONE_SOURCE_ENDED);
    cr_assert_eq(coach_finish(gym.coach, events), 0, "once");
    close_gym(&gym);
}

Test(coach, time_that_runs_backwards_is_ignored)
{
    struct gym gym = open_gym();
    move(&gym, 5);
    uint64_t before = coach_hash(gym.coach);
    struct event events[COACH_MAX_EVENTS];
    struct input late = {.t_us = gym.t_us - 1, .type = INPUT_TICK};
    cr_assert_eq(coach_step(gym.coach, &late, events), 0);
    struct input twice = {.t_us = gym.t_us, .type = INPUT_POSE};
    twice.u.pose = stick_side(gym.t_us, 0, 0, 0);
    cr_assert_eq(coach_step(gym.coach, &twice, events), 0);
    cr_assert_eq(coach_hash(gym.coach), before);
    close_gym(&gym);
}

Test(coach, a_copy_is_a_snapshot)
{
    struct gym gym = open_gym(), other = open_gym();
    move(&gym, 17.3);
    *other.coach = *gym.coach;
    other.t_us = gym.t_us;
    cr_assert_eq(coach_hash(gym.coach), coach_hash(other.coach));
    move(&gym, 20);
    cr_assert_neq(coach_hash(gym.coach), coach_hash(other.coach));
    move(&other, 20);
    cr_assert_eq(coach_hash(gym.coach), coach_hash(other.coach));
    close_gym(&gym);
    close_gym(&other);
}

Test(coach, every_event_prints_as_one_line)
{
    struct plan *plan = sample_plan();
    for (int type = 0; type < EVENT_TYPE_COUNT; type++) {
        struct event event = {.type = (enum event_type)type, .t_us = 12345678, .set = 1};
        char text[1024];
        int length = event_text(&event, plan, text, sizeof text);
        cr_assert_eq((size_t)length, strlen(text));
        cr_assert(strncmp(text, "12.345 sample_squat none set 1 ", 31) == 0, "%s", text);
        cr_assert_null(strchr(text, '\n'));
        char small[16];
        cr_assert(event_text(&event, plan, small, sizeof small) < 16, "cut, never overrun");
    }
    free(plan);
}
