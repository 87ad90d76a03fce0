/* The loop closed: from the routine and what a person's past sessions showed to the next session's
 * plan, with the reason for each figure that is not the routine's own. One pure function; today is
 * an argument.
 *
 * Going back comes first: a worse morning after, pain during an exercise, a guarding alert, two
 * sets of unsteady form, a long absence; one level, one figure. A range that was given up to pain
 * comes back as a smaller target. Going on needs every condition of progress_rules at once, in each
 * of the last sessions, and pain that does not rise; then one figure grows: the target back to the
 * routine's, repetitions, hold, sets (where the therapist allows more), in this order. What nobody
 * was asked or nobody saw counts against going on, never against the person.
 *
 * Ceilings: a step's max_reps, max_hold_s, max_sets; without them, ceiling_share beyond the
 * routine's own repetitions and hold, no more sets; with progress = false, the routine's own
 * figures. A target never grows beyond the routine's. The caps of limits.h hold throughout. */
#ifndef UNGUARD_PROGRESS_H
#define UNGUARD_PROGRESS_H

#include "plan/past.h"
#include "plan/plan.h"
#include "plan/safety_rules.h"

#define PROGRESS_MAX_NOTES 32

enum progress_verdict {
    PROGRESS_GO,
    PROGRESS_REST, /* a rest day: the plan is there, but resting or the gentle routine is better */
    PROGRESS_REFER /* a red flag stands: there is no plan, and the notes say what to do */
};

enum progress_note_kind {
    NOTE_RED_FLAG,
    NOTE_STRENGTH_REST, /* strength exercises were done too lately */
    NOTE_PAIN_REST,     /* the morning after the last session hurt more than before it */
    NOTE_CONTACT,       /* that happened twice: talk to the therapist */
    NOTE_EASIER,        /* an exercise can't become less: its easier variant is for the therapist */
    NOTE_NEXT           /* an exercise is at its ceiling and easy: the same of its next variant */
};

struct progress_note {
    enum progress_note_kind kind;
    int step;           /* of the plan; -1: the whole session */
    float value, limit; /* what was found, and what the rule allows */
    char text[2 * EVIDENCE_SIZE];
    char source[EVIDENCE_SIZE];
};

struct progress {
    enum progress_verdict verdict;
    int note_count;
    struct progress_note note[PROGRESS_MAX_NOTES];
};

/* Everything progress_plan reads; all borrowed. */
struct progress_input {
    const struct routine *routine;
    struct exercise_finder finder;
    const struct profile *profile;
    const struct feature_settings *settings;
    const struct safety_rules *rules; /* capped within */
    const struct past *past;          /* zero: as the routine stands */
    int32_t today;                    /* local days since 1970-01-01 */
};

/* Fills plan (changes included) and progress. Fails as plan_resolve does. */
bool progress_plan(const struct progress_input *input, struct plan *plan, struct progress *progress,
                   struct error *err);

/* Makes the plan ask: about pain and effort, about the morning after the last session where nobody
 * has said yet, and the red-flag questions where they are due. Whoever can ask about the morning
 * before the plan is made does so, and plans anew: this plan doesn't know the answer, and only
 * eases off if it is a bad one. */
void progress_ask(struct plan *plan, const struct safety_rules *rules, const struct past *past,
                  int32_t today);

bool progress_screening_due(const struct safety_rules *rules, const struct past *past,
                            int32_t today);

#endif
