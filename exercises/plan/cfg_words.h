/* The words of the config reader: what a key allows, and what is wrong with a value. Texts come
 * without file and key; the functions that judge return false with why filled. */
#ifndef UNGUARD_CFG_WORDS_H
#define UNGUARD_CFG_WORDS_H

#include "plan/cfg.h"

#define CFG_WANTED_SIZE 96

/* "a number from 1 to 5 s": what would have been right. Returns text. */
const char *cfg_wanted(const struct cfg_key *key, char text[CFG_WANTED_SIZE]);

/* The same for an editor: names in full as far as they fit. Returns text. */
const char *cfg_allowed(const struct cfg_key *key, char text[CFG_ALLOWED_SIZE]);

bool cfg_in_range(const struct cfg_key *key, double value, struct error *why);
/* One line that the key's buffer holds. */
bool cfg_text_fits(const struct cfg_key *key, const char *text, struct error *why);

/* Of an enum or flags: which of the key's names text is. */
bool cfg_enum_parse(const struct cfg_key *key, const char *text, int *value, struct error *why);

/* Says that name is no key of table. Returns the nearest one, NULL when none is near. */
const char *cfg_unknown(const struct cfg_table *table, const char *name, struct error *why);

/* The keys of table, as far as they fit. Returns text. */
const char *cfg_keys_of(const struct cfg_table *table, char text[CFG_ALLOWED_SIZE]);

#endif
