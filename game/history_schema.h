/* The tables of the history, how older files become present ones, and what each column is. */
#ifndef UNGUARD_HISTORY_SCHEMA_H
#define UNGUARD_HISTORY_SCHEMA_H

#include "base.h"

struct history;

/* What a person who exports their data gets: one CSV file a table. */
struct history_table {
    const char *name;
    const char *what;    /* one line */
    const char *ours;    /* which rows are a person's, by parameter ?1, their number */
    const char *columns; /* a line a column: "name  what it is" */
};
extern const struct history_table history_tables[];
extern const int history_table_count;

/* Of the files that this program writes: PRAGMA user_version. */
int history_version(void);

/* Brings the open file from its version up to history_version, a step a transaction; a new file is
 * one of version 0. False with err. */
bool history_migrate(struct history *history, struct error *err);

#endif
