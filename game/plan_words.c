#include "plan_words.h"

#include "movement/features.h"

#include <string.h>

static const char *unit_of(const struct plan *plan, const struct plan_change *change)
{
    const char *unit = feature_info(plan->step[change->step].target.signal.kind)->unit;
    if (change->variable == VARIABLE_HOLD)
        return " s";
    if (change->variable != VARIABLE_TARGET || strcmp(unit, "ratio") == 0)
        return "";
    return strcmp(unit, "deg") == 0 ? " degrees" : unit;
}

void plan_words_change(const struct plan *plan, const struct plan_change *change, char *text,
                       size_t size)
{
    static const char *const names[VARIABLE_COUNT] = {"sets", "repetitions", "hold", "target"};
    static const char *const sides[] = {"", " (left side)", " (right side)"};
    snprintf(text, size, "%s %.3g -> %.3g%s: %s%s", names[change->variable], (double)change->from,
             (double)change->to, unit_of(plan, change), change->reason, sides[change->side]);
}

static void print_notes(FILE *out, const struct progress *progress)
{
    for (int i = 0; i < progress->note_count; i++) {
        const struct progress_note *note = &progress->note[i];
        fprintf(out, "* %s.\n  (%s)\n", note->text, note->source);
    }
    if (progress->note_count > 0)
        fputc('\n', out);
}

static void print_step(FILE *out, const struct plan *plan, int step)
{
    const struct exercise *exercise = &plan->step[step];
    const struct dosage *dosage = &exercise->dosage;
    fprintf(out, "%2d. %s: %d set%s of %d", step + 1, exercise->name, dosage->sets,
            dosage->sets == 1 ? "" : "s", dosage->reps);
    if (exercise->target.hold_s > 0)
        fprintf(out, ", held for %.3g s", (double)exercise->target.hold_s);
    if (plan->side[step] != SIDE_NONE)
        fprintf(out, ", %s side only", plan->side[step] == SIDE_LEFT ? "left" : "right");
    else if (exercise->sides == SIDES_EACH)
        fprintf(out, ", each side");
    fputc('\n', out);
    for (int i = 0; i < plan->change_count; i++) {
        const struct plan_change *change = &plan->change[i];
        char text[2 * EVIDENCE_SIZE];
        if (change->step != step)
            continue;
        plan_words_change(plan, change, text, sizeof(text));
        fprintf(out, "      %s\n      (%s)\n", text, change->source);
    }
}

void plan_words_print(FILE *out, const struct plan *plan, const struct progress *progress)
{
    print_notes(out, progress);
    if (progress->verdict == PROGRESS_REFER) {
        fprintf(out, "No exercise for now.\n");
        return;
    }
    fprintf(out, "%s, about %.0f minutes\n\n", plan->name, (double)plan_duration_s(plan) / 60);
    for (int i = 0; i < plan->step_count; i++)
        print_step(out, plan, i);
    if (plan->change_count == 0)
        fprintf(out, "\nEverything is as the routine says.\n");
}
