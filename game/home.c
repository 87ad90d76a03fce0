#include "home.h"

#include "plan_words.h"

#include <stdio.h>
#include <string.h>

const char *home_choice_name(enum home_choice choice)
{
    static const char *const names[HOME_CHOICE_COUNT] = {
        [HOME_RESUME] = "Go on from there",
        [HOME_BEGIN] = "Begin",
        [HOME_PROGRESS] = "Progress",
        [HOME_GARDENS] = "Gardens",
        [HOME_CARDS] = "Cards",
        [HOME_SETTINGS] = "Settings",
        [HOME_QUIT] = "Leave",
    };
    return names[choice];
}

const char *home_day_words(int32_t day, int32_t today, char *text, size_t size)
{
    static const char *const weekdays[] = {"Thursday", "Friday",  "Saturday", "Sunday",
                                           "Monday",   "Tuesday", "Wednesday"};
    char date[DAY_TEXT_SIZE];
    if (day <= today)
        text_copy(text, size, "today");
    else if (day == today + 1)
        text_copy(text, size, "tomorrow");
    else
        snprintf(text, size, "on %s, %s", weekdays[(day % 7 + 7) % 7], day_text(day, false, date));
    return text;
}

/* The config's words are lower case and end in no full stop. */
static void upper_first(char *text)
{
    if (text[0] >= 'a' && text[0] <= 'z')
        text[0] = (char)(text[0] - 'a' + 'A');
}

static void change_words(const struct plan *plan, const struct plan_change *change, char *text,
                         size_t size)
{
    static const char *const names[VARIABLE_COUNT] = {"sets", "repetitions", "seconds of hold",
                                                      "degrees"};
    static const char *const sides[] = {"", " (left)", " (right)"};
    const struct exercise *exercise = &plan->step[change->step];
    const bool ratio = change->variable == VARIABLE_TARGET &&
                       strcmp(feature_info(exercise->target.signal.kind)->unit, "deg") != 0;
    snprintf(text, size, "%s%s: %.3g %s instead of %.3g. %s", exercise->name, sides[change->side],
             (double)change->to, ratio ? "of the way" : names[change->variable],
             (double)change->from, change->reason);
    char *reason = strstr(text, ". ");
    if (reason != NULL)
        upper_first(reason + 2);
}

bool home_change_words(const struct plan *plan, char *text, size_t size)
{
    for (int i = 0; i < plan->change_count; i++) {
        const struct plan_change *change = &plan->change[i];
        if (strcmp(change->rule, "kept") == 0)
            continue;
        change_words(plan, change, text, size);
        return true;
    }
    text_copy(text, size,
              plan->change_count > 0 ? "Everything stays as it was last time"
                                     : "Everything is as your routine says");
    return false;
}

static void say_plan(const struct plan *plan, struct home *home)
{
    const int minutes = (int)(plan_duration_s(plan) / 60 + 0.5f);
    text_copy(home->routine, sizeof(home->routine), plan->name);
    snprintf(home->length, sizeof(home->length), "%d exercise%s, about %d minute%s",
             plan->step_count, plan->step_count == 1 ? "" : "s", minutes > 0 ? minutes : 1,
             minutes > 1 ? "s" : "");
    home_change_words(plan, home->change, sizeof(home->change));
}

static void say_streak(const struct streak *streak, int32_t today, struct home *home)
{
    char when[48];
    if (streak->first)
        text_copy(home->kept, sizeof(home->kept), "Your first garden grows with this session");
    else if (streak->days == 0)
        text_copy(home->kept, sizeof(home->kept), "Every day is a good day to begin again");
    else if (streak->days == 1)
        text_copy(home->kept, sizeof(home->kept), "One day kept; rest days will count, too");
    else
        snprintf(home->kept, sizeof(home->kept), "%d days kept, rest days too", (int)streak->days);
    if (streak->today)
        text_copy(home->next, sizeof(home->next), "Today is a good day for it");
    else
        snprintf(home->next, sizeof(home->next),
                 streak->trained ? "Done for today. The next one is %s"
                                 : "A rest day. The next session is %s",
                 home_day_words(streak->next_day, today, when, sizeof(when)));
}

/* In the order in which they are shown; the one that is chosen first comes first. */
static void list_choices(const struct home_facts *facts, struct home *home)
{
    const bool offered[HOME_CHOICE_COUNT] = {
        [HOME_RESUME] = facts->unfinished != NULL,
        [HOME_BEGIN] = true,
        [HOME_PROGRESS] = facts->streak != NULL,
        [HOME_GARDENS] = facts->streak != NULL,
        [HOME_CARDS] = facts->cards,
        [HOME_SETTINGS] = true,
        [HOME_QUIT] = true,
    };
    home->choice_count = 0;
    for (int i = 0; i < HOME_CHOICE_COUNT; i++)
        if (offered[i])
            home->choice[home->choice_count++] = (enum home_choice)i;
}

void home_make(const struct home_facts *facts, int32_t today, struct home *home)
{
    const struct streak *streak = facts->streak;
    *home = (struct home){0};
    list_choices(facts, home);
    text_copy(home->title, sizeof(home->title),
              streak == NULL || streak->first ? "Welcome"
              : streak->days == 0             ? "Welcome back"
                                              : "Good to see you");
    say_plan(facts->plan, home);
    if (facts->progress->verdict == PROGRESS_REFER)
        text_copy(home->change, sizeof(home->change),
                  "A few questions come first: an answer of yours still stands");
    else if (facts->progress->verdict == PROGRESS_REST)
        text_copy(home->change, sizeof(home->change),
                  "Resting is part of the plan today. What speaks for it is said before you begin");
    if (streak != NULL)
        say_streak(streak, today, home);
    else
        text_copy(home->kept, sizeof(home->kept), "Nothing is kept of what you do here");
    if (facts->unfinished != NULL) {
        const struct plan_start *start = &facts->unfinished->start;
        snprintf(home->next, sizeof(home->next), "You stopped at %s, set %d",
                 facts->unfinished->step[start->step].name, start->set > 0 ? start->set : 1);
    }
}
