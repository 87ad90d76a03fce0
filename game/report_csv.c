/* The history as one table, an observation a line, after RFC 4180: fields with a comma, a quote or
 * a line's end are quoted, lines end in CR LF, the text is UTF-8. Columns:
 *
 *     session     its number in the history; empty: outside one
 *     date        the local day of the session, 2026-03-31
 *     routine     id of the routine
 *     exercise    id; empty: of the whole session
 *     side        left, right or none
 *     set, repetition   from 1; empty: of more than one
 *     t_s         seconds from the session's start
 *     kind        session, repetition, lost, unseen, warning, sign, pain, effort, change
 *     name        what was observed: score, range, hold ...; of lost and unseen the rule; of a
 *                 warning the rule, of a sign its name, of pain when it was asked
 *     value       empty: not seen, never 0 for it
 *     unit        deg, ratio, s, points, 0-10, 0-100, share, count, min or empty
 *     reference   what value is held against: a limit, a sign's usual value, before a change
 *     points      lost with it (of lost alone)
 *     text        a warning's level, where it hurt, why a plan was changed, how a session ended
 */
#include "csv.h"
#include "report_read.h"

#include "report_days.h"

#include <string.h>

#define COLUMNS 15

static const char header[] = "session,date,routine,exercise,side,set,repetition,t_s,kind,name,"
                             "value,unit,reference,points,text\r\n";

/* clang-format off: a query reads as the lines it has */
#define PLACE(row, set, rep, t_s)                                                                  \
    "SELECT x.id, x.day, x.routine, " row ".exercise, " row ".side, " set ", " rep ", " t_s ", "
#define WHOLE "SELECT x.id, x.day, x.routine, NULL, 'none', NULL, NULL, NULL, "
#define FROM(table, row)                                                                           \
    " FROM " table " " row " JOIN session x ON x.id = " row ".session WHERE" REPORT_SESSIONS
#define REP(name, value, unit)                                                                     \
    PLACE("r", "r.set_no", "r.index_no", "r.t_s")                                                  \
    "'repetition', '" name "', " value ", " unit                                                   \
    ", NULL, NULL, NULL" FROM("repetition", "r") "ORDER BY x.started_at, x.id, r.t_s, r.id"
#define IF_SEEN(value) "CASE d.seen WHEN 0 THEN NULL ELSE " value " END"

static const char *const queries[] = {
    WHOLE "'session', 'minutes', x.minutes, 'min', NULL, NULL, x.reason"
          " FROM session x WHERE" REPORT_SESSIONS "ORDER BY x.started_at, x.id",
    REP("score", "r.score", "'0-100'"),
    REP("judged", "r.judged", "'share'"),
    REP("seen", "r.seen", "'share'"),
    REP("range", "r.range_deg", REPORT_STEP("unit", "r")),
    REP("peak", "r.peak", REPORT_STEP("unit", "r")),
    REP("hold", "r.hold_s", "'s'"),
    REP("move", "nullif(r.move_s, 0)", "'s'"),
    REP("return", "nullif(r.return_s, 0)", "'s'"),
    REP("sparc", "r.sparc", "NULL"),
    REP("hesitation", "r.hesitation_s", "'s'"),
    REP("velocity_peaks", "r.peaks", "'count'"),
    PLACE("r", "r.set_no", "r.index_no",
          "d.t_s") "CASE d.seen WHEN 0 THEN 'unseen' ELSE "
                   "'lost' END, d.rule, " IF_SEEN(
                       "d.value") ", NULL,"
                                  " " IF_SEEN("d.limit_value") ", " IF_SEEN(
                                      "d.points") ", NULL"
                                                  " FROM "
                                                  "deduction d "
                                                  "JOIN "
                                                  "repetition r "
                                                  "ON r.id = "
                                                  "d.repetition "
                                                  "JOIN session "
                                                  "x ON x.id = "
                                                  "r.session"
                                                  " WHER"
                                                  "E" REPORT_SESSIONS "ORDER BY "
                                                  "x.started_at,"
                                                  " x.id, "
                                                  "r.t_s, r.id, "
                                                  "d.rowid",
    PLACE("w", "w.set_no", "NULL",
          "w.t_s") "'warning', w.rule, w.value, NULL, w.limit_value, NULL, "
                   "w.level" FROM("warning", "w") "ORDER BY x.started_at, x.id, w.t_s, w.id",
    PLACE("g", "g.set_no", "g.index_no",
          "g.t_s") "'sign', g.sign, g.value, NULL, g.baseline, NULL, "
                   "NULL" FROM("sign", "g") "ORDER BY x.started_at, "
                                            "x.id, g.t_s, g.id",
    "SELECT x.id, x.day, x.routine, " REPORT_STEP(
        "exercise", "p") ", coalesce(p.side, 'none'),"
                         " NULL, NULL, CASE WHEN p.session IS NULL THEN NULL ELSE p.at - "
                         "x.started_at END, 'pain',"
                         " p.kind, p.nrs, '0-10', NULL, NULL, p.place"
                         " FROM pain p CROSS JOIN session x ON x.id = " REPORT_PAIN_SESSION
                         " WHERE p.person = ?1 AND" REPORT_SESSIONS
                         "ORDER BY x.started_at, x.id, p.at, p.id",
    "SELECT x.id, x.day, x.routine, " REPORT_STEP(
        "exercise", "e") ", 'none', NULL, NULL, NULL,"
                         " 'effort', 'cr10', e.cr10, '0-10', NULL, NULL, NULL" FROM(
                             "effort", "e") "ORDER BY x.started_at, x.id, e.id",
    PLACE("c", "NULL", "NULL", "NULL") "'change', c.variable, c.to_value, NULL, c.from_value, NULL,"
                                       " c.reason || ' (' || c.source || ')'" FROM(
                                           REPORT_CHANGES, "c") "ORDER BY x.started_at, x.id, c.id",
};
/* clang-format on */

struct csv {
    struct report_reader reader; /* first: a row is told its reader */
    FILE *out;
};

static bool put_row(struct report_reader *reader, sqlite3_stmt *row)
{
    FILE *out = ((struct csv *)reader)->out;
    for (int i = 0; i < COLUMNS; i++) {
        char date[DAY_TEXT_SIZE];
        const unsigned char *text = sqlite3_column_text(row, i);
        if (i > 0)
            fputc(',', out);
        if (i == 1) {
            day_iso(sqlite3_column_int(row, i), date);
            fputs(date, out);
        } else if (sqlite3_column_type(row, i) == SQLITE_FLOAT) {
            fprintf(out, "%.6g", sqlite3_column_double(row, i));
        } else if (text != NULL) {
            csv_put_field(out, (const char *)text);
        }
    }
    fputs("\r\n", out);
    return true;
}

bool report_csv(const char *path, const struct report *report, FILE *out, struct error *err)
{
    /* Queries take the person from the report and fill nothing in it. */
    struct report about = {.person_id = report->person_id};
    struct csv csv = {.reader = {.path = path,
                                 .report = &about,
                                 .err = err,
                                 .from_day = report->from_day,
                                 .to_day = report->to_day,
                                 .session_id = report->whole && report->session_count > 0
                                                   ? report->session[0].id
                                                   : 0},
                      .out = out};
    bool good = report_open(path, &csv.reader.db, err);
    fputs(header, out);
    for (size_t i = 0; good && i < ARRAY_LENGTH(queries); i++)
        good = report_query(&csv.reader, queries[i], put_row);
    sqlite3_close(csv.reader.db);
    return good;
}
