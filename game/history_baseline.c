#include "history_baseline.h"

#include "coach/event.h"
#include "history_sql.h"

#include <string.h>

/* -1: of a version that knew another measure. */
static int measure_named(const char *name)
{
    for (int i = 0; i < BASELINE_MEASURE_COUNT; i++)
        if (strcmp(name, baseline_measure_name((enum baseline_measure)i)) == 0)
            return i;
    return -1;
}

static int side_named(const char *name)
{
    for (int i = SIDE_NONE; i <= SIDE_RIGHT; i++)
        if (strcmp(name, side_name((enum body_side)i)) == 0)
            return i;
    return -1;
}

static void take_row(sqlite3_stmt *row, struct plan *plan)
{
    char exercise[ID_SIZE], side[16], view[16], measure[ID_SIZE];
    sql_column_text(row, 0, exercise, sizeof(exercise));
    sql_column_text(row, 1, side, sizeof(side));
    sql_column_text(row, 2, view, sizeof(view));
    sql_column_text(row, 3, measure, sizeof(measure));
    const int of = measure_named(measure), on = side_named(side);
    const struct baseline_figure figure = {sql_column_real(row, 4, 0), sql_column_real(row, 5, 0),
                                           sql_column_int(row, 6, 0)};
    if (of < 0 || on < 0 || figure.count <= 0 || figure.spread < 0)
        return;
    for (int i = 0; i < plan->step_count; i++)
        if (strcmp(plan->step[i].id, exercise) == 0 &&
            strcmp(view_name(plan->step[i].view), view) == 0)
            plan->baseline[i][on].of[of] = figure;
}

bool history_baselines(struct history *history, const char *person, const char *tracker,
                       const char *model, struct plan *plan, struct error *err)
{
    bool good = false;
    sqlite3_stmt *rows =
        sql_query(history,
                  "SELECT b.exercise, b.side, b.view, b.measure, b.mean, b.spread, b.count"
                  " FROM baseline b JOIN person p ON p.id = b.person"
                  " WHERE p.name = ?1 AND b.tracker = ?2 AND b.model = ?3",
                  SQL_VALUES(sql_text(person), sql_text(tracker), sql_text(model)), err);
    while (rows != NULL && sql_next(history, rows, &good, err))
        take_row(rows, plan);
    sqlite3_finalize(rows);
    return good;
}
