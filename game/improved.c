#include "improved.h"

#include "history_read.h"

#include <stdio.h>

#define SESSIONS 4 /* the newest ones with the exercise; this one may be among them */

/* Mean form of those before; below 0: none. */
static float form_before(struct history *history, const char *person, int64_t session,
                         const char *exercise, enum body_side side)
{
    struct history_point point[SESSIONS];
    struct error err;
    int count = 0, used = 0;
    float sum = 0;
    if (!history_series(history, person, exercise, side, point, SESSIONS, &count, &err))
        return -1;
    for (int i = 0; i < count; i++) {
        if (point[i].session == session || point[i].form < 0)
            continue;
        sum += point[i].form;
        used++;
    }
    return used > 0 ? sum / (float)used : -1;
}

bool improved_words(struct history *history, const char *person, int64_t session,
                    const struct world *world, char *text, size_t size)
{
    float best = IMPROVED_POINTS;
    text[0] = '\0';
    for (int32_t i = 0; history != NULL && i < world->result_count; i++) {
        const struct world_result *result = &world->result[i];
        const struct exercise *exercise = &world->plan->step[result->step];
        if (result->scored < IMPROVED_REPS)
            continue;
        const float before = form_before(history, person, session, exercise->id, result->side);
        const float now = world_form(result);
        if (before < 0 || now - before < best)
            continue;
        best = now - before;
        const char *side = words_side(result->side);
        snprintf(text, size,
                 side[0] ? "%s \xc2\xb7 %s: form %.0f, up from %.0f"
                         : "%s%s: form %.0f, up from %.0f",
                 exercise->name, side, (double)now, (double)before);
    }
    return text[0] != '\0';
}
