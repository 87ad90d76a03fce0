#include "hands.h"

/* Another question is another number, so that no choice is carried over to it. */
static int question_of(const struct screen_view *view, enum screen_id id)
{
    enum ask_kind kind;
    if (id == SCREEN_SCREENING)
        return 100 + view->world->screening_flag;
    if (id == SCREEN_PAIN && world_question(view->world, &kind))
        return 1 + (int)kind;
    return 0;
}

static void notice(struct hands *hands, const struct screen_view *view, enum screen_id id)
{
    const int question = question_of(view, id);
    if (hands->begun && id == hands->id && question == hands->question)
        return;
    hands->begun = true;
    hands->id = id;
    hands->question = question;
    hands->chosen = false;
    gesture_rest(&hands->gesture);
}

static struct gesture_scene scene_of(const struct hands *hands, const struct screen_view *view)
{
    const struct exercise *exercise = view->world ? world_exercise(view->world) : NULL;
    const float least = view->min_confidence > 0 ? view->min_confidence : SCREEN_CONFIDENCE;
    return (struct gesture_scene){.posture = exercise ? exercise->posture : POSTURE_STANDING,
                                  .aspect = view->aspect,
                                  .min_confidence = least,
                                  .confirms = hands->chosen};
}

static bool has_choice(enum screen_id id)
{
    return id == SCREEN_PAUSED || id == SCREEN_PAIN || id == SCREEN_SCREENING;
}

/* A set is on: somebody has to be there. */
static bool is_under_way(enum screen_id id)
{
    return id == SCREEN_EXERCISE || id == SCREEN_DEMO;
}

static enum screen_key key_of_both(enum screen_id id)
{
    switch (id) {
    case SCREEN_EXERCISE:
    case SCREEN_DEMO:
    case SCREEN_REST:
    case SCREEN_PAUSED:
        return KEY_SPACE;
    case SCREEN_SETUP:
    case SCREEN_OFFER:
        return KEY_ENTER;
    case SCREEN_PAIN:
        return KEY_SKIP;
    default:
        return KEY_NONE;
    }
}

static enum screen_key key_of(struct hands *hands, enum gesture gesture, enum screen_id id)
{
    switch (gesture) {
    case GESTURE_BOTH_HANDS:
        return key_of_both(id);
    case GESTURE_LEFT_HAND:
    case GESTURE_RIGHT_HAND:
        if (!has_choice(id))
            return KEY_NONE;
        hands->chosen = true;
        return gesture == GESTURE_LEFT_HAND ? KEY_LEFT : KEY_RIGHT;
    case GESTURE_STILL:
        if (!hands->chosen)
            return KEY_NONE;
        hands->chosen = false;
        gesture_rest(&hands->gesture);
        return KEY_ENTER;
    default:
        return KEY_NONE;
    }
}

/* Whoever walks out of the picture pauses, and goes on by coming back; what was paused in another
 * way stays so. In a rest nobody has to be there. */
static enum screen_key follow_leaving(struct hands *hands, const struct gesture_rules *rules,
                                      enum screen_id id, int64_t t_us)
{
    const bool gone = hands->gesture.left;
    if (hands->left && id != SCREEN_PAUSED) {
        hands->excused = gone; /* by a key, from outside */
        hands->left = false;
    }
    hands->excused = hands->excused && gone;
    if (!hands->left) {
        hands->go_us = 0;
        if (!gone || hands->excused || !is_under_way(id))
            return KEY_NONE;
        hands->left = true;
        return KEY_SPACE;
    }
    /* Out again, or with other plans: a choice is being made. */
    if (gone || !hands->gesture.back.seen || hands->chosen)
        hands->go_us = 0;
    else if (hands->go_us == 0)
        hands->go_us = t_us + (int64_t)((double)rules->countdown_s * 1e6);
    if (hands->chosen)
        hands->left = false;
    if (hands->go_us == 0 || t_us < hands->go_us)
        return KEY_NONE;
    hands->left = false;
    return KEY_SPACE;
}

static struct gesture_show show_of(const struct hands *hands, const struct gesture_rules *rules,
                                   bool somebody, enum screen_id id, int64_t t_us)
{
    struct gesture_show show = {.somebody = somebody, .choosing = hands->chosen};
    for (int i = GESTURE_BOTH_HANDS; i <= GESTURE_STILL; i++) {
        const enum gesture gesture = (enum gesture)i;
        const bool hand = gesture == GESTURE_LEFT_HAND || gesture == GESTURE_RIGHT_HAND;
        const float share = gesture_share(&hands->gesture, rules, gesture);
        if (share <= show.share || (hand && !has_choice(id)) ||
            (gesture == GESTURE_BOTH_HANDS && key_of_both(id) == KEY_NONE))
            continue;
        show.gesture = gesture;
        show.share = share;
    }
    if (hands->go_us > t_us)
        show.go_on_s = (float)(hands->go_us - t_us) * 1e-6f;
    return show;
}

enum screen_key hands_watch(struct hands *hands, const struct gesture_rules *rules,
                            const struct screen_view *view, const struct pose *pose, int64_t t_us)
{
    const enum screen_id id = screen_choose(view);
    if (!rules->on)
        return KEY_NONE;
    notice(hands, view, id);
    const struct gesture_scene scene = scene_of(hands, view);
    const enum gesture gesture = gesture_step(&hands->gesture, rules, &scene, pose, t_us);
    enum screen_key key = key_of(hands, gesture, id);
    const enum screen_key leaving = follow_leaving(hands, rules, id, t_us);
    if (key == KEY_NONE)
        key = leaving;
    const bool somebody =
        pose != NULL && gesture_somebody(pose, scene.aspect, scene.min_confidence);
    hands->show = show_of(hands, rules, somebody, id, t_us);
    return key;
}

/* ---- in words ---- */

static const struct hands_line while_moving[] = {
    {GESTURE_BOTH_HANDS, "pause", "Both hands above your head: pause."},
    {GESTURE_GONE, "pause, too", "Out of the picture: pause, too."},
};
static const struct hands_line resting[] = {
    {GESTURE_BOTH_HANDS, "pause", "Both hands above your head: pause."},
};
static const struct hands_line paused[] = {
    {GESTURE_BOTH_HANDS, "go on", "Both hands above your head: go on."},
    {GESTURE_LEFT_HAND, "that hurt", "Left hand up: that hurt."},
    {GESTURE_RIGHT_HAND, "choose", "Right hand up: go on, skip, or end."},
    {GESTURE_STILL, "confirm", "Then hands down and hold still: that is your choice."},
};
static const struct hands_line yes_or_no[] = {
    {GESTURE_LEFT_HAND, "no", "Left hand up: no."},
    {GESTURE_RIGHT_HAND, "yes", "Right hand up: yes."},
    {GESTURE_STILL, "confirm", "Then hands down and hold still: that is your answer."},
};
static const struct hands_line number[] = {
    {GESTURE_LEFT_HAND, "less", "Left hand up: less."},
    {GESTURE_RIGHT_HAND, "more", "Right hand up: more, on and on while it is up."},
    {GESTURE_STILL, "confirm", "Then hands down and hold still: that is your answer."},
    {GESTURE_BOTH_HANDS, "skip", "Both hands above your head: rather not say."},
};
static const struct hands_line noting[] = {
    {GESTURE_BOTH_HANDS, "go on", "Both hands above your head: go on."},
};
static const struct hands_line setting_up[] = {
    {GESTURE_BOTH_HANDS, "begin now", "Both hands above your head: begin now."},
};

int hands_lines(const struct screen_view *view, enum screen_id id,
                struct hands_line line[HANDS_MOST_LINES])
{
    static const struct {
        enum screen_id id;
        const struct hands_line *line;
        int count;
    } rows[] = {
        {SCREEN_EXERCISE, while_moving, ARRAY_LENGTH(while_moving)},
        {SCREEN_DEMO, while_moving, ARRAY_LENGTH(while_moving)},
        {SCREEN_REST, resting, ARRAY_LENGTH(resting)},
        {SCREEN_PAUSED, paused, ARRAY_LENGTH(paused)},
        {SCREEN_SCREENING, yes_or_no, ARRAY_LENGTH(yes_or_no)},
        {SCREEN_PAIN, number, ARRAY_LENGTH(number)},
        {SCREEN_OFFER, noting, ARRAY_LENGTH(noting)},
        {SCREEN_SETUP, setting_up, ARRAY_LENGTH(setting_up)},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        int count = rows[i].count;
        if (rows[i].id != id)
            continue;
        /* Of what hurt, how much has to be told. */
        if (id == SCREEN_PAIN && view->world->pain_open && view->world->asking == ASK_HURT)
            count--;
        for (int k = 0; k < count; k++)
            line[k] = rows[i].line[k];
        return count;
    }
    return 0;
}
