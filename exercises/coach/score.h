/* A repetition's form score: 0..100, every lost point named, what was not seen named too.
 *
 * Score = primary outcome (range, hold, tempo) + control factors (faults), after the split of the
 * clinical assessment questionnaire behind KIMORE (Capecci 2019). What was not seen costs nothing
 * and is listed; `judged` is the share of all points that could be judged. */
#ifndef UNGUARD_SCORE_H
#define UNGUARD_SCORE_H

#include "plan/exercise.h"

#define SCORE_MAX_ITEMS (EXERCISE_MAX_FAULTS + 4)

struct score_item {
    char rule[ID_SIZE]; /* "range", "hold", "tempo_move", "tempo_return" or a fault's id */
    bool seen;          /* false: could not be judged; points is 0 */
    float points;       /* lost, > 0 when seen */
    float value, limit; /* in the rule's unit */
    int64_t t_us;       /* when it was at its worst */
};

struct rep_result {
    int32_t index; /* from 1 within the set */
    int64_t start_us, end_us;
    float score;  /* 0..100 */
    float judged; /* 0..1: share of the points that could be judged */
    float seen;   /* 0..1: share of the repetition in which the counting signal was seen */
    bool range_seen;
    float range; /* excursion of the target signal, its unit */
    float peak;  /* the target signal at its best, its unit */
    bool hold_seen;
    float hold_s;
    float move_s, hold_zone_s, return_s; /* tempo: to the target, beyond it, back */
    bool sparc_seen;
    float sparc; /* spectral arc length of MOVE; nearer 0 is smoother */
    int32_t item_count;
    struct score_item item[SCORE_MAX_ITEMS]; /* lost points and items not seen */
};

/* What a repetition has shown so far. Flat; score_begin clears it. */
struct score_state {
    int32_t samples, count_seen, target_seen; /* poses in the repetition */
    bool has_peak;
    float peak, start_value; /* of the target signal */
    int64_t peak_us;
    float hold_s; /* time inside the target band */
    struct fault_track {
        int32_t seen; /* poses in which its signal was seen */
        float worst;  /* compared value at its worst that lasted min_s */
        int64_t worst_us;
        int64_t since_us; /* start of the present excursion, -1 when inside */
        bool reported;
    } fault[EXERCISE_MAX_FAULTS];
};

#endif
