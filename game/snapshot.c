#include "snapshot.h"

#include "window.h"

#define REPS_DONE 3   /* repetitions before the picture: score and deductions are filled in */
#define SETTLED_S 0.4 /* a hold this old: the figure has arrived at its target */

static bool is_moment(const struct world *world)
{
    if (world->stage != WORLD_EXERCISE || world->reps < REPS_DONE)
        return false;
    return world->warning.shown ||
           (world->phase == PHASE_HOLD && world->now_s - world->phase_s >= SETTLED_S);
}

bool snapshot_finish(struct snapshot *snapshot, const struct sitting *sitting,
                     const struct settings *settings, struct error *err)
{
    if (snapshot->done)
        return true;
    snapshot->done = true;
    struct window window;
    if (!window_open(&window, settings, true, err))
        return false;
    window_show_session(&window, sitting->session, &sitting->world, sitting->plan);
    window.view.aspect = live_aspect(sitting->live);
    window.view.now_s = (double)live_time_us(sitting->live) / 1e6;
    app_present(window.app, &window.view);
    snapshot->written =
        !app_failed(window.app, err) && app_save_png(window.app, snapshot->path, err);
    window_close(&window);
    return snapshot->written;
}

bool snapshot_look(struct snapshot *snapshot, const struct sitting *sitting,
                   const struct settings *settings, struct error *err)
{
    if (snapshot->done || !is_moment(&sitting->world))
        return true;
    return snapshot_finish(snapshot, sitting, settings, err);
}
