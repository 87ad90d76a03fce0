/* The parts of the accuracy report: each fills its rows of an exercise, and prints what came of
 * them. What misses its goal is gathered, and listed at the end. */
#ifndef UNGUARD_BENCH_ACCURACY_H
#define UNGUARD_BENCH_ACCURACY_H

#include "row.h"

#include <math.h>

#define SET_REPS    3
#define MOST_HOLD_S 5.0f /* long holds are cut: they cost time and show nothing new */

/* ---- goals that were missed ---- */

#define MISSES_MOST 1024
struct misses {
    int count; /* may be more than fit */
    char line[MISSES_MOST][160];
};
/* One line, where by is over 0: exercise, row, and by how much of what unit. */
void misses_add(struct misses *misses, const char *exercise, const char *row, double by,
                const char *unit);
void misses_print(const struct misses *misses);

/* ---- clean sets ---- */

enum { NOISES = 4, BODIES = 3, NOISE_ROWS = 1 + BODIES, CLEAN_ROWS = NOISES * NOISE_ROWS + 1 };
#define CLEAN_1PX NOISE_ROWS /* its row of bodies of all sizes */
/* Whoever is then seen from the feet has stood before the camera first: the set-up. */
struct performer_options clean_person(const struct plan *plan, uint64_t seed, int noise);
void clean_fill(const struct plan *plan, uint64_t seed, int sets, struct row *row);
void clean_heading(void);
void clean_print(const char *id, const struct row *row, struct misses *misses);

/* ---- faults, limits, and other flaws; one repetition a set ---- */

enum {
    NEARS = 3,          /* near misses, */
    GRADES = NEARS + 4, /* then grade 1 to 4 */
    ITEMS = 11,         /* kinds of flaw that are no rule */
    ITEM_GRADES = 4,
    FLAWS = TRIAL_RULES * GRADES,
    FLAW_ROWS = FLAWS + 1 + ITEMS * ITEM_GRADES
};
void flaws_fill(const struct plan *plan, uint64_t seed, int sets, struct row *row);
void flaws_heading(void);
void flaws_print(const char *id, const struct row *clean_1px, const struct row *row,
                 struct misses *misses);

/* ---- what comes between the person and the camera ---- */

enum { CAMERA_ROWS = 10 };
/* turned: the same exercise done on the other side. */
void camera_fill(const struct plan *plan, const struct plan *turned, uint64_t seed, int sets,
                 struct row *row);
void camera_heading(void);
void camera_print(const char *id, const struct row *row, struct misses *misses);

static inline double mean_of(double sum, int count)
{
    return count > 0 ? sum / count : (double)NAN;
}

#endif
