/* Ctrl-C and SIGTERM end a session kindly: the recording is closed and the results are told. */
#ifndef UNGUARD_STOP_H
#define UNGUARD_STOP_H

#include <stdbool.h>

/* From here on the two signals only raise a flag; a second one ends the program at once. */
void stop_watch(void);

bool stop_asked(void);

#endif
