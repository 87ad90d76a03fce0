#include "history_day.h"

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
