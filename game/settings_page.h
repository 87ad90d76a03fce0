/* The settings as rows that are walked and changed one step at a time; each change goes into the
 * user's own file at once (settings_store.h). A new setting on the screen is one row of the table
 * in settings_page.c. */
#ifndef UNGUARD_SETTINGS_PAGE_H
#define UNGUARD_SETTINGS_PAGE_H

#include "plan/profile.h"
#include "settings.h"

#define SETTINGS_VALUE_SIZE 96

struct settings_page {
    struct settings settings;     /* as read after the last change */
    struct profile profile;       /* the same */
    char profile_name[PATH_SIZE]; /* as unguard.cfg or the command line names it; "": none */
    char tracker[PATH_SIZE];      /* the network that was named besides "builtin"; "": none */
    struct error said;            /* about the last change: where it is kept, or what is amiss */
    bool refused;                 /* it could not be kept */
};

/* profile: named on the command line; NULL: as unguard.cfg says. False with one sentence: a file is
 * damaged, and left as it is. */
bool settings_page_open(struct settings_page *page, const char *profile, struct error *err);

int settings_page_count(void);
const char *settings_page_name(int row); /* static */
/* The row's value in words. Returns text. */
const char *settings_page_value(const struct settings_page *page, int row,
                                char text[SETTINGS_VALUE_SIZE]);

/* The row's next value (step 1) or the one before (-1), round and round; kept, and read back. page
 * says how it went. */
void settings_page_change(struct settings_page *page, int row, int step);

#endif
