#include "session/summary.h"

#include <stdlib.h>
#include <string.h>

/* Makes room for one more of `size` bytes behind `count`; false without memory, array unchanged. */
static bool grow(void *array_address, int32_t count, int32_t *room, size_t size)
{
    void *array, *more;
    memcpy(&array, array_address, sizeof array);
    if (count < *room)
        return true;
    int32_t wanted = *room ? 2 * *room : 8;
    more = realloc(array, (size_t)wanted * size);
    if (!more)
        return false;
    memcpy(array_address, &more, sizeof more);
    *room = wanted;
    return true;
}

/* The block of the event's step and side, made when it is not there yet. NULL without memory. */
static struct summary_block *find_block(struct summary *summary, const struct event *event)
{
    for (int32_t i = summary->block_count - 1; i >= 0; i--) {
        struct summary_block *block = &summary->block[i];
        if (block->step == event->step && block->side == event->side)
            return block;
    }
    if (!grow(&summary->block, summary->block_count, &summary->block_room,
              sizeof *summary->block)) {
        summary->out_of_memory = true;
        return NULL;
    }
    struct summary_block *block = &summary->block[summary->block_count++];
    *block = (struct summary_block){.step = event->step, .side = event->side};
    return block;
}

static void add_rep(struct summary *summary, const struct event *event)
{
    struct summary_block *block = find_block(summary, event);
    if (!block)
        return;
    int32_t room = block->rep_room; /* the two arrays grow together */
    if (!grow(&block->rep_set, block->rep_count, &room, sizeof *block->rep_set) ||
        !grow(&block->rep, block->rep_count, &block->rep_room, sizeof *block->rep)) {
        summary->out_of_memory = true;
        return;
    }
    block->rep[block->rep_count] = event->u.rep;
    block->rep_set[block->rep_count++] = event->set;
}

static void add_warning(struct summary *summary, const struct event *event)
{
    if (event->u.rule.level == WARNING_WITHDRAWN)
        return;
    struct summary_block *block = find_block(summary, event);
    if (!block)
        return;
    if (!grow(&block->warning, block->warning_count, &block->warning_room,
              sizeof *block->warning)) {
        summary->out_of_memory = true;
        return;
    }
    struct summary_warning *warning = &block->warning[block->warning_count++];
    *warning = (struct summary_warning){.level = event->u.rule.level,
                                        .t_s = (float)((double)event->t_us / 1e6),
                                        .value = event->u.rule.value,
                                        .limit = event->u.rule.limit,
                                        .lead_s = event->u.rule.lead_s};
    text_copy(warning->id, sizeof warning->id, event->u.rule.id);
}

static void add_sign(struct summary *summary, const struct event *event)
{
    struct summary_block *block = find_block(summary, event);
    if (!block)
        return;
    if (!grow(&block->sign, block->sign_count, &block->sign_room, sizeof *block->sign)) {
        summary->out_of_memory = true;
        return;
    }
    block->sign[block->sign_count++] = (struct summary_sign){
        event->u.sign.found, event->set, event->u.sign.index, (float)((double)event->t_us / 1e6)};
}

static void add_alert(struct summary *summary, const struct event *event)
{
    struct summary_block *block = find_block(summary, event);
    if (block)
        block->alerts++;
}

/* The time unseen belongs to the block in which the tracking was lost. */
static void end_loss(struct summary *summary, int64_t t_us)
{
    if (!summary->lost)
        return;
    summary->lost = false;
    if (summary->lost_block < summary->block_count)
        summary->block[summary->lost_block].untracked_s +=
            (float)((double)(t_us - summary->lost_since_us) / 1e6);
}

static void begin_loss(struct summary *summary, const struct event *event)
{
    struct summary_block *block = find_block(summary, event);
    if (!block || summary->lost)
        return;
    summary->lost = true;
    summary->lost_since_us = event->t_us;
    summary->lost_block = (int32_t)(block - summary->block);
}

void summary_event(void *self, const struct event *event)
{
    struct summary *summary = self;
    summary->last_us = event->t_us;
    switch (event->type) {
    case EVENT_STEP_STARTED: /* the coach looks afresh and will not say "found" */
        end_loss(summary, event->t_us);
        break;
    case EVENT_SET_STARTED:
        find_block(summary, event);
        break;
    case EVENT_REP:
        add_rep(summary, event);
        break;
    case EVENT_REP_ABANDONED:
        summary->abandoned++;
        break;
    case EVENT_WARNING:
        add_warning(summary, event);
        break;
    case EVENT_SIGN:
        add_sign(summary, event);
        break;
    case EVENT_ALERT:
        add_alert(summary, event);
        break;
    case EVENT_TRACKING_LOST:
        begin_loss(summary, event);
        break;
    case EVENT_TRACKING_FOUND:
        end_loss(summary, event->t_us);
        break;
    case EVENT_SESSION_DONE:
        end_loss(summary, event->t_us);
        summary->done = true;
        summary->reason = event->u.done.reason;
        break;
    default:
        break;
    }
}

void summary_free(struct summary *summary)
{
    for (int32_t i = 0; i < summary->block_count; i++) {
        free(summary->block[i].rep);
        free(summary->block[i].rep_set);
        free(summary->block[i].warning);
        free(summary->block[i].sign);
    }
    free(summary->block);
    *summary = (struct summary){0};
}

float summary_form(const struct summary *summary, const struct summary_block *block)
{
    double sum = 0;
    int64_t count = 0;
    for (int32_t i = 0; i < summary->block_count; i++) {
        const struct summary_block *each = &summary->block[i];
        if (block && each != block)
            continue;
        for (int32_t r = 0; r < each->rep_count; r++) {
            sum += each->rep[r].unscored ? 0 : (double)each->rep[r].score;
            count += !each->rep[r].unscored;
        }
    }
    return count ? (float)(sum / (double)count) : -1;
}

static bool mean_range(const struct summary *summary, int32_t step, enum body_side side,
                       float *mean)
{
    double sum = 0;
    int32_t count = 0;
    for (int32_t i = 0; i < summary->block_count; i++) {
        const struct summary_block *block = &summary->block[i];
        for (int32_t r = 0; block->step == step && block->side == side && r < block->rep_count;
             r++) {
            sum += block->rep[r].range_seen ? (double)block->rep[r].range : 0;
            count += block->rep[r].range_seen;
        }
    }
    *mean = count ? (float)(sum / count) : 0;
    return count > 0;
}

bool summary_symmetry(const struct summary *summary, int32_t step, float *index)
{
    float left, right;
    if (!mean_range(summary, step, SIDE_LEFT, &left) ||
        !mean_range(summary, step, SIDE_RIGHT, &right) || left + right <= 0)
        return false;
    *index = (right - left) / (0.5f * (left + right)) * 100;
    return true;
}
