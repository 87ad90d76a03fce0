#include "bout.h"

#include "bench.h"
#include "session/gauge.h"

#include <math.h>

#define BELONGS_US 300000 /* what is told so soon after a repetition began is of the one before */
#define PRACTICE   3

struct ear {
    const struct plan *plan;
    struct performer *performer;
    struct session *session;
    struct bout *bout;
};

static struct bout_rep *rep_told_of(const struct ear *ear, int64_t t_us)
{
    const struct performer_rep *truth;
    int at = performer_truth(ear->performer, &truth) - 1;
    while (at > 0 && t_us - truth[at].start_us < BELONGS_US)
        at--;
    return at >= 0 && at < BOUT_MAX_REPS ? &ear->bout->rep[at] : NULL;
}

static void hear(void *self, const struct event *event)
{
    struct ear *ear = self;
    struct bout_rep *rep;
    switch (event->type) {
    case EVENT_SIGN:
        rep = rep_told_of(ear, event->t_us);
        if (rep)
            rep->signs |= guarding_bit(event->u.sign.found.sign);
        break;
    case EVENT_ALERT:
        ear->bout->alerts++;
        break;
    case EVENT_BASELINE:
        ear->bout->learnt[event->side] = event->u.baseline;
        break;
    case EVENT_PAIN_ASKED:
        session_act(ear->session, (struct action){ACTION_PAIN_ANSWER, 2});
        break;
    default:
        break;
    }
}

/* How far the body really went. */
static void follow_range(const struct ear *ear)
{
    const struct performer_rep *truth;
    const struct exercise *exercise = &ear->plan->step[0];
    int at = performer_truth(ear->performer, &truth) - 1;
    struct pose now, rest;
    double value, from;
    if (at < 0 || at >= BOUT_MAX_REPS || truth[at].end_us ||
        !performer_looks(ear->performer, &now, &rest))
        return;
    struct signal signal = exercise->target.signal;
    if (!gauge_read(&now, &rest, exercise->view, signal, truth[at].side, &value) ||
        !gauge_read(&rest, &rest, exercise->view, signal, truth[at].side, &from))
        return;
    float went = (float)((double)exercise->target.value >= from ? value - from : from - value);
    struct bout_rep *rep = &ear->bout->rep[at];
    rep->range = !rep->ranged || went > rep->range ? went : rep->range;
    rep->ranged = true;
}

static void take_truth(struct ear *ear)
{
    const struct performer_rep *truth;
    int count = performer_truth(ear->performer, &truth);
    ear->bout->rep_count = count < BOUT_MAX_REPS ? count : BOUT_MAX_REPS;
    for (int i = 0; i < ear->bout->rep_count; i++) {
        struct bout_rep *rep = &ear->bout->rep[i];
        rep->side = truth[i].side;
        rep->flawed = truth[i].faults & PERFORMER_FLAWED;
        rep->completed = truth[i].completed;
        rep->move_s = truth[i].move_s;
        rep->return_s = truth[i].return_s;
    }
}

bool bout_run(const struct plan *plan, struct performer_options options, struct bout *bout)
{
    *bout = (struct bout){0};
    struct ear ear = {.plan = plan, .bout = bout};
    ear.performer = performer_create(plan, options);
    if (!ear.performer)
        return false;
    ear.session = session_create(plan, performer_source(ear.performer), NULL);
    if (ear.session) {
        session_add_sink(ear.session, (struct sink){hear, &ear});
        session_add_sink(ear.session, performer_sink(ear.performer));
        while (session_step(ear.session, NULL) == PULL_INPUT)
            follow_range(&ear);
        take_truth(&ear);
    }
    bool good = ear.session != NULL;
    session_free(ear.session);
    performer_free(ear.performer);
    return good;
}

float bout_usual(const struct bout *bout, enum body_side side, enum bout_measure measure)
{
    double value[PRACTICE];
    int count = 0;
    for (int i = 0; i < bout->rep_count && count < PRACTICE; i++) {
        const struct bout_rep *rep = &bout->rep[i];
        const float of[] = {rep->move_s, rep->return_s, rep->range};
        if (rep->side == side)
            value[count++] = (double)of[measure];
    }
    return count == PRACTICE ? (float)bench_median(value, count) : 0;
}
