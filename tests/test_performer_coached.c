/* The simulated person before the real coach, with the exercises that are shipped. */
#include "base.h"
#include "plan/library.h"
#include "session/performer.h"
#include "session/session.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

struct tally {
    int reps, abandoned, warnings;
    double lowest;
};

static void tally_event(void *self, const struct event *event)
{
    struct tally *tally = self;
    if (event->type == EVENT_REP) {
        tally->reps++;
        tally->lowest = fmin(tally->lowest, (double)event->u.rep.score);
    }
    tally->abandoned += event->type == EVENT_REP_ABANDONED;
    tally->warnings += event->type == EVENT_WARNING;
}

/* Runs one shipped exercise; returns what was really done. */
static int run_shipped(struct library *library, const char *id, struct performer_options options,
                       struct tally *tally)
{
    struct error err = {""};
    struct routine routine;
    cr_assert(library_routine(library, id, &routine, &err), "%s", err.text);
    struct profile profile = profile_default();
    struct feature_settings settings = feature_settings_default();
    struct plan *plan = calloc(1, sizeof *plan);
    cr_assert(plan_resolve(&routine, library_finder(library), &profile, &settings, plan, &err),
              "%s", err.text);
    plan->unattended = true; /* the simulated person answers no question */
    struct performer *performer = performer_create(plan, options);
    struct session *session = session_create(plan, performer_source(performer), NULL);
    *tally = (struct tally){.lowest = 100};
    session_add_sink(session, (struct sink){tally_event, tally});
    session_add_sink(session, performer_sink(performer));
    cr_assert(session_run(session, &err), "%s", err.text);
    const struct performer_rep *rep;
    int count = performer_truth(performer, &rep), completed = 0;
    for (int i = 0; i < count; i++)
        completed += rep[i].completed;
    session_free(session);
    performer_free(performer);
    free(plan);
    return completed;
}

static const char *const shipped[] = {"mini_squat", "hip_abduction_standing", "sit_to_stand",
                                      "bridge", "single_knee_to_chest"};

Test(performer_coached, clean_sets_of_the_shipped_exercises_are_counted_and_praised)
{
    struct error err = {""};
    struct library *library = library_open(UNGUARD_SOURCE_DIR "/config", &err);
    cr_assert_not_null(library, "%s", err.text);
    static const float rates[] = {30, 15, 10};
    for (size_t i = 0; i < ARRAY_LENGTH(shipped); i++) {
        for (uint64_t seed = 1; seed <= 9; seed++) {
            struct performer_options options = performer_options_default();
            options.faulty_set = 0;
            options.seed = seed;
            options.frame_rate = rates[seed % 3];
            struct tally tally;
            int truth = run_shipped(library, shipped[i], options, &tally);
            cr_assert_eq(tally.reps, truth, "%s, seed %d: %d counted of %d", shipped[i], (int)seed,
                         tally.reps, truth);
            cr_assert_gt(truth, 0);
            cr_assert_eq(tally.abandoned, 0, "%s, seed %d", shipped[i], (int)seed);
            if (options.frame_rate >= 15) /* slower, tempo is too coarse to hold to account */
                cr_assert_geq(tally.lowest, 90, "%s, seed %d: %.1f", shipped[i], (int)seed,
                              tally.lowest);
        }
    }
    library_close(library);
}

Test(performer_coached, faulty_sets_are_counted_too_and_cost_points)
{
    struct error err = {""};
    struct library *library = library_open(UNGUARD_SOURCE_DIR "/config", &err);
    cr_assert_not_null(library, "%s", err.text);
    for (size_t i = 0; i < ARRAY_LENGTH(shipped); i++) {
        for (uint64_t seed = 1; seed <= 5; seed++) {
            struct performer_options options = performer_options_default();
            options.seed = seed;
            struct tally tally;
            int truth = run_shipped(library, shipped[i], options, &tally);
            cr_assert_eq(tally.reps, truth, "%s, seed %d: %d counted of %d", shipped[i], (int)seed,
                         tally.reps, truth);
            cr_assert_lt(tally.lowest, 97, "%s, seed %d", shipped[i], (int)seed);
        }
    }
    library_close(library);
}
