#include "row.h"

#include "base.h"
#include "pool.h"

#include <math.h>
#include <stdlib.h>

static void add_rep(struct row *row, const struct trial_rep *rep)
{
    row->reps++;
    row->lost += rep->completed && !rep->hidden && !rep->counted;
    row->unfinished += rep->counted && !rep->completed;
    if (rep->counted && rep->scored) {
        row->scored++;
        row->score_sum += (double)rep->score;
        row->below_95 += rep->score < 95;
    }
    if (rep->counted && rep->ranged) {
        row->ranged++;
        row->bias_sum += (double)rep->peak - (double)rep->true_peak;
    }
    if (rep->counted && rep->held && row->hold_error_s)
        row->hold_error_s[row->held++] = fabs((double)rep->hold_s - (double)rep->true_hold_s);
    for (int i = 0; i < TRIAL_RULES; i++) {
        row->false_found[i] += rep->rule[i].found && !rep->rule[i].nearly;
        row->false_early[i] += rep->rule[i].early && !rep->rule[i].nearly;
        row->false_any += rep->rule[i].found && !rep->rule[i].nearly;
    }
}

static int rule_of(struct flaw flaw)
{
    if (flaw.kind == FLAW_FAULT)
        return flaw.rule;
    return flaw.kind == FLAW_LIMIT ? EXERCISE_MAX_FAULTS + flaw.rule : -1;
}

/* The first repetition, with the flaw of the options. */
static void add_flaw(struct row *row, const struct trial *trial, int set)
{
    const struct trial_rep *rep = &trial->rep[0];
    int index = rule_of(row->options.flaw);
    bool graded = trial->flawed || row->options.flaw.kind == FLAW_NONE; /* no flaw, no grade */
    if (row->judged)
        row->judged[set] = rep->judged;
    if (row->score)
        row->score[set] = graded && rep->counted && rep->scored ? rep->score : NAN;
    row->flawed += trial->flawed;
    for (int i = 0; i < 4; i++)
        row->items[i] += rep->items >> i & 1;
    bool told = false;
    for (int i = 0; i < TRIAL_RULES; i++)
        told = told || rep->rule[i].found;
    row->told += told;
    if (index < 0 || !trial->flawed)
        return;
    const struct trial_rule *rule = &rep->rule[index];
    bool limit = index >= EXERCISE_MAX_FAULTS;
    bool said = rule->found || (limit && rule->early);
    bool asked = rule->is_so && !rule->noisy;
    row->is_so += asked;
    row->found += asked && said;
    row->noisy += rule->noisy;
    row->stopped += rep->stopped && !rule->is_so && !rule->noisy;
    row->wrong += !rule->nearly && rule->found;
    if (limit && said && rule->crossed && row->lead_s)
        row->lead_s[row->lead_count++] = (double)rule->crossed_s - (double)rule->told_s;
}

static void add_trial(struct row *row, const struct trial *trial, int set)
{
    if (row->options.flaw.kind != FLAW_NONE || row->score)
        add_flaw(row, trial, set);
    row->done++;
    row->exact += trial->counted == trial->completed && trial->stray + trial->twice == 0;
    row->counted += trial->counted;
    row->stray += trial->stray;
    row->twice += trial->twice;
    row->hidden_counted += trial->hidden_counted;
    row->error_sum += trial->error_sum;
    row->seen += trial->seen;
    row->poses += trial->poses;
    for (int i = 0; i < trial->rep_count; i++)
        add_rep(row, &trial->rep[i]);
}

static void do_row(void *self, int at)
{
    struct row *row = &((struct row *)self)[at];
    bool flawed = row->options.flaw.kind != FLAW_NONE || row->options.heedless;
    row->hold_error_s = calloc((size_t)row->sets * TRIAL_MAX_REPS, sizeof *row->hold_error_s);
    if (flawed) {
        row->lead_s = calloc((size_t)row->sets, sizeof *row->lead_s);
        row->score = calloc((size_t)row->sets, sizeof *row->score);
        row->judged = calloc((size_t)row->sets, sizeof *row->judged);
    }
    for (int set = 0; set < row->sets; set++) {
        struct performer_options options = row->options;
        struct trial trial;
        options.seed = row->options.seed * 1000003u + (uint64_t)set;
        if (trial_run(row->plan, options, &trial))
            add_trial(row, &trial, set);
    }
}

void rows_run(struct row *row, int count)
{
    pool_run(count, do_row, row);
}

void rows_free(struct row *row, int count)
{
    for (int i = 0; i < count; i++) {
        free(row[i].hold_error_s);
        free(row[i].lead_s);
        free(row[i].score);
        free(row[i].judged);
    }
}
