/* The words of the config reader: what a key allows, and what is wrong with a value. Texts come
 * without file and key; the functions that judge return false with why filled. */
#ifndef UNGUARD_CFG_WORDS_H
#define UNGUARD_CFG_WORDS_H

#include "plan/cfg.h"

#define CFG_WANTED_SIZE 96

/* "a number from 1 to 5 s": what would have been right. Returns text. */
const char *cfg_wanted(const struct cfg_key *key, char text[CFG_WANTED_SIZE]);

bool cfg_in_range(const struct cfg_key *key, double value, struct error *why);
bool cfg_enum_parse(const struct cfg_key *key, const char *text, int *value, struct error *why);

/* Says that name is no key of table, and the nearest one. Always false. */
bool cfg_unknown(const struct cfg_table *table, const char *name, struct error *why);

#endif
