/* Events to a session's figures: the sink behind the results screen and `score`. */
#ifndef UNGUARD_SUMMARY_H
#define UNGUARD_SUMMARY_H

#include "coach/event.h"

struct summary_warning {
    char id[ID_SIZE];
    enum warning_level level;
    float t_s, value, limit, lead_s;
};

struct summary_sign {
    struct sign_found found;
    int32_t set, index; /* of the repetition it was told of, from 1 */
    float t_s;
};

/* One exercise of the plan on one side, all its sets. */
struct summary_block {
    int32_t step;
    enum body_side side;
    struct rep_result *rep; /* owned by the summary */
    int32_t *rep_set;       /* set of each repetition */
    int32_t rep_count, rep_room;
    struct summary_warning *warning; /* owned; withdrawals left out */
    int32_t warning_count, warning_room;
    struct summary_sign *sign; /* owned */
    int32_t sign_count, sign_room;
    int32_t alerts;    /* pauses to ask about pain for guarding signs */
    float untracked_s; /* time the body was lost, begun in this block */
};

struct summary {
    struct summary_block *block; /* in order of first appearance; owned */
    int32_t block_count, block_room;
    int32_t abandoned;       /* movements that turned back before the target */
    enum done_reason reason; /* when done */
    bool done;
    bool out_of_memory; /* figures are then incomplete */
    int64_t last_us;    /* of the last event */
    bool lost;          /* the body is not seen at present... */
    int64_t lost_since_us;
    int32_t lost_block; /* ...and this is the block it happened in */
};

void summary_free(struct summary *summary); /* frees what it owns, zeroes it */

/* A sink's function: self is a struct summary, zero at the start. */
void summary_event(void *self, const struct event *event);

/* Symmetry index of a step done on each side, from the mean ranges: (right - left) / (their mean) *
 * 100 (Robinson 1987; unstable near 0). False when a side has no range that was seen. */
bool summary_symmetry(const struct summary *summary, int32_t step, float *index);

/* Mean form score of the block's repetitions, or of all blocks when block is NULL; -1 without any.
 */
float summary_form(const struct summary *summary, const struct summary_block *block);

#endif
