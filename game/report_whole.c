/* One session whole: every repetition, every lost point, every warning, sign and answer. */
#include "report_read.h"

#include <string.h>

static bool take_rep(struct report_reader *reader, sqlite3_stmt *row)
{
    struct report *report = reader->report;
    struct report_rep *rep =
        report_more(report->rep, report->rep_count, &report->rep_room, sizeof(*rep));
    if (rep == NULL)
        return report_no_memory(reader);
    report->rep = rep;
    rep += report->rep_count++;
    *rep = (struct report_rep){.id = sqlite3_column_int64(row, 0),
                               .position = sqlite3_column_int(row, 1),
                               .side = report_side(row, 5),
                               .set = sqlite3_column_int(row, 6),
                               .index = sqlite3_column_int(row, 7),
                               .t_s = report_number(row, 8),
                               .score = report_number(row, 9),
                               .judged = report_number(row, 10),
                               .range = report_number(row, 11),
                               .hold_s = report_number(row, 12)};
    report_text(row, 2, rep->exercise, sizeof(rep->exercise));
    report_text(row, 3, rep->name, sizeof(rep->name));
    report_text(row, 4, rep->unit, sizeof(rep->unit));
    return true;
}

/* Rows come in the order of the repetitions. */
static bool take_item(struct report_reader *reader, sqlite3_stmt *row)
{
    struct report *report = reader->report;
    const int64_t id = sqlite3_column_int64(row, 0);
    struct report_rep *rep = NULL;
    for (int32_t i = 0; i < report->rep_count && rep == NULL; i++)
        if (report->rep[i].id == id)
            rep = &report->rep[i];
    struct report_item *item =
        report_more(report->item, report->item_count, &report->item_room, sizeof(*item));
    if (item == NULL)
        return report_no_memory(reader);
    report->item = item;
    if (rep == NULL)
        return true;
    if (rep->item_count++ == 0)
        rep->first_item = report->item_count;
    item += report->item_count++;
    *item = (struct report_item){.points = sqlite3_column_double(row, 2),
                                 .value = sqlite3_column_double(row, 3),
                                 .limit = sqlite3_column_double(row, 4),
                                 .t_s = report_number(row, 5),
                                 .seen = sqlite3_column_int(row, 6) != 0};
    report_text(row, 1, item->rule, sizeof(item->rule));
    return true;
}

static struct report_moment *new_moment(struct report_reader *reader)
{
    struct report *report = reader->report;
    struct report_moment *moment =
        report_more(report->moment, report->moment_count, &report->moment_room, sizeof(*moment));
    if (moment == NULL) {
        report_no_memory(reader);
        return NULL;
    }
    report->moment = moment;
    moment += report->moment_count++;
    memset(moment, 0, sizeof(*moment));
    return moment;
}

static bool take_moment(struct report_reader *reader, sqlite3_stmt *row)
{
    struct report_moment *moment = new_moment(reader);
    if (moment == NULL)
        return false;
    moment->kind = sqlite3_column_int(row, 0);
    report_text(row, 1, moment->id, sizeof(moment->id));
    report_text(row, 2, moment->level, sizeof(moment->level));
    report_text(row, 3, moment->name, sizeof(moment->name));
    moment->side = report_side(row, 4);
    moment->t_s = report_number(row, 5);
    moment->value = report_number(row, 6);
    moment->limit = report_number(row, 7);
    report_text(row, 8, moment->place, sizeof(moment->place));
    return true;
}

/* clang-format off: a query reads as the lines it has */
#define SESSION " x.person = ?1 AND x.day BETWEEN ?2 AND ?3 AND x.id = ?4 "

static const char reps_sql[] = "SELECT r.id, r.position, r.exercise, " REPORT_STEP(
    "exercise_name",
    "r") ","
         " " REPORT_STEP(
             "unit",
             "r") ", r.side, r.set_no, r.index_no, r.t_s, r.score, r.judged,"
                  " r.range_deg, r.hold_s FROM repetition r JOIN session x ON x.id = r.session"
                  " WHERE" SESSION "ORDER BY r.t_s, r.id";

static const char items_sql[] =
    "SELECT d.repetition, d.rule, d.points, d.value, d.limit_value, d.t_s, d.seen"
    " FROM deduction d JOIN repetition r ON r.id = d.repetition"
    " JOIN session x ON x.id = r.session"
    " WHERE" SESSION "ORDER BY r.t_s, r.id, d.seen DESC, d.points DESC, d.rule";

static const char warnings_sql[] = "SELECT 0, w.rule, w.level, " REPORT_STEP(
    "exercise_name", "w") ", w.side, w.t_s, w.value,"
                          " w.limit_value, NULL FROM warning w JOIN session x ON x.id = w.session"
                          " WHERE" SESSION "AND w.level <> 'withdrawn' ORDER BY w.t_s, w.id";

static const char signs_sql[] = "SELECT 1, g.sign, NULL, " REPORT_STEP(
    "exercise_name", "g") ", g.side, g.t_s, g.value,"
                          " g.baseline, NULL FROM sign g JOIN session x ON x.id = g.session"
                          " WHERE" SESSION "ORDER BY g.t_s, g.id";

static const char pain_sql[] = "SELECT 2, p.kind, NULL, " REPORT_STEP(
    "exercise_name", "p") ", p.side, p.at - x.started_at,"
                          " p.nrs, NULL, p.place FROM pain p JOIN session x ON x.id = p.session"
                          " WHERE" SESSION "ORDER BY p.at, p.id";
/* clang-format on */

bool report_read_whole(struct report_reader *reader)
{
    reader->report->whole = true;
    return report_query(reader, reps_sql, take_rep) && report_query(reader, items_sql, take_item) &&
           report_query(reader, warnings_sql, take_moment) &&
           report_query(reader, signs_sql, take_moment) &&
           report_query(reader, pain_sql, take_moment);
}
