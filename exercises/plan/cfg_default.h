/* What a key that the file leaves out is worth. */
#ifndef UNGUARD_CFG_DEFAULT_H
#define UNGUARD_CFG_DEFAULT_H

#include "plan/cfg.h"

/* Sets the key's field in item; groups, lists and lines are the reader's own. */
void cfg_default(const struct cfg_key *key, char *item);

#endif
