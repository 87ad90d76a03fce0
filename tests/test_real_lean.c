/* A seated lateral stretch of a real person, seen by three trackers and by a Vicon, that nothing
 * was tuned on. */
#include <criterion/criterion.h>

#include "real_lean.h"

Test(real_lean, every_tracker_follows_the_vicon)
{
    static const int poses[] = {194, 193, 193}; /* OpenPose's last holds nobody */
    for (int tracker = 0; tracker < (int)ARRAY_LENGTH(real_trackers); tracker++) {
        const char *name = real_trackers[tracker].name;
        struct real_lean lean = real_measure_lean(REAL_DATA, tracker, false);
        if (lean.poses == 0) {
            cr_log_warn("skipped: no test data beside the checkout (" REAL_DATA "/%s)",
                        real_trackers[tracker].file);
            continue;
        }
        cr_assert_eq(lean.poses, poses[tracker], "%s: %d poses", name, lean.poses);
        cr_assert_geq(lean.seen, 0.95 * lean.poses, "%s: a lean in %d", name, lean.seen);
        cr_assert_geq(lean.correlation, 0.95, "%s: %.4f", name, lean.correlation);
        cr_assert_geq(lean.correlation_0, 0.95, "%s: %.4f", name, lean.correlation_0);
        cr_assert_leq(lean.lag_s, 0.15, "%s: late by %.3f s", name, lean.lag_s);
        cr_assert_geq(lean.lag_s, -0.15, "%s: early by %.3f s", name, -lean.lag_s);
        printf("%s: correlation %.4f at a lag of %+.3f s, mean absolute error %.2f deg, "
               "slope %.3f\n",
               name, lean.correlation, lean.lag_s, lean.error_deg, lean.slope);
    }
}

/* The measure can fail: without undoing BlazePose's mirror the lean goes the other way. */
Test(real_lean, a_mirrored_tracker_contradicts_the_vicon)
{
    static struct pose pose[REAL_MOST], bare[REAL_MOST];
    static struct real_targets row[REAL_MOST];
    static double truth[REAL_MOST];
    int rows = real_read_vicon(REAL_DATA, row, REAL_MOST);
    struct real_lean lean = {.poses = real_read_tracker(REAL_DATA, 2, bare, REAL_MOST / 2)};
    if (rows == 0 || lean.poses == 0) {
        cr_log_warn("skipped: no test data beside the checkout (" REAL_DATA "/" REAL_VICON ")");
        return;
    }
    cr_assert_eq(rows, 385);
    for (int i = 0; i < lean.poses; i++)
        bare[i] = pose_mirror(bare[i], REAL_KERAAL_ASPECT);
    real_vicon_lean(row, rows, false, truth);
    real_follow(&lean, bare, pose, truth, rows);
    cr_assert_lt(lean.correlation_0, -0.9);
    cr_assert_lt(lean.correlation, 0.5);
}
