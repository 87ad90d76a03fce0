#include "report_words.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

/* ---- building sentences ---- */

BASE_PRINTF(3, 4) static void add(char *text, size_t size, const char *format, ...)
{
    const size_t length = strlen(text);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text + length, size - length, format, arguments);
    va_end(arguments);
}

#define SAY(to, ...) add((to), REPORT_LINE_SIZE, __VA_ARGS__)

static char *begin(struct report_summary *summary, const char *label)
{
    summary->line[summary->count].label = label;
    char *text = summary->line[summary->count++].text;
    text[0] = '\0';
    return text;
}

BASE_PRINTF(2, 3) static void talk(struct report_summary *summary, const char *format, ...)
{
    if (summary->talk_count == REPORT_TALKS)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(summary->talk[summary->talk_count++], sizeof(summary->talk[0]), format, arguments);
    va_end(arguments);
}

static const char *plural(int32_t count)
{
    return count == 1 ? "" : "s";
}

/* As report_title, but no longer than a sentence has room for. */
static const char *short_title(const char *name, const char *id, enum body_side side,
                               char text[NAME_SIZE + 16])
{
    const size_t most = 30;
    report_title(name, id, side, text);
    if (strlen(text) <= most + 4)
        return text;
    size_t length = most;
    while (length > 0 && ((text[length] & 0xc0) == 0x80 || text[length - 1] == ' '))
        length--;
    strcpy(text + length, "\xe2\x80\xa6");
    return text;
}

/* With its year where there is more than one. */
static const char *say_day(const struct report *report, int32_t day, char text[DAY_TEXT_SIZE])
{
    return day_text(day, report->to_day - report->from_day > 300, text);
}

/* ---- what sessions are asked for ---- */

static double before_of(const struct report_session *session)
{
    return session->nrs_before;
}

static double after_of(const struct report_session *session)
{
    return session->nrs_after;
}

static double form_of(const struct report_session *session)
{
    return session->form;
}

static double warnings_of(const struct report_session *session)
{
    return session->warnings;
}

/* "4.7 in the first 6 sessions and 1.5 in the last 6", or "4.7 and 1.5" where that was just said;
 * one figure where they can't be compared. False: none is known. */
static bool say_course(const struct report *report, double (*pick)(const struct report_session *),
                       int decimals, bool said, char *text)
{
    const int32_t window = report_window(report), count = report->session_count;
    const double first = report_mean(report, 0, window, pick);
    const double last = report_mean(report, count - window, window, pick);
    const double all = report_mean(report, 0, count, pick);
    if (all < 0)
        return false;
    if (window == 0 || first < 0 || last < 0)
        SAY(text, "%.*f", decimals, all);
    else if (said)
        SAY(text, "%.*f and %.*f", decimals, first, decimals, last);
    else if (window == 1)
        SAY(text, "%.*f in the first session and %.*f in the last", decimals, first, decimals,
            last);
    else
        SAY(text, "%.*f in the first %d sessions and %.*f in the last %d", decimals, first,
            (int)window, decimals, last, (int)window);
    return true;
}

/* ---- the lines ---- */

static void say_plan(const struct routine *schedule, char *text)
{
    static const char *const names[ROUTINE_DAYS] = {"Mon", "Tue", "Wed", "Thu",
                                                    "Fri", "Sat", "Sun"};
    SAY(text, " of the plan (%s: ", schedule->name);
    if (schedule->days == 0)
        SAY(text, "%d times a week)", schedule->times_per_week);
    bool first = true;
    for (int i = 0; i < ROUTINE_DAYS; i++) {
        if (!(schedule->days >> i & 1u))
            continue;
        SAY(text, "%s%s", first ? "" : ", ", names[i]);
        first = false;
    }
    if (schedule->days != 0)
        SAY(text, ")");
}

static void say_days(const struct report *report, const struct routine *schedule,
                     const struct report_days *days, struct report_summary *summary)
{
    char *text = begin(summary, "Days");
    if (schedule == NULL) {
        SAY(text,
            "A session on %d of %d days. The routine doesn't say how often, so the days are held "
            "against no plan.",
            (int)days->done, (int)days->days);
    } else {
        SAY(text, "%d of the %d sessions", (int)(days->sessions - days->missed),
            (int)days->sessions);
        say_plan(schedule, text);
        SAY(text, " were done. With the rest days, %d of %d days (%.0f %%) went as planned.",
            (int)days->kept, (int)days->days, days->days > 0 ? 100.0 * days->kept / days->days : 0);
        if (days->eased > 0)
            SAY(text, " %d more %s put off after pain, and count%s as rest.", (int)days->eased,
                days->eased == 1 ? "was" : "were", days->eased == 1 ? "s" : "");
        if (days->extra > 0)
            SAY(text, " %d session%s came on top of the plan.", (int)days->extra,
                plural(days->extra));
    }
    int32_t whole = 0;
    for (int32_t i = 0; i < report->session_count; i++)
        whole += strcmp(report->session[i].reason, "completed") == 0;
    SAY(text, " %d of %d sessions %s done to the end.", (int)whole, (int)report->session_count,
        whole == 1 ? "was" : "were");
}

static void say_highest(const struct report *report, char *text)
{
    const struct report_session *most = &report->session[0];
    int32_t asked = 0;
    for (int32_t i = 0; i < report->session_count; i++) {
        const struct report_session *session = &report->session[i];
        if (session->nrs_most > most->nrs_most)
            most = session;
        asked += session->nrs_before >= 0;
    }
    char day[DAY_TEXT_SIZE];
    if (most->nrs_most >= 0)
        SAY(text, " The most during or after one: %d, on %s.", (int)most->nrs_most,
            say_day(report, most->day, day));
    if (asked < report->session_count)
        SAY(text, " Told before %d of %d sessions.", (int)asked, (int)report->session_count);
}

static void say_next_day(const struct report *report, char *text)
{
    int32_t told = 0, higher = 0;
    for (int32_t i = 0; i < report->session_count; i++) {
        const struct report_session *session = &report->session[i];
        if (session->nrs_next_day < 0 || session->nrs_before < 0)
            continue;
        told++;
        higher += session->nrs_next_day > session->nrs_before;
    }
    if (told > 0)
        SAY(text, " The day after, it was higher than before the session %d of %d times.",
            (int)higher, (int)told);
}

static void say_pain(const struct report *report, struct report_summary *summary)
{
    char *text = begin(summary, "Pain, 0-10");
    char before[REPORT_LINE_SIZE] = "", after[REPORT_LINE_SIZE] = "";
    const bool told_before = say_course(report, before_of, 1, false, before);
    const bool told_after = say_course(report, after_of, 1, told_before, after);
    if (told_before && told_after)
        SAY(text, "Before a session %s, on average; after it %s.", before, after);
    else if (told_before || told_after)
        SAY(text, "%s a session %s, on average.", told_before ? "Before" : "After",
            told_before ? before : after);
    else
        SAY(text, "Not told before or after any session.");
    say_highest(report, text);
    say_next_day(report, text);
}

static void say_form(const struct report *report, struct report_summary *summary)
{
    char *text = begin(summary, "Form, 0-100");
    int32_t reps = 0, scored = 0;
    for (int32_t i = 0; i < report->session_count; i++) {
        reps += report->session[i].reps;
        scored += report->session[i].scored;
    }
    if (reps == 0) {
        SAY(text, "No whole repetition was counted.");
        return;
    }
    if (!say_course(report, form_of, 0, false, text))
        SAY(text, "Not seen in any session");
    SAY(text,
        ". %d repetition%s, of which %d (%.0f %%) could be scored; the rest were led by the clock, "
        "or not seen well enough.",
        (int)reps, plural(reps), (int)scored, 100.0 * scored / reps);
}

/* The exercises whose range differs most between the first and the last sessions. */
static void say_range(const struct report *report, struct report_summary *summary)
{
    const int32_t window = report_window(report);
    bool said[64] = {false};
    char *text = begin(summary, "Range");
    for (int shown = 0; shown < 3; shown++) {
        double most = 0, from = 0, to = 0;
        int32_t best = -1;
        for (int32_t i = 0; i < report->line_count && i < (int32_t)ARRAY_LENGTH(said); i++) {
            const struct report_line *line = &report->line[i];
            const double a = report_line_range(line, 0, window);
            const double b = report_line_range(line, report->session_count - window, window);
            if (said[i] || a <= 0 || b < 0 || fabs(b - a) / a <= most)
                continue;
            most = fabs(b - a) / a;
            best = i;
            from = a;
            to = b;
        }
        if (best < 0)
            break;
        said[best] = true;
        const struct report_line *line = &report->line[best];
        char title[NAME_SIZE + 16];
        const bool degrees = strcmp(line->unit, "deg") == 0;
        SAY(text, "%s%s %.*f%s to %.*f%s", shown == 0 ? "Changed most: " : "; ",
            short_title(line->name, line->exercise, line->side, title), degrees ? 0 : 2, from,
            report_unit(line->unit), degrees ? 0 : 2, to, report_unit(line->unit));
    }
    if (text[0] == '\0')
        SAY(text, "Not seen often enough to be compared over time.");
    else
        SAY(text, " (first and last %d; a change of the plan changes it too).", (int)window);
}

/* Largest difference between the sides in the last sessions. */
static const struct report_line *widest_pair(const struct report *report, double *left,
                                             double *right)
{
    const int32_t window =
        report->session_count < REPORT_WINDOW ? report->session_count : REPORT_WINDOW;
    const struct report_line *found = NULL;
    double most = -1;
    for (int32_t i = 0; i < report->line_count; i++) {
        const struct report_line *other = report_other_side(report, &report->line[i]);
        if (other == NULL)
            continue;
        const int32_t first = report->session_count - window;
        const double a = report_line_range(&report->line[i], first, window);
        const double b = report_line_range(other, first, window);
        if (a < 0 || b < 0 || fabs(report_symmetry(a, b)) <= most)
            continue;
        most = fabs(report_symmetry(a, b));
        found = &report->line[i];
        *left = a;
        *right = b;
    }
    return found;
}

static void say_sides(const struct report *report, struct report_summary *summary)
{
    double left, right;
    const struct report_line *line = widest_pair(report, &left, &right);
    if (line == NULL)
        return;
    char title[NAME_SIZE + 16];
    const int decimals = strcmp(line->unit, "deg") == 0 ? 0 : 2;
    SAY(begin(summary, "Sides"),
        "They differ most in %s: range left %.*f%s, right %.*f%s, %.0f %% of their mean (last "
        "%d session%s).",
        short_title(line->name, line->exercise, SIDE_NONE, title), decimals, left,
        report_unit(line->unit), decimals, right, report_unit(line->unit),
        fabs(report_symmetry(left, right)),
        report->session_count < REPORT_WINDOW ? (int)report->session_count : REPORT_WINDOW,
        report->session_count == 1 ? "" : "s");
}

static int32_t total_of(const struct report *report, bool sign)
{
    int32_t total = 0;
    for (int32_t i = 0; i < report->cause_count; i++)
        total += report->cause[i].sign == sign ? report->cause[i].count : 0;
    return total;
}

static void say_most_often(const struct report *report, bool sign, char *text)
{
    int shown = 0;
    for (int32_t i = 0; i < report->cause_count && shown < 2; i++) {
        const struct report_cause *cause = &report->cause[i];
        char name[ID_SIZE], title[NAME_SIZE + 16];
        if (cause->sign != sign)
            continue;
        SAY(text, "%s%s in %s (%d)", shown++ == 0 ? " Most often: " : ", ",
            report_name(cause->id, name),
            short_title(cause->name, cause->exercise, cause->side, title), (int)cause->count);
    }
    if (shown > 0)
        SAY(text, ".");
}

static void say_causes(const struct report *report, struct report_summary *summary)
{
    const int32_t warnings = total_of(report, false), signs = total_of(report, true);
    char *text = begin(summary, "Ease off");
    if (warnings == 0) {
        SAY(text, "No limit was approached.");
    } else {
        SAY(text, "%d warning%s; a session had on average ", (int)warnings, plural(warnings));
        say_course(report, warnings_of, 1, false, text);
        SAY(text, ".");
        say_most_often(report, false, text);
    }
    text = begin(summary, "Guarding signs");
    if (signs == 0) {
        SAY(text, "None noted.");
    } else {
        SAY(text, "%d noted.", (int)signs);
        say_most_often(report, true, text);
    }
}

static void say_change(const struct report *report, struct report_summary *summary)
{
    char *text = begin(summary, "Plan");
    if (report->change_count == 0) {
        SAY(text, "Not changed.");
        return;
    }
    const struct report_change *change = &report->change[report->change_count - 1];
    char day[DAY_TEXT_SIZE], name[ID_SIZE], title[NAME_SIZE + 16];
    SAY(text, "Changed %d time%s. The last, on %s: %s, %s from %.3g to %.3g: %.70s%s",
        (int)report->change_count, plural(report->change_count), say_day(report, change->day, day),
        short_title(change->name, "the plan", change->side, title),
        report_name(change->variable, name), change->from, change->to, change->reason,
        strlen(change->reason) > 70 ? "..." : ".");
}

/* ---- worth talking about ---- */

static void talk_gap(const struct report *report, const struct report_days *days,
                     struct report_summary *summary)
{
    const int32_t idle = 7; /* a week without one [D] */
    const struct report_session *last = &report->session[report->session_count - 1];
    char day[DAY_TEXT_SIZE];
    const int32_t since = report->to_day - last->day;
    if (since > idle)
        talk(summary, "No session since %s: %d days.", say_day(report, last->day, day), (int)since);
    else if (days->longest_gap > 2 * idle)
        talk(summary, "No session for %d days from %s.", (int)days->longest_gap,
             say_day(report, days->gap_from, day));
}

static void talk_pain(const struct report *report, struct report_summary *summary)
{
    const int32_t window = report_window(report), count = report->session_count;
    const double first = report_mean(report, 0, window, before_of);
    const double last = report_mean(report, count - window, window, before_of);
    char day[DAY_TEXT_SIZE];
    int32_t ended = 0, worse = 0, last_ended = 0;
    for (int32_t i = 0; i < count; i++) {
        const struct report_session *session = &report->session[i];
        const bool pain = strcmp(session->reason, "pain") == 0;
        ended += pain;
        last_ended = pain ? session->day : last_ended;
        worse += i >= count - REPORT_WINDOW && session->nrs_before >= 0 &&
                 session->nrs_next_day > session->nrs_before;
    }
    if (ended > 0)
        talk(summary, "%d session%s ended for pain, the last on %s.", (int)ended, plural(ended),
             say_day(report, last_ended, day));
    if (worse >= 2)
        talk(summary,
             "In the last %d sessions, pain was higher the day after than before %d times.",
             REPORT_WINDOW, (int)worse);
    /* 2 of 10: smallest change held to matter to people with back pain (Ostelo 2008). */
    if (first >= 0 && last >= 0 && fabs(last - first) >= 2)
        talk(summary,
             "Pain before sessions is %.1f points %s than at first; 2 is commonly taken as the "
             "least that matters to people (Ostelo 2008).",
             fabs(last - first), last > first ? "higher" : "lower");
}

static void talk_sides(const struct report *report, struct report_summary *summary)
{
    double left, right;
    const struct report_line *line = widest_pair(report, &left, &right);
    /* CLINICAL section 2: 15 % and 10 degrees [D]. */
    if (line == NULL || fabs(report_symmetry(left, right)) < 15 || fabs(right - left) < 10)
        return;
    char title[NAME_SIZE + 16];
    talk(summary, "%s: the %s side moves %.0f%s less than the other.",
         short_title(line->name, line->exercise, SIDE_NONE, title), left < right ? "left" : "right",
         fabs(right - left), report_unit(line->unit));
}

static void talk_effort(const struct report *report, struct report_summary *summary)
{
    int32_t hard = 0;
    for (int32_t i = 0; i < report->session_count; i++)
        hard += report->session[i].effort > 5; /* 3 to 5 is meant (Borg CR10) */
    if (hard > 1)
        talk(summary, "Effort was told as above 5 of 10 in %d sessions; 3 to 5 is meant.",
             (int)hard);
}

void report_summarise(const struct report *report, const struct routine *schedule,
                      const struct report_days *days, struct report_summary *summary)
{
    memset(summary, 0, sizeof(*summary));
    if (report->session_count == 0)
        return;
    say_days(report, schedule, days, summary);
    say_pain(report, summary);
    say_form(report, summary);
    say_range(report, summary);
    say_sides(report, summary);
    say_causes(report, summary);
    say_change(report, summary);
    talk_pain(report, summary);
    talk_gap(report, days, summary);
    talk_sides(report, summary);
    talk_effort(report, summary);
}

void report_say_session(const struct report_session *session, char *text, size_t size)
{
    static const struct {
        const char *reason, *says;
    } rows[] = {{"completed", "done to the end"},
                {"quit", "ended early, as wished"},
                {"source_ended", "ended with the camera or film"},
                {"pain", "ended for pain"},
                {"", "broke off"}};
    const char *ended = session->reason;
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
        if (strcmp(rows[i].reason, session->reason) == 0)
            ended = rows[i].says;
    text[0] = '\0';
    add(text, size, "%.60s, %s", session->routine_name, ended);
    if (session->minutes >= 0)
        add(text, size, " after %.0f minutes", session->minutes);
    add(text, size, ". %d repetition%s, %d of them scored", (int)session->reps,
        plural(session->reps), (int)session->scored);
    if (session->form >= 0)
        add(text, size, ": form %.0f of 100", session->form);
    add(text, size, ". %d warning%s, %d guarding sign%s. Pain before ", (int)session->warnings,
        plural(session->warnings), (int)session->signs, plural(session->signs));
    const int32_t nrs[] = {session->nrs_before, session->nrs_after, session->nrs_next_day};
    static const char *const when[] = {"", ", after ", ", the day after "};
    for (size_t i = 0; i < ARRAY_LENGTH(nrs); i++) {
        if (nrs[i] >= 0)
            add(text, size, "%s%d", when[i], (int)nrs[i]);
        else
            add(text, size, "%snot told", when[i]);
    }
    add(text, size, "%s", ".");
}
