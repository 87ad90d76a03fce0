/* Figures for people. */
#include "scored.h"
#include "words.h"

static void print_rep(const struct rep_result *rep, int32_t set, const char *unit, FILE *to)
{
    fprintf(to, "  set %d, repetition %d: ", set, rep->index);
    if (rep->unscored)
        fprintf(to, "%s", rep->guided ? "guided" : "not enough seen for a score");
    else
        fprintf(to, "%.0f of 100", scored_round((double)rep->score, 0));
    fprintf(to, ", %.1f to %.1f s", (double)rep->start_us / 1e6, (double)rep->end_us / 1e6);
    if (rep->range_seen)
        fprintf(to, ", range %.*f %s", unit[0] == 'd' ? 1 : 2, (double)rep->range, unit);
    if (rep->hold_seen && rep->hold_s > 0)
        fprintf(to, ", hold %.1f s", (double)rep->hold_s);
    if (!rep->unscored && rep->judged < 0.995f)
        fprintf(to, ", judged by %.0f %%", (double)rep->judged * 100);
    fputc('\n', to);
    for (int i = 0; i < rep->item_count; i++) {
        const struct score_item *item = &rep->item[i];
        if (item->seen)
            fprintf(to, "      %s: %.0f points, %.4g where %.4g is the limit, at %.1f s\n",
                    item->rule, (double)item->points, (double)item->value, (double)item->limit,
                    (double)item->t_us / 1e6);
        else
            fprintf(to, "      %s: not seen\n", item->rule);
    }
}

static void print_sign(const struct summary_sign *sign, FILE *to)
{
    fprintf(to, "  guarding sign: %s, set %d, repetition %d, at %.1f s: %.3g where %.3g is usual\n",
            words_sign(sign->found.sign), sign->set, sign->index, (double)sign->t_s,
            (double)sign->found.value, (double)sign->found.baseline);
}

static void print_block(const struct scored *scored, const struct summary_block *block, FILE *to)
{
    const struct exercise *exercise = &scored->plan->step[block->step];
    fprintf(to, "%s", exercise->name);
    if (block->side != SIDE_NONE)
        fprintf(to, ", %s", side_name(block->side));
    fputc('\n', to);
    if (block->rep_count == 0)
        fprintf(to, "  no whole repetition\n");
    for (int32_t i = 0; i < block->rep_count; i++)
        print_rep(&block->rep[i], block->rep_set[i],
                  feature_info(exercise->target.signal.kind)->unit, to);
    for (int32_t i = 0; i < block->warning_count; i++) {
        const struct summary_warning *warning = &block->warning[i];
        fprintf(to, "  %s %s at %.1f s: %.4g where %.4g is the limit\n", warning->id,
                warning_level_name(warning->level), (double)warning->t_s, (double)warning->value,
                (double)warning->limit);
    }
    for (int32_t i = 0; i < block->sign_count; i++)
        print_sign(&block->sign[i], to);
    if (block->alerts > 0)
        fprintf(to, "  asked about pain for guarding signs: %d\n", block->alerts);
    if (block->untracked_s > 0)
        fprintf(to, "  not seen for %.1f s\n", (double)block->untracked_s);
}

void scored_print(const struct scored *scored, FILE *to)
{
    const struct summary *summary = &scored->summary;
    fprintf(to, "%s: %s\n", scored->name, scored->plan->name);
    if (scored->what_if)
        fprintf(to, "What if: this is not the plan that the session was done with.\n");
    int32_t reps = 0;
    for (int32_t i = 0; i < summary->block_count; i++) {
        if (summary->block[i].step >= scored->plan->step_count)
            continue;
        print_block(scored, &summary->block[i], to);
        reps += summary->block[i].rep_count;
    }
    float form = summary_form(summary, NULL);
    if (form >= 0)
        fprintf(to, "Form %.0f of 100 over %d repetitions", scored_round((double)form, 0), reps);
    else
        fprintf(to, "No whole repetition");
    if (summary->abandoned > 0)
        fprintf(to, "; %d turned back before the target", summary->abandoned);
    fprintf(to, ".\n");
    if (!scored->complete)
        fprintf(to, "Not whole: %s\n", scored->missing.text);
}
