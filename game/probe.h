/* A look at a device that may hang or chatter: done in a process of its own, with a time limit and
 * nothing on stderr. */
#ifndef UNGUARD_PROBE_H
#define UNGUARD_PROBE_H

#include "base.h"

#define PROBE_TEXT 256

/* Looks; writes what was found, or why it doesn't work, in a few words. Runs in the child. */
typedef bool probe_look(void *self, char text[PROBE_TEXT]);

/* What look answers; false with text saying so when it takes longer than limit_s or dies. */
bool probe_run(probe_look *look, void *self, int limit_s, char text[PROBE_TEXT]);

#endif
