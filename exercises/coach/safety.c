#include "coach/safety.h"

static const struct {
    const char *name, *source;
} rules_said[RULE_COUNT] = {
    [RULE_PAIN_LITTLE] = {"pain_little", "pain bands: Thomee; Silbernagel 2007"},
    [RULE_PAIN_SOME] = {"pain_some", "pain bands: Thomee; Silbernagel 2007"},
    [RULE_PAIN_HIGH] = {"pain_high", "pain bands: Thomee; Silbernagel 2007"},
    [RULE_PAIN_RISE] = {"pain_rise", "a change of 2 matters: Ostelo 2008; default"},
    [RULE_PAIN_STRICT] = {"pain_strict", "SI joint leaflet: stop on any pain (hhma)"},
    [RULE_PAIN_SHARP] = {"pain_sharp", "sharp or neurological pain stops: default"},
    [RULE_PAIN_LEG] = {"pain_leg", "radiating pain stops: default"},
    [RULE_NEXT_DAY] = {"next_day", "worse next day, less: evidenceforexercise"},
    [RULE_RED_FLAG] = {"red_flag", "red flags refer: AHCPR; NHS Gloucestershire"},
};

const char *safety_rule_name(enum safety_rule rule)
{
    return rules_said[rule].name;
}

const char *safety_rule_source(enum safety_rule rule)
{
    return rules_said[rule].source;
}

const char *safety_decision_name(enum safety_decision decision)
{
    static const char *const names[SAFETY_DECISION_COUNT] = {"go_on", "ease", "stop"};
    return names[decision];
}

struct safety_verdict safety_of_pain(enum pain_policy policy, struct pain_rules rules,
                                     int32_t first, int32_t nrs)
{
    rules = pain_rules_capped(rules);
    if (policy == PAIN_STRICT && nrs > 0)
        return (struct safety_verdict){SAFETY_STOP, RULE_PAIN_STRICT, nrs, 0};
    if (nrs > rules.stop_above)
        return (struct safety_verdict){SAFETY_STOP, RULE_PAIN_HIGH, nrs, rules.stop_above};
    if (nrs > rules.go_on)
        return (struct safety_verdict){SAFETY_EASE, RULE_PAIN_SOME, nrs, rules.go_on};
    if (first >= 0 && nrs - first >= rules.rise)
        return (struct safety_verdict){SAFETY_EASE, RULE_PAIN_RISE, nrs - first, rules.rise};
    return (struct safety_verdict){SAFETY_GO_ON, RULE_PAIN_LITTLE, nrs, rules.go_on};
}

struct safety_verdict safety_of_next_day(int32_t before, int32_t nrs)
{
    enum safety_decision decision = nrs > before ? SAFETY_EASE : SAFETY_GO_ON;
    return (struct safety_verdict){decision, RULE_NEXT_DAY, nrs, before};
}

struct safety_verdict safety_of_place(enum pain_place place)
{
    enum safety_decision decision = place == PLACE_DOWN_THE_LEG ? SAFETY_STOP : SAFETY_GO_ON;
    return (struct safety_verdict){decision, RULE_PAIN_LEG, 1, 0};
}
