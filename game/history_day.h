/* The local calendar's days as numbers, so that "three days ago" is a subtraction. */
#ifndef UNGUARD_HISTORY_DAY_H
#define UNGUARD_HISTORY_DAY_H

#include <stdbool.h>
#include <stdint.h>

/* Days from 1970-01-01 to a date of the Gregorian calendar; month and day from 1. */
int32_t history_day_of_date(int32_t year, int32_t month, int32_t day);

/* The other way round. */
void history_date_of_day(int32_t days, int32_t *year, int32_t *month, int32_t *day);

/* The day that a text such as 2026-05-31 names, all its digits written. False: it is none. */
bool history_day_parse(const char *text, int32_t *day);

/* Days from 1970-01-01 to the local date at that moment (seconds since 1970-01-01 UTC). */
int32_t history_day(int64_t at);

#endif
