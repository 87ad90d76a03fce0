#include "coach/coach_watch.h"

#define LOST_AFTER_US   1000000 /* the counting signal unseen for this long is said */
#define LOST_PATIENT_US 3000000 /* getting into position takes a while: said later */
#define VIEW_AFTER_US   2000000 /* so is a view that can't show the target's angle */

static uint32_t unseen_joints(const struct coach *coach, struct signal signal,
                              const struct pose *pose)
{
    uint32_t joints = signal_joints(signal, coach->side), unseen = 0;
    for (int i = 0; i < JOINT_COUNT; i++)
        if ((joints >> i & 1u) && pose->joint[i].confidence < coach->plan.features.min_confidence)
            unseen |= 1u << i;
    return unseen;
}

void watch_tracking(struct coach *coach, struct outlet *outlet, const struct pose *pose, bool seen,
                    int64_t passed_us)
{
    if (seen) {
        coach->unseen_us = 0;
        if (coach->lost)
            emit(coach, outlet, EVENT_TRACKING_FOUND);
        coach->lost = false;
        return;
    }
    coach->unseen_us += passed_us;
    int64_t patience_us = coach->stage == STAGE_POSITION ? LOST_PATIENT_US : LOST_AFTER_US;
    if (coach->lost || coach->unseen_us < patience_us)
        return;
    coach->lost = true;
    struct event *event = emit(coach, outlet, EVENT_TRACKING_LOST);
    event->u.tracking.nobody = !pose || !pose->present;
    if (!event->u.tracking.nobody)
        event->u.tracking.joints = unseen_joints(coach, current(coach)->phase.signal, pose);
}

void watch_view(struct coach *coach, struct outlet *outlet, int64_t passed_us)
{
    enum feature_kind kind = current(coach)->target.signal.kind;
    if (features_view_shows(&coach->features, &coach->plan.features, kind)) {
        coach->view_us = 0;
        return;
    }
    coach->view_us += passed_us;
    if (coach->view_said || coach->view_us < VIEW_AFTER_US)
        return;
    coach->view_said = true;
    emit(coach, outlet, EVENT_VIEW);
}

/* A side view shows the near leg; the far one comes and goes behind it. */
bool watch_side(struct coach *coach, struct outlet *outlet, int64_t passed_us)
{
    const struct exercise *exercise = current(coach);
    bool far = exercise->view == VIEW_SIDE && exercise->sides == SIDES_EACH &&
               features_far(&coach->features, exercise->target.signal, coach->side);
    bool turned = coach->turning && !far;
    bool waits_for_it = far && !coach->turn_said && coach->phase.phase == PHASE_START;
    coach->far_us = waits_for_it ? coach->far_us + passed_us : 0;
    bool asks = coach->far_us >= VIEW_AFTER_US;
    if (!turned && !asks)
        return false;
    if (asks)
        emit(coach, outlet, EVENT_TURN);
    coach->turn_said = true;
    coach->turning = asks;
    return true;
}
