#include "coach/coach.h"

struct coach_display coach_display(const struct coach *coach)
{
    struct coach_display display = {.stage = coach->stage, .phase = coach->phase.phase};
    if (coach->plan.step_count == 0)
        return display;
    const struct exercise *exercise = &coach->plan.step[coach->step];
    struct reading count =
        features_read(&coach->now, &coach->features, exercise->phase.signal, coach->side);
    struct reading target =
        features_read(&coach->now, &coach->features, exercise->target.signal, coach->side);
    display.target_seen = target.seen;
    display.target_value = target.value;
    display.progress_seen = count.seen;
    display.progress = phase_progress(&exercise->phase, count.value);
    display.rest_left_s = (float)((double)coach->rest_left_us * 1e-6);
    display.held_s = coach->phase.phase == PHASE_START ? 0.0f : coach->score.hold_s;
    display.hold_target_s = exercise->target.hold_s;
    return display;
}
