#include "plan/guarding.h"

#include "plan/cfg.h"

static const char *const sign_names[] = {"reduced_range", "slowing",   "hesitation",
                                         "jerkiness",     "asymmetry", "shift",
                                         "withdrawal",    "support",   NULL};

const char *guarding_sign_name(enum guarding_sign sign)
{
    return (int)sign >= 0 && sign < SIGN_COUNT ? sign_names[sign] : "none";
}

/* clang-format off: one key a line reads as the table it is */
#define AT(field) offsetof(struct guarding, field)
static const struct cfg_key guarding_keys[] = {
    {"signs", CFG_FLAGS, AT(signs), .names = sign_names,
     .doc = "the guarding signs that this exercise's view can show"},
    {"range_share", CFG_FLOAT, AT(range_share), .low = 0.3, .high = 0.95, .missing = 0.8,
     .doc = "less than this share of the usual range is a sign (judged 2 % above)"},
    {"range_least_deg", CFG_FLOAT, AT(range_least_deg), .low = 2, .high = 60, .unit = "deg",
     .missing = 10, .doc = "and this much less than usual, where range is an angle"},
    {"slowing", CFG_FLOAT, AT(slowing), .low = 1.1, .high = 5, .missing = 1.4,
     .doc = "so many times the usual time there is a sign"},
    {"hesitation_s", CFG_FLOAT, AT(hesitation_s), .low = 0.2, .high = 5, .unit = "s",
     .missing = 0.4, .doc = "slower than a tenth of the fastest for so long on the way there"},
    {"jerkiness", CFG_FLOAT, AT(jerkiness), .low = 0.3, .high = 10, .missing = 1,
     .doc = "smoothness (SPARC) so far below the usual at the same tempo"},
    {"asymmetry", CFG_FLOAT, AT(asymmetry), .low = 5, .high = 100, .unit = "percent", .missing = 15,
     .doc = "difference of the sides over their mean, now and before"},
    {"asymmetry_least_deg", CFG_FLOAT, AT(asymmetry_least_deg), .low = 2, .high = 60, .unit = "deg",
     .missing = 10, .doc = "and as an angle"},
    {"shift_deg", CFG_FLOAT, AT(shift_deg), .low = 2, .high = 45, .unit = "deg", .missing = 5,
     .doc = "the trunk so far to one side of the usual"},
    {"shift_s", CFG_FLOAT, AT(shift_s), .low = 0.5, .high = 20, .unit = "s", .missing = 2,
     .doc = "for so long"},
    {"withdrawal_share", CFG_FLOAT, AT(withdrawal_share), .low = 0.3, .high = 0.95, .missing = 0.7,
     .doc = "turning back before this share of the way to the target"},
    {"withdrawal_speed", CFG_FLOAT, AT(withdrawal_speed), .low = 1.2, .high = 10, .missing = 2,
     .doc = "coming back so many times as fast as usual"},
    {"support_distance", CFG_FLOAT, AT(support_distance), .low = 0.05, .high = 0.6, .missing = 0.25,
     .doc = "a wrist so near to hip or thigh, in trunk lengths"},
    {"support_s", CFG_FLOAT, AT(support_s), .low = 0.3, .high = 20, .unit = "s", .missing = 1,
     .doc = "for so long in one repetition"},
};
#undef AT
/* clang-format on */

const struct cfg_table guarding_table = {"guarding", guarding_keys, ARRAY_LENGTH(guarding_keys),
                                         NULL};
