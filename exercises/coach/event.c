#include "coach/event.h"

#include <stdarg.h>
#include <stdio.h>

static const char *const event_names[EVENT_TYPE_COUNT] = {
    "step_started",
    "set_started",
    "ready",
    "reference",
    "phase",
    "hold",
    "rep",
    "rep_abandoned",
    "fault",
    "warning",
    "tracking_lost",
    "tracking_found",
    "view",
    "set_done",
    "rest_started",
    "rest_ended",
    "step_done",
    "paused",
    "resumed",
    "pain_asked",
    "pain_answered",
    "eased",
    "gap",
    "session_done",
    "turn",
    "not_seen_well",
    "change",
    "screening_asked",
    "screening_answered",
    "effort_asked",
    "effort_answered",
    "answer_skipped",
    "pain_place",
    "decision",
    "sign",
    "alert",
    "baseline",
};

const char *event_name(enum event_type type)
{
    return event_names[type];
}

const char *phase_name(enum phase phase)
{
    static const char *const names[PHASE_COUNT] = {"start", "move", "hold", "return"};
    return names[phase];
}

const char *warning_level_name(enum warning_level level)
{
    static const char *const names[] = {"approaching", "over", "stop", "withdrawn"};
    return names[level];
}

const char *done_reason_name(enum done_reason reason)
{
    static const char *const names[] = {"completed", "quit", "source_ended", "pain", "red_flag"};
    return names[reason];
}

const char *ask_kind_name(enum ask_kind kind)
{
    static const char *const names[ASK_KIND_COUNT] = {"hurt",    "next_day", "before",
                                                      "between", "after",    "effort"};
    return names[kind];
}

const char *pain_place_name(enum pain_place place)
{
    static const char *const names[PLACE_COUNT] = {"low_back", "left_pelvis",  "right_pelvis",
                                                   "buttock",  "groin",        "hip",
                                                   "thigh",    "down_the_leg", "elsewhere"};
    return names[place];
}

const char *side_name(enum body_side side)
{
    static const char *const names[] = {"none", "left", "right"};
    return names[side];
}

/* Text that is appended to a buffer of fixed size. */
struct line {
    char *text;
    size_t size;
    int length;
};

static void add(struct line *line, const char *format, ...) BASE_PRINTF(2, 3);

static void add(struct line *line, const char *format, ...)
{
    if ((size_t)line->length + 1 >= line->size)
        return;
    size_t room = line->size - (size_t)line->length;
    va_list arguments;
    va_start(arguments, format);
    int wanted = vsnprintf(line->text + line->length, room, format, arguments);
    va_end(arguments);
    if (wanted > 0)
        line->length += (size_t)wanted < room ? wanted : (int)room - 1;
}

static void add_seconds(struct line *line, int64_t t_us)
{
    int64_t ms = t_us / 1000;
    add(line, "%lld.%03lld", (long long)(ms / 1000), (long long)(ms % 1000));
}

/* Four decimals keep a ratio such as hip_height readable. */
static void add_number(struct line *line, const char *name, float value)
{
    add(line, " %s %.4f", name, (double)value);
}

static void add_rep(struct line *line, const struct rep_result *rep)
{
    add(line, " rep %d", rep->index);
    if (rep->guided)
        add(line, " guided");
    else if (!rep->unscored)
        add(line, " score %.1f judged %.2f", (double)rep->score, (double)rep->judged);
    else
        add(line, " not enough seen");
    add(line, " seen %.2f start ", (double)rep->seen);
    add_seconds(line, rep->start_us);
    add(line, " end ");
    add_seconds(line, rep->end_us);
    if (rep->range_seen)
        add(line, " range %.2f peak %.2f", (double)rep->range, (double)rep->peak);
    if (rep->hold_seen)
        add(line, " hold %.2f", (double)rep->hold_s);
    if (rep->move_s > 0.0f)
        add(line, " move %.2f", (double)rep->move_s);
    if (rep->return_s > 0.0f)
        add(line, " return %.2f", (double)rep->return_s);
    if (rep->pauses_seen)
        add(line, " hesitation %.2f peaks %d", (double)rep->pauses.hesitation_s, rep->pauses.peaks);
    if (rep->sparc_seen)
        add(line, " sparc %.2f", (double)rep->sparc);
    for (int32_t i = 0; i < rep->item_count; i++) {
        const struct score_item *item = &rep->item[i];
        if (!item->seen) {
            add(line, " | %s not seen", item->rule);
            continue;
        }
        add(line, " | %s -%.1f", item->rule, (double)item->points);
        add_number(line, "value", item->value);
        add_number(line, "limit", item->limit);
        add(line, " at ");
        add_seconds(line, item->t_us);
    }
}

static void add_rule(struct line *line, const struct event *event)
{
    add(line, " %s", event->u.rule.id);
    if (event->type == EVENT_WARNING)
        add(line, " %s", warning_level_name(event->u.rule.level));
    add_number(line, "value", event->u.rule.value);
    add_number(line, "limit", event->u.rule.limit);
    if (event->type == EVENT_WARNING && event->u.rule.level == WARNING_APPROACHING)
        add(line, " lead %.3f", (double)event->u.rule.lead_s);
}

static void add_joints(struct line *line, uint32_t joints, bool nobody)
{
    if (nobody)
        add(line, " nobody");
    for (int i = 0; i < JOINT_COUNT; i++)
        if (joints >> i & 1u)
            add(line, " %s", joint_name((enum joint)i));
}

static void add_alert(struct line *line, const struct event *event)
{
    add(line, " rep %d", event->u.alert.index);
    for (int sign = 0; sign < SIGN_COUNT; sign++)
        if (event->u.alert.signs >> sign & 1u)
            add(line, " %s", guarding_sign_name((enum guarding_sign)sign));
}

static void add_baseline(struct line *line, const struct baseline *baseline)
{
    for (int i = 0; i < BASELINE_MEASURE_COUNT; i++) {
        const struct baseline_figure *figure = &baseline->of[i];
        if (figure->count > 0)
            add(line, " %s %.3f+-%.3f of %d", baseline_measure_name((enum baseline_measure)i),
                (double)figure->mean, (double)figure->spread, figure->count);
    }
}

static void add_change(struct line *line, const struct plan_change *change)
{
    add(line, " %s", plan_variable_name(change->variable));
    add_number(line, "from", change->from);
    add_number(line, "to", change->to);
    add(line, " %s", change->rule);
    add_number(line, "value", change->value);
    add_number(line, "limit", change->limit);
    add(line, " | %s | %s", change->reason, change->source);
}

static void add_decision(struct line *line, const struct safety_verdict *verdict)
{
    add(line, " %s %s value %d limit %d | %s", safety_decision_name(verdict->decision),
        safety_rule_name(verdict->rule), verdict->value, verdict->limit,
        safety_rule_source(verdict->rule));
}

/* Of what hurt the kind is not named: that is what "pain" alone has always meant. */
static void add_kind(struct line *line, enum ask_kind kind)
{
    if (kind != ASK_HURT)
        add(line, " %s", ask_kind_name(kind));
}

static void add_answers(struct line *line, const struct event *event, const struct plan *plan)
{
    switch (event->type) {
    case EVENT_PAIN_ASKED:
    case EVENT_ANSWER_SKIPPED:
        add_kind(line, event->u.pain.kind);
        break;
    case EVENT_CHANGE:
        add_change(line, &plan->change[event->u.change.index]);
        break;
    case EVENT_SCREENING_ASKED:
        add(line, " %s", plan->flag[event->u.screening.flag].id);
        break;
    case EVENT_SCREENING_ANSWERED:
        add(line, " %s %s", plan->flag[event->u.screening.flag].id,
            event->u.screening.yes ? "yes" : "no");
        break;
    case EVENT_EFFORT_ANSWERED:
        add(line, " %d", event->u.effort.cr10);
        break;
    case EVENT_PAIN_PLACE:
        add(line, " %s", pain_place_name(event->u.place.place));
        break;
    case EVENT_DECISION:
        add_decision(line, &event->u.decision);
        break;
    default:
        break;
    }
}

static void add_details(struct line *line, const struct event *event, const struct plan *plan)
{
    switch (event->type) {
    case EVENT_STEP_STARTED:
    case EVENT_SET_STARTED:
    case EVENT_READY:
    case EVENT_REFERENCE:
    case EVENT_SET_DONE:
    case EVENT_STEP_DONE:
        add(line, " reps %d sets %d", event->u.step.reps, event->u.step.sets);
        break;
    case EVENT_PHASE:
        add(line, " %s", phase_name(event->u.phase.phase));
        break;
    case EVENT_HOLD:
        add(line, " %.0f of %.1f", (double)event->u.hold.held_s, (double)event->u.hold.target_s);
        break;
    case EVENT_REP:
        add_rep(line, &event->u.rep);
        break;
    case EVENT_FAULT:
    case EVENT_WARNING:
    case EVENT_NOT_SEEN_WELL:
        add_rule(line, event);
        break;
    case EVENT_TRACKING_LOST:
    case EVENT_VIEW:
        add_joints(line, event->u.tracking.joints, event->u.tracking.nobody);
        break;
    case EVENT_REST_STARTED:
    case EVENT_REST_ENDED:
        add(line, " %.1f", (double)event->u.rest.seconds);
        break;
    case EVENT_PAIN_ANSWERED:
        add(line, " %d", event->u.pain.nrs);
        add_kind(line, event->u.pain.kind);
        break;
    case EVENT_EASED:
        add(line, " %d reps %d", event->u.pain.nrs, event->u.pain.reps);
        break;
    case EVENT_GAP:
        add(line, " %d", event->u.gap.dropped);
        break;
    case EVENT_SIGN:
        add(line, " %s rep %d", guarding_sign_name(event->u.sign.found.sign), event->u.sign.index);
        add_number(line, "value", event->u.sign.found.value);
        add_number(line, "baseline", event->u.sign.found.baseline);
        add_number(line, "limit", event->u.sign.found.limit);
        break;
    case EVENT_ALERT:
        add_alert(line, event);
        break;
    case EVENT_BASELINE:
        add_baseline(line, &event->u.baseline);
        break;
    case EVENT_SESSION_DONE:
        add(line, " %s", done_reason_name(event->u.done.reason));
        break;
    default:
        add_answers(line, event, plan);
        break;
    }
}

int event_text(const struct event *event, const struct plan *plan, char *text, size_t size)
{
    struct line line = {text, size, 0};
    if (size > 0)
        text[0] = '\0';
    add_seconds(&line, event->t_us);
    add(&line, " %s %s set %d %s", plan->step[event->step].id, side_name(event->side), event->set,
        event_name(event->type));
    add_details(&line, event, plan);
    return line.length;
}
