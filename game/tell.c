#include "tell.h"

#include "words.h"

#include <string.h>

#define LINE_SIZE 1024 /* what event_text needs */

static const struct exercise *exercise_of(const struct tell *tell, const struct event *event)
{
    const bool known = event->step >= 0 && event->step < tell->plan->step_count;
    return known ? &tell->plan->step[event->step] : NULL;
}

static double seconds(int64_t t_us)
{
    return (double)t_us / 1e6;
}

/* ", left side" or nothing. */
static const char *side_after_comma(enum body_side side)
{
    static const char *const names[] = {"", ", left side", ", right side"};
    return names[side];
}

/* The signal behind a lost point, NULL for times. */
static const struct signal *signal_of(const struct exercise *exercise, const char *rule)
{
    if (strcmp(rule, "range") == 0)
        return &exercise->target.signal;
    for (int i = 0; i < exercise->fault_count; i++)
        if (strcmp(exercise->fault[i].id, rule) == 0)
            return &exercise->fault[i].signal;
    return NULL;
}

/* "48.1 deg", "0.79" for a ratio, "0.8 s" for a time. */
static void print_value(char *text, size_t size, const struct exercise *exercise, const char *rule,
                        float value)
{
    const struct signal *signal = exercise ? signal_of(exercise, rule) : NULL;
    const char *unit = signal ? feature_info(signal->kind)->unit : "s";
    if (strcmp(unit, "ratio") == 0)
        snprintf(text, size, "%.2f", (double)value);
    else
        snprintf(text, size, "%.1f %s", (double)value, unit);
}

static void tell_item(const struct tell *tell, const struct exercise *exercise,
                      const struct score_item *item)
{
    char words[WORDS_SIZE], value[24], limit[24];
    words_item(exercise, item, words, sizeof(words));
    if (!item->seen) {
        fprintf(tell->out, "                    %s\n", words);
        return;
    }
    print_value(value, sizeof(value), exercise, item->rule, item->value);
    print_value(limit, sizeof(limit), exercise, item->rule, item->limit);
    fprintf(tell->out, "              -%-4.0f %s (%s %s, limit %s)\n", (double)item->points, words,
            item->rule, value, limit);
}

static void tell_rep(const struct tell *tell, const struct event *event)
{
    const struct rep_result *rep = &event->u.rep;
    fprintf(tell->out, "%8.1f s  repetition %d: ", seconds(event->t_us), (int)rep->index);
    if (rep->guided)
        fprintf(tell->out, "guided");
    else if (rep->unscored)
        fprintf(tell->out, "not enough seen for a score");
    else
        fprintf(tell->out, "score %.0f", (double)rep->score);
    if (!rep->unscored && rep->judged < 1)
        fprintf(tell->out, " (%.0f %% of the form seen)", (double)rep->judged * 100);
    if (rep->move_s > 0)
        fprintf(tell->out, ", there in %.1f s", (double)rep->move_s);
    if (rep->hold_seen && rep->hold_s > 0)
        fprintf(tell->out, ", held %.1f s", (double)rep->hold_s);
    if (rep->return_s > 0)
        fprintf(tell->out, ", back in %.1f s", (double)rep->return_s);
    fputc('\n', tell->out);
    const struct exercise *exercise = exercise_of(tell, event);
    for (int i = 0; i < rep->item_count; i++)
        tell_item(tell, exercise, &rep->item[i]);
}

static void tell_set(const struct tell *tell, const struct event *event)
{
    fprintf(tell->out, "%8.1f s  set %d of %d%s: %d repetitions\n", seconds(event->t_us),
            (int)event->set, (int)event->u.step.sets, side_after_comma(event->side),
            (int)event->u.step.reps);
}

static void tell_event(void *self, const struct event *event)
{
    const struct tell *tell = self;
    char words[WORDS_SIZE];
    switch (event->type) {
    case EVENT_STEP_STARTED:
        words_event(event, tell->plan, words, sizeof(words));
        fprintf(tell->out, "\n%s\n", words);
        break;
    case EVENT_SET_STARTED:
        tell_set(tell, event);
        break;
    case EVENT_REP:
        tell_rep(tell, event);
        break;
    case EVENT_REST_STARTED:
        fprintf(tell->out, "%8.1f s  rest, %.0f s\n", seconds(event->t_us),
                (double)event->u.rest.seconds);
        break;
    case EVENT_GAP:
        fprintf(tell->out, "%8.1f s  the computer was busy: %d pictures were passed over\n",
                seconds(event->t_us), (int)event->u.gap.dropped);
        break;
    case EVENT_REP_ABANDONED:
    case EVENT_WARNING:
    case EVENT_TRACKING_LOST:
    case EVENT_TRACKING_FOUND:
    case EVENT_VIEW:
    case EVENT_TURN:
    case EVENT_NOT_SEEN_WELL:
    case EVENT_PAUSED:
    case EVENT_RESUMED:
    case EVENT_ALERT:
    case EVENT_PAIN_ASKED:
    case EVENT_PAIN_ANSWERED:
    case EVENT_EASED:
        if (words_event(event, tell->plan, words, sizeof(words)))
            fprintf(tell->out, "%8.1f s  %s\n", seconds(event->t_us), words);
        break;
    default:
        break; /* the rest is for a screen, or told by tell_results */
    }
}

struct sink tell_sink(struct tell *tell)
{
    return (struct sink){.event = tell_event, .self = tell};
}

static void tell_line(void *self, const struct event *event)
{
    const struct tell *tell = self;
    char text[LINE_SIZE];
    event_text(event, tell->plan, text, sizeof(text));
    fprintf(tell->out, "%s\n", text);
}

struct sink tell_lines_sink(struct tell *tell)
{
    return (struct sink){.event = tell_line, .self = tell};
}

static int count_passed(const struct summary_block *block)
{
    int passed = 0;
    for (int i = 0; i < block->warning_count; i++)
        passed += block->warning[i].level != WARNING_APPROACHING;
    return passed;
}

/* Mean share of the form that could be judged; 1 without a scored repetition. */
static float judged_share(const struct summary_block *block)
{
    float sum = 0;
    int scored = 0;
    for (int i = 0; i < block->rep_count; i++) {
        sum += block->rep[i].unscored ? 0 : block->rep[i].judged;
        scored += !block->rep[i].unscored;
    }
    return scored > 0 ? sum / (float)scored : 1;
}

static void tell_block(const struct tell *tell, const struct summary *summary,
                       const struct summary_block *block)
{
    char name[NAME_SIZE + 16];
    snprintf(name, sizeof(name), "%s%s", tell->plan->step[block->step].name,
             side_after_comma(block->side));
    fprintf(tell->out, "  %-36s %2d repetition%s", name, (int)block->rep_count,
            block->rep_count == 1 ? "" : "s");
    if (summary_form(summary, block) >= 0)
        fprintf(tell->out, ", form %3.0f", (double)summary_form(summary, block));
    if (judged_share(block) < 0.995f)
        fprintf(tell->out, " (%.0f %% of it seen)", (double)judged_share(block) * 100);
    const int early = block->warning_count - count_passed(block);
    if (early > 0)
        fprintf(tell->out, ", %d early warning%s", early, early == 1 ? "" : "s");
    if (count_passed(block) > 0)
        fprintf(tell->out, ", %d time%s past a limit", count_passed(block),
                count_passed(block) == 1 ? "" : "s");
    if (block->untracked_s >= 0.1f)
        fprintf(tell->out, ", not seen for %.1f s", (double)block->untracked_s);
    fputc('\n', tell->out);
}

void tell_results(const struct tell *tell, const struct summary *summary)
{
    fprintf(tell->out, "\nResults: %s.\n", words_done(summary->reason));
    for (int i = 0; i < summary->block_count; i++)
        tell_block(tell, summary, &summary->block[i]);
    if (summary->abandoned > 0)
        fprintf(tell->out, "  %d movement%s begun and not finished: not counted\n",
                (int)summary->abandoned, summary->abandoned == 1 ? " was" : "s were");
    const float form = summary_form(summary, NULL);
    if (form >= 0)
        fprintf(tell->out, "  Form over all: %.0f of 100, in %.1f min\n", (double)form,
                seconds(summary->last_us) / 60);
    else
        fprintf(tell->out, "  Nothing was scored\n");
    if (summary->out_of_memory)
        fprintf(tell->out, "  Memory ran short: these figures are incomplete\n");
}
