/* Days kept in a row, by table: a line of days from a Monday on, what the weekly plan asks for, and
 * what is to be said on the last of them. x: a session; !: one that asks for rest; .: none. */
#include "streak.h"

#include <criterion/criterion.h>
#include <string.h>

#define MONDAY      19996 /* 2024-09-30 */
#define MON_WED_FRI (1u << 0 | 1u << 2 | 1u << 4)

struct row {
    const char *days; /* the last one is today */
    unsigned named;
    int times;
    int32_t kept;
    int32_t next; /* days from today */
};

static struct streak of_row(const struct row *row)
{
    struct streak_day day[64];
    int count = 0, length = (int)strlen(row->days);
    for (int i = 0; i < length; i++)
        if (row->days[i] != '.')
            day[count++] = (struct streak_day){MONDAY + i, row->days[i] == '!'};
    return streak_make(day, count, (struct streak_plan){row->named, row->times},
                       MONDAY + length - 1);
}

static void check(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct streak streak = of_row(&rows[i]);
        const size_t length = strlen(rows[i].days);
        cr_expect_eq(streak.days, rows[i].kept, "%s: %d days, not %d", rows[i].days, streak.days,
                     rows[i].kept);
        cr_expect_eq(streak.next_day - (MONDAY + (int)length - 1), rows[i].next, "%s: in %d days",
                     rows[i].days, streak.next_day - (MONDAY + (int)length - 1));
        cr_expect_eq(streak.trained, rows[i].days[length - 1] != '.', "%s", rows[i].days);
        cr_expect_eq(streak.first, strpbrk(rows[i].days, "x!") == NULL, "%s", rows[i].days);
        cr_expect_eq(streak.today, rows[i].next == 0, "%s", rows[i].days);
    }
}

Test(streak, fixed_days)
{
    static const struct row rows[] = {
        {".", MON_WED_FRI, 0, 0, 0},        /* before the first session */
        {"..", MON_WED_FRI, 0, 0, 0},       /* any day will do for it */
        {"x", MON_WED_FRI, 0, 1, 2},        /* the first day */
        {"x.", MON_WED_FRI, 0, 2, 1},       /* rest is kept */
        {"x..", MON_WED_FRI, 0, 2, 0},      /* today is still open: neither kept nor lost */
        {"x.x", MON_WED_FRI, 0, 3, 2},      /* */
        {"x.x.x..", MON_WED_FRI, 0, 7, 1},  /* a whole week, its Sunday */
        {"x.x.x..x", MON_WED_FRI, 0, 8, 2}, /* and on */
        {"x...", MON_WED_FRI, 0, 0, 1},     /* Wednesday passed without one */
        {"x..x", MON_WED_FRI, 0, 4, 1},     /* made up for on Thursday */
        {"x...x", MON_WED_FRI, 0, 1, 3},    /* begun anew on Friday */
        {"x.x....", MON_WED_FRI, 0, 0, 1},  /* Friday passed */
        {"x.x..x.", MON_WED_FRI, 0, 7, 1},  /* on Saturday instead */
        {"x.x....x", MON_WED_FRI, 0, 1, 2}, /* a session a week later begins anew */
        {"..x.x..x", MON_WED_FRI, 0, 6, 2}, /* a week begun on its Wednesday lacks nothing */
        {"xxx", MON_WED_FRI, 0, 3, 2},      /* a day too many gains nothing and costs nothing */
        {"!..", MON_WED_FRI, 0, 3, 2},      /* pain asks for two days of rest: kept */
        {"!...", MON_WED_FRI, 0, 4, 1},     /* Wednesday was one of them */
        {"!....", MON_WED_FRI, 0, 4, 0},    /* Friday is open */
        {"!.....", MON_WED_FRI, 0, 0, 2},   /* and passed */
    };
    check(rows, ARRAY_LENGTH(rows));
}

Test(streak, sessions_a_week)
{
    static const struct row rows[] = {
        {"x......", 0, 1, 7, 7 - 6}, /* one a week, done on Monday */
        {"x.x.x..", 0, 3, 7, 0},     /* three, on any days */
        {"xxx....", 0, 3, 7, 0},     /* */
        {"x.x....", 0, 3, 7, 0},     /* Sunday is left for the third */
        {"x......", 0, 3, 0, 0},     /* two of them can't be in one day */
        {"x.x....x", 0, 3, 1, 2},    /* a week with two: begun anew */
        {"....x..x", 0, 3, 4, 2},    /* a week begun on Friday asks for one */
        {"x.x.!..", 0, 4, 7, 0},     /* pain takes one of four */
        {"x", 0, 3, 1, 2},           /* */
        {"x.", 0, 3, 2, 1},          /* */
    };
    check(rows, ARRAY_LENGTH(rows));
}

Test(streak, no_weekly_plan)
{
    static const struct row rows[] = {
        {"x", 0, 0, 1, 2},       {"x..", 0, 0, 3, 0},   {"x..x", 0, 0, 4, 2},
        {"x...", 0, 0, 4, 0},    {"x....", 0, 0, 0, 0}, {"x...x", 0, 0, 1, 2},
        {"x.x...x", 0, 0, 1, 2}, {"!....", 0, 0, 5, 0}, {"x.x.x.x.x.x", 0, 0, 11, 2},
    };
    check(rows, ARRAY_LENGTH(rows));
}

/* A clock that was put back, the same day twice, and years of days. */
Test(streak, odd_days)
{
    const struct streak_day twice[] = {{100, false}, {100, false}, {102, false}};
    cr_expect_eq(streak_make(twice, 3, (struct streak_plan){0, 0}, 102).days, 3);
    cr_expect_eq(streak_make(twice, 3, (struct streak_plan){0, 0}, 100).days, 1);
    cr_expect(streak_make(twice, 3, (struct streak_plan){0, 0}, 99).first);
    static struct streak_day daily[1000];
    for (int i = 0; i < 1000; i++)
        daily[i].day = i * 2;
    cr_expect_eq(streak_make(daily, 1000, (struct streak_plan){0, 3}, 1998).days, 1999);
}
