#include "plan/profile.h"

#include "plan/cfg.h"

#include <string.h>

static const char *const painful_names[] = {"none", "left", "right", NULL};
static const char *const policy_names[] = {"strict", "monitor", NULL};

/* clang-format off: one key a line reads as the table it is */
#define AT(field) offsetof(struct profile, field)
static const struct cfg_key keys[] = {
    {"id", CFG_TEXT, AT(id), .required = true, .size = ID_SIZE,
     .doc = "the file's name without .cfg"},
    {"painful_side", CFG_ENUM, AT(painful_side), .names = painful_names,
     .doc = "none, left or right"},
    {"range_share", CFG_FLOAT, AT(range_share), .low = 0.25, .high = 1, .missing = 1,
     .doc = "how much of each exercise's range is asked for: 1 is all of it"},
    {"painful_tightening", CFG_FLOAT, AT(painful_tightening), .low = 0.5, .high = 1, .missing = 0.8,
     .doc = "limits on the painful side are this share of the exercise's"},
    {"pain_policy", CFG_ENUM, AT(pain_policy), .names = policy_names, .missing = PAIN_MONITOR,
     .doc = "strict: any pain ends the session; monitor: 0-2 go on, 3-5 ease off, more stops"},
};
#undef AT
/* clang-format on */

static void check_profile(const void *item, struct cfg_check *check)
{
    const struct profile *profile = item;
    if (cfg_check_sound(check) && !id_is_good(profile->id))
        cfg_complain(check, "id", "\"%s\" may only hold small letters, digits and _", profile->id);
}

const struct cfg_table profile_table = {"profile", keys, ARRAY_LENGTH(keys), check_profile};

struct profile profile_default(void)
{
    struct profile profile = {.painful_side = SIDE_NONE,
                              .range_share = 1.0f,
                              .painful_tightening = 0.8f,
                              .pain_policy = PAIN_MONITOR};
    strcpy(profile.id, "default");
    return profile;
}

bool profile_load(const char *path, struct profile *profile, struct error *err)
{
    return cfg_load(path, &profile_table, profile, sizeof *profile, err);
}
