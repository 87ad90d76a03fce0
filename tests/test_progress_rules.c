/* Each rule of CLINICAL section 3 on going back and going on, as a row of a table: what one field
 * of a good past, changed, does to the next plan. */
#include "progress_scene.h"

enum field {
    NOTHING,
    BEFORE,
    AFTER,
    RISE_TO, /* after, from none before and none the next morning */
    NEXT_DAY,
    NRS,
    HURT,
    EFFORT,
    FORM,
    WORST_SETS,
    SCORED,
    DONE_REPS,
    SIGNS,
    ALERTS,
    STOPS,
    STOPPED,
    DAYS_AGO,
    SESSIONS,
    POLICY,
    FIRST_BEFORE /* of the session before the last */
};

static void set_field(struct scene *scene, enum field field, int value)
{
    if (field == NOTHING)
        return;
    struct past_session *last = &scene->past.session[scene->past.session_count - 1];
    struct past_step *step = &last->step[0];
    switch (field) {
    case NOTHING:
        break;
    case BEFORE:
        last->nrs_before = value;
        break;
    case AFTER:
        last->nrs_after = value;
        break;
    case RISE_TO:
        last->nrs_before = last->nrs_next_day = 0;
        last->nrs_after = value;
        break;
    case NEXT_DAY:
        last->nrs_next_day = value;
        break;
    case NRS:
        step->nrs = value;
        break;
    case HURT:
        step->hurt = value != 0;
        break;
    case EFFORT:
        step->effort = value;
        break;
    case FORM:
        step->form = (float)value;
        break;
    case WORST_SETS:
        step->worst_set_form = (float)value;
        break;
    case SCORED:
        step->reps_scored = value;
        break;
    case DONE_REPS:
        step->reps_done = value;
        break;
    case SIGNS:
        step->signs = value;
        break;
    case ALERTS:
        step->alerts = value;
        break;
    case STOPS:
        step->stops = value;
        break;
    case STOPPED:
        last->stopped_for_pain = value != 0;
        break;
    case DAYS_AGO:
        scene->today = last->day + value;
        break;
    case SESSIONS:
        scene->past.session_count = value;
        break;
    case POLICY:
        scene->profile.pain_policy = (enum pain_policy)value;
        break;
    case FIRST_BEFORE:
        scene->past.session[1].nrs_before = value;
        break;
    }
}

/* Six repetitions were asked for: seven is on, five is back, each for the rule named. */
static const struct {
    const char *what;
    enum field field;
    int value;
    enum field too;
    int too_value;
    const char *rule; /* NULL: nothing changes */
    int reps;
} rows[] = {
    {"all holds: one repetition more", NOTHING, 0, NOTHING, 0, "progress", 7},
    {"two sessions are too few", SESSIONS, 2, NOTHING, 0, NULL, 6},
    {"no past at all", SESSIONS, 0, NOTHING, 0, NULL, 6},
    /* pain must be known, at most 2, and not rise */
    {"before not asked", BEFORE, -1, NOTHING, 0, NULL, 6},
    {"after not asked", AFTER, -1, NOTHING, 0, NULL, 6},
    {"the morning after not known", NEXT_DAY, -1, NOTHING, 0, NULL, 6},
    {"2 after 1 is within the band, but more", AFTER, 2, NOTHING, 0, NULL, 6},
    {"2 during, 1 before", NRS, 2, NOTHING, 0, NULL, 6},
    {"1 during", NRS, 1, NOTHING, 0, "progress", 7},
    {"more before than the time before", FIRST_BEFORE, 0, NOTHING, 0, NULL, 6},
    {"that hurt, though it was 0", HURT, 1, NRS, 0, NULL, 6},
    {"that hurt, and nobody knows how much", HURT, 1, NOTHING, 0, "pain", 5},
    /* the bands: 3-5 less, a rise of 2 less, above 5 less */
    {"3 during", NRS, 3, NOTHING, 0, "pain", 5},
    {"5 during", NRS, 5, NOTHING, 0, "pain", 5},
    {"9 during", NRS, 9, NOTHING, 0, "pain", 5},
    {"a rise of 2 during", NRS, 2, BEFORE, 0, "pain", 5},
    {"strict: any pain", NRS, 1, POLICY, PAIN_STRICT, "pain", 5},
    {"3 after", AFTER, 3, NOTHING, 0, "pain_after", 5},
    {"a rise of 2 at the end", RISE_TO, 2, NOTHING, 0, "pain_after", 5},
    {"stopped for pain", STOPPED, 1, NOTHING, 0, "pain_after", 5},
    /* the next morning */
    {"a worse morning after", NEXT_DAY, 2, NOTHING, 0, "next_day", 5},
    {"a worse morning, before not asked: as last known", NEXT_DAY, 2, BEFORE, -1, "next_day", 5},
    {"a better morning after", NEXT_DAY, 0, NOTHING, 0, "progress", 7},
    /* form */
    {"form 79", FORM, 79, NOTHING, 0, NULL, 6},
    {"form 80", FORM, 80, NOTHING, 0, "progress", 7},
    {"form not seen", FORM, -1, NOTHING, 0, NULL, 6},
    {"too few repetitions scored", SCORED, 5, NOTHING, 0, NULL, 6},
    {"two sets below 60", WORST_SETS, 59, NOTHING, 0, "form", 5},
    {"two sets at 60", WORST_SETS, 60, NOTHING, 0, "progress", 7},
    {"one set only, unsteady", WORST_SETS, -1, NOTHING, 0, "progress", 7},
    /* guarding, limits, effort, all of it done */
    {"a sign a set", SIGNS, 2, NOTHING, 0, "progress", 7},
    {"three signs in two sets", SIGNS, 3, NOTHING, 0, NULL, 6},
    {"a guarding alert", ALERTS, 1, NOTHING, 0, "guarding", 5},
    {"a limit stopped it", STOPS, 1, NOTHING, 0, NULL, 6},
    {"effort 4", EFFORT, 4, NOTHING, 0, "progress", 7},
    {"effort 5", EFFORT, 5, NOTHING, 0, NULL, 6},
    {"effort not told", EFFORT, -1, NOTHING, 0, NULL, 6},
    {"not all done", DONE_REPS, 11, NOTHING, 0, NULL, 6},
    /* absence, rest */
    {"14 days away", DAYS_AGO, 14, NOTHING, 0, "progress", 7},
    {"15 days away", DAYS_AGO, 15, NOTHING, 0, "absence", 5},
    {"two days of rest", DAYS_AGO, 2, NOTHING, 0, "progress", 7},
    {"one day of rest", DAYS_AGO, 1, NOTHING, 0, NULL, 6},
};

Test(progress, each_rule_of_the_table)
{
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct scene *scene = open_scene();
        set_field(scene, rows[i].field, rows[i].value);
        set_field(scene, rows[i].too, rows[i].too_value);
        plan_scene(scene);
        const struct plan_change *change = last_change(scene);
        cr_expect_eq(scene->plan.step[0].dosage.reps, rows[i].reps, "%s: %d", rows[i].what,
                     scene->plan.step[0].dosage.reps);
        cr_expect_eq(scene->plan.step[0].dosage.sets, 2, "%s", rows[i].what);
        cr_expect_float_eq(scene->plan.step[0].target.hold_s, 2.0f, 1e-6f, "%s", rows[i].what);
        cr_expect_eq(change != NULL, rows[i].rule != NULL, "%s: %s", rows[i].what,
                     change ? change->rule : "nothing");
        if (change && rows[i].rule) {
            cr_expect_str_eq(change->rule, rows[i].rule, "%s: %s", rows[i].what, change->rule);
            cr_expect(change->reason[0] && change->source[0], "%s", rows[i].what);
            cr_expect_eq((int)change->from, 6);
            cr_expect_eq((int)change->to, rows[i].reps);
        }
        free(scene);
    }
}
