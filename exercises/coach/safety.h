/* What follows from an answer about pain: to go on, to ease off, or to stop. Nothing else is looked
 * at: no score, no config beyond the plan's pain rules, and those inside their caps. */
#ifndef UNGUARD_SAFETY_H
#define UNGUARD_SAFETY_H

#include "coach/input.h"
#include "plan/profile.h"
#include "plan/safety_rules.h"

enum safety_decision { SAFETY_GO_ON, SAFETY_EASE, SAFETY_STOP, SAFETY_DECISION_COUNT };

/* The rule behind a decision; each has its source. */
enum safety_rule {
    RULE_PAIN_LITTLE, /* up to go_on */
    RULE_PAIN_SOME,   /* above go_on */
    RULE_PAIN_HIGH,   /* above stop_above */
    RULE_PAIN_RISE,   /* so much above the session's first answer */
    RULE_PAIN_STRICT, /* any pain, where the policy is strict */
    RULE_PAIN_SHARP,  /* sharp, shooting or numb */
    RULE_PAIN_LEG,    /* down the leg */
    RULE_NEXT_DAY,    /* the morning after the last session hurt more than before it */
    RULE_RED_FLAG,    /* a screening question was answered yes */
    RULE_COUNT
};

struct safety_verdict {
    enum safety_decision decision;
    enum safety_rule rule;
    int32_t value, limit; /* what was told, and what the rule allows */
};

/* nrs: numeric rating scale, 0..10; first: the session's first answer, -1 when this is it.
 * PAIN_STRICT stops at any pain (SI joint leaflet, hhma). PAIN_MONITOR: 0-2 go on, 3-5 or a rise of
 * 2 ease off, above 5 stop (bands after Thomee, as used by Silbernagel 2007; made for other joints
 * and not validated for this one). */
struct safety_verdict safety_of_pain(enum pain_policy policy, struct pain_rules rules,
                                     int32_t first, int32_t nrs);

/* The morning after the last session, against what it was before. */
struct safety_verdict safety_of_next_day(int32_t before, int32_t nrs);

/* Where it hurts: only pain down the leg decides anything. */
struct safety_verdict safety_of_place(enum pain_place place);

const char *safety_decision_name(enum safety_decision decision); /* "ease"; static */
const char *safety_rule_name(enum safety_rule rule);             /* "pain_rise"; static */
const char *safety_rule_source(enum safety_rule rule);           /* one line; static */

#endif
