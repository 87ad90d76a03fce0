#include "history_write.h"

#include "history_day.h"
#include "history_past_session.h"
#include "history_sql.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

bool history_begin(struct history *history, struct error *err)
{
    return sql_script(history, "BEGIN IMMEDIATE", err);
}

bool history_commit(struct history *history, struct error *err)
{
    if (sql_script(history, "COMMIT", err))
        return true;
    history_rollback(history);
    return false;
}

void history_rollback(struct history *history)
{
    /* A full disk has SQLite roll back by itself. */
    if (history->db != NULL && !sqlite3_get_autocommit(history->db))
        sqlite3_exec(history->db, "ROLLBACK", NULL, NULL, NULL);
}

void history_be_patient(struct history *history, int patience_ms)
{
    if (history->db != NULL)
        sqlite3_busy_timeout(history->db, patience_ms);
}

bool history_put_person(struct history *history, const char *name, int64_t at, int64_t *person,
                        struct error *err)
{
    return sql_run(history,
                   "INSERT INTO person(name, created_at) VALUES(?1, ?2) "
                   "ON CONFLICT(name) DO NOTHING",
                   SQL_VALUES(sql_text(name), sql_int(at)), err) &&
           sql_number(history, "SELECT id FROM person WHERE name = ?1", SQL_VALUES(sql_text(name)),
                      0, person, err);
}

/* ---- a session ---- */

static bool put_step(struct history *history, int64_t session, const struct plan *plan,
                     int position, enum body_side side, struct error *err)
{
    const struct exercise *exercise = &plan->step[position];
    return sql_run(
        history,
        "INSERT INTO step(session, position, exercise, exercise_name, side, view, sets, reps,"
        " hold_s, target, unit) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        SQL_VALUES(sql_int(session), sql_int(position), sql_text(exercise->id),
                   sql_text(exercise->name), sql_text(side_name(side)),
                   sql_text(view_name(exercise->view)), sql_int(exercise->dosage.sets),
                   sql_int(exercise->dosage.reps), sql_real(exercise->target.hold_s),
                   sql_real(exercise->target.value),
                   sql_text(feature_info(exercise->target.signal.kind)->unit)),
        err);
}

static bool put_steps(struct history *history, int64_t session, const struct plan *plan,
                      struct error *err)
{
    for (int i = plan->start.step; i < plan->step_count; i++) {
        const enum body_side first = plan_first_side(plan, i);
        if (!put_step(history, session, plan, i, first, err))
            return false;
        if (plan_has_two_sides(plan, i) &&
            !put_step(history, session, plan, i, first == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT, err))
            return false;
    }
    return true;
}

static bool put_session_row(struct history *history, const struct history_about *about,
                            int64_t person, const struct plan *plan, const char *text,
                            int64_t *session, struct error *err)
{
    char hash[24];
    snprintf(hash, sizeof(hash), "%016" PRIx64, plan_hash(plan));
    const bool stored = sql_run(
        history,
        "INSERT INTO session(person, routine, routine_name, plan, plan_hash, tracker, model,"
        " started_at, day, resumed_from) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        SQL_VALUES(sql_int(person), sql_text(plan->routine), sql_text(plan->name), sql_text(text),
                   sql_text(hash), sql_text(about->tracker), sql_text(about->model),
                   sql_int(about->started_at), sql_int(history_day(about->started_at)),
                   sql_row_id(about->resumed_from)),
        err);
    *session = stored ? sqlite3_last_insert_rowid(history->db) : 0;
    return stored;
}

bool history_put_session(struct history *history, const struct history_about *about, int64_t person,
                         const struct plan *plan, int64_t *session, struct error *err)
{
    char *text = plan_text(plan);
    if (text == NULL)
        return error_set(err, "%.110s: there isn't enough memory to store the session",
                         history->path);
    const bool stored = put_session_row(history, about, person, plan, text, session, err) &&
                        history_put_place(history, *session, &plan->start, err) &&
                        put_steps(history, *session, plan, err);
    free(text);
    return stored;
}

bool history_end_session(struct history *history, int64_t session, int64_t ended_at,
                         enum done_reason reason, float minutes, struct error *err)
{
    return sql_run(history,
                   "UPDATE session SET ended_at = ?2, reason = ?3, minutes = ?4 WHERE id = ?1",
                   SQL_VALUES(sql_int(session), sql_int(ended_at),
                              sql_text(done_reason_name(reason)), sql_real(minutes)),
                   err) &&
           history_put_digest(history, session, err);
}

bool history_put_place(struct history *history, int64_t session, const struct plan_start *place,
                       struct error *err)
{
    const int set = place->set > 0 ? place->set : 1;
    const float ease = place->ease > 0 ? place->ease : 1;
    return sql_run(history,
                   "UPDATE session SET at_position = ?2, at_set = ?3, at_side = ?4, at_reps = ?5,"
                   " ease = ?6 WHERE id = ?1",
                   SQL_VALUES(sql_int(session), sql_int(place->step), sql_int(set),
                              sql_text(side_name(place->side)), sql_int(place->reps),
                              sql_real(ease)),
                   err);
}

bool history_count_set(struct history *history, int64_t session, int32_t position,
                       enum body_side side, struct error *err)
{
    return sql_run(history,
                   "UPDATE step SET done_sets = done_sets + 1 "
                   "WHERE session = ?1 AND position = ?2 AND side = ?3",
                   SQL_VALUES(sql_int(session), sql_int(position), sql_text(side_name(side))), err);
}

/* ---- what happened in it ---- */

static float seconds(int64_t t_us)
{
    return (float)((double)t_us * 1e-6);
}

static bool put_deduction(struct history *history, int64_t repetition,
                          const struct score_item *item, struct error *err)
{
    return sql_run(history,
                   "INSERT INTO deduction(repetition, rule, points, value, limit_value, t_s, seen)"
                   " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                   SQL_VALUES(sql_int(repetition), sql_text(item->rule), sql_real(item->points),
                              sql_real_if(item->seen, item->value),
                              sql_real_if(item->seen, item->limit),
                              sql_real_if(item->seen, seconds(item->t_us)), sql_int(item->seen)),
                   err);
}

bool history_put_repetition(struct history *history, const struct history_place *place,
                            const struct rep_result *rep, struct error *err)
{
    const bool stored = sql_run(
        history,
        "INSERT INTO repetition(session, position, exercise, side, set_no, index_no, t_s, score,"
        " judged, seen, range_deg, peak, hold_s, move_s, return_s, sparc, hesitation_s, peaks)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        SQL_VALUES(sql_int(place->session), sql_int(place->position), sql_text(place->exercise),
                   sql_text(side_name(place->side)), sql_int(place->set), sql_int(rep->index),
                   sql_real(seconds(rep->end_us)), sql_real_if(!rep->unscored, rep->score),
                   sql_real(rep->unscored ? 0 : rep->judged), sql_real(rep->seen),
                   sql_real_if(rep->range_seen, rep->range),
                   sql_real_if(rep->range_seen, rep->peak),
                   sql_real_if(rep->hold_seen, rep->hold_s), sql_real(rep->move_s),
                   sql_real(rep->return_s), sql_real_if(rep->sparc_seen, rep->sparc),
                   sql_real_if(rep->pauses_seen, rep->pauses.hesitation_s),
                   sql_index(rep->pauses_seen ? rep->pauses.peaks : -1)),
        err);
    const int64_t repetition = stored ? sqlite3_last_insert_rowid(history->db) : 0;
    for (int32_t i = 0; stored && i < rep->item_count; i++)
        if (!put_deduction(history, repetition, &rep->item[i], err))
            return false;
    return stored;
}

bool history_put_warning(struct history *history, const struct history_place *place,
                         const struct event *event, struct error *err)
{
    return sql_run(history,
                   "INSERT INTO warning(session, position, exercise, side, set_no, rule, level,"
                   " t_s, value, limit_value, lead_s)"
                   " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                   SQL_VALUES(sql_int(place->session), sql_int(place->position),
                              sql_text(place->exercise), sql_text(side_name(place->side)),
                              sql_int(place->set), sql_text(event->u.rule.id),
                              sql_text(warning_level_name(event->u.rule.level)),
                              sql_real(seconds(event->t_us)), sql_real(event->u.rule.value),
                              sql_real(event->u.rule.limit), sql_real(event->u.rule.lead_s)),
                   err);
}

bool history_put_sign(struct history *history, const struct history_place *place,
                      const struct history_sign *sign, struct error *err)
{
    return sql_run(history,
                   "INSERT INTO sign(session, position, exercise, side, set_no, index_no, sign,"
                   " t_s, value, baseline) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                   SQL_VALUES(sql_int(place->session), sql_int(place->position),
                              sql_text(place->exercise), sql_text(side_name(place->side)),
                              sql_int(place->set), sql_int(sign->index), sql_text(sign->sign),
                              sql_real(sign->t_s), sql_real(sign->value), sql_real(sign->baseline)),
                   err);
}

bool history_put_alert(struct history *history, const struct history_place *place,
                       const struct history_alert *alert, struct error *err)
{
    return sql_run(history,
                   "INSERT INTO alert(session, position, exercise, side, set_no, index_no, signs,"
                   " t_s) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                   SQL_VALUES(sql_int(place->session), sql_int(place->position),
                              sql_text(place->exercise), sql_text(side_name(place->side)),
                              sql_int(place->set), sql_int(alert->index), sql_text(alert->signs),
                              sql_real(alert->t_s)),
                   err);
}

bool history_put_decision(struct history *history, const struct history_place *place,
                          const struct event *event, struct error *err)
{
    const struct safety_verdict *verdict = &event->u.decision;
    return sql_run(history,
                   "INSERT INTO decision(session, position, side, t_s, decision, rule, value,"
                   " limit_value, source) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                   SQL_VALUES(sql_int(place->session), sql_int(place->position),
                              sql_text(side_name(place->side)), sql_real(seconds(event->t_us)),
                              sql_text(safety_decision_name(verdict->decision)),
                              sql_text(safety_rule_name(verdict->rule)), sql_int(verdict->value),
                              sql_int(verdict->limit), sql_text(safety_rule_source(verdict->rule))),
                   err);
}

bool history_complete_pain(struct history *history, int64_t session, const char *place, int32_t nrs,
                           bool *found, struct error *err)
{
    *found = false;
    if (!sql_run(history,
                 "UPDATE pain SET place = coalesce(?2, place), nrs = ?3 WHERE id ="
                 " (SELECT max(id) FROM pain WHERE session = ?1 AND kind = 'hurt') AND nrs IS NULL",
                 SQL_VALUES(sql_int(session), sql_text(place), sql_index(nrs)), err))
        return false;
    *found = sqlite3_changes(history->db) > 0;
    return true;
}

bool history_session_before(struct history *history, int64_t person, int64_t session,
                            int64_t *before, struct error *err)
{
    return sql_number(history, "SELECT max(id) FROM session WHERE person = ?1 AND id < ?2",
                      SQL_VALUES(sql_int(person), sql_int(session)), 0, before, err);
}

bool history_put_pain(struct history *history, const struct history_pain *pain, struct error *err)
{
    const char *side = pain->position < 0 ? NULL : side_name(pain->side);
    return sql_run(history,
                   "INSERT INTO pain(person, session, at, kind, position, side, nrs, place)"
                   " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                   SQL_VALUES(sql_int(pain->person), sql_row_id(pain->session), sql_int(pain->at),
                              sql_text(pain->kind), sql_index(pain->position), sql_text(side),
                              sql_index(pain->nrs), sql_text(pain->place)),
                   err);
}

bool history_put_effort(struct history *history, int64_t session, int32_t position, int32_t cr10,
                        struct error *err)
{
    return sql_run(history, "INSERT INTO effort(session, position, cr10) VALUES(?1, ?2, ?3)",
                   SQL_VALUES(sql_int(session), sql_int(position), sql_int(cr10)), err);
}

bool history_put_change(struct history *history, int64_t session,
                        const struct history_change *change, struct error *err)
{
    return sql_run(
        history,
        "INSERT INTO change(session, exercise, side, variable, from_value, to_value,"
        " reason, source, rule) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        SQL_VALUES(sql_int(session), sql_text(change->exercise), sql_text(side_name(change->side)),
                   sql_text(change->variable), sql_real(change->from), sql_real(change->to),
                   sql_text(change->reason), sql_text(change->source), sql_text(change->rule)),
        err);
}

bool history_put_consent(struct history *history, int64_t person, int64_t at,
                         const struct history_consent *consent, struct error *err)
{
    return sql_run(history,
                   "INSERT INTO consent(person, at, version, wording, answer)"
                   " VALUES(?1, ?2, ?3, ?4, ?5)",
                   SQL_VALUES(sql_int(person), sql_int(at), sql_int(consent->version),
                              sql_text(consent->wording), sql_int(consent->agreed)),
                   err);
}

bool history_put_screening(struct history *history, int64_t person, int64_t session, int64_t at,
                           const char *flag, bool answer, struct error *err)
{
    return sql_run(history,
                   "INSERT INTO screening(person, session, at, flag, answer)"
                   " VALUES(?1, ?2, ?3, ?4, ?5)",
                   SQL_VALUES(sql_int(person), sql_row_id(session), sql_int(at), sql_text(flag),
                              sql_int(answer)),
                   err);
}

bool history_put_card(struct history *history, int64_t person, int64_t at, const char *card,
                      struct error *err)
{
    return sql_run(
        history, "INSERT INTO card(person, at, day, card) VALUES(?1, ?2, ?3, ?4)",
        SQL_VALUES(sql_int(person), sql_int(at), sql_int(history_day(at)), sql_text(card)), err);
}

bool history_put_baseline(struct history *history, int64_t person,
                          const struct history_baseline *baseline, struct error *err)
{
    return sql_run(history,
                   "INSERT OR REPLACE INTO baseline(person, exercise, side, view, tracker, model,"
                   " measure, mean, spread, count, updated_at)"
                   " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                   SQL_VALUES(sql_int(person), sql_text(baseline->exercise),
                              sql_text(side_name(baseline->side)), sql_text(baseline->view),
                              sql_text(baseline->tracker), sql_text(baseline->model),
                              sql_text(baseline->measure), sql_real(baseline->mean),
                              sql_real(baseline->spread), sql_int(baseline->count),
                              sql_int(baseline->updated_at)),
                   err);
}
