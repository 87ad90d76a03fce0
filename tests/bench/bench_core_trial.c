#include "trial.h"

#include "session/gauge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is followed from pose to pose. */
struct watch {
    const struct plan *plan;
    struct performer *performer;
    struct trial *trial;
    double now_s;
    int rep; /* index of the truth's last repetition; -1: none begun */
    bool has_last;
    double last[TRIAL_RULES]; /* values of the rules' signals in the pose before */
    double last_s;
    double past_s[TRIAL_RULES]; /* for how long past the level */
};

static const struct exercise *exercise_of(const struct watch *watch)
{
    return &watch->plan->step[0];
}

static struct trial_rep *rep_now(struct watch *watch)
{
    return watch->rep >= 0 && watch->rep < TRIAL_MAX_REPS ? &watch->trial->rep[watch->rep] : NULL;
}

static int rule_index(const struct exercise *exercise, const char *id, bool limit)
{
    int count = limit ? exercise->limit_count : exercise->fault_count;
    for (int i = 0; i < count; i++)
        if (strcmp(limit ? exercise->limit[i].id : exercise->fault[i].id, id) == 0)
            return limit ? EXERCISE_MAX_FAULTS + i : i;
    return -1;
}

static uint32_t lost_items(const struct rep_result *rep)
{
    static const char *const names[] = {"range", "hold", "tempo_move", "tempo_return"};
    uint32_t items = 0;
    for (int i = 0; i < rep->item_count; i++)
        for (size_t k = 0; k < ARRAY_LENGTH(names); k++)
            if (rep->item[i].seen && strcmp(rep->item[i].rule, names[k]) == 0)
                items |= 1u << k;
    return items;
}

/* Which of the truth's repetitions the coach counted: the one it overlaps most. */
static void take_count(struct watch *watch, const struct rep_result *rep)
{
    const struct performer_rep *truth;
    int count = performer_truth(watch->performer, &truth), best = -1;
    int64_t most = 0;
    watch->trial->counted++;
    for (int i = 0; i < count && i < TRIAL_MAX_REPS; i++) {
        int64_t end = truth[i].end_us ? truth[i].end_us : rep->end_us;
        int64_t from = rep->start_us > truth[i].start_us ? rep->start_us : truth[i].start_us;
        int64_t to = rep->end_us < end ? rep->end_us : end;
        if (to - from > most)
            most = to - from, best = i;
    }
    if (best < 0) {
        watch->trial->stray++;
        return;
    }
    struct trial_rep *mine = &watch->trial->rep[best];
    watch->trial->twice += mine->counted;
    watch->trial->hidden_counted += truth[best].hidden;
    mine->counted = true;
    mine->scored = !rep->unscored;
    mine->score = rep->score;
    mine->judged = rep->judged;
    mine->ranged = rep->range_seen;
    mine->peak = rep->peak;
    mine->held = rep->hold_seen;
    mine->hold_s = rep->hold_s;
    mine->items = lost_items(rep);
}

/* Said once: it holds for the whole set. */
static void take_noisy(struct watch *watch, const char *id)
{
    int index = rule_index(exercise_of(watch), id, true);
    for (int i = 0; i < TRIAL_MAX_REPS && index >= 0; i++)
        watch->trial->rep[i].rule[index].noisy = true;
}

static void take_event(void *self, const struct event *event)
{
    struct watch *watch = self;
    struct trial_rep *rep = rep_now(watch);
    if (event->type == EVENT_REP)
        take_count(watch, &event->u.rep);
    if (event->type == EVENT_NOT_SEEN_WELL)
        take_noisy(watch, event->u.rule.id);
    if (!rep || (event->type != EVENT_FAULT && event->type != EVENT_WARNING))
        return;
    bool limit = event->type == EVENT_WARNING;
    int index = rule_index(exercise_of(watch), event->u.rule.id, limit);
    if (index < 0 || (limit && event->u.rule.level == WARNING_WITHDRAWN))
        return;
    if (limit && event->u.rule.level == WARNING_STOP && !rep->stopped) {
        rep->stopped = true;
        rep->stopped_s = (float)((double)event->t_us * 1e-6);
    }
    struct trial_rule *rule = &rep->rule[index];
    if (!rule->found && !rule->early)
        rule->told_s = (float)((double)event->t_us * 1e-6);
    if (limit && event->u.rule.level == WARNING_APPROACHING)
        rule->early = true;
    else
        rule->found = true;
}

/* ---- the truth ---- */

static bool is_past(enum compare compare, double value, double level)
{
    if (compare == COMPARE_ABOVE)
        return value > level;
    return compare == COMPARE_BELOW ? value < level : fabs(value) > fabs(level);
}

/* What a fault and a limit have in common. */
struct level {
    struct signal signal;
    enum quantity quantity;
    enum compare compare;
    double at, stop, min_s;
};

static bool level_of(const struct exercise *exercise, int index, struct level *level)
{
    if (index < exercise->fault_count) {
        const struct fault *fault = &exercise->fault[index];
        *level = (struct level){fault->signal,        fault->quantity,      fault->compare,
                                (double)fault->limit, (double)fault->limit, (double)fault->min_s};
        return true;
    }
    int i = index - EXERCISE_MAX_FAULTS;
    if (i < 0 || i >= exercise->limit_count)
        return false;
    const struct limit_rule *limit = &exercise->limit[i];
    double stop = limit->stop != 0.0f ? (double)limit->stop : (double)limit->warn;
    *level = (struct level){limit->signal, limit->quantity,     limit->compare, (double)limit->warn,
                            stop,          (double)limit->min_s};
    return true;
}

static void follow_rules(struct watch *watch, struct trial_rep *rep, const struct pose *now,
                         const struct pose *rest, enum body_side side)
{
    const struct exercise *exercise = exercise_of(watch);
    double dt_s = watch->now_s - watch->last_s;
    bool coached = !rep->stopped || (float)watch->now_s <= rep->stopped_s;
    for (int i = 0; i < TRIAL_RULES; i++) {
        struct level level;
        double value;
        if (!level_of(exercise, i, &level) ||
            !gauge_read(now, rest, exercise->view, level.signal, side, &value))
            continue;
        double before = watch->last[i];
        watch->last[i] = value;
        if (level.quantity == QUANTITY_RATE) {
            if (!watch->has_last)
                continue;
            value = (value - before) / dt_s;
        }
        struct trial_rule *rule = &rep->rule[i];
        bool past = is_past(level.compare, value, level.at);
        watch->past_s[i] = past ? watch->past_s[i] + dt_s : 0;
        if (coached && !rule->is_so && past && watch->past_s[i] >= level.min_s) {
            rule->is_so = true;
            rule->so_s = (float)watch->now_s;
        }
        if (past)
            rule->nearly = true;
        if (coached && !rule->crossed && is_past(level.compare, value, level.stop)) {
            rule->crossed = true;
            rule->crossed_s = (float)watch->now_s;
        }
    }
    watch->has_last = true;
    watch->last_s = watch->now_s;
}

static void follow_target(struct watch *watch, const struct coach *coach, struct trial_rep *rep,
                          const struct pose *now, const struct pose *rest, double dt_s, bool first)
{
    const struct exercise *exercise = exercise_of(watch);
    const struct target *target = &exercise->target;
    double value, from;
    if (!gauge_read(now, rest, exercise->view, target->signal, coach->side, &value) ||
        !gauge_read(rest, rest, exercise->view, target->signal, coach->side, &from))
        return;
    bool rises = (double)target->value >= from;
    if (first || (rises ? value > (double)rep->true_peak : value < (double)rep->true_peak))
        rep->true_peak = (float)value;
    if (fabs(value - (double)target->value) <= (double)target->tolerance)
        rep->true_hold_s += (float)dt_s;
    struct reading seen = features_read(&coach->now, &coach->features, target->signal, coach->side);
    watch->trial->poses++;
    if (!seen.seen)
        return;
    watch->trial->seen++;
    watch->trial->error_sum += fabs((double)seen.value - value);
}

static void follow(struct watch *watch, const struct session *session)
{
    const struct performer_rep *truth;
    const struct coach *coach = session_coach(session);
    int count = performer_truth(watch->performer, &truth);
    double dt_s = watch->now_s;
    watch->now_s = (double)coach->now_us * 1e-6;
    dt_s = watch->now_s - dt_s;
    bool first = count - 1 != watch->rep;
    if (first) {
        watch->rep = count - 1;
        memset(watch->past_s, 0, sizeof watch->past_s);
    }
    struct trial_rep *rep = rep_now(watch);
    struct pose now, rest;
    if (!rep || truth[count - 1].end_us || coach->stage != STAGE_EXERCISE ||
        !performer_looks(watch->performer, &now, &rest)) {
        watch->has_last = false;
        watch->last_s = watch->now_s;
        return;
    }
    follow_rules(watch, rep, &now, &rest, coach->side);
    follow_target(watch, coach, rep, &now, &rest, dt_s, first);
}

bool trial_run(const struct plan *plan, struct performer_options options, struct trial *trial)
{
    *trial = (struct trial){0};
    struct watch watch = {.plan = plan, .trial = trial, .rep = -1};
    struct performer *performer = watch.performer = performer_create(plan, options);
    if (!performer)
        return false;
    struct session *session = session_create(plan, performer_source(performer), NULL);
    if (!session) {
        performer_free(performer);
        return false;
    }
    session_add_sink(session, (struct sink){take_event, &watch});
    session_add_sink(session, performer_sink(performer));
    while (session_step(session, NULL) == PULL_INPUT)
        follow(&watch, session);
    const struct performer_rep *truth;
    int count = performer_truth(performer, &truth);
    trial->rep_count = count < TRIAL_MAX_REPS ? count : TRIAL_MAX_REPS;
    for (int i = 0; i < trial->rep_count; i++) {
        for (int k = 0; k < TRIAL_RULES; k++) {
            struct trial_rule *rule = &trial->rep[i].rule[k];
            if (trial->rep[i].stopped && rule->so_s > trial->rep[i].stopped_s - TRIAL_REACTION_S)
                rule->is_so = rule->found; /* neither asked for nor taken away */
        }
        trial->rep[i].completed = truth[i].completed;
        trial->rep[i].hidden = truth[i].hidden;
        trial->completed += truth[i].completed && !truth[i].hidden;
        trial->flawed = trial->flawed || (truth[i].faults & PERFORMER_FLAWED);
    }
    session_free(session);
    performer_free(performer);
    return true;
}
