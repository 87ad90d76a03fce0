/* The day's garden, from events alone: the same events grow the same garden, live, replayed or read
 * back from the history's rows (history_garden.h). No SDL, no clock, no chance.
 *
 * What grows, and of what: a counted repetition opens a flower in its exercise's bed, and how wide
 * follows from control and steadiness alone - points lost for range or for a short hold close
 * nothing, and nothing is won by more range, more speed or enduring pain. One without a score opens
 * one too. A warning heeded before the stop, and pain that was told, plant something of their own.
 * What was held in the posture asked for lets the light rise. Nothing ever wilts. */
#ifndef UNGUARD_GARDEN_H
#define UNGUARD_GARDEN_H

#include "coach/event.h"

#define GARDEN_MAX_BEDS    (2 * ROUTINE_MAX_STEPS) /* every step on either side */
#define GARDEN_MAX_FLOWERS 400                     /* more are counted and not drawn */

#define GARDEN_LEAST_OPEN    0.4f  /* however it went, a flower shows its colour. [D] */
#define GARDEN_UNSCORED_OPEN 0.8f  /* nothing was judged: neither praise nor blame. [D] */
#define GARDEN_POINTS        60.0f /* of control and steadiness, lost: as closed as it gets. [D] */

struct garden_flower {
    int16_t bed, index; /* which bed; which of its flowers, from 0 */
    float open;         /* GARDEN_LEAST_OPEN..1 */
    double at_s;        /* session time of the repetition's end */
};

/* One exercise on one side. */
struct garden_bed {
    int32_t step; /* index into the plan */
    enum body_side side;
    int32_t wanted;              /* repetitions prescribed, over all sets */
    float hold_s;                /* prescribed each time; 0: none */
    int32_t flowers;             /* repetitions counted */
    int32_t heeded;              /* repetitions in which a warning was heeded before the stop */
    int32_t told;                /* times that pain was told */
    int32_t scored;              /* repetitions with a score */
    float control, steady;       /* points lost, summed over those: faults; tempo and constancy */
    float lost_first, lost_last; /* the two together, of the first and of the last half wanted */
    int32_t first, last;         /* scored repetitions in these halves */
};

struct garden {
    uint64_t seed; /* of the layout: the plan's hash */
    int32_t bed_count, flower_count;
    struct garden_bed bed[GARDEN_MAX_BEDS];
    struct garden_flower flower[GARDEN_MAX_FLOWERS]; /* as they opened */
    int32_t reps;  /* counted; flower_count unless there is no more room */
    float held_s;  /* in the postures asked for, each at most as long as asked */
    int32_t stops; /* times that the coach had to say stop */
    bool complete; /* the routine came to its end */
    bool ended;    /* so or otherwise */
    bool near;     /* this repetition was warned: first and last at */
    bool passed;   /* it had to be stopped: first and last at */
    int64_t near_us, last_near_us, passed_us, last_passed_us;
    bool asked; /* the coach asked about pain of its own accord, and waits */
    int64_t alert_us;
    int32_t at_bed; /* where near and asked belong to; below 0: none yet */
};

/* An empty garden of no beds. */
void garden_init(struct garden *garden, uint64_t seed);

/* The same with the beds of a plan, and its hash as the seed. plan NULL: no beds. */
void garden_init_plan(struct garden *garden, const struct plan *plan);

/* A bed more; the one that is there already for this step and side. At most GARDEN_MAX_BEDS: the
 * last one then. */
struct garden_bed *garden_add_bed(struct garden *garden, int32_t step, enum body_side side,
                                  int32_t wanted, float hold_s);

void garden_event(struct garden *garden, const struct event *event);

/* 0..1: before the first repetition .. the whole routine done. Half of it is what was held, where
 * anything was to be. */
float garden_light(const struct garden *garden);

/* How wide a repetition's flower opens. */
float garden_openness(const struct rep_result *rep);

/* Over every field that is drawn: equal for equal gardens. */
uint64_t garden_hash(const struct garden *garden);

/* Where something grows in its bed: x 0..1 from left to right, depth 0 far .. 1 near; salt tells
 * flowers, what was planted for heeding and for telling, and grasses apart. Spread evenly for any
 * number of them (after M. Roberts' R2 sequence). */
enum garden_salt { GARDEN_FLOWER, GARDEN_HEEDED, GARDEN_TOLD, GARDEN_GRASS };
struct garden_spot {
    float x, depth;
    float chance; /* 0..1: of its kind and tint; any number that is always the same */
};
struct garden_spot garden_spot(uint64_t seed, int32_t bed, enum garden_salt salt, int32_t index);

/* ---- stars: for control, steadiness and stopping in time, and for nothing else ---- */

enum garden_star_kind { STAR_CONTROL, STAR_STEADY, STAR_IN_TIME, STAR_COUNT };
enum garden_star { STAR_UNKNOWN, STAR_GROWING, STAR_SHINING };

struct garden_stars {
    enum garden_star of[STAR_COUNT];
};

#define GARDEN_STAR_POINTS 10.0f /* lost a repetition, on average, at most. [D] */
#define GARDEN_STAR_REPS   3     /* scored repetitions before form earns a star. [D] */

struct garden_stars garden_stars(const struct garden *garden);

/* Points of control and steadiness by which the second half of the exercises went better than the
 * first, a repetition, on average; 0: no better, or too little was seen to say. */
float garden_gain(const struct garden *garden);

#endif
