/* Live equals replay, event by event, and nothing that listens or records changes a score. */
#include "sample.h"

#include <criterion/criterion.h>

#define SESSION_S 70
#define FRAMES_S  30

/* A live source: a person who squats, with noise, dropped frames, ticks and nobody for a while. */
struct person {
    int frame;
    int waits; /* PULL_WAIT this often before each input */
    int waited;
    bool gap_said;
    bool breaks; /* fails at the end instead of ending */
    uint64_t seed;
};

static enum pull person_next(void *self, struct input *out, struct error *err)
{
    struct person *person = self;
    if (person->waited < person->waits) {
        person->waited++;
        return PULL_WAIT;
    }
    person->waited = 0;
    if (person->frame >= SESSION_S * FRAMES_S) {
        if (person->breaks)
            error_set(err, "the camera went away; plug it in again");
        return person->breaks ? PULL_FAILED : PULL_END;
    }
    int64_t t_us = (int64_t)person->frame * 1000000 / FRAMES_S;
    *out = (struct input){.t_us = t_us, .type = INPUT_POSE};
    if (person->frame == 400 && !person->gap_said) { /* five frames were dropped before this one */
        person->gap_said = true;
        person->frame += 5;
        out->type = INPUT_GAP;
        out->u.dropped = 5;
        return PULL_INPUT;
    }
    person->frame++;
    if (person->frame > 800 && person->frame < 860) {
        out->type = INPUT_TICK;
        return PULL_INPUT;
    }
    double knee = sample_squat_knee((double)t_us / 1e6, person->frame > 1000 ? 68 : 58);
    out->u.pose = sample_squat_pose(t_us, knee, 0.001, &person->seed);
    out->u.pose.present = person->frame < 860 || person->frame > 880;
    return PULL_INPUT;
}

struct act {
    int at; /* after this many inputs */
    struct action action;
};

static const struct act acts[] = {
    {300, {ACTION_PAUSE, 0}},        {330, {ACTION_GO_ON, 0}}, {500, {ACTION_THAT_HURT, 0}},
    {540, {ACTION_PAIN_ANSWER, 2}},  {700, {ACTION_SKIP, 7}},  {1100, {ACTION_THAT_HURT, -3}},
    {1150, {ACTION_PAIN_ANSWER, 4}}, {1200, {ACTION_SKIP, 0}}, {1900, {ACTION_PAIN_ANSWER, 99}},
    {2000, {ACTION_QUIT, 0}},
};

struct outcome {
    struct transcript transcript;
    uint64_t hash;
    enum pull last;
};

/* A session with a person, acted upon, optionally recorded. */
static struct outcome run_live(const struct plan *plan, struct person *person,
                               struct recorder *recorder, int act_count)
{
    struct outcome outcome = {.transcript.plan = plan};
    person->seed = 42;
    struct session *session =
        session_create(plan, (struct input_source){person_next, person}, recorder);
    cr_assert_not_null(session);
    cr_assert(session_add_sink(session, (struct sink){transcript_event, &outcome.transcript}));
    int inputs = 0, act = 0;
    while ((outcome.last = session_step(session, NULL)) == PULL_INPUT ||
           outcome.last == PULL_WAIT) {
        inputs += outcome.last == PULL_INPUT;
        for (; act < act_count && acts[act].at == inputs && outcome.last == PULL_INPUT; act++)
            session_act(session, acts[act].action);
    }
    cr_assert_eq(session_step(session, NULL), PULL_END, "the end stays the end");
    outcome.hash = coach_hash(session_coach(session));
    session_free(session);
    return outcome;
}

static struct recorder *record_to(char **bytes, size_t *size, const struct plan *plan)
{
    struct recording_header header = {"0.1.0", "test", "-", 0};
    FILE *stream = open_memstream(bytes, size);
    cr_assert_not_null(stream);
    struct recorder *recorder = recorder_open_stream(stream, "live.rec", &header, plan, NULL);
    cr_assert_not_null(recorder);
    return recorder;
}

/* The recording's own session, by the plan inside it. */
static struct outcome run_replay(const char *bytes, size_t size)
{
    struct error err = {""};
    struct recording *recording = recording_open_bytes("live.rec", bytes, size, &err);
    cr_assert_not_null(recording, "%s", err.text);
    struct outcome outcome = {.transcript.plan = recording_plan(recording)};
    struct session *session =
        session_create(recording_plan(recording), sample_recording_source(recording), NULL);
    cr_assert_not_null(session);
    session_add_sink(session, (struct sink){transcript_event, &outcome.transcript});
    cr_assert(session_run(session, &err), "%s", err.text);
    outcome.hash = coach_hash(session_coach(session));
    session_free(session);
    struct input rest;
    while (recording_next(recording, &rest) == PULL_INPUT)
        continue;
    cr_assert(recording_complete(recording, &err), "%s", err.text);
    recording_close(recording);
    return outcome;
}

static int count_lines(const struct outcome *outcome, const char *word)
{
    int count = 0;
    for (const char *at = outcome->transcript.text; at && (at = strstr(at, word)); at++)
        count++;
    return count;
}

Test(session, live_equals_replay_with_every_action)
{
    struct plan *plan = sample_plan();
    plan->step[0].dosage.sets = 5; /* longer than the person stays */
    char *bytes;
    size_t size;
    struct person person = {.waits = 2};
    struct recorder *recorder = record_to(&bytes, &size, plan);
    struct outcome live = run_live(plan, &person, recorder, ARRAY_LENGTH(acts));
    cr_assert(recorder_close(recorder, NULL));
    struct outcome replay = run_replay(bytes, size);

    cr_assert_str_eq(live.transcript.text, replay.transcript.text);
    cr_assert_eq(live.hash, replay.hash);
    /* It was worth comparing: there was something of everything. */
    static const char *const kinds[] = {
        " rep ",         "paused",         "resumed", "pain_asked",   "eased", "pain_answered",
        "tracking_lost", "tracking_found", "warning", "rest_started", "gap",   "session_done",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
        cr_assert_gt(count_lines(&live, kinds[i]), 0, "no \"%s\" in:\n%s", kinds[i],
                     live.transcript.text);
    free(live.transcript.text);
    free(replay.transcript.text);
    free(bytes);
    free(plan);
}

Test(session, tap_and_listeners_change_nothing)
{
    struct plan *plan = sample_plan();
    plan->step[0].dosage.sets = 5; /* longer than the person stays */
    char *bytes;
    size_t size;
    struct person with_tap = {0}, without = {.waits = 1};
    struct recorder *recorder = record_to(&bytes, &size, plan);
    struct outcome a = run_live(plan, &with_tap, recorder, ARRAY_LENGTH(acts));
    struct outcome b = run_live(plan, &without, NULL, ARRAY_LENGTH(acts));
    cr_assert_str_eq(a.transcript.text, b.transcript.text);
    cr_assert_eq(a.hash, b.hash);
    /* And the comparison can fail: without the actions it is another session. */
    struct person calm = {0};
    struct outcome c = run_live(plan, &calm, NULL, 0);
    cr_assert_neq(a.hash, c.hash);
    cr_assert_neq(strcmp(a.transcript.text, c.transcript.text), 0);
    recorder_close(recorder, NULL);
    free(a.transcript.text);
    free(b.transcript.text);
    free(c.transcript.text);
    free(bytes);
    free(plan);
}

Test(session, a_source_that_ends_ends_the_session_once)
{
    struct plan *plan = sample_plan();
    struct person person = {0};
    struct outcome outcome = run_live(plan, &person, NULL, 0);
    cr_assert_eq(outcome.last, PULL_END);
    cr_assert_eq(count_lines(&outcome, "session_done"), 1, "%s", outcome.transcript.text);
    free(outcome.transcript.text);
    free(plan);
}

Test(session, a_source_that_breaks_is_told_after_the_last_events)
{
    struct plan *plan = sample_plan();
    struct person person = {.breaks = true, .frame = SESSION_S * FRAMES_S - 60, .seed = 1};
    struct outcome outcome = {.transcript.plan = plan};
    struct session *session =
        session_create(plan, (struct input_source){person_next, &person}, NULL);
    session_add_sink(session, (struct sink){transcript_event, &outcome.transcript});
    struct error err = {""};
    cr_assert_not(session_run(session, &err));
    cr_assert(strstr(err.text, "the camera went away"), "%s", err.text);
    cr_assert_eq(count_lines(&outcome, "session_done"), 1);
    cr_assert_eq(session_step(session, &err), PULL_END);
    session_free(session);
    free(outcome.transcript.text);
    free(plan);
}

Test(session, running_a_live_source_is_refused_instead_of_spinning)
{
    struct plan *plan = sample_plan();
    struct person person = {.waits = 1, .seed = 1};
    struct session *session =
        session_create(plan, (struct input_source){person_next, &person}, NULL);
    struct error err = {""};
    cr_assert_not(session_run(session, &err));
    cr_assert(strstr(err.text, "has to be stepped"), "%s", err.text);
    session_free(session);
    free(plan);
}

/* ---- a source of given inputs ---- */

struct list {
    const struct input *input;
    int count, at;
};

static enum pull list_next(void *self, struct input *out, struct error *err)
{
    (void)err;
    struct list *list = self;
    if (list->at == list->count)
        return PULL_END;
    *out = list->input[list->at++];
    return PULL_INPUT;
}

static struct input standing(int64_t t_us)
{
    uint64_t seed = 3;
    struct input input = {.t_us = t_us, .type = INPUT_POSE};
    input.u.pose = sample_squat_pose(0, 0, 0.001, &seed); /* with a time of its own that is wrong */
    return input;
}

/* Records the inputs and writes down what the recording holds: "p 0, t 5, ..." */
static void record_list(const struct input *input, int count, char *text, size_t room)
{
    struct plan *plan = sample_plan();
    char *bytes;
    size_t size;
    struct recorder *recorder = record_to(&bytes, &size, plan);
    struct list list = {input, count, 0};
    struct session *session =
        session_create(plan, (struct input_source){list_next, &list}, recorder);
    cr_assert(session_run(session, NULL));
    session_free(session);
    cr_assert(recorder_close(recorder, NULL));
    struct recording *recording = recording_open_bytes("list.rec", bytes, size, NULL);
    cr_assert_not_null(recording);
    struct input got;
    size_t length = 0;
    text[0] = '\0';
    while (recording_next(recording, &got) == PULL_INPUT) {
        int value = got.type == INPUT_GAP      ? got.u.dropped
                    : got.type == INPUT_ACTION ? got.u.action.value
                                               : 0;
        length += (size_t)snprintf(text + length, room - length, "%c%lld/%d ", "ptga"[got.type],
                                   (long long)got.t_us, value);
    }
    struct error err = {""};
    cr_assert(recording_complete(recording, &err), "%s", err.text);
    recording_close(recording);
    free(bytes);
    free(plan);
}

Test(session, time_that_runs_backwards_is_dropped_before_the_recorder)
{
    struct input input[] = {
        {.t_us = -5, .type = INPUT_TICK},
        standing(1000),
        standing(1000), /* twice */
        standing(900),
        {.t_us = 999, .type = INPUT_TICK},
        {.t_us = 1000, .type = INPUT_TICK},
        {.t_us = 2000, .type = INPUT_GAP, .u.dropped = 0},
        {.t_us = 2000, .type = INPUT_GAP, .u.dropped = INT32_MAX},
        standing(1500),
        standing(2000),
        standing(RECORDING_MAX_US + 1),
    };
    char text[256];
    record_list(input, ARRAY_LENGTH(input), text, sizeof text);
    cr_assert_str_eq(text, "p1000/0 t1000/0 g2000/1 g2000/1000000 p2000/0 ");
}

Test(session, an_action_takes_the_time_of_the_last_input_and_a_value_it_can_have)
{
    struct input input[] = {
        {.t_us = 777, .type = INPUT_ACTION, .u.action = {ACTION_PAUSE, 5}},
        {.t_us = 1000, .type = INPUT_TICK},
        {.t_us = 5, .type = INPUT_ACTION, .u.action = {ACTION_GO_ON, -1}},
        {.t_us = 5, .type = INPUT_ACTION, .u.action = {(enum action_type)77, 0}},
        {.t_us = 5, .type = INPUT_ACTION, .u.action = {ACTION_THAT_HURT, 0}},
        {.t_us = 9999, .type = INPUT_ACTION, .u.action = {ACTION_PAIN_ANSWER, -2}},
    };
    char text[256];
    record_list(input, ARRAY_LENGTH(input), text, sizeof text);
    cr_assert_str_eq(text, "a0/0 t1000/0 a1000/0 a1000/0 a1000/0 ");
}

/* A listener that answers at once, from within the event. */
struct eager {
    struct session *session;
    int asked;
};

static void eager_event(void *self, const struct event *event)
{
    struct eager *eager = self;
    if (event->type == EVENT_STEP_STARTED)
        session_act(eager->session, (struct action){ACTION_THAT_HURT, 0});
    if (event->type == EVENT_PAIN_ASKED) {
        eager->asked++;
        session_act(eager->session, (struct action){ACTION_PAIN_ANSWER, 1});
    }
}

Test(session, an_action_from_within_an_event_waits_its_turn_and_replays_the_same)
{
    struct plan *plan = sample_plan();
    char *bytes;
    size_t size;
    struct recorder *recorder = record_to(&bytes, &size, plan);
    struct person person = {.seed = 42};
    struct outcome live = {.transcript.plan = plan};
    struct eager eager = {0};
    struct session *session =
        session_create(plan, (struct input_source){person_next, &person}, recorder);
    eager.session = session;
    session_add_sink(session, (struct sink){eager_event, &eager});
    session_add_sink(session, (struct sink){transcript_event, &live.transcript});
    cr_assert(session_run(session, NULL));
    live.hash = coach_hash(session_coach(session));
    session_free(session);
    cr_assert(recorder_close(recorder, NULL));
    cr_assert_gt(eager.asked, 0);

    struct outcome replay = run_replay(bytes, size);
    cr_assert_str_eq(live.transcript.text, replay.transcript.text);
    cr_assert_eq(live.hash, replay.hash);
    free(live.transcript.text);
    free(replay.transcript.text);
    free(bytes);
    free(plan);
}

Test(session, takes_so_many_sinks_and_says_when_it_is_full)
{
    struct plan *plan = sample_plan();
    struct list list = {NULL, 0, 0};
    struct session *session = session_create(plan, (struct input_source){list_next, &list}, NULL);
    struct transcript transcript = {.plan = plan};
    cr_assert_null(session_last_pose(session));
    for (int i = 0; i < SESSION_MAX_SINKS; i++)
        cr_assert(session_add_sink(session, (struct sink){transcript_event, &transcript}));
    cr_assert_not(session_add_sink(session, (struct sink){transcript_event, &transcript}));
    session_free(session);
    session_free(NULL);
    free(plan);
}

Test(session, shows_the_last_pose_as_the_coach_saw_it)
{
    struct plan *plan = sample_plan();
    struct input input[] = {standing(1000), {.t_us = 2000, .type = INPUT_TICK}};
    struct list list = {input, 2, 0};
    struct session *session = session_create(plan, (struct input_source){list_next, &list}, NULL);
    cr_assert(session_run(session, NULL));
    struct pose want = pose_quantize(input[0].u.pose);
    const struct pose *got = session_last_pose(session);
    cr_assert_not_null(got);
    cr_assert_eq(got->t_us, 1000);
    cr_assert_arr_eq(got->joint, want.joint, sizeof want.joint);
    session_free(session);
    free(plan);
}
