/* What can be read of a body that wears printed tags: shoulders, hips, knees and ankles, from the
 * side those of one side alone, without head, neck, arms and feet. */
#include "stick.h"

#include "movement/features.h"

#include <criterion/criterion.h>

static const struct feature_settings settings = {.min_confidence = 0.5f,
                                                 .side_max_width = 0.45f,
                                                 .front_min_width = 0.58f,
                                                 .min_limb = 0.7f,
                                                 .smoothing_s = 0.07f,
                                                 .reference_s = 3.0f,
                                                 .quiet_speed = 0.25f};

/* Keeps the tags of the sides: bit 0 left, bit 1 right. A tag lies before the body's middle. */
static struct pose wear(struct pose pose, int sides)
{
    static const enum joint lefts[] = {JOINT_LEFT_SHOULDER, JOINT_LEFT_HIP, JOINT_LEFT_KNEE,
                                       JOINT_LEFT_ANKLE};
    struct pose worn = {.t_us = pose.t_us, .present = true};
    for (int side = 0; side < 2; side++)
        for (int i = 0; i < 4 && (sides >> side & 1); i++) {
            worn.joint[lefts[i] + side] = pose.joint[lefts[i] + side];
            worn.joint[lefts[i] + side].z = -0.1f;
        }
    return worn;
}

static struct features show(struct feature_state *state, struct pose pose, double seconds,
                            bool reference)
{
    struct features features = {0};
    for (int i = 0; i < (int)(30 * seconds); i++) {
        pose.t_us = state->last_us + 33333;
        features = features_step(state, &settings, &pose, reference);
    }
    return features;
}

static void expect_value(const struct features *features, enum feature_kind kind, int side,
                         double value)
{
    int slot = 2 * (int)kind + side;
    cr_expect(features->valid >> slot & 1u, "%s not seen", feature_info(kind)->name);
    cr_expect_float_eq(features->value[slot], value, 0.5, "%s: %f", feature_info(kind)->name,
                       (double)features->value[slot]);
}

static bool sees(const struct features *features, enum feature_kind kind, int side)
{
    return features->valid >> (2 * (int)kind + side) & 1u;
}

Test(tags, from_the_side_one_sides_tags_tell_trunk_and_leg)
{
    for (int side = 0; side < 2; side++) {
        struct feature_state state = {0};
        show(&state, wear(stick_side(0, 0, 0, 0), 1 << side), 4, true);
        struct features now = show(&state, wear(stick_side(0, 20, 50, 15), 1 << side), 2, false);
        expect_value(&now, FEATURE_TRUNK_INCLINATION, 0, 15);
        expect_value(&now, FEATURE_KNEE_FLEXION, side, 50);
        expect_value(&now, FEATURE_HIP_FLEXION, side, 50 - 20 + 15);
        expect_value(&now, FEATURE_HIP_LINE, side, 180 - 45);
        expect_value(&now, FEATURE_THIGH_ELEVATION, side, -90 + 30);
        cr_expect(sees(&now, FEATURE_HIP_HEIGHT, side) && sees(&now, FEATURE_LEG_ELEVATION, side) &&
                  sees(&now, FEATURE_BODY_SPEED, 0));
        for (int kind = 0; kind < FEATURE_KIND_COUNT; kind++)
            cr_expect(!feature_info((enum feature_kind)kind)->sided ||
                          !sees(&now, (enum feature_kind)kind, 1 - side),
                      "%s of the far side", feature_info((enum feature_kind)kind)->name);
        cr_expect(!sees(&now, FEATURE_ARM_ELEVATION, side), "there is no tag on the wrist");
        /* Which side that is: the other one's exercise asks to turn round. */
        const struct signal knee = {FEATURE_KNEE_FLEXION, SIGNAL_ACTIVE};
        cr_expect_eq(features_far(&state, knee, SIDE_LEFT), side == 1);
        cr_expect_eq(features_far(&state, knee, SIDE_RIGHT), side == 0);
    }
}

Test(tags, from_the_front_eight_tags_tell_pelvis_and_trunk)
{
    struct feature_state state = {0};
    show(&state, wear(stick_front(0, 0, 0, 0, 0), 3), 4, true);
    struct features now = show(&state, wear(stick_front(0, 25, 2, 4, 6), 3), 2, false);
    expect_value(&now, FEATURE_PELVIC_OBLIQUITY, 0, 4);
    expect_value(&now, FEATURE_LATERAL_LEAN, 0, 6);
    expect_value(&now, FEATURE_HIP_ABDUCTION, 0, 25 - 4);
    expect_value(&now, FEATURE_HIP_ABDUCTION, 1, 2 + 4);
    static const enum feature_kind others[] = {FEATURE_TRUNK_SHIFT,   FEATURE_KNEE_GAP,
                                               FEATURE_KNEE_OPENING,  FEATURE_ANKLE_GAP,
                                               FEATURE_SHOULDER_TILT, FEATURE_SIDE_LINE};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        cr_expect(sees(&now, others[i], 0), "%s not seen", feature_info(others[i])->name);
}
