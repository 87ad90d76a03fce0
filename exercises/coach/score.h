/* A repetition's form score: 0..100, every lost point named, what was not seen named too.
 *
 * Score = primary outcome (range, hold, tempo) + control factors (faults), after the split of the
 * clinical assessment questionnaire behind KIMORE (Capecci 2019). An exercise's points are scaled
 * to 100. What was not seen costs nothing and is listed; `judged` is the share of all points that
 * could be judged. Only haste costs tempo points: taking longer never does. A fault of speed in the
 * target's signal costs by the fastest that was seen, or that the time of the whole way makes of
 * it. */
#ifndef UNGUARD_SCORE_H
#define UNGUARD_SCORE_H

#include "coach/phase.h"
#include "coach/trace.h"
#include "movement/features.h"
#include "plan/exercise.h"

/* A smaller loss is none: it would read as 0. Two readings that differ by a hair may so be half a
 * point apart. */
#define SCORE_LEAST_POINTS 0.5f

#define SCORE_MAX_ITEMS (EXERCISE_MAX_FAULTS + 5)

/* Share of a repetition in which the counting signal must have been seen: below it the repetition
 * counts but has no score. [D] */
#define SCORE_ENOUGH_SEEN 0.6f

/* Share of the points that could be judged: of less a score would be a chance matter. [D] */
#define SCORE_ENOUGH_JUDGED 0.3f

struct score_item {
    char rule[ID_SIZE]; /* "range", "hold", "tempo_move", "tempo_return", "constancy" or a
                            fault's id */
    bool seen;          /* false: could not be judged, and points is 0 */
    float points;       /* lost, > 0 when seen */
    float value, limit; /* in the rule's unit */
    int64_t t_us;       /* when it was at its worst */
};

struct rep_result {
    int32_t index; /* from 1 within the set and side */
    int64_t start_us, end_us;
    bool guided;     /* led by the clock: nothing was measured, nothing is scored */
    bool unscored;   /* guided, or not enough seen or judged: the score means nothing */
    float score;     /* 0..100 */
    float judged;    /* 0..1: share of the points that could be judged */
    float seen;      /* 0..1: share of the repetition in which the counting signal was seen */
    bool range_seen; /* range and peak mean something */
    float range;     /* excursion of the target signal, its unit */
    float peak;      /* the target signal at its best (trace_peak), its unit */
    int64_t peak_us; /* when that was */
    bool hold_seen;
    float hold_s;               /* inside the target band (trace_held_s) */
    float move_s, return_s;     /* there and back; 0 when it could not be timed */
    bool pauses_seen;           /* hesitation and speed peaks mean something */
    struct trace_pauses pauses; /* of the way there; never cost a point */
    bool sparc_seen;
    float sparc; /* smoothness of the way there; nearer 0 is smoother; never costs a point */
    int32_t item_count;
    struct score_item item[SCORE_MAX_ITEMS]; /* lost points and items not seen */
};

/* How a value stands to a comparison: above 0 is beyond the limit, by how much. */
float score_excess(enum compare compare, float value, float limit);

/* What a repetition has shown so far. Flat; zero is a valid start. */
struct score_state {
    int32_t samples, count_seen, target_seen; /* poses since the movement began */
    struct filter calm; /* of the target signal, for what is shown and told as it happens */
    bool has_start;
    float start; /* of the target signal, calm: furthest from the target in the last 2 to 4 s at
                    rest */
    float start_newest; /* the same since start_us */
    int64_t start_us;   /* less the time under way since */
    float rest;         /* the target signal at rest, calmer still */
    int64_t rest_us;
    int64_t last_us;
    float hold_s;            /* so far; the result is timed anew on the whole repetition */
    float hold_said_s;       /* full seconds already told */
    bool in_band;            /* the target, when it was last seen at target_us */
    int64_t target_us;       /* -1: not seen in this repetition */
    bool beyond;             /* the counting signal was beyond reach when last seen */
    float blind_s;           /* beyond reach, but the target was not seen: it may have been held */
    float gap_s;             /* the same, in the stretch unseen just now */
    int32_t zone, zone_seen; /* poses beyond reach, and those of them that saw the target */
    struct fault_track {
        struct filter calm; /* a value is judged as smoothed by GUARD_CALM_S */
        int32_t seen;       /* poses in which its signal was seen */
        bool beyond;        /* in this pose */
        bool reported;      /* beyond for min_s, once in this repetition */
        float worst;        /* largest excess that lasted */
        float value;        /* the signal then */
        int64_t since_us;   /* of the present excursion */
        int64_t seen_us;    /* when the signal was last seen */
        int64_t worst_us;
    } fault[EXERCISE_MAX_FAULTS];
    float range_sum; /* of the set's repetitions whose range was seen */
    int32_t range_count;
    struct trace trace;
};

/* Between repetitions: keeps the trace's lead and the target's value at rest. */
void score_idle(struct score_state *state, const struct exercise *exercise, int64_t t_us,
                struct reading count, struct reading target);

/* A repetition is over or given up: the next one starts from a posture of its own. */
void score_forget_start(struct score_state *state);

/* A movement began: clears what the last one left. */
void score_begin(struct score_state *state);

/* One pose of a repetition. Returns a mask of the faults that were newly passed. */
uint32_t score_step(struct score_state *state, const struct exercise *exercise,
                    const struct features *features, const struct feature_state *feature_state,
                    enum body_side active);

/* A set begins: no range to be like yet. */
void score_begin_set(struct score_state *state);

/* A repetition is over: its range is what the set's next ones are compared with. */
void score_remember(struct score_state *state, const struct rep_result *rep);

/* The repetition is over. */
struct rep_result score_finish(const struct score_state *state, const struct exercise *exercise,
                               const struct phase_state *phase, int32_t index);

#endif
