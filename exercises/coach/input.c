#include "coach/input.h"

int32_t action_most(enum action_type type)
{
    switch (type) {
    case ACTION_PAIN_ANSWER:
    case ACTION_EFFORT_ANSWER:
        return 10;
    case ACTION_PAIN_PLACE:
        return PLACE_COUNT - 1;
    case ACTION_SCREENING_ANSWER:
        return 2 * ACTION_MOST_FLAGS - 1;
    default:
        return -1;
    }
}
