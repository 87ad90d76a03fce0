#include "history_session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A window waits for it: another program's writing takes a few ms, and what has to wait is tried
 * again. */
#define PATIENCE_MS      300
#define LAST_PATIENCE_MS 5000 /* nothing comes after: worth waiting for */

struct history_session {
    struct history *history; /* borrowed */
    const struct plan *plan; /* borrowed */
    struct history_about about;
    char person_name[NAME_SIZE], tracker[NAME_SIZE], model[ID_SIZE];
    int64_t person, session; /* rows; session 0: not stored */
    struct event *event;     /* owned: all that is stored of this session, in order */
    int count, stored, room;
    struct plan_start place; /* after the last event */
    bool begun;              /* a set was begun, or done */
    int32_t heard;           /* repetitions heard in this set */
    int64_t alert_us;        /* when guarding signs last paused it; -1: never */
    bool troubled;           /* the last try failed, and that was said */
    bool forgetful;          /* no memory for an event: it is lost */
    bool has_notice;
    struct error notice;
};

/* ---- putting events away ---- */

static struct history_place place_of(const struct history_session *session,
                                     const struct event *event)
{
    return (struct history_place){.session = session->session,
                                  .position = event->step,
                                  .exercise = session->plan->step[event->step].id,
                                  .side = event->side,
                                  .set = event->set};
}

static int64_t moment(const struct history_session *session, int64_t t_us)
{
    return session->about.started_at + (t_us + 500000) / 1000000;
}

static struct history_pain pain_of(const struct history_session *session, const struct event *event,
                                   enum ask_kind kind)
{
    const bool at_step = kind == ASK_HURT || kind == ASK_BETWEEN;
    return (struct history_pain){.person = session->person,
                                 .session = session->session,
                                 .at = moment(session, event->t_us),
                                 .kind = ask_kind_name(kind),
                                 .position = at_step ? event->step : -1,
                                 .side = event->side,
                                 .nrs = -1};
}

/* What hurt is a row from the first word on, whether a place and a number are told or not: a place
 * alone, or sharp pain, may end the session. */
static bool put_hurt(const struct history_session *session, const struct event *event,
                     const char *place, int32_t nrs, struct error *err)
{
    struct history_pain pain = pain_of(session, event, ASK_HURT);
    bool found = false;
    pain.place = place;
    pain.nrs = nrs;
    if (event->type != EVENT_PAIN_ASKED &&
        !history_complete_pain(session->history, session->session, place, nrs, &found, err))
        return false;
    return found || history_put_pain(session->history, &pain, err);
}

static bool put_answer(const struct history_session *session, const struct event *event,
                       struct error *err)
{
    const enum ask_kind kind = event->u.pain.kind;
    struct history_pain pain = pain_of(session, event, kind);
    if (kind == ASK_HURT)
        return put_hurt(session, event, NULL, event->u.pain.nrs, err);
    pain.nrs = event->u.pain.nrs;
    if (kind == ASK_NEXT_DAY && !history_session_before(session->history, session->person,
                                                        session->session, &pain.session, err))
        return false;
    return history_put_pain(session->history, &pain, err);
}

static bool put_decision(const struct history_session *session, const struct history_place *place,
                         const struct event *event, struct error *err)
{
    return history_put_decision(session->history, place, event, err) &&
           (event->u.decision.rule != RULE_PAIN_SHARP || put_hurt(session, event, NULL, -1, err));
}

static bool put_sign(const struct history_session *session, const struct history_place *place,
                     const struct event *event, struct error *err)
{
    const struct sign_found *found = &event->u.sign.found;
    const struct history_sign sign = {event->u.sign.index, guarding_sign_name(found->sign),
                                      (float)((double)event->t_us * 1e-6), found->value,
                                      found->baseline};
    return history_put_sign(session->history, place, &sign, err);
}

static bool put_alert(const struct history_session *session, const struct history_place *place,
                      const struct event *event, struct error *err)
{
    char signs[256] = "";
    size_t length = 0;
    for (int i = 0; i < SIGN_COUNT; i++)
        if (event->u.alert.signs >> i & 1u)
            length +=
                (size_t)snprintf(signs + length, sizeof(signs) - length, "%s%s",
                                 length > 0 ? " " : "", guarding_sign_name((enum guarding_sign)i));
    const struct history_alert alert = {event->u.alert.index, signs,
                                        (float)((double)event->t_us * 1e-6)};
    return history_put_alert(session->history, place, &alert, err);
}

static bool put_baseline(const struct history_session *session, const struct event *event,
                         struct error *err)
{
    const struct exercise *exercise = &session->plan->step[event->step];
    for (int i = 0; i < BASELINE_MEASURE_COUNT; i++) {
        const struct baseline_figure *figure = &event->u.baseline.of[i];
        const struct history_baseline row = {.exercise = exercise->id,
                                             .side = event->side,
                                             .view = view_name(exercise->view),
                                             .tracker = session->tracker,
                                             .model = session->model,
                                             .measure =
                                                 baseline_measure_name((enum baseline_measure)i),
                                             .mean = figure->mean,
                                             .spread = figure->spread,
                                             .count = figure->count,
                                             .updated_at = moment(session, event->t_us)};
        if (figure->count > 0 &&
            !history_put_baseline(session->history, session->person, &row, err))
            return false;
    }
    return true;
}

static bool put_change(const struct history_session *session, const struct event *event,
                       struct error *err)
{
    const struct plan_change *change = &session->plan->change[event->u.change.index];
    const struct history_change row = {
        change->exercise, change->side, plan_variable_name(change->variable),
        change->from,     change->to,   change->reason,
        change->source,   change->rule};
    return history_put_change(session->history, session->session, &row, err);
}

static bool put_screening(const struct history_session *session, const struct event *event,
                          struct error *err)
{
    return history_put_screening(
        session->history, session->person, session->session, moment(session, event->t_us),
        session->plan->flag[event->u.screening.flag].id, event->u.screening.yes, err);
}

static bool put_event(const struct history_session *session, const struct event *event,
                      struct error *err)
{
    struct history *history = session->history;
    const struct history_place place = place_of(session, event);
    switch (event->type) {
    case EVENT_REP:
        return history_put_repetition(history, &place, &event->u.rep, err);
    case EVENT_WARNING:
        return history_put_warning(history, &place, event, err);
    case EVENT_SIGN:
        return put_sign(session, &place, event, err);
    case EVENT_ALERT:
        return put_alert(session, &place, event, err);
    case EVENT_BASELINE:
        return put_baseline(session, event, err);
    case EVENT_CHANGE:
        return put_change(session, event, err);
    case EVENT_SCREENING_ANSWERED:
        return put_screening(session, event, err);
    case EVENT_PAIN_ANSWERED:
        return put_answer(session, event, err);
    case EVENT_EFFORT_ANSWERED:
        return history_put_effort(history, place.session, place.position, event->u.effort.cr10,
                                  err);
    case EVENT_DECISION:
        return put_decision(session, &place, event, err);
    case EVENT_PAIN_ASKED:
        return put_hurt(session, event, NULL, -1, err);
    case EVENT_PAIN_PLACE:
        return put_hurt(session, event, pain_place_name(event->u.place.place), -1, err);
    case EVENT_SET_DONE: /* kept only where all its repetitions were done */
        return history_count_set(history, place.session, place.position, place.side, err);
    case EVENT_SESSION_DONE:
        return history_end_session(history, place.session, moment(session, event->t_us),
                                   event->u.done.reason, (float)((double)event->t_us / 60e6), err);
    default:
        return true;
    }
}

static bool put_beginning(struct history_session *session, struct error *err)
{
    return session->session != 0 ||
           (history_put_person(session->history, session->about.person, session->about.started_at,
                               &session->person, err) &&
            history_put_session(session->history, &session->about, session->person, session->plan,
                                &session->session, err));
}

/* All that is not stored yet, or nothing of it. */
static bool put_all(struct history_session *session, struct error *err)
{
    const int64_t before = session->session;
    if (!history_begin(session->history, err))
        return false;
    bool good = put_beginning(session, err);
    for (int i = session->stored; good && i < session->count; i++)
        good = put_event(session, &session->event[i], err);
    good = good && history_put_place(session->history, session->session, &session->place, err);
    if (!good)
        history_rollback(session->history);
    if (good && history_commit(session->history, err)) {
        session->stored = session->count;
        return true;
    }
    session->session = before;
    return false;
}

/* The file met damage: with what is sound, or a new file, this session is stored from its start. */
static bool mend(struct history_session *session, struct error *err)
{
    if (!history_mend(session->history, &session->notice, err))
        return false;
    session->has_notice = session->notice.text[0] != '\0';
    if (session->has_notice) {
        session->session = session->stored = 0;
        session->about.resumed_from = 0; /* in the file that was set aside */
    }
    return put_all(session, err);
}

static void store(struct history_session *session, int patience_ms)
{
    struct error err = {{0}};
    history_be_patient(session->history, patience_ms);
    bool good = put_all(session, &err);
    if (!good && history_is_damaged(session->history))
        good = mend(session, &err);
    if (!good && !session->troubled) {
        error_set(&session->notice, "%.200s. The session goes on", err.text);
        session->has_notice = true;
    }
    session->troubled = !good;
}

/* ---- listening ---- */

/* Where the session would go on after this event. */
static void follow_place(struct history_session *session, const struct event *event)
{
    struct plan_start *place = &session->place;
    const bool first = !session->begun;
    switch (event->type) {
    case EVENT_SET_STARTED:
        place->reps = first ? session->plan->start.reps : 0;
        session->heard = 0;
        break;
    case EVENT_REP:
        place->reps = event->u.rep.index;
        session->heard++;
        break;
    case EVENT_SET_DONE:
        place->reps = event->u.step.reps;
        break;
    case EVENT_EASED:
        place->ease *= pain_rules_capped(session->plan->pain).eased_to;
        return;
    default:
        return;
    }
    session->begun = true;
    place->step = event->step;
    place->set = event->set;
    place->side = event->side;
}

/* A row comes of it. */
static bool is_kept(const struct history_session *session, const struct event *event)
{
    switch (event->type) {
    case EVENT_REP:
    case EVENT_SIGN:
    case EVENT_ALERT:
    case EVENT_BASELINE:
    case EVENT_CHANGE:
    case EVENT_SCREENING_ANSWERED:
    case EVENT_PAIN_PLACE:
    case EVENT_PAIN_ANSWERED:
    case EVENT_EFFORT_ANSWERED:
    case EVENT_DECISION:
    case EVENT_SESSION_DONE:
        return true;
    case EVENT_PAIN_ASKED: /* nobody said "that hurt" where guarding signs made the coach ask */
        return event->u.pain.kind == ASK_HURT && session->alert_us != event->t_us;
    case EVENT_WARNING:
        return event->u.rule.level != WARNING_WITHDRAWN;
    case EVENT_SET_DONE:
        return session->heard > 0 && session->place.reps >= event->u.step.reps;
    default:
        return false;
    }
}

static void keep(struct history_session *session, const struct event *event)
{
    if (session->count == session->room) {
        const int room = session->room > 0 ? 2 * session->room : 64;
        struct event *more = realloc(session->event, (size_t)room * sizeof(*more));
        if (more == NULL) {
            session->forgetful = true;
            return;
        }
        session->event = more;
        session->room = room;
    }
    session->event[session->count++] = *event;
}

/* Warnings and signs come by the dozen and wait for their repetition; what was told before the
 * first set waits for that. */
static bool is_stored_at_once(const struct event *event)
{
    switch (event->type) {
    case EVENT_SET_STARTED:
    case EVENT_REP:
    case EVENT_SET_DONE:
    case EVENT_ALERT:
    case EVENT_SCREENING_ANSWERED:
    case EVENT_PAIN_ASKED:
    case EVENT_PAIN_PLACE:
    case EVENT_PAIN_ANSWERED:
    case EVENT_EFFORT_ANSWERED:
    case EVENT_EASED:
    case EVENT_STEP_DONE:
    case EVENT_SESSION_DONE:
        return true;
    default:
        return false;
    }
}

static void hear(void *self, const struct event *event)
{
    struct history_session *session = self;
    if (event->type == EVENT_ALERT)
        session->alert_us = event->t_us;
    if (is_kept(session, event))
        keep(session, event);
    follow_place(session, event);
    if (is_stored_at_once(event))
        store(session, event->type == EVENT_SESSION_DONE ? LAST_PATIENCE_MS : PATIENCE_MS);
}

struct history_session *history_session_open(struct history *history, const struct plan *plan,
                                             const struct history_about *about)
{
    struct history_session *session = calloc(1, sizeof(*session));
    if (session == NULL)
        return NULL;
    session->history = history;
    session->plan = plan;
    session->about = *about;
    text_copy(session->person_name, sizeof(session->person_name), about->person);
    text_copy(session->tracker, sizeof(session->tracker), about->tracker);
    text_copy(session->model, sizeof(session->model), about->model);
    session->about.person = session->person_name;
    session->about.tracker = session->tracker;
    session->about.model = session->model;
    session->place = plan->start;
    session->alert_us = -1;
    if (session->place.ease <= 0)
        session->place.ease = 1;
    store(session, LAST_PATIENCE_MS);
    return session;
}

struct sink history_session_sink(struct history_session *session)
{
    return (struct sink){.event = hear, .self = session};
}

int64_t history_session_id(const struct history_session *session)
{
    return session->session;
}

const char *history_session_notice(struct history_session *session)
{
    if (!session->has_notice)
        return NULL;
    session->has_notice = false;
    return session->notice.text;
}

/* Repetitions that no row was made of. */
static int unstored(const struct history_session *session)
{
    int count = 0;
    for (int i = session->stored; i < session->count; i++)
        count += session->event[i].type == EVENT_REP;
    return count;
}

bool history_session_close(struct history_session *session, struct error *err)
{
    if (session == NULL)
        return true;
    if (session->troubled)
        store(session, LAST_PATIENCE_MS);
    bool good = !session->troubled && !session->forgetful;
    if (!good)
        error_set(err,
                  "%.110s: %d repetition%s of this session could not be stored there; they stand "
                  "above",
                  history_path(session->history), unstored(session),
                  unstored(session) == 1 ? "" : "s");
    free(session->event);
    free(session);
    return good;
}
