/* What brought warnings and guarding signs on, counted. */
#include "report_read.h"

#include <stdlib.h>
#include <string.h>

static struct report_cause *cause_of(struct report_reader *reader, bool sign, sqlite3_stmt *row)
{
    struct report *report = reader->report;
    char id[ID_SIZE], exercise[ID_SIZE];
    report_text(row, 1, id, sizeof(id));
    report_text(row, 2, exercise, sizeof(exercise));
    const enum body_side side = report_side(row, 4);
    for (int32_t i = 0; i < report->cause_count; i++) {
        struct report_cause *cause = &report->cause[i];
        if (cause->sign == sign && cause->side == side && strcmp(cause->id, id) == 0 &&
            strcmp(cause->exercise, exercise) == 0)
            return cause;
    }
    struct report_cause *cause =
        report_more(report->cause, report->cause_count, &report->cause_room, sizeof(*cause));
    if (cause == NULL)
        return NULL;
    report->cause = cause;
    cause += report->cause_count++;
    *cause = (struct report_cause){.sign = sign, .side = side};
    text_copy(cause->id, sizeof(cause->id), id);
    text_copy(cause->exercise, sizeof(cause->exercise), exercise);
    report_text(row, 3, cause->name, sizeof(cause->name));
    return cause;
}

static void count_cause(struct report_reader *reader, struct report_cause *cause)
{
    const struct report *report = reader->report;
    const int32_t window = report_window(report);
    const int32_t index = (int32_t)(cause - report->cause);
    cause->count++;
    if (reader->counted_cause != index || reader->counted_session != reader->at)
        cause->sessions++;
    reader->counted_cause = index;
    reader->counted_session = reader->at;
    cause->first += reader->at < window;
    cause->last += reader->at >= report->session_count - window;
}

static int level_rank(sqlite3_stmt *row)
{
    static const char *const names[] = {"approaching", "over", "stop"};
    char level[ID_SIZE];
    report_text(row, 5, level, sizeof(level));
    for (int i = 0; i < (int)ARRAY_LENGTH(names); i++)
        if (strcmp(level, names[i]) == 0)
            return i;
    return -1; /* withdrawn */
}

/* Approaching, over and stop of one movement are three rows of one warning, which ends when it is
 * withdrawn, or when a lower level comes again. Rows are in order of rule and time. */
static bool take_warning(struct report_reader *reader, sqlite3_stmt *row)
{
    struct report_session *session = report_session_of(reader, sqlite3_column_int64(row, 0));
    const int rank = level_rank(row);
    if (session == NULL)
        return true;
    struct report_cause *cause = rank < 0 ? NULL : cause_of(reader, false, row);
    if (rank >= 0 && cause == NULL)
        return report_no_memory(reader);
    const int32_t index = cause == NULL ? -1 : (int32_t)(cause - reader->report->cause);
    const bool same = index == reader->warned_cause && reader->at == reader->warned_session;
    if (rank >= 0 && (!same || rank <= reader->warned_rank)) {
        session->warnings++;
        count_cause(reader, cause);
        reader->warned_rank = -1;
    }
    if (rank >= 1 && reader->warned_rank < 1)
        cause->passed++;
    if (rank == 2)
        cause->stops++;
    reader->warned_cause = index;
    reader->warned_session = reader->at;
    reader->warned_rank = rank;
    return true;
}

static bool take_sign(struct report_reader *reader, sqlite3_stmt *row)
{
    struct report_session *session = report_session_of(reader, sqlite3_column_int64(row, 0));
    if (session == NULL)
        return true;
    struct report_cause *cause = cause_of(reader, true, row);
    if (cause == NULL)
        return report_no_memory(reader);
    session->signs++;
    count_cause(reader, cause);
    return true;
}

static int compare_causes(const void *a, const void *b)
{
    const struct report_cause *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    const int names = strcmp(x->exercise, y->exercise);
    const int ids = names != 0 ? names : strcmp(x->id, y->id);
    return ids != 0 ? ids : (int)x->side - (int)y->side;
}

/* clang-format off: a query reads as the lines it has */
static const char warnings_sql[] = "SELECT x.id, w.rule, w.exercise, " REPORT_STEP(
    "exercise_name", "w") ", w.side, w.level"
                          " FROM warning w JOIN session x ON x.id = w.session"
                          " WHERE" REPORT_SESSIONS
                          "ORDER BY x.started_at, x.id, w.exercise, w.side, w.rule, w.t_s, w.id";

static const char signs_sql[] = "SELECT x.id, g.sign, g.exercise, " REPORT_STEP(
    "exercise_name", "g") ", g.side"
                          " FROM sign g JOIN session x ON x.id = g.session"
                          " WHERE" REPORT_SESSIONS
                          "ORDER BY x.started_at, x.id, g.exercise, g.side, g.sign, g.t_s, g.id";
/* clang-format on */

bool report_read_causes(struct report_reader *reader)
{
    struct report *report = reader->report;
    reader->at = 0;
    reader->warned_cause = reader->counted_cause = -1;
    if (!report_query(reader, warnings_sql, take_warning))
        return false;
    reader->at = 0;
    reader->counted_cause = -1;
    if (!report_query(reader, signs_sql, take_sign))
        return false;
    if (report->cause_count > 0)
        qsort(report->cause, (size_t)report->cause_count, sizeof(*report->cause), compare_causes);
    return true;
}
