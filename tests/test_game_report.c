/* The report against a history whose figures are known; that what is written in it stays text; that
 * a page has two sheets whatever there is. */
#include "history_day.h"
#include "report_sample.h"
#include "report_svg.h"

#include <math.h>

static const struct report_wanted until_friday = {.to_given = true, .to_day = SAMPLE_MONDAY + 11};

static void read_sample(const struct place *place, const struct report_wanted *wanted,
                        struct report *report)
{
    char path[512];
    struct error err = {{0}};
    sample_path(place, path);
    cr_assert(report_read(path, wanted, report, &err), "%s", err.text);
}

/* The page of the report, or of its session; free it. */
static char *make_page(const struct report *report)
{
    char *text = NULL;
    size_t size = 0;
    struct routine schedule;
    FILE *out = open_memstream(&text, &size);
    const bool planned = report_schedule(report, &schedule);
    cr_assert(report->whole ? report_session_html(report, out)
                            : report_html(report, planned ? &schedule : NULL, out));
    fclose(out);
    return text;
}

/* Every tag is closed in order, but those that never are; attributes have their quotes. */
static void expect_balanced(const char *page)
{
    char open[64][16];
    int depth = 0;
    for (const char *at = page; (at = strchr(at, '<')) != NULL; at++) {
        char name[16] = "";
        const char *end = strchr(at, '>');
        cr_assert_not_null(end, "a tag that does not end: %.60s", at);
        sscanf(at, at[1] == '/' ? "</%15[a-zA-Z0-9!]" : "<%15[a-zA-Z0-9!]", name);
        cr_assert(name[0] != '\0', "no tag: %.60s", at);
        int quotes = 0;
        for (const char *c = at; c < end; c++)
            quotes += *c == '"';
        cr_assert(quotes % 2 == 0, "%.80s", at);
        if (strcmp(name, "!DOCTYPE") == 0 || strcmp(name, "meta") == 0 || end[-1] == '/')
            continue;
        if (at[1] == '/') {
            cr_assert(depth > 0 && strcmp(open[depth - 1], name) == 0, "%s closed within %s: %.80s",
                      name, depth > 0 ? open[depth - 1] : "nothing", at);
            depth--;
        } else {
            cr_assert(depth < 64);
            text_copy(open[depth++], sizeof open[0], name);
        }
    }
    cr_assert_eq(depth, 0, "%s is not closed", depth > 0 ? open[depth - 1] : "");
}

static void expect_says(const char *page, const char *says)
{
    cr_expect(strstr(page, says) != NULL, "it does not say \"%s\"", says);
}

Test(report, figures_are_those_of_the_history)
{
    struct place place = place_make();
    struct report report;
    sample_make(&place);
    read_sample(&place, &until_friday, &report);
    cr_assert_eq(report.session_count, 4);
    cr_expect_float_eq(report.session[0].form, 80, 1e-9);
    cr_expect_eq(report.session[0].scored, 3);
    cr_expect_eq(report.session[0].nrs_next_day, 5);
    cr_expect_eq(report.session[0].nrs_most, 5);
    cr_expect_eq(report.session[0].effort, 4);
    cr_expect_eq(report.session[1].nrs_after, REPORT_UNKNOWN);
    cr_expect_eq(report.session[2].form, REPORT_UNKNOWN);
    cr_assert_eq(report.line_count, 2);
    const struct report_line *left = &report.line[0];
    cr_expect_eq(left->side, SIDE_LEFT);
    cr_assert_eq(left->count, 4);
    cr_expect_float_eq(left->point[0].range, 15, 1e-9);
    cr_expect_eq(left->point[1].range, REPORT_UNKNOWN);
    cr_expect_float_eq(left->point[3].range, 21.5, 1e-9);
    /* Three levels of one warning are one; the next one on the left, one on the right, one sign. */
    cr_assert_eq(report.cause_count, 3);
    cr_expect_eq(report.cause[0].count, 2);
    cr_expect_eq(report.cause[0].passed, 1);
    cr_expect_eq(report.cause[0].stops, 1);
    cr_expect_eq(report.cause[0].sessions, 1);
    cr_expect_eq(report.cause[0].first, 2);
    cr_expect_eq(report.cause[0].last, 0);
    cr_expect_eq(report.session[0].warnings, 2);
    cr_expect_eq(report.session[3].signs, 1);
    report_free(&report);
    place_remove(place.folder);
}

Test(report, says_the_figures_in_sentences)
{
    static const char *const says[] = {
        "2 Mar 2026 to 13 Mar 2026, 4 sessions (number 1 to 4)",
        "4 of the 5 sessions of the plan (Core and glutes: Mon, Wed, Fri) were done. With the rest "
        "days, 11 of 12 days (92 %) went as planned. 1 more was put off after pain, and counts as "
        "rest. 3 of 4 sessions were done to the end.",
        "Before a session 4.0 in the first 2 sessions and 1.5 in the last 2, on average; after it "
        "5.0 and 1.5. The most during or after one: 5, on 2 Mar. The day after, it was higher than "
        "before the session 1 of 1 times.",
        ("82 in the first 2 sessions and 95 in the last 2. 16 repetitions, of which 11 (69 %) "
         "could "
         "be scored"),
        "Clamshell, left 15\xc2\xb0 to 20\xc2\xb0",
        "range left 18\xc2\xb0, right 31\xc2\xb0, 51 % of their mean (last 4 sessions)",
        "3 warnings; a session had on average 1.0 in the first 2 sessions and 0.5 in the last 2.",
        "Most often: wide opening in Clamshell, left (2)",
        "1 noted. Most often: hesitation in Clamshell, left (1).",
        "Changed 1 time. The last, on 6 Mar: Clamshell, repetitions from 6 to 5: Because",
        "Clamshell: the left side moves 13\xc2\xb0 less than the other.",
        "Pain before sessions is 2.5 points lower than at first",
        "Coaching, not treatment; camera estimates may be wrong.",
    };
    struct place place = place_make();
    struct report report;
    sample_make(&place);
    read_sample(&place, &until_friday, &report);
    char *page = make_page(&report);
    for (size_t i = 0; i < ARRAY_LENGTH(says); i++)
        expect_says(page, says[i]);
    free(page);
    report_free(&report);
    place_remove(place.folder);
}

Test(report, what_was_written_stays_text_and_nothing_is_fetched)
{
    static const char *const never[] = {"http", "<script", "<b>& ", "<i>hip",
                                        "src=", "@import", "url("};
    struct place place = place_make();
    sample_make(&place);
    for (int one = 0; one < 2; one++) {
        struct report_wanted wanted = until_friday;
        struct report report;
        wanted.one_session = one == 1;
        wanted.session_id = one;
        read_sample(&place, &wanted, &report);
        char *page = make_page(&report);
        expect_balanced(page);
        for (size_t i = 0; i < ARRAY_LENGTH(never); i++)
            cr_expect_null(strstr(page, never[i]), "page %d has %s", one, never[i]);
        expect_says(page, "Ann &lt;b&gt;&amp; &quot;Co&quot;");
        expect_says(page, one ? "left &lt;i&gt;hip" : "&lt;script&gt;alert(1)");
        free(page);
        report_free(&report);
    }
    place_remove(place.folder);
}

Test(report, a_session_shows_every_lost_point)
{
    struct place place = place_make();
    struct report report;
    const struct report_wanted wanted = {.one_session = true, .session_id = 1};
    sample_make(&place);
    read_sample(&place, &wanted, &report);
    cr_expect_eq(report.rep_count, 4);
    char *page = make_page(&report);
    expect_says(page, "<b>1</b>: 70; range &#8722;20.0 (10, limit 30, at 0:12.3); hold not seen");
    expect_says(page, "<b>2</b>: not scored");
    expect_says(page, "Core and glutes, done to the end after 12 minutes. 4 repetitions, 3 of them "
                      "scored: form 80 of 100. 2 warnings, 0 guarding signs. Pain before 4, after "
                      "5, the day after 5.");
    expect_says(page, "wide opening (stop)");
    free(page);
    report_free(&report);
    place_remove(place.folder);
}

/* ---- charts ---- */

static char *draw(struct svg_point *point, int32_t count, double to)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    struct svg_chart chart = {.label = "a <chart>",
                              .width = 700,
                              .height = 100,
                              .to = to,
                              .high = 10,
                              .step = 5,
                              .unit = "",
                              .series_count = 1,
                              .series = {{SVG_DOTS, point, count}}};
    svg_chart(out, &chart);
    fclose(out);
    return text;
}

Test(report, what_was_not_seen_is_a_gap)
{
    struct svg_point points[] = {{0, 4, true}, {2, 0, false}, {4, 5, true},
                                 {6, 5, true}, {30, 3, true}, {32, 3, true}};
    char *text = draw(points, ARRAY_LENGTH(points), 40);
    expect_balanced(text);
    cr_expect_eq(text_count(text, "<circle"), 5);
    /* Two pieces of line: over what was not seen, and over idle weeks, there is none. */
    const char *line = strstr(text, "stroke-width=\"1.5\"");
    cr_assert_not_null(line);
    while (*line != '<')
        line--;
    char path[256] = "";
    sscanf(line, "<path d=\"%255[^\"]", path);
    cr_expect_eq(text_count(path, "M"), 2, "%s", path);
    cr_expect_eq(text_count(path, "L"), 2, "%s", path);
    expect_says(text, "a &lt;chart&gt;");
    free(text);
}

/* What only stayed as it was is no change; of a file from before changes had their rule, all are.
 */
Test(report, what_was_kept_is_no_change)
{
    struct place place = place_make();
    struct report report = {0};
    char path[512];
    sample_make(&place);
    sample_path(&place, path);
    sqlite3 *db = sample_open(path);
    sample_sql(db, "INSERT INTO change(session, exercise, side, variable, from_value, to_value,"
                   " reason, source, rule) VALUES(4, 'clamshell', 'none', 'reps', 6, 5, 'as in the"
                   " last session', 'a rule', 'kept')");
    read_sample(&place, &until_friday, &report);
    cr_expect_eq(report.change_count, 1, "%d", report.change_count);
    report_free(&report);
    sample_sql(db, "ALTER TABLE change DROP COLUMN rule");
    read_sample(&place, &until_friday, &report);
    cr_expect_eq(report.change_count, 2, "%d", report.change_count);
    report_free(&report);
    sqlite3_close(db);
    place_remove(place.folder);
}

Test(report, many_points_become_means)
{
    struct svg_point points[700];
    for (int i = 0; i < 700; i++)
        points[i] = (struct svg_point){i, i % 7, i % 7 != 6}; /* 0..5, then not seen */
    char *text = draw(points, 700, 700);
    cr_expect_eq(text_count(text, "<circle"), 25, "%d", text_count(text, "<circle"));
    for (int i = 0; i < 25; i++)
        cr_expect_float_eq(points[i].y, 2.5, 1e-9);
    free(text);
}

/* ---- days ---- */

Test(report, days_are_kept_by_rest_too)
{
    struct report_session sessions[3] = {
        {.day = SAMPLE_MONDAY, .nrs_next_day = REPORT_UNKNOWN},
        {.day = SAMPLE_MONDAY + 1, .nrs_next_day = REPORT_UNKNOWN},
        {.day = SAMPLE_MONDAY + 2, .nrs_next_day = REPORT_UNKNOWN}};
    struct report report = {.session = sessions,
                            .session_count = 3,
                            .from_day = SAMPLE_MONDAY,
                            .to_day = SAMPLE_MONDAY + 13};
    static const struct {
        unsigned days;
        int times;
        int planned, missed, extra, kept;
    } rows[] = {
        {0, 2, 4, 2, 1, 11},                 /* free days: 3 of 2, then 0 of 2 */
        {1u << 0 | 1u << 2, 0, 4, 2, 1, 11}, /* Monday and Wednesday; Tuesday was too much */
        {1u << 0 | 1u << 3 | 1u << 4, 0, 6, 3, 0, 11}, /* other days of the week stand in */
        {0x7f, 0, 14, 11, 0, 3},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct routine schedule = {.days = rows[i].days, .times_per_week = rows[i].times};
        struct report_days days;
        cr_assert(report_days_make(&report, &schedule, &days));
        cr_expect_eq(days.days, 14);
        cr_expect_eq(days.sessions, rows[i].planned, "row %zu: %d", i, days.sessions);
        cr_expect_eq(days.missed, rows[i].missed, "row %zu: %d", i, days.missed);
        cr_expect_eq(days.extra, rows[i].extra, "row %zu: %d", i, days.extra);
        cr_expect_eq(days.kept, rows[i].kept, "row %zu: %d", i, days.kept);
        cr_expect_eq(days.longest_gap, 11);
        report_days_free(&days);
    }
}

Test(report, dates_go_there_and_back)
{
    static const char *const bad[] = {"2026-02-29", "2026-13-01",  "2026-1-1", "tomorrow",
                                      "2026-04-31", "2026-04-30x", ""};
    int32_t day, before = -1;
    char text[DAY_TEXT_SIZE];
    for (int32_t i = 0; i < 60000; i++) {
        day_iso(i, text);
        cr_assert(history_day_parse(text, &day), "%s", text);
        cr_assert_eq(day, i, "%s", text);
        cr_assert_eq(day, before + 1);
        before = day;
    }
    cr_assert(history_day_parse("2026-03-02", &day));
    cr_expect_eq(day, SAMPLE_MONDAY);
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        cr_expect(!history_day_parse(bad[i], &day), "%s", bad[i]);
}

/* ---- the table ---- */

#define MOST_FIELDS 20

/* Reads one record after RFC 4180; returns where the next begins. */
static char *read_record(char *at, char *field[MOST_FIELDS], int *count)
{
    for (*count = 0;; at++) {
        char *to = at;
        cr_assert(*count < MOST_FIELDS);
        field[(*count)++] = to;
        if (*at == '"') {
            for (at++; *at != '"' || at[1] == '"'; at++) {
                cr_assert(*at != '\0', "a quote that does not end");
                at += *at == '"';
                *to++ = *at;
            }
            at++;
        } else {
            while (*at != ',' && *at != '\r')
                *to++ = *at++;
        }
        const char end = *at;
        *to = '\0';
        if (end == '\r') {
            cr_assert_eq(at[1], '\n');
            return at + 2;
        }
        cr_assert_eq(end, ',');
    }
}

Test(report, the_table_reads_back)
{
    struct place place = place_make();
    struct report report;
    struct error err = {{0}};
    char path[512], *text = NULL, *field[MOST_FIELDS];
    size_t size = 0;
    int count, scores = 0, unseen = 0, changes = 0, places = 0;
    double sum = 0;
    sample_make(&place);
    sample_path(&place, path);
    read_sample(&place, &until_friday, &report);
    FILE *out = open_memstream(&text, &size);
    cr_assert(report_csv(path, &report, out, &err), "%s", err.text);
    fclose(out);
    for (char *at = text; *at != '\0';) {
        at = read_record(at, field, &count);
        cr_assert_eq(count, 15, "%d fields from %s", count, field[0]);
        if (strcmp(field[9], "score") == 0) {
            scores++;
            unseen += field[10][0] == '\0';
            sum += atof(field[10]);
        }
        if (strcmp(field[8], "change") == 0) {
            changes++;
            cr_expect_str_eq(field[1], "2026-03-06");
            cr_expect_str_eq(field[10], "5");
            cr_expect_str_eq(field[12], "6");
            cr_expect_str_eq(field[14], SAMPLE_REASON " (a rule)");
        }
        places += strcmp(field[14], SAMPLE_PLACE) == 0;
    }
    cr_expect_eq(scores, 16);
    cr_expect_eq(unseen, 5);
    cr_expect_float_eq(sum, 70 + 80 + 90 + 4 * 84 + 380, 1e-6);
    cr_expect_eq(changes, 1);
    cr_expect_eq(places, 1);
    free(text);
    report_free(&report);
    place_remove(place.folder);
}

/* ---- much, little, nothing ---- */

Test(report, two_sheets_whatever_there_is)
{
    static const int counts[] = {1, 2, 200};
    for (size_t i = 0; i < ARRAY_LENGTH(counts); i++) {
        struct place place = place_make();
        struct report report;
        char path[512];
        sample_path(&place, path);
        sqlite3 *db = sample_open(path);
        sample_sql(db, "BEGIN; INSERT INTO person VALUES(1, 'A person whose name goes on and on "
                       "and on, as if there were no end to it', 0);");
        for (int k = 1; k <= counts[i]; k++) {
            sample_session(db, k, SAMPLE_MONDAY + 2 * k, "completed");
            sample_rep(db, k, "left", 1, 80, 20 + k % 9);
            sample_rep(db, k, "right", 1, 80, 20);
            sample_pain(db, k, (SAMPLE_MONDAY + 2 * k) * 86400 + 60000, "before", k % 10);
        }
        sample_sql(db, "COMMIT;");
        sqlite3_close(db);
        const struct report_wanted wanted = {.to_given = true, .to_day = SAMPLE_MONDAY + 402};
        read_sample(&place, &wanted, &report);
        char *page = make_page(&report);
        expect_balanced(page);
        cr_expect_eq(text_count(page, "<section"), 2);
        cr_expect(text_count(page, "<circle") < 700, "%d marks for %d sessions",
                  text_count(page, "<circle"), counts[i]);
        cr_expect_null(strstr(page, "nan"));
        cr_expect_null(strstr(page, "inf\""));
        free(page);
        report_free(&report);
        place_remove(place.folder);
    }
}

Test(report, a_history_without_sessions_says_so)
{
    struct place place = place_make();
    struct report report;
    char path[512];
    sample_path(&place, path);
    sqlite3_close(sample_open(path));
    for (int last = 0; last < 2; last++) {
        const struct report_wanted wanted = {.one_session = last == 1, .last_session = last == 1};
        read_sample(&place, &wanted, &report);
        char *page = make_page(&report);
        expect_balanced(page);
        expect_says(page, "No session has been recorded in this time");
        free(page);
        report_free(&report);
    }
    place_remove(place.folder);
}

/* ---- the command ---- */

Test(report, the_command_says_what_is_wrong)
{
    static const struct {
        const char *arguments[9];
        int exit_code;
        const char *says;
    } rows[] = {
        {{"report", "--help"}, 0, "Example:"},
        {{"report"}, 2, "-o OUT.html is needed"},
        {{"report", "-o", "a.html"}, 1, "there is no history yet"},
        {{"report", "-o", "a.html", "--history", "history.db", "--csv"}, 0, "Table: a.csv"},
        {{"report", "-o", "a.html", "--history", "history.db"}, 3, "is there already"},
        {{"report", "-o", "a.html", "--history", "history.db", "--force"}, 0, "Report: a.html"},
        {{"report", "2", "-o", "b.html", "--history", "history.db"}, 0, "Report: b.html"},
        {{"report", "last", "-o", "c.html", "--history", "history.db"}, 0, "Report: c.html"},
        {{"report", "77", "-o", "d.html", "--history", "history.db"}, 1, "there is no session 77"},
        {{"report", "x", "-o", "d.html", "--history", "history.db"}, 2, "that is no session"},
        {{"report", "-o", "d.html", "--history", "history.db", "--person", "Bob"},
         1,
         "knows no Bob"},
        {{"report", "-o", "d.html", "--history", "history.db", "--from", "yesterday"},
         2,
         "that is no day"},
        {{"report", "-o", "no/such/d.html", "--history", "history.db"}, 3, "can't write it"},
        {{"report", "-o", "d.html", "--history", "text.db"}, 1, "this is no history of Unguard"},
        {{"report", "-o", "d.html", "--history", "cut.db"}, 1, "this is no history of Unguard"},
        {{"report", "-o", "d.html", "--history", "other.db"}, 1, "this is no history of Unguard"},
    };
    struct place place = place_make();
    char path[512], cut[512];
    sample_make(&place);
    sample_path(&place, path);
    place_write(&place, "text.db", "this is no history, however often it is read\n");
    place_join(cut, place.folder, "cut.db");
    FILE *from = fopen(path, "rb"), *to = fopen(cut, "wb");
    char half[6000];
    cr_assert(fread(half, 1, sizeof half, from) == sizeof half &&
              fwrite(half, 1, sizeof half, to) == sizeof half);
    fclose(from);
    fclose(to);
    sqlite3 *other = NULL;
    place_join(path, place.folder, "other.db");
    cr_assert_eq(sqlite3_open(path, &other), SQLITE_OK);
    sample_sql(other, "CREATE TABLE song(name TEXT);");
    sqlite3_close(other);
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct ran *ran = program_run(&place, NULL, rows[i].arguments);
        cr_expect_eq(ran->exit_code, rows[i].exit_code, "row %zu: %d: %s%s", i, ran->exit_code,
                     ran->out, ran->err);
        cr_expect(strstr(ran->out, rows[i].says) || strstr(ran->err, rows[i].says), "row %zu: %s%s",
                  i, ran->out, ran->err);
        cr_expect(rows[i].exit_code == 0 || text_count(ran->err, "\n") == 1, "row %zu: %s", i,
                  ran->err);
        free(ran);
    }
    struct stat status;
    place_join(path, place.folder, "a.html");
    cr_assert_eq(stat(path, &status), 0);
    cr_expect_eq(status.st_mode & 0777, 0600u);
    place_join(path, place.folder, "a.csv");
    cr_assert_eq(stat(path, &status), 0);
    cr_expect_eq(status.st_mode & 0777, 0600u);
    place_join(path, place.folder, "d.html");
    cr_expect_neq(stat(path, &status), 0, "a page was left behind");
    place_remove(place.folder);
}
