/* Real recordings that nothing was tuned on: the figures that tests/test_real_*.c hold. */
#include "bench.h"

#include "../real_hips.h"
#include "../real_lean.h"
#include "../real_squats.h"

static void print_set(const struct real_set *set)
{
    printf("  %d repetitions, %d abandoned, scores %.0f to %.0f, seen %.2f or more, "
           "lost from sight %d times, turned away %d times\n",
           set->reps, set->abandoned, (double)set->lowest, (double)set->highest,
           (double)set->least_seen, set->lost, set->view);
}

static int print_squats(const char *folder, const struct plan *plan)
{
    static const struct {
        int every;
        double noise_px;
    } ways[] = {{1, 0}, {1, 1}, {3, 0}, {3, 1}};
    int faults = 0;
    printf("opencap_squat: joint angles of a person, poses by forward kinematics, mini_squat\n");
    for (size_t i = 0; i < ARRAY_LENGTH(ways); i++) {
        struct real_squat squat = real_measure_squat(folder, plan, ways[i].every, ways[i].noise_px);
        if (squat.rows <= 0) {
            printf("  skipped: no " REAL_MOT " in %s, or it is not of the expected form\n", folder);
            return squat.rows < 0;
        }
        printf("  %d rows, %.0f a second, noise %.0f px of 480:\n", squat.rows,
               100.0 / ways[i].every, ways[i].noise_px);
        printf("  knee as a round trip: mean absolute error %.2f deg, largest %.2f, "
               "lag %.2f s taken off, seen in %.0f %% of the rows\n",
               squat.knee_deg, squat.knee_most_deg, squat.lag_s, 100 * squat.seen);
        printf("  hip less lumbar extension against ours (no accuracy): %.2f deg\n", squat.hip_deg);
        print_set(&squat.set);
        faults += squat.set.reps != 5;
    }
    return faults > 0;
}

static int print_clip(const char *folder, const struct plan *plan)
{
    for (int mirrored = 0; mirrored < 2; mirrored++) {
        struct real_clip clip = real_measure_clip(folder, plan, mirrored);
        if (clip.poses <= 0) {
            printf("pose_squats: skipped: no " REAL_SQUATS " in %s, or not of the expected form\n",
                   folder);
            return clip.poses < 0;
        }
        printf("pose_squats: %d reference poses, 5 a second%s, mini_squat\n", clip.poses,
               mirrored ? ", mirrored" : "");
        print_set(&clip.set);
    }
    return 0;
}

static int print_lean(const char *folder)
{
    int count = 2 * (int)ARRAY_LENGTH(real_trackers);
    printf("keraal_sample, lateral stretch: lateral_lean against the Vicon\n");
    for (int i = 0; i < count; i++) {
        int tracker = i / 2;
        bool chest = i % 2 == 1;
        struct real_lean lean = real_measure_lean(folder, tracker, chest);
        if (lean.poses <= 0) {
            printf("  skipped: no %s or " REAL_VICON " in %s, or not of the expected form\n",
                   real_trackers[tracker].file, folder);
            return lean.poses < 0;
        }
        if (!chest)
            printf("  %s: %d poses, %d with a lean, %.1f deg at most\n",
                   real_trackers[tracker].name, lean.poses, lean.seen, lean.most_deg);
        printf("    pelvis to %s: correlation %.4f at a lag of %+.3f s (%.4f as the files stand), "
               "mean absolute error %.2f deg, slope %.3f, Vicon %.1f deg at most\n",
               chest ? "chest" : "mid-shoulder", lean.correlation, lean.lag_s, lean.correlation_0,
               lean.error_deg, lean.slope, lean.truth_most_deg);
    }
    return 0;
}

static int print_hips(const char *folder)
{
    static const struct {
        const char *name;
        float aspect;
    } pictures[] = {{"4:3", 4.0f / 3}, {"3:2", 1.5f}, {"16:9", 16.0f / 9}};
    printf("hip_line, planks: the nearer side's hip_line; below 180 the hips are high\n");
    for (size_t i = 0; i < ARRAY_LENGTH(pictures); i++) {
        struct real_hips hips = real_measure_hips(folder, pictures[i].aspect, false);
        if (hips.frames <= 0) {
            printf("  skipped: no " REAL_PLANKS " in %s, or not of the expected form\n", folder);
            return hips.frames < 0;
        }
        printf("  pictures taken as %s: %d frames, %d with a hip line (high %d, correct %d, "
               "low %d), %d of them without a facing\n",
               pictures[i].name, hips.frames, hips.seen, hips.count[0], hips.count[1],
               hips.count[2], hips.unsure);
        printf("    medians high %.1f, correct %.1f, low %.1f deg; AUC high < correct %.4f, "
               "correct < low %.4f, high < low %.4f\n",
               hips.median_deg[0], hips.median_deg[1], hips.median_deg[2], hips.high_correct,
               hips.correct_low, hips.high_low);
    }
    return 0;
}

int bench_real(int argc, char **argv)
{
    struct error err = {""};
    if (argc != 3 || strcmp(argv[1], "--data") != 0) {
        fprintf(stderr, "unguard-bench real --data FOLDER   the folder of real recordings\n");
        return 2;
    }
    struct plan *plan = real_plan("mini_squat", &err);
    if (!plan) {
        fprintf(stderr, "real: %s\n", err.text);
        return 1;
    }
    int faults = print_squats(argv[2], plan) + print_clip(argv[2], plan) + print_lean(argv[2]) +
                 print_hips(argv[2]);
    free(plan);
    return faults ? 1 : 0;
}
