/* A picture of the demo's session screen, for machines without a display. Only ever of the demo:
 * what a camera sees is never saved unasked. */
#ifndef UNGUARD_SNAPSHOT_H
#define UNGUARD_SNAPSHOT_H

#include "settings.h"
#include "sitting.h"

struct snapshot {
    char path[PATH_SIZE]; /* of the PNG to write */
    bool done;            /* written, or tried and failed */
    bool written;
};

/* Takes the picture at the first moment that shows something: some repetitions done, and a hold or
 * a warning on the screen. Call it after each step. False when it can't be: said once. */
bool snapshot_look(struct snapshot *snapshot, const struct sitting *sitting,
                   const struct settings *settings, struct error *err);

/* Takes it now, if the moment never came. */
bool snapshot_finish(struct snapshot *snapshot, const struct sitting *sitting,
                     const struct settings *settings, struct error *err);

#endif
