/* Real time at the program's edge, on a clock of the test's own; and that what a session did live
 * is what its recording does again, event by event. */
#include "live.h"
#include "pace.h"
#include "prescribe.h"
#include "program.h"
#include "sample.h"
#include "sitting.h"

/* ---- inputs when they are due ---- */

struct list {
    const int64_t *t_us;
    int count, at;
};

static enum pull list_next(void *self, struct input *out, struct error *err)
{
    struct list *list = self;
    (void)err;
    if (list->at >= list->count)
        return PULL_END;
    *out = (struct input){.t_us = list->t_us[list->at++], .type = INPUT_TICK};
    return PULL_INPUT;
}

Test(pacer, gives_each_input_when_it_is_due)
{
    const int64_t times[] = {500000, 533333, 566666};
    struct list list = {times, 3, 0};
    struct pacer pacer = {.inner = {list_next, &list}};
    struct input input;
    const int64_t start = 7000000;
    cr_expect_eq(pacer_time_us(&pacer, start), 0);
    /* The first comes at once, whatever its time: the clock starts with it. */
    cr_expect_eq(pacer_next(&pacer, start, &input, NULL), PULL_INPUT);
    cr_expect_eq(input.t_us, 500000);
    cr_expect_eq(pacer_next(&pacer, start + 33332, &input, NULL), PULL_WAIT);
    cr_expect_eq(pacer_next(&pacer, start + 33333, &input, NULL), PULL_INPUT);
    cr_expect_eq(input.t_us, 533333);
    cr_expect_eq(pacer_time_us(&pacer, start + 40000), 540000);
    /* A late caller gets what has waited, one after the other. */
    cr_expect_eq(pacer_next(&pacer, start + 900000, &input, NULL), PULL_INPUT);
    cr_expect_eq(pacer_next(&pacer, start + 900000, &input, NULL), PULL_END);
}

Test(pacer, a_pause_costs_no_input_and_no_time)
{
    const int64_t times[] = {0, 100000};
    struct list list = {times, 2, 0};
    struct pacer pacer = {.inner = {list_next, &list}};
    struct input input;
    cr_expect_eq(pacer_next(&pacer, 1000, &input, NULL), PULL_INPUT);
    pacer_freeze(&pacer, true, 51000);
    pacer_freeze(&pacer, true, 60000); /* again: it stands since the first time */
    cr_expect_eq(pacer_time_us(&pacer, 900000), 50000);
    cr_expect_eq(pacer_next(&pacer, 900000, &input, NULL), PULL_WAIT);
    pacer_freeze(&pacer, false, 1051000);
    cr_expect_eq(pacer_next(&pacer, 1100999, &input, NULL), PULL_WAIT);
    cr_expect_eq(pacer_next(&pacer, 1101000, &input, NULL), PULL_INPUT);
    cr_expect_eq(input.t_us, 100000);
}

Test(ticker, silence_gives_ticks_that_no_pose_is_lost_to)
{
    struct ticker ticker = {0};
    int64_t t_us = -1;
    cr_expect_not(ticker_due(&ticker, 10000000, &t_us), "none before the first pose");

    const int64_t came = 5000000, taken = 40000;
    cr_expect(ticker_pose(&ticker, taken, came));
    cr_expect_not(ticker_due(&ticker, came + TICK_AFTER_US - 1, &t_us));
    cr_expect(ticker_due(&ticker, came + TICK_AFTER_US, &t_us));
    cr_expect_eq(t_us, taken + TICK_AFTER_US - TICK_BEHIND_US);
    cr_expect_not(ticker_due(&ticker, came + TICK_AFTER_US + 1, &t_us), "each only once");
    cr_expect(ticker_due(&ticker, came + 3 * TICK_AFTER_US, &t_us), "time goes on");
    cr_expect_eq(t_us, taken + 3 * TICK_AFTER_US - TICK_BEHIND_US);

    /* A pose from before that tick can't be taken any more; one from after it can. */
    cr_expect_not(ticker_pose(&ticker, t_us, came + 310000));
    cr_expect(ticker_pose(&ticker, t_us + 1, came + 310000));
    cr_expect_not(ticker_due(&ticker, came + 409999, &t_us));
    cr_expect(ticker_due(&ticker, came + 410000, &t_us));
}

/* ---- live equals replay ---- */

struct act {
    int at; /* after this many inputs */
    struct action action;
};

/* Pauses, pain answers and a skip, put in as a person would. */
static const struct act acts[] = {
    {200, {ACTION_PAUSE, 0}},        {260, {ACTION_GO_ON, 0}}, {700, {ACTION_THAT_HURT, 0}},
    {760, {ACTION_PAIN_ANSWER, 2}},  {1500, {ACTION_SKIP, 0}}, {2500, {ACTION_THAT_HURT, 0}},
    {2600, {ACTION_PAIN_ANSWER, 4}},
};

static struct plan *plan_of(const char *routine)
{
    struct settings settings;
    struct error err;
    const struct prescription wanted = {.routine = routine};
    cr_assert(settings_load(&settings, &err), "%s", err.text);
    struct plan *plan = prescribe_plan(&settings, &wanted, &err);
    cr_assert_not_null(plan, "%s", err.text);
    plan->unattended = true; /* a guarding sign would wait for an answer for ever */
    return plan;
}

/* Holds a session and records it; every event's line and the coach's hash. */
static struct transcript hold(const struct plan *plan, const struct live_options *options,
                              const char *record, bool with_acts)
{
    struct transcript live = {.plan = plan};
    struct sitting sitting;
    struct error err;
    int exit_code, inputs = 0;
    cr_assert(sitting_open(&sitting, plan, options, record, &err, &exit_code), "%s", err.text);
    sitting_listen(&sitting, (struct sink){transcript_event, &live});
    size_t act = 0;
    enum pull pull;
    while ((pull = sitting_step(&sitting, &err)) == PULL_INPUT)
        for (inputs++; with_acts && act < ARRAY_LENGTH(acts) && acts[act].at == inputs; act++)
            session_act(sitting.session, acts[act].action);
    cr_assert_eq(pull, PULL_END, "%s", err.text);
    char hash[32];
    snprintf(hash, sizeof hash, "hash %016llx\n",
             (unsigned long long)coach_hash(session_coach(sitting.session)));
    transcript_add(&live, hash, strlen(hash));
    cr_expect(sitting_end(&sitting, &err), "%s", err.text);
    sitting_close(&sitting);
    return live;
}

static void expect_same_again(const char *routine, const struct live_options *options,
                              bool with_acts)
{
    struct place place = place_make();
    char record[512];
    place_join(record, place.folder, "session.rec");
    struct plan *plan = plan_of(routine);
    struct transcript live = hold(plan, options, record, with_acts), again;
    struct error err;
    cr_assert(transcript_of_file(record, &again, &err), "%s", err.text);
    cr_expect_str_eq(live.text, again.text);
    cr_expect(strstr(live.text, " rep "), "something happened");
    cr_expect(!with_acts || strstr(live.text, " pain_answered "), "the answers are in it");
    free(live.text);
    free(again.text);
    free(plan);
    place_remove(place.folder);
}

Test(live, a_demo_with_pauses_and_pain_is_its_recording)
{
    const struct live_options demo = {.source = "demo", .pace = LIVE_AS_FAST_AS_IT_CAN};
    expect_same_again("si_joint_starter", &demo, true);
    expect_same_again("bridge", &demo, false);
}

Test(live, a_real_video_is_its_recording, .timeout = 300)
{
    if (!shared_is_there())
        return;
    const struct live_options video = {
        .source = SHARED_CLIP, .model = SHARED_NET, .pace = LIVE_AS_FAST_AS_IT_CAN};
    expect_same_again("mini_squat", &video, false);
}

/* In real time pictures may be passed over, but what was consumed is what is recorded. */
Test(live, a_video_in_real_time_is_its_recording, .timeout = 300)
{
    if (!shared_is_there())
        return;
    const struct live_options video = {
        .source = SHARED_CLIP, .model = SHARED_NET, .pace = LIVE_IN_REAL_TIME, .pictures = true};
    expect_same_again("mini_squat", &video, false);
}

Test(live, the_header_names_the_tracker_without_spaces)
{
    struct plan *plan = plan_of("mini_squat");
    const struct live_options options = {.source = "demo"};
    struct live *live = live_open(&options, plan, NULL);
    cr_assert_not_null(live);
    cr_expect_str_eq(live_header(live).tracker, "demo");
    cr_expect_str_eq(live_header(live).model_checksum, "-");
    cr_expect_not(live_is_camera(live));
    cr_expect_gt(live_aspect(live), 0.5f);
    live_close(live);
    live_close(NULL);
    free(plan);
}

Test(live, the_hint_is_what_the_exercise_declares)
{
    struct plan *plan = plan_of("bridge");
    const struct tracker_hint hint = live_hint(&plan->step[0]);
    cr_expect_eq(hint.posture, POSTURE_SUPINE);
    cr_expect_eq(hint.view, VIEW_SIDE);
    free(plan);
}
