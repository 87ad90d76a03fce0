#include "gesture.h"

#include "base.h"

#include <math.h>

/* Lost sight of for so long, a gesture is over; a moment of noise does not end it. */
#define UNSEEN_MOST_US 500000
#define NOT_MOST_US    250000
#define BACK_US        1000000 /* in the picture for a second: not only passing through */
#define SMOOTH_S       0.2f    /* of places, for stillness: noise is not movement */
#define LEAST_TRUNK    0.02f   /* picture heights: shorter, it has no direction */
#define LEAST_JOINTS   5       /* within the picture: fewer are nobody, or a hand at the laptop */
#define HEAD_USUAL     1.6f /* of the crown along the trunk, hips 0, shoulders 1: body.c's shape */
#define HEAD_LEAST     1.3f /* where a tracker puts it elsewhere */
#define HEAD_MOST      1.8f
#define HEAD_ABOVE     0.1f /* hands are above it by this (trunk lengths): beside it they rest */
#define HEAD_SLACK     0.2f /* once up, hands may come down by so much (trunk lengths) */
#define HAND_LEAST     0.3f /* one hand: above its shoulder by this much */
#define HAND_SLACK     0.15f
#define UPRIGHT_LEAST                                                                              \
    0.6f /* cosine of the trunk against the picture's vertical: about 53 degrees */

#define SECONDS(us) ((float)(us)*1e-6f)

static const struct cfg_key keys[] = {
    {"on", CFG_BOOL, offsetof(struct gesture_rules, on), .missing = 1,
     .doc = "listen to gestures at all"},
    {"both_hands_s", CFG_FLOAT, offsetof(struct gesture_rules, both_s), .low = 1, .high = 6,
     .unit = "s", .missing = 2, .doc = "both hands above the head so long: pause, or go on"},
    {"one_hand_s", CFG_FLOAT, offsetof(struct gesture_rules, one_s), .low = 0.3, .high = 4,
     .unit = "s", .missing = 0.6, .doc = "one hand up so long: a step to its side"},
    {"repeat_s", CFG_FLOAT, offsetof(struct gesture_rules, repeat_s), .low = 0.4, .high = 5,
     .unit = "s", .missing = 1, .doc = "while it stays up, another step this often"},
    {"still_s", CFG_FLOAT, offsetof(struct gesture_rules, still_s), .low = 1, .high = 8,
     .unit = "s", .missing = 2, .doc = "hands down and still so long: the choice is confirmed"},
    {"still_way", CFG_FLOAT, offsetof(struct gesture_rules, still_way), .low = 0.05, .high = 0.6,
     .unit = "trunk lengths", .missing = 0.2, .doc = "what still counts as still"},
    {"gone_s", CFG_FLOAT, offsetof(struct gesture_rules, gone_s), .low = 1, .high = 30, .unit = "s",
     .missing = 3, .doc = "out of the picture so long: pause"},
    {"countdown_s", CFG_FLOAT, offsetof(struct gesture_rules, countdown_s), .low = 1, .high = 15,
     .unit = "s", .missing = 3, .doc = "back in the picture: goes on after so long"},
};

const struct cfg_table gesture_rules_table = {"gestures", keys, ARRAY_LENGTH(keys), NULL};

struct gesture_rules gesture_rules_default(void)
{
    return (struct gesture_rules){.on = true,
                                  .both_s = 2,
                                  .one_s = 0.6f,
                                  .repeat_s = 1,
                                  .still_s = 2,
                                  .still_way = 0.2f,
                                  .gone_s = 3,
                                  .countdown_s = 3};
}

const char *gesture_name(enum gesture gesture)
{
    static const char *const names[GESTURE_COUNT] = {
        "none", "both_hands", "left_hand", "right_hand", "still", "gone", "back"};
    return names[gesture];
}

/* ---- what one pose shows ---- */

static struct gesture_point middle_of(struct gesture_point a, struct gesture_point b)
{
    return (struct gesture_point){0.5f * (a.x + b.x), 0.5f * (a.y + b.y)};
}

static float way_between(struct gesture_point a, struct gesture_point b)
{
    return hypotf(a.x - b.x, a.y - b.y);
}

enum answer { ANSWER_NOT, ANSWER_YES, ANSWER_UNSEEN };

/* A trunk with a direction, and what lies how far along it. */
struct trunk {
    bool seen;
    struct gesture_point top, bottom;
    float x, y;   /* unit vector from hips to shoulders */
    float length; /* picture heights */
    float head;   /* the crown's place along it */
};

static bool sees(const struct pose *pose, enum joint joint, float least, struct gesture_point *at)
{
    const struct landmark *mark = &pose->joint[joint];
    if (!pose->present || mark->confidence <= 0 || mark->confidence < least)
        return false;
    *at = (struct gesture_point){mark->x, mark->y};
    return true;
}

/* The middle of a pair, or the one of the two that is seen. */
static bool sees_pair(const struct pose *pose, enum joint left, float least,
                      struct gesture_point *at)
{
    struct gesture_point l, r;
    const bool sees_l = sees(pose, left, least, &l);
    const bool sees_r = sees(pose, (enum joint)(left + 1), least, &r);
    if (sees_l && sees_r)
        *at = middle_of(l, r);
    else if (sees_l || sees_r)
        *at = sees_l ? l : r;
    return sees_l || sees_r;
}

static float along(const struct trunk *trunk, struct gesture_point at)
{
    return ((at.x - trunk->bottom.x) * trunk->x + (at.y - trunk->bottom.y) * trunk->y) /
           trunk->length;
}

static struct trunk trunk_of(const struct pose *pose, float least)
{
    struct trunk trunk = {0};
    struct gesture_point head;
    if (!sees_pair(pose, JOINT_LEFT_SHOULDER, least, &trunk.top) ||
        !sees_pair(pose, JOINT_LEFT_HIP, least, &trunk.bottom))
        return trunk;
    trunk.length = way_between(trunk.top, trunk.bottom);
    if (trunk.length < LEAST_TRUNK)
        return trunk;
    trunk.seen = true;
    trunk.x = (trunk.top.x - trunk.bottom.x) / trunk.length;
    trunk.y = (trunk.top.y - trunk.bottom.y) / trunk.length;
    trunk.head = HEAD_USUAL;
    if (sees(pose, JOINT_HEAD_TOP, least, &head))
        trunk.head = clamp_float(along(&trunk, head), HEAD_LEAST, HEAD_MOST);
    return trunk;
}

/* On hands and knees, and sitting back from there, the arms reach past the head by themselves: who
 * wants to say something kneels up. */
static bool may_speak(const struct trunk *trunk, const struct gesture_scene *scene)
{
    const bool bends = scene->posture == POSTURE_QUADRUPED || scene->posture == POSTURE_KNEELING;
    return !bends || -trunk->y >= UPRIGHT_LEAST;
}

/* slack: the gesture is under way, which a little less goes on with. */
static enum answer both_up(const struct pose *pose, const struct trunk *trunk,
                           const struct gesture_scene *scene, bool slack)
{
    const float least = trunk->head + HEAD_ABOVE - (slack ? HEAD_SLACK : 0);
    bool unseen = !trunk->seen;
    if (trunk->seen && !may_speak(trunk, scene))
        return ANSWER_NOT;
    for (int side = 0; side < 2; side++) {
        struct gesture_point wrist;
        if (!sees(pose, (enum joint)(JOINT_LEFT_WRIST + side), scene->min_confidence, &wrist))
            unseen = true;
        else if (trunk->seen && along(trunk, wrist) < least)
            return ANSWER_NOT;
    }
    return unseen ? ANSWER_UNSEEN : ANSWER_YES;
}

static enum answer hand_up(const struct pose *pose, const struct trunk *trunk,
                           const struct gesture_scene *scene, int side, bool slack)
{
    struct gesture_point wrist, shoulder;
    const float least = scene->min_confidence;
    if (!trunk->seen || !sees(pose, (enum joint)(JOINT_LEFT_WRIST + side), least, &wrist))
        return ANSWER_UNSEEN;
    if (!may_speak(trunk, scene))
        return ANSWER_NOT;
    if (!sees(pose, (enum joint)(JOINT_LEFT_SHOULDER + side), least, &shoulder))
        shoulder = trunk->top;
    const float above = along(trunk, wrist) - along(trunk, shoulder);
    return above >= HAND_LEAST - (slack ? HAND_SLACK : 0) ? ANSWER_YES : ANSWER_NOT;
}

bool gesture_somebody(const struct pose *pose, float aspect, float min_confidence)
{
    int inside = 0;
    for (int i = 0; i < JOINT_COUNT; i++) {
        struct gesture_point at;
        if (sees(pose, (enum joint)i, min_confidence, &at))
            inside += at.x >= 0 && at.y >= 0 && at.y <= 1 && (aspect <= 0 || at.x <= aspect);
    }
    return inside >= LEAST_JOINTS;
}

/* ---- over time ---- */

/* Follows what is seen; true once it has been seen for length_s, and has not been told. */
static bool follow(struct gesture_watch *watch, enum answer answer, int64_t now_us, float length_s)
{
    if (answer == ANSWER_YES) {
        if (!watch->seen)
            *watch = (struct gesture_watch){.seen = true, .since_us = now_us};
        watch->yes_us = now_us;
        return !watch->done && SECONDS(now_us - watch->since_us) >= length_s;
    }
    const int64_t most_us = answer == ANSWER_NOT ? NOT_MOST_US : UNSEEN_MOST_US;
    if (watch->seen && now_us - watch->yes_us >= most_us)
        *watch = (struct gesture_watch){0};
    return false;
}

/* Told once; what it was told of has to end first. */
static enum gesture tell(struct gesture_watch *watch, int64_t now_us, enum gesture gesture)
{
    watch->done = true;
    watch->told_us = now_us;
    return gesture;
}

static enum gesture step_hands(struct gesture_state *state, const struct gesture_rules *rules,
                               const struct gesture_scene *scene, const struct pose *pose)
{
    const struct trunk trunk = trunk_of(pose, scene->min_confidence);
    const int64_t now_us = state->now_us;
    enum answer up[2];
    const bool both =
        follow(&state->both, both_up(pose, &trunk, scene, state->both.seen), now_us, rules->both_s);
    for (int side = 0; side < 2; side++)
        up[side] = hand_up(pose, &trunk, scene, side, state->one[side].seen);
    enum gesture found = GESTURE_NONE;
    for (int side = 0; side < 2; side++) {
        struct gesture_watch *watch = &state->one[side];
        /* Two hands are no hand: on their way up and down they are not always level. */
        const bool alone = up[!side] != ANSWER_YES && !state->both.seen;
        if (watch->done && SECONDS(now_us - watch->told_us) >= rules->repeat_s)
            watch->done = false;
        if (follow(watch, alone ? up[side] : ANSWER_NOT, now_us, rules->one_s))
            found = tell(watch, now_us, side == 0 ? GESTURE_LEFT_HAND : GESTURE_RIGHT_HAND);
    }
    return both ? tell(&state->both, now_us, GESTURE_BOTH_HANDS) : found;
}

/* Trunk or shoulders, whichever the camera shows longer: from the feet a trunk is short. */
static void take_scale(struct gesture_state *state, const struct pose *pose, float least)
{
    const struct trunk trunk = trunk_of(pose, least);
    struct gesture_point l, r;
    if (!trunk.seen || !sees(pose, JOINT_LEFT_SHOULDER, least, &l) ||
        !sees(pose, JOINT_RIGHT_SHOULDER, least, &r))
        return;
    state->scale = fmaxf(trunk.length, 1.3f * way_between(l, r));
}

/* Smoothed places of what has to be still; false: too little is seen. */
static bool take_places(struct gesture_state *state, const struct gesture_scene *scene,
                        const struct pose *pose, float passed_s)
{
    static const enum joint joints[GESTURE_POINTS] = {JOINT_LEFT_SHOULDER, JOINT_RIGHT_SHOULDER,
                                                      JOINT_LEFT_HIP,      JOINT_RIGHT_HIP,
                                                      JOINT_LEFT_WRIST,    JOINT_RIGHT_WRIST};
    const float share = passed_s / (passed_s + SMOOTH_S);
    uint32_t seen = 0;
    take_scale(state, pose, scene->min_confidence);
    for (int i = 0; i < GESTURE_POINTS; i++) {
        struct gesture_point at, *place = &state->place[i];
        if (!sees(pose, joints[i], scene->min_confidence, &at))
            continue;
        seen |= 1u << i;
        if (state->kept >> i & 1u) {
            place->x += (at.x - place->x) * share;
            place->y += (at.y - place->y) * share;
        } else {
            *place = state->anchor[i] = at;
        }
    }
    state->kept |= seen;
    return (seen & 3u) && (seen & 12u) && state->scale > 0;
}

static void begin_still(struct gesture_state *state)
{
    state->still = (struct gesture_watch){0};
    for (int i = 0; i < GESTURE_POINTS; i++)
        state->anchor[i] = state->place[i];
}

static enum gesture step_still(struct gesture_state *state, const struct gesture_rules *rules,
                               const struct gesture_scene *scene, const struct pose *pose,
                               float passed_s)
{
    const bool seen = take_places(state, scene, pose, passed_s);
    const bool hands = state->both.seen || state->one[0].seen || state->one[1].seen;
    if (!scene->confirms || hands) {
        begin_still(state);
        return GESTURE_NONE;
    }
    if (seen) {
        const float most = rules->still_way * state->scale;
        for (int i = 0; i < GESTURE_POINTS; i++)
            if ((state->kept >> i & 1u) && way_between(state->place[i], state->anchor[i]) > most) {
                begin_still(state);
                break;
            }
    }
    if (!follow(&state->still, seen ? ANSWER_YES : ANSWER_UNSEEN, state->now_us, rules->still_s))
        return GESTURE_NONE;
    return tell(&state->still, state->now_us, GESTURE_STILL);
}

static enum gesture step_presence(struct gesture_state *state, const struct gesture_rules *rules,
                                  bool somebody)
{
    const int64_t now_us = state->now_us;
    const bool gone =
        follow(&state->gone, somebody ? ANSWER_NOT : ANSWER_YES, now_us, rules->gone_s);
    const bool back =
        follow(&state->back, somebody ? ANSWER_YES : ANSWER_NOT, now_us, SECONDS(BACK_US));
    if (!state->left && gone) {
        state->left = true;
        return tell(&state->gone, now_us, GESTURE_GONE);
    }
    if (state->left && back) {
        state->left = false;
        return tell(&state->back, now_us, GESTURE_BACK);
    }
    return GESTURE_NONE;
}

enum gesture gesture_step(struct gesture_state *state, const struct gesture_rules *rules,
                          const struct gesture_scene *scene, const struct pose *pose, int64_t t_us)
{
    static const struct pose nobody;
    if (state->started && t_us < state->now_us)
        return GESTURE_NONE;
    const float passed_s = state->started ? SECONDS(t_us - state->now_us) : 0;
    state->started = true;
    state->now_us = t_us;
    if (pose == NULL)
        pose = &nobody;
    enum gesture found = step_hands(state, rules, scene, pose);
    const enum gesture still = step_still(state, rules, scene, pose, passed_s);
    const bool somebody = gesture_somebody(pose, scene->aspect, scene->min_confidence);
    const enum gesture presence = step_presence(state, rules, somebody);
    if (found == GESTURE_NONE)
        found = still;
    return found == GESTURE_NONE ? presence : found;
}

static float share_of(const struct gesture_watch *watch, int64_t now_us, float length_s)
{
    if (!watch->seen || watch->done || length_s <= 0)
        return 0;
    return clamp_float(SECONDS(now_us - watch->since_us) / length_s, 0, 1);
}

float gesture_share(const struct gesture_state *state, const struct gesture_rules *rules,
                    enum gesture gesture)
{
    switch (gesture) {
    case GESTURE_BOTH_HANDS:
        return share_of(&state->both, state->now_us, rules->both_s);
    case GESTURE_LEFT_HAND:
    case GESTURE_RIGHT_HAND:
        return share_of(&state->one[gesture - GESTURE_LEFT_HAND], state->now_us, rules->one_s);
    case GESTURE_STILL:
        return share_of(&state->still, state->now_us, rules->still_s);
    case GESTURE_GONE:
        return share_of(&state->gone, state->now_us, rules->gone_s);
    default:
        return 0;
    }
}

void gesture_rest(struct gesture_state *state)
{
    state->both.done = state->both.seen;
    for (int side = 0; side < 2; side++) {
        state->one[side].done = state->one[side].seen;
        state->one[side].told_us = INT64_MAX; /* no other step without coming down */
    }
    begin_still(state);
}
