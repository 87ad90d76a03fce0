/* The One-Euro filter (Casiez, Roussel and Vogel, CHI 2012): a first-order low-pass whose cutoff
 * rises with speed, so that it is still at rest and quick in motion. Causal, in capture time. It is
 * for the screen and for where to look, never for what is scored. */
#ifndef UNGUARD_VISION_ONE_EURO_H
#define UNGUARD_VISION_ONE_EURO_H

#include "movement/pose.h"

struct one_euro_settings {
    float least_hz; /* cutoff at rest */
    float slope;    /* cutoff per speed: Hz for each value unit a second */
    float speed_hz; /* cutoff of the speed itself */
};

/* Zero is empty. */
struct one_euro {
    float value, speed; /* value units; a second */
    float raw;          /* the last sample */
    int64_t t_us;       /* of the last sample */
    bool started;
};

#define ONE_EURO_GAP_US                                                                            \
    300000 /* after a longer silence, or when time runs back, it starts anew                       \
            */

/* Takes a sample; returns the filtered value. */
float one_euro_put(struct one_euro *filter, const struct one_euro_settings *settings, int64_t t_us,
                   float sample);

/* A pose for the screen: each joint's place filtered, in image heights. Zero is empty. */
struct steady {
    struct one_euro x[JOINT_COUNT], y[JOINT_COUNT];
    struct pose last; /* what was given for the newest pose */
};

/* The pose as it is to be drawn; the same pose again (by t_us) gives the same answer. A joint not
 * seen stays so, and starts anew when it is seen again. */
struct pose steady_pose(struct steady *steady, const struct pose *pose);

#endif
