/* How much each feature jitters by the camera's noise alone, and that plan/jitter.c says so. */
#include "base.h"
#include "coach/guard.h"
#include "movement/body.h"
#include "movement/features.h"
#include "plan/jitter.h"
#include "session/chance.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define LINES    480.0
#define FRAMES_S 30
#define WARM_S   8
#define RUN_S    120

/* Still postures, as different exercises go through. */
static const struct still {
    enum view view;
    enum posture posture;
    struct body_angles angles;
} stills[] = {
    {VIEW_SIDE, POSTURE_STANDING, {.trunk_inclination = 0}},
    {VIEW_SIDE,
     POSTURE_STANDING,
     {.trunk_inclination = 20, .hip_flexion = {45, 45}, .knee_flexion = {45, 45}}},
    {VIEW_SIDE,
     POSTURE_SUPINE,
     {.trunk_inclination = -90, .hip_flexion = {48, 48}, .knee_flexion = {100, 100}}},
    {VIEW_SIDE,
     POSTURE_QUADRUPED,
     {.trunk_inclination = 90,
      .hip_flexion = {90, 90},
      .knee_flexion = {90, 90},
      .shoulder_flexion = {90, 90}}},
    {VIEW_FRONT, POSTURE_STANDING, {.hip_abduction = {0, 0}}},
    {VIEW_FRONT, POSTURE_STANDING, {.hip_abduction = {20, 0}}},
    {VIEW_FEET,
     POSTURE_SUPINE,
     {.trunk_inclination = -90, .hip_flexion = {45, 45}, .knee_flexion = {90, 90}}},
    {VIEW_FRONT, POSTURE_SIDE_LYING, {.hip_flexion = {45, 45}, .knee_flexion = {90, 90}}},
    {VIEW_FRONT, POSTURE_SIDE_LYING, {.hip_abduction = {25, 0}}},
    {VIEW_FRONT,
     POSTURE_SITTING,
     {.hip_flexion = {90, 90}, .knee_flexion = {90, 90}, .hip_abduction = {10, 10}}},
};

struct spread {
    double sum, squares;
    int count;
};

static void spread_add(struct spread *spread, double value)
{
    spread->sum += value;
    spread->squares += value * value;
    spread->count++;
}

static double spread_deviation(const struct spread *spread)
{
    double mean = spread->sum / spread->count;
    return sqrt(fmax(0.0, spread->squares / spread->count - mean * mean));
}

/* Standard deviations; 0: never seen in this view. [kind][0] one side, [1] both. */
struct measured {
    double of[FEATURE_KIND_COUNT][JITTER_LOOK_COUNT][2];
};

static void take_less(double *least, double now)
{
    if (*least <= 0.0 || now < *least)
        *least = now;
}

/* Takes over what is less than in the postures before. */
static void measure(const struct still *still, struct measured *least)
{
    const double noise = (double)JITTER_NOISE_PX / LINES;
    struct chance chance = chance_seeded(7);
    struct feature_settings settings = feature_settings_default();
    struct feature_state state = {0};
    struct body_shape shape = body_shape_default();
    struct body_camera camera = body_camera_default(still->posture, still->view, 16.0f / 9.0f);
    camera.body_height = JITTER_BODY_PX / (float)LINES;
    struct pose still_pose = body_pose(&shape, &still->angles, still->posture, &camera);
    struct spread spread[FEATURE_KIND_COUNT][JITTER_LOOK_COUNT][2] = {0};
    struct filter calm[FEATURE_KIND_COUNT][2] = {0};
    still_pose.present = true;
    for (int frame = 1; frame <= FRAMES_S * RUN_S; frame++) {
        struct pose pose = still_pose;
        pose.t_us = (int64_t)frame * 1000000 / FRAMES_S;
        for (int joint = 0; joint < JOINT_COUNT; joint++) {
            double x, y;
            chance_normal_pair(&chance, &x, &y);
            pose.joint[joint].x += (float)(x * noise);
            pose.joint[joint].y += (float)(y * noise);
        }
        pose = pose_quantize(pose);
        struct features features = features_step(&state, &settings, &pose, true);
        for (int kind = 0; frame > FRAMES_S * WARM_S && kind < FEATURE_KIND_COUNT; kind++)
            for (int both = 0; both < 2; both++) {
                struct signal signal = {(enum feature_kind)kind, both ? SIGNAL_BOTH : SIGNAL_LEFT};
                struct reading reading = features_read(&features, &state, signal, SIDE_NONE);
                if (!reading.seen || !reading.rate_seen)
                    continue;
                filter_put(&calm[kind][both], pose.t_us, reading.value, GUARD_CALM_S, -1);
                struct reading slow = features_read_long(&features, &state, signal, SIDE_NONE);
                double seen[] = {
                    [JITTER_VALUE] = (double)reading.value,
                    [JITTER_RATE] = (double)reading.rate,
                    [JITTER_CALM_VALUE] = (double)calm[kind][both].value,
                    [JITTER_LONG_RATE] = (double)slow.rate,
                };
                for (int look = 0; look < JITTER_LOOK_COUNT; look++)
                    spread_add(&spread[kind][look][both], seen[look]);
            }
    }
    for (int kind = 0; kind < FEATURE_KIND_COUNT; kind++)
        for (int both = 0; both < 2; both++)
            for (int look = 0; look < JITTER_LOOK_COUNT; look++)
                if (spread[kind][look][both].count > FRAMES_S * (RUN_S - WARM_S) / 2)
                    take_less(&least->of[kind][look][both],
                              spread_deviation(&spread[kind][look][both]));
}

static void print_row(enum view view, enum feature_kind kind, const struct measured *m)
{
    static const char *const views[] = {"SIDE", "FRONT", "FEET"};
    char name[40] = "";
    for (size_t i = 0; feature_info(kind)->name[i]; i++)
        name[i] = (char)toupper((unsigned char)feature_info(kind)->name[i]);
    char row[200] = "";
    for (int look = 0; look < JITTER_LOOK_COUNT; look++) {
        size_t length = strlen(row);
        snprintf(row + length, sizeof row - length, "%s{%#.3gf, %#.3gf}", look ? ", " : "",
                 m->of[kind][look][0], m->of[kind][look][1]);
    }
    cr_log_info("ROW(%s, %s) = {{%s}},", views[view], name, row);
}

static const char *const looks[] = {"value", "speed", "calm value", "long speed"};

static void expect_row(enum view view, enum feature_kind kind, const struct measured *m)
{
    for (int both = 0; both < (feature_info(kind)->sided ? 2 : 1); both++)
        for (int look = 0; look < JITTER_LOOK_COUNT; look++) {
            struct signal signal = {kind, both ? SIGNAL_BOTH : SIGNAL_LEFT};
            double now = m->of[kind][look][both];
            double table = (double)jitter_of(signal, (enum jitter_look)look, view);
            cr_expect(fabs(table - now) <= 0.15 * now, "%s, %s, %s, %s: %.3g in the table, is %.3g",
                      view_name(view), feature_info(kind)->name, both ? "both" : "one", looks[look],
                      table, now);
        }
}

Test(cfg_jitter, the_table_is_as_measured)
{
    for (int view = 0; view < VIEW_COUNT; view++) {
        struct measured least = {0};
        for (size_t i = 0; i < ARRAY_LENGTH(stills); i++)
            if ((int)stills[i].view == view)
                measure(&stills[i], &least);
        for (int kind = 0; kind < FEATURE_KIND_COUNT; kind++) {
            if (least.of[kind][JITTER_VALUE][0] > 0.0)
                print_row((enum view)view, (enum feature_kind)kind, &least);
            expect_row((enum view)view, (enum feature_kind)kind, &least);
        }
    }
}

Test(cfg_jitter, a_lean_of_both_sides_is_none)
{
    cr_expect(jitter_cancels(FEATURE_LATERAL_LEAN));
    cr_expect(jitter_cancels(FEATURE_PELVIC_OBLIQUITY));
    cr_expect_not(jitter_cancels(FEATURE_KNEE_FLEXION));
    cr_expect_not(jitter_cancels(FEATURE_KNEE_GAP));
}
