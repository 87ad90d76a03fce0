#include "sitting.h"

#include "commands.h"
#include "pace.h"
#include "paths.h"
#include "stop.h"
#include "vision/markers.h"

#include <string.h>

#define WAIT_US 4000 /* a fraction of a camera's frame: no frame waits long for it */

/* What is missing is a device's or a file's failure; what is there but isn't what it should be is
 * the input's fault. */
static int blame(const struct live_options *options)
{
    const bool camera = strncmp(options->source, "camera:", 7) == 0;
    const bool there = camera || live_is_demo(options->source) || paths_exists(options->source);
    const bool network = options->model != NULL && !markers_named(options->model);
    if (!there || (network && !paths_exists(options->model)))
        return EXIT_DEVICE;
    return camera ? EXIT_DEVICE : EXIT_INPUT;
}

static bool watch(struct sitting *sitting, const struct live_options *options, const char *record,
                  struct error *err, int *exit_code)
{
    /* The recording's name is looked at first: nobody should wait for a camera to hear of it. */
    *exit_code = EXIT_DEVICE;
    if (record != NULL && paths_exists(record))
        return error_set(err,
                         "%.180s: exists already and is kept; choose another name for the "
                         "recording",
                         record);
    *exit_code = blame(options);
    sitting->live = live_open(options, sitting->plan, err);
    return sitting->live != NULL;
}

static bool begin(struct sitting *sitting, const char *record, struct error *err)
{
    if (record != NULL) {
        const struct recording_header header = live_header(sitting->live);
        sitting->recorder = recorder_open(record, &header, sitting->plan, err);
        if (sitting->recorder == NULL)
            return false;
    }
    sitting->session = session_create(sitting->plan, live_source(sitting->live), sitting->recorder);
    if (sitting->session == NULL)
        return error_set(err, "there isn't enough memory for a session");
    return true;
}

bool sitting_watch(struct sitting *sitting, const struct plan *plan,
                   const struct live_options *options, const char *record, struct error *err,
                   int *exit_code)
{
    *sitting = (struct sitting){.plan = plan};
    const bool good = watch(sitting, options, record, err, exit_code);
    if (!good)
        sitting_close(sitting);
    return good;
}

bool sitting_begin(struct sitting *sitting, const char *record, struct error *err, int *exit_code)
{
    *exit_code = EXIT_DEVICE;
    world_init(&sitting->world, sitting->plan);
    if (!begin(sitting, record, err)) {
        sitting_close(sitting);
        return false;
    }
    sitting_listen(sitting, live_sink(sitting->live));
    sitting_listen(sitting, (struct sink){.event = summary_event, .self = &sitting->summary});
    sitting_listen(sitting, (struct sink){.event = world_event, .self = &sitting->world});
    return true;
}

bool sitting_open(struct sitting *sitting, const struct plan *plan,
                  const struct live_options *options, const char *record, struct error *err,
                  int *exit_code)
{
    return sitting_watch(sitting, plan, options, record, err, exit_code) &&
           sitting_begin(sitting, record, err, exit_code);
}

void sitting_listen(struct sitting *sitting, struct sink sink)
{
    session_add_sink(sitting->session, sink);
}

enum pull sitting_step(struct sitting *sitting, struct error *err)
{
    for (;;) {
        if (stop_asked())
            session_act(sitting->session, (struct action){.type = ACTION_QUIT});
        const enum pull pull = session_step(sitting->session, err);
        world_tick(&sitting->world, (double)live_time_us(sitting->live) / 1e6);
        if (pull != PULL_WAIT)
            return pull;
        pace_sleep_us(WAIT_US);
    }
}

bool sitting_end(struct sitting *sitting, struct error *err)
{
    live_close(sitting->live);
    sitting->live = NULL;
    const bool good = recorder_close(sitting->recorder, err);
    sitting->recorder = NULL;
    return good;
}

void sitting_close(struct sitting *sitting)
{
    sitting_end(sitting, NULL);
    session_free(sitting->session);
    summary_free(&sitting->summary);
    *sitting = (struct sitting){0};
}
