/* What the files that fill a report share: one reader over one open history. */
#ifndef UNGUARD_REPORT_READ_H
#define UNGUARD_REPORT_READ_H

#include "report.h"

#include <sqlite3.h>

#define REPORT_MAX_RANGES 256 /* of one exercise and side in one session */

struct report_tally {           /* of the repetitions being read */
    struct report_line *line;   /* borrowed from the report */
    struct report_point *point; /* NULL: none being read */
    double score_sum, range[REPORT_MAX_RANGES];
    int32_t scored, range_count;
};

struct report_reader {
    sqlite3 *db;
    const char *path;
    struct report *report;
    struct error *err;
    int32_t from_day, to_day;
    int64_t session_id; /* only this one; 0: all */
    int32_t at;         /* index of the session the last row was about */
    struct report_tally tally;
    int32_t warned_cause, warned_session, warned_rank; /* of the last warning's row */
    int32_t counted_cause, counted_session;
};

/* Of a row p of pain: its session; what names none is about the last one before it. */
#define REPORT_PAIN_SESSION                                                                        \
    "coalesce(p.session, (SELECT y.id FROM session y WHERE y.person = p.person AND y.started_at"   \
    " <= p.at ORDER BY y.started_at DESC, y.id DESC LIMIT 1))"

/* The sessions x that the report is about, by a query's parameters. */
#define REPORT_SESSIONS " x.person = ?1 AND x.day BETWEEN ?2 AND ?3 AND (?4 = 0 OR x.id = ?4) "

/* Changes, without the figures that were only kept since an earlier one. A file that no program of
 * this version has opened yet has no rules in its changes: the name then means the outer, empty
 * one.
 */
#define REPORT_CHANGES                                                                             \
    "(SELECT id, session, exercise, side, variable, from_value, to_value, reason, source"          \
    " FROM (SELECT '' AS rule) CROSS JOIN change said"                                             \
    " WHERE (SELECT rule FROM change k WHERE k.id = said.id) <> 'kept')"

/* What a row's step says of itself. */
#define REPORT_STEP(column, row)                                                                   \
    "(SELECT " column " FROM step s WHERE s.session = " row ".session AND s.position = " row       \
    ".position LIMIT 1)"

typedef bool report_row(struct report_reader *reader, sqlite3_stmt *row);

/* Opens for reading alone; the connection is the caller's to close, also after a failure. */
bool report_open(const char *path, sqlite3 **db, struct error *err);

/* Fills the report's person and person_id. */
bool report_person(struct report_reader *reader, const char *name);

/* Calls row for each row; ?1 is the person, ?2 and ?3 the first and last day, ?4 the session. */
bool report_query(struct report_reader *reader, const char *sql, report_row *row);

/* Fills the causes, and the sessions' counts of warnings and signs. */
bool report_read_causes(struct report_reader *reader);

/* Fills what belongs to the one session alone. */
bool report_read_whole(struct report_reader *reader);

bool report_unreadable(struct report_reader *reader); /* says so; false */
bool report_no_memory(struct report_reader *reader);  /* says so; false */

/* Room for one more; NULL (and the array as it was) without memory. */
void *report_more(void *array, int32_t count, int32_t *room, size_t size);

void report_text(sqlite3_stmt *row, int column, char *to, size_t size); /* NULL is "" */
double report_number(sqlite3_stmt *row, int column);                    /* or REPORT_UNKNOWN */
enum body_side report_side(sqlite3_stmt *row, int column);
struct report_session *report_session_of(struct report_reader *reader, int64_t id);

#endif
