/* config/safety.cfg: who Unguard is for, the questions that come before any exercise, what pain
 * means to a session, and what a session means to the next one. All of it data, inside the caps of
 * limits.h: a config may be more careful than the caps, never less.
 *
 * The figures are CLINICAL section 3; those without a published cut-off are [D] there. */
#ifndef UNGUARD_SAFETY_RULES_H
#define UNGUARD_SAFETY_RULES_H

#include "plan/exercise.h"

#define SAFETY_MAX_FLAGS 32
#define SAFETY_TEXT_SIZE 256

/* What pain means within a session. 0-10 on a numeric rating scale (NRS). All zero stands for
 * pain_rules_default: a plan without them is as careful as one with. */
struct pain_rules {
    int32_t go_on;      /* up to this it goes on */
    int32_t stop_above; /* above this the session ends kindly; between the two it is eased */
    int32_t rise;       /* so much above the session's first answer is eased too */
    float eased_to;     /* 0.5..0.75: share of the repetitions that is left after easing */
};
struct pain_rules pain_rules_default(void);
/* The same inside the caps; zero becomes the default. */
struct pain_rules pain_rules_capped(struct pain_rules rules);

enum flag_group { FLAG_EMERGENCY, FLAG_URGENT, FLAG_GENERAL };

/* A question whose yes means: no exercise now. */
struct red_flag {
    char id[ID_SIZE];
    enum flag_group group;
    char question[SAFETY_TEXT_SIZE]; /* to be answered yes or no */
    char meaning[SAFETY_TEXT_SIZE];  /* what a yes may stand for, calmly */
    char action[SAFETY_TEXT_SIZE];   /* what to do now */
    char source[EVIDENCE_SIZE];
};

/* Going back. */
struct regress_rules {
    float form_below; /* two sets below this form go back a level; 60..100 */
    int absence_days; /* away for longer goes back a level; 1..14 */
    float share;      /* one level: this share of one figure less, at least one; 0.1..0.5 */
    int rest_h;       /* after a morning with more pain; at least 24 */
    int contact_days; /* two such mornings within so many days: talk to the therapist */
    char source[EVIDENCE_SIZE];
};

/* Going on: only when every one of these holds, in all of the last sessions. */
struct progress_rules {
    int sessions;       /* in a row; 2 or more */
    int nrs_at_most;    /* 0..2: before, during, after */
    int form_at_least;  /* 80..100 */
    int signs_per_set;  /* 0..1: repetitions with a guarding sign, at most */
    int effort_at_most; /* 0..4: CR10 */
    float share;        /* 0..0.2: of one figure, at least one repetition */
    float
        ceiling_share; /* 0..0.5: where the therapist sets no ceiling, so much beyond the routine */
    int at_once;       /* exercises changed between two sessions, at most */
    char source[EVIDENCE_SIZE];
};

/* Large: put it on the heap or in static storage. */
struct safety_rules {
    /* First run: what Unguard is for, whom it is not for, and what is agreed to. consent_version
     * rises with the wording: a newer one is asked for again. */
    char intended_use[2 * SAFETY_TEXT_SIZE];
    char not_for[2 * SAFETY_TEXT_SIZE];
    char consent[2 * SAFETY_TEXT_SIZE];
    int consent_version;

    int screen_days; /* the red-flag questions are asked again after so many days */
    struct red_flag flag[SAFETY_MAX_FLAGS];
    int flag_count;

    struct pain_rules pain;
    char pain_source[EVIDENCE_SIZE];
    int strength_rest_h; /* between strength sessions; at least 48 */
    char strength_source[EVIDENCE_SIZE];
    char gentle_routine[ID_SIZE]; /* offered on a rest day; "": none */
    struct regress_rules regress;
    struct progress_rules progress;
};

struct cfg_table;
extern const struct cfg_table safety_rules_table;
extern const struct cfg_table pain_rules_plan_table; /* pain rules within a plan, sparse */

/* The figures of CLINICAL section 3, without texts and questions: for tests, and where nothing but
 * the figures matters. */
struct safety_rules safety_rules_default(void);

/* As exercise_load. */
bool safety_rules_load(const char *path, struct safety_rules *rules, struct error *err);

/* Brings every figure inside the caps. progress_plan does so itself. */
void safety_rules_cap(struct safety_rules *rules);

const char *flag_group_name(enum flag_group group); /* "emergency"; static */

#endif
