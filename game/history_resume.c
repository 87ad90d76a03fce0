#include "history_resume.h"

#include "history_sql.h"

#include <stdlib.h>
#include <string.h>

/* As many sessions in a row may have ended before their first repetition. */
#define LOOK_BACK 16

/* Unfinished, and worth more than a fresh start. */
static bool has_progress(const struct history_summary *summary)
{
    return summary->repetitions > 0 || summary->resumed_from != 0;
}

static bool is_unfinished(const struct history_summary *summary)
{
    return strcmp(summary->reason, done_reason_name(DONE_COMPLETED)) != 0 &&
           strcmp(summary->reason, done_reason_name(DONE_PAIN)) != 0 &&
           strcmp(summary->reason, done_reason_name(DONE_RED_FLAG)) != 0;
}

/* Which of the newest sessions to go on with; -1: none. */
static int choose(const struct history_summary *summary, int count)
{
    int fallback = -1;
    for (int i = 0; i < count; i++) {
        if (!is_unfinished(&summary[i]))
            break;
        if (has_progress(&summary[i]))
            return i;
        fallback = fallback < 0 ? i : fallback;
    }
    return fallback;
}

static enum body_side side_of_name(const char *name)
{
    for (int i = SIDE_NONE; i <= SIDE_RIGHT; i++)
        if (strcmp(name, side_name((enum body_side)i)) == 0)
            return (enum body_side)i;
    return SIDE_NONE;
}

/* The stored text may be damaged, and the place be one that the plan doesn't have. */
static bool read_plan(struct history *history, sqlite3_stmt *row, struct plan *plan,
                      struct error *err)
{
    char side[16];
    const char *text = (const char *)sqlite3_column_text(row, 0);
    struct error why = {{0}};
    if (text == NULL || !plan_parse(text, "plan", plan, &why) || plan->step_count == 0)
        return error_set(err,
                         "%.110s: the plan of the last session can't be read any more; begin a new "
                         "session without --resume",
                         history->path);
    sql_column_text(row, 3, side, sizeof(side));
    plan->start =
        (struct plan_start){.step = clamp_int(sql_column_int(row, 1, 0), 0, plan->step_count - 1),
                            .set = sql_column_int(row, 2, 1),
                            .side = side_of_name(side),
                            .reps = sql_column_int(row, 4, 0),
                            .ease = clamp_float(sql_column_real(row, 5, 1), 0.01f, 1)};
    const struct dosage *dosage = &plan->step[plan->start.step].dosage;
    plan->start.set = clamp_int(plan->start.set, 1, dosage->sets);
    plan->start.reps = clamp_int(plan->start.reps, 0, dosage->reps);
    return true;
}

/* What was asked and answered before it broke off is not asked again. */
static bool drop_answered(struct history *history, int64_t session, struct plan *plan,
                          struct error *err)
{
    int64_t screened = 0, before = 0;
    if (!sql_number(history, "SELECT count(*) FROM screening WHERE session = ?1",
                    SQL_VALUES(sql_int(session)), 0, &screened, err) ||
        !sql_number(history, "SELECT count(*) FROM pain WHERE session = ?1 AND kind = 'before'",
                    SQL_VALUES(sql_int(session)), 0, &before, err))
        return false;
    if (screened >= plan->flag_count)
        plan->flag_count = 0;
    if (before > 0)
        plan->ask.next_day = plan->ask.before = false; /* asked in this order */
    return true;
}

static bool load(struct history *history, int64_t session, struct plan *plan, struct error *err)
{
    bool good = false;
    sqlite3_stmt *row = sql_query(history,
                                  "SELECT plan, at_position, at_set, at_side, at_reps, ease"
                                  " FROM session WHERE id = ?1",
                                  SQL_VALUES(sql_int(session)), err);
    if (row != NULL && sql_next(history, row, &good, err))
        good = read_plan(history, row, plan, err);
    sqlite3_finalize(row);
    return good && drop_answered(history, session, plan, err);
}

struct plan *history_unfinished(struct history *history, const char *person,
                                struct history_summary *summary, struct error *err)
{
    struct history_summary newest[LOOK_BACK];
    int count;
    if (!history_sessions(history, person, newest, LOOK_BACK, &count, err))
        return NULL;
    const int chosen = choose(newest, count);
    if (chosen < 0) {
        const bool hurt = count > 0 && strcmp(newest[0].reason, done_reason_name(DONE_PAIN)) == 0;
        error_set(err,
                  hurt ? "%.60s's last session was ended by pain and is not gone on with; begin a "
                         "new one, without --resume, once it has settled"
                       : "%.60s has no session to go on with; begin one without --resume",
                  person);
        return NULL;
    }
    struct plan *plan = calloc(1, sizeof(*plan));
    if (plan == NULL) {
        error_set(err, "there isn't enough memory for a plan");
    } else if (!load(history, newest[chosen].session, plan, err)) {
        free(plan);
        return NULL;
    }
    *summary = newest[chosen];
    return plan;
}
