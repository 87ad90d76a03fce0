/* A person's own limits: the painful side, how much range is allowed, the pain policy. */
#ifndef UNGUARD_PROFILE_H
#define UNGUARD_PROFILE_H

#include "plan/exercise.h"

enum pain_policy {
    PAIN_STRICT, /* any pain above 0 ends the session kindly (hhma SI joint leaflet) */
    PAIN_MONITOR /* 0-2 go on, 3-5 ease off, above 5 stop (after Thomee; Silbernagel 2007) */
};

struct profile {
    char id[ID_SIZE];
    enum body_side painful_side;
    float range_share;        /* 0.25..1: targets are this share of the exercise's */
    float painful_tightening; /* 0.5..1: warn and stop levels on the painful side times this */
    enum pain_policy pain_policy;
};

struct cfg_table;
extern const struct cfg_table profile_table;

struct profile profile_default(void); /* no painful side, full range, PAIN_MONITOR */
bool profile_load(const char *path, struct profile *profile, struct error *err);

#endif
