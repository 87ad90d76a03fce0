#include "vision/sight.h"

const char *sight_name(enum sight sight)
{
    static const char *const names[SIGHT_COUNT] = {
        [SIGHT_UNKNOWN] = "unknown", [SIGHT_ONE] = "one",        [SIGHT_NOBODY] = "nobody",
        [SIGHT_SEVERAL] = "several", [SIGHT_UNSURE] = "unsure",  [SIGHT_DARK] = "dark",
        [SIGHT_BEHIND] = "behind",   [SIGHT_COVERED] = "covered"};
    return names[sight];
}
