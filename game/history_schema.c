#include "history_schema.h"

#include "history_sql.h"

#include <stdio.h>

/* What each version added. A step never changes once a file has gone through it: the next change
 * is a new step at the end. */
static const char *const steps[] = {
    /* 1 */
    "CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
    " created_at INTEGER NOT NULL);"
    "CREATE TABLE session(id INTEGER PRIMARY KEY,"
    " person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, routine TEXT NOT NULL,"
    " routine_name TEXT NOT NULL, plan TEXT NOT NULL, plan_hash TEXT NOT NULL,"
    " tracker TEXT NOT NULL, model TEXT NOT NULL, started_at INTEGER NOT NULL,"
    " day INTEGER NOT NULL, ended_at INTEGER, reason TEXT,"
    " resumed_from INTEGER REFERENCES session ON DELETE SET NULL, minutes REAL);"
    "CREATE TABLE step(id INTEGER PRIMARY KEY,"
    " session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE, position INTEGER NOT NULL,"
    " exercise TEXT NOT NULL, exercise_name TEXT NOT NULL, side TEXT NOT NULL, view TEXT NOT NULL,"
    " sets INTEGER NOT NULL, reps INTEGER NOT NULL, hold_s REAL NOT NULL, target REAL NOT NULL,"
    " unit TEXT NOT NULL, done_sets INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE repetition(id INTEGER PRIMARY KEY,"
    " session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE, position INTEGER NOT NULL,"
    " exercise TEXT NOT NULL, side TEXT NOT NULL, set_no INTEGER NOT NULL,"
    " index_no INTEGER NOT NULL, t_s REAL NOT NULL, score REAL, judged REAL NOT NULL,"
    " seen REAL NOT NULL, range_deg REAL, peak REAL, hold_s REAL, move_s REAL NOT NULL,"
    " return_s REAL NOT NULL, sparc REAL, hesitation_s REAL, peaks INTEGER);"
    "CREATE TABLE deduction(repetition INTEGER NOT NULL REFERENCES repetition ON DELETE CASCADE,"
    " rule TEXT NOT NULL, points REAL NOT NULL, value REAL, limit_value REAL, t_s REAL,"
    " seen INTEGER NOT NULL);"
    "CREATE TABLE warning(id INTEGER PRIMARY KEY,"
    " session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE, position INTEGER NOT NULL,"
    " exercise TEXT NOT NULL, side TEXT NOT NULL, set_no INTEGER NOT NULL, rule TEXT NOT NULL,"
    " level TEXT NOT NULL, t_s REAL NOT NULL, value REAL NOT NULL, limit_value REAL NOT NULL,"
    " lead_s REAL NOT NULL);"
    "CREATE TABLE sign(id INTEGER PRIMARY KEY,"
    " session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE, position INTEGER NOT NULL,"
    " exercise TEXT NOT NULL, side TEXT NOT NULL, set_no INTEGER NOT NULL,"
    " index_no INTEGER NOT NULL, sign TEXT NOT NULL, t_s REAL NOT NULL, value REAL NOT NULL,"
    " baseline REAL);"
    "CREATE TABLE pain(id INTEGER PRIMARY KEY,"
    " person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,"
    " session INTEGER REFERENCES session ON DELETE CASCADE, at INTEGER NOT NULL,"
    " kind TEXT NOT NULL, position INTEGER, side TEXT, nrs INTEGER NOT NULL, place TEXT);"
    "CREATE TABLE effort(id INTEGER PRIMARY KEY,"
    " session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE, position INTEGER NOT NULL,"
    " cr10 INTEGER NOT NULL);"
    "CREATE TABLE change(id INTEGER PRIMARY KEY,"
    " session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE, exercise TEXT NOT NULL,"
    " side TEXT NOT NULL, variable TEXT NOT NULL, from_value REAL NOT NULL,"
    " to_value REAL NOT NULL, reason TEXT NOT NULL, source TEXT NOT NULL);"
    "CREATE TABLE screening(id INTEGER PRIMARY KEY,"
    " person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,"
    " session INTEGER REFERENCES session ON DELETE CASCADE, at INTEGER NOT NULL,"
    " flag TEXT NOT NULL, answer INTEGER NOT NULL);"
    "CREATE TABLE baseline(person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,"
    " exercise TEXT NOT NULL, side TEXT NOT NULL, view TEXT NOT NULL, tracker TEXT NOT NULL,"
    " model TEXT NOT NULL, measure TEXT NOT NULL, mean REAL NOT NULL, spread REAL NOT NULL,"
    " count INTEGER NOT NULL, updated_at INTEGER NOT NULL,"
    " PRIMARY KEY(person, exercise, side, view, tracker, model, measure));"
    "CREATE INDEX session_of_person ON session(person);"
    "CREATE INDEX step_of_session ON step(session);"
    "CREATE INDEX repetition_of_session ON repetition(session);"
    "CREATE INDEX deduction_of_repetition ON deduction(repetition);"
    "CREATE INDEX warning_of_session ON warning(session);"
    "CREATE INDEX sign_of_session ON sign(session);"
    "CREATE INDEX pain_of_person ON pain(person);"
    "CREATE INDEX pain_of_session ON pain(session);"
    "CREATE INDEX effort_of_session ON effort(session);"
    "CREATE INDEX change_of_session ON change(session);"
    "CREATE INDEX screening_of_person ON screening(person);"
    "CREATE INDEX screening_of_session ON screening(session);",

    /* 2: where a session is, so that one that breaks off can be gone on with */
    "ALTER TABLE session ADD COLUMN at_position INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE session ADD COLUMN at_set INTEGER NOT NULL DEFAULT 1;"
    "ALTER TABLE session ADD COLUMN at_side TEXT NOT NULL DEFAULT 'none';"
    "ALTER TABLE session ADD COLUMN at_reps INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE session ADD COLUMN ease REAL NOT NULL DEFAULT 1;"
    "CREATE INDEX session_resumed ON session(resumed_from);",

    /* 3: pauses for guarding, and what followed from answers */
    "CREATE TABLE alert(id INTEGER PRIMARY KEY,"
    " session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE, position INTEGER NOT NULL,"
    " exercise TEXT NOT NULL, side TEXT NOT NULL, set_no INTEGER NOT NULL,"
    " index_no INTEGER NOT NULL, signs TEXT NOT NULL, t_s REAL NOT NULL);"
    "CREATE TABLE decision(id INTEGER PRIMARY KEY,"
    " session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE, position INTEGER NOT NULL,"
    " side TEXT NOT NULL, t_s REAL NOT NULL, decision TEXT NOT NULL, rule TEXT NOT NULL,"
    " value INTEGER NOT NULL, limit_value INTEGER NOT NULL, source TEXT NOT NULL);"
    "CREATE INDEX alert_of_session ON alert(session);"
    "CREATE INDEX decision_of_session ON decision(session);",

    /* 4: who agreed to the intended use; "that hurt" without a number; what a session and its steps
     * came to, put down when it ends: NULL in those that ended before */
    "CREATE TABLE consent(id INTEGER PRIMARY KEY,"
    " person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, at INTEGER NOT NULL,"
    " version INTEGER NOT NULL, wording TEXT NOT NULL, answer INTEGER NOT NULL);"
    "CREATE INDEX consent_of_person ON consent(person);"
    "CREATE TABLE pain_now(id INTEGER PRIMARY KEY,"
    " person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,"
    " session INTEGER REFERENCES session ON DELETE CASCADE, at INTEGER NOT NULL,"
    " kind TEXT NOT NULL, position INTEGER, side TEXT, nrs INTEGER, place TEXT);"
    "INSERT INTO pain_now SELECT id, person, session, at, kind, position, side, nrs, place"
    " FROM pain;"
    "DROP TABLE pain;"
    "ALTER TABLE pain_now RENAME TO pain;"
    "CREATE INDEX pain_of_person ON pain(person);"
    "CREATE INDEX pain_of_session ON pain(session);"
    "ALTER TABLE change ADD COLUMN rule TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE session ADD COLUMN repetitions INTEGER;"
    "ALTER TABLE session ADD COLUMN form REAL;"
    "ALTER TABLE step ADD COLUMN reps_done INTEGER;"
    "ALTER TABLE step ADD COLUMN reps_scored INTEGER;"
    "ALTER TABLE step ADD COLUMN form REAL;"
    "ALTER TABLE step ADD COLUMN worst_set_form REAL;"
    "ALTER TABLE step ADD COLUMN range_median REAL;"
    "ALTER TABLE step ADD COLUMN warnings INTEGER;"
    "ALTER TABLE step ADD COLUMN stops INTEGER;"
    "ALTER TABLE step ADD COLUMN signs INTEGER;"
    "ALTER TABLE step ADD COLUMN alerts INTEGER;",

    /* 5: which card was shown when, so that none comes twice in a week */
    "CREATE TABLE card(id INTEGER PRIMARY KEY,"
    " person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, at INTEGER NOT NULL,"
    " day INTEGER NOT NULL, card TEXT NOT NULL);"
    "CREATE INDEX card_of_person ON card(person);",
};

int history_version(void)
{
    return (int)ARRAY_LENGTH(steps);
}

/* One step, unless another program has taken it meanwhile. */
static bool take_step(struct history *history, int64_t version, struct error *err)
{
    int64_t now;
    char pragma[48];
    if (!sql_number(history, "PRAGMA user_version", SQL_NO_VALUES, 0, &now, err))
        return false;
    if (now != version)
        return true;
    snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %d", (int)version + 1);
    return sql_script(history, steps[version], err) && sql_script(history, pragma, err);
}

bool history_migrate(struct history *history, struct error *err)
{
    for (;;) {
        int64_t version;
        if (!sql_number(history, "PRAGMA user_version", SQL_NO_VALUES, 0, &version, err))
            return false;
        if (version < 0 || version >= history_version())
            return true;
        if (!sql_script(history, "BEGIN IMMEDIATE", err))
            return false;
        if (!take_step(history, version, err) || !sql_script(history, "COMMIT", err)) {
            sql_script(history, "ROLLBACK", NULL);
            return false;
        }
    }
}

#define OF_SESSION "session IN (SELECT id FROM session WHERE person = ?1)"

const struct history_table history_tables[] = {
    {"person", "who: one row a name", "id = ?1",
     "id  its number in this file\n"
     "name  as given with --person\n"
     "created_at  when it was first seen, seconds since 1970-01-01 UTC\n"},
    {"session", "one row a session, begun or gone on with", "person = ?1",
     "id  its number\n"
     "person  whose, a number of person.csv\n"
     "routine  the routine's id\n"
     "routine_name  its name\n"
     "plan  all that was prescribed, as text\n"
     "plan_hash  16 hex digits, the same for the same plan\n"
     "tracker  what found the body in the picture\n"
     "model  the checksum of its network, or -\n"
     "started_at  seconds since 1970-01-01 UTC\n"
     "day  local days since 1970-01-01\n"
     "ended_at  seconds since 1970-01-01 UTC; empty: it broke off\n"
     "reason  how it ended: completed, quit, source_ended, pain or red_flag\n"
     "resumed_from  the session that this one goes on with\n"
     "minutes  how long it took\n"
     "at_position  the step it is or was at, from 0\n"
     "at_set  the set, from 1\n"
     "at_side  the side\n"
     "at_reps  repetitions of that set and side done\n"
     "ease  share of the repetitions that the answers about pain left, 0 to 1\n"
     "repetitions  counted in it; empty: it has not ended\n"
     "form  mean of their scores, 0 to 100; empty: none has one, or it has not ended\n"},
    {"step", "what was prescribed, one row an exercise and side", OF_SESSION,
     "id  its number\n"
     "session  a number of session.csv\n"
     "position  the step of the plan, from 0\n"
     "exercise  the exercise's id\n"
     "exercise_name  its name\n"
     "side  left, right, or none where both move together\n"
     "view  from where the camera looks\n"
     "sets  prescribed\n"
     "reps  prescribed, a set\n"
     "hold_s  prescribed, seconds\n"
     "target  how far, in unit\n"
     "unit  deg: degrees; ratio: no unit\n"
     "done_sets  sets done with all their repetitions\n"
     "reps_done  repetitions counted; empty, as all that follow: the session has not ended\n"
     "reps_scored  of them, with a score\n"
     "form  mean of the scores, 0 to 100; empty: none\n"
     "worst_set_form  mean of the set but one that scored least; empty: fewer than two sets\n"
     "range_median  median of how far the movement went, in unit; empty: not seen\n"
     "warnings  times that the coach said to ease off\n"
     "stops  of them, stops\n"
     "signs  repetitions with a guarding sign\n"
     "alerts  pauses for guarding signs\n"},
    {"repetition", "one row a repetition that was counted", OF_SESSION,
     "id  its number\n"
     "session  a number of session.csv\n"
     "position  the step, from 0\n"
     "exercise  the exercise's id\n"
     "side  left, right or none\n"
     "set_no  the set, from 1\n"
     "index_no  which of the set and side, from 1\n"
     "t_s  when it was done, seconds from the session's start\n"
     "score  form, 0 to 100; empty: led by the clock, or not enough was seen\n"
     "judged  0 to 1: share of the points that could be judged\n"
     "seen  0 to 1: share of the repetition that was seen\n"
     "range_deg  how far the movement went, in the step's unit; empty: not seen\n"
     "peak  the furthest value, in the step's unit; empty: not seen\n"
     "hold_s  seconds held; empty: not seen\n"
     "move_s  seconds there; 0: could not be timed\n"
     "return_s  seconds back; 0: could not be timed\n"
     "sparc  smoothness of the way there, nearer 0 is smoother; empty: not seen\n"
     "hesitation_s  seconds of standing still on the way; empty: not seen\n"
     "peaks  speed peaks on the way; empty: not seen\n"},
    {"deduction", "what a repetition's score lost, and what could not be judged",
     "repetition IN (SELECT id FROM repetition WHERE " OF_SESSION ")",
     "repetition  a number of repetition.csv\n"
     "rule  range, hold, tempo_move, tempo_return, constancy, or the id of a fault\n"
     "points  lost\n"
     "value  what was measured; empty: not seen\n"
     "limit_value  what it is compared with; empty: not seen\n"
     "t_s  when, seconds from the session's start; empty: not seen\n"
     "seen  1, or 0: could not be judged, and cost nothing\n"},
    {"warning", "each time that the coach said to ease off", OF_SESSION,
     "id  its number\n"
     "session  a number of session.csv\n"
     "position  the step, from 0\n"
     "exercise  the exercise's id\n"
     "side  left, right or none\n"
     "set_no  the set, from 1\n"
     "rule  which limit\n"
     "level  approaching, over or stop\n"
     "t_s  when, seconds from the session's start\n"
     "value  what was measured\n"
     "limit_value  the limit\n"
     "lead_s  approaching: seconds until the limit would have been reached\n"},
    {"sign", "guarding signs: what the movement did unlike the person's own usual", OF_SESSION,
     "id  its number\n"
     "session  a number of session.csv\n"
     "position  the step, from 0\n"
     "exercise  the exercise's id\n"
     "side  left, right or none\n"
     "set_no  the set, from 1\n"
     "index_no  the repetition, from 1\n"
     "sign  which one\n"
     "t_s  when, seconds from the session's start\n"
     "value  what was measured\n"
     "baseline  the person's own usual; empty: not known\n"},
    {"alert", "guarding signs enough to pause and ask about pain", OF_SESSION,
     "id  its number\n"
     "session  a number of session.csv\n"
     "position  the step, from 0\n"
     "exercise  the exercise's id\n"
     "side  left, right or none\n"
     "set_no  the set, from 1\n"
     "index_no  the repetition, from 1\n"
     "signs  which, with a space between them\n"
     "t_s  when, seconds from the session's start\n"},
    {"decision", "what followed from an answer, and by which rule", OF_SESSION,
     "id  its number\n"
     "session  a number of session.csv\n"
     "position  the step, from 0\n"
     "side  left, right or none\n"
     "t_s  when, seconds from the session's start\n"
     "decision  go_on, ease or stop\n"
     "rule  which\n"
     "value  what was told\n"
     "limit_value  what the rule allows\n"
     "source  what the rule rests on\n"},
    {"pain", "answers about pain", "person = ?1",
     "id  its number\n"
     "person  a number of person.csv\n"
     "session  a number of session.csv; empty: outside one\n"
     "at  seconds since 1970-01-01 UTC\n"
     "kind  before, between, after, hurt or next_day\n"
     "position  the step, from 0\n"
     "side  left, right or none\n"
     "nrs  0 to 10; empty: no number was told\n"
     "place  where it hurt; empty: not told\n"},
    {"effort", "how hard an exercise felt", OF_SESSION,
     "id  its number\n"
     "session  a number of session.csv\n"
     "position  the step, from 0\n"
     "cr10  0 to 10, the Borg CR10 scale\n"},
    {"change", "what the plan did otherwise than the routine says, and why", OF_SESSION,
     "id  its number\n"
     "session  a number of session.csv\n"
     "exercise  the exercise's id\n"
     "side  left, right or none\n"
     "variable  what was changed\n"
     "from_value  before\n"
     "to_value  after\n"
     "reason  why\n"
     "source  what the rule rests on\n"
     "rule  which; kept: as it was in the session before\n"},
    {"consent", "answers to the text on what Unguard is for", "person = ?1",
     "id  its number\n"
     "person  a number of person.csv\n"
     "at  seconds since 1970-01-01 UTC\n"
     "version  of the text\n"
     "wording  16 hex digits, the same for the same words\n"
     "answer  1 agreed, 0 not\n"},
    {"screening", "answers to the questions before the first session", "person = ?1",
     "id  its number\n"
     "person  a number of person.csv\n"
     "session  a number of session.csv; empty: outside one\n"
     "at  seconds since 1970-01-01 UTC\n"
     "flag  which question\n"
     "answer  1 yes, 0 no\n"},
    {"baseline", "the person's own usual, that signs are compared with", "person = ?1",
     "person  a number of person.csv\n"
     "exercise  the exercise's id\n"
     "side  left, right or none\n"
     "view  from where the camera looked\n"
     "tracker  what found the body\n"
     "model  the checksum of its network, or -\n"
     "measure  of what\n"
     "mean  in the measure's unit\n"
     "spread  standard deviation, the same unit\n"
     "count  repetitions it comes from\n"
     "updated_at  seconds since 1970-01-01 UTC\n"},
    {"card", "cards that were shown in a rest, before or after a session", "person = ?1",
     "id  its number\n"
     "person  a number of person.csv\n"
     "at  seconds since 1970-01-01 UTC\n"
     "day  local days since 1970-01-01\n"
     "card  the card's id\n"},
};
const int history_table_count = (int)ARRAY_LENGTH(history_tables);
