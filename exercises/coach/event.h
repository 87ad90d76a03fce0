/* The only language between the coach and everything that shows, speaks or stores. */
#ifndef UNGUARD_EVENT_H
#define UNGUARD_EVENT_H

#include "coach/guard.h"
#include "coach/phase.h"
#include "coach/safety.h"
#include "coach/score.h"
#include "coach/signs.h"
#include "movement/pose.h"
#include "plan/plan.h"

/* Append only: numbers are stable. */
enum event_type {
    EVENT_STEP_STARTED,  /* u.step: an exercise begins */
    EVENT_SET_STARTED,   /* u.step: a set (of one side) begins: get into position */
    EVENT_READY,         /* u.step: the start posture is held; the first repetition may begin */
    EVENT_REFERENCE,     /* u.step: the quiet reference is taken */
    EVENT_PHASE,         /* u.phase */
    EVENT_HOLD,          /* u.hold: each full second inside the band */
    EVENT_REP,           /* u.rep: completed */
    EVENT_REP_ABANDONED, /* turned back before the target, or lost from sight; not counted, not
                            scored */
    EVENT_FAULT,         /* u.rule: a control factor passed its limit, once per repetition */
    EVENT_WARNING,       /* u.rule: a provocation limit, by level */
    EVENT_TRACKING_LOST, /* u.tracking */
    EVENT_TRACKING_FOUND,
    EVENT_VIEW,         /* u.tracking: the view can't show the angles; turn, counting goes on */
    EVENT_SET_DONE,     /* u.step */
    EVENT_REST_STARTED, /* u.rest */
    EVENT_REST_ENDED,   /* u.rest */
    EVENT_STEP_DONE,    /* u.step */
    EVENT_PAUSED,
    EVENT_RESUMED,
    EVENT_PAIN_ASKED,
    EVENT_PAIN_ANSWERED, /* u.pain */
    EVENT_EASED,         /* u.pain: the pain policy lessens what is left: fewer repetitions */
    EVENT_GAP,           /* u.gap */
    EVENT_SESSION_DONE,  /* u.done */
    EVENT_TURN,          /* the side that is to be watched is the far one: turn round */
    EVENT_NOT_SEEN_WELL, /* u.rule: a limit is not judged, once a step; value: the signal's noise (a
                            standard deviation), limit: the most that it may be */
    EVENT_CHANGE,        /* u.change: at the start, a figure that is not the routine's own */
    EVENT_SCREENING_ASKED,    /* u.screening */
    EVENT_SCREENING_ANSWERED, /* u.screening */
    EVENT_EFFORT_ASKED,
    EVENT_EFFORT_ANSWERED, /* u.effort */
    EVENT_ANSWER_SKIPPED,  /* u.pain.kind, or effort: the person would rather not say */
    EVENT_PAIN_PLACE,      /* u.place */
    EVENT_DECISION,        /* u.decision: what follows from an answer, and by which rule */
    EVENT_SIGN,            /* u.sign: a guarding sign; costs nothing */
    EVENT_ALERT,           /* u.alert: signs enough to pause and ask about pain */
    EVENT_BASELINE,        /* u.baseline: how this person usually does this step, on this side */
    EVENT_TYPE_COUNT
};

enum done_reason { DONE_COMPLETED, DONE_QUIT, DONE_SOURCE_ENDED, DONE_PAIN, DONE_RED_FLAG };

/* What is asked, and when. */
enum ask_kind {
    ASK_HURT,     /* something hurt, or looked guarded */
    ASK_NEXT_DAY, /* at the start: the morning after the last session */
    ASK_BEFORE,   /* at the start: now */
    ASK_BETWEEN,  /* in a rest */
    ASK_AFTER,    /* at the end */
    ASK_EFFORT,   /* an exercise's effort, not pain */
    ASK_KIND_COUNT
};

struct event {
    enum event_type type;
    int64_t t_us;
    int32_t step; /* index into the plan */
    int32_t set;  /* from 1 */
    enum body_side side;
    union {
        struct {
            int32_t reps, sets;
        } step; /* prescribed; sides done one by one do the sets each */
        struct {
            enum phase phase;
        } phase;
        struct {
            float held_s, target_s;
        } hold;
        struct rep_result rep;
        struct {
            char id[ID_SIZE];
            enum warning_level level; /* warnings only */
            float value, limit;
            float lead_s; /* approaching: expected time to the limit; otherwise 0 */
        } rule;
        struct {
            uint32_t joints; /* mask of those not seen; 0 and nobody: no one there */
            bool nobody;
        } tracking;
        struct {
            float seconds;
        } rest;
        struct {
            int32_t nrs;
            int32_t reps; /* eased: repetitions wanted in this set from now on; otherwise 0 */
            enum ask_kind kind;
        } pain;
        struct {
            int32_t index; /* into the plan's changes */
        } change;
        struct {
            int32_t flag; /* into the plan's flags */
            bool yes;     /* answered: no exercise now */
        } screening;
        struct {
            int32_t cr10; /* 0..10 */
        } effort;
        struct {
            enum pain_place place;
        } place;
        struct safety_verdict decision;
        struct {
            int32_t dropped;
        } gap;
        struct {
            enum done_reason reason;
        } done;
        struct {
            struct sign_found found;
            int32_t index; /* of the repetition; of one turned back, what it would have been */
        } sign;
        struct {
            unsigned signs; /* guarding_bit of each */
            int32_t index;
        } alert;
        struct baseline baseline; /* what was known and what this session adds */
    } u;
};

const char *event_name(enum event_type type); /* "rep"; static */
const char *phase_name(enum phase phase);
const char *warning_level_name(enum warning_level level);
const char *done_reason_name(enum done_reason reason);
const char *ask_kind_name(enum ask_kind kind);      /* "before"; static */
const char *pain_place_name(enum pain_place place); /* "left_pelvis"; static */
const char *side_name(enum body_side side);         /* "none", "left", "right" */

/* One stable line without newline: "12.300 mini_squat none set 1 rep 3 score 86 ...". Times with
 * three decimals. Returns the length; cut (and terminated) when size is short; 1024 is enough. */
int event_text(const struct event *event, const struct plan *plan, char *text, size_t size);

#endif
