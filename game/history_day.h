/* The local calendar's days as numbers, so that "three days ago" is a subtraction. */
#ifndef UNGUARD_HISTORY_DAY_H
#define UNGUARD_HISTORY_DAY_H

#include <stdint.h>

/* Days from 1970-01-01 to a date of the Gregorian calendar; month and day from 1. */
int32_t history_day_of_date(int32_t year, int32_t month, int32_t day);

/* Days from 1970-01-01 to the local date at that moment (seconds since 1970-01-01 UTC). */
int32_t history_day(int64_t at);

#endif
