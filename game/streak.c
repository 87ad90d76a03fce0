#include "streak.h"

#define FIRST_MONDAY (-3) /* 29 December 1969 */

static int32_t weekday_of(int32_t day) /* 0 Monday */
{
    return ((day - FIRST_MONDAY) % 7 + 7) % 7;
}

/* What the walk back over the calendar looks at. */
struct walk {
    const struct streak_day *day;
    int count;
    struct streak_plan plan;
    int32_t today, first; /* first: the first session ever */
};

static bool is_named(const struct walk *walk, int32_t day)
{
    return walk->plan.days >> weekday_of(day) & 1u;
}

static bool is_trained(const struct walk *walk, int32_t day)
{
    for (int i = 0; i < walk->count; i++)
        if (walk->day[i].day == day)
            return true;
    return false;
}

static bool is_eased(const struct walk *walk, int32_t day)
{
    for (int i = 0; i < walk->count; i++)
        if (walk->day[i].asks_for_rest && day > walk->day[i].day &&
            day <= walk->day[i].day + DAYS_EASED)
            return true;
    return false;
}

/* Of the week from monday on, as far as it is over: a day is when it has passed or was used. Days
 * before the first session ask for nothing. */
static int32_t lacking(const struct walk *walk, int32_t monday)
{
    int32_t wanted = 0, done = 0, days = 0, open = 0, eased = 0;
    for (int32_t day = monday; day < monday + 7; day++) {
        const bool trained = day <= walk->today && is_trained(walk, day);
        done += trained;
        if (day < walk->first)
            continue;
        days++;
        open += day >= walk->today && !trained;
        eased += !trained && is_eased(walk, day);
        wanted += is_named(walk, day) && (trained || day < walk->today) &&
                  (trained || !is_eased(walk, day));
    }
    if (walk->plan.days == 0) {
        wanted = walk->plan.times_per_week * days / 7;
        wanted -= eased < wanted ? eased : wanted;
        done += open; /* may still be */
    }
    return wanted - done;
}

/* The last day on which something that was meant was left out; before the first: none was. */
static int32_t find_break_by_gaps(const struct walk *walk)
{
    int32_t rests = 0, broken = walk->first - 1;
    for (int32_t day = walk->first; day < walk->today; day++) {
        rests = is_trained(walk, day) || is_eased(walk, day) ? 0 : rests + 1;
        if (rests > STREAK_FREE_REST)
            broken = day;
    }
    return broken;
}

static int32_t find_break_by_weeks(const struct walk *walk)
{
    const int32_t monday = walk->today - weekday_of(walk->today);
    for (int32_t week = monday; week > walk->first - 7; week -= 7) {
        if (lacking(walk, week) <= 0)
            continue;
        const int32_t last = week + 6 < walk->today ? week + 6 : walk->today - 1;
        for (int32_t day = last; walk->plan.days != 0 && day >= week; day--)
            if (is_named(walk, day) && !is_trained(walk, day) && !is_eased(walk, day))
                return day;
        return last;
    }
    return walk->first - 1;
}

/* From the first session after the break: rest before it was no plan. */
static int32_t count_days(const struct walk *walk, int32_t broken)
{
    for (int i = 0; i < walk->count; i++)
        if (walk->day[i].day > broken) {
            const bool open = !is_trained(walk, walk->today) && is_named(walk, walk->today) &&
                              !is_eased(walk, walk->today);
            return walk->today - walk->day[i].day + (open ? 0 : 1);
        }
    return 0;
}

static int32_t find_next(const struct walk *walk, bool trained)
{
    int32_t day = walk->today + (trained ? 1 : 0);
    if (walk->count == 0)
        return day;
    if (walk->plan.days != 0) {
        while (!is_named(walk, day) || is_eased(walk, day))
            day++;
        return day;
    }
    const int times = walk->plan.times_per_week;
    const int32_t last = walk->day[walk->count - 1].day;
    const int32_t apart = times > 0 ? 7 / times : 2;
    return last + apart > day ? last + apart : day;
}

struct streak streak_make(const struct streak_day *day, int count, struct streak_plan plan,
                          int32_t today)
{
    struct walk walk = {.day = day, .count = count, .plan = plan, .today = today};
    while (walk.count > 0 && day[walk.count - 1].day > today) /* a clock that was put back */
        walk.count--;
    const bool trained = walk.count > 0 && day[walk.count - 1].day == today;
    struct streak streak = {.first = walk.count == 0, .trained = trained};
    if (walk.count > 0) {
        walk.first = day[0].day;
        const bool planned = plan.days != 0 || plan.times_per_week > 0;
        streak.days =
            count_days(&walk, planned ? find_break_by_weeks(&walk) : find_break_by_gaps(&walk));
    }
    streak.next_day = find_next(&walk, trained);
    streak.today = streak.next_day == today;
    return streak;
}
