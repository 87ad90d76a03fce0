/* One session being held: source, coach, recording and figures, opened and closed together. */
#ifndef UNGUARD_SITTING_H
#define UNGUARD_SITTING_H

#include "live.h"
#include "session/summary.h"
#include "tell.h"
#include "world.h"

/* Zero is a valid start, and what sitting_close leaves. */
struct sitting {
    const struct plan *plan;   /* borrowed */
    struct live *live;         /* NULL once ended */
    struct recorder *recorder; /* NULL: nothing is recorded */
    struct session *session;
    struct summary summary;
    struct world world;
};

/* record: path of the recording, or NULL. Never overwrites one. The sitting stays where it is: its
 * session's sinks point into it. On failure everything is closed again; *exit_code says whether
 * the input (EXIT_INPUT) or a device or file (EXIT_DEVICE) is at fault. */
bool sitting_open(struct sitting *sitting, const struct plan *plan,
                  const struct live_options *options, const char *record, struct error *err,
                  int *exit_code);

/* The same in two steps, for a plan that takes in what is known by this tracker: between them the
 * header says which it is, and the plan may still be changed. */
bool sitting_watch(struct sitting *sitting, const struct plan *plan,
                   const struct live_options *options, const char *record, struct error *err,
                   int *exit_code);
bool sitting_begin(struct sitting *sitting, const char *record, struct error *err, int *exit_code);

/* One more listener; before the first step. */
void sitting_listen(struct sitting *sitting, struct sink sink);

/* One step without a window: takes an input, waits a moment where there is none, and quits kindly
 * when a signal asked for it. As session_step, but never PULL_WAIT. */
enum pull sitting_step(struct sitting *sitting, struct error *err);

/* Once the session is over: closes source (a camera's light goes out) and recording; the figures
 * stay. False: the recording could not be written whole. */
bool sitting_end(struct sitting *sitting, struct error *err);

void sitting_close(struct sitting *sitting); /* the rest */

#endif
