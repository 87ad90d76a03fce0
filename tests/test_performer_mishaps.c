/* What comes between the person and the camera: it comes as said, by the seed, and the truth tells
 * of it; and a person who turns round. */
#include "stage.h"

#include "session/gauge.h"

/* Two sessions alike but for the mishaps, before any cue, so that both stand the same. */
struct pair {
    struct scene clean, upset;
};

static void pair_open(struct pair *pair, uint32_t mishaps)
{
    struct performer_options options = quiet_options();
    stage_open(&pair->clean, options);
    options.mishaps = mishaps;
    stage_open(&pair->upset, options);
}

static void pair_step(struct pair *pair, struct pose *clean, struct pose *upset)
{
    struct input a, b;
    pair->clean.source.next(pair->clean.source.self, &a, NULL);
    pair->upset.source.next(pair->upset.source.self, &b, NULL);
    *clean = a.u.pose;
    *upset = b.u.pose;
}

static void pair_close(struct pair *pair)
{
    stage_close(&pair->clean);
    stage_close(&pair->upset);
}

static double apart(const struct pose *a, int joint, const struct pose *b, int other)
{
    return hypot((double)a->joint[joint].x - (double)b->joint[other].x,
                 (double)a->joint[joint].y - (double)b->joint[other].y);
}

/* How many frames in a row a mishap of these lengths may take at 30 a second. */
static void check_runs(const bool *on, int frames, int least, int most)
{
    int run = 0, runs = 0;
    for (int i = 0; i < frames; i++) {
        run = on[i] ? run + 1 : 0;
        bool ends = run > 0 && i + 1 < frames && !on[i + 1];
        runs += ends;
        cr_assert(!ends || (run >= least && run <= most), "%d frames in a row", run);
    }
    cr_assert(runs >= 5 && runs < 40, "%d times in a minute and a half", runs);
}

enum { FRAMES = 2700 };

Test(performer_mishaps, the_tracker_swaps_sides_for_some_frames)
{
    struct pair pair;
    struct pose clean, upset;
    static bool on[FRAMES];
    pair_open(&pair, MISHAP_SWAP);
    for (int i = 0; i < FRAMES; i++) {
        pair_step(&pair, &clean, &upset);
        on[i] = apart(&upset, JOINT_LEFT_HIP, &clean, JOINT_LEFT_HIP) > 1e-6;
        int shift = on[i] ? 1 : 0;
        cr_assert_lt(apart(&upset, JOINT_LEFT_KNEE, &clean, JOINT_LEFT_KNEE + shift), 1e-6);
        cr_assert_lt(apart(&upset, JOINT_RIGHT_WRIST, &clean, JOINT_RIGHT_WRIST - shift), 1e-6);
        cr_assert_lt(apart(&upset, JOINT_NECK, &clean, JOINT_NECK), 1e-6);
    }
    check_runs(on, FRAMES, 2, 11);
    pair_close(&pair);
}

Test(performer_mishaps, the_tracker_follows_somebody_beside)
{
    struct pair pair;
    struct pose clean, upset;
    static bool on[FRAMES];
    pair_open(&pair, MISHAP_STRANGER);
    for (int i = 0; i < FRAMES; i++) {
        pair_step(&pair, &clean, &upset);
        double aside = apart(&upset, JOINT_LEFT_ANKLE, &clean, JOINT_LEFT_ANKLE);
        on[i] = aside > 1e-6;
        cr_assert(!on[i] || (aside > 0.4 && aside < 0.5), "%.3f", aside);
    }
    check_runs(on, FRAMES, 4, 25);
    pair_close(&pair);
}

Test(performer_mishaps, the_person_drifts_slowly)
{
    struct pair pair;
    struct pose clean, upset, before = {0};
    double left = 0, right = 0, small = 1, tall = 1;
    pair_open(&pair, MISHAP_DRIFT);
    for (int i = 0; i < FRAMES; i++) {
        pair_step(&pair, &clean, &upset);
        double aside =
            (double)upset.joint[JOINT_LEFT_ANKLE].x - (double)clean.joint[JOINT_LEFT_ANKLE].x;
        double size = apart(&upset, JOINT_LEFT_HIP, &upset, JOINT_NECK) /
                      apart(&clean, JOINT_LEFT_HIP, &clean, JOINT_NECK);
        left = fmin(left, aside);
        right = fmax(right, aside);
        small = fmin(small, size);
        tall = fmax(tall, size);
        if (i > 0)
            cr_assert_lt(apart(&upset, JOINT_NECK, &before, JOINT_NECK), 0.003, "no jump");
        before = upset;
    }
    cr_assert(left < -0.06 && right > 0.06, "%.3f to %.3f", left, right);
    cr_assert(small < 0.95 && tall > 1.05, "%.3f to %.3f", small, tall);
    pair_close(&pair);
}

Test(performer_mishaps, the_frame_rate_changes_within_a_session)
{
    struct performer_options options = quiet_options();
    struct scene stage;
    options.mishaps = MISHAP_RATE;
    stage_open(&stage, options);
    int64_t before_us = 0, spent_us[4] = {0};
    while (stage_step(&stage)) {
        int64_t gap_us = stage.input.t_us - before_us, thirds = (gap_us + 16000) / 33333;
        cr_assert(thirds >= 1 && thirds <= 3 && llabs(gap_us - thirds * 100000 / 3) <= 2, "%d us",
                  (int)gap_us);
        spent_us[thirds] += gap_us;
        before_us = stage.input.t_us;
    }
    for (int i = 1; i <= 3; i++)
        cr_assert_gt(spent_us[i], 15 * 1000000);
    cr_assert_eq(stage.listener.all_reps, 16, "and nothing else does");
    const struct performer_rep *rep;
    int count = performer_truth(stage.performer, &rep), told = 0;
    for (int i = 0; i < count; i++)
        told += (rep[i].mishaps & MISHAP_RATE) != 0;
    cr_assert(told > 4 && told <= 16);
    stage_close(&stage);
}

Test(performer_mishaps, joints_are_hidden_for_a_while_and_the_truth_says_so)
{
    const uint32_t legs = 1u << JOINT_LEFT_ANKLE | 1u << JOINT_RIGHT_KNEE;
    struct performer_options options = quiet_options();
    struct scene stage;
    options.mishaps = MISHAP_OCCLUSION;
    options.occluded = legs;
    stage_open(&stage, options);
    static bool on[FRAMES], was_on[64];
    int frames = 0;
    while (stage_step(&stage)) {
        const struct landmark *at = stage.input.u.pose.joint;
        bool hidden = at[JOINT_LEFT_ANKLE].confidence <= 0;
        for (int joint = 0; joint < JOINT_COUNT; joint++)
            cr_assert_eq(at[joint].confidence <= 0, hidden && (legs >> joint & 1u));
        if (frames < FRAMES)
            on[frames++] = hidden;
        const struct performer_rep *rep;
        int count = performer_truth(stage.performer, &rep);
        if (count > 0 && count <= 64 && rep[count - 1].end_us == 0)
            was_on[count - 1] = was_on[count - 1] || hidden;
    }
    const struct performer_rep *rep;
    int count = performer_truth(stage.performer, &rep), told = 0;
    for (int i = 0; i < count && i < 64; i++) {
        cr_assert_eq(rep[i].mishaps, was_on[i] ? MISHAP_OCCLUSION : 0, "repetition %d", i);
        told += was_on[i];
    }
    cr_assert_gt(told, 3);
    check_runs(on, frames, 8, 46);
    stage_close(&stage);
}

static uint64_t hash_of(uint32_t mishaps, uint64_t seed)
{
    struct performer_options options = performer_options_default();
    options.mishaps = mishaps;
    options.seed = seed;
    struct scene stage;
    stage_open(&stage, options);
    uint64_t hash = HASH_START;
    for (int i = 0; i < FRAMES; i++) {
        stage.source.next(stage.source.self, &stage.input, NULL);
        hash = hash_bytes(hash, &stage.input.t_us, sizeof stage.input.t_us);
        hash = hash_bytes(hash, stage.input.u.pose.joint, sizeof stage.input.u.pose.joint);
    }
    stage_close(&stage);
    return hash;
}

Test(performer_mishaps, each_seed_has_its_own)
{
    cr_assert_eq(hash_of(MISHAP_ALL, 1), hash_of(MISHAP_ALL, 1));
    cr_assert_neq(hash_of(MISHAP_ALL, 1), hash_of(MISHAP_ALL, 2));
    for (unsigned kind = 1; kind < MISHAP_ALL; kind *= 2) {
        cr_assert_neq(hash_of(kind, 1), hash_of(0, 1), "%s", mishap_name((enum mishap)kind));
        cr_assert_str_neq(mishap_name((enum mishap)kind), "none");
    }
}

/* ---- turning round ---- */

static void tell_set(struct scene *stage, enum body_side side)
{
    struct event event = {.type = EVENT_SET_STARTED, .set = 1, .side = side, .u.step = {3, 1}};
    struct sink person = performer_sink(stage->performer);
    person.event(person.self, &event);
}

/* Until the person stands in place; no joint jumps on the way. */
static struct pose settled(struct scene *stage)
{
    struct pose before = {0};
    for (int frame = 0; frame < 100; frame++) {
        stage->source.next(stage->source.self, &stage->input, NULL);
        for (int joint = 0; joint < JOINT_COUNT && frame > 0; joint++)
            cr_assert_lt(apart(&stage->input.u.pose, joint, &before, joint), 0.05);
        before = stage->input.u.pose;
    }
    return before;
}

Test(performer_mishaps, turns_round_for_the_right_side_and_back)
{
    static const enum body_side sides[] = {SIDE_LEFT, SIDE_RIGHT, SIDE_LEFT};
    struct performer_options options = quiet_options();
    const struct signal near_knee = {FEATURE_KNEE_FLEXION, SIGNAL_NEAR};
    const struct signal own_knee = {FEATURE_KNEE_FLEXION, SIGNAL_ACTIVE};
    options.turns = true;
    struct scene stage;
    stage_open(&stage, options);
    stage.plan->step[0].sides = SIDES_EACH;
    stage.plan->step[0].target.signal.side = SIGNAL_ACTIVE;
    stage.plan->step[0].keyframe[0].knee_flexion[0] = 20; /* of the active one */
    for (size_t i = 0; i < ARRAY_LENGTH(sides); i++) {
        tell_set(&stage, sides[i]);
        struct pose pose = settled(&stage), now, rest;
        int active = sides[i] == SIDE_LEFT ? 0 : 1;
        const struct landmark *hip = &pose.joint[JOINT_LEFT_HIP];
        const struct landmark *knee = &pose.joint[JOINT_LEFT_KNEE];
        cr_assert_lt(hip[active].z, hip[1 - active].z, "the side asked for is near");
        cr_assert(knee[active].confidence > 0.9f && knee[1 - active].confidence < 0.8f);
        double toes = (double)pose.joint[JOINT_LEFT_TOE].x - (double)pose.joint[JOINT_LEFT_HEEL].x;
        cr_assert(active == 0 ? toes < 0 : toes > 0, "faces the other way");
        cr_assert(performer_looks(stage.performer, &now, &rest));
        double own, near;
        cr_assert(gauge_read(&now, &rest, VIEW_SIDE, own_knee, sides[i], &own));
        cr_assert(gauge_read(&now, &rest, VIEW_SIDE, near_knee, sides[i], &near));
        cr_assert_float_eq(own, 20, 0.01);
        cr_assert_float_eq(near, own, 1e-6);
    }
    stage_close(&stage);
}

Test(performer_mishaps, stays_as_it_is_unless_asked_to_turn)
{
    struct scene stage;
    stage_open(&stage, quiet_options());
    stage.plan->step[0].sides = SIDES_EACH;
    stage.plan->step[0].target.signal.side = SIGNAL_ACTIVE;
    tell_set(&stage, SIDE_RIGHT);
    struct pose pose = settled(&stage);
    cr_assert_lt(pose.joint[JOINT_LEFT_HIP].z, pose.joint[JOINT_RIGHT_HIP].z);
    stage_close(&stage);
}
