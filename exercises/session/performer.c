#include "session/performer.h"

#include <stdlib.h>

#include "session/gauge.h"
#include "session/performer_state.h"

#define UNCOUNTED_S 120.0 /* a set without a repetition counted: nobody sees this person */
#define UNHEARD_S   600.0 /* no event at all, pauses aside */
#define NOISE_LINES 480.0 /* noise is given in pixels of a picture this high */
#define HAND_AT_HIP 0.25  /* trunk lengths */

struct performer_options performer_options_default(void)
{
    return (struct performer_options){
        .faulty_set = 2, .frame_rate = 30, .noise_px = 0.5f, .seed = 1, .aspect = 16.0f / 9.0f};
}

const char *performer_fault_name(enum performer_fault fault)
{
    static const char *const names[] = {"short",      "hurried", "posture", "hold_cut",
                                        "near_limit", "stopped", "rushed",  "flawed"};
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
        if ((unsigned)fault == 1u << i)
            return names[i];
    return "none";
}

static void open_sight(struct performer *performer)
{
    const struct performer_options *options = &performer->options;
    struct sight *sight = &performer->sight;
    sight_init(sight, ~options->seed, (float)((double)options->noise_px / NOISE_LINES),
               options->dropout, options->aspect);
    sight->correlation = clamp_float(options->correlation, 0, 0.99f);
    if (options->varied)
        sight_vary(sight, chance_bits(&performer->whim));
    if (options->body_px > 0)
        sight->tall = clamp_float(options->body_px / (float)NOISE_LINES, 0.3f, 0.95f);
    performer->camera = sight_camera(sight, POSTURE_STANDING, VIEW_FRONT);
}

struct performer *performer_create(const struct plan *plan, struct performer_options options)
{
    struct performer *performer = calloc(1, sizeof *performer);
    if (!performer)
        return NULL;
    struct performer_options standard = performer_options_default();
    options.frame_rate = options.frame_rate > 0 ? options.frame_rate : standard.frame_rate;
    options.frame_rate = clamp_float(options.frame_rate, 1, 240);
    options.frames_lost = clamp_float(options.frames_lost, 0, 0.9f);
    options.aspect = options.aspect > 0 ? options.aspect : standard.aspect;
    performer->plan = plan;
    performer->options = options;
    performer->luck = chance_seeded(options.seed);
    performer->whim = chance_seeded(options.seed ^ 0x5bd1e995u);
    performer->withdraw_s = -1;
    performer->posture = POSTURE_STANDING;
    performer->view = VIEW_FRONT;
    open_sight(performer);
    mishaps_init(&performer->mishaps, options.mishaps, options.occluded,
                 options.seed * 2654435761u);
    /* Room for every repetition and as many again that a coach might not count. */
    for (int i = 0; i < plan->step_count; i++)
        performer->rep_room += 4 * plan->step[i].dosage.sets * plan->step[i].dosage.reps + 64;
    performer->rep = calloc((size_t)performer->rep_room + 1, sizeof *performer->rep);
    if (!performer->rep) {
        free(performer);
        return NULL;
    }
    return performer;
}

void performer_free(struct performer *performer)
{
    if (!performer)
        return;
    free(performer->rep);
    free(performer);
}

int performer_truth(const struct performer *performer, const struct performer_rep **rep)
{
    *rep = performer->rep;
    return performer->rep_count;
}

/* ---- what really was ---- */

static bool is_moving(const struct performer *performer)
{
    return performer->activity == MOVING || performer->activity == HOLDING ||
           performer->activity == RETURNING;
}

/* Keeps the angles of the moment that goes furthest, by the target signal where angles give it. */
static void note_furthest(struct performer *performer, struct performer_rep *rep)
{
    const struct exercise *exercise = performer_exercise(performer);
    struct signal signal = exercise->target.signal;
    double from, to, value;
    bool has_value = intent_value(exercise, performer->side, signal, &performer->start, &from) &&
                     intent_value(exercise, performer->side, signal, &performer->target, &to) &&
                     intent_value(exercise, performer->side, signal, &performer->angles, &value);
    double far = performer_target_share(performer);
    if (has_value)
        far = to >= from ? value - from : from - value;
    if (performer->noted && far <= performer->furthest)
        return;
    performer->furthest = far;
    performer->noted = true;
    rep->has_value = has_value;
    rep->value = has_value ? (float)value : 0;
    rep->target = performer->angles;
}

/* The longest time on end that a hand is at the hip or thigh. */
static void note_hand(struct performer *performer, struct performer_rep *rep, double dt_s)
{
    const struct exercise *exercise = performer_exercise(performer);
    struct pose look =
        gauge_look(&performer->sight.shape, &performer->angles, exercise->posture, exercise->view);
    performer->hand_s = gauge_hand(&look) < HAND_AT_HIP ? performer->hand_s + dt_s : 0;
    if (performer->hand_s > (double)rep->hand_s)
        rep->hand_s = (float)performer->hand_s;
}

static void note_truth(struct performer *performer, uint32_t mishaps, double dt_s)
{
    struct performer_rep *rep = performer_open_rep(performer);
    if (!rep)
        return;
    rep->mishaps |= mishaps;
    if (!is_moving(performer))
        return;
    note_furthest(performer, rep);
    note_hand(performer, rep, dt_s);
}

bool performer_looks(const struct performer *performer, struct pose *now, struct pose *rest)
{
    const struct exercise *exercise = performer_exercise(performer);
    const struct body_shape *shape = &performer->sight.shape;
    if (!performer->in_set || performer->activity == SETTLING)
        return false;
    *now = gauge_look(shape, &performer->angles, exercise->posture, exercise->view);
    *rest = gauge_look(shape, &performer->start, exercise->posture, exercise->view);
    if (performer->turned) {
        gauge_turn(now);
        gauge_turn(rest);
    }
    return true;
}

/* ---- what the camera sees ---- */

static struct pose draw(struct performer *performer)
{
    const struct sight *sight = &performer->sight;
    performer->angles = performer_angles(performer);
    struct body_camera camera =
        mishaps_camera(&performer->mishaps, performer->camera, sight->aspect, performer->now_s);
    struct pose pose =
        sight_draw(sight, performer->angles, performer->posture, &camera, performer->now_s);
    if (performer->activity != SETTLING || !performer->blends)
        return pose;
    return sight_between(&performer->from, &pose, performer_smooth(performer_progress(performer)));
}

static void see(struct performer *performer, uint32_t mishaps, struct pose *pose)
{
    struct sight *sight = &performer->sight;
    const struct performer_rep *rep = performer_open_rep(performer);
    mishaps_mistake(&performer->mishaps, mishaps, &performer->camera, pose);
    sight->hidden = mishaps & MISHAP_OCCLUSION ? performer->mishaps.occluded : 0;
    if (rep && rep->hidden)
        sight->hidden |= 1u << JOINT_LEFT_HIP | 1u << JOINT_RIGHT_HIP;
    sight_blur(sight, performer->view, pose);
}

static bool gives_up(const struct performer *performer)
{
    if (performer->end_s > 0)
        return performer->now_s >= performer->end_s;
    if (performer->held)
        return false;
    if (performer->in_set && performer->now_s - performer->counted_s > UNCOUNTED_S)
        return true;
    return performer->now_s - performer->heard_s > UNHEARD_S;
}

/* A steady rate gives exact times, however long it goes on. */
static double next_time(const struct performer *performer)
{
    double rate = (double)performer->options.frame_rate;
    if (!(performer->mishaps.kinds & MISHAP_RATE))
        return (double)performer->frame / rate;
    return performer->now_s + 1 / mishaps_rate(&performer->mishaps, performer->now_s, rate);
}

/* The next frame as the tracker sees it; false: the person gives up. */
static bool perform_frame(struct performer *performer, struct pose *pose)
{
    double before_s = performer->now_s;
    performer->frame++;
    performer->now_s = next_time(performer);
    if (gives_up(performer))
        return false;
    performer_live(performer);
    uint32_t mishaps = mishaps_step(&performer->mishaps, performer->now_s);
    *pose = performer->drawn = draw(performer);
    note_truth(performer, mishaps, performer->now_s - before_s);
    see(performer, mishaps, pose);
    return true;
}

static bool loses_frame(struct performer *performer)
{
    double share = (double)performer->options.frames_lost;
    return share > 0 && chance_uniform(&performer->luck) < share;
}

static enum pull next(void *self, struct input *out, struct error *err)
{
    (void)err;
    struct performer *performer = self;
    struct pose pose;
    do {
        performer->over = performer->over || !perform_frame(performer, &pose);
        if (performer->over)
            return PULL_END;
    } while (loses_frame(performer));
    pose.t_us = performer_microseconds(performer->now_s);
    *out = (struct input){.t_us = pose.t_us, .type = INPUT_POSE, .u.pose = pose};
    return PULL_INPUT;
}

struct input_source performer_source(struct performer *performer)
{
    return (struct input_source){next, performer};
}

struct sink performer_sink(struct performer *performer)
{
    return (struct sink){performer_hear, performer};
}
