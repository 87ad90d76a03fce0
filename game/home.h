/* What the home screen says: today's routine, what the plan changed and why, days kept, the next
 * day, and what can be chosen. Words from facts; reads and draws nothing. */
#ifndef UNGUARD_HOME_H
#define UNGUARD_HOME_H

#include "plan/progress.h"
#include "streak.h"

#define HOME_LINE_SIZE 240

enum home_choice {
    HOME_RESUME,
    HOME_BEGIN,
    HOME_PROGRESS,
    HOME_GARDENS,
    HOME_CARDS,
    HOME_SETTINGS,
    HOME_QUIT,
    HOME_CHOICE_COUNT
};

struct home {
    char title[64];
    char routine[HOME_LINE_SIZE]; /* "SI joint starter" */
    char length[64];              /* "5 exercises, about 16 minutes" */
    char change[HOME_LINE_SIZE];  /* what is other than the routine says, and why; one sentence */
    char kept[HOME_LINE_SIZE];    /* days in a row; never about what was left out */
    char next[HOME_LINE_SIZE];    /* the next day; or where the session that broke off goes on */
    char notice[HOME_LINE_SIZE];  /* what could not be read; "": nothing */
    enum home_choice choice[HOME_CHOICE_COUNT];
    int choice_count;
};

struct home_facts {
    const struct plan *plan;
    const struct progress *progress; /* zero: nothing is known */
    const struct streak *streak;     /* NULL: nothing is kept */
    const struct plan *unfinished;   /* begun where it broke off; NULL: none */
    bool cards;                      /* there is a page of them */
};

/* today: local days since 1970-01-01. */
void home_make(const struct home_facts *facts, int32_t today, struct home *home);

const char *home_choice_name(enum home_choice choice); /* "Begin"; static */

/* The first change that is new, in one sentence; false, and text says that all is as the routine
 * says, where none is. */
bool home_change_words(const struct plan *plan, char *text, size_t size);

/* "today", "tomorrow", "on Wednesday, 3 Dec". Returns text. */
const char *home_day_words(int32_t day, int32_t today, char *text, size_t size);

#endif
