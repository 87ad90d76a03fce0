/* Guarding signs: each finished repetition against how this person usually does this exercise on
 * this side. A sign, never a diagnosis; it costs no point, and what was not seen is none.
 *
 * Usual is the plan's baseline or, where that knows too little, the first clean repetitions of
 * the step and side: practice, from BASELINE_ENOUGH to SIGNS_PRACTICE of them. A value is a sign
 * beyond its fixed threshold (plan/guarding.h) and beyond what varies from repetition to repetition
 * anyway (baseline_unusual); a range is one from 2 % of the usual nearer on, which is how exactly
 * it is measured. */
#ifndef UNGUARD_SIGNS_H
#define UNGUARD_SIGNS_H

#include "coach/score.h"
#include "coach/signs_watch.h"
#include "plan/plan.h"

#define SIGNS_PRACTICE                                                                             \
    6                  /* later ones of the session teach only the next: it must not drift [D]     \
                        */
#define SIGNS_RANGES 8 /* of a side's last repetitions, for comparison with the other side's */
#define SIGNS_RECENT 3

struct sign_found {
    enum guarding_sign sign;
    float value, baseline, limit; /* in the sign's unit; the limit is where it becomes one */
};

/* Flat; zero is a valid start. Of one step. */
struct signs_state {
    struct signs_side {
        int32_t count[BASELINE_MEASURE_COUNT];
        float value[BASELINE_MEASURE_COUNT][BASELINE_MOST]; /* of clean repetitions, in order */
        float range[SIGNS_RANGES];                          /* of any that were seen, a ring */
        int32_t ranges;                                     /* so far */
    } side[PLAN_SIDES];
    unsigned recent[SIGNS_RECENT]; /* signs of this set's last movements, the newest first */
    unsigned open;                 /* told since, of the movement that is not over yet */
    bool alerted;                  /* in this set */
    bool has_nrs;                  /* pain was asked about after it: */
    int32_t nrs;
    struct signs_watch watch;
};

/* Whom it is about. */
struct signs_scene {
    const struct exercise *exercise;
    const struct baseline *known; /* of the plan's step, by enum body_side */
    enum body_side side;
};

void signs_begin_set(struct signs_state *state); /* zero the whole state for another step */

/* What is usual here; figures with too few repetitions behind them have count 0. */
struct baseline signs_usual(const struct signs_state *state, const struct signs_scene *scene);

/* A repetition is over. Returns how many signs it wrote, at most one a kind, and learns from a
 * clean one without. */
int signs_judge(struct signs_state *state, const struct signs_scene *scene,
                const struct rep_result *rep, struct sign_found out[SIGN_COUNT]);

/* A movement came back to rest without becoming a repetition, after this share of the way to the
 * target: withdrawn where it was an early one, short where it was nearly there. */
int signs_turned_back(struct signs_state *state, const struct signs_scene *scene, float share,
                      float range, struct sign_found out[SIGN_COUNT]);

/* One pose at rest or on the way, between repetitions, that saw the target; start is the target
 * signal's value at rest. A movement that turned back before it could become a repetition is
 * withdrawn too. */
int signs_idle(struct signs_state *state, const struct signs_scene *scene, int64_t t_us,
               float target, float start, struct sign_found out[SIGN_COUNT]);

/* One pose of a set, for lean and hands: as signs_watch_body. Shift and support are told as
 * they happen: a repetition that is stopped has them too. A shift may outlast repetitions, and is
 * told once. */
int signs_see(struct signs_state *state, const struct signs_scene *scene,
              const struct features *features, const struct feature_state *feature_state,
              const struct pose *pose, float min_confidence, bool in_repetition,
              struct sign_found out[SIGN_COUNT]);

/* After the ones above: the signs to ask about pain for, as guarding_bit; 0: none. Two in one
 * repetition, or one in two of three; jerkiness alone never; once a set. */
unsigned signs_alert(struct signs_state *state);

/* An answer about pain. One unlike that to the alert lets the set alert again. */
void signs_hear_pain(struct signs_state *state, int32_t nrs);

/* What was known and what this session adds to it. */
struct baseline signs_baseline(const struct signs_state *state, const struct signs_scene *scene);

#endif
