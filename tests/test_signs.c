/* Guarding signs by hand-made values: at, below and above each threshold; when they ask about pain;
 * what is learnt. */
#include "sample.h"
#include "signs_sample.h"

#include <criterion/criterion.h>

struct bench {
    struct exercise exercise;
    struct baseline known[PLAN_SIDES];
    struct signs_state state;
    struct signs_scene scene;
    struct sign_found found[SIGN_COUNT];
    int count;
};

static void set_up(struct bench *bench)
{
    *bench = (struct bench){.exercise = sample_squat()};
    bench->exercise.guarding = guarding_default();
    bench->known[SIDE_NONE] = usual(60);
    bench->scene = (struct signs_scene){&bench->exercise, bench->known, SIDE_NONE};
}

/* As usual in everything. */
static struct rep_result clean_rep(void)
{
    struct rep_result rep = {.index = 1, .score = 100, .judged = 1, .seen = 1};
    rep.range_seen = rep.pauses_seen = rep.sparc_seen = true;
    rep.range = 60;
    rep.move_s = rep.return_s = 2;
    rep.sparc = -2;
    return rep;
}

/* The signs of a repetition, as bits. */
static unsigned judge(struct bench *bench, struct rep_result rep)
{
    unsigned signs = 0;
    bench->count = signs_judge(&bench->state, &bench->scene, &rep, bench->found);
    for (int i = 0; i < bench->count; i++)
        signs |= guarding_bit(bench->found[i].sign);
    return signs;
}

Test(signs, each_measure_at_its_threshold)
{
    struct row {
        const char *name;
        float range, move_s, return_s, hesitation_s, sparc;
        unsigned signs;
    } rows[] = {
        {"as usual", 60, 2, 2, 0, -2, 0},
        {"four fifths, but for a hair", 49.3f, 2, 2, 0, -2, 0},
        {"four fifths, as measured", 49.1f, 2, 2, 0, -2, guarding_bit(SIGN_REDUCED_RANGE)},
        {"further than usual", 90, 2, 3, 0, -2, 0},
        {"nearly 1.4 times as long", 60, 2.79f, 2, 0, -2, 0},
        {"1.4 times as long", 60, 2.81f, 2, 0, -2, guarding_bit(SIGN_SLOWING)},
        {"quick", 60, 1, 2, 0, -2, 0},
        {"stands for a moment", 60, 2, 2, 0.39f, -2, 0},
        {"stands for 0.4 s", 60, 2, 2, 0.41f, -2, guarding_bit(SIGN_HESITATION)},
        {"a little less smooth", 60, 2, 2, 0, -2.95f, 0},
        {"jerky", 60, 2, 2, 0, -3.05f, guarding_bit(SIGN_JERKINESS)},
        {"jerky at two fifths more time", 60, 2.79f, 2, 0, -3.05f, guarding_bit(SIGN_JERKINESS)},
        {"no more comparable: another tempo", 60, 2.85f, 2, 0, -4, guarding_bit(SIGN_SLOWING)},
        {"far smoother is no sign", 60, 2, 2, 0, -0.5f, 0},
        {"nearly twice as fast back", 60, 2, 1.01f, 0, -2, 0},
        {"twice as fast back", 60, 2, 0.99f, 0, -2, guarding_bit(SIGN_WITHDRAWAL)},
        {"half as far in half the time", 49.5f, 2, 1.01f, 0, -2, 0},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct bench bench;
        struct rep_result rep = clean_rep();
        set_up(&bench);
        rep.range = rows[i].range;
        rep.move_s = rows[i].move_s;
        rep.return_s = rows[i].return_s;
        rep.pauses.hesitation_s = rows[i].hesitation_s;
        rep.sparc = rows[i].sparc;
        struct rep_result before = rep;
        cr_expect_eq(judge(&bench, rep), rows[i].signs, "%s", rows[i].name);
        cr_expect_eq(before.score, rep.score, "a sign never costs a point");
    }
}

Test(signs, a_small_way_needs_ten_degrees)
{
    struct bench bench;
    set_up(&bench);
    bench.known[SIDE_NONE] = usual(30);
    struct rep_result rep = clean_rep();
    rep.range = 20.7f; /* two thirds */
    cr_expect_eq(judge(&bench, rep), 0);
    rep.range = 20.5f; /* as measured, 2 % nearer than ten degrees */
    cr_expect_eq(judge(&bench, rep), guarding_bit(SIGN_REDUCED_RANGE));
    bench.exercise.target.signal.kind = FEATURE_KNEE_GAP; /* no angle: the share alone */
    bench.known[SIDE_NONE] = usual(0.5f);
    rep.range = 0.415f;
    cr_expect_eq(judge(&bench, rep), 0);
    rep.range = 0.405f;
    cr_expect_eq(judge(&bench, rep), guarding_bit(SIGN_REDUCED_RANGE));
}

Test(signs, what_varies_anyway_is_no_sign)
{
    struct bench bench;
    set_up(&bench);
    struct rep_result rep = clean_rep();
    rep.move_s = 3.2f;
    bench.known[SIDE_NONE].of[BASELINE_MOVE_S].spread = 0.8f; /* this person's own */
    cr_expect_eq(judge(&bench, rep), 0);
    bench.known[SIDE_NONE].of[BASELINE_MOVE_S].spread = 0.2f;
    cr_expect_eq(judge(&bench, rep), guarding_bit(SIGN_SLOWING));
}

Test(signs, what_is_not_seen_or_not_listed_is_none)
{
    struct bench bench;
    struct rep_result bad = clean_rep();
    set_up(&bench);
    bad.range = 10;
    bad.move_s = 2.4f;
    bad.return_s = 0.2f;
    bad.pauses.hesitation_s = 2;
    bad.sparc = -9;
    cr_expect_eq(judge(&bench, bad), guarding_bit(SIGN_REDUCED_RANGE) |
                                         guarding_bit(SIGN_HESITATION) |
                                         guarding_bit(SIGN_JERKINESS));
    struct rep_result unseen = bad;
    unseen.range_seen = unseen.pauses_seen = unseen.sparc_seen = false;
    unseen.return_s = 0;
    cr_expect_eq(judge(&bench, unseen), 0);
    unseen.guided = true;
    cr_expect_eq(judge(&bench, unseen), 0);
    bench.exercise.guarding.signs = guarding_bit(SIGN_HESITATION);
    cr_expect_eq(judge(&bench, bad), guarding_bit(SIGN_HESITATION));
    bench.exercise.guarding.signs = 0;
    cr_expect_eq(judge(&bench, bad), 0);
}

Test(signs, turning_back)
{
    struct bench bench;
    set_up(&bench);
    cr_expect_eq(signs_turned_back(&bench.state, &bench.scene, 0.69f, 41, bench.found), 1);
    cr_expect_eq(bench.found[0].sign, SIGN_WITHDRAWAL);
    cr_expect_float_eq(bench.found[0].limit, 0.7f, 1e-6);
    cr_expect_eq(signs_turned_back(&bench.state, &bench.scene, 0.71f, 43, bench.found), 1);
    cr_expect_eq(bench.found[0].sign, SIGN_REDUCED_RANGE, "nearly there: it was only smaller");
    cr_expect_eq(signs_turned_back(&bench.state, &bench.scene, 0.95f, 57, bench.found), 0);
    bench.exercise.guarding.signs &= ~guarding_bit(SIGN_WITHDRAWAL);
    cr_expect_eq(signs_turned_back(&bench.state, &bench.scene, 0.3f, 18, bench.found), 0);
}

/* Goes that far and back within seconds, at 30 poses a second; how many signs. */
static int peek(struct bench *bench, int64_t *t_us, float share, float seconds)
{
    int signs = 0, poses = (int)(seconds * 30);
    for (int i = 0; i < poses + 30; i++) {
        float u = i < poses ? 1 - abs_float(2 * (float)i / (float)poses - 1) : 0;
        *t_us += 33333;
        signs += signs_idle(&bench->state, &bench->scene, *t_us, 50 * share * u, 0, bench->found);
    }
    return signs;
}

Test(signs, turning_back_before_it_was_a_repetition)
{
    struct bench bench;
    int64_t t_us = 0;
    set_up(&bench);
    cr_expect_eq(peek(&bench, &t_us, 0, 1), 0);
    cr_expect_eq(peek(&bench, &t_us, 0.25f, 3), 0, "fidgeting");
    cr_expect_eq(peek(&bench, &t_us, 0.6f, 3), 1);
    cr_expect_eq(bench.found[0].sign, SIGN_WITHDRAWAL);
    bench.exercise.phase.min_move_s = 2;
    cr_expect_eq(peek(&bench, &t_us, 0.6f, 1), 0, "too short to be a movement");
    bench.exercise.guarding.signs = 0;
    cr_expect_eq(peek(&bench, &t_us, 0.6f, 3), 0);
}

Test(signs, asymmetry_needs_two_sessions)
{
    const struct {
        float before, now;
        bool sign;
    } rows[] = {{52, 52, false}, {52, 40, false}, {40, 52, false}, {40, 40, true}, {49, 49, true}};
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct bench bench;
        set_up(&bench);
        bench.exercise.guarding.signs = guarding_bit(SIGN_ASYMMETRY);
        bench.known[SIDE_LEFT] = usual(60);
        bench.known[SIDE_RIGHT] = usual(rows[i].before);
        struct rep_result rep = clean_rep();
        for (int k = 0; k < 3; k++) {
            bench.scene.side = SIDE_LEFT;
            rep.range = 60;
            cr_expect_eq(judge(&bench, rep), 0, "the larger side");
            bench.scene.side = SIDE_RIGHT;
            rep.range = rows[i].now;
            bool told = judge(&bench, rep) != 0;
            cr_expect_eq(told, rows[i].sign && k > 0, "row %zu, the %dth", i, k + 1);
        }
        bench.known[SIDE_RIGHT].of[BASELINE_RANGE].count = 0;
        cr_expect_eq(judge(&bench, rep), 0, "nothing is known from before");
    }
}

/* A body upright from the front, leaning: poses for so long, and the signs told. */
static int lean(struct bench *bench, int64_t *t_us, float deg, float seconds, bool seen)
{
    struct feature_state state = {0};
    struct pose pose = {0};
    int signs = 0;
    for (int i = 0; i < (int)(seconds * 30); i++) {
        struct features features = {.t_us = *t_us += 33333};
        features.value[2 * FEATURE_LATERAL_LEAN] = deg;
        features.valid = seen ? 1ull << (2 * FEATURE_LATERAL_LEAN) : 0;
        signs += signs_see(&bench->state, &bench->scene, &features, &state, &pose, 0.5f, true,
                           bench->found);
    }
    return signs;
}

Test(signs, a_lean_that_stays)
{
    struct bench bench;
    int64_t t_us = 0;
    set_up(&bench); /* one degree is usual */
    cr_expect_eq(lean(&bench, &t_us, 1, 3, true), 0);
    cr_expect_eq(lean(&bench, &t_us, 5.8f, 6, true), 0, "less than 5 degrees off");
    cr_expect_eq(lean(&bench, &t_us, 8, 1.8f, true), 0, "too short");
    cr_expect_eq(lean(&bench, &t_us, 1, 3, true), 0);
    cr_expect_eq(lean(&bench, &t_us, -8, 6, true), 1, "once while it lasts");
    cr_expect_eq(bench.found[0].sign, SIGN_SHIFT);
    cr_expect_eq(lean(&bench, &t_us, 1, 3, true), 0);
    cr_expect_eq(lean(&bench, &t_us, 8, 3, true), 1);
    set_up(&bench);
    cr_expect_eq(lean(&bench, &t_us, 8, 6, false), 0, "not seen");
    bench.known[SIDE_NONE].of[BASELINE_LEAN].count = 0;
    cr_expect_eq(lean(&bench, &t_us, 8, 6, true), 0, "nothing is usual yet");
    set_up(&bench);
    cr_expect_eq(lean(&bench, &t_us, 8, 1.2f, true), 0);
    t_us += 1500000; /* nobody looked */
    cr_expect_eq(lean(&bench, &t_us, 8, 1.2f, true), 0, "a gap was not watched");
}

/* A hand so many trunk lengths from the thigh, in every `every`th pose seen. */
static int touch(struct bench *bench, int64_t *t_us, float apart, float seconds, int every)
{
    struct feature_state state = {0};
    struct pose pose = {.present = true};
    int signs = 0;
    state.limb_length[LIMB_TRUNK] = 0.3f;
    state.joint_y[JOINT_LEFT_HIP].value = 0.5f;
    state.joint_y[JOINT_LEFT_KNEE].value = 0.8f;
    state.joint_y[JOINT_LEFT_WRIST].value = 0.6f;
    state.joint_x[JOINT_LEFT_WRIST].value = 0.3f * apart;
    for (int i = 0; i < (int)(seconds * 30); i++) {
        struct features features = {.t_us = *t_us += 33333};
        float sure = every > 0 && i % every == 0 ? 0.9f : 0.0f;
        pose.joint[JOINT_LEFT_HIP].confidence = pose.joint[JOINT_LEFT_KNEE].confidence = 0.9f;
        pose.joint[JOINT_LEFT_WRIST].confidence = sure;
        signs += signs_see(&bench->state, &bench->scene, &features, &state, &pose, 0.5f, true,
                           bench->found);
    }
    return signs;
}

Test(signs, a_hand_that_rests_at_the_thigh)
{
    struct bench bench;
    int64_t t_us = 0;
    set_up(&bench);
    cr_expect_eq(touch(&bench, &t_us, 0.26f, 5, 1), 0, "near, but not so near");
    cr_expect_eq(touch(&bench, &t_us, 0.2f, 0.9f, 1), 0, "too short");
    cr_expect_eq(touch(&bench, &t_us, 0.5f, 1, 1), 0);
    cr_expect_eq(touch(&bench, &t_us, 0.2f, 1.2f, 1), 1);
    cr_expect_eq(bench.found[0].sign, SIGN_SUPPORT);
    set_up(&bench);
    cr_expect_eq(touch(&bench, &t_us, 0.2f, 1.2f, 3), 1, "seen now and then is seen");
    set_up(&bench);
    cr_expect_eq(touch(&bench, &t_us, 0.2f, 5, 0), 0, "never seen");
    bench.known[SIDE_NONE].of[BASELINE_SUPPORT_S].mean = 3; /* it always does */
    cr_expect_eq(touch(&bench, &t_us, 0.2f, 3, 1), 0, "a habit");
}

/* ---- when to ask ---- */

enum {
    NONE = 0,
    RANGE = 1 << SIGN_REDUCED_RANGE,
    SLOW = 1 << SIGN_SLOWING,
    STILL = 1 << SIGN_HESITATION,
    JERK = 1 << SIGN_JERKINESS
};

/* A repetition with these signs; true when it raises the alert. */
static bool raise(struct bench *bench, unsigned signs)
{
    struct rep_result rep = clean_rep();
    rep.range = signs & RANGE ? 30 : 60;
    rep.move_s = signs & SLOW ? 4 : 2;
    rep.return_s = signs & RANGE ? 1 : 2;
    rep.pauses.hesitation_s = signs & STILL ? 1.0f : 0;
    rep.sparc = signs & JERK ? -4 : -2;
    cr_assert_eq(judge(bench, rep), signs);
    return signs_alert(&bench->state) != 0;
}

Test(signs, two_in_one_or_one_in_two_of_three)
{
    const struct {
        unsigned signs[5];
        int at; /* repetition that raises the alert, from 1; 0: none */
    } rows[] = {
        {{NONE, NONE, NONE, NONE, NONE}, 0},
        {{SLOW, NONE, NONE, SLOW, NONE}, 0},
        {{SLOW, NONE, SLOW, NONE, NONE}, 3},
        {{SLOW, SLOW, NONE, NONE, NONE}, 2},
        {{STILL, RANGE, NONE, NONE, NONE}, 2},
        {{NONE, SLOW | STILL, NONE, NONE, NONE}, 2},
        {{RANGE | JERK, NONE, NONE, NONE, NONE}, 1},
        {{JERK, JERK, JERK, JERK, JERK}, 0},
        {{JERK, SLOW, JERK, NONE, NONE}, 0},
        {{SLOW, JERK, SLOW, NONE, NONE}, 3},
        {{SLOW, SLOW, SLOW, SLOW | STILL, RANGE | STILL}, 2},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct bench bench;
        set_up(&bench);
        signs_begin_set(&bench.state);
        for (int k = 0; k < 5; k++)
            cr_expect_eq(raise(&bench, rows[i].signs[k]), rows[i].at == k + 1,
                         "row %zu, repetition %d", i, k + 1);
    }
}

Test(signs, once_a_set_unless_the_pain_changes)
{
    struct bench bench;
    set_up(&bench);
    cr_expect(raise(&bench, SLOW | STILL));
    signs_hear_pain(&bench.state, 2);
    cr_expect_not(raise(&bench, SLOW | STILL), "asked already");
    signs_hear_pain(&bench.state, 2);
    cr_expect_not(raise(&bench, SLOW | STILL), "and it is the same");
    signs_hear_pain(&bench.state, 4);
    cr_expect(raise(&bench, SLOW | STILL), "it changed");
    signs_begin_set(&bench.state);
    cr_expect(raise(&bench, SLOW | STILL), "another set");
}

/* ---- what is usual ---- */

Test(signs, practice_teaches_what_is_usual)
{
    struct bench bench;
    set_up(&bench);
    memset(bench.known, 0, sizeof bench.known);
    struct rep_result rep = clean_rep(), slow = clean_rep(), poor = clean_rep();
    slow.move_s = 4;
    poor.move_s = 9;
    poor.item_count = 1;
    poor.item[0] = (struct score_item){.rule = "trunk_lean", .seen = true, .points = 30};
    judge(&bench, rep);
    cr_expect_eq(judge(&bench, poor), 0, "poor form teaches nothing");
    rep.move_s = 2.2f;
    judge(&bench, rep);
    cr_expect_eq(signs_usual(&bench.state, &bench.scene).of[BASELINE_MOVE_S].count, 0);
    rep.move_s = 1.9f;
    cr_expect_eq(judge(&bench, rep), 0);
    struct baseline learnt = signs_usual(&bench.state, &bench.scene);
    cr_expect_eq(learnt.of[BASELINE_MOVE_S].count, 3);
    cr_expect_float_eq(learnt.of[BASELINE_MOVE_S].mean, 2, 1e-5, "the middle one");
    cr_expect_eq(judge(&bench, slow), guarding_bit(SIGN_SLOWING));
    learnt = signs_baseline(&bench.state, &bench.scene);
    cr_expect_eq(learnt.of[BASELINE_MOVE_S].count, 3, "what has a sign is not usual");
    cr_expect_eq(learnt.of[BASELINE_SUPPORT_S].count, 0, "no hand was seen");
    rep.move_s = 2.6f;
    for (int i = 0; i < 6; i++)
        cr_expect_eq(judge(&bench, rep), 0);
    cr_expect_float_eq(signs_usual(&bench.state, &bench.scene).of[BASELINE_MOVE_S].mean, 2.4f, 1e-5,
                       "only practice counts today");
    cr_expect_eq(signs_baseline(&bench.state, &bench.scene).of[BASELINE_MOVE_S].count, 9,
                 "but all of it from tomorrow on");
}

Test(signs, a_baseline_is_robust_and_follows_the_person)
{
    const float odd[] = {2, 2.1f, 9, 1.9f, 2};
    struct baseline_figure figure = baseline_learn(odd, 5);
    cr_expect_float_eq(figure.mean, 2, 1e-5);
    cr_expect_float_eq(figure.spread, 1.4826f * 0.1f, 1e-3);
    cr_expect_eq(baseline_learn(odd, 0).count, 0);
    struct baseline_figure old = {2, 0.1f, 30}, fresh = {4, 0.1f, 10};
    struct baseline_figure both = baseline_merge(old, fresh);
    cr_expect_eq(both.count, BASELINE_MOST);
    cr_expect_float_eq(both.mean, (20 * 2 + 10 * 4) / 30.0, 1e-5);
    cr_expect(both.spread > 0.9f && both.spread < 1);
    cr_expect_eq(baseline_merge(old, (struct baseline_figure){0}).count, 30);
    cr_expect_float_eq(baseline_merge((struct baseline_figure){0}, fresh).mean, 4, 1e-6);
    for (int i = 0; i < 20; i++)
        old = baseline_merge(old, fresh);
    cr_expect_float_eq(old.mean, 4, 0.01);
    cr_expect_eq(old.count, BASELINE_MOST);
}

Test(signs, a_plan_carries_baselines)
{
    struct plan *plan = sample_plan(), *back = calloc(1, sizeof *back);
    struct error err;
    char *empty = plan_text(plan);
    cr_assert(empty && back);
    cr_expect_null(strstr(empty, "baselines"), "nothing known is nothing written");
    cr_expect_null(strstr(empty, "guarding"));
    cr_expect_null(strstr(empty, "unattended"));
    plan->step[0].guarding = guarding_default();
    plan->baseline[0][SIDE_NONE] = usual(60);
    plan->baseline[0][SIDE_RIGHT].of[BASELINE_SPARC] = (struct baseline_figure){-2.3f, 0.1f, 4};
    plan->unattended = true;
    char *text = plan_text(plan);
    cr_assert(plan_parse(text, "plan", back, &err), "%s", err.text);
    char *again = plan_text(back);
    cr_expect_str_eq(text, again);
    cr_expect(back->unattended);
    cr_expect_eq(back->baseline[0][SIDE_RIGHT].of[BASELINE_SPARC].count, 4);
    cr_expect_float_eq(back->baseline[0][SIDE_NONE].of[BASELINE_RANGE].mean, 60, 1e-6);
    cr_expect_neq(plan_hash(plan), hash_bytes(HASH_START, empty, strlen(empty)));
    free(text);
    free(again);
    free(empty);
    free(plan);
    free(back);
}
