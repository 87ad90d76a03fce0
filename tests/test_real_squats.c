/* Squats of real people that nothing was tuned on: joint angles measured by two cameras and markers
 * (poses by forward kinematics), and a clip's reference landmarks. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "real_squats.h"

static struct plan *mini_squat(void)
{
    struct error err = {""};
    struct plan *plan = real_plan("mini_squat", &err);
    cr_assert_not_null(plan, "%s", err.text);
    return plan;
}

Test(real_squats, five_squats_of_known_angles_are_five_and_their_knee_comes_back)
{
    static const struct {
        int every;
        double noise_px;
    } ways[] = {{1, 0}, {1, 1}, {3, 0}, {3, 1}};
    struct plan *plan = mini_squat();
    for (size_t i = 0; i < ARRAY_LENGTH(ways); i++) {
        struct real_squat squat =
            real_measure_squat(REAL_DATA, plan, ways[i].every, ways[i].noise_px);
        if (squat.rows == 0) {
            cr_log_warn("skipped: no test data beside the checkout (" REAL_DATA "/" REAL_MOT ")");
            break;
        }
        cr_assert_eq(squat.rows, 801);
        cr_assert_eq(squat.set.reps, 5, "%d rows a step, %.0f px: %d counted", ways[i].every,
                     ways[i].noise_px, squat.set.reps);
        cr_assert_eq(squat.set.abandoned, 0);
        cr_assert_geq(squat.seen, 0.95);
        cr_assert_leq(squat.knee_deg, 3.0); /* the bound for a clean simulated body */
        cr_assert_leq(squat.lag_s, 0.1);
        printf("opencap_squat, every %d rows, %.0f px: knee %.2f deg, at most %.2f, lag %.2f s; "
               "hip less lumbar extension %.2f deg (no accuracy)\n",
               ways[i].every, ways[i].noise_px, squat.knee_deg, squat.knee_most_deg, squat.lag_s,
               squat.hip_deg);
    }
    free(plan);
}

Test(real_squats, the_person_who_only_stands_does_none)
{
    static struct real_row row[REAL_MOST];
    static struct pose pose[600];
    if (real_read_mot(REAL_DATA, row, REAL_MOST) == 0) {
        cr_log_warn("skipped: no test data beside the checkout (" REAL_DATA "/" REAL_MOT ")");
        return;
    }
    uint64_t seed = 3;
    for (int i = 0; i < 600; i++) {
        pose[i] = real_squat_pose(&row[i % 20]);
        pose[i].t_us = ((int64_t)i + 1) * 33333;
        real_shake(&pose[i], 1, &seed);
    }
    struct plan *plan = mini_squat();
    struct real_set set = real_coach(plan, pose, 600);
    cr_assert_eq(set.reps, 0);
    cr_assert_eq(set.abandoned, 0);
    free(plan);
}

Test(real_squats, the_clip_holds_two_and_one_that_never_comes_up)
{
    struct plan *plan = mini_squat();
    struct real_clip clip = real_measure_clip(REAL_DATA, plan, false);
    struct real_clip mirrored = real_measure_clip(REAL_DATA, plan, true);
    free(plan);
    if (clip.poses == 0) {
        cr_log_warn("skipped: no test data beside the checkout (" REAL_DATA "/" REAL_SQUATS ")");
        return;
    }
    cr_assert_eq(clip.poses, 65);
    cr_assert_eq(clip.set.reps, 2);
    cr_assert_eq(clip.set.abandoned, 1);
    cr_assert_eq(mirrored.set.reps, 2);
    cr_assert_eq(mirrored.set.abandoned, 1);
    cr_assert_float_eq(mirrored.set.lowest, clip.set.lowest, 1.0f);
    cr_assert_float_eq(mirrored.set.highest, clip.set.highest, 1.0f);
}

Test(real_squats, a_damaged_file_is_told_from_a_missing_one)
{
    char folder[] = "/tmp/unguard-real-XXXXXX", path[256];
    static struct real_row row[REAL_MOST];
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(real_read_mot(folder, row, REAL_MOST), 0);
    snprintf(path, sizeof path, "%s/opencap_squat", folder);
    cr_assert_eq(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/" REAL_MOT, folder);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs("endheader\ntime\tpelvis_tilt\n0\t1\n", file);
    fclose(file);
    cr_assert_eq(real_read_mot(folder, row, REAL_MOST), -1);
    unlink(path);
    snprintf(path, sizeof path, "%s/opencap_squat", folder);
    rmdir(path);
    rmdir(folder);
}
