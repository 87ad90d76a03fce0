/* The loop through the history: what a session's events say is stored, and is what the next plan
 * takes. */
#include "history_baseline.h"
#include "history_past.h"
#include "history_sample.h"

static struct event answer(enum ask_kind kind, int32_t nrs)
{
    struct event event = history_sample_event(EVENT_PAIN_ANSWERED, 0, SIDE_NONE, 1);
    event.u.pain.kind = kind;
    event.u.pain.nrs = nrs;
    return event;
}

/* A session in which all of it happens. */
static void hold(struct history *history, const struct plan *plan)
{
    const struct history_about about = history_sample_about("ann");
    struct history_session *session = history_session_open(history, plan, &about);
    struct sink sink = history_session_sink(session);
    struct error err = {""};
    struct event event[11] = {
        history_sample_event(EVENT_SCREENING_ANSWERED, 0, SIDE_NONE, 1),
        answer(ASK_NEXT_DAY, 4),
        answer(ASK_BEFORE, 1),
        history_sample_rep(0, SIDE_NONE, 1, 1),
        history_sample_event(EVENT_SIGN, 0, SIDE_NONE, 1),
        history_sample_event(EVENT_ALERT, 0, SIDE_NONE, 1),
        history_sample_event(EVENT_PAIN_PLACE, 0, SIDE_NONE, 1),
        answer(ASK_HURT, 5),
        history_sample_event(EVENT_EFFORT_ANSWERED, 0, SIDE_NONE, 1),
        history_sample_event(EVENT_BASELINE, 0, SIDE_NONE, 1),
        history_sample_event(EVENT_STEP_DONE, 0, SIDE_NONE, 1),
    };
    event[4].u.sign.found = (struct sign_found){SIGN_HESITATION, 0.8f, 0.1f, 0.5f};
    event[4].u.sign.index = 1;
    event[5].u.alert.signs = guarding_bit(SIGN_HESITATION) | guarding_bit(SIGN_SHIFT);
    event[5].u.alert.index = 1;
    event[6].u.place.place = PLACE_GROIN;
    event[8].u.effort.cr10 = 6;
    event[9].u.baseline.of[BASELINE_RANGE] = (struct baseline_figure){44, 2, 5};
    cr_assert_not_null(session);
    for (size_t i = 0; i < ARRAY_LENGTH(event); i++)
        sink.event(sink.self, &event[i]);
    cr_expect(history_session_close(session, &err), "%s", err.text);
}

Test(history_loop, what_a_session_told_is_the_next_ones_past)
{
    struct place place = place_make();
    char path[512];
    struct error err = {""};
    struct plan *plan = history_sample_plan();
    struct past *past = calloc(1, sizeof *past);
    plan->flag_count = 1;
    text_copy(plan->flag[0].id, ID_SIZE, "fever");
    place_join(path, place.folder, "h.db");
    struct history *history = history_open(path, NULL, &err);
    cr_assert(history && past, "%s", err.text);
    history_sample_set(history, plan, "ann"); /* the session that the morning after was of */
    hold(history, plan);
    cr_assert(history_past(history, "ann", past, &err), "%s", err.text);
    cr_assert_eq(past->session_count, 2);
    cr_expect_eq(past->session[0].nrs_next_day, 4);
    cr_expect_eq(past->session[1].nrs_next_day, -1);
    cr_expect_eq(past->session[1].nrs_before, 1);
    cr_expect(past->screened && past->red_flag[0] == '\0');
    const struct past_step *step = &past->session[1].step[0];
    cr_expect_eq(step->alerts, 1);
    cr_expect_eq(step->signs, 1);
    cr_expect_eq(step->effort, 6);
    cr_expect_eq(step->nrs, 5);
    cr_expect(step->hurt);
    cr_expect(history_baselines(history, "ann", "demo", "-", plan, &err), "%s", err.text);
    cr_expect_eq(plan->baseline[0][SIDE_NONE].of[BASELINE_RANGE].count, 5);
    cr_expect_eq(plan->baseline[1][SIDE_NONE].of[BASELINE_RANGE].count, 0);
    memset(plan->baseline, 0, sizeof plan->baseline);
    cr_expect(history_baselines(history, "ann", "other", "-", plan, &err), "%s", err.text);
    cr_expect_eq(plan->baseline[0][SIDE_NONE].of[BASELINE_RANGE].count, 0, "another tracker's");
    history_close(history);
    cr_expect_eq(
        history_sample_number(path, "SELECT count(*) FROM pain WHERE place = 'groin' AND nrs = 5"),
        1);
    cr_expect_eq(
        history_sample_number(path, "SELECT count(*) FROM alert WHERE signs = 'hesitation shift'"),
        1);
    free(past);
    free(plan);
    place_remove(place.folder);
}

/* ---- "that hurt", with and without a place and a number ---- */

/* Sends the events to a session of its own and gives back what its first step's past says. */
static struct past_step hurt_past(const struct event *event, size_t count, int64_t rows[2])
{
    struct place place = place_make();
    char path[512];
    struct error err = {""};
    struct plan *plan = history_sample_plan();
    struct past *past = calloc(1, sizeof *past);
    place_join(path, place.folder, "h.db");
    struct history *history = history_open(path, NULL, &err);
    const struct history_about about = history_sample_about("ann");
    cr_assert(history && past, "%s", err.text);
    struct history_session *session = history_session_open(history, plan, &about);
    struct sink sink = history_session_sink(session);
    for (size_t i = 0; i < count; i++)
        sink.event(sink.self, &event[i]);
    cr_expect(history_session_close(session, &err), "%s", err.text);
    cr_assert(history_past(history, "ann", past, &err), "%s", err.text);
    struct past_step step = past->session[0].step[0];
    history_close(history);
    rows[0] = history_sample_number(path, "SELECT count(*) FROM pain");
    rows[1] = history_sample_number(path, "SELECT count(*) FROM pain WHERE kind = 'hurt' AND"
                                          " place = 'down_the_leg' AND nrs IS NULL");
    free(past);
    free(plan);
    place_remove(place.folder);
    return step;
}

static struct event asked(void)
{
    return history_sample_event(EVENT_PAIN_ASKED, 0, SIDE_NONE, 1);
}

static struct event decided(enum safety_rule rule)
{
    struct event event = history_sample_event(EVENT_DECISION, 0, SIDE_NONE, 1);
    event.u.decision = (struct safety_verdict){SAFETY_STOP, rule, 1, 0};
    return event;
}

static struct event ended(void)
{
    struct event event = history_sample_event(EVENT_SESSION_DONE, 0, SIDE_NONE, 1);
    event.u.done.reason = DONE_PAIN;
    return event;
}

Test(history_loop, what_hurt_is_known_without_a_number)
{
    struct event leg = history_sample_event(EVENT_PAIN_PLACE, 0, SIDE_NONE, 1);
    struct event alert = history_sample_event(EVENT_ALERT, 0, SIDE_NONE, 1);
    leg.u.place.place = PLACE_DOWN_THE_LEG;
    alert.u.alert.index = 1;
    int64_t rows[2];
    const struct event by_place[] = {asked(), leg, decided(RULE_PAIN_LEG), ended()};
    struct past_step step = hurt_past(by_place, ARRAY_LENGTH(by_place), rows);
    cr_expect(step.hurt && step.nrs == -1, "the place alone ended it");
    cr_expect_eq(rows[0], 1);
    cr_expect_eq(rows[1], 1);
    const struct event sharp[] = {asked(), decided(RULE_PAIN_SHARP), ended()};
    step = hurt_past(sharp, ARRAY_LENGTH(sharp), rows);
    cr_expect(step.hurt && step.nrs == -1);
    cr_expect_eq(rows[0], 1);
    const struct event quit[] = {asked(), ended()};
    step = hurt_past(quit, ARRAY_LENGTH(quit), rows);
    cr_expect(step.hurt, "said, and then left");
    const struct event whole[] = {asked(), leg, answer(ASK_HURT, 4), asked(), answer(ASK_HURT, 2)};
    step = hurt_past(whole, ARRAY_LENGTH(whole), rows);
    cr_expect(step.hurt && step.nrs == 4);
    cr_expect_eq(rows[0], 2, "one row each time, whatever was told of it");
    const struct event guarded[] = {alert, asked(), ended()};
    step = hurt_past(guarded, ARRAY_LENGTH(guarded), rows);
    cr_expect_not(step.hurt, "the coach asked, nobody said so");
    const struct event guarded_sharp[] = {alert, asked(), decided(RULE_PAIN_SHARP), ended()};
    step = hurt_past(guarded_sharp, ARRAY_LENGTH(guarded_sharp), rows);
    cr_expect(step.hurt && rows[0] == 1);
}
