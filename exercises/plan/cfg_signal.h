/* How config files spell a signal: the feature's name, and the side where it has one. */
#ifndef UNGUARD_CFG_SIGNAL_H
#define UNGUARD_CFG_SIGNAL_H

#include "movement/features.h"
#include "plan/cfg.h"

#define CFG_SIGNAL_SIZE 48

/* "knee_flexion both", "trunk_inclination"; a sided feature without a side means both. On failure
 * why says what is wrong and what is allowed, without file and key. */
bool cfg_signal_parse(const char *text, struct signal *signal, struct error *why);
/* The signal that was probably meant by a misspelt one; "" when none is near. Returns text. */
const char *cfg_signal_nearest(const char *misspelt, char text[CFG_SIGNAL_SIZE]);

void cfg_signal_text(struct signal signal, char text[CFG_SIGNAL_SIZE]);

#endif
