/* Planks of real people with hips high, in line and low, that nothing was tuned on. The file does
 * not say how wide its pictures were, so the figure must hold for all that are likely. */
#include <criterion/criterion.h>

#include "real_hips.h"

static void check(struct real_hips hips, float aspect)
{
    if (hips.frames == 0) {
        cr_log_warn("skipped: no test data beside the checkout (" REAL_DATA "/" REAL_PLANKS ")");
        return;
    }
    cr_assert_eq(hips.frames, 710);
    cr_assert_geq(hips.seen, 675, "%.2f: a hip line in %d", (double)aspect, hips.seen);
    cr_assert_geq(hips.high_correct, 0.95, "%.2f: %.4f", (double)aspect, hips.high_correct);
    cr_assert_geq(hips.correct_low, 0.95, "%.2f: %.4f", (double)aspect, hips.correct_low);
    cr_assert_geq(hips.high_low, 0.95, "%.2f: %.4f", (double)aspect, hips.high_low);
    /* Signed: hips that sag read beyond a straight line, hips in the air short of it. */
    cr_assert_gt(hips.median_deg[2], 180);
    cr_assert_lt(hips.median_deg[0], 150);
    printf("%.2f: AUC high < correct %.4f, correct < low %.4f, high < low %.4f; %d of %d seen\n",
           (double)aspect, hips.high_correct, hips.correct_low, hips.high_low, hips.seen,
           hips.frames);
}

Test(real_hips, the_hip_line_orders_high_correct_low)
{
    static const float aspects[] = {4.0f / 3, 1.5f, 16.0f / 9};
    for (size_t i = 0; i < ARRAY_LENGTH(aspects); i++)
        check(real_measure_hips(REAL_DATA, aspects[i], false), aspects[i]);
}

Test(real_hips, in_a_mirror_too)
{
    check(real_measure_hips(REAL_DATA, 16.0f / 9, true), 16.0f / 9);
}
