/* One session, three gardens: as it was held, replayed from its recording, and grown again from the
 * rows of the history. They are one. */
#include "gallery.h"
#include "history_garden.h"
#include "history_sample.h"
#include "improved.h"
#include "prescribe.h"
#include "sitting.h"

struct act {
    int at; /* after this many inputs */
    struct action action;
};

static const struct act acts[] = {
    {200, {ACTION_PAUSE, 0}},        {260, {ACTION_GO_ON, 0}}, {700, {ACTION_THAT_HURT, 0}},
    {760, {ACTION_PAIN_ANSWER, 2}},  {1500, {ACTION_SKIP, 0}}, {2500, {ACTION_THAT_HURT, 0}},
    {2600, {ACTION_PAIN_ANSWER, 3}},
};

static struct plan *plan_of(const char *routine)
{
    struct settings settings;
    struct error err;
    const struct prescription wanted = {.routine = routine};
    cr_assert(settings_load(&settings, &err), "%s", err.text);
    struct plan *plan = prescribe_plan(&settings, &wanted, &err);
    cr_assert_not_null(plan, "%s", err.text);
    plan->unattended = true;
    return plan;
}

static struct garden hold(const struct plan *plan, const char *record, struct history *history,
                          int64_t resumed_from)
{
    const struct live_options options = {.source = "demo", .pace = LIVE_AS_FAST_AS_IT_CAN};
    static struct sitting sitting;
    struct error err;
    int exit_code, inputs = 0;
    cr_assert(sitting_open(&sitting, plan, &options, record, &err, &exit_code), "%s", err.text);
    struct history_about about = history_sample_about("me");
    about.resumed_from = resumed_from;
    struct history_session *kept = history_session_open(history, plan, &about);
    cr_assert_not_null(kept);
    sitting_listen(&sitting, history_session_sink(kept));
    size_t act = 0;
    enum pull pull;
    while ((pull = sitting_step(&sitting, &err)) == PULL_INPUT)
        for (inputs++; act < ARRAY_LENGTH(acts) && acts[act].at == inputs; act++)
            session_act(sitting.session, acts[act].action);
    cr_assert_eq(pull, PULL_END, "%s", err.text);
    cr_assert(history_session_close(kept, &err), "%s", err.text);
    cr_assert(sitting_end(&sitting, &err), "%s", err.text);
    const struct garden garden = sitting.world.garden;
    sitting_close(&sitting);
    return garden;
}

static enum pull next_of(void *self, struct input *input, struct error *err)
{
    (void)err;
    return recording_next(self, input);
}

static struct garden replay(const char *path)
{
    struct error err;
    struct recording *recording = recording_open(path, &err);
    cr_assert_not_null(recording, "%s", err.text);
    static struct world world;
    world_init(&world, recording_plan(recording));
    const struct input_source source = {next_of, recording};
    struct session *session = session_create(recording_plan(recording), source, NULL);
    session_add_sink(session, (struct sink){world_event, &world});
    cr_assert(session_run(session, &err), "%s", err.text);
    session_free(session);
    const struct garden garden = world.garden;
    recording_close(recording);
    return garden;
}

Test(gardens, live_replayed_and_from_the_history_are_one)
{
    static const char *const routines[] = {"si_joint_starter", "bridge"};
    struct place place = place_make();
    struct gallery *gallery = calloc(1, sizeof *gallery);
    cr_assert_not_null(gallery);
    char file[512], record[512];
    struct error err = {""};
    place_join(file, place.folder, "history.sqlite");
    struct history *history = history_open(file, NULL, &err);
    cr_assert_not_null(history, "%s", err.text);
    for (size_t i = 0; i < ARRAY_LENGTH(routines); i++) {
        place_join(record, place.folder, routines[i]);
        struct plan *plan = plan_of(routines[i]);
        struct garden live = hold(plan, record, history, 0), again = replay(record);
        cr_expect_gt(live.flower_count, 3, "something grew");
        cr_expect_eq(garden_hash(&again), garden_hash(&live), "%s: replayed", routines[i]);
        cr_assert(history_gardens(history, "me", gallery, &err), "%s", err.text);
        cr_assert_eq(gallery->count, (int)i + 1);
        cr_expect_eq(gallery->past[0].garden.reps, live.reps);
        cr_expect_eq(garden_hash(&gallery->past[0].garden), garden_hash(&live), "%s: from its rows",
                     routines[i]);
        cr_expect_str_eq(gallery->past[0].routine_name, plan->name);
        free(plan);
    }
    cr_assert(history_gardens(history, "somebody", gallery, &err), "%s", err.text);
    cr_expect_eq(gallery->count, 0, "nobody sees another one's gardens");
    history_close(history);
    free(gallery);
    place_remove(place.folder);
}

/* A session that went on with another grows on in its garden; one without anything done has none.
 */
Test(gardens, a_session_that_was_gone_on_with_is_one_garden)
{
    struct place place = place_make();
    struct gallery *gallery = calloc(1, sizeof *gallery);
    cr_assert_not_null(gallery);
    char file[512];
    struct error err = {""};
    place_join(file, place.folder, "history.sqlite");
    struct history *history = history_open(file, NULL, &err);
    cr_assert_not_null(history, "%s", err.text);
    struct plan *plan = history_sample_plan();
    struct history_about about = history_sample_about("ann");
    int64_t first = history_sample_set(history, plan, "ann");
    about.resumed_from = first;
    struct history_session *kept = history_session_open(history, plan, &about);
    struct sink sink = history_session_sink(kept);
    struct event event = history_sample_event(EVENT_SET_STARTED, 1, SIDE_LEFT, 1);
    sink.event(sink.self, &event);
    event = history_sample_rep(1, SIDE_LEFT, 1, 1);
    sink.event(sink.self, &event);
    cr_assert(history_session_close(kept, &err), "%s", err.text);
    about.resumed_from = 0; /* and one that came to nothing */
    kept = history_session_open(history, plan, &about);
    sink = history_session_sink(kept);
    event = (struct event){.type = EVENT_SESSION_DONE, .u.done.reason = DONE_QUIT};
    sink.event(sink.self, &event);
    cr_assert(history_session_close(kept, &err), "%s", err.text);
    cr_assert(history_gardens(history, "ann", gallery, &err), "%s", err.text);
    cr_assert_eq(gallery->count, 1);
    cr_expect_eq(gallery->past[0].garden.reps, 4);
    cr_expect_eq(gallery->past[0].garden.bed_count, 3);
    cr_expect_eq(gallery->past[0].garden.bed[1].side, SIDE_LEFT);
    cr_expect_eq(gallery->past[0].garden.bed[1].flowers, 1);
    cr_expect_eq(gallery->past[0].garden.seed, plan_hash(plan));
    history_close(history);
    free(plan);
    free(gallery);
    place_remove(place.folder);
}

/* Better form is told; better range, more repetitions or worse form are not. */
Test(gardens, what_improved_is_form_alone)
{
    struct place place = place_make();
    char file[512], text[WORDS_SIZE];
    struct error err = {""};
    place_join(file, place.folder, "history.sqlite");
    struct history *history = history_open(file, NULL, &err);
    cr_assert_not_null(history, "%s", err.text);
    struct plan *plan = history_sample_plan();
    struct world *world = calloc(1, sizeof *world);
    cr_assert_not_null(world);
    history_sample_set(history, plan, "ann"); /* three repetitions of 90 */
    static const struct {
        float score;
        bool better;
    } rows[] = {{97, true}, {91, false}, {80, false}};
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        world_init(world, plan);
        for (int rep = 1; rep <= 3; rep++) {
            struct event event = history_sample_rep(0, SIDE_NONE, 1, rep);
            event.u.rep.score = rows[i].score;
            event.u.rep.range = 70;
            world_event(world, &event);
        }
        cr_expect_eq(improved_words(history, "ann", 0, world, text, sizeof text), rows[i].better,
                     "%.0f: %s", (double)rows[i].score, text);
    }
    cr_expect_not(improved_words(NULL, "ann", 0, world, text, sizeof text));
    cr_expect_str_empty(text);
    free(world);
    free(plan);
    history_close(history);
    place_remove(place.folder);
}
