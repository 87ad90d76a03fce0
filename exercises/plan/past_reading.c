#include "plan/past_reading.h"

#include <string.h>

static bool is_side(enum body_side wanted, enum body_side side)
{
    return wanted == SIDE_NONE || side == SIDE_NONE || wanted == side;
}

static int32_t more(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* The smaller of two figures of which -1 is none: none only where both are. */
static float less_known(float a, float b)
{
    return a < 0.0f ? b : b < 0.0f ? a : a < b ? a : b;
}

/* Which side is the sore one: by pain, by alerts, by form. */
static bool is_worse(const struct past_step *step, const struct past_telling *than)
{
    if (step->nrs != than->nrs)
        return step->nrs > than->nrs;
    if (step->alerts != than->alerts)
        return step->alerts > than->alerts;
    return step->worst_set_form >= 0.0f && step->worst_set_form < than->worst_set_form;
}

static void add_step(struct past_telling *telling, const struct past_step *step, int position)
{
    bool first = !telling->found;
    int32_t wanted = step->sets * step->reps;
    float signs = step->sets > 0 ? (float)step->signs / (float)step->sets : (float)step->signs;
    bool scored = 2 * step->reps_scored >= step->reps_done && step->form >= 0.0f;
    if (first || is_worse(step, telling))
        telling->side = step->side;
    if (first || (step->position == position && telling->asked->position != position))
        telling->asked = step;
    telling->found = true;
    telling->done = (first || telling->done) && step->reps_done >= wanted;
    telling->some_done = telling->some_done || step->reps_done > 0;
    telling->nrs = first ? step->nrs : more(telling->nrs, step->nrs);
    telling->effort = first ? step->effort : more(telling->effort, step->effort);
    telling->hurt = telling->hurt || step->hurt;
    if (!scored)
        telling->form = -1.0f;
    else if (first || (telling->form >= 0.0f && step->form < telling->form))
        telling->form = step->form;
    telling->worst_set_form =
        first ? step->worst_set_form : less_known(telling->worst_set_form, step->worst_set_form);
    telling->signs_per_set = signs > telling->signs_per_set ? signs : telling->signs_per_set;
    telling->alerts += step->alerts;
    telling->stops += step->stops;
    if (step->range_seen && (!telling->range_seen || step->range < telling->range))
        telling->range = step->range;
    telling->range_seen = telling->range_seen || step->range_seen;
}

struct past_telling past_tell(const struct past_session *session, const char *exercise,
                              enum body_side side, int position)
{
    struct past_telling telling = {0};
    for (int i = 0; i < session->step_count; i++) {
        const struct past_step *step = &session->step[i];
        if (strcmp(step->exercise, exercise) == 0 && is_side(side, step->side))
            add_step(&telling, step, position);
    }
    return telling;
}

int32_t past_baseline(const struct past *past, int session)
{
    for (int i = session; i >= 0; i--)
        if (past->session[i].nrs_before >= 0)
            return past->session[i].nrs_before;
    return 0;
}

bool past_morning_rose(const struct past *past, int session)
{
    int32_t morning = past->session[session].nrs_next_day;
    return morning >= 0 && morning > past_baseline(past, session);
}

bool past_pain_calls(int32_t nrs, int32_t before, enum pain_policy policy,
                     const struct pain_rules *rules, float *value, float *limit)
{
    int32_t bound = policy == PAIN_STRICT ? 0 : rules->go_on;
    if (nrs > bound) {
        *value = (float)nrs;
        *limit = (float)bound;
        return true;
    }
    if (nrs < 0 || before < 0 || nrs - before < rules->rise)
        return false;
    *value = (float)(nrs - before);
    *limit = (float)rules->rise;
    return true;
}

static bool rises_within(const struct past *past, int index)
{
    const struct past_session *session = &past->session[index];
    int32_t base = past_baseline(past, index);
    if (session->stopped_for_pain || session->nrs_after > base || past_morning_rose(past, index))
        return true;
    for (int i = 0; i < session->step_count; i++)
        if (session->step[i].nrs > base)
            return true;
    return false;
}

bool past_pain_rises(const struct past *past, int sessions)
{
    int first = past->session_count - sessions;
    for (int i = first > 0 ? first : 0; i < past->session_count; i++) {
        if (rises_within(past, i))
            return true;
        int32_t now = past->session[i].nrs_before;
        if (i > 0 && now > past_baseline(past, i - 1))
            return true;
    }
    return false;
}
