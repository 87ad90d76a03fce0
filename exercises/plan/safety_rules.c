#include "plan/safety_rules.h"

#include "plan/cfg.h"
#include "plan/exercise_check.h"
#include "plan/limits.h"

#include <stdio.h>
#include <string.h>

#define REST_MOST_H       168 /* a week */
#define CONTACT_MOST      365
#define MANY_DAYS         365
#define REGRESS_MOST      0.5f
#define EXERCISES_AT_MOST 24

static const char *const group_names[] = {"emergency", "urgent", "general", NULL};

/* They may be worded anew, never left out: nerves at the base of the spine can't wait (cauda
 * equina). */
static const char *const never_left_out[] = {"saddle_numbness", "bladder", "bowel", "leg_weakness",
                                             NULL};

/* clang-format off: one key a line reads as the table it is */
#define AT(field) offsetof(struct red_flag, field)
static const struct cfg_key flag_keys[] = {
    {"id", CFG_TEXT, AT(id), .required = true, .size = ID_SIZE,
     .doc = "a short name: small letters, digits and _"},
    {"group", CFG_ENUM, AT(group), .required = true, .names = group_names,
     .doc = "how soon someone should look at it"},
    {"question", CFG_TEXT, AT(question), .required = true, .size = SAFETY_TEXT_SIZE,
     .doc = "as the person is asked, for a yes or a no"},
    {"meaning", CFG_TEXT, AT(meaning), .required = true, .size = SAFETY_TEXT_SIZE,
     .doc = "what a yes may stand for, calmly"},
    {"action", CFG_TEXT, AT(action), .required = true, .size = SAFETY_TEXT_SIZE,
     .doc = "what to do now"},
    {"source", CFG_TEXT, AT(source), .required = true, .size = EVIDENCE_SIZE,
     .doc = "where the question is from"},
};
static const struct cfg_table flag_table = {"question", flag_keys, ARRAY_LENGTH(flag_keys), NULL};
#undef AT

#define AT(field) offsetof(struct pain_rules, field)
static const struct cfg_key pain_keys[] = {
    {"go_on", CFG_INT, AT(go_on), .low = 0, .high = LIMIT_PAIN_GO_ON, .missing = LIMIT_PAIN_GO_ON,
     .doc = "pain up to this goes on; a cap holds it at 2"},
    {"stop_above", CFG_INT, AT(stop_above), .low = 1, .high = LIMIT_PAIN_STOP,
     .missing = LIMIT_PAIN_STOP, .doc = "more than this ends the session; a cap holds it at 5"},
    {"rise", CFG_INT, AT(rise), .low = 1, .high = LIMIT_PAIN_RISE, .missing = LIMIT_PAIN_RISE,
     .doc = "so much more than at the start is eased"},
    {"eased_to", CFG_FLOAT, AT(eased_to), .low = (double)LIMIT_EASED_LEAST,
     .high = (double)LIMIT_EASED_MOST, .missing = 2.0 / 3.0,
     .doc = "share of the repetitions that is left: 25 to 50 % less"},
};
static const struct cfg_table pain_table = {"pain", pain_keys, ARRAY_LENGTH(pain_keys), NULL};

/* Within a plan zero stands for the default, and is not written. */
static const struct cfg_key pain_plan_keys[] = {
    {"go_on", CFG_INT, AT(go_on), .low = 0, .high = LIMIT_PAIN_GO_ON},
    {"stop_above", CFG_INT, AT(stop_above), .low = 0, .high = LIMIT_PAIN_STOP},
    {"rise", CFG_INT, AT(rise), .low = 0, .high = LIMIT_PAIN_RISE},
    {"eased_to", CFG_FLOAT, AT(eased_to), .low = 0, .high = (double)LIMIT_EASED_MOST},
};
const struct cfg_table pain_rules_plan_table = {"pain", pain_plan_keys,
                                                ARRAY_LENGTH(pain_plan_keys), NULL};
#undef AT

#define AT(field) offsetof(struct regress_rules, field)
static const struct cfg_key regress_keys[] = {
    {"form_below", CFG_FLOAT, AT(form_below), .low = LIMIT_REGRESS_FORM, .high = 100,
     .missing = LIMIT_REGRESS_FORM, .doc = "two sets with less form than this go back a level"},
    {"absence_days", CFG_INT, AT(absence_days), .low = 1, .high = LIMIT_ABSENCE_DAYS,
     .missing = LIMIT_ABSENCE_DAYS, .unit = "days", .doc = "away for longer goes back a level"},
    {"share", CFG_FLOAT, AT(share), .low = (double)LIMIT_REGRESS_SHARE,
     .high = (double)REGRESS_MOST, .missing = 0.25,
     .doc = "one level back: this share of one figure less, at least one repetition"},
    {"rest_h", CFG_INT, AT(rest_h), .low = LIMIT_PAIN_REST_H, .high = REST_MOST_H, .missing = 48,
     .unit = "h", .doc = "rest after a session whose next morning hurt more"},
    {"contact_days", CFG_INT, AT(contact_days), .low = 1, .high = CONTACT_MOST, .missing = 28,
     .unit = "days", .doc = "two such mornings within this time: talk to the therapist"},
    {"source", CFG_TEXT, AT(source), .size = EVIDENCE_SIZE, .doc = "where the figures are from",
     .missing_text = "CLINICAL section 3"},
};
static const struct cfg_table regress_table = {"regress", regress_keys, ARRAY_LENGTH(regress_keys),
                                               NULL};
#undef AT

#define AT(field) offsetof(struct progress_rules, field)
static const struct cfg_key progress_keys[] = {
    {"sessions", CFG_INT, AT(sessions), .low = LIMIT_PROGRESS_SESSIONS, .high = 20, .missing = 3,
     .doc = "good ones in a row before one figure grows"},
    {"nrs_at_most", CFG_INT, AT(nrs_at_most), .low = 0, .high = LIMIT_PROGRESS_NRS,
     .missing = LIMIT_PROGRESS_NRS, .doc = "pain before, during and after each, at most"},
    {"form_at_least", CFG_INT, AT(form_at_least), .low = LIMIT_PROGRESS_FORM, .high = 100,
     .missing = LIMIT_PROGRESS_FORM, .doc = "the exercise's mean form in each"},
    {"signs_per_set", CFG_INT, AT(signs_per_set), .low = 0, .high = LIMIT_PROGRESS_SIGNS,
     .missing = LIMIT_PROGRESS_SIGNS, .doc = "repetitions with a guarding sign, at most"},
    {"effort_at_most", CFG_INT, AT(effort_at_most), .low = 0, .high = LIMIT_PROGRESS_EFFORT,
     .missing = LIMIT_PROGRESS_EFFORT, .doc = "on Borg's CR10, in each"},
    {"share", CFG_FLOAT, AT(share), .low = 0, .high = (double)LIMIT_PROGRESS_SHARE, .missing = 0.15,
     .doc = "how much one figure grows, at least one repetition"},
    {"ceiling_share", CFG_FLOAT, AT(ceiling_share), .low = 0, .high = (double)LIMIT_CEILING_SHARE,
     .missing = (double)LIMIT_CEILING_SHARE,
     .doc = "beyond the routine's own figure at most, where its step sets no ceiling"},
    {"at_once", CFG_INT, AT(at_once), .low = 1, .high = EXERCISES_AT_MOST, .missing = 2,
     .doc = "exercises that grow between two sessions, at most"},
    {"source", CFG_TEXT, AT(source), .size = EVIDENCE_SIZE, .doc = "where the figures are from",
     .missing_text = "CLINICAL section 3"},
};
static const struct cfg_table progress_table = {"progress", progress_keys,
                                                ARRAY_LENGTH(progress_keys), NULL};
#undef AT

#define AT(field) offsetof(struct safety_rules, field)
static const struct cfg_key keys[] = {
    {"intended_use", CFG_TEXT, AT(intended_use), .required = true, .size = 2 * SAFETY_TEXT_SIZE,
     .doc = "what Unguard is for, as the person reads it at the first start"},
    {"not_for", CFG_TEXT, AT(not_for), .required = true, .size = 2 * SAFETY_TEXT_SIZE,
     .doc = "whom it is not for"},
    {"consent", CFG_TEXT, AT(consent), .required = true, .size = 2 * SAFETY_TEXT_SIZE,
     .doc = "what the person agrees to"},
    {"consent_version", CFG_INT, AT(consent_version), .low = 1, .high = 10000, .missing = 1,
     .doc = "one more with each new wording: it is then asked again"},
    {"screen_days", CFG_INT, AT(screen_days), .low = 1, .high = MANY_DAYS, .missing = 28,
     .unit = "days", .doc = "the questions are asked again after this time"},
    {"gentle_routine", CFG_TEXT, AT(gentle_routine), .size = ID_SIZE,
     .doc = "the routine offered on a rest day; left out: none"},
    {"pain", CFG_GROUP, AT(pain), .table = &pain_table, .doc = "what pain means within a session"},
    {"pain_source", CFG_TEXT, AT(pain_source), .size = EVIDENCE_SIZE,
     .doc = "where the bands are from"},
    {"strength_rest_h", CFG_INT, AT(strength_rest_h), .low = LIMIT_STRENGTH_REST_H,
     .high = REST_MOST_H, .missing = LIMIT_STRENGTH_REST_H, .unit = "h",
     .doc = "between two sessions with strength exercises"},
    {"strength_source", CFG_TEXT, AT(strength_source), .size = EVIDENCE_SIZE,
     .doc = "where that is from", .missing_text = "CLINICAL section 3"},
    {"regress", CFG_GROUP, AT(regress), .table = &regress_table, .doc = "when a level goes back"},
    {"progress", CFG_GROUP, AT(progress), .table = &progress_table,
     .doc = "when one figure grows: only if all of it holds"},
    {"questions", CFG_LIST, AT(flag), .required = true, .low = 1, .high = SAFETY_MAX_FLAGS,
     .size = sizeof(struct red_flag), .count_offset = AT(flag_count), .table = &flag_table,
     .doc = "asked before any exercise; one yes, and there is none"},
};
#undef AT
/* clang-format on */

static bool has_flag(const struct safety_rules *rules, const char *id, int below)
{
    for (int i = 0; i < below; i++)
        if (strcmp(rules->flag[i].id, id) == 0)
            return true;
    return false;
}

static void check_flag(const struct safety_rules *rules, int i, struct cfg_check *check)
{
    const struct red_flag *flag = &rules->flag[i];
    char path[48];
    snprintf(path, sizeof path, "questions.[%d].id", i);
    if (!id_is_good(flag->id))
        cfg_complain(check, path, "\"%s\" may only hold small letters, digits and _", flag->id);
    else if (has_flag(rules, flag->id, i))
        cfg_complain(check, path, "\"%s\" is an earlier question's already", flag->id);
    snprintf(path, sizeof path, "questions.[%d].question", i);
    exercise_check_calm(flag->question, path, check);
    snprintf(path, sizeof path, "questions.[%d].meaning", i);
    exercise_check_calm(flag->meaning, path, check);
    snprintf(path, sizeof path, "questions.[%d].action", i);
    exercise_check_calm(flag->action, path, check);
}

static void check_rules(const void *item, struct cfg_check *check)
{
    const struct safety_rules *rules = item;
    exercise_check_calm(rules->intended_use, "intended_use", check);
    exercise_check_calm(rules->not_for, "not_for", check);
    exercise_check_calm(rules->consent, "consent", check);
    if (!cfg_check_sound(check))
        return;
    for (int i = 0; i < rules->flag_count; i++)
        check_flag(rules, i, check);
    for (int i = 0; never_left_out[i]; i++)
        if (!has_flag(rules, never_left_out[i], rules->flag_count))
            cfg_complain(check, "questions",
                         "\"%s\" is missing; it may be worded anew, never left out",
                         never_left_out[i]);
    if (rules->pain.go_on >= rules->pain.stop_above)
        cfg_complain(check, "pain.stop_above", "%d is not above go_on, %d", rules->pain.stop_above,
                     rules->pain.go_on);
    if (rules->gentle_routine[0] && !id_is_good(rules->gentle_routine))
        cfg_complain(check, "gentle_routine", "\"%s\" may only hold small letters, digits and _",
                     rules->gentle_routine);
}

const struct cfg_table safety_rules_table = {"safety", keys, ARRAY_LENGTH(keys), check_rules};

bool safety_rules_load(const char *path, struct safety_rules *rules, struct error *err)
{
    return cfg_load(path, &safety_rules_table, rules, sizeof *rules, err);
}

const char *flag_group_name(enum flag_group group)
{
    return group_names[group];
}

/* ---- defaults and caps ---- */

struct pain_rules pain_rules_default(void)
{
    return (struct pain_rules){LIMIT_PAIN_GO_ON, LIMIT_PAIN_STOP, LIMIT_PAIN_RISE, 2.0f / 3.0f};
}

struct pain_rules pain_rules_capped(struct pain_rules rules)
{
    if (rules.eased_to == 0.0f && rules.stop_above == 0)
        return pain_rules_default();
    rules.go_on = clamp_int(rules.go_on, 0, LIMIT_PAIN_GO_ON);
    rules.stop_above = clamp_int(rules.stop_above, rules.go_on, LIMIT_PAIN_STOP);
    rules.rise = clamp_int(rules.rise, 1, LIMIT_PAIN_RISE);
    rules.eased_to = clamp_float(rules.eased_to, LIMIT_EASED_LEAST, LIMIT_EASED_MOST);
    return rules;
}

struct safety_rules safety_rules_default(void)
{
    struct safety_rules rules = {
        .consent_version = 1,
        .screen_days = 28,
        .pain = pain_rules_default(),
        .strength_rest_h = LIMIT_STRENGTH_REST_H,
        .regress = {LIMIT_REGRESS_FORM, LIMIT_ABSENCE_DAYS, 0.25f, 48, 28, "CLINICAL section 3"},
        .progress = {3, LIMIT_PROGRESS_NRS, LIMIT_PROGRESS_FORM, LIMIT_PROGRESS_SIGNS,
                     LIMIT_PROGRESS_EFFORT, 0.15f, LIMIT_CEILING_SHARE, 2, "CLINICAL section 3"},
    };
    text_copy(rules.pain_source, sizeof rules.pain_source, "CLINICAL section 3");
    text_copy(rules.strength_source, sizeof rules.strength_source, "CLINICAL section 3");
    return rules;
}

void safety_rules_cap(struct safety_rules *rules)
{
    struct regress_rules *regress = &rules->regress;
    struct progress_rules *progress = &rules->progress;
    rules->pain = pain_rules_capped(rules->pain);
    rules->strength_rest_h = clamp_int(rules->strength_rest_h, LIMIT_STRENGTH_REST_H, REST_MOST_H);
    rules->screen_days = clamp_int(rules->screen_days, 1, MANY_DAYS);
    regress->form_below = clamp_float(regress->form_below, LIMIT_REGRESS_FORM, 100.0f);
    regress->absence_days = clamp_int(regress->absence_days, 1, LIMIT_ABSENCE_DAYS);
    regress->share = clamp_float(regress->share, LIMIT_REGRESS_SHARE, REGRESS_MOST);
    regress->rest_h = clamp_int(regress->rest_h, LIMIT_PAIN_REST_H, REST_MOST_H);
    regress->contact_days = clamp_int(regress->contact_days, 1, CONTACT_MOST);
    progress->sessions = clamp_int(progress->sessions, LIMIT_PROGRESS_SESSIONS, 20);
    progress->nrs_at_most = clamp_int(progress->nrs_at_most, 0, LIMIT_PROGRESS_NRS);
    progress->form_at_least = clamp_int(progress->form_at_least, LIMIT_PROGRESS_FORM, 100);
    progress->signs_per_set = clamp_int(progress->signs_per_set, 0, LIMIT_PROGRESS_SIGNS);
    progress->effort_at_most = clamp_int(progress->effort_at_most, 0, LIMIT_PROGRESS_EFFORT);
    progress->share = clamp_float(progress->share, 0.0f, LIMIT_PROGRESS_SHARE);
    progress->ceiling_share = clamp_float(progress->ceiling_share, 0.0f, LIMIT_CEILING_SHARE);
    progress->at_once = clamp_int(progress->at_once, 1, EXERCISES_AT_MOST);
}
