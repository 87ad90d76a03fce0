/* What the history stores and gives back: rows, the past, a session to go on with, an export, and
 * nothing of whoever was deleted. */
#include "history_export.h"
#include "history_forget.h"
#include "history_past.h"
#include "history_read.h"
#include "history_resume.h"
#include "history_sample.h"
#include "history_schema.h"

Test(history, what_the_branches_to_come_store_has_its_place)
{
    struct place place = place_make();
    char path[512];
    struct error err = {""};
    int64_t person;
    struct history_usual usual;
    place_join(path, place.folder, "h.db");
    struct plan *plan = history_sample_plan();
    struct history *history = history_open(path, NULL, &err);
    int64_t session = history_sample_set(history, plan, "ann");
    cr_assert(history_person(history, "ann", &person, &err));
    struct history_place at = {session, 0, "sample_squat", SIDE_NONE, 1};
    struct history_sign sign = {2, "hesitation", 14, 0.6f, 0.1f};
    struct history_pain hurt = {person, session, SAMPLE_START, "hurt", 0, SIDE_NONE, 4, "left"};
    struct history_pain before = {person, session, SAMPLE_START, "before", -1, SIDE_NONE, 2, NULL};
    struct history_pain after = {person, session, SAMPLE_START, "after", -1, SIDE_NONE, 3, NULL};
    struct history_change change = {"sample_squat", SIDE_NONE,  "reps", 5, 3,
                                    "pain",         "CLINICAL", "pain"};
    struct history_baseline baseline = {"sample_squat", SIDE_NONE, "side", "demo", "-",
                                        "range",        45,        3,      12,     SAMPLE_START};
    cr_assert(history_begin(history, &err));
    cr_expect(history_put_sign(history, &at, &sign, &err), "%s", err.text);
    cr_expect(history_put_pain(history, &hurt, &err), "%s", err.text);
    cr_expect(history_put_pain(history, &before, &err), "%s", err.text);
    cr_expect(history_put_pain(history, &after, &err), "%s", err.text);
    cr_expect(history_put_effort(history, session, 0, 4, &err), "%s", err.text);
    cr_expect(history_put_change(history, session, &change, &err), "%s", err.text);
    cr_expect(history_put_screening(history, person, session, SAMPLE_START, "fever", true, &err));
    cr_expect(history_put_screening(history, person, 0, SAMPLE_START, "fever", false, &err));
    cr_expect(history_put_screening(history, person, 0, SAMPLE_START, "numbness", true, &err));
    cr_expect(history_put_baseline(history, person, &baseline, &err), "%s", err.text);
    baseline.mean = 46;
    cr_expect(history_put_baseline(history, person, &baseline, &err), "the newer one stays");
    cr_assert(history_commit(history, &err), "%s", err.text);

    cr_expect(history_baseline_of(history, "ann", "sample_squat", SIDE_NONE, "side", "demo", "-",
                                  "range", &usual, &err));
    cr_expect(usual.mean == 46 && usual.spread == 3 && usual.count == 12);
    cr_expect(history_baseline_of(history, "ann", "sample_squat", SIDE_NONE, "side", "other", "-",
                                  "range", &usual, &err));
    cr_expect_eq(usual.count, 0, "another tracker, another usual");

    struct past *past = calloc(1, sizeof *past);
    cr_assert(history_past(history, "ann", past, &err), "%s", err.text);
    cr_assert_eq(past->session_count, 1);
    const struct past_session *last = &past->session[0];
    const struct past_step *step = &last->step[0];
    cr_expect(past->screened && strcmp(past->red_flag, "numbness") == 0, "%s", past->red_flag);
    cr_expect(last->red_flag && last->nrs_before == 2 && last->nrs_after == 3);
    cr_expect(last->nrs_next_day == -1 && !last->completed && last->step_count == 3);
    cr_expect(step->reps == 3 && step->base_reps == 5 && step->base_sets == 2);
    cr_expect(step->reps_done == 3 && step->reps_scored == 3 && step->form == 90);
    cr_expect(step->worst_set_form == -1 && step->range_seen && step->range == 42);
    cr_expect(step->signs == 1 && step->nrs == 4 && step->hurt && step->effort == 4);
    cr_expect(last->step[1].nrs == -1 && last->step[1].reps_done == 0);
    cr_assert(history_past(history, "nobody", past, &err));
    cr_expect_eq(past->session_count, 0);
    free(past);
    history_close(history);
    free(plan);
    place_remove(place.folder);
}

Test(history, the_past_is_the_newest_sessions_and_one_gone_on_with_is_one)
{
    struct place place = place_make();
    char path[512];
    struct error err = {""};
    place_join(path, place.folder, "h.db");
    struct plan *plan = history_sample_plan();
    struct history *history = history_open(path, NULL, &err);
    history_sample_set(history, plan, "other");
    for (int i = 0; i < PAST_MAX_SESSIONS + 3; i++)
        history_sample_set(history, plan, "ann");
    /* The second set of the last one, gone on with. */
    struct history_about about = history_sample_about("ann");
    about.resumed_from = PAST_MAX_SESSIONS + 4;
    plan->start = (struct plan_start){.step = 0, .set = 2};
    struct history_session *session = history_session_open(history, plan, &about);
    struct sink sink = history_session_sink(session);
    for (int i = 1; i <= 3; i++) {
        struct event event = history_sample_rep(0, SIDE_NONE, 2, i);
        event.u.rep.score = 70;
        sink.event(sink.self, &event);
    }
    struct event done = {.type = EVENT_SESSION_DONE, .t_us = 90000000, .step = 1, .set = 1};
    sink.event(sink.self, &done);
    cr_expect(history_session_close(session, &err), "%s", err.text);

    struct past *past = calloc(1, sizeof *past);
    cr_assert(history_past(history, "ann", past, &err), "%s", err.text);
    cr_expect_eq(past->session_count, PAST_MAX_SESSIONS);
    const struct past_session *last = &past->session[PAST_MAX_SESSIONS - 1];
    cr_expect(last->completed && last->step[0].reps_done == 6 && last->step[0].form == 80);
    cr_expect(last->step[0].worst_set_form == 90 && last->step_count == 3);
    cr_expect_not(past->session[0].completed);

    struct history_point point[100];
    int count;
    cr_assert(history_series(history, "ann", "sample_squat", SIDE_NONE, point, 100, &count, &err));
    cr_expect_eq(count, PAST_MAX_SESSIONS + 4);
    cr_expect(point[0].session < point[count - 1].session && point[count - 1].form == 70);
    cr_expect(point[0].range == 42 && point[0].repetitions == 3);
    free(past);
    history_close(history);
    free(plan);
    place_remove(place.folder);
}

/* A digest is only a shorter way: the past is the same, to the last bit, without it. */
Test(history, a_digest_says_what_the_repetitions_say)
{
    struct place place = place_make();
    char path[512];
    struct error err = {""};
    struct plan *plan = history_sample_plan();
    struct past *with = calloc(1, sizeof *with), *without = calloc(1, sizeof *without);
    struct history_summary summary[2][1];
    int count;
    place_join(path, place.folder, "h.db");
    struct history *history = history_open(path, NULL, &err);
    cr_assert(history && with && without, "%s", err.text);
    struct event event[11];
    int events = 0;
    for (int set = 1; set <= 2; set++)
        for (int i = 1; i <= 3; i++) {
            event[events] = history_sample_rep(0, SIDE_NONE, set, i);
            event[events].u.rep.score = (float)(61 + 7 * i + 5 * set);
            event[events++].u.rep.unscored = set == 2 && i == 3;
        }
    event[events++] = history_sample_rep(1, SIDE_LEFT, 1, 1);
    event[events++] = history_sample_event(EVENT_SIGN, 1, SIDE_LEFT, 1);
    event[events] = history_sample_event(EVENT_WARNING, 0, SIDE_NONE, 1);
    event[events++].u.rule.level = WARNING_STOP;
    event[events++] = history_sample_event(EVENT_ALERT, 1, SIDE_LEFT, 1);
    event[events++] = history_sample_event(EVENT_SESSION_DONE, 0, SIDE_NONE, 1);
    const struct history_about about = history_sample_about("ann");
    struct history_session *session = history_session_open(history, plan, &about);
    struct sink sink = history_session_sink(session);
    for (int i = 0; i < events; i++)
        sink.event(sink.self, &event[i]);
    cr_assert(history_session_close(session, &err), "%s", err.text);
    cr_assert(history_past(history, "ann", with, &err), "%s", err.text);
    cr_assert(history_sessions(history, "ann", summary[0], 1, &count, &err), "%s", err.text);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM step WHERE reps_done IS NULL"),
                 0);
    history_sample_script(path, "UPDATE step SET reps_done = NULL; UPDATE session SET repetitions ="
                                " NULL");
    cr_assert(history_past(history, "ann", without, &err), "%s", err.text);
    cr_assert(history_sessions(history, "ann", summary[1], 1, &count, &err), "%s", err.text);
    const struct past_step *step = &with->session[0].step[0];
    cr_expect_eq(step->reps_done, 6);
    cr_expect_eq(step->reps_scored, 5);
    cr_expect_gt(step->worst_set_form, 0);
    cr_expect_eq(step->stops, 1);
    cr_expect_eq(with->session[0].step[1].alerts + with->session[0].step[2].alerts, 1);
    for (int i = 0; i < with->session[0].step_count; i++) {
        const struct past_step *a = &with->session[0].step[i], *b = &without->session[0].step[i];
        cr_expect_eq(a->reps_done, b->reps_done, "step %d", i);
        cr_expect_eq(a->reps_scored, b->reps_scored, "step %d", i);
        cr_expect_eq(a->form, b->form, "step %d: %g, %g", i, (double)a->form, (double)b->form);
        cr_expect_eq(a->worst_set_form, b->worst_set_form, "step %d", i);
        cr_expect_eq(a->range_seen, b->range_seen, "step %d", i);
        cr_expect_eq(a->range, b->range, "step %d", i);
        cr_expect(a->warnings == b->warnings && a->stops == b->stops, "step %d", i);
        cr_expect(a->signs == b->signs && a->alerts == b->alerts, "step %d", i);
    }
    cr_expect_eq(summary[0]->repetitions, summary[1]->repetitions);
    cr_expect_eq(summary[0]->form, summary[1]->form);
    /* And it is what is read: another figure there is another past. */
    history_sample_script(path, "UPDATE step SET reps_done = 99");
    cr_assert(history_past(history, "ann", without, &err), "%s", err.text);
    cr_expect_eq(without->session[0].step[0].reps_done, 99);
    history_close(history);
    free(with);
    free(without);
    free(plan);
    place_remove(place.folder);
}

/* ---- going on with a session ---- */

/* Tells a session these events and closes it; reasons below 0: it breaks off. */
static int64_t store(struct history *history, const struct plan *plan, const struct event *event,
                     int count)
{
    struct history_about about = history_sample_about("ann");
    struct history_session *session = history_session_open(history, plan, &about);
    struct sink sink = history_session_sink(session);
    int64_t id = history_session_id(session);
    for (int i = 0; i < count; i++)
        sink.event(sink.self, &event[i]);
    cr_expect(history_session_close(session, NULL));
    return id;
}

static struct event done(enum done_reason reason)
{
    struct event event = {.type = EVENT_SESSION_DONE, .t_us = 60000000, .set = 1};
    event.u.done.reason = reason;
    return event;
}

Test(history, goes_on_where_the_last_session_broke_off)
{
    const struct event began = history_sample_event(EVENT_SET_STARTED, 1, SIDE_LEFT, 2);
    const struct event rep = history_sample_rep(1, SIDE_LEFT, 2, 2);
    const struct event set_done = history_sample_event(EVENT_SET_DONE, 1, SIDE_LEFT, 2);
    const struct event eased = {.type = EVENT_EASED, .step = 1, .set = 2, .side = SIDE_LEFT};
    const struct event pain = done(DONE_PAIN), quit = done(DONE_QUIT),
                       completed = done(DONE_COMPLETED);
    const struct {
        struct event event[4];
        int count;
        bool goes_on;
        int set, reps;
        float ease;
    } rows[] = {
        {{began}, 1, true, 2, 0, 1},
        {{began, rep}, 2, true, 2, 2, 1},
        {{began, rep, set_done}, 3, true, 2, 3, 1},
        {{began, rep, eased}, 3, true, 2, 2, 2.0f / 3},
        {{began, rep, quit}, 3, true, 2, 2, 1},
        {{began, rep, pain}, 3, false, 0, 0, 0},
        {{began, rep, completed}, 3, false, 0, 0, 0},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct place place = place_make();
        char path[512];
        struct error err = {""};
        struct history_summary summary;
        place_join(path, place.folder, "h.db");
        struct plan *plan = history_sample_plan();
        struct history *history = history_open(path, NULL, &err);
        cr_expect_null(history_unfinished(history, "ann", &summary, &err), "nothing yet");
        int64_t id = store(history, plan, rows[i].event, rows[i].count);
        struct plan *found = history_unfinished(history, "ann", &summary, &err);
        cr_expect_eq(found != NULL, rows[i].goes_on, "row %zu: %s", i, err.text);
        if (found) {
            cr_expect_eq(summary.session, id);
            cr_expect(found->start.step == 1 && found->start.set == rows[i].set &&
                          found->start.side == SIDE_LEFT && found->start.reps == rows[i].reps,
                      "row %zu: step %d set %d reps %d", i, found->start.step, found->start.set,
                      found->start.reps);
            cr_expect_float_eq(found->start.ease, rows[i].ease, 1e-4, "row %zu", i);
        }
        free(found);
        history_close(history);
        free(plan);
        place_remove(place.folder);
    }
}

/* ---- taking away and deleting ---- */

Test(history, a_deleted_person_is_really_gone_and_others_stay)
{
    struct place place = place_make();
    char path[512];
    struct error err = {""};
    struct history_amount amount;
    bool gone;
    long size;
    place_join(path, place.folder, "h.db");
    struct plan *plan = history_sample_plan();
    struct history *history = history_open(path, NULL, &err);
    history_sample_set(history, plan, "Zebedee");
    history_sample_set(history, plan, "ann");
    cr_assert(history_amount(history, "Zebedee", &amount, &err), "%s", err.text);
    cr_expect(amount.sessions == 1 && amount.repetitions == 3);
    cr_assert(history_forget(history, amount.person, &gone, &err), "%s", err.text);
    cr_expect(gone, "%s", err.text);
    history_close(history);
    char *bytes = history_sample_bytes(path, &size);
    for (long i = 0; i + 7 < size; i++)
        cr_assert(memcmp(bytes + i, "Zebedee", 7) != 0, "the name still stands at %ld", i);
    free(bytes);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM repetition"), 3);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM deduction"), 3);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM step"), 3);
    free(plan);
    place_remove(place.folder);
}

Test(history, an_export_has_every_row_of_the_person_and_overwrites_nothing)
{
    struct place place = place_make();
    char path[512], out[512], name[512];
    struct error err = {""};
    long size;
    place_join(path, place.folder, "h.db");
    place_join(out, place.folder, "out");
    history_sample_make(path); /* ann and ben, two sessions each */
    struct history *history = history_open(path, NULL, &err);
    cr_assert(history_export(history, "ann", out, &err), "%s", err.text);
    const struct {
        const char *table;
        int lines;
    } rows[] = {{"person.csv", 2}, {"step.csv", 7},      {"repetition.csv", 7},
                {"pain.csv", 1},   {"deduction.csv", 7}, {"baseline.csv", 1}};
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct stat status;
        place_join(name, out, rows[i].table);
        char *text = history_sample_bytes(name, &size);
        text[size] = '\0';
        cr_expect_eq(text_count(text, "\r\n"), rows[i].lines, "%s:\n%s", rows[i].table, text);
        cr_expect(stat(name, &status) == 0 && (status.st_mode & 0777) == 0600);
        free(text);
    }
    cr_expect_eq(place_count(out, ".csv", NULL), history_table_count);
    cr_expect_eq(place_count(out, "README.txt", NULL), 1);
    cr_expect_not(history_export(history, "ann", out, &err));
    cr_expect(strstr(err.text, "exists already"), "%s", err.text);
    cr_expect_not(history_export(history, "carl", "/tmp/never", &err));
    cr_expect(strstr(err.text, "nobody called carl"), "%s", err.text);
    history_close(history);
    place_remove(place.folder);
}
