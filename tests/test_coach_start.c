/* A session that begins in the middle of its plan, where an earlier one broke off. */
#include "sample.h"

#include <criterion/criterion.h>
#include <unistd.h>

/* What was heard, as far as the start shows in it. */
struct heard {
    int count[EVENT_TYPE_COUNT];
    struct event first[EVENT_TYPE_COUNT], last[EVENT_TYPE_COUNT];
};

static void hear(void *self, const struct event *event)
{
    struct heard *heard = self;
    if (heard->count[event->type]++ == 0)
        heard->first[event->type] = *event;
    heard->last[event->type] = *event;
}

/* Squats to 58 degrees, 30 poses a second, ten minutes at most. */
struct squats {
    int64_t frame;
    uint64_t seed;
};

static enum pull next_squat(void *self, struct input *input, struct error *err)
{
    struct squats *squats = self;
    (void)err;
    int64_t t_us = ++squats->frame * 1000000 / 30;
    double knee_deg = sample_squat_knee((double)t_us * 1e-6, 58);
    *input = (struct input){.t_us = t_us, .type = INPUT_POSE};
    input->u.pose = sample_squat_pose(t_us, knee_deg, 0.0005, &squats->seed);
    return squats->frame < 18000 ? PULL_INPUT : PULL_END;
}

/* Two steps of 2 sets of 3, the second one side by side, the left side sore. */
static struct plan *two_steps(struct plan_start start)
{
    struct plan *plan = sample_plan();
    plan->step_count = 2;
    plan->step[1] = plan->step[0];
    plan->step[1].sides = SIDES_EACH;
    plan->profile.painful_side = SIDE_LEFT;
    plan->start = start;
    return plan;
}

static struct heard hold_session(const struct plan *plan, struct recorder *recorder, uint64_t *hash)
{
    struct heard heard = {0};
    struct squats squats = {.seed = 7};
    struct session *session =
        session_create(plan, (struct input_source){next_squat, &squats}, recorder);
    cr_assert(session && session_add_sink(session, (struct sink){hear, &heard}));
    cr_assert(session_run(session, NULL));
    *hash = coach_hash(session_coach(session));
    session_free(session);
    return heard;
}

Test(coach_start, goes_on_where_it_broke_off)
{
    static const struct {
        struct plan_start start;
        int reps, sets_begun, sets_done; /* heard until the end */
        int step, set, index;            /* of the first repetition */
        enum body_side side;
    } rows[] = {
        {{0}, 18, 6, 6, 0, 1, 1, SIDE_NONE},
        {{.set = 1, .reps = 1}, 17, 6, 6, 0, 1, 2, SIDE_NONE},
        {{.set = 2, .reps = 2, .side = SIDE_LEFT}, 13, 5, 5, 0, 2, 3, SIDE_NONE},
        {{.set = 1, .reps = 3}, 15, 5, 6, 0, 2, 1, SIDE_NONE}, /* the set's end is told again */
        {{.step = 1}, 12, 4, 4, 1, 1, 1, SIDE_RIGHT},
        {{.step = 1, .set = 1, .side = SIDE_LEFT, .reps = 2}, 7, 3, 3, 1, 1, 3, SIDE_LEFT},
        {{.step = 1, .set = 2, .side = SIDE_LEFT, .reps = 1}, 2, 1, 1, 1, 2, 2, SIDE_LEFT},
        {{.step = 1, .set = 1, .reps = 1, .ease = 2.0f / 3}, 7, 4, 4, 1, 1, 2, SIDE_RIGHT},
        {{.step = 9, .set = 9, .side = SIDE_LEFT, .reps = 2}, 1, 1, 1, 1, 2, 3, SIDE_LEFT},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct plan *plan = two_steps(rows[i].start);
        uint64_t hash;
        struct heard heard = hold_session(plan, NULL, &hash);
        const struct event *first = &heard.first[EVENT_REP];
        cr_expect_eq(heard.count[EVENT_REP], rows[i].reps, "row %zu: %d", i,
                     heard.count[EVENT_REP]);
        cr_expect_eq(heard.count[EVENT_SET_STARTED], rows[i].sets_begun, "row %zu", i);
        cr_expect_eq(heard.count[EVENT_SET_DONE], rows[i].sets_done, "row %zu", i);
        cr_expect(first->step == rows[i].step && first->set == rows[i].set &&
                      first->u.rep.index == rows[i].index && first->side == rows[i].side,
                  "row %zu: step %d set %d side %d repetition %d", i, first->step, first->set,
                  (int)first->side, first->u.rep.index);
        cr_expect_eq(heard.last[EVENT_SESSION_DONE].u.done.reason, DONE_COMPLETED, "row %zu", i);
        free(plan);
    }
}

Test(coach_start, where_all_was_done_it_ends_at_once)
{
    struct plan *plan = two_steps((struct plan_start){1, 2, SIDE_LEFT, 3, 1});
    struct coach *coach = calloc(1, sizeof *coach);
    struct event events[COACH_MAX_EVENTS];
    coach_init(coach, plan);
    struct input tick = {.type = INPUT_TICK};
    int count = coach_step(coach, &tick, events);
    cr_assert_gt(count, 0);
    cr_expect_eq(events[count - 1].type, EVENT_SESSION_DONE);
    cr_expect_eq(coach_step(coach, &tick, events), 0);
    free(coach);
    free(plan);
}

Test(coach_start, the_text_carries_it)
{
    struct plan *plan = two_steps((struct plan_start){1, 2, SIDE_LEFT, 2, 0.5f});
    struct plan *read = calloc(1, sizeof *read);
    struct error err = {""};
    char *text = plan_text(plan);
    cr_assert(plan_parse(text, "text", read, &err), "%s", err.text);
    cr_expect(read->start.step == 1 && read->start.set == 2 && read->start.side == SIDE_LEFT &&
              read->start.reps == 2 && read->start.ease == 0.5f);
    cr_expect_eq(plan_hash(read), plan_hash(plan));
    uint64_t with_start = plan_hash(plan);
    plan->start = (struct plan_start){0};
    cr_expect_neq(plan_hash(plan), with_start);
    struct plan_start beginning = {.set = 1, .ease = 1};
    uint64_t zero = plan_hash(plan);
    plan->start = beginning;
    cr_expect_eq(plan_hash(plan), zero, "zero is the beginning");
    free(text);

    /* A plan from before there was a start begins at its beginning. */
    text = plan_text(plan);
    char *from = strstr(text, "start={"), *to = from ? strchr(from, '}') : NULL;
    cr_assert(to);
    memset(from, ' ', (size_t)(to - from) + 1);
    cr_assert(plan_parse(text, "text", read, &err), "%s", err.text);
    cr_expect(read->start.step == 0 && read->start.set == 1 && read->start.ease == 1);
    free(text);
    free(read);
    free(plan);
}

Test(coach_start, its_recording_replays_to_the_same_hash)
{
    char path[] = "/tmp/unguard-start-XXXXXX";
    int file = mkstemp(path);
    cr_assert_geq(file, 0);
    close(file);
    unlink(path);
    struct plan *plan = two_steps((struct plan_start){1, 1, SIDE_LEFT, 2, 1});
    struct recording_header header = {"0", "test", "-", 0};
    struct recorder *recorder = recorder_open(path, &header, plan, NULL);
    cr_assert(recorder);
    uint64_t hash;
    struct heard heard = hold_session(plan, recorder, &hash);
    cr_expect_eq(heard.count[EVENT_REP], 7);
    cr_assert(recorder_close(recorder, NULL));
    struct transcript transcript;
    struct error err = {""};
    cr_assert(transcript_of_file(path, &transcript, &err), "%s", err.text);
    char told[32];
    snprintf(told, sizeof told, "hash %016llx\n", (unsigned long long)hash);
    cr_expect(strstr(transcript.text, told), "%s", told);
    free(transcript.text);
    free(plan);
    unlink(path);
}
