/* Gardens of past days, newest first: what the gardens screen shows. */
#ifndef UNGUARD_GALLERY_H
#define UNGUARD_GALLERY_H

#include "garden.h"

#define GALLERY_MAX 60 /* the newest ones */

struct gallery_garden {
    int32_t day; /* local days since 1970-01-01 */
    char routine_name[NAME_SIZE];
    struct garden garden;
};

/* Large. Zero is a valid, empty gallery. */
struct gallery {
    int count;
    struct gallery_garden past[GALLERY_MAX];
};

#endif
