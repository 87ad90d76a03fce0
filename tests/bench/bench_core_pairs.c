/* Does an exercise's coach count what belongs to another one of the same posture? */
#include "row.h"

#include "base.h"

#include <stdio.h>
#include <stdlib.h>

#define SEEDS 2

struct counter {
    int reps;
};

static void count_event(void *self, const struct event *event)
{
    struct counter *counter = self;
    counter->reps += event->type == EVENT_REP;
}

/* A person who takes `coached`'s cues to mean the other exercise; repetitions counted until the
 * person gives up. */
static int count_other(const struct plan *coached, const struct plan *other, uint64_t seed)
{
    struct performer_options options = {.frame_rate = 30,
                                        .noise_px = 1,
                                        .dropout = 0.05f,
                                        .seed = seed,
                                        .aspect = 16.0f / 9,
                                        .varied = true};
    struct counter counter = {0};
    struct performer *performer = performer_create(other, options);
    struct session *session =
        performer ? session_create(coached, performer_source(performer), NULL) : NULL;
    if (session) {
        session_add_sink(session, (struct sink){count_event, &counter});
        session_add_sink(session, performer_sink(performer));
        session_run(session, NULL);
    }
    session_free(session);
    performer_free(performer);
    return counter.reps;
}

void pairs_print(const struct plan *plan, const char *const *id, int count, uint64_t seed)
{
    struct plan *turned = malloc(sizeof *turned);
    int pairs = 0, confused = 0;
    printf("\nCOUNTED ON OTHER EXERCISES of the same posture, seen from where the coach's exercise "
           "wants it,\n%d sets of each pair (goal 0):\n",
           SEEDS);
    for (int i = 0; turned && i < count; i++)
        for (int k = 0; k < count; k++) {
            if (i == k || plan[i].step[0].posture != plan[k].step[0].posture)
                continue;
            *turned = plan[k];
            turned->step[0].view = plan[i].step[0].view;
            int reps = 0;
            for (uint64_t s = 0; s < SEEDS; s++)
                reps += count_other(&plan[i], turned, seed + s);
            pairs++;
            confused += reps > 0;
            if (reps > 0)
                printf("  %-24s counts %d of a person doing %s\n", id[i], reps, id[k]);
        }
    printf("  %d of %d pairs counted something%s\n", confused, pairs, confused ? "!" : "");
    free(turned);
}
