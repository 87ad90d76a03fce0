#include "coach/coach_signs.h"

#include <string.h>

static struct signs_scene scene_of(const struct coach *coach)
{
    return (struct signs_scene){current(coach), coach->plan.baseline[coach->step], coach->side};
}

/* History keeps one usual for an exercise, side and view: what a later step of the same kind learns
 * is added to what this one did, and doesn't take its place. */
static void hand_on(struct coach *coach, enum body_side side, const struct baseline *learnt)
{
    const struct exercise *exercise = current(coach);
    for (int i = coach->step + 1; i < coach->plan.step_count; i++)
        if (strcmp(coach->plan.step[i].id, exercise->id) == 0 &&
            coach->plan.step[i].view == exercise->view)
            coach->plan.baseline[i][side] = *learnt;
}

void coach_signs_baselines(struct coach *coach, struct outlet *outlet, int32_t least)
{
    struct signs_scene scene = scene_of(coach);
    for (int side = 0; side < PLAN_SIDES; side++) {
        scene.side = (enum body_side)side;
        if (coach->signs.side[side].count[BASELINE_RANGE] < least)
            continue;
        struct event *event = emit(coach, outlet, EVENT_BASELINE);
        event->side = scene.side;
        event->u.baseline = signs_baseline(&coach->signs, &scene);
        hand_on(coach, scene.side, &event->u.baseline);
    }
    memset(coach->signs.side, 0, sizeof coach->signs.side); /* told: the session may end after it */
}

static void tell_signs(struct coach *coach, struct outlet *outlet, const struct sign_found *found,
                       int count, int32_t index)
{
    for (int i = 0; i < count; i++) {
        struct event *event = emit(coach, outlet, EVENT_SIGN);
        event->u.sign.found = found[i];
        event->u.sign.index = index;
    }
}

/* The same of a movement that is over. True when they are enough to ask about pain. */
bool coach_signs_tell(struct coach *coach, struct outlet *outlet, const struct sign_found *found,
                      int count, int32_t index)
{
    tell_signs(coach, outlet, found, count, index);
    unsigned signs = signs_alert(&coach->signs);
    if (!signs)
        return false;
    struct event *event = emit(coach, outlet, EVENT_ALERT);
    event->u.alert.signs = signs;
    event->u.alert.index = index;
    return true;
}

bool coach_signs_rep(struct coach *coach, struct outlet *outlet, const struct rep_result *rep)
{
    struct signs_scene scene = scene_of(coach);
    struct sign_found found[SIGN_COUNT];
    int count = signs_judge(&coach->signs, &scene, rep, found);
    return coach_signs_tell(coach, outlet, found, count, rep->index);
}

int coach_signs_turned_back(struct coach *coach, struct sign_found found[SIGN_COUNT])
{
    struct signs_scene scene = scene_of(coach);
    const struct score_state *score = &coach->score;
    float way = current(coach)->target.value - score->start, peak;
    int64_t peak_us;
    if (!score->has_start || !(way > 0.0f || way < 0.0f) ||
        !trace_peak(&score->trace, 0, way > 0.0f, &peak, &peak_us))
        return 0;
    float went = peak - score->start;
    return signs_turned_back(&coach->signs, &scene, went / way, abs_float(went), found);
}

/* Between repetitions: a movement may turn back before it could become one. */
static bool watch_idle(struct coach *coach, struct outlet *outlet, struct reading target)
{
    struct signs_scene scene = scene_of(coach);
    struct sign_found found[SIGN_COUNT];
    if (!target.seen || !coach->score.has_start || !coach->in_posture)
        return false;
    int count =
        signs_idle(&coach->signs, &scene, coach->now_us, target.value, coach->score.start, found);
    return count > 0 && coach_signs_tell(coach, outlet, found, count, coach->reps + 1);
}

bool coach_signs_watch(struct coach *coach, struct outlet *outlet, const struct pose *pose,
                       struct reading target)
{
    struct signs_scene scene = scene_of(coach);
    struct sign_found found[SIGN_COUNT];
    bool idle = coach->phase.phase == PHASE_START;
    int count = signs_see(&coach->signs, &scene, &coach->now, &coach->features, pose,
                          coach->plan.features.min_confidence, !idle, found);
    tell_signs(coach, outlet, found, count, coach->reps + 1);
    if (idle)
        return watch_idle(coach, outlet, target);
    signs_watch_leave(&coach->signs.watch);
    return false;
}
