#include "setup.h"

#include "movement/posture.h"

#include <math.h>

#define TRUNK_SHARE    0.288f /* of the stature: Drillis and Contini (1966), as movement/body.c */
#define SHOULDER_SHARE 0.220f /* the same, between what trackers mark */
#define FEET_LEAST     0.95f  /* from the feet a trunk looks shorter than shoulders are wide */
#define LYING_MORE_DEG 10.0f  /* askew and looking down, a level camera shows a mat aslant */
#define TOLD_AFTER_US  600000 /* a problem lasts so long before it is told */
#define DEGREES        57.29578f

static const struct cfg_key keys[] = {
    {"on", CFG_BOOL, offsetof(struct setup_rules, on), .missing = 1,
     .doc = "look whether the camera sees you well before a new view"},
    {"least_height", CFG_FLOAT, offsetof(struct setup_rules, least_height), .low = 0.2, .high = 0.8,
     .unit = "picture heights", .missing = 0.4,
     .doc = "a standing body that is smaller is too far"},
    {"most_height", CFG_FLOAT, offsetof(struct setup_rules, most_height), .low = 0.8, .high = 1.4,
     .unit = "picture heights", .missing = 1, .doc = "one that is larger is too close"},
    {"margin", CFG_FLOAT, offsetof(struct setup_rules, margin), .low = 0, .high = 0.2,
     .unit = "picture heights", .missing = 0.01, .doc = "what stays free around the body"},
    {"most_tilt_deg", CFG_FLOAT, offsetof(struct setup_rules, most_tilt_deg), .low = 3, .high = 30,
     .unit = "degrees", .missing = 9,
     .doc = "a camera that is further askew is to be set straight"},
    {"dark", CFG_FLOAT, offsetof(struct setup_rules, dark), .low = 0, .high = 0.5, .missing = 0.12,
     .doc = "a picture whose mean is darker (0 to 1) is too dark"},
    {"steady_s", CFG_FLOAT, offsetof(struct setup_rules, steady_s), .low = 0.5, .high = 10,
     .unit = "s", .missing = 1, .doc = "all good for so long: you are seen"},
    {"seen_s", CFG_FLOAT, offsetof(struct setup_rules, seen_s), .low = 0.5, .high = 20, .unit = "s",
     .missing = 3, .doc = "what works without keys is shown so long"},
    {"countdown_s", CFG_FLOAT, offsetof(struct setup_rules, countdown_s), .low = 1, .high = 20,
     .unit = "s", .missing = 3, .doc = "then it begins after so long"},
};

const struct cfg_table setup_rules_table = {"setup", keys, ARRAY_LENGTH(keys), NULL};

struct setup_rules setup_rules_default(void)
{
    return (struct setup_rules){.on = true,
                                .least_height = 0.4f,
                                .most_height = 1,
                                .margin = 0.01f,
                                .most_tilt_deg = 9,
                                .dark = 0.12f,
                                .steady_s = 1,
                                .seen_s = 3,
                                .countdown_s = 3};
}

/* ---- one pose ---- */

struct spot {
    bool seen;
    float x, y;
};

/* What of the body is seen, and where it ends. */
struct shape {
    struct spot head, shoulders, hips, knees, ankles; /* middles of what is seen of each pair */
    float trunk, width; /* picture heights; 0 and -1: not seen. width: both shoulders */
    int inside;         /* joints within the picture */
    float left, right;  /* of all that is seen */
};

static struct spot spot_of(const struct setup_look *look, enum joint joint)
{
    const struct landmark *mark = &look->pose->joint[joint];
    const float least = look->reading->min_confidence;
    return (struct spot){mark->confidence > 0 && mark->confidence >= least, mark->x, mark->y};
}

static struct spot middle_of(const struct setup_look *look, enum joint left)
{
    const struct spot l = spot_of(look, left), r = spot_of(look, (enum joint)(left + 1));
    if (l.seen && r.seen)
        return (struct spot){true, (l.x + r.x) / 2, (l.y + r.y) / 2};
    return l.seen ? l : r;
}

static bool is_inside(const struct setup_look *look, const struct spot *spot, float margin)
{
    return spot->seen && spot->y >= margin && spot->y <= 1 - margin && spot->x >= margin &&
           spot->x <= look->aspect - margin;
}

static struct shape shape_of(const struct setup_look *look)
{
    struct shape shape = {.head = spot_of(look, JOINT_HEAD_TOP),
                          .shoulders = middle_of(look, JOINT_LEFT_SHOULDER),
                          .hips = middle_of(look, JOINT_LEFT_HIP),
                          .knees = middle_of(look, JOINT_LEFT_KNEE),
                          .ankles = middle_of(look, JOINT_LEFT_ANKLE),
                          .width = -1,
                          .left = (float)POSE_LIMIT,
                          .right = -(float)POSE_LIMIT};
    const struct spot l = spot_of(look, JOINT_LEFT_SHOULDER),
                      r = spot_of(look, JOINT_RIGHT_SHOULDER);
    if (shape.shoulders.seen && shape.hips.seen)
        shape.trunk = hypotf(shape.shoulders.x - shape.hips.x, shape.shoulders.y - shape.hips.y);
    if (l.seen && r.seen)
        shape.width = hypotf(l.x - r.x, l.y - r.y);
    for (int i = 0; i < JOINT_COUNT; i++) {
        const struct spot spot = spot_of(look, (enum joint)i);
        if (!spot.seen)
            continue;
        shape.inside += is_inside(look, &spot, 0);
        shape.left = fminf(shape.left, spot.x);
        shape.right = fmaxf(shape.right, spot.x);
    }
    return shape;
}

static bool lies(enum posture posture)
{
    return posture == POSTURE_SUPINE || posture == POSTURE_SIDE_LYING;
}

/* From the feet a trunk tells little, but that it looks short. */
static bool posture_is(const struct setup_look *look, const struct shape *shape)
{
    static const struct feature_state nothing;
    if (look->view == VIEW_FEET)
        return shape->trunk <= 0 || shape->width < 0 || shape->width > FEET_LEAST * shape->trunk;
    return posture_fits(look->posture, look->view, look->pose, look->known ? look->known : &nothing,
                        look->reading, false);
}

/* A standing body's height, from what shows least of how it stands; 0: not known. */
static float height_of(const struct setup_look *look, const struct shape *shape)
{
    if (look->view == VIEW_FEET)
        return shape->width / SHOULDER_SHARE;
    return shape->trunk / TRUNK_SHARE;
}

/* Degrees of a line against the vertical (upright) or the horizontal (lying), without its sign. */
static float askew(const struct spot *a, const struct spot *b, bool lying)
{
    const float across = fabsf(a->x - b->x), down = fabsf(a->y - b->y);
    return DEGREES * (lying ? atan2f(down, across) : atan2f(across, down));
}

static bool is_tilted(const struct setup_look *look, const struct shape *shape, float most_deg)
{
    if (look->view == VIEW_FEET)
        return false;
    if (look->posture == POSTURE_STANDING && shape->ankles.seen && shape->shoulders.seen)
        return askew(&shape->ankles, &shape->shoulders, false) > most_deg;
    if (lies(look->posture) && shape->trunk > 0)
        return askew(&shape->hips, &shape->shoulders, true) > most_deg + LYING_MORE_DEG;
    return false;
}

static bool is_turned(const struct setup_look *look, const struct shape *shape)
{
    if (look->view == VIEW_FEET || shape->trunk <= 0 || shape->width < 0)
        return false;
    const float ratio = shape->width / shape->trunk;
    return look->view == VIEW_SIDE ? ratio > look->reading->side_max_width
                                   : ratio < look->reading->front_min_width;
}

static enum setup_problem check_place(const struct setup_look *look,
                                      const struct setup_rules *rules, const struct shape *shape)
{
    const float height = height_of(look, shape);
    const bool left = shape->left < rules->margin;
    const bool right = shape->right > look->aspect - rules->margin;
    if (height > rules->most_height || (left && right))
        return SETUP_CLOSE;
    if (shape->shoulders.seen && !shape->hips.seen && look->view != VIEW_FEET)
        return SETUP_CLOSE; /* at the keyboard still */
    if (height > 0 && height < rules->least_height)
        return SETUP_FAR;
    if (left || right)
        return left ? SETUP_EDGE_LEFT : SETUP_EDGE_RIGHT;
    const bool head = look->view == VIEW_FEET || is_inside(look, &shape->head, rules->margin);
    const bool feet = is_inside(look, &shape->ankles, rules->margin) && shape->knees.seen;
    if (!head)
        return feet ? SETUP_HEAD : SETUP_CLOSE;
    return feet ? SETUP_GOOD : SETUP_FEET;
}

enum setup_problem setup_check(const struct setup_look *look, const struct setup_rules *rules)
{
    if (look->sight == SIGHT_DARK || (look->brightness >= 0 && look->brightness < rules->dark))
        return SETUP_DARK;
    if (look->sight == SIGHT_COVERED)
        return SETUP_COVERED;
    if (look->sight == SIGHT_SEVERAL)
        return SETUP_SEVERAL;
    if (look->pose == NULL || !look->pose->present)
        return SETUP_NOBODY;
    const struct shape shape = shape_of(look);
    if (shape.inside < 5)
        return SETUP_NOBODY;
    if (!posture_is(look, &shape))
        return SETUP_POSTURE;
    const enum setup_problem place = check_place(look, rules, &shape);
    if (place != SETUP_GOOD)
        return place;
    if (is_tilted(look, &shape, rules->most_tilt_deg))
        return SETUP_TILTED;
    return is_turned(look, &shape) ? SETUP_TURN : SETUP_GOOD;
}

/* ---- words ---- */

const char *setup_problem_name(enum setup_problem problem)
{
    static const char *const names[SETUP_COUNT] = {
        "good", "dark",      "covered",    "several", "nobody", "posture", "close",
        "far",  "edge_left", "edge_right", "head",    "feet",   "tilted",  "turn"};
    return names[problem];
}

static const char *posture_words(enum posture posture, enum view view)
{
    switch (posture) {
    case POSTURE_STANDING:
        return "Stand up, in your own time";
    case POSTURE_SITTING:
        return "Sit on the chair, upright";
    case POSTURE_KNEELING:
        return "Come up to kneeling";
    case POSTURE_SUPINE:
        return view == VIEW_FEET ? "Lie on your back, feet towards the camera"
                                 : "Lie on your back, side-on to the camera";
    case POSTURE_SIDE_LYING:
        return "On your side, belly to the camera";
    default:
        return "Hands and knees, side-on to the camera";
    }
}

/* The picture's left is the right-hand side of somebody who faces the camera. */
static const char *edge_words(enum setup_problem problem, enum posture posture, enum view view)
{
    if (view != VIEW_FRONT || lies(posture))
        return "Move towards the middle of the picture";
    return problem == SETUP_EDGE_LEFT ? "A step to your left" : "A step to your right";
}

const char *setup_words(enum setup_problem problem, enum posture posture, enum view view)
{
    const bool floor = lies(posture) || posture == POSTURE_QUADRUPED;
    switch (problem) {
    case SETUP_GOOD:
        return SETUP_SEEN_WORDS;
    case SETUP_DARK:
        return "It is dark here: more light, please";
    case SETUP_COVERED:
        return "Something is in front of the camera";
    case SETUP_SEVERAL:
        return "I see more than one person: one at a time";
    case SETUP_NOBODY:
        return "Step into the picture";
    case SETUP_POSTURE:
        return posture_words(posture, view);
    case SETUP_CLOSE:
        return floor ? "A little further from the camera" : "Step back a little";
    case SETUP_FAR:
        return "Come a little closer";
    case SETUP_EDGE_LEFT:
    case SETUP_EDGE_RIGHT:
        return edge_words(problem, posture, view);
    case SETUP_HEAD:
        return floor ? "I can't see your head: move along the mat"
                     : "I can't see your head: step back";
    case SETUP_FEET:
        return floor ? "I can't see your feet: move along the mat"
                     : "I can't see your feet: step back";
    case SETUP_TILTED:
        return "The camera is tilted: set it straight";
    default:
        return view == VIEW_SIDE ? "Turn your side to the camera" : "Turn to face the camera";
    }
}

const char *setup_guide(enum posture posture, enum view view)
{
    if (view == VIEW_FEET)
        return "Camera on the floor, two metres from your feet. Lie with the feet towards it.";
    if (posture == POSTURE_SUPINE || posture == POSTURE_QUADRUPED)
        return "Camera at mat height, two metres away. Your side faces it, the mat lies across.";
    if (posture == POSTURE_SIDE_LYING)
        return "Camera at mat height, two metres away. Your belly faces it, the mat lies across.";
    return view == VIEW_SIDE ? "Camera at chair height, two metres away. Your side faces it."
                             : "Camera at chair height, two metres away. You face it.";
}

/* ---- over time ---- */

static int64_t to_us(float seconds)
{
    return (int64_t)((double)seconds * 1e6);
}

enum setup_stage setup_step(struct setup *setup, const struct setup_rules *rules,
                            enum setup_problem problem, int64_t t_us)
{
    if (!setup->started) {
        setup->started = true;
        setup->told = setup->next = problem == SETUP_GOOD ? SETUP_NOBODY : problem;
        setup->now_us = setup->told_us = setup->next_us = t_us;
    }
    if (t_us < setup->now_us)
        return setup_stage(setup, rules);
    setup->now_us = t_us;
    if (problem != setup->next) {
        setup->next = problem;
        setup->next_us = t_us;
    }
    const int64_t least_us = problem == SETUP_GOOD ? to_us(rules->steady_s) : TOLD_AFTER_US;
    if (setup->next != setup->told && t_us - setup->next_us >= least_us) {
        setup->told = setup->next;
        setup->told_us = t_us;
    }
    return setup_stage(setup, rules);
}

enum setup_stage setup_stage(const struct setup *setup, const struct setup_rules *rules)
{
    if (!setup->started || setup->told != SETUP_GOOD)
        return SETUP_LOOKING;
    const int64_t good_us = setup->now_us - setup->told_us;
    if (good_us < to_us(rules->seen_s))
        return SETUP_SEEN;
    return good_us < to_us(rules->seen_s) + to_us(rules->countdown_s) ? SETUP_COUNTING : SETUP_OVER;
}

float setup_left_s(const struct setup *setup, const struct setup_rules *rules)
{
    if (setup_stage(setup, rules) == SETUP_LOOKING)
        return rules->countdown_s;
    const float since_s = (float)(setup->now_us - setup->told_us - to_us(rules->seen_s)) * 1e-6f;
    return clamp_float(rules->countdown_s - since_s, 0, rules->countdown_s);
}

struct setup_show setup_show(const struct setup *setup, const struct setup_rules *rules)
{
    return (struct setup_show){.stage = setup_stage(setup, rules),
                               .problem = setup->told,
                               .posture = setup->posture,
                               .view = setup->view,
                               .words = setup_words(setup->told, setup->posture, setup->view),
                               .guide = setup_guide(setup->posture, setup->view),
                               .left_s = setup_left_s(setup, rules),
                               .total_s = rules->countdown_s};
}
