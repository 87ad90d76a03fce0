/* What is wrong with a config file, collected: for a person one line each, for an editor in parts.
 *
 * An error is what can't be done as written (a cap, a name that isn't there, a level never reached,
 * a word that frightens); the file is not used. Advice is what works, but less well than it could;
 * the file is used as it stands. */
#ifndef UNGUARD_CFG_PROBLEM_H
#define UNGUARD_CFG_PROBLEM_H

#include "base.h"

#define CFG_MAX_PROBLEMS 200
#define CFG_PROBLEM_SIZE 320
#define CFG_KEY_SIZE     64
#define CFG_ALLOWED_SIZE 200
#define CFG_NEAREST_SIZE 64

enum cfg_severity { CFG_ERROR, CFG_ADVICE };

struct cfg_problem {
    enum cfg_severity severity;
    int line;                    /* from 1; 0: the file can't be read at all */
    char text[CFG_PROBLEM_SIZE]; /* "file:line: key: sentence", advice as "file:line: advice: " */
    int said;                    /* where in text "key: sentence" begins */
    char key[CFG_KEY_SIZE];      /* as libconfig spells a path: "faults.[0].limit"; "": none */
    char allowed[CFG_ALLOWED_SIZE]; /* what would be right; "": not said */
    char nearest[CFG_NEAREST_SIZE]; /* the known word that was probably meant; "": none */
};

/* Zero is empty. Owned by the caller; cfg_problems_free gives its memory back. */
struct cfg_problems {
    struct cfg_problem *item;
    int count;  /* those beyond CFG_MAX_PROBLEMS are dropped, but counted as errors */
    int errors; /* problems that are no advice */
};

/* Adds "name:line: " (without the line when it is 0) and the text. Returns the problem, to be
 * borrowed until the next one is added; NULL when it was dropped. */
struct cfg_problem *cfg_problem_add(struct cfg_problems *problems, const char *name, int line,
                                    const char *format, ...) BASE_PRINTF(4, 5);
struct cfg_problem *cfg_problem_advise(struct cfg_problems *problems, const char *name, int line,
                                       const char *format, ...) BASE_PRINTF(4, 5);

/* Fills the parts for editors; NULL leaves one as it is. problem may be NULL. */
void cfg_problem_hint(struct cfg_problem *problem, const char *key, const char *allowed,
                      const char *nearest);

/* Puts those from index `first` on in order of their lines. */
void cfg_problems_sort(struct cfg_problems *problems, int first);

/* The first error; advice is none. Returns errors == 0. */
bool cfg_problems_first(const struct cfg_problems *problems, struct error *err);
void cfg_problems_free(struct cfg_problems *problems);

/* Number of single-letter edits (insert, delete, replace, swap of neighbours) between two words of
 * up to 63 letters. */
int cfg_distance(const char *a, const char *b);

/* The nearest of the names to word, NULL when none is near. names ends with NULL. */
const char *cfg_nearest(const char *word, const char *const *names);

#endif
