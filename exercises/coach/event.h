/* The only language between the coach and everything that shows, speaks or stores. */
#ifndef UNGUARD_EVENT_H
#define UNGUARD_EVENT_H

#include "coach/guard.h"
#include "coach/phase.h"
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
    EVENT_SIGN,          /* u.sign: a guarding sign; costs nothing */
    EVENT_ALERT,         /* u.alert: signs enough to pause and ask about pain */
    EVENT_BASELINE,      /* u.baseline: how this person usually does this step, on this side */
    EVENT_TYPE_COUNT
};

enum done_reason { DONE_COMPLETED, DONE_QUIT, DONE_SOURCE_ENDED, DONE_PAIN };

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
        } pain;
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
const char *side_name(enum body_side side); /* "none", "left", "right" */

/* One stable line without newline: "12.300 mini_squat none set 1 rep 3 score 86 ...". Times with
 * three decimals. Returns the length; cut (and terminated) when size is short; 1024 is enough. */
int event_text(const struct event *event, const struct plan *plan, char *text, size_t size);

#endif
