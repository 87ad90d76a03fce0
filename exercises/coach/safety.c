#include "coach/safety.h"

#define MONITOR_GO_ON 2
#define MONITOR_EASE  5

enum safety_decision safety_of_pain(enum pain_policy policy, int32_t nrs)
{
    if (policy == PAIN_STRICT)
        return nrs > 0 ? SAFETY_STOP : SAFETY_GO_ON;
    if (nrs > MONITOR_EASE)
        return SAFETY_STOP;
    return nrs > MONITOR_GO_ON ? SAFETY_EASE : SAFETY_GO_ON;
}
