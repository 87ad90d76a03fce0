/* Somebody who plays without a keyboard: looks at what is on the screen and answers with the body
 * before the camera, through `unguard play` in a window that nobody sees. In between the demo's
 * body exercises. No key is ever pressed, but to close the window over the results. */
#ifndef UNGUARD_TESTS_MIME_H
#define UNGUARD_TESTS_MIME_H

#include "attended.h"
#include "gesture_sample.h"
#include "session/chance.h"

#define MIME_PARTS 12

/* One thing done for a while. Angles of the arms: 0 hanging, 180 overhead. */
struct mime_part {
    float left, right;
    double seconds;
    bool away;  /* out of the picture */
    bool close; /* before the laptop still: too close */
    bool free;  /* does what the exercise asks for */
};

struct mime {
    /* what they do */
    int nrs[ASK_KIND_COUNT]; /* answers, as struct person's */
    enum pain_place where;
    bool pauses, leaves, hurts, skips,
        ends;        /* each once, in this order, a repetition after the other */
    bool steps_back; /* begins too close to the camera */
    /* what they saw */
    int shown[SCREEN_COUNT];
    int asked[ASK_KIND_COUNT];
    int notes;                          /* sentences before the session, gone on with */
    bool told[SETUP_COUNT], seen_setup; /* what was missing; and "now I can see you" */
    int setups;
    float countdown_s; /* longest before it went on by itself */
    /* where they are */
    struct input_source inner;
    struct chance luck;
    const struct exercise *exercise; /* of the screen, borrowed from the plan */
    enum screen_id last;
    int last_question, frames;
    struct mime_part part[MIME_PARTS];
    int count, at;
    int64_t since_us; /* when part[at] began; below 0: it has not */
};

static inline void mime_do(struct mime *mime, struct mime_part part)
{
    if (mime->count == MIME_PARTS)
        abort();
    mime->part[mime->count++] = part;
}

static inline bool mime_is_busy(const struct mime *mime)
{
    return mime->at < mime->count;
}

/* One hand up for so many steps, then down and still. */
static inline void mime_choose(struct mime *mime, bool right, int steps)
{
    const double seconds = 0.6 + (double)(steps - 1) * 1.0 + 0.4;
    mime_do(mime, (struct mime_part){right ? 0 : 172.0f, right ? 172.0f : 0, seconds, 0, 0, 0});
    mime_do(mime, (struct mime_part){.seconds = 3});
}

static inline void mime_both(struct mime *mime)
{
    mime_do(mime, (struct mime_part){175, 175, 2.6, 0, 0, 0});
    mime_do(mime, (struct mime_part){.seconds = 1});
}

static inline void mime_pain(struct mime *mime, const struct screen_view *view)
{
    enum ask_kind kind = ASK_HURT;
    world_question(view->world, &kind);
    mime->asked[kind]++;
    if (kind == ASK_HURT)
        mime_choose(mime, true, (int)mime->where + 1); /* then how much, on the same screen */
    if (mime->nrs[kind] < 0)
        mime_both(mime);
    else
        mime_choose(mime, true, mime->nrs[kind] + 1);
}

/* The menu of the pause: to the left it hurt; to the right go on, skip, end. */
static inline void mime_paused(struct mime *mime)
{
    mime_do(mime, (struct mime_part){.seconds = 1}); /* the hands come down first */
    if (mime->pauses) {
        mime->pauses = false;
        mime_both(mime);
    } else if (mime->leaves) {
        mime->leaves = false; /* who left comes back, and waits */
    } else if (mime->hurts) {
        mime->hurts = false;
        mime_choose(mime, false, 1);
    } else if (mime->skips) {
        mime->skips = false;
        mime_choose(mime, true, 2);
    } else if (mime->ends) {
        mime->ends = false;
        mime_choose(mime, true, 3);
    }
}

static inline void mime_exercise(struct mime *mime, const struct screen_view *view)
{
    if (view->world->stage != WORLD_EXERCISE || view->world->reps < 1)
        return;
    if (mime->leaves && !mime->pauses)
        mime_do(mime, (struct mime_part){.seconds = 5, .away = true});
    else if (mime->pauses || mime->hurts || mime->skips || mime->ends)
        mime_both(mime);
    mime_do(mime, (struct mime_part){.seconds = 12, .free = true});
}

static inline void mime_look(struct mime *mime, const struct screen_view *view, enum screen_id id)
{
    const struct exercise *exercise = view->world ? world_exercise(view->world) : NULL;
    int question = 0;
    enum ask_kind kind;
    if (exercise)
        mime->exercise = exercise;
    if (id == SCREEN_OFFER)
        question = 200 + (int)(hash_bytes(HASH_START, view->offer, strlen(view->offer)) % 9999);
    else if (id == SCREEN_SCREENING)
        question = 100 + view->world->screening_flag;
    else if (id == SCREEN_PAIN && world_question(view->world, &kind))
        question = 1 + (int)kind;
    if (view->setup) {
        mime->told[view->setup->problem] = true;
        mime->seen_setup = mime->seen_setup || view->setup->stage == SETUP_SEEN;
    }
    if (view->hands && view->hands->go_on_s > mime->countdown_s)
        mime->countdown_s = view->hands->go_on_s;
    const bool other = id != mime->last || question != mime->last_question;
    if (other) {
        mime->shown[id]++;
        mime->last = id;
        mime->last_question = question;
        mime->count = mime->at = 0;
        mime->since_us = -1;
    }
    if (id == SCREEN_EXERCISE && !mime_is_busy(mime)) {
        mime->count = mime->at = 0;
        mime_exercise(mime, view);
    }
    if (!other)
        return;
    if (id == SCREEN_OFFER) {
        mime->notes++;
        mime_do(mime, (struct mime_part){.seconds = 1});
        mime_both(mime);
    } else if (id == SCREEN_SCREENING)
        mime_choose(mime, false, 1);
    else if (id == SCREEN_PAIN)
        mime_pain(mime, view);
    else if (id == SCREEN_PAUSED)
        mime_paused(mime);
    else if (id == SCREEN_SETUP && mime->setups++ == 0 && mime->steps_back)
        mime_do(mime, (struct mime_part){.seconds = 4, .close = true});
}

static inline enum screen_key mime_press(void *self, const struct screen_view *view)
{
    struct mime *mime = self;
    const enum screen_id id = screen_choose(view);
    cr_assert_lt(++mime->frames, PATIENCE, "nothing ends it: screen %d", (int)id);
    if (view->offer && strncmp(view->offer, "One moment", 10) == 0)
        return KEY_NONE;
    mime_look(mime, view, id);
    return id == SCREEN_RESULTS ? KEY_ENTER : KEY_NONE;
}

/* The body in the place of the demo's. */
static inline struct pose mime_pose(struct mime *mime, const struct mime_part *part, int64_t t_us)
{
    static const struct exercise standing = {.posture = POSTURE_STANDING, .view = VIEW_FRONT};
    const struct exercise *exercise = mime->exercise ? mime->exercise : &standing;
    struct pose pose = gesture_pose(exercise, part->left, part->right);
    if (part->away)
        pose = (struct pose){0};
    for (int i = 0; i < JOINT_COUNT && pose.present; i++) {
        double x, y;
        chance_normal_pair(&mime->luck, &x, &y);
        pose.joint[i].x += (float)x / 480;
        pose.joint[i].y += (float)y / 480;
        if (part->close) {
            pose.joint[i].x = 0.9f + 1.7f * (pose.joint[i].x - 0.9f);
            pose.joint[i].y *= 1.7f;
        }
        if (chance_uniform(&mime->luck) < 0.03)
            pose.joint[i] = (struct landmark){0};
    }
    pose.t_us = t_us;
    return pose;
}

static inline enum pull mime_next(void *self, struct input *out, struct error *err)
{
    struct mime *mime = self;
    const enum pull pull = mime->inner.next(mime->inner.self, out, err);
    if (pull != PULL_INPUT || out->type != INPUT_POSE || !mime_is_busy(mime))
        return pull;
    if (mime->since_us < 0)
        mime->since_us = out->t_us;
    const struct mime_part *part = &mime->part[mime->at];
    if (!part->free)
        out->u.pose = mime_pose(mime, part, out->t_us);
    if ((double)(out->t_us - mime->since_us) >= part->seconds * 1e6) {
        mime->at++;
        mime->since_us = out->t_us;
    }
    return pull;
}

static inline struct input_source mime_stand(void *self, struct input_source seen)
{
    struct mime *mime = self;
    mime->inner = seen;
    return (struct input_source){mime_next, mime};
}

/* Has none of it, no pain, light effort. */
static inline struct mime mime_well(void)
{
    return (struct mime){.nrs = {[ASK_EFFORT] = 2},
                         .where = PLACE_LOW_BACK,
                         .luck = chance_seeded(11),
                         .last = SCREEN_COUNT,
                         .since_us = -1};
}

#endif
