#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "base.h"
#include "movement/features.h"
#include "stick.h"

static const struct feature_settings settings = {.min_confidence = 0.5f,
                                                 .side_max_width = 0.40f,
                                                 .front_min_width = 0.58f,
                                                 .min_limb = 0.7f,
                                                 .smoothing_s = 0.07f,
                                                 .reference_s = 3.0f,
                                                 .quiet_speed = 0.25f};

static int slot(enum feature_kind kind, int side)
{
    return 2 * (int)kind + side;
}

static bool valid(const struct features *features, enum feature_kind kind, int side)
{
    return features->valid >> slot(kind, side) & 1u;
}

/* Shows a still pose for some seconds at a frame rate, gathering the reference. */
static struct features show(struct feature_state *state, struct pose pose, double seconds, int rate,
                            bool reference)
{
    struct features features = {0};
    int frames = (int)(seconds * rate);
    for (int i = 0; i < frames; i++) {
        pose.t_us = state->last_us + 1000000 / rate;
        features = features_step(state, &settings, &pose, reference);
    }
    return features;
}

static void assert_value(const struct features *features, enum feature_kind kind, int side,
                         double expected)
{
    cr_assert(valid(features, kind, side), "%s not seen", feature_info(kind)->name);
    cr_assert_float_eq(features->value[slot(kind, side)], expected, 0.3, "%s: %.3f, expected %.3f",
                       feature_info(kind)->name, (double)features->value[slot(kind, side)],
                       expected);
}

Test(features, side_view_angles_are_those_that_were_drawn)
{
    for (int knee = 0; knee <= 100; knee += 10) {
        struct feature_state state = {0};
        double shank = 0.4 * knee, trunk = 0.3 * knee;
        show(&state, stick_side(0, 0, 0, 0), 4, 30, true); /* stands straight first */
        struct features now = show(&state, stick_side(0, shank, knee, trunk), 2, 30, false);
        for (int side = 0; side < 2; side++) {
            assert_value(&now, FEATURE_KNEE_FLEXION, side, knee);
            assert_value(&now, FEATURE_HIP_FLEXION, side, knee - shank + trunk);
            assert_value(&now, FEATURE_HIP_LINE, side, 180.0 - (knee - shank + trunk));
            assert_value(&now, FEATURE_THIGH_ELEVATION, side, -90.0 + knee - shank);
            double height = 0.5 * cos(stick_rad(shank)) + 0.5 * cos(stick_rad(knee - shank));
            cr_assert_float_eq(now.value[slot(FEATURE_HIP_HEIGHT, side)], height, 0.005);
        }
        assert_value(&now, FEATURE_TRUNK_INCLINATION, 0, trunk);
        cr_assert_not(valid(&now, FEATURE_PELVIC_OBLIQUITY, 0), "a side view can't show it");
    }
}

Test(features, hip_extension_is_negative_whichever_way_the_body_faces)
{
    for (int mirrored = 0; mirrored < 2; mirrored++) {
        struct feature_state state = {0};
        struct pose stand = stick_side(0, 0, 0, 0), arch = stick_side(0, 5, 5, -12);
        if (mirrored) {
            stand = pose_mirror(stand, 1.6f);
            arch = pose_mirror(arch, 1.6f);
        }
        show(&state, stand, 4, 30, true);
        struct features now = show(&state, arch, 2, 30, false);
        assert_value(&now, FEATURE_HIP_FLEXION, 0, -12.0);
        assert_value(&now, FEATURE_TRUNK_INCLINATION, 0, -12.0);
    }
}

Test(features, a_body_lying_on_its_back_has_the_same_joint_angles)
{
    const double turns[] = {-90, 90};
    for (int i = 0; i < 2; i++) {
        struct feature_state state = {0};
        struct pose lying = stick_turn(stick_side(0, 30, 80, 0), turns[i]);
        struct features now = show(&state, lying, 2, 30, false);
        assert_value(&now, FEATURE_KNEE_FLEXION, 0, 80);
        assert_value(&now, FEATURE_HIP_FLEXION, 1, 50);
    }
}

Test(features, front_view_angles_are_relative_to_the_quiet_reference)
{
    struct feature_state state = {0};
    struct pose still = stick_turn(stick_front(0, 0, 0, 0, 0), 3); /* a tilted camera */
    struct features now = show(&state, still, 1, 30, true);
    cr_assert_not(valid(&now, FEATURE_PELVIC_OBLIQUITY, 0), "no reference yet");
    now = show(&state, still, 3, 30, true);
    assert_value(&now, FEATURE_PELVIC_OBLIQUITY, 0, 0);
    now = show(&state, stick_turn(stick_front(0, 25, 2, 4, 6), 3), 2, 30, false);
    assert_value(&now, FEATURE_PELVIC_OBLIQUITY, 0, 4);
    assert_value(&now, FEATURE_PELVIC_OBLIQUITY, 1, -4);
    assert_value(&now, FEATURE_LATERAL_LEAN, 0, 6);
    assert_value(&now, FEATURE_LATERAL_LEAN, 1, -6);
    /* Against the pelvis: its tilt lifts the left thigh's zero line and lowers the right one's. */
    assert_value(&now, FEATURE_HIP_ABDUCTION, 0, 25 - 4);
    assert_value(&now, FEATURE_HIP_ABDUCTION, 1, 2 + 4);
    cr_assert_not(valid(&now, FEATURE_KNEE_FLEXION, 0), "a front view can't show it");
}

Test(features, turning_into_the_view_starts_the_reference_anew)
{
    struct feature_state state = {0};
    show(&state, stick_front(0, 0, 0, 0, 0), 2, 30, true);
    struct features now = show(&state, stick_side(0, 0, 0, 5), 3, 30, true);
    cr_assert_not(state.has_reference, "two seconds of it were seen from the front");
    now = show(&state, stick_side(0, 0, 0, 5), 2, 30, true);
    cr_assert(state.has_reference);
    assert_value(&now, FEATURE_TRUNK_INCLINATION, 0, 0);
}

Test(features, a_moving_body_gives_no_reference)
{
    struct feature_state state = {0};
    for (int i = 0; i < 300; i++) {
        double sway = 20.0 * sin(i * 0.4);
        struct pose pose = stick_front((i + 1) * 33333, 0, 0, 0, 0);
        for (int j = 0; j < JOINT_COUNT; j++)
            if (pose.joint[j].confidence > 0)
                pose.joint[j].x += (float)(sway * 0.005);
        features_step(&state, &settings, &pose, true);
    }
    cr_assert_not(state.has_reference);
}

Test(features, low_confidence_and_missing_joints_are_not_seen)
{
    struct feature_state state = {0};
    struct pose pose = stick_side(0, 10, 30, 5);
    struct features now = show(&state, pose, 1, 30, false);
    cr_assert(valid(&now, FEATURE_KNEE_FLEXION, 0));
    pose.joint[JOINT_LEFT_KNEE].confidence = 0.49f;
    now = show(&state, pose, 0.1, 30, false);
    cr_assert_not(valid(&now, FEATURE_KNEE_FLEXION, 0));
    cr_assert_not(valid(&now, FEATURE_HIP_HEIGHT, 0));
    cr_assert(valid(&now, FEATURE_KNEE_FLEXION, 1), "the other side is still seen");
    struct signal both = {FEATURE_KNEE_FLEXION, SIGNAL_BOTH};
    struct reading reading = features_read(&now, &state, both, SIDE_NONE);
    cr_assert(reading.seen, "one side alone answers for both");
    struct signal active = {FEATURE_KNEE_FLEXION, SIGNAL_ACTIVE};
    cr_assert_not(features_read(&now, &state, active, SIDE_LEFT).seen);
    cr_assert(features_read(&now, &state, active, SIDE_RIGHT).seen);
}

Test(features, a_limb_that_left_the_picture_plane_is_not_seen)
{
    struct feature_state state = {0};
    struct pose pose = stick_side(0, 10, 30, 5);
    show(&state, pose, 1, 30, false);
    /* The thigh now points at the camera: half as long. */
    for (int side = 0; side < 2; side++) {
        struct landmark hip = pose.joint[JOINT_LEFT_HIP + side];
        struct landmark *knee = &pose.joint[JOINT_LEFT_KNEE + side];
        knee->x = 0.5f * (hip.x + knee->x);
        knee->y = 0.5f * (hip.y + knee->y);
    }
    struct features now = show(&state, pose, 1, 30, false);
    cr_assert_not(valid(&now, FEATURE_KNEE_FLEXION, 0));
    cr_assert_not(valid(&now, FEATURE_HIP_FLEXION, 0));
    cr_assert(valid(&now, FEATURE_HIP_HEIGHT, 0), "height tolerates the view");
}

Test(features, a_half_turned_body_shows_neither_plane)
{
    struct feature_state state = {0};
    struct pose pose = stick_front(0, 0, 0, 0, 0);
    for (int j = 0; j < JOINT_COUNT; j++) /* yaw of 45 degrees narrows the body */
        pose.joint[j].x = 0.8f + (pose.joint[j].x - 0.8f) * 0.7071f;
    struct features now = show(&state, pose, 4, 30, true);
    cr_assert_not(valid(&now, FEATURE_LATERAL_LEAN, 0));
    cr_assert_not(valid(&now, FEATURE_KNEE_FLEXION, 0));
    cr_assert(valid(&now, FEATURE_HIP_HEIGHT, 0));
    cr_assert_not(features_view_shows(&state, &settings, FEATURE_KNEE_FLEXION));
    cr_assert(features_view_shows(&state, &settings, FEATURE_HIP_HEIGHT));
}

/* 30 degrees a second, at three frame rates, position and distance: the same rate and angle. */
Test(features, rates_do_not_depend_on_the_frame_rate)
{
    const int rates[] = {30, 15, 10};
    for (int i = 0; i < 3; i++) {
        struct feature_state state = {0};
        show(&state, stick_side(0, 0, 0, 0), 1, rates[i], false);
        struct features now = {0};
        for (int frame = 1; frame <= rates[i] * 2; frame++) {
            double knee = 30.0 * frame / rates[i];
            struct pose pose = stick_side(state.last_us + 1000000 / rates[i], knee / 2, knee, 0);
            now = features_step(&state, &settings, &pose, false);
        }
        int knee = slot(FEATURE_KNEE_FLEXION, 0);
        cr_assert(now.rate_valid >> knee & 1u);
        cr_assert_float_eq(now.rate[knee], 30.0, 1.0, "%d frames a second: %.2f", rates[i],
                           (double)now.rate[knee]);
        cr_assert_float_eq(now.value[knee], 60.0, 0.7, "%d frames a second: %.2f", rates[i],
                           (double)now.value[knee]);
    }
    struct feature_state slow = {0};
    struct features now = show(&slow, stick_side(0, 0, 0, 0), 4, 5, false);
    cr_assert_eq(now.rate_valid, 0u, "below 8 frames a second rates are not seen");
}

Test(features, arms_and_legs_are_read_against_the_horizontal)
{
    struct feature_state state = {0};
    struct pose pose = stick_turn(stick_side(0, 0, 0, 0), 90); /* lying, head to the right */
    for (int side = 0; side < 2; side++) {
        struct landmark shoulder = pose.joint[JOINT_LEFT_SHOULDER + side];
        pose.joint[JOINT_LEFT_WRIST + side] =
            stick_point((double)shoulder.x + 0.2 * cos(stick_rad(20)),
                        (double)shoulder.y - 0.2 * sin(stick_rad(20)));
    }
    struct features now = show(&state, stick_turn(pose, 0), 2, 30, false);
    assert_value(&now, FEATURE_ARM_ELEVATION, 0, 20);
    assert_value(&now, FEATURE_LEG_ELEVATION, 1, 0);
    now = show(&state, stick_turn(pose, 15), 2, 30, false); /* the feet rise */
    assert_value(&now, FEATURE_LEG_ELEVATION, 0, 15);
}

Test(features, knees_apart_are_an_opening_whatever_the_orientation)
{
    const double turns[] = {0, 90, 180};
    for (int i = 0; i < 3; i++) {
        struct feature_state state = {0};
        show(&state, stick_turn(stick_front(0, 0, 0, 0, 0), turns[i]), 1, 30, false);
        struct features now =
            show(&state, stick_turn(stick_front(0, 20, 20, 0, 0), turns[i]), 2, 30, false);
        double gap = 0.1 + 2 * (double)STICK_THIGH * sin(stick_rad(20));
        double opening = 2 * asin(gap / (2 * (double)STICK_THIGH)) / stick_rad(1);
        assert_value(&now, FEATURE_KNEE_OPENING, 0, opening);
        double ankles = 0.1 + 2 * (double)(STICK_THIGH + STICK_SHANK) * sin(stick_rad(20));
        cr_assert_float_eq(now.value[slot(FEATURE_ANKLE_GAP, 0)], ankles / (double)STICK_THIGH,
                           0.01);
    }
    struct feature_state aside = {0};
    struct features now = show(&aside, stick_side(0, 0, 0, 0), 2, 30, false);
    cr_assert_not(valid(&now, FEATURE_KNEE_OPENING, 0), "a side view hides how far they part");
}

/* Knees up, seen from the feet: hips and ankles `down` before and behind the knees' own place, as a
 * camera that looks down on them shows it. */
static struct pose knees_up(double tilt_deg, double down)
{
    struct pose pose = stick_front(0, 0, 0, 0, 0);
    for (int side = 0; side < 2; side++) {
        struct landmark *at = &pose.joint[side];
        struct landmark hip = at[JOINT_LEFT_HIP];
        at[JOINT_LEFT_KNEE].x = hip.x + 0.2f * (float)sin(stick_rad(tilt_deg));
        at[JOINT_LEFT_KNEE].y = hip.y - (float)(0.2 * cos(stick_rad(tilt_deg)) - down);
        at[JOINT_LEFT_ANKLE].x = hip.x;
        at[JOINT_LEFT_ANKLE].y = hip.y + (float)(2 * down);
    }
    return pose;
}

Test(features, tilts_of_knees_and_shoulders_are_relative)
{
    struct feature_state state = {0};
    show(&state, knees_up(3, 0.05), 4, 30, true);
    struct pose pose = knees_up(15, 0.05); /* both knees to the left */
    pose.joint[JOINT_LEFT_SHOULDER].y -= 0.22f * (float)sin(stick_rad(5));
    struct features now = show(&state, pose, 2, 30, false);
    assert_value(&now, FEATURE_KNEE_TILT, 0, 12);
    assert_value(&now, FEATURE_KNEE_TILT, 1, -12);
    cr_assert_float_eq(now.value[slot(FEATURE_SHOULDER_TILT, 0)], 5, 0.3);
}

Test(features, a_side_plank_sags_or_rises)
{
    for (int sag = -20; sag <= 20; sag += 10) {
        struct feature_state state = {0};
        /* Lying on the left side, head to the picture's right: the legs are turned about the hips.
         */
        struct pose pose = stick_turn(stick_front(0, -sag, sag, 0, 0), 90);
        struct features now = show(&state, pose, 1, 30, false);
        assert_value(&now, FEATURE_SIDE_LINE, 0, 180 - sag);
    }
}

Test(features, sides_that_a_tracker_swaps_are_not_seen)
{
    struct feature_state state = {0};
    struct pose pose = stick_front(0, 20, 0, 0, 0), swapped = pose;
    show(&state, pose, 2, 30, false);
    for (int j = JOINT_LEFT_SHOULDER; j < JOINT_COUNT; j++)
        swapped.joint[j] = pose.joint[joint_opposite((enum joint)j)];
    struct features now = show(&state, swapped, 0.1, 30, false);
    cr_assert_eq(now.valid, 0u, "three frames of it");
    now = show(&state, pose, 0.1, 30, false);
    assert_value(&now, FEATURE_HIP_ABDUCTION, 0, 20);
    assert_value(&now, FEATURE_HIP_ABDUCTION, 1, 0);
    now = show(&state, swapped, 2, 30, false);
    assert_value(&now, FEATURE_HIP_ABDUCTION, 1, 20); /* it stays: then the first was the swap */
    struct features aside = show(&state, stick_side(0, 0, 0, 0), 1, 30, false);
    cr_assert(valid(&aside, FEATURE_KNEE_FLEXION, 0), "sides on one another can't be swapped");
}

Test(features, a_swap_shows_in_joints_whose_fellows_are_lost_as_well)
{
    static const enum joint lost[] = {JOINT_RIGHT_HIP, JOINT_LEFT_KNEE, JOINT_LEFT_ANKLE};
    struct feature_state state = {0};
    struct pose pose = stick_front(0, 10, 0, 0, 0), swapped = pose;
    show(&state, pose, 2, 30, false);
    for (int j = JOINT_LEFT_SHOULDER; j < JOINT_COUNT; j++)
        swapped.joint[j] = pose.joint[joint_opposite((enum joint)j)];
    for (size_t i = 0; i < ARRAY_LENGTH(lost); i++)
        swapped.joint[lost[i]] = (struct landmark){0};
    show(&state, swapped, 0.1, 30, false);
    struct features now = show(&state, pose, 0.04, 30, false); /* nothing of it was believed */
    assert_value(&now, FEATURE_HIP_ABDUCTION, 0, 10);
    assert_value(&now, FEATURE_HIP_ABDUCTION, 1, 0);
}

Test(features, stillness_is_a_speed)
{
    struct feature_state state = {0};
    struct features now = show(&state, stick_side(0, 0, 0, 0), 2, 30, false);
    cr_assert_float_eq(now.value[slot(FEATURE_BODY_SPEED, 0)], 0, 0.01);
    for (int i = 0; i < 60; i++) { /* slides by 0.3 image heights, one trunk length, a second */
        struct pose pose = stick_side(state.last_us + 33333, 0, 0, 0);
        for (int j = 0; j < JOINT_COUNT; j++)
            if (pose.joint[j].confidence > 0)
                pose.joint[j].x += 0.3f * (float)i / 30.0f;
        now = features_step(&state, &settings, &pose, false);
    }
    cr_assert_float_eq(now.value[slot(FEATURE_BODY_SPEED, 0)], 1, 0.03);
}

Test(features, nobody_there_shows_nothing)
{
    struct feature_state state = {0};
    show(&state, stick_side(0, 0, 0, 0), 1, 30, false);
    struct pose nobody = {.t_us = 5000000};
    struct features now = features_step(&state, &settings, &nobody, false);
    cr_assert_eq(now.valid, 0u);
}

Test(features, signals_name_the_joints_they_rest_on)
{
    struct signal knee = {FEATURE_KNEE_FLEXION, SIGNAL_ACTIVE};
    uint32_t left = 1u << JOINT_LEFT_HIP | 1u << JOINT_LEFT_KNEE | 1u << JOINT_LEFT_ANKLE;
    cr_assert_eq(signal_joints(knee, SIDE_LEFT), left);
    cr_assert_eq(signal_joints(knee, SIDE_RIGHT), left << 1);
    cr_assert_eq(signal_joints(knee, SIDE_NONE), left | left << 1);
    knee.side = SIGNAL_OTHER;
    cr_assert_eq(signal_joints(knee, SIDE_LEFT), left << 1);
}

Test(features, a_body_that_is_at_once_elsewhere_is_somebody_else)
{
    struct feature_state state = {0};
    struct pose mine = stick_side(0, 0, 0, 0), other = mine;
    for (int j = 0; j < JOINT_COUNT; j++)
        other.joint[j].x += other.joint[j].confidence > 0 ? 0.4f : 0.0f;
    struct features now = show(&state, mine, 2, 30, false);
    cr_assert(valid(&now, FEATURE_KNEE_FLEXION, 0));
    now = show(&state, other, 0.3, 30, false);
    cr_assert_not(valid(&now, FEATURE_KNEE_FLEXION, 0), "a stranger for a moment");
    now = show(&state, mine, 0.3, 30, false);
    cr_assert(valid(&now, FEATURE_KNEE_FLEXION, 0), "back again");
    now = show(&state, other, 3, 30, false);
    cr_assert(valid(&now, FEATURE_KNEE_FLEXION, 0), "who stays is believed");
}

static struct pose nearer(struct pose pose, double by)
{
    for (int j = 0; j < JOINT_COUNT; j++) {
        pose.joint[j].x = (float)(0.5 + by * ((double)pose.joint[j].x - 0.5));
        pose.joint[j].y = (float)(0.5 + by * ((double)pose.joint[j].y - 0.5));
        if (pose.joint[j].confidence <= 0)
            pose.joint[j] = (struct landmark){0};
    }
    return pose;
}

Test(features, who_drifts_away_from_the_camera_does_not_squat)
{
    struct feature_state state = {0};
    struct features now = {0};
    for (int i = 0; i <= 20; i++)
        now = show(&state, nearer(stick_side(0, 0, 0, 0), 1 - 0.01 * i), 1, 30, false);
    cr_assert_float_eq((double)now.value[slot(FEATURE_HIP_HEIGHT, 0)], 1.0, 0.02);
}

Test(features, the_difference_of_the_sides_is_left_less_right)
{
    struct feature_state state = {0};
    const struct signal signal = {FEATURE_HIP_ABDUCTION, SIGNAL_DIFFERENCE};
    struct features now = show(&state, stick_front(0, 20, 0, 0, 0), 2, 30, true);
    struct reading left = features_read(&now, &state, (struct signal){signal.kind, SIGNAL_LEFT}, 0);
    struct reading right =
        features_read(&now, &state, (struct signal){signal.kind, SIGNAL_RIGHT}, 0);
    struct reading both = features_read(&now, &state, signal, 0);
    cr_assert(left.seen && right.seen && both.seen);
    cr_assert_float_eq(both.value, left.value - right.value, 1e-5);
    cr_assert_gt(fabs((double)both.value), 15.0);
    now.valid &= ~(1ull << slot(FEATURE_HIP_ABDUCTION, 1));
    cr_assert_not(features_read(&now, &state, signal, 0).seen, "one side alone is no difference");
}
