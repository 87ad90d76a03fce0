/* The plan of what is played: the routine after what past sessions showed. */
#include "history_day.h"
#include "play.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

void play_ask_nothing(struct plan *plan)
{
    plan->ask = (struct plan_questions){0};
    plan->flag_count = 0;
}

bool play_load_rules(struct play *play, struct error *err)
{
    if (play->rules == NULL)
        play->rules = prescribe_rules(err);
    return play->rules != NULL;
}

bool play_take_past(struct play *play, struct error *err)
{
    const int32_t today = history_day((int64_t)time(NULL));
    struct past *past = calloc(1, sizeof(*past));
    struct plan *plan = NULL;
    if (past == NULL)
        error_set(err, "there isn't enough memory for the history");
    else if (play_load_rules(play, err) &&
             (play->keeping.history == NULL || play_history_past(&play->keeping, past, err)))
        plan = prescribe_session(&play->settings, &play->wanted, play->rules, past, today,
                                 &play->progress, err);
    if (plan != NULL) {
        play->refused = play->progress.verdict == PROGRESS_REFER;
        text_copy(play->red_flag, sizeof(play->red_flag), past->red_flag);
        free(play->plan);
        play->plan = plan;
    }
    free(past);
    return plan != NULL;
}

bool play_plan_anew(struct play *play, struct error *err)
{
    if (!play->plain)
        return play_take_past(play, err);
    struct plan *plan = prescribe_plan(&play->settings, &play->wanted, err);
    if (plan == NULL)
        return false;
    free(play->plan);
    play->plan = plan;
    return true;
}
