#include "history_day.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* Days from civil, after Howard Hinnant, "chrono-compatible low-level date algorithms": years begin
 * in March, so that the leap day comes last. */
int32_t history_day_of_date(int32_t year, int32_t month, int32_t day)
{
    year -= month <= 2;
    const int32_t era = (year >= 0 ? year : year - 399) / 400;
    const int32_t of_era = year - era * 400;
    const int32_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

int32_t history_day(int64_t at)
{
    const time_t moment = (time_t)at;
    struct tm local;
    if (localtime_r(&moment, &local) == NULL)
        return (int32_t)(at / 86400);
    return history_day_of_date(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

void history_date_of_day(int32_t days, int32_t *year, int32_t *month, int32_t *day)
{
    days += 719468;
    const int32_t era = (days >= 0 ? days : days - 146096) / 146097;
    const int32_t of_era = days - era * 146097;
    const int32_t years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int32_t of_year = of_era - (365 * years + years / 4 - years / 100);
    const int32_t months = (5 * of_year + 2) / 153;
    *day = of_year - (153 * months + 2) / 5 + 1;
    *month = months < 10 ? months + 3 : months - 9;
    *year = years + era * 400 + (*month <= 2);
}

bool history_day_parse(const char *text, int32_t *day)
{
    int y, m, d, end = 0;
    char again[48];
    int32_t year, month, of_month;
    if (sscanf(text, "%4d-%2d-%2d%n", &y, &m, &d, &end) != 3 || text[end] != '\0' || y < 1970 ||
        m < 1 || m > 12 || d < 1)
        return false;
    *day = history_day_of_date(y, m, d);
    history_date_of_day(*day, &year, &month, &of_month);
    snprintf(again, sizeof(again), "%04d-%02d-%02d", (int)year, (int)month, (int)of_month);
    return strcmp(again, text) == 0; /* no 31 April, and no digit left out */
}
