/* The figures that a report's sentences and tables are made of. */
#include "report_words.h"

#include <string.h>

const char *report_name(const char *id, char text[ID_SIZE])
{
    static const struct {
        const char *id, *name;
    } names[] = {{"reps", "repetitions"},
                 {"hold_s", "hold (s)"},
                 {"hold", "hold"},
                 {"rest_s", "rest (s)"},
                 {"tempo_move", "pace there"},
                 {"tempo_return", "pace back"},
                 {"shift", "trunk shift"},
                 {"support", "support or rubbing"},
                 {"next_day", "the day after"},
                 {"hurt", "that hurt"},
                 {"between", "between the sets"}};
    text_copy(text, ID_SIZE, id);
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
        if (strcmp(names[i].id, id) == 0)
            text_copy(text, ID_SIZE, names[i].name);
    for (char *at = text; *at != '\0'; at++)
        if (*at == '_')
            *at = ' ';
    return text;
}

const char *report_title(const char *name, const char *id, enum body_side side,
                         char text[NAME_SIZE + 16])
{
    static const char *const sides[] = {"", ", left", ", right"};
    char plain[ID_SIZE];
    snprintf(text, NAME_SIZE + 16, "%s%s", name[0] != '\0' ? name : report_name(id, plain),
             sides[side]);
    return text;
}

const char *report_unit(const char *unit)
{
    return strcmp(unit, "deg") == 0 ? "\xc2\xb0" : "";
}

double report_mean(const struct report *report, int32_t first, int32_t count,
                   double (*pick)(const struct report_session *session))
{
    double sum = 0;
    int32_t known = 0;
    for (int32_t i = first; i < first + count && i < report->session_count; i++) {
        const double value = pick(&report->session[i]);
        if (value < 0)
            continue;
        sum += value;
        known++;
    }
    return known > 0 ? sum / known : REPORT_UNKNOWN;
}

static double mean_of(const struct report_line *line, int32_t first, int32_t count, bool range)
{
    double sum = 0;
    int32_t known = 0;
    for (int32_t i = 0; i < line->count; i++) {
        const struct report_point *point = &line->point[i];
        const double value = range ? point->range : point->form;
        if (point->session < first || point->session >= first + count || value < 0)
            continue;
        sum += value;
        known++;
    }
    return known > 0 ? sum / known : REPORT_UNKNOWN;
}

double report_line_form(const struct report_line *line, int32_t first, int32_t count)
{
    return mean_of(line, first, count, false);
}

double report_line_range(const struct report_line *line, int32_t first, int32_t count)
{
    return mean_of(line, first, count, true);
}

const struct report_line *report_other_side(const struct report *report,
                                            const struct report_line *left)
{
    if (left->side != SIDE_LEFT)
        return NULL;
    for (int32_t i = 0; i < report->line_count; i++)
        if (report->line[i].side == SIDE_RIGHT &&
            strcmp(report->line[i].exercise, left->exercise) == 0)
            return &report->line[i];
    return NULL;
}

double report_symmetry(double left, double right)
{
    const double mean = (left + right) / 2;
    return left < 0 || right < 0 || mean <= 0 ? 0 : (right - left) / mean * 100;
}
