/* Stepping into the frame, by table: what is missing for a view, and when it may begin. */
#include "setup.h"

#include "movement/body.h"

#include <criterion/criterion.h>
#include <string.h>

#define ASPECT (16.0f / 9)

struct row {
    const char *what;
    enum posture wanted;
    enum view view;
    /* where the body is: */
    enum posture posture;
    float yaw_deg, roll_deg, height, x, y; /* of body_camera; x, y: shifts from the usual place */
    enum setup_problem problem;
};

static struct body_angles start_of(enum posture posture)
{
    struct body_angles angles = {0};
    switch (posture) {
    case POSTURE_SITTING:
        angles = (struct body_angles){.hip_flexion = {85, 85}, .knee_flexion = {90, 90}};
        break;
    case POSTURE_KNEELING:
        angles = (struct body_angles){.knee_flexion = {90, 90}};
        break;
    case POSTURE_SUPINE:
        angles = (struct body_angles){
            .trunk_inclination = -90, .hip_flexion = {45, 45}, .knee_flexion = {90, 90}};
        break;
    case POSTURE_SIDE_LYING:
        angles = (struct body_angles){.hip_flexion = {45, 45}, .knee_flexion = {90, 90}};
        break;
    case POSTURE_QUADRUPED:
        angles = (struct body_angles){.trunk_inclination = 78,
                                      .hip_flexion = {78, 78},
                                      .knee_flexion = {90, 90},
                                      .shoulder_flexion = {78, 78}};
        break;
    default:
        break;
    }
    return angles;
}

static struct pose pose_of(const struct row *row)
{
    const struct body_angles angles = start_of(row->posture);
    struct body_camera camera = body_camera_default(row->posture, row->view, ASPECT);
    if (row->view == VIEW_FEET && row->posture != POSTURE_SUPINE)
        camera = body_camera_default(row->posture, VIEW_FRONT, ASPECT);
    camera.yaw_deg += row->yaw_deg;
    camera.roll_deg = row->roll_deg;
    if (row->height > 0)
        camera.body_height = row->height;
    camera.x += row->x;
    camera.y += row->y;
    const struct body_shape shape = body_shape_default();
    return body_pose(&shape, &angles, row->posture, &camera);
}

static struct setup_look look_of(const struct row *row, const struct pose *pose,
                                 const struct feature_settings *reading)
{
    return (struct setup_look){.pose = pose,
                               .posture = row->wanted,
                               .view = row->view,
                               .aspect = ASPECT,
                               .brightness = 0.4f,
                               .reading = reading};
}

static const struct row rows[] = {
    {"standing, side", POSTURE_STANDING, VIEW_SIDE, POSTURE_STANDING, 0, 0, 0, 0, 0, SETUP_GOOD},
    {"standing, front", POSTURE_STANDING, VIEW_FRONT, POSTURE_STANDING, 0, 0, 0, 0, 0, SETUP_GOOD},
    {"sitting, front", POSTURE_SITTING, VIEW_FRONT, POSTURE_SITTING, 0, 0, 0, 0, 0, SETUP_GOOD},
    {"sitting, side", POSTURE_SITTING, VIEW_SIDE, POSTURE_SITTING, 0, 0, 0, 0, 0, SETUP_GOOD},
    {"kneeling", POSTURE_KNEELING, VIEW_SIDE, POSTURE_KNEELING, 0, 0, 0, 0, 0, SETUP_GOOD},
    {"hands and knees", POSTURE_QUADRUPED, VIEW_SIDE, POSTURE_QUADRUPED, 0, 0, 0, 0, 0, SETUP_GOOD},
    {"on the back", POSTURE_SUPINE, VIEW_SIDE, POSTURE_SUPINE, 0, 0, 0, 0, 0, SETUP_GOOD},
    {"on the side", POSTURE_SIDE_LYING, VIEW_FRONT, POSTURE_SIDE_LYING, 0, 0, 0, 0, 0, SETUP_GOOD},
    {"from the feet", POSTURE_SUPINE, VIEW_FEET, POSTURE_SUPINE, 0, 0, 0, 0, 0, SETUP_GOOD},
    {"a little askew", POSTURE_STANDING, VIEW_SIDE, POSTURE_STANDING, 20, 4, 0, 0, 0, SETUP_GOOD},
    {"far but enough", POSTURE_STANDING, VIEW_SIDE, POSTURE_STANDING, 0, 0, 0.45f, 0, -0.2f,
     SETUP_GOOD},
    {"too far", POSTURE_STANDING, VIEW_SIDE, POSTURE_STANDING, 0, 0, 0.3f, 0, -0.3f, SETUP_FAR},
    {"too far on the mat", POSTURE_SUPINE, VIEW_SIDE, POSTURE_SUPINE, 0, 0, 0.3f, 0, 0, SETUP_FAR},
    {"too close", POSTURE_STANDING, VIEW_FRONT, POSTURE_STANDING, 0, 0, 1.2f, 0, 0.1f, SETUP_CLOSE},
    {"too close on the mat", POSTURE_SUPINE, VIEW_SIDE, POSTURE_SUPINE, 0, 0, 1.9f, 0, 0,
     SETUP_CLOSE},
    {"feet cut off", POSTURE_STANDING, VIEW_FRONT, POSTURE_STANDING, 0, 0, 0, 0, 0.15f, SETUP_FEET},
    {"head cut off", POSTURE_STANDING, VIEW_FRONT, POSTURE_STANDING, 0, 0, 0, 0, -0.2f, SETUP_HEAD},
    {"too far left", POSTURE_STANDING, VIEW_FRONT, POSTURE_STANDING, 0, 0, 0, -0.82f, 0,
     SETUP_EDGE_LEFT},
    {"too far right", POSTURE_STANDING, VIEW_FRONT, POSTURE_STANDING, 0, 0, 0, 0.82f, 0,
     SETUP_EDGE_RIGHT},
    {"head beyond the edge of the mat", POSTURE_SUPINE, VIEW_SIDE, POSTURE_SUPINE, 0, 0, 0, 0.6f, 0,
     SETUP_EDGE_RIGHT},
    {"facing, where the side is wanted", POSTURE_STANDING, VIEW_SIDE, POSTURE_STANDING, -90, 0, 0,
     0, 0, SETUP_TURN},
    {"from the side, where the front is wanted", POSTURE_STANDING, VIEW_FRONT, POSTURE_STANDING, 90,
     0, 0, 0, 0, SETUP_TURN},
    {"standing, where lying is wanted", POSTURE_SUPINE, VIEW_SIDE, POSTURE_STANDING, 0, 0, 0, 0, 0,
     SETUP_POSTURE},
    {"standing before the feet's camera", POSTURE_SUPINE, VIEW_FEET, POSTURE_STANDING, 0, 0, 0, 0,
     0, SETUP_POSTURE},
    {"lying, where standing is wanted", POSTURE_STANDING, VIEW_SIDE, POSTURE_SUPINE, 0, 0, 0, 0, 0,
     SETUP_POSTURE},
    {"standing, where hands and knees are wanted", POSTURE_QUADRUPED, VIEW_SIDE, POSTURE_STANDING,
     0, 0, 0, 0, 0, SETUP_POSTURE},
    {"a tilted camera", POSTURE_STANDING, VIEW_FRONT, POSTURE_STANDING, 0, 14, 0.6f, -0.1f, -0.2f,
     SETUP_TILTED},
    {"a tilted camera at the mat", POSTURE_SUPINE, VIEW_SIDE, POSTURE_SUPINE, 0, 25, 0.6f, 0, -0.2f,
     SETUP_TILTED},
};

Test(setup, by_table)
{
    const struct setup_rules rules = setup_rules_default();
    const struct feature_settings reading = feature_settings_default();
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        const struct pose pose = pose_of(&rows[i]);
        const struct setup_look look = look_of(&rows[i], &pose, &reading);
        const enum setup_problem problem = setup_check(&look, &rules);
        cr_expect_eq(problem, rows[i].problem, "%s: %s, not %s", rows[i].what,
                     setup_problem_name(problem), setup_problem_name(rows[i].problem));
    }
}

/* What isn't seen is missing, whatever the tracker makes of it. */
Test(setup, joints_that_are_not_seen)
{
    static const struct {
        enum joint from, to; /* hidden */
        enum setup_problem problem;
    } cases[] = {
        {JOINT_LEFT_HIP, JOINT_RIGHT_TOE, SETUP_CLOSE}, /* at the keyboard */
        {JOINT_LEFT_ANKLE, JOINT_RIGHT_TOE, SETUP_FEET},
        {JOINT_HEAD_TOP, JOINT_HEAD_TOP, SETUP_HEAD},
        {JOINT_HEAD_TOP, JOINT_RIGHT_TOE, SETUP_NOBODY},
        {JOINT_LEFT_ANKLE, JOINT_LEFT_ANKLE, SETUP_GOOD}, /* the far one may be hidden */
        {JOINT_LEFT_ELBOW, JOINT_RIGHT_WRIST, SETUP_GOOD},
    };
    const struct setup_rules rules = setup_rules_default();
    const struct feature_settings reading = feature_settings_default();
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct pose pose = pose_of(&rows[0]);
        for (int j = (int)cases[i].from; j <= (int)cases[i].to; j++)
            pose.joint[j].confidence = i % 2 ? 0.2f : 0;
        const struct setup_look look = look_of(&rows[0], &pose, &reading);
        const enum setup_problem problem = setup_check(&look, &rules);
        cr_expect_eq(problem, cases[i].problem, "case %zu: %s", i, setup_problem_name(problem));
    }
}

Test(setup, light_and_what_the_tracker_says_come_first)
{
    const struct setup_rules rules = setup_rules_default();
    const struct feature_settings reading = feature_settings_default();
    const struct pose pose = pose_of(&rows[0]);
    struct setup_look look = look_of(&rows[0], &pose, &reading);
    look.brightness = 0.05f;
    cr_expect_eq(setup_check(&look, &rules), SETUP_DARK);
    look.brightness = -1; /* no picture: a demo */
    cr_expect_eq(setup_check(&look, &rules), SETUP_GOOD);
    look.sight = SIGHT_DARK;
    cr_expect_eq(setup_check(&look, &rules), SETUP_DARK);
    look.sight = SIGHT_COVERED;
    cr_expect_eq(setup_check(&look, &rules), SETUP_COVERED);
    look.sight = SIGHT_SEVERAL;
    cr_expect_eq(setup_check(&look, &rules), SETUP_SEVERAL);
    look.sight = SIGHT_ONE;
    look.pose = NULL;
    cr_expect_eq(setup_check(&look, &rules), SETUP_NOBODY);
}

/* Somebody who faces the camera has the picture's left at the right hand. */
Test(setup, words_lead_the_right_way)
{
    cr_expect_str_eq(setup_words(SETUP_EDGE_LEFT, POSTURE_STANDING, VIEW_FRONT),
                     "A step to your left");
    cr_expect_str_eq(setup_words(SETUP_EDGE_RIGHT, POSTURE_STANDING, VIEW_FRONT),
                     "A step to your right");
    for (int problem = 0; problem < SETUP_COUNT; problem++)
        for (int posture = 0; posture < POSTURE_COUNT; posture++)
            for (int view = 0; view < VIEW_COUNT; view++) {
                const char *words = setup_words((enum setup_problem)problem, (enum posture)posture,
                                                (enum view)view);
                cr_expect(words[0] != '\0' && strlen(words) < 64, "%s", words);
                cr_expect(setup_guide((enum posture)posture, (enum view)view)[0]);
            }
}

/* ---- over time ---- */

Test(setup, all_good_for_a_while_counts_down_and_begins)
{
    const struct setup_rules rules = setup_rules_default();
    struct setup setup = {0};
    int64_t seen_us = -1, counting_us = -1, over_us = -1;
    for (int i = 0; i < 400 && over_us < 0; i++) {
        const int64_t t_us = (int64_t)i * 33333;
        /* Three seconds of stepping back, with flashes of all good in it. */
        const enum setup_problem problem = t_us < 3000000 && i % 20 != 0 ? SETUP_CLOSE : SETUP_GOOD;
        const enum setup_stage stage = setup_step(&setup, &rules, problem, t_us);
        if (t_us < 3000000)
            cr_assert_eq(stage, SETUP_LOOKING, "at %ld", (long)t_us);
        if (stage == SETUP_SEEN && seen_us < 0)
            seen_us = t_us;
        if (stage == SETUP_COUNTING && counting_us < 0)
            counting_us = t_us;
        if (stage == SETUP_OVER)
            over_us = t_us;
    }
    cr_expect(seen_us >= 4000000 && seen_us < 4100000, "%ld", (long)seen_us);
    cr_expect(counting_us - seen_us >= 2950000 && counting_us - seen_us < 3100000);
    cr_expect(over_us - counting_us >= 2950000 && over_us - counting_us < 3100000);
}

Test(setup, a_flicker_changes_no_words_and_stepping_out_stops_the_countdown)
{
    const struct setup_rules rules = setup_rules_default();
    struct setup setup = {0};
    int64_t t_us = 0;
    for (; t_us < 5000000; t_us += 50000)
        setup_step(&setup, &rules, SETUP_GOOD, t_us);
    cr_expect_eq(setup_stage(&setup, &rules), SETUP_COUNTING);
    for (int i = 0; i < 5; i++, t_us += 50000)
        setup_step(&setup, &rules, SETUP_FEET, t_us);
    cr_expect_eq(setup.told, SETUP_GOOD, "a quarter of a second is a flicker");
    setup_step(&setup, &rules, SETUP_GOOD, t_us);
    for (int i = 0; i < 20; i++, t_us += 50000)
        setup_step(&setup, &rules, SETUP_FEET, t_us);
    cr_expect_eq(setup.told, SETUP_FEET);
    cr_expect_eq(setup_stage(&setup, &rules), SETUP_LOOKING);
    cr_expect_float_eq(setup_left_s(&setup, &rules), rules.countdown_s, 1e-6);
    const struct setup before = setup;
    setup_step(&setup, &rules, SETUP_GOOD, 0);
    cr_expect_eq(memcmp(&before, &setup, sizeof setup), 0, "time that runs backwards is nothing");
}
