/* Plans: resolved, capped whatever was asked for, printed and read back to the same bytes. */
#include "plan/caps.h"
#include "plan/keyframe.h"
#include "plan/library.h"
#include "plan/limits.h"
#include "sample.h"

#include <criterion/criterion.h>
#include <math.h>

static uint64_t random_state;

static float random_share(void)
{
    random_state = random_state * 6364136223846793005ull + 1442695040888963407ull;
    return (float)(random_state >> 40) / 16777216.0f;
}

static float random_between(float low, float high)
{
    return low + (high - low) * random_share();
}

static int random_int(int low, int high)
{
    return low + (int)(random_share() * (float)(high - low + 1));
}

static struct signal random_signal(void)
{
    struct signal signal = {(enum feature_kind)random_int(0, FEATURE_KIND_COUNT - 1), SIGNAL_BOTH};
    if (feature_info(signal.kind)->sided)
        signal.side = (enum signal_side)random_int(0, SIGNAL_SIDE_COUNT - 1);
    return signal;
}

static void random_posture(struct keyframe *keyframe)
{
    keyframe->trunk_inclination = random_between(-180, 180);
    for (int i = 0; i < 2; i++) {
        keyframe->hip_flexion[i] = random_between(-180, 180);
        keyframe->knee_flexion[i] = random_between(-180, 180);
        keyframe->hip_abduction[i] = random_between(-180, 180);
        keyframe->elbow_flexion[i] = random_between(-180, 180);
    }
}

/* Anything that a table admits, and much that exercise_check would refuse. */
static struct exercise random_exercise(void)
{
    struct exercise exercise = sample_squat();
    exercise.kind = (enum exercise_kind)random_int(0, 1);
    exercise.sides = (enum exercise_sides)random_int(0, 1);
    exercise.fixed_range = random_int(0, 1);
    exercise.target.signal = random_signal();
    exercise.target.value = random_between(-180, 180);
    exercise.target.tolerance = random_between(0.01f, 90);
    exercise.target.hold_s = random_between(0, 60);
    exercise.phase.signal = random_signal();
    float way = random_share() < 0.5f ? 1.0f : -1.0f;
    exercise.phase.rest = random_between(-80, 80);
    exercise.phase.leave = exercise.phase.rest + way * random_between(0.01f, 40);
    exercise.phase.reach = exercise.phase.leave + way * random_between(0.01f, 60);
    exercise.fault_count = random_int(0, EXERCISE_MAX_FAULTS);
    for (int i = 0; i < exercise.fault_count; i++) {
        exercise.fault[i] = sample_squat().fault[0];
        exercise.fault[i].signal = random_share() < 0.5f ? exercise.target.signal : random_signal();
        exercise.fault[i].compare = (enum compare)random_int(0, 2);
        exercise.fault[i].limit = random_between(-500, 500);
    }
    exercise.limit_count = random_int(0, EXERCISE_MAX_LIMITS);
    for (int i = 0; i < exercise.limit_count; i++) {
        exercise.limit[i] = sample_squat().limit[0];
        exercise.limit[i].signal = random_signal();
        exercise.limit[i].quantity = (enum quantity)random_int(0, 1);
        exercise.limit[i].compare = (enum compare)random_int(0, 2);
        exercise.limit[i].warn = random_between(-500, 500);
        exercise.limit[i].stop = random_between(-500, 500);
    }
    random_posture(&exercise.keyframe[0]);
    random_posture(&exercise.keyframe[1]);
    return exercise;
}

static struct routine random_routine(void)
{
    struct routine routine = routine_of_exercise("sample_squat", "Random");
    routine.step_count = random_int(1, 4);
    for (int i = 0; i < routine.step_count; i++) {
        struct routine_step *step = &routine.step[i];
        *step = routine.step[0];
        step->sets = random_int(0, 1000);
        step->reps = random_int(0, 1000);
        step->rest_s = random_between(0, 10000);
        step->hold_s = random_share() < 0.3f ? NAN : random_between(0, 10000);
        step->target = random_share() < 0.3f ? NAN : random_between(-1000, 1000);
        step->side = (enum body_side)random_int(0, 2);
    }
    return routine;
}

static const struct exercise *find_it(void *self, const char *id)
{
    const struct exercise *exercise = self;
    return strcmp(exercise->id, id) == 0 ? exercise : NULL;
}

static void resolve(struct exercise *exercise, const struct routine *routine, float range_share,
                    struct plan *plan)
{
    struct profile profile = profile_default();
    struct feature_settings settings = feature_settings_default();
    struct error err;
    profile.range_share = range_share;
    cr_assert(plan_resolve(routine, (struct exercise_finder){find_it, exercise}, &profile,
                           &settings, plan, &err),
              "%s", err.text);
}

static void assert_within(float value, struct span cap, const char *what)
{
    cr_assert(value >= cap.low && value <= cap.high, "%s: %g not in %g..%g", what, (double)value,
              (double)cap.low, (double)cap.high);
}

static void assert_capped(const struct exercise *exercise)
{
    struct span target = caps_of_value(exercise->target.signal.kind);
    bool stretch = exercise->kind == EXERCISE_STRETCH;
    cr_assert(exercise->dosage.sets >= 1 && exercise->dosage.sets <= LIMIT_SETS);
    cr_assert(exercise->dosage.reps >= 1 && exercise->dosage.reps <= LIMIT_REPS);
    assert_within(exercise->dosage.rest_s, (struct span){LIMIT_REST_MIN_S, LIMIT_REST_MAX_S},
                  "rest");
    assert_within(exercise->target.hold_s,
                  (struct span){0, stretch ? LIMIT_HOLD_STRETCH_S : LIMIT_HOLD_STRENGTH_S}, "hold");
    assert_within(exercise->target.value - exercise->target.tolerance,
                  (struct span){target.low - 1e-4f, target.high}, "low end of the band");
    assert_within(exercise->target.value + exercise->target.tolerance,
                  (struct span){target.low, target.high + 1e-4f}, "high end of the band");
    assert_within(exercise->phase.reach, caps_of_value(exercise->phase.signal.kind), "reach");
    for (int i = 0; i < exercise->limit_count; i++) {
        const struct limit_rule *limit = &exercise->limit[i];
        float most = limit->quantity == QUANTITY_RATE
                         ? (stretch ? LIMIT_RATE_STRETCH_DEG_S : LIMIT_RATE_STRENGTH_DEG_S)
                         : caps_of_value(limit->signal.kind).high;
        if (limit->compare != COMPARE_BELOW)
            cr_assert(limit->warn <= most && limit->stop <= most, "limit %d", i);
    }
    for (int frame = 0; frame < EXERCISE_KEYFRAMES; frame++)
        for (int i = 0; i < 2; i++) {
            const struct keyframe *at = &exercise->keyframe[frame];
            assert_within(at->hip_flexion[i], caps_of_value(FEATURE_HIP_FLEXION), "hip");
            assert_within(at->knee_flexion[i], caps_of_value(FEATURE_KNEE_FLEXION), "knee");
            assert_within(at->hip_abduction[i], caps_of_value(FEATURE_HIP_ABDUCTION), "abduction");
        }
}

static void assert_round_trip(const struct plan *plan)
{
    struct plan *back = malloc(sizeof *back);
    struct error err;
    char *text = plan_text(plan);
    cr_assert_not_null(text);
    cr_assert(plan_parse(text, "plan", back, &err), "%s", err.text);
    char *again = plan_text(back);
    cr_assert_str_eq(text, again);
    cr_assert_eq(plan_hash(plan), plan_hash(back));
    cr_assert_eq(plan_hash(plan), hash_bytes(HASH_START, text, strlen(text)));
    free(text);
    free(again);
    free(back);
}

/* The coach must be given the same bits by the plan and by its text. */
static void assert_same_bits(const struct exercise *a, const struct exercise *b)
{
    cr_assert(memcmp(&a->phase, &b->phase, sizeof a->phase) == 0);
    cr_assert(memcmp(&a->target, &b->target, sizeof a->target) == 0);
    cr_assert(memcmp(&a->keyframe, &b->keyframe, sizeof a->keyframe) == 0);
    for (int i = 0; i < a->limit_count; i++)
        cr_assert(memcmp(&a->limit[i].warn, &b->limit[i].warn, sizeof a->limit[i].warn) == 0);
}

Test(plan, nothing_that_is_asked_for_exceeds_a_cap)
{
    struct plan *plan = malloc(sizeof *plan), *back = malloc(sizeof *back);
    for (int round = 0; round < 3000; round++) {
        random_state = (uint64_t)round;
        struct exercise exercise = random_exercise();
        struct routine routine = random_routine();
        resolve(&exercise, &routine, random_between(-1, 3), plan);
        for (int i = 0; i < plan->step_count; i++)
            assert_capped(&plan->step[i]);
        assert_round_trip(plan);
        char *text = plan_text(plan);
        cr_assert(plan_parse(text, "plan", back, NULL));
        for (int i = 0; i < plan->step_count; i++)
            assert_same_bits(&plan->step[i], &back->step[i]);
        free(text);
    }
    free(plan);
    free(back);
}

Test(plan, resolving_is_pure)
{
    struct plan *one = malloc(sizeof *one), *two = malloc(sizeof *two);
    struct exercise exercise = sample_squat();
    struct routine routine = routine_of_exercise("sample_squat", "x");
    resolve(&exercise, &routine, 0.7f, one);
    resolve(&exercise, &routine, 0.7f, two);
    cr_assert_eq(plan_hash(one), plan_hash(two));
    resolve(&exercise, &routine, 0.71f, two);
    cr_assert_neq(plan_hash(one), plan_hash(two));
    free(one);
    free(two);
}

Test(plan, an_exercise_without_overrides_is_left_as_it_is)
{
    struct plan *plan = malloc(sizeof *plan);
    struct exercise exercise = sample_squat();
    struct routine routine = routine_of_exercise("sample_squat", "x");
    resolve(&exercise, &routine, 1, plan);
    assert_same_bits(&exercise, &plan->step[0]);
    cr_assert_eq(plan->step[0].dosage.reps, exercise.dosage.reps);
    free(plan);
}

Test(plan, overrides_replace_the_dosage)
{
    struct plan *plan = malloc(sizeof *plan);
    struct exercise exercise = sample_squat();
    struct routine routine = routine_of_exercise("sample_squat", "x");
    routine.step[0].sets = 4;
    routine.step[0].reps = 9;
    routine.step[0].rest_s = 33;
    routine.step[0].hold_s = 5;
    resolve(&exercise, &routine, 1, plan);
    cr_assert_eq(plan->step[0].dosage.sets, 4);
    cr_assert_eq(plan->step[0].dosage.reps, 9);
    cr_assert_float_eq(plan->step[0].dosage.rest_s, 33, 0);
    cr_assert_float_eq(plan->step[0].target.hold_s, 5, 0);
    free(plan);
}

/* The target, what counts, the fault of going too deep and the figure move together. */
Test(plan, a_smaller_range_moves_everything_with_it)
{
    struct plan *plan = malloc(sizeof *plan);
    struct exercise exercise = sample_squat();
    exercise.fault[0].signal = exercise.target.signal;
    exercise.fault[0].limit = 60;
    exercise.phase.leave = 0.95f;
    exercise.phase.reach = 0.92f; /* the posture comes to 0.89 */
    struct routine routine = routine_of_exercise("sample_squat", "x");
    for (float share = 0.3f; share < 0.95f; share += 0.1f) {
        resolve(&exercise, &routine, share, plan);
        const struct exercise *step = &plan->step[0];
        float reached, rested;
        cr_assert_float_eq(step->target.value, 50 * share, 1e-3);
        cr_assert_float_eq(step->keyframe[1].knee_flexion[0], 50 * share, 1e-3);
        cr_assert_float_eq(step->fault[0].limit, 60 - 50 * (1 - share), 1e-3);
        cr_assert(keyframe_signal(step, &step->keyframe[1], step->phase.signal, &reached));
        cr_assert(keyframe_signal(step, &step->keyframe[0], step->phase.signal, &rested));
        cr_assert_lt(reached, step->phase.reach, "share %g is never counted", (double)share);
        cr_assert_lt(step->phase.reach, step->phase.leave);
        cr_assert_lt(step->phase.leave, step->phase.rest);
        cr_assert_lt(step->phase.rest, rested);
    }
    exercise.fixed_range = true;
    resolve(&exercise, &routine, 0.5f, plan);
    cr_assert_float_eq(plan->step[0].target.value, 50, 0);
    free(plan);
}

Test(plan, an_unknown_exercise_is_told_with_its_line)
{
    struct plan *plan = malloc(sizeof *plan);
    struct exercise exercise = sample_squat();
    struct profile profile = profile_default();
    struct feature_settings settings = feature_settings_default();
    struct routine routine = routine_of_exercise("nothing", "x");
    struct error err;
    routine.step[0].line = 7;
    cr_assert_not(plan_resolve(&routine, (struct exercise_finder){find_it, &exercise}, &profile,
                               &settings, plan, &err));
    cr_assert_str_eq(err.text, "nothing:7: step 1: exercise \"nothing\" is not known");
    free(plan);
}

Test(plan, damaged_text_is_refused_with_a_line)
{
    struct plan *plan = sample_plan(), *back = malloc(sizeof *back);
    struct error err;
    char *text = plan_text(plan);
    char *at = strstr(text, "tolerance=");
    cr_assert_not_null(at);
    at[0] = 'x';
    cr_assert_not(plan_parse(text, "plan", back, &err));
    cr_assert_not_null(strstr(err.text, "plan:"));
    cr_assert_not_null(strstr(err.text, "xolerance"), "%s", err.text);
    for (size_t cut = 0; cut + 2 < strlen(text); cut += 7) {
        char *part = malloc(cut + 1);
        memcpy(part, text, cut);
        part[cut] = '\0';
        cr_expect_not(plan_parse(part, "plan", back, NULL), "cut at %zu", cut);
        free(part);
    }
    free(text);
    free(plan);
    free(back);
}

/* The numbers stand in two places: in the table, for people, and in the code, for who has no file.
 */
Test(plan, reading_table_and_code_have_the_same_defaults)
{
    struct cfg_problems problems = {0};
    struct feature_settings read, code = feature_settings_default();
    struct cfg_file *file = cfg_open_text("min_limb = 0.7;", "t", &problems);
    cr_assert(cfg_read(file, &feature_settings_table, &read, &problems));
    char *one = cfg_text(&feature_settings_table, &read);
    char *two = cfg_text(&feature_settings_table, &code);
    cr_assert_str_eq(one, two);
    cfg_close(file);
    free(one);
    free(two);
}

Test(plan, profile_table_and_code_have_the_same_defaults)
{
    struct cfg_problems problems = {0};
    struct profile read, code = profile_default();
    struct cfg_file *file = cfg_open_text("id = \"default\";", "t", &problems);
    cr_assert(cfg_read(file, &profile_table, &read, &problems));
    char *one = cfg_text(&profile_table, &read);
    char *two = cfg_text(&profile_table, &code);
    cr_assert_str_eq(one, two);
    cfg_close(file);
    free(one);
    free(two);
}
