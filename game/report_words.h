/* A report in sentences: figures from the history, what they are taken over, and no more than that.
 * They say what was recorded; what it means is for people to talk over. */
#ifndef UNGUARD_REPORT_WORDS_H
#define UNGUARD_REPORT_WORDS_H

#include "report_days.h"

#define REPORT_LINES     8
#define REPORT_TALKS     4
#define REPORT_LINE_SIZE 480

struct report_summary {
    struct {
        const char *label; /* "Days"; static */
        char text[REPORT_LINE_SIZE];
    } line[REPORT_LINES];
    int count;
    char talk[REPORT_TALKS][240]; /* worth talking about, each by a rule of its own */
    int talk_count;
};

/* schedule NULL: it isn't said how often. */
void report_summarise(const struct report *report, const struct routine *schedule,
                      const struct report_days *days, struct report_summary *summary);

/* One session in a sentence or two. */
void report_say_session(const struct report_session *session, char *text, size_t size);

/* Ids as people read them: "pelvic_drop" is "pelvic drop", "reps" is "repetitions". Returns text.
 */
const char *report_name(const char *id, char text[ID_SIZE]);

/* "Clamshell, left"; text holds NAME_SIZE + 16. Returns text. */
const char *report_title(const char *name, const char *id, enum body_side side,
                         char text[NAME_SIZE + 16]);

/* Mean over count sessions from first on of what pick says; REPORT_UNKNOWN where none is known. */
double report_mean(const struct report *report, int32_t first, int32_t count,
                   double (*pick)(const struct report_session *session));

/* Mean of a line's form or range in the sessions from first on; or REPORT_UNKNOWN. */
double report_line_form(const struct report_line *line, int32_t first, int32_t count);
double report_line_range(const struct report_line *line, int32_t first, int32_t count);

/* The line of the same exercise on the right, of one on the left; NULL: none. */
const struct report_line *report_other_side(const struct report *report,
                                            const struct report_line *left);

/* Right against left, of their mean, in percent (Robinson 1987); or 0 where one is unknown. */
double report_symmetry(double left, double right);

const char *report_unit(const char *unit); /* "°" of "deg", "" of "ratio" */

#endif
