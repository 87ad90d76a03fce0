/* What the camera can't show well, the coach says: the far side, a limit lost in noise. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "plan/library.h"
#include "session/performer.h"

struct heard {
    int count[EVENT_TYPE_COUNT], drops;
    enum body_side turned; /* side of the last request to turn */
    struct event noisy;    /* the last */
};

static void hear(void *self, const struct event *event)
{
    struct heard *heard = self;
    heard->count[event->type]++;
    if (event->type == EVENT_TURN)
        heard->turned = event->side;
    if (event->type == EVENT_NOT_SEEN_WELL && strcmp(event->u.rule.id, "pelvic_drop") == 0)
        heard->noisy = *event;
    heard->drops += event->type == EVENT_WARNING && strcmp(event->u.rule.id, "pelvic_drop") == 0;
}

static struct heard watch(const char *id, int reps, struct performer_options options)
{
    struct heard heard = {0};
    struct error err;
    struct library *library = library_open(UNGUARD_SOURCE_DIR "/config", &err);
    cr_assert(library, "%s", err.text);
    struct plan *plan = malloc(sizeof *plan);
    struct routine routine = routine_of_exercise(id, id);
    struct profile profile = profile_default();
    struct feature_settings settings = feature_settings_default();
    routine.step[0].sets = 1;
    routine.step[0].reps = reps;
    cr_assert(plan_resolve(&routine, library_finder(library), &profile, &settings, plan, &err));
    struct performer *performer = performer_create(plan, options);
    struct session *session = session_create(plan, performer_source(performer), NULL);
    session_add_sink(session, (struct sink){hear, &heard});
    session_add_sink(session, performer_sink(performer));
    session_run(session, NULL);
    session_free(session);
    performer_free(performer);
    free(plan);
    library_close(library);
    return heard;
}

static struct performer_options clean(void)
{
    struct performer_options options = performer_options_default();
    options.faulty_set = 0;
    return options;
}

Test(coach_camera, the_far_side_is_asked_to_turn_round_once_and_then_counted)
{
    struct heard heard = watch("bird_dog", 3, clean());
    cr_expect_eq(heard.count[EVENT_TURN], 1, "%d", heard.count[EVENT_TURN]);
    cr_expect_eq(heard.turned, SIDE_RIGHT, "the left side was the near one");
    cr_expect_eq(heard.count[EVENT_REP], 6, "%d", heard.count[EVENT_REP]);
    cr_expect_eq(heard.count[EVENT_SESSION_DONE], 1);
}

Test(coach_camera, from_the_front_nobody_is_asked_to_turn)
{
    struct heard heard = watch("hip_abduction_standing", 2, clean());
    cr_expect_eq(heard.count[EVENT_TURN], 0);
    cr_expect_eq(heard.count[EVENT_NOT_SEEN_WELL], 0, "half a pixel of noise is little");
}

Test(coach_camera, a_limit_that_noise_hides_is_said_and_not_guessed_at)
{
    struct performer_options options = clean();
    options.noise_px = 2;
    options.body_px = 240;
    options.heedless = true;
    options.flaw = (struct flaw){.kind = FLAW_LIMIT, .rule = 0, .grade = 3};
    struct heard heard = watch("hip_abduction_standing", 3, options);
    cr_expect_gt(heard.count[EVENT_NOT_SEEN_WELL], 0);
    cr_expect_gt(heard.noisy.u.rule.value, heard.noisy.u.rule.limit);
    cr_expect_float_eq((double)heard.noisy.u.rule.limit, 0.5, 1e-4, "a tenth of 5 degrees");
    cr_expect_eq(heard.drops, 0, "%d", heard.drops);
    options.noise_px = 0.3f;
    options.body_px = 400;
    heard = watch("hip_abduction_standing", 3, options);
    cr_expect_eq(heard.noisy.type, 0, "seen well");
    cr_expect_gt(heard.drops, 0);
}
